"""W3C Web Annotation as JSON-LD, a page of annotations an article; offsets are code points, UTF-16 is read too.

Every annotation is tagged with what it is (quote, cue, source, or a mention's type) and with `key=value` for its
fields, since tags are what every annotator of this family shows and edits.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.corpus import Corpus
from blocquotes.exchange import reading
from blocquotes.exchange.document import (
    CHOICES,
    FLAGS,
    LINKS,
    LISTS,
    MENTION_TYPES,
    QUOTE_FIELDS,
    Document,
    MentionDraft,
    QuoteDraft,
    Stray,
    fields_of,
    flags_of,
    names_of,
    refuse,
)
from blocquotes.exchange.offsets import POINTS, Claim, settle
from blocquotes.model import Article, Quote, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# What an annotation's source begins with; the article's id follows.
SOURCE = "urn:blocquotes:"

# Characters of context on each side that a selector carries for other readers; we read none of it.
AROUND = 32

PARTS = ("cue", "source")
LABELS = ("quote", *PARTS, *MENTION_TYPES)
SINGLE = (*CHOICES, "via", *LINKS, "no_speaker")
# Label → the keys of its `key=value` tags.
KEYS = {
    "quote": ("id", *SINGLE, *LISTS),
    **dict.fromkeys(PARTS, ("quote",)),
    **dict.fromkeys(MENTION_TYPES, ("entity", "stands_for")),
}


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
    for i, mention in enumerate(names_of(article), start=1):
        tags = [mention.type, f"entity={mention.entity}"]
        tags += [f"stands_for={mention.stands_for}"] if mention.stands_for else []
        yield _item(article, f"mention-{i}", tags, (mention.span,))
    for quote in article.quotes:
        yield _item(article, quote.id, list(_tags(quote)), quote.content, quote.note)
        for part in PARTS:
            if spans := getattr(quote, part):
                yield _item(article, f"{quote.id}-{part}", [part, f"quote={quote.id}"], spans)


def _tags(quote: Quote) -> Iterator[str]:
    fields = fields_of(quote)
    yield from ("quote", f"id={quote.id}")
    yield from (f"{name}={fields[name]}" for name in SINGLE if name in fields)
    yield from (f"{name}={id_}" for name in LISTS for id_ in fields.get(name, ()))
    yield from flags_of(fields)


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


@dataclass(frozen=True)
class _Note:
    """One annotation: what it is, its tags by key, its flags, its remark, and how many targets it has."""

    place: str
    label: str
    values: dict[str, list[str]]
    flags: list[str]
    remark: str | None
    targets: int


def read(path: Path, text_of: Callable[[str], str]) -> Iterator[Document]:
    """The document of an AnnotationPage, or of a list of annotations as Recogito gives it; all of one article.

    Raises:
        Refusal: the file is none, or anything in it does not hold.
    """
    value = reading.read_json(path)
    items = reading.field(value, "items", list, path.name) if isinstance(value, dict) else value
    notes, claims, articles = [], list[Claim](), set[str]()
    for i, item in enumerate(reading.take(items, list, path.name), start=1):
        place = f"{path.name} annotation {i}"
        found = _targets(item, place)
        articles |= {article for article, _ in found}
        claims += [claim for _, claim in found]
        notes.append(_note(item, place, len(found)))
    if len(articles) != 1:
        fix = f"keep one file for each article, with the source {SOURCE}<article>"
        raise refuse(path.name, "all annotations must be of one article", f"{len(articles)}", fix)
    (article,) = articles
    settled, notice = settle(text_of(article), claims, POINTS)
    queue = iter(settled)
    spans = [tuple(next(queue) for _ in range(note.targets)) for note in notes]
    yield _document(article, notes, spans, (f"{path.name}: {notice}",) if notice else ())


def _targets(item: Any, place: str) -> list[tuple[str, Claim]]:
    """Article and span of every target of an annotation, held to the words that it quotes."""
    targets = reading.take(item, dict, place).get("target")
    found = []
    for target in targets if isinstance(targets, list) else [targets]:
        source = reading.field(target, "source", str, f"{place}.target")
        assert isinstance(target, dict)
        if not source.startswith(SOURCE):
            fix = "load the text in the annotator under the source that the export gives"
            raise refuse(place, f"a source must be {SOURCE}<article>", repr(source[:80]), fix)
        selectors = target.get("selector")
        by_type = {
            reading.field(s, "type", str, f"{place}.selector"): s
            for s in (selectors if isinstance(selectors, list) else [selectors])
        }
        position, quote = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
        start, end = (reading.field(position, edge, int, f"{place} position") for edge in ("start", "end"))
        words = reading.field(quote, "exact", str, f"{place} quote")
        found.append((source.removeprefix(SOURCE), Claim(place, start, end, words)))
    if not found:
        raise refuse(place, "an annotation must have a target", "none", reading.AGAIN)
    return found


def _note(item: Any, place: str, targets: int) -> _Note:
    """What an annotation's bodies say: one label, keys that go with it, flags, a remark."""
    bodies = item.get("body", [])
    words: dict[str, list[str]] = {"tagging": [], "commenting": []}
    for body in bodies if isinstance(bodies, list) else [bodies]:
        purpose = reading.field(body, "purpose", str, f"{place}.body")
        words.setdefault(purpose, []).append(reading.field(body, "value", str, f"{place}.body"))
    labels = [tag for tag in words["tagging"] if tag in LABELS]
    if len(labels) != 1:
        raise refuse(place, f"an annotation must have one tag of {', '.join(LABELS)}", f"{labels}", "tag it so")
    values: dict[str, list[str]] = {}
    flags = []
    for tag in (tag for tag in words["tagging"] if tag != labels[0]):
        key, mark, value = tag.partition("=")
        if mark and key in KEYS[labels[0]]:
            values.setdefault(key, []).append(value)
        elif tag in FLAGS and labels[0] == "quote":
            flags.append(tag)
        else:
            keys = ", ".join(f"{name}=…" for name in KEYS[labels[0]])
            ticks = f", {', '.join(FLAGS)}" if labels[0] == "quote" else ""
            must = f"a tag of a {labels[0]} must be one of {keys}{ticks}"
            raise refuse(place, must, repr(tag[:80]), "correct or delete the tag")
    for key, given in values.items():
        if key not in LISTS and len(given) > 1:
            raise refuse(place, f"{key} must be given once", repr(given), "delete the others")
    return _Note(place, labels[0], values, flags, next(iter(words["commenting"]), None), targets)


