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
from blocquotes.suggest.grammar.phrases import begins_amount, is_number, is_reporting, noun_phrase
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
    POSSESSIVE,
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
_THIS_WAY: Final = ["this", "way", ":"]
_FOLLOWING: Final = ["the", "following", ":"]
_QUESTIONS: Final = words_with(QUESTION)
_AS_MUCH: Final = ["as", "much"]
_SHORT_OF: Final = ["short", "of"]
_TOTALS: Final = frozenset(("no", "all", "every", "none", "everyone", "everything", "nobody", "nothing"))
_CITING: Final = ("citing", "quoting")
_PARTICIPLES: Final = word_class("irregular-participle")
_ALONE: Final = word_class("pronominal")
_DAYS: Final = word_class("weekday")
# What is behind the article of a time, and of "the following".
_AFTER_ARTICLE: Final = TIME | PREPOSITION
_PARTS_OF_DAYS: Final = ("late", "early")
_ADVERBIAL_WORDS: Final = ("ahead", *_PARTS_OF_DAYS)
_TIME_UNITS: Final = word_class("time-unit")
# Words of a duration: "more than two years". The sheet ends with as many tokens that are no words.
_LONGEST_DURATION: Final = 4
_WHILE: Final = ("while",)
_PARTICLES: Final = word_class("particle")
# Words behind a verb that may belong to it.
_BEHIND_VERB: Final = _PARTICLES | {"it"}
_ADVERBIAL: Final = tags_with(ADVERB | TIME, but=DETERMINER | SUBJECT)
_ONLY_SUBORDINATOR: Final = tags_with(SUBORDINATOR, but=DETERMINER | QUESTION)
_OPENS_ADJUNCT: Final = tags_with(PREPOSITION | SUBORDINATOR, but=DETERMINER | SUBJECT)
# Preposition → the form of a verb behind it that attributes instead.
_LEADING_TO_VERB: Final = {"to": BASE, "by": GERUND, "for": GERUND}
_FRONTS: Final = word_class("content-fronting")
_LONGEST_FRONT: Final = 20
# Prepositions before whom somebody speaks to.
_BESIDE: Final = ("to", "with")
# Words before a number, which belong to what is said.
_NEARLY: Final = frozenset(("nearly", "almost", "roughly", "approximately", "only", "just", "exactly", "barely"))
_CONTENT_FREE: Final = word_class("content-free")
_NO_CONTENT: Final = words_with(STOP | DASH | BRACKET | COORDINATOR) | _CONTENT_FREE
# What begins a clause on when something was said, and what is said behind it.
_SCENES: Final = ("as", "after", "before", "when", "while")
_BEGINS_SAID: Final = ("that", ":")
_ASKED: Final = word_class("asked")
_LAGS: Final = ("after", "before")
# A bit that every word and every frame has, where a step or a reading needs no other.
_ANY: Final = 1 << 30
# A bit of words in another quotation than the verb.
_OPENS: Final = 1 << 31
# A bit of frames with prepositions behind an object.
_OBJECT_PREPOSITION: Final = 1 << 29
# A bit of readings behind an adjunct.
_BEHIND_ADJUNCT: Final = 1 << 28
_ANSWERS: Final = ("no", "yes")
_AFTER_ANSWER: Final = STOP | COORDINATOR | PREPOSITION | SUBORDINATOR | TIME


