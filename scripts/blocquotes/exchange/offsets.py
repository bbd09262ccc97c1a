"""Offsets of tools: code points or UTF-16 units, decided by comparing the words of every span with the text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from blocquotes.model import Span
from blocquotes.refusal import FOUND, Reason, Refusal

POINTS, UTF16 = "code points", "UTF-16 units"

# Characters of a span that a message shows.
SHOWN = 60


@dataclass(frozen=True)
class Claim:
    """A span as a file gives it: its edges in the file's unit, and the words that the file says are there.

    `words` is None if the format carries none.
    """

    place: str
    start: int
    end: int
    words: str | None


@dataclass(frozen=True)
class Ruler:
    """A text and the places of its characters beyond U+FFFF, which take two UTF-16 units."""

    text: str
    astral: tuple[int, ...]

    def units(self, point: int) -> int:
        """The offset in UTF-16 units of an offset in code points."""
        return point + bisect_left(self.astral, point)

    def point(self, units: int) -> int | None:
        """The offset in code points of an offset in UTF-16 units; None inside a character or past the end."""
        low = bisect_left(range(len(self.text) + 1), units, key=self.units)
        return low if low <= len(self.text) and self.units(low) == units else None


def ruler(text: str) -> Ruler:
    """The ruler of a text."""
    return Ruler(text, tuple(i for i, character in enumerate(text) if ord(character) > 0xFFFF))


def settle(text: str, claims: Sequence[Claim]) -> tuple[list[Span], str | None]:
    """The spans of the claims in code points, and a notice where they are in UTF-16 units.

    A file whose spans all have their words in one unit is in that unit; code points are tried first. Otherwise each
    span is decided by its own words, as in a file of ours to which an annotator that counts UTF-16 units added marks.
    """
    measure = ruler(text)
    expected, alternative = ([_locate(measure, claim, unit) for claim in claims] for unit in (POINTS, UTF16))
    if None not in alternative and None in expected:
        return _known(alternative), f"offsets are {UTF16} here, not {POINTS}: only then does every span match its words"
    if all(mine or its for mine, its in zip(expected, alternative, strict=True)):
        number = expected.count(None)
        note = f"{number} of {len(claims)} marks have offsets in {UTF16}, not {POINTS}: their words are only there"
        return _known(mine or its for mine, its in zip(expected, alternative, strict=True)), note if number else None
    raise Refusal.of(list(_reasons(measure, claims, (POINTS, UTF16) if measure.astral else (POINTS,))), FOUND)


def _known(spans: Iterable[Span | None]) -> list[Span]:
    return [span for span in spans if span is not None]


def _locate(measure: Ruler, claim: Claim, unit: str) -> Span | None:
    """The span of a claim in a unit, if it lies in the text and has the words."""
    span = _span(measure, claim, unit)
    fits = span and (claim.words is None or measure.text[span.start : span.end] == claim.words)
    return span if fits else None


def _span(measure: Ruler, claim: Claim, unit: str) -> Span | None:
    convert = measure.point if unit == UTF16 else lambda offset: offset
    start, end = convert(claim.start), convert(claim.end)
    inside = start is not None and end is not None and 0 <= start < end <= len(measure.text)
    return Span(start, end) if inside and start is not None and end is not None else None


def _reasons(measure: Ruler, claims: Sequence[Claim], units: Sequence[str]) -> Iterator[Reason]:
    for claim in claims:
        if not any(_locate(measure, claim, unit) for unit in units):
            must = f"a span must lie in the article's text of {len(measure.text)} characters and have its words there"
            found = f"{claim.start} to {claim.end}: " + "; ".join(_seen(measure, claim, unit) for unit in units)
            said = f", where the file has {_shown(claim.words)}" if claim.words is not None else ""
            fix = "export the article again with `blocquotes export`, and mark the words there"
            yield Reason(must, found + said, fix, claim.place)


def _seen(measure: Ruler, claim: Claim, unit: str) -> str:
    span = _span(measure, claim, unit)
    return f"in {unit} {_shown(measure.text[span.start : span.end])}" if span else f"in {unit} no place in the text"


def _shown(words: str | None) -> str:
    return repr(words if words is None or len(words) <= SHOWN else words[: SHOWN - 1] + "…")
