"""Objects of a reporting verb that are content, alone or with a preposition, predicate or to-clause."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range, is_headline, is_setting
from blocquotes.suggest.grammar.contents import CLAUSE_KIND, NOUN_KIND, SMALL_KIND, TO_KIND
from blocquotes.suggest.grammar.phrases import is_number, noun_phrase
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.grammar.walk import LONGEST_INSERTION, LONGEST_OBJECT, Government, Walk, governed
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    DETERMINER,
    ING,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    TIME,
    VENUE,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import GERUND, NOT_BARE
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, past, skip

_APPOSITION: Final = 10
# Words before "of" and what they are a part of: "one of the men".
_PART_OF: Final = word_class("pronominal")
_ENDS_OBJECT: Final = tags_with(STOP | AUXILIARY | RELATIVE | MARK, but=POSSESSIVE)
_REMEMBERING: Final = ("recall", "remember")
_ENDS_OF_INFINITIVES: Final = ("ss", "us", "as")
_INSTEAD: Final = ("instead", "again", "now", "simply")
_OWNED: Final = DETERMINER | POSSESSIVE


def to_follows(sheet: Sheet, k: int) -> bool:
    """Whether "to", or "not to", is at `k`, and no plural behind it."""
    if sheet.lower[k] == "not":
        return "to" in sheet.lower[k : k + 2]
    return sheet.lower[k] == "to" and not is_plural_at(sheet, k + 1)


def is_plural_at(sheet: Sheet, k: int) -> bool:
    """Whether the word behind "to" is a plural: "warned in a note to | clients", but "to discuss", "to focus"."""
    word = sheet.lower[k]
    return word.endswith("s") and not word.endswith(_ENDS_OF_INFINITIVES)


def read_object_with_preposition(sheet: Sheet, walk: Walk) -> Government | None:
    """`accused them of treason`: the object and what the preposition brings are the content."""
    at = _object_end(sheet, walk.verb, walk.at)
    return object_before(sheet, walk, at) if at else None


def object_before(sheet: Sheet, walk: Walk, at: int) -> Government:
    """An object and what the preposition at `at` brings, as the content."""
    found = governed(sheet, walk, "object", at + 1, NOUN_KIND, ((at, at + 1),))
    end = at - 1 if sheet.tags[at - 1] & COMMA else at
    return Government(found.kind, ((walk.at, end), *found.content), found.cue, found.agent, found.comma)


def read_predicate(sheet: Sheet, walk: Walk) -> Government | None:
    """`called it a fraud`, `called it on Monday a fraud`."""
    found = governed(sheet, walk, "small", walk.at, SMALL_KIND)
    end, high = found.content[0][1], walk.verb.high
    behind = skip(sheet, past(sheet, end, high, PREPOSITION), high, TIME)
    if not fits(sheet, behind - 1, TIME, DETERMINER | MARK):
        return found
    content = (*found.content, clause_range(sheet, behind, high, SMALL_KIND))
    return Government(found.kind, content, found.cue, found.agent, found.comma)


def read_object_with_infinitive(sheet: Sheet, walk: Walk) -> Government | None:
    """`urged him to leave`."""
    end = listed_end(sheet, walk.at, walk.verb.high)
    # "urged him instead | to leave"
    if to_follows(sheet, end + 1 if sheet.lower[end] in _INSTEAD else end):
        return governed(sheet, walk, "to", walk.at, TO_KIND)
    # "Lee urges UN: act now", "Lee urges voters at a rally: act now"
    colon = noun_phrase(sheet, end + 1, walk.verb.high) if sheet.tags[end] & PREPOSITION else end
    if sheet.lower[colon] == ":":
        return governed(sheet, walk, "colon", colon + 1, CLAUSE_KIND)
    return None


def listed_end(sheet: Sheet, k: int, high: int) -> int:
    """The end of a noun phrase with the later members of a list of names: "asked Ann Lee, Roe and Cruz | to leave"."""
    end = noun_phrase(sheet, k, high)
    while sheet.tags[end] & COMMA and sheet.words[end + 1][0].isupper():
        end = noun_phrase(sheet, end + 1, high)
    return end


def read_noun(sheet: Sheet, walk: Walk) -> Government | None:
    """`condemned the attack`, and `recalled him weeping`, an object and what it does."""
    if walk.adjuncts:
        return None
    if walk.verb.frame.lemma in _REMEMBERING and _does_something(sheet, walk):
        return governed(sheet, walk, "small", walk.at, CLAUSE_KIND)
    return governed(sheet, walk, "noun", walk.at, NOUN_KIND)


def _does_something(sheet: Sheet, walk: Walk) -> bool:
    """Whether a form in -ing ends the object: "recalled him | weeping", but "recalled | weeping in a car"."""
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    return any(sheet.tags[k] & ING and not sheet.tags[k - 1] & _OWNED for k in range(walk.at + 1, end + 1))


def _object_end(sheet: Sheet, verb: Verb, k: int) -> int | None:
    """The preposition that ends an object which begins at `k`, as in "accuse … of"."""
    for p in range(k + 1, min(k + LONGEST_OBJECT, verb.high)):
        word = sheet.lower[p]
        # "accused one of the men of lying"
        if word == "of" and sheet.lower[p - 1] in _PART_OF:
            continue
        if word in ("as", "on") and not _may_end_object(sheet, p, verb.high):
            continue
        # "identified illnesses such as cancer"
        if sheet.lower[p - 1] == "such":
            continue
        if word in verb.frame.object_prepositions:
            return p if sheet.lower[p + 1] != "well" else None  # "dismissed the idea as well"
        if sheet.tags[p] in _ENDS_OBJECT:
            return None
        # "condemned the raid and called for talks", "criticising the tax and calling for talks"
        if sheet.tags[p - 1] & COORDINATOR and _joins_verb(verb, form_at(sheet, p)):
            return None
        if word == "," and not _goes_on_object(sheet, verb, k, p):
            return _behind_apposition(sheet, verb, p)
    return None


def _joins_verb(verb: Verb, form: int) -> bool:
    """Whether a word of some form behind "and" goes on with the sentence of a verb and not with its object."""
    return form in NOT_BARE or bool(form & verb.form & GERUND)


def _may_end_object(sheet: Sheet, k: int, high: int) -> bool:
    """Whether the preposition at `k` may end an object: "blamed Lee | on Monday | for it" has another."""
    # "Doctors reject offer as strike drags on"
    if sheet.lower[k] == "as" and is_headline(sheet, high) and is_setting(sheet, k, high):
        return False
    # "described scenes of fear as the roof fell"
    if sheet.lower[k] == "as" and sheet.tags[k + 1] & DETERMINER:
        end = noun_phrase(sheet, k + 1, high)
        return not sheet.tags[end] & VERB
    if sheet.lower[k] == "as":
        return True
    return not any(tag & (TIME | VENUE) for tag in sheet.tags[k + 1 : k + 4])


def _goes_on_object(sheet: Sheet, verb: Verb, start: int, comma: int) -> bool:
    """Whether an object goes on behind a comma: "accused Smith, Jones and …", "accused their leader, Kim, of …"."""
    if sheet.lower[comma + 1] in verb.frame.object_prepositions:
        return "," in sheet.lower[start:comma]
    # "accused its old, rich ally of …"
    if sheet.tags[start] & _OWNED:
        return not sheet.tags[comma + 1]
    return sheet.words[comma + 1][0].isupper()


def _behind_apposition(sheet: Sheet, verb: Verb, comma: int) -> int | None:
    """The preposition behind an apposition to the object: "accused Kim, the leader of the north, | of …"."""
    is_relative = sheet.tags[comma + 1] & (RELATIVE | POSSESSIVE)
    # "accused Kim, 44, of treason"
    if not is_relative and not sheet.tags[comma + 1] & DETERMINER and not is_number(sheet, comma + 1):
        return None
    reach = range(comma + 1, min(comma + (LONGEST_INSERTION if is_relative else _APPOSITION), verb.high - 1))
    behind = (k + 1 for k in reach if sheet.tags[k] & COMMA)
    return next((k for k in behind if sheet.lower[k] in verb.frame.object_prepositions), None)
