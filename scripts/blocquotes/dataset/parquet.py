"""Rows to Parquet: checked by their table's JSON Schema, encoded in batches, and written to files of bounded size."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes import files, schemas
from blocquotes.dataset import column_values, json_lines, memory
from blocquotes.dataset.column_values import Values
from blocquotes.dataset.splits import NAMES
from blocquotes.dataset.waiting import Waiting
from blocquotes.refusal import Refusal
from blocquotes.schemas import Column

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

Row = Mapping[str, Any]

# Rows of a row group: about 10 MB, which the writer holds until it is full, and a reader at once.
GROUP = {
    "articles": 250,
    "tokens": 10_000,
    "quotes": 10_000,
    "passes": 10_000,
    "utterances": 10_000,
    "variants": 10_000,
    "sentences": 25_000,
    "mentions": 50_000,
}
OTHER_GROUP = 20_000

# Bytes of a file after which the next row group begins another, so that readers can share and resume the work.
FILE_BYTES = 128_000_000

# Rows that are made columns at once. A thousand rows of `variants` take 10 MB more, and are not made faster.
BATCH = 250


@dataclass(frozen=True)
class Batch:
    """Rows of one table and one split as columns, and as the JSON lines whose checksum the manifest has."""

    table: str
    split: str
    columns: "pa.Table"
    lines: bytes


def validate(schema_folder: Path, table: str, rows: Iterable[Row]) -> None:
    """Validates every row by the table's JSON Schema.

    Raises:
        Refusal: a row does not fit, a fault of the build, never of a contributor; names the table, the row, the value.
    """
    name = schemas.table_schema(schema_folder, table)
    accepts = schemas.screen(schema_folder, name)
    for row in rows:
        if accepts(row):
            continue
        for error in schemas.errors(schema_folder, name, row):
            key = next(iter(row.values()))
            must = f"every row of a table must fit its schema, {name}"
            raise Refusal(must, error.message, place=f"{table}, row {key}, {error.json_path}")


def encode(schema_folder: Path, table: str, rows: Iterable[Row]) -> Iterator[Batch]:
    """The rows of a table, which are sorted by split, as batches.

    Raises:
        Refusal: a row does not fit the schema of its table.
    """
    columns = schemas.columns(schema_folder, table)
    for split, part in stretches(rows):
        values = checked(schema_folder, table, part)
        lines = json_lines.of_values(columns, [one.given for one in values])
        yield Batch(table, split, column_values.table(values), lines)


def checked(schema_folder: Path, table: str, rows: Sequence[Row]) -> list[Values]:
    """The values of each column of rows that fit the schema of their table.

    Raises:
        Refusal: a row does not.
    """
    columns = schemas.columns(schema_folder, table)
    try:
        values = column_values.of_rows(columns, rows)
    except column_values.UNFIT:
        # It says what is wrong with which row.
        validate(schema_folder, table, rows)
        raise
    has_others = bool(set(map(len, rows)) - {len(columns)})
    if has_others or not (schemas.are_decided(schema_folder, table) and all(one.fit for one in values)):
        validate(schema_folder, table, rows)
    return values


def encode_all(schema_folder: Path, rows: Mapping[str, Sequence[Row]]) -> Iterator[Batch]:
    """The rows of every table as batches, those of each table split after split."""
    for table in rows:
        for _, part in by_split(rows[table]):
            yield from encode(schema_folder, table, part)


def stretches(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Rows that follow each other and have the same split, at most `BATCH` at once."""
    found: list[Row] = []
    for row in rows:
        if found and (len(found) == BATCH or split_of(row) != split_of(found[0])):
            yield split_of(found[0]), found
            found = []
        found.append(row)
    if found:
        yield split_of(found[0]), found


def split_of(row: Row) -> str:
    """The split of a row; a table without the column is all `train`."""
    return str(row.get("split", NAMES[0]))


