"""Checks of an article's seed, and of the regions that cut it."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.checks.passages import nearest_passage
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding, Path, Span
from blocquotes.shown import nearest, shown
from blocquotes.sources import Seed, Trouble, line_column

BREAKS = {"gap": "region-gap", "overlap": "region-overlap", "missing": "region-mismatch"}


def check_seed(record: Record, corpus: Index) -> Iterator[Finding]:
    """The seed exists, is text, is unchanged, and belongs only to this article."""
    named = record.value["seed"]
    seed = corpus.seed(named["file"])
    path: Path = ("seed", "file")
    if seed.sha256 is None and corpus.hides(corpus.layout.seeds):
        yield finding(record, "unreadable", path, f"seeds/{seed.name} is in a folder that cannot be read")
    elif seed.sha256 is None:
        hint = nearest(seed.name, corpus.seed_names())
        yield finding(record, "seed-missing", path, f"no file seeds/{seed.name}", hint)
    elif seed.trouble:
        yield finding(
            record, _rule(seed.trouble), path, f"seeds/{seed.name}{_at(seed.trouble)}: {seed.trouble.message}"
        )
    elif seed.sha256 != named["sha256"]:
        yield finding(record, "seed-changed", ("seed", "sha256"), f"seeds/{seed.name} has {seed.sha256}")
    first = corpus.first_with_seed(seed.name)
    if first and first.id < record.id:
        yield finding(record, "seed-shared", path, f"{first.file} names seeds/{seed.name} too")


def _rule(trouble: Trouble) -> str:
    return {"bom": "seed-bom", "unreadable": "unreadable"}.get(trouble.kind, "seed-encoding")


def _at(trouble: Trouble) -> str:
    """Where the trouble is, after a seed's name; empty if it concerns the complete file."""
    return "" if trouble.kind in ("size", "link", "unreadable") else f", character {trouble.offset + 1}"


def check_regions(record: Record, corpus: Index) -> Iterator[Finding]:
    """The regions cover the complete seed: no gap, no overlap, every word in its place."""
    resolution = corpus.resolution(record)
    assert resolution
    for broken in resolution.breaks:
        path: Path = ("regions", broken.index, broken.key) if broken.key != "regions" else ("regions",)
        at = where(record, resolution.seed, broken.span.start)
        if broken.kind == "missing":
            words = record.value["regions"][broken.index][broken.key]
            hint = nearest_passage(
                words, resolution.seed, seed_file(record), (Span(broken.span.start, len(resolution.seed)),)
            )
            place = f"after {at}" if broken.key == "to" else f"in {seed_file(record)}"
            yield finding(record, BREAKS[broken.kind], path, f"no {shown(words)} {place}", hint)
        else:
            words = resolution.seed[broken.span.start : broken.span.end].strip()
            label = "in no region" if broken.kind == "gap" else "already in the previous region"
            hint = _moved(record, broken.index, words) if broken.kind == "gap" else ""
            yield finding(record, BREAKS[broken.kind], path, f"{shown(words)} at {at} is {label}", hint)


def _moved(record: Record, index: int, words: str) -> str:
    """Where the region of the words is further down in the file; empty if there is none."""
    for i, region in enumerate(record.value["regions"][index + 1 :], start=index + 1):
        if words.startswith(region.get("exact") or region["from"]):
            line, _ = record.source.place(("regions", i))
            return f"the region on line {line} has these words: regions must be in the order of the seed"
    return ""


def where(record: Record, seed: str, offset: int) -> str:
    """Where an offset of the article's seed is: `seeds/<file>:<line>:<column>`."""
    line, column = line_column(seed, offset)
    return f"{seed_file(record)}:{line}:{column}"


def seed_file(record: Record) -> str:
    """The path of an article's seed from the root; for an item of the challenge set, which item's text it is."""
    if record.kind == "challenge":
        return f"text of {record.id}"
    return f"seeds/{record.value['seed']['file']}"


def check_lone_seed(seed: Seed, corpus: Index) -> Iterator[Finding]:
    """A seed without an article is a plain file of text; with one, the article's file is where mistakes are shown."""
    if seed.trouble and corpus.first_with_seed(seed.name) is None:
        found = f"seeds/{seed.name}{_at(seed.trouble)}: {seed.trouble.message}"
        yield Finding(_rule(seed.trouble), f"seeds/{seed.name}", 1, 1, found)


def check_unused_seed(seed: Seed, corpus: Index) -> Iterator[Finding]:
    """A seed has an article."""
    if corpus.first_with_seed(seed.name) is None:
        yield Finding("seed-unused", f"seeds/{seed.name}", 1, 1, "no article names this seed")
