"""Label Studio's results of one task, which come as a flat list, put together to quotes and mentions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from blocquotes.exchange import reading, vocabulary
from blocquotes.exchange.document import MAX_MARKS, Document, MentionDraft, QuoteDraft, Stray, chosen, refuse
from blocquotes.exchange.offsets import Claim, settle
from blocquotes.model import ENTITY_TYPES, Span
from blocquotes.refusal import FOUND, Reason, Refusal

# What a region's id begins with where it is a quote that the corpus has; the quote's id follows.
QUOTE = "quote_"

PARTS = {"Cue": "cue", "Source": "source"}
# Label of a relation → label of the region that it leads to; all come from a Quote.
RELATIONS = {"has_cue": "Cue", "has_source": "Source", "continues": "Quote", "within": "Quote", "antecedent": "Quote"}

LABELS = ("Quote", *PARTS, *ENTITY_TYPES)
SINGLE = (*vocabulary.CHOICES, "via", "entity", "stands_for")
# Control of our labelling configuration → type of its results, which is also the name of their value.
TYPES = {
    "span": "labels",
    **dict.fromkeys((*SINGLE, *vocabulary.LISTS, "flags"), "choices"),
    **dict.fromkeys(vocabulary.LINES, "textarea"),
}

# Directions of a relation's arrow. `left` turns it round; ours have one end each, so none can point both ways.
FORWARD, BACKWARD = "right", "left"

MAX_RESULTS = 10 * MAX_MARKS
SHOWN = 40


@dataclass(frozen=True)
class Results:
    """The results of a task by what they are: regions with their label and span, answers by region, relations.

    `remarks` has a notice for each note of an annotator on a region, which no article file can hold.
    """

    labels: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    answers: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    relations: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)

    def ends(self, regions: Sequence[str], label: str) -> list[str]:
        """The regions that relations of a label lead to from any of the regions."""
        return list(dict.fromkeys(end for id_ in regions for end in self.relations.get((id_, label), ())))


def document(place: str, article: str, text: str, results: Sequence[Any]) -> Document:
    """The document of a task's results."""
    if len(results) > MAX_RESULTS:
        raise refuse(place, f"a task must have at most {MAX_RESULTS:,} results", f"{len(results):,}", reading.AGAIN)
    found = Results()
    for i, result in enumerate(results, start=1):
        _sort(found, result, f"{place} result {i}")
    if reasons := [*_answer_reasons(found, place), *_relation_reasons(found, place)]:
        raise Refusal.of(reasons, FOUND)
    settled, notice = settle(text, list(found.claims.values()))
    spans = dict(zip(found.claims, settled, strict=True))
    contents = _contents(found, place)
    head_of = {id_: head for head, ids in contents.items() for id_ in ids}
    quotes = tuple(_quote(found, spans, ids, head_of) for ids in contents.values())
    notices = (*((f"{place}: {notice}",) if notice else ()), *found.remarks.values())
    mentions, strays = tuple(_mentions(found, spans)), tuple(_strays(found, spans))
    return Document(article, vocabulary.QUOTE_FIELDS, mentions, quotes, strays, notices)


def _sort(found: Results, result: Any, place: str) -> None:
    """Puts one result where it belongs."""
    kind = reading.field(result, "type", str, place)
    if kind == "relation":
        labels = reading.strings(result.get("labels", []), f"{place}.labels")
        start, end = _ends(result, place)
        found.relations[start, labels[0] if len(labels) == 1 else ""].append(end)
        return
    id_ = reading.field(result, "id", str, place)
    for note in _notes(result, place):
        found.remarks.setdefault((id_, note), f"{place}: the note {note[:80]!r} on region {id_[:SHOWN]!r} is left out")
    control = reading.field(result, "from_name", str, place)
    if TYPES.get(control) != kind:
        fix = "set the project up with labels.xml of the export, unchanged"
        raise refuse(place, "a result must come from our labelling configuration", f"{control!r}, {kind!r}", fix)
    value = reading.field(result, "value", dict, place)
    answers = reading.strings(value.get("text" if kind == "textarea" else kind), f"{place}.value")
    if control == "span":
        _add_region(found, id_, value, answers, place)
    else:
        found.answers[id_][control] = answers


def _ends(result: Any, place: str) -> tuple[str, str]:
    """The regions that a relation leads from and to, as its arrow points."""
    ends = tuple(reading.field(result, key, str, place) for key in ("from_id", "to_id"))
    direction = result.get("direction") or FORWARD
    if direction not in (FORWARD, BACKWARD):
        fix = "choose a direction for its arrow in the tool"
        raise refuse(place, "a relation must point one way, `right` or `left`", repr(direction)[:80], fix)
    return (ends[1], ends[0]) if direction == BACKWARD else (ends[0], ends[1])


def _notes(result: Any, place: str) -> list[str]:
    """The notes that an annotator wrote on a region, in `meta.text`."""
    meta = result.get("meta")
    text = meta.get("text") if isinstance(meta, dict) else None
    notes = [text] if isinstance(text, str) else text or []
    return [note for note in reading.strings(notes, f"{place}.meta.text") if note.strip()]


