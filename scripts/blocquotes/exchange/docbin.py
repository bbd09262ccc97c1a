"""spaCy's DocBin: all articles in one file, annotations as span groups. Export only."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab

from blocquotes.corpus import Corpus
from blocquotes.exchange import vocabulary
from blocquotes.exchange.labels import labels, tokens
from blocquotes.model import Article, Span

GROUPS = {"mention": "mentions", "content": "contents", "cue": "cues", "source": "sources"}


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`articles.spacy`, one Doc per article.

    `doc.spans` has the groups mentions, contents, cues and sources. A span's label is the mention's or quote's
    type, its `kb_id_` the entity, its `id_` the quote; `doc.user_data` has the article's id and, by quote id,
    the other fields.
    """
    vocab = Vocab()
    box = DocBin(store_user_data=True)
    for article in articles:
        box.add(_doc(article, vocab))
    yield "articles.spacy", box.to_bytes()


def _doc(article: Article, vocab: Vocab) -> Doc:
    pieces = list(_with_blanks(article.text, tokens(article)))
    doc = Doc(vocab, [article.text[span.start : span.end] for span, _ in pieces], [blank for _, blank in pieces])
    assert doc.text == article.text
    doc.user_data["article"] = article.id
    doc.user_data["quotes"] = {quote.id: vocabulary.fields_of(quote) for quote in article.quotes}
    groups: dict[str, list[SpacySpan]] = {name: [] for name in GROUPS.values()}
    for one in labels(article):
        entity, quote_id = (one.owner, "") if one.layer == "mention" else ("", one.owner)
        found = doc.char_span(*one.span, label=one.label, kb_id=entity, span_id=quote_id)
        assert found is not None
        groups[GROUPS[one.layer]].append(found)
    for name, spans in groups.items():
        doc.spans[name] = spans
    return doc


def _with_blanks(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Tokens and whether one blank follows; all other white space is a token, so that no character is lost."""
    edges = [Span(0, 0), *spans, Span(len(text), len(text))]
    for one, other in pairwise(edges):
        gap = Span(one.end, other.start)
        follows = one.end > one.start and text[gap.start : gap.end].startswith(" ")
        if one.end > one.start:
            yield one, follows
        rest = Span(gap.start + 1 if follows else gap.start, gap.end)
        if rest.start < rest.end:
            yield rest, False
