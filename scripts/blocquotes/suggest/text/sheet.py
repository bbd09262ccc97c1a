"""A sheet: the tokens of a text with their classes, its quotations, and the sentences outside of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

from blocquotes.sentences import Tokens, ranges
from blocquotes.suggest.data import lines, name_class
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    CUE,
    DASH,
    DETERMINER,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    TAGS,
    VERB,
    ending,
    is_manner,
)
from blocquotes.suggest.text.inflection import FINITE
from blocquotes.suggest.text.leads import after_leads
from blocquotes.suggest.text.lexicon import (
    ADVERBS,
    CLAUSE_NOUNS,
    FEELINGS,
    SHOUTS,
    TO_NOUNS,
    VERBS,
    WIDE_NOUNS,
    WIDE_VERBS,
    Frame,
)
from blocquotes.suggest.text.namesakes import is_heading, namesakes
from blocquotes.suggest.text.quotations import Quotation, quotations

# A half-open range of tokens.
Range = tuple[int, int]

# Tokens put behind the last one that are no word of any class, so that a rule may look a few tokens ahead, and behind
# the first one too (index -1 is the last of them), without asking whether there are any.
_EDGE: Final = 4
_EDGE_WORD: Final = "\n"

# Tokens to either side that belong to a sentence at most: tables have sentences of thousands of words.
_FARTHEST: Final = 400
# What a firm's name may end with, behind a comma.
_FIRM_ENDINGS: Final = frozenset(("Inc.", "Inc", "Ltd.", "Ltd", "LLC", "LLP", "Corp.", "plc", "GmbH", "S.A.", "N.V."))
# Tokens: "WASHINGTON, D.C., May 3, 2016 (AP) — " has eleven before the dash.
_LONGEST_DATELINE: Final = 15
# Tokens of a nickname with its marks: "“Iron Mike”".
_LONGEST_NICKNAME: Final = 4
# Letters of a town with the word behind it: "LA PLATA".
_SHORTEST_TOWN: Final = 4
# Words of a town: "KUALA LUMPUR".
_LONGEST_TOWN: Final = 4
_TOWNS: Final = frozenset(town.upper() for town in lines("cities.txt"))
_ENDS_PARAGRAPH: Final = frozenset(".”\"’'")

_CUES: Final = frozenset((*VERBS, *CLAUSE_NOUNS, *TO_NOUNS, *SHOUTS, *ADVERBS, "according"))
_WIDE_CUES: Final = frozenset((*_CUES, *WIDE_VERBS, *WIDE_NOUNS))

# Prepositions that are adjectives before such people.
_ADJECTIVES: Final = frozenset(("outside",))
# Who may be from outside: "Outside experts said it was late".
_OUTSIDERS: Final = frozenset(
    ("experts", "observers", "analysts", "lawyers", "advisers", "consultants", "groups", "researchers", "scientists")
)
# Words that attribute only in a phrase: “per the ministry”, “in the words of the mayor”, “is worried about the noise”.
_PHRASES: Final = frozenset(("per", "words", "phrase")) | (FEELINGS - _WIDE_CUES)

# The bits of words that mean something else beside some others, and of these phrases, as long as a sheet is read.
_RARE: Final = 1 << 25
_PHRASE: Final = 1 << 26
_MAY_ATTRIBUTE: Final = CUE | _PHRASE
# What a sheet looks at one by one: these words, marks, brackets, words that may attribute, and words of which some are
# names with a capital.
_TELLING: Final = MARK | _MAY_ATTRIBUTE | BRACKET | VERB | RELATIVE | _RARE


class _Tags(dict[str, int]):
    """Words in lower case → their tags; those of words of no class are worked out once and remembered for a while."""

    def __init__(self, cues: frozenset[str]) -> None:
        super().__init__(TAGS | {word: TAGS.get(word, ending(word)) | CUE for word in cues})
        for word in _ADJECTIVES.union(map(str.lower, _FIRM_ENDINGS)):
            self[word] |= _RARE
        for word in _PHRASES:
            self[word] |= _PHRASE
        self.listed = dict(self)

    def __missing__(self, word: str) -> int:
        self[word] = tag = ending(word)
        return tag

    def forget(self) -> None:
        self.clear()
        self.update(self.listed)


# Words that are remembered, as in `sentences`.
_REMEMBERED: Final = 25_000
_TAGS: Final = _Tags(_CUES)
_WIDE_TAGS: Final = _Tags(_WIDE_CUES)

# The most tokens between two brackets that belong together.
_LONGEST_BRACKET: Final = 80
# Verbs with a capital: "Hope", "Said".
_CAPITALISED_VERBS = frozenset(
    word[0].upper() + word[1:] for known in (_TAGS, _WIDE_TAGS) for word, tag in known.items() if tag & (VERB | CUE)
)
# The health organisation, whose abbreviation looks like a pronoun.
_WHO: Final = "WHO"
_CAPITALISED_VERBS |= {_WHO}
_TITLES: Final = name_class("title")
_GIVEN: Final = frozenset(line.split("\t")[0].lower() for line in lines("given.tsv"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tokenized text and what can be read off its words one by one.

    The lists end with a few tokens that are no words. They are before the first word too: a rule may look over the
    edge of the text. `tags` holds the classes of each token as bits, `marks` the tokens that are quotation marks,
    `cues` those that may attribute, `brackets` the innermost pair of brackets around each token that is in some,
    `inside` the index of the quotation that each token is in or -1, `sentences` the ascending tokens at which a
    sentence begins that is not inside a quotation, `verbs` the reporting verbs looked for, `wide` whether these
    include verbs of wishing, supporting and planning.
    """

    tokens: Tokens
    words: list[str]
    lower: list[str]
    tags: list[int]
    marks: list[int]
    cues: list[int]
    brackets: dict[int, Range]
    quotations: list[Quotation]
    inside: list[int]
    sentences: list[int]
    verbs: dict[str, tuple[Frame, int]]
    wide: bool

    def quoted(self, content: Iterable[Range]) -> set[int]:
        """The quotations that a content reaches into."""
        found: set[int] = set()
        for start, end in content:
            found.update(self.inside[start:end])
        found.discard(-1)
        return found


