"""The pictures of the documents: who is quoted where, what was said when, and in which wordings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes.dataset.pictures.drawing import Picture, plain, svg
from blocquotes.dataset.pictures.drift import drift
from blocquotes.dataset.pictures.speakers import speakers
from blocquotes.dataset.pictures.timeline import timeline
from blocquotes.dataset.pictures.utterance import utterance
from blocquotes.shown import markdown

Row = Mapping[str, Any]


def pictures(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """File name → SVG of every picture; a release without the words of the texts has no picture of an utterance."""
    return {f"{picture.name}.svg": svg(picture) for picture in _made(rows)}


def alt_texts(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """File name → what its picture shows in a sentence or two, as Markdown for the brackets of an image."""
    return {f"{picture.name}.svg": markdown(picture.alt) for picture in _made(rows)}


def _made(rows: Mapping[str, Sequence[Row]]) -> Iterator[Picture]:
    articles, quotes, utterances = ([_plain(row) for row in rows[t]] for t in ("articles", "quotes", "utterances"))
    yield speakers(articles, quotes)
    yield timeline(articles, utterances)
    if not quotes or any(row["content"] for row in quotes):
        yield utterance(articles, quotes, utterances)
    yield drift([_plain(row) for row in rows["variants"]], utterances)


def _plain(row: Row) -> dict[str, Any]:
    """A row with every text in it as it may be drawn."""
    return {key: _plain_value(value) for key, value in row.items() if key != "text"}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    return plain(value) if isinstance(value, str) else value
