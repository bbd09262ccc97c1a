"""Texts whose lines are broken at a width, as mails, agency copy and PDF files are: which breaks end nothing."""

import re
from itertools import pairwise
from typing import Final

# How the last characters of running text look, with the number of a note, `… of a boat.1`, or the initials of its
# authors behind it, `(ab/dpa)`, and how many of them are looked at.
_SENTENCE_END: Final = re.compile(
    r"[.!?…][”\"’')\]]*(?:(?<=[a-z.!?][.!?”’\"])(?<!No\.)\d{1,2}| \([a-z]{2,4}(?:/[a-z]{2,4})+\))?$"
)
_END: Final = 20
# A break before a small letter, which few texts have whose lines are paragraphs.
_GOING_ON: Final = re.compile(r"\n[ \t]*[a-z]")
# Characters of a line that is broken at a width, on pages and in narrow columns.
_SHORTEST: Final = (45, 28)
_LONGEST = 100
# Lines that go on below with a small letter, at least, and their share of all lines that are as long.
_FEWEST, _SHARE = 4, 0.5
# The share of the width below which a line may be the last one of a paragraph, or a headline.
_SHORT: Final = 0.8


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return bool(_SENTENCE_END.search(text[-_END:]))


def is_wrapped(text: str) -> bool:
    """Whether lines are broken at a width, so that most of them do not end a paragraph."""
    lines = [
        (line, after) for line, after in pairwise(text.split("\n")) if len(line) >= min(_SHORTEST) and after.strip()
    ]
    # A list of headlines has lines as long, but each begins with a capital.
    going_on = [len(line) for line, after in lines if _goes_on(line.rstrip(), after.lstrip())]
    for shortest in _SHORTEST:
        long = sum(len(line) >= shortest for line, _ in lines)
        if sum(length >= shortest for length in going_on) >= max(_FEWEST, _SHARE * long):
            return True
    return False


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence goes on in the line below, by its first letter."""
    return len(line) <= _LONGEST and not after[0].isupper()


def unwrap(text: str) -> str:
    """The text with a blank for each line break inside a paragraph; as long as the text, so that offsets stay."""
    # Most texts have no such break, and need no look at their lines.
    if not _GOING_ON.search(text) or not is_wrapped(text):
        return text
    lines = text.split("\n")
    width = max((len(line) for line, after in pairwise(lines) if after.strip() and len(line) <= _LONGEST), default=0)
    breaks = ["\n" if _is_break(line, after, width) else " " for line, after in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*breaks, ""], strict=True) for part in pair)


def _is_break(line: str, after: str, width: int) -> bool:
    """Whether a line break ends a paragraph: a line without words is beside it, or the line is short."""
    if not line.strip() or not after.strip():
        return True
    return len(line) < _SHORT * width
