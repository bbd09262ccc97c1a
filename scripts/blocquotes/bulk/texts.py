"""Texts in bulk: the rows of a JSON Lines or Parquet file, each as a text or as a row that is rejected."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from blocquotes import parquet_pages, sources
from blocquotes.edit.kinds import binary_kind
from blocquotes.parquet_pages import PageError
from blocquotes.refusal import Refusal

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# Bytes of the longest text; no article comes near it.
MAX_TEXT = sources.MAX_BYTES

# Characters of the longest id, which comes again in every row of the tables.
MAX_ID = 1000
MAX_ID_BYTES = 4 * MAX_ID

# Bytes of the longest line: JSON may write a character as six bytes, and further fields need room.
MAX_LINE = 6 * MAX_TEXT + 2**20

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

COLUMNS = ("id", "text")


class Text(NamedTuple):
    """A text to read: the number of its row or line, from 1, its id, and its words."""

    row: int
    id: str
    text: str


class Rejected(NamedTuple):
    """Rows that are not read: the first one's number, from 1, how many they are, the id if it is known, and why."""

    row: int
    rows: int
    id: str | None
    reason: str


def read(path: Path) -> Iterator[Text | Rejected]:
    """Every row of a `.jsonl` or `.parquet` file with the columns `id` and `text`.

    Ids are strings or whole numbers, which become their decimal digits. A row without a usable id and text, or whose
    id came before, is rejected, and the others are read.

    Raises:
        Refusal: the file is of another kind, or has no such columns.
    """
    is_parquet = path.suffix.lower() == ".parquet"
    seen: set[bytes] = set()
    for row in _parquet_rows(path) if is_parquet else _json_rows(path):
        if isinstance(row, Text):
            # Eight bytes represent an id of any length; in one of 300,000 files, two of ten million ids collide.
            mark = blake2b(row.id.encode("utf-8"), digest_size=8).digest()
            if mark in seen:
                row = Rejected(row.row, 1, row.id, "an id must be unique; found it in an earlier row")
            seen.add(mark)
        yield row


def _checked(number: int, id_: Any, text: Any) -> Text | Rejected:
    """The text of a row with these values, or why it is rejected."""
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if trouble := _id_trouble(id_):
        return Rejected(number, 1, None, f"an id must be a string or a whole number; found {trouble}")
    if trouble := _text_trouble(text):
        return Rejected(number, 1, id_, f"a text must be a string; found {trouble}")
    return Text(number, id_, text)


def _id_trouble(id_: Any) -> str | None:
    if id_ == "":
        return "an empty string"
    if isinstance(id_, str) and len(id_) > MAX_ID:
        return f"one of {len(id_):,} characters, of which at most {MAX_ID:,} are allowed"
    return _text_trouble(id_)


def _text_trouble(value: Any) -> str | None:
    """What keeps a value from being a text: its type, its size, or a character that UTF-8 tables cannot hold."""
    if not isinstance(value, str):
        return "null" if value is None else f"a value of type {type(value).__name__}"
    if "\0" in value:
        return "a NUL character (U+0000)"
    try:
        size = len(value.encode("utf-8"))
    except UnicodeEncodeError:
        return "half of a surrogate pair"
    return _too_long(size) if size > MAX_TEXT else None


def _too_long(size: int) -> str:
    return f"one of {size:,} bytes, of which at most {MAX_TEXT:,} are allowed"


