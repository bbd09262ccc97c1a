"""What follows a reporting verb: the steps from it over adverbs, adjuncts and addressees to its content."""

from collections.abc import Callable
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.addressees import pass_addressee, pass_relative
from blocquotes.suggest.grammar.bare_clauses import is_clause, read_bare_clause, read_found_clause
from blocquotes.suggest.grammar.contents import CLAUSE_KIND, NOUN_KIND
from blocquotes.suggest.grammar.marked_clauses import read_clause, read_to_clause
from blocquotes.suggest.grammar.objects import (
    read_noun,
    read_object_with_infinitive,
    read_object_with_preposition,
    read_predicate,
)
from blocquotes.suggest.grammar.phrases import begins_amount, has_verb, is_number, noun_phrase
from blocquotes.suggest.grammar.quoted_contents import pass_to_quotation, read_colon, read_quotation
from blocquotes.suggest.grammar.times import after_time
from blocquotes.suggest.grammar.trailing import turns
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.grammar.walk import (
    INSERTION,
    LONGEST_INSERTION,
    LONGEST_OBJECT,
    NONE,
    Government,
    Walk,
    begins_content,
    begins_that_clause,
    governed,
    next_comma,
)
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    ING,
    MARK,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VENUE,
    VERB,
    is_manner,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import BASE, GERUND
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, OBJECT_TO, SMALL, THAT
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, is_finite_at, opens_quotation

_CLEAR: Final = frozenset({"clear"})
_MOVING: Final = ("off", "out", "up", "down", "away", "back", "through")
_WAY: Final = ["way", ":"]
_FOLLOWING: Final = ["the", "following", ":"]
_QUESTIONS: Final = words_with(QUESTION)
_SHORT_OF: Final = ["short", "of"]
_TOTALS: Final = ("no", "all", "every", "none", "everyone", "everything", "nobody", "nothing")
_CITING: Final = ("citing", "quoting")
_ALONE: Final = word_class("pronominal")
_DAYS: Final = word_class("weekday")
_PARTS_OF_DAYS: Final = ("late", "early")
_TIME_UNITS: Final = word_class("time-unit")
# Words of a duration: "more than two years". The sheet ends with as many tokens that are no words.
_LONGEST_DURATION: Final = 4
_WHILE: Final = ("while",)
_PARTICLES: Final = word_class("particle")
_ADVERBIAL: Final = tags_with(ADVERB | TIME, but=DETERMINER | SUBJECT)
_OPENS_ADJUNCT: Final = tags_with(PREPOSITION | SUBORDINATOR, but=DETERMINER | SUBJECT)
_FRONTS: Final = word_class("content-fronting")
_LONGEST_FRONT: Final = 20
# Prepositions before whom somebody speaks to.
_BESIDE: Final = ("to", "with")
# Words before a number, which belong to what is said.
_NEARLY: Final = ("nearly", "almost", "roughly", "approximately", "only", "just", "exactly", "barely")
_CONTENT_FREE: Final = word_class("content-free")
_NO_CONTENT: Final = words_with(STOP | DASH | BRACKET | COORDINATOR) | _CONTENT_FREE
# A bit that every word and every frame has, where a step or a reading needs no other.
_ANY: Final = 1 << 30
# A bit of words in another quotation than the verb.
_OPENS: Final = 1 << 31
_AFTER_ANSWER: Final = STOP | COORDINATOR | PREPOSITION | SUBORDINATOR | TIME


def govern(sheet: Sheet, verb: Verb, quoted: bool = False) -> Government:
    """Reads on from a verb over adverbs, adjuncts and addressees to what it governs.

    Where a quotation before the verb is its content (`quoted`), only another quotation can follow.
    """
    walk = Walk(verb, quoted, verb.at + 1)
    if (found := _particle(sheet, walk)) is not None:
        return found
    steps = _AFTER_QUOTATION if quoted else _FROM_VERB
    own = sheet.inside[verb.at]
    while walk.at < verb.high:
        at = walk.at
        tag = sheet.tags[at] | _OPENS if sheet.inside[at] != own else sheet.tags[at]
        for step in steps[tag]:
            if (found := step(sheet, walk)) is not None:
                return found
            if walk.at != at:
                break
    return NONE


