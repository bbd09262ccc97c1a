"""W3C Web Annotation as JSON-LD, a page of annotations per article; offsets are code points, UTF-16 is read too.

Every annotation is tagged with what it is (quote, cue, source, or a mention's type) and with `key=value` for its
fields, since tags are what every annotator of this family shows and edits.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes.corpus import Corpus
from blocquotes.exchange import reading, vocabulary, web_annotation_marks
from blocquotes.exchange.document import Document, MentionDraft, QuoteDraft, Stray, TextOf, refuse
from blocquotes.exchange.offsets import settle
from blocquotes.exchange.web_annotation_marks import PARTS, SINGLE, SOURCE, Mark, Target
from blocquotes.model import ENTITY_TYPES, Article, Quote, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Characters of words that a message shows.
SHOWN = 80

# Characters of context on each side that a selector carries for other readers; we read none of it.
AROUND = 32


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """For each article its text, and an AnnotationPage."""
    for article in articles:
        page = {
            "@context": CONTEXT,
            "id": f"{SOURCE}{article.id}#annotations",
            "type": "AnnotationPage",
            "items": list(_items(article)),
        }
        yield f"{article.id}.txt", article.text.encode("utf-8")
        yield f"{article.id}.jsonld", (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _items(article: Article) -> Iterator[dict[str, Any]]:
    for i, mention in enumerate(vocabulary.names_of(article), start=1):
        tags = [mention.type, f"entity={mention.entity}"]
        tags += [f"stands_for={mention.stands_for}"] if mention.stands_for else []
        yield _item(article, f"mention-{i}", tags, (mention.span,))
    for quote in article.quotes:
        yield _item(article, quote.id, list(_tags(quote)), quote.content, quote.note)
        for part in PARTS:
            if spans := getattr(quote, part):
                yield _item(article, f"{quote.id}-{part}", [part, f"quote={quote.id}"], spans)


def _tags(quote: Quote) -> Iterator[str]:
    fields = vocabulary.fields_of(quote)
    yield from ("quote", f"id={quote.id}")
    yield from (f"{name}={fields[name]}" for name in SINGLE if name in fields)
    yield from (f"{name}={id_}" for name in vocabulary.LISTS for id_ in fields.get(name, ()))
    yield from vocabulary.flags_of(fields)


def _item(
    article: Article, name: str, tags: Sequence[str], spans: Sequence[Span], note: str | None = None
) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": note})
    targets = [{"source": SOURCE + article.id, "selector": _selectors(article.text, span)} for span in spans]
    return {"id": f"{SOURCE}{article.id}#{name}", "type": "Annotation", "body": bodies, "target": targets}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]


def read(path: Path, text_of: TextOf) -> Iterator[Document]:
    """The document of an AnnotationPage, a collection, or a list as Recogito gives it; all of one article."""
    items = _listed(reading.read_json(path), path.name)
    marks, left_out = web_annotation_marks.read(reading.take(items, list, path.name), path.name)
    targets = [target for mark in marks for target in mark.targets]
    article = _article(targets, path.name)
    text = text_of(article, path.name)
    settled, notice = settle(text, [target.claim(text) for target in targets])
    unchecked = [
        f"{target.place}: it has no words to compare; it marks {text[span.start : span.end][:SHOWN]!r}"
        for target, span in zip(targets, settled, strict=True)
        if target.words is None
    ]
    queue = iter(settled)
    spans = [tuple(next(queue) for _ in mark.targets) for mark in marks]
    notices = (*((f"{path.name}: {notice}",) if notice else ()), *unchecked, *left_out)
    yield _document(article, marks, spans, notices)


def _listed(value: Any, name: str) -> Any:
    """The annotations of a page, of a collection whose pages the file holds, or of a plain list.

    A collection has its first page in `first`, and each page the one after it in `next`; servers write addresses there.
    """
    if not isinstance(value, dict):
        return value
    if "items" in value or "first" not in value:
        pages, following = reading.field(value, "items", list, name), value.get("next")
    else:
        pages, following = [], value["first"]
    while following is not None:
        if isinstance(following, str):
            fix = "save all annotations in one page, or in one list"
            raise refuse(name, "a collection must hold its pages", f"the address of one: {following[:SHOWN]}", fix)
        pages += reading.field(following, "items", list, f"{name} page")
        following = following.get("next")
    return pages


def _article(targets: Sequence[Target], name: str) -> str:
    """The one article that targets name; those that name none are of it too."""
    articles = sorted({target.article for target in targets if target.article is not None})
    if len(articles) != 1:
        fix = f"keep one file for each article, with the source {SOURCE}<article> in at least one annotation"
        found = ", ".join(articles)[:SHOWN] or "no article"
        raise refuse(name, "all annotations must be of one article, and one must name it", found, fix)
    return articles[0]


def _document(
    article: str, marks: Sequence[Mark], spans: Sequence[tuple[Span, ...]], notices: tuple[str, ...]
) -> Document:
    mentions, quotes, strays = [], [], []
    ids = {mark.one("id") for mark in marks if mark.label == "quote"} - {None}
    parts: dict[tuple[str, str], tuple[Span, ...]] = {}
    for mark, places in zip(marks, spans, strict=True):
        if mark.label in PARTS and (id_ := mark.one("quote")) and id_ in ids:
            parts[id_, mark.label] = (*parts.get((id_, mark.label), ()), *places)
        elif mark.label in PARTS:
            strays += [Stray(mark.place, mark.label, span) for span in places]
    for i, (mark, places) in enumerate(zip(marks, spans, strict=True)):
        if mark.label == "quote":
            quotes.append(_quote(mark, f"annotation {i}", places, parts))
        elif mark.label in ENTITY_TYPES:
            entity, stands_for = mark.one("entity"), mark.one("stands_for")
            mentions += [MentionDraft(mark.place, span, mark.label, entity, stands_for) for span in places]
    return Document(article, vocabulary.QUOTE_FIELDS, tuple(mentions), tuple(quotes), tuple(strays), notices)


def _quote(
    mark: Mark, key: str, places: tuple[Span, ...], others: Mapping[tuple[str, str], tuple[Span, ...]]
) -> QuoteDraft:
    id_ = mark.one("id")
    parts = {"content": places, **{part: others.get((id_ or "", part), ()) for part in PARTS}}
    fields: dict[str, Any] = {name: mark.one(name) for name in SINGLE}
    fields |= {name: list(dict.fromkeys(mark.values.get(name, ()))) for name in vocabulary.LISTS}
    fields |= {vocabulary.FLAGS[flag][0]: vocabulary.FLAGS[flag][1] for flag in mark.flags}
    return QuoteDraft(mark.place, id_ or key, id_, parts, {**fields, "note": mark.remark})
