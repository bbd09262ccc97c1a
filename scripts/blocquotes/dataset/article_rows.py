"""The rows that follow from single articles, some of them at a time, so that several processes can share the work."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from blocquotes.dataset import pass_rows, reading, reuse, sentence_rows, table_rows, token_rows
from blocquotes.dataset.reading import File
from blocquotes.dataset.table_rows import Models, Row
from blocquotes.dataset.tally import Tally
from blocquotes.layout import Layout
from blocquotes.model import Article

# Columns of a quote, beside those of its article, that `variants` needs.
REPORTING = ("quote_id", "content", "verbatim", "content_spans", "utterance_ids")


@dataclass(frozen=True)
class Made:
    """The rows of some articles by table, and what the rows of all articles need of them.

    Those of quotes and mentions are nested in those of articles.
    """

    rows: dict[str, list[Row]]
    tally: Tally = field(default_factory=Tally)
    texts: list[reuse.Text] = field(default_factory=list)
    reporting: list[dict[str, Any]] = field(default_factory=list)


def of_articles(layout: Layout, m: Models, files: Sequence[File]) -> Made:
    """The rows of articles in their order."""
    made = Made({table: [] for table in ("articles", "sentences", "tokens")})
    for file in files:
        _add(made, reading.article(layout, file), m)
    return made


def _add(made: Made, article: Article, m: Models) -> None:
    row = table_rows.article_row(article, m)
    made.rows["articles"].append(row)
    places = sentence_rows.places(article)
    made.rows["sentences"] += sentence_rows.rows(article, places, row["split"])
    made.rows["tokens"] += token_rows.rows(article, row, places)
    made.tally.add(row)
    made.texts.append(reuse.text_of(article))
    of_article = {"article_id": row["article_id"], "split": row["split"]}
    made.reporting.extend(
        {**of_article, **{name: quote[name] for name in REPORTING}} for quote in row["quotes"] if quote["utterance_ids"]
    )


def of_passes(layout: Layout, m: Models, files: Sequence[tuple[File, File]]) -> Made:
    """The rows of articles of passes in their order, each with the file of the article as it is published."""
    made = Made({table: [] for table in ("passes", "pass_mentions", "pass_articles")})
    for file, published in files:
        article = reading.article(layout, file)
        rows = pass_rows.rows(pass_rows.pass_name(file.path), article, reading.areas(layout, published), m)
        for table, some in rows.items():
            made.rows[table] += some
    return made
