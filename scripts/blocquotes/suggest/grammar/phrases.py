"""Noun phrases read forward by closed classes alone: where the phrase that begins at a token ends."""

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VENUE,
    VERB,
    is_manner,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND
from blocquotes.suggest.text.lexicon import AMBIGUOUS
from blocquotes.suggest.text.sheet import Sheet, form_at

_BOUNDARY = STOP | MARK | DASH | BRACKET | COMMA | RELATIVE | SUBJECT | QUESTION
_VERBAL = AUXILIARY | VERB | SUBORDINATOR
_NOT_JOINED = SUBJECT | AUXILIARY | VERB | ADVERB | PREPOSITION | SUBORDINATOR | RELATIVE
_NO_APPOSITION = _NOT_JOINED & ~VERB | COORDINATOR | TIME | MARK | QUESTION
_AFTER_APPOSITION = COMMA | STOP | DASH | RELATIVE | PREPOSITION | SUBORDINATOR
_ALONE = word_class("pronominal")
_DEICTIC = word_class("demonstrative")
_ATTACHED = word_class("attaching-preposition")


def noun_phrase(sheet: Sheet, i: int, high: int) -> int:
    """The end of the noun phrase that begins at `i`, with its "of …", "for …" and the like; `i` if none."""
    tags = sheet.tags
    if i >= high:
        return i
    if tags[i] & (SUBJECT | OBJECT) and not tags[i] & (POSSESSIVE | DETERMINER):
        return i + 1
    k = i
    common = False
    while k < high and not _stops(sheet, i, k, high, common):
        common = common or _is_common(sheet, k)
        k += 1
    while k > i and tags[k - 1] & (PREPOSITION | COORDINATOR | DETERMINER) and not tags[k - 1] & OBJECT:
        k -= 1
    return k


def _is_common(sheet: Sheet, k: int) -> bool:
    """Whether the word at `k` is a common noun or adjective, as far as its letters tell."""
    word = sheet.lower[k]
    return word == sheet.words[k] and word.isalpha() and not sheet.tags[k] & (DETERMINER | PREPOSITION)


def _stops(sheet: Sheet, i: int, k: int, high: int, common: bool) -> bool:
    """Whether the phrase that began at `i` ends before `k`."""
    tag = sheet.tags[k]
    if tag & _BOUNDARY and not (tag & DETERMINER and k == i):
        return True
    if tag & _VERBAL and not tag & (POSSESSIVE | PREPOSITION) and not _is_noun(sheet, i, k):
        return True
    if tag & COORDINATOR:
        return not _joins(sheet, k, high)
    return k > i and _stops_inside(sheet, k, high, common)


def _stops_inside(sheet: Sheet, k: int, high: int, common: bool) -> bool:
    tag, before, word = sheet.tags[k], sheet.tags[k - 1], sheet.lower[k]
    if tag & DETERMINER:
        return not before & (PREPOSITION | DETERMINER | COORDINATOR | POSSESSIVE)
    if _ends_phrase(sheet, k) or tag & ADVERB or (tag & PREPOSITION and not _attaches(sheet, k, high, common)):
        return True
    if word != sheet.words[k]:
        return bool(tag & TIME and not tag & VENUE)
    return is_manner(word) or (word.endswith("ed") and sheet.words[k - 1][0].isupper())


def _is_noun(sheet: Sheet, i: int, k: int) -> bool:
    """Whether a common verb's form at `k` is a noun, as the word before it says."""
    if not sheet.tags[k] & VERB:
        return False
    if k == i:
        return k > 0 and bool(sheet.tags[k - 1] & (PREPOSITION | CUE))
    return bool(sheet.tags[k - 1] & (DETERMINER | POSSESSIVE)) and sheet.lower[k - 1] not in _DEICTIC


def _ends_phrase(sheet: Sheet, k: int) -> bool:
    """Whether a reporting word after other words is a verb, so that the noun phrase ends before it."""
    form = form_at(sheet, k)
    if not form or sheet.tags[k - 1] & (DETERMINER | POSSESSIVE | PREPOSITION):
        return False
    if form & GERUND:
        following = sheet.tags[k + 1] if k + 1 < len(sheet.tags) else 0
        return bool(following & (DETERMINER | SUBJECT | MARK | QUESTION))
    return bool(form & FINITE) and not form & BASE and sheet.lower[k] not in AMBIGUOUS


def _attaches(sheet: Sheet, k: int, high: int, common: bool) -> bool:
    """Whether the preposition at `k` goes on with the noun phrase and begins no adjunct of the clause."""
    word = sheet.lower[k]
    if word == "of":
        return True
    if not common or word not in _ATTACHED:
        return False
    if word == "to" and k + 1 < high:
        nominal = sheet.tags[k + 1] & (DETERMINER | POSSESSIVE)
        return bool(nominal) or sheet.words[k + 1][0].isupper()
    return not any(tag & (TIME | VENUE) for tag in sheet.tags[k + 1 : min(k + 5, high)])


def _joins(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a coordinator joins two noun phrases: a name, determiner or noun follows and no verb."""
    if k + 1 >= high or sheet.lower[k] not in ("and", "or", "&"):
        return False
    tag = sheet.tags[k + 1]
    if tag & _NOT_JOINED and not tag & DETERMINER:
        return False
    return not form_at(sheet, k + 1) & (FINITE | GERUND)


def source_end(sheet: Sheet, k: int, high: int) -> int:
    """The end of a name behind its verb with the appositions that follow it."""
    end = noun_phrase(sheet, k, high)
    if end == k < high and sheet.lower[k] in _ALONE:
        end += 1
    while end > k and (longer := _apposition_end(sheet, end, high)):
        end = longer
    return end


def _apposition_end(sheet: Sheet, comma: int, high: int) -> int | None:
    """The end of the apposition behind a comma; None where something else is there."""
    tags, start = sheet.tags, comma + 1
    if start >= high or not tags[comma] & COMMA or sheet.inside[start] != sheet.inside[comma]:
        return None
    if tags[start] & _NO_APPOSITION and not tags[start] & DETERMINER:
        return None
    if tags[start] & VERB or sheet.lower[start].endswith(("ing", "ed")):
        return None
    end = noun_phrase(sheet, start, high)
    if end == start or (end < high and not tags[end] & _AFTER_APPOSITION):
        return None
    return end


def has_verb(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a reporting verb stands in the range."""
    return any(
        form_at(sheet, k) & (FINITE | GERUND) and not sheet.tags[k - 1] & (DETERMINER | POSSESSIVE | PREPOSITION)
        for k in range(start, end)
    )
