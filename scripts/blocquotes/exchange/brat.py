"""brat standoff: a text and its .ann file, both ways; offsets are code points, as brat's server counts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from blocquotes.corpus import Corpus
from blocquotes.exchange import reading, vocabulary
from blocquotes.exchange.document import Document, MentionDraft, QuoteDraft, Stray, TextOf, chosen, refuse
from blocquotes.exchange.offsets import Claim, ruler, settle
from blocquotes.model import ENTITY_TYPES, Article, Quote, Span
from blocquotes.refusal import FOUND, Reason, Refusal
from blocquotes.spans import trimmed

# brat has only notes for free text, and they hold our ids.
HELD = tuple(name for name in vocabulary.QUOTE_FIELDS if name not in vocabulary.LINES)

ROLES = {**vocabulary.PART_LABELS, "Within": "within", "Antecedent": "antecedent"}
ATTRIBUTES = {name.capitalize(): name for name in (*vocabulary.CHOICES, *vocabulary.FLAGS)}
NOTE_KEYS = {"E": ("id", *vocabulary.LISTS, "via"), "T": ("entity", "stands_for")}

LINE = re.compile(r"(?P<id>[TEA#][0-9]+)\t(?P<kind>[A-Za-z_]+)(?P<tail>[ :][^\t]*)(?:\t(?P<words>.*))?")
BLANKS = str.maketrans("\r\n\t", "   ")

VALUES = {name.capitalize(): f", Value:{'|'.join(values)}" for name, values in vocabulary.CHOICES.items()}
VALUES |= {flag.capitalize(): "" for flag in vocabulary.FLAGS}
CONFIGURATION = f"""[entities]
{chr(10).join((*vocabulary.PART_LABELS, *ENTITY_TYPES))}

[relations]

[events]
Quote\tContent*:Content, Cue*:Cue, Source*:Source, Within?:Quote, Antecedent?:Quote

[attributes]
{chr(10).join(f"{name}{chr(9)}Arg:Quote{values}" for name, values in VALUES.items())}
"""


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """For each article its text and its annotations, and `annotation.conf` for the folder."""
    yield "annotation.conf", CONFIGURATION.encode("utf-8")
    for article in articles:
        yield f"{article.id}.txt", _text(article.text).encode("utf-8")
        yield f"{article.id}.ann", "".join(f"{line}\n" for line in _lines(article)).encode("utf-8")


def _text(text: str) -> str:
    """The text as brat gets it: a carriage return is a blank, since brat counts CRLF as one (nlplab/brat, 853)."""
    return text.replace("\r", " ")


def _lines(article: Article) -> Iterator[str]:
    """Every line of an article's .ann file. A quote is an event whose trigger is its first span."""
    marks: dict[Any, tuple[str, Span]] = {
        ("mention", i): (m.type, m.span) for i, m in enumerate(vocabulary.names_of(article))
    }
    marks |= {item: (item[0].capitalize(), item[1]) for item in vocabulary.shared_parts(article)}
    for quote in article.quotes:
        contents = enumerate(quote.content)
        marks |= {(quote.id, j): ("Quote" if j == 0 else "Content", span) for j, span in contents}
    order = sorted(marks, key=lambda mark: (marks[mark][1], marks[mark][0]))
    names = {mark: f"T{i}" for i, mark in enumerate(order, start=1)}
    events = {quote.id: f"E{i}" for i, quote in enumerate(article.quotes, start=1)}
    for mark in order:
        yield _text_bound(names[mark], *marks[mark], _text(article.text))
    notes = {}
    for i, mention in enumerate(vocabulary.names_of(article)):
        stands_for = {"stands_for": mention.stands_for} if mention.stands_for else {}
        notes[names["mention", i]] = _note({"entity": mention.entity, **stands_for})
    attributes: list[str] = []
    for quote in article.quotes:
        fields = vocabulary.fields_of(quote)
        yield f"{events[quote.id]}\t{' '.join(_arguments(quote, fields, names, events))}"
        ticks = [f"{flag.capitalize()} {events[quote.id]}" for flag in vocabulary.flags_of(fields)]
        attributes += [
            f"{k.capitalize()} {events[quote.id]} {fields[k]}" for k in vocabulary.CHOICES if k in fields
        ] + ticks
        notes[events[quote.id]] = _note(
            {"id": quote.id, **{k: fields[k] for k in (*vocabulary.LISTS, "via") if k in fields}}
        )
    yield from (f"A{i}\t{attribute}" for i, attribute in enumerate(attributes, start=1))
    yield from (f"#{i}\tAnnotatorNotes {target}\t{note}" for i, (target, note) in enumerate(notes.items(), start=1))