def govern(sheet: Sheet, verb: Verb, quoted: bool = False) -> Government:
    """Reads on from a verb over adverbs, adjuncts and addressees to what it governs.

    Where a quotation before the verb is its content (`quoted`), only another quotation can follow.
    """
    walk, frame = Walk(verb, quoted, verb.at + 1), verb.frame
    if (frame.particles or sheet.lower[walk.at] in _BEHIND_VERB) and (found := _particle(sheet, walk)) is not None:
        return found
    steps = _AFTER_QUOTATION if quoted else _FROM_VERB if frame.flags & ADDRESSEE else _FROM_VERB_ALONE
    tags, inside, own, at, high = sheet.tags, sheet.inside, sheet.inside[verb.at], walk.at, verb.high
    while at < high:
        for step in steps[tags[at] if inside[at] == own else tags[at] | _OPENS]:
            if (found := step(sheet, walk)) is not None:
                return found
            if walk.at != at:
                at = walk.at
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
    if that := _that_behind(sheet, walk, k):
        walk.at = that
        return None
    return NONE if turns(sheet, k, high) else governed(sheet, walk, "comma", k, CLAUSE_KIND)


def _is_insertion(sheet: Sheet, walk: Walk, k: int, partner: int) -> bool:
    """Whether the words between two commas tell how or where it was said: "said, without giving details, (that) …"."""
    if sheet.lower[k] == "without":
        return True
    # "reported, citing officials, that …", "said, when asked about it, that …"
    if sheet.lower[k] in _CITING or sheet.lower[k + 1] in _ASKED:
        return begins_content(sheet, walk, partner + 1)
    # "said, when the bridge fell, “…”"
    if any(is_reporting(sheet, j) and sheet.lower[j] not in AMBIGUOUS for j in range(k, partner)):
        return False
    return begins_content(sheet, walk, partner + 1)


def _that_behind(sheet: Sheet, walk: Walk, k: int) -> int | None:
    """The comma before "that" behind a longer insertion: "said in a letter, sent by Lee, the mayor, | that …"."""
    for c in range(k, min(k + LONGEST_INSERTION, walk.verb.high - 1)):
        # "said on Monday, when he left, that …": a finite verb may make it another clause
        if is_reporting(sheet, c):
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
    is_near = walk.verb.passive or not walk.adjuncts
    return governed(sheet, walk, "object", k + 1, NOUN_KIND, ((k, k + 1),)) if is_near else None


def _belongs_to_verb(sheet: Sheet, walk: Walk, word: str) -> bool:
    """Whether at most places or times are before a verb's preposition: "called in a statement | for restraint"."""
    if not walk.adjuncts:
        return True
    # "called in a statement for restraint", "called on Monday for restraint", but "wrote in May of the war"
    is_timed = word in ("for", "against") or walk.verb.frame.lemma == "warn"
    return bool(sheet.tags[walk.at - 1] & (VENUE | TIME if is_timed else VENUE))


def _own_preposition(sheet: Sheet, walk: Walk, word: str) -> Government | None:
    """What a verb brings with its own preposition: "called for | restraint", but "argued for two weeks | that …"."""
    k, verb = walk.at, walk.verb
    # "reported on Monday"
    if word == "on" and sheet.lower[k + 1] in _DAYS:
        return None
    # "what they believe in | after the vote"
    if sheet.tags[k + 1] in _ONLY_SUBORDINATOR:
        return NONE
    if end := _that_behind_duration(sheet, k) or _introduced(sheet, k + 1, verb) or _beside(sheet, k, verb):
        walk.at = end
        return None
    begin = k if walk.addressed or walk.adjuncts else verb.at + 1
    return governed(sheet, walk, "prep", k + 1, NOUN_KIND, ((begin, k + 1),))


