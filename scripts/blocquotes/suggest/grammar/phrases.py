"""Noun phrases read forward by closed classes alone: where the phrase that begins at a token ends."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    ED,
    ING,
    MARK,
    OBJECT,
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
)
from blocquotes.suggest.text.inflection import FINITE, GERUND, ONLY_FINITE
from blocquotes.suggest.text.lexicon import AMBIGUOUS
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, is_name_at, verb_form_at

_BOUNDARY: Final = STOP | MARK | DASH | BRACKET | COMMA | RELATIVE | SUBJECT | QUESTION
# "that plan" is a noun phrase; "the plan | that failed" ends as at any other determiner.
_NEVER_IN: Final = tags_with(_BOUNDARY, but=DETERMINER | MARK)
_PRONOUN: Final = tags_with(SUBJECT | OBJECT, but=POSSESSIVE | DETERMINER)
_UNFINISHED: Final = tags_with(PREPOSITION | COORDINATOR | DETERMINER, but=OBJECT)
_VERBAL: Final = tags_with(AUXILIARY | VERB | SUBORDINATOR, but=POSSESSIVE | PREPOSITION)
_BEFORE_COMMON: Final = DETERMINER | PREPOSITION
_OCCASIONS: Final = tags_with(TIME | VENUE)
_FINITE_OR_GERUND: Final = FINITE | GERUND
_ONLY_TIME: Final = tags_with(TIME, but=VENUE)
_NO_NOUN: Final = SUBJECT | AUXILIARY | ADVERB | PREPOSITION | SUBORDINATOR | RELATIVE
_NO_APPOSITION: Final = tags_with(_NO_NOUN | COORDINATOR | TIME | MARK | QUESTION, but=DETERMINER) | tags_with(
    VERB | ING | ED
)
_AFTER_APPOSITION: Final = COMMA | STOP | DASH | RELATIVE | PREPOSITION | SUBORDINATOR | COORDINATOR
_BEFORE_DETERMINER: Final = PREPOSITION | DETERMINER | COORDINATOR | POSSESSIVE
# Possessives that begin a noun phrase; "her" may be an object that ends one.
_OWN: Final = ("my", "your", "his", "its", "our", "their")
# Participles without -ed before "by", which describe the noun before them.
_IRREGULAR: Final = word_class("irregular-participle")
# Words that begin a noun phrase, and so are none behind a possessive: "her two sons", but "told her | the plan".
_AFTER_OBJECT: Final = ("a", "an", "the", "this", "these", "those", "her", *_OWN)
# Words from "at" to the end of a school's name: "at Oslo University".
_FARTHEST_SCHOOL: Final = 5
_SCHOOLS: Final = frozenset(("university", "college", "institute", "hospital", "school"))
_OF_THE: Final = ("of", "the")
_NUMBERS: Final = ("two", "three", "four", "five", "six", "seven")
_IN_NAMES: Final = ("One", *(number.capitalize() for number in _NUMBERS), "Ten")
# What begins an amount, the words before one, and numbers.
_BEFORE_AMOUNT: Final = (("at", "least"), ("at", "most"), ("as", "many"), ("as", "much"), ("as", "few"))
_ABOUT: Final = ("about", "around", "over", "under", "between")
_BEGINS_AMOUNT: Final = frozenset((*_ABOUT, *(first for first, _ in _BEFORE_AMOUNT), "up"))
_COUNTS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "dozens", "a")
_ALONE: Final = word_class("pronominal")
_WHEN: Final = ("last", "late", "early", "earlier", "today", "yesterday", "tonight", "recently", "minutes", "hours")
_SOMEBODY: Final = ("someone", "somebody", "everyone", "everybody", "anyone", "nobody")
_OCCASION: Final = TIME | VENUE
_ATTACHED: Final = word_class("attaching-preposition")


def noun_phrase(sheet: Sheet, i: int, high: int) -> int:
    """The end of the noun phrase that begins at `i`, with its "of …", "for …" and the like; `i` if none."""
    tags, words = sheet.tags, sheet.words
    if tags[i] in _PRONOUN:
        return i + 1
    # "told her | the dam was weak"
    if sheet.lower[i] == "her" and sheet.lower[i + 1] in _AFTER_OBJECT:
        return i + 1
    end = high
    for k in range(i, high):
        tag = tags[k]
        # Most words of a phrase are of no class.
        if not tag:
            if words[k].endswith("ly") and _is_adverb(sheet, i, k):
                end = k
                break
        elif tag in _NEVER_IN or _stops(sheet, i, k, high):
            end = k
            break
    # "a copy | seen by Lee"
    if sheet.lower[end] == "by" and sheet.lower[end - 1] in _IRREGULAR:
        end -= 1
    for k in range(end, i, -1):
        # "the head of | said", but "aboard Air Force One | that"
        if tags[k - 1] not in _UNFINISHED or _is_number_of_name(sheet, k - 1):
            return k
        # "a mother of two", "the elder of the two"
        if fits(sheet, k - 2, _OF_THE, _NUMBERS):
            return k
    return i


def _is_common(sheet: Sheet, k: int) -> bool:
    """Whether the word at `k` is a common noun or adjective, as far as its letters show."""
    word = sheet.words[k]
    # "the MP for Dean"
    if not word.islower():
        return bool(sheet.tags[k - 1] & DETERMINER) and word.isupper()
    return not sheet.tags[k] & _BEFORE_COMMON


def _is_adverb(sheet: Sheet, i: int, k: int) -> bool:
    """Whether an adverb at `k` ends the phrase that began at `i`: "the envoy | quietly", but "a daily briefing"."""
    if k == i or not is_manner(sheet.words[k]):
        return False
    return not sheet.tags[k - 1] & DETERMINER


def _stops(sheet: Sheet, i: int, k: int, high: int) -> bool:
    """Whether the phrase that began at `i` ends before `k`, a word of some class."""
    tag = sheet.tags[k]
    if tag & MARK:
        return not _is_apostrophe(sheet, k)
    if tag in _VERBAL and not _is_noun(sheet, i, k):
        return True
    if tag & COORDINATOR:
        return not _joins(sheet, k)
    return _stops_inside(sheet, i, k, high) if k > i else False


def _is_apostrophe(sheet: Sheet, mark: int) -> bool:
    """Whether a mark is the apostrophe of a plural: "told CBS News’ Ann Lee that it was late", "the drivers’ union"."""
    if not is_plural_possessive(sheet, mark):
        return False
    # "called them ‘liars’ on Monday"
    return sheet.inside[mark] == sheet.inside[mark + 1]


def _stops_inside(sheet: Sheet, i: int, k: int, high: int) -> bool:
    tag, word = sheet.tags[k], sheet.words[k]
    if tag & DETERMINER:  # "told the envoy | the plan", but "half of the plan"
        if sheet.words[k + 1] == "/":  # "Lim a/l Muthu"
            return False
        return not (sheet.tags[k - 1] & _BEFORE_DETERMINER or _is_number_of_name(sheet, k))
    # "told the town | his army was weak"
    if sheet.lower[k] in _OWN and not sheet.tags[k - 1] & _BEFORE_DETERMINER:
        return True
    # "the envoy | later", but "the first time", "a now famous bridge"
    if tag & ADVERB:
        if not sheet.tags[k - 1] & DETERMINER:
            return True
        return sheet.lower[k - 1] == "that"
    if tag & CUE and _ends_phrase(sheet, k):
        return True
    if tag & PREPOSITION and not _attaches(sheet, i, k, high):
        return True
    if word in _WHEN:  # "said Ann Lee | last week"
        return sheet.words[k - 1][0].isupper()
    if not word.islower():  # "the envoy | Monday", but "the Twitter post", "a Friday rally"
        return tag in _ONLY_TIME and not _modifies(sheet, k, high)
    if tag & ED:  # "Tokyo | delayed the talks"
        return sheet.words[k - 1][0].isupper()
    return is_manner(word)


def _is_number_of_name(sheet: Sheet, k: int) -> bool:
    """Whether a number with a capital ends a name: "Air Force One"."""
    if sheet.words[k] not in _IN_NAMES:
        return False
    if not sheet.words[k - 1][0].isupper():
        return False
    return not sheet.tags[k - 1]


def is_plural_possessive(sheet: Sheet, j: int) -> bool:
    """Whether the mark at `j` is the apostrophe of a plural possessive ("the states' leaders")."""
    if sheet.words[j] not in "’'":
        return False
    return sheet.lower[j - 1].endswith("s")


def _modifies(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a time says which occasion is meant: "a Friday rally", "a packed Friday evening rally"."""
    # "told the BBC's Today programme"
    if sheet.tags[k - 1] & (DETERMINER | POSSESSIVE):
        return True
    return any(tag & VENUE for tag in sheet.tags[k + 1 : min(k + 3, high)])


