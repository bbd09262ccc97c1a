"""The text of a page as it is read: saved pages have blanks of many widths, and characters that nobody sees."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from blocquotes.model import Span

# Soft hyphens, zero-width characters and marks of direction: `West\u00adhaven`, `\u200e“We have no choice”`.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# Alone on a line, they stay: every line is in a region.
_BESIDE_WORDS = re.compile(rf"(?<![{_UNSEEN}])[{_UNSEEN}]++(?=\S)|(?<=[^\s{_UNSEEN}])[{_UNSEEN}]++")
# `16\u00a0May\u00a02024`; a PDF file has a form feed between its pages.
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAK = re.compile("[\v\f\u0085\u2028\u2029]")
_ODD = re.compile(rf"{_BLANK.pattern}|{_BREAK.pattern}|[{_UNSEEN}]")


class Plain(NamedTuple):
    """A text without such characters, and where each of its characters is in the seed."""

    text: str
    places: Sequence[int]

    def in_seed(self, span: Span) -> Span:
        """The span in the seed, with the characters that nobody sees before it, and behind it where a word ends."""
        ends_word = not self.text[span.end : span.end + 1].strip()
        end = self.places[span.end] if ends_word else self.places[span.end - 1] + 1
        return Span(self.places[span.start - 1] + 1 if span.start else 0, end)

    def in_text(self, span: Span) -> Span:
        """The span in this text of one of the seed."""
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))


def plain(seed: str) -> Plain:
    """The text of a page as it is read."""
    if not _ODD.search(seed):
        return Plain(seed, range(len(seed) + 1))
    left_out = {i for found in _BESIDE_WORDS.finditer(seed) for i in range(*found.span())}
    places = [i for i in range(len(seed)) if i not in left_out]
    text = _BREAK.sub("\n", _BLANK.sub(" ", _BESIDE_WORDS.sub("", seed)))
    return Plain(text, [*places, len(seed)])
