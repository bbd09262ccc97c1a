"""The rows of the table `challenge`: one per made-up text, with its right quotes."""

from collections.abc import Iterator, Sequence
from typing import Any

from blocquotes import challenge, spans
from blocquotes.corpus import Index, Record
from blocquotes.dataset import reading
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Quote, Span

Row = dict[str, Any]


def rows(index: Index) -> Iterator[Row]:
    """The rows of a corpus without errors, by phenomenon and in the order of the files."""
    for record in reading.records(index, "challenge"):
        yield from _of_phenomenon(record)


def _of_phenomenon(record: Record) -> Iterator[Row]:
    for value, (item, resolution) in zip(record.value["items"], challenge.items(record), strict=True):
        id_ = f"{record.id}/{item.id}"
        yield {
            "item_id": id_,
            "phenomenon": record.id,
            "text": value["text"],
            "quotes": [_quote(id_, value["text"], quote) for quote in challenge.quotes(item, resolution)],
            "pair_id": f"{record.id}/{value['pair']}" if "pair" in value else None,
            "blind": "blind" in value,
            "tests": record.value["tests"],
            "guideline": record.value["guideline"],
            "method": record.value["method"],
            "note": value.get("note"),
            "split": "test",
        }


def _quote(item_id: str, text: str, quote: Quote) -> Row:
    places: dict[str, Sequence[Span]] = {part: getattr(quote, part) for part in QUOTE_PARTS}
    words = {part: spans.words(text, some) for part, some in places.items()}
    return {
        "quote_id": f"{item_id}#{quote.id}",
        "content": words["content"],
        "speakers": list(quote.speakers),
        "type": quote.type,
        "factuality": quote.factuality,
        "source": words["source"],
        "cue": words["cue"],
        "within_id": f"{item_id}#{quote.within}" if quote.within else None,
        "unbalanced": quote.unbalanced,
        **{f"{part}_spans": [span._asdict() for span in some] for part, some in places.items()},
    }
