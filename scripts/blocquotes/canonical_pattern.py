"""A pattern of the canonical layout of a record's text, made of its schema: to match it is faster than to write it.

A text that matches has the keys of its schema in their order, line breaks and blanks where `form.written` puts them,
each field once, and strings and numbers as they are written. Whatever else is canonical need not match.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import count
from pathlib import Path

from blocquotes import schemas
from blocquotes.schemas import Order

# Lists with one item per line; other items are blocks with one field per line.
ONE_LINE = ("regions", "roles", "mentions", "tombstones")

# List in the block of an item, with one line for each of its own items.
NESTED = "quotes"

# Texts of a kind after which its pattern repays the 20 milliseconds that it takes to make one of articles.
ENOUGH = 30

# Older Pythons keep what a failed round of `(?:…)*+` has read (tests/test_patterns.py), so they would accept text that
# is not canonical. `(?>(?:…)*)` has no such bug, but takes two thirds longer, so only they get it.
IS_EXACT = sys.version_info >= (3, 11, 5)

# A string with the escapes that are written; all others, such as \u00e9, have a shorter way.
_PLAIN, _ESCAPE = r'[^"\\\x00-\x1f]*+', r'\\["\\nrtbf]'

Writes = Callable[[str, Order], str]


def matches(folder: Path, name: str, text: str) -> bool:
    """Whether a text has the canonical layout of its schema; False for the first `ENOUGH` texts, whatever they are."""
    return next(_seen(folder, name)) >= ENOUGH and _pattern(schemas.order(folder, name)).fullmatch(text) is not None


@cache
def _seen(folder: Path, name: str) -> Iterator[int]:
    return count()


# Folders with the same schemas have the same orders.
@lru_cache(64)
def _pattern(order: Order) -> re.Pattern[str]:
    return re.compile(source(order))


def source(order: Order) -> str:
    """The pattern as text."""
    return rf"{_block(order, '', _field)}\n"


def _greedy(part: str, times: str) -> str:
    """A part as often as it comes, `*` or `?`, of which nothing is given back."""
    return f"(?:{part}){times}+" if IS_EXACT else f"(?>(?:{part}){times})"


def _fields(order: Order, space: str, end: str, of: Writes) -> str:
    """Fields in their order, any of which may be left out; `of` gives the pattern of a field's value."""
    return "".join(
        _greedy(rf'"{re.escape(key)}": {of(key, part)}(?:,{space}(?=")|(?={end}))', "?")
        for key, part in order.parts.items()
    )


def _block(order: Order, indent: str, of: Writes) -> str:
    """An object with one field per line."""
    start, end = rf"\n{indent}  ", rf"\n{indent}\}}"
    return rf"\{{{start}{_fields(order, start, end, of)}{end}"


def _list(item: str, indent: str) -> str:
    line = rf"\n{indent}  {item}"
    items = line + _greedy(f",{line}", "*") + rf"\n{indent}"
    return rf"\[{_greedy(items, '?')}\]"


def _field(key: str, order: Order) -> str:
    """The value of a field of a record."""
    if order.parts:
        return _block(order, "  ", _inner)
    if order.items and order.items.parts:
        return _list(_inline(key, order.items) if key in ONE_LINE else _block(order.items, "    ", _inner), "  ")
    return _inline(key, order)


def _inner(key: str, order: Order) -> str:
    """The value of a field of a block."""
    return _list(_inline(key, order.items), "      ") if key == NESTED and order.items else _inline(key, order)


def _inline(key: str, order: Order) -> str:
    """A value on one line."""
    if order.parts:
        end = r"\}"
        return rf"\{{{_fields(order, ' ', end, _inline)}{end}"
    if order.items:
        item = _inline(key, order.items)
        return rf"\[{_greedy(item + _greedy(f', {item}', '*'), '?')}\]"
    # Most values are texts. To make the pattern takes longer than to match it with dozens of files.
    return _string() if order.is_text else _scalar()


def _string() -> str:
    return rf'"{_PLAIN}{_greedy(_ESCAPE + _PLAIN, "*")}"'


def _scalar() -> str:
    # Of numbers only short whole ones, since 1.0 or 1e5 need not be written as they are read.
    return rf"(?>{_string()}|true|false|null|0|-?[1-9][0-9]{{0,15}}+)"