def _text_bound(name: str, label: str, span: Span, text: str) -> str:
    """A T line; a span over several lines of the text is given in fragments, as brat wants it."""
    found = re.finditer(r"[^\n]*[^\s][^\n]*", text[span.start : span.end])
    pieces = [trimmed(text, Span(span.start + m.start(), span.start + m.end())) for m in found]
    places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
    words = " ".join(text[piece.start : piece.end] for piece in pieces).translate(BLANKS)
    return f"{name}\t{label} {places}\t{words}"


def _arguments(
    quote: Quote, fields: Mapping[str, Any], names: Mapping[Any, str], events: Mapping[str, str]
) -> Iterator[str]:
    yield f"Quote:{names[quote.id, 0]}"
    targets = {
        "Content": [names[quote.id, j] for j in range(1, len(quote.content))],
        "Cue": [names["cue", span] for span in quote.cue],
        "Source": [names["source", span] for span in quote.source],
        **{link.capitalize(): [events[fields[link]]] for link in vocabulary.LINKS if link in fields},
    }
    for role, ends in targets.items():
        yield from (f"{role}{i if i > 1 else ''}:{end}" for i, end in enumerate(ends, start=1))


def _note(values: Mapping[str, str | list[str]]) -> str:
    return " | ".join(f"{k}={','.join(v) if isinstance(v, list) else v}" for k, v in values.items())


