"""Marks of a saved page that mislead the extractor: `<q>`, numbers of notes, times of changes, struck words, `<br>`."""

import re
from typing import Any

# `<q>` in `<q>`, by depth.
MARKS = (("“", "”"), ("‘", "’"))

# The number of a note: 1, [1], [a], *, †.
NOTE = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|\*{1,3}|†|‡)[\])]?\s*")

# What says that a time is the one of a change: `itemprop="dateModified"`, `class="updated"`, `Last updated on <time>`.
CHANGE = re.compile(r"updated|modified|edited|revised", re.IGNORECASE)
CHANGE_BEFORE = re.compile(r"(?:updated|modified|edited|revised)(?:\s+(?:on|at))?\s*[:–—-]?\s*$", re.IGNORECASE)


def write_out(tree: Any) -> None:
    """Changes a tree of lxml: `<q>` becomes text with quotation marks; numbers of notes, times of changes, words
    struck out and line ends within sentences go.

    The extractor takes `<q>` for a paragraph and loses its marks. It glues the number of a note to the word before it.
    It takes the first time of a page for that of its publication.
    """
    times = [*tree.iter("time")]
    changes = [time for time in times if _is_change(time)]
    for time in changes if len(changes) < len(times) else ():  # the date of a change is better than none
        time.drop_tree()
    for struck in [*tree.iter("del", "s", "strike")]:
        struck.drop_tree()
    for line_end in [*tree.iter("br")]:
        if _is_inside_sentence(line_end):
            line_end.tail = " " + (line_end.tail or "").lstrip()
            line_end.drop_tag()
    for note in [*tree.iter("sup")]:
        # "10<sup>6</sup>" is a number, and "7<sup>th</sup>" a word.
        if NOTE.fullmatch(note.text_content()) and not _follows_digit(note):
            note.drop_tree()
    for quotation in [*tree.iter("q")]:
        opening, closing = MARKS[_depth(quotation) % len(MARKS)]
        quotation.text = opening + (quotation.text or "")
        if len(quotation):
            quotation[-1].tail = (quotation[-1].tail or "") + closing
        else:
            quotation.text += closing
    for quotation in [*tree.iter("q")]:
        quotation.drop_tag()


def _is_change(time: Any) -> bool:
    """Whether a `<time>` says when the page was changed, by its attributes or by the words before it."""
    if CHANGE.search(f"{time.get('itemprop', '')} {time.get('class', '')}"):
        return True
    before = time.getprevious()
    words = time.getparent().text if before is None else before.tail
    return bool(CHANGE_BEFORE.search(words or ""))


def _is_inside_sentence(line_end: Any) -> bool:
    """Whether a `<br>` is between words of one sentence, `We are<br>relieved`; the extractor would part them."""
    return (line_end.tail or "").lstrip()[:1].islower()


def _depth(quotation: Any) -> int:
    return sum(1 for _ in quotation.iterancestors("q"))


def _follows_digit(element: Any) -> bool:
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail
    return bool(text) and text[-1].isdigit()
