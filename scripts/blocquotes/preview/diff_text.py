"""The text of an article in two states: its paragraphs side by side, with the annotations of each."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any

from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Span
from blocquotes.preview import marked_text
from blocquotes.preview.diff_views import SAME, Annotated, Cell, Stretch
from blocquotes.preview.marked_text import Mark

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of a quote or mention: its card, and the status of each part that is marked as changed."""

    card: str
    parts: Mapping[str, str]


# Id of a quote or mention → what became of it; those without a change are left out.
Outcomes = Mapping[str, Outcome]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text: the role of its region, its place, its words, and the marks in it."""

    role: str
    span: Span
    words: str
    marks: list[Mark]


@dataclass(frozen=True)
class Side:
    """The text of an article in one state; `places` has the id, on the page, of each changed annotation in it."""

    when: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    places: Mapping[str, str]


def side(when: str, key: str, article: Row | None, annotations: tuple[Sequence[Row], ...], outcomes: Outcomes) -> Side:
    """The text of an article with its quotes and mentions; without paragraphs if the state has no such text.

    `key` begins the ids of its marks.
    """
    text = (article and article["text"]) or ""
    found = tuple(_paragraphs(text, article["regions"])) if article and text else ()
    starts = [paragraph.span.start for paragraph in found]
    places: dict[str, str] = {}
    for id_, mark in (*_quote_marks(key, annotations[0], outcomes), *_mention_marks(key, annotations[1], outcomes)):
        for paragraph in found[max(bisect_right(starts, mark.span.start) - 1, 0) :]:
            if paragraph.span.start >= mark.span.end:
                break
            if mark.span.meets(paragraph.span):
                paragraph.marks.append(mark)
                if mark.about.key and mark.first and mark.kind in ("content", "mention"):
                    places.setdefault(id_, mark.about.key)
    return Side(when, text, found, places)


def _paragraphs(text: str, regions: Sequence[Row]) -> Iterator[Paragraph]:
    published = (region for region in regions if region["start"] is not None)
    for region in sorted(published, key=lambda region: int(region["start"])):
        for span in marked_text.paragraphs(text, Span(region["start"], region["end"])):
            yield Paragraph(region["role"], span, text[span.start : span.end], [])


def _quote_marks(key: str, quotes: Sequence[Row], outcomes: Outcomes) -> Iterator[tuple[str, Mark]]:
    contents = {row["quote_id"]: _spans(row, "content") for row in quotes}
    ordered = sorted(quotes, key=lambda row: (contents[row["quote_id"]][:1], row["quote_id"]))
    lanes = marked_text.lanes({n: contents[row["quote_id"]] for n, row in enumerate(ordered, start=1)})
    for number, row in enumerate(ordered, start=1):
        outcome = outcomes.get(row["quote_id"])
        for part in QUOTE_PARTS:
            about = Annotated(
                kind="quote",
                status=outcome.parts.get(part, SAME) if outcome else SAME,
                type=row["type"],
                number=number,
                who=", ".join(row.get("speaker_names") or row["speaker_ids"]) or "no speaker",
                key=f"{key}q{number}" if outcome and part == "content" else "",
                card=f"#{outcome.card}" if outcome else "",
            )
            for i, span in enumerate(_spans(row, part)):
                yield row["quote_id"], Mark(span, part, about, i == 0, lanes[number])


def _spans(row: Row, part: str) -> list[Span]:
    return sorted(Span(span["start"], span["end"]) for span in row[f"{part}_spans"])


def _mention_marks(key: str, mentions: Sequence[Row], outcomes: Outcomes) -> Iterator[tuple[str, Mark]]:
    for number, row in enumerate(mentions, start=1):
        outcome = outcomes.get(row["mention_id"])
        about = Annotated(
            kind="mention",
            status=outcome.parts["content"] if outcome else SAME,
            type=row["type"] or "",
            number=number,
            who=row.get("entity_name") or row["entity_id"],
            key=f"{key}m{number}" if outcome else "",
            card=f"#{outcome.card}" if outcome else "",
        )
        yield row["mention_id"], Mark(Span(row["start"], row["end"]), "mention", about)


def stretches(old: Side, new: Side) -> Iterator[Stretch]:
    """The paragraphs in order: each that differs with both its states, and those between them without a change."""
    pairs = [(pair, _is_same(*pair)) for pair in _aligned(old.paragraphs, new.paragraphs)]
    for same, run in groupby(pairs, key=lambda pair: pair[1]):
        if same:
            yield Stretch(tuple(replace(_cell(new, now), when="") for (_, now), _ in run if now), same=True)
        else:
            for (was, now), _ in run:
                cells = (_cell(one, paragraph) for one, paragraph in ((old, was), (new, now)) if paragraph)
                yield Stretch(tuple(cells), same=False)


Pair = tuple[Paragraph | None, Paragraph | None]


def _aligned(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    """The paragraphs of both sides in order, those with the same words together."""
    matcher = SequenceMatcher(None, [p.words for p in old], [p.words for p in new], autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        yield from zip_longest(old[i:i_end], new[j:j_end])


def _is_same(old: Paragraph | None, new: Paragraph | None) -> bool:
    if old is None or new is None or (old.role, old.words) != (new.role, new.words):
        return False
    return not any(mark.about.changed for mark in (*old.marks, *new.marks))


def _cell(one: Side, paragraph: Paragraph) -> Cell:
    return Cell(one.when, paragraph.role, tuple(marked_text.tokens(one.text, paragraph.span, paragraph.marks)))
