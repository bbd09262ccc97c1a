"""Attributions by adjectives and participles of feeling: "is worried about …", "feels betrayed by …"."""

from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.contents import CLAUSE_KIND, NOUN_KIND
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.subjects import subject
from blocquotes.suggest.grammar.verbs import verb_group
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    BE,
    DETERMINER,
    OBJECT,
    POSSESSIVE,
    STOP,
    SUBJECT,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, fits, is_adverb, is_at

_DEGREES: Final = ("more", "most", "less", "so")
_FEEL: Final = frozenset({"feel", "feels", "felt"})
_REMAIN: Final = frozenset({"remain", "remains", "remained"})
_PREPOSITIONS: Final = word_class("feeling-preposition")
_DEEDS: Final = word_class("deed-or-feeling")
_IMPERSONAL: Final = word_class("impersonal-subject")
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
_BEFORE_NOUN: Final = DETERMINER | POSSESSIVE
_IS_RELATIVE: Final = AUXILIARY | VERB | STOP


def by_feeling(sheet: Sheet, i: int) -> Attribution | None:
    """What a word of feeling at token `i` attributes behind a form of "be", which is content, or "feel", a cue."""
    start, behind = _within_marks(sheet, i)
    at = start - 1
    # "is now more worried"
    while is_adverb(sheet, at) or sheet.lower[at] in _DEGREES:
        at -= 1
    feels = sheet.lower[at] in _FEEL
    if not feels and not _is_state(sheet, at, i, behind):
        return None
    low, high = bounds(sheet, at)
    end = _object_end(sheet, behind, high)
    if end is None:
        return None
    group = verb_group(sheet, at, low, 0)
    # "Others are understood to be nervous about it."
    if group.infinitive:
        return None
    source = subject(sheet, group.left, low)
    if source is None or sheet.lower[source[0]] in _IMPERSONAL:
        return None
    content, cue = ((at + 1, end), ((group.start, at + 1),)) if feels else ((group.start, end), ())
    factuality = "negated" if group.negated else "hypothetical" if group.hypothetical else "asserted"
    return Attribution(at, (content,), cue, source, "thought", factuality, rules.WORD_OF_FEELING)


def _within_marks(sheet: Sheet, i: int) -> Range:
    """The word at `i`, or the words in quotation marks that it ends: "are “deeply worried” about"."""
    k = sheet.inside[i]
    if k < 0 or sheet.quotations[k].end != i + 2:
        return i, i + 1
    return sheet.quotations[k].start, i + 2


def _is_state(sheet: Sheet, at: int, i: int, behind: int) -> bool:
    """Whether the verb at `at` says that somebody is in the state of the word at `i`."""
    # "They were cheated by the bank", "They were trapped at the back"
    if sheet.lower[i] in _DEEDS and sheet.lower[behind] in ("by", "at"):
        return False
    return _is_be(sheet, at) or sheet.lower[at] in _REMAIN


def _is_be(sheet: Sheet, at: int) -> bool:
    """Whether a form of "be" is at a token: "is", "he's", but not "Lee's"."""
    if not sheet.tags[at] & BE:
        return False
    return not sheet.tags[at] & POSSESSIVE or bool(sheet.tags[at - 1] & SUBJECT)


def _begins_clause(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a noun phrase and its auxiliary begin at `k`: "is confident | the team will win"."""
    if not sheet.tags[k] & _BEFORE_NOUN:
        return False
    return is_at(sheet, noun_phrase(sheet, k, high), high, AUXILIARY)


def _object_end(sheet: Sheet, k: int, high: int) -> int | None:
    """The end of what the feeling is about, from token `k` on: "that …", a clause with a pronoun, "about …"."""
    if k + 1 >= high:
        return None
    if sheet.lower[k] == "that":
        return None if sheet.tags[k + 1] & _IS_RELATIVE else clause_range(sheet, k, high, CLAUSE_KIND)[1]
    # "is adamant they left", "is adamant it is late"
    if sheet.tags[k] in _ONLY_SUBJECT or fits(sheet, k, ("it",), AUXILIARY) or _begins_clause(sheet, k, high):
        return clause_range(sheet, k, high, CLAUSE_KIND)[1]
    # "is angry at the bank", but "was angry at first"
    if sheet.lower[k] not in _PREPOSITIONS or (sheet.lower[k] == "at" and not sheet.tags[k + 1] & _BEFORE_NOUN):
        return None
    return clause_range(sheet, k + 1, high, NOUN_KIND)[1]
