"""Reads the rows of a release's tables from Parquet, within limits, and checks types, shape and checksums."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from blocquotes import files, parquet_pages, schemas
from blocquotes.dataset import json_lines, parquet
from blocquotes.dataset.splits import NAMES
from blocquotes.model import Finding
from blocquotes.parquet_pages import PageError
from blocquotes.verify import contract
from blocquotes.verify.limits import at_most
from blocquotes.verify.manifest import Manifest

if TYPE_CHECKING:
    import pyarrow.parquet as pq

Values = Mapping[str, Any]

# Single values of a row group, nulls too; ours have up to 4 million. Those of a batch take up to 150 bytes each.
MOST_VALUES = 8_000_000
BATCH_VALUES = 500_000

# Bytes of all pages of a row group once they are decompressed, and of all its words once each is written out.
MOST_BYTES = 200_000_000

# Values and bytes of a release for each byte of its files, so that a small file cannot take hours: ours have 4 and 70.
VALUES_PER_BYTE, BYTES_PER_BYTE = 10, 400

# PLAIN, PLAIN_DICTIONARY, RLE and RLE_DICTIONARY, whose values are no longer than their bytes or a page of words; or a
# dictionary itself.
#
# Of the others, DELTA_BYTE_ARRAY builds values from one another, which grow with the square of the page.
ENCODINGS = (0, 2, 3, 8, None)

# Rows that are made plain values at once.
BATCH = 1_000

# Rows that are written as JSON lines at once.
LINES = 50


def errors() -> tuple[type[Exception], ...]:
    """What is raised on a file that is no Parquet file, is damaged or expands to too much."""
    import pyarrow as pa

    return (pa.ArrowException, PageError, OSError, ValueError, OverflowError, MemoryError)


@dataclass
class Budget:
    """How much of a file may still be read: values, and bytes once they are decompressed."""

    values: int
    bytes: int

    def take(self, values: int, size: int) -> None:
        """Counts what is to be read.

        Raises:
            PageError: it is more than is left.
        """
        self.values -= values
        self.bytes -= size
        if self.values < 0 or self.bytes < 0:
            raise PageError(
                f"a row group that expands to more than {MOST_VALUES:,} values or {MOST_BYTES:,} bytes, or a file that "
                f"expands to more than {VALUES_PER_BYTE} values or {BYTES_PER_BYTE} bytes for each of its own"
            )


class Row(NamedTuple):
    """A row with plain values, dates as ISO text, and its place: the file, and the row's number there from 1."""

    values: Values
    file: str
    line: int

    def finding(self, rule: str, found: str) -> Finding:
        """A finding at this row."""
        return Finding(rule, self.file, self.line, 1, found)


@dataclass(frozen=True)
class Rows:
    """The rows of a table in files that were measured; iterated over, they are read again, a batch at a time.

    `files` has the path of each file from `folder`, and how many rows of it are made plain values at once.
    """

    folder: Path
    files: tuple[tuple[str, int], ...] = ()

    def __iter__(self) -> Iterator[Row]:
        """The rows with their places."""
        return self.only()

    def only(self, *columns: str) -> Iterator[Row]:
        """The rows with these columns, or with all of them if none is named."""
        for name, batch in self.files:
            for i, values in enumerate(_values(self.folder / name, batch, columns), 1):
                yield Row(values, name, i)

    def values(self) -> Iterator[Any]:
        """The rows without their places."""
        return (row.values for row in self)


def read(folder: Path, info: Manifest, rows: dict[str, Rows]) -> Iterator[Finding]:
    """All findings in single tables; fills `rows` with the rows of every table that can be read."""
    for table in info.tables:
        rows[table] = Rows(folder)
        yield from _table(folder, info, table, rows)


def _table(folder: Path, info: Manifest, table: str, rows: dict[str, Rows]) -> Iterator[Finding]:
    """The findings of one table; each layer runs only if the one before has none. Fills `rows`."""
    names = file_names(info.files, table)
    layers: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _schema(folder, table),
        lambda: _measured(folder, names, table, info.tables[table]["rows"], rows),
        lambda: _rows(folder, table, info.tables[table], rows[table]),
    )
    for layer in layers:
        found = list(layer())
        yield from found
        if found:
            return


def _schema(folder: Path, table: str) -> Iterator[Finding]:
    name = f"schema/{table}.schema.json"
    if not (folder / name).is_file():
        yield Finding("release-schema", name, 1, 1, "no such file")
    elif flaw := contract.table_flaw(folder / "schema", table):
        yield Finding("release-schema", name, 1, 1, flaw)


def file_names(files: Mapping[str, Any], table: str) -> list[str]:
    """The data files that the manifest names for a table, in the order of their rows; unknown splits last."""
    names = (name for name in files if name.startswith(f"data/{table}/") and name.endswith(".parquet"))
    order = {split: i for i, split in enumerate(NAMES)}
    return sorted(names, key=lambda name: (order.get(name.split("/")[2].split("-")[0], len(order)), name))


def _measured(folder: Path, names: Sequence[str], table: str, must: int, rows: dict[str, Rows]) -> Iterator[Finding]:
    """Findings in files that are not what they should be, or too large to read; fills `rows` with the others."""
    schema = schemas.arrow_schema(schemas.columns(folder / "schema", table))
    if must and not names:
        yield Finding("release-table", f"data/{table}/", 1, 1, "no Parquet file of the table in manifest.json")
    for name in names:
        try:
            differs, batch = _measure(folder / name, schema)
            if differs:
                yield Finding("release-arrow-schema", name, 1, 1, differs)
                continue
            rows[table] = Rows(folder, (*rows[table].files, (name, batch)))
        except errors() as error:
            yield _unreadable(name, error)


