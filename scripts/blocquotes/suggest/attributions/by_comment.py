"""Attributions by "according to", by comment clauses such as "as X noted", and by adverbs of report."""

from collections.abc import Sequence

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.phrases import noun_phrase, source_end
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    is_manner,
    vocabulary,
)
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, opens_quotation

_CLAUSE_EDGE = COMMA | STOP | DASH | MARK | SUBORDINATOR | RELATIVE
_SHORTEST_CONTENT = 3
_COMMENTING = word_class("commenting-verb")
_IT = vocabulary("it")
_LONGEST_COMMENT = 20
_MODIFYING = RELATIVE | PREPOSITION | TIME
_PARTICIPLES = word_class("irregular-participle")


def by_adverb(sheet: Sheet, i: int) -> Attribution | None:
    """`X reportedly did Y`: the whole clause around the adverb, in two pieces, with no source."""
    low, high = bounds(sheet, i)
    start = i
    while start > low and not sheet.tags[start - 1] & _CLAUSE_EDGE:
        start -= 1
    start = content_start(sheet, start, i)
    start += sheet.lower[start] == "with"
    content = _filled((start, i), clause_range(sheet, i + 1, high))
    return Attribution(i, content, ((i, i + 1),), None, "speech", "asserted", rules.REPORTEDLY) if content else None


def by_according(sheet: Sheet, i: int) -> Attribution | None:
    """`According to X, …` and `…, according to X`: the rest of the sentence is the content."""
    low, high = bounds(sheet, i)
    if sheet.lower[i + 1 : i + 2] != ["to"] or i + 2 >= high:
        return None
    fronted = i - low < _SHORTEST_CONTENT
    end = (_fronted_end if fronted else source_end)(sheet, i + 2, high)
    content = _after(sheet, end, high) if fronted else _around(sheet, low, i, end, high)
    if end == i + 2 or not content:
        return None
    return Attribution(i, content, ((i, i + 2),), (i + 2, end), "speech", "asserted", rules.ACCORDING_TO)


def _after(sheet: Sheet, end: int, high: int) -> tuple[Range, ...]:
    begin = _past_modifiers(sheet, end, high)
    begin += begin < high and bool(sheet.tags[begin] & COMMA)
    return _filled(clause_range(sheet, begin, high)) if begin < high else ()


def _past_modifiers(sheet: Sheet, end: int, high: int) -> int:
    """The comma behind what describes a fronted source: "According to X, who left in May, …"."""
    k = end + (end < high and bool(sheet.tags[end] & COMMA))
    if k >= high or not (sheet.tags[k] & _MODIFYING or sheet.lower[k].endswith("ed") or sheet.lower[k] in _PARTICIPLES):
        return end
    if k > end and not sheet.tags[k] & RELATIVE:
        return end
    for at in range(k, min(k + _LONGEST_COMMENT, high)):
        if sheet.tags[at] & COMMA:
            return at
        if sheet.tags[at] & (STOP | MARK):
            break
    return end


def _around(sheet: Sheet, low: int, i: int, end: int, high: int) -> tuple[Range, ...]:
    """What stands before "according to", and what goes on after its source and a comma."""
    start, stop = content_start(sheet, low, i), i
    while stop > start and sheet.tags[stop - 1] & COMMA:
        stop -= 1
    on = end + 1 < high and sheet.tags[end] & COMMA and not sheet.tags[end + 1] & (RELATIVE | COORDINATOR)
    return _filled((start, stop), clause_range(sheet, end + 1, high) if on else (end, end))


def _filled(*spans: Range) -> tuple[Range, ...]:
    return tuple(span for span in spans if span[1] > span[0])


def _fronted_end(sheet: Sheet, start: int, high: int) -> int:
    """The end of the source of a fronted "according to", with an apposition only where a comma closes it."""
    end = noun_phrase(sheet, start, high)
    if end < high and sheet.tags[end] & COMMA and sheet.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"]):
        stop = noun_phrase(sheet, end + 1, high)
        if stop < high and sheet.tags[stop] & COMMA:
            return stop
    return end


