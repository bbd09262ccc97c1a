"""Checks between a release's tables: keys, references, nested rows, and spans in their text."""

import hashlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from blocquotes import fields, marks, model
from blocquotes.dataset import token_rows
from blocquotes.dataset.spool import Kept
from blocquotes.dataset.table_rows import explode
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Finding, Span
from blocquotes.regions import JOINT
from blocquotes.shown import MOST_SHOWN, shown
from blocquotes.verify.limits import at_most, at_most_each
from blocquotes.verify.rows import Row, Rows, Values

Tables = Mapping[str, Rows]

# Gives the published text of an article, None if the release leaves it out.
Texts = Callable[[str], str | None]
# A kind of finding in a table, of which a number is reported.
Kind = tuple[str, str]

# Tables whose rows follow each other article after article, as `articles` has them.
OF_ARTICLES = ("quotes", "mentions", "sentences", "tokens")


def findings(tables: Tables) -> Iterator[Finding]:
    """All findings within and between rows, at most 50 of a kind in a table.

    Rows must have been validated, and tables must have the columns that this program gives them; unknown tables are
    ignored. The time is proportional to the number of rows, for hostile rows too. In memory are the keys of the rows,
    and one article with all its rows; texts and quotes that other tables need are on disk.
    """
    ours = {table: rows for table, rows in tables.items() if table in fields.TABLES}
    repeated = False
    for table in ours:
        for finding in at_most(_keys(table, ours[table])):
            repeated = repeated or table == "articles"
            yield finding
    if repeated:
        return  # it is not known which of them the rows of other tables belong to
    yield from at_most_each(_linked(ours))


def _linked(tables: Tables) -> Iterator[tuple[Kind, Finding]]:
    """The findings between rows, each with its kind."""
    for table in tables:
        yield from _kept(table, "references", _references(table, tables))
    quotes, texts = Kept(), Kept()
    for article in _articles(tables):
        yield from _of_article(article, tables.keys())
        texts.put(article.row.values["article_id"], article.row.values["text"])
        for quote in article.rows["quotes"]:
            quotes.put(quote.values["quote_id"], {column: quote.values[column] for column in OF_A_VARIANT})
    for table in WRONG.keys() - set(OF_ARTICLES):
        yield from _kept(table, "spans", _spans(table, tables.get(table, ()), texts.get))
    if "quotes" in tables:
        yield from _kept("variants", "quotes", _variants(tables.get("variants", ()), quotes))


def _kept(table: str, what: str, found: Iterator[Finding]) -> Iterator[tuple[Kind, Finding]]:
    yield from (((table, what), finding) for finding in at_most(found))


@dataclass(frozen=True)
class ArticleRows:
    """An article with its rows of the tables in `OF_ARTICLES`."""

    row: Row
    rows: Mapping[str, Sequence[Row]]


def _articles(tables: Tables) -> Iterator[ArticleRows]:
    """Every article with its rows; rows that are not in the order of the articles are those of none."""
    groups = {table: groupby(tables.get(table, ()), key=_article_id) for table in OF_ARTICLES}
    waiting = {table: _next(groups[table]) for table in groups}
    for row in tables.get("articles", ()):
        rows: dict[str, Sequence[Row]] = dict.fromkeys(OF_ARTICLES, ())
        for table, (id_, some) in waiting.items():
            if id_ == row.values["article_id"]:
                rows[table] = some
        for table in (table for table in OF_ARTICLES if rows[table]):
            waiting[table] = _next(groups[table])
        yield ArticleRows(row, rows)


def _article_id(row: Row) -> str:
    return str(row.values["article_id"])


def _next(groups: Iterator[tuple[str, Iterator[Row]]]) -> tuple[str | None, Sequence[Row]]:
    for id_, rows in groups:
        return id_, tuple(rows)
    return None, ()


