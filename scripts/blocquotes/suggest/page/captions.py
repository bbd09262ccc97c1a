"""What a caption says: who is where in the picture, or in the present tense what happened on a day that is past."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.finite_verbs import PASTS
from blocquotes.suggest.page.blocks import INNER_END
from blocquotes.suggest.page.lines import SHOWN
from blocquotes.suggest.page.publication import DATE, is_person
from blocquotes.suggest.text.inflection import third_person
from blocquotes.suggest.text.line_breaks import ends_sentence

# Characters of the longest caption of one sentence.
_LONGEST = 220
# What is done again and again is no scene, nor what somebody says of himself.
_AGAIN = re.compile(
    r"(?i)\b(?:every|each|I|we|you|my|our|your|in (?:spring|summer|autumn|winter))\b|, (?:and|but|so)\b"
)
# How news begins that is to come, `The council meets on Monday`, and any other sentence of a text.
_NO_OPENING = re.compile(r"(?:The|It|This|That|He|She|They|We|I|But|And|In|On|At|For|As|If|When|While|After|Before)\b")
_MARKS = re.compile(r"[“”\"?!;]|: ")
# Who is where in the picture, also in capitals and by a letter; and what only a caption has or begins with.
_PLACED = re.compile(r"(?i)\((?:l|r|c|left|right|cent(?:er|re)|above|pictured|second from (?:left|right))\)")
_SHOWS = re.compile(
    r"""\((?:left|right|cent(?:er|re)|pictured|second\ from\ (?:left|right))\)
      | ^\(?(?:from\ (?:the\ )?(?:left|right|top)\b | left\ to\ right\b | l-r\b | clockwise\b | pictured:)
      | ^(?:an?\ |the\ )?(?:aerial|general|undated)\ (?:view|photo|picture|image|shot)\b
      | ^an?\ artist['’]s\ impression\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[\w'’]+")
# A past tense, what is to come, and what somebody says: no caption has them.
_NOT_PRESENT: Final = word_class("past-auxiliary") | {
    "said", "told", "will", "would", "could", "should", "might", "says", "say", "tells", "knew", "thought", "saw",
    "wrote", "woke", "fled", "swam", "drank", "forgot",
}  # fmt: skip
# What a picture shows that somebody does, for one and for several; plurals that do not end in -s.
_DOING: Final = name_class("doing")
_DOES: Final = frozenset(map(third_person, _DOING))
_SEVERAL: Final = frozenset(("and", "children", "crew", "men", "people", "police", "staff", "team", "women"))
# What is done somewhere or with something: `Tugs wait outside the harbour`, but not `Ships wait for days`.
_WHERE: Final = frozenset(
    ("in", "at", "on", "near", "outside", "inside", "past", "along", "over", "under", "up", "down", "through", "across")
) | {"into", "from", "behind", "beside", "between", "around", "with", "of", "against", "toward", "towards", "by"}
# Words of a caption among which its verb is.
_FIRST_WORDS = 9
# Somebody and where, or with whom: `Port director Anna Berg at the old quarry`; or what: `Anna Berg, director of …`.
_NAMED = re.compile(
    r"""(?:[\w'’.-]+\ ){0,3}? (?P<name>[A-ZÀ-Ý][\w'’.-]+\ [A-ZÀ-Ý][\w'’-]+)
      (?: \ (?:at|with|outside|inside|beside|near|during|holding)\ (?:the|an?|his|her|their|its|one|two)\b
        | ,\ (?:the\ )?[a-z-]+(?:\ [a-z-]+)?\ (?:of|at|for)\ [^,]+$
      )""",
    re.VERBOSE,
)
_HAS_VERB: Final = frozenset(("is", "are", "has", "have", "does", "do", "can", "may", "must", "did"))
# Before a participle: `is led away`, `a crowded hall`.
_BEFORE_PARTICIPLE: Final = frozenset(("is", "are", "be", "being", "been", "a", "an", "the", "and", "of"))


# Most texts need neither pattern, and they take as long to make as a short text to read.
@cache
def _day() -> re.Pattern[str]:
    """A day, which in a sentence in the present tense can only be that of the picture."""
    return re.compile(
        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last (?:week|month|year|night|summer|winter))\b"
        rf"|{DATE}"
    )


@cache
def _full_day() -> re.Pattern[str]:
    """A day with its year."""
    return re.compile(rf"{DATE}(?<=\d{{4}})")


def is_shown(text: str) -> bool:
    """Whether a line says what a picture shows: `Anna Berg on the quay, pictured in May`."""
    return any((SHOWN.search(text), _SHOWS.search(text), is_scene(text)))


def is_scene(text: str) -> bool:
    """Whether a line is one sentence that says who is where in a picture, or in the present tense what happened on a
    day that is past: `Volunteers pass tyres up the bank on Saturday.`, but not `Volunteers passed …` or `… says on
    Saturday that …`.
    """
    if not _is_one_sentence(text):
        return False
    if _PLACED.search(text):
        return True
    form = _full_day() if _NO_OPENING.match(text) else _day()
    return bool(form.search(text)) and not _is_past(_WORD.findall(text))


def is_action(text: str) -> bool:
    """Whether a line is one sentence about what somebody does who can be seen: `Volunteers carry tyres up the bank.`,
    but not `The ferry carries cars.` In a text that reports what was, such a line is a caption.
    """
    if not _is_one_sentence(text) or _NO_OPENING.match(text):
        return False
    words = _WORD.findall(text)
    done = next((i for i in range(1, min(_FIRST_WORDS, len(words))) if _is_done(words[:i], words[i])), len(words))
    if _WHERE.isdisjoint(words[done:]):
        return False
    return not _is_past([*words[:done], *_NOT_PRESENT.intersection(words)])


def _is_one_sentence(text: str) -> bool:
    """Whether a line is one sentence that may be a caption."""
    if any(form.search(text) for form in (_MARKS, _AGAIN, INNER_END)):
        return False
    return len(text) <= _LONGEST and ends_sentence(text)


def _is_done(subject: Sequence[str], verb: str) -> bool:
    """Whether a verb is what the subject does, by its ending: `Anna Berg and Jo Lee hold`, `A tug waits`."""
    are_several = any(word.lower() in _SEVERAL for word in subject)
    return verb in (_DOING if are_several or subject[-1].endswith("s") else _DOES)


def is_named(text: str) -> bool:
    """Whether a line without a verb says who is in a picture: `Anna Berg at the old quarry`, `From left: Anna Berg`."""
    if len(text) > _LONGEST or INNER_END.search(text):
        return False
    if not _SHOWS.search(text) and not _is_somebody(text):
        return False
    # Neither is a verb here.
    words = [word for word in _WORD.findall(text) if word.lower() not in ("left", "pictured")]
    return _HAS_VERB.isdisjoint(words) and not _is_past(words)


def _is_somebody(text: str) -> bool:
    """Whether a line begins with a person and where, or with what the person is."""
    named = _NAMED.match(text)
    return named is not None and is_person(named["name"].split())


def _is_past(words: Sequence[str]) -> bool:
    """Whether words have a verb in the past tense or one of saying."""
    for before, word in zip(["", *words], words, strict=False):
        if word in _NOT_PRESENT:
            return True
        is_form = word.endswith("ed") or word in PASTS
        if is_form and before not in _BEFORE_PARTICIPLE:
            return True
    return False
