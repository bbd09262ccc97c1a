"""Tokens, sentences and paragraphs of a text, with offsets in Unicode code points.

The one place that splits sentences: for the suggester, and for the tables `sentences` and `tokens`.
`tokens` counts words, which are longer: "China’s" is one word there and two tokens here.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from sys import intern
from typing import Final


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_TITLES: Final = (
    "Mr Mrs Ms Mx Dr Prof Sen Sens Rep Reps Gov Govs Gen Gens Lt Col Cols Maj Capt Sgt Cpl Pvt Adm Cmdr Supt Rev Hon "
    "Engr Eng Barr Drs Lic Ing Arq Ven "
    "Pres Brig Insp Det Amb Atty Asst Msgr Messrs Ma"
)

# Words whose full stop does not end a sentence: “Sen. Smith”.
ABBREVIATIONS: Final = _words(
    f"{_TITLES} St Ste Jr Sr vs Jan Feb Mar Apr Aug Sept Oct Nov Dec Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind "
    "Kan Ky Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Inc Corp Ltd Co etc approx cf "
    "bt bte al"
)

# Titles as transcripts print them before a name: “MR. PRICE: No.”
_TITLES_IN_CAPITALS: Final = _TITLES.upper().replace(" ", "|")

# Words that, with a capital, more often begin a sentence after an abbreviation than go on: “in the U.S. The envoy”.
SENTENCE_STARTERS: Final = _words(
    "the a an he she it they we i you this that these those but and in on at as if so yet his her its their "
    "our my there when while after before although though for from with under according meanwhile however "
    "what who why how not no some many most several all one by to or still then now also even both"
)

_ABBREVIATIONS: Final = "|".join(sorted(ABBREVIATIONS))

# The same as `\w`; what is named first is looked up in a table, the rest is asked of Unicode, which takes longer.
_LETTER: Final = r"[a-zA-Z0-9_\w]"

# One token: an abbreviation with its full stop, a word (clitics apart, n't not), a mark of punctuation.
TOKEN: Final = re.compile(
    # The look-ahead spares blanks, which are half of all places, the trial of what a token may be.
    r"(?=\S)("
    # Most words end before a blank, and most marks are one of these; they, and what a look-ahead shows to be no
    # abbreviation or title, are spared costly trials.
    r"[A-Za-z][a-z]*+(?=[ ]|,[ ])|[,“”]|\.(?=\s)|"
    rf"(?=[A-Zabce-ipv][a-z]{{0,5}}\.)(?:(?:{_ABBREVIATIONS})\.(?!\w)|Nos?\.(?=\s?\d)|(?:[A-Za-z]\.){{2,}}|Ph\.D\."
    # "Ann T. Lee", but "posted it on X. Lee said no"
    r"|(?!(?<=on )X)[A-Z]\.(?=\s[A-Z]))"
    rf"|(?=[A-Z]{{2}})(?:{_TITLES_IN_CAPITALS})\.(?=[ ][A-Z])"
    r"|[A-Z][a-z]*+-(?:[A-Z]\.){2,}|[RDI]-[A-Z][a-z]+\.(?=[,)])"
    # "bbc.com", and the code of a share: "Nordvik (NVK.OL)"
    rf"|[@#]?{_LETTER}++(?>(?:(?:[-&]|\.(?=[a-z]|[A-Z]{{1,3}}[,)])|(?<=[A-Z\d])\.(?=\d)|,(?=\d)|[’'](?!(?:s|re|ve|ll|d|m)\b)){_LETTER}++|[\u0300-\u036f]+{_LETTER}*+)*)"
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|\.{2,}|--+|''|``|[^\w\s]"
    r")"
)

_ENDERS: Final = frozenset(".!?…") | {"...", "....", ".."}
_END_CHARACTERS: Final = ".!?…"
_CLOSERS: Final = frozenset("”»\"’')]›") | {"''"}
_OPENERS: Final = frozenset("“„«\"‘'([‹") | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens; the four lists run in parallel.

    `lower` is the lower-case form with straight apostrophes; `starts` and `ends` are half-open code point
    offsets, so `text[starts[i]:ends[i]] == words[i]`. `sentences` and `paragraphs` are ascending token
    indices at which one begins, closed by the number of tokens; every paragraph begins a sentence.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    paragraphs: list[int]


class _Lower(dict[str, str]):
    """Words as printed → in lower case, worked out once: most words of a text have been seen before."""

    def __missing__(self, word: str) -> str:
        # One object for each word, which most lists and sets of words have too: comparing it takes no look at letters.
        lower = intern(word.replace("’", "'").lower())
        self[lower if lower == word else word] = lower
        return lower


_LOWER: Final = _Lower()
# Words that are remembered; more would save little time, and a process would grow with the number of its texts.
_REMEMBERED: Final = 25_000


def tokenize(text: str) -> Tokens:
    """Cuts a text into tokens, sentences and paragraphs (lines), in time linear in its length."""
    parts = TOKEN.split(text)
    at = 0
    bounds = [at := at + len(part) for part in parts]
    words, starts, ends = parts[1::2], bounds[:-1:2], bounds[1::2]
    if len(_LOWER) > _REMEMBERED:
        _LOWER.clear()
    lower = list(map(_LOWER.__getitem__, words))
    paragraphs = _paragraphs(text, starts)
    sentences = _sentences(text, words, lower, starts, ends, paragraphs)
    return Tokens(text, words, lower, starts, ends, sentences, paragraphs)


def where(words: list[str], wanted: frozenset[str]) -> list[int]:
    """The ascending indices of the wanted words."""
    # `compress` is as fast interpreted, but takes twice the time of this loop compiled.
    return [i for i, word in enumerate(words) if word in wanted]


def places(text: str, characters: str) -> list[int]:
    """The ascending offsets of some characters, found in a tenth of the time that a pattern takes."""
    found = []
    for character in characters:
        at = text.find(character)
        while at >= 0:
            found.append(at)
            at = text.find(character, at + 1)
    return sorted(found) if len(characters) > 1 else found


def ranges(boundaries: list[int]) -> list[tuple[int, int]]:
    """Half-open token ranges of the sentences or paragraphs that begin at the boundaries."""
    return list(pairwise(boundaries))


def _paragraphs(text: str, starts: list[int]) -> list[int]:
    begins, begin, last = [0], 0, len(starts)
    at = text.find("\n")
    while at >= 0 and (begin := bisect_left(starts, at, begin)) < last:
        if begin:
            begins.append(begin)
        # Empty lines before the token are no places where another paragraph begins.
        at = text.find("\n", starts[begin])
    return [*begins, last] if last else begins


def _sentences(
    text: str, words: list[str], lower: list[str], starts: list[int], ends: list[int], paragraphs: list[int]
) -> list[int]:
    begins = set(paragraphs)
    last, i = len(words) - 1, 0
    for at in places(text, _END_CHARACTERS):
        i = bisect_left(ends, at + 1, i)
        if ends[i] != at + 1:
            continue
        word = words[i]
        # "He left. Lee said" ends a sentence; of abbreviations, "in the U.S. The envoy" does, "Sen. Lee" does not.
        if word in _ENDERS:
            following = i + 1
            if following <= last and words[following] in _CLOSERS:
                following = _after_closers(words, starts, ends, following)
            if following <= last and _may_start(words[following]):
                begins.add(following)
        elif i < last and lower[i + 1] in SENTENCE_STARTERS and words[i + 1][0].isupper():
            begins.add(i + 1)
    return sorted(begins)


def _after_closers(words: list[str], starts: list[int], ends: list[int], i: int) -> int:
    """The first token from `i` on that is no closing mark or bracket set close to the one before it."""
    while i < len(words) and words[i] in _CLOSERS and starts[i] == ends[i - 1]:
        i += 1
    return i


def _may_start(word: str) -> bool:
    return not word[0].islower() and (word[0].isalnum() or word in _OPENERS or word[0] in "@#$€£—–-•■◆●/")
