"""Merges a tool's document into the article's file: unchanged annotations stay as written, others get new anchors."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from blocquotes import anchors, marks, regions, schemas
from blocquotes.checks.draft_status import SUGGESTED
from blocquotes.corpus import Corpus, Record, Resolution, article, form_of, resolve
from blocquotes.exchange import vocabulary
from blocquotes.exchange.document import MAX_MARKS, Document, MentionDraft, QuoteDraft, Stray, refuse
from blocquotes.fields import QUOTE_PARTS
from blocquotes.form import canonical
from blocquotes.model import Article, Span
from blocquotes.refusal import FOUND, Reason, Refusal
from blocquotes.shown import nearest, shown
from blocquotes.sources import Json, Source
from blocquotes.spans import trimmed
from blocquotes.statements import NAMED

if TYPE_CHECKING:
    from jsonschema import ValidationError

Line = dict[str, Any]
# A single mention: its place in the seed, type, entity, and what it stands for.
Name = tuple[Span, str, str, str | None]


@dataclass(frozen=True)
class Home:
    """The article that a document goes into: its record, its model, and the places of its anchors."""

    record: Record
    corpus: Corpus
    resolution: Resolution
    article: Article

    def seed_span(self, place: str, span: Span) -> Span:
        """The place in the seed of a span of the published text."""
        if not any(region.text is not None and region.text.holds(span) for region in self.article.regions):
            must = "a span must lie in one paragraph or headline, no blank line between two regions inside"
            words = shown(self.article.text[span.start : span.end])
            raise refuse(place, must, words, "mark each part separately")
        return regions.to_seed(self.article.regions)(span)


def home(corpus: Corpus, record: Record) -> Home:
    """The article of a record, ready to be exported or merged into."""
    resolution = corpus.resolution(record) if record.is_sound else None
    if resolution is None or not resolution.is_whole:
        must = "the file of an article must be valid, and each of its anchors must have one place"
        raise refuse(record.file, must, "findings", f"run `blocquotes check {record.file}` and fix them first")
    return Home(record, corpus, resolution, article(record, resolution))


def merge(target: Home, document: Document) -> tuple[str, list[str]]:
    """The canonical text of the article's file with the document merged in, and notices for the user."""
    if len(document.mentions) + len(document.quotes) > MAX_MARKS:
        raise refuse(document.article, f"an article must have at most {MAX_MARKS:,} marks", "more", "remove some")
    if not document.mentions and not document.quotes and (target.article.mentions or target.article.quotes):
        fix = "annotate in our layers or labels; to remove all annotations, edit the article's file"
        raise refuse(document.article, "an import must not empty an article", "no quote and no mention", fix)
    document, notices = _trimmed(target.article.text, document)
    reasons = [*_stray_reasons(target, document), *_id_reasons(target, document)]
    if reasons:
        raise Refusal.of(reasons, FOUND)
    value = {**target.record.value, "quotes": _quotes(target, document)}
    value["mentions"] = _mentions(target, document, value)
    text = _written(target, document, value)
    return text, [*document.notices, *notices, *_dropped(target, document)]


def _trimmed(text: str, document: Document) -> tuple[Document, list[str]]:
    """The document without white space at the edges of spans, and which spans had some."""
    notices: list[str] = []

    def trim(place: str, span: Span) -> Span:
        words, tight = text[span.start : span.end], trimmed(text, span)
        if not words.strip():
            raise refuse(place, "a span must contain words", repr(words), "remove the mark in the tool")
        if tight != span:
            notices.append(f"{place}: removed white space at the edges of {shown(words)}")
        return tight

    mentions = tuple(replace(m, span=trim(m.place, m.span)) for m in document.mentions)
    quotes = tuple(
        replace(q, parts={part: tuple(sorted({trim(q.place, s) for s in some})) for part, some in q.parts.items()})
        for q in document.quotes
    )
    strays = tuple(replace(s, span=trim(s.place, s.span)) for s in document.strays)
    return replace(document, mentions=mentions, quotes=quotes, strays=strays), notices


