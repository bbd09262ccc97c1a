"""Clauses with “that”, a question word or “to” behind a reporting verb."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.contents import CLAUSE_KIND, TO_KIND
from blocquotes.suggest.grammar.objects import is_plural_at
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.grammar.walk import NO_INFINITIVE, Government, Walk, governed
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    ED,
    OBJECT,
    PREPOSITION,
    QUESTION,
    STOP,
    SUBJECT,
    TIME,
    VERB,
)
from blocquotes.suggest.text.inflection import NOT_BARE, singular
from blocquotes.suggest.text.lexicon import AMBIGUOUS, CLAUSE, OBJECT_TO, THAT, TO
from blocquotes.suggest.text.sheet import Sheet, is_finite_at

# What may be behind "that day" which is no part of a clause.
_BEHIND_TIME: Final = frozenset(("that", ":", ",", "“", '"', "the", "it", "he", "she", "they"))
_QUESTIONS: Final = word_class("question-opener")
# Prepositions before what somebody speaks about: "commented on (new) reports that".
_TOWARD: Final = ("on", "about", "to", "at", "of")
# What others say.
_OF_OTHERS: Final = word_class("hearsay-noun")
_NEAR_PREPOSITION: Final = 5
_REACTING: Final = ("respond", "reply", "react", "complain", "apologise", "apologize")
_COMMENTING: Final = ("comment", "react", "respond")
_COMPARATIVES: Final = word_class("comparative")


def read_clause(sheet: Sheet, walk: Walk) -> Government | None:
    """A clause with "that" or a question word."""
    word = sheet.lower[walk.at]
    if not walk.verb.frame.flags & (CLAUSE | THAT):
        return None
    if word == "that":
        # "find that odd, too"
        if walk.verb.frame.lemma == "find" and sheet.tags[walk.at + 2] & (COMMA | STOP):
            return None
        # "said later that day | that"
        if sheet.tags[walk.at + 1] & TIME and sheet.lower[walk.at + 2] in _BEHIND_TIME:
            walk.at += 2
            return None
        # "When he said that, we left."
        if sheet.tags[walk.at + 1] & COMMA and sheet.tags[walk.at + 2] & SUBJECT:
            return Government("noun", ((walk.at, walk.at + 1),))
        begins = not _is_relative(sheet, walk) and not _is_of_noun(sheet, walk)
        return governed(sheet, walk, "that", walk.at, CLAUSE_KIND) if begins else None
    # "described what they had seen as a shame", but "described how it fell"
    if word == "what" and "as" in walk.verb.frame.object_prepositions:
        return None
    return governed(sheet, walk, "that", walk.at, CLAUSE_KIND) if _begins_question(sheet, walk, word) else None


def _begins_question(sheet: Sheet, walk: Walk, word: str) -> bool:
    """Whether a question word begins what is said or asked: "asked | who came", but "decided by people who came"."""
    lemma = walk.verb.frame.lemma
    # "It was revealed when the wall fell", "It will be decided by people who came", but "She was asked by us who came"
    if (word == "when" and walk.verb.passive) or walk.agent:
        return lemma == "ask"
    # "declined to comment when contacted by the Post"
    if word == "when" and sheet.tags[walk.at + 1] & ED:
        return lemma == "ask"
    # "They responded when the alarm rang"
    if word == "when" and lemma in _REACTING:
        return False
    if walk.adjuncts:
        return word in _QUESTIONS  # "said after the talks who led them": "who" may belong to the talks
    return bool(sheet.tags[walk.at] & QUESTION)


def _is_relative(sheet: Sheet, walk: Walk) -> bool:
    """Whether "that" is no conjunction: a verb follows it, so it means a noun before it, or it points to one."""
    k = walk.at + 1
    if sheet.tags[k] & AUXILIARY:  # "a report that was leaked", but "He said that was late"
        if walk.at > walk.verb.at + 1:
            return True
        return not _says_of_that(sheet, walk.verb)
    if (sheet.tags[k] | sheet.tags[k + 1]) & STOP:
        return True  # "He said that."; "He said that much."
    if walk.verb.participial or sheet.lower[walk.verb.at] in AMBIGUOUS:
        # "reports that came too late", but "notes that United Airlines came late"
        if not (sheet.tags[k] & (VERB | ED)):
            return False
        return sheet.words[k].islower()
    # "said at the talks that began on Monday"
    return is_finite_at(sheet, k) if walk.adjuncts else False


def _is_of_noun(sheet: Sheet, walk: Walk) -> bool:
    """Whether "that" says what others report: "commented on reports | that it fell", but "said in a report that"."""
    # "commenting on remarks by Lee | that it was late"
    if walk.adjuncts and walk.verb.frame.lemma in _COMMENTING:
        if sheet.lower[walk.verb.at + 1] not in _TOWARD:
            return False
        # "commenting on Lee's claim that", but "commented on Facebook that"
        return sheet.words[walk.verb.at + 2].islower() or singular(sheet.lower[walk.at - 1]) in _OF_OTHERS
    if not walk.adjuncts or singular(sheet.lower[walk.at - 1]) not in _OF_OTHERS:
        return False
    near = range(walk.at - 2, walk.at - _NEAR_PREPOSITION, -1)
    before = next((k for k in near if sheet.tags[k] & PREPOSITION), None)
    return before is not None and sheet.lower[before] in _TOWARD


def _says_of_that(sheet: Sheet, verb: Verb) -> bool:
    """Whether "that" right behind a verb is a pronoun, since the verb is no noun: "says that’s late"."""
    # "We don't think that's fair", "I think that's fair"
    if verb.form not in NOT_BARE and verb.single and not sheet.tags[verb.at - 1] & SUBJECT:
        return False
    return sheet.lower[verb.at] not in AMBIGUOUS


def read_to_clause(sheet: Sheet, walk: Walk) -> Government | None:
    """`agreed to leave`, and `was told to leave`."""
    k, verb = walk.at, walk.verb
    allowed = TO | OBJECT_TO | CLAUSE if verb.passive else TO
    if not verb.frame.flags & allowed:
        return None
    if sheet.lower[k] != "to":
        return None
    # "agreed to the plan", "committed to leaving", "was offered to them"
    if sheet.tags[k + 1] & (NO_INFINITIVE | OBJECT):
        return None
    if is_plural_at(sheet, k + 1):
        return None
    # "8% offered to NHS staff", but "Lee Vows To Leave"
    if sheet.words[k + 1][0].isupper() and sheet.words[verb.at].islower():
        return None
    # "committed to cheaper tickets", "committed to economic reform"
    if "to" in verb.frame.prepositions and sheet.lower[k + 1] in _COMPARATIVES:
        return None
    return governed(sheet, walk, "to", with_negation(sheet, walk), TO_KIND)


def with_negation(sheet: Sheet, walk: Walk) -> int:
    """Where a to-clause begins, its negation included: "asked | not to leave", "vowed | never again to leave"."""
    before = walk.at - 2 if sheet.lower[walk.at - 1] == "again" else walk.at - 1
    return before if sheet.lower[before] in ("not", "never") else walk.at
