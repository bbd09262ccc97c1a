"""Text reuse: the passages that two articles share, word for word or except for small edits, with both places."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from blocquotes.dataset.reuse import align, phrases, words
from blocquotes.dataset.splits import NAMES
from blocquotes.model import Article, Span


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


class Text(NamedTuple):
    """What of an article its passages need; the starts and ends of quotes are in its text."""

    id: str
    text: str
    published: str | None
    origins: tuple[str, ...]
    quotes: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def text_of(article: Article) -> Text:
    """What of an article its passages need."""
    origins = tuple(origin.value for origin in article.origins if origin.value)
    # Pairs of numbers are stored in a tenth of the time of spans.
    quotes = tuple([(quote.id, tuple([(start, end) for start, end in quote.content])) for quote in article.quotes])
    return Text(article.id, article.text, article.published.value, origins, quotes)


class Shared(NamedTuple):
    """A passage as words of two texts, by index, and how alike they are (0 to 1)."""

    one: int
    other: int
    a: Span
    b: Span
    similarity: float


@dataclass(frozen=True)
class Common:
    """A phrase that occurs in more than `phrases.MOST_PLACES` places, and in how many articles."""

    words: str
    places: int
    articles: int


@dataclass(frozen=True)
class Reuse:
    """The passages, by articles and place, and the phrases too common to be compared, most common first.

    A passage that is made of such phrases alone is not among the passages, so show the phrases too.
    """

    passages: tuple[Passage, ...]
    common: tuple[Common, ...]


def shared_passages(articles: Sequence[Article]) -> Reuse:
    """Every passage that two of the articles share; the same articles give the same result in any order."""
    texts = [text_of(article) for article in sorted(articles, key=lambda article: article.id)]
    flat, lengths = array("Q"), []
    for text in texts:
        numbers = words.numbers(text.text)
        flat.extend(numbers)
        lengths.append(len(numbers))
    shared, common = find(flat, lengths)
    passages = tuple(passage(one, texts[one.one], texts[one.other]) for one in shared)
    return Reuse(passages, tuple(named(common, lambda index: texts[index].text)))


def find(flat: "array[int]", lengths: Sequence[int]) -> tuple[Iterator[Shared], list[phrases.Common]]:
    """Every passage of at least `align.SHORTEST` agreeing words that two texts share, and the phrases too common.

    The texts come as numbers of their words (`words.numbers`), one text after the other, and how many each has.

    Candidates are the places of two articles with the same `phrases.SIZE` words; from there a passage
    goes on both ways as far as the texts agree, over small edits (`align`). A passage that lies inside
    another one on both sides is left out. CPU time and
    memory grow in proportion to the articles: no phrase leads to more pairs than `phrases.MOST_PLACES` allows.
    The fingerprint join is that of Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document
    Fingerprinting" (SIGMOD 2003), with every fingerprint kept; the bound on how common a fingerprint may be is
    passim's (Smith, Cordell and Mullen, "Computational Methods for Uncovering Reprinted Texts in Antebellum
    Newspapers", American Literary History, 2015).
    """
    numbered = phrases.words_of(flat, lengths)
    starts = phrases.Starts(numbered)
    return _shared(numbered, starts), starts.common


def _shared(numbered: phrases.Words, starts: phrases.Starts) -> Iterator[Shared]:
    text = lru_cache(maxsize=64)(numbered.text)
    for (one, other), places in starts.pairs():
        a, b = text(one), text(other)
        for chain in align.chains(a, b, places):
            yield Shared(one, other, chain.a, chain.b, align.similarity(a, b, chain))


def named(common: Sequence[phrases.Common], text: Callable[[int], str]) -> list[Common]:
    """Common phrases in words, most common first, given the text with an index."""
    found = []
    # Many phrases are taken from the same text, which is read and cut into words once.
    for index, of_text in groupby(sorted(common, key=attrgetter("text")), key=attrgetter("text")):
        words_of = text(index)
        places = words.places(words_of)
        for one in of_text:
            phrase = (words_of[start:end] for start, end in places[one.word : one.word + phrases.SIZE])
            found.append(Common(" ".join(map(words.key, phrase)), one.places, one.articles))
    return sorted(found, key=lambda one: (-one.places, one.words))


@dataclass(frozen=True)
class _Side:
    text: Text
    n_words: int
    span: Span


# The passages of an article come one after the other.
_places = lru_cache(maxsize=64)(words.places)


def _side(text: Text, run: Span) -> _Side:
    """One side of a passage: its words, and the characters from the first of them to the last."""
    places = _places(text.text)
    return _Side(text, run.end - run.start, Span(places[run.start][0], places[run.end - 1][1]))


def passage(shared: Shared, one: Text, other: Text) -> Passage:
    """A passage that two texts share."""
    a, b = _side(one, shared.a), _side(other, shared.b)
    return Passage(
        reuse_id=f"{one.id}~{other.id}@{a.span.start}~{b.span.start}",
        article_a_id=one.id,
        start_a=a.span.start,
        end_a=a.span.end,
        text_a=one.text[a.span.start : a.span.end],
        article_b_id=other.id,
        start_b=b.span.start,
        end_b=b.span.end,
        text_b=other.text[b.span.start : b.span.end],
        words_a=a.n_words,
        words_b=b.n_words,
        similarity=shared.similarity,
        older_id=_older(one, other),
        both_origin_ids=tuple(sorted({*one.origins} & {*other.origins})),
        quote_ids_a=tuple(_quote_ids(a)),
        quote_ids_b=tuple(_quote_ids(b)),
    )


def _older(one: Text, other: Text) -> str | None:
    """The article published first, as far as the dates are known; None where that does not settle it."""
    dates = [one.published or "", other.published or ""]
    known = min(map(len, dates))
    if dates[0][:known] == dates[1][:known]:
        return None
    return one.id if dates[0][:known] < dates[1][:known] else other.id


def _quote_ids(side: _Side) -> Iterator[str]:
    for id_, content in side.text.quotes:
        if any(start < side.span.end and side.span.start < end for start, end in content):
            yield f"{side.text.id}#{id_}"


def copies(shared: Iterable[Shared], lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of texts of which one shares a tenth or more of its words with the other: copies of one story."""
    counted: Counter[tuple[int, int]] = Counter()
    for one in shared:
        counted[one.one, one.other] += min(one.a.end - one.a.start, one.b.end - one.b.start)
    for pair, n_words in sorted(counted.items()):
        if n_words * 10 >= min(lengths[index] for index in pair):
            yield pair


def split_of(one: str, other: str) -> str:
    """The split of a passage: it is held out where either of its articles is, given the splits of both."""
    return max((one, other), key=NAMES.index)


def row(passage: Passage, split: str) -> dict[str, Any]:
    """The passage as a row of `text_reuse`."""
    values = {field.name: getattr(passage, field.name) for field in fields(passage)}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {**plain, "split": split}
