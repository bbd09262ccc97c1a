"""Checks of an article's seed, and of the regions that cut it."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.checks.passages import nearest_passage
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding, Path, Span
from blocquotes.shown import nearest, shown
from blocquotes.sources import Trouble, line_column

BREAKS = {"gap": "region-gap", "overlap": "region-overlap", "missing": "region-mismatch"}


def check_seed(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """The seed exists, is text, is unchanged, and belongs only to this article."""
    named = record.value["seed"]
    seed = corpus.seeds[named["file"]]
    path: Path = ("seed", "file")
    if seed.sha256 is None and corpus.hides(corpus.layout.seeds):
        yield finding(record, "unreadable", path, f"seeds/{seed.name} is in a folder that cannot be read")
    elif seed.sha256 is None:
        there = [name for name, other in corpus.seeds.items() if other.sha256 is not None]
        yield finding(record, "seed-missing", path, f"no file seeds/{seed.name}", nearest(seed.name, there))
    elif seed.trouble:
        yield finding(
            record, _rule(seed.trouble), path, f"seeds/{seed.name}{_at(seed.trouble)}: {seed.trouble.message}"
        )
    elif seed.sha256 != named["sha256"]:
        yield finding(record, "seed-changed", ("seed", "sha256"), f"seeds/{seed.name} has {seed.sha256}")
    first = corpus.first_with_seed.get(seed.name)
    if first and first.id < record.id:
        yield finding(record, "seed-shared", path, f"{first.file} names seeds/{seed.name} too")


def _rule(trouble: Trouble) -> str:
    return {"bom": "seed-bom", "unreadable": "unreadable"}.get(trouble.kind, "seed-encoding")


def _at(trouble: Trouble) -> str:
    """Where the trouble is, after a seed's name; empty if it concerns the complete file."""
    return "" if trouble.kind in ("size", "link", "unreadable") else f", character {trouble.offset + 1}"


def check_regions(record: Record, corpus: Corpus) -> Iterator[Finding]:
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
            label = "in no region" if broken.kind == "gap" else "already in the region before"
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
    """The path of an article's seed from the root."""
    return f"seeds/{record.value['seed']['file']}"


def check_unused_seeds(corpus: Corpus) -> Iterator[Finding]:
    """Every seed is a plain file of text and has an article.

    Unused seeds are not reported while an article cannot be read or names a missing seed.
    """
    named = {record.value["seed"]["file"] for record in corpus.sound("article")}
    for name, seed in sorted(corpus.seeds.items()):
        if seed.trouble and name not in named:
            found = f"seeds/{name}{_at(seed.trouble)}: {seed.trouble.message}"
            yield Finding(_rule(seed.trouble), f"seeds/{name}", 1, 1, found)
    missing = any(seed.sha256 is None for seed in corpus.seeds.values())
    if missing or corpus.unreadable or any(not record.is_sound for record in corpus.of_kind("article")):
        return
    used = {record.value["seed"]["file"] for record in corpus.of_kind("article")}
    for name in sorted(set(corpus.seeds) - used):
        yield Finding("seed-unused", f"seeds/{name}", 1, 1, "no article names this seed")
