"""`blocquotes fmt`: brings files into canonical form, or shows what it would change."""

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from blocquotes import corpus, files, jobs, sources
from blocquotes.checks import is_below
from blocquotes.checks.scan import Scan
from blocquotes.checks.streaming import ENOUGH_FILES, batches
from blocquotes.corpus import SCHEMAS
from blocquotes.form import canonical_in
from blocquotes.layout import Layout

# Files that a process is given at once.
BATCH = 50


@dataclass(frozen=True)
class Change:
    """A file that is not in canonical form: its text as it is and as it must be."""

    file: str
    old: str
    new: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = unified_diff(
            self.old.splitlines(), self.new.splitlines(), self.file, f"{self.file} (canonical)", lineterm=""
        )
        return "\n".join(lines)


@dataclass(frozen=True)
class Formatted:
    """What formatting a file comes to: a change, None if there is none; or that it does not fit its schema.

    `missing_seed` is the name of its seed if there is no such file.
    """

    file: str
    change: Change | None = None
    is_sound: bool = True
    missing_seed: str | None = None


def count(layout: Layout, paths: Collection[Path]) -> int:
    """How many files there are at the paths, whether or not they can be formatted; in all folders without a path."""
    scan, wanted = _scan(layout), _wanted(layout, paths)
    found = sum(is_below(one.file, wanted) for one in scan)
    corpus.refuse_unreadable(scan.unreadable)
    return found + sum(is_below(file, wanted) for file in scan.strays)


def formatted(layout: Layout, paths: Collection[Path], wanted_jobs: int | None, number: int) -> Iterator[Formatted]:
    """Formats the records at the paths, `number` of them or fewer, one after the other; nothing is written."""
    wanted = _wanted(layout, paths)
    records = ((one.file, one.kind) for one in _scan(layout) if one.kind != "seed" and is_below(one.file, wanted))
    given = ((layout, batch) for batch in batches(records, BATCH))
    for batch in jobs.in_order(format_batch, given, jobs.number(wanted_jobs, number, ENOUGH_FILES)):
        yield from batch


def missing_below(layout: Layout, paths: Collection[Path], names: Collection[str]) -> int:
    """How many of the seeds that are missing are at the paths."""
    wanted = _wanted(layout, paths)
    return sum(is_below(f"seeds/{name}", wanted) for name in names)


def _scan(layout: Layout) -> Scan:
    return Scan(layout, sys.maxsize)


def _wanted(layout: Layout, paths: Collection[Path]) -> list[str]:
    return [layout.relative(path.resolve()) for path in paths]


def format_batch(given: tuple[Layout, Sequence[tuple[str, str]]]) -> list[Formatted]:
    """Formats some records, in any process."""
    layout, batch = given
    return [_format(layout, file, kind) for file, kind in batch]


def _format(layout: Layout, file: str, kind: str) -> Formatted:
    record = corpus.read_record(layout, kind, file)
    if not record.is_sound:
        return Formatted(file, is_sound=False)
    if SCHEMAS[kind] != "article":
        return Formatted(file, _change(file, record.source.text, canonical_in(layout, record, None)))
    seed = sources.read_seed(layout.seeds, record.value["seed"]["file"])
    new = canonical_in(layout, record, corpus.resolve_in(seed, record))
    return Formatted(
        file, _change(file, record.source.text, new), missing_seed=seed.name if seed.sha256 is None else None
    )


def _change(file: str, old: str, new: str) -> Change | None:
    return Change(file, old, new) if old != new else None


def write(layout: Layout, changes: Sequence[Change]) -> None:
    """Writes the new texts, all of them or none."""
    root = layout.root
    new = {root / change.file: change.new.encode("utf-8") for change in changes}
    files.write_all(root, new, {root / change.file: change.old.encode("utf-8") for change in changes})
