"""Texts as JSON objects, one per line: with our own fields, or in the shape of GDELT's Global Quotation Graph.

https://blog.gdeltproject.org/announcing-the-global-quotation-graph/ describes the latter.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from blocquotes.bulk.rows import MentionRow, QuoteRow, Rows
from blocquotes.bulk.texts import Text

# Characters of the text before and after a quote in an object of the Global Quotation Graph.
CONTEXT = 100

# What an object of the Global Quotation Graph says of a text → names of columns that may hold it, in lower case.
FACTS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "published", "published_at", "publish_date", "pubdate", "datetime"),
    "url": ("url", "link", "uri"),
    "title": ("title", "headline"),
    "lang": ("lang", "language"),
}


def line(format_: str, text: Text, found: Rows, keep: tuple[str, ...]) -> str:
    """The line of a text, whose rows are `found`, in a format of `FORMATS`; `keep` names the kept columns."""
    return json.dumps(FORMATS[format_](text, found, keep), ensure_ascii=False) + "\n"


def _own(text: Text, found: Rows, keep: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": text.id,
        **dict(zip(keep, text.kept, strict=False)),
        # The offsets of a page count in its main text, which the input does not have.
        **({"text": text.text} if text.is_page else {}),
        "quotes": [_fields(row) for row in found["quotes"]],
        "mentions": [_fields(row) for row in found["mentions"]],
    }


def _fields(row: QuoteRow | MentionRow) -> dict[str, Any]:
    """The fields of a row without the id of the text, which the object has already."""
    made = {name: value for name, value in row._asdict().items() if name != "article_id"}
    for name in made.keys() & {"content_spans", "cue_spans", "source_spans"}:
        made[name] = [[span.start, span.end] for span in made[name]]
    return made


def _gqg(text: Text, found: Rows, keep: tuple[str, ...]) -> dict[str, Any]:
    """An object of the Global Quotation Graph, with the id, and with what it lacks: speaker, cue and type of quotes.

    The last values that the text keeps are its facts; a kept column of the same name wins over one that was found by
    its name. An id that is an address is the address if no column has it.
    """
    kept, facts = text.kept[: len(keep)], text.kept[len(keep) :]
    values = dict(zip((*FACTS, *keep), (*facts, *kept), strict=True))
    address = text.id if "://" in text.id else None
    return {
        **{name: values[name] or (address if name == "url" else None) for name in FACTS},
        "id": text.id,
        **{name: values[name] for name in keep if name not in FACTS},
        "quotes": [_gqg_quote(text.text, row) for row in found["quotes"]],
    }


def _gqg_quote(text: str, row: QuoteRow) -> dict[str, Any]:
    start, end = row.content_spans[0].start, row.content_spans[-1].end
    return {
        "pre": text[max(0, start - CONTEXT) : start],
        "quote": row.content,
        "post": text[end : end + CONTEXT],
        "speaker": list(row.speaker_names),
        "cue": row.cue,
        "type": row.type,
    }


FORMATS: Mapping[str, Callable[[Text, Rows, tuple[str, ...]], dict[str, Any]]] = {"jsonl": _own, "gqg": _gqg}

# Format → the fields of an object that a kept column may not replace.
OWN_FIELDS: Mapping[str, tuple[str, ...]] = {"jsonl": ("id", "text", "quotes", "mentions"), "gqg": ("id", "quotes")}
