"""What the words around a name say of it: that it is a place, a person, a word in capitals."""

import re

from blocquotes.model import Span
from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.candidates import Candidate
from blocquotes.suggest.names.gazetteer import Gazetteer

_BEFORE = re.compile(r"(?P<word>\w+)(?P<comma>,?) $")
_DESCRIBES = re.compile(r" (?!(?:said|says|told|added|also|has|had|is|was|did|will|would|who|and|wrote)\b)\w|[-–]")
_SPEAKS = re.compile(r" (?:said|says|told|added|agreed|replied|asked|argued|warned|wrote)\b")
# What follows the names of persons alone: their age, or a relative clause.
_AGED = re.compile(r",? \(?\d{2}(?:,|\))|, who(?:se)? ")
_PLACE_AFTER = re.compile(
    r"""\ (?: (?P<natural>islands?|archipelago|peninsula|rivers?|lake|straits?|valley|desert|mountains?|volcano
                |basin|atoll|reef)
          | provinces?|districts?|regency|city|village|town|prefecture|county|municipality|township)\b""",
    re.VERBOSE,
)
_SHORTEST_NAME = 2
_CAPITALS_BEFORE = re.compile(r"[A-Z]{2}[’']?S? $")
_INSIDE = re.compile(r"\b(?:in|at|inside|outside|near) (?:the )?$")
_PLACING = name_class("placing-word")
_FROM = name_class("before-place")


def is_surname(text: str, span: Span) -> bool:
    """Whether a people's name is used as one person's: nothing that it could describe follows."""
    return not _DESCRIBES.match(text, span.end)


def is_person_here(text: str, span: Span) -> bool:
    """Whether no place is meant where a city's name is the surname of a person in the article."""
    word, _ = _before(text, span)
    return word not in _FROM and not text.startswith(", ", span.end)


def is_inside(text: str, at: int) -> bool:
    """Whether a place is meant at `at`: `in the Kremlin`."""
    return bool(_INSIDE.search(text, max(0, at - 12), at))


def speaks(text: str, span: Span) -> bool:
    """Whether a word of speech follows a name."""
    return bool(_SPEAKS.match(text, span.end))


def is_cry(text: str, span: Span, c: Candidate) -> bool:
    """Whether a common word has its capitals from words in capitals before it: `WE WILL WIN`."""
    if not c.plain or not c.text.isupper():
        return False
    return bool(_CAPITALS_BEFORE.search(text, max(0, span.start - 5), span.start))


def guess(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> tuple[str, float]:
    """Type and confidence of a name that nothing else is known of; the type is "" where it seems to be none."""
    if not c.plain and (kind := _placed(text, span)):
        return kind, 0.5
    if " " in c.text:
        return "" if c.text.isupper() else "ORG", 0.4
    if c.text in gazetteer.given or _is_somebody(text, span, c, gazetteer):
        return "PERSON", 0.5
    if c.plain or len(c.text.rstrip(".")) < _SHORTEST_NAME:
        return "", 0
    return ("PERSON", 0.5) if c.text in gazetteer.surnames else ("ORG", 0.4)


def _placed(text: str, span: Span) -> str:
    """The type of a place by the words around it: `in eastern X`, `X province`; "" for none."""
    if place := _PLACE_AFTER.match(text, span.end):
        return "LOC" if place["natural"] else "GPE"
    word, _ = _before(text, span)
    return "GPE" if word in _PLACING else ""


def _is_somebody(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether an office before, or an age or `who` after an unknown single name shows that it is a person."""
    word, comma = _before(text, span)
    if word in gazetteer.classes["office-word"]:  # "the poet Anwel", "Her husband, Wasdir, a fisherman"
        return not comma or text.startswith(",", span.end)
    return not c.plain and bool(_AGED.match(text, span.end))


def _before(text: str, span: Span) -> tuple[str, str]:
    """The word before a name in lower case, and the comma between them, if any."""
    before = _BEFORE.search(text, max(0, span.start - 20), span.start)
    return (before["word"].lower(), before["comma"]) if before else ("", "")
