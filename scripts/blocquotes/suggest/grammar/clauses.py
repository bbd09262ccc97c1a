"""Where a content ends: the clause, to-clause, noun phrase or predicate that begins at a token."""

from typing import NamedTuple

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    HAVE,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VENUE,
    VERB,
    is_manner,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, PARTICIPLE, PAST
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, form_at

CLAUSE_KIND, TO_KIND, NOUN_KIND, SMALL_KIND = "clause", "to", "noun", "small"
"""Kinds of content by their end: a clause, a to-clause, a noun phrase, an object with its predicate."""

_NOMINAL = (NOUN_KIND, SMALL_KIND)
_ENDS = DASH | COMMA | STOP | COORDINATOR
_NOMINAL_ENDS = _ENDS | TIME | PREPOSITION | SUBORDINATOR
_MAY_END = {CLAUSE_KIND: _ENDS, TO_KIND: _ENDS | CUE, NOUN_KIND: _NOMINAL_ENDS, SMALL_KIND: _NOMINAL_ENDS}
"""Kind of content → classes of the words that it may end before."""
_SUBORDINATE = word_class("subordinating")
_ADJUNCTS = word_class("adjunct-opener")
_TEMPORAL = word_class("temporal-opener")
_ASKED = word_class("asked")
_SUMMARIES = word_class("summary-noun")
_LONGEST_SUMMARY = 4
_ABSOLUTE = 7
_CLOSED = _SUBORDINATE | _ASKED
_FRONTING = _SUBORDINATE | {"according"}
_EXAMPLES = word_class("example-opener")


class _Embedding(NamedTuple):
    """What is open where a content begins: a subordinate clause, dashes, a relative clause or participle.

    `restrictive` is a relative clause that no comma closes.
    """

    subordinate: bool
    inserted: bool
    relative: bool
    restrictive: bool


_UNREAD = _Embedding(False, False, False, False)
"""What stands for an embedding before the first comma, dash, verb or quotation, which alone ask for it."""


def clause_range(sheet: Sheet, start: int, high: int, kind: str = CLAUSE_KIND) -> Range:
    """The content of a kind from `start` to where its clause ends, at `high` at the latest."""
    inside, tags = sheet.inside, sheet.tags
    own = inside[start - 1] if start else -1
    if own >= 0 and sheet.quotations[own].end == start and sheet.quotations[own].closed:
        own = -1
    embedding = _UNREAD
    k, ends = start, _MAY_END[kind]
    while k < high:
        if not tags[k] & ends and inside[k] == own and (k > start or kind != NOUN_KIND):
            k += 1
            continue
        if embedding is _UNREAD and (tags[k] & (COMMA | DASH | CUE) or inside[k] != own):
            embedding = _embedding(sheet, start)
        if inside[k] != own and inside[k] >= 0:
            q = sheet.quotations[inside[k]]
            k = q.end
            if q.closed and _ends_with(sheet, start, k, high, kind, embedding):
                break
            if k < high and sheet.lower[k] in _TEMPORAL:
                break
        elif _ends_before(sheet, start, k, high, kind, embedding):
            break
        elif kind == NOUN_KIND and k == start and _is_pronoun(sheet, k):
            k += 1
            break
        else:
            k += 1
    return start, _without_punctuation(sheet, start, min(k, high), own)


