"""Attributions by phrases without a verb of saying: "in the words of X", "to quote X", "per X", "is how X put it"."""

from dataclasses import replace
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.attributions.by_comment import by_phrase
from blocquotes.suggest.attributions.by_signature import speaks
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.preceding import content_start
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    OBJECT,
    POSSESSIVE,
    STOP,
    TIME,
)
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, is_at, is_finite_at, opens_quotation, past

_PUTTING: Final = word_class("putting-verb")
_PARTICLES: Final = word_class("particle") | {"together"}
_USING: Final = ("use", "borrow", "quote", "repeat", "echo")
_THE_WORDS_OF: Final = ["the", "words", "of"]
_BEFORE_PHRASE: Final = COMMA | DASH
# Tokens of an owner: "in the former deputy prime minister ’s words".
_LONGEST_OWNER: Final = 8
# What figures are from, without an article: "per figures from the bank".
_DOCUMENTS: Final = ("figures", "data", "records", "statistics", "estimates", "filings", "polls", "polling")
STANDPOINTS: Final = word_class("standpoint")
_AFTER_STANDPOINT: Final = COMMA | STOP
_OWNED: Final = DETERMINER | POSSESSIVE


def by_words(sheet: Sheet, i: int) -> Attribution | None:
    """`In the words of X, “…”` and `in X’s words, “…”`, where "words" is at `i`."""
    if sheet.lower[i - 2 : i + 2] == ["in", "the", "words", "of"]:
        return by_phrase(sheet, i - 2, i + 2, rules.ATTRIBUTING_PHRASE)
    # "to use the words of Lee", "To borrow the words of Lee"
    if sheet.lower[i - 3] == "to" and sheet.lower[i - 2] in _USING and sheet.lower[i - 1 : i + 2] == _THE_WORDS_OF:
        return by_phrase(sheet, i - 3, i + 2, rules.ATTRIBUTING_PHRASE)
    source = _owner(sheet, i - 1 if sheet.lower[i - 1] == "own" else i)
    begin = i + 2 if sheet.lower[i + 1] == ":" else past(sheet, i + 1, bounds(sheet, i)[1], COMMA)
    if source is None or not _begins_words(sheet, source[0] - 1, i, begin):
        return None
    return _in_words(sheet, source, i, begin)


def _begins_words(sheet: Sheet, start: int, i: int, begin: int) -> bool:
    """Whether somebody's words are behind "in X’s words", from `start` to `i`, at once or in the rest of the clause."""
    if opens_quotation(sheet, begin, i):
        return True
    # "The wall, in Lee’s words, is “a shame.”", "In Lee’s words, the wall is “a shame.”"
    if not _stands_apart(sheet, start):
        return False
    # "In Lee’s words there was doubt."
    return bool(sheet.quoted((clause_range(sheet, begin, bounds(sheet, i)[1]),)))


def _owner(sheet: Sheet, end: int) -> Range | None:
    """Whose words are at `end`, if "in" is before the owner: "in | Mr. Lee | ’s words", "in | her | words"."""
    if not sheet.tags[end - 1] & POSSESSIVE:
        return None
    low = max(bounds(sheet, end)[0], end - _LONGEST_OWNER)
    start = next((k for k in range(end - 1, low, -1) if sheet.lower[k - 1] == "in"), end)
    stop = end - 1 if sheet.lower[end - 1] == "'s" else end
    # "In short, Lee’s words “…” were wrong."
    is_name = not any(tag & COMMA for tag in sheet.tags[start:stop])
    return (start, stop) if start < stop and is_name else None


def _in_words(sheet: Sheet, source: Range, i: int, begin: int) -> Attribution:
    """The quotation at `begin`, and what its sentence says before "in X’s words": "The pact is, in her words, “…”."""
    low, high = bounds(sheet, i)
    at = source[0] - 1
    before = content_start(sheet, low, at), at - 1 if sheet.tags[at - 1] & COMMA else at
    content = [span for span in (before, clause_range(sheet, begin, high)) if span[0] < span[1]]
    cue = ((at, at + 1), (i, i + 1))
    return Attribution(i, tuple(content), cue, source, "speech", "asserted", rules.ATTRIBUTING_PHRASE)


def by_borrowing(sheet: Sheet, i: int) -> Attribution | None:
    """`To borrow a phrase from X, …` and `…, in the phrase of X`, where "phrase" is at `i`."""
    if sheet.lower[i - 2 : i + 2] == ["in", "the", "phrase", "of"]:
        return by_phrase(sheet, i - 2, i + 2, rules.ATTRIBUTING_PHRASE)
    if sheet.lower[i - 3 : i + 2] != ["to", "borrow", "a", "phrase", "from"]:
        return None
    return by_phrase(sheet, i - 3, i + 2, rules.ATTRIBUTING_PHRASE)


