"""UIMA CAS, as INCEpTION has it, through dkpro-cassis; offsets are UTF-16 units in the files, code points here."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cassis import Cas, TypeSystem

from blocquotes.exchange import reading, vocabulary
from blocquotes.exchange.document import Document, MentionDraft, QuoteDraft, Stray, TextOf, chosen, refuse
from blocquotes.exchange.offsets import Claim, settle
from blocquotes.model import ENTITY_TYPES, Article, Span
from blocquotes.refusal import FOUND, Refusal

SPACE = "blocquotes."
LABELS = ("Article", "Mention", "Quote", *vocabulary.PART_LABELS)
# Field of a quote → its feature, where the names differ: `type` means something else in UIMA, which writes `noSpeaker`.
NAMES = {"type": "kind", "no_speaker": "noSpeaker"}

TEXTS = (*vocabulary.CHOICES, "via", *vocabulary.LINES)


def feature(name: str) -> str:
    """The name of the feature that holds a field."""
    return NAMES.get(name, name)


def type_system() -> TypeSystem:
    """Our types: Article, Mention, Quote, and Content (a further span), Cue and Source that a Quote links to."""
    types = TypeSystem()
    article = types.create_type(f"{SPACE}Article", "uima.cas.AnnotationBase")
    types.create_feature(article, "identifier", "uima.cas.String")
    mention = types.create_type(f"{SPACE}Mention", "uima.tcas.Annotation")
    for name in ("kind", "entity", "standsFor"):
        types.create_feature(mention, name, "uima.cas.String")
    for label in vocabulary.PART_LABELS:
        types.create_type(SPACE + label, "uima.tcas.Annotation")
    link = types.create_type(f"{SPACE}QuoteLink", "uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", "uima.tcas.Annotation")
    quote = types.create_type(f"{SPACE}Quote", "uima.tcas.Annotation")
    for name in ("identifier", *map(feature, TEXTS)):
        types.create_feature(quote, name, "uima.cas.String")
    for name in vocabulary.FLAGS:
        types.create_feature(quote, name, "uima.cas.Boolean")
    for name in vocabulary.LISTS:
        types.create_feature(quote, name, "uima.cas.StringArray")
    types.create_feature(quote, "links", "uima.cas.FSArray", f"{SPACE}QuoteLink")
    return types


def to_cas(article: Article) -> Cas:
    """An article's text and annotations as a CAS."""
    types = type_system()
    cas = Cas(typesystem=types, sofa_string=article.text, sofa_mime="text/plain")
    cas.document_language = article.language

    def add(label: str, span: Span, **features: Any) -> Any:
        made = types.get_type(SPACE + label)(begin=span.start, end=span.end, **features)
        cas.add(made)
        return made

    cas.add(types.get_type(f"{SPACE}Article")(identifier=article.id))
    for mention in vocabulary.names_of(article):
        add("Mention", mention.span, kind=mention.type, entity=mention.entity, standsFor=mention.stands_for)
    shared = {item: add(item[0].capitalize(), item[1]) for item in vocabulary.shared_parts(article)}
    quotes = {}
    for quote in article.quotes:
        fields = vocabulary.fields_of(quote)
        made = add("Quote", quote.content[0], identifier=quote.id)
        for name in TEXTS:
            setattr(made, feature(name), fields.get(name))
        for flag in vocabulary.FLAGS:
            setattr(made, flag, flag in vocabulary.flags_of(fields))
        for name in vocabulary.LISTS:
            setattr(made, name, types.get_type("uima.cas.StringArray")(elements=fields.get(name, [])))
        quotes[quote.id] = made
    for quote in article.quotes:
        ends = [("content", add("Content", span)) for span in quote.content[1:]]
        ends += [(part, shared[part, span]) for part in ("cue", "source") for span in getattr(quote, part)]
        ends += [(link, quotes[id_]) for link in vocabulary.LINKS if (id_ := getattr(quote, link))]
        links = [types.get_type(f"{SPACE}QuoteLink")(role=role, target=end) for role, end in ends]
        quotes[quote.id].links = types.get_type("uima.cas.FSArray")(elements=links)
    return cas


