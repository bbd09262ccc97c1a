"""Texts in bulk: a row of an input as a text or as a row that is rejected, with the reason."""

import json
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, NamedTuple

from blocquotes import sources
from blocquotes.refusal import Refusal

# Bytes of the longest text; no article comes near it.
MAX_TEXT = sources.MAX_BYTES

# Characters of the longest id, which comes again in every row of the tables.
MAX_ID = 1000
MAX_ID_BYTES = 4 * MAX_ID

_ID_KINDS = "a string or a whole number"

# Characters of the longest value of a column that is kept: it comes again in every row of the tables.
MAX_KEPT = 10_000

# Names of columns that hold ids or texts, the first that an input has wins; `Full Text ` is `full_text`.
ID_NAMES = ("id", "doc_id", "document_id", "article_id", "uid", "uuid", "guid", "_id", "url", "link", "uri")
TEXT_NAMES = (
    *("text", "content", "body", "article", "article_text", "full_text", "fulltext", "main_text", "maintext"),
    *("raw_content", "raw_text", "story", "raw", "articlebody", "article_body", "plain_text", "contents"),
)

# What the error handler `surrogateescape` puts in the place of a byte that is not UTF-8.
_WRONG_BYTES = frozenset(map(chr, range(0xDC80, 0xDD00)))

# What to do about a column that an input lacks.
MISSING = "name the columns with --text-column and --id-column"
MISSING_KEPT = "keep only columns that every input has; a .txt or .html file has only id and text"

# Column names that a message lists.
MOST_LISTED = 30


class Text(NamedTuple):
    """A text to read: its file and row or line, from 1, its id, its words, and the values of the kept columns.

    `is_page` says that it is the main text of a web page, which the input does not have in this form.
    """

    file: str
    row: int
    id: str
    text: str
    kept: tuple[str | None, ...] = ()
    is_page: bool = False


class Page(NamedTuple):
    """A web page whose main text is to be read: like a `Text`, with the bytes of the page."""

    file: str
    row: int
    id: str
    data: bytes
    kept: tuple[str | None, ...] = ()


class Rejected(NamedTuple):
    """Rows that are not read: file, the first one's number, from 1, how many, the id if it is known, and why."""

    file: str
    row: int
    rows: int
    id: str | None
    reason: str

    @property
    def place(self) -> str:
        """Where the rows are: `FILE:ROW` or `FILE:FIRST-LAST`."""
        last = f"-{self.row + self.rows - 1}" if self.rows > 1 else ""
        return f"{self.file}:{self.row}{last}"


Row = Text | Page | Rejected


class Wanted(NamedTuple):
    """The columns that were asked for; None for those that are found by their names.

    `keep` are pairs of a column and its name in the tables; `facts` are further values to keep, each from the first of
    several columns that an input has. `say` is called with a line for the user.
    """

    id: str | None = None
    text: str | None = None
    keep: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    say: Callable[[str], None] = lambda line: None


