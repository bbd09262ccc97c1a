"""Spans that share characters."""

from collections.abc import Sequence

from blocquotes.model import Span


def overlapping(contents: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """Pairs of quotes, by position, of which some spans share a character."""
    spans = sorted((span, i) for i, parts in enumerate(contents) for span in parts)
    pairs, current = set(), list[tuple[Span, int]]()
    for span, i in spans:
        current = [(other, j) for other, j in current if other.end > span.start]
        pairs |= {(min(i, j), max(i, j)) for _, j in current if i != j}
        current.append((span, i))
    return sorted(pairs)
