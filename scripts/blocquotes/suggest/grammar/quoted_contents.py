"""Quotations, and paragraphs behind a colon, that a reporting verb governs."""

from bisect import bisect_right
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.contents import CLAUSE_KIND
from blocquotes.suggest.grammar.objects import object_before
from blocquotes.suggest.grammar.phrases import is_reporting
from blocquotes.suggest.grammar.trailing import is_aside
from blocquotes.suggest.grammar.walk import NONE, Government, Walk, governed
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    ING,
    MARK,
    POSSESSIVE,
    STOP,
    VENUE,
    tags_with,
)
from blocquotes.suggest.text.inflection import GERUND
from blocquotes.suggest.text.lexicon import CLAUSE, NOUN, QUOTING, SMALL
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Sheet, form_at, opens_quotation

_QUOTABLE: Final = QUOTING | CLAUSE | NOUN | SMALL
_BEFORE_SECOND: Final = COMMA | STOP | COORDINATOR | DASH
# Tokens between what is blamed and what for.
_FARTHEST_CAUSE: Final = 10
_TELLING: Final = word_class("telling-verb")
_ENDING: Final = word_class("closing-punctuation")
_STOP_OR_DASH: Final = STOP | DASH
_FINITE_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE | ING)
_BEFORE_OCCASION: Final = ("without", "when", "if", "being")
_SHORTEST_BLOCK: Final = 12


def read_quotation(sheet: Sheet, walk: Walk) -> Government | None:
    """`said: “It is late”`, unless the quotation is the name of a programme."""
    if _passes_title(sheet, walk):
        return None
    if not walk.verb.frame.flags & _QUOTABLE:
        return NONE
    # “No,” he said of the “deal”: words in marks that no comma opens do not go on with a quotation.
    if walk.quoted and not sheet.tags[walk.at - 1] & _BEFORE_SECOND:
        return NONE
    end = sheet.quotations[sheet.inside[walk.at]].end
    if cause := _cause(sheet, walk, end):
        return object_before(sheet, walk, cause)
    return governed(sheet, walk, "quote", walk.at, CLAUSE_KIND)


def _cause(sheet: Sheet, walk: Walk, end: int) -> int | None:
    """The preposition of the verb behind a quotation and its adjuncts: "accused “certain towns” | of theft"."""
    prepositions = walk.verb.frame.object_prepositions
    if sheet.lower[end] == "of":
        return end if "of" in prepositions else None
    # "blames “the weather” in May | for the gaps", but "attacked “the deal” for days"
    if walk.verb.frame.lemma != "blame":
        return None
    near = range(end, min(end + _FARTHEST_CAUSE, walk.verb.high))
    return next((k for k in near if sheet.lower[k] in prepositions), None)


def _passes_title(sheet: Sheet, walk: Walk) -> bool:
    """Goes over the name of a programme in quotation marks, where something is said or which is the addressee."""
    verb, q = walk.verb, sheet.quotations[sheet.inside[walk.at]]
    # "said, “demands a reading” that is late" names no programme
    if verb.frame.lemma == "say" and walk.adjuncts:
        is_title = sheet.lower[q.end] == "that"  # "said on ABC's “This Week” that …"
    else:
        is_title = _is_told(sheet, walk, q)
        walk.addressed |= is_title
    if is_title:
        walk.at = q.end
    return is_title


def _is_told(sheet: Sheet, walk: Walk, q: Quotation) -> bool:
    """Whether a short quotation is the programme that somebody speaks to, and not the content."""
    if walk.verb.frame.lemma not in _TELLING:
        return False
    if sheet.lower[walk.at - 1] == "'s":  # "told ABC’s “This Week” that …"
        return True
    # "told “Meet the Press” that …", but "asked “Why now?”"
    if walk.at != walk.verb.at + 1:
        return False
    return sheet.words[q.end - 2] not in _ENDING