class Columns(NamedTuple):
    """The columns of one input: of ids, of texts, and those that are kept; None for one that it does not have."""

    id: str | None
    text: str
    keep: tuple[str | None, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(dict.fromkeys(name for name in (self.id, self.text, *self.keep) if name is not None))


def choose(wanted: Wanted, found: Sequence[str], file: str, every: Sequence[str] = ()) -> Columns | None:
    """The columns of an input with these names; None if it has no column of texts.

    `every` are all columns, where only those of `found` can hold ids and texts.
    """
    named = [name for name in (wanted.id, wanted.text, *(column for column, _ in wanted.keep)) if name is not None]
    if missing := [name for name in named if name not in (every or found)]:
        fix = MISSING_KEPT if missing[0] not in (wanted.id, wanted.text) else MISSING
        raise no_column(f"the column {missing[0]!r}, which was asked for", every or found, file, fix)
    text = wanted.text or _by_name(found, TEXT_NAMES)
    if text is None:
        return None
    id_ = wanted.id or _by_name(found, ID_NAMES)
    if (id_, text) != (ID_NAMES[0], TEXT_NAMES[0]):
        ids = f"ids are in {id_!r}" if id_ else "there is no column of ids, so ids are file and row"
        wanted.say(f"texts are in the column {text!r}, {ids}")
    facts = (_by_name(every or found, names) for names in wanted.facts)
    return Columns(id_, text, (*(column for column, _ in wanted.keep), *facts))


def _by_name(found: Sequence[str], names: Sequence[str]) -> str | None:
    lower = {name.strip().lower().replace(" ", "_"): name for name in reversed(found)}
    return next((lower[name] for name in names if name in lower), None)


def of_file(wanted: Wanted, file: str) -> Columns:
    """The columns of a file that is one text: `id`, the file's name, and `text`, whatever others are named."""
    columns = choose(wanted._replace(id=None, text=None), (ID_NAMES[0], TEXT_NAMES[0]), file)
    assert columns
    return columns


def no_column(what: str, found: Sequence[str], file: str, fix: str = MISSING) -> Refusal:
    """The refusal of an input that lacks a column."""
    more = f" and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
    listed = ", ".join(repr(name[:100]) for name in found[:MOST_LISTED]) or "no column"
    return Refusal(f"an input must have {what}", f"{listed}{more}", fix, place=file)


def checked(file: str, row: int, columns: Columns, values: dict[str, Any]) -> Text | Rejected:
    """The text of a row with these values, or why it is rejected."""
    id_: Any = f"{file}:{row}" if columns.id is None else values[columns.id]
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if trouble := _id_trouble(id_):
        return Rejected(file, row, 1, None, trouble)
    text = values[columns.text]
    if trouble := _text_trouble("a text", text, MAX_TEXT):
        return Rejected(file, row, 1, id_, trouble)
    kept = tuple([None if name is None else _kept(values[name]) for name in columns.keep])
    for name, value in zip(columns.keep, kept, strict=True):
        if value is not None and (trouble := _text_trouble(f"the value of {name!r}", value, MAX_KEPT)):
            return Rejected(file, row, 1, id_, trouble)
    return Text(file, row, id_, text, kept)


def _kept(value: Any) -> str | None:
    """A value of a kept column as a string; other values are written as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)


def _id_trouble(id_: Any) -> str | None:
    if id_ == "":
        return f"an id must be {_ID_KINDS}; found an empty string"
    if isinstance(id_, str) and len(id_) > MAX_ID:
        return f"an id must have at most {MAX_ID:,} characters; found {len(id_):,}"
    return _text_trouble("an id", id_, MAX_ID_BYTES, _ID_KINDS)


def _text_trouble(what: str, value: Any, most: int, kinds: str = "a string") -> str | None:
    """Why a value is not a text: its type, its size, or a character that UTF-8 tables cannot hold."""
    try:
        found = _no_string(value)
        size = 0 if found else len(value) if value.isascii() else len(value.encode("utf-8"))
    except UnicodeEncodeError as error:
        found = half(value, error.start)
    if found:
        return f"{what} must be {kinds}; found {found}"
    return too_long(what, size, most) if size > most else None


def _no_string(value: Any) -> str | None:
    """What a message says about a value that is not a string, or has a NUL character."""
    if not isinstance(value, str):
        return "null" if value is None else f"a value of type {type(value).__name__}"
    return "a NUL character (U+0000)" if "\0" in value else None


def half(value: str, at: int) -> str:
    """What a message says about the first half of a surrogate pair; readers put one in the place of a wrong byte."""
    place = f"at line {value.count(chr(10), 0, at) + 1}, column {at - value.rfind(chr(10), 0, at)}"
    if value[at] in _WRONG_BYTES:
        return f"the byte 0x{ord(value[at]) - 0xDC00:02X} {place}, which is not UTF-8; save the file as UTF-8"
    return f"half of a surrogate pair {place}"


def too_long(what: str, size: int, most: int) -> str:
    """Why a text or a page is rejected that has too many bytes."""
    return f"{what} must have at most {most:,} bytes; found {size:,}"
