"""Runs of capitalised words in a text, and the part that each of their words can take in a name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase
from typing import Final

from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.gazetteer import Gazetteer, Name

_UPPER: Final = "".join(c for c in map(chr, range(0x250)) if c.isupper()) + "\u0400-\u042f\u0391-\u03a9Ḁ-ỹ"
_SHORT: Final = "|".join(sorted(name_class("abbreviated")))
LINKS: Final = name_class("link")
_LINK: Final = "|".join(sorted(map(re.escape, LINKS)))
# What a capital may follow: `al-Zawahiri`, `d'Estaing`, `iPhone`.
_PARTICLE: Final = r"(?:(?:al|el|d|e|i)[-’']?)?"

_FULL_STOP: Final = r"\.(?=[ ,;)\u00a0]|$)"
_TAIL: Final = r"(?:[’'](?!s\b)\w++)*+"
_REST: Final = rf"\w*+{_TAIL}(?:(?:[-&–]|\.(?=[a-z]{{2,4}}\b))\w++{_TAIL})*+"
# Whose a name is, and plurals before the head of a name: "Kelda’s", "Thirty Years’ War", "Workers’ Party".
_OWNS: Final = (
    r"(?:[’'](?:s\b|(?<=s.)(?=[ ](?:War|Party|Union|Association|Guild|Federation|Society|League|Trust|Cup|Affairs"
    r"|Hospital)\b)))?"
)
_WORD: Final = rf"""
    (?: (?:[A-Z]\.){{1,5}} (?![a-z])                    # initials: J. K. Marsh, U.S.
      | (?=\w{{2,5}}\.) (?:{_SHORT}) {_FULL_STOP}        # Gen. Lee
      | {_PARTICLE} [{_UPPER}] {_REST}                   # Berg, al-Zawahiri, O'Brien, Hans-Peter, Rt.com
    ) {_OWNS}"""

# The first word has its capital in front and the look-behinds after it, so that the search leaps to capitals.
_SHORT_REST: Final = "|".join(f"(?<={word[0]}){word[1:]}" for word in _SHORT.split("|"))
_FIRST: Final = rf"""
    [{_UPPER}] (?<![^\W_].) (?<![@#].)
    (?: \.(?:[A-Z]\.){{0,4}} (?![a-z])
      | (?=\w{{1,4}}\.) (?:{_SHORT_REST}) {_FULL_STOP}
      | {_REST}
    ) {_OWNS}"""

# Letters that neither a link nor a particle begins with: most words behind a run need no closer look.
_NO_PART: Final = "".join(sorted(set(ascii_lowercase).difference(re.findall(r"(?<![a-z])[a-z]", _LINK + _PARTICLE))))

# A run: at most 31 capitalised words, with small words between them and figures after them.
RUN: Final = re.compile(
    rf"""{_FIRST}
    (?: [ \u00a0] (?![{_NO_PART}])
        (?: (?:(?:{_LINK})[ \u00a0]){{0,2}} {_WORD}
          | (?:of[ ](?=\d{{4}}\b))? \d{{1,4}}(?:st|nd|rd|th)?\b  # Article 5, Treaty of 1874
        )
    ){{0,30}}""",
    re.VERBOSE | re.MULTILINE,  # what ends a text ends a line
)

_INFLECTED: Final = re.compile(r"\A(?=.{5})(?P<stem>.*?)(?:s|ed|d|ing|ly|er)$")
_FEW_CAPITALS: Final = re.compile(r"[A-Z]{2,3}$")
_LONGEST_WORD: Final = 60
# The word of grammar that names begin with most often.
_NEW: Final = "New"
# Letters of the shortest word in capitals that may be a common one.
_SHORTEST_SHOUT: Final = 4
# Words whose part in names is remembered; as with runs of them, more would be found again seldom and take memory.
_REMEMBERED: Final = 10_000


@dataclass(slots=True)
class Piece:
    """A word of a run without its possessive ending; `owns` says that it had one; `label` is its part in names.

    `longest` is the number of words of the longest known name that it begins, `known` what it names by itself, `typed`
    says that it may begin or end a name with a type: `Lake`, `Ministry`. Runs share the pieces of the same words, so
    none is ever changed.

    Labels: `small` a link; `figure`; `function` a function word, `date` a day or month, `stop` a common word, which
    are no part of a name; `title`; `name` anything else; `end` of the run.
    """

    text: str
    lower: str
    owns: bool
    label: str
    longest: int = 1
    known: Name | None = None
    typed: bool = False


# Closes the pieces of a run, so that a look at the next piece needs no check of bounds.
#
# A look before the first piece, at index -1, finds it as well.
END: Final = Piece("", "", False, "end")

# Labels of words that name nothing.
NO_NAME: Final = frozenset(("small", "function", "date", "stop"))
_AFTER_SURNAME: Final = NO_NAME | {"end"}
# Labels of words that are names only together with others: `On Monday`, but never `On`.
_NEVER_ALONE: Final = frozenset(("small", "function", "end"))


def read_pieces(
    gazetteer: Gazetteer, run: str, begins: bool, heading: bool, sure: frozenset[int] = frozenset()
) -> tuple[list[Piece], list[int]]:
    """The words of a run, then `END`, and where they start; `begins` where the run begins a sentence.

    `heading` says that it is in a title-case line. `sure` are the offsets of words that are names though words of
    grammar look the same.
    """
    surnames = gazetteer.classes["surname"]
    found: list[Piece] = []
    starts: list[int] = []
    suspects: list[int] = []
    words = run.replace("’", "'").replace("\u00a0", " ").split(" ")
    # "Who says so?", but "WHO says so."
    at, capital = 0, heading or (begins and not _is_abbreviation(gazetteer, words[0]))
    for printed in words:
        piece = _piece(gazetteer, printed, capital)
        if piece.lower in surnames and at:
            suspects.append(len(found))
        starts.append(at)
        found.append(replace(piece, label="name") if at in sure else piece)
        at, capital = at + len(printed) + 1, heading
    found.append(END)
    for i in suspects:
        if _is_surname(gazetteer, found, i):
            found[i] = replace(found[i], label="name")
    return found, starts


def _is_surname(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether a title or date is a surname: after a name or title, before no name (`Mr. Prince`, `Matthew King`)."""
    before = found[i - 1]
    # "Mr. Prince" and "Matthew King", but not "Crown Prince Ali".
    if before.label != "title" and before.text not in gazetteer.given and not _is_faith(gazetteer, found, i):
        return False
    return found[i + 1].label in _AFTER_SURNAME


def _is_faith(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether the name of a faith is the surname of an uncommon name before it: `Nahid Islam`, no `Radical Islam`."""
    before = found[i - 1]
    if found[i].lower != "islam" or before.label != "name":
        return False
    if before.known is not None:
        return False
    return not is_common(gazetteer, before.lower)


@lru_cache(maxsize=_REMEMBERED)
def _piece(gazetteer: Gazetteer, printed: str, sure: bool) -> Piece:
    """The piece that a word makes; where `sure`, anything is capitalised and common words are no names."""
    owns = printed.endswith("'s")
    text = printed[:-2] if owns else printed
    lower = text.lower()
    known = gazetteer.names.get(printed) if owns else None  # McDonald's
    known = known or gazetteer.names.get(text) or gazetteer.upper.get(text)
    label, longest = _label(gazetteer, text, lower, sure), gazetteer.lengths.get(printed, 1)
    return Piece(text, lower, owns, label, longest, known, lower in gazetteer.heads or lower in gazetteer.openers)


def _label(gazetteer: Gazetteer, text: str, lower: str, sure: bool) -> str:
    """What part a word takes in names; where `sure`, anything is capitalised and common words are none."""
    classes = gazetteer.classes
    if text in LINKS:
        return "small"
    if text[0].isdigit():  # "Article 5", "2022 Strategic Concept"
        return "figure"
    # A megabyte without a blank is no name, and looking at it costs time.
    if len(text) > _LONGEST_WORD:
        return "stop"
    if lower in classes["dates"]:
        return "date"
    # "the New Harbour Party", where no sentence begins
    if text == _NEW and not sure:
        return "name"
    # "The", "It's", "Don't", but "Don Merton", "To Lam" and "US".
    if lower in classes["function"] or lower.partition("'")[0] in classes["function"]:
        return "function" if sure or not _is_name_too(gazetteer, text) else "name"
    if lower in classes["title-word"]:
        return "title"
    # "Rapper Young Kestrel left."
    if sure and lower in classes["role"]:
        return "stop"
    if text in gazetteer.given:
        return "name"
    if lower in classes["after-PERSON"]:  # "Henry VIII"
        return "name"
    # Where any word may have a capital, common words are no names: "Voters Were Angry", "HOW MUCH TAX".
    if sure or _is_shouted(text):
        return "stop" if is_common(gazetteer, lower) else "name"
    return "name"


def _is_name_too(gazetteer: Gazetteer, text: str) -> bool:
    """Whether a function word is a name besides: `To Lam`, `WHO`."""
    if text in gazetteer.given:
        return True
    return _is_abbreviation(gazetteer, text)


def _is_abbreviation(gazetteer: Gazetteer, text: str) -> bool:
    """Whether a word is a known name of a few capitals: `US`, `WHO`."""
    if not _FEW_CAPITALS.match(text):
        return False
    return text in gazetteer.names


def _is_shouted(text: str) -> bool:
    """Whether a word is in capitals that may be a common one: `MUCH`, but not `NRA`."""
    return text.isupper() and len(text) >= _SHORTEST_SHOUT


@lru_cache(maxsize=_REMEMBERED)
def is_common(gazetteer: Gazetteer, lower: str) -> bool:
    """Whether a word, or the word that it is inflected from, is a common English one."""
    if lower in gazetteer.common:
        return True
    if (inflected := _INFLECTED.match(lower)) and inflected["stem"] in gazetteer.common:  # voters
        return True
    return lower.endswith("ies") and f"{lower[:-3]}y" in gazetteer.common  # equalities


@dataclass(slots=True)
class Run:
    """A run cut into pieces, `END` behind them, and the gazetteer that it is read by, with its word classes.

    `starts` are where the pieces start, `heading` says that the run is in a line in title case.
    """

    gazetteer: Gazetteer
    classes: Mapping[str, frozenset[str]]
    pieces: list[Piece]
    starts: list[int]
    heading: bool


def is_unheard_of(run: Run, i: int) -> bool:
    """Whether piece `i` has letters alone, and is neither a common word nor a given name: `Woking`, `Bayern`."""
    piece = run.pieces[i]
    if not piece.text.isalpha() or piece.text in run.gazetteer.given:
        return False
    return not is_common(run.gazetteer, piece.lower)


def lookup(run: Run, i: int, end: int) -> Name | None:
    """What the pieces `i` to `end` name as printed, or in capitals."""
    last = run.pieces[end - 1]
    if end == i + 1:
        return last.known
    text = " ".join([*(f"{p.text}'s" if p.owns else p.text for p in run.pieces[i : end - 1]), last.text])
    return run.gazetteer.names.get(text) or run.gazetteer.upper.get(text)


def known_at(run: Run, i: int) -> tuple[int, Name | None]:
    """The longest known name from piece `i` on: where it ends, and what it names; (0, None) for none."""
    piece = run.pieces[i]
    if piece.longest > 1:  # few words begin a known name of several
        for end in range(min(len(run.pieces) - 1, i + piece.longest), i + 1, -1):
            if name := lookup(run, i, end):
                return end, name
    if piece.known is None or piece.label in _NEVER_ALONE:
        return 0, None
    return i + 1, piece.known
