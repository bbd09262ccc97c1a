"""Attributions by "according to", by comment clauses such as "as X noted", and by adverbs of report."""

from collections.abc import Sequence
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.phrases import behind_party, noun_phrase, source_end
from blocquotes.suggest.grammar.preceding import around_bracket, content_start
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    BRACKET,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    ING,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TIME,
    VERB,
)
from blocquotes.suggest.text.inflection import singular
from blocquotes.suggest.text.sheet import (
    Range,
    Sheet,
    bounds,
    bracket_around,
    fits,
    is_adverb,
    is_at,
    is_finite_at,
    opens_quotation,
    past,
    word_at,
)

_CLAUSE_EDGE: Final = COMMA | STOP | DASH | MARK | SUBORDINATOR | RELATIVE
_COMMENT_EDGE: Final = COMMA | STOP | DASH
_ADJUNCT: Final = _COMMENT_EDGE | PREPOSITION | TIME | ADVERB
_MODIFYING: Final = RELATIVE | PREPOSITION | TIME
_NO_VERB: Final = DETERMINER | POSSESSIVE | OBJECT
# Fewer words before "according to" are no content: "And, according to Lee, …".
_SHORTEST_CONTENT: Final = 3

_RELATIVE_SUBJECTS: Final = ("which", "who")
_RELATIVES: Final = (*_RELATIVE_SUBJECTS, "when", "where")
_FARTHEST_COMMA: Final = 20
_COMMENTING: Final = word_class("commenting-verb")
_PARTICIPLES: Final = word_class("irregular-participle")
_SILENT: Final = word_class("silent-noun")
_FINITE: Final = AUXILIARY | VERB | ED
_ABOUT: Final = ("with", "on", "about", "behind", "in")
_SOMEBODY: Final = ("someone", "somebody")
_ARTICLES: Final = ("a", "an", "the")
_PERSONS: Final = name_class("role") | name_class("title")


def by_adverb(sheet: Sheet, i: int) -> Attribution:
    """`X reportedly did Y`: the clause around the adverb, in two pieces, with no source."""
    low, high = bounds(sheet, i)
    # "The fleet left, reportedly."
    if sheet.tags[i - 1] & COMMA and sheet.tags[i + 1] & STOP:
        content = _filled((content_start(sheet, low, i - 1), i - 1))
        return Attribution(i, content, ((i, i + 1),), None, "speech", "asserted", rules.REPORTEDLY)
    edge = next((k + 1 for k in range(i - 1, low - 1, -1) if sheet.tags[k] & _CLAUSE_EDGE), low)
    start = content_start(sheet, edge, i)
    # "With the pact reportedly dead, …": "with" joins the clause to its sentence.
    if sheet.lower[start] == "with":
        start += 1
    content = _filled((start, i), clause_range(sheet, i + 1, high))
    return Attribution(i, content, ((i, i + 1),), None, "speech", "asserted", rules.REPORTEDLY)


def by_according(sheet: Sheet, i: int) -> Attribution | None:
    """`According to X, …` and `…, according to X`: the rest of the sentence is the content."""
    # "according no weight to it" is another verb.
    if word_at(sheet, i + 1) != "to":
        return None
    # "All went according to plan.", "sorted according to the hen’s size"
    end = noun_phrase(sheet, i + 2, bounds(sheet, i)[1])
    if sheet.words[end - 1] in _SILENT:  # but "according to Ann Price", "according to men who know of the plan"
        first = next((k for k in range(i + 3, end) if sheet.tags[k] & PREPOSITION), end)
        return by_phrase(sheet, i, i + 2, rules.ACCORDING_TO) if sheet.lower[first] in _ABOUT else None
    return by_phrase(sheet, i, i + 2, rules.ACCORDING_TO)