def _document(
    article: str, notes: Sequence[_Note], spans: Sequence[tuple[Span, ...]], notices: tuple[str, ...]
) -> Document:
    mentions, quotes, strays = [], [], []
    ids = {_one(note, "id") for note in notes if note.label == "quote"} - {None}
    parts: dict[tuple[str, str], tuple[Span, ...]] = {}
    for note, places in zip(notes, spans, strict=True):
        if note.label in PARTS and (id_ := _one(note, "quote")) and id_ in ids:
            parts[id_, note.label] = (*parts.get((id_, note.label), ()), *places)
        elif note.label in PARTS:
            strays += [Stray(note.place, note.label, span) for span in places]
    for i, (note, places) in enumerate(zip(notes, spans, strict=True)):
        if note.label == "quote":
            quotes.append(_quote(note, f"annotation {i}", places, parts))
        elif note.label in MENTION_TYPES:
            entity, stands_for = _one(note, "entity"), _one(note, "stands_for")
            mentions += [MentionDraft(note.place, span, note.label, entity, stands_for) for span in places]
    return Document(article, QUOTE_FIELDS, tuple(mentions), tuple(quotes), tuple(strays), notices)


def _one(note: _Note, key: str) -> str | None:
    return next(iter(note.values.get(key, ())), None)


def _quote(
    note: _Note, key: str, places: tuple[Span, ...], others: Mapping[tuple[str, str], tuple[Span, ...]]
) -> QuoteDraft:
    id_ = _one(note, "id")
    parts = {"content": places, **{part: others.get((id_ or "", part), ()) for part in PARTS}}
    fields: dict[str, Any] = {name: _one(note, name) for name in SINGLE}
    fields |= {name: list(dict.fromkeys(note.values.get(name, ()))) for name in LISTS}
    fields |= {FLAGS[flag][0]: FLAGS[flag][1] for flag in note.flags}
    return QuoteDraft(note.place, id_ or key, id_, parts, {**fields, "note": note.remark})
