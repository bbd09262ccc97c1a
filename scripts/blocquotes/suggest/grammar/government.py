"""What stands behind a reporting verb: clause, quotation, to-clause, noun phrase, object with preposition."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import CLAUSE_KIND, NOUN_KIND, SMALL_KIND, TO_KIND, clause_range
from blocquotes.suggest.grammar.phrases import has_verb, noun_phrase
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    is_manner,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, OBJECT_TO, QUOTING, SMALL, THAT, TO
from blocquotes.suggest.text.sheet import Range, Sheet, form_at, opens_quotation

_QUOTABLE = QUOTING | CLAUSE | NOUN | SMALL
_CLEAR = frozenset({"clear"})
_PARTICLES = word_class("particle")
_QUESTIONS = word_class("question-opener")
_CONTENT_FREE = word_class("content-free")
_TURNING = word_class("turning-word")
_ADJUNCTS = word_class("clause-adjunct-opener")
_INSERTION = 15
_OBJECT = 14
_SIGHT = 25
_LONGEST_TITLE = 9
_TELLING = word_class("telling-verb")
_ENDING = word_class("closing-punctuation")


class Government(NamedTuple):
    """What a verb governs.

    `kind` is quote, colon, that, to, prep, object, small, noun, bare, comma or none; `cue` are further parts
    of the cue, `agent` the phrase after "by", `comma` whether a comma stands before the content.
    """

    kind: str
    content: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    comma: bool = False


NONE = Government("none")


@dataclass(slots=True)
class _Walk:
    """The way from a verb to what it governs, as far as token `at`; `quoted`: a quotation precedes."""

    verb: Verb
    quoted: bool
    at: int
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    addressed: bool = False
    adjuncts: int = 0
    commas: int = 0


def govern(sheet: Sheet, verb: Verb, quoted: bool = False) -> Government:
    """Reads on from a verb over adverbs, adjuncts and addressees to what it governs.

    Where a quotation before the verb is its content (`quoted`), only another quotation can follow.
    """
    walk = _Walk(verb, quoted, verb.at + 1)
    if (found := _particle(sheet, walk)) is not None:
        return found
    while walk.at < verb.high:
        at = walk.at
        tag = sheet.tags[at]
        for classes, step in _STEPS_AFTER_QUOTATION if quoted else _STEPS:
            if classes and not tag & classes:
                continue
            if (found := step(sheet, walk)) is not None:
                return found
            if walk.at != at:
                break
    return NONE


def _governed(sheet: Sheet, walk: _Walk, kind: str, start: int, end: str, cue: tuple[Range, ...] = ()) -> Government:
    content = clause_range(sheet, start, walk.verb.high, end)
    return Government(kind, (content,), walk.cue + cue, walk.agent, walk.commas > 0)


def _particle(sheet: Sheet, walk: _Walk) -> Government | None:
    """Takes the particle that the verb needs, or one before its preposition ("speak out against")."""
    k, high, frame, lower = walk.at, walk.verb.high, walk.verb.frame, sheet.lower
    if not frame.particles:
        walk.at += k + 1 < high and lower[k] in _PARTICLES and lower[k + 1] in frame.prepositions
        return None
    if frame.particles == _CLEAR and k < high and lower[k] not in ("clear", "it"):
        return _made_clear(sheet, k, high)
    k += k < high and lower[k] == "it"
    if k >= high or lower[k] not in frame.particles:
        return NONE
    walk.cue, walk.at = ((k, k + 1),), k + 1
    return None


def _made_clear(sheet: Sheet, k: int, high: int) -> Government:
    """`made … clear`: the noun phrase between is the content, the result word a second part of the cue."""
    for at in range(k + 1, min(k + _OBJECT, high)):
        if sheet.lower[at] == "clear":
            end = at - is_manner(sheet.words[at - 1])
            return Government("object", ((k, end),), ((at, at + 1),))
        if sheet.tags[at] & (COMMA | STOP | MARK | AUXILIARY):
            break
    return NONE


def _quotation(sheet: Sheet, walk: _Walk) -> Government | None:
    if not opens_quotation(sheet, walk.at, walk.verb.at):
        return None
    if _is_addressed(sheet, walk):
        return None
    detached = walk.quoted and not sheet.tags[walk.at - 1] & (COMMA | STOP)
    if detached or not walk.verb.frame.flags & _QUOTABLE:
        return NONE
    return _governed(sheet, walk, "quote", walk.at, CLAUSE_KIND)


def _is_addressed(sheet: Sheet, walk: _Walk) -> bool:
    """Goes over a programme in quotation marks that something is said on or told: "told ABC’s “This Week” that …"."""
    verb, q = walk.verb, sheet.quotations[sheet.inside[walk.at]]
    if verb.frame.lemma == "say" and walk.adjuncts and q.closed and sheet.lower[q.end : q.end + 1] == ["that"]:
        walk.at = q.end
        return True
    if verb.frame.lemma not in _TELLING or not q.closed or q.end - q.start > _LONGEST_TITLE or q.start != walk.at:
        return False
    if sheet.lower[walk.at - 1] != "'s":
        ends = sheet.words[q.end - 2] in _ENDING and not (q.end < verb.high and sheet.tags[q.end] & MARK)
        if walk.at > verb.at + 1 or ((ends or q.end >= verb.high) and not walk.quoted):
            return False
    walk.addressed, walk.at = True, q.end
    return True


def _colon(sheet: Sheet, walk: _Walk) -> Government | None:
    if sheet.lower[walk.at] != ":":
        return None
    return _governed(sheet, walk, "colon", walk.at + 1, CLAUSE_KIND) if walk.at + 1 < walk.verb.high else NONE


def _comma(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over a comma to a quotation or "that", past an insertion, or on to the rest of the sentence."""
    k, high = walk.at + 1, walk.verb.high
    if not sheet.tags[walk.at] & COMMA:
        return None
    if k >= high:
        return NONE
    if _begins_content(sheet, walk, k):
        walk.at, walk.commas = k, walk.commas + opens_quotation(sheet, k, walk.verb.at)
        return None if sheet.lower[k] != "that" else _governed(sheet, walk, "that", k, CLAUSE_KIND)
    partner = _next_comma(sheet, k, min(k + _INSERTION, high - 1))
    if partner and not has_verb(sheet, k, partner) and _begins_content(sheet, walk, partner + 1):
        walk.at = partner
        return None
    return NONE if _turns(sheet, k, high) else _governed(sheet, walk, "comma", k, CLAUSE_KIND)


