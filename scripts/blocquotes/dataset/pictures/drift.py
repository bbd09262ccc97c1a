"""The picture of how alike the quotes are that report the same utterance."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

from blocquotes.dataset.pictures.drawing import (
    EDGE,
    LEADING,
    RIGHT,
    SMALL,
    TEXT,
    Picture,
    column,
    dot,
    heading,
    legend,
    line,
    words,
    wrap,
)
from blocquotes.dataset.pictures.utterance import Worded
from blocquotes.dataset.pictures.wording import listed
from blocquotes.shown import count

Row = Mapping[str, Any]

# Utterances that are shown before the picture says “and N more”.
MOST_ROWS = 14

# Left and right end of the axis, and right end of the paraphrases.
LEFT, END, TEXTS = 420, RIGHT - 16, 396

# Steps of the axis to which dots are rounded, so that dots and their numbers don't overlap; the largest number shown.
STEPS, MOST_COUNTED = 20, 99

# Lines of a paraphrase; room for a row of dots.
MOST_LINES, ROW = 4, 28


class Pair(NamedTuple):
    """Two quotes that report one utterance: how alike they are (0 to 1), and whether both are in one article."""

    similarity: float
    is_within: bool


def drift(variants: Iterable[Row], utterances: Iterable[str], worded: Worded) -> Picture:
    """One line for each utterance, with a dot for each pair of quotes that report it, more alike to the right.

    `utterances` are the ids of all.
    """
    title = "How alike two reports of one utterance are"
    alike, pairs = _pairs(variants, utterances)
    if not alike:
        alt = "No utterance is reported by two quotes yet."
        shapes, y = heading(title, alt)
        return Picture("drift", y + 10, shapes, title, alt, alt)
    about = "Part of the words that two quotes have in common, in the same order: 0 none, 1 all. Paraphrases are ours."
    shapes, y = heading(title, about)
    marks, y = legend(
        y + 10,
        [
            (lambda x, y: dot(x + 5, y, "mark"), 10, "pair of quotes in two articles"),
            (lambda x, y: dot(x + 5, y), 10, "pair in one article"),
        ],
    )
    shapes += [*marks, words(EDGE, y + 4, "Rounded to 0.05. A number counts the pairs at one place.", SMALL, "muted")]
    differing = (id_ for id_, its in pairs.items() if any(pair.similarity < 1 for pair in its))
    ordered = sorted(differing, key=lambda id_: _order(id_, pairs))
    top = y + 30
    y = top + 10
    rows: list[str] = []
    described = []
    ids = ordered[:MOST_ROWS]
    shown = worded(ids)
    for id_ in ids:
        drawn, below = _row(y, shown[id_], pairs[id_])
        rows += [*drawn, line(EDGE, below - 3, END, below - 3)]
        described.append(_described(shown[id_], pairs[id_]))
        y = below + 4
    shapes += [*_axis(top, y), *rows]
    same = sum(bool(its) for its in pairs.values()) - len(ordered)
    notes = [f"and {count(max(len(ordered) - MOST_ROWS, 0), 'more utterance')} with differences"]
    notes.append(f"and {count(same, 'more utterance')} whose reports agree word for word")
    note = column(EDGE, y, [one for one in notes if " 0 " not in one], SMALL, "muted")
    alt = _alt(alike)
    return Picture("drift", y + 8 + 18 * len(note), [*shapes, *note], title, " ".join([alt, *described]), alt)


def _pairs(variants: Iterable[Row], utterances: Iterable[str]) -> tuple[list[float], dict[str, list[Pair]]]:
    """How alike the two quotes of each pair are, and the pairs of each utterance: no more of 100,000 rows is kept."""
    alike: list[float] = []
    pairs: dict[str, list[Pair]] = {id_: [] for id_ in utterances}
    for row in variants:
        alike.append(row["similarity"])
        pair = Pair(row["similarity"], row["article_a_id"] == row["article_b_id"])
        for id_ in row["utterance_ids"]:
            pairs[id_].append(pair)
    return alike, pairs


def _order(utterance: str, pairs: Mapping[str, Sequence[Pair]]) -> tuple[float, str]:
    """Utterances whose reports differ most come first."""
    return median(pair.similarity for pair in pairs[utterance]), utterance


def _alt(alike: Sequence[float]) -> str:
    same = sum(one == 1 for one in alike)
    return (
        f"{count(len(alike), 'pair')} of quotes that report the same utterance: {same:,} agree word for word; "
        f"{sum(one < 0.5 for one in alike):,} have less than half of their words in common. "
        f"The median is {median(alike):.0%}."
    )


def _described(utterance: Row, pairs: Sequence[Pair]) -> str:
    alike = ", ".join(f"{similarity:.2f}" for similarity in sorted(pair.similarity for pair in pairs))
    return f"{listed(utterance['speaker_names'])}: {utterance['paraphrase']} {alike}."


def _row(y: float, utterance: Row, pairs: Sequence[Pair]) -> tuple[list[str], float]:
    """What was said and by whom, a dot for each pair, and the y below them."""
    said = wrap(utterance["paraphrase"], TEXTS - EDGE, SMALL, MOST_LINES)
    by = wrap(listed(utterance["speaker_names"]), TEXTS - EDGE, SMALL, MOST_LINES)
    shapes = [*column(EDGE, y, said, SMALL), *column(EDGE, y + len(said) * SMALL * LEADING, by, SMALL, "muted")]
    below = y
    for kind, is_within in (("mark", False), ("ground", True)):
        found = [pair.similarity for pair in pairs if pair.is_within is is_within]
        if found:
            shapes += _dots(below + 16, found, kind)
            below += ROW
    return shapes, max(below, y + (len(said) + len(by)) * SMALL * LEADING) + 6


def _dots(y: float, alike: Sequence[float], kind: str) -> list[str]:
    """A dot for each step of the axis that has a pair, with the number of pairs above it if there are several."""
    shapes: list[str] = []
    for step, number in sorted(Counter(round(one * STEPS) for one in alike).items()):
        shapes.append(dot(_x(step / STEPS), y, kind))
        if number > 1:
            label = f"{number}" if number <= MOST_COUNTED else f"{MOST_COUNTED}+"
            shapes.append(words(_x(step / STEPS), y - 7, label, 9, "ink", anchor="middle"))
    return shapes


def _x(alike: float) -> float:
    return LEFT + alike * (END - LEFT)


def _axis(top: float, bottom: float) -> list[str]:
    """The scale above the rows, and thin lines through them."""
    shapes = []
    for quarter in range(5):
        x = _x(quarter / 4)
        shapes.append(words(x, top - 2, f"{quarter / 4:g}", TEXT, "muted", anchor="middle"))
        shapes.append(line(x, top + 2, x, bottom, dashed=True))
    return shapes
