"""Reads files from outside with care: limits their size and depth, and checks encoding and types."""

import json
from pathlib import Path
from typing import Any, TypeVar

from blocquotes import files
from blocquotes.exchange.document import refuse

# The largest file that is read, in bytes; a tool's file for a hundred articles is far smaller.
MAX_BYTES = 64 * 2**20

# Brackets open at once in a tool's JSON; Label Studio's full export opens about ten.
MAX_DEPTH = 64

# The fix for a file, and for one entry in it.
AGAIN = "export it from the tool again"
CORRECT = "correct or delete this entry in the tool, and export again; docs/exchange.md says what each tool must save"

T = TypeVar("T")

KINDS = {dict: "an object", list: "a list", str: "a string", int: "a whole number", bool: "true or false"}


def read_bytes(path: Path) -> bytes:
    """A file's bytes."""
    # Reading a pipe or a device may never end.
    if not path.is_file():
        raise refuse(path.name, "a file to import must be a plain file", files.kind(path.stat().st_mode), AGAIN)
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise refuse(
            path.name, f"a file must have at most {MAX_BYTES:,} bytes", "more", "export fewer articles per file"
        )
    return data


def read_text(path: Path) -> str:
    """A file's text, without a byte order mark, with its line ends unchanged."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02X} at {error.start}"
        raise refuse(path.name, "the file must be UTF-8 text", found, AGAIN) from None
    if "\0" in text:
        raise refuse(path.name, "the file must be text", f"a NUL character at {text.index(chr(0))}", AGAIN)
    return text


def read_json(path: Path) -> Any:
    """A file's JSON value."""
    try:
        value = json.loads(read_text(path), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        found = "brackets nested too deep" if isinstance(error, RecursionError) else str(error)
        place = path.name
        if isinstance(error, json.JSONDecodeError):
            place, found = f"{path.name}:{error.lineno}:{error.colno}", error.msg
        raise refuse(place, "the file must be JSON", found, AGAIN) from None
    _check_depth(path.name, value)
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _check_depth(place: str, value: Any) -> None:
    """Refuses deep nesting, and strings with half of a surrogate pair, which cannot be written as UTF-8."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        for text in (item for item in level if isinstance(item, str) and not item.isascii()):
            if any("\ud800" <= character <= "\udfff" for character in text):
                raise refuse(place, "strings must be text", "half of a surrogate pair (\\ud800 to \\udfff)", AGAIN)
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise refuse(place, f"at most {MAX_DEPTH} brackets may be open at once", "more", AGAIN)


def _children(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return [*item, *item.values()]
    return item if isinstance(item, list) else []


def take(value: Any, kind: type[T], place: str) -> T:
    """The value, if it has the type."""
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise refuse(place, f"the value here must be {KINDS[kind]}", _short(value), CORRECT)


def field(value: Any, name: str, kind: type[T], place: str) -> T:
    """A field of an object, which must exist and have the type."""
    members: dict[str, Any] = take(value, dict, place)
    if name not in members:
        raise refuse(place, f"the object here must have the field {name!r}", _short(sorted(members)), CORRECT)
    return take(members[name], kind, f"{place}.{name}")


def strings(value: Any, place: str) -> list[str]:
    """The value, if it is a list of strings."""
    return [take(item, str, f"{place}[{i}]") for i, item in enumerate(take(value, list, place))]


def _short(value: Any) -> str:
    words = repr(value) if not isinstance(value, (dict, list)) or len(value) < 20 else f"{type(value).__name__}"
    return words if len(words) <= 120 else words[:119] + "…"
