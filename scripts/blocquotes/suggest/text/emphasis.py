"""Markdown's marks of emphasis around labels, which are no words: "**Lee:** It is late.", "_Roe_: It is not."."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from blocquotes.sentences import Tokens
from blocquotes.suggest.text.notes import without

_LABEL: Final = re.compile(
    r"^[ \t>-]*(?P<opens>\*{1,3}|_{1,3})(?=[\w(\[])(?P<label>(?:[^*_:\n]|(?<=\d):(?=\d)){1,80})"
    r"(?P<closes>(?P=opens)(?=:| [(\[])|:(?P=opens))",
    re.MULTILINE,
)


def without_emphasis(tokens: Tokens) -> Tokens:
    """The tokens without the marks of emphasis around labels; the offsets of the others stay those of the text."""
    # Most texts have neither mark, and a search for one character is fast.
    if "*" not in tokens.text and "_" not in tokens.text:
        return tokens
    labels = list(_LABEL.finditer(tokens.text))
    if not labels:
        return tokens
    shown = _shortened(tokens, labels)
    dropped: list[int] = []
    for label in labels:
        for part in ("opens", "closes"):
            start, end = label.span(part)
            inside = range(bisect_left(shown.starts, start), bisect_right(shown.ends, end))
            dropped += [i for i in inside if shown.words[i] != ":"]
    return without(shown, dropped)


def _shortened(tokens: Tokens, labels: Iterable[re.Match[str]]) -> Tokens:
    """The tokens with those cut short that a mark is glued to: "_Roe:_", "_Roe_:"."""
    words, lower, starts, ends = list(tokens.words), list(tokens.lower), list(tokens.starts), list(tokens.ends)
    for label in labels:
        begin, end = label.span("label")
        first, last = bisect_right(starts, begin) - 1, bisect_left(ends, end)
        if starts[first] < begin < ends[first]:
            cut = begin - starts[first]
            words[first], lower[first], starts[first] = words[first][cut:], lower[first][cut:], begin
        if starts[last] < end < ends[last]:
            cut = end - ends[last]
            words[last], lower[last], ends[last] = words[last][:cut], lower[last][:cut], end
    return replace(tokens, words=words, lower=lower, starts=starts, ends=ends)
