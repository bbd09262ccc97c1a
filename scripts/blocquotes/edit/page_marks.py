"""Marks of a saved page that its main text would lose: quotation marks of `<q>`, and numbers of notes."""

import re
from typing import Any

# `<q>` in `<q>`, by depth.
MARKS = (("“", "”"), ("‘", "’"))

# The number of a note: 1, [1], [a], *, †.
NOTE = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|\*{1,3}|†|‡)[\])]?\s*")


def write_out(tree: Any) -> None:
    """Changes a tree of lxml: `<q>` becomes text with quotation marks, and raised numbers of notes go.

    The extractor takes `<q>` for a paragraph and loses its marks. It glues the number of a note to the word before it.
    """
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


def _depth(quotation: Any) -> int:
    return sum(1 for _ in quotation.iterancestors("q"))


def _follows_digit(element: Any) -> bool:
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail
    return bool(text) and text[-1].isdigit()
