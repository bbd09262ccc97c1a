"""What follows "…, he said," to the end of the sentence: more of what was said, or how, when and where it was."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.finite_verbs import has_finite_verb
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    DETERMINER,
    ED,
    ING,
    PREPOSITION,
    SUBJECT,
    TIME,
    VENUE,
)
from blocquotes.suggest.text.inflection import GERUND, PARTICIPLE
from blocquotes.suggest.text.sheet import Sheet, form_at

_TURNING: Final = word_class("turning-word")
_CONJUNCTIONS: Final = word_class("trailing-conjunction")
_PREPOSITIONS: Final = word_class("trailing-preposition")
_OCCASION_TIMES: Final = word_class("weekday") | word_class("time-adverb") | word_class("month") | {"last", "this"}
_LONGEST_PHRASE: Final = 8
_SUBJECT_OR_NOUN_PHRASE: Final = SUBJECT | DETERMINER | AUXILIARY


def turns(sheet: Sheet, k: int, high: int) -> bool:
    """Whether what begins at `k`, behind a comma, is about the saying and no longer said (guidelines, 41)."""
    word = sheet.lower[k]
    if sheet.tags[k] & COORDINATOR:
        # "“A truck ploughed through,” he said, and “everyone ran”" turns; "…, he said, and they left" goes on.
        return not sheet.tags[k + 1] & _SUBJECT_OR_NOUN_PHRASE
    if word in _CONJUNCTIONS:
        return not _is_said_clause(sheet, k, high)
    if word in _PREPOSITIONS:
        return _names_occasion(sheet, k, high)
    # "The bridge is weak, he said, including its piers."
    if word == "including":
        return False
    return word in _TURNING or bool(sheet.tags[k] & ING)


def is_aside(sheet: Sheet, k: int) -> bool:
    """Whether a participle with a preposition interrupts a quotation: "“…,” he said, referring to Lee, “…”"."""
    if not sheet.tags[k - 1] & COMMA or not form_at(sheet, k) & GERUND:
        return False
    return bool(sheet.tags[k + 1] & PREPOSITION)


def _phrase_end(sheet: Sheet, k: int, high: int) -> int:
    return next((j for j in range(k, high) if sheet.tags[j] & COMMA), high)


def _is_said_clause(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a clause is part of what was said: "when the storm came", but "when asked", "as he left the room"."""
    start, end = k + 1, _phrase_end(sheet, k, high)
    if sheet.tags[start] & (ING | ED) or form_at(sheet, start) & PARTICIPLE:
        return False
    # "…, he said, as he left the room", "…, he said on Monday, as the crowd left"
    if sheet.lower[k] == "as" and (sheet.tags[start] & SUBJECT or sheet.tags[k - 2] & TIME):
        return False
    # "after the storm": a noun phrase says when it was, unless it is one of speaking.
    if not has_finite_verb(sheet, (start, end)):
        return not _names_occasion(sheet, k, high)
    return True


def _names_occasion(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a phrase says on what occasion the words fell: "in a statement", "on Monday", "during the debate"."""
    for j in range(k + 1, min(_phrase_end(sheet, k, high), k + _LONGEST_PHRASE)):
        if sheet.tags[j] & VENUE or sheet.lower[j] in _OCCASION_TIMES:
            return True
    return False