def _is_noun(sheet: Sheet, i: int, k: int) -> bool:
    """Whether a common verb's form at `k` is a noun, as the word before it says."""
    if sheet.lower[k] == "release":  # "according to a news release"
        return True
    if not sheet.tags[k] & VERB:
        return False
    if k == i:
        return bool(sheet.tags[k - 1] & (PREPOSITION | CUE))
    # "the National Campaign Committee", but "the Campaign Committee | Plans"
    if sheet.words[k][0].isupper():
        return sheet.words[k + 1][0].isupper()
    return bool(sheet.tags[k - 1] & (DETERMINER | POSSESSIVE))


def _ends_phrase(sheet: Sheet, k: int) -> bool:
    """Whether a reporting word after other words is a verb, so that the noun phrase ends before it."""
    form = verb_form_at(sheet, k)  # none in "the reported sighting"
    if form & GERUND:  # "the envoy | saying the talks failed", but "the closing session"
        return bool(sheet.tags[k + 1] & (DETERMINER | SUBJECT | MARK | QUESTION))
    return form in ONLY_FINITE and sheet.lower[k] not in AMBIGUOUS


def _attaches(sheet: Sheet, i: int, k: int, high: int) -> bool:
    """Whether the preposition at `k` goes on with the phrase that began at `i` and begins no adjunct of the clause."""
    word = sheet.lower[k]
    if word == "of":
        return True
    # "Ann Lee, Professor of Law at Oslo University"
    if not _SCHOOLS.isdisjoint(sheet.lower[k + 1 : k + _FARTHEST_SCHOOL]):
        return True
    if word not in _ATTACHED or not any(_is_common(sheet, j) for j in range(i, k)):
        return False
    if word == "to":  # "the envoy to Seoul", but "the plan | to leave"
        return is_name_at(sheet, k + 1, DETERMINER | POSSESSIVE)
    # "the ministry in Tokyo", but "the ministry | in an interview", "| on Monday"
    near = range(k + 1, min(k + 5, high))
    if _OCCASIONS.isdisjoint(sheet.tags[near.start : near.stop]):  # as of most
        return True
    return not any(_is_occasion(sheet, j) for j in near)


