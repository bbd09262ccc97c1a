"""The words of a seed: those that a span touches, those in double quotation marks, and the head word of a source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from blocquotes.model import Span
from blocquotes.tokens import WORD

TOKEN = re.compile(rf"(?P<open>[“«]|``)|(?P<close>[”»]|'')|(?P<straight>\")|(?P<end>\n)|(?P<word>{WORD})")

# Marks that end the name in a source, after its head word.
BREAK = re.compile(r"[,;:()\[\]—–\n]")

PREPOSITIONS = (
    *("about", "after", "against", "among", "as", "at", "before", "between", "by", "during", "for", "from", "in"),
    *("including", "inside", "near", "of", "on", "over", "to", "under", "with"),
)
RELATIVES = ("that", "which", "who", "whom", "whose")
CONJUNCTIONS = ("and", "but", "or")
VERBS = ("are", "be", "been", "being", "had", "has", "have", "is", "said", "says", "was", "were")
# Words that end the name in a source, after its head word.
AFTER_HEAD = frozenset((*PREPOSITIONS, *RELATIVES, *CONJUNCTIONS, *VERBS))

POSSESSIVE = re.compile(r"['’]s$")

# A set of words, by their position in the seed.
Ids = frozenset[int]


@dataclass(frozen=True)
class Words:
    """The words of a text in order, and whether each is inside double quotation marks."""

    text: str
    spans: tuple[Span, ...]
    quoted: tuple[bool, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _ends(self) -> list[int]:
        return [span.end for span in self.spans]

    def touched(self, spans: Iterable[Span]) -> Ids:
        """The words that share a character with one of the spans."""
        ranges = (range(bisect_right(self._ends, s.start), bisect_left(self._starts, s.end)) for s in spans)
        return frozenset(i for words in ranges for i in words)

    def type(self, content: Ids) -> str:
        """direct: all words are inside double quotation marks of the text; mixed: some; indirect: none."""
        inside = sum(self.quoted[i] for i in content)
        if not inside:
            return "indirect"
        return "direct" if inside == len(content) else "mixed"

    def head(self, source: Ids) -> int:
        """The head word of a source that is not empty: the last one before a mark or a word that ends its name."""
        ordered = sorted(source)
        return next((word for word, after in pairwise(ordered) if self._ends_name(word, after)), ordered[-1])

    def _ends_name(self, word: int, after: int) -> bool:
        gap = self.text[self.spans[word].end : self.spans[after].start]
        form = POSSESSIVE.sub("", self.text[slice(*self.spans[after])]).lower()
        return after != word + 1 or form in AFTER_HEAD or BREAK.search(gap) is not None


def split(text: str) -> Words:
    """The words of a text; a quotation that is not closed ends with its line."""
    spans, quoted = list[Span](), list[bool]()
    inside = False
    for token in TOKEN.finditer(text):
        if token.lastgroup == "word":
            spans.append(Span(token.start(), token.end()))
            quoted.append(inside)
        else:
            inside = token.lastgroup == "open" or (token.lastgroup == "straight" and not inside)
    return Words(text, tuple(spans), tuple(quoted))


def last_name(name: str) -> str:
    """The last capitalised word of a name, else all of it, in lower case and without a possessive."""
    capitals = [word for word in re.findall(r"[\w'’\-]+", name) if word[:1].isupper()]
    return POSSESSIVE.sub("", capitals[-1] if capitals else name.strip()).lower()


def same_names(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists name the same speakers: by full names in any case, or each by the last name."""
    return {n.lower() for n in a} == {n.lower() for n in b} or {last_name(n) for n in a} == {last_name(n) for n in b}
