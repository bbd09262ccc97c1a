"""Runs of capitalised words in a text, and the part that each of their words can take in a name."""

import re
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
_PARTICLE: Final = "(?:al|el|d|e|i)[-’']?"

_FULL_STOP: Final = r"\.(?=[ ,;)\u00a0]|$)"
# Most words are letters alone before a blank or a comma, which takes no look at what else a word may be.
_MERE: Final = r"\w*+(?=[ ,\n])"
_REST: Final = r"\w*+(?>(?:[’'](?![sS]\b)\w++|[-&–]\w++|\.(?=[a-z]{2,4}\b)\w++|(?<=Dato)[’'](?=[ ]))*)"
# Whose a name is, and plurals before the head of a name: "Kelda’s", "KELDA’S", "Thirty Years’ War", "Workers’ Party".
_OWNS: Final = (
    r"(?:[’'](?:[sS]\b|(?<=s.)(?=[ ](?:War|Party|Union|Association|Guild|Federation|Society|League|Trust|Cup|Affairs"
    r"|Hospital)\b))|)"
)
_WORD: Final = rf"""
    (?: [A-Z]\.(?:[A-Z]\.){{0,4}} (?![a-z])              # initials: J. K. Marsh, U.S.
      | (?=\w{{2,5}}+\.) (?:{_SHORT}) {_FULL_STOP}        # Gen. Lee
      | (?:(?=[a-z]){_PARTICLE}|) [{_UPPER}] {_REST}      # Berg, al-Zawahiri, O'Brien, Hans-Peter, Rt.com
    ) {_OWNS}"""

# The first word has its capital in front and the look-behinds after it, so that the search leaps to capitals.
_SHORT_REST: Final = "|".join(f"(?<={word[0]}){word[1:]}" for word in _SHORT.split("|"))
_FIRST: Final = rf"""
    [{_UPPER}] (?: (?<![^\W_].) | (?<=[ei].) (?<![^\W_]..) ) (?<![@#].)  # Berg, but also the "Phone" of iPhone
    (?: {_MERE}
      | (?: \.(?:[A-Z]\.){{0,4}} (?![a-z])
          | (?=\w{{1,4}}+\.) (?:{_SHORT_REST}) {_FULL_STOP}
          | {_REST}
        ) {_OWNS}
    )"""

# Letters that neither a link nor a particle begins with: most words behind a run need no closer look.
_NO_PART: Final = "".join(sorted(set(ascii_lowercase).difference(re.findall(r"(?<![a-z])[a-z]", _LINK + _PARTICLE))))

# A run: at most 31 capitalised words, with small words between them and figures after them.
RUN: Final = re.compile(
    rf"""{_FIRST}
    (?: [ \u00a0] (?![{_NO_PART}])
        (?: [{_UPPER}] {_MERE}
          | (?:(?:{_LINK})[ \u00a0]){{0,2}} {_WORD}
          | (?:of[ ](?=\d{{4}}\b)|) \d{{1,4}}(?:st|nd|rd|th)?\b  # Article 5, Treaty of 1874
        )
    ){{0,30}}""",
    re.VERBOSE | re.MULTILINE,  # what ends a text ends a line
)

# Endings of inflected words, of which the longest is taken away, and the letters of the shortest such word.
_ENDINGS: Final = ("ing", "ed", "ly", "er", "s", "d")
_SHORTEST_INFLECTED: Final = 5
_FEW_CAPITALS: Final = re.compile(r"[A-Z]{2,3}$")
_LONGEST_WORD: Final = 60
# The word of grammar that names begin with most often.
_NEW: Final = "New"
# Letters of the shortest word in capitals that may be a common one.
_SHORTEST_SHOUT: Final = 4
# Words whose part in names is remembered; as with runs of them, more would be found again seldom and take memory.
_REMEMBERED: Final = 10_000


