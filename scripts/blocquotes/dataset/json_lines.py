"""The JSON lines of rows, whose checksum is in the manifest: it proves the rows of a table, whatever wrote its file."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from blocquotes.schemas import Column

Row = Mapping[str, Any]

STANDARD = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

# From the first of these numbers to the second, orjson writes a number as Python does; it writes 1e-07 as 1e-7.
LEAST, MOST = 1e-4, 1e16


def lines(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """The rows as JSON lines with the columns in the order of the schema.

    A line is `json.dumps(row, ensure_ascii=False, separators=(",", ":"))` in UTF-8, with a line feed behind it.
    """
    names = [column.name for column in columns]
    numbers = [column.name for column in columns if column.type == "float64"]
    encode = partial(_with_numbers, numbers) if numbers else encoder()
    ordered = (row if list(row) == names else {name: row[name] for name in names} for row in rows)
    return b"".join([encode(row) + b"\n" for row in ordered])


def _with_numbers(numbers: Sequence[str], row: Row) -> bytes:
    """The JSON text of a row whose columns `numbers` hold fractions."""
    is_same = all(row[name] is None or row[name] == 0 or LEAST <= abs(row[name]) < MOST for name in numbers)
    return encoder()(row) if is_same else standard(row)


@cache
def encoder() -> Callable[[Row], bytes]:
    """What writes a row whose fractions both write alike: orjson in a tenth of the time, where it is installed."""
    try:
        import orjson
    except ImportError:
        return standard
    return orjson.dumps


def standard(row: Row) -> bytes:
    """The JSON text of a row, by the standard library."""
    return STANDARD.encode(row).encode("utf-8")
