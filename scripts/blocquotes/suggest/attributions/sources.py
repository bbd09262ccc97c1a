"""Sources of verbs: their own subject, one shared with an earlier verb, or an object that controls them."""

from collections.abc import Sequence
from typing import NamedTuple

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COMMA,
    COORDINATOR,
    DETERMINER,
    MARK,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
)
from blocquotes.suggest.text.inflection import FINITE, GERUND
from blocquotes.suggest.text.lexicon import AMBIGUOUS
from blocquotes.suggest.text.sheet import Range, Sheet, form_at

_CONTROLLING = word_class("controlling-verb")
_ABSOLUTE = word_class("absolute-opener")
_BEFORE_NOUN = COMMA | STOP | COORDINATOR | MARK | PREPOSITION | AUXILIARY | VERB | SUBORDINATOR | SUBJECT | ADVERB
_SHOWING = word_class("showing-verb")
_FRONTED = word_class("fronted-conjunction")
_LONGEST_CLAUSE = 20
_FARTHEST = 7


class Source(NamedTuple):
    """The source of a verb, and whether it is the verb's own subject, right before it."""

    span: Range | None
    own: bool


def source_of(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Source:
    """The source of an active verb; `before` are the attributions found earlier in its sentence."""
    end, low = verb.group.left, verb.low
    if verb.participial or verb.group.infinitive:
        found = _controller(sheet, verb) or _described(sheet, verb) or _governor(sheet, verb)
        return Source(found or _shared(sheet, low, end, before), False)
    if end == low or sheet.tags[end - 1] & COORDINATOR:
        return Source(_local(sheet, end, before) or _shared(sheet, low, end, before), False)
    after_comma = bool(sheet.tags[end - 1] & COMMA)
    found = subject(sheet, end, low) if not (after_comma and verb.form & GERUND) else None
    if found is None and after_comma:
        return Source(_shared(sheet, low, end, before), False)
    return Source(found, True)


def _controller(sheet: Sheet, verb: Verb) -> Range | None:
    """Who does what an infinitive or a participle says: "led X to say", "with X saying"."""
    end = verb.group.left
    words = _CONTROLLING if verb.group.infinitive else _ABSOLUTE
    for k in range(end - 1, max(verb.low, end - _FARTHEST) - 1, -1):
        if sheet.tags[k] & (COMMA | STOP | COORDINATOR | MARK):
            return None
        if sheet.lower[k] in words:
            verbal = any(tag & (AUXILIARY | RELATIVE | SUBJECT) for tag in sheet.tags[k + 1 : end])
            return (k + 1, end) if k + 1 < end and not verbal else None
    return None


def _described(sheet: Sheet, verb: Verb) -> Range | None:
    """The noun right before a participle of showing, which describes it: "videos showing that …"."""
    if verb.frame.lemma not in _SHOWING:
        return None
    end = start = verb.group.left
    if end > verb.low and (sheet.tags[end - 1] & TIME or sheet.lower[end - 1].isdigit()):
        return None
    while start > verb.low and not sheet.tags[start - 1] & _BEFORE_NOUN and not form_at(sheet, start - 1) & FINITE:
        start -= 1
        if sheet.tags[start] & DETERMINER:
            break
    return (start, end) if verb.participial and verb.low < start < end else None


def _governor(sheet: Sheet, verb: Verb) -> Range | None:
    """The subject of the finite verb right before an infinitive: "as aides continue to warn"."""
    k = verb.group.left - 1
    if not verb.group.infinitive or k <= verb.low or sheet.lower[k] in AMBIGUOUS:
        return None
    if not (sheet.tags[k] & VERB or form_at(sheet, k) & FINITE):
        return None
    while k > verb.low and sheet.tags[k - 1] & (AUXILIARY | ADVERB):
        k -= 1
    return None if sheet.tags[k - 1] & COORDINATOR else subject(sheet, k, verb.low)


def _local(sheet: Sheet, end: int, before: Sequence[Attribution]) -> Range | None:
    """The subject of the clause that is the content of an attribution before, and goes on at token `end`."""
    for earlier in reversed(before):
        for start, stop in earlier.content:
            if earlier.anchor < start <= end < stop:
                return first_subject(sheet, start + (sheet.lower[start] == "that"), end)
    return None


def _shared(sheet: Sheet, low: int, end: int, before: Sequence[Attribution]) -> Range | None:
    if end > low and sheet.tags[end - 1] & COORDINATOR and (relative := _relative(sheet, low, end - 1)):
        return relative
    for earlier in reversed(before):
        if (
            earlier.source
            and earlier.rule is not rules.REPORTING_NOUN
            and earlier.anchor < end
            and earlier.source[1] <= end
            and not sheet.tags[earlier.source[0]] & RELATIVE
        ):
            return earlier.source
    return first_subject(sheet, _clause_start(sheet, low, end), end)


def _relative(sheet: Sheet, low: int, end: int) -> Range | None:
    """The pronoun of the relative clause behind a comma that reaches to `end`: "…, who came and said …"."""
    for k in range(end - 1, max(low, end - _LONGEST_CLAUSE) - 1, -1):
        if sheet.tags[k] & (COMMA | STOP | MARK):
            at = k + 1 + bool(sheet.tags[k + 2] & SUBJECT)
            return (at, at + 1) if sheet.tags[k] & COMMA and sheet.lower[k + 1] in ("who", "which") else None
    return None


def _clause_start(sheet: Sheet, low: int, end: int) -> int:
    """Where the fronted subordinate clause begins that reaches to `end`: "…, and when X came and said …"."""
    for k in range(end - 1, max(low, end - _LONGEST_CLAUSE) - 1, -1):
        if sheet.tags[k] & (COMMA | STOP | MARK):
            return low
        if sheet.lower[k] in _FRONTED and (k == low or sheet.tags[k - 1] & (COMMA | COORDINATOR | SUBORDINATOR)):
            return k + 1
    return low
