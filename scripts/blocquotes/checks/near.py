"""The nearest right answer: what stands in the seed where an anchor's words do not; hints only, never an anchor."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from blocquotes.model import Anchor, Span
from blocquotes.sources import line_column

LONGEST = 300
"""Characters of an anchor that the nearest passage is looked for with."""

LOWEST = 60
"""Similarity, of 100, from which a passage is worth showing."""


def nearest_passage(words: str, seed: str, at: str, areas: Sequence[Span]) -> str:
    """The passage of the areas most like the words, with its place in the seed; empty where none is alike.

    `at` is a place in the seed as `seeds/<file>:<line>:<column>`; only its file is used.
    """
    found = [(_align(words[:LONGEST], seed[area.start : area.end]), area.start) for area in areas]
    best = max(((score, start + base, end + base) for (score, start, end), base in found), default=(0.0, 0, 0))
    if best[0] < LOWEST:
        return ""
    span = _whole_words(seed, Span(best[1], best[2]))
    line, column = line_column(seed, span.start)
    return f"{at.split(':')[0]}:{line}:{column} has {seed[span.start : span.end]!r}"


def _align(words: str, text: str) -> tuple[float, int, int]:
    alignment = fuzz.partial_ratio_alignment(words, text)
    return (alignment.score, alignment.dest_start, alignment.dest_end) if alignment else (0.0, 0, 0)


def _whole_words(seed: str, span: Span) -> Span:
    start, end = span
    while start > 0 and not seed[start - 1].isspace() and not seed[start].isspace():
        start -= 1
    while end < len(seed) and not seed[end].isspace() and not seed[end - 1].isspace():
        end += 1
    return Span(start, end)


def shown_anchor(anchor: Anchor) -> str:
    """An anchor as it is written in a file."""
    from json import dumps

    fields = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return dumps({key: words for key, words in fields.items() if words}, ensure_ascii=False)