def _is_pronoun(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun is all of the noun phrase at `k`, with no "as …" behind it."""
    return bool(sheet.tags[k] & OBJECT) and not sheet.tags[k] & POSSESSIVE and sheet.lower[k + 1 : k + 2] != ["as"]


def _without_punctuation(sheet: Sheet, start: int, end: int, own: int) -> int:
    while end > start and sheet.tags[end - 1] & (COMMA | STOP | DASH) and sheet.inside[end - 1] == own:
        end -= 1
    return end


def _ends_with(sheet: Sheet, start: int, k: int, high: int, kind: str, embedding: _Embedding) -> bool:
    """Whether the content ends with the quotation that ends before token `k`, by the mark inside its end."""
    mark = sheet.words[k - 2]
    if mark == ",":
        return _ends_at_comma(sheet, k, high, kind, embedding)
    return mark in ("!", "?", ".") and sheet.quotations[sheet.inside[k - 1]].start <= start + 1


def _ends_at_comma(sheet: Sheet, k: int, high: int, kind: str, embedding: _Embedding) -> bool:
    """Whether the content ends at a comma before token `k`."""
    if embedding.subordinate or (embedding.relative and _finite_follows(sheet, k, high)):
        return True
    return _ends_after_comma(sheet, k, high, kind)


def _ends_before(sheet: Sheet, start: int, k: int, high: int, kind: str, embedding: _Embedding) -> bool:
    """Whether the content that began at `start` ends before the unquoted token `k`."""
    tag = sheet.tags[k]
    if tag & DASH and embedding.inserted:
        return True
    if tag & COMMA:
        return _ends_at_comma(sheet, k + 1, high, kind, embedding)
    if tag & STOP:
        return sheet.lower[k] == ";" or (sheet.lower[k] == ":" and kind in _NOMINAL)
    if k == start:
        return False
    if tag & COORDINATOR and (_verb_follows(sheet, k + 1, high, kind) or _goes_on(sheet, k, high, kind)):
        return True
    if embedding.restrictive and kind == TO_KIND and _is_main_verb(sheet, k):
        return True
    return kind in _NOMINAL and _adjunct_begins(sheet, k, high)


def _embedding(sheet: Sheet, start: int) -> _Embedding:
    low = bounds(sheet, start - 1)[0] if start else 0
    while low < start - 1 and sheet.lower[low] in ("but", "and", "so", ","):
        low += 1
    subordinate = sheet.lower[low] in _CLOSED or (low < start and bool(form_at(sheet, low) & GERUND))
    relative, restrictive, dashes = False, False, 0
    fronted = sheet.lower[low] in _FRONTING
    for k in range(low, start):
        tag = sheet.tags[k]
        if tag & COMMA:
            relative = k + 1 < start and _begins_insertion(sheet, k + 1)
            subordinate = (relative and fronted) or (k + 2 < start and _joins_subordinate(sheet, k + 1))
            restrictive = False
        restrictive = restrictive or sheet.lower[k] == "who"
        dashes += bool(tag & DASH)
    return _Embedding(subordinate, dashes % 2 == 1, relative, restrictive)


def _is_main_verb(sheet: Sheet, k: int) -> bool:
    """Whether a verb goes on with the sentence around a relative clause: "who asked not to be named said"."""
    return bool(form_at(sheet, k) & PAST and form_at(sheet, k - 1) & PARTICIPLE)


def _joins_subordinate(sheet: Sheet, k: int) -> bool:
    """Whether a second main clause begins with a subordinate one: "…, and when …"."""
    return bool(sheet.tags[k] & COORDINATOR) and sheet.lower[k + 1] in _SUBORDINATE


def _begins_insertion(sheet: Sheet, k: int) -> bool:
    k += sheet.lower[k] == "when"
    return bool(sheet.tags[k] & RELATIVE) or sheet.lower[k].endswith("ing") or sheet.lower[k] in _ASKED


def _finite_follows(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a finite verb follows, with only adverbs before it."""
    while k < high and (sheet.tags[k] & ADVERB or is_manner(sheet.words[k])):
        k += 1
    return k < high and bool(sheet.tags[k] & (AUXILIARY | VERB) or form_at(sheet, k) & FINITE)


def _ends_after_comma(sheet: Sheet, k: int, high: int, kind: str) -> bool:
    """Whether what follows a comma no longer belongs to the content."""
    if k >= high:
        return True
    if sheet.tags[k] & MARK and sheet.inside[k] >= 0 and sheet.quotations[sheet.inside[k]].start == k:
        return False
    while k + 1 < high and sheet.tags[k] & ADVERB:
        k += 1
    if sheet.lower[k] == "according" or form_at(sheet, k) & GERUND or _sums_up(sheet, k, high):
        return True
    if sheet.lower[k] == "with" and any(form_at(sheet, j) & GERUND for j in range(k + 2, min(k + _ABSOLUTE, high))):
        return True
    if sheet.tags[k] & COORDINATOR and _verb_follows(sheet, k + 1, high, kind):
        return True
    return kind in _NOMINAL and _leaves_phrase(sheet, k)


def _sums_up(sheet: Sheet, k: int, high: int) -> bool:
    """Whether an apposition to the whole sentence begins at `k`: "…, a claim that the rivals denied"."""
    if sheet.lower[k] not in ("a", "an", "another"):
        return False
    return not _SUMMARIES.isdisjoint(sheet.lower[k + 1 : min(k + _LONGEST_SUMMARY, high)])


def _leaves_phrase(sheet: Sheet, k: int) -> bool:
    """Whether the word after a comma goes on with the sentence and not with a noun phrase."""
    tag, word = sheet.tags[k], sheet.lower[k]
    if word in _EXAMPLES:
        return False
    if tag & COORDINATOR or (tag & RELATIVE and word != "that"):
        return word == "but"
    return bool(tag & (SUBORDINATOR | PREPOSITION | SUBJECT | ADVERB)) or word.endswith("ing")


def _verb_follows(sheet: Sheet, k: int, high: int, kind: str) -> bool:
    """Whether a coordinated reporting verb follows, with only auxiliaries and adverbs before it.

    In a clause, where the verb may be the content's own, neither verbs of thought nor bare forms nor other
    auxiliaries than those of the perfect end it.
    """
    j = k
    while j < high and ((j < k + 4 and sheet.tags[j] & (ADVERB | AUXILIARY)) or is_manner(sheet.words[j])):
        j += 1
    form = form_at(sheet, j) if j < high else 0
    if not form:
        return False
    if kind == CLAUSE_KIND and (
        sheet.verbs[sheet.lower[j]][0].medium == "thought"
        or any(tag & AUXILIARY and not tag & HAVE for tag in sheet.tags[k:j])
    ):
        return False
    if form & GERUND:
        return kind in _NOMINAL and j == k
    if kind == CLAUSE_KIND and form & BASE and not form & PAST:
        return False
    return bool(form & FINITE) and not (form & BASE and j == k and kind == TO_KIND)


def _goes_on(sheet: Sheet, k: int, high: int, kind: str) -> bool:
    """Whether a verb of the sentence follows the coordinator at `k` behind a quotation: "called it “late” and left"."""
    if kind not in _NOMINAL or k + 1 >= high or sheet.inside[k - 1] == sheet.inside[k]:
        return False
    return bool(sheet.tags[k + 1] & (VERB | AUXILIARY)) or sheet.lower[k + 1].endswith("ed")


def _adjunct_begins(sheet: Sheet, k: int, high: int) -> bool:
    """Whether an adjunct of the reporting verb begins at `k`: when, where, why or on what occasion."""
    tag, word = sheet.tags[k], sheet.lower[k]
    if tag & DASH or word in _ADJUNCTS or (tag & TIME and word != sheet.words[k]):
        return True
    if word == "by":
        return k + 1 < high and sheet.lower[k + 1].endswith("ing")
    return word in ("in", "on", "at") and any(t & (TIME | VENUE) for t in sheet.tags[k + 1 : min(k + 5, high)])
