"""What a release says of itself in its manifest: its version, the commit and the tools that it was made with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata

from blocquotes import corpus, git
from blocquotes.corpus import Index
from blocquotes.layout import TOMBSTONES, Layout, own_version
from blocquotes.model import Tombstone
from blocquotes.refusal import Refusal

# A version: SemVer (https://semver.org/) without labels.
VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")

# The name of the licence. No list has one that fits; LICENSE-DATA has its text.
LICENCE = "cc-by-4.0-annotations-publishers-texts"


@dataclass(frozen=True)
class ReleaseInfo:
    """A release as a whole; `commit` is a git commit, `dirty`, or None where it is not known.

    `date` is the commit's day in UTC as ISO text, None where there is no such commit.
    """

    version: str
    commit: str | None
    date: str | None
    tools: Mapping[str, str]
    tombstones: tuple[Tombstone, ...]


def release_info(index: Index) -> ReleaseInfo:
    """What a release that is made now of this corpus says of itself.

    Raises:
        Refusal: the checkout has no version.
    """
    layout = index.layout
    commit = git.commit(layout.root)
    date = git.day(layout.root, commit) if commit and commit != git.DIRTY else None
    return ReleaseInfo(version(layout), commit, date, tools(), tombstones(layout))


def tombstones(layout: Layout) -> tuple[Tombstone, ...]:
    """The ids that were taken out of the dataset, by kind and id."""
    if not (layout.root / TOMBSTONES).is_file():
        return ()
    record = corpus.read_record(layout, "tombstones", TOMBSTONES)
    found = (Tombstone(**value) for value in record.value["tombstones"]) if record.is_sound else ()
    return tuple(sorted(found, key=lambda t: (t.kind, t.id)))


def version(layout: Layout) -> str:
    """The version of a checkout.

    Raises:
        Refusal: `VERSION` is missing or holds no version.
    """
    text = layout.version.read_text(encoding="utf-8").strip() if layout.version.is_file() else ""
    if not VERSION.fullmatch(text):
        raise Refusal(
            "the file VERSION must hold a version such as 1.2.3",
            f"{text[:40]!r} in {layout.relative(layout.root)}",
            "restore it (git checkout -- VERSION); only `blocquotes release` changes it",
        )
    return text


def tools() -> dict[str, str]:
    """The versions of what decides the rows and the bytes of a release."""
    return {"blocquotes": own_version(), "pyarrow": metadata.version("pyarrow")}
