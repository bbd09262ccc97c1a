"""The manifest: what a release holds, file by file and table by table, so that a download can be proved."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import json_lines, parquet
from blocquotes.dataset.parquet import Written
from blocquotes.dataset.release_info import LICENCE, ReleaseInfo
from blocquotes.files import below
from blocquotes.layout import Layout
from blocquotes.outputs import MARK
from blocquotes.schemas import Column

Row = Mapping[str, Any]

# Bytes that are read at once.
CHUNK = 2**20


def file_names(folder: Path) -> list[str]:
    """The paths of all files of a release, from its folder, sorted; without the command's mark."""
    found = (path.relative_to(folder).as_posix() for path in below(folder))
    return sorted(name for name in found if name != MARK)


def manifest(
    layout: Layout, folder: Path, written: Mapping[str, Written], info: ReleaseInfo, full: Mapping[str, Any] | None
) -> str:
    """The manifest of a release as JSON text, for all other files that stand in `folder`, of which this was written.

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
        "counts": {table: dict(written[table].counts) for table in schemas.TABLES},
        "tables": {table: _table(folder, table, written[table]) for table in schemas.TABLES},
        "tombstones": [asdict(tombstone) for tombstone in info.tombstones],
        "files": files,
        **({"full": full} if full else {}),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _table(folder: Path, table: str, written: Written) -> dict[str, Any]:
    """Rows of a table, the hash of its rows, and the hash of its files' bytes one after another."""
    digest = hashlib.sha256()
    for path in parquet.paths(folder, table):
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
    rows = sum(written.counts.values())
    return {"rows": rows, "rows_sha256": written.rows_sha256, "sha256": digest.hexdigest()}


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
    """The checksum of a file's bytes, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_sha256(layout: Layout, table: str, rows: Iterable[Row]) -> str:
    """The checksum of a table's rows in file order, whatever wrote them: JSON lines, columns in schema order."""
    columns = schemas.columns(layout.schema, table)
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json_lines.lines(columns, [row]))
    return digest.hexdigest()
