"""A page: the tokens of a text with their classes, its quotations, its cues and the bounds of its clauses."""

from bisect import bisect_right
from dataclasses import dataclass

from blocquotes.suggest.lexicon import ADVERBS, CLAUSE_NOUNS, TO_NOUNS, VERBS, WIDE_NOUNS, WIDE_VERBS, Frame
from blocquotes.suggest.quotation import Quotation, quotations
from blocquotes.suggest.tokens import Tokens
from blocquotes.suggest.vocabulary import CUE, TAGS

Range = tuple[int, int]
"""A half-open range of tokens."""

_TAGS = {word: TAGS.get(word, 0) | CUE for word in {*VERBS, *CLAUSE_NOUNS, *TO_NOUNS, "according", *ADVERBS}}
_TAGS = {**TAGS, **_TAGS}
_WIDE_TAGS = {word: TAGS.get(word, 0) | CUE for word in {*WIDE_VERBS, *WIDE_NOUNS}}
_WIDE_TAGS = {**_TAGS, **_WIDE_TAGS}


@dataclass(frozen=True, slots=True)
class Page:
    """A tokenized text and what can be read off its words one by one.

    `tags` holds the classes of each token as bits, `inside` the index of the quotation that it stands in or -1,
    `sentences` the ascending tokens at which a sentence begins that is not inside a quotation, `verbs` the
    reporting verbs looked for, `wide` whether these include wishing, siding and planning.
    """

    tokens: Tokens
    words: list[str]
    lower: list[str]
    tags: list[int]
    quotations: list[Quotation]
    inside: list[int]
    sentences: list[int]
    verbs: dict[str, tuple[Frame, int]]
    wide: bool


def read_page(tokens: Tokens, wide: bool) -> Page:
    """Tags the tokens, pairs the marks and finds the sentences outside of quotations."""
    get = (_WIDE_TAGS if wide else _TAGS).get
    tags = [get(word, 0) for word in tokens.lower]
    found = quotations(tokens, tags)
    inside = [-1] * len(tags)
    for k, q in enumerate(found):
        inside[q.start : q.end] = [k] * (q.end - q.start)
    starts = {q.start for q in found}
    sentences = [b for b in tokens.sentences if b == len(tags) or inside[b] < 0 or b in starts]
    verbs = WIDE_VERBS if wide else VERBS
    return Page(tokens, tokens.words, tokens.lower, tags, found, inside, sentences, verbs, wide)


def bounds(page: Page, i: int) -> Range:
    """The tokens of the sentence around token `i`: within its quotation where it is quoted, else outside of all."""
    boundaries = page.sentences
    k = page.inside[i]
    if k >= 0:
        boundaries = page.tokens.sentences
    at = bisect_right(boundaries, i)
    low, high = boundaries[at - 1], boundaries[at] if at < len(boundaries) else len(page.tags)
    if k < 0:
        return low, high
    q = page.quotations[k]
    return max(low, q.start + 1), min(high, q.end - q.closed)