def _left_over(target: Home, document: Document, stray: Stray) -> bool:
    """Whether a stray is the cue or source of a quote that was deleted in the tool."""
    kept = {draft.id for draft in document.quotes}
    gone = (quote for quote in target.article.quotes if quote.id not in kept)
    return any(stray.span in getattr(quote, stray.part) for quote in gone)


def _stray_reasons(target: Home, document: Document) -> Iterator[Reason]:
    for stray in document.strays:
        if not _left_over(target, document, stray):
            words = shown(target.article.text[stray.span.start : stray.span.end])
            must = f"every {stray.part} must belong to a quote"
            yield Reason(
                must, f"{words} belongs to none", "link it to its quote in the tool, or delete it", stray.place
            )


def _dropped(target: Home, document: Document) -> Iterator[str]:
    for stray in document.strays:
        words = shown(target.article.text[stray.span.start : stray.span.end])
        yield f"{stray.place}: removed the {stray.part} {words} with its quote"


def _id_reasons(target: Home, document: Document) -> Iterator[Reason]:
    """Reasons to refuse quotes: an id that is used twice, links to quotes that do not exist."""
    keys = {draft.key for draft in document.quotes}
    seen: set[str] = set()
    for draft in document.quotes:
        if draft.id is not None and draft.id in seen:
            fix = "give each quote its own id, or no id, and one is made"
            yield Reason("a quote's id must be unique", f"{draft.id!r} again", fix, draft.place)
        seen |= {draft.id} if draft.id else set()

        for link in vocabulary.LINKS:
            if draft.fields.get(link) not in (None, *keys):
                found = f"no quote {shown(draft.fields[link])}"
                yield Reason(
                    f"{link} must name a quote of the article", found, "correct or delete the link", draft.place
                )


# Fields that describe the words of a part: other words in the tool, and the file's value is no longer theirs.
FOLLOWS = {"source": ("source_form",), "cue": ("cue_class", "cue_lemma")}


def _quotes(target: Home, document: Document) -> list[Line]:
    """The lines of the quotes: fields that the tool cannot hold, and anchors that still fit, are kept."""
    ids = _ids(target, document)
    old = {quote["id"]: (i, quote) for i, quote in enumerate(target.record.value["quotes"])}
    lines = []
    for draft in document.quotes:
        index, before = old.get(draft.id or "", (-1, {}))
        line: Line = {**before, "id": ids[draft.key], **_parts(target, index, draft)}
        for name in (part for part in QUOTE_PARTS if not draft.parts.get(part)):
            line.pop(name, None)
        for name in (name for part in FOLLOWS if line.get(part) != before.get(part) for name in FOLLOWS[part]):
            line.pop(name, None)
        for name in document.held:
            line.pop(name, None)
            value = _field(name, draft, before, ids)
            line |= {name: value} if value not in (None, []) else {}
        line.setdefault("speakers", [])
        line.setdefault("type", marks.read([anchor["exact"] for anchor in line["content"]]).type)
        if line != before:
            # A corrected suggestion is no longer a suggestion.
            for name in SUGGESTED:
                line.pop(name, None)
        lines.append(line)
    return lines


def _ids(target: Home, document: Document) -> dict[str, str]:
    """Key → id of every draft. A new quote never gets an id that the article has or had before the import."""
    taken = {quote["id"] for quote in target.record.value["quotes"]} | {d.id for d in document.quotes if d.id}
    ids: dict[str, str] = {}
    for draft in sorted(document.quotes, key=lambda d: (d.parts["content"], d.key)):
        content = target.article.words(draft.parts["content"]) or ""
        ids[draft.key] = draft.id or new_id(content, taken)
        taken.add(ids[draft.key])
    return ids