def _json_rows(path: Path) -> Iterator[Text | Rejected]:
    with path.open("rb") as file:
        if kind := binary_kind(file.read(8)):
            raise Refusal("a .jsonl file must have one JSON object per line", kind, place=str(path))
        file.seek(0)
        for number, line in enumerate(_lines(file), start=1):
            if len(line) > MAX_LINE:
                reason = f"a line must have at most {MAX_LINE:,} bytes; found more"
                yield Rejected(number, 1, None, reason)
            elif line.strip():
                # Editors on Windows put a byte order mark before the first line.
                yield _of_line(number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, the beginning."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)


def _of_line(number: int, line: bytes) -> Text | Rejected:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Rejected(number, 1, None, f"a line must be a JSON object with id and text; found no JSON ({error})")
    if not isinstance(row, dict) or not row.keys() >= {*COLUMNS}:
        found = (", ".join(map(repr, row)) or "no field") if isinstance(row, dict) else type(row).__name__
        return Rejected(number, 1, None, f"a line must be a JSON object with id and text; found {found[:200]}")
    return _checked(number, row["id"], row["text"])


def _parquet_rows(path: Path) -> Iterator[Text | Rejected]:
    import pyarrow.parquet as pq

    try:
        parquet_pages.check_footer(path)
        # With a buffer, pages are read one after another instead of all pages of a column at once.
        file = pq.ParquetFile(path, buffer_size=2**20, thrift_container_size_limit=MOST_ITEMS)
        schema = file.schema_arrow
    except _unreadable() as error:
        raise Refusal("a .parquet file must be a Parquet file", _first_line(error), place=str(path)) from None
    with file:
        _refuse_columns(path, schema)
        start = 1
        for group in range(file.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            yield from _group_rows(path, file, group, start)
            start += rows


def _unreadable() -> tuple[type[Exception], ...]:
    """What is raised on a damaged file, by Arrow or by what looks at its pages before."""
    import pyarrow as pa

    return (PageError, pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError, MemoryError)


def _first_line(error: Exception) -> str:
    if isinstance(error, PageError):
        return str(error)
    return f"{type(error).__name__}: {str(error).splitlines()[0][:200]}" if str(error) else type(error).__name__


def _refuse_columns(path: Path, schema: "pa.Schema") -> None:
    """Refuses a table without exactly one column of each name, or with values of other types."""
    import pyarrow.types as types

    for name in COLUMNS:
        found = [field.type for field in schema if field.name == name]
        if len(found) != 1:
            number = "no such column" if not found else f"{len(found)} of that name"
            raise Refusal(f"a table of texts must have a column {name!r}", number, place=str(path))
        kind = found[0].value_type if types.is_dictionary(found[0]) else found[0]
        is_string = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
        if not is_string and not (name == "id" and types.is_integer(kind)):
            must = f"the column {name!r} must hold strings{' or whole numbers' if name == 'id' else ''}"
            raise Refusal(must, str(found[0])[:200], place=str(path))


def _group_rows(path: Path, file: "pq.ParquetFile", group: int, start: int) -> Iterator[Text | Rejected]:
    """The rows of a row group; where it cannot be read further, the rest of it is rejected."""
    rows = file.metadata.row_group(group).num_rows
    done, reason = 0, "a row group must have as many rows as it says; found fewer"
    try:
        at_once = _rows_at_once(path, file.metadata.row_group(group), file.schema_arrow)
        for batch in file.iter_batches(at_once, row_groups=[group], columns=list(COLUMNS)):
            for i in range(min(batch.num_rows, rows - done)):
                yield _of_cells(start + done, batch.column("id")[i], batch.column("text")[i])
                done += 1
    except _unreadable() as error:
        reason = f"a row group must be readable; found {_first_line(error)}"
    if done < rows:
        yield Rejected(start + done, rows - done, None, reason)


def _rows_at_once(path: Path, group: "pq.RowGroupMetaData", schema: "pa.Schema") -> int:
    """How many rows of a row group may be decoded at once, whatever its footer says about its size.

    Raises:
        PageError: its pages are too large for the memory, or it has too many rows for its size.
    """
    import pyarrow.types as types

    held = longest = packed = 0
    with path.open("rb") as file:
        for column in (group.column(i) for i in range(group.num_columns)):
            if column.path_in_schema not in COLUMNS:
                continue
            pages = list(parquet_pages.of_column(file, column))
            largest = max((page.bytes for page in pages), default=0)
            held += largest + max((page.bytes for page in pages if page.encoding is None), default=0)
            packed += column.total_compressed_size
            # A column that Arrow keeps as a dictionary repeats no words.
            if not types.is_dictionary(schema.field(column.path_in_schema).type):
                longest = max(longest, largest)
    if held > MOST_HELD:
        raise PageError(f"pages of {held:,} bytes, of which at most {MOST_HELD:,} are read at once; write smaller ones")
    if group.num_rows > max(MOST_ROWS, ROWS_PER_BYTE * packed):
        raise PageError(f"{group.num_rows:,} rows in {packed:,} bytes")
    return max(1, min(ROWS_AT_ONCE, BYTES_AT_ONCE // max(longest, 1)))


def _of_cells(number: int, id_: "pa.Scalar", text: "pa.Scalar") -> Text | Rejected:
    """The text of two cells; Arrow does not check that strings are UTF-8 until they are asked for."""
    if (size := _bytes(id_)) > MAX_ID_BYTES:
        reason = f"an id must be a string or a whole number; found one of {size:,} bytes"
        return Rejected(number, 1, None, reason)
    try:
        if (size := _bytes(text)) > MAX_TEXT:
            known = _checked(number, id_.as_py(), "").id
            return Rejected(number, 1, known, f"a text must be a string; found {_too_long(size)}")
        return _checked(number, id_.as_py(), text.as_py())
    except UnicodeDecodeError:
        return Rejected(number, 1, None, "id and text must be UTF-8; found other bytes")


def _bytes(cell: "pa.Scalar") -> int:
    """The bytes of a cell with a string, before they are copied; 0 of others."""
    import pyarrow as pa

    cell = cell.value if isinstance(cell, pa.DictionaryScalar) else cell
    words = cell.as_buffer() if isinstance(cell, pa.BinaryScalar) else None
    return words.size if words else 0
