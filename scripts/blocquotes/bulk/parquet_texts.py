"""The rows of a Parquet file, each as a text or a rejected row, in little memory even if its footer is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from blocquotes import parquet_pages
from blocquotes.bulk.lines import texts_column
from blocquotes.bulk.texts import (
    MAX_ID_BYTES,
    MAX_TEXT,
    Columns,
    Rejected,
    Row,
    Wanted,
    checked,
    choose,
    no_column,
    too_long,
)
from blocquotes.parquet_pages import PageError
from blocquotes.refusal import Refusal

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# Rows of a Parquet file that are decoded at once, and bytes of them: each may repeat the longest page of its column.
ROWS_AT_ONCE, BYTES_AT_ONCE = 1000, 64 * 2**20

# Bytes of the pages that Arrow holds at once to read a row group, of which it makes up to three copies.
#
# Pages have a megabyte; those of a thousand long texts, which are written at once, some ten.
MOST_HELD = 128 * 2**20

# Rows of a row group, and for each of its bytes where it has more: a page of some bytes may hold a billion nulls.
MOST_ROWS, ROWS_PER_BYTE = 1_000_000, 100

# Items of a list in the footer of a Parquet file, such as row groups and columns.
MOST_ITEMS = 100_000


def parquet_rows(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """The rows of a Parquet file, which must be seekable."""
    import pyarrow.parquet as pq

    try:
        parquet_pages.check_end(file)
        # With a buffer, pages are read one after another instead of all pages of a column at once.
        table = pq.ParquetFile(file, buffer_size=2**20, thrift_container_size_limit=MOST_ITEMS)
        schema = table.schema_arrow
    except _unreadable() as error:
        raise Refusal("a .parquet file must be a Parquet file", _first_line(error), place=name) from None
    columns = choose(wanted, schema.names, name)
    if columns is None:
        raise no_column(texts_column(), schema.names, name)
    _refuse_types(name, schema, columns)
    start = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        yield from _group_rows(file, name, table, group, start, columns)
        start += rows


def _unreadable() -> tuple[type[Exception], ...]:
    """What is raised on a damaged file, by Arrow or by what looks at its pages before."""
    import pyarrow as pa

    return (PageError, pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError, MemoryError)


def _first_line(error: Exception) -> str:
    if isinstance(error, PageError):
        return str(error)
    return f"{type(error).__name__}: {str(error).splitlines()[0][:200]}" if str(error) else type(error).__name__


def _refuse_types(name: str, schema: "pa.Schema", columns: Columns) -> None:
    """Refuses a table with two columns of one name, or with values of other types."""
    import pyarrow.types as types

    for column in columns.names:
        found = [field.type for field in schema if field.name == column]
        if len(found) != 1:
            raise Refusal(f"a table of texts must have one column {column!r}", f"{len(found)}", place=name)
        kind = found[0].value_type if types.is_dictionary(found[0]) else found[0]
        if column == columns.text and not _is_string(kind):
            raise Refusal(f"the column {column!r} must hold strings", str(found[0])[:200], place=name)
        if column == columns.id and not (_is_string(kind) or types.is_integer(kind)):
            must = f"the column {column!r} must hold strings or whole numbers"
            raise Refusal(must, str(found[0])[:200], place=name)


def _is_string(kind: "pa.DataType") -> bool:
    import pyarrow.types as types

    return any(test(kind) for test in (types.is_string, types.is_large_string, types.is_string_view))


def _group_rows(
    source: IO[bytes], name: str, file: "pq.ParquetFile", group: int, start: int, columns: Columns
) -> Iterator[Row]:
    """The rows of a row group; where it cannot be read further, the rest of it is rejected."""
    rows = file.metadata.row_group(group).num_rows
    done, reason = 0, "a row group must have as many rows as it says; found fewer"
    try:
        at_once = _rows_at_once(source, file.metadata.row_group(group), file.schema_arrow, columns)
        for batch in file.iter_batches(at_once, row_groups=[group], columns=list(columns.names)):
            cells = [batch.column(column) for column in columns.names]
            for i in range(min(batch.num_rows, rows - done)):
                yield _of_cells(name, start + done, columns, [column[i] for column in cells])
                done += 1
    except _unreadable() as error:
        reason = f"a row group must be readable; found {_first_line(error)}"
    if done < rows:
        yield Rejected(name, start + done, rows - done, None, reason)


def _rows_at_once(file: IO[bytes], group: "pq.RowGroupMetaData", schema: "pa.Schema", columns: Columns) -> int:
    """How many rows of a row group may be decoded at once, whatever its footer says about its size.

    Raises:
        PageError: its pages are too large for the memory, or it has too many rows for its size.
    """
    import pyarrow.types as types

    held = longest = packed = 0
    for column in (group.column(i) for i in range(group.num_columns)):
        # The path of a nested column continues after a full stop.
        home = next((name for name in columns.names if f"{column.path_in_schema}.".startswith(f"{name}.")), None)
        if home is None:
            continue
        pages = list(parquet_pages.of_column(file, column))
        largest = max((page.bytes for page in pages), default=0)
        held += largest + max((page.bytes for page in pages if page.encoding is None), default=0)
        packed += column.total_compressed_size
        # A column that Arrow keeps as a dictionary repeats no words.
        if not types.is_dictionary(schema.field(home).type):
            longest = max(longest, largest)
    if held > MOST_HELD:
        raise PageError(f"pages of {held:,} bytes, of which at most {MOST_HELD:,} are read at once; write smaller ones")
    if group.num_rows > max(MOST_ROWS, ROWS_PER_BYTE * packed):
        raise PageError(f"{group.num_rows:,} rows in {packed:,} bytes")
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE // max(longest, 1)))


def _of_cells(name: str, number: int, columns: Columns, cells: list[Any]) -> Row:
    """The text of the cells of a row; Arrow does not check that strings are UTF-8 until they are asked for."""
    by_name = dict(zip(columns.names, cells, strict=True))
    if columns.id is not None and (size := _bytes(by_name[columns.id])) > MAX_ID_BYTES:
        return Rejected(name, number, 1, None, too_long("an id", size, MAX_ID_BYTES))
    try:
        if (size := _bytes(by_name[columns.text])) > MAX_TEXT:
            short = {**dict.fromkeys(columns.names), **_values(by_name, [columns.id]), columns.text: ""}
            known = checked(name, number, columns._replace(keep=()), short).id
            return Rejected(name, number, 1, known, too_long("a text", size, MAX_TEXT))
        return checked(name, number, columns, _values(by_name, columns.names))
    except UnicodeDecodeError:
        return Rejected(name, number, 1, None, "id, text and what is kept must be UTF-8; found other bytes")


def _values(cells: Mapping[str, Any], names: Iterable[str | None]) -> dict[str, Any]:
    return {name: cells[name].as_py() for name in names if name is not None}


def _bytes(cell: "pa.Scalar") -> int:
    """The bytes of a cell with a string, before they are copied; 0 of others."""
    import pyarrow as pa

    cell = cell.value if isinstance(cell, pa.DictionaryScalar) else cell
    words = cell.as_buffer() if isinstance(cell, pa.BinaryScalar) else None
    return words.size if words else 0
