"""Verb groups: the auxiliaries, negation and adverbs before a reporting verb, and what they say of it."""

from typing import NamedTuple

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    DETERMINER,
    NEGATION,
    QUESTION,
    SUBJECT,
    is_manner,
)
from blocquotes.suggest.text.inflection import PARTICIPLE
from blocquotes.suggest.text.sheet import Sheet

_HYPOTHETICAL = word_class("hypothetical")
_REFUSING = word_class("refusing-verb")


class Group(NamedTuple):
    """The verb group that ends in a reporting verb.

    `start` is its first auxiliary (or the verb), `left` the token after the last one before the group and its
    adverbs, where a subject would end.
    """

    start: int
    left: int
    passive: bool
    negated: bool
    hypothetical: bool
    infinitive: bool


def verb_group(sheet: Sheet, i: int, low: int, form: int) -> Group:
    """The auxiliaries, negation and adverbs to the left of the verb at token `i`, a form given as bits."""
    tags, lower = sheet.tags, sheet.lower
    start, j = i, i - 1
    be = negated = hypothetical = False
    while j >= low:
        tag, word = tags[j], lower[j]
        if tag & AUXILIARY and (word != "'s" or _is_verb(sheet, j, low)):
            be = be or (start == i and bool(tag & BE))
            start = j
            negated = negated or bool(tag & NEGATION)
            hypothetical = hypothetical or word in _HYPOTHETICAL
        elif word == "to" and (start == i or lower[j + 1] in ("be", "have", "not")):
            return _infinitive(sheet, Group(start, j, be and bool(form & PARTICIPLE), negated, hypothetical, True), low)
        elif word in ("not", "never"):
            negated = True
            start = j if start == i else start
        elif not (tag & ADVERB or is_manner(sheet.words[j])) or tag & (SUBJECT | DETERMINER):
            break
        j -= 1
    return Group(start, j + 1, be and bool(form & PARTICIPLE), negated, hypothetical, False)


def _infinitive(sheet: Sheet, group: Group, low: int) -> Group:
    """The group of an infinitive; "refused to" and the like belong to it and negate it."""
    j = group.left - 1
    if j < low or sheet.lower[j] not in _REFUSING:
        return group
    outer = verb_group(sheet, j, low, PARTICIPLE)
    return outer._replace(passive=False, negated=True)


def _is_verb(sheet: Sheet, j: int, low: int) -> bool:
    """Whether the 's at `j` is a verb: it is after pronouns, whose possessives have other forms."""
    return j > low and bool(sheet.tags[j - 1] & (SUBJECT | QUESTION) or sheet.lower[j - 1] in ("that", "this"))
