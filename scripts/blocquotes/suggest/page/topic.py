"""Whether two texts are about the same: the longer words that they share, by their first letters."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

# The first letters of words that any two texts share.
_EVERYWHERE = frozenset(
    (
        "that", "this", "with", "from", "have", "been", "were", "they", "them", "thei", "will", "woul", "when", "what",
        "whic", "wher", "more", "some", "than", "then", "ther", "into", "over", "also", "abou", "afte", "befo", "said",
        "says", "your",
    )
)  # fmt: skip
_WORD = re.compile(r"\w{4,}")


def shared(text: str, among: AbstractSet[str]) -> float:
    """The share of the longer words of a text that are among others, as `stems` gives them."""
    words = stems([text])
    return len(words & among) / len(words) if words else 0.0


def stems(texts: Iterable[str]) -> set[str]:
    """The first letters of the longer words of texts."""
    return {word[:4].lower() for text in texts for word in _WORD.findall(text)} - _EVERYWHERE
