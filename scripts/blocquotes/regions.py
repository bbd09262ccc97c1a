"""Regions: how labelled parts divide a seed, and how places in the seed map to the published text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes.model import CONTENT_ROLES, Region, Span, make_span

# Role of the white space between regions, which nobody writes down and which no table has.
SPACE_ROLE = "space"

# The text between two regions in the published text.
JOINT = "\n\n"

NO_SPACE = re.compile(r"\S")


@dataclass(frozen=True)
class Break:
    """A place where the regions of a file do not partition the seed.

    `kind` is gap, overlap or missing; `index` is the region where it shows (the number of regions if the end of the
    seed is not covered); `span` is its span in the seed.
    """

    kind: str
    index: int
    key: str
    span: Span


def cut(seed: str, regions: Sequence[Mapping[str, Any]]) -> tuple[list[Span], list[Break]]:
    """The spans of the regions in the seed, and every gap, overlap and region that does not match.

    A region begins where the one before ended, white space apart, with the words of `exact` or `from`; it
    ends with `exact`, or with the first `to` from there on.
    """
    spans: list[Span] = []
    breaks: list[Break] = []
    at = 0
    for index, region in enumerate(regions):
        here = _skip_space(seed, at)
        key, words = next((key, region[key]) for key in ("exact", "from") if key in region)
        start = here if seed.startswith(words, here) else seed.find(words, here)
        if start == -1:
            earlier = seed.rfind(words, 0, here)
            kind = "missing" if earlier == -1 else "overlap"
            return spans, [*breaks, Break(kind, index, key, Span(max(earlier, 0), here))]
        if start > here:
            breaks.append(Break("gap", index, key, Span(here, start)))
        end = _end(seed, region, start)
        if end == -1:
            return spans, [*breaks, Break("missing", index, "to", Span(start, len(seed)))]
        spans.append(Span(start, end))
        at = end
    if rest := seed[at:].strip():
        start = seed.index(rest, at)
        breaks.append(Break("gap", len(regions), "regions", Span(start, start + len(rest))))
    return spans, breaks


def _skip_space(seed: str, at: int) -> int:
    match = NO_SPACE.search(seed, at)
    return match.start() if match else len(seed)


def _end(seed: str, region: Mapping[str, Any], start: int) -> int:
    if "exact" in region:
        return start + len(region["exact"])
    found = seed.find(region["to"], start)
    return found + len(region["to"]) if found != -1 else -1


def lay_out(seed: str, spans: Sequence[Span], regions: Sequence[Mapping[str, Any]]) -> tuple[list[Region], str]:
    """All regions with the white space between them, and the published text: content regions joined by blank lines."""
    laid: list[Region] = []
    parts: list[str] = []
    at = length = 0
    for span, region in zip(spans, regions, strict=True):
        if at < span.start:
            laid.append(Region(SPACE_ROLE, Span(at, span.start), None, False))
        place = None
        if is_content(region):
            length += len(JOINT) if parts else 0
            parts.append(seed[span.start : span.end])
            place = Span(length, length + span.end - span.start)
            length = place.end
        laid.append(Region(region["role"], span, place, region.get("repeat", False)))
        at = span.end
    if at < len(seed):
        laid.append(Region(SPACE_ROLE, Span(at, len(seed)), None, False))
    return laid, JOINT.join(parts)


def is_content(region: Mapping[str, Any]) -> bool:
    """Whether a region of a file is published and may carry annotations."""
    return region["role"] in CONTENT_ROLES and not region.get("repeat", False)


def to_seed(regions: Sequence[Region]) -> Callable[[Span], Span]:
    """The map from spans of the published text, each in one region, to their places in the seed."""
    return _moved([(region.text, region.seed) for region in regions if region.text is not None])


def to_text(regions: Sequence[Region]) -> Callable[[Span], Span]:
    """The map from spans of the seed, each in one published region, to their places in the published text."""
    return _moved([(region.seed, region.text) for region in regions if region.text is not None])


def joined(areas: Sequence[Span]) -> Callable[[Span], Span]:
    """The same map, given the spans of the seed that are published, in their order."""
    pairs: list[tuple[Span, Span]] = []
    at = 0
    for area in areas:
        pairs.append((area, Span(at, at + area.end - area.start)))
        at = pairs[-1][1].end + len(JOINT)
    return _moved(pairs)


def _moved(pairs: Sequence[tuple[Span, Span]]) -> Callable[[Span], Span]:
    """The map that moves a span from the area that holds it to the other one of its pair; pairs are in text order."""
    starts = [area.start for area, _ in pairs]
    ends = [area.end for area, _ in pairs]
    shifts = [target.start - area.start for area, target in pairs]

    def move(span: Span) -> Span:
        start, end = span
        at = bisect_right(starts, start) - 1
        assert at >= 0 and end <= ends[at]
        return make_span((start + shifts[at], end + shifts[at]))

    return move
