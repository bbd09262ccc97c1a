"""Reads the rows of a release's tables from Parquet, within limits, and checks types, shape and checksums."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import files, parquet_pages, schemas
from blocquotes.dataset import manifest
from blocquotes.dataset.splits import NAMES
from blocquotes.layout import Layout
from blocquotes.model import Finding
from blocquotes.parquet_pages import PageError
from blocquotes.verify import contract
from blocquotes.verify.limits import at_most
from blocquotes.verify.links import Row
from blocquotes.verify.manifest import Manifest

# Single values of all tables, nulls too; each takes up to 150 bytes of memory. Five articles have 50,000.
MOST_VALUES = 4_000_000

# Bytes of all pages of the tables once they are decompressed, and of all words once each is written out.
MOST_BYTES = 100_000_000

# PLAIN, PLAIN_DICTIONARY, RLE and RLE_DICTIONARY, whose values are no longer than their bytes or a page of words; or a
# dictionary itself.
#
# Of the others, DELTA_BYTE_ARRAY builds values from one another, which grow with the square of the page.
ENCODINGS = (0, 2, 3, 8, None)

# Rows that are made plain values at once.
BATCH = 1_000


@dataclass
class Budget:
    """How much of a release may still be read."""

    values: int = MOST_VALUES
    bytes: int = MOST_BYTES

    def take(self, values: int, size: int) -> None:
        """Counts what is to be read.

        Raises:
            PageError: it is more than is left.
        """
        self.values -= values
        self.bytes -= size
        if self.values < 0 or self.bytes < 0:
            raise PageError(f"a release that expands to more than {MOST_VALUES:,} values or {MOST_BYTES:,} bytes")


def read(folder: Path, info: Manifest, rows: dict[str, list[Row]]) -> Iterator[Finding]:
    """All findings in single tables; fills `rows` with the rows of every table that can be read."""
    budget = Budget()
    for table in info.tables:
        rows[table] = []
        yield from _table(folder, info, table, rows[table], budget)


def _table(folder: Path, info: Manifest, table: str, rows: list[Row], budget: Budget) -> Iterator[Finding]:
    """The findings of one table; each layer runs only if the one before has none. Fills `rows`."""
    names = file_names(info.files, table)
    layers: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _schema(folder, table),
        lambda: _read(folder, names, table, info.tables[table]["rows"], rows, budget),
        lambda: at_most(_shape(folder, table, rows)),
        lambda: _checksum(folder, table, info.tables[table], rows),
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
    """The data files that the manifest names for a table, in the order of their rows."""
    names = (name for name in files if name.startswith(f"data/{table}/") and name.endswith(".parquet"))
    order = {split: i for i, split in enumerate(NAMES)}
    return sorted(names, key=lambda name: (order.get(name.split("/")[2].split("-")[0], len(order)), name))


def _read(
    folder: Path, names: Sequence[str], table: str, must: int, rows: list[Row], budget: Budget
) -> Iterator[Finding]:
    import pyarrow as pa

    schema = schemas.arrow_schema(schemas.columns(folder / "schema", table))
    if must and not names:
        yield Finding("release-table", f"data/{table}/", 1, 1, "no Parquet file of the table in manifest.json")
    for name in names:
        try:
            if differs := _measure(folder / name, schema, budget):
                yield Finding("release-arrow-schema", name, 1, 1, differs)
                continue
            rows += [Row(values, name, i) for i, values in enumerate(_values(folder / name), 1)]
        except (pa.ArrowException, PageError, OSError, ValueError, OverflowError, MemoryError) as error:
            yield Finding("release-table", name, 1, 1, f"no Parquet that can be read: {str(error)[:200]}")


def _measure(path: Path, must: Any, budget: Budget) -> str | None:
    """Counts what a file expands to; returns the first difference between its columns and the expected ones.

    Raises:
        PageError: it expands to more than is left of the budget.
    """
    import pyarrow.parquet as pq

    if (kind := files.kind(path.lstat().st_mode)) != "a plain file":
        raise PageError(f"{kind}, where a plain file must be")
    parquet_pages.check_footer(path)
    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(must):
            return _difference(file.schema_arrow, must)
        for page in parquet_pages.pages(path, file.metadata):
            if page.encoding not in ENCODINGS:
                raise PageError(f"values in the encoding {page.encoding}; only PLAIN, RLE and dictionaries are read")
            budget.take(page.values, page.bytes)
        words = [
            column.path
            for column in map(file.schema.column, range(len(file.schema)))
            if column.physical_type == "BYTE_ARRAY"
        ]
    # Strings are read as references into dictionaries: written out, a page of a few bytes can become gigabytes.
    with pq.ParquetFile(path, read_dictionary=words, pre_buffer=False) as file:
        for column in file.read(use_threads=False).itercolumns():
            for chunk in column.chunks:
                budget.take(0, _written_out(chunk))
    return None


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


def _values(path: Path) -> Iterator[Any]:
    """The rows of a file as plain values, dates as ISO text."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH, use_threads=False):
            yield from batch.cast(_of_text(batch.schema)).to_pylist()


def _of_text(schema: Any) -> Any:
    """A schema with strings in the place of dates, which rows have as ISO text."""
    import pyarrow as pa

    def plain(kind: Any) -> Any:
        if pa.types.is_list(kind):
            return pa.list_(kind.value_field.with_type(plain(kind.value_type)))
        if pa.types.is_struct(kind):
            return pa.struct([field.with_type(plain(field.type)) for field in kind])
        return pa.string() if pa.types.is_date(kind) else kind

    return pa.schema([field.with_type(plain(field.type)) for field in schema])


def _difference(found: Any, must: Any) -> str:
    """The first column in which two Arrow schemas differ."""
    pairs = [(str(f), str(m)) for f, m in zip(found, must, strict=False) if not f.equals(m)]
    if pairs:
        return "{} instead of {}".format(*(text.replace("pyarrow.Field", "")[:300] for text in pairs[0]))
    return f"{len(found)} columns instead of {len(must)}"


def _shape(folder: Path, table: str, rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        for error in schemas.errors(folder / "schema", table, row.values):
            yield row.finding("release-row-shape", f"{error.json_path}: {error.message[:200]}")


def _checksum(folder: Path, table: str, info: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Finding]:
    found = {
        "rows": len(rows),
        "rows_sha256": manifest.rows_sha256(Layout(folder), table, [row.values for row in rows]),
    }
    for key, value in found.items():
        if value != info[key]:
            yield Finding("release-rows-changed", f"data/{table}/", 1, 1, f"{key} {value} instead of {info[key]}")
