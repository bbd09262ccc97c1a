"""What a caption says: who is where in the picture, or in the present tense what happened on a day that is past."""

import re
from functools import cache
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.finite_verbs import PASTS
from blocquotes.suggest.page.blocks import INNER_END
from blocquotes.suggest.page.lines import SHOWN
from blocquotes.suggest.page.publication import DATE
from blocquotes.suggest.text.line_breaks import ends_sentence

# Characters of the longest caption of one sentence.
_LONGEST = 220
# What is done again and again is no scene, nor what somebody says of himself.
_AGAIN = re.compile(r"(?i)\b(?:every|each|I|we|you|my|our|your)\b")
# How news begins that is to come, `The council meets on Monday`, and any other sentence of a text.
_NO_OPENING = re.compile(r"(?:The|It|This|That|He|She|They|We|I|But|And|In|On|At|For|As|If|When|While|After|Before)\b")
_MARKS = re.compile(r"[“”\"?!;]")
# Who is where in the picture.
_PLACED = re.compile(r"(?i)\((?:l|r|c|left|right|cent(?:er|re)|above|pictured|second from (?:left|right))\)")
_WORD = re.compile(r"[\w'’]+")
# A past tense, what is to come, and what somebody says: no caption has them.
_NOT_PRESENT: Final = word_class("past-auxiliary") | {
    "said", "told", "will", "would", "could", "should", "might", "says", "say", "tells", "knew", "thought", "saw",
    "wrote", "woke", "fled", "swam", "drank", "forgot",
}  # fmt: skip
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
    return bool(SHOWN.search(text)) or is_scene(text)


def is_scene(text: str) -> bool:
    """Whether a line is one sentence that says who is where in a picture, or in the present tense what happened on a
    day that is past: `Volunteers pass tyres up the bank on Saturday.`, but not `Volunteers passed …` or `… says on
    Saturday that …`.
    """
    if len(text) > _LONGEST or any(form.search(text) for form in (_MARKS, _AGAIN, INNER_END)):
        return False
    if not ends_sentence(text):
        return False
    if _PLACED.search(text):
        return True
    form = _full_day() if _NO_OPENING.match(text) else _day()
    return bool(form.search(text)) and not _is_past(_WORD.findall(text))


def _is_past(words: list[str]) -> bool:
    """Whether words have a verb in the past tense or one of saying."""
    for before, word in zip(["", *words], words, strict=False):
        if word in _NOT_PRESENT:
            return True
        is_form = word.endswith("ed") or word in PASTS
        if is_form and before not in _BEFORE_PARTICIPLE:
            return True
    return False
