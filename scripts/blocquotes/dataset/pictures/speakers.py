"""The picture of who is quoted, by which outlet, and how literally."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from blocquotes.dataset.pictures.drawing import (
    EDGE,
    LEADING,
    RIGHT,
    SMALL,
    TEXT,
    Picture,
    box,
    column,
    ems,
    heading,
    legend,
    line,
    words,
    wrap,
)
from blocquotes.dataset.pictures.wording import TYPES, listed, outlet
from blocquotes.shown import count

Row = Mapping[str, Any]
# Speakers with their names; None is the row of the quotes that name nobody.
Named = Sequence[tuple[str | None, str]]

# Rows and panels that are shown before the picture says “and N more”.
MOST_SPEAKERS, MOST_OUTLETS = 20, 5

# Right end of the speakers' names and of their numbers, and left end of the panels.
NAME, TOTAL, PANELS = 204, 250, 262

# Height of a bar, least room between two panels, and most width of one quote in a bar.
BAR, GAP, WIDEST = 11, 12, 12.0

FILLS = {"direct": "mark", "mixed": "half", "indirect": "ground"}


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


@dataclass
class Quoted:
    """The quotes of an outlet while they are counted: by speaker (None where nobody is named) and type."""

    name: str
    number: int = 0
    articles: set[str] = field(default_factory=set)
    counts: Counter[tuple[str | None, str]] = field(default_factory=Counter)


@dataclass
class Sums:
    """The quotes of all outlets, the unknown one too, the types, and the names of the speakers."""

    outlets: dict[str | None, Quoted] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)


def _sums(quotes: Iterable[Row]) -> Sums:
    sums = Sums()
    for row in quotes:
        if row["outlet_id"] not in sums.outlets:
            sums.outlets[row["outlet_id"]] = Quoted(outlet(row))
        quoted = sums.outlets[row["outlet_id"]]
        quoted.number += 1
        quoted.articles.add(row["article_id"])
        for speaker in row["speaker_ids"] or [None]:
            quoted.counts[speaker, row["type"]] += 1
        sums.types[row["type"]] += 1
        sums.names.update(zip(row["speaker_ids"], row["speaker_names"], strict=True))
    return sums


def speakers(articles: int, quotes: Iterable[Row]) -> Picture:
    """Quotes by speaker, outlet and type: a row a speaker, a panel an outlet, one scale throughout."""
    sums = _sums(quotes)
    ranked, types = _ranked(sums), sums.types
    title, alt = "Who is quoted, and by which outlet", _alt(articles, types, ranked)
    about = f"{count(types.total(), 'quote')} in {count(articles, 'article')}"
    head, y = heading(title, f"{about}; a joint quote counts for each of its speakers")
    key, y = legend(y + 15, [(partial(_swatch, t, 24), 24, f"{t}: {TYPES[t]} ({types[t]:,})") for t in TYPES])
    named: list[tuple[str | None, str]] = [(id_, name) for id_, name, _ in ranked[:MOST_SPEAKERS]]
    nobody = any(speaker is None for quoted in sums.outlets.values() for speaker, _ in quoted.counts)
    named += [(None, "no speaker named")] if nobody else []
    panels = _panels(sums)
    below, y = _table(y, named, panels) if panels else ([], y)
    rest = ranked[MOST_SPEAKERS:]
    note = column(EDGE, y + 4, [_more(rest)] if rest else [], SMALL, "muted")
    described = " ".join(_described(id_, name, panels) for id_, name in named)
    return Picture(
        "speakers", y + 12 + 18 * len(note), [*head, *key, *below, *note], title, f"{alt} {described}".strip(), alt
    )


def _more(rest: Sequence[tuple[str, str, Counter[str]]]) -> str:
    return f"and {count(len(rest), 'more speaker')}, each with {count(rest[0][2].total(), 'quote')} or fewer"


def _alt(articles: int, types: Counter[str], ranked: Sequence[tuple[str, str, Counter[str]]]) -> str:
    """The main numbers in two sentences."""
    by_type = listed([f"{types[type_]:,} {type_}" for type_ in TYPES])
    first = f"{count(types.total(), 'quote')} of {count(len(ranked), 'speaker')} in {count(articles, 'article')}"
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


def _panel(name: str, quoted: Sequence[Quoted]) -> Panel:
    number, articles = sum(one.number for one in quoted), len(set[str]().union(*(one.articles for one in quoted)))
    counts = sum((one.counts for one in quoted), Counter[tuple[str | None, str]]())
    return Panel(name, (count(number, "quote"), count(articles, "article")), counts)


def _panels(sums: Sums) -> list[Panel]:
    """The outlets from the most quotes to the fewest, unknown last; what is over `MOST_OUTLETS` in one panel."""
    outlets = sums.outlets
    ranked = sorted(outlets, key=lambda id_: (id_ is None, -outlets[id_].number, id_ or ""))
    cut = len(ranked) if len(ranked) <= MOST_OUTLETS + 1 else MOST_OUTLETS
    panels = [_panel(outlets[id_].name, [outlets[id_]]) for id_ in ranked[:cut]]
    if rest := [outlets[id_] for id_ in ranked[cut:]]:
        panels.append(replace(_panel(f"{len(ranked) - cut} more outlets", rest), bars=False))
    return panels


def _ranked(sums: Sums) -> list[tuple[str, str, Counter[str]]]:
    """Id, name and quotes by type of every speaker, from the most quoted to the least."""
    types: dict[str, Counter[str]] = {id_: Counter() for id_ in sums.names}
    for quoted in sums.outlets.values():
        for (speaker, type_), number in quoted.counts.items():
            if speaker is not None:
                types[speaker][type_] += number
    names = sums.names
    ranked = sorted(names, key=lambda id_: (-types[id_].total(), names[id_].casefold(), id_))
    return [(id_, names[id_], types[id_]) for id_ in ranked]


def _swatch(type_: str, wide: float, x: float, y: float) -> str:
    return box(x, y - 5, wide, BAR, FILLS[type_])


def _bar(x: float, y: float, speaker: str | None, panel: Panel, scale: float) -> Iterator[str]:
    """The stacked bar of a speaker in a panel, and its number."""
    for type_ in TYPES if panel.bars else ():
        if wide := panel.counts[speaker, type_] * scale:
            yield _swatch(type_, wide, x, y + 7)
            x += wide
    if total := panel.total(speaker):
        yield words(x + 5, y + BAR + 0.5, f"{total:,}", SMALL, "muted")


def _table(y: float, named: Named, panels: Sequence[Panel]) -> tuple[list[str], float]:
    """The rows of the speakers under the heads of the panels, and the y below them."""
    step = (RIGHT - PANELS) / len(panels)
    places = {PANELS + i * step: panel for i, panel in enumerate(panels)}
    head, top = _heads(y, places, step - GAP)
    shapes = [*head, words(TOTAL, top - 8, "quotes", SMALL, "muted", anchor="end")]
    scale = _scale(named, panels, step)
    y = top + 6
    for id_, name in named:
        lines = wrap(name, NAME - EDGE, most=3)
        total = f"{sum(panel.total(id_) for panel in panels):,}"
        shapes += column(NAME, y, lines, anchor="end") + column(TOTAL, y, [total], anchor="end")
        for x, panel in places.items():
            shapes += _bar(x, y, id_, panel, scale)
        y += len(lines) * TEXT * LEADING + 4
        shapes.append(line(EDGE, y - 1.5, RIGHT, y - 1.5, width=0.5))
    return [*shapes, *(line(x, top, x, y - 1.5, "muted") for x in places)], y


def _scale(named: Named, panels: Sequence[Panel], step: float) -> float:
    """The pixels of a quote, the same in every panel: with them the longest bar and its number fill a panel."""
    most = max((panel.total(id_) for id_, _ in named for panel in panels if panel.bars), default=1)
    return min(WIDEST, (step - ems(f"{most:,}") * SMALL - 2 * GAP) / most)


def _heads(y: float, places: Mapping[float, Panel], room: float) -> tuple[list[str], float]:
    """Names and numbers of the panels, all ending at the y that comes with them."""
    names = {x: wrap(panel.name, room, most=4, bold=True) for x, panel in places.items()}
    about = {x: [part for text in panel.about for part in wrap(text, room, SMALL)] for x, panel in places.items()}
    heights = {x: len(names[x]) * TEXT * LEADING + len(about[x]) * SMALL * LEADING for x in places}
    bottom = y + max(heights.values())
    shapes: list[str] = []
    for x in places:
        top = bottom - heights[x]
        shapes += column(x, top, names[x], bold=True)
        shapes += column(x, top + len(names[x]) * TEXT * LEADING, about[x], SMALL, "muted")
    return shapes, bottom + 12