def _of_article(article: ArticleRows, tables: Collection[str]) -> Iterator[tuple[Kind, Finding]]:
    """The findings between an article and its rows in the tables that there are."""
    text = {article.row.values["article_id"]: article.row.values["text"]}
    for table in (table for table in OF_ARTICLES if table in tables):
        if table in ("quotes", "mentions"):
            yield from _kept(table, "nested", _nested(table, article))
        yield from _kept(table, "spans", _spans(table, article.rows[table], text.get))
    yield from _kept("articles", "text", _texts(article.row))
    if "tokens" in tables:
        yield from _kept("tokens", "tags", _tags_of(article.row, article.rows["tokens"]))
    if "sentences" in tables:
        yield from _kept("sentences", "sentences", _sentences(article))


def _keys(table: str, rows: Rows) -> Iterator[Finding]:
    """Keys that several rows have. Only their hashes are in memory, so those of equal hashes are looked at again."""
    key = fields.TABLES[table].key
    hashes = array("q", (hash(_key(table, row)) for row in rows.only(key)))
    suspected = {value for value, number in Counter(hashes).items() if number > 1}
    if not suspected:
        return
    counts = Counter(_key(table, row) for row in rows.only(key) if hash(_key(table, row)) in suspected)
    for row in rows.only(key):
        if counts[_key(table, row)] > 1:
            yield row.finding("release-key", f"{shown(_key(table, row))} {counts[_key(table, row)]} times")


def _key(table: str, row: Row) -> Any:
    return row.values[fields.TABLES[table].key]


def _references(table: str, tables: Tables) -> Iterator[Finding]:
    targets = {target for target in fields.references(table).values() if target in tables}
    keys = {target: tables[target].only(fields.TABLES[target].key) for target in targets}
    ids = {target: {_key(target, row) for row in rows} for target, rows in keys.items()}
    columns = [column for column, target in fields.references(table).items() if target in targets]
    for row in tables[table].only(*columns) if columns else ():
        for column, target, value in _targets(table, row):
            if target in ids and value not in ids[target]:
                yield row.finding("release-reference", f"{column} {shown(value)}, of which {target} has no row")


