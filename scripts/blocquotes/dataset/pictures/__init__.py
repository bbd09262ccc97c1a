"""The pictures of the documents: who is quoted where, what was said when, and in which wordings."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from blocquotes.dataset.pictures.drawing import Picture, plain, svg
from blocquotes.dataset.pictures.drift import drift
from blocquotes.dataset.pictures.speakers import speakers
from blocquotes.dataset.pictures.timeline import timeline
from blocquotes.dataset.pictures.utterance import utterance
from blocquotes.dataset.stored import Tables, only, where
from blocquotes.shown import markdown

__all__ = ["Picture", "alt_texts", "drawn", "files", "pictures"]

Row = Mapping[str, Any]


def _date(name: str) -> tuple[str, ...]:
    return tuple(f"{name}{part}" for part in ("", "_month", "_year", "_basis"))


# Columns of the tables that pictures need. The texts of quotes and utterances, which are many, are read only for those
# that are shown.
ARTICLES = ("article_id", "outlet_id", "outlet_name", *_date("published"))
QUOTES = ("article_id", "outlet_id", "outlet_name", "type", "speaker_ids", "speaker_names")
WORDINGS = ("article_id", "type", "region", "content", "verbatim", "content_spans", "utterance_ids")
REPORTED = ("utterance_id", "n_articles", "n_quotes")
SAID = ("speaker_names", "article_ids", *_date("said_on"))
WORDED = (*REPORTED, *SAID, "paraphrase", "occasion")
VARIANTS = ("utterance_ids", "similarity", "article_a_id", "article_b_id")


def pictures(rows: Tables) -> dict[str, str]:
    """File name → SVG of every picture."""
    return files(drawn(rows))


def files(made: Iterable[Picture]) -> dict[str, str]:
    """File name → SVG of some pictures."""
    return {f"{picture.name}.svg": svg(picture) for picture in made}


def alt_texts(made: Iterable[Picture]) -> dict[str, str]:
    """File name → what the picture shows in a sentence or two, as Markdown for the brackets of an image."""
    return {f"{picture.name}.svg": markdown(picture.alt) for picture in made}


def drawn(rows: Tables) -> tuple[Picture, ...]:
    """Every picture; a release without the words of the texts has none of an utterance."""
    return tuple(_drawn(rows))


def _drawn(rows: Tables) -> Iterator[Picture]:
    articles = list(_plain(rows, "articles", ARTICLES))
    yield speakers(len(articles), _plain(rows, "quotes", QUOTES))
    # Utterances are read again for each picture: those of 10,000 articles take 40 MB.
    yield timeline(articles, partial(_plain, rows, "utterances", SAID))
    if not rows["quotes"] or any(row["content"] for row in only(rows["quotes"], "content")):
        reported = _plain(rows, "utterances", REPORTED)
        yield utterance(articles, partial(_reporting, rows), reported, partial(_worded, rows))
    ids = (_plain_words(row["utterance_id"]) for row in only(rows["utterances"], "utterance_id"))
    yield drift(_plain(rows, "variants", VARIANTS), ids, partial(_worded, rows))


def _plain(rows: Tables, table: str, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a table, of which only these columns are needed, with every text in them as it may be drawn."""
    return (_plain_row(row, columns) for row in only(rows[table], *columns))


def _reporting(rows: Tables, id_: str) -> Iterator[Row]:
    """The quotes that report an utterance, with the columns that its picture needs."""
    found = where(rows["quotes"], "utterance_ids", lambda ids: id_ in map(_plain_words, ids), *WORDINGS)
    return (_plain_row(row, WORDINGS) for row in found)


def _worded(rows: Tables, ids: Collection[str]) -> Mapping[str, Row]:
    """The utterances with some ids, with the columns that pictures need."""
    found = where(rows["utterances"], "utterance_id", lambda id_: _plain_words(id_) in ids, *WORDED)
    return {_plain_words(row["utterance_id"]): _plain_row(row, WORDED) for row in found}


def _plain_row(row: Row, columns: Sequence[str]) -> Row:
    return {column: _plain_value(row[column]) for column in columns if column in row}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_value(item) for item in value]
    return _plain_words(value) if isinstance(value, str) else value


# Each quote of an article, and many utterances, have the same names, days and ids.
_plain_words = lru_cache(4096)(plain)
