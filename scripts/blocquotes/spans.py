"""Spans that share characters, spans inside others, and the words of spans."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from blocquotes.model import Span


def words(text: str, spans: Sequence[Span]) -> str | None:
    """The words of spans of a text, joined by blanks; None if there is no span."""
    # Most parts have one span, and millions of quotes have three parts.
    if len(spans) == 1:
        ((start, end),) = spans
        return text[start:end]
    return " ".join([text[start:end] for start, end in spans]) or None


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space at its edges."""
    found = text[span.start : span.end]
    start = span.start + len(found) - len(found.lstrip())
    return Span(start, start + len(found.strip()))


def overlapping(contents: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """Pairs of positions whose spans share a character; `contents` has the spans of each quote."""
    spans = sorted((span, i) for i, parts in enumerate(contents) for span in parts)
    pairs, current = set(), list[tuple[Span, int]]()
    for span, i in spans:
        current = [(other, j) for other, j in current if other.end > span.start]
        pairs |= {(min(i, j), max(i, j)) for _, j in current if i != j}
        current.append((span, i))
    return sorted(pairs)


def holder(areas: Sequence[Span], span: Span) -> Span | None:
    """The one of some areas, in text order and without overlap, that holds a span; None if none does."""
    rank = bisect_right(areas, span.start, key=_start) - 1
    return areas[rank] if rank >= 0 and areas[rank].holds(span) else None


def _start(span: Span) -> int:
    return span.start


def held_by(spans: Sequence[Span]) -> Callable[[Span], bool]:
    """A function that tells whether one of `spans` contains a given span."""
    ordered = sorted(spans)
    starts = [span.start for span in ordered]
    reach = list(accumulate((span.end for span in ordered), max))

    def test(span: Span) -> bool:
        before = bisect_right(starts, span.start)
        return before > 0 and reach[before - 1] >= span.end

    return test