def load(path: Path, loader: Callable[[], Cas]) -> Cas:
    """A CAS from a file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # cassis only warns here, and leaves the offset in the file's unit, where it means another place.
            warnings.filterwarnings("error", message="Not mapping external offset")
            return loader()
    except Exception as error:
        # cassis and lxml have no common error for a broken file.
        found = f"{type(error).__name__}: {error}"[:200]
        must = "the file must be a UIMA CAS of our types, with offsets in UTF-16 units between its characters"
        raise refuse(path.name, must, found, reading.AGAIN) from None


def document(path: Path, cas: Cas, text_of: TextOf) -> Document:
    """The document of a CAS."""
    if missing := [label for label in LABELS if not cas.typesystem.contains_type(SPACE + label)]:
        found = f"no {', '.join(SPACE + label for label in missing)}"
        raise refuse(path.name, "the CAS must have our types", found, "annotate in our layers, and keep them all")
    names = [_text(mark, "identifier", path.name) for mark in cas.select(f"{SPACE}Article")]
    article = next(filter(None, names), path.stem)
    text = text_of(article, path.name)
    if cas.sofa_string != text:
        fix = "export the article again, and annotate that"
        raise refuse(path.name, f"the CAS must hold the published text of {article}", "a different text", fix)
    marks = [mark for label in ("Mention", *vocabulary.PART_LABELS, "Quote") for mark in cas.select(SPACE + label)]
    claims = [Claim(_place(path, mark), *_edges(mark, _place(path, mark)), None) for mark in marks]
    settled, _ = settle(text, claims)
    spans = {id(mark): span for mark, span in zip(marks, settled, strict=True)}
    links = {id(mark): list(_links(mark, spans, _place(path, mark))) for mark in marks if _label(mark) == "Quote"}
    taken = {id(end) for ends in links.values() for _, end in ends}
    return Document(
        article,
        vocabulary.QUOTE_FIELDS,
        tuple(_mention(mark, _place(path, mark), spans[id(mark)]) for mark in marks if _label(mark) == "Mention"),
        tuple(_quote(mark, _place(path, mark), spans, links[id(mark)]) for mark in marks if _label(mark) == "Quote"),
        tuple(
            Stray(_place(path, mark), vocabulary.PART_LABELS[_label(mark)], spans[id(mark)])
            for mark in marks
            if _label(mark) in vocabulary.PART_LABELS and id(mark) not in taken
        ),
    )


def _label(mark: Any) -> str:
    return str(mark.type.name).removeprefix(SPACE)


def _place(path: Path, mark: Any) -> str:
    return f"{path.name}, {_label(mark)} with id {mark.xmiID}"


def _edges(mark: Any, place: str) -> tuple[int, int]:
    return reading.take(mark.begin, int, f"{place}.begin"), reading.take(mark.end, int, f"{place}.end")


def _text(mark: Any, name: str, place: str) -> str | None:
    """A feature that is words; an empty one, as INCEpTION leaves it, is none."""
    value = getattr(mark, name, None)
    return reading.take(value, str, f"{place}.{name}") or None if value is not None else None


def _elements(mark: Any, name: str, place: str) -> list[Any]:
    array = getattr(mark, name, None)
    elements = getattr(array, "elements", None) if array is not None else []
    return reading.take(elements or [], list, f"{place}.{name}")


def _links(quote: Any, spans: Mapping[int, Span], place: str) -> Iterator[tuple[str, Any]]:
    """Role and target of every link of a quote; the target's type decides, the role only between quotes."""
    for link in _elements(quote, "links", place):
        target = getattr(link, "target", None)
        label = _label(target) if id(target) in spans else ""
        role = vocabulary.PART_LABELS.get(label) or (_text(link, "role", place) if label == "Quote" else None)
        if role not in (*vocabulary.PART_LABELS.values(), *vocabulary.LINKS):
            must = "a link must lead to a Content, Cue or Source, or to a Quote in the role within or antecedent"
            raise refuse(place, must, f"{label or 'nothing'!r} as {role!r}", "delete the link in the tool")
        yield role, target


def _mention(mark: Any, place: str, span: Span) -> MentionDraft:
    kind = _text(mark, "kind", place) or ""
    if reasons := list(chosen(place, "kind", [kind], ENTITY_TYPES)):
        raise Refusal.of(reasons, FOUND)
    return MentionDraft(place, span, kind, _text(mark, "entity", place), _text(mark, "standsFor", place))


def _quote(mark: Any, place: str, spans: Mapping[int, Span], links: list[tuple[str, Any]]) -> QuoteDraft:
    parts = {
        part: tuple(spans[id(end)] for role, end in links if role == part) for part in vocabulary.PART_LABELS.values()
    }
    parts["content"] = (spans[id(mark)], *parts["content"])
    fields: dict[str, Any] = {name: _text(mark, feature(name), place) for name in TEXTS}
    fields |= {name: reading.strings(_elements(mark, name, place), f"{place}.{name}") for name in vocabulary.LISTS}
    fields |= {name: value for flag, (name, value) in vocabulary.FLAGS.items() if getattr(mark, flag, None) is True}
    for link in vocabulary.LINKS:
        ends = [end for role, end in links if role == link]
        if len(ends) > 1:
            raise refuse(place, f"a quote must have one `{link}`", f"{len(ends)}", "delete the others in the tool")
        fields[link] = str(id(ends[0])) if ends else None
    return QuoteDraft(place, str(id(mark)), _text(mark, "identifier", place), parts, fields)
