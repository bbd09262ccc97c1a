"""What stands around a name, and what it tells of it: a place, a person, a word in capitals."""

import re

from blocquotes.model import Span
from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.candidates import Candidate
from blocquotes.suggest.names.gazetteer import Gazetteer

_BEFORE = re.compile(r"(\w+)(,?) $")
_DESCRIBES = re.compile(r" (?!(?:said|says|told|added|also|has|had|is|was|did|will|would|who|and|wrote)\b)\w|[-–]")
_SPEAKS = re.compile(r" (?:said|says|told|added|agreed|replied|asked|argued|warned|wrote)\b")
_AGED = re.compile(r",? \(?\d{2}(?:,|\))|, who(?:se)? ")
"""What follows the names of people alone: their age, or a relative clause."""
_PLACE_AFTER = re.compile(
    r" (?:(islands?|archipelago|peninsula|rivers?|lake|straits?|valley|desert|mountains?|volcano|basin|atoll|reef)"
    r"|provinces?|districts?|regency|city|village|town|prefecture|county|municipality|township)\b"
)
_CAPITALS_BEFORE = re.compile(r"[A-Z]{2}[’']?S? $")
_CAPITALS_AFTER = re.compile(r" [A-Z]{2}")
_INSIDE = re.compile(r"\b(?:in|at|inside|outside|near) (?:the )?$")
_PLACING = name_class("placing-word")
_FROM = name_class("before-place")


def is_surname(text: str, span: Span) -> bool:
    """Whether a people's name is used as one person's: nothing that it could describe follows."""
    return not _DESCRIBES.match(text, span.end) and text[span.end - 1] != "s"


def is_person_here(text: str, span: Span) -> bool:
    """Whether no place is meant where a city's name is the surname of somebody in the article."""
    before = _BEFORE.search(text, max(0, span.start - 20), span.start)
    return text[span.end : span.end + 2] != ", " and (before is None or before[1].lower() not in _FROM)


def is_inside(text: str, at: int) -> bool:
    """Whether a place is meant at `at`: `in the Kremlin`."""
    return bool(_INSIDE.search(text, max(0, at - 12), at))


def speaks(text: str, span: Span) -> bool:
    """Whether a word of speech follows a name."""
    return bool(_SPEAKS.match(text, span.end))


def is_cry(text: str, span: Span, c: Candidate) -> bool:
    """Whether a common word has its capitals from words in capitals around it."""
    if not c.plain or c.kind != "ORG" or not c.text.isupper() or len(c.text) < 2:
        return False
    before = _CAPITALS_BEFORE.search(text, max(0, span.start - 5), span.start)
    return bool(before or _CAPITALS_AFTER.match(text, span.end))


def guess(text: str, span: Span, c: Candidate, weak: bool, words: Gazetteer) -> tuple[str, float]:
    """Type and confidence of a name that nothing else is known of; `weak` as in the mentions' rows."""
    before = _BEFORE.search(text, max(0, span.start - 20), span.start)
    if not c.plain and (kind := _placed(text, span, before)):
        return kind, 0.5
    if " " in c.text:
        return "" if weak or c.text.isupper() else "ORG", 0.4
    if _is_somebody(text, span, c, before, words) or c.text in words.given:
        return "PERSON", 0.5
    if c.text in words.surnames and not c.plain:
        return "PERSON", 0.5
    return ("", 0) if len(c.text.rstrip(".")) < 2 or c.plain else ("ORG", 0.4)


def _placed(text: str, span: Span, before: re.Match[str] | None) -> str:
    """The type of a place by the words around it: `in eastern X`, `X province`; "" for none."""
    if place := _PLACE_AFTER.match(text, span.end):
        return "LOC" if place[1] else "GPE"
    return "GPE" if before and not before[2] and before[1].lower() in _PLACING else ""


def _is_somebody(text: str, span: Span, c: Candidate, before: re.Match[str] | None, words: Gazetteer) -> bool:
    """Whether an office before, or an age or `who` after an unknown single name tells of a person."""
    role = before[1].lower() if before else ""
    if before and (role in words.classes["role"] or role in words.classes["title"]):
        return not before[2] or text.startswith(",", span.end)
    return not c.plain and bool(_AGED.match(text, span.end))