def _beside(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """The "that" behind whom somebody agrees with or speaks to: "agreed with Lee | that it was late"."""
    end = noun_phrase(sheet, k + 1, verb.high)
    # "insisted on television | that", but "insisted on a deal that"
    is_venue = sheet.lower[k] == "on" and (sheet.tags[end - 1] & VENUE or sheet.words[k + 1][0].isupper())
    if sheet.lower[k] not in _BESIDE and not is_venue:
        return None
    # "agreed with that plan"
    return end if k + 1 < end < verb.high and sheet.lower[end] == "that" else None


def _bracket(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over what is in brackets: "Lee insists (wrongly) | that it was late"."""
    pair = sheet.brackets.get(walk.at + 1)
    if pair is None:
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
    if walk.verb.passive and sheet.lower[k] == "by":
        end = noun_phrase(sheet, k + 1, walk.verb.high)
        # "was seen by some as a snub"
        if sheet.lower[end] in _ALONE:
            end += 1
        # "was accused by rivals | of lying"
        own = (j for j in range(end - 1, k + 1, -1) if sheet.lower[j] in walk.verb.frame.object_prepositions)
        end = next(own, end)
        # "was asked by a clerk | in 1983 whether …"
        if sheet.lower[end - 2] == "in":
            end -= 2
        walk.agent = (k + 1, end) if end > k + 1 else None
        walk.at = max(end, k + 1)


def _adverb(sheet: Sheet, walk: Walk) -> Government | None:
    k = walk.at
    tag, word = sheet.tags[k], sheet.lower[k]
    # Most words are of no class, and few of these tell when or how something was said.
    if not tag and word not in _ADVERBIAL_WORDS and not word.endswith("ly"):
        return None
    # "said nearly 60 were lost"
    if word in _NEARLY and is_number(sheet, k + 1):
        return None
    if tag in _ADVERBIAL or is_manner(sheet.words[k]):
        # "said | Friday's vote was late"
        return None if sheet.lower[k + 1] == "'s" else _pass_adverb(sheet, walk)
    walk.at = _behind_time(sheet, k, walk.verb.high)
    return None


def _behind_time(sheet: Sheet, k: int, high: int) -> int:
    """The token behind the words from `k` on that tell when or how something was said; `k` if there are none."""
    word = sheet.lower[k]
    # "said ahead of the vote | that"
    if word == "ahead":
        return k + 1
    # "wrote this way:"
    if sheet.lower[k : k + 3] == _THIS_WAY:
        return k + 2
    # "said late on Friday it was over"
    if word in _PARTS_OF_DAYS:
        return after_time(sheet, k, high)
    # few articles have such a word behind them, and a time is read with many steps
    if sheet.tags[k] & DETERMINER and sheet.tags[k + 1] & _AFTER_ARTICLE:
        return _behind_the_following(sheet, k, high)
    return k


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
    # "said two days after the vote | that"
    if sheet.lower[end - 1] in _LAGS and end > k:
        end = noun_phrase(sheet, end, high)
    return k if sheet.tags[end] & (AUXILIARY | VERB) else end


def _adjunct(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over an adjunct of time, place or occasion, but not over another verb ("went on to say")."""
    if sheet.tags[walk.at] not in _OPENS_ADJUNCT:
        return None
    # "I feel like it is over", but "felt like a winner"
    if (walk.verb.frame.lemma, sheet.lower[walk.at]) == ("feel", "like"):
        is_felt = is_clause(sheet, walk.at + 1, walk.verb)
        return governed(sheet, walk, "bare", walk.at, CLAUSE_KIND) if is_felt else NONE
    if sheet.lower[walk.at] in _FRONTS and _fronts_content(sheet, walk):
        return governed(sheet, walk, "bare", walk.at, CLAUSE_KIND)
    if found := _as_much(sheet, walk.at):
        return found
    # "reported | at least six ships sank"
    if begins_amount(sheet, walk.at):
        return None
    if sheet.lower[walk.at] == "to" and _is_of_deed(sheet, walk):
        return NONE
    if (behind := _behind_scene(sheet, walk.at, walk.verb)) is not None:
        walk.adjuncts, walk.at = walk.adjuncts + 1, behind
        return None
    # "went on to say", "began by saying", "is remembered for saying": the nearer verb attributes
    form = form_at(sheet, walk.at + 1)
    if form & _LEADING_TO_VERB.get(sheet.lower[walk.at], 0):
        return NONE
    # "talked to voters about the law", "spoke with Lee about it"
    if sheet.lower[walk.at] in _BESIDE and _takes_both(walk):
        walk.addressed = True
    else:
        walk.adjuncts += 1
    end = noun_phrase(sheet, walk.at + 1, walk.verb.high)
    # "said on Friday | Lee was late"
    if sheet.lower[walk.at + 1] in _DAYS and sheet.words[walk.at + 2][0].isupper():
        end = walk.at + 2
    # "called in a statement | for restraint"
    if not (prepositions := walk.verb.frame.prepositions).isdisjoint(sheet.lower[walk.at + 2 : end]):
        own = (k for k in range(walk.at + 2, end) if sheet.lower[k] in prepositions)
        end = next((k for k in own if sheet.tags[k - 1] & (VENUE | TIME)), end)
    walk.at = max(end, walk.at + 1)
    return None


def _behind_scene(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """What is said behind a clause on when it was: "said as he left | that", "said after meeting Lee | that"."""
    if sheet.lower[k] not in _SCENES:
        return None
    if not sheet.tags[k + 1] & (SUBJECT | ING | ED):
        return None
    near = range(k + 2, min(k + INSERTION, verb.high))
    end = next((j for j in near if sheet.lower[j] in _BEGINS_SAID or opens_quotation(sheet, j, k)), None)
    # "said when asked whether it was late"
    if end is None:
        return None
    return end - 1 if sheet.tags[end - 1] & COMMA else end


def _is_of_deed(sheet: Sheet, walk: Walk) -> bool:
    """Whether the "to" right behind a verb leads to what somebody does: "hoped to use that money"."""
    # "continue to examine what happened"
    if walk.verb.frame.lemma == "continue":
        return True
    return bool(sheet.tags[walk.at + 1] & VERB) and not walk.adjuncts


def _as_much(sheet: Sheet, k: int) -> Government | None:
    """The words "as much" at `k` as all that is said: "told them as much in May", but "said as much as he could"."""
    end = k + 2
    if sheet.lower[k:end] != _AS_MUCH:
        return None
    if sheet.lower[end] == "as":
        return NONE if sheet.tags[end + 1] & SUBJECT else None
    return Government("noun", ((k, end),)) if sheet.tags[end] & _AFTER_ANSWER else None


def _fronts_content(sheet: Sheet, walk: Walk) -> bool:
    """Whether a phrase or clause begins the content: "said | while it was late, they would stay"."""
    k, verb = walk.at, walk.verb
    if walk.adjuncts or verb.passive or not verb.frame.flags & CLAUSE:
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
        walk.at += 2 if sheet.lower[walk.at + 1] == "online" else 1


def _bare(sheet: Sheet, walk: Walk) -> Government | None:
    """Content without a mark of its own: the first of the readings below that fits."""
    word = sheet.lower[walk.at]
    # "said in a memo seen by reporters that"
    if word in _PARTICIPLES and sheet.lower[walk.at + 1] == "by":
        walk.at += 1
        return None
    if word in _ANSWERS and _is_answer(sheet, walk.at) and (found := _answer(sheet, walk)):
        return found
    if word in _NO_CONTENT and not _begins_subject(sheet, walk.at):
        return NONE
    frame = walk.verb.frame
    readings, bits = _BARE_PASSIVE if walk.verb.passive else _BARE, frame.flags
    if frame.object_prepositions:
        bits |= _OBJECT_PREPOSITION
    if walk.adjuncts:
        bits |= _BEHIND_ADJUNCT
    for read in readings[bits]:
        if found := read(sheet, walk):
            return found
    return NONE


def _is_answer(sheet: Sheet, k: int) -> bool:
    """Whether "no" or "yes" at `k` may be all of an answer: "Lee said yes.", but "said yes and left: “It is late.”"."""
    return sheet.lower[k] == "no" or sheet.words[k + 1] == "."


def _begins_subject(sheet: Sheet, k: int) -> bool:
    """Whether a word that reports nothing by itself begins a clause: "said | nothing moved", but "said nothing"."""
    if sheet.lower[k] not in _CONTENT_FREE:
        return False
    # "said much of the talk was about money", "said anything else was late"
    if sheet.lower[k + 1] in ("of", "else"):
        return True
    # "said nothing short of it was enough"
    if sheet.lower[k + 1 : k + 3] == _SHORT_OF:
        return True
    return is_finite_at(sheet, k + 1, AUXILIARY | VERB | ED)


def _answer(sheet: Sheet, walk: Walk) -> Government | None:
    """A word that is all that is said: "said yes", "says so", but "said no ships sank", "said so many things"."""
    end = walk.at + 1
    if walk.verb.frame.lemma != "say":
        return None
    if end < walk.verb.high and not sheet.tags[end] & _AFTER_ANSWER and after_time(sheet, end, walk.verb.high) == end:
        return None
    return Government("noun", ((walk.at, end),))


def _after_adjunct(sheet: Sheet, walk: Walk) -> Government | None:
    """Nothing behind an adjunct but a pronoun, or a clause behind a time: “said on Monday (that) …”."""
    if sheet.tags[walk.at] & SUBJECT or sheet.tags[walk.at - 1] & TIME:
        return None
    return None if _is_apart_from_clause(sheet, walk) else NONE


def _is_apart_from_clause(sheet: Sheet, walk: Walk) -> bool:
    """Whether a clause with a subject is behind the place of a verb: "said in a statement | the wall would hold"."""
    if not walk.verb.frame.flags & CLAUSE or not sheet.tags[walk.at] & (DETERMINER | POSSESSIVE):
        return False
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    if end < walk.verb.high and is_finite_at(sheet, end, AUXILIARY | VERB | ED):
        return True
    # "said in a statement the firm “respects the law”"
    return bool(sheet.tags[walk.at - 1] & VENUE) and is_clause(sheet, walk.at, walk.verb)


def _expletive(sheet: Sheet, walk: Walk) -> Government | None:
    """`it is thought the firm will appeal`."""
    return read_bare_clause(sheet, walk) if sheet.lower[walk.verb.start - 1] == "it" else None


_Step = Callable[[Sheet, Walk], Government | None]


class _Steps(dict[int, tuple[_Step, ...]]):
    """Classes of a word, or flags of a frame, as bits → the steps worth trying, worked out once for each of them."""

    def __init__(self, steps: tuple[tuple[int, _Step], ...]) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, bits: int) -> tuple[_Step, ...]:
        self[bits] = found = tuple([step for needed, step in self.steps if (bits | _ANY) & needed])
        return found


# What the frame of a verb must allow for a reading of content without a mark of its own, and the reading.
_BARE_PASSIVE: Final = _Steps(
    (
        (SMALL, read_predicate),
        (_BEHIND_ADJUNCT, _after_adjunct),
        (ADDRESSEE, read_bare_clause),
        (CLAUSE, _expletive),
        (NOUN, read_noun),
    )
)
_BARE: Final = _Steps(
    (
        (_OBJECT_PREPOSITION, read_object_with_preposition),
        (SMALL, read_predicate),
        (OBJECT_TO, read_object_with_infinitive),
        (_BEHIND_ADJUNCT, _after_adjunct),
        (CLAUSE, read_bare_clause),
        (THAT, read_found_clause),
        (NOUN, read_noun),
    )
)
# The classes that a word must have one of for a step to be worth trying, and the step.
_STEPS: tuple[tuple[int, _Step], ...] = (
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
_FROM_VERB: Final = _Steps(_STEPS)
# … for verbs that have no addressee.
_FROM_VERB_ALONE: Final = _Steps(tuple([one for one in _STEPS if one[1] is not pass_addressee]))
_AFTER_QUOTATION: Final = _Steps(((_OPENS, read_quotation), (STOP, read_colon), (_ANY, pass_to_quotation)))
