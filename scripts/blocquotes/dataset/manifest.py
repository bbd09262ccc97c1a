"""The manifest: what a release holds, file by file and table by table, so that a download can be proved."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import parquet
from blocquotes.dataset.release_info import LICENCE, ReleaseInfo
from blocquotes.files import below
from blocquotes.layout import Layout
from blocquotes.outputs import MARK
from blocquotes.schemas import Column

Row = Mapping[str, Any]

NAME = "manifest.json"


def file_names(folder: Path) -> list[str]:
    """The paths of all files of a release, from its folder, sorted; without the command's mark."""
    found = (path.relative_to(folder).as_posix() for path in below(folder))
    return sorted(name for name in found if name != MARK)


def manifest(
    layout: Layout, folder: Path, rows: Mapping[str, Sequence[Row]], info: ReleaseInfo, full: Mapping[str, Any] | None
) -> str:
    """The manifest of a release as JSON text, for all other files that stand in `folder`.

    `full` is None if the release has the words of the texts, or else the checksums of the release that has them.
    """
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)} for name in file_names(folder)
    }
    content = {
        "name": "blocquotes",
        "version": info.version,
        "license": LICENCE,
        "schema_version": schema_version(layout),
        "commit": info.commit,
        "date": info.date,
        "tools": dict(info.tools),
        "texts": "withheld" if full else "included",
        "counts": {
            table: {split: len(part) for split, part in parquet.by_split(rows[table])} for table in schemas.TABLES
        },
        "tables": {table: _table(layout, folder, table, rows[table]) for table in schemas.TABLES},
        "tombstones": [asdict(tombstone) for tombstone in info.tombstones],
        "files": files,
        **({"full": full} if full else {}),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _table(layout: Layout, folder: Path, table: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Rows of a table, the hash of its rows, and the hash of its files' bytes one after another."""
    digest = hashlib.sha256()
    for split, _ in parquet.by_split(rows):
        digest.update((folder / parquet.file_name(table, split)).read_bytes())
    rows_hash = rows_sha256(layout, table, in_file_order(rows))
    return {"rows": len(rows), "rows_sha256": rows_hash, "sha256": digest.hexdigest()}


def schema_version(layout: Layout) -> str:
    """The version of the published columns, 16 digits of a hash of their names and types.

    It follows from the schemas, so that nobody can forget to change it; descriptions and closed lists do not count.
    """
    columns = {table: list(_described(schemas.columns(layout.schema, table))) for table in schemas.TABLES}
    return hashlib.sha256(json.dumps(columns).encode("ascii")).hexdigest()[:16]


def _described(columns: Sequence[Column]) -> Iterator[list[Any]]:
    for column in columns:
        yield [column.name, column.type, column.is_list, list(_described(column.fields))]


def sha256(path: Path) -> str:
    """The checksum of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def in_file_order(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table as its files hold them, split after split, so that a download gives the same checksum."""
    return [row for _, part in parquet.by_split(rows) for row in part]


def rows_sha256(layout: Layout, table: str, rows: Sequence[Row]) -> str:
    """The checksum of a table's rows, whatever wrote them: JSON lines with the columns in schema order."""
    names = [column.name for column in schemas.columns(layout.schema, table)]
    digest = hashlib.sha256()
    for row in rows:
        line = json.dumps({name: row[name] for name in names}, ensure_ascii=False, sort_keys=False)
        digest.update(line.encode("utf-8") + b"\n")
    return digest.hexdigest()
