"""Adjuncts of a reporting verb behind its content: when, where, why or on what occasion something was said."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.contents import NOUN_KIND, OBJECTS, Content, opens, verb_before
from blocquotes.suggest.grammar.finite_verbs import BEFORE_NOUN, PASTS, holds_verb
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    DASH,
    DETERMINER,
    ED,
    HAVE,
    ING,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    TIME,
    VENUE,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import NOT_BARE, PARTICIPLE, PAST
from blocquotes.suggest.text.lexicon import AMBIGUOUS, Frame
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, is_finite_at, verb_form_at

_ADJUNCTS: Final = word_class("adjunct-opener")
_PAST_OPENERS: Final = word_class("past-opener")
_PAST_FORMS: Final = PASTS | word_class("past-auxiliary")
# What somebody says something in, and the most words of such a phrase.
OCCASIONS: Final = frozenset(("letter", "statement", "interview", "email", "e-mail", "tweet", "memo", "speech"))
_INDEFINITE: Final = frozenset(("a", "an"))
_LONGEST_OCCASION: Final = 9
_WITH_NAMES: Final = ("during", "throughout", "until", "from")
_FORESEEING: Final = ("expect", "predict", "forecast", "anticipate", "foresee", "project")
_ONLY_FINITE: Final = tags_with(AUXILIARY | VERB, but=POSSESSIVE)


def adjunct_begins(content: Content, k: int) -> bool:
    """Whether an adjunct of the reporting verb begins at `k`: when, where, why or on what occasion."""
    # "voiced fear that he would win when they vote": the adjunct goes with the nearest clause
    if not _looks_like_adjunct(content, k):
        return False
    return not _has_clause(content, k)


def _looks_like_adjunct(content: Content, k: int) -> bool:
    """Whether the words at `k` are those of an adjunct, whatever it goes with."""
    sheet, tag, word = content.sheet, content.sheet.tags[k], content.sheet.lower[k]
    if word == "because":
        # "as the first to move because of it"
        if "to" in sheet.lower[content.start : k - 1]:
            return False
        return sheet.lower[k + 1] == "of" or not is_speech(content)
    if word in _ADJUNCTS:
        return True
    if tag & TIME and word != sheet.words[k]:  # "praised the deal Monday", but "praised the Monday deal"
        return not sheet.tags[k - 1] & (DETERMINER | PREPOSITION | POSSESSIVE)
    if word in _WITH_NAMES and _is_name(content, k):
        return True
    if word == "by":  # "defended himself by saying"
        return bool(sheet.tags[k + 1] & ING)
    return names_occasion(sheet, k, content.high) and not _foresees(content, k)


def _is_name(content: Content, k: int) -> bool:
    """Whether a name is all of a noun phrase before `k`: "backed Lee | during the vote", not "the march during it"."""
    if content.kind != NOUN_KIND:
        return False
    return all(word[0].isupper() for word in content.sheet.words[content.start : k])


def _foresees(content: Content, k: int) -> bool:
    """Whether a time is that of what is expected: "expects a cut in October", but "said so in October"."""
    # "predicted a win | in an interview"
    if content.sheet.words[k + 1].islower():
        return False
    frame = _frame_before(content)
    return frame is not None and frame.lemma in _FORESEEING


def _has_clause(content: Content, k: int) -> bool:
    """Whether a noun phrase has a clause of its own before `k`: "the deal that failed", "fear that he would win"."""
    sheet = content.sheet
    for j in range(content.start + 2, k):
        tag, before = sheet.tags[j], sheet.tags[j - 1]
        # "called it “what they wanted” in May"
        if sheet.inside[j] != sheet.inside[k]:
            continue
        # "fears a major attack because of it"
        if sheet.lower[j] in AMBIGUOUS:
            continue
        if tag in _ONLY_FINITE and not before & BEFORE_NOUN:
            return True
        if not before & (RELATIVE | SUBJECT):
            continue
        # "the plan they wanted", "the deal that failed"
        if tag & ED or form_at(sheet, j) in NOT_BARE:
            return True
    return False


def is_speech(content: Content) -> bool:
    """Whether the verb before the content is one of speaking, whose reason is said too.

    "called it unfair because it was late", but "fears a war because it was late" (guidelines, 7).
    """
    frame = _frame_before(content)
    return frame is not None and frame.medium == "speech"


def _frame_before(content: Content) -> Frame | None:
    """What is known of the reporting verb before a content."""
    verb = verb_before(content.sheet, content.start)
    return None if verb is None else content.sheet.verbs[content.sheet.lower[verb]][0]


def tells_of_promise(content: Content, k: int) -> bool:
    """Whether a clause in the past begins at `k`, which is none of what is promised or asked, since that lies ahead.

    "vowed to leave | after they lost the vote", but "vowed to leave after the vote", "… before they lose the vote".
    """
    sheet = content.sheet
    if sheet.lower[k] not in _PAST_OPENERS:
        return False
    # "accused them of leaving after they lost the vote"
    if content.phrasal:
        return False
    # "claimed to have seen them when they left", "asked those who had come to leave when it was late"
    verbs = (j for j in range(content.start + 1, k) if is_finite_at(sheet, j, AUXILIARY | VERB))
    if any(sheet.lower[j - 1] != "to" or sheet.tags[j] & HAVE for j in verbs):
        return False
    return _is_past_clause(sheet, k + 1, content.high)


def _is_past_clause(sheet: Sheet, k: int, high: int) -> bool:
    """Whether the first finite verb from `k` on is in the past."""
    for j in range(k + 1, high):
        tag, word = sheet.tags[j], sheet.lower[j]
        if tag & (COMMA | RELATIVE | DASH | STOP):
            return False
        if word in _PAST_FORMS or form_at(sheet, j) & (PAST | PARTICIPLE) == PAST:
            return True
        if fits(sheet, j, ED, OBJECTS | PREPOSITION):
            return True
        if tag in _ONLY_FINITE and not sheet.tags[j - 1] & DETERMINER:
            return False
    return False


def names_occasion(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase at `k` says when or where it was said: "in an interview", but not "in principle"."""
    if sheet.lower[k] not in ("in", "on", "at"):
        return False
    if "condition" in sheet.lower[k + 1 : k + 3]:  # "confirmed the meeting | on condition of anonymity"
        return sheet.lower[k] == "on"
    for j in range(k + 1, min(k + 5, high)):
        tag = sheet.tags[j]
        if tag & (TIME | VENUE):
            # "about her vote in the event that he won"
            if sheet.lower[j + 1] == "that":
                return False
            return not _dates_noun(sheet, k, j, high)
        # "controls on the border | on Monday"
        if tag & PREPOSITION:
            return False
    return False