def by_split(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Split and its rows, in the order of their files; an empty split is left out."""
    for split in NAMES:
        part = [row for row in rows if split_of(row) == split]
        if part:
            yield split, part


def to_arrow(columns: Sequence[Column], rows: Sequence[Row]) -> "pa.Table":
    """The rows as one Arrow table with exactly the columns' schema; ISO dates become date32."""
    return column_values.table(column_values.of_rows(columns, rows))


def table(columns: Sequence[Column], rows: Iterable[Row]) -> "pa.Table":
    """The rows as one Arrow table, of which few are plain values at once."""
    import pyarrow as pa

    rest = iter(rows)
    parts = [schemas.arrow_schema(columns).empty_table()]
    while batch := list(islice(rest, BATCH)):
        parts.append(to_arrow(columns, batch))
    return pa.concat_tables(parts)


@dataclass(frozen=True)
class Written:
    """What was written of a table: the rows of each split that has some, and the checksum of all of them."""

    counts: Mapping[str, int]
    rows_sha256: str


def write_all(schema_folder: Path, folder: Path, batches: Iterable[Batch]) -> dict[str, Written]:
    """Writes the batches of all tables, in any order; those of a table must come split after split.

    At any time, each table has a row group of at most `GROUP` rows in memory.
    """
    writers = {table: _Writer(schema_folder, folder, table) for table in schemas.TABLES}
    for batch in batches:
        writers[batch.table].add(batch)
    return {table: writer.close() for table, writer in writers.items()}


class _Writer:
    """The files of a table while they are written.

    Their bytes depend on the rows, the schema and the version of pyarrow alone, not on how the rows come in batches.
    Their names end in how many there are, which is known when a split is complete.
    """

    def __init__(self, schema_folder: Path, folder: Path, table: str) -> None:
        self._folder, self._table = folder, table
        self._schema = schemas.arrow_schema(schemas.columns(schema_folder, table))
        self._counts: dict[str, int] = {}
        self._digest = hashlib.sha256()
        self._waiting = Waiting(self._schema)
        self._rows = 0
        self._parts: list[Path] = []
        self._file: pq.ParquetWriter | None = None

    def add(self, batch: Batch) -> None:
        if batch.split not in self._counts:
            self._end_split()
            self._counts[batch.split] = 0
        assert batch.split == next(reversed(self._counts)), "the rows of a table must come split after split"
        self._digest.update(batch.lines)
        self._counts[batch.split] += len(batch.columns)
        self._waiting.add(batch.columns)
        self._rows += len(batch.columns)
        while self._rows >= group_rows(self._table):
            self._write_group(group_rows(self._table))

    def close(self) -> Written:
        self._end_split()
        return Written(dict(self._counts), self._digest.hexdigest())

    def _write_group(self, rows: int) -> None:
        waiting = self._waiting.take()
        group = waiting.slice(0, rows).combine_chunks()
        if len(waiting) > rows:
            self._waiting.add(waiting.slice(rows))
        # The rows are in `group` now, so that their first copy need not be kept while they are encoded.
        del waiting
        self._open().write_table(group, row_group_size=rows)
        self._rows -= rows
        del group
        memory.trim()
        if self._parts[-1].stat().st_size >= FILE_BYTES:
            self._close_file()

    def _open(self) -> "pq.ParquetWriter":
        if self._file is None:
            self._parts.append(self._folder / file_name(self._table, next(reversed(self._counts)), len(self._parts)))
            self._parts[-1].parent.mkdir(parents=True, exist_ok=True)
            self._file = open_file(self._parts[-1], self._schema)
        return self._file

    def _close_file(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _end_split(self) -> None:
        if self._rows:
            self._write_group(self._rows)
        self._close_file()
        if self._counts:
            split = next(reversed(self._counts))
            named = [self._folder / file_name(self._table, split, i, len(self._parts)) for i in range(len(self._parts))]
            for part, path in zip(self._parts, named, strict=True):
                part.replace(path)
        self._parts = []


def group_rows(table: str) -> int:
    """How many rows a row group of a table has; the last one of a split has fewer."""
    return GROUP.get(table, OTHER_GROUP)


def open_file(path: Path, schema: "pa.Schema") -> "pq.ParquetWriter":
    """A new Parquet file with the settings of a release: zstd 3, page index and content-defined chunks."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        write_page_checksum=True,
        use_content_defined_chunking=True,
    )


def file_name(table: str, split: str, number: int = 0, of: int = 1) -> str:
    """The path of a table's file in the release; `number` counts from 0."""
    return f"data/{table}/{split}-{number:05}-of-{of:05}.parquet"


def file_names(names: Iterable[str], table: str) -> dict[str, list[str]]:
    """Split → the data files of a table among the paths of a release, in the order of their rows."""
    found = sorted(name for name in names if name.startswith(f"data/{table}/") and name.endswith(".parquet"))
    of_split = {split: [name for name in found if name.split("/")[2].startswith(f"{split}-")] for split in NAMES}
    return {split: part for split, part in of_split.items() if part}


def read(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a release as plain values, dates as ISO text, split after split."""
    return list(read_rows(paths(folder, table)))


def paths(folder: Path, table: str) -> list[Path]:
    """The data files of a table in a release, in the order of their rows."""
    at = folder / "data" / table
    there = (path.relative_to(folder).as_posix() for path in (files.listed(at, ".parquet") if at.is_dir() else ()))
    return [folder / name for part in file_names(there, table).values() for name in part]


def read_rows(files: Iterable[Path], only: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of Parquet files as plain values, dates as ISO text, one batch in memory at a time.

    `only` names the columns to read.
    """
    for batch in read_batches(files, only):
        yield from plain(batch)


def read_batches(files: Iterable[Path], only: Sequence[str] | None = None) -> "Iterator[pa.RecordBatch]":
    """The rows of Parquet files, or only some of their columns, in batches."""
    import pyarrow.parquet as pq

    for path in files:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            yield from file.iter_batches(BATCH, columns=only, use_threads=False)


def plain(batch: "pa.RecordBatch") -> list[dict[str, Any]]:
    """The rows of a batch as plain values, dates as ISO text."""
    rows: list[dict[str, Any]] = batch.cast(_of_text(batch.schema)).to_pylist()
    return rows


def _of_text(schema: "pa.Schema") -> "pa.Schema":
    """A schema with strings in the place of dates, which rows have as ISO text."""
    import pyarrow as pa

    def in_text(kind: Any) -> Any:
        if pa.types.is_list(kind):
            return pa.list_(kind.value_field.with_type(in_text(kind.value_type)))
        if pa.types.is_struct(kind):
            return pa.struct([field.with_type(in_text(field.type)) for field in kind])
        return pa.string() if pa.types.is_date(kind) else kind

    return pa.schema([field.with_type(in_text(field.type)) for field in schema])
