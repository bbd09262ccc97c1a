"""The texts of web archives: the plain texts of WET files (records of type `conversion` in the WARC format)."""

from collections.abc import Iterator
from typing import IO, Any

from blocquotes.bulk.texts import MAX_TEXT, Columns, Rejected, Row, Wanted, checked, too_long
from blocquotes.bulk.unpack import DamagedError
from blocquotes.refusal import Refusal, install

# What a record of a web archive has as columns: its id, its address, the day, and its text.
NAMES = ("id", "url", "date", "text")

# A page as it was fetched; its text is in the record of type `conversion` of a WET file.
PAGES = ("response", "resource", "revisit")


def archive_rows(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """The texts of a WARC or WET file: records of type `conversion`; fetched pages are rejected.

    A row's number counts the records of both types. Ids are the records' own, without `urn:uuid:`.

    Raises:
        Refusal: the library is missing, or a column that was asked for is not one of `NAMES`.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise Refusal("web archives need the library fastwarc", "none installed", install("warc"), place=name) from None
    columns = _columns(wanted, name)
    number = 0
    try:
        for record in ArchiveIterator(file, strict_mode=False):
            kind = record.record_type
            if kind == WarcRecordType.conversion:
                number += 1
                yield _text(name, number, columns, record)
            elif kind in (WarcRecordType.response, WarcRecordType.resource):
                number += 1
                reason = "a record must be plain text; found a web page as it was fetched: use the archive's WET file"
                yield Rejected(name, number, 1, _id(record), reason)
    except (OSError, ValueError, EOFError) as error:
        raise DamagedError(f"a web archive must be readable; found {error}") from None


def _columns(wanted: Wanted, name: str) -> Columns:
    asked = (wanted.id, wanted.text, *(column for column, _ in wanted.keep))
    if unknown := [one for one in asked if one is not None and one not in NAMES]:
        must = f"a record of a web archive has {', '.join(map(repr, NAMES))}"
        raise Refusal(must, f"{unknown[0]!r} asked for", place=name)
    return Columns(wanted.id or "id", wanted.text or "text", tuple(column for column, _ in wanted.keep))


def _id(record: Any) -> str:
    return str(record.record_id or "").strip("<>").removeprefix("urn:uuid:")


def _text(name: str, number: int, columns: Columns, record: Any) -> Row:
    data = record.reader.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        reason = f"a text must be a string; found {too_long(len(data), MAX_TEXT)}"
        return Rejected(name, number, 1, _id(record), reason)
    values = {
        "id": _id(record),
        "url": record.headers.get("WARC-Target-URI"),
        "date": record.headers.get("WARC-Date"),
        "text": data.decode("utf-8", "surrogateescape"),
    }
    return checked(name, number, columns, values)
