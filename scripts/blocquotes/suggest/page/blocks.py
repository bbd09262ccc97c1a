"""Blocks of a page: its lines or paragraphs, parted where one holds a dateline, a credit or an aside."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from blocquotes.model import Span
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import lines, publication

_LINE = re.compile(r"\S[^\n]*")
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t\r]*(?:\n|$)))*")
# How the last characters of running text look.
SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*$")
_BODY_LENGTH = 100
# Characters behind a dateline that begin a story.
_SHORTEST_STORY = 24
_SHORTEST_CAPTION = 20
# Characters that may follow the date of a byline: the time of day.
_DATE_TAIL = 20
_FEWEST_WRAPPED, _WRAPPED_SHARE = 5, 0.6


class Block(NamedTuple):
    """A line of the page, or a part of one, on its way to a region; `role` is "" while it is open."""

    span: Span
    text: str
    role: str
    repeat: bool = False


def read_blocks(seed: str) -> Iterator[Block]:
    """The lines of a page, split where they hold several regions; a story begins but once with its place."""
    begun = False
    for block in _lines(seed):
        yield from _split(block, begun)
        begun = begun or is_paragraph(block)


def _lines(seed: str) -> Iterator[Block]:
    pattern = _PARAGRAPH if _is_hard_wrapped(seed) else _LINE
    for match in pattern.finditer(seed):
        text = match.group().rstrip()
        yield Block(Span(match.start(), match.start() + len(text)), text, lines.line_role(text))


def _is_hard_wrapped(seed: str) -> bool:
    """Whether lines are broken at a width, so that only blank lines part paragraphs."""
    followed = [line for line, after in pairwise(seed.split("\n")) if after.strip()]
    # A list of short sentences, one on a line, is not broken at a width.
    wrapped = sum(45 <= len(line) <= 100 and not SENTENCE_END.search(line[-4:]) for line in followed)
    return wrapped > max(_FEWEST_WRAPPED, _WRAPPED_SHARE * len(followed))


def _split(block: Block, begun: bool) -> Iterator[Block]:
    """The parts of a line: datelines, credits, asides, lists of sources, and what is left."""
    if block.role:
        yield from _split_fields(block)
        return
    at = 0
    for start, end, role in _inner(block.text, begun):
        yield from part(block, at, start, "")
        yield from part(block, start, end, role)
        at = end
    yield from part(block, at, len(block.text), "")


def _split_fields(block: Block) -> Iterator[Block]:
    """A date with its author, a byline with its date, a caption with its credit."""
    if block.role == "date":
        for start, end, role in publication.regions(block.text):
            yield from part(block, start, end, role)
        return
    cut_at = 0
    if block.role == "byline":
        dates = re.finditer(publication.DATE, block.text)
        cut_at = next((date.start() for date in dates if date.end() > len(block.text) - _DATE_TAIL), 0)
    elif block.role == "caption" and (credit := lines.CREDIT.search(block.text)):
        cut_at = credit.start()
    if cut_at:
        yield from part(block, 0, cut_at, block.role)
        yield from part(block, cut_at, len(block.text), "date" if block.role == "byline" else "credit")
    else:
        yield block


def _inner(text: str, begun: bool) -> Iterator[tuple[int, int, str]]:
    """Stretches of a line that are no running text, in order."""
    at = 0
    if field := lines.FIELD.match(text):
        yield 0, field.end(), "date"
        # The blanks behind the field belong to no region.
        at = field.end() + len(text[field.end() :]) - len(text[field.end() :].lstrip())
    if not begun and (kicker := lines.KICKER.match(text, at)):
        yield at, kicker.end(), "kicker"
        at = kicker.end()
    # A story begins only once with its place: "MOSCOW: " later on is what somebody in Moscow says.
    dateline = None if begun else lines.dateline(text, at)
    # "Anna Berg - Westhaven Post" begins no story.
    if dateline and len(text) - dateline.end() >= _SHORTEST_STORY and _is_place(dateline.group()):
        yield at, dateline.end(), "dateline"
    # A credit right at the beginning is one in any case; behind a few words there is no caption.
    elif (at_credit := _credit(text)) > _SHORTEST_CAPTION:
        yield at_credit, len(text), "credit"
        return
    # Few paragraphs hold an aside, and the patterns are slow.
    if not lines.holds_any(text, lines.HINTS):
        return
    sources = lines.SOURCES.search(text)
    end = sources.start() if sources else len(text)
    for aside in lines.ASIDE.finditer(text, 0, end):
        yield aside.start(), aside.end(), _aside_role(aside.group())
    if sources:
        yield sources.start(), len(text), "sources"


def _aside_role(words: str) -> str:
    if "eporting by" in words:
        return "byline"
    return "credit" if words.startswith("This") else "related"


def _credit(text: str) -> int:
    """Where the photographer or agency begins in a caption; -1 where none is named."""
    if len(text) > lines.LIMITS["caption"] or not lines.holds_any(text, lines.CREDIT_HINTS):
        return -1
    credit = lines.CREDIT.search(text)
    return credit.start() if credit else -1


def _is_place(dateline: str) -> bool:
    """Whether words before a colon name a place, and no topic or speaker."""
    # "KYIV, May 3 (Reuters) - ", "CAIRO – 3 May: " and "WASHINGTON — " need no look into the gazetteer.
    if any(sign in dateline for sign in ("(", "–", "—", " -")) or ":" not in dateline:
        return True
    place, names = dateline.strip(" :\t"), load()
    return place in names.upper or place in names.names  # "MOSCOW:", "USA:", but not "EMAIL:"


def part(block: Block, start: int, end: int, role: str) -> Iterator[Block]:
    """The part of a block between two offsets of its text, edges trimmed; none where it is empty."""
    text = block.text[start:end]
    if words := text.strip():
        at = block.span.start + start + len(text) - len(text.lstrip())
        yield Block(Span(at, at + len(words)), words, role)


def is_paragraph(block: Block) -> bool:
    """Whether a block is long enough for running text and ends as a sentence does."""
    if block.role or len(block.text) < _BODY_LENGTH:
        return False
    return bool(SENTENCE_END.search(block.text[-6:]))
