"""CoNLL-style columns: one token per line with BIO labels, a blank line after each paragraph. Export only."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from blocquotes.corpus import Corpus
from blocquotes.exchange.labels import Label, labels, tokens
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span

LAYERS = ("mention", *QUOTE_PARTS)
COLUMNS = ("index", "token", "start", "end", *LAYERS)


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`<article>.conll` for each article.

    A label is `B-TYPE:owner` or `I-TYPE:owner`, the owner being an entity or a quote; labels that overlap, as
    those of nested quotes do, share one column with `|` between them, the outer one first.
    """
    for article in articles:
        yield f"{article.id}.conll", "".join(f"{line}\n" for line in _lines(article)).encode("utf-8")


def _lines(article: Article) -> Iterator[str]:
    spans = tokens(article)
    columns = {layer: _column(spans, [one for one in labels(article) if one.layer == layer]) for layer in LAYERS}
    yield f"# article = {article.id}"
    yield f"# columns = {' '.join(COLUMNS)}"
    for i, span in enumerate(spans):
        if i and "\n" in article.text[spans[i - 1].end : span.start]:
            yield ""
        words = article.text[span.start : span.end]
        layers = ["|".join(columns[layer][i]) or "O" for layer in LAYERS]
        yield "\t".join((str(i + 1), words, str(span.start), str(span.end), *layers))


def _column(spans: Sequence[Span], found: Sequence[Label]) -> list[list[str]]:
    """The labels of each token in one layer."""
    column: list[list[str]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for one in found:
        first, last = bisect_left(starts, one.span.start), bisect_left(starts, one.span.end)
        for i in range(first, last):
            column[i].append(f"{'B' if i == first else 'I'}-{one.label}:{one.owner}")
    return column