def _is_occasion(sheet: Sheet, k: int) -> bool:
    """Whether a time or where somebody speaks is at `k`: "in an interview", "on Monday", but "at Brindle Press"."""
    if sheet.tags[k] & VENUE and sheet.words[k - 1][0].isupper():
        return False
    return bool(sheet.tags[k] & (TIME | VENUE))


def _joins(sheet: Sheet, k: int) -> bool:
    """Whether a coordinator joins two noun phrases: what follows is no reporting verb."""
    if sheet.lower[k] not in ("and", "or", "&"):
        return False
    return not form_at(sheet, k + 1) & (FINITE | GERUND)


def source_end(sheet: Sheet, k: int, high: int) -> int:
    """The end of a name behind its verb with the appositions that follow it."""
    end = noun_phrase(sheet, k, high)
    if end == k and sheet.lower[k] in _ALONE:  # "said one of them"
        end += 1
    # "said someone in the crowd", but "said someone on Monday"
    if sheet.lower[k] in _SOMEBODY and sheet.lower[end] in _ATTACHED and not sheet.tags[end + 1] & _OCCASION:
        end = noun_phrase(sheet, end + 1, high)
    # "wrote Lee | in 1993"
    if fits(sheet, end - 2, ("in",)) and sheet.lower[end - 1].isdigit():
        end -= 2
    # "said Lee [the mayor]"
    if sheet.words[end] == "[":
        end = next((j + 1 for j in range(end, high) if sheet.words[j] == "]"), end)
    end = behind_party(sheet, end)
    while longer := _apposition_end(sheet, end, high):
        end = longer
    return end


def behind_party(sheet: Sheet, k: int) -> int:
    """The token behind the brackets at `k` with a party, a code or a name: "Ann Lee | (D-Ohio)"; else `k`."""
    pair = sheet.brackets.get(k + 1) if sheet.words[k] == "(" else None
    if pair is None or not sheet.words[k - 1][0].isupper():
        return k
    return k if any(sheet.tags[j] & ~STOP for j in range(k + 1, pair[1])) else pair[1] + 1


def _apposition_end(sheet: Sheet, comma: int, high: int) -> int | None:
    """The end of the apposition behind a comma; None where something else is there."""
    tags, start = sheet.tags, comma + 1
    if not tags[comma] & COMMA:
        return None
    # "said Lee, who left", "said Lee, adding that …"
    if tags[start] in _NO_APPOSITION:
        return None
    end = noun_phrase(sheet, start, high)
    if end == high:
        return end
    return end if end > start and tags[end] & _AFTER_APPOSITION else None


def is_reporting(sheet: Sheet, k: int) -> bool:
    """Whether a reporting verb is at a token."""
    return bool(verb_form_at(sheet, k) & _FINITE_OR_GERUND)


def begins_amount(sheet: Sheet, k: int) -> bool:
    """Whether an amount begins at `k`: "said | about 60 were lost", "said | as many as 60", but "said about noon"."""
    word = sheet.lower[k]
    if word not in _BEGINS_AMOUNT:  # as most
        return False
    pair = (word, sheet.lower[k + 1])
    if pair in _BEFORE_AMOUNT:
        return True
    at = k + 2 if pair == ("up", "to") else k + 1
    if word not in _ABOUT and at == k + 1:
        return False
    if not is_number(sheet, at):
        return False
    return not sheet.tags[at + 1] & (TIME | STOP)


def is_number(sheet: Sheet, k: int) -> bool:
    """Whether a number in figures or words is at `k`."""
    return sheet.lower[k][0].isdigit() or sheet.lower[k] in _COUNTS