def read_sheet(tokens: Tokens, wide: bool, sure: frozenset[int] | None = None) -> Sheet:
    """Tags the tokens, pairs the marks and finds the sentences outside of quotations."""
    tags, telling = _tagged(tokens, wide)
    edge = [_EDGE_WORD] * _EDGE
    words, lower = tokens.words + edge, tokens.lower + edge
    cues = telling.cues
    begins = namesakes(tokens) if sure is None else sure
    names = {bisect_left(tokens.starts, at) for at in begins}.union(_names(tokens, telling.capitals))
    for i in names:
        # A name is in no class of words: "Mr. May said".
        lower[i], tags[i] = words[i], 0
    if names:
        cues = [i for i in cues if i not in names or tokens.lower[i] in _PHRASES]
    for i in _firm_commas(tokens, telling.rare):
        tags[i] = 0
    for i in _adjectives(tokens, telling.rare):
        tags[i] = 0
    found = list(_without_nicknames(tokens, tags, quotations(tokens, tags, telling.marks)))
    inside = [-1] * (len(tags) + _EDGE)
    for k, q in enumerate(found):
        inside[q.start : q.end] = [k] * (q.end - q.start)
    # A sentence that begins inside of a quotation is none of the text's, but one may begin with the quotation.
    starts = {q.start for q in found}
    # "10:31 | Lee says it is late"
    leads = [bisect_left(tokens.starts, at) for at in after_leads(tokens)]
    firsts = sorted({*tokens.sentences, *_after_datelines(tokens, tags), *leads})
    sentences = [first for first in firsts if inside[first] < 0 or first in starts]
    brackets = _bracketed(tokens, telling.brackets)
    tags += [0] * _EDGE
    return Sheet(
        tokens,
        words=words,
        lower=lower,
        tags=tags,
        marks=telling.marks,
        cues=cues,
        brackets=brackets,
        quotations=found,
        inside=inside,
        sentences=sentences,
        verbs=WIDE_VERBS if wide else VERBS,
        wide=wide,
    )