@dataclass(slots=True, init=False)
class Piece:
    """A word of a run without its possessive ending; `owns` says that it had one; `label` is its part in names.

    `longest` is the number of words of the longest known name that it begins, `known` what it names by itself, `typed`
    says that it may begin or end a name with a type: `Lake`, `Ministry`, `common` that it is a common English word,
    `compound` that it has a hyphen or dash, `settled` that no neighbour makes it a name. Runs share the pieces of the
    same words, so none is ever changed.

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
    common: bool = False
    compound: bool = False
    settled: bool = True

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        text: str,
        lower: str,
        owns: bool,
        label: str,
        longest: int = 1,
        known: Name | None = None,
        typed: bool = False,
        common: bool = False,
        compound: bool = False,
        settled: bool = True,
    ) -> None:
        self.text = text
        self.lower = lower
        self.owns = owns
        self.label = label
        self.longest = longest
        self.known = known
        self.typed = typed
        self.common = common
        self.compound = compound
        self.settled = settled


# Closes the pieces of a run, so that a look at the next piece needs no check of bounds.
#
# A look before the first piece, at index -1, finds it as well.
END: Final = Piece("", "", False, "end")

# Labels of words that name nothing.
NO_NAME: Final = frozenset(("small", "function", "date", "stop"))
_AFTER_SURNAME: Final = NO_NAME | {"end"}
# Labels that a word keeps whatever its neighbours are.
_SETTLED: Final = frozenset(("small", "figure", "name"))
# Labels of words that are names only together with others: `On Monday`, but never `On`.
_NEVER_ALONE: Final = frozenset(("small", "function", "end"))


@dataclass(slots=True, init=False)
class Run:
    """A run cut into pieces, `END` behind them, and the gazetteer that it is read by, with its word classes.

    `text` has straight apostrophes and plain blanks; `starts` are where the pieces start, `heading` says that the run
    is in a line in title case, `typed` that it has a word that may begin or end a name with a type, `settled` that no
    word of it may be a name by its neighbours.
    """

    gazetteer: Gazetteer
    classes: dict[str, frozenset[str]]
    text: str
    pieces: list[Piece]
    starts: list[int]
    heading: bool
    typed: bool
    settled: bool

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        gazetteer: Gazetteer,
        text: str,
        pieces: list[Piece],
        starts: list[int],
        heading: bool,
        typed: bool,
        settled: bool,
    ) -> None:
        self.gazetteer = gazetteer
        self.classes = gazetteer.classes
        self.text = text
        self.pieces = pieces
        self.starts = starts
        self.heading = heading
        self.typed = typed
        self.settled = settled


def read_run(gazetteer: Gazetteer, printed: str, begins: bool, heading: bool, sure: frozenset[int]) -> Run:
    """A run as printed, cut into its words; `begins` where it begins a sentence, `heading` in a title-case line.

    `sure` are the offsets of words that are names though words of grammar look the same.
    """
    text = printed.replace("’", "'").replace("\u00a0", " ")
    words = text.split(" ")
    first = _first_piece(gazetteer, words[0], begins, heading)
    found, starts, typed, settled = [first], [0], first.typed, first.settled
    at = len(words[0]) + 1
    for word in words[1:]:
        piece = _piece(gazetteer, word, heading)
        found.append(piece)
        starts.append(at)
        typed = typed or piece.typed
        settled = settled and piece.settled
        at += len(word) + 1
    found.append(END)
    for i in [i for i, start in enumerate(starts) if start in sure] if sure else ():
        found[i] = replace(found[i], label="name")
    if not settled:
        _make_titles(gazetteer, found)
        _name_surnames(gazetteer, found)
    return Run(gazetteer, text, found, starts, heading, typed, settled)


def read_word(gazetteer: Gazetteer, printed: str, begins: bool, heading: bool, is_name: bool) -> Piece:
    """The piece of a run of one word; `is_name` where it is one of those that are `sure`."""
    piece = _first_piece(gazetteer, printed.replace("’", "'"), begins, heading)
    return replace(piece, label="name") if is_name else piece


def _first_piece(gazetteer: Gazetteer, word: str, begins: bool, heading: bool) -> Piece:
    """The piece of the first word of a run: "Who says so?", but "WHO says so."."""
    return _piece(gazetteer, word, heading or (begins and not _is_abbreviation(gazetteer, word)))


def _make_titles(gazetteer: Gazetteer, found: list[Piece]) -> None:
    """Makes titles of the two words of one before a name: `Tan Sri Ahmad Norin`, but not `Tan Sri left`."""
    first, second = gazetteer.classes["first-of-title"], gazetteer.classes["second-of-title"]
    for i in range(1, len(found) - 1):
        if found[i - 1].lower in first and found[i].lower in second and found[i + 1].label != END.label:
            found[i - 1 : i + 1] = [replace(piece, label="title") for piece in found[i - 1 : i + 1]]


def _name_surnames(gazetteer: Gazetteer, found: list[Piece]) -> None:
    """Makes names of the titles and dates that are surnames."""
    for i, piece in enumerate(found[1:], 1):
        is_frequent = piece.label == "title" and piece.text in gazetteer.surnames
        if (is_frequent or piece.lower in gazetteer.classes["surname"]) and _is_surname(gazetteer, found, i):
            found[i] = replace(piece, label="name")


def _is_surname(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether a title or date is a surname: after a name or title, before no name (`Mr. Prince`, `Matthew King`)."""
    before = found[i - 1]
    if found[i + 1].label not in _AFTER_SURNAME:
        return False
    if before.text in gazetteer.given:
        return True
    # "Mr. Prince" and "Matthew King", but neither "Crown Prince Ali" nor "Lord Chancellor".
    is_titled = before.label == "title" and found[i].lower in gazetteer.classes["surname"]
    return is_titled or _is_behind_given(gazetteer, found, i)


