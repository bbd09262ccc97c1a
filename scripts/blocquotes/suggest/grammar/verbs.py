"""Reporting verbs in their place: frame, form and group, and whether the word is used as a verb at all."""

from typing import NamedTuple

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.groups import Group, verb_group
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    DETERMINER,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    VERB,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, SMALL, Frame
from blocquotes.suggest.text.sheet import Sheet, bounds, form_at

ADJECTIVAL = ("ing", "ed", "al", "ive", "ous", "ic", "able", "ful", "less", "ent", "ary", "ese")
"""Endings of adjectives, after which an ambiguous word is a noun."""

_ALONE = word_class("stands-alone")
_PLURALS = word_class("plural")
_CAUSING = word_class("causing-verb")
_CAUSED = 5
_QUESTIONS = word_class("asked-about")
_LONGEST_TRAIL = 5
_BEFORE_PLURAL_VERB = SUBJECT | RELATIVE | COORDINATOR | COMMA | ADVERB


class Verb(NamedTuple):
    """A reporting verb at token `at` of the sentence `low` to `high`, with what it may govern and be.

    `single` says that no auxiliary belongs to it, `participial` that it is in -ing besides.
    """

    at: int
    low: int
    high: int
    frame: Frame
    form: int
    group: Group
    single: bool
    participial: bool


def read_verb(sheet: Sheet, i: int) -> Verb:
    """The reporting verb at token `i` with its sentence and its group."""
    frame, form = sheet.verbs[sheet.lower[i]]
    low, high = bounds(sheet, i)
    group = verb_group(sheet, i, low, form)
    if group.passive and sheet.lower[group.start] == "'s" and _is_perfect(sheet, i, low, frame, group):
        group = group._replace(passive=False)
    single = group.start == i
    return Verb(i, low, high, frame, form, group, single, single and bool(form & GERUND))


def _is_perfect(sheet: Sheet, i: int, low: int, frame: Frame, group: Group) -> bool:
    """Whether 's stands for "has": "he's said it is over", but not "it's said that …" or "he's said to …"."""
    if frame.flags & (SMALL | ADDRESSEE) or not frame.flags & CLAUSE or group.start == low:
        return False
    return sheet.lower[group.start - 1] != "it" and sheet.lower[i + 1 : i + 2] not in (["to"], ["by"])


def is_asked(sheet: Sheet, verb: Verb) -> bool:
    """Whether somebody is asked something by a participle: "Asked whether it was over, …", "when asked about it"."""
    i = verb.at
    if sheet.lower[i] != "asked" or not verb.single or i + 2 >= verb.high or sheet.lower[i + 1] not in _QUESTIONS:
        return False
    if sheet.tags[i + 2] & (COMMA | STOP):
        return False
    return i == verb.low or sheet.lower[i - 1] == "when" or bool(sheet.tags[i - 1] & COMMA)


def is_verb(sheet: Sheet, verb: Verb) -> bool:
    """Whether the word is used as a verb, and not as a noun or an adjective."""
    if verb.group.infinitive or not verb.single:
        return (bool(verb.form & BASE) or not verb.single) and not _is_predicate(sheet, verb)
    if _after_determiner(sheet, verb) or _is_counted(sheet, verb):
        return False
    if _is_reduced(sheet, verb) or _is_in_name(sheet, verb):
        return False
    if verb.form & GERUND:
        return True
    before = sheet.tags[verb.at - 1] if verb.at > verb.low else 0
    if before & PREPOSITION and not before & SUBORDINATOR:
        return False
    if verb.form & PRESENT and sheet.lower[verb.at] in AMBIGUOUS:
        if before & (SUBJECT | RELATIVE):
            return True
        if verb.at == verb.low or _is_noun_before(sheet, verb) or _is_noun_after(sheet, verb):
            return False
    return not verb.form & BASE or bool(verb.form & PAST) or _has_plural_subject(sheet, verb, before)


def _after_determiner(sheet: Sheet, verb: Verb) -> bool:
    """Whether a determiner or possessive before the word makes it a noun."""
    i = verb.at
    if i == verb.low:
        return False
    tag, word = sheet.tags[i - 1], sheet.lower[i - 1]
    if tag & MARK:
        return sheet.words[i - 1] in "’'" and sheet.inside[i - 1] == sheet.inside[i]
    if not tag & (DETERMINER | POSSESSIVE):
        return False
    if not verb.form & FINITE:
        return word not in _ALONE or sheet.lower[i - 2] != "with"
    if sheet.lower[i] in AMBIGUOUS:
        return not (word in _ALONE and sheet.words[i - 1][0].isupper())
    return not (tag & (SUBJECT | RELATIVE) or word == "her" or word in _ALONE)


def _is_predicate(sheet: Sheet, verb: Verb) -> bool:
    """Whether a form of "be" right before the word makes it a noun: "there is hope"."""
    return bool(sheet.tags[verb.at - 1] & BE) and not verb.form & (PARTICIPLE | GERUND)