def _targets(table: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """Column, the table that it refers to, and id, of every reference of a row."""
    for column, target in fields.references(table).items():
        value = row.values.get(column)
        values = value if isinstance(value, list) else [value]
        yield from ((column, target, value) for value in values if value is not None)


def _nested(table: str, article: ArticleRows) -> Iterator[Finding]:
    """An article whose nested quotes or mentions differ from its rows in the flat table."""
    beside = [row.values for row in article.rows[table]]
    inside = list(explode(dict(article.row.values), table))
    if inside != beside:
        found = next((i for i, (a, b) in enumerate(zip(inside, beside, strict=False), 1) if a != b), None)
        what = f"number {found} differs" if found else f"{len(inside)} nested and {len(beside)} flat"
        yield article.row.finding("release-nested", f"{table} of {shown(article.row.values['article_id'])}: {what}")


def _texts(row: Row) -> Iterator[Finding]:
    text = row.values["text"]
    if text is None:
        return
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if found != row.values["text_sha256"]:
        yield row.finding("release-text", f"SHA-256 {found} instead of {shown(row.values['text_sha256'])}")
    published = [r for r in row.values["regions"] if r["start"] is not None and r["end"] is not None]
    if not _are(published, text, JOINT, text):
        named = shown(row.values["article_id"])
        yield row.finding("release-text", f"regions that do not make up the text of {named}")


def _are(spans: Sequence[Values], text: str, joint: str, must: str) -> bool:
    """Whether the words of a text at spans, joined, are these; lengths are compared before joining."""
    if len(spans) == 1 and _is_at(spans[0], text, must):
        return True
    lengths = (len(range(*slice(span["start"], span["end"]).indices(len(text)))) for span in spans)
    if sum(lengths) + len(joint) * max(len(spans) - 1, 0) != len(must):
        return False
    return joint.join(text[span["start"] : span["end"]] for span in spans) == must


def _is_at(span: Values, text: str, words: str) -> bool:
    """Whether a span inside a text has just these words, as all have in a sound release."""
    start, end = span["start"], span["end"]
    return start >= 0 and end == start + len(words) and text.startswith(words, start)


def _spans(table: str, rows: Iterable[Row], texts: Texts) -> Iterator[Finding]:
    """Words that differ from the text at their spans; not checked in a release without texts."""
    for row in rows if table in WRONG else ():
        for column, spans, text in WRONG[table](row.values, texts):
            words = shown(" ".join(_slice(text, span)[:MOST_SHOWN] for span in spans[:MOST_SHOWN]))
            yield row.finding("release-span", f"{column} {shown(row.values[column])} where the text has {words}")


def _tags_of(article: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    found = token_rows.labelled_spans(article.values)
    sound: list[tuple[Row, list[Span]]] = []
    for row in rows:
        words = model.spans((span["start"], span["end"]) for span in row.values["word_spans"])
        if not words or words[0].start < (sound[-1][1][-1].end if sound else 0):
            yield row.finding("release-tags", "no words, or words before the end of the row before")
            continue
        sound.append((row, words))
    sentences = [words for _, words in sound]
    for (row, _), must in zip(sound, token_rows.tags(sentences, found) if sound else (), strict=True):
        for column in must:
            if row.values[column] != must[column]:
                yield row.finding("release-tags", f"{column}: {_first(row.values[column], must[column])}")
    yield from _untagged(article, [word for words in sentences for word in words], found)


def _untagged(article: Row, words: Sequence[Span], found: Sequence[token_rows.LabelledSpan]) -> Iterator[Finding]:
    """Spans that begin or end where no row has a word."""
    places = token_rows.Places(words)
    for one in found:
        first, end = places.range(one.span)
        if first >= end or words[first].start > one.span.start or words[end - 1].end < one.span.end:
            yield article.finding(
                "release-tags", f"no row of tokens holds {one.part} {one.span.start} to {one.span.end}"
            )


# Columns of a quote that `variants` repeats.
OF_A_VARIANT = ("content", "verbatim", "article_id")


def _variants(rows: Iterable[Row], quotes: Kept) -> Iterator[Finding]:
    """Pairs whose contents are not those of their quotes."""
    for row in rows:
        for side in "ab":
            quote: Any = quotes.get(row.values[f"quote_{side}_id"])
            for column in OF_A_VARIANT if quote else ():
                name = f"article_{side}_id" if column == "article_id" else f"{column}_{side}"
                if row.values[name] != quote[column]:
                    yield row.finding("release-variant", f"{name} {shown(row.values[name])}, not that of its quote")


def _sentences(article: ArticleRows) -> Iterator[Finding]:
    """Sentences out of order, and quotes whose sentence, or the words before or after it, is another one."""
    spans: list[Span] = []
    words: list[str | None] = []
    for row in article.rows["sentences"]:
        span = Span(row.values["start"], row.values["end"])
        if row.values["sentence"] != len(spans) or span.start < (spans[-1].end if spans else 0):
            what = f"number {row.values['sentence']} at {span.start} after {len(spans)} others"
            yield row.finding("release-sentence", what)
        spans.append(span)
        words.append(row.values["text"])
    for row in article.rows["quotes"]:
        yield from _context(row, spans, words)


def _context(row: Row, spans: Sequence[Span], words: Sequence[str | None]) -> Iterator[Finding]:
    content = row.values["content_spans"]
    if not content:
        return
    first, last = (
        bisect_right(spans, at, key=lambda span: span.start) - 1 for at in (content[0]["start"], content[-1]["end"] - 1)
    )
    around = {
        "before": words[first - 1] if first > 0 else None,
        "after": words[last + 1] if last + 1 < len(words) else None,
    }
    for column, must in {"sentence": first, **around}.items():
        if row.values[column] != must:
            yield row.finding("release-sentence", f"{column} {shown(row.values[column])} instead of {shown(must)}")


def _first(found: Sequence[Any], must: Sequence[Any]) -> str:
    """Where two lists first differ, in words."""
    at = next((i for i, pair in enumerate(zip(found, must, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return f"{len(found)} instead of {len(must)}"
    return f"{shown(found[at])} instead of {shown(must[at])}, number {at + 1}"


# Columns whose words differ from the text at their spans, with the spans and the text.
Wrong = Iterator[tuple[str, Sequence[Values], str]]


def _slice(text: str, span: Values) -> str:
    return text[span["start"] : span["end"]]


def _wrong_quote(row: Values, texts: Texts) -> Wrong:
    text = texts(row["article_id"])
    if text is None:
        return
    for column in QUOTE_PARTS:
        if row[column] == "" or not _are(row[f"{column}_spans"], text, " ", row[column] or ""):
            yield column, row[f"{column}_spans"], text
        elif column == "content":
            slices = [_slice(text, span) for span in row["content_spans"]]
            if row["verbatim"] != list(marks.read(slices).verbatim):
                yield "verbatim", row["content_spans"], text


def _wrong_pass(row: Values, texts: Texts) -> Wrong:
    """The same for a pass, whose spans are left out where the published text does not hold them."""
    for column, spans, text in _wrong_quote(row, texts):
        if spans:
            yield column, spans, text


def _wrong_piece(row: Values, texts: Texts) -> Wrong:
    """The same for a mention or a sentence."""
    text = texts(row["article_id"])
    if text is not None and not _are([row], text, "", row["text"] or ""):
        yield "text", [row], text


def _wrong_reuse(row: Values, texts: Texts) -> Wrong:
    """The same for a passage on both of its sides."""
    for side in ("a", "b"):
        text = texts(row[f"article_{side}_id"])
        span = {"start": row[f"start_{side}"], "end": row[f"end_{side}"]}
        if text is not None and not _are([span], text, "", row[f"text_{side}"] or ""):
            yield f"text_{side}", [span], text


def _wrong_variant(row: Values, texts: Texts) -> Wrong:
    """The same for the steps of an alignment on both of its sides."""
    for side in "ab":
        text = texts(row[f"article_{side}_id"])
        for step in row["alignment"] if text is not None else ():
            start, words = step[f"start_{side}"], step[f"words_{side}"]
            spans = [] if start is None else [{"start": start, "end": step[f"end_{side}"]}]
            if text is not None and not _are(spans, text, "", words or ""):
                yield "alignment", spans, text


def _wrong_tokens(row: Values, texts: Texts) -> Wrong:
    text = texts(row["article_id"])
    if text is None:
        return
    if len(row["word_spans"]) != len(row["words"]) or not all(
        _are([span], text, "", word) for span, word in zip(row["word_spans"], row["words"], strict=True)
    ):
        yield "words", row["word_spans"], text


def _wrong_challenge(row: Values, _: Texts) -> Wrong:
    """The same for the quotes of a text of the challenge set, which is in the row itself."""
    for quote in row["quotes"]:
        for part in QUOTE_PARTS:
            spans = quote[f"{part}_spans"]
            if quote[part] == "" or not _are(spans, row["text"], " ", quote[part] or ""):
                yield "quotes", spans, row["text"]


# Table with spans → the columns of a row that are wrong.
WRONG: Mapping[str, Callable[[Values, Texts], Wrong]] = {
    "quotes": _wrong_quote,
    "mentions": _wrong_piece,
    "passes": _wrong_pass,
    "variants": _wrong_variant,
    "text_reuse": _wrong_reuse,
    "sentences": _wrong_piece,
    "tokens": _wrong_tokens,
    "challenge": _wrong_challenge,
}
