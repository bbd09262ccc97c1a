"""Attributions by "according to" and by adverbs of report."""

from blocquotes.suggest.attribution import Attribution
from blocquotes.suggest.clauses import clause_range
from blocquotes.suggest.phrases import noun_phrase, source_end
from blocquotes.suggest.preceding import content_start
from blocquotes.suggest.sheet import Range, Sheet, bounds
from blocquotes.suggest.vocabulary import (
    COMMA,
    COORDINATOR,
    DASH,
    MARK,
    RELATIVE,
    STOP,
    SUBORDINATOR,
)

_CLAUSE_EDGE = COMMA | STOP | DASH | MARK | SUBORDINATOR | RELATIVE
_SHORTEST_CONTENT = 3


def by_adverb(sheet: Sheet, i: int) -> Attribution | None:
    """`X reportedly did Y`: the whole clause around the adverb, in two pieces, with no source."""
    low, high = bounds(sheet, i)
    start = i
    while start > low and not sheet.tags[start - 1] & _CLAUSE_EDGE:
        start -= 1
    start = content_start(sheet, start, i)
    start += sheet.lower[start] == "with"
    content = _filled((start, i), clause_range(sheet, i + 1, high))
    return Attribution(i, content, ((i, i + 1),), None, "speech", "asserted", "adverb") if content else None


def by_according(sheet: Sheet, i: int) -> Attribution | None:
    """`According to X, …` and `…, according to X`: the rest of the sentence is the content."""
    low, high = bounds(sheet, i)
    if sheet.lower[i + 1 : i + 2] != ["to"] or i + 2 >= high:
        return None
    fronted = i - low < _SHORTEST_CONTENT
    end = (_fronted_end if fronted else source_end)(sheet, i + 2, high)
    content = _after(sheet, end, high) if fronted else _around(sheet, low, i, end, high)
    if end == i + 2 or not content:
        return None
    return Attribution(i, content, ((i, i + 2),), (i + 2, end), "speech", "asserted", "according")


def _after(sheet: Sheet, end: int, high: int) -> tuple[Range, ...]:
    begin = end + (end < high and bool(sheet.tags[end] & COMMA))
    return _filled(clause_range(sheet, begin, high)) if begin < high else ()


def _around(sheet: Sheet, low: int, i: int, end: int, high: int) -> tuple[Range, ...]:
    """What stands before "according to", and what goes on after its source and a comma."""
    start, stop = content_start(sheet, low, i), i
    while stop > start and sheet.tags[stop - 1] & COMMA:
        stop -= 1
    on = end + 1 < high and sheet.tags[end] & COMMA and not sheet.tags[end + 1] & (RELATIVE | COORDINATOR)
    return _filled((start, stop), clause_range(sheet, end + 1, high) if on else (end, end))


def _filled(*spans: Range) -> tuple[Range, ...]:
    return tuple(span for span in spans if span[1] > span[0])


def _fronted_end(sheet: Sheet, start: int, high: int) -> int:
    """The end of the source of a fronted "according to", with an apposition only where a comma closes it."""
    end = noun_phrase(sheet, start, high)
    if end < high and sheet.tags[end] & COMMA and sheet.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"]):
        stop = noun_phrase(sheet, end + 1, high)
        if stop < high and sheet.tags[stop] & COMMA:
            return stop
    return end