def _is_counted(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle stands between a number and a noun: "25 proposed bills"."""
    i = verb.at
    if i == verb.low or i + 1 >= verb.high or not verb.form & PARTICIPLE:
        return False
    number = sheet.lower[i - 1].isdigit() or sheet.lower[i - 1] in _ALONE
    return number and not sheet.tags[i + 1] and sheet.words[i + 1].islower()


def _is_reduced(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle without auxiliary only describes what is before it or is fronted."""
    if not verb.form & PARTICIPLE:
        return False
    i = verb.at
    fronted = i == verb.low or sheet.lower[i - 1] in ("when", "if", "as", "once")
    following = sheet.lower[i + 1 : i + 2]
    if (fronted and sheet.inside[i] < 0) or following == ["by"]:
        return True
    if verb.frame.lemma == "compare" and following in (["to"], ["with"]):
        return True
    return bool(verb.frame.flags & SMALL) and _is_naming(sheet, verb)


def _is_naming(sheet: Sheet, verb: Verb) -> bool:
    """Whether the participle only gives a name to something new: "a play called …"."""
    for k in range(verb.at - 1, max(verb.low, verb.at - 6) - 1, -1):
        if sheet.lower[k] in ("a", "an", "something", "one"):
            return True
        if sheet.tags[k] & (COMMA | STOP | AUXILIARY | PREPOSITION):
            return False
    return False


def _is_in_name(sheet: Sheet, verb: Verb) -> bool:
    """Whether the word is part of a name, being capitalised after one that is not, or of "think tank"."""
    i = verb.at
    if sheet.lower[i] == "think" and sheet.lower[i + 1 : i + 2] in (["tank"], ["tanks"]):
        return True
    if i == verb.low or not sheet.words[i][0].isupper():
        return False
    before = sheet.words[i - 1]
    if before[0].isupper() and i + 1 < verb.high and form_at(sheet, i + 1) & PAST and sheet.words[i + 1][0].islower():
        return True
    return before[0].islower() or before[-1] == "."


def _is_noun_before(sheet: Sheet, verb: Verb) -> bool:
    """Whether the words before an ambiguous present form make it a noun."""
    i = verb.at
    word, following = sheet.lower[i - 1], sheet.lower[i + 1] if i + 1 < verb.high else ""
    common = sheet.words[i - 1][0].islower()
    if word.endswith(ADJECTIVAL) and common and following != "that":
        return True
    if (following == ":" and common) or (sheet.lower[i] in ("state", "states") and not _states_that(sheet, verb)):
        return True
    if word.endswith(("an", "ese", "ish")) and i - 2 >= verb.low and sheet.tags[i - 2] & (DETERMINER | POSSESSIVE):
        return True
    if not verb.form & BASE or word[-1] == "s" or word in _PLURALS or sheet.tags[i - 1] & COORDINATOR:
        return False
    return "and" not in sheet.lower[max(verb.low, i - 3) : i - 1]


def _states_that(sheet: Sheet, verb: Verb) -> bool:
    """Whether "that" follows and begins a clause that has a subject of its own: not "the states that voted"."""
    k = verb.at + 2
    return k < verb.high and sheet.lower[k - 1] == "that" and not sheet.tags[k] & (AUXILIARY | VERB)


def _is_noun_after(sheet: Sheet, verb: Verb) -> bool:
    """Whether the word after an ambiguous present form can only follow a noun."""
    k = verb.at + 1
    named = verb.form == PRESENT and sheet.words[verb.at - 1][0].isupper()
    if k >= verb.high or sheet.lower[k] == ".":
        return not named and not _trails(sheet, verb)
    tag, word = sheet.tags[k], sheet.lower[k]
    if (tag & (AUXILIARY | STOP) and word != ":") or tag & COORDINATOR:
        return True
    if not tag & PREPOSITION or word == "to" or word in verb.frame.prepositions | verb.frame.particles:
        return False
    return word in ("for", "with") or not verb.frame.object_prepositions


def _trails(sheet: Sheet, verb: Verb) -> bool:
    """Whether a bare form ends the sentence behind a plural without determiner: "…, court records show."."""
    if not verb.form & BASE or not sheet.lower[verb.at - 1].endswith("s"):
        return False
    for k in range(verb.at - 2, max(verb.low, verb.at - _LONGEST_TRAIL), -1):
        if sheet.tags[k] & (COMMA | STOP | MARK):
            return bool(sheet.tags[k] & COMMA) and not sheet.tags[k + 1] & (DETERMINER | PREPOSITION | COORDINATOR)
    return False


def _has_plural_subject(sheet: Sheet, verb: Verb, before: int) -> bool:
    """Whether what is before a bare form can be its subject: a plural, a name, a pronoun."""
    if verb.at == verb.low:
        return False
    word = sheet.lower[verb.at - 1]
    if before & _BEFORE_PLURAL_VERB or word[-1] == "s" or word in _PLURALS or word in _ALONE or word.isdigit():
        return True
    return sheet.words[verb.at - 1][0].isupper() or _has_clause_behind(sheet, verb)


def _has_clause_behind(sheet: Sheet, verb: Verb) -> bool:
    """Whether a clause behind a bare form makes it finite, far from its subject: "those at the talks say they …"."""
    k = verb.at + 1
    if k >= verb.high or not (sheet.tags[k] & SUBJECT or sheet.lower[k] == "that"):
        return False
    if sheet.lower[verb.at] in AMBIGUOUS:
        return False
    causes = range(max(verb.low, verb.at - _CAUSED), verb.at)
    return not any(sheet.lower[c] in _CAUSING and not sheet.tags[c + 1] & PREPOSITION for c in causes)
