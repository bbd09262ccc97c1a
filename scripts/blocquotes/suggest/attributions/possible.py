"""Whether a reporting verb can attribute anything where it is, as far as a glance at its sentence shows."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.walk import LONGEST_OBJECT
from blocquotes.suggest.text.classes import COMMA, DASH, QUESTION, tags_with
from blocquotes.suggest.text.lexicon import ADDRESSEE, CLAUSE, NOUN, OBJECT_TO, SMALL, TO
from blocquotes.suggest.text.sheet import Range, Sheet

# What a verb may govern without a mark, a preposition, a question word or "that" before it.
_UNMARKED: Final = CLAUSE | ADDRESSEE | NOUN | OBJECT_TO | TO | SMALL
_QUESTIONS: Final = tags_with(QUESTION)
_SUMMARIES: Final = word_class("summary-noun") | {"something"}
# Verbs that attribute in other ways: "…, snapped Lee", "is how Lee put it", "a survey found it fell", "to quote Lee".
_OTHERWISE: Final = word_class("inverting-verb") | word_class("putting-verb") | {"find", "hear", "quote"}
# What may end a content before a subject and its verb, beside a quotation.
_ENDS_CONTENT: Final = tags_with(COMMA | DASH)
# Words that are or mean a content, or begin a clause that comments on one.
_MEANS_CONTENT: Final = _SUMMARIES | {"as", "how", "what"}


def is_possible(sheet: Sheet, i: int, sentence: Range) -> bool:
    """Whether the verb at token `i` of a sentence may attribute something; most that do not need no reading then.

    "They began to leave" and "Lee saw them" do not, "They began: “No.”" and "Lee saw that it was late" may.
    """
    frame = sheet.verbs[sheet.lower[i]][0]
    # "made it clear", but "made a deal"
    if frame.particles and frame.particles.isdisjoint(sheet.lower[i + 1 : i + 1 + LONGEST_OBJECT]):
        return not _has_nothing_before(sheet, sentence[0], i)
    if frame.flags & _UNMARKED or frame.lemma in _OTHERWISE:
        return True
    low, high = sentence
    # A quotation in the sentence or right before it may be the content.
    before = low - 1 if low else 0
    if sheet.inside[before:high].count(sheet.inside[i]) < high - before:
        return True
    if not frame.openers.isdisjoint(sheet.lower[i + 1 : high + 1]):
        return True
    if not _QUESTIONS.isdisjoint(sheet.tags[i + 1 : high]):
        return True
    # "a claim | Lee began", "something | Lee began"
    return not _SUMMARIES.isdisjoint(sheet.lower[before:i])


def follows_quotation(sheet: Sheet, low: int, at: int) -> bool:
    """Whether a quotation, which may be the content of the verb at `at`, is in its sentence, from `low` on, or ends
    right before it.
    """
    edge = low - 1 if low else 0
    return sheet.inside[edge:at].count(sheet.inside[at]) < at - edge


def _has_nothing_before(sheet: Sheet, low: int, at: int) -> bool:
    """Whether nothing in the sentence before a verb is content, or a clause that may say what the content is.

    "Lee came and said", but "“It is late,” Lee said", "It is late, Lee said", "As Lee said", "something Lee said".
    """
    if ends_content_before(sheet, low, at) or follows_quotation(sheet, low, at):
        return False
    return not means_content(sheet, low, at)


def ends_content_before(sheet: Sheet, low: int, at: int) -> bool:
    """Whether a comma or a dash, which may end a content without marks, is before a verb in its sentence."""
    return not _ENDS_CONTENT.isdisjoint(sheet.tags[max(low - 1, 0) : at])


def means_content(sheet: Sheet, low: int, at: int) -> bool:
    """Whether a word before a verb is or means its content, or begins a clause on it: "something | Lee said", "As Lee".

    In brackets, that may be what is around them.
    """
    if at in sheet.brackets:
        return True
    return not _MEANS_CONTENT.isdisjoint(sheet.lower[max(low - 1, 0) : at])
