"""`blocquotes anchor`: finds words in an article and makes their anchors, or finds similar words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocquotes import anchors
from blocquotes.checks.passages import nearest_span, shown_anchor, whole_words
from blocquotes.corpus import Resolution
from blocquotes.model import Anchor, Span
from blocquotes.sources import line_column

# Places that are listed; nobody needs the anchors of words with more.
PLACES_SHOWN = 100

# Number of places up to which the smallest context is searched; with more, it takes long.
PLACES_WEIGHED = 1000

# Typeset characters → what a keyboard types instead, one for one, so that offsets stay the same.
FOLDED = str.maketrans("“”„‟«»‘’‚‛–—‐‑\u00a0\n\t", '""""""\'\'\'\'----   ')


@dataclass(frozen=True)
class Place:
    """A place of words in a seed: `line` and `column` from 1, the words, and the smallest anchor, ready to copy.

    `anchor` is None if no context is unique to the place; `why` says how a similar match differs.
    """

    line: int
    column: int
    words: str
    anchor: str | None
    why: str = ""


def areas(resolution: Resolution, everywhere: bool) -> tuple[Span, ...]:
    """Where to look: the complete seed for evidence, or the annotated regions for quotes and mentions."""
    return (Span(0, len(resolution.seed)),) if everywhere else resolution.areas


def places(seed: str, words: str, where: Sequence[Span]) -> tuple[list[Place], int]:
    """The first `PLACES_SHOWN` places of the words that begin and end at a word's edge, and how many there are."""
    found = anchors.whole_words(seed, words, where)
    return [_place(seed, span, where) for span in found[:PLACES_SHOWN]], len(found)


def near(seed: str, words: str, where: Sequence[Span]) -> list[Place]:
    """Where the words occur in another form: inside longer words, in other typography, or only similar."""
    found = dict.fromkeys(_near(seed, words, where))
    return [_place(seed, span, where, why) for span, why in list(found)[:PLACES_SHOWN]]


def _near(seed: str, words: str, where: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    cut = [Span(at, at + len(words)) for area in where for at in anchors.occurrences(seed, words, area)]
    if cut:
        yield from ((whole_words(seed, span, words), "inside a longer word") for span in cut)
        return
    typed, text = _fold(words), _fold(seed)
    folded = anchors.whole_words(text, typed, where)
    if folded:
        yield from ((span, "as the seed writes it") for span in folded)
    elif (alike := nearest_span(words, seed, where)) and any(area.holds(alike) for area in where):
        yield alike, "similar"


def _fold(text: str) -> str:
    """The text in lower case with keyboard characters; offsets stay the same."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(FOLDED)


def _place(seed: str, span: Span, where: Sequence[Span], why: str = "") -> Place:
    line, column = line_column(seed, span.start)
    words = seed[span.start : span.end]
    smallest = anchors.describe(seed, span, where) if seed.count(words) <= PLACES_WEIGHED else None
    return Place(line, column, words, copied(smallest) if smallest else None, why)


def copied(anchor: Anchor) -> str:
    """An anchor as JSON, ready to copy into a file, without anything that a GitHub log takes for a command."""
    return shown_anchor(anchor).replace("##[", "#\\u0023[").replace("::", ":\\u003a")
