"""The texts of web archives: the plain texts of WET files (records of type `conversion` in the WARC format)."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import IO, Any

from blocquotes.bulk.texts import MAX_ID, MAX_TEXT, Columns, Rejected, Row, Wanted, checked, choose, too_long
from blocquotes.bulk.unpack import DamagedError
from blocquotes.refusal import Refusal, install

# What a record of a web archive has as columns: its id, its address, the day, and its text.
NAMES = ("id", "url", "date", "text")

# Types of records with a page as it was fetched.
PAGES = ("response", "resource")


def archive_rows(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """The texts of a WARC or WET file: records of type `conversion`; fetched pages are rejected.

    A row's number counts the records of both types. Ids are the records' own, without `urn:uuid:`.

    Raises:
        Refusal: the library is missing, or a column that was asked for is not one of `NAMES`.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise Refusal("web archives need the library warcio", "none installed", install("warc"), place=name) from None
    columns = choose(wanted, NAMES, name)
    assert columns is not None, "NAMES has a column of texts"
    number = 0
    try:
        # Not `read`, which loses what comes before damage.
        source = SimpleNamespace(read=getattr(file, "read1", file.read))
        for record in ArchiveIterator(source, no_record_parse=True):
            if record.rec_type == "conversion":
                number += 1
                yield _text(name, number, columns, record)
            elif record.rec_type in PAGES:
                number += 1
                reason = "a record must be plain text; found a web page as it was fetched: use the archive's WET file"
                yield Rejected(name, number, 1, _id(record), reason)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise DamagedError(f"a web archive must be readable; found {error}") from None


def _id(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID", "")).strip("<>").removeprefix("urn:uuid:")[:MAX_ID]


def _text(name: str, number: int, columns: Columns, record: Any) -> Row:
    data = record.raw_stream.read(MAX_TEXT + 1)
    stated = record.rec_headers.get_header("Content-Length", "")
    if len(data) > MAX_TEXT:
        reason = f"a text must be a string; found {too_long(len(data), MAX_TEXT)}"
        return Rejected(name, number, 1, _id(record), reason)
    if stated != str(len(data)):
        raise DamagedError(f"a record must have as many bytes as it says, {stated}; found {len(data):,}")
    values = {
        "id": _id(record),
        "url": record.rec_headers.get_header("WARC-Target-URI"),
        "date": record.rec_headers.get_header("WARC-Date"),
        "text": data.decode("utf-8", "surrogateescape"),
    }
    return checked(name, number, columns, values)
