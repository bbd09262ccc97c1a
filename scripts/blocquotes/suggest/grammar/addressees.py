"""Addressees of a reporting verb: “told reporters who had come”."""

from typing import Final

from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.contents import TO_KIND
from blocquotes.suggest.grammar.marked_clauses import with_negation
from blocquotes.suggest.grammar.objects import listed_end, to_follows
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.grammar.walk import NO_INFINITIVE, ONLY_SUBJECT, Government, Walk, begins_content, governed
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    CUE,
    ED,
    MARK,
    OBJECT,
    PREPOSITION,
    STOP,
    SUBJECT,
    VERB,
)
from blocquotes.suggest.text.inflection import singular
from blocquotes.suggest.text.lexicon import OBJECT_TO
from blocquotes.suggest.text.sheet import Sheet, fits, is_finite_at

_INDEFINITE: Final = word_class("indefinite-person")
_QUANTIFIERS: Final = word_class("quantifier")
# What begins a description of whom something is told, and the most words it has before "that".
_DESCRIBING: Final = word_class("describing-opener")
_DESCRIPTION: Final = 10
_PERSONS: Final = name_class("role") | name_class("title") | word_class("speaking-noun")
_BODIES: Final = name_class("organ") | word_class("speaking-noun") | {"jury", "inquest"}
_AFTER_ADDRESSEE: Final = ("that", "to", "whether", "if", ":")
_PLACES: Final = ("nearby", "there", "here", "present", "inside", "outside", "around")
# The most words from "anyone" to the "that" behind who is meant: "anyone she had met".
_LONGEST_MEETING: Final = 5
_FINITE: Final = AUXILIARY | VERB | ED
# Verbs that may do without somebody to speak to: "warned the wall was weak", but "told the mayor it was weak".
_ADDRESSING_NOBODY: Final = ("warn", "caution", "promise")
_RECIPROCAL: Final = (("each", "other"), ("one", "another"))
# Pronouns that a description follows: "told anyone who would listen", "told those at the back".
_OPEN: Final = ("those", "all", "anyone", "anybody", "both", "everyone", "everybody")
_AFTER_QUANTIFIER: Final = MARK | COMMA | STOP | SUBJECT


def pass_addressee(sheet: Sheet, walk: Walk) -> Government | None:
    """Goes over an addressee; with a to-clause behind, the addressee is part of the content."""
    k, verb = walk.at, walk.verb
    if walk.addressed or verb.passive:
        return None
    if sheet.tags[k] in ONLY_SUBJECT and not _is_indefinite_addressee(sheet, k):  # "promised they would leave"
        return None
    if sheet.lower[k : k + 2] == ["no", "one"]:
        walk.addressed, walk.at = True, k + 2
        return None
    if _promises_thing(sheet, walk):
        return None
    end = k + 1 if _promises_her(sheet, walk) else _pronominal_end(sheet, k, verb.high)
    if end == k:
        end = _with_place(sheet, k, _with_quantifier(sheet, listed_end(sheet, k, verb.high)))
    end = _before_subject(sheet, k, _behind_relative(sheet, end, verb))
    if verb.frame.lemma in _ADDRESSING_NOBODY and _is_clause_subject(sheet, k, end, verb.high):
        walk.addressed = True
        return None
    if verb.frame.flags & OBJECT_TO and to_follows(sheet, end):
        return governed(sheet, walk, "to", with_negation(sheet, walk), TO_KIND)
    walk.addressed, walk.at = True, end
    return None


def _behind_relative(sheet: Sheet, end: int, verb: Verb) -> int:
    """The "to" behind a relative clause on whom the verb asks: "asked anyone who saw it | to call"."""
    if not verb.frame.flags & OBJECT_TO:
        return end
    if sheet.lower[end] != "who":
        return end
    for k in range(end + 2, min(end + _DESCRIPTION, verb.high)):
        # "asked those who went to Rome to call"
        if sheet.lower[k] == "to" and _begins_infinitive(sheet, k):
            return k
    return end


def _before_subject(sheet: Sheet, k: int, end: int) -> int:
    """The end of an addressee without a subject right behind it: "told reporters | demand was weak"."""
    if not is_finite_at(sheet, end, AUXILIARY | VERB):
        return end
    return next((j for j in range(k + 1, end) if not sheet.tags[j] & ~CUE and _is_addressed(sheet, j - 1, j)), end)


def _is_clause_subject(sheet: Sheet, k: int, end: int, high: int) -> bool:
    """Whether a noun phrase is the subject of what is said: "warned | the wall was weak", but "warned Lee was late"."""
    # "warned them was"
    if end == k + 1 and sheet.tags[k] & OBJECT and not sheet.tags[k] & SUBJECT:
        return False
    if not (k < end < high):
        return False
    return bool(sheet.tags[end] & (AUXILIARY | VERB))


def _is_addressed(sheet: Sheet, k: int, following: int) -> bool:
    """Whether whom something is told ends at `k`: persons, a body, or a name with a common noun behind it."""
    if sheet.tags[k]:
        return False
    # "told Reuters | demand was weak", "told the crowd | Lee had left"
    if sheet.words[k][0].isupper() or sheet.words[following][0].isupper():
        return sheet.words[k][0].isupper() != sheet.words[following][0].isupper()
    word = sheet.lower[k]
    if word in _BODIES:
        return True
    return singular(word) in _PERSONS