def by_standpoint(sheet: Sheet, i: int) -> Attribution | None:
    """`In X’s view, …`, `…, in X’s view` and `in the view of X, …`, where "view" is at `i`."""
    if sheet.lower[i - 2 : i + 2] == ["in", "the", sheet.lower[i], "of"] and _stands_apart(sheet, i - 2):
        found = by_phrase(sheet, i - 2, i + 2, rules.ATTRIBUTING_PHRASE)
        return replace(found, medium="thought") if found else None
    source = _owner(sheet, i)
    if source is None or not _stands_apart(sheet, source[0] - 1):
        return None
    return _in_view(sheet, source, i)


def _in_view(sheet: Sheet, source: Range, i: int) -> Attribution | None:
    """What is before and behind "in X’s view", where X is the source and "view" is at `i`."""
    low, high = bounds(sheet, i)
    # "In Lee’s view of the world"
    if not sheet.tags[i + 1] & _AFTER_STANDPOINT:
        return None
    at = source[0] - 1
    spans = (content_start(sheet, low, at), at - 1), clause_range(sheet, min(i + 2, high), high)
    content = tuple([span for span in spans if span[0] < span[1]])
    if not content:
        return None
    return Attribution(i, content, ((at, at + 1), (i, i + 1)), source, "thought", "asserted", rules.ATTRIBUTING_PHRASE)


def by_front(sheet: Sheet, q: Quotation) -> Attribution | None:
    """`For Lee, it was “a shame”`, where the quotation behind a form of "be" is no other source's."""
    if not sheet.tags[q.start - 1] & BE:
        return None
    low, high = bounds(sheet, q.start - 1)
    if sheet.lower[low] != "for":
        return None
    end = noun_phrase(sheet, low + 1, q.start)
    if not is_at(sheet, end, q.start, COMMA) or not _is_person(sheet, low + 1, end):
        return None
    content = (clause_range(sheet, end + 1, high),)
    return Attribution(low, content, ((low, low + 1),), (low + 1, end), "thought", "asserted", rules.ATTRIBUTING_PHRASE)


def _is_person(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a noun phrase is a name, a pronoun or somebody who speaks: "Lee", "the mayor", but not "years"."""
    if sheet.tags[start] & (OBJECT | TIME):
        return not sheet.tags[start] & TIME
    return sheet.words[start][0].isupper() or speaks(sheet, start, end)


def by_per(sheet: Sheet, i: int) -> Attribution | None:
    """`…, per X` and `…, as per X`, where "per" is at `i`; a rate such as "per year" has no comma before it."""
    start = i - 1 if sheet.lower[i - 1] == "as" else i
    if not _stands_apart(sheet, start):
        return None
    if not _begins_source(sheet, i + 1):
        return None
    found = by_phrase(sheet, start, i + 1, rules.ATTRIBUTING_PHRASE)
    if found is None:
        return None
    # "Per Lind, a baker, said …": the first word is a name.
    return None if is_finite_at(sheet, found.content[0][0], AUXILIARY) else found


def _begins_source(sheet: Sheet, k: int) -> bool:
    """Whether who says something may begin at `k`: "per the mayor", "per figures", but not "per year"."""
    if sheet.tags[k] & _OWNED or sheet.words[k][0].isupper():
        return True
    return speaks(sheet, k, k + 1) or sheet.lower[k] in _DOCUMENTS


def by_quoting(sheet: Sheet, i: int) -> Attribution | None:
    """`To quote X, “…”`, where "quote" is at `i`."""
    if sheet.lower[i - 1 : i + 1] != ["to", "quote"] or not _stands_apart(sheet, i - 1):
        return None
    return by_phrase(sheet, i - 1, i + 1, rules.ATTRIBUTING_PHRASE)


def _stands_apart(sheet: Sheet, i: int) -> bool:
    """Whether a phrase at `i` begins its sentence or its brackets, or follows a comma or dash."""
    low = bounds(sheet, i)[0]
    # "But in Lee's view, it is late"
    if i in (low, past(sheet, low, i, COORDINATOR)):
        return True
    # "“It is late,” to quote Lee"
    if sheet.inside[i - 1] != sheet.inside[i]:
        return True
    return bool(sheet.tags[i - 1] & _BEFORE_PHRASE)


def by_how(sheet: Sheet, verb: Verb, source: Range) -> Attribution | None:
    """`“…” is how X put it`, where "it" follows the verb, and `“…” is how X describes her`."""
    if verb.frame.lemma not in _PUTTING:
        return None
    copula = source[0] - 2
    content = content_start(sheet, verb.low, copula), copula
    if sheet.lower[verb.at + 1] == "it":
        # "This is how Lee put it back together."
        if sheet.lower[verb.at + 2] in _PARTICLES:
            return None
        return verbal(sheet, verb, (content,), source, rules.ATTRIBUTING_PHRASE, ((verb.at + 1, verb.at + 2),))
    # "That is how friends describe her."
    return verbal(sheet, verb, (content,), source, rules.ATTRIBUTING_PHRASE) if sheet.quoted((content,)) else None