def _is_behind_given(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether a faith or title is the surname of an uncommon name before it: `Nahid Islam`, no `Radical Islam`."""
    before = found[i - 1]
    if found[i].lower not in gazetteer.classes["behind-given"] or before.label != "name":
        return False
    return before.known is None and not before.common


@lru_cache(maxsize=_REMEMBERED)
def _piece(gazetteer: Gazetteer, printed: str, sure: bool) -> Piece:
    """The piece that a word makes; where `sure`, anything is capitalised and common words are no names."""
    owns = printed.endswith(("'s", "'S"))
    text = printed[:-2] if owns else printed
    lower = text.lower()
    known = gazetteer.names.get(printed) if owns else None  # McDonald's
    known = known or gazetteer.names.get(text) or gazetteer.upper.get(text)
    label, longest = _label(gazetteer, text, lower, sure), gazetteer.lengths.get(printed, 1)
    typed = lower in gazetteer.heads or lower in gazetteer.openers
    common, compound = is_common(gazetteer, lower), "-" in text or "–" in text
    settled = label in _SETTLED and lower not in gazetteer.classes["second-of-title"]
    return Piece(text, lower, owns, label, longest, known, typed, common, compound, settled)


def _is_of_person(gazetteer: Gazetteer, text: str, lower: str) -> bool:
    """Whether a word is a given name or what follows a person's name: `Henry`, `VIII`."""
    return text in gazetteer.given or lower in gazetteer.classes["after-PERSON"]


def _is_shouted(text: str) -> bool:
    """Whether a word is in capitals and too long for initials: `MUCH`, but not `NRA`."""
    return text.isupper() and len(text) >= _SHORTEST_SHOUT


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
    label = gazetteer.labels.get(lower)
    if label == "function" or ("'" in lower and _is_clitic(gazetteer, lower)):
        # "The", "It's", "Don't", but "Don Merton", "To Lam" and "US"
        return "name" if not sure and _is_name_too(gazetteer, text) else "function"
    if label is not None:
        return label
    # "Rapper Young Kestrel left."
    if sure and lower in classes["role"]:
        return "stop"
    # Where any word may have a capital, common words are no names: "Voters Were Angry", "HOW MUCH TAX".
    if not sure and not _is_shouted(text):
        return "name"
    if _is_of_person(gazetteer, text, lower):
        return "name"
    return "stop" if is_common(gazetteer, lower) else "name"


def _is_clitic(gazetteer: Gazetteer, lower: str) -> bool:
    """Whether a word is a function word and what is glued to it: `It's`, `Don't`."""
    return lower.partition("'")[0] in gazetteer.classes["function"]


def _is_name_too(gazetteer: Gazetteer, text: str) -> bool:
    """Whether a function word is a name besides: `To Lam`, `WHO`, `the New Harbour Party`."""
    if text == _NEW or text in gazetteer.given:
        return True
    return _is_abbreviation(gazetteer, text)


def _is_abbreviation(gazetteer: Gazetteer, text: str) -> bool:
    """Whether a word is a known name of a few capitals: `US`, `WHO`."""
    if not _FEW_CAPITALS.match(text):
        return False
    return text in gazetteer.names


@lru_cache(maxsize=_REMEMBERED)
def is_common(gazetteer: Gazetteer, lower: str) -> bool:
    """Whether a word, or the word that it is inflected from, is a common English one."""
    if lower in gazetteer.common:
        return True
    if not lower.endswith(_ENDINGS):
        return False
    if len(lower) >= _SHORTEST_INFLECTED and _stem(lower) in gazetteer.common:  # voters
        return True
    return lower.endswith("ies") and f"{lower[:-3]}y" in gazetteer.common  # equalities


def _stem(word: str) -> str:
    """A word without the longest of the known endings that it has."""
    for ending in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def is_unheard_of(run: Run, i: int) -> bool:
    """Whether piece `i` has letters alone, and is neither a common word nor a given name: `Woking`, `Bayern`."""
    piece = run.pieces[i]
    if piece.common or piece.text in run.gazetteer.given:
        return False
    return piece.text.isalpha()


def lookup(run: Run, i: int, end: int) -> Name | None:
    """What the pieces `i` to `end` name as printed, or in capitals."""
    last = run.pieces[end - 1]
    text = run.text[run.starts[i] : run.starts[end - 1] + len(last.text)]
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


def known_alone(piece: Piece) -> Name | None:
    """What a word names by itself."""
    return None if piece.label in _NEVER_ALONE else piece.known
