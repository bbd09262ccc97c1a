"""Numbers of notes in a text, which are no words of it: "he said[4] that", "“It is late,”12 he said"."""

import re
from bisect import bisect_left, bisect_right
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
    # The tokens that begin and end within a note: those of "[3]" are three.
    dropped = [
        i for start, end in found for i in range(bisect_left(tokens.starts, start), bisect_right(tokens.ends, end))
    ]
    return without(tokens, dropped) if len(dropped) < len(tokens.words) else tokens


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
