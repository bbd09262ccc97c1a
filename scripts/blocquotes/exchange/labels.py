"""The annotated spans of an article, and its tokens, split where an annotation begins or ends."""

from collections.abc import Iterator
from dataclasses import dataclass

from blocquotes.exchange import vocabulary
from blocquotes.model import Article, Span
from blocquotes.tokens import TOKEN


@dataclass(frozen=True)
class Label:
    """A labelled span of an article: layer is mention, content, cue or source."""

    span: Span
    layer: str
    label: str
    owner: str


def labels(article: Article) -> list[Label]:
    """Every annotated span, in text order, outer ones first; `owner` is the entity or the quote."""
    found = [Label(m.span, "mention", m.type, m.entity) for m in vocabulary.names_of(article)]
    found += [
        Label(span, part, quote.type, quote.id) for quote in article.quotes for part, span in vocabulary.parts_of(quote)
    ]
    return sorted(found, key=lambda one: (one.span.start, -one.span.end, one.layer))


def tokens(article: Article) -> list[Span]:
    """The tokens of the text, split at the edges of annotations, so that every annotation is complete tokens."""
    edges = sorted({edge for one in labels(article) for edge in one.span})
    return list(_cut((Span(*match.span()) for match in TOKEN.finditer(article.text)), edges))


def _cut(spans: Iterator[Span], edges: list[int]) -> Iterator[Span]:
    queue = iter([*edges, -1])
    edge = next(queue)
    for span in spans:
        start = span.start
        while edge != -1 and edge < span.end:
            if edge > start:
                yield Span(start, edge)
                start = edge
            edge = next(queue)
        yield Span(start, span.end)