# Words at the beginning of a content, and characters, that become a quote's id.
ID_WORDS, ID_LENGTH = 3, 60

# Words that say nothing about the subject of a quote.
SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by for from had has have he her his i in is it its of on or our she so that the "
        "their them they this to was we were which who will with would you your",
    )
)


def new_id(content: str, taken: Collection[str]) -> str:
    """An id for a quote of this content: its first `ID_WORDS` content words, with a number if the id is taken."""
    plain = unicodedata.normalize("NFKD", content).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)'(?=\w)", "", plain))
    content_words = [word for word in words if word not in SMALL] or words or ["quote"]
    slug = "-".join(content_words[:ID_WORDS])[:ID_LENGTH].strip("-")
    names = (f"{slug}-{number}" if number > 1 else slug for number in count(1))
    return next(name for name in names if name not in taken)


def _field(name: str, draft: QuoteDraft, before: Mapping[str, Any], ids: Mapping[str, str]) -> Any:
    """A field's value for the file: links by id; a list keeps its old order if it has the same items."""
    value = draft.fields.get(name)
    if name in vocabulary.LINKS and value is not None:
        return ids[value]
    if name in vocabulary.LISTS and value and sorted(value) == sorted(before.get(name, ())):
        return before[name]
    return value


def _parts(target: Home, index: int, draft: QuoteDraft) -> Line:
    """The anchors of a draft's parts: the old anchor if the place is the same, else the smallest."""
    hits = target.resolution.hits
    parts: Line = {}
    for part, spans in draft.parts.items():
        lines = target.record.value["quotes"][index].get(part, []) if index >= 0 else []
        old = {hits["quotes", index, part, j][0]: line for j, line in enumerate(lines)}
        seed_spans = [target.seed_span(draft.place, span) for span in spans]
        parts[part] = [old.get(span) or _anchor(target, draft.place, span) for span in seed_spans]
    return parts


def _anchor(target: Home, place: str, span: Span) -> Line:
    """The smallest anchor of a place in the seed, for the file."""
    found = anchors.describe(target.resolution.seed, span, target.resolution.areas)
    if found is None:
        words = shown(target.resolution.seed[span.start : span.end])
        fix = "mark the first of the two regions, and give the other one `repeat: true` in the article's file"
        raise refuse(place, "words that occur several times must have different context", f"{words} without", fix)
    return {key: words for key in ("exact", "prefix", "suffix") if (words := getattr(found, key))}


def _mentions(target: Home, document: Document, value: Line) -> list[Line]:
    """The lines of the mentions: old lines whose places are unchanged, and a new line for every other mention.

    An `every` line that would now have other places is replaced by single lines.
    """
    wanted = {_name(target, draft): draft.place for draft in document.mentions}
    old = [line for line in target.record.value["mentions"] if form_of(line) == "name"]
    others = [line for line in target.record.value["mentions"] if form_of(line) != "name"]
    places: dict[int, list[Span]] = {i: [] for i in range(len(old))}
    names = resolve({**target.record.value, "quotes": [], "mentions": old}, target.resolution.seed)
    for span, path in names.mentions:
        places[int(path[1])].append(span)
    kept = {i for i in places if places[i] and all(_of_line(span, old[i]) in wanted for span in places[i])}
    while True:
        covered = {_of_line(span, old[i]) for i in kept for span in places[i]}
        single = [_line(target, wanted[name], name) for name in sorted(wanted.keys() - covered, key=_order)]
        lines = [old[i] for i in sorted(kept)]
        grown = resolve({**value, "quotes": [], "mentions": lines + single}, target.resolution.seed)
        now: dict[int, list[Span]] = {i: [] for i in kept}
        for span, path in grown.mentions:
            if path[1] in range(len(lines)):
                now[sorted(kept)[int(path[1])]].append(span)
        changed = {i for i in kept if sorted(now[i]) != sorted(places[i])}
        if not changed:
            return lines + single + others
        kept -= changed


