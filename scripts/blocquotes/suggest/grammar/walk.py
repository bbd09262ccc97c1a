"""The way from a reporting verb to what it governs, and what is found at its end."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import AUXILIARY, COMMA, DETERMINER, ING, OBJECT, POSSESSIVE, SUBJECT, tags_with
from blocquotes.suggest.text.sheet import Range, Sheet, opens_quotation, tagged

# The most tokens of an insertion between two commas, of a longer one before “that”, and of an object.
INSERTION: Final = 15
LONGEST_INSERTION: Final = 25
LONGEST_OBJECT: Final = 14
# No verb behind “to”: “to the plan”, “to leaving”.
NO_INFINITIVE: Final = DETERMINER | POSSESSIVE | ING
_COMMAS: Final = tags_with(COMMA)
ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)


@dataclass(slots=True, init=False)
class Government:
    """What a verb governs.

    `kind` is quote, colon, that, to, prep, object, small, noun, bare, comma or none; `cue` are further parts
    of the cue, `agent` the phrase after "by", `comma` whether a comma is before the content.
    """

    kind: str
    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    agent: Range | None
    comma: bool

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        kind: str,
        content: tuple[Range, ...] = (),
        cue: tuple[Range, ...] = (),
        agent: Range | None = None,
        comma: bool = False,
    ) -> None:
        self.kind = kind
        self.content = content
        self.cue = cue
        self.agent = agent
        self.comma = comma


NONE: Final = Government("none")


@dataclass(slots=True, init=False)
class Walk:
    """The way from a verb to what it governs, as far as token `at`; `quoted`: a quotation precedes."""

    verb: Verb
    quoted: bool
    at: int
    cue: tuple[Range, ...]
    agent: Range | None
    addressed: bool
    adjuncts: int
    commas: int

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(self, verb: Verb, quoted: bool, at: int) -> None:
        self.verb = verb
        self.quoted = quoted
        self.at = at
        self.cue = ()
        self.agent = None
        self.addressed = False
        self.adjuncts = 0
        self.commas = 0


def governed(sheet: Sheet, walk: Walk, kind: str, start: int, end: str, cue: tuple[Range, ...] = ()) -> Government:
    """What the verb governs where its content begins at `start` and ends as a kind of content does (`end`)."""
    content = clause_range(sheet, start, walk.verb.high, end)
    return Government(kind, (content,), walk.cue + cue, walk.agent, walk.commas > 0)


def next_comma(sheet: Sheet, k: int, high: int) -> int | None:
    """The next comma outside of other quotations, before `high`."""
    for c in tagged(sheet, _COMMAS, k, high):
        if not opens_quotation(sheet, c, k - 1):
            return c
    return None


def begins_content(sheet: Sheet, walk: Walk, k: int) -> bool:
    """Whether a clause with "that" or a quotation begins at `k`."""
    if begins_that_clause(sheet, walk, k):
        return True
    return opens_quotation(sheet, k, walk.verb.at)


def begins_that_clause(sheet: Sheet, walk: Walk, k: int) -> bool:
    """Whether a clause with "that" begins behind a comma, and no relative one: "ruled for the firms, that had sued"."""
    if sheet.lower[k] != "that":
        return False
    # "a wall, he said, that is new"
    if k == walk.verb.at + 2:
        return True
    return not sheet.tags[k + 1] & AUXILIARY