def _unreadable(name: str, error: Exception) -> Finding:
    return Finding("release-table", name, 1, 1, f"no Parquet that can be read: {str(error)[:200]}")


def _measure(path: Path, must: Any) -> tuple[str | None, int]:
    """The first difference between a file's columns and the expected ones, and how many rows can be read at once.

    Raises:
        PageError: a row group, or the file, expands to too much.
    """
    import pyarrow.parquet as pq

    if (kind := files.kind(path.lstat().st_mode)) != "a plain file":
        raise PageError(f"{kind}, where a plain file must be")
    parquet_pages.check_footer(path)
    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(must):
            return _difference(file.schema_arrow, must), BATCH
    return None, _batch_rows(path, check_limits(path))


def check_limits(path: Path) -> Sequence[Budget]:
    """Checks that a file can be read in memory; returns what may still be read of each of its row groups.

    Raises:
        PageError: a row group, or the file, expands to too much.
        pyarrow.ArrowException: it is no Parquet file.
    """
    import pyarrow.parquet as pq

    parquet_pages.check_footer(path)
    with pq.ParquetFile(path) as file:
        total, groups = _take_pages(path, file)
    _take_words(path, total, groups)
    return groups


def _take_pages(path: Path, file: "pq.ParquetFile") -> tuple[Budget, Sequence[Budget]]:
    """What may still be read, after the pages, of a file and of each of its row groups."""
    size = path.stat().st_size
    total = Budget(MOST_VALUES + VALUES_PER_BYTE * size, MOST_BYTES + BYTES_PER_BYTE * size)
    groups = [Budget(MOST_VALUES, MOST_BYTES) for _ in range(file.num_row_groups)]
    for group, page in parquet_pages.pages(path, file.metadata):
        if page.encoding not in ENCODINGS:
            raise PageError(f"values in the encoding {page.encoding}; only PLAIN, RLE and dictionaries are read")
        for budget in (groups[group], total):
            budget.take(page.values, page.bytes)
    return total, groups


def _take_words(path: Path, total: Budget, groups: Sequence[Budget]) -> None:
    """Counts the strings, which are read as references into dictionaries: a page of a few bytes can become gigabytes
    when they are written out."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        columns = map(file.schema.column, range(len(file.schema)))
        words = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
    with pq.ParquetFile(path, read_dictionary=words, pre_buffer=False) as file:
        for group, budget in enumerate(groups):
            for column in file.read_row_group(group, use_threads=False).itercolumns():
                written = sum(map(_written_out, column.chunks))
                budget.take(0, written)
                total.take(0, written)


def _batch_rows(path: Path, groups: Sequence[Budget]) -> int:
    """How many rows can be made plain values at once in every row group."""
    import pyarrow.parquet as pq

    metadata = pq.read_metadata(path)
    values = (MOST_VALUES - budget.values for budget in groups)
    fitting = (BATCH_VALUES * metadata.row_group(i).num_rows // max(n, 1) for i, n in enumerate(values))
    return int(max(1, min([BATCH, *fitting])))


def _written_out(array: Any) -> int:
    """The bytes of all strings of an array, counted as often as they are used."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        return pc.sum(pc.binary_length(array.dictionary).take(array.indices)).as_py() or 0
    if pa.types.is_list(array.type):
        return _written_out(array.values)
    if pa.types.is_struct(array.type):
        return sum(_written_out(part) for part in array.flatten())
    return 0


def _values(path: Path, batch_rows: int, columns: Sequence[str]) -> Iterator[Any]:
    """The rows of a file as plain values, dates as ISO text; with all columns if none is named."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, pre_buffer=False) as file:
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(batch_rows, row_groups=[group], columns=columns or None, use_threads=False):
                yield from parquet.plain(batch)


def _difference(found: Any, must: Any) -> str:
    """The first column in which two Arrow schemas differ."""
    pairs = [(str(f), str(m)) for f, m in zip(found, must, strict=False) if not f.equals(m)]
    if pairs:
        return "{} instead of {}".format(*(text.replace("pyarrow.Field", "")[:300] for text in pairs[0]))
    return f"{len(found)} columns instead of {len(must)}"


def _rows(folder: Path, table: str, info: Mapping[str, Any], rows: Rows) -> Iterator[Finding]:
    """Rows that do not fit their schema or, if all do, a number or checksum that differs from the manifest."""
    columns, accepts = schemas.columns(folder / "schema", table), schemas.screen(folder / "schema", table)
    digest, number, last = hashlib.sha256(), 0, next((name for name, _ in rows.files), "")

    def shape() -> Iterator[Finding]:
        nonlocal number, last
        some: list[Mapping[str, Any]] = []
        for row in rows:
            number, last = number + 1, row.file
            wrong = [] if accepts(row.values) else list(schemas.errors(folder / "schema", table, row.values))
            for error in wrong:
                yield row.finding("release-row-shape", f"{error.json_path}: {error.message[:200]}")
            # A row that does not fit, such as one without the place of a word, may have no JSON line.
            if not wrong:
                some.append(row.values)
            if len(some) == LINES:
                digest.update(json_lines.lines(columns, some))
                some.clear()
        digest.update(json_lines.lines(columns, some))

    try:
        found = list(at_most(shape()))
    except errors() as error:
        found = [_unreadable(last, error)]
    yield from found
    if not found:
        for key, value in (("rows", number), ("rows_sha256", digest.hexdigest())):
            if value != info[key]:
                yield Finding("release-rows-changed", f"data/{table}/", 1, 1, f"{key} {value} instead of {info[key]}")
