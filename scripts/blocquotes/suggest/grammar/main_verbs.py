"""Embedded clauses: where the verb of the sentence around one follows."""

from typing import Final

from blocquotes.suggest.grammar.contents import OBJECTS
from blocquotes.suggest.grammar.finite_verbs import ONLY_AUXILIARY, PASTS, holds_verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    ED,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    UNLISTED,
    VERB,
)
from blocquotes.suggest.text.inflection import PAST
from blocquotes.suggest.text.sheet import Range, Sheet, fits, form_at, is_name_at

_OPENS_CLAUSE: Final = COMMA | COORDINATOR | SUBORDINATOR | RELATIVE | QUESTION | SUBJECT | CUE | STOP | DASH | MARK
_CLAUSAL: Final = _OPENS_CLAUSE | AUXILIARY | VERB | ED
# What is right before a verb that is the content's own, or before a noun that looks like one.
_NO_MAIN_VERB: Final = AUXILIARY | ADVERB | PREPOSITION | DETERMINER | POSSESSIVE | COORDINATOR | VERB


def before_main_verb(sheet: Sheet, content: Range, has_verb: bool = False) -> Range:
    """An embedded clause without the verb of the sentence around it: "the claim that it was late | was wrong".

    `has_verb` says that the clause needs no finite verb of its own: "his promise to leave | was kept".
    """
    start, end = content
    is_open, shortest = not has_verb, 0 if has_verb else 2
    # "men backing Lee and Roe | left": the coordinator is that of a noun phrase
    opening = _OPENS_CLAUSE & ~COORDINATOR if has_verb else _OPENS_CLAUSE
    pasts = _own_pasts(sheet, start, end)
    for k in range(start, end):
        tag = sheet.tags[k]
        # "a report that says the bank | spent millions"
        if k in pasts:
            if not is_open:
                return start, k
            is_open = False
            continue
        if not tag & _CLAUSAL:
            continue
        if not is_open and k > start + shortest and _is_past(sheet, k, end):
            return start, k
        if _closes_clause(sheet, k):
            is_open = False
        # "calling it a success | was wrong": the pronoun is an object
        elif tag & opening and not _opens_nothing(sheet, k):
            is_open = not has_verb or k > start
        if tag not in ONLY_AUXILIARY:
            continue
        # "is best suited to be", "had to get"
        if not is_open and not sheet.tags[k - 1] & (AUXILIARY | ADVERB | PREPOSITION):
            return start, k
        is_open = False
    return content


def _own_pasts(sheet: Sheet, start: int, end: int) -> list[int]:
    """The pasts of a clause that have the noun right before them for a subject."""
    behind_nouns = (k for k in range(start + 2, end) if not sheet.tags[k - 1])
    pasts = (k for k in behind_nouns if sheet.tags[k] & ED or sheet.lower[k] in PASTS)
    return [k for k in pasts if _is_past(sheet, k, end)]


def _closes_clause(sheet: Sheet, k: int) -> bool:
    """Whether the verb at `k` has its subject before it, so that the next verb is the sentence's.

    "a petition saying they want a truce | has many names", but "who say they think it is late".
    """
    tag = sheet.tags[k]
    return bool(tag & VERB and sheet.tags[k - 1] & SUBJECT)


def _opens_nothing(sheet: Sheet, k: int) -> bool:
    """Whether the word at `k` looks like the beginning of a clause or a verb of reporting and is neither."""
    # "who praised the claim warned": behind a determiner a reporting word is a noun
    if sheet.tags[k] & CUE:
        return bool(sheet.tags[k - 1] & DETERMINER)
    # "the claim that it was used as a lure"
    return fits(sheet, k - 1, ED, ("as",))


def _is_last_verb(sheet: Sheet, k: int, end: int) -> bool:
    """Whether a word in -ed before a noun is the only verb left: "the claim that it was late | angered voters"."""
    if sheet.tags[k + 1] not in UNLISTED:
        return False
    return not holds_verb(sheet, k + 1, end, AUXILIARY | VERB | ED)


def _is_past(sheet: Sheet, k: int, end: int) -> bool:
    """Whether a past form of its own is at `k`: "the claim that it was late | came late", "… | surprised the town"."""
    if sheet.tags[k] & AUXILIARY:
        return False
    # "who praised the plan | warned": behind an article "plan" is a noun
    if sheet.tags[k - 1] & _NO_MAIN_VERB and not fits(sheet, k - 2, ("a", "an", "the"), VERB):
        return False
    if sheet.lower[k] in PASTS:
        return True
    # "who praised the deal | warned on Tuesday that it was late"
    if form_at(sheet, k) & PAST and sheet.tags[k + 2] & TIME:
        return True
    if not sheet.tags[k] & ED:
        return False
    if is_name_at(sheet, k + 1, OBJECTS):
        return True
    return _is_last_verb(sheet, k, end)
