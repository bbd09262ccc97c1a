"""The canonical form of a record's file: keys in schema order, annotations in text order, one per line or block."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any

from blocquotes import challenge, schemas
from blocquotes.canonical_pattern import NESTED, ONE_LINE
from blocquotes.corpus import SCHEMAS, Index, Record, Resolution, depths, text_order
from blocquotes.layout import Layout

# Kinds of records, other than articles, with lists that are sorted.
SORTED = ("challenge", "tombstones")

ENCODER = json.JSONEncoder(ensure_ascii=False)


def _encoder() -> Callable[[Any], str]:
    """The encoder of the standard library, made once: it makes one for each value, which takes longer than most do.

    It does not look for values that hold themselves, which neither files nor rows do.
    """
    if c_make_encoder is None:
        return ENCODER.encode
    chunks = c_make_encoder(None, ENCODER.default, encode_basestring, None, ": ", ", ", False, False, True)
    return lambda value: "".join(chunks(value, 0))


# The JSON text of a value on one line, with all characters as they are.
encode = _encoder()


def canonical(record: Record, corpus: Index) -> str:
    """The text that the file of a sound record must have.

    Annotations are put in text order if all anchors of the article are resolved; otherwise their order is kept.
    """
    return canonical_in(corpus.layout, record, corpus.resolution(record) if SCHEMAS[record.kind] == "article" else None)


def canonical_in(layout: Layout, record: Record, resolution: Resolution | None) -> str:
    """The same, given the places of the article's anchors, None for other records and where they are unknown."""
    if _is_canonical(record, resolution):
        return record.source.text
    value = schemas.in_order(layout.schema, SCHEMAS[record.kind], record.value)
    if resolution and resolution.is_whole:
        value = {**value, "mentions": _mentions(value, resolution), "quotes": _quotes(value, resolution)}
    if record.kind == "challenge":
        value = {**value, "items": list(_items(value, record))}
    if record.kind == "tombstones":
        value = {**value, "tombstones": sorted(value["tombstones"], key=lambda t: (t["kind"], t["id"]))}
    return written(value)


def _is_canonical(record: Record, resolution: Resolution | None) -> bool:
    """Whether the text of a record was found to have the canonical layout, and its annotations are in text order."""
    assert record.source.json
    if not record.source.json.is_laid_out or record.kind in SORTED:
        return False
    if resolution is None or not resolution.is_whole:
        return True
    mentions = [resolution.hits["mentions", i][0] for i in range(len(record.value["mentions"]))]
    keys = _quote_keys(record.value, resolution)
    # To sort what is sorted takes one comparison for each item.
    return mentions == sorted(mentions) and keys == sorted(keys)


def written(value: Mapping[str, Any]) -> str:
    """The text of a record's value, with keys and items in their present order."""
    return f"{_block(value, '', _field)}\n"


def _mentions(value: Mapping[str, Any], resolution: Resolution) -> list[Any]:
    first = {path[1]: hit[0] for path, hit in resolution.hits.items() if path[0] == "mentions"}
    return [value["mentions"][i] for i in sorted(first, key=lambda i: first[i])]


def _quotes(value: Mapping[str, Any], resolution: Resolution) -> list[Any]:
    keys = _quote_keys(value, resolution)
    return [value["quotes"][i] for i in sorted(range(len(keys)), key=lambda i: keys[i])]


def _quote_keys(value: Mapping[str, Any], resolution: Resolution) -> list[tuple[int, int, int, str]]:
    """What the quotes are sorted by."""
    quotes = value["quotes"]
    first = [resolution.hits["quotes", i, "content", 0][0] for i in range(len(quotes))]
    depth = depths({quote["id"]: quote.get("within") for quote in quotes})
    return [text_order(span, depth[quote["id"]], quote["id"]) for span, quote in zip(first, quotes, strict=True)]


def _items(value: Mapping[str, Any], record: Record) -> Iterator[Any]:
    """The items of a challenge file, each with its quotes in text order."""
    for item, (_, resolution) in zip(value["items"], challenge.items(record), strict=True):
        yield {**item, "quotes": _quotes(item, resolution)} if resolution.is_whole else item


def _block(value: Mapping[str, Any], indent: str, of: Callable[[str, Any], str]) -> str:
    """An object with one field per line; `of` gives the text of a field's value."""
    fields = f",\n{indent}  ".join([f"{_name(key)}: {of(key, part)}" for key, part in value.items()])
    return f"{{\n{indent}  {fields}\n{indent}}}"


def _list(items: Iterable[str], indent: str) -> str:
    lines = f",\n{indent}  ".join(items)
    return f"[\n{indent}  {lines}\n{indent}]"


def _field(key: str, part: Any) -> str:
    """The value of a field of a record."""
    if isinstance(part, dict):
        return _block(part, "  ", _inner)
    if not (isinstance(part, list) and part and isinstance(part[0], dict)):
        return _inline(part)
    return _list(map(_inline, part) if key in ONE_LINE else [_block(item, "    ", _inner) for item in part], "  ")


def _inner(key: str, part: Any) -> str:
    """The value of a field of a block."""
    return _list(map(_inline, part), "      ") if key == NESTED and part else _inline(part)


def _inline(value: Any) -> str:
    return encode_basestring(value) if isinstance(value, str) else encode(value)


# The names of fields are few, and come again in every file.
_name = cache(ENCODER.encode)