def _next_comma(sheet: Sheet, k: int, high: int) -> int | None:
    """The next comma outside of other quotations, before `high`."""
    return next((c for c in range(k, high) if sheet.tags[c] & COMMA and not opens_quotation(sheet, c, k - 1)), None)


def _begins_content(sheet: Sheet, walk: _Walk, k: int) -> bool:
    return sheet.lower[k] == "that" or opens_quotation(sheet, k, walk.verb.at)


def _turns(sheet: Sheet, k: int, high: int) -> bool:
    """Whether what follows a comma turns to something else: a participle, another clause, an adjunct."""
    if sheet.tags[k] & COORDINATOR:
        return not (k + 1 < high and sheet.tags[k + 1] & (SUBJECT | DETERMINER | AUXILIARY))
    return sheet.lower[k].endswith("ing") or sheet.lower[k] in _TURNING


def _to_next_quotation(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes on towards a second quotation as long as nothing else is reported."""
    if sheet.tags[walk.at] & (STOP | DASH | COORDINATOR) or has_verb(sheet, walk.at, walk.at + 1):
        return NONE
    walk.at += 1
    return None


def _clause(sheet: Sheet, walk: _Walk) -> Government | None:
    """A clause with "that" or a question word."""
    k, word = walk.at, sheet.lower[walk.at]
    if not walk.verb.frame.flags & (CLAUSE | THAT):
        return None
    asks = sheet.tags[k] & QUESTION and (not walk.adjuncts or word in _QUESTIONS)
    if asks or (word == "that" and not _is_relative(sheet, walk)):
        return _governed(sheet, walk, "that", k, CLAUSE_KIND)
    return None


def _is_relative(sheet: Sheet, walk: _Walk) -> bool:
    """Whether "that" is no conjunction: it stands for a noun before it, as a verb follows, or points to one."""
    k = walk.at + 1
    if k >= walk.verb.high or sheet.tags[k] & AUXILIARY:
        return True
    if k + 1 >= walk.verb.high or sheet.tags[k + 1] & STOP:
        return True
    if walk.verb.participial or sheet.lower[walk.verb.at] in AMBIGUOUS:
        return bool(sheet.tags[k] & VERB) or sheet.lower[k].endswith("ed")
    return bool(walk.adjuncts) and bool(sheet.tags[k] & VERB or form_at(sheet, k) & FINITE)


def _to_clause(sheet: Sheet, walk: _Walk) -> Government | None:
    k, verb = walk.at, walk.verb
    if sheet.lower[k] != "to" or k + 1 >= verb.high:
        return None
    allowed = TO | OBJECT_TO | CLAUSE if verb.group.passive else TO
    nominal = sheet.tags[k + 1] & (DETERMINER | POSSESSIVE) or sheet.lower[k + 1].endswith("ing")
    return _governed(sheet, walk, "to", k, TO_KIND) if verb.frame.flags & allowed and not nominal else None


def _preposition(sheet: Sheet, walk: _Walk) -> Government | None:
    k, verb, word = walk.at, walk.verb, sheet.lower[walk.at]
    if word in verb.frame.prepositions and not walk.adjuncts:
        if verb.frame.flags & QUOTING and (end := _introduced(sheet, k + 1, verb)):
            walk.at = end
            return None
        begin = walk.cue[-1][1] if walk.cue else verb.at + 1
        return _governed(sheet, walk, "prep", k + 1, NOUN_KIND, ((begin, k + 1),))
    if word in verb.frame.object_prepositions and (verb.group.passive or k == verb.at + 1):
        return _governed(sheet, walk, "object", k + 1, NOUN_KIND, ((k, k + 1),))
    return None


def _introduced(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """The colon or comma before the quotation that a phrase with a preposition leads to: "said of X: “…”"."""
    end = noun_phrase(sheet, k, verb.high)
    if end == k or end + 2 >= verb.high or not (sheet.tags[end] & COMMA or sheet.lower[end] == ":"):
        return None
    if not opens_quotation(sheet, end + 1, verb.at) or sheet.inside[end] != sheet.inside[verb.at]:
        return None
    return end if sheet.lower[end] == ":" or sheet.words[end + 2][0].isupper() else None


def _agent(sheet: Sheet, walk: _Walk) -> None:
    """Takes the agent of a passive."""
    k = walk.at
    if walk.verb.group.passive and sheet.lower[k] == "by":
        end = noun_phrase(sheet, k + 1, walk.verb.high)
        walk.agent = (k + 1, end) if end > k + 1 else None
        walk.at = max(end, k + 1)


def _adverb(sheet: Sheet, walk: _Walk) -> None:
    tag = sheet.tags[walk.at]
    walk.at += bool(tag & (ADVERB | TIME) and not tag & (DETERMINER | SUBJECT)) or is_manner(sheet.words[walk.at])


def _addressee(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over someone told; with a to-clause behind, that one is part of the content."""
    k, verb = walk.at, walk.verb
    if walk.addressed or verb.group.passive or not verb.frame.flags & ADDRESSEE:
        return None
    if sheet.tags[k] & SUBJECT and not sheet.tags[k] & OBJECT:
        return None
    end = noun_phrase(sheet, k, verb.high)
    if verb.frame.flags & OBJECT_TO and _to_follows(sheet, end, verb.high):
        return _governed(sheet, walk, "to", k, TO_KIND)
    walk.addressed, walk.at = True, end
    return None


def _to_follows(sheet: Sheet, k: int, high: int) -> bool:
    return k < high and (sheet.lower[k] == "to" or sheet.lower[k : k + 2] == ["not", "to"])


def _adjunct(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over an adjunct of time, place or occasion, but not over another verb ("went on to say")."""
    tag = sheet.tags[walk.at]
    if tag & (PREPOSITION | SUBORDINATOR) and not tag & (DETERMINER | SUBJECT):
        if _governs_verb(sheet, walk.at, walk.verb.high):
            return NONE
        walk.adjuncts += 1
        walk.at = max(noun_phrase(sheet, walk.at + 1, walk.verb.high), walk.at + 1)
    return None


def _governs_verb(sheet: Sheet, k: int, high: int) -> bool:
    """Whether "to" or "by" and another reporting verb stand at `k`."""
    form = {"to": BASE, "by": GERUND}.get(sheet.lower[k], 0)
    return bool(form) and k + 1 < high and bool(form_at(sheet, k + 1) & form)


def _bare(sheet: Sheet, walk: _Walk) -> Government:
    """Content without a mark of its own: an object with preposition or predicate, a clause, a noun phrase."""
    k, verb = walk.at, walk.verb
    flags, passive = verb.frame.flags, verb.group.passive
    if sheet.tags[k] & (STOP | DASH | BRACKET | COORDINATOR) or sheet.lower[k] in _CONTENT_FREE:
        return NONE
    if not passive and verb.frame.object_prepositions and (at := _object_end(sheet, verb, k)):
        found = _governed(sheet, walk, "object", at + 1, NOUN_KIND, ((at, at + 1),))
        return found._replace(content=((k, at), *found.content))
    if flags & SMALL:
        return _governed(sheet, walk, "small", k, SMALL_KIND)
    if flags & OBJECT_TO and not passive and _to_follows(sheet, noun_phrase(sheet, k, verb.high), verb.high):
        return _governed(sheet, walk, "to", k, TO_KIND)
    if walk.adjuncts and not (sheet.tags[k] & SUBJECT or sheet.tags[k - 1] & TIME):
        return NONE
    if flags & CLAUSE and not passive and _is_clause(sheet, k, verb):
        return _governed(sheet, walk, "bare", k, CLAUSE_KIND)
    return _governed(sheet, walk, "noun", k, NOUN_KIND) if flags & NOUN and not walk.adjuncts else NONE


def _object_end(sheet: Sheet, verb: Verb, k: int) -> int | None:
    """The preposition that ends an object which begins at `k`, as in "accuse … of"."""
    for p in range(k + 1, min(k + _OBJECT, verb.high)):
        tag, word = sheet.tags[p], sheet.lower[p]
        if word in verb.frame.object_prepositions and not opens_quotation(sheet, p, verb.at):
            return p if sheet.lower[p + 1 : p + 2] != ["well"] else None
        if tag & (STOP | AUXILIARY | RELATIVE | MARK) and not tag & POSSESSIVE:
            return None
        if tag & COMMA and not (p + 1 < verb.high and sheet.words[p + 1][0].isupper()):
            return None
    return None


def _is_clause(sheet: Sheet, k: int, verb: Verb) -> bool:
    """Whether a finite verb is in sight before the clause ends; "say" has a clause behind it without one."""
    nominal = bool(verb.frame.flags & NOUN)
    if sheet.tags[k] & SUBJECT and not sheet.tags[k] & OBJECT:
        return True
    for j in range(k, min(k + _SIGHT, verb.high)):
        tag, word = sheet.tags[j], sheet.lower[j]
        if tag & STOP or word in ("that", "who", "which") or (nominal and (tag & COMMA or word in _ADJUNCTS)):
            break
        if _is_finite(sheet, j, k, nominal):
            return True
    return verb.frame.lemma == "say" and verb.high - k > 3


def _is_finite(sheet: Sheet, j: int, start: int, nominal: bool) -> bool:
    """Whether the word at `j` looks like a finite verb; where a noun phrase may stand, more is asked for."""
    tag = sheet.tags[j]
    if tag & AUXILIARY and not (tag & POSSESSIVE and not sheet.tags[j - 1] & SUBJECT):
        return True
    if sheet.tags[j - 1] & COORDINATOR:
        return False
    before = sheet.lower[j - 1]
    after_noun = nominal and sheet.words[j - 1] == before and before[-1] != "s"
    if tag & VERB and not after_noun:
        return True
    form = form_at(sheet, j)
    if j == start or (after_noun and form & BASE):
        return False
    if form & FINITE and not sheet.tags[j - 1] & (DETERMINER | POSSESSIVE | PREPOSITION):
        return True
    return sheet.lower[j].endswith("ed")


_Step = Callable[[Sheet, _Walk], Government | None]
_STEPS: tuple[tuple[int, _Step], ...] = (
    (0, _quotation),
    (STOP, _colon),
    (COMMA, _comma),
    (QUESTION | RELATIVE, _clause),
    (PREPOSITION, _to_clause),
    (PREPOSITION, _preposition),
    (PREPOSITION, _agent),
    (0, _adverb),
    (0, _addressee),
    (PREPOSITION | SUBORDINATOR, _adjunct),
    (0, _bare),
)
"""The classes that a word must have one of for a step to be worth trying (0: any word), and the step."""
_STEPS_AFTER_QUOTATION: tuple[tuple[int, _Step], ...] = ((0, _quotation), (STOP, _colon), (0, _to_next_quotation))
