"""Anchors to spans and back: the places of an anchor's words, and the shortest context that makes them unique."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice

from blocquotes.model import Anchor, Span

WINDOW = 400
"""Characters of context on each side that a smallest anchor is looked for in."""

MOST = 10_000
"""Places of an anchor that are looked for; with so many it is none, and long words that repeat themselves take long."""


def occurrences(text: str, words: str, area: Span) -> Iterator[int]:
    """Every start of `words` in `text[area]`, overlapping hits included."""
    at = text.find(words, area.start, area.end)
    while at != -1:
        yield at
        at = text.find(words, at + 1, area.end)


def find(text: str, anchor: Anchor, areas: Sequence[Span]) -> list[Span]:
    """The spans of `anchor.exact`, up to `MOST`, where prefix + exact + suffix lies inside one of the areas.

    An anchor is resolved when there is exactly one (W3C Web Annotation Data Model, 4.2.4, with the ambiguous
    case closed). An empty `exact` has no span.
    """
    if not anchor.exact:
        return []
    whole = anchor.prefix + anchor.exact + anchor.suffix
    shift, size = len(anchor.prefix), len(anchor.exact)
    places = (Span(at + shift, at + shift + size) for area in areas for at in occurrences(text, whole, area))
    return list(islice(places, MOST))


def describe(text: str, span: Span, areas: Sequence[Span]) -> Anchor | None:
    """The anchor with the least whole-word context that finds `span` alone.

    Contexts of up to `WINDOW` characters a side are weighed; where none of them settles it, all of the area
    that holds the span is the context. None if even that occurs elsewhere too.
    """
    area = next(area for area in areas if area.holds(span))
    shared, needed = _demands(set(_rivals(text, span, area, areas)))
    before = list(_context_lengths(text[max(area.start, span.start - WINDOW) : span.start][::-1]))
    after = list(_context_lengths(text[span.end : min(area.end, span.end + WINDOW)]))
    choices = (
        (words + n, left, after[n])
        for words, left in enumerate(before)
        if (n := bisect_right(after, needed[bisect_left(shared, left)])) < len(after)
    )
    _, left, right = min(choices, default=(0, span.start - area.start, area.end - span.end))
    anchor = Anchor(
        text[span.start : span.end], text[span.start - left : span.start], text[span.end : span.end + right]
    )
    return anchor if find(text, anchor, areas) == [span] else None


def _demands(rivals: Collection[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """What rivals ask of a suffix: beside each ascending prefix length that one shares, the most characters shared
    behind by it and by those that share a longer prefix; -1 in the end, for prefixes that no rival has.
    """
    ordered = sorted(rivals)
    most = accumulate((right for _, right in reversed(ordered)), max, initial=-1)
    return [left for left, _ in ordered], list(most)[::-1]


def _rivals(text: str, span: Span, area: Span, areas: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """For every other place of the same words: how many characters before and after it are the same too."""
    words = text[span.start : span.end]
    before = text[max(area.start, span.start - WINDOW) : span.start][::-1]
    after = text[span.end : min(area.end, span.end + WINDOW)]
    for other in areas:
        for at in occurrences(text, words, other):
            if at != span.start:
                end = at + len(words)
                left = _shared(before, text[max(other.start, at - WINDOW) : at][::-1])
                yield left, _shared(after, text[end : min(other.end, end + WINDOW)])


def _shared(one: str, other: str) -> int:
    length = min(len(one), len(other))
    # Texts that repeat themselves agree up to the end, which one comparison shows.
    if one[:length] == other[:length]:
        return length
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _context_lengths(context: str) -> Iterator[int]:
    """0, then the lengths of ever longer contexts, each a word longer; a last one takes blanks at the edge."""
    yield 0
    end = 0
    for word in re.finditer(r"\S+", context):
        end = word.end()
        yield end
    if end < len(context):
        yield len(context)


def whole_words(text: str, words: str, areas: Sequence[Span]) -> list[Span]:
    """Every occurrence of `words` in the areas that begins and ends at a word's edge."""
    return [
        Span(at, at + len(words))
        for area in areas
        for at in occurrences(text, words, area)
        if not splits_word(text, Span(at, at + len(words)), area)
    ]


def splits_word(text: str, span: Span, area: Span) -> bool:
    """Whether an edge of the span falls between two word characters of the area."""
    return any(
        area.start < edge < area.end and _word(text[edge - 1]) and _word(text[edge]) for edge in (span.start, span.end)
    )


def _word(character: str) -> bool:
    return character.isalnum() or character == "_"
