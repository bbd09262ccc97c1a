"""The published tables, from a folder or the Hub, each file compared with the checksum in the manifest."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes.layout import MANIFEST
from blocquotes.refusal import Refusal
from blocquotes.shown import nearest, shown

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from blocquotes.verify.manifest import Manifest

# A file of a table: its split, its number and how many there are.
_FILE = re.compile(r"(?P<split>[a-z]{1,20})-\d{5}-of-\d{5}\.parquet")


@dataclass(frozen=True)
class Table:
    """One table of a release."""

    name: str
    version: str
    _arrow: "pa.Table" = field(repr=False)

    def __len__(self) -> int:
        """The number of rows."""
        return int(self._arrow.num_rows)

    @property
    def columns(self) -> list[str]:
        """The names of the columns; docs/columns.md describes them."""
        return list(self._arrow.column_names)

    def to_arrow(self) -> "pa.Table":
        """The rows as a `pyarrow.Table`."""
        return self._arrow

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a pandas data frame; needs pandas.

        Raises:
            ImportError: pandas is not installed.
        """
        frame: pd.DataFrame = self._arrow.to_pandas()
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """The rows as a polars data frame; needs polars.

        Raises:
            ImportError: polars is not installed.
        """
        import polars as pl

        return pl.DataFrame(self._arrow)


@dataclass(frozen=True)
class _Release:
    """A release: its manifest, and what gives the path of a file by its name in the manifest."""

    manifest: "Manifest"
    path: Callable[[str], Path]


def load(
    table: str = "articles",
    *,
    version: str | None = None,
    source: str | PathLike[str] = "dist",
    split: str | None = None,
) -> Table:
    """A table of the dataset, verified: size and SHA-256 of each of its files are compared with the manifest.

    Args:
        table: The name of the table, such as "quotes"; docs/columns.md lists them.
        version: The version of the release, such as "1.2.0". From the Hub, the latest is loaded without one; a folder
            must have this version.
        source: The folder of a release, or the name of a repository on the Hub, "ORG/NAME". Files from the Hub are kept
            in the cache of huggingface_hub, which the extra `publish` brings.
        split: One split, such as "train"; without it, the rows of all splits.

    Raises:
        Refusal: there is no such release, version, table or split, or a file differs from the manifest.
    """
    release = _of_folder(Path(source)) if Path(source).is_dir() else _of_hub(str(source), version)
    info = release.manifest
    if version is not None and info.version != version.removeprefix("v"):
        raise Refusal(f"the release must be version {version}", info.version, place=str(source))
    if table not in info.tables:
        hint = nearest(table, info.tables) or f"the tables are {', '.join(info.tables)}"
        raise Refusal("the release must have the table", f"none named {shown(table)}", hint, place=str(source))
    names = _names(info, table, split)
    found = _read([_checked(release, name) for name in names])
    return Table(table, info.version, found)


def _of_folder(folder: Path) -> _Release:
    from blocquotes.verify import manifest

    try:
        return _Release(manifest.read(folder), lambda name: folder / name)
    except manifest.ManifestError as error:
        raise _no_manifest(error, folder / MANIFEST) from None


def _of_hub(repo: str, version: str | None) -> _Release:
    from blocquotes.publish import hub
    from blocquotes.verify import manifest

    if not hub.NAME.fullmatch(repo):
        must = "a release must be a folder, or a repository on the Hub, ORG/NAME"
        raise Refusal(must, shown(repo), 'build one with `make dataset`, or name one with source="ORG/NAME"')
    revision = f"v{version.removeprefix('v')}" if version else hub.BRANCH
    path = hub.cached(repo, revision, MANIFEST)
    commit = path.parent.name
    try:
        # The cache links to the file, and nothing but plain files is read.
        found = manifest.read_file(path.resolve())
    except manifest.ManifestError as error:
        raise _no_manifest(error, Path(f"{repo}@{revision}/{MANIFEST}")) from None
    return _Release(found, lambda name: hub.cached(repo, commit, name).resolve())


def _no_manifest(error: Any, path: Path) -> Refusal:
    fix = "name the folder of a built or downloaded release"
    return Refusal("a release must have a manifest", str(error), fix, place=f"{path}:{error.line}:{error.column}")


def _names(info: "Manifest", table: str, split: str | None) -> list[str]:
    """The files of a table in the order of their rows, all or those of one split."""
    from blocquotes.verify import rows

    files = rows.file_names(info.files, table)
    splits = {name: match["split"] for name in files if (match := _FILE.fullmatch(name.split("/", 2)[2]))}
    if strange := [name for name in files if name not in splits]:
        must = "the files of a table must be named SPLIT-NUMBER-of-COUNT.parquet"
        raise Refusal(must, shown(strange[0]), "verify the release with `blocquotes verify`")
    found = [name for name, of in splits.items() if split in (None, of)]
    if not found:
        there = ", ".join(sorted(set(splits.values()))) or "none"
        asked = f"the split {shown(split)}" if split else "a file"
        raise Refusal(f"the table must have {asked}", "none", f"its splits are {there}")
    return found


def _checked(release: _Release, name: str) -> Path:
    """The path of a file that is as the manifest says, and that can be read in memory."""
    from blocquotes.verify import listing, rows

    path = release.path(name)
    try:
        found = next(listing.differences(path, path.lstat().st_mode, release.manifest.files[name]), None)
        if found is None:
            rows.check_limits(path)
    except FileNotFoundError:
        found = "no such file"
    except rows.errors() as error:
        found = str(error)[:200]
    if found:
        raise Refusal(
            "a file must be as the manifest of its release says", found, "download the release again", place=name
        )
    return path


def _read(paths: Sequence[Path]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = []
    for path in paths:
        with pq.ParquetFile(path) as file:
            found.append(file.read())
    return pa.concat_tables(found)
