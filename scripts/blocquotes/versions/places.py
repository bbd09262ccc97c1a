"""Spans of a published text as places of the seed, where they can be compared though regions were relabelled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Places = frozenset[int]

SAME, WIDENED, NARROWED, MOVED, SHIFTED = "same", "widened", "narrowed", "moved", "changed"


def in_seed(spans: Iterable[Row], regions: Sequence[Row]) -> Places:
    """Every code point of the seed that spans of the text cover, given the regions of the article's row."""
    return frozenset(at for span in spans for at in _points(span, regions))


def _points(span: Row, regions: Sequence[Row]) -> range:
    for region in regions:
        if region["start"] is not None and region["start"] <= span["start"] and span["end"] <= region["end"]:
            shift = region["seed_start"] - region["start"]
            return range(span["start"] + shift, span["end"] + shift)
    return range(0)


def extent(old: Places, new: Places) -> str:
    """How a stretch changed: same, widened, narrowed, moved (nothing shared) or changed (something shared)."""
    if old == new:
        return SAME
    if old < new:
        return WIDENED
    if new < old:
        return NARROWED
    return SHIFTED if old & new else MOVED


def extent_of_words(old: str | None, new: str | None) -> str:
    """The same by the words alone, where the seeds are not the same or the places are not known."""
    if old == new:
        return SAME
    if old and new and old in new:
        return WIDENED
    if old and new and new in old:
        return NARROWED
    return SHIFTED


def told(places: Places | None) -> str | None:
    """Places in words."""
    return f"characters {min(places)} to {max(places) + 1} of the seed" if places else None