def by_phrase(sheet: Sheet, i: int, start: int, rule: rules.Rule) -> Attribution | None:
    """What a phrase attributes that begins at `i`, with its source from `start` on: the rest of its sentence."""
    low, high = bounds(sheet, i)
    # "It was late; according to Lee, they left"
    if ";" in sheet.lower[low:i]:
        low = next(k + 1 for k in range(i - 1, low - 1, -1) if sheet.lower[k] == ";")
    # "That’s according to the union."
    if i == low + 2 and _points_back(sheet, low):
        end = source_end(sheet, start, high)
        return (
            Attribution(i, ((low, low + 1),), ((i, start),), (start, end), "speech", "asserted", rule)
            if end > start
            else None
        )
    if relative := _relative_before(sheet, i):
        end = noun_phrase(sheet, start, high)
        content = _in_relative(sheet, relative, end, high)
    # "The wall will fall (according to Lee, a baker)."
    elif bracket_around(sheet, i) == (i - 1, source_end(sheet, start, high)):
        end, content = high, around_bracket(sheet, i)
    elif i - low < _SHORTEST_CONTENT:
        end = _with_author(sheet, _fronted_end(sheet, start, high), high)
        begin = past(sheet, _described_end(sheet, end, high), high, COMMA | STOP)
        rest = _filled(clause_range(sheet, begin, high))
        content = (*_short_subject(sheet, low, i, begin), *rest)
    else:
        end = _with_author(sheet, source_end(sheet, start, high), high)
        content = _around(sheet, _behind_where(sheet, low, i), i, end, high)
    # "Lee said, according to Roe, that it was over": what follows is the verb's.
    if not content or end == start or sheet.lower[end : end + 2] == [",", "that"]:
        return None
    return Attribution(i, content, ((i, start),), (start, end), "speech", "asserted", rule)


def _behind_where(sheet: Sheet, low: int, i: int) -> int:
    """Where the clause of a phrase at `i` begins: "They met in Rome, where | the rule, according to Lee, is old"."""
    # "Roe said that, according to Lee, it is late"
    if fits(sheet, i - 2, ("that",), COMMA):
        return i - 1
    return next((k + 1 for k in range(i - 1, low, -1) if sheet.lower[k] == "where"), low)


def _relative_before(sheet: Sheet, i: int) -> int | None:
    """The word of the relative clause that a phrase at `i` is in: "the firm, which, according to Lee, is late"."""
    at = i - 2 if sheet.tags[i - 1] & COMMA else i - 1
    return at if sheet.lower[at] in _RELATIVES else None


def _in_relative(sheet: Sheet, relative: int, end: int, high: int) -> tuple[Range, ...]:
    """What a relative clause says behind the source that ends at `end`, with its subject."""
    # "according to rumours here, …"
    begin = past(sheet, end + 1 if word_at(sheet, end) == "here" else end, high, COMMA)
    start, stop = clause_range(sheet, begin, high)
    # "when, according to Lee, | he left"
    if sheet.lower[relative] not in _RELATIVE_SUBJECTS:
        return _filled((start, stop))
    # "which, according to Lee, is late, | failed"
    stop = next((k for k in range(start, stop) if sheet.tags[k] & COMMA), stop)
    return _filled((relative, relative + 1), (start, stop))


def _with_author(sheet: Sheet, end: int, high: int) -> int:
    """The end of a source with the author of a document: "according to a report | by the ministry"."""
    if sheet.lower[end] != "by":
        return end
    return max(end, noun_phrase(sheet, end + 1, high))


def _short_subject(sheet: Sheet, low: int, i: int, begin: int) -> tuple[Range, ...]:
    """A subject of one or two words before "according to": "Lee, according to Roe, left"."""
    if not is_finite_at(sheet, begin, _FINITE):
        return ()
    # "But, according to Lee, has it fallen?"
    start = content_start(sheet, low, i - 1)
    return _filled((start, i - 1))


def _points_back(sheet: Sheet, i: int) -> bool:
    """Whether a sentence begins at `i` with "That is", which points at the sentence before."""
    if sheet.lower[i] not in ("that", "this"):
        return False
    return bool(sheet.tags[i + 1] & BE)


def _fronted_end(sheet: Sheet, start: int, high: int) -> int:
    """The end of the source of a fronted "according to", with an apposition if a comma closes it."""
    end = _with_age(sheet, behind_party(sheet, noun_phrase(sheet, start, high)), high)
    # "According to someone in the row behind, it is over"
    if sheet.lower[start] in _SOMEBODY and is_at(sheet, start + 1, high, PREPOSITION):
        return next((k for k in range(start, high) if sheet.tags[k] & COMMA), end)
    if word_at(sheet, end + 1) in _ARTICLES:
        stop = noun_phrase(sheet, end + 1, high)
        # "According to Lee, the envoy, it is over", but "According to Lee, the envoy left"
        if is_at(sheet, stop, high, COMMA) and not _describes_subject(sheet, stop + 1, high):
            return stop
    # "According to Ann Lee, of the county police, it is over"
    if word_at(sheet, end + 1) == "of":
        stop = noun_phrase(sheet, end + 2, high)
        return stop if is_at(sheet, stop, high, COMMA) else end
    return _list_end(sheet, end, high) or _name_end(sheet, start, end, high)