def _particle(sheet: Sheet, walk: Walk) -> Government | None:
    """Takes the particle that the verb needs, or one before its preposition ("speak out against")."""
    k, frame, lower = walk.at, walk.verb.frame, sheet.lower
    if not frame.particles:
        if lower[k] in _PARTICLES and lower[k + 1] in frame.prepositions:
            walk.at += 1
        # "put it bluntly: …", but "put it off: …"
        if frame.lemma == "put" and lower[k] == "it" and lower[k + 1] not in _MOVING:
            walk.cue, walk.at = ((k, k + 1),), k + 1
        return None
    if frame.particles == _CLEAR and lower[k] not in ("clear", "it"):
        return _made_clear(sheet, k, walk.verb.high)
    if lower[k] == "it":  # "made it clear that"
        k += 1
    if lower[k] not in frame.particles:
        return NONE
    walk.cue, walk.at = ((k, k + 1),), k + 1
    return None


def _made_clear(sheet: Sheet, k: int, high: int) -> Government:
    """`made … clear`: the noun phrase between is the content, the result word a second part of the cue."""
    for at in range(k + 1, min(k + LONGEST_OBJECT, high)):
        if sheet.lower[at] == "clear":
            end = at - 1 if is_manner(sheet.words[at - 1]) else at  # "made their goals | abundantly clear"
            return Government("object", ((k, end),), ((at, at + 1),))
        if sheet.tags[at] & (COMMA | STOP | MARK | AUXILIARY):
            break
    return NONE


