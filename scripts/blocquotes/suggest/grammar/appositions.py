"""Subjects that begin before the last comma: "Ann Lee, a clerk from Oslo | said", "Neither Lee, the clerk, nor Roe"."""

from typing import Final

from blocquotes.suggest.data import name_class
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    COMMA,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    TIME,
)
from blocquotes.suggest.text.lexicon import ADDRESSEE
from blocquotes.suggest.text.sheet import Range, Sheet, form_at, sentence_start

_ROLES: Final = name_class("role") | name_class("title")
_PRONOUN: Final = SUBJECT | RELATIVE
_NO_HEAD: Final = TIME | ADVERB | PREPOSITION
_NO_CONTENT: Final = COMMA | STOP | TIME | PREPOSITION
_JOINTS: Final = ("and", "or", "nor")
# What somebody or a body is, before the name: "Head Coach, Ann Lee", "The union, Solidar".
_TITLES: Final = _ROLES | {"union", "charity", "firm", "company", "bank", "ministry", "agency", "party"}
# Words in lower case of an office: "Minister for the Arts, Sport and Youth".
_IN_OFFICE: Final = ("the", "and", "of", ",")
_DESCRIBING: Final = ("a", "an", "the", "who", "which")
# Tokens of a name with its appositions: "Ann Lee, 54, head of the guild of bakers in the old town of Ulm".
_LONGEST: Final = 25


def with_head(sheet: Sheet, verb: Verb, found: Range) -> Range:
    """The subject `found` of a verb with what is before it: the name that it describes, or the others of its list."""
    comma = found[0] - 1
    if (sheet.lower[comma] in _JOINTS or "nor" in sheet.lower[slice(*found)]) and (
        start := _list_start(sheet, verb.low, found)
    ) is not None:
        return start, found[1]
    # "Many of the roads, he said, …", "Ann Lee, who calls it late, …"
    if sheet.tags[found[0]] & _PRONOUN:
        return found
    # "Ann Lee, who lives in Oslo | said"
    if sheet.tags[comma] & RELATIVE:
        comma -= 1
    if not sheet.tags[comma] & COMMA:
        return found
    start = _behind_quotation(sheet, comma, verb.low)
    if start is None:
        start = _name_before(sheet, verb, (comma + 1, found[1]))
    if start is None and (_is_titled(sheet, verb.low, found) or _is_in_office(sheet, verb.low, found)):
        start = verb.low
    return found if start is None else (start, found[1])


def with_list(sheet: Sheet, verb: Verb, found: Range) -> Range:
    """The subject `found` of a verb with the others of its list: "Neither Lee, the clerk, nor | Roe"."""
    if sheet.lower[found[0] - 1] not in _JOINTS:  # as most
        return found
    start = _list_start(sheet, verb.low, found)
    return found if start is None else (start, found[1])


def _list_start(sheet: Sheet, low: int, found: Range) -> int | None:
    """Where a list begins of which the subject found is the last member."""
    if "nor" in sheet.lower[found[0] + 1 : found[1]]:
        return _behind_neither(sheet, low, found[0])
    joint = found[0] if sheet.lower[found[0]] == "nor" else found[0] - 1
    if sheet.lower[joint] == "nor":
        return next((k for k in range(joint - 1, low - 1, -1) if sheet.lower[k] == "neither"), None)
    if not sheet.tags[joint - 1] & COMMA:
        return None
    start = _behind_quotation(sheet, joint - 1, low)
    if start is not None:
        return start if _reaches(sheet, start, joint) else None
    begin = low + 1 if sheet.lower[low] == "either" else low
    # "Lee, a clerk, or Roe, a nurse, will say …", but "Lee left, a clerk, and Roe said …"
    return low if not sheet.tags[begin] and _reaches(sheet, begin, joint) else None


def _behind_neither(sheet: Sheet, low: int, start: int) -> int | None:
    """Where "neither" begins a list of three or more: "Neither Lee, | Roe nor Cruz"."""
    reach = range(start - 1, max(low, start - _LONGEST) - 1, -1)
    return next((k for k in reach if sheet.lower[k] == "neither"), None)


def _reaches(sheet: Sheet, start: int, joint: int) -> bool:
    """Whether nothing but a noun phrase and its apposition is before a conjunction: "Lee, the clerk, | or"."""
    end = noun_phrase(sheet, start, joint)
    # "Lee, the clerk, left, and Roe said …"
    commas = [k for k in range(start, joint) if sheet.tags[k] & COMMA]
    if commas != [end, joint - 1]:
        return False
    # "Ann Lee, 30, | and Jo Roe, 41, said"
    return sheet.lower[end + 1] in _DESCRIBING or sheet.lower[end + 1].isdigit()