def _with_age(sheet: Sheet, end: int, high: int) -> int:
    """The end of a name with the age behind it: "According to Lee, 54, | it is over"."""
    is_aged = is_at(sheet, end, high, COMMA) and sheet.lower[end + 1].isdigit() and is_at(sheet, end + 2, high, COMMA)
    return end + 2 if is_aged else end


def _list_end(sheet: Sheet, end: int, high: int) -> int | None:
    """The end of a list of names that goes on behind the comma at `end`: "According to Lee, Roe and Orr |, it fell"."""
    stop = noun_phrase(sheet, end + 1, high)
    if not is_at(sheet, stop, high, COMMA) or not any(tag & COORDINATOR for tag in sheet.tags[end + 1 : stop]):
        return None
    names = (k for k in range(end + 1, stop) if not sheet.tags[k] & COORDINATOR)
    return stop if all(sheet.words[k][0].isupper() for k in names) else None


def _describes_subject(sheet: Sheet, k: int, high: int) -> bool:
    """Whether an age or a participle at `k` is of who is told about: "According to police, a man, | 41, left"."""
    return sheet.lower[k][0].isdigit() or is_at(sheet, k, high, ED | ING | RELATIVE)


def _name_end(sheet: Sheet, start: int, end: int, high: int) -> int:
    """The end of the name of a person whose office ends at `end`: "According to the mayor, | Ann Lee |, it is over"."""
    head = next((k for k in range(start, end - 1) if sheet.tags[k + 1] & PREPOSITION), end - 1)
    # "According to the report, Ann Lee, the envoy, left"
    if singular(sheet.lower[head]) not in _PERSONS:
        return end
    stop = noun_phrase(sheet, end + 1, high)
    # "According to the minister, Rome, Paris and Oslo agreed"
    if not is_at(sheet, stop, high - 1, COMMA) or not sheet.words[stop + 1][0].islower():
        return end
    return stop if all(word[0].isupper() for word in sheet.words[end + 1 : stop]) else end


def _described_end(sheet: Sheet, end: int, high: int) -> int:
    """The comma behind what describes a fronted source: "According to an aide who left in May, …"."""
    # "According to a letter sent by Lee and seen by the BBC, …"
    if is_at(sheet, end, high, COORDINATOR):
        return _comma_of(sheet, end + 1, high, end)
    k = past(sheet, end, high, COMMA)
    # Behind a comma only a relative clause describes it, "According to Lee, on Monday they left", or how it is said:
    # "According to an aide, speaking in private, …"
    if k > end and not is_at(sheet, k, high, RELATIVE) and sheet.lower[k] != "speaking":
        return end
    return _comma_of(sheet, k, high, end)


def _comma_of(sheet: Sheet, k: int, high: int, end: int) -> int:
    """The comma behind the description that begins at `k`; `end` where none begins there."""
    reach = range(k, min(k + _FARTHEST_COMMA, high)) if _begins_description(sheet, k, high) else ()
    return next((at for at in reach if sheet.tags[at] & COMMA), end)