def _name(target: Home, draft: MentionDraft) -> Name:
    if not draft.entity:
        words = shown(target.article.text[draft.span.start : draft.span.end])
        fix = "choose the entity in the tool; one that has no file yet needs one in corpus/entities first"
        raise refuse(draft.place, "a mention must name its entity", f"{words} has none", fix)
    return target.seed_span(draft.place, draft.span), draft.type, draft.entity, draft.stands_for or None


def _of_line(span: Span, line: Mapping[str, Any]) -> Name:
    return span, line["type"], line["entity"], line.get("stands_for")


def _order(name: Name) -> tuple[Any, ...]:
    return *name[:3], name[3] or ""


def _line(target: Home, place: str, name: Name) -> Line:
    span, type_, entity, stands_for = name
    line = {**_anchor(target, place, span), "type": type_, "entity": entity}
    return {**line, "stands_for": stands_for} if stands_for else line


def _written(target: Home, document: Document, value: Line) -> str:
    """The canonical text of the article's new value."""
    shape = tuple(schemas.errors(target.corpus.layout.schema, "article", value))
    record = replace(target.record, source=Source("", Json(value, ""), None), shape=shape)
    reasons = list(_shape_reasons(document, record)) or list(_unknown(target.corpus, document, record))
    if reasons:
        raise Refusal.of(reasons, FOUND)
    return canonical(record, replace(target.corpus, resolutions={}))


def _shape_reasons(document: Document, record: Record) -> Iterator[Reason]:
    for error in record.shape:
        path = tuple(error.absolute_path)
        name = str(path[-1] if path and isinstance(path[-1], str) else "the quote")
        yield Reason(_must(name, error), shown(error.instance), "correct it in the tool", _place(document, path))


def _must(name: str, error: "ValidationError") -> str:
    """What a value of a field must be, by the part of the schema that it does not fit."""
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    if error.validator == "required":
        return f"{name}: {error.message}"
    if "enum" in schema:
        return f"{name} must be one of {', '.join(schema['enum'])}"
    sentence = str(schema.get("description", "")).partition(". ")[0].rstrip(".")
    return f"{name} must be {sentence[:1].lower()}{sentence[1:]}" if sentence else f"{name}: {error.message}"


def _unknown(corpus: Corpus, document: Document, record: Record) -> Iterator[Reason]:
    for kind, uses in NAMED.items():
        for path, id_ in uses(record.kind, record.value):
            if id_ not in corpus.ids[kind]:
                must = f"every {kind} named must have a file in corpus/"
                hint = nearest(id_, corpus.ids[kind])
                fix = hint or f"write the {kind}'s file first, then import again"
                yield Reason(must, f"no {kind} {shown(id_)}", fix, _place(document, path))


def _place(document: Document, path: Sequence[str | int]) -> str:
    """The place in the tool's file of a value of the new article."""
    if len(path) > 1 and path[0] == "quotes" and isinstance(path[1], int):
        return document.quotes[path[1]].place
    return f"mentions of {document.article}" if path and path[0] == "mentions" else document.article


# More quotes than these are counted, so that the line can be read.
LISTED = 3


def not_held(record: Record, document: Document) -> Iterator[str]:
    """The names of what the article's file keeps because the tool cannot hold it."""
    if any(form_of(line) != "name" for line in record.value["mentions"]):
        yield "mentions that are pronouns or descriptions"
    yield from (name for name in record.value if name not in ("$schema", "id", "mentions", "quotes"))
    for name in (*vocabulary.QUOTE_FIELDS, *vocabulary.FILE_ONLY, *vocabulary.DATES, *SUGGESTED):
        ids = [quote["id"] for quote in record.value["quotes"] if name in quote]
        if ids and name not in document.held:
            yield f"{name} of {', '.join(ids) if len(ids) <= LISTED else f'{len(ids)} quotes'}"
