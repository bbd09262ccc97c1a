"""Text reuse: the passages that two articles share, word for word or except for small edits, with both places."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from blocquotes.dataset.reuse import align, phrases, words
from blocquotes.dataset.splits import NAMES
from blocquotes.model import Article, Fact, Span


@dataclass(frozen=True)
class Passage:
    """A row of `text_reuse` without its split; `a` is the article with the smaller id, spans are in its `text`."""

    reuse_id: str
    article_a_id: str
    start_a: int
    end_a: int
    text_a: str
    article_b_id: str
    start_b: int
    end_b: int
    text_b: str
    words_a: int
    words_b: int
    similarity: float
    older_id: str | None
    both_origin_ids: tuple[str, ...]
    quote_ids_a: tuple[str, ...]
    quote_ids_b: tuple[str, ...]


@dataclass(frozen=True)
class Reuse:
    """The passages, by articles and place, and the phrases too common to be compared, most common first.

    A passage that is made of such phrases alone is not among the passages, so show the phrases too.
    """

    passages: tuple[Passage, ...]
    common: tuple[phrases.Common, ...]


def shared_passages(articles: Sequence[Article]) -> Reuse:
    """Every passage of at least `align.SHORTEST` agreeing words that two of the articles share.

    Candidates are the places of two articles with the same `phrases.SIZE` words; from there a passage
    goes on both ways as far as the texts agree, over small edits (`align`). A passage that lies inside
    another one on both sides is left out. The same articles give the same result in any order. CPU time and
    memory grow in proportion to the articles: no phrase leads to more pairs than `phrases.MOST_PLACES` allows.
    The fingerprint join is that of Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document
    Fingerprinting" (SIGMOD 2003), with every fingerprint kept; the bound on how common a fingerprint may be is
    passim's (Smith, Cordell and Mullen, "Computational Methods for Uncovering Reprinted Texts in Antebellum
    Newspapers", American Literary History, 2015).
    """
    ordered = sorted(articles, key=lambda article: article.id)
    numbered = words.number([article.text for article in ordered])
    found = phrases.find(numbered)
    places: dict[int, list[tuple[int, int]]] = {}
    passages: list[Passage] = []
    for (one, other), starts in found.pairs:
        texts = numbered.texts[one], numbered.texts[other]
        for chain in align.chains(*texts, starts):
            for index in {one, other} - places.keys():
                places[index] = words.places(ordered[index].text)
            side_a = _side(ordered[one], chain.a, places[one])
            side_b = _side(ordered[other], chain.b, places[other])
            passages.append(_passage(side_a, side_b, align.similarity(*texts, chain)))
    return Reuse(tuple(passages), found.common)


@dataclass(frozen=True)
class _Side:
    article: Article
    n_words: int
    span: Span


def _side(article: Article, run: Span, places: Sequence[tuple[int, int]]) -> _Side:
    """One side of a passage: its words, and the characters from the first of them to the last."""
    return _Side(article, run.end - run.start, Span(places[run.start][0], places[run.end - 1][1]))


def _passage(a: _Side, b: _Side, similarity: float) -> Passage:
    return Passage(
        reuse_id=f"{a.article.id}~{b.article.id}@{a.span.start}~{b.span.start}",
        article_a_id=a.article.id,
        start_a=a.span.start,
        end_a=a.span.end,
        text_a=a.article.text[a.span.start : a.span.end],
        article_b_id=b.article.id,
        start_b=b.span.start,
        end_b=b.span.end,
        text_b=b.article.text[b.span.start : b.span.end],
        words_a=a.n_words,
        words_b=b.n_words,
        similarity=similarity,
        older_id=_older(a.article, b.article),
        both_origin_ids=tuple(sorted(_origins(a.article) & _origins(b.article))),
        quote_ids_a=tuple(_quote_ids(a)),
        quote_ids_b=tuple(_quote_ids(b)),
    )


def _older(one: Article, other: Article) -> str | None:
    """The article published first, as far as the dates are known; None where that does not settle it."""
    known = min(_digits(one.published), _digits(other.published))
    dates = [(article.published.value or "")[:known] for article in (one, other)]
    if dates[0] == dates[1]:
        return None
    return one.id if dates[0] < dates[1] else other.id


def _digits(date: Fact) -> int:
    return len(date.value or "")


def _origins(article: Article) -> set[str]:
    return {origin.value for origin in article.origins if origin.value}


def _quote_ids(side: _Side) -> Iterator[str]:
    for quote in side.article.quotes:
        if any(side.span.meets(span) for span in quote.content):
            yield f"{side.article.id}#{quote.id}"


def copies(articles: Mapping[str, Article], reuse: Reuse) -> Iterator[tuple[str, str]]:
    """Pairs of articles of which one shares a tenth or more of its words with the other: copies of one story."""
    shared: Counter[tuple[str, str]] = Counter()
    for passage in reuse.passages:
        shared[passage.article_a_id, passage.article_b_id] += min(passage.words_a, passage.words_b)
    lengths = {id_: len(words.places(articles[id_].text)) for id_ in {id_ for pair in shared for id_ in pair}}
    for pair, n_words in sorted(shared.items()):
        if n_words * 10 >= min(lengths[id_] for id_ in pair):
            yield pair


def row(passage: Passage, splits: Mapping[str, str]) -> dict[str, Any]:
    """The passage as a row of `text_reuse`; it is held out where either of its articles is."""
    both = (splits[passage.article_a_id], splits[passage.article_b_id])
    values = {field.name: getattr(passage, field.name) for field in fields(passage)}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {**plain, "split": max(both, key=NAMES.index)}