def _begins_description(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase or a participle right behind a source describes it: "a poll published by a bank"."""
    if is_at(sheet, k, high, _MODIFYING):
        return True
    if sheet.lower[k].endswith("ed") or sheet.lower[k] == "speaking":
        return True
    return sheet.lower[k] in _PARTICIPLES


def _around(sheet: Sheet, low: int, i: int, end: int, high: int) -> tuple[Range, ...]:
    """The words before "according to", and what goes on after its source and a comma."""
    stop = i - 1 if sheet.tags[i - 1] & COMMA else i
    edge = _behind_bracket(sheet, end, high)
    # "The plan, according to two people who were there, is late"
    if is_at(sheet, edge, high, RELATIVE):
        edge = _comma_of(sheet, edge, high, edge)
    rest = _rest(sheet, edge, high, RELATIVE | COORDINATOR) if is_at(sheet, edge, high, COMMA) else ()
    return _filled((content_start(sheet, low, i), stop), *rest)


def _behind_bracket(sheet: Sheet, k: int, high: int) -> int:
    """The token behind the brackets that open at `k`, if any do: "The dam, according to Lee (he left), will fall"."""
    pair = bracket_around(sheet, k + 1) if is_at(sheet, k, high, BRACKET) else None
    return k if pair is None else pair[1] + 1


def _rest(sheet: Sheet, mark: int, high: int, unless: int = 0) -> tuple[Range, ...]:
    """The content behind a mark of punctuation, unless a word of some classes begins it."""
    begin = mark + 1
    # "according to an aide, speaking on condition of anonymity"
    if sheet.tags[begin] & unless or sheet.lower[begin] == "speaking":
        return ()
    return (clause_range(sheet, begin, high),)


def _filled(*spans: Range) -> tuple[Range, ...]:
    return tuple(span for span in spans if span[1] > span[0])


def by_comment(sheet: Sheet, verb: Verb, source: Range, before: Sequence[Attribution]) -> Attribution | None:
    """`As X noted, …`, `…, as X put it` and `…, as X says, …`: the sentence around the clause is the content.

    Behind other attributions of its sentence (`before`) only a fronted comment clause is one.
    """
    # "He left as he promised to say more", "as the crowd left, saying …": the verb is not that of the clause.
    if verb.participial or verb.infinitive:
        return None
    if verb.frame.lemma not in _COMMENTING:
        return None
    needed = ("it",) if verb.frame.lemma == "put" else verb.frame.particles
    end = verb.at + 1
    cue: tuple[Range, ...] = ()
    if needed:
        # "As Lee put Roe in charge, …" is no comment.
        if word_at(sheet, end) not in needed:
            return None
        cue = ((end, end + 1),)
        end += 1
    content = _commented(sheet, source[0] - 1, _comment_end(sheet, end, verb.high), verb, before)
    return verbal(sheet, verb, content, source, rules.AS_SOURCE_SAYS, cue) if content else None


def by_participle(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Attribution | None:
    """`As noted by X, …` and `…, as first reported by X`."""
    i = verb.at
    at = i - 2 if sheet.lower[i - 1] == "first" else i - 1
    if verb.frame.lemma not in _COMMENTING:
        return None
    if sheet.lower[at] != "as":
        return None
    end = source_end(sheet, i + 2, verb.high)
    if end == i + 2:
        return None
    content = _commented(sheet, at, _comment_end(sheet, end, verb.high), verb, before)
    return Attribution(i, content, ((i, i + 2),), (i + 2, end), "speech", "asserted", rules.AS_SAID_BY)


def _comment_end(sheet: Sheet, start: int, high: int) -> int | None:
    """Where a comment clause ends that goes on at `start` with adjuncts at most; None where it has an object."""
    # "as Lee said goodbye", "as Lee put Roe in charge"
    if start < high and not is_adverb(sheet, start, _ADJUNCT):
        return None
    for k in range(start, high):
        if sheet.tags[k] & _COMMENT_EDGE:
            return k
        if sheet.lower[k] == "to" and _is_infinitive(sheet, k + 1):
            return None
    return high


def _is_infinitive(sheet: Sheet, k: int) -> bool:
    """Whether the word behind "to" is a verb, as far as closed classes, capitals and the plural show."""
    if sheet.tags[k] & _NO_VERB:
        return False
    return sheet.words[k].islower() and sheet.words[k][-1] != "s"


def _behind_dash(sheet: Sheet, low: int, at: int, end: int) -> int:
    """Where the words begin that a comment clause is about: "The wall – “a farce”, as Lee put it – is late"."""
    dash = next((k for k in range(at - 1, low, -1) if sheet.tags[k] & DASH), low)
    if dash == low:
        return low
    # "It was late – “thank God”, as Lee put it."
    is_behind = opens_quotation(sheet, dash + 1, at)
    return dash + 1 if is_behind or is_at(sheet, end, len(sheet.tags), DASH) else low


def _commented(sheet: Sheet, at: int, end: int | None, verb: Verb, before: Sequence[Attribution]) -> tuple[Range, ...]:
    """The content around a comment clause from its "as" at `at` to `end`."""
    if end is None:
        return ()
    # "The plan (as Lee noted) was late."
    if (at, end) == (verb.low, verb.high):
        return around_bracket(sheet, at)
    start, high = content_start(sheet, _behind_dash(sheet, verb.low, at, end), at), verb.high
    following = is_at(sheet, end, high, COMMA) or word_at(sheet, end) == ":"
    # "But as Lee noted, …"
    if all(tag & (ADVERB | COMMA) for tag in sheet.tags[start:at]):
        return _filled(*_rest(sheet, end, high)) if following else ()
    stop = at - 1 if sheet.tags[at - 1] & (COMMA | DASH) else at
    if before:
        return ()
    # "It is as late as Lee said": a comma or a quotation must end the words before.
    if stop == at and not opens_quotation(sheet, at - 1, at):
        return ()
    rest = _rest(sheet, end, high, RELATIVE | COORDINATOR | SUBORDINATOR) if following else ()
    return _filled((start, stop), *rest)
