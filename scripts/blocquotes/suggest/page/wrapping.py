"""Pages whose lines are broken at a width, as printed pages and PDF files are: where their paragraphs begin and end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from blocquotes.model import Span
from blocquotes.suggest.page import lines

# How the last characters of running text look.
SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*$")
_LINE = re.compile(r"[^\n]*\n?")
# Characters of a line that is broken at a width.
_SHORTEST, _LONGEST = 45, 100
# Lines that go on below with a small letter, at least, and their share of all lines that are as long.
_FEWEST, _SHARE = 4, 0.5
# The share of the longest line below which a line may be the last one of a paragraph, or a headline.
_SHORT = 0.8


def is_wrapped(seed: str) -> bool:
    """Whether lines are broken at a width, so that most of them do not end a paragraph."""
    long = [(line, after) for line, after in pairwise(seed.split("\n")) if len(line) >= _SHORTEST and after.strip()]
    # A list of headlines has lines as long, but each begins with a capital.
    going_on = sum(_goes_on(line.rstrip(), after.lstrip()) for line, after in long)
    return going_on >= max(_FEWEST, _SHARE * len(long))


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence goes on in the line below, by its first letter."""
    return len(line) <= _LONGEST and not SENTENCE_END.search(line[-4:]) and not after[0].isupper()


def paragraphs(seed: str) -> Iterator[Span]:
    """The paragraphs of such a page; each number of a page is one, since it may stand within a sentence."""
    width = max(map(len, seed.split("\n")))
    start = end = -1
    for match in _LINE.finditer(seed):
        line = match.group().strip()
        begins = match.start() + match.group().find(line)
        if start >= 0 and (not line or _is_break(seed[start:end], line, width)):
            yield Span(start, end)
            start = -1
        if line:
            start, end = (begins if start < 0 else start), begins + len(line)
        # A page number ends what it began, so that the text goes on below it.
        if line and lines.PAGE_NUMBER.fullmatch(line):
            yield Span(begins, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _is_break(before: str, line: str, width: int) -> bool:
    """Whether a line begins something else than the lines before it."""
    if lines.PAGE_NUMBER.fullmatch(line):
        return True
    last = before.rpartition("\n")[2].strip()
    is_first = "\n" not in before
    # A headline, a byline or the like is one line; a paragraph has a short last one.
    if is_first and (lines.line_role(last) or (len(last) < _SHORT * width and not line[0].islower())):
        return True
    ends = bool(SENTENCE_END.search(last[-6:]))
    return ends and (len(last) < _SHORT * width or bool(lines.line_role(line)))
