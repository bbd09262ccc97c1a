"""Sources of verbs: their own subject, one shared with an earlier verb, or an object that controls them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.attributions.by_signature import speaks
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.appositions import with_head, with_list
from blocquotes.suggest.grammar.coordination import behind_occasion
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    CUE,
    DETERMINER,
    ED,
    HAVE,
    ING,
    MARK,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import GERUND
from blocquotes.suggest.text.lexicon import AMBIGUOUS
from blocquotes.suggest.text.sheet import Range, Sheet, fits, is_finite_at

_CONTROLLING: Final = word_class("controlling-verb")
_ABSOLUTE: Final = word_class("absolute-opener")
_BEFORE_NOUN: Final = (
    COMMA | STOP | COORDINATOR | MARK | PREPOSITION | AUXILIARY | VERB | SUBORDINATOR | SUBJECT | ADVERB
)
_SHOWING: Final = word_class("showing-verb")
_WRITTEN: Final = word_class("written-noun")
# What is behind a participle that says what persons right before it do: "fans calling | for a vote".
_BEHIND_CROWDS: Final = ("for", "to", "with")
_PLURAL: Final = ("s", "men", "people", "police")
_FRONTED: Final = word_class("fronted-conjunction")
_ONLY_PARTICIPLE: Final = tags_with(ING, but=AUXILIARY)
_PUNCTUATION: Final = COMMA | STOP | MARK
_NO_NOUN_PHRASE: Final = _PUNCTUATION | COORDINATOR | AUXILIARY | RELATIVE | SUBJECT
_BEFORE_CLAUSE: Final = COMMA | COORDINATOR | SUBORDINATOR
_SUBJECT_RELATIVES: Final = ("who", "which")
_BESIDE_CLAUSE: Final = ("when", "where")
_QUANTIFIERS: Final = ("both", "all", "each", "many", "most", "some", "several", "others", "one")
# "It is common for aides to say", "They wrote of Lee saying"
_FOR: Final = frozenset(("for",))
_OF: Final = frozenset(("about", "of"))
_LONGEST_CLAUSE: Final = 20
_FARTHEST: Final = 7

_INDEFINITE: Final = ("a", "an")
_COORDINATORS: Final = tags_with(COORDINATOR)
# The most tokens from a conjunction to a verb that an occasion is between: "and in a letter to the king said".
_LONGEST_OCCASION: Final = 9

# A way to find a source, given the attributions found earlier in the sentence of the verb.
_Reading = Callable[[Sheet, Verb, Sequence[Attribution]], Range | None]


@dataclass(slots=True, init=False)
class Source:
    """The source of a verb; `subject` is the same where it is the verb's own subject, right before it."""

    span: Range | None
    subject: Range | None

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(self, span: Range | None, subject: Range | None = None) -> None:
        self.span = span
        self.subject = subject


