"""Words as text reuse compares them: case, quotation marks, apostrophes and other punctuation make no difference."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A word. A hyphen parts words; a full stop with no blank behind it does too, outside of abbreviations and numbers.
WORD = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # an abbreviation: U.S
    r"|\d+(?:[.,]\d+)+"  # a number: 1,000
    # Letters and digits, with accents of their own, soft hyphens and invisible characters, and apostrophes between.
    r"|[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*|['’‘ʼ][^\W_]+)*"
)


@dataclass(frozen=True)
class Numbered:
    """Texts as numbers, one for each word; words that agree have the same number. `keys[n]` is the word."""

    texts: tuple[tuple[int, ...], ...]
    keys: tuple[str, ...]


def number(texts: Sequence[str]) -> Numbered:
    """The words of every text, numbered in the order in which they first occur."""
    keys: dict[str, int] = {}
    forms: dict[str, int] = {}
    numbered = []
    for text in texts:
        found = WORD.findall(text)
        for form in found:
            if form not in forms:
                forms[form] = keys.setdefault(key(form), len(keys))
        numbered.append(tuple(forms[form] for form in found))
    return Numbered(tuple(numbered), tuple(keys))


def key(form: str) -> str:
    """What words that agree have in common: the letters and digits, without case, accents composed."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", form).casefold()))


def places(text: str) -> list[tuple[int, int]]:
    """Start and end of every word, in the order of `number`; code points."""
    return [match.span() for match in WORD.finditer(text)]