def by_comment(sheet: Sheet, verb: Verb, source: Range | None, before: Sequence[Attribution]) -> Attribution | None:
    """`As X noted, …`, `…, as X put it` and `…, as X says, …`: the sentence around the clause is the content.

    Behind other attributions of its sentence (`before`) only a fronted comment clause is one.
    """
    if source is None or source[0] <= verb.low or sheet.lower[source[0] - 1] != "as":
        return None
    if verb.frame.lemma not in _COMMENTING or source[1] > verb.at or verb.participial or verb.group.infinitive:
        return None
    needed = _IT if verb.frame.lemma == "put" else verb.frame.particles
    end = verb.at + 1 + bool(needed)
    if needed and (end > verb.high or sheet.lower[end - 1] not in needed):
        return None
    content = _commented(sheet, source[0] - 1, _comment_end(sheet, end, verb.high), verb, before)
    if not content:
        return None
    cue = ((verb.at + 1, end),) if needed else ()
    return verbal(sheet, verb, content, source, rules.AS_SOURCE_SAYS, cue)


def by_participle(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Attribution | None:
    """`As noted by X, …` and `…, as first reported by X`."""
    i = verb.at
    at = i - 1 - (sheet.lower[i - 1] == "first")
    if at < verb.low or sheet.lower[at] != "as" or verb.frame.lemma not in _COMMENTING:
        return None
    end = source_end(sheet, i + 2, verb.high)
    content = _commented(sheet, at, _comment_end(sheet, end, verb.high), verb, before) if end > i + 2 else ()
    if not content:
        return None
    return Attribution(i, content, ((i, i + 2),), (i + 2, end), "speech", "asserted", rules.AS_SAID_BY)


def _comment_end(sheet: Sheet, k: int, high: int) -> int | None:
    """Where a comment clause ends that goes on at `k` with adjuncts at most; None where it has an object."""
    start = k
    while k < high and not sheet.tags[k] & (COMMA | STOP | DASH):
        if opens_quotation(sheet, k, start - 1) or k - start > _LONGEST_COMMENT or sheet.tags[k] & SUBJECT:
            return None
        if k == start and not (sheet.tags[k] & (PREPOSITION | TIME | ADVERB) or is_manner(sheet.words[k])):
            return None
        if sheet.lower[k] == "to" and k + 1 < high and _is_infinitive(sheet, k + 1):
            return None
        k += 1
    return k


def _is_infinitive(sheet: Sheet, k: int) -> bool:
    """Whether the word behind "to" is a verb, as far as closed classes, capitals and the plural tell."""
    word = sheet.words[k]
    return word.islower() and word[-1] != "s" and not sheet.tags[k] & (DETERMINER | POSSESSIVE | OBJECT)


def _commented(sheet: Sheet, at: int, end: int | None, verb: Verb, before: Sequence[Attribution]) -> tuple[Range, ...]:
    """The content around a comment clause from its "as" at `at` to `end`."""
    if end is None:
        return ()
    low, high = verb.low, verb.high
    start = content_start(sheet, low, at)
    following = end + 1 < high and (sheet.tags[end] & COMMA or sheet.lower[end] == ":")
    if all(sheet.tags[k] & (ADVERB | COMMA) for k in range(start, at)):
        return _filled(clause_range(sheet, end + 1, high)) if following else ()
    stop = at - 1 if sheet.tags[at - 1] & (COMMA | DASH) else at
    if before or (stop == at and not opens_quotation(sheet, at - 1, at)):
        return ()
    on = following and not sheet.tags[end + 1] & (RELATIVE | COORDINATOR | SUBORDINATOR)
    return _filled((start, stop), clause_range(sheet, end + 1, high) if on else (end, end))
