"""The challenge set: made-up texts that each test one phenomenon of attribution, apart from the articles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from blocquotes import fields
from blocquotes.corpus import Record, Resolution, resolve
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Path, Quote
from blocquotes.sources import Json, Source


@dataclass(frozen=True)
class PartSource(Source):
    """The value at a path of a file, as if it were a file; its places are those in the file."""

    file: Source
    at: Path

    def place(self, path: Path, key: bool = False) -> tuple[int, int]:
        """Line and column in the file of the value at a path of the part, or of its key."""
        return self.file.place((*self.at, *path), key)


def items(record: Record) -> Iterator[tuple[Record, Resolution]]:
    """Each item of a sound challenge file as a record with `quotes` as an article has them, and their places.

    The id of such a record is the item's, its file the one that has the item, and its places are in that file.
    """
    for i, item in enumerate(record.value["items"]):
        value = {
            "id": item["id"],
            "text": item["text"],
            "regions": [{"role": "body", "exact": item["text"]}],
            "mentions": [],
            "quotes": item["quotes"],
        }
        source = PartSource(record.source.text, Json(value, record.source.text), None, record.source, ("items", i))
        yield Record(record.kind, item["id"], record.file, source, ()), resolve(value, item["text"])


def quotes(item: Record, resolution: Resolution) -> Iterator[Quote]:
    """The quotes of an item whose anchors are all resolved, in the order of the file; spans count its text."""
    for i, quote in enumerate(item.value["quotes"]):
        parts: dict[str, Any] = {
            part: tuple(resolution.hits["quotes", i, part, j][0] for j in range(len(quote.get(part, ()))))
            for part in QUOTE_PARTS
        }
        yield Quote(id=quote["id"], **parts, **fields.read(fields.QUOTE, {"medium": "", **quote}))