@dataclass(slots=True)
class _Telling:
    """The tokens that need a look of their own, in ascending order.

    `cues` may attribute, `rare` have a word that means something else beside some others, `capitals` are forms of verbs
    with a capital, which are names in some places.
    """

    marks: list[int]
    brackets: list[int]
    cues: list[int]
    rare: list[int]
    capitals: list[int]


def _tagged(tokens: Tokens, wide: bool) -> tuple[list[int], _Telling]:
    """The tags of the tokens, and which tokens need a closer look."""
    known = _WIDE_TAGS if wide else _TAGS
    if len(known) > _REMEMBERED:
        known.forget()
    tags = list(map(known.__getitem__, tokens.lower))
    words = tokens.words
    marks, brackets, cues, rare, capitals = list[int](), list[int](), list[int](), list[int](), list[int]()
    for i, tag in enumerate(tags):
        if not tag & _TELLING:
            continue
        if tag & _MAY_ATTRIBUTE:
            cues.append(i)
        elif tag & MARK:
            marks.append(i)
            continue
        elif tag & BRACKET:
            brackets.append(i)
            continue
        if tag & (_RARE | _PHRASE):
            rare.append(i)
            tags[i] = tag & ~(_RARE | _PHRASE)
        if words[i] in _CAPITALISED_VERBS:
            capitals.append(i)
    return tags, _Telling(marks, brackets, cues, rare, capitals)


def _firm_commas(tokens: Tokens, rare: list[int]) -> list[int]:
    """The commas of firms' names: "Helix | , | Inc. said"; `rare` are the tokens among which the endings are."""
    words = tokens.words
    return [i - 1 for i in rare if words[i] in _FIRM_ENDINGS and words[max(i - 1, 0)] == ","]


def _adjectives(tokens: Tokens, rare: list[int]) -> list[int]:
    """The prepositions that are adjectives: "| Outside experts said", but "| Outside court, Lee said".

    `rare` are the tokens among which they are.
    """
    lower = tokens.lower
    return [i for i in rare if lower[i] in _ADJECTIVES and not _OUTSIDERS.isdisjoint(lower[i + 1 : i + 2])]


def _without_nicknames(tokens: Tokens, tags: list[int], found: list[Quotation]) -> Iterator[Quotation]:
    """The quotations without nicknames, whose marks become a part of the name: "Ronald “Bato” Sarmiento said"."""
    for q in found:
        if q.end - q.start <= _LONGEST_NICKNAME and _is_nickname(tokens, tags, q):
            tags[q.start] = tags[q.end - 1] = 0
        else:
            yield q


def _is_nickname(tokens: Tokens, tags: list[int], q: Quotation) -> bool:
    """Whether a quotation is between two words of a name, and has only words with a capital itself."""
    words = (
        tokens.words[q.start - 1 : q.start] + tokens.words[q.start + 1 : q.end - 1] + tokens.words[q.end : q.end + 1]
    )
    if not q.closed or len(words) != q.end - q.start or not all(word[0].isupper() for word in words):
        return False
    # "Obama calls “Obamacare” Tuesday", "Hundreds “Sick” After Meal"
    return not tags[q.start - 1] and not is_heading(tokens.text, tokens.starts[q.start])


def _names(tokens: Tokens, capitals: list[int]) -> Iterator[int]:
    """The verbs with a capital of their own, which makes them names: "Pat | Hope", "said | Rose | Orr".

    `capitals` are the tokens among which they are.
    """
    for i in capitals:
        if tokens.words[i] == _WHO:
            if not _is_in_capitals(tokens.words, i):
                yield i
            continue
        if _has_own_capital(tokens.words, tokens.lower, i) and not is_heading(tokens.text, tokens.starts[i]):
            yield i


