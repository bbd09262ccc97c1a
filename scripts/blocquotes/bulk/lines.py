"""The rows of line-based inputs: JSON Lines, CSV and TSV, and a text file as one row."""

import csv
import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import IO, Any

from blocquotes.bulk.tab_fields import tab_rows
from blocquotes.bulk.texts import (
    MAX_TEXT,
    TEXT_NAMES,
    Columns,
    Rejected,
    Row,
    Wanted,
    checked,
    choose,
    no_column,
    of_file,
    too_long,
)
from blocquotes.edit.kinds import UTF_16, binary_kind, other_kind
from blocquotes.refusal import Refusal

# Bytes of the longest line: JSON may write a character as six bytes, and further fields need room.
MAX_LINE = 6 * MAX_TEXT + 2**20

# Types of values that can be neither an id nor a text; null can, since it means that there is none.
OTHER = (dict, list, float)

# JSON objects without a column of texts after which a file is refused.
MOST_WITHOUT = 100

# Between the columns of a .csv file, in the order in which they are tried on its first line.
DELIMITERS = (",", ";", "\t", "|")

# The line that Excel writes before the first row to name the character between columns.
SEPARATOR = re.compile(r'"?sep=(?P<sign>[,;\t|])"?\r?\n')

BOM = b"\xef\xbb\xbf"