def _add_region(found: Results, id_: str, value: dict[str, Any], labels: list[str], place: str) -> None:
    if len(labels) != 1 or labels[0] not in LABELS or id_ in found.claims:
        words = f"{labels} as region {id_[:SHOWN]!r}" + (" again" if id_ in found.claims else "")
        raise refuse(place, f"a region must have one label of {', '.join(LABELS)}", words, "choose one in the tool")
    start, end = (reading.field(value, edge, int, f"{place}.value") for edge in ("start", "end"))
    words = reading.field(value, "text", str, f"{place}.value")
    found.labels[id_] = labels[0]
    found.claims[id_] = Claim(f"{place}, region {id_[:SHOWN]!r}", start, end, words)


def _answer_reasons(found: Results, place: str) -> Iterator[Reason]:
    for id_, answers in found.answers.items():
        if id_ not in found.labels:
            must = "an answer must belong to a region"
            yield Reason(must, f"region {id_[:SHOWN]!r} has no label", "give it one, or delete it", place)
            continue
        for control, values in answers.items():
            if control in (*SINGLE, *vocabulary.LINES) and len(values) > 1:
                must = f"{control} must be one value"
                yield Reason(must, repr(values), "take the others out in the tool", found.claims[id_].place)
        yield from chosen(found.claims[id_].place, "flags", answers.get("flags", ()), vocabulary.FLAGS)


def _relation_reasons(found: Results, place: str) -> Iterator[Reason]:
    for (start, label), ends in found.relations.items():
        for end in ends:
            if found.labels.get(start) != "Quote" or RELATIONS.get(label, "") != found.labels.get(end, "none"):
                allowed = ", ".join(f"{name} to a {to}" for name, to in RELATIONS.items())
                words = f"{label!r} from {start[:SHOWN]!r} to {end[:SHOWN]!r}"
                fix = "delete it in the tool, or choose its label and draw it again"
                yield Reason(f"a relation must go from a Quote: {allowed}", words, fix, place)


def _contents(found: Results, place: str) -> dict[str, list[str]]:
    """The regions of every quote, by its head: a Quote that no `continues` leads to, and all that it leads to.

    `continues` may lead from span to span, or from the head to each.
    """
    quotes = [id_ for id_, label in found.labels.items() if label == "Quote"]
    tails = set(found.ends(quotes, "continues"))
    taken: set[str] = set()
    contents = {}
    for head in (id_ for id_ in quotes if id_ not in tails):
        ids = {head: None}
        queue = [head]
        for id_ in queue:
            new = [end for end in found.ends([id_], "continues") if end not in ids]
            ids |= dict.fromkeys(new)
            queue += new
        if shared := taken & ids.keys():
            fix = "delete one of the `continues` that lead to it"
            raise refuse(place, "a span must belong to one quote", f"{sorted(shared)[0]!r} to two", fix)
        taken |= ids.keys()
        contents[head] = list(ids)
    if lost := tails - taken:
        fix = "draw `continues` from a quote's first span to each further one"
        raise refuse(place, "`continues` must begin at a first span", f"a circle with {sorted(lost)[0]!r}", fix)
    return contents


def _quote(found: Results, spans: Mapping[str, Span], ids: list[str], head_of: Mapping[str, str]) -> QuoteDraft:
    """The quote of a head and its further spans."""
    parts = {"content": tuple(spans[id_] for id_ in ids)}
    parts |= {part: tuple(spans[end] for end in found.ends(ids, f"has_{part}")) for part in PARTS.values()}
    head, place = ids[0], found.claims[ids[0]].place
    id_ = head.removeprefix(QUOTE) if head.startswith(QUOTE) else None
    links: dict[str, str] = {}
    for link in vocabulary.LINKS:
        ends = {head_of[end] for end in found.ends(ids, link)}
        if len(ends) > 1:
            raise refuse(place, f"a quote must have one `{link}`", f"{len(ends)}", "delete the others")
        if ends:
            links[link] = ends.pop()
    return QuoteDraft(place, head, id_, parts, {**_fields(found, ids), **links})


def _fields(found: Results, ids: list[str]) -> dict[str, Any]:
    """The answers given at a quote's spans; where two answer the same, the first one counts."""
    answers = {control: given for id_ in reversed(ids) for control, given in found.answers.get(id_, {}).items()}
    fields: dict[str, Any] = {name: list(dict.fromkeys(answers.get(name, ()))) for name in vocabulary.LISTS}
    fields |= {name: answers[name][0] for name in (*vocabulary.CHOICES, "via", *vocabulary.LINES) if answers.get(name)}
    return fields | {vocabulary.FLAGS[flag][0]: vocabulary.FLAGS[flag][1] for flag in answers.get("flags", ())}


def _mentions(found: Results, spans: Mapping[str, Span]) -> Iterator[MentionDraft]:
    for id_, label in found.labels.items():
        if label in ENTITY_TYPES:
            answers = found.answers.get(id_, {})
            names = [next(iter(answers.get(control, ())), None) for control in ("entity", "stands_for")]
            yield MentionDraft(found.claims[id_].place, spans[id_], label, *names)


def _strays(found: Results, spans: Mapping[str, Span]) -> Iterator[Stray]:
    taken = {end for ends in found.relations.values() for end in ends}
    for id_, label in found.labels.items():
        if label in PARTS and id_ not in taken:
            yield Stray(found.claims[id_].place, PARTS[label], spans[id_])
