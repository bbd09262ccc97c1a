"""Splits marks in a text at all their borders, so that overlapping marks become well-nested HTML elements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from blocquotes.model import Span

# Kind of mark → how deep it is: where two meet, the lower rank is outside. Names are links, so innermost.
RANKS = {"finding": 0, "evidence": 1, "content": 2, "cue": 3, "source": 4, "mention": 5}

# The last lane with its own line in the style sheet; quotes further out share it.
DEEPEST = 5

LINES = re.compile(r"(?:\r?\n)+")


@dataclass(frozen=True)
class Mark:
    """A marked span of the seed; `about` is what the template shows at its start.

    `first` is false for later spans of the same annotation; `lane` separates quotes that overlap.
    """

    span: Span
    kind: str
    about: Any
    first: bool = True
    lane: int = 0

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Marks that meet are opened in this order."""
        return RANKS[self.kind], -self.lane, self.span.start, -self.span.end


@dataclass(frozen=True)
class Token:
    """A step through marked text: `open` or `close` of a mark, or a stretch of `text`.

    A mark that is interrupted by another opens again; `begins` and `ends` mark its real ends.
    """

    kind: str
    mark: Mark | None = None
    text: str = ""
    begins: bool = False
    ends: bool = False


def paragraphs(text: str, area: Span) -> Iterator[Span]:
    """The stretches of `text[area]` between line breaks, blank ones left out."""
    at = area.start
    for match in LINES.finditer(text, area.start, area.end):
        if text[at : match.start()].strip():
            yield Span(at, match.start())
        at = match.end()
    if text[at : area.end].strip():
        yield Span(at, area.end)


def tokens(text: str, area: Span, marks: Sequence[Mark]) -> Iterator[Token]:
    """The text of an area with its marks as well-nested tokens."""
    inside = sorted((mark for mark in marks if mark.span.meets(area)), key=lambda mark: mark.order)
    borders = {area.start, area.end}
    borders |= {at for mark in inside for at in mark.span if area.start < at < area.end}
    cuts = sorted(borders)
    stack: list[Mark] = []
    for start, end in pairwise(cuts):
        here = Span(start, end)
        wanted = [mark for mark in inside if mark.span.meets(here)]
        kept = _shared(stack, wanted)
        yield from (Token("close", mark, ends=mark.span.end <= start) for mark in reversed(stack[kept:]))
        yield from (Token("open", mark, begins=mark.span.start == start) for mark in wanted[kept:])
        yield Token("text", text=text[start:end])
        stack = wanted
    yield from (Token("close", mark, ends=mark.span.end <= area.end) for mark in reversed(stack))


def _shared(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """How many marks at the start of both lists are the same."""
    same = (a is b for a, b in zip(one, other, strict=False))
    return next((i for i, is_same in enumerate(same) if not is_same), min(len(one), len(other)))


def lanes(contents: Mapping[int, Sequence[Span]]) -> dict[int, int]:
    """A lane for each quote, by number: quotes that share a character have different lanes, longer ones further out.

    Of equally long quotes the first is further out, since outer quotes are numbered before nested ones.
    """
    found: dict[int, int] = {}
    for key in sorted(contents, key=lambda key: (sum(s.end - s.start for s in contents[key]), -key)):
        met = [lane for other, lane in found.items() if any(a.meets(b) for a in contents[key] for b in contents[other])]
        found[key] = min(DEEPEST, 1 + max(met, default=-1))
    return found
