"""The proof of what ties a release's tables together: keys, references, nested rows, and spans in their text."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import fields, marks
from blocquotes.dataset import token_rows
from blocquotes.dataset.table_rows import explode
from blocquotes.model import Finding, Span


@dataclass(frozen=True)
class Row:
    """A row with plain values, dates as ISO text, and its place: the file, and the row's number there from 1."""

    values: Mapping[str, Any]
    file: str
    line: int

    def finding(self, rule: str, found: str) -> Finding:
        """A finding at this row."""
        return Finding(rule, self.file, self.line, 1, found)


Tables = Mapping[str, Sequence[Row]]

Texts = Mapping[str, str | None]
"""Article → its published text, None where the release leaves it out."""


def prove(tables: Tables) -> Iterator[Finding]:
    """Every finding between the rows of the tables and within them; each row must have its table's shape."""
    for check in (_keys, _references, _nested, _texts, _spans, _tags):
        yield from check(tables)


def _keys(tables: Tables) -> Iterator[Finding]:
    for table, rows in tables.items():
        counts = Counter(_key(table, row) for row in rows)
        for row in rows:
            if counts[_key(table, row)] > 1:
                yield row.finding("release-key", f"{_key(table, row)} {counts[_key(table, row)]} times")


def _key(table: str, row: Row) -> Any:
    """The id of a row: its table's key, or the first column of a table that this program does not know."""
    return row.values[fields.TABLES[table].key if table in fields.TABLES else next(iter(row.values))]


def _references(tables: Tables) -> Iterator[Finding]:
    ids = {table: {_key(table, row) for row in rows} for table, rows in tables.items()}
    for table, rows in tables.items():
        for row in rows:
            for column, target, value in _targets(table, row):
                if target in ids and value not in ids[target]:
                    yield row.finding("release-reference", f"{column} {value}, of which {target} has no row")


def _targets(table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """Column, the table that it refers to, and id, of every reference of a row."""
    for column, target in fields.references(table).items():
        value = row.values.get(column)
        values = value if isinstance(value, list) else [value]
        yield from ((column, target, value) for value in values if value is not None)


def _nested(tables: Tables) -> Iterator[Finding]:
    for table in ("quotes", "mentions"):
        flat: dict[str, list[Any]] = {}
        for row in tables.get(table, ()):
            flat.setdefault(row.values["article_id"], []).append(row.values)
        for article in tables.get("articles", ()):
            beside = flat.get(article.values["article_id"], [])
            inside = list(explode(dict(article.values), table))
            if inside != beside:
                found = next((i for i, (a, b) in enumerate(zip(inside, beside, strict=False), 1) if a != b), None)
                what = f"number {found} differs" if found else f"{len(inside)} nested and {len(beside)} flat"
                yield article.finding("release-nested", f"{table} of {article.values['article_id']}: {what}")


def _texts(tables: Tables) -> Iterator[Finding]:
    for row in tables.get("articles", ()):
        text = row.values["text"]
        if text is None:
            continue
        found = hashlib.sha256(text.encode("utf-8")).hexdigest()
        if found != row.values["text_sha256"]:
            yield row.finding("release-text", f"SHA-256 {found} instead of {row.values['text_sha256']}")
        published = (r for r in row.values["regions"] if r["start"] is not None)
        if "\n\n".join(text[r["start"] : r["end"]] for r in published) != text:
            yield row.finding("release-text", f"regions that do not make up the text of {row.values['article_id']}")


def _spans(tables: Tables) -> Iterator[Finding]:
    """Words that are not the text at their spans; a text that the release leaves out cannot be looked at."""
    texts = {row.values["article_id"]: row.values["text"] for row in tables.get("articles", ())}
    for table, words in WORDS.items():
        for row in tables.get(table, ()):
            for column, must in words(row.values, texts):
                if row.values[column] != must:
                    yield row.finding("release-span", f"{column} {row.values[column]!r} where the text has {must!r}")


def _tags(tables: Tables) -> Iterator[Finding]:
    """Tags that are not those of the article's quotes and mentions, and stretches of these that no row holds."""
    rows: dict[str, list[Row]] = {}
    for row in tables.get("tokens", ()):
        rows.setdefault(row.values["article_id"], []).append(row)
    for article in tables.get("articles", ()) if "tokens" in tables else ():
        yield from _tags_of(article, rows.get(article.values["article_id"], []))


def _tags_of(article: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    found = token_rows.stretches(article.values)
    lines = []
    for row in rows:
        words = [Span(span["start"], span["end"]) for span in row.values["word_spans"]]
        lines.append(Span(words[0].start, words[-1].end))
        for column, must in token_rows.tagged(words, found).items():
            if row.values[column] != must:
                yield row.finding("release-tags", f"{column}: {_first(row.values[column], must)}")
    for one in found:
        if not any(line.holds(one.span) for line in lines):
            yield article.finding(
                "release-tags", f"no row of tokens holds {one.part} {one.span.start} to {one.span.end}"
            )


def _first(found: Sequence[Any], must: Sequence[Any]) -> str:
    """Where two lists first differ, in words."""
    at = next((i for i, pair in enumerate(zip(found, must, strict=False)) if pair[0] != pair[1]), None)
    return (
        f"{len(found)} instead of {len(must)}" if at is None else f"{found[at]} instead of {must[at]}, number {at + 1}"
    )


def _quote_words(row: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, Any]]:
    """Column and the words that the text has at its spans."""
    text = texts.get(row["article_id"])
    if text is not None:
        for column in ("content", "cue", "source"):
            yield column, " ".join(_slices(row, column, text)) or None
        yield "verbatim", list(marks.read(_slices(row, "content", text)).verbatim)


def _pass_words(row: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, Any]]:
    """The same for a pass, whose spans are left out where the published text does not hold them."""
    for column, words in _quote_words(row, texts):
        if row["content_spans" if column == "verbatim" else f"{column}_spans"]:
            yield column, words


def _mention_words(row: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, Any]]:
    text = texts.get(row["article_id"])
    if text is not None:
        yield "text", text[row["start"] : row["end"]]


def _reuse_words(row: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, Any]]:
    """The same for a passage on both of its sides."""
    for side in ("a", "b"):
        text = texts.get(row[f"article_{side}_id"])
        if text is not None:
            yield f"text_{side}", text[row[f"start_{side}"] : row[f"end_{side}"]]


def _paragraph_words(row: Mapping[str, Any], texts: Texts) -> Iterator[tuple[str, Any]]:
    text = texts.get(row["article_id"])
    if text is not None:
        yield "words", _slices(row, "word", text)


def _slices(row: Mapping[str, Any], column: str, text: str) -> list[str]:
    return [text[span["start"] : span["end"]] for span in row[f"{column}_spans"]]


WORDS: dict[str, Callable[[Mapping[str, Any], Texts], Iterator[tuple[str, Any]]]] = {
    "quotes": _quote_words,
    "mentions": _mention_words,
    "passes": _pass_words,
    "text_reuse": _reuse_words,
    "tokens": _paragraph_words,
}
"""Table with spans → what words a row must have."""