def before_occasion(content: Content, end: int) -> int:
    """The end of a clause without the occasion on which it was said: "said it was empty | in a letter to the town"."""
    sheet, start = content.sheet, content.start
    if sheet.inside[end - 1] >= 0 and (before := _before_title(content, end)):
        return before
    near = range(end - 2, max(start + 2, end - _LONGEST_OCCASION), -1)
    if _INDEFINITE.isdisjoint(sheet.lower[near.stop : end - 1]):  # as near the end of most clauses
        return end
    for k in near:
        if sheet.lower[k] not in _INDEFINITE:
            continue
        if sheet.lower[k - 1] != "in" or OCCASIONS.isdisjoint(sheet.lower[k + 1 : k + 4]):
            return end
        return end if _may_be_said_in(content, k - 1) else k - 1
    return end


def _before_title(content: Content, end: int) -> int | None:
    """The end of a clause without the programme that it was said on: "said it was late | on Monday's “Big Show.”"."""
    sheet = content.sheet
    q = sheet.quotations[sheet.inside[end - 1]]
    near = range(q.start - 1, max(content.start + 2, q.start - _LONGEST_OCCASION), -1)
    on = next((k for k in near if sheet.lower[k] == "on"), None)
    # "said it was “late” on “the Big Show,” which …"
    if on is None:
        return None
    words = [word for word in sheet.words[q.start + 1 : q.end - 1] if word[0].isalpha()]
    return on if all(word[0].isupper() for word in words) else None


def _may_be_said_in(content: Content, k: int) -> bool:
    """Whether a phrase at `k` may be part of what is said: "said it was made in a letter"."""
    sheet, start = content.sheet, content.start
    # "said: “It was late in a letter”"
    if opens(sheet, start):
        return True
    if sheet.tags[k - 1] & (AUXILIARY | ED):
        return True
    # "said that Lee, in a letter, denied it"
    if sheet.tags[k - 1] & COMMA and not holds_verb(sheet, start, k - 1, AUXILIARY | VERB | ED):
        return True
    return any(verb_form_at(sheet, j) for j in range(start, k))


def _dates_noun(sheet: Sheet, k: int, j: int, high: int) -> bool:
    """Whether the time at `j` only says which thing is meant: "any role in the May attacks", but "in a May speech"."""
    if not sheet.tags[k + 1] & DETERMINER:
        return False
    # "in the Sept. 11, 2001, attacks"
    dated = (i for i in range(j, high) if sheet.words[i][0].islower())
    thing = next(dated, None)  # none in "praised it in the May", which ends the text
    return thing is not None and not sheet.tags[thing]
