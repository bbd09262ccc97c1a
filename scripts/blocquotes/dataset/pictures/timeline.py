"""The picture of when articles were published and when what they report was said."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from blocquotes import dates
from blocquotes.dataset.date_columns import known
from blocquotes.dataset.pictures.drawing import (
    EDGE,
    LEADING,
    RIGHT,
    SMALL,
    TEXT,
    Mark,
    Picture,
    box,
    column,
    dot,
    heading,
    legend,
    line,
    words,
    wrap,
)
from blocquotes.dataset.pictures.wording import MONTHS, days, listed, outlet, published, span, when
from blocquotes.shown import count

Row = Mapping[str, Any]
# Day, as its ordinal → where it stands, in pixels from the left.
Place = Callable[[float], float]

# Precisions of a date that is more than a day.
LONG = ("month", "year")

# Sorts what has no date behind everything that has one.
LAST = "9999"

# Articles, and days of an article, that are shown before the picture says “and N more”.
MOST_ARTICLES, MOST_DAYS = 8, 4

# Width of the articles' column; left and right end of the axis; where the words to its right begin.
NAMES, AXIS, SAYS = 170, (200, 520), 540

# Least distance of two labels of the axis.
TICK = 58


@dataclass(frozen=True)
class Day:
    """What an article reports to have been said on a day, as far as that is known."""

    value: str | None
    basis: str
    utterances: Sequence[Row]


@dataclass(frozen=True)
class Block:
    """An article and the days that it reports, from the first to the last, unknown ones at the end."""

    article: Row
    days: Sequence[Day]


def timeline(articles: Sequence[Row], utterances: Callable[[], Iterable[Row]]) -> Picture:
    """Articles by day of publication, and on a common axis the days of the utterances that each reports.

    `utterances` reads all of them, which are not kept.
    """
    said: list[str | None] = []
    numbers = Counter[str]()
    for utterance in utterances():
        said.append(known(utterance, "said_on"))
        numbers.update(utterance["article_ids"])
    dated = sorted(articles, key=lambda a: (known(a, "published") or "9999", a["article_id"]))
    ranked = sorted(dated, key=lambda a: -numbers[a["article_id"]])
    rest = ranked[MOST_ARTICLES:]
    shown = sorted(ranked[:MOST_ARTICLES], key=dated.index)
    reported: dict[str, list[Row]] = {article["article_id"]: [] for article in shown}
    for utterance in utterances():
        for id_ in reported.keys() & utterance["article_ids"]:
            reported[id_].append(utterance)
    blocks = [Block(article, _days(reported[article["article_id"]])) for article in shown]
    title, alt = "What was said when, and when it was published", _alt(articles, said)
    head, y = heading(title, _about(said))
    key, y = legend(y + 15, list(_key(blocks)))
    below, y = _rows(y, blocks)
    note = column(EDGE, y + 4, [_more(len(rest), numbers[rest[0]["article_id"]])] if rest else [], SMALL, "muted")
    described = f"{alt} {' '.join(_described(block) for block in blocks)}"
    return Picture("timeline", y + 12 + 18 * len(note), [*head, *key, *below, *note], title, described, alt)


def _more(articles: int, most: int) -> str:
    return f"and {count(articles, 'more article')}, each with {count(most, 'utterance')} or fewer"


def _days(utterances: Sequence[Row]) -> list[Day]:
    def key(u: Row) -> tuple[str, str]:
        return known(u, "said_on") or LAST, u["said_on_basis"]

    grouped = groupby(sorted(utterances, key=key), key)
    return [Day(None if on == LAST else on, basis, list(us)) for (on, basis), us in grouped]


def _about(said: Sequence[str | None]) -> str:
    unknown = said.count(None)
    about = f"{count(len(said), 'utterance')} that two quotes or more report, by article"
    return f"{about}; {unknown:,} without a date" if unknown else about


def _alt(articles: Sequence[Row], said: Sequence[str | None]) -> str:
    """The main numbers in two sentences, given the day of each utterance."""
    published_on = [on for a in articles if (on := known(a, "published"))]
    days_said = list(filter(None, said))
    between = f" published {span(published_on)}" if published_on else ""
    precise = Counter(map(dates.precision, days_said))
    parts = [f"{precise[part]:,} with a known {part}" for part in ("day", *LONG) if precise[part]]
    dated = f"{listed(parts)}, {span(days_said)}; " if days_said else ""
    first = f"{count(len(articles), 'article')}{between}, and the {count(len(said), 'utterance')} they report"
    return f"{first}: {dated}{len(said) - len(days_said):,} without a date."


def _described(block: Block) -> str:
    """A block in words."""
    parts = [f"{_says(said, block.article)} ({_by(said)})" for said in block.days] or ["no utterance"]
    return f"{outlet(block.article)}, {block.article['article_id']}, {published(block.article)}: {'; '.join(parts)}."


def _says(said: Day, article: Row) -> str:
    """How many utterances, which day, and how long before the publication where both days are known."""
    words = f"{len(said.utterances):,} said {when(said.value)}"
    if said.value is None or _is_long(said.value) or article["published"] is None:
        return words
    before = (date.fromisoformat(article["published"]) - date.fromisoformat(said.value)).days
    if before == 0:
        return f"{words}, the same day"
    return f"{words}, {count(abs(before), 'day')} {'before' if before > 0 else 'after'}"


def _by(said: Day) -> str:
    """Who said the utterances of a day, from the most of them to the fewest."""
    speakers = Counter(listed(u["speaker_names"]) for u in said.utterances)
    ranked = sorted(speakers, key=lambda name: (-speakers[name], name))
    return ranked[0] if len(ranked) == 1 else "; ".join(f"{name} ({speakers[name]:,})" for name in ranked)


def _key(blocks: Sequence[Block]) -> Iterator[Mark]:
    """The marks that are in the picture, and what they mean."""
    yield lambda x, y: dot(x + 5, y, "mark"), 10, "said on that day"
    if any(_is_long(said.value) for block in blocks for said in block.days):
        yield lambda x, y: box(x, y - 4, 18, 8, "mark"), 18, "said in that month or year"
    yield lambda x, y: line(x + 2, y - 8, x + 2, y + 8, "ink", 2), 4, "published on that day"
    if any(_is_long(known(block.article, "published")) for block in blocks):
        yield lambda x, y: box(x, y - 8, 18, 16, edge="ink"), 18, "published in that month or year"
    yield lambda x, y: dot(x + 5, y), 10, "hollow or dashed: inferred, not stated"


def _rows(y: float, blocks: Sequence[Block]) -> tuple[list[str], float]:
    """The blocks one below the other over the lines of the axis, and the y below them."""
    place, marks = _axis([d for block in blocks for d in _known(block)])
    shapes: list[str] = []
    top = y
    for block in blocks:
        drawn, below = _block(y + 8, block, place)
        shapes += [line(EDGE, y, RIGHT, y, width=0.5), *drawn]
        y = below + 6
    grid = [line(x, top, x, y) for x, _ in marks]
    labels = [words(x, y + 14, label, SMALL, "muted", anchor="middle") for x, label in marks]
    return [*grid, *shapes, *labels], y + 18


def _known(block: Block) -> Iterator[date]:
    """Every day that a block marks on the axis."""
    if on := known(block.article, "published"):
        yield from days(on)
    for said in block.days[:MOST_DAYS]:
        if said.value:
            yield from days(said.value)


def _axis(marked: Sequence[date]) -> tuple[Place, list[tuple[float, str]]]:
    """Where days stand, and places and labels of the months or years that the axis names."""
    if not marked:
        return float, []
    first, last = min(marked).toordinal(), max(marked).toordinal()
    margin = max(16, (last - first) // 20)
    left, right = AXIS
    scale = (right - left) / (last - first + 2 * margin)

    def place(ordinal: float) -> float:
        return round(left + (ordinal - first + margin) * scale, 1)

    step = next(n for n in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 60_000) if n * 30 * scale >= TICK)
    months = range(min(marked).year * 12 - 12, max(marked).year * 12 + 24)
    named = [(m // 12, m % 12) for m in months if m % step == 0 and 12 <= m < 120_000]
    at = [(place(date(year, month + 1, 1).toordinal()), year, month) for year, month in named]
    return place, [
        (x, f"{year}" if step >= 12 else f"{MONTHS[month][:3]} {year}")
        for x, year, month in at
        if left + 20 <= x <= right - 20
    ]


def _block(y: float, block: Block, place: Place) -> tuple[list[str], float]:
    """An article's row: what it is, its days on the axis, the same in words; and the y below it."""
    article = block.article
    name = wrap(outlet(article), NAMES, most=3, bold=True)
    about = [part for text in (published(article), article["article_id"]) for part in wrap(text, NAMES, SMALL, 3)]
    under = y + len(name) * TEXT * LEADING
    shapes = [*column(EDGE, y, name, bold=True), *column(EDGE, under, about, SMALL, "muted")]
    below = y
    for said in block.days[:MOST_DAYS]:
        shapes += _mark(below + 8, said, article, place)
        drawn, below = _says_and_by(below, _says(said, article), _by(said))
        shapes += drawn
    rest = _rest(block)
    shapes += column(SAYS, below, rest, SMALL, "muted")
    bottom = max(under + len(about) * SMALL * LEADING, below + len(rest) * 18)
    return [*_published(y - 2, bottom, article, place), *shapes], bottom


