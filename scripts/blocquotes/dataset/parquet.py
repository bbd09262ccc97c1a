"""Rows to Parquet: each one validated by its table's JSON Schema, then written with the table's Arrow schema."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import schemas
from blocquotes.dataset.splits import NAMES
from blocquotes.refusal import Refusal
from blocquotes.schemas import Column

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]


def validate(schema_folder: Path, table: str, rows: Sequence[Row]) -> None:
    """Validates every row by the table's JSON Schema.

    Raises:
        Refusal: a row does not fit, a fault of the build, never of a contributor; names the table, the row, the value.
    """
    for row in rows:
        for error in schemas.errors(schema_folder, schemas.table_schema(schema_folder, table), row):
            key = next(iter(row.values()))
            must = f"every row of a table must fit its schema, {schemas.table_schema(schema_folder, table)}"
            raise Refusal(must, error.message, place=f"{table}, row {key}, {error.json_path}")


def to_arrow(columns: Sequence[Column], rows: Sequence[Row]) -> "pa.Table":
    """The rows as one Arrow table with exactly the columns' schema; ISO dates become date32."""
    import pyarrow as pa

    values = [{column.name: _to_python(column, row[column.name]) for column in columns} for row in rows]
    return pa.Table.from_pylist(values, schema=schemas.arrow_schema(columns)).combine_chunks()


def _to_python(column: Column, value: Any) -> Any:
    """A value with its dates as such, also in nested rows; what has none is the same object."""
    if value is None or not _has_dates(column):
        return value
    if column.is_list:
        item = replace(column, is_list=False)
        return [_to_python(item, one) for one in value]
    if column.fields:
        return {field.name: _to_python(field, value[field.name]) for field in column.fields}
    return datetime.date.fromisoformat(value)


def _has_dates(column: Column) -> bool:
    return column.type == "date32" or any(map(_has_dates, column.fields))


def write(path: Path, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Writes one Parquet file whose bytes depend on the rows, the schema and the pyarrow version alone.

    Settings: zstd 3, page index and content-defined chunks, as the Hub wants its files; one row group.
    """
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    table = to_arrow(columns, rows)
    pq.write_table(
        table,
        path,
        row_group_size=max(len(table), 1),
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        write_page_checksum=True,
        use_content_defined_chunking=True,
    )


def by_split(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Split and its rows; a table without the column is all `train`, and an empty split is left out."""
    for split in NAMES:
        part = [row for row in rows if row.get("split", "train") == split]
        if part:
            yield split, part


def read(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a release as plain values, dates as ISO text, split after split."""
    import pyarrow.parquet as pq

    paths = (folder / file_name(table, split) for split in NAMES)
    rows = (row for path in paths if path.is_file() for row in pq.read_table(path).to_pylist())
    return [json.loads(json.dumps(row, default=str)) for row in rows]


def file_name(table: str, split: str) -> str:
    """The path of a table's file in the release."""
    return f"data/{table}/{split}-00000-of-00001.parquet"
