"""The picture of who is quoted, by which outlet, and how literally."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from blocquotes.dataset.pictures.drawing import (
    EDGE,
    GROUND,
    HALF,
    MARK,
    MUTED,
    RIGHT,
    SMALL,
    STRONG,
    TEXT,
    Box,
    Line,
    Picture,
    Shape,
    Words,
    column,
    heading,
    legend,
    width,
    wrap,
)
from blocquotes.dataset.pictures.words import TYPES, count, listed, outlet

Row = Mapping[str, Any]
Named = Sequence[tuple[str | None, str]]
"""Speakers with their names; None is the row of the quotes that name nobody."""

MOST_SPEAKERS, MOST_OUTLETS = 20, 5
"""Rows and panels that are shown before the picture says “and N more”."""

BAR, GAP, TOTAL, NAME, HEAD, WIDEST = 11, 12, 40, 190, 160, 12.0
"""Height of a bar; least room between two things; room for a speaker's number; most width of a speaker's name, of a
panel's words, and of one quote in a bar."""


@dataclass(frozen=True)
class Panel:
    """Quotes of an outlet or of several: how many of each speaker (None where nobody is named) and type.

    `bars` is false for several, whose bars would be so long that all others are too short to read.
    """

    name: str
    about: Sequence[str]
    counts: Counter[tuple[str | None, str]]
    bars: bool = True

    def total(self, speaker: str | None) -> int:
        """Quotes of a speaker, of all types."""
        return sum(self.counts[speaker, type_] for type_ in TYPES)


@dataclass(frozen=True)
class Place:
    """A panel, where it begins, and the words over it."""

    x: float
    panel: Panel
    head: Sequence[Words]


def speakers(articles: Sequence[Row], quotes: Sequence[Row]) -> Picture:
    """Quotes by speaker, outlet and type: a row a speaker, a panel an outlet, one scale throughout."""
    ranked, types = _ranked(quotes), Counter(row["type"] for row in quotes)
    title, alt = "Who is quoted, and by which outlet", _alt(articles, quotes, ranked)
    about = f"{count(len(quotes), 'quote')} in {count(len(articles), 'article')}"
    head, y = heading(title, f"{about}; a joint quote counts for each of its speakers")
    key, y = legend(y + 15, [(_swatch(0, -5, 24, t), 24, f"{t}: {TYPES[t]} ({types[t]:,})") for t in TYPES])
    named: list[tuple[str | None, str]] = [(id_, name) for id_, name, _ in ranked[:MOST_SPEAKERS]]
    named += [(None, "no speaker named")] if any(not row["speaker_ids"] for row in quotes) else []
    panels = _panels(quotes)
    below, y = _table(y, named, panels) if quotes else ([], y)
    rest = ranked[MOST_SPEAKERS:]
    note = column(EDGE, y + 4, [_more(rest)] if rest else [], SMALL)
    described = " ".join(_described(id_, name, panels) for id_, name in named)
    return Picture(
        "speakers", y + 12 + 18 * len(note), [*head, *key, *below, *note], title, f"{alt} {described}".strip(), alt
    )


def _more(rest: Sequence[tuple[str, str, Counter[str]]]) -> str:
    return f"and {count(len(rest), 'more speaker')}, each with {count(rest[0][2].total(), 'quote')} or fewer"


def _alt(articles: Sequence[Row], quotes: Sequence[Row], ranked: Sequence[tuple[str, str, Counter[str]]]) -> str:
    """The main numbers in two sentences."""
    types = Counter(row["type"] for row in quotes)
    by_type = listed([f"{types[type_]:,} {type_}" for type_ in TYPES])
    first = f"{count(len(quotes), 'quote')} of {count(len(ranked), 'speaker')} in {count(len(articles), 'article')}"
    most = listed([f"{name} ({n.total():,})" for _, name, n in ranked[:3]])
    return f"{first}: {by_type}. Most quoted: {most}." if ranked else f"{first}: {by_type}."


def _described(speaker: str | None, name: str, panels: Sequence[Panel]) -> str:
    """A row in words."""
    total = sum(panel.total(speaker) for panel in panels)
    parts = [
        f"{panel.name} {listed([f'{n:,} {type_}' for type_ in TYPES if (n := panel.counts[speaker, type_])])}"
        for panel in panels
        if panel.total(speaker)
    ]
    return f"{name}, {total:,}: {'; '.join(parts)}."


def _panel(name: str, quotes: Sequence[Row]) -> Panel:
    articles = len({row["article_id"] for row in quotes})
    counts = Counter((speaker, row["type"]) for row in quotes for speaker in row["speaker_ids"] or [None])
    return Panel(name, (count(len(quotes), "quote"), count(articles, "article")), counts)


