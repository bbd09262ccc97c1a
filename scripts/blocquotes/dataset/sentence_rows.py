"""The table `sentences`, and the sentences around a quote."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from blocquotes.model import Article, Span
from blocquotes.sentences import ranges, tokenize

Row = dict[str, Any]


class Sentence(NamedTuple):
    """A sentence of a text: its place, its tokens and their places, and the number of its paragraph from 0."""

    span: Span
    words: Sequence[str]
    tokens: Sequence[tuple[int, int]]
    paragraph: int


# The quotes, sentences and tokens of an article need the same sentences one after the other.
@lru_cache(maxsize=4)
def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; no sentence crosses a line break, and every line with words is a paragraph.

    Paragraph number n is `re.split(r"\\n+", text)[n]`.
    """
    found = tokenize(text)
    tokens = list(zip(found.starts, found.ends, strict=True))
    breaks = [match.start() for match in re.finditer(r"\n+", text)]
    return tuple(
        Sentence(
            Span(found.starts[first], found.ends[end - 1]),
            found.words[first:end],
            tokens[first:end],
            bisect_right(breaks, found.starts[first]),
        )
        for first, end in ranges(found.sentences)
    )


def number(sentences: Sequence[Sentence], at: int) -> int:
    """The number, from 0, of the last sentence that begins at a place of the text or before it."""
    # A sentence is compared by its span first, and none begins where another one does.
    return bisect_left(sentences, ((at + 1,),)) - 1


def context(text: str, content: Sequence[Span]) -> Row:
    """The columns of a quote that say in which sentence its content begins, and what is before and after it."""
    sentences = split(text)
    first, last = number(sentences, content[0].start), number(sentences, content[-1].end - 1)
    return {
        "sentence": first,
        "paragraph": sentences[first].paragraph,
        "before": _words(text, sentences, first - 1),
        "after": _words(text, sentences, last + 1),
    }


def _words(text: str, sentences: Sequence[Sentence], at: int) -> str | None:
    """The words of a sentence by its number; None before the first one and after the last one."""
    return text[slice(*sentences[at].span)] if 0 <= at < len(sentences) else None


def places(article: Article) -> list[Row]:
    """The columns that the rows of `sentences` and of `tokens` share, in text order."""
    return [
        {
            "sentence_id": f"{article.id}@s{n}",
            "article_id": article.id,
            "sentence": n,
            "paragraph_id": f"{article.id}@p{sentence.paragraph}",
            "paragraph": sentence.paragraph,
            "region": article.role(sentence.span),
        }
        for n, sentence in enumerate(split(article.text))
    ]


def rows(article: Article, places: Sequence[Row], split_name: str) -> Iterator[Row]:
    """The rows of `sentences` of an article, in text order, given the places of its sentences."""
    for place, sentence in zip(places, split(article.text), strict=True):
        start, end = sentence.span
        yield {**place, "start": start, "end": end, "text": article.text[start:end], "split": split_name}
