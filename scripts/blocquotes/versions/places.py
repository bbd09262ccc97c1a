"""Converts spans of a published text to places in the seed, which are comparable even if regions were relabelled."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]
# Spans of the seed as (start, end), in order, without overlap.
Places = tuple[tuple[int, int], ...]

SAME, WIDENED, NARROWED, MOVED, SHIFTED = "same", "widened", "narrowed", "moved", "changed"


class Shift(NamedTuple):
    """A published region: its place in the text, and the offset from there to the seed."""

    start: int
    end: int
    by: int


def shifts(regions: Sequence[Row]) -> Sequence[Shift]:
    """The published regions of an article's row, in the order of its text."""
    published = (r for r in regions if None not in (r["start"], r["end"], r["seed_start"]))
    return sorted(Shift(r["start"], r["end"], r["seed_start"] - r["start"]) for r in published)


def in_seed(spans: Iterable[Row], regions: Sequence[Shift]) -> Places:
    """The places in the seed of spans of the text; spans outside all regions are left out."""
    return joined(found for span in spans if (found := _moved(span, regions)))


def _moved(span: Row, regions: Sequence[Shift]) -> tuple[int, int] | None:
    at = bisect_right(regions, span["start"], key=lambda region: region.start) - 1
    if at < 0 or span["end"] > regions[at].end:
        return None
    return span["start"] + regions[at].by, span["end"] + regions[at].by


def joined(spans: Iterable[tuple[int, int]]) -> Places:
    """Spans in order; those that overlap or touch are merged, empty ones dropped."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def extent(old: Places, new: Places) -> str:
    """How spans changed: same, widened, narrowed, moved (nothing shared) or changed (something shared)."""
    if old == new:
        return SAME
    if _is_inside(old, new):
        return WIDENED
    if _is_inside(new, old):
        return NARROWED
    return SHIFTED if _meet(old, new) else MOVED


def _is_inside(one: Places, other: Places) -> bool:
    """Whether each span of one side lies in a span of the other."""
    for start, end in one:
        at = bisect_right(other, start, key=lambda span: span[0]) - 1
        if at < 0 or end > other[at][1]:
            return False
    return True


def _meet(one: Places, other: Places) -> bool:
    """Whether the two sides share a character."""
    for start, end in one:
        at = bisect_left(other, end, key=lambda span: span[0]) - 1
        if at >= 0 and other[at][1] > start:
            return True
    return False


def extent_of_words(old: str | None, new: str | None) -> str:
    """The same from the words only, for different seeds or unknown places."""
    if old == new:
        return SAME
    if old and new and old in new:
        return WIDENED
    if old and new and new in old:
        return NARROWED
    return SHIFTED


def shown(places: Places | None) -> str | None:
    """Places in words."""
    return f"characters {places[0][0]} to {places[-1][1]} of the seed" if places else None
