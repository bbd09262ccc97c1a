"""Quotation marks: which words of a content stand inside its own marks, and whether the marks pair up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TOKEN = re.compile(
    # At the end of a word “ closes, as it does after „ in German.
    r"(?P<close>[”»]|(?<=\S)''(?!\w)|(?<=[\w.,;:!?…])“(?!\w))"
    r"|(?P<open>[“„«]|``|'')"
    r'|(?P<straight>")'
    r"|(?P<single_open>(?<!\w)[‘'](?=\w))"
    r"|(?P<single_close>(?<=\S)[’'](?!\w))"
    r"|(?P<word>\w(?:[\w.\-’']*\w)?)"
)


WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
"""A word, as it is counted in quotes."""


@dataclass(frozen=True)
class Marking:
    """What the marks of a content say: words inside and outside of them, the stretches inside, and balance."""

    inside: int
    outside: int
    verbatim: tuple[str, ...]
    balanced: bool

    @property
    def type(self) -> str:
        """direct: every word inside; mixed: some; indirect: none (guidelines, 3)."""
        if not self.inside:
            return "indirect"
        return "mixed" if self.outside else "direct"


def read(parts: Sequence[str]) -> Marking:
    """Reads the marks of a content's stretches, in text order, as one text.

    Any mark that opens is closed by any mark that closes (`“..."` is a pair). A stretch that ends open goes on
    in the next one, whether or not that repeats the opening mark, as quotations over paragraphs do. Single
    marks count only where the content has no double ones, since they may be apostrophes or inner quotations.
    """
    tokens = [[(match.lastgroup or "", match.start(), match.end()) for match in TOKEN.finditer(part)] for part in parts]
    single = not any(kind in ("open", "close", "straight") for found in tokens for kind, _, _ in found)
    inside = outside = 0
    is_open, balanced = False, True
    verbatim: list[str] = []
    for part, found in zip(parts, tokens, strict=True):
        start = 0
        for position, (kind, begin, end) in enumerate(found):
            if kind == "word":
                inside, outside = inside + is_open, outside + (not is_open)
            elif opens := _opens(kind, is_open, position, single):
                balanced = balanced and (not is_open or position == 0)
                is_open, start = True, end
            elif opens is False:
                balanced = balanced and is_open
                verbatim += [part[start:begin]] if is_open else []
                is_open = False
        verbatim += [part[start:]] if is_open else []
    return Marking(inside, outside, tuple(v.strip() for v in verbatim if v.strip()), balanced and not is_open)


def _opens(kind: str, is_open: bool, position: int, single: bool) -> bool | None:
    """Whether a mark opens (True) or closes (False) a quotation; None where it is no quotation mark at all."""
    if kind == "straight":
        return not is_open or position == 0
    if kind.startswith("single"):
        if not single or (kind == "single_close" and not is_open):
            return None
        return kind == "single_open"
    return kind == "open"
