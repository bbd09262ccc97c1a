"""The table `tokens`: the paragraphs of the articles as words with BIO tags, for the training of taggers.

A row is a paragraph, not a sentence. A content can cover several sentences, and its cue and its source are often
in another one, so a row of one sentence would cut them or hide what they go with; where a sentence ends is a guess
besides, above all in seeds whose sentences run together. DirectQuote (Zhang and Liu, LREC 2022) takes paragraphs too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from blocquotes.dataset.table_rows import Models, paragraph, role
from blocquotes.exchange.labels import tokens
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span

Row = dict[str, Any]

# Parts that have tags, each in a column of its own.
PARTS = (*QUOTE_PARTS, "mention")

LINE = re.compile(r"[^\n]+")


class Stretch(NamedTuple):
    """An annotated stretch of an article; `label` is what its tags say after `B-` and `I-`."""

    part: str
    span: Span
    label: str


def rows(m: Models, articles: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of `tokens`, sorted by article and place, given those of `articles`."""
    return [row for article in articles for row in _rows(m.articles[article["article_id"]], article)]


def _rows(article: Article, values: Mapping[str, Any]) -> Iterator[Row]:
    found = stretches(values)
    for words in _paragraphs(article, found):
        number = paragraph(article.text, words[0].start)
        yield {
            "paragraph_id": f"{article.id}@{number}",
            "article_id": article.id,
            "paragraph": number,
            "region": role(article, words[0]),
            "words": [article.text[word.start : word.end] for word in words],
            "word_spans": [word._asdict() for word in words],
            **tagged(words, found),
            "split": values["split"],
        }


def stretches(article: Mapping[str, Any]) -> list[Stretch]:
    """The annotated stretches of a row of `articles`, each once however many quotes share it, outer ones first."""
    found = [Stretch("mention", Span(m["start"], m["end"]), m["type"]) for m in article["mentions"] if m["type"]]
    for quote in article["quotes"]:
        for part in QUOTE_PARTS:
            label = quote["type"] if part == "content" else part
            found += [Stretch(part, Span(s["start"], s["end"]), label) for s in quote[f"{part}_spans"]]
    return sorted(dict.fromkeys(found), key=lambda one: (one.span.start, -one.span.end, one.part))


def _paragraphs(article: Article, found: Sequence[Stretch]) -> Iterator[list[Span]]:
    """The words of each line of the text that has any; lines that a stretch joins are one."""
    words = tokens(article)
    starts = [word.start for word in words]
    for line in _joined([Span(*match.span()) for match in LINE.finditer(article.text)], found):
        inside = words[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        if inside:
            yield inside


def _joined(lines: Sequence[Span], found: Sequence[Stretch]) -> Iterator[Span]:
    """The lines, in one with those after it where a stretch goes on there."""
    spans = [one.span for one in found]
    start: int | None = None
    for line in lines:
        start = line.start if start is None else start
        if not any(span.start < line.end < span.end for span in spans):
            yield Span(start, line.end)
            start = None


def tagged(words: Sequence[Span], found: Sequence[Stretch]) -> Row:
    """The columns of a row's tags, and of the stretches that have none, given the stretches of its article."""
    inside = [one for one in found if Span(words[0].start, words[-1].end).holds(one.span)]
    kept = {part: list(_outermost([one for one in inside if one.part == part])) for part in PARTS}
    tagged_ones = {one for part in PARTS for one in kept[part]}
    left = [one for one in inside if one not in tagged_ones]
    return {
        **{f"{part}_tags": _tags(words, kept[part]) for part in PARTS},
        "untagged_spans": [{"part": one.part, "label": one.label, **one.span._asdict()} for one in left],
    }


def _outermost(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches that lie in no other and meet none before."""
    end = 0
    for one in found:
        if one.span.start >= end:
            yield one
            end = one.span.end


def _tags(words: Sequence[Span], found: Sequence[Stretch]) -> list[str]:
    starts = [word.start for word in words]
    tags = ["O"] * len(words)
    for one in found:
        first, last = bisect_left(starts, one.span.start), bisect_left(starts, one.span.end)
        tags[first:last] = [f"B-{one.label}", *[f"I-{one.label}"] * (last - first - 1)]
    return tags
