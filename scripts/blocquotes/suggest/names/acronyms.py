"""Names that an acronym in brackets spells out: `Movie and Television Review Board (MTRB)`."""

import re
from typing import Final

_ACRONYM: Final = re.compile(r" \((?:the )?(?P<letters>[A-Z][A-Z-]+[A-Z])\)")
# A word before the bracket, its capital words and its small ones.
_WORD: Final = re.compile(r"[\w’'-]+|&")
_SMALL: Final = frozenset(("of", "for", "and", "the", "on", "in", "&", "de", "la"))
_HYPHENS: Final = re.compile(r"[-–]")
_LONGEST: Final = 120
_SHORTEST: Final = 3
# Letters that one word may give: `NUPENG` of `National Union of Petroleum and Natural Gas`.
_LETTERS_OF_WORD: Final = 3


def has_acronym(text: str) -> bool:
    """Whether a text has an acronym in brackets."""
    return _ACRONYM.search(text) is not None


def spelled_out(text: str, line: int, end: int) -> int | None:
    """Where the name begins that ends at `end` and that the acronym in brackets behind it spells; None without one.

    `line` is where the line begins.
    """
    acronym = _ACRONYM.match(text, end)
    if acronym is None:
        return None
    letters = acronym["letters"].replace("-", "")
    initials: list[str] = []
    last = end
    for word in reversed(list(_WORD.finditer(text, max(line, end - _LONGEST), end))):
        if text[word.end() : last].strip():
            return None
        last = word.start()
        if word[0] in _SMALL:
            continue
        if not word[0][0].isupper():
            return None
        initials = [*_parts(word[0]), *initials]
        if _spell(initials, letters, len(letters) > _SHORTEST):
            return last
    return None


def _parts(word: str) -> list[str]:
    """The parts of a word that give letters: `League` and `Nawaz` of `League-Nawaz`, but not the `i` of `Jama-i`."""
    return [part.upper() for part in _HYPHENS.split(word) if part[:1].isupper()]


def _spell(parts: list[str], letters: str, may_skip: bool) -> bool:
    """Whether the first letters of words, up to three of each, are those of an acronym.

    One word but the first may give none where `may_skip`: `VASP` of `Viet Nam Association of Seafood Producers`.
    """
    if not parts:
        return not letters
    longest = min(_LETTERS_OF_WORD, len(letters) - len(parts) + 1 + may_skip)
    taken = (k for k in range(1, longest + 1) if parts[0].startswith(letters[:k]))
    if any(_spell(parts[1:], letters[k:], may_skip) for k in taken):
        return True
    return may_skip and len(parts) > 1 and _skips(parts, letters)


def _skips(parts: list[str], letters: str) -> bool:
    """Whether the words spell an acronym without the second one: `Nam` of `Viet Nam Association`."""
    return parts[0].startswith(letters[:1]) and _spell([parts[0], *parts[2:]], letters, False)
