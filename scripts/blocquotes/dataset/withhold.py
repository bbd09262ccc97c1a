"""A release without the words of the texts: the same rows and documents, except for what the schemas mark `ofText`."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import manifest, parquet
from blocquotes.dataset.content import Content
from blocquotes.dataset.parquet import Batch
from blocquotes.layout import MANIFEST
from blocquotes.schemas import Column

Row = Mapping[str, Any]


def without_text(content: Content, full: Path) -> tuple[Content, Iterator[Batch]]:
    """The same content without the words of the texts, and its rows; `full` is the release with them, written already.

    What stays is the annotators' own: names of entities, paraphrases, remarks, reasoning; and of the article the
    places, hashes, outlet, date and byline.
    """
    listed = json.loads((full / MANIFEST).read_text(encoding="utf-8"))
    about = {"manifest_sha256": manifest.sha256(full / MANIFEST), "files": listed["files"]}
    return replace(content, full=about), _batches(content.layout.schema, full)


def _batches(schema_folder: Path, full: Path) -> Iterator[Batch]:
    for table in schemas.TABLES:
        columns = schemas.columns(schema_folder, table)
        rows = parquet.read_rows(parquet.paths(full, table))
        yield from parquet.encode(schema_folder, table, rows_of(columns, rows))


def rows_of(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The rows of a table with null or nothing in place of the words of the texts."""
    return (_struct(columns, row) for row in rows)


def _struct(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    return {column.name: _value(column, row[column.name]) for column in columns}


def _value(column: Column, value: Any) -> Any:
    if column.of_text:
        return [] if column.is_list else None
    if column.fields and column.is_list:
        return [_struct(column.fields, item) for item in value]
    return value
