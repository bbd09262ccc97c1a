"""Markdown's marks of emphasis around labels, which are no words: "**Lee:** It is late.", "_Roe_: It is not."."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from blocquotes.sentences import Tokens
from blocquotes.suggest.text.notes import without

# What a label in emphasis ends with, and few texts have.
_ENDS: Final = (":*", "*:", ":_", "_:")
_LABEL: Final = re.compile(
    r"^[ \t>-]*(?P<opens>\*{1,3}|_{1,3})(?=\w)(?P<label>[^*_:\n]{1,80})(?P<closes>(?P=opens):|:(?P=opens))",
    re.MULTILINE,
)


def without_emphasis(tokens: Tokens) -> Tokens:
    """The tokens without the marks of emphasis around labels; the offsets of the others stay those of the text."""
    if not any(map(tokens.text.__contains__, _ENDS)):
        return tokens
    labels = list(_LABEL.finditer(tokens.text))
    if not labels:
        return tokens
    shown = _shortened(tokens, [label.end("opens") for label in labels])
    dropped: list[int] = []
    for label in labels:
        for part in ("opens", "closes"):
            start, end = label.span(part)
            inside = range(bisect_left(shown.starts, start), bisect_right(shown.ends, end))
            dropped += [i for i in inside if shown.words[i] != ":"]
    return without(shown, dropped)


def _shortened(tokens: Tokens, begins: Iterable[int]) -> Tokens:
    """The tokens with those cut short that a mark is glued to in front: "_Roe"."""
    words, lower, starts = list(tokens.words), list(tokens.lower), list(tokens.starts)
    for at in begins:
        i = bisect_right(starts, at) - 1
        if starts[i] < at < tokens.ends[i]:
            cut = at - starts[i]
            words[i], lower[i], starts[i] = words[i][cut:], lower[i][cut:], at
    return replace(tokens, words=words, lower=lower, starts=starts)