def _begins_infinitive(sheet: Sheet, k: int) -> bool:
    """Whether a verb follows the "to" at `k`, which no verb before it needs: "went to Rome", "had to leave"."""
    # "saw them on the way to the port"
    if sheet.tags[k + 1] & NO_INFINITIVE:
        return False
    return not sheet.tags[k - 1] & (AUXILIARY | VERB)


def _promises_thing(sheet: Sheet, walk: Walk) -> bool:
    """Whether a thing and nobody is behind "promise": "promised a new wall", but "promised the mayor a new wall"."""
    if walk.verb.frame.lemma != "promise":
        return False
    # "promised them a new wall"
    if sheet.tags[walk.at] & OBJECT:
        return False
    # "a promising start"
    if walk.verb.participial:
        return False
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    head = next((k for k in range(walk.at, end - 1) if sheet.tags[k + 1] & PREPOSITION), end - 1)
    if singular(sheet.lower[head]) in _PERSONS:
        return False
    # "promised Ann Lee", but "Lee Promises Action"
    if sheet.words[head].islower():
        return True
    return sheet.words[walk.verb.at][0].isupper()


def _promises_her(sheet: Sheet, walk: Walk) -> bool:
    """Whether "her" is whom a thing is promised: "promised her | two days a week", but "promised her brother it"."""
    if walk.verb.frame.lemma != "promise" or sheet.lower[walk.at] != "her":
        return False
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    return singular(sheet.lower[end - 1]) not in _PERSONS


def _is_indefinite_addressee(sheet: Sheet, k: int) -> bool:
    """Whether an indefinite pronoun is told something: "told everyone (that) it was late", but "said everyone left"."""
    if sheet.lower[k] not in _INDEFINITE:
        return False
    return not is_finite_at(sheet, k + 1, _FINITE)


def _with_quantifier(sheet: Sheet, end: int) -> int:
    """The end of an addressee with "both" or "all" behind it: "told them both “…”", but "told us all was lost"."""
    if not fits(sheet, end - 1, OBJECT, _QUANTIFIERS):
        return end
    is_behind = sheet.tags[end + 1] & _AFTER_QUANTIFIER or sheet.lower[end + 1] in ("that", "to")
    return end + 1 if is_behind else end


def _with_place(sheet: Sheet, k: int, end: int) -> int:
    """The end of "both" or "each" told something, or of somebody with where they are: "told anyone nearby | that"."""
    # "told both that it was late", but "told both sides that it was late", "told each was late"
    if sheet.lower[k] in _QUANTIFIERS and _is_behind_addressee(sheet, k + 1):
        return k + 1
    if sheet.lower[end] not in _PLACES:
        return end
    # "It was late, Lee told everybody there."
    return end + 1 if _is_behind_addressee(sheet, end + 1) or sheet.tags[end + 1] & STOP else end


def _pronominal_end(sheet: Sheet, k: int, high: int) -> int:
    """The end of an addressee without a noun: "told each other (that)", "told those at the back"."""
    pair = (sheet.lower[k], sheet.lower[k + 1])
    if pair in _RECIPROCAL:
        return k + 2
    # "told whoever would listen that it was late"
    if pair[0] == "whoever":
        near = range(k + 2, min(k + _DESCRIPTION, high))
        return next((j for j in near if sheet.lower[j] == "that"), k)
    if pair[0] not in _OPEN:
        return k
    # "told anyone she met that it was late", but "told everyone she knew it"
    if "that" in sheet.lower[k + 3 : k + _LONGEST_MEETING]:
        return sheet.lower.index("that", k + 3)
    if pair[1] == "who" or _is_behind_addressee(sheet, k + 1):
        return k + 1
    # "told those at the back that it was late"
    end = noun_phrase(sheet, k + 2, high)
    return end if _is_behind_addressee(sheet, end) else k


def _is_behind_addressee(sheet: Sheet, k: int) -> bool:
    """Whether what somebody is told or asked begins at a token: "that", "to", "whether", ", “…”"."""
    if sheet.lower[k] in _AFTER_ADDRESSEE or _begins_clause(sheet, k):
        return True
    return bool(sheet.tags[k] & COMMA)


def _begins_clause(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun and its verb are at a token: "told everyone there | it was late"."""
    # "told anyone who asked what the plan would cost that it was late"
    if not sheet.tags[k] & SUBJECT:
        return False
    return bool(sheet.tags[k + 1] & (AUXILIARY | VERB))


def pass_relative(sheet: Sheet, walk: Walk) -> None:
    """Goes over what describes the addressee to "that" or a quotation: "told reporters who asked that …"."""
    if not walk.addressed:
        return
    if sheet.lower[walk.at] not in _DESCRIBING:
        return
    for k in range(walk.at + 1, min(walk.at + _DESCRIPTION, walk.verb.high)):
        if begins_content(sheet, walk, k) or sheet.lower[k] == ":" or _tells_more(sheet, walk, k):
            walk.at = k
            return
        # "told anyone who asked; he said that it was late"
        if sheet.tags[k] & STOP:
            break
    # "It was late, Lee told anyone who would listen.", but "told everyone who would win"
    if sheet.lower[walk.at - 1] in _OPEN and not sheet.lower[walk.at - 1].startswith("every"):
        walk.at = walk.verb.high


def _tells_more(sheet: Sheet, walk: Walk, k: int) -> bool:
    """Whether a clause follows what describes an addressee: "told anyone who asked | it was late"."""
    if sheet.lower[walk.at - 1] not in _OPEN:
        return False
    if k <= walk.at + 1:
        return False
    return _begins_clause(sheet, k)