def _is_in_capitals(words: list[str], i: int) -> bool:
    """Whether the words beside the one at `i` are in capitals too: "MAN WHO FELL"."""
    beside = "".join([word for word in words[max(i - 2, 0) : i + 3] if word != words[i]])
    return beside.isupper()


def _has_own_capital(words: list[str], lower: list[str], i: int) -> bool:
    """Whether the word at `i` has its capital neither from its place nor as an abbreviation."""
    before = words[i - 1]
    if before.isalpha() and before.islower():  # "said Rose Orr"
        return True
    # "Mr. Hope said"
    if lower[i - 1] in _TITLES:
        return True
    # "Pat Hope said", but not "Voters Hope That"
    if lower[i - 1] not in _GIVEN:
        return False
    following = words[i + 1 : i + 2]
    return bool(following) and not following[0][0].isupper()


def _bracketed(tokens: Tokens, brackets: list[int]) -> dict[int, Range]:
    """The tokens in brackets, with their innermost pair; "1)" and a bracket that is never closed make none."""
    opened: list[int] = []
    pairs: list[Range] = []
    for i in brackets:
        if tokens.words[i] in "([":
            opened.append(i)
        elif opened and i - opened[-1] <= _LONGEST_BRACKET:
            pairs.append((opened.pop(), i))
    # An inner pair begins behind the outer one.
    return {i: pair for pair in sorted(pairs) for i in range(pair[0] + 1, pair[1])}


def _after_datelines(tokens: Tokens, tags: list[int]) -> Iterator[int]:
    """Where the sentence begins behind a dateline: "TOKYO (AP) — | The talks failed"."""
    paragraphs, words = ranges(tokens.paragraphs), tokens.words
    labelled = [(start, end) for start, end in paragraphs if ":" in words[start + 1 : start + _LONGEST_TOWN + 1]]
    colons = [k for start, end in labelled if (k := _colon_of_dateline(words, start, end))]
    # "Sorel: Is it late? ⏎ Orsk: It is.": a name that is a town's, too, takes turns with others.
    if len(colons) == 1 and (len(labelled) == 1 or words[colons[0] - 1].isupper()):
        yield colons[0] + 1
    for start, end in paragraphs:
        # A town in capitals, "LA PLATA" too, then neither verb nor quotation mark before the dash.
        if words[start].isupper() and len("".join(words[start : start + 2])) > _SHORTEST_TOWN:
            for k in range(start + 1, min(start + _LONGEST_DATELINE, end - 1)):
                if tags[k] & DASH:
                    yield k + 1
                    break
                if tags[k] & (AUXILIARY | VERB | MARK):
                    break


def _colon_of_dateline(words: list[str], start: int, end: int) -> int | None:
    """The colon of a town that begins a paragraph of whole sentences: "SINGAPORE: The talks failed."."""
    if words[end - 1] not in _ENDS_PARAGRAPH:
        return None
    near = range(start + 1, min(start + _LONGEST_TOWN + 1, end - 1))
    colon = next((k for k in near if words[k] == ":"), None)
    if colon is None or not words[colon + 1][0].isupper():
        return None
    return colon if is_town(words[start:colon]) else None


def is_town(words: Sequence[str]) -> bool:
    """Whether words are the name of a large city: "New York", "NEW YORK"."""
    return " ".join(words).upper() in _TOWNS


def tagged(sheet: Sheet, wanted: Container[int], start: int, end: int) -> Iterator[int]:
    """The tokens of a range that have one of the tags, found without a step of Python for each token."""
    return compress(range(start, end), map(wanted.__contains__, sheet.tags[start:end]))


def bounds(sheet: Sheet, i: int) -> Range:
    """The tokens of the sentence around token `i`, within its quotation or brackets if it has some; 400 at most."""
    k = sheet.inside[i]
    boundaries = sheet.sentences if k < 0 else sheet.tokens.sentences
    at = bisect_right(boundaries, i)
    low, high = boundaries[at - 1], boundaries[at]
    # "The wall (Lee says it is old) will fall"
    if sheet.brackets and (pair := sheet.brackets.get(i)):
        low, high = max(low, pair[0] + 1), min(high, pair[1])
    # Lists and tables have sentences of thousands of words; work for each cue of them must not grow with that.
    if high - low > _FARTHEST:
        low, high = max(low, i - _FARTHEST), min(high, i + _FARTHEST)
    if k < 0:
        return low, high
    q = sheet.quotations[k]
    return max(low, q.start + 1), min(high, q.end - 1 if q.closed else q.end)


