"""Quotation marks: which words of a content are inside its own marks, and whether the marks pair up."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

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
ANY: Final = re.compile(r"""[”»“„«"‘`'’](?:(?<=[^'’])|(?!\w)|(?<!\w['’]))""")
ONE_WORD: Final = re.compile(WORD)

# Double marks, and the pairs of them that are around most quotations.
DOUBLE: Final = re.compile("""[”»“„«"]|``|''""")
PAIRS: Final = ("“”", '""')

# The apostrophe of a plural, as in *the workers’ money*, looks like a closing mark.
POSSESSIVE: Final = re.compile(r"""(?<=s)[’'](?=\s+["“\w])""", re.I)

SINGLE_AT_START: Final = re.compile(r"\s*[‘']\w")

# A part whose double marks are pairs of “ and ”, as in most mixed quotes. After a word or a mark, “ may close.
CURLY: Final = re.compile(r"""[^”»“„«"`']*+(?>(?:(?:(?<=[\s(])|(?<!.))“[^”»“„«"`']*+”[^”»“„«"`']*+)*)""", re.DOTALL)
IN_CURLY: Final = re.compile("“([^”]*)”")


class Marking(NamedTuple):
    """The marks of a content: the stretches inside, their places, and balance.

    `places` has the place of each stretch of `verbatim`: the number of its part, and its start and end there. `counted`
    has the numbers of words inside and outside, None where they follow from the places.
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
        inside = sum(len(ONE_WORD.findall(stretch)) for stretch in self.verbatim)
        return inside, words - inside

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
        if self.counted is not None:
            inside, outside = self.counted
            has_inside, has_outside = inside > 0, outside > 0
        else:
            # Only a message needs to know how many words there are, and to count them takes longer than all else here.
            has_inside = any(map(ONE_WORD.search, self.verbatim))
            has_outside = has_inside and any(map(ONE_WORD.search, self._outside()))
        if not has_inside:
            return "indirect"
        return "mixed" if has_outside else "direct"

    def _outside(self) -> Iterator[str]:
        """The stretches outside."""
        for number, part in enumerate(self.parts):
            at = 0
            for _, start, end in [place for place in self.places if place[0] == number]:
                yield part[at:start]
                at = end
            yield part[at:]


def read(parts: Sequence[str]) -> Marking:
    """Reads the marks of a content's spans, in text order, as one text.

    Any mark that opens is closed by any mark that closes (`“..."` is a pair). A span that ends open goes on
    in the next one, whether or not that repeats the opening mark, as quotations over paragraphs do. Where the
    content has double marks, single ones are apostrophes or inner quotations, unless there are single ones around it.
    """
    if not any(map(ANY.search, parts)):
        return Marking(tuple(parts), (), True, ())
    if all(map(_fills_pair, parts)):
        places = tuple([(number, 1, len(part) - 1) for number, part in enumerate(parts)])
        return Marking(tuple(parts), tuple([part[1:-1].strip() for part in parts]), True, places)
    if not all(map(CURLY.fullmatch, parts)) or SINGLE_AT_START.match(parts[0]):
        return weigh(parts)
    found = [(number, match) for number, part in enumerate(parts) for match in IN_CURLY.finditer(part)]
    kept = [(number, match) for number, match in found if match[1].strip()]
    # Without double marks, single ones count.
    if not found:
        return weigh(parts)
    verbatim = tuple([match[1].strip() for _, match in kept])
    return Marking(tuple(parts), verbatim, True, tuple([(number, *match.span(1)) for number, match in kept]))


def _fills_pair(part: str) -> bool:
    """Whether a span is words in one pair of double marks, as most quotations are: no mark need be weighed then."""
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
    """The words of each span, and its double or single marks, whichever count, as (kind, start, end)."""
    tokens = [[(match.lastgroup or "", *match.span()) for match in TOKEN.finditer(part)] for part in parts]
    has_double = any(kind in ("open", "close", "straight") for found in tokens for kind, _, _ in found)
    if has_double and not _are_single_outside(parts):
        return [[one for one in found if not one[0].startswith("single")] for found in tokens]
    return [_single(part, found) for part, found in zip(parts, tokens, strict=True)]


def _are_single_outside(parts: Sequence[str]) -> bool:
    """Whether single marks surround the content, with double ones inside, as in British newspapers."""
    return all(SINGLE_AT_START.match(part) for part in parts) and parts[-1].rstrip(" .,;:?!")[-1:] in ("’", "'")


def _single(part: str, found: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The words and the single marks of a span, without the apostrophes of plurals.

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
