"""Runs of capitalised words in a text, and the part that each of their words may take in a name."""

import re
from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

from blocquotes.suggest.names.gazetteer import Gazetteer, Name

_UPPER = "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "\u0400-\u042f\u0391-\u03a9Ḁ-ỹ"
_SHORT = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Gens|Lt|Col|Cols|Maj|Capt|Sgt|Cpl|Pvt|Adm|Cmdr|Supt|Rev|Hon"
    "|Pres|St|Jr|Sr|Inc|Corp|Ltd|Co|Bros|Dept|Calif|Fla|Va|Md|Pa|Mass|Conn|Mich|Minn|Wis|Ill|Ind|Tenn|Ky|Ala|Ariz"
    "|Colo|Okla|Ore|Wash|Nev|Vt|Mo"
)
_FULL_STOP = r"\.(?=[ ,;)\u00a0]|$)"
_TAIL = r"(?:[’'](?!s\b)\w++)*+"
_REST = rf"\w*+{_TAIL}(?:(?:[-&–]|\.(?=[a-z]{{2,4}}\b))\w++{_TAIL})*+"
_OWNS = r"(?:[’']s\b)?"
_PARTICLE = r"(?:(?:al|el|d|e|i)[-’']?)?"
_WORD = rf"(?:(?:[A-Z]\.){{1,5}}(?![a-z])|(?=\w{{2,5}}\.)(?:{_SHORT}){_FULL_STOP}|{_PARTICLE}[{_UPPER}]{_REST}){_OWNS}"
# The first word has its capital in front and the look-behinds after it, so that the search leaps to capitals.
_SHORT_REST = "|".join(f"(?<={word[0]}){word[1:]}" for word in re.findall(r"\w+", _SHORT))
_FIRST = (
    rf"[{_UPPER}](?<![^\W_].)(?<![@#].)"
    rf"(?:\.(?:[A-Z]\.){{0,4}}(?![a-z])|(?=\w{{1,4}}\.)(?:{_SHORT_REST}){_FULL_STOP}|{_REST}){_OWNS}"
)
_LINK = r"(?:of|for|on|and|the|de|la|del|der|von|van|bin|bint|ibn|al|da|dos|du|&)"
_LINKS = frozenset(re.findall(r"\w+|&", _LINK))

_NO_PART = "".join(sorted(set(ascii_lowercase).difference(re.findall(r"(?<![a-z])[a-z]", _LINK + _PARTICLE))))
"""Letters that neither a link nor a particle begins with: most words behind a run need no closer look."""

RUN = re.compile(
    rf"{_FIRST}(?:[ \u00a0](?![{_NO_PART}])(?:(?:{_LINK}[ \u00a0]){{0,2}}{_WORD}|\d{{1,4}}(?:st|nd|rd|th)?\b)){{0,30}}"
)
"""A run: at most 31 capitalised words, with small words between them and figures after them."""

_ENDING = re.compile(r"(?:s|ed|d|ing|ly|er)$")
_LONGEST_WORD = 60
_REMEMBERED = 50_000
"""Words whose part in names is remembered."""


class Piece(NamedTuple):
    """A word of a run without its possessive ending, which `owns` tells of; `label` is its part in names.

    Labels: `small` a link, `figure`, `stop` no part of a name, `title`, `name` anything else.
    """

    start: int
    end: int
    text: str
    lower: str
    owns: bool
    label: str


def pieces(words: Gazetteer, run: str, begins: bool, heading: bool) -> list[Piece]:
    """The words of a run; `begins` where it begins a sentence, `heading` in a title-case line."""
    found = []
    at, sure = 0, heading or begins
    for printed in run.replace("’", "'").replace("\u00a0", " ").split(" "):
        text, lower, owns, label = _part(words, printed, sure)
        found.append(Piece(at, at + len(text), text, lower, owns, label))
        at, sure = at + len(printed) + 1, heading
    for i in range(1, len(found)):
        if found[i].label in ("title", "stop") and _is_surname(words, found, i):
            found[i] = found[i]._replace(label="name")
    return found


def _is_surname(words: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether a title is a surname here, since a name or title stands before it and no name after it."""
    before = found[i - 1]
    if found[i].lower not in words.classes["surname"] or (before.label != "title" and before.text not in words.given):
        return False
    return i + 1 == len(found) or found[i].owns or found[i + 1].label in ("small", "stop")


@lru_cache(maxsize=_REMEMBERED)
def _part(words: Gazetteer, printed: str, sure: bool) -> tuple[str, str, bool, str]:
    """A word without its possessive ending, in lower case, whether it has that ending, and its part in names."""
    owns = printed.endswith("'s")
    text = printed[:-2] if owns else printed
    lower = text.lower()
    return text, lower, owns, _label(words, text, lower, sure)


def _label(words: Gazetteer, text: str, lower: str, sure: bool) -> str:
    """What part a word takes in names; where `sure`, anything is capitalised and common words are none."""
    if text in _LINKS:
        return "small"
    if text[0].isdigit():
        return "figure"
    if lower in words.classes["dates"] or lower.startswith("i'") or len(text) > _LONGEST_WORD:
        return "stop"
    if lower.partition("'")[0] in words.classes["function"]:
        return "name" if not sure and (text in words.given or _is_short(words, text)) else "stop"
    if lower in words.classes["title"] or lower in words.classes["before-title"]:
        return "title"
    sure = sure or (text.isupper() and len(text) > 3)
    return "stop" if sure and text not in words.given and is_common(words, lower) else "name"


def _is_short(words: Gazetteer, text: str) -> bool:
    return text.isupper() and len(text) == 2 and text in words.names


@lru_cache(maxsize=_REMEMBERED)
def is_common(words: Gazetteer, lower: str) -> bool:
    """Whether a word, or the word that it is inflected from, is a common English one."""
    return lower in words.common or (len(lower) > 4 and _ENDING.sub("", lower) in words.common)


class Line(NamedTuple):
    """A run cut into pieces, and the gazetteer that it is read by."""

    words: Gazetteer
    pieces: list[Piece]


def lookup(line: Line, i: int, end: int) -> Name | None:
    """What the pieces `i` to `end` name as they stand, or in capitals."""
    names, pieces = line.words.names, line.pieces
    if end == i + 1:
        text = pieces[i].text
        if pieces[i].owns and (name := names.get(text + "'s")):
            return name
    else:
        text = " ".join([p.text + "'s" * p.owns for p in pieces[i : end - 1]] + [pieces[end - 1].text])
    return names.get(text) or (line.words.upper.get(text) if text.isupper() else None)


def known_at(line: Line, i: int) -> tuple[int, Name | None]:
    """The longest known name from piece `i` on: where it ends, and what it names."""
    piece = line.pieces[i]
    longest = line.words.lengths.get(piece.text + "'s" if piece.owns else piece.text, 1)
    if longest > 1:
        for end in range(min(len(line.pieces), i + longest), i + 1, -1):
            if name := lookup(line, i, end):
                return end, name
    if piece.label == "small" or (piece.label == "stop" and piece.lower in line.words.classes["function"]):
        return 0, None
    name = lookup(line, i, i + 1)
    return (i + 1 if name else 0), name