def read_colon(sheet: Sheet, walk: Walk) -> Government | None:
    """`said: it is late`, or the paragraph below a colon."""
    if sheet.lower[walk.at] != ":":
        return None
    # "posted at 11:14 p.m."
    if sheet.lower[walk.at + 1].isdigit():
        return None
    if walk.at + 1 >= walk.verb.high:
        return _block(sheet, walk)
    return governed(sheet, walk, "colon", walk.at + 1, CLAUSE_KIND)


def _block(sheet: Sheet, walk: Walk) -> Government:
    """The paragraph below a verb and a colon that end theirs: "Lee writes:" and a block of what Lee writes."""
    start, paragraphs = walk.at + 1, sheet.tokens.paragraphs
    k = bisect_right(paragraphs, start)
    if k == len(paragraphs):
        return NONE
    if not walk.verb.frame.flags & CLAUSE:
        return NONE
    # A quotation below is joined by the marks, and a short line is a heading or a list.
    end = paragraphs[k]
    if sheet.inside[start] >= 0:
        return Government("colon", ((start, sheet.quotations[sheet.inside[start]].end),))
    if end - start < _SHORTEST_BLOCK:
        return NONE
    is_ended = sheet.words[end - 1] in _ENDING or sheet.tags[end - 1] & MARK
    return Government("colon", ((start, end),)) if is_ended else NONE


def pass_to_quotation(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes on towards a second quotation as long as nothing else is reported."""
    tag = sheet.tags[walk.at]
    if tag & COMMA:
        # "“It is our bad luck,” he said, that both men came here."
        if sheet.lower[walk.at + 1] == "that":
            return governed(sheet, walk, "that", walk.at + 1, CLAUSE_KIND)
        # "“The wall,” he said, is old."
        if sheet.tags[walk.at + 1] in _FINITE_AUXILIARY:
            return governed(sheet, walk, "comma", walk.at + 1, CLAUSE_KIND)
    # "“Come in,” she said; “the dog is asleep.”", but "“No,” she said; “later” came soon"
    if sheet.lower[walk.at] == ";" and _fills_clause(sheet, walk):
        walk.at += 1
        return None
    # "“It is late” – he said – “and dark.”"
    if tag & DASH and opens_quotation(sheet, walk.at + 1, walk.verb.at):
        walk.at += 1
        return None
    if tag & _STOP_OR_DASH:
        return NONE
    if tag & COORDINATOR and not _joins_quotation(sheet, walk.at, walk.verb.at):
        return NONE
    if tag & CUE and _may_report(sheet, walk.at) and not _is_of_occasion(sheet, walk.at):
        return NONE
    walk.at += 1
    return None


def _fills_clause(sheet: Sheet, walk: Walk) -> bool:
    """Whether a quotation is all that is behind a semicolon."""
    if not opens_quotation(sheet, walk.at + 1, walk.verb.at):
        return False
    end = sheet.quotations[sheet.inside[walk.at + 1]].end
    return end >= walk.verb.high


def _may_report(sheet: Sheet, k: int) -> bool:
    """Whether a word may be a verb of saying: "he said, | adding: “…”", "he said before | adding: “…”"."""
    if sheet.lower[k - 1] in ("before", "after"):
        return bool(form_at(sheet, k) & GERUND)
    return is_reporting(sheet, k)


def _is_of_occasion(sheet: Sheet, k: int) -> bool:
    """Whether a verb only says how or when words fell: "he said, referring to it", "without giving details"."""
    if is_aside(sheet, k) or sheet.lower[k - 1] in _BEFORE_OCCASION:
        return True
    # "in an interview published on Sunday", "without giving details", "in no uncertain terms"
    return bool(sheet.tags[k - 1] & VENUE) or sheet.lower[k] in ("details", "terms")


def _joins_quotation(sheet: Sheet, k: int, verb: int) -> bool:
    """Whether a second quotation is behind a conjunction at `k`: "…, but | “…”", not "…, but | he left"."""
    return bool(sheet.tags[k - 1] & COMMA) and opens_quotation(sheet, k + 1, verb)
