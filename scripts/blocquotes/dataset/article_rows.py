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

# Columns of a quote that `variants` needs.
REPORTING = ("quote_id", "article_id", "content", "verbatim", "content_spans", "utterance_ids", "split")


@dataclass(frozen=True)
class Made:
    """The rows of some articles by table, and what the rows of all articles need of them."""

    rows: dict[str, list[Row]]
    tally: Tally = field(default_factory=Tally)
    texts: list[reuse.Text] = field(default_factory=list)
    reporting: list[dict[str, Any]] = field(default_factory=list)


def of_articles(layout: Layout, m: Models, files: Sequence[File]) -> Made:
    """The rows of articles in their order."""
    made = Made({table: [] for table in ("articles", "quotes", "mentions", "sentences", "tokens")})
    for file in files:
        _add(made, reading.article(layout, file), m)
    return made


def _add(made: Made, article: Article, m: Models) -> None:
    row = table_rows.article_row(article, m)
    quotes, mentions = (list(table_rows.explode(row, table)) for table in ("quotes", "mentions"))
    made.rows["articles"].append(row)
    made.rows["quotes"] += quotes
    made.rows["mentions"] += mentions
    made.rows["sentences"] += sentence_rows.rows(article, row["split"])
    made.rows["tokens"] += token_rows.rows(article, row)
    made.tally.add(row, quotes, mentions)
    made.texts.append(reuse.text_of(article))
    made.reporting.extend({name: quote[name] for name in REPORTING} for quote in quotes if quote["utterance_ids"])


def of_passes(layout: Layout, m: Models, files: Sequence[tuple[File, File]]) -> Made:
    """The rows of articles of passes in their order, each with the file of the article as it is published."""
    made = Made({table: [] for table in ("passes", "pass_mentions", "pass_articles")})
    for file, published in files:
        article = reading.article(layout, file)
        _, regions, _ = reading.text(layout, published)
        rows = pass_rows.rows(pass_rows.pass_name(file.path), article, regions, m)
        for table, some in rows.items():
            made.rows[table] += some
    return made