def _says_and_by(y: float, says: str, by: str) -> tuple[list[str], float]:
    lines, names = wrap(says, RIGHT - SAYS), wrap(by, RIGHT - SAYS, SMALL, 2)
    below = y + len(lines) * TEXT * LEADING
    return [*column(SAYS, y, lines), *column(SAYS, below, names, SMALL, "muted")], below + len(
        names
    ) * SMALL * LEADING + 6


def _rest(block: Block) -> list[str]:
    """What is said of the days that are not shown, and of an article that has none."""
    rest = block.days[MOST_DAYS:]
    if rest:
        more = sum(len(said.utterances) for said in rest)
        return [f"and {more:,} more said on {count(len(rest), 'other day')}"]
    return [] if block.days else ["no utterance that two quotes report"]


def _mark(y: float, said: Day, article: Row, place: Place) -> Iterator[str]:
    """The mark of a day, and a line from it to the publication."""
    if said.value is None:
        return
    first, last = _ends(said.value, place)
    if on := known(article, "published"):
        opened, closed = _ends(on, place)
        if last < opened or first > closed:
            yield line(*((last, y, opened, y) if last < opened else (first, y, closed, y)), "muted")
    fill = "mark" if said.basis == "stated" else "ground"
    is_long = _is_long(said.value)
    yield box(first, y - 4, max(6, last - first), 8, fill) if is_long else dot(first, y, fill)


def _is_long(value: str | None) -> bool:
    """Whether a date is a month or a year."""
    return value is not None and dates.precision(value) in LONG


def _ends(value: str, place: Place) -> tuple[float, float]:
    """The places of the first and the last day that a date allows."""
    first, last = days(value)
    return place(first.toordinal()), place(last.toordinal())


def _published(top: float, bottom: float, article: Row, place: Place) -> Iterator[str]:
    """The publication: a line over the height of the block, or a frame where only month or year is known."""
    if on := known(article, "published"):
        first, last = _ends(on, place)
        dashed = article["published_basis"] != "stated"
        if first == last:
            yield line(first, top, first, bottom, "ink", 2, dashed)
        else:
            corners = ((first, top), (last, top), (last, bottom), (first, bottom), (first, top))
            yield from (line(*one, *other, "ink", 1, dashed) for one, other in pairwise(corners))
