"""Numbers of notes in a text, which are no words of it: "he said[4] that", "“It is late,”12 he said", "said² that"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import compress
from typing import Final

from blocquotes.sentences import Tokens, places

_NOTE: Final = re.compile(
    r"""[\[\d¹²³⁰⁴⁵⁶⁷⁸⁹]
    (?: (?<= \[ ) (?: \d{1,3} | note\ \d{1,2} | citation\ needed ) \]  # “It is late,”[3] he said
      | (?<= [”"»,.]\[ ) [a-z] \]                                       # “It is late,”[a] he said
      | (?<= [.,!?][”"»]\d ) \d{0,2} (?! \w )                          # “It is late,”3 he said
      | (?<= [¹²³⁰⁴⁵⁶⁷⁸⁹] ) [¹²³⁰⁴⁵⁶⁷⁸⁹]*                               # “It is late,”³ he said
    )""",
    re.VERBOSE,
)
_OPENING: Final = "[¹²³⁰⁴⁵⁶⁷⁸⁹"
_CLOSING: Final = '”"»'


def without_notes(tokens: Tokens) -> Tokens:
    """The tokens without those of note numbers; the offsets of the others stay those of the text."""
    found = _notes(tokens.text)
    if not found:
        return tokens
    shown = _shortened(tokens, found)
    # The tokens that begin and end within a note: those of "[3]" are three.
    dropped = [
        i for start, end in found for i in range(bisect_left(shown.starts, start), bisect_right(shown.ends, end))
    ]
    return without(shown, dropped) if len(dropped) < len(shown.words) else tokens


def _notes(text: str) -> list[tuple[int, int]]:
    """Where the notes of a text begin and end; most of a text needs no pattern, since few characters may begin one."""
    figures = [at + 1 for at in places(text, _CLOSING) if text[at + 1 : at + 2].isdigit()]
    found: list[tuple[int, int]] = []
    last = 0
    for at in sorted([*places(text, _OPENING), *figures]):
        if at >= last and (note := _NOTE.match(text, at)):
            found.append(note.span())
            last = note.end()
    return found


def _shortened(tokens: Tokens, found: Iterable[tuple[int, int]]) -> Tokens:
    """The tokens with those cut short that a note is glued to: "said²"."""
    words, lower, ends = list(tokens.words), list(tokens.lower), list(tokens.ends)
    for start, end in found:
        i = bisect_left(ends, end)
        if i < len(ends) and tokens.starts[i] < start and ends[i] == end:
            words[i], lower[i], ends[i] = words[i][: start - end], lower[i][: start - end], start
    return Tokens(tokens.text, words, lower, tokens.starts, ends, tokens.sentences, tokens.paragraphs)


def without(tokens: Tokens, dropped: list[int]) -> Tokens:
    """The tokens without some of them, given by their numbers in ascending order."""
    kept = bytearray(b"\1") * len(tokens.words)
    for i in dropped:
        kept[i] = 0

    def left(boundaries: list[int]) -> list[int]:
        # A sentence that was nothing but notes is none.
        return sorted({at - bisect_left(dropped, at) for at in boundaries})

    return Tokens(
        tokens.text,
        *(list(compress(tokens.words, kept)), list(compress(tokens.lower, kept))),
        *(list(compress(tokens.starts, kept)), list(compress(tokens.ends, kept))),
        *(left(tokens.sentences), left(tokens.paragraphs)),
    )
