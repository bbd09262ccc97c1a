"""Clauses without a conjunction behind a reporting verb: “said it was over”."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.contents import CLAUSE_KIND, NOUN_KIND, SMALL_KIND
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.verbs import ADJECTIVAL, Verb
from blocquotes.suggest.grammar.walk import INSERTION, ONLY_SUBJECT, Government, Walk, governed, next_comma
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    CUE,
    DETERMINER,
    ED,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    VERB,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, NOT_BARE, PARTICIPLE, PRESENT
from blocquotes.suggest.text.lexicon import NOUN
from blocquotes.suggest.text.sheet import Sheet, form_at, opens_quotation

_ADJUNCTS: Final = word_class("clause-adjunct-opener")
_SIGHT: Final = 25
_FARTHEST_FINDING: Final = 15
_FINDING_DOCUMENTS: Final = word_class("finding-document")
HEARING: Final = word_class("hearing-body")
FINDING: Final = word_class("finding-person") | _FINDING_DOCUMENTS
_ONLY_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE)
_BEFORE_NOUN: Final = POSSESSIVE
# Words before a noun or an adjective: “the reported loss”.
_OF_PHRASE: Final = DETERMINER | PREPOSITION
# Words that may be finite verbs: most words of a phrase are of none of these classes.
_MAY_BE_FINITE: Final = AUXILIARY | VERB | ED | CUE
_ONLY_OBJECT: Final = tags_with(OBJECT, but=SUBJECT | POSSESSIVE)
_CLAUSE_ENDS: Final = words_with(STOP) | {"that", "who", "which"}
_NOUN_ENDS: Final = _CLAUSE_ENDS | _ADJUNCTS | words_with(COMMA)
_OF_THINGS: Final = word_class("thing-or-clause")
_SHORTEST_SAID: Final = 3
_BEGINS_OBJECT: Final = words_with(POSSESSIVE, but=AUXILIARY) | {"the", "a", "an"}


def read_bare_clause(sheet: Sheet, walk: Walk) -> Government | None:
    """`said it was over`."""
    return governed(sheet, walk, "bare", walk.at, CLAUSE_KIND) if is_clause(sheet, walk.at, walk.verb) else None


def read_found_clause(sheet: Sheet, walk: Walk) -> Government | None:
    """`the study found crops lose water`, `the court heard he left`: what these find or hear needs no "that"."""
    verb, left = walk.verb, walk.verb.left
    # "a survey of drivers last month found", but "a kitchen of the jury that the cook found"
    before = sheet.lower[max(verb.low, left - _FARTHEST_FINDING) : left]
    if verb.frame.lemma == "hear" and not HEARING.isdisjoint(before):
        return read_bare_clause(sheet, walk)
    if verb.frame.lemma != "find":
        return None
    if FINDING.isdisjoint(before) or "that" in before[:-1]:
        return _found_so(sheet, walk)
    if _has_finite(sheet, walk.at, verb, True):
        return governed(sheet, walk, "bare", walk.at, CLAUSE_KIND)
    # "the survey found rising costs", but "the jury found her guilty", "researchers found a frog"
    return None if _FINDING_DOCUMENTS.isdisjoint(before) else governed(sheet, walk, "noun", walk.at, NOUN_KIND)


def _found_so(sheet: Sheet, walk: Walk) -> Government | None:
    """`found the film “dull”`: an object and what it is found to be, in quotation marks."""
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    # "found “dull” films", "found the book “Dull Days”"
    if not opens_quotation(sheet, end, walk.verb.at) or not sheet.words[end + 1].islower():
        return None
    return governed(sheet, walk, "small", walk.at, SMALL_KIND)


def is_clause(sheet: Sheet, k: int, verb: Verb) -> bool:
    """Whether a finite verb is in sight before the clause ends; "say" has a clause behind it without one."""
    # "maintained a lead in the town he had left"
    nominal = bool(verb.frame.flags & NOUN) or verb.frame.lemma in _OF_THINGS
    if sheet.tags[k] in ONLY_SUBJECT:
        return True
    # "trusted me, the fans trusted me"
    if sheet.tags[k] in _ONLY_OBJECT:
        return False
    if _it_does(sheet, k) or _has_finite(sheet, k, verb, nominal):
        return True
    if verb.frame.lemma != "say":
        return False
    return verb.high - k > _SHORTEST_SAID


def _has_finite(sheet: Sheet, k: int, verb: Verb, nominal: bool) -> bool:
    """Whether a finite verb is in sight from `k` on; where a noun phrase may follow (`nominal`), more is needed."""
    ends = _NOUN_ENDS if nominal else _CLAUSE_ENDS
    tags, lower, behind = sheet.tags, sheet.lower, k
    for j in range(k, min(k + _SIGHT, verb.high)):
        before = tags[j - 1]
        # "hopes a word from Lee, who is loved, will help"
        if before & COMMA and tags[j] & RELATIVE:
            partner = next_comma(sheet, j, min(j + INSERTION, verb.high))
            if partner is None:
                break
            behind = partner + 1
        if j < behind:
            continue
        if lower[j] in ends:
            break
        if j > k:
            # "written letters, we have met them": a second sentence begins behind the comma
            if before & COMMA and tags[j] in ONLY_SUBJECT:
                break
            if nominal:
                if before & COORDINATOR and _may_be_coordinated(sheet, j):
                    break
                # "announced the plan he had made"
                if before in ONLY_SUBJECT:
                    continue
        if lower[j + 1] in _BEGINS_OBJECT and _is_third_person(sheet, j, k):
            return True
        if tags[j] & _MAY_BE_FINITE and _is_finite(sheet, j, k, nominal):
            return True
    return False


def _may_be_coordinated(sheet: Sheet, j: int) -> bool:
    """Whether a verb goes on with a subject: "claimed a prize and | was cheered", "disputed it but | said no"."""
    return bool(sheet.tags[j] & AUXILIARY) or form_at(sheet, j) in NOT_BARE


def _it_does(sheet: Sheet, k: int) -> bool:
    """Whether "it" has a third person behind it, whatever the verb: "claims it leans", but "recalls it as late"."""
    if sheet.lower[k] != "it" or sheet.tags[k + 1]:
        return False
    # "thinks it unlikely that it will rain"
    if sheet.lower[k + 2] == "that":
        return True
    return sheet.lower[k + 1].endswith("s")


def _is_finite(sheet: Sheet, j: int, start: int, nominal: bool) -> bool:
    """Whether the word at `j`, of some class of verbs, looks finite; where a noun phrase may follow, more is needed."""
    tag, before = sheet.tags[j], sheet.tags[j - 1]
    if before & COORDINATOR:  # "announced jobs and cuts", "claimed a win and was cheered"
        return False
    if sheet.words[j] == "May":  # "denied any role in an interview in May"
        return False
    if tag in _ONLY_AUXILIARY:
        return True
    if before & SUBJECT:  # "it's over", but "China's claim"
        return True
    if before & _BEFORE_NOUN:  # "posted a letter of her own"
        return False
    # "wrote a play called “Late”"
    if form_at(sheet, j + 1) & PARTICIPLE:
        return False
    form = form_at(sheet, j)
    # "wrote several personal guarantees"
    if form == PRESENT and sheet.words[j - 1].endswith(ADJECTIVAL):
        return False
    if nominal and _follows_singular(sheet, j):  # "announced trade talks": what can be a noun is one
        tag, form = tag & ~VERB, (0 if form & BASE else form)
    if tag & VERB:
        return True
    # "writing a book called “Late”"
    if _gives_title(sheet, j, form):
        return False
    if j == start:
        return False
    if tag & ED:
        return True
    return False if before & _OF_PHRASE else bool(form & FINITE)


def _gives_title(sheet: Sheet, j: int, form: int) -> bool:
    """Whether a participle, a form given as bits, is right before a quotation: "a book | called “Late”"."""
    if not form & PARTICIPLE:
        return False
    return opens_quotation(sheet, j + 1, j)


def _is_third_person(sheet: Sheet, j: int, start: int) -> bool:
    """Whether a word in -s between a noun and an article is a verb: "believes the case | exposes a failure"."""
    if j == start or sheet.tags[j] & ~(VERB | CUE):
        return False
    if not sheet.lower[j].endswith("s"):
        return False
    # "believes the king's sons the heirs"
    return not (sheet.tags[j - 1] & ~CUE or sheet.lower[j - 1].endswith("s"))


def _follows_singular(sheet: Sheet, j: int) -> bool:
    """Whether a word in lower case without -s is before `j`: "announced | trade talks"."""
    if sheet.words[j - 1] != sheet.lower[j - 1]:
        return False
    return not sheet.lower[j - 1].endswith("s")
