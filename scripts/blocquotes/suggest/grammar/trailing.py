"""What follows "…, he said," to the end of the sentence: more of what was said, or how, when and where it was."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.finite_verbs import has_finite_verb
from blocquotes.suggest.grammar.phrases import is_reporting
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    DETERMINER,
    ED,
    ING,
    NEGATION,
    POSSESSIVE,
    PREPOSITION,
    STOP,
    SUBJECT,
    TIME,
    VENUE,
)
from blocquotes.suggest.text.inflection import GERUND, PARTICIPLE
from blocquotes.suggest.text.sheet import Sheet, form_at

_CONCEDING: Final = ("although", "though", "while")
_CONJUNCTIONS: Final = word_class("trailing-conjunction")
_PREPOSITIONS: Final = word_class("trailing-preposition")
_OCCASION_TIMES: Final = word_class("weekday") | word_class("time-adverb") | word_class("month") | {"last", "this"}
_LONGEST_PHRASE: Final = 8
_BODY: Final = word_class("body-noun")
_DRAWING: Final = word_class("drawing-word")
_RESPONSES: Final = word_class("audible-response")
_UNPROVEN_OPENERS: Final = ("without",)
_UNPROVEN: Final = word_class("not-given")
_SUMMARIES: Final = word_class("summary-noun")
_LONGEST_SUMMARY: Final = 4
_INDEFINITE: Final = ("a", "an", "another")
_LAUGHING: Final = ("laughing", "joking", "sighing", "smiling", "grinning", "shouting", "sobbing")
_LANGUAGES: Final = word_class("language")
_ASKED: Final = word_class("asked")
# Prepositions of phrases that say how words fell, and what such a phrase has.
_MANNERS: Final = {
    "with": word_class("gesture"),
    "through": frozenset(("interpreter", "translator", "tears", "sobs")),
    "on": frozenset(("anonymity", "way")),
}
_LONGEST_MANNER: Final = 4
_EVEN_AS: Final = ["even", "as"]
_SUBJECT_OR_NOUN_PHRASE: Final = SUBJECT | DETERMINER | AUXILIARY


def turns(sheet: Sheet, k: int, high: int) -> bool:
    """Whether what begins at `k`, behind a comma, is about the saying and no longer said (guidelines, 41)."""
    word = sheet.lower[k]
    # "It was late, he said, with a smile"
    if is_scene(sheet, k, high) or word in _ASKED:
        return True
    # "It was late, he said, even as others denied it"
    if sheet.lower[k : k + 2] == _EVEN_AS:
        return True
    # "It was late, he said, a claim they denied"
    if sums_up(sheet, k, high):
        return True
    if sheet.tags[k] & COORDINATOR:
        # "It is not speed, he said, but safety."
        if k + 2 >= high or sheet.tags[k + 2] & STOP:
            return False
        # "It is a bridge, he said, but not a new one."
        if sheet.tags[k + 1] & NEGATION:
            return False
        # "“A truck ploughed through,” he said, and “everyone ran”" turns; "…, he said, and they left" goes on.
        return not sheet.tags[k + 1] & _SUBJECT_OR_NOUN_PHRASE
    if word in _CONJUNCTIONS:
        return not _is_said_clause(sheet, k, high)
    if word in _PREPOSITIONS:
        return _names_occasion(sheet, k, high)
    # "The bridge is weak, he said, including its piers."
    if word == "including":
        return False
    return bool(sheet.tags[k] & ING)


def is_scene(sheet: Sheet, k: int, high: int) -> bool:
    """Whether what is behind a comma says how it was said or heard: "…, | his voice rising", "…, | drawing boos"."""
    word, following = sheet.lower[k], sheet.lower[k + 1]
    if sheet.tags[k] & POSSESSIVE:
        return following in _BODY
    if word in _UNPROVEN_OPENERS:
        return following in _UNPROVEN
    near = sheet.lower[k + 1 : k + _LONGEST_MANNER]
    if word in _MANNERS:
        # "…, with a smile", "…, through an interpreter"
        return not _MANNERS[word].isdisjoint(near)
    if word == "in":
        return _is_language(sheet, k + 1)
    return word in _DRAWING and not _RESPONSES.isdisjoint(near)


def _is_language(sheet: Sheet, k: int) -> bool:
    """Whether the name of a language is all that is at `k`: "…, he said, in | French"."""
    if not sheet.tags[k + 1] & (STOP | COMMA):
        return False
    if sheet.lower[k] in _LANGUAGES:
        return True
    return sheet.lower[k].endswith(("ese", "ish"))


def sums_up(sheet: Sheet, k: int, high: int) -> bool:
    """Whether an apposition to the sentence begins at `k`: "…, a claim that the rivals denied"."""
    if sheet.lower[k] not in _INDEFINITE:
        return False
    return not _SUMMARIES.isdisjoint(sheet.lower[k + 1 : min(k + _LONGEST_SUMMARY, high)])


def is_aside(sheet: Sheet, k: int) -> bool:
    """Whether a participle with a preposition interrupts a quotation: "“…,” he said, referring to Lee, “…”"."""
    if not form_at(sheet, k) & GERUND:
        return False
    # "“…,” she said, laughing, “…”"
    if sheet.lower[k] in _LAUGHING:
        return True
    return bool(sheet.tags[k + 1] & PREPOSITION)


def _phrase_end(sheet: Sheet, k: int, high: int) -> int:
    return next((j for j in range(k, high) if sheet.tags[j] & COMMA), high)


def _is_said_clause(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a clause is part of what was said: "when the storm came", but "when asked", "as he left the room"."""
    start, end = k + 1, _phrase_end(sheet, k, high)
    if sheet.tags[start] & (ING | ED) or form_at(sheet, start) & PARTICIPLE:
        return False
    # "…, he said, as he left the room", "…, he said on Monday, as the crowd left", but "…, Lee said, as they slept"
    if sheet.lower[k] == "as" and (sheet.tags[k - 2] & TIME or _is_speaker(sheet, start)):
        return False
    # "It was late, they wrote, although they warned that it rained"
    if sheet.lower[k] in _CONCEDING and is_reporting(sheet, start + 1):
        return False
    # "after the storm": a noun phrase says when it was, unless it is one of speaking.
    if not has_finite_verb(sheet, (start, end)):
        return not _names_occasion(sheet, k, high)
    return True


def _is_speaker(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun at `k`, behind a source with its verb and "as", may stand for the source."""
    if not sheet.tags[k] & SUBJECT:
        return False
    # "…, a man said, as | they slept", but "…, residents said, as | they left"
    return sheet.lower[k] != "they" or sheet.lower[k - 5] not in _INDEFINITE


def _names_occasion(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase says on what occasion the words fell: "in a statement", "on Monday", "during the debate"."""
    for j in range(k + 1, min(_phrase_end(sheet, k, high), k + _LONGEST_PHRASE)):
        if sheet.tags[j] & VENUE or sheet.lower[j] in _OCCASION_TIMES:
            return True
    return False
