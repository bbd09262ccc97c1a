"""Quotation marks: which words of a content are inside its own marks, and whether the marks pair up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from blocquotes.tokens import WORD

TOKEN: Final = re.compile(
    # Most of a text are words and blanks, which need no look at the marks.
    rf"(?=\S)(?:(?P<word>{WORD})"
    # “ after a word closes a quotation, as it does in German after „.
    r"|(?P<close>[”»]|(?<=\S)''(?!\w)|(?<=[\w.,;:!?…])“(?!\w))"
    r"|(?P<open>[“„«]|``|'')"
    r'|(?P<straight>")'
    # The apostrophe of the ’90s, of rock ’n’ roll and of ’tis opens nothing.
    r"|(?P<single_open>(?<!\w)[‘'](?=\w)(?!(?:\d\ds|em|n|til|tis|twas)\b))"
    r"|(?P<single_close>(?<=\S)[’'](?!\w)))"
)

# Any mark, single or double, except for an apostrophe inside a word. Most contents have none.
ANY: Final = re.compile(r"""[”»“„«"‘`]|['’](?!\w)|(?<!\w)['’]""")
ONE_WORD: Final = re.compile(WORD)

# Double marks, and the pairs of them that are around most quotations.
DOUBLE: Final = re.compile("""[”»“„«"]|``|''""")
PAIRS: Final = ("“”", '""')

# The apostrophe of a plural, as in *the workers’ money*, looks like a closing mark.
POSSESSIVE: Final = re.compile(r"""(?<=s)[’'](?=\s+["“\w])""", re.I)

SINGLE_AT_START: Final = re.compile(r"\s*[‘']\w")


@dataclass(frozen=True)
class Marking:
    """The marks of a content: how many words are inside and outside of them, the stretches inside, and balance.

    `places` has the place of each stretch of `verbatim`: the number of its part, and its start and end there. `counted`
    has the numbers of words inside and outside. It is None where all words are on one side: inside if there are
    `places`, else outside.
    """

    parts: tuple[str, ...]
    verbatim: tuple[str, ...]
    balanced: bool
    places: tuple[tuple[int, int, int], ...]
    counted: tuple[int, int] | None = None

    @property
    def counts(self) -> tuple[int, int]:
        """How many words are inside and outside."""
        if self.counted is not None:
            return self.counted
        words = sum(len(ONE_WORD.findall(part)) for part in self.parts)
        return (words, 0) if self.places else (0, words)

    @property
    def inside(self) -> int:
        """How many words are inside marks."""
        return self.counts[0]

    @property
    def outside(self) -> int:
        """How many words are outside of marks."""
        return self.counts[1]

    @property
    def type(self) -> str:
        """direct: every word inside; mixed: some; indirect: none (guidelines, 3)."""
        if self.counted is None:
            # Only a message needs to know how many they are, and to count them takes longer than all else here.
            return "direct" if self.places and any(map(ONE_WORD.search, self.parts)) else "indirect"
        if not self.inside:
            return "indirect"
        return "mixed" if self.outside else "direct"


def read(parts: Sequence[str]) -> Marking:
    """Reads the marks of a content's stretches, in text order, as one text.

    Any mark that opens is closed by any mark that closes (`“..."` is a pair). A stretch that ends open goes on
    in the next one, whether or not that repeats the opening mark, as quotations over paragraphs do. Where the
    content has double marks, single ones are apostrophes or inner quotations, unless there are single ones around it.
    """
    if not any(map(ANY.search, parts)):
        return Marking(tuple(parts), (), True, ())
    if all(map(_fills_pair, parts)):
        places = tuple([(number, 1, len(part) - 1) for number, part in enumerate(parts)])
        return Marking(tuple(parts), tuple([part[1:-1].strip() for part in parts]), True, places)
    return weigh(parts)


def _fills_pair(part: str) -> bool:
    """Whether a stretch is words in one pair of double marks, as most quotations are: no mark need be weighed then."""
    if part[:1] + part[-1:] not in PAIRS or not part[1:-1].strip():
        return False
    return not DOUBLE.search(part, 1, len(part) - 1)


def weigh(parts: Sequence[str]) -> Marking:
    """What `read` finds, for any marks; takes longer."""
    tokens = _tokens(parts)
    inside = outside = 0
    is_open, balanced = False, True
    places: list[tuple[int, int, int]] = []
    for number, found in enumerate(tokens):
        start = 0
        for position, (kind, begin, end) in enumerate(found):
            if kind == "word":
                inside, outside = inside + is_open, outside + (not is_open)
            elif _opens(kind, is_open, position):
                balanced = balanced and (not is_open or position == 0)
                is_open, start = True, end
            elif is_open or kind != "single_close":  # a closing single mark without an open one is an apostrophe
                balanced = balanced and is_open
                places += [(number, start, begin)] if is_open else []
                is_open = False
        places += [(number, start, len(parts[number]))] if is_open else []
    kept = tuple(place for place in places if parts[place[0]][place[1] : place[2]].strip())
    verbatim = tuple(parts[number][start:end].strip() for number, start, end in kept)
    return Marking(tuple(parts), verbatim, balanced and not is_open, kept, (inside, outside))


def _tokens(parts: Sequence[str]) -> list[list[tuple[str, int, int]]]:
    """The words of each stretch, and its double or single marks, whichever count, as (kind, start, end)."""
    tokens = [[(match.lastgroup or "", *match.span()) for match in TOKEN.finditer(part)] for part in parts]
    has_double = any(kind in ("open", "close", "straight") for found in tokens for kind, _, _ in found)
    if has_double and not _are_single_outside(parts):
        return [[one for one in found if not one[0].startswith("single")] for found in tokens]
    return [_single(part, found) for part, found in zip(parts, tokens, strict=True)]


def _are_single_outside(parts: Sequence[str]) -> bool:
    """Whether single marks surround the content, with double ones inside, as in British newspapers."""

    return all(SINGLE_AT_START.match(part) for part in parts) and parts[-1].rstrip(" .,;:?!")[-1:] in ("’", "'")


def _single(part: str, found: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words and the single marks of a stretch, without the apostrophes of plurals.

    After a plural a mark is an apostrophe if the next one that cannot be such an apostrophe closes.
    """
    kept: list[tuple[str, int, int]] = []
    closes_next = False
    for one in reversed(found):
        kind, begin, _ = one
        if kind == "single_close" and closes_next and POSSESSIVE.match(part, begin):
            continue
        if kind in ("single_open", "single_close"):
            closes_next = kind == "single_close" and not POSSESSIVE.match(part, begin)
        if kind in ("word", "single_open", "single_close"):
            kept.append(one)
    return kept[::-1]


def _opens(kind: str, is_open: bool, position: int) -> bool:
    """Whether a mark opens a quotation."""
    return not is_open or position == 0 if kind == "straight" else kind in ("open", "single_open")
