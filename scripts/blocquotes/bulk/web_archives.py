"""The texts of web archives: the plain texts of WET files, and the pages of WARC files as they were fetched."""

from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from types import SimpleNamespace
from typing import IO, Any

from blocquotes.bulk.pages import need_library, refuse_text, too_large
from blocquotes.bulk.texts import (
    MAX_ID,
    MAX_TEXT,
    Columns,
    Page,
    Rejected,
    Row,
    Text,
    Wanted,
    checked,
    choose,
    too_long,
)
from blocquotes.bulk.unpack import DamagedError
from blocquotes.edit.kinds import MAX_PAGE
from blocquotes.refusal import Refusal, install

# What a record of a web archive has as columns: its id, its address, the day, and its text.
NAMES = ("id", "url", "date", "text")

# Types of records with a page as it was fetched.
PAGES = ("response", "resource")

# The media types of web pages.
HTML = ("text/html", "application/xhtml+xml")

# The HTTP status of a page that was found.
OK = "200"

# An encoding of Python for the names of hosts, which no page has. 180 kB take 8 s, and the time grows with the square.
NO_CHARSET = "punycode"

# Characters of a value that a reason shows.
SHOWN = 80


def archive_rows(file: IO[bytes], name: str, wanted: Wanted) -> Iterator[Row]:
    """The texts of a WARC or WET file: those of records of the type `conversion`, and fetched web pages.

    Fetched pictures and other files, and answers that say that there is no page, are rejected. A row's number counts
    the records of these types. Ids are the records' own, without `urn:uuid:`.
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
                yield _page(name, number, columns, record)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise DamagedError(f"a web archive must be readable; found {error}") from None


def _id(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID", "")).strip("<>").removeprefix("urn:uuid:")[:MAX_ID]


def _values(record: Any, text: str) -> dict[str, Any]:
    return {
        "id": _id(record),
        "url": record.rec_headers.get_header("WARC-Target-URI"),
        "date": record.rec_headers.get_header("WARC-Date"),
        "text": text,
    }


def _text(name: str, number: int, columns: Columns, record: Any) -> Row:
    data = _data(record, MAX_TEXT)
    if len(data) > MAX_TEXT:
        reason = too_long("a text", len(data), MAX_TEXT)
        return Rejected(name, number, 1, _id(record), reason)
    return checked(name, number, columns, _values(record, data.decode("utf-8", "surrogateescape")))


def _data(record: Any, most: int) -> bytes:
    """The bytes of a record, up to one more than it may have.

    Raises:
        DamagedError: it has fewer than it says.
    """
    data: bytes = record.raw_stream.read(most + 1)
    stated = record.rec_headers.get_header("Content-Length", "")
    if len(data) <= most and stated != str(len(data)):
        raise DamagedError(f"a record must have as many bytes as it says, {stated}; found {len(data):,}")
    return data


def _page(name: str, number: int, columns: Columns, record: Any) -> Row:
    """A fetched page, or why it is none."""
    need_library(name)
    refuse_text(columns, name)
    data = _data(record, MAX_PAGE)
    if len(data) > MAX_PAGE:
        return Rejected(name, number, 1, _id(record), too_large(data))
    answer = _answer(record, data)
    if isinstance(answer, str):
        return Rejected(name, number, 1, _id(record), answer)
    if len(answer) > MAX_PAGE:
        return Rejected(name, number, 1, _id(record), too_large(answer))
    row = checked(name, number, columns, _values(record, ""))
    return Page(name, number, row.id, answer, row.kept) if isinstance(row, Text) else row


def _answer(record: Any, data: bytes) -> bytes | str:
    """The HTML of a record in UTF-8, or why it has none; `data` has the headers of HTTP before it in most records."""
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    record.raw_stream = BytesIO(data)
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    try:
        headers = ArcWarcRecordLoader().load_http_headers(record.rec_type, address, record.raw_stream, len(data))
    except (StatusAndHeadersParserException, EOFError) as error:
        return f"a web page must have readable headers; found {str(error)[:SHOWN] or 'none'}"
    record.http_headers = headers
    if headers and headers.get_statuscode() != OK:
        return f"a web page must have the status {OK}; found {headers.get_statuscode()[:SHOWN]!r}"
    kind, charset = _media_type((headers or record.rec_headers).get_header("Content-Type") or "")
    if kind not in HTML:
        return f"a record must be a web page or plain text; found the type {kind[:SHOWN]!r}"
    return _in_utf8(record.content_stream().read(MAX_PAGE + 1), charset)


def _media_type(value: str) -> tuple[str, str | None]:
    """The media type of a header, and its charset if there is one."""
    message = Message()
    message["Content-Type"] = value
    return message.get_content_type(), message.get_content_charset()


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """A page in UTF-8: the charset of its headers comes before what it says itself, as in a browser."""
    if charset is None or charset.lower() == NO_CHARSET:
        return data
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, ValueError):
        return data
