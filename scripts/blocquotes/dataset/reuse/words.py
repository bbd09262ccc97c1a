"""Words as text reuse compares them: case, quotation marks, apostrophes and other punctuation make no difference."""

import re
import unicodedata
from array import array
from hashlib import blake2b

# A word. A hyphen parts words; a full stop with no blank behind it does too, outside of abbreviations and numbers.
WORD = re.compile(
    # Nearly every word, and none that the rest of the pattern reads differently: a third less time.
    r"[a-zA-Z]{2,}+(?![^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff'’‘ʼ])"
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # an abbreviation: U.S
    r"|\d+(?:[.,]\d+)+"  # a number: 1,000
    # Letters and digits, with accents of their own, soft hyphens and invisible characters, and apostrophes between.
    # The ASCII ones are faster to tell.
    r"|(?:[a-zA-Z0-9]++|[^\W_]++)++(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*|['’‘ʼ][^\W_]+)*"
)


class _Numbers(dict[str, int]):
    """Words as printed → their number, worked out once: most words of a text have been seen before."""

    def __missing__(self, form: str) -> int:
        digest = blake2b(key(form).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self[form] = number = int.from_bytes(digest, "little")
        return number


_NUMBERS = _Numbers()

# Words whose number is remembered, at most; each thousand take 0.25 MB.
_REMEMBERED = 20_000


def numbers(text: str) -> "array[int]":
    """The words of a text as numbers of 64 bits; words that agree have the same number.

    They are hashes, so that no list of all words of a corpus is needed. Two words that differ have the same one with a
    probability of one in 36 million, in a corpus of a million different words.
    """
    if len(_NUMBERS) > _REMEMBERED:
        _NUMBERS.clear()
    return array("Q", map(_NUMBERS.__getitem__, WORD.findall(text)))


def key(form: str) -> str:
    """What words that agree have in common: the letters and digits, without case, accents composed."""
    # Most words, in a fifth of the time.
    if form.isascii() and form.isalnum():
        return form.lower()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", form).casefold()))


def places(text: str) -> list[tuple[int, int]]:
    """Start and end of every word, in the order of `number`; code points."""
    return [match.span() for match in WORD.finditer(text)]
