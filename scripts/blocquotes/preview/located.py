"""Locates everything about an article in its seed: findings, mentions, evidence and regions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from blocquotes.checks.rules import RULES
from blocquotes.corpus import Record, Resolution, entities_of, evidence_paths
from blocquotes.model import Finding, Path, Span
from blocquotes.preview.context import Context, entity_ids, used_records
from blocquotes.preview.views import FindingView, Ref
from blocquotes.regions import SPACE_ROLE
from blocquotes.sources import Seed, line_column

# Characters of a file's line that are shown before and after the place of a finding.
BEFORE, AFTER = 40, 60

# Fields of an article that hold lists, where a place needs the item's position too.
LISTS = ("regions", "mentions", "quotes", "origins")

# What looks like a string in a file that may not be JSON.
STRINGS = re.compile(r'"([^"\\\n]+)"')


@dataclass(frozen=True)
class Located:
    """An article's record and seed, its findings with paths and places, and the places of mentions and evidence.

    `mentions` pairs a place with the position of its line in the file; `evidence` has path → place. Both are
    empty if the regions do not cut the seed, since no place is certain then.
    """

    record: Record
    key: str
    seed: Seed | None
    resolution: Resolution | None
    findings: Sequence[FindingView]
    paths: Sequence[Path]
    spans: Sequence[Sequence[Span]]
    mentions: Sequence[tuple[Span, int]]
    evidence: Mapping[Path, Span]

    @property
    def text(self) -> str:
        """The seed's text; empty if there is none."""
        return (self.seed.text if self.seed else None) or ""

    def evidence_key(self, path: Path) -> str:
        """The id, on the page, of a piece of evidence in the text; empty if it has no place there."""
        return f"{self.key}-v{list(self.evidence).index(path) + 1}" if path in self.evidence else ""

    def flags(self) -> Mapping[Path, Sequence[Ref]]:
        """Path of an annotation or a fact → links to the findings at or below it."""
        found: dict[Path, list[Ref]] = {}
        for view, path in zip(self.findings, self.paths, strict=True):
            least = 2 if path and path[0] in LISTS else 1
            found.setdefault(path[:least], []).append(Ref(view.label, f"#{view.key}"))
        return found


def locate(record: Record, context: Context) -> Located:
    """Locates the findings, mentions and evidence of an article."""
    seed = _seed(record, context)
    resolution = context.corpus.resolution(record) if record.is_sound else None
    own = context.by_file.get(record.file, ())
    findings = [*own, *(context.by_file.get(f"seeds/{seed.name}", ()) if seed else ())]
    paths = [*paths_of(record, own), *(() for _ in findings[len(own) :])]
    spans = [spans_of(path, resolution) if resolution and path else [] for path in paths]
    key = context.shown[record.file]
    views = [
        finding_view(finding, f"{key}-f{i}", context, _places(record, context, f"{key}-x{i}" if found else "", path))
        for i, (finding, path, found) in enumerate(zip(findings, paths, spans, strict=True), start=1)
    ]
    whole = resolution if resolution and not resolution.breaks else None
    return Located(
        record, key, seed, resolution, views, paths, spans, _mentions(record, whole), _evidence(record, whole)
    )


def _seed(record: Record, context: Context) -> Seed | None:
    """The seed that an article names; for a file that cannot be parsed, a seed whose name is in it."""
    seeds = context.corpus.seeds
    if record.is_sound:
        return seeds.get(record.value["seed"]["file"])
    return next((seeds[name] for name in STRINGS.findall(record.source.text) if name in seeds), None)


def _mentions(record: Record, resolution: Resolution | None) -> list[tuple[Span, int]]:
    """The certain places of mentions; of overlapping ones only the first."""
    found: list[tuple[Span, int]] = []
    for span, path in sorted(resolution.mentions if resolution else ()):
        line = record.value["mentions"][path[1]]
        is_certain = line.get("every") or (resolution and len(resolution.hits[path]) == 1)
        if is_certain and not (found and found[-1][0].meets(span)):
            assert isinstance(path[1], int)
            found.append((span, path[1]))
    return found


def _evidence(record: Record, resolution: Resolution | None) -> dict[Path, Span]:
    if resolution is None:
        return {}
    hits = ((path, resolution.hits[path]) for path, _ in evidence_paths(record.value))
    return {path: found[0] for path, found in hits if len(found) == 1}


def finding_view(finding: Finding, key: str, context: Context, shown_at: Iterable[Ref] = ()) -> FindingView:
    """The view of a finding, with the line of the file around its place."""
    return FindingView(key, finding, RULES[finding.rule], _excerpt(finding, context), tuple(shown_at))


def _excerpt(finding: Finding, context: Context) -> tuple[str, str]:
    record = context.by_name.get(finding.file)
    lines = record.source.text.split("\n") if record else []
    if finding.line > len(lines):
        return "", ""
    line, at = lines[finding.line - 1], finding.column - 1
    return line[max(0, at - BEFORE) : at], line[at : at + AFTER].rstrip()


def _places(record: Record, context: Context, mark: str, path: Path) -> Iterator[Ref]:
    """Where on the page a finding is shown: at its words, and in the card of what it is about."""
    key = context.shown[record.file]
    if mark:
        yield Ref("in the text", f"#{mark}")
    if not record.is_sound or not path:
        return
    if path[0] == "quotes" and len(path) > 1:
        assert isinstance(path[1], int)
        number = context.numbers(record)[path[1]]
        yield Ref(f"quote {number}", f"#{key}-q{number}")
    elif path[0] == "mentions" and len(path) > 1:
        id_ = entities_of(record.value["mentions"][path[1]])[0]
        yield Ref(f"name {id_}", f"#{key}-e{entity_ids(record.value).index(id_) + 1}")
    elif path[0] in ("outlet", "origins", "published", "byline", "translated_from"):
        yield Ref("metadata", f"#{key}-meta")


def elsewhere(g: Located, context: Context) -> Iterator[FindingView]:
    """The findings in the files of the records that a sound article names, numbered on from its own."""
    record, key, ids = g.record, g.key, entity_ids(g.record.value)
    numbered = (
        (used, finding) for used in used_records(record, context) for finding in context.by_file.get(used.file, ())
    )
    for i, (used, finding) in enumerate(numbered, start=len(g.findings) + 1):
        at = [Ref(f"name {used.id}", f"#{key}-e{ids.index(used.id) + 1}")] if used.kind == "entity" else []
        yield finding_view(finding, f"{key}-f{i}", context, at)


def paths_of(record: Record, findings: Sequence[Finding]) -> list[Path]:
    """The path in the record's file of each finding; the root if it has none."""
    json = record.source.json
    if json is None or not findings:
        return [() for _ in findings]
    known = {line_column(record.source.text, at): path for path, at in json.values.items()}
    known |= {line_column(record.source.text, at): path for path, at in json.keys.items()}
    return [known.get((finding.line, finding.column), ()) for finding in findings]


def spans_of(path: Path, resolution: Resolution) -> list[Span]:
    """The spans of the seed that belong to a path in the article's file; several if its words are ambiguous."""
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
    """The complete seed as (role, repeat, span), with role None for text outside all regions."""
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
