"""Pages whose lines are broken at a width, as printed pages and PDF files are: where their paragraphs begin and end."""

import re
from collections.abc import Iterator

from blocquotes.model import Span
from blocquotes.suggest.page import furniture, lines
from blocquotes.suggest.text.line_breaks import ends_sentence

_LINE = re.compile(r"[^\n]*\n?")
# How a line begins that is printed on every page.
_HEAD_FORM = re.compile(r"[A-ZÀ-Ý\d]|https?:|www\.")
# Roles of the lines that are below a headline, which may be as long as the lines of the text.
_BELOW_HEADLINE = ("date", "byline")
# The head of a page: `COAST WEEKLY          3 May 2024`.
_HEAD = re.compile(r"\S.*?\s{3,}\S.*")
# The share of the longest line below which a line may be the last one of a paragraph, or a headline.
_SHORT = 0.8


def paragraphs(seed: str) -> Iterator[Span]:
    """The paragraphs of such a page; each number of a page is one, since it may stand within a sentence."""
    printed = [line.strip() for line in seed.split("\n")]
    running = furniture.repeated(line for line in printed if _HEAD_FORM.match(line) and not ends_sentence(line))
    # The address at the foot of a page may be longer than the lines of its text, and so may its head.
    widths = (len(line) for line in printed if not _HEAD.fullmatch(line) and furniture.key(line) not in running)
    width = max(widths, default=0)
    # The lines of the paragraph so far: where it begins and ends, how many, and the last one.
    start, end, count, last = 0, 0, 0, ""
    for match in _LINE.finditer(seed):
        line = match.group().strip()
        begins = match.start() + match.group().find(line)
        if count and (_is_running(running, last, line) or _is_break(last, line, width, is_first=count == 1)):
            yield Span(start, end)
            count = 0
        if line:
            start, end, count, last = (start if count else begins), begins + len(line), count + 1, line


def _is_running(running: frozenset[str], *lines_: str) -> bool:
    """Whether one of two lines is printed on every page, so that it may stand within a sentence."""
    return any(furniture.key(line) in running for line in lines_)


def _is_break(last: str, line: str, width: int, *, is_first: bool) -> bool:
    """Whether a line begins something else than the last line, the first one of its paragraph or a later one."""
    if not line or any(form.fullmatch(one) for form in (lines.PAGE_NUMBER, _HEAD) for one in (last, line)):
        return True
    is_short = len(last) < _SHORT * width
    # "by mistake." is the end of a sentence.
    if not line[0].islower() and lines.line_role(line) in _BELOW_HEADLINE:
        return True
    if is_first and _is_one_line(last, line, is_short=is_short):
        return True
    # The last line of a paragraph is short.
    if not ends_sentence(last):
        return False
    return is_short or bool(lines.line_role(line))


def _is_one_line(line: str, after: str, *, is_short: bool) -> bool:
    """Whether a line is a headline, a byline or the like, which does not go on in the one after it."""
    if lines.line_role(line):
        return True
    return is_short and not after[0].islower()
