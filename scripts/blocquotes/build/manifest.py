"""The manifest: what a release holds, file by file and table by table, so that a download can be proved."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.build import parquet
from blocquotes.layout import Layout

Row = Mapping[str, Any]


def file_names(folder: Path) -> list[str]:
    """The paths of all files of a release, from its folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def manifest(layout: Layout, folder: Path, rows: Mapping[str, Sequence[Row]]) -> str:
    """The manifest of a release as JSON text: versions, rows and hashes of each table, hash and size of each file."""
    content = {
        "name": "blocquotes",
        "version": version("blocquotes"),
        "pyarrow": version("pyarrow"),
        "tables": {
            table: {"rows": len(rows[table]), "rows_sha256": rows_sha256(layout, table, in_file_order(rows[table]))}
            for table in schemas.TABLES
        },
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": sha256(folder / name)}
            for name in file_names(folder)
        },
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


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