def _comma(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over a comma to a quotation or "that", past an insertion, or on to the rest of the sentence."""
    k, high = walk.at + 1, walk.verb.high
    if k >= high:
        return NONE
    if begins_that_clause(sheet, walk, k):
        if opens_quotation(sheet, k, walk.verb.at):
            walk.commas += 1
        return governed(sheet, walk, "that", k, CLAUSE_KIND)
    if opens_quotation(sheet, k, walk.verb.at):
        walk.at, walk.commas = k, walk.commas + 1
        return None
    # "said, in a speech on Monday, that …"
    partner = next_comma(sheet, k, min(k + INSERTION, high - 1))
    if partner and _is_insertion(sheet, walk, k, partner):
        walk.at = partner
        return None
    # "asked, in capital letters, what it was"
    if partner and walk.verb.frame.lemma == "ask" and sheet.lower[partner + 1] in _QUESTIONS:
        return governed(sheet, walk, "that", partner + 1, CLAUSE_KIND)
    if walk.adjuncts and (that := _that_behind(sheet, walk, k)):
        walk.at = that
        return None
    return NONE if turns(sheet, k, high) else governed(sheet, walk, "comma", k, CLAUSE_KIND)


def _is_insertion(sheet: Sheet, walk: Walk, k: int, partner: int) -> bool:
    """Whether the words between two commas tell how or where it was said: "said, without giving details, (that) …"."""
    if sheet.lower[k] == "without":
        return True
    # "reported, citing officials, that …"
    if sheet.lower[k] in _CITING:
        return begins_content(sheet, walk, partner + 1)
    # "said, when the bridge fell, “…”"
    if any(has_verb(sheet, j, j + 1) and sheet.lower[j] not in AMBIGUOUS for j in range(k, partner)):
        return False
    return begins_content(sheet, walk, partner + 1)


def _that_behind(sheet: Sheet, walk: Walk, k: int) -> int | None:
    """The comma before "that" behind a longer insertion: "said in a letter, sent by Lee, the mayor, | that …"."""
    if not walk.verb.frame.flags & (CLAUSE | THAT):
        return None
    for c in range(k, min(k + LONGEST_INSERTION, walk.verb.high - 1)):
        if sheet.tags[c] & (STOP | MARK | AUXILIARY):
            return None
        # "said on Monday, when he left, that …": a finite verb may make it another clause
        if has_verb(sheet, c, c + 1):
            return None
        if sheet.tags[c] & COMMA and begins_that_clause(sheet, walk, c + 1):
            return c
    return None


def _preposition(sheet: Sheet, walk: Walk) -> Government | None:
    k, frame, word = walk.at, walk.verb.frame, sheet.lower[walk.at]
    if word in frame.prepositions and _belongs_to_verb(sheet, walk, word):
        return _own_preposition(sheet, walk, word)
    if word not in frame.object_prepositions:
        return None
    # "which he described (last week) as late"
    is_near = walk.verb.group.passive or not walk.adjuncts
    return governed(sheet, walk, "object", k + 1, NOUN_KIND, ((k, k + 1),)) if is_near else None


def _belongs_to_verb(sheet: Sheet, walk: Walk, word: str) -> bool:
    """Whether at most places or times are before a verb's preposition: "called in a statement | for restraint"."""
    if not walk.adjuncts:
        return True
    # "called in a statement for restraint", "called on Monday for restraint", but "wrote in May of the war"
    return bool(sheet.tags[walk.at - 1] & (VENUE | TIME if word == "for" else VENUE))


def _own_preposition(sheet: Sheet, walk: Walk, word: str) -> Government | None:
    """What a verb brings with its own preposition: "called for | restraint", but "argued for two weeks | that …"."""
    k, verb = walk.at, walk.verb
    # "reported on Monday"
    if word == "on" and sheet.lower[k + 1] in _DAYS:
        return None
    if end := _that_behind_duration(sheet, k) or _introduced(sheet, k + 1, verb) or _beside(sheet, k, verb):
        walk.at = end
        return None
    begin = k if walk.addressed or walk.adjuncts else walk.cue[-1][1] if walk.cue else verb.at + 1
    return governed(sheet, walk, "prep", k + 1, NOUN_KIND, ((begin, k + 1),))


def _beside(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """The "that" behind whom somebody agrees with or speaks to: "agreed with Lee | that it was late"."""
    if sheet.lower[k] not in _BESIDE:
        return None
    end = noun_phrase(sheet, k + 1, verb.high)
    # "agreed with that plan"
    return end if k + 1 < end < verb.high and sheet.lower[end] == "that" else None


def _bracket(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over what is in brackets: "Lee insists (wrongly) | that it was late"."""
    pair = sheet.brackets.get(walk.at + 1)
    if pair is None or pair[0] != walk.at:
        return NONE
    walk.at = pair[1] + 1
    return None


def _that_behind_duration(sheet: Sheet, k: int) -> int | None:
    """The "that" behind how long something was said: "argued for two weeks | that it was late"."""
    if sheet.lower[k] != "for":
        return None
    units = (j for j in range(k + 1, k + 1 + _LONGEST_DURATION) if sheet.lower[j] in _TIME_UNITS)
    unit = next(units, None)
    return unit + 1 if unit is not None and sheet.lower[unit + 1] == "that" else None


def _introduced(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """The colon or comma before the quotation that a phrase with a preposition leads to: "said of X: “…”"."""
    end = noun_phrase(sheet, k, verb.high)
    if not opens_quotation(sheet, end + 1, verb.at):
        return None
    if sheet.lower[end] == ":":
        return end
    # "spoke of peace, “our dream”, …" names what is spoken of; a capital begins a sentence of its own.
    return end if sheet.tags[end] & COMMA and sheet.words[end + 2][0].isupper() else None


def _agent(sheet: Sheet, walk: Walk) -> None:
    """Takes the agent of a passive."""
    k = walk.at
    if walk.verb.group.passive and sheet.lower[k] == "by":
        end = noun_phrase(sheet, k + 1, walk.verb.high)
        # "was seen by some as a snub"
        if end == k + 1 and sheet.lower[end] in _ALONE:
            end += 1
        # "was accused by rivals | of lying"
        own = (j for j in range(end - 1, k + 1, -1) if sheet.lower[j] in walk.verb.frame.object_prepositions)
        end = next(own, end)
        walk.agent = (k + 1, end) if end > k + 1 else None
        walk.at = max(end, k + 1)


def _adverb(sheet: Sheet, walk: Walk) -> Government | None:
    # "said nearly 60 were lost"
    if sheet.lower[walk.at] in _NEARLY and is_number(sheet, walk.at + 1):
        return None
    if sheet.tags[walk.at] in _ADVERBIAL or is_manner(sheet.words[walk.at]):
        return _pass_adverb(sheet, walk)
    if sheet.lower[walk.at] == "this" and _is_this_time_or_way(sheet, walk.at):
        walk.at += 2
    # "said late on Friday it was over"
    elif sheet.lower[walk.at] in _PARTS_OF_DAYS:
        walk.at = after_time(sheet, walk.at, walk.verb.high)
    # few articles have such a word behind them, and a time is read with many steps
    elif sheet.tags[walk.at] & DETERMINER and sheet.tags[walk.at + 1] & (TIME | PREPOSITION):
        walk.at = _behind_the_following(sheet, walk.at, walk.verb.high)
    return None


def _pass_adverb(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over an adverb: "said again | (that) …", unless it is all that is said: "said so"."""
    if sheet.lower[walk.at] == "so" and (found := _answer(sheet, walk)):
        return found
    # "said virtually no ships sank"
    if sheet.lower[walk.at + 1] in _TOTALS and is_manner(sheet.words[walk.at]):
        return None
    walk.at += 1
    return None


def _behind_the_following(sheet: Sheet, k: int, high: int) -> int:
    """The token behind a time or "the following" at `k`: "said the next day | (that) …", "wrote the following | :"."""
    if sheet.lower[k : k + 3] == _FOLLOWING:
        return k + 2
    # "said the next day was hard"
    end = after_time(sheet, k, high)
    return k if sheet.tags[end] & (AUXILIARY | VERB) else end


def _is_this_time_or_way(sheet: Sheet, k: int) -> bool:
    """Whether "this" at `k` begins "this week" or "this way:"; "said this week is late" has a subject there."""
    if sheet.lower[k + 1 : k + 3] == _WAY:
        return True
    if not sheet.tags[k + 1] & TIME:
        return False
    return not sheet.tags[k + 2] & AUXILIARY


def _adjunct(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over an adjunct of time, place or occasion, but not over another verb ("went on to say")."""
    if sheet.tags[walk.at] not in _OPENS_ADJUNCT:
        return None
    if sheet.lower[walk.at] in _FRONTS and _fronts_content(sheet, walk):
        return governed(sheet, walk, "bare", walk.at, CLAUSE_KIND)
    # "reported | at least six ships sank"
    if begins_amount(sheet, walk.at):
        return None
    # "hoped to use that money"
    if sheet.lower[walk.at] == "to" and sheet.tags[walk.at + 1] & VERB and not walk.adjuncts:
        return NONE
    # "went on to say", "began by saying", "is remembered for saying": the nearer verb attributes
    form = {"to": BASE, "by": GERUND, "for": GERUND}.get(sheet.lower[walk.at], 0)
    if form & form_at(sheet, walk.at + 1):
        return NONE
    # "talked to voters about the law", "spoke with Lee about it"
    if sheet.lower[walk.at] in _BESIDE and _takes_both(walk):
        walk.addressed = True
    else:
        walk.adjuncts += 1
    end = noun_phrase(sheet, walk.at + 1, walk.verb.high)
    # "called in a statement | for restraint"
    own = (k for k in range(walk.at + 2, end) if sheet.lower[k] in walk.verb.frame.prepositions)
    walk.at = max(next((k for k in own if sheet.tags[k - 1] & (VENUE | TIME)), end), walk.at + 1)
    return None


def _fronts_content(sheet: Sheet, walk: Walk) -> bool:
    """Whether a phrase or clause begins the content: "said | while it was late, they would stay"."""
    k, verb = walk.at, walk.verb
    if walk.adjuncts or not verb.frame.flags & CLAUSE:
        return False
    # "said while leaving Rome, …" tells how it was said.
    if fits(sheet, k, _WHILE, ING):
        return False
    comma = next_comma(sheet, k, min(k + _LONGEST_FRONT, verb.high - 1))
    return comma is not None and is_clause(sheet, comma + 1, verb)


def _takes_both(walk: Walk) -> bool:
    """Whether the verb may have an addressee with a preposition before the one that brings its content."""
    if walk.verb.frame.lemma not in ("talk", "speak"):
        return False
    return walk.at == walk.verb.at + 1


def _described_adjunct(sheet: Sheet, walk: Walk) -> None:
    """Goes over a participle that describes the adjunct before it: "said in a statement issued by the agency that"."""
    if walk.adjuncts:
        walk.at += 1


def _bare(sheet: Sheet, walk: Walk) -> Government:
    """Content without a mark of its own: the first of the readings below that fits."""
    # "Lee said yes.", but "Lee said yes and left: “It is late.”"
    is_answer = sheet.lower[walk.at] == "no" or (sheet.lower[walk.at] == "yes" and sheet.words[walk.at + 1] == ".")
    if is_answer and (found := _answer(sheet, walk)):
        return found
    if sheet.lower[walk.at] in _NO_CONTENT and not _begins_subject(sheet, walk.at):
        return NONE
    readings = _BARE_PASSIVE if walk.verb.group.passive else _BARE
    flags = walk.verb.frame.flags | _ANY
    for needed, read in readings:
        if flags & needed and (found := read(sheet, walk)):
            return found
    return NONE


def _begins_subject(sheet: Sheet, k: int) -> bool:
    """Whether a word that reports nothing by itself begins a clause: "said | nothing moved", but "said nothing"."""
    if sheet.lower[k] not in _CONTENT_FREE:
        return False
    # "said much of the talk was about money"
    if sheet.lower[k + 1] == "of":
        return True
    # "said nothing short of it was enough"
    if sheet.lower[k + 1 : k + 3] == _SHORT_OF:
        return True
    return is_finite_at(sheet, k + 1, AUXILIARY | VERB | ED)


def _answer(sheet: Sheet, walk: Walk) -> Government | None:
    """A word that is all that is said: "said yes", "says so", but "said no ships sank", "said so many things"."""
    end = walk.at + 1
    if walk.verb.frame.lemma != "say" or walk.at > walk.verb.at + 1:
        return None
    if end < walk.verb.high and not sheet.tags[end] & _AFTER_ANSWER and after_time(sheet, end, walk.verb.high) == end:
        return None
    return Government("noun", ((walk.at, end),))


def _after_adjunct(sheet: Sheet, walk: Walk) -> Government | None:
    """Nothing behind an adjunct but a pronoun, or a clause behind a time: “said on Monday (that) …”."""
    if sheet.tags[walk.at] & SUBJECT or sheet.tags[walk.at - 1] & TIME:
        return None
    return NONE if walk.adjuncts else None


def _expletive(sheet: Sheet, walk: Walk) -> Government | None:
    """`it is thought the firm will appeal`."""
    return read_bare_clause(sheet, walk) if sheet.lower[walk.verb.group.start - 1] == "it" else None


_Reading = Callable[[Sheet, Walk], Government | None]
_BARE_PASSIVE: tuple[tuple[int, _Reading], ...] = (
    (SMALL, read_predicate),
    (_ANY, _after_adjunct),
    (ADDRESSEE, read_bare_clause),
    (CLAUSE, _expletive),
    (NOUN, read_noun),
)
# What the frame of an active verb must allow for a reading of content without a mark of its own, and the reading.
_BARE: tuple[tuple[int, _Reading], ...] = (
    (_ANY, read_object_with_preposition),
    (SMALL, read_predicate),
    (OBJECT_TO, read_object_with_infinitive),
    (_ANY, _after_adjunct),
    (CLAUSE, read_bare_clause),
    (THAT, read_found_clause),
    (NOUN, read_noun),
)
_Step = Callable[[Sheet, Walk], Government | None]


class _Steps(dict[int, tuple[_Step, ...]]):
    """Tags of a word → the steps worth trying at it, in order; worked out once for each combination of classes."""

    def __init__(self, steps: tuple[tuple[int, _Step], ...]) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, tag: int) -> tuple[_Step, ...]:
        self[tag] = found = tuple([step for classes, step in self.steps if (tag | _ANY) & classes])
        return found


# The classes that a word must have one of for a step to be worth trying, and the step.
_FROM_VERB: Final = _Steps(
    (
        (_OPENS, read_quotation),
        (BRACKET, _bracket),
        (STOP, read_colon),
        (COMMA, _comma),
        (RELATIVE | ING, pass_relative),
        (QUESTION | RELATIVE, read_clause),
        (PREPOSITION, read_to_clause),
        (PREPOSITION, _preposition),
        (PREPOSITION, _agent),
        (_ANY, _adverb),
        (_ANY, pass_addressee),
        (PREPOSITION | SUBORDINATOR, _adjunct),
        (ED | VERB, _described_adjunct),
        (_ANY, _bare),
    )
)
_AFTER_QUOTATION: Final = _Steps(((_OPENS, read_quotation), (STOP, read_colon), (_ANY, pass_to_quotation)))