def source_of(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Source:
    """The source of an active verb; `before` are the attributions found earlier in its sentence."""
    end, low = verb.left, verb.low
    # "Lee said, declining to comment"
    refuses = sheet.tags[verb.start] in _ONLY_PARTICIPLE
    if verb.infinitive or refuses:
        return _first_of(_OF_NONFINITE, sheet, verb, before)
    if sheet.tags[end - 1] & COORDINATOR:
        return _first_of(_OF_COORDINATED, sheet, verb, before)
    if joint := _joint_before_occasion(sheet, end, low):
        joined = replace(verb, left=joint + 1)
        return _first_of(_OF_COORDINATED, sheet, joined, before)
    if not sheet.tags[end - 1] & COMMA:
        found = subject(sheet, end, low)
        own = with_head(sheet, verb, found) if found else None
        return Source(own, own)
    # "Lee left, having said …": a participle behind a comma shares the subject of its sentence.
    found = None if verb.form & GERUND else subject(sheet, end, low)
    if found is None:
        return Source(_shared(sheet, verb, before))
    own = with_list(sheet, verb, found)
    return Source(own, own)


def _joint_before_occasion(sheet: Sheet, end: int, low: int) -> int | None:
    """The conjunction before an occasion that a verb at `end` follows: "Lee said it was late | but in May said"."""
    begin = max(low, end - _LONGEST_OCCASION) + 1
    if end <= begin or _COORDINATORS.isdisjoint(sheet.tags[begin : end - 1]):  # as before most verbs
        return None
    joint = next(k for k in range(end - 2, begin - 1, -1) if sheet.tags[k] & COORDINATOR)
    return joint if behind_occasion(sheet, joint + 1, end + 1) == end else None


def _first_of(readings: Sequence[_Reading], sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Source:
    """The first source that one of the readings finds, which is not the verb's own subject."""
    for read in readings:
        if found := read(sheet, verb, before):
            return Source(found)
    return Source(None)


def _controller(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """Who does what an infinitive or a participle says: "led X to say", "with X saying"."""
    end = verb.left
    words = _CONTROLLING if verb.infinitive else _ABSOLUTE
    for k in range(end - 1, max(verb.low, end - _FARTHEST) - 1, -1):
        if sheet.lower[k] in words:
            return (k + 1, end) if k + 1 < end else None
        # "caused those who were there to say": more than a noun phrase is between.
        if sheet.tags[k] & _NO_NOUN_PHRASE and sheet.lower[k] != "&":
            return None
    return None


def _subject_in_phrase(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """Who does what a phrase is about: "It is common for aides to say", "They wrote of Lee saying"."""
    end = verb.left
    words = _FOR if verb.infinitive else _OF
    near = range(end - 2, max(verb.low, end - _FARTHEST), -1)
    if words.isdisjoint(sheet.lower[near.stop : end - 1]):  # as before most
        return None
    k = next((k for k in near if sheet.lower[k] in words), None)
    if k is None:
        return None
    if any(sheet.tags[j] & _NO_NOUN_PHRASE for j in range(k + 1, end)):
        return None
    if verb.infinitive:
        return (k + 1, end) if _is_judged(sheet, k, verb.low) else None
    # "the mayor of Oslo saying": behind a noun it is a part of its phrase
    is_apart = sheet.lower[k] == "about" or bool(sheet.tags[k - 1] & (CUE | VERB))
    # "asked about Lee before saying"
    is_name = all(sheet.words[j][0].isupper() for j in range(k + 1, end))
    return (k + 1, end) if is_apart and is_name else None


def _is_judged(sheet: Sheet, k: int, low: int) -> bool:
    """Whether "it is" and one or two words are before token `k`: "It is very common | for aides to say"."""
    return any(sheet.lower[j - 1] == "it" and sheet.tags[j] & BE for j in range(max(low + 1, k - 3), k))


def _absolute(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """The subject of a participle behind a comma: "They left, both men saying …"."""
    end, low = verb.left, verb.low
    if not verb.participial:
        return None
    start = noun_start(sheet, end, low)
    return (start, end) if low < start < end and sheet.lower[start] in _QUANTIFIERS else None


def _described(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """The noun right before a participle of showing, which describes it: "videos showing that …"."""
    end, low = verb.left, verb.low
    if not verb.participial:
        return None
    if not _may_describe(sheet, verb, max(low, end - 1)):
        return None
    # "a poll of last May showing …", "a poll of May 2 showing …": the date is not what shows it.
    if sheet.tags[end - 1] & TIME:
        return None
    if sheet.lower[end - 1].isdigit():
        return None
    start = noun_start(sheet, end, low)
    return (start, end) if low < start < end else None


def _may_describe(sheet: Sheet, verb: Verb, noun: int) -> bool:
    """Whether a participle is of the noun right before it: "a sign saying", "fans calling for", "a letter | saying"."""
    if verb.frame.lemma in _SHOWING or sheet.lower[noun] in _WRITTEN:
        return True
    if verb.frame.lemma != "accuse" and sheet.lower[verb.at + 1] not in _BEHIND_CROWDS:
        return False
    # "She took office promising to leave": one noun without an article is no person
    if not sheet.lower[noun].endswith(_PLURAL) and noun_start(sheet, noun + 1, verb.low) == noun:
        return False
    return speaks(sheet, noun, noun + 1)


def noun_start(sheet: Sheet, end: int, low: int) -> int:
    """Where the words begin that may be one noun phrase up to `end`, its determiner included."""
    for k in range(end - 1, low - 1, -1):
        if is_finite_at(sheet, k, _BEFORE_NOUN):
            return k + 1
        # "They sang and carried | signs reading “No”"
        if sheet.tags[k] & ED and sheet.tags[k - 1] & COORDINATOR:
            return k + 1
        if sheet.tags[k] & DETERMINER:
            return k
    return low


def _governor(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """The subject of the finite verb right before an infinitive: "as aides continue to warn"."""
    k = verb.left - 1
    if not verb.infinitive:
        return None
    # "the talks need to say": the word before may be a noun.
    if sheet.lower[k] in AMBIGUOUS:
        return None
    # "so dull that Lee was forced to say", "Critics are quick to say"
    if sheet.tags[k - 1] & BE and sheet.tags[k] & ~(ADVERB | MARK) == sheet.tags[k]:
        # "says she left but was made to feel late"
        return None if sheet.tags[k - 2] & COORDINATOR else subject(sheet, k - 1, verb.low)
    # "The town has yet to decide whether …"
    if sheet.lower[k] == "yet":
        return subject(sheet, k - 1, verb.low)
    # "what the mayor had to say"
    if not is_finite_at(sheet, k, VERB | HAVE):
        return None
    while sheet.tags[k - 1] & (AUXILIARY | ADVERB):
        k -= 1
    return None if sheet.tags[k - 1] & COORDINATOR else subject(sheet, k, verb.low)


def _local(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """The subject of the clause that is the content of an attribution before, and goes on with the verb."""
    end = verb.left
    for earlier in reversed(before):
        for start, stop in earlier.content:
            if earlier.anchor < start <= end < stop:
                begin = start + 1 if sheet.lower[start] == "that" else start
                return first_subject(sheet, begin, end)
    return None


def _shared(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Range | None:
    """The source that a verb has in common with an earlier one: "X came and said …", "X said …, adding …"."""
    low, end = verb.low, verb.left
    if relative := _relative(sheet, low, end):
        return relative
    if nearer := _in_clause_beside(sheet, low, end):
        return nearer
    for earlier in reversed(before):
        if _may_share(sheet, earlier, end) and not _is_nested(earlier, before, end):
            return earlier.source
    found = first_subject(sheet, _clause_start(sheet, low, end), end)
    return _before_past(sheet, found, end - 1) if found and sheet.tags[end - 1] & COORDINATOR else found


def _before_past(sheet: Sheet, found: Range, coordinator: int) -> Range:
    """A subject without the verb that "and" joins another one to: "The pope | prayed for peace and urged …"."""
    start, stop = found
    # "A guard | walks in and says …"
    if sheet.lower[start] in _INDEFINITE and _is_present(sheet, stop - 1):
        return start, stop - 1
    pasts = [k for k in range(start + 1, stop) if sheet.lower[k].endswith("ed")]
    # "Analysts in Oslo | backed the plan and said …"
    if pasts[-1:] == [stop - 1]:
        return start, stop - 1
    # "The man accused of theft left and said …"
    if any(is_finite_at(sheet, k, VERB | AUXILIARY) for k in range(stop, coordinator)):
        return found
    return start, next((k for k in pasts if sheet.tags[k + 1] & PREPOSITION), stop)


def _is_present(sheet: Sheet, k: int) -> bool:
    """Whether a word in -s before a preposition or "and" is a verb, since one person does it: "walks | in"."""
    return sheet.words[k].endswith("s") and bool(sheet.tags[k + 1] & (PREPOSITION | COORDINATOR))


# What may be the source of a participle or an infinitive.
_OF_NONFINITE: tuple[_Reading, ...] = (_controller, _subject_in_phrase, _absolute, _described, _governor, _shared)
# What may be the source of a verb behind "and".
_OF_COORDINATED: tuple[_Reading, ...] = (_local, _shared)


def _may_share(sheet: Sheet, earlier: Attribution, end: int) -> bool:
    """Whether the source of an earlier attribution may be that of a verb at `end` too."""
    source = earlier.source
    if source is None:
        return False
    # "his claim that …, adding": the owner of a noun is no subject, nor is who asked in "was asked by Roe … and said".
    if earlier.rule in (rules.REPORTING_NOUN, rules.PASSIVE_VERB):
        return False
    # "Lee, who said …, adding …"
    if sheet.tags[source[0]] & RELATIVE:
        return False
    return max(earlier.anchor + 1, source[1]) <= end


def _is_nested(earlier: Attribution, before: Sequence[Attribution], end: int) -> bool:
    """Whether an attribution is in the content of another, which ends before `end`: "said Roe knew it, but | added"."""
    # "“It is late,” Lee said, adding that …"
    if earlier.rule.content_first:
        return False
    others = [span for other in before if other is not earlier for span in other.content]
    return any(start <= earlier.anchor < stop <= end for start, stop in others) if others else False


def _relative(sheet: Sheet, low: int, end: int) -> Range | None:
    """The pronoun of the relative clause behind a comma that "and" goes on with: "…, who came and | said …"."""
    if not sheet.tags[end - 1] & COORDINATOR:
        return None
    comma = _last_edge(sheet, low, end - 1)
    if comma is None:
        return None
    if not fits(sheet, comma, COMMA, _SUBJECT_RELATIVES):
        return None
    # "…, which she opened and said": the subject of the clause follows the pronoun.
    at = comma + 2 if sheet.tags[comma + 2] & SUBJECT else comma + 1
    return (at, at + 1)


def _in_clause_beside(sheet: Sheet, low: int, end: int) -> Range | None:
    """The subject of a clause behind a comma that goes on to a participle: "…, when guards came, | shouting"."""
    if not sheet.tags[end - 1] & COMMA:
        return None
    edge = _last_edge(sheet, low, end - 1)
    if edge is None:
        return None
    if not fits(sheet, edge, COMMA, _BESIDE_CLAUSE):
        return None
    return first_subject(sheet, edge + 2, end)


def _last_edge(sheet: Sheet, low: int, end: int) -> int | None:
    """The last mark of punctuation before `end`, within the reach of a clause."""
    # A loop, since this is asked of many verbs and a generator costs twice the time.
    for k in range(end - 1, max(low, end - _LONGEST_CLAUSE) - 1, -1):
        if sheet.tags[k] & _PUNCTUATION:
            return k
    return None


def _clause_start(sheet: Sheet, low: int, end: int) -> int:
    """Where the fronted subordinate clause begins that reaches to `end`: "…, and when X came and said …"."""
    edge = _last_edge(sheet, low, end)
    begin = max(low, end - _LONGEST_CLAUSE) if edge is None else edge + 1
    for k in range(end - 1, begin - 1, -1):
        if sheet.lower[k] in _FRONTED and _may_begin_clause(sheet, low, k):
            return k + 1
        # "a meeting in which the mayor came and said …"
        if sheet.lower[k] == "which" and sheet.tags[k - 1] & PREPOSITION:
            return k + 1
    return low


def _may_begin_clause(sheet: Sheet, low: int, k: int) -> bool:
    # "If he comes and says it is over, …"
    if k == low:
        return True
    return bool(sheet.tags[k - 1] & _BEFORE_CLAUSE)