def json_rows(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """The rows of a JSON Lines file; the first object with a column of texts decides on the columns."""
    columns: Columns | None = None
    without = 0
    for number, line in enumerate(_lines(file), start=1):
        if number == 1 and (kind := _other_kind(line[:8])):
            raise Refusal("a JSON Lines file must have one JSON object per line", kind, place=name)
        # Editors on Windows put a byte order mark before the first line.
        value = _object(line.removeprefix(BOM) if number == 1 else line)
        if value is None:
            continue
        if isinstance(value, dict) and columns is None:
            # A nested object or a number under such a name is not a text: `{"article": {"text": …}}`.
            columns = choose(wanted, [key for key in value if not isinstance(value[key], OTHER)], name, list(value))
            if columns is None:
                without += 1
            if without > MOST_WITHOUT:
                raise no_column(texts_column(), list(value), name)
        yield _json_row(name, number, columns, value)


def _other_kind(data: bytes) -> str | None:
    """What a file is by its first bytes, if it is not text in UTF-8: a picture, an archive, “Unicode” of Windows."""
    return "text in UTF-16; save it as UTF-8" if data.startswith(UTF_16) else binary_kind(data)


def texts_column() -> str:
    """What an input without a column of texts lacks, for a message."""
    return f"a column of texts, such as {', '.join(map(repr, TEXT_NAMES[:3]))}"


def _object(line: bytes) -> Any:
    """The JSON value of a line, a reason why there is none, or None for a blank line."""
    if len(line) > MAX_LINE:
        return f"a line must have at most {MAX_LINE:,} bytes; found more"
    if not line.strip():
        return None
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return f"a line must be a JSON object; found no JSON ({_fault(error)})"
    return value if isinstance(value, dict) else f"a line must be a JSON object; found {type(value).__name__}"


def _fault(error: Exception) -> str:
    """What is wrong with a line, and in which column."""
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    # The line end is part of what was read.
    return f"column {min(error.pos, len(error.doc.rstrip())) + 1}: {error.msg}"


def _json_row(name: str, number: int, columns: Columns | None, value: Any) -> Row:
    if isinstance(value, str):
        return Rejected(name, number, 1, None, value)
    missing = [one for one in columns.names if one not in value] if columns else ["text"]
    # A field that is kept may be missing, as JSON leaves out what is null.
    if columns and not {columns.id, columns.text} & {*missing}:
        return checked(name, number, columns, {**dict.fromkeys(columns.names), **value})
    found = ", ".join(map(repr, value)) or "no field"
    return Rejected(name, number, 1, None, f"a line must have the field {missing[0]!r}; found {found[:200]}")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, the beginning."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE + 1)


def table_rows(file: IO[bytes], name: str, wanted: Wanted, delimiter: str | None = None) -> Iterator[Row]:
    """The rows of a CSV or TSV file, whose first row names the columns."""
    # The limit is one of the process, which reads no other tables.
    csv.field_size_limit(MAX_LINE)
    lines = _decoded(file, name)
    first, header_row = next(lines, ""), 1
    if named := SEPARATOR.fullmatch(first):
        delimiter, first, header_row = named["sign"], next(lines, ""), 2
    if "\r" in first.rstrip("\r\n"):
        fix = "save it as CSV UTF-8"
        raise Refusal("the lines of a table must end in a line feed", "carriage returns alone", fix, place=name)
    sign = delimiter or next((one for one in DELIMITERS if one in first), DELIMITERS[0])
    found = (tab_rows if sign == "\t" else partial(_quoted_rows, sign))(chain([first], lines), MAX_LINE)
    header = next(found, None)
    if not isinstance(header, list) or not header:
        seen = str(header or ("a blank line" if first else "none"))
        raise Refusal("a table must have a first row with the names of its columns", seen, place=name)
    columns = choose(wanted, header, name)
    if columns is None and first.startswith("#"):
        fix = "delete the lines that begin with “#”"
        raise Refusal("a table must begin with the names of its columns", "a comment", fix, place=name)
    if columns is None:
        raise no_column(texts_column(), header, name)
    if doubled := [column for column in columns.names if header.count(column) > 1]:
        fix = "rename one of them in the first row"
        raise Refusal(
            "a column that is read must have a name that no other has", f"{doubled[0]!r} twice", fix, place=name
        )
    for number, fields in enumerate(found, start=header_row + 1):
        if fields:
            yield _table_row(name, number, header, columns, fields)


def _decoded(file: IO[bytes], name: str) -> Iterator[str]:
    """The lines of a file as text; bytes that are not UTF-8 become half surrogates, for which rows are rejected."""
    for number, line in enumerate(_lines(file)):
        if number == 0 and (kind := _other_kind(line[:8])):
            raise Refusal("a table must be text in UTF-8", kind, place=name)
        yield (line.removeprefix(BOM) if number == 0 else line).decode("utf-8", "surrogateescape")


def _quoted_rows(delimiter: str, lines: Iterator[str], _most: int) -> Iterator[list[str] | str]:
    """The fields of each row, in which a program quoted those that needed it; a reason where one cannot be read."""
    # Without `strict`, a misplaced quotation mark would silently join fields or lose a mark of the text.
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            yield next(reader)
        except csv.Error as error:
            # A mark that is never closed takes all lines below it with it.
            more = f" on the lines {before + 1} to {reader.line_num}" if reader.line_num > before + 1 else ""
            must = "a row must be readable, with quotation marks inside quoted fields doubled"
            yield f"{must}; found {error}{more}"
        except StopIteration:
            return
        before = reader.line_num


def _table_row(name: str, number: int, header: list[str], columns: Columns, fields: list[str] | str) -> Row:
    if isinstance(fields, str):
        return Rejected(name, number, 1, None, fields)
    if len(fields) != len(header):
        found = f"a row must have {len(header)} fields, as the first row has; found {len(fields)}"
        return Rejected(name, number, 1, None, found)
    return checked(name, number, columns, dict(zip(header, fields, strict=True)))


def text_row(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """A text file as one row, whose id is the file's name."""
    columns = of_file(wanted, name)
    data = file.read(MAX_TEXT + 1)
    if kind := _other_kind(data) or other_kind(data):
        yield Rejected(name, 1, 1, name, f"a .txt file must be one text in UTF-8; found {kind}")
    elif len(data) > MAX_TEXT:
        yield Rejected(name, 1, 1, name, too_long("a text", len(data), MAX_TEXT))
    else:
        text = data.removeprefix(BOM).decode("utf-8", "surrogateescape")
        yield checked(name, 1, columns, {"id": name, "text": text})
