"""A content while it is read: its kind, where it begins, and what is open in its sentence there."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.finite_verbs import holds_verb
from blocquotes.suggest.text.classes import (
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    ING,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    tags_with,
)
from blocquotes.suggest.text.inflection import FINITE, GERUND
from blocquotes.suggest.text.sheet import Sheet, bounds, form_at, is_adverb, tagged

# Kinds of content by their end: a clause, a to-clause, a noun phrase, an object with its predicate.
CLAUSE_KIND: Final = "clause"
TO_KIND: Final = "to"
NOUN_KIND: Final = "noun"
SMALL_KIND: Final = "small"
_NOMINAL: Final = (NOUN_KIND, SMALL_KIND)
_COMMA_OR_DASH: Final = tags_with(COMMA | DASH)
SUBORDINATE: Final = word_class("subordinating")
OBJECTS: Final = DETERMINER | OBJECT | POSSESSIVE
ASKED: Final = word_class("asked")
_LEADING: Final = frozenset({"but", "and", "so", ","})
_OPENS_ADJUNCT: Final = SUBORDINATOR | PREPOSITION
SENTENCE_ENDS: Final = frozenset("!?.")
_CLOSED: Final = SUBORDINATE | ASKED
_FRONTING: Final = SUBORDINATE | {"according"}
# "After the flood, when maps turned out to show that it was late, they left."
_INSERTED: Final = ("when", "where")
LONGEST_NAME: Final = 4
# Tokens between a reporting verb and its content in which the verb is looked for.
NEAREST: Final = 8


@dataclass(slots=True)
class _Embedding:
    """What is open where a content begins.

    `subordinate` is a clause before the main one, `fronted` a phrase before it, `inserted` a pair of dashes, and
    `relative` a relative clause or a participle.
    """

    subordinate: bool
    fronted: bool
    inserted: bool
    relative: bool


@dataclass(slots=True, init=False)
class Content:
    """A content being read: its kind, where it begins, and where it ends at the latest.

    `nominal` says that it is a noun phrase, with a predicate or without.
    """

    sheet: Sheet
    start: int
    high: int
    kind: str
    nominal: bool
    read: _Embedding | None

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(self, sheet: Sheet, start: int, high: int, kind: str) -> None:
        self.sheet = sheet
        self.start = start
        self.high = high
        self.kind = kind
        self.nominal = kind in _NOMINAL
        self.read = None

    @property
    def phrasal(self) -> bool:
        """Whether it is a noun phrase or a gerund."""
        if self.nominal:
            return True
        return bool(self.sheet.tags[self.start] & ING)

    @property
    def embedding(self) -> _Embedding:
        """What is open where the content begins; few contents have a word that needs to know."""
        if self.read is None:
            self.read = _embedding(self.sheet, self.start)
        return self.read


def _is_subordinate(sheet: Sheet, low: int) -> bool:
    """Whether the sentence begins with a clause that is not its main one."""
    # "While he said …", "Asked whether …"
    if sheet.lower[low] in _CLOSED:
        return True
    # "Noting that …"
    return bool(form_at(sheet, low) & GERUND)


def _embedding(sheet: Sheet, start: int) -> _Embedding:
    low, _ = bounds(sheet, start - 1)
    low = _behind_leading(sheet, low, start - 1)
    # "When a man shouted, “No,” they left": the comma before the content closes nothing.
    edges = list(tagged(sheet, _COMMA_OR_DASH, low, start - 1 if opens(sheet, start) else start))
    comma = next((k for k in reversed(edges) if sheet.tags[k] & COMMA), None) if edges else None
    if comma is None:
        relative, subordinate = False, _is_subordinate(sheet, low)
    else:
        relative = _begins_insertion(sheet, comma + 1)
        # "While the envoy, who said it was late, left, …"; "…, and when …"
        subordinate = (relative and sheet.lower[low] in _FRONTING) or _joins_subordinate(sheet, comma + 1)
    # "said that while he believed it was late, they would stay"
    if not subordinate and "that" in sheet.lower[low : start - 1]:
        thats = (k for k in range(low, start - 1) if sheet.lower[k] == "that")
        subordinate = any(sheet.lower[k + 1] in SUBORDINATE for k in thats)
    dashes = [k for k in edges if not sheet.tags[k] & COMMA] if edges else edges
    return _Embedding(subordinate, _is_fronted(sheet, low, start), len(dashes) % 2 == 1, relative)


def _is_fronted(sheet: Sheet, low: int, start: int) -> bool:
    """Whether a content is in a phrase before the main clause: "Despite claims that it was late, they left"."""
    if not sheet.tags[low] & (PREPOSITION | ING) or sheet.lower[low] in _FRONTING:
        return False
    # "In what she called a last step, Lee left"
    if sheet.lower[low + 1] == "what":
        return True
    return not holds_verb(sheet, low + 1, start)


def _behind_leading(sheet: Sheet, k: int, last: int) -> int:
    """The first token from `k` on that is no conjunction, adverb or comma before what begins a sentence, or `last`."""
    # "Oddly, | after he said …"
    while k < last and (sheet.lower[k] in _LEADING or (is_adverb(sheet, k) and not sheet.tags[k] & _OPENS_ADJUNCT)):
        k += 1
    return k


def _joins_subordinate(sheet: Sheet, k: int) -> bool:
    """Whether a subordinate clause begins at `k`, maybe one of a second main clause: "…, when …", "…, and when …"."""
    if sheet.lower[k] in _INSERTED:
        return True
    return bool(sheet.tags[k] & COORDINATOR) and sheet.lower[k + 1] in SUBORDINATE


def _begins_insertion(sheet: Sheet, k: int) -> bool:
    """Whether a relative clause or participle begins at `k`: "…, who said", "…, noting that", "…, asked whether"."""
    if sheet.lower[k + 2] == "whom":  # "…, many of whom say"
        return True
    if sheet.lower[k + 1] == "by":  # "…, described by friends as shy"
        return True
    # "…, a nurse who says"
    if sheet.lower[k] in ("a", "an", "the") and "who" in sheet.lower[k + 2 : k + LONGEST_NAME]:
        return True
    if sheet.tags[k] & (RELATIVE | ING):
        return True
    return sheet.lower[k] in ASKED


def verb_before(sheet: Sheet, start: int) -> int | None:
    """The reporting verb before a content that begins at `start`, if one is near."""
    near = range(start - 1, max(start - NEAREST, 0), -1)
    return next((k for k in near if form_at(sheet, k) & (FINITE | GERUND)), None)


def opens(sheet: Sheet, k: int) -> bool:
    """Whether token `k` opens a quotation."""
    return sheet.inside[k] > sheet.inside[k - 1]
