"""The places of an article's findings and annotations in its seed."""

from collections.abc import Sequence

from blocquotes.corpus import Record, Resolution
from blocquotes.model import Finding, Path, Span
from blocquotes.regions import SPACE_ROLE
from blocquotes.sources import line_column

# Fields of an article that hold lists, where a place needs the item's position too.
LISTS = ("regions", "mentions", "quotes", "origins")


def paths(record: Record, findings: Sequence[Finding]) -> list[Path]:
    """The path in the record's file that each finding is at; the root where it is at none."""
    json = record.source.json
    if json is None or not findings:
        return [() for _ in findings]
    known = {line_column(record.source.text, at): path for path, at in json.values.items()}
    known |= {line_column(record.source.text, at): path for path, at in json.keys.items()}
    return [known.get((finding.line, finding.column), ()) for finding in findings]


def spans(path: Path, resolution: Resolution) -> list[Span]:
    """The stretches of the seed that a path of the article's file is about; several where its words are ambiguous."""
    if path[:1] == ("regions",):
        return _of_region(path, resolution)
    if resolution.breaks:
        return []
    if path[:1] == ("mentions",):
        return sorted(
            {span for span, at in resolution.mentions if at == path[:2]} or {*resolution.hits.get(path[:2], ())}
        )
    least = 2 if path[:1] and path[0] in LISTS else 1
    for length in range(len(path), least - 1, -1):
        if found := [hit for at, hits in resolution.hits.items() if at[:length] == path[:length] for hit in hits]:
            return found if length > least or path[0] != "quotes" else _content(path, resolution)
    return []


def _content(path: Path, resolution: Resolution) -> list[Span]:
    return [hit for at, hits in resolution.hits.items() if at[:3] == (*path[:2], "content") for hit in hits[:1]]


def _of_region(path: Path, resolution: Resolution) -> list[Span]:
    index = path[1] if len(path) > 1 else None
    at = [
        broken.span
        for broken in resolution.breaks
        if broken.index == index or (index is None and broken.key == "regions")
    ]
    held = [span for i, span in enumerate(resolution.spans) if i == index]
    return [span for span in at or held if span.end > span.start]


def stretches(record: Record, seed: str, resolution: Resolution | None) -> list[tuple[str | None, bool, Span]]:
    """The complete seed as (role, repeat, span): its regions as far as they cut it, role None if they do not."""
    laid: list[tuple[str | None, bool, Span]] = []
    at = 0
    regions = record.value["regions"] if resolution else ()
    for region, span in zip(regions, resolution.spans if resolution else (), strict=False):
        if at < span.start:
            laid.append((_between(seed, at, span.start), False, Span(at, span.start)))
        laid.append((region["role"], region.get("repeat", False), span))
        at = span.end
    if at < len(seed):
        laid.append((_between(seed, at, len(seed)), False, Span(at, len(seed))))
    return laid


def _between(seed: str, start: int, end: int) -> str | None:
    return None if seed[start:end].strip() else SPACE_ROLE