def _behind_quotation(sheet: Sheet, comma: int, low: int) -> int | None:
    """Where a name begins that is between a quotation and the comma: "“It is late,” | Ann Lee, a clerk"."""
    place = sheet.inside[comma]
    reach = range(comma - 1, max(low - 1, comma - _LONGEST), -1)
    near = sheet.inside[reach.stop + 1 : comma]
    if near.count(place) == len(near):  # as before most
        return None
    mark = next(k for k in reach if sheet.inside[k] != place)
    # "In “The Wall,” Ann Lee, the author says …"
    if not _begins_sentence(sheet, mark):
        return None
    start = mark + 2 if sheet.tags[mark + 1] & COMMA else mark + 1
    # "“It is late,” last night, Lee said"
    if not _begins_name(sheet, start):
        return None
    if not sheet.tags[noun_phrase(sheet, start, comma)] & COMMA:
        return None
    # "“Go,” Lee says, the envoy said"
    return None if any(_is_verbal(sheet, k) for k in range(start, comma)) else start


def _is_verbal(sheet: Sheet, k: int) -> bool:
    """Whether a clause is at a token: "Lee | says", "he", but not "the union | 's head"."""
    if sheet.tags[k] & POSSESSIVE:
        return False
    return bool(form_at(sheet, k))


def _begins_name(sheet: Sheet, k: int) -> bool:
    """Whether a name begins at a token, or a phrase with "the"."""
    return sheet.words[k][0].isupper() or sheet.lower[k] == "the"


def _begins_sentence(sheet: Sheet, mark: int) -> bool:
    """Whether the quotation that a mark closes begins its sentence."""
    k = sheet.inside[mark]
    if k < 0:
        return False
    return sentence_start(sheet, sheet.quotations[k].start) == sheet.quotations[k].start


def _name_before(sheet: Sheet, verb: Verb, described: Range) -> int | None:
    """Where a name begins to which a role is an apposition: "Bread is dear, | Ann Lee, a baker in Ulm, said"."""
    comma = described[0] - 1
    if not _is_role(sheet, *described) and sheet.lower[comma + 1] != "who":
        return None
    start = next((k for k in range(comma, verb.low, -1) if not sheet.words[k - 1][0].isupper()), verb.low)
    if sheet.tags[start] & _NO_HEAD:
        return None
    if start == verb.low:
        # "Separately, a clerk said it was late"
        return start if comma > start + 1 and _has_content(sheet, verb) else None
    before = start - 1
    if not sheet.tags[before] & COMMA:
        return None
    # "She met the mayor, Ann Lee, an official in Ulm said": the name is that of the mayor.
    return None if sheet.lower[before - 1] in _ROLES or sheet.words[before - 1][0].isupper() else start


def _is_titled(sheet: Sheet, low: int, found: Range) -> bool:
    """Whether a sentence begins with what the name behind its comma is: "The biggest union, | Solidar said"."""
    comma = found[0] - 1
    if not all(word[0].isupper() for word in sheet.words[found[0] : found[1]]) or sheet.tags[found[0]]:
        return False
    if noun_phrase(sheet, low, comma) < comma or any(form_at(sheet, k) for k in range(low, comma)):
        return False
    return sheet.lower[comma - 1] in _TITLES


def _is_in_office(sheet: Sheet, low: int, found: Range) -> bool:
    """Whether an office with a list is before a name: "Minister of Youth, | Sport and Culture Ann Lee"."""
    of = next((k for k in range(low + 1, found[0]) if sheet.tags[k] & PREPOSITION), low)
    if sheet.lower[of - 1] not in _ROLES or "and" not in sheet.lower[slice(*found)]:
        return False
    return all(word[0].isupper() or word in _IN_OFFICE for word in sheet.words[of + 1 : found[1]])


def _has_content(sheet: Sheet, verb: Verb) -> bool:
    """Whether the content of a verb is right behind it, or a quotation before its sentence."""
    # "“Is it late?” Ann Lee, a baker in Ulm asked."
    if sheet.inside[verb.low - 1] != sheet.inside[verb.low]:
        return True
    # "Ann Lee, a baker in Ulm told us it was late", but "Ann Lee, a friend said, is ill"
    behind = noun_phrase(sheet, verb.at + 1, verb.high) if verb.frame.flags & ADDRESSEE else verb.at + 1
    return sheet.lower[behind] == ":" or not sheet.tags[behind] & _NO_CONTENT


def _is_role(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a phrase without "the" says what one person is: "a chief baker", "chief baker at a mill, Norsund"."""
    head = next((k for k in range(start, end) if sheet.tags[k + 1] & (PREPOSITION | RELATIVE | COMMA)), end - 1)
    if sheet.lower[head] not in _ROLES:
        return False
    return sheet.lower[start] != "the"