@dataclass(frozen=True)
class _Lines:
    """The lines of an .ann file by kind; text-bound marks with their fragments."""

    labels: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    attributes: list[tuple[str, str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def read(path: Path, text_of: TextOf) -> Iterator[Document]:
    """The document of an .ann file, whose name is the article's id, with its .txt file beside it."""
    text = _text(text_of(path.stem, path.name))
    beside = path.with_suffix(".txt")
    if not beside.is_file() or reading.read_text(beside) != text:
        found = "a different text" if beside.is_file() else "no such file"
        fix = "export the article again, and annotate that; nothing may change its .txt file, not its line ends either"
        raise refuse(
            path.name, f"{beside.name} in the same folder must hold the article's text as exported", found, fix
        )
    lines = _parse(path.name, reading.read_text(path))
    flat = [claim for claims in lines.claims.values() for claim in claims]
    settled, notice = settle(text.translate(BLANKS), flat)
    queue = iter(settled)
    spans = {id_: _joined(text, [next(queue) for _ in claims]) for id_, claims in lines.claims.items()}
    fields, notices = _fields(lines)
    quotes = tuple(_quotes(lines, spans, fields))
    mentions, strays = tuple(_mentions(lines, spans, fields)), tuple(_strays(lines, spans))
    heard = [f"{path.name}: {notice}"] if notice else []
    yield Document(path.stem, HELD, mentions, quotes, strays, (*heard, *notices))


def _parse(name: str, text: str) -> _Lines:
    lines = _Lines()
    for number, row in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not row.strip():
            continue
        place = f"{name}:{number}"
        match = LINE.fullmatch(row)
        if not match:
            must = "a line must be a text-bound mark (T), event (E), attribute (A) or note (#)"
            fix = "take relations, normalisations and equivalences out in brat; they have no meaning here"
            raise refuse(place, must, repr(row[:80]), fix)
        id_ = match["id"]
        if id_ in lines.places:
            raise refuse(place, "an id must be of one line only", repr(id_), "give one of the two lines another number")
        lines.places[id_] = place
        _sort(lines, match, id_, place)
    return lines


def _sort(lines: _Lines, match: re.Match[str], id_: str, place: str) -> None:
    kind, tail, words = match["kind"], match["tail"].strip(), match["words"]
    if id_[0] == "T":
        labels = ("Quote", *vocabulary.PART_LABELS, *ENTITY_TYPES)
        if kind not in labels:
            raise refuse(place, f"a mark must be one of {', '.join(labels)}", repr(kind), "choose another type in brat")
        if words is None:
            must = "a mark must have its words after a tab"
            raise refuse(place, must, repr(match[0][:80]), "keep the tabs of the file that brat saved")
        lines.labels[id_] = kind
        lines.claims[id_] = list(_claims(place, tail, words.translate(BLANKS)))
    elif id_[0] == "E":
        pairs = [pair.partition(":") for pair in (kind + match["tail"]).split()]
        if not all(mark and end for _, mark, end in pairs):
            raise refuse(place, "an event must be `Quote:T1 Cue:T2 …`", repr(match[0][:80]), reading.AGAIN)
        lines.events[id_] = [(role, end) for role, _, end in pairs]
    elif id_[0] == "A":
        target, _, value = tail.partition(" ")
        lines.attributes.append((place, kind, target, value))
    else:
        lines.notes.append((place, tail, words or ""))


def _claims(place: str, tail: str, words: str) -> Iterator[Claim]:
    """The fragments of a mark with the words of each; the words are joined by one blank."""
    if not re.fullmatch(r"[0-9]{1,9} [0-9]{1,9}(;[0-9]{1,9} [0-9]{1,9})*", tail):
        raise refuse(place, "a mark must have offsets like `2 15;34 53`", repr(tail[:40]), reading.AGAIN)
    ends = [(int(start), int(end)) for start, _, end in (piece.partition(" ") for piece in tail.split(";"))]
    lengths = [end - start for start, end in ends]
    measure = ruler(words)
    in_units = len(words) != sum(lengths) + len(lengths) - 1
    at = 0
    for (start, end), length in zip(ends, lengths, strict=True):
        first, last = (measure.point(at), measure.point(at + length)) if in_units else (at, at + length)
        whole = len(ends) == 1
        yield Claim(place, start, end, words if whole or first is None or last is None else words[first:last])
        at += length + 1


def _joined(text: str, pieces: list[Span]) -> tuple[Span, ...]:
    """The spans of a mark: fragments with only white space between them are one, since brat cuts at line ends."""
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and not text[joined[-1].end : piece.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def _fields(lines: _Lines) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Fields by event or mark, from attributes and notes; and the notes that are a person's remarks, left out."""
    fields: dict[str, dict[str, Any]] = {id_: {} for id_ in (*lines.labels, *lines.events)}
    reasons: list[Reason] = []
    remarks = []
    for place, name, target, value in lines.attributes:
        key = ATTRIBUTES.get(name)
        if key is None or target not in lines.events:
            must = f"an attribute must be one of {', '.join(ATTRIBUTES)}, of a Quote"
            reasons.append(Reason(must, f"{name!r} of {target!r}", "take it out in brat", place))
        elif key in vocabulary.FLAGS:
            fields[target] |= {vocabulary.FLAGS[key][0]: vocabulary.FLAGS[key][1]}
        else:
            reasons += chosen(place, key, [value], vocabulary.CHOICES[key])
            fields[target][key] = value
    for place, target, note in lines.notes:
        known = NOTE_KEYS.get(target[:1], ())
        pairs = [pair.strip().partition("=") for pair in note.split("|")]
        if target not in fields or not all(key in known and mark for key, mark, _ in pairs):
            remarks.append(f"{place}: the note {note[:80]!r} is left out; notes hold {', '.join(known)} as key=value")
            continue
        for key, _, value in pairs:
            words = [word.strip() for word in value.split(",") if word.strip()]
            fields[target][key] = words if key in vocabulary.LISTS else ",".join(words) or None
    if reasons:
        raise Refusal.of(reasons, FOUND)
    return fields, remarks


def _quotes(
    lines: _Lines, spans: Mapping[str, tuple[Span, ...]], fields: Mapping[str, dict[str, Any]]
) -> Iterator[QuoteDraft]:
    for id_, ((kind, trigger), *arguments) in lines.events.items():
        place = lines.places[id_]
        if kind != "Quote" or lines.labels.get(trigger) != "Quote":
            raise refuse(place, "an event must be a Quote of a Quote mark", f"{kind}:{trigger}", "choose it in brat")
        parts: dict[str, tuple[Span, ...]] = {"content": spans[trigger], "cue": (), "source": ()}
        links: dict[str, str] = {}
        for argument, end in arguments:
            role = argument.rstrip("0123456789")
            if role in vocabulary.PART_LABELS and lines.labels.get(end) == role:
                parts[vocabulary.PART_LABELS[role]] += spans[end]
            elif role in ROLES and ROLES[role] in vocabulary.LINKS and end in lines.events and role not in links:
                links[ROLES[role]] = end
            else:
                must = f"an argument must be one of {', '.join(ROLES)}, of a mark of that type or a Quote"
                raise refuse(place, must, f"{argument}:{end}"[:80], "take it out in brat, or draw it again")
        known = dict(fields[id_])
        yield QuoteDraft(place, id_, known.pop("id", None), parts, {**known, **links})


def _mentions(
    lines: _Lines, spans: Mapping[str, tuple[Span, ...]], fields: Mapping[str, dict[str, Any]]
) -> Iterator[MentionDraft]:
    for id_, label in lines.labels.items():
        if label in ENTITY_TYPES:
            place = lines.places[id_]
            if len(spans[id_]) > 1:
                raise refuse(place, "a mention must be one span", f"{len(spans[id_])}", "mark one span in brat")
            yield MentionDraft(place, spans[id_][0], label, fields[id_].get("entity"), fields[id_].get("stands_for"))


def _strays(lines: _Lines, spans: Mapping[str, tuple[Span, ...]]) -> Iterator[Stray]:
    taken = {end for pairs in lines.events.values() for _, end in pairs}
    for id_, label in lines.labels.items():
        if label not in ENTITY_TYPES and id_ not in taken:
            part = vocabulary.PART_LABELS.get(label, "content")
            yield from (Stray(lines.places[id_], part, span) for span in spans[id_])