def _panels(quotes: Sequence[Row]) -> list[Panel]:
    """The outlets from the most quotes to the fewest, unknown last; what is over `MOST_OUTLETS` in one panel."""
    outlets: dict[str | None, list[Row]] = {}
    for row in quotes:
        outlets.setdefault(row["outlet_id"], []).append(row)
    ranked = sorted(outlets, key=lambda id_: (id_ is None, -len(outlets[id_]), id_ or ""))
    cut = len(ranked) if len(ranked) <= MOST_OUTLETS + 1 else MOST_OUTLETS
    panels = [_panel(outlet(outlets[id_][0]), outlets[id_]) for id_ in ranked[:cut]]
    if rest := [row for id_ in ranked[cut:] for row in outlets[id_]]:
        panels.append(replace(_panel(f"{len(ranked) - cut} more outlets", rest), bars=False))
    return panels


def _ranked(quotes: Sequence[Row]) -> list[tuple[str, str, Counter[str]]]:
    """Id, name and quotes by type of every speaker, from the most quoted to the least."""
    names: dict[str, str] = {}
    types: dict[str, Counter[str]] = {}
    for row in quotes:
        for id_, name in zip(row["speaker_ids"], row["speaker_names"], strict=True):
            names[id_] = name
            types.setdefault(id_, Counter())[row["type"]] += 1
    ranked = sorted(names, key=lambda id_: (-types[id_].total(), names[id_].casefold(), id_))
    return [(id_, names[id_], types[id_]) for id_ in ranked]


def _swatch(x: float, y: float, wide: float, type_: str) -> Box:
    return Box(x, y, wide, BAR, {"direct": MARK, "mixed": HALF, "indirect": GROUND}[type_])


def _bar(x: float, y: float, speaker: str | None, panel: Panel, scale: float) -> Iterator[Shape]:
    """The stacked bar of a speaker in a panel, and its number."""
    for type_ in TYPES if panel.bars else ():
        if wide := panel.counts[speaker, type_] * scale:
            yield _swatch(x, y, wide, type_)
            x += wide
    if total := panel.total(speaker):
        yield Words(x + 5, y + BAR - 1.5, f"{total:,}", SMALL)


def _table(y: float, named: Named, panels: Sequence[Panel]) -> tuple[list[Shape], float]:
    """The rows of the speakers under the heads of the panels, and the y below them."""
    names = [wrap(name, TEXT, NAME, 3) for _, name in named]
    left = EDGE + max((width(line, TEXT) for lines in names for line in lines), default=0) + 2 * GAP + TOTAL
    places, scale = _places(named, panels, left)
    top = y + max(place.head[-1].y for place in places) + 8
    shapes: list[Shape] = [Words(left - GAP, top - 8, "quotes", SMALL, "right")]
    for place in places:
        shapes += [replace(words, x=place.x, y=words.y + top - 8 - place.head[-1].y) for words in place.head]
    y = top + 6
    for (id_, _), lines in zip(named, names, strict=True):
        shapes += column(left - 2 * GAP - TOTAL, y, lines, TEXT, "right")
        shapes += column(left - GAP, y, [f"{sum(panel.total(id_) for panel in panels):,}"], TEXT, "right")
        for place in places:
            shapes += _bar(place.x, y + 2, id_, place.panel, scale)
        y += len(lines) * TEXT.leading + 4
        shapes.append(Line(EDGE, y - 1.5, RIGHT, y - 1.5, width=0.5))
    return [*shapes, *(Line(place.x, top, place.x, y - 1.5, MUTED) for place in places)], y


def _places(named: Named, panels: Sequence[Panel], left: float) -> tuple[list[Place], float]:
    """The panels from `left` on, and the pixels a quote: one scale, with which they fill the room to the right edge."""
    most = [max(panel.total(id_) for id_, _ in named) if panel.bars else 0 for panel in panels]
    heads = [_head(panel, min(HEAD, (RIGHT - left) / len(panels) - GAP)) for panel in panels]
    least = [max(width(words.text, words.style) for words in head) + GAP for head in heads]
    label = width(f"{sum(panels[0].counts.values()):,}", SMALL) + 2 * GAP

    def wide(scale: float) -> list[float]:
        return [max(a, n * scale + label) for a, n in zip(least, most, strict=True)]

    low, high = 0.0, WIDEST
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(wide(middle)) <= RIGHT - left else (low, middle)
    starts = accumulate(wide(low), initial=left)
    return [Place(*found) for found in zip(starts, panels, heads, strict=False)], low


def _head(panel: Panel, room: float) -> list[Words]:
    """Name and numbers of a panel, from the upper edge down."""
    name = column(0, 0, wrap(panel.name, STRONG, room, 4), STRONG)
    about = [line for text in panel.about for line in wrap(text, SMALL, room)]
    return [*name, *column(0, len(name) * STRONG.leading, about, SMALL)]
