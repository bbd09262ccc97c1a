"""Files as they are on disk: JSON with the place of every value, and seeds with their hashes."""

import errno
import hashlib
import json
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from json import JSONDecodeError, JSONDecoder
from pathlib import Path as FilePath
from typing import Any

from blocquotes import files
from blocquotes.model import Path

# The largest file that is read; articles and their annotations are far smaller.
MAX_BYTES = 4 * 2**20

# Bytes of a file that are read at once: nearly all records and seeds have fewer.
FIRST = 32_768

# How files are opened: Windows translates line breaks unless it is told not to, and a pipe would wait for a writer.
READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)

# What the system says of a path that leads nowhere: the folder may be a file, or a link to itself.
NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)

# The deepest nesting that is parsed, twice that of any record, so that hostile files cannot exhaust the stack.
MAX_DEPTH = 16

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# Characters of the longest number that is parsed: converting thousands of digits takes seconds.
MAX_NUMBER = 20
SPACE = re.compile(r"[ \t\n\r]*")
STRING = JSONDecoder()
LITERALS = {"true": True, "false": False, "null": None}


class JsonError(Exception):
    """Text that is not JSON; `offset`, in code points, is where, and the message says what was found there."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Json:
    """A parsed JSON text: its value, and the paths of fields that an object has twice.

    `is_laid_out` says that the text is known to have the canonical layout of a record.
    """

    value: Any
    text: str
    duplicates: tuple[Path, ...] = ()
    is_laid_out: bool = False

    @cached_property
    def values(self) -> dict[Path, int]:
        """The offset of every value by its path."""
        return self._offsets.values

    @cached_property
    def keys(self) -> dict[Path, int]:
        """The offset of every field's name by the field's path."""
        return self._offsets.keys

    @cached_property
    def _offsets(self) -> "_Parser":
        """What reads the text slowly: only findings need it, and most files have none."""
        parser = _Parser(self.text)
        parser.value(parser.skip(0), ())
        return parser


@dataclass(frozen=True)
class Trouble:
    """Why a file cannot be read, and where (`offset`, in code points).

    `kind` is unreadable (the system refuses), link, size, encoding, bom or syntax.
    """

    kind: str
    offset: int
    message: str


@dataclass(frozen=True)
class Source:
    """A JSON file: its text and its parsed value, or the trouble that prevented reading or parsing it."""

    text: str
    json: Json | None
    trouble: Trouble | None

    def place(self, path: Path, key: bool = False) -> tuple[int, int]:
        """Line and column (from 1, in code points) of the value at a path, or of its key.

        For a path that is not in the file, it is the place of the nearest parent.
        """
        if self.json is None:
            return line_column(self.text, self.trouble.offset if self.trouble else 0)
        if key and path in self.json.keys:
            return line_column(self.text, self.json.keys[path])
        while path not in self.json.values:
            path = path[:-1]
        return line_column(self.text, self.json.values[path])


@dataclass(frozen=True)
class Seed:
    """A raw article as received; `text` is None if the bytes are not UTF-8 text or the file is missing.

    `sha256` is None if there is no file, and empty if it is a link or a device, which is never opened, or
    where the system refuses to read it.
    """

    name: str
    sha256: str | None
    text: str | None
    trouble: Trouble | None


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset; columns count code points."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


# Many findings in one file look up many places in one text. The cache keeps few texts, which records hold anyway.
@lru_cache(maxsize=16)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def decode(data: bytes) -> tuple[str, Trouble | None]:
    """The text of a file's bytes, or the trouble with them."""
    if len(data) > MAX_BYTES:
        return "", Trouble("size", 0, f"more than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        return before, Trouble("encoding", len(before), f"byte 0x{data[error.start]:02X} is not valid UTF-8 here")
    if text.startswith("\ufeff"):
        return text, Trouble("bom", 0, "the file begins with a byte order mark (U+FEFF)")
    if (nul := text.find("\0")) != -1:
        return text, Trouble("encoding", nul, "a NUL character (U+0000)")
    return text, None


def read_bytes(path: str | FilePath) -> bytes:
    """A file's bytes, up to one more than `MAX_BYTES`, so that the caller notices a larger file."""
    # A file object takes longer to make than a record takes to read.
    descriptor = os.open(path, READ_ONLY)
    try:
        # To ask for the size takes as long as to read a small file.
        data = os.read(descriptor, FIRST)
        if len(data) < FIRST:
            return data
        # To read up to four megabytes, four megabytes are reserved first, which takes longer than to read a file.
        most = min(os.fstat(descriptor).st_size, MAX_BYTES) + 1
        return data + os.read(descriptor, max(most - FIRST, 1))
    finally:
        os.close(descriptor)


class PlainError(Exception):
    """A file from elsewhere that is missing or cannot be used; the message says what was found."""


def read_plain(path: FilePath, most: int) -> bytes:
    """The bytes of a plain file of at most `most` bytes. Nothing else is opened: reading a device may never end.

    Raises:
        PlainError: the file is missing, not a plain file, too large, or cannot be read.
    """
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise PlainError(f"{files.kind(found.st_mode)}, where a plain file must be")
        if found.st_size > most:
            raise PlainError(f"{found.st_size:,} bytes; at most {most:,} are read")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise PlainError("no such file") from None
    except (OSError, ValueError) as error:
        raise PlainError(f"cannot be read: {error}") from None


def read(path: FilePath) -> Source:
    """Reads a JSON file; trouble with it is a result, not an exception."""
    try:
        return parse_source(read_bytes(path))
    except OSError as error:
        return Source("", None, Trouble("unreadable", 0, refusal(error)))


def parse_source(data: bytes) -> Source:
    """Parses the bytes of a JSON file."""
    text, trouble = decode(data)
    if trouble:
        return Source(text, None, trouble)
    try:
        return Source(text, parse(text), None)
    except JsonError as error:
        return Source(text, None, Trouble("syntax", error.offset, str(error)))


def refusal(error: OSError) -> str:
    """Why the system refuses to read a file or folder, in words."""
    return f"it cannot be read: {error.strerror or error}"


def list_files(folder: FilePath) -> tuple[list[FilePath], dict[FilePath, str]]:
    """All files, links and devices below a folder, sorted; and the folders that cannot be read, with the reasons.

    Links are listed and never followed.
    """
    failed: list[OSError] = []
    found: list[FilePath] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        links = (name for name in folders if not is_folder(FilePath(parent) / name))
        found += (FilePath(parent) / name for name in (*names, *links))
    return sorted(found, key=lambda path: path.parts), {
        FilePath(os.fsdecode(error.filename)): refusal(error) for error in failed
    }


def is_plain(path: FilePath) -> bool:
    """Whether a path is a plain file; also true if the system refuses to say, so that reading it reports why."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True


def is_folder(path: FilePath) -> bool:
    """Whether a path is a folder and not a link to one; also true if the system refuses to say."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return True


def read_seed(folder: FilePath, name: str) -> Seed:
    """Reads a seed by its name; a seed that is missing, unreadable or not text is a result, not an exception."""
    try:
        return _read_seed(os.path.join(folder, name), name)  # noqa: PTH118 -- a path object takes longer to make
    except OSError as error:
        return Seed(name, "", None, Trouble("unreadable", 0, refusal(error)))


def _read_seed(path: str, name: str) -> Seed:
    try:
        mode = os.lstat(path).st_mode
    except OSError as error:
        if error.errno in NOWHERE:
            return Seed(name, None, None, None)
        raise
    if not stat.S_ISREG(mode):
        return Seed(name, "", None, Trouble("link", 0, "a link or a device, where a plain file must be"))
    data = read_bytes(path)
    text, trouble = decode(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Seed(name, sha256, None if trouble else text, trouble)


def parse(text: str) -> Json:
    """Parses JSON (RFC 8259) whose values have an offset each.

    Raises:
        JsonError: the text is no JSON, is nested deeper than `MAX_DEPTH`, or holds a number of more than
            `MAX_NUMBER` characters.
    """
    try:
        return Json(_parse_plain(text), text)
    except (_NotPlainError, ValueError, RecursionError):
        return parse_slowly(text)


def parse_slowly(text: str) -> Json:
    """What `parse` does, for any text; takes ten times as long, and says what is wrong and where.

    Raises:
        JsonError: as `parse`.
    """
    parser = _Parser(text)
    value, end = parser.value(parser.skip(0), ())
    if (end := parser.skip(end)) != len(text):
        raise JsonError(end, f"{parser.shown(end)} after the end of the record")
    return Json(value, text, tuple(parser.duplicates))


# What the parser of the standard library makes of objects and lists.
HOLDERS = frozenset((dict, list))


class _NotPlainError(Exception):
    """A text that the parser of the standard library must not decide about."""


def _parse_plain(text: str) -> Any:
    """The value of a text, by the standard library's parser.

    Raises:
        _NotPlainError, ValueError, RecursionError: it is no JSON, or has what that parser takes and `_Parser` refuses
            or notes: NaN, a long number, a field twice, half of a surrogate pair, many open brackets.
    """
    # A surrogate can only come from an escape, and our own files have none.
    if "\\u" in text:
        raise _NotPlainError
    text.encode("utf-8")
    value = PLAIN.decode(text)
    inside = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        parts = chain.from_iterable(one.values() if isinstance(one, dict) else one for one in inside)
        inside = [part for part in parts if type(part) in HOLDERS]
    if inside:
        raise _NotPlainError
    return value


@cache
def plain_reader() -> Callable[[bytes | str], Any]:
    """What reads a text in which each field is once, numbers are short and no escape has digits.

    Both read such a text alike, and orjson, where it is installed, takes two thirds of the time.
    """
    try:
        import orjson
    except ImportError:
        return json.loads
    return orjson.loads


def _once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(fields)
    if len(found) < len(fields):
        raise _NotPlainError
    return found


def _short(kind: type[int] | type[float]) -> Callable[[str], int | float]:
    def number(digits: str) -> int | float:
        if len(digits) > MAX_NUMBER:
            raise _NotPlainError
        return kind(digits)

    return number


def _no_constant(name: str) -> None:
    raise _NotPlainError


PLAIN = JSONDecoder(
    object_pairs_hook=_once, parse_int=_short(int), parse_float=_short(float), parse_constant=_no_constant
)


@dataclass
class _Parser:
    """A reader of one JSON text; each method takes the offset at which something starts, and returns where it ends."""

    text: str
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    duplicates: list[Path] = field(default_factory=list)

    def skip(self, at: int) -> int:
        match = SPACE.match(self.text, at)
        assert match
        return match.end()

    def shown(self, at: int) -> str:
        return repr(self.text[at]) if at < len(self.text) else "the end of the file"

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        if len(path) > MAX_DEPTH:
            raise JsonError(at, f"more than {MAX_DEPTH} brackets open at once")
        self.values[path] = at
        first = self.text[at : at + 1]
        if first == "{":
            return self.object(at, path)
        if first == "[":
            return self.array(at, path)
        if first == '"':
            return self.string(at)
        return self.plain(at)

    def string(self, at: int) -> tuple[str, int]:
        try:
            words, end = STRING.raw_decode(self.text, at)
        except JSONDecodeError as error:
            at_line_end = self.text[error.pos : error.pos + 1] in ("\n", "\r")
            what = "the line ends before the string does" if at_line_end else error.msg.lower().rstrip(": ")
            raise JsonError(error.pos, f"in a string: {what.removesuffix(' at').removesuffix(' starting')}") from None
        if lone := re.search("[\ud800-\udfff]", words):
            raise JsonError(at, f"in a string: half of a surrogate pair, \\u{ord(lone[0]):04x}")
        return words, end

    def plain(self, at: int) -> tuple[Any, int]:
        for word, value in LITERALS.items():
            if self.text.startswith(word, at):
                return value, at + len(word)
        number = NUMBER.match(self.text, at)
        if not number:
            raise JsonError(at, f"{self.shown(at)} where a value is expected")
        if len(number.group()) > MAX_NUMBER:
            raise JsonError(at, f"a number of {len(number.group())} characters; at most {MAX_NUMBER} are read")
        is_float = number[1] or number[2]
        return (float if is_float else int)(number.group()), number.end()

    def object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        at, is_closed = self.opened(at, "}")
        while not is_closed:
            name, start = self.name(at)
            if name in members:
                self.duplicates.append((*path, name))
            self.keys[(*path, name)] = at
            members[name], end = self.value(start, (*path, name))
            at, is_closed = self.after_item(end, "}")
        return members, at

    def name(self, at: int) -> tuple[str, int]:
        """A field's name, and where its value starts."""
        if self.text[at : at + 1] != '"':
            raise JsonError(at, f"{self.shown(at)} where a field's name in \" is expected")
        name, end = self.string(at)
        colon = self.skip(end)
        if self.text[colon : colon + 1] != ":":
            raise JsonError(colon, f"{self.shown(colon)} where a colon is expected")
        return name, self.skip(colon + 1)

    def array(self, at: int, path: Path) -> tuple[list[Any], int]:
        values: list[Any] = []
        at, is_closed = self.opened(at, "]")
        while not is_closed:
            value, end = self.value(at, (*path, len(values)))
            values.append(value)
            at, is_closed = self.after_item(end, "]")
        return values, at

    def opened(self, at: int, closing: str) -> tuple[int, bool]:
        """Where the first item of the bracket at `at` starts; or where an empty bracket ends, and True."""
        at = self.skip(at + 1)
        return (at + 1, True) if self.text[at : at + 1] == closing else (at, False)

    def after_item(self, end: int, closing: str) -> tuple[int, bool]:
        """Where the item after the one that ends at `end` starts; or where the bracket ends, and True."""
        at = self.skip(end)
        mark = self.text[at : at + 1]
        if mark == closing:
            return at + 1, True
        if mark != ",":
            raise JsonError(at, f"{self.shown(at)} where a comma or {closing} is expected")
        following = self.skip(at + 1)
        if self.text[following : following + 1] == closing:
            raise JsonError(at, f"a comma before {closing}; nothing may follow the last item but {closing}")
        return following, False
