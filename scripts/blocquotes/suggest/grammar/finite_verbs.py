"""Finite verbs: whether a stretch of words holds one."""

from typing import Final

from blocquotes.suggest.data import rows
from blocquotes.suggest.text.classes import AUXILIARY, CUE, DETERMINER, ED, POSSESSIVE, PREPOSITION, VERB, tags_with
from blocquotes.suggest.text.sheet import Range, Sheet, is_adverb, is_finite_at

BEFORE_NOUN: Final = DETERMINER | POSSESSIVE | PREPOSITION
_VERBAL: Final = tags_with(AUXILIARY | VERB | CUE, but=POSSESSIVE) | tags_with(ED)
_SHORTEST_CLAUSE: Final = 3
PASTS: Final = frozenset(row["past"] for row in rows("common-verbs.tsv") if row["past"])
ONLY_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE)


def holds_verb(sheet: Sheet, start: int, end: int, classes: int = AUXILIARY | VERB) -> bool:
    """Whether a finite verb is in a range: "under | fire" and "the plan" are nouns."""
    # A loop over what may be one, since most words are of no class.
    for k in range(start, end):
        if sheet.tags[k] & (classes | CUE) and not sheet.tags[k - 1] & BEFORE_NOUN and is_finite_at(sheet, k, classes):
            return True
    return False


def finite_follows(sheet: Sheet, k: int) -> bool:
    """Whether a finite verb follows, with only adverbs before it."""
    while is_adverb(sheet, k):
        k += 1
    # "…, many of whom say it was late, sued"
    return is_finite_at(sheet, k, AUXILIARY | VERB | ED)


def has_finite_verb(sheet: Sheet, span: Range) -> bool:
    """Whether a stretch of three words or more holds a finite verb, as far as closed classes and endings show."""
    start, end = span
    if end - start < _SHORTEST_CLAUSE:
        return False
    return not _VERBAL.isdisjoint(sheet.tags[start:end])