def bracket_around(sheet: Sheet, i: int) -> Range | None:
    """The innermost pair of brackets around token `i`."""
    return sheet.brackets.get(i)


def sentence_start(sheet: Sheet, i: int) -> int:
    """Where the sentence outside of quotations begins that token `i`, which opens one, belongs to."""
    start = max(sheet.sentences[bisect_right(sheet.sentences, i) - 1], i - _FARTHEST)
    pair = bracket_around(sheet, i)
    return max(start, pair[0] + 1) if pair else start


def sentence_end(sheet: Sheet, i: int) -> int:
    """Where the sentence around token `i` ends, however far that is."""
    boundaries = sheet.sentences if sheet.inside[i] < 0 else sheet.tokens.sentences
    return boundaries[bisect_right(boundaries, i)]


def form_at(sheet: Sheet, k: int) -> int:
    """Which forms of a reporting verb the word at token `k` may be, as bits; 0 if it is none."""
    if not sheet.tags[k] & CUE:
        return 0
    entry = sheet.verbs.get(sheet.lower[k])
    return entry[1] if entry else 0


def verb_form_at(sheet: Sheet, k: int) -> int:
    """As `form_at`; 0 behind a determiner, possessive or preposition, where the word is a noun or an adjective."""
    return 0 if sheet.tags[k - 1] & (DETERMINER | POSSESSIVE | PREPOSITION) else form_at(sheet, k)


def is_finite_at(sheet: Sheet, k: int, classes: int = VERB) -> bool:
    """Whether the word at token `k` may be a finite verb, or is of one of the other classes given."""
    return bool(sheet.tags[k] & classes or form_at(sheet, k) & FINITE)


def is_name_at(sheet: Sheet, k: int, classes: int) -> bool:
    """Whether the word at token `k` has a capital, as names have, or is of one of the classes given."""
    if sheet.tags[k] & classes:
        return True
    return sheet.words[k][0].isupper()


def opens_quotation(sheet: Sheet, k: int, at: int) -> bool:
    """Whether token `k` is in another quotation than token `at`."""
    return sheet.inside[k] != sheet.inside[at]


def word_at(sheet: Sheet, k: int) -> str:
    """The word at token `k` in lower case; empty behind the last one."""
    return sheet.lower[k] if k < len(sheet.lower) else ""


def is_at(sheet: Sheet, k: int, high: int, classes: int) -> bool:
    """Whether token `k` is before `high` and of one of the classes."""
    return k < high and bool(sheet.tags[k] & classes)


def past(sheet: Sheet, k: int, high: int, classes: int) -> int:
    """The token after `k` if `k` is before `high` and of one of the classes; else `k`."""
    return k + 1 if k < high and sheet.tags[k] & classes else k


def is_adverb(sheet: Sheet, k: int, classes: int = ADVERB) -> bool:
    """Whether the word at token `k` is an adverb, of manner too, or of one of the other classes given."""
    return bool(sheet.tags[k] & classes) or is_manner(sheet.words[k])


def skip(sheet: Sheet, k: int, high: int, classes: int) -> int:
    """The first token from `k` on, before `high`, whose word is of none of the classes."""
    while k < high and sheet.tags[k] & classes:
        k += 1
    return k


def fits(sheet: Sheet, k: int, *pattern: int | Container[str]) -> bool:
    """Whether the tokens from `k` on fit a pattern: each is of one of some classes (bits), or one of some words."""
    for at, wanted in enumerate(pattern, k):
        if not (sheet.tags[at] & wanted if isinstance(wanted, int) else sheet.lower[at] in wanted):
            return False
    return True
