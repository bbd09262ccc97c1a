"""Attributions by nouns: "his claim that …", "calls for …", "a promise to …", with their owner as source."""

from collections.abc import Sequence

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import NOUN_KIND, TO_KIND, clause_range
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.subjects import subject
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    SUBJECT,
    VERB,
    is_manner,
)
from blocquotes.suggest.text.inflection import FINITE, PAST
from blocquotes.suggest.text.lexicon import AMBIGUOUS, CLAUSE_NOUNS, TO_NOUNS, WIDE_NOUNS
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, form_at

_THOUGHTS = word_class("thought-noun")
_FOR_NOUNS = word_class("for-noun")
_WIDE_PREPOSITIONS = word_class("wide-noun-preposition")
_SUPPORTING = word_class("supporting-verb")
_OPPOSING = word_class("opposing-verb")
_ADJECTIVES = 3


def by_noun(sheet: Sheet, i: int, before: Sequence[Attribution]) -> Attribution | None:
    """What the reporting noun at token `i` attributes with the that-clause, to-clause or "for" behind it.

    What an attribution `before` it in its sentence has as content is not the noun's: "said in a statement that …".
    """
    low, high = bounds(sheet, i)
    owner, at = _owner_behind(sheet, i, high)
    if at + 1 >= high or sheet.inside[at] != sheet.inside[i]:
        return None
    content, prepositional = _content(sheet, i, at, high)
    if content is None or content[1] <= content[0] + 1 or any(content in one.content for one in before):
        return None
    cue = ((i, at + 1),) if prepositional else ((i, i + 1),)
    source = owner or _possessor(sheet, i, low) or _agent(sheet, i, low)
    medium = "thought" if sheet.lower[i].rstrip("s") in _THOUGHTS else "speech"
    return Attribution(i, (content,), cue, source, medium, "asserted", rules.REPORTING_NOUN)


def _owner_behind(sheet: Sheet, i: int, high: int) -> tuple[Range | None, int]:
    """Whose the noun is ("claims by X that …"), and the token where its content may begin."""
    at = i + 1
    if at + 1 < high and sheet.lower[at] in ("by", "of", "from", "among") and sheet.lower[i] not in WIDE_NOUNS:
        end = noun_phrase(sheet, at + 1, high)
        if at + 1 < end < high and sheet.lower[end] in ("that", "to"):
            return (at + 1, end), end
    return None, at


def _content(sheet: Sheet, i: int, at: int, high: int) -> tuple[Range | None, bool]:
    """The content that begins at `at`, and whether a preposition of the cue introduces it."""
    word, following, after = sheet.lower[i], sheet.lower[at], sheet.tags[at + 1]
    if following in ("that", "whether") and word in CLAUSE_NOUNS and not after & (AUXILIARY | VERB):
        content = clause_range(sheet, at, high)
        return None if following == "that" and _is_relative(sheet, content) else content, False
    if at > i + 1:
        return None, False
    if (
        following == "to"
        and word in TO_NOUNS
        and sheet.words[at + 1][0].islower()
        and not after & (POSSESSIVE | DETERMINER | PREPOSITION)
    ):
        return clause_range(sheet, at, high, TO_KIND), False
    wide = sheet.wide and word in WIDE_NOUNS and following in _WIDE_PREPOSITIONS
    if wide or (following == "for" and word in _FOR_NOUNS):
        return clause_range(sheet, at + 1, high, NOUN_KIND), True
    return None, False


def _is_relative(sheet: Sheet, content: Range) -> bool:
    """Whether a clause with "that" lacks an object, which its noun is: "a claim that the rivals denied"."""
    start, end = content
    if form_at(sheet, end - 1) & PAST and sheet.lower[end - 1] not in AMBIGUOUS:
        k = end - 2
        while k > start and (sheet.tags[k] & ADVERB or is_manner(sheet.words[k])):
            k -= 1
        if not sheet.tags[k] & (AUXILIARY | SUBJECT):
            return True
    return end > start + 2 and bool(sheet.tags[start + 1] & SUBJECT and form_at(sheet, start + 2) & FINITE)


def _possessor(sheet: Sheet, i: int, low: int) -> Range | None:
    """The possessive before a noun and its adjectives."""
    for j in range(i - 1, max(low, i - 1 - _ADJECTIVES) - 1, -1):
        word = sheet.lower[j]
        if word == "'s" or sheet.words[j] in "’'":
            return subject(sheet, j, low)
        if sheet.tags[j] & POSSESSIVE:
            return (j, j + 1)
        if not word[0].isalpha() or sheet.tags[j] & (VERB | AUXILIARY | QUESTION):
            return None
    return None


def _agent(sheet: Sheet, i: int, low: int) -> Range | None:
    """The subject of the verb that the noun is the object of: "X made the claim that …"."""
    for j in range(i - 1, max(low, i - 2 - _ADJECTIVES) - 1, -1):
        if sheet.lower[j] in _OPPOSING:
            return None
        if sheet.tags[j] & VERB or sheet.lower[j] in _SUPPORTING or sheet.lower[j].endswith("ed"):
            while j > low and sheet.tags[j - 1] & AUXILIARY:
                j -= 1
            return subject(sheet, j, low)
        if not sheet.words[j][0].isalpha():
            return None
    return None
