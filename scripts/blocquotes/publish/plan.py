"""Plans what publishing changes: which files are added, changed, unchanged or deleted."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from blocquotes.dataset import manifest
from blocquotes.dataset.summary import size
from blocquotes.shown import harmless
from blocquotes.verify import listing


@dataclass(frozen=True)
class Stored:
    """A file of the repository: its size in bytes, its git blob id, and its SHA-256 if it is stored outside git."""

    bytes: int
    blob: str
    sha256: str | None


@dataclass(frozen=True)
class Plan:
    """The paths of each kind, sorted, and the size in bytes of every path before and after."""

    add: Sequence[str]
    change: Sequence[str]
    unchanged: Sequence[str]
    delete: Sequence[str]
    before: Mapping[str, int]
    after: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether the repository has exactly the files of the release."""
        return not (self.add or self.change or self.delete)


def plan(folder: Path, stored: Mapping[str, Stored]) -> Plan:
    """The plan that turns the stored files into those of the release in `folder`; the Hub's own files stay."""
    ours = listing.file_names(folder)
    there = {name: file for name, file in stored.items() if not listing.is_of_the_store(name)}
    same = {name for name in ours if name in there and is_same(folder / name, there[name])}
    return Plan(
        add=[name for name in ours if name not in there],
        change=[name for name in ours if name in there and name not in same],
        unchanged=[name for name in ours if name in same],
        delete=sorted(there.keys() - set(ours)),
        before={name: file.bytes for name, file in there.items()},
        after={name: (folder / name).stat().st_size for name in ours},
    )


def is_same(path: Path, stored: Stored) -> bool:
    """Whether a file has the same bytes as a stored one, by the Hub's checksum."""
    if stored.sha256:
        return manifest.sha256(path) == stored.sha256
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == stored.blob


def lines(made: Plan) -> Iterator[str]:
    """The plan as lines of text: every file with its size, then the totals."""
    for kind in ("add", "change", "delete", "unchanged"):
        for name in getattr(made, kind):
            yield f"  {kind:<10}{_sizes(made, name):>22}  {harmless(name)}"
    kinds = (f"{len(getattr(made, kind))} {kind}" for kind in ("add", "change", "delete", "unchanged"))
    upload = sum(made.after[name] for name in (*made.add, *made.change))
    yield f"  {', '.join(kinds)}; {size(upload)} to send"


def _sizes(made: Plan, name: str) -> str:
    before, after = made.before.get(name), made.after.get(name)
    if before is None or after is None or before == after:
        return size(after if after is not None else before or 0)
    return f"{size(before)} → {size(after)}"
