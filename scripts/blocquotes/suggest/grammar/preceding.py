"""Contents before the verb that attributes them, and around brackets."""

from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.contents import SUBORDINATE
from blocquotes.suggest.text.classes import COMMA, DASH, SUBJECT
from blocquotes.suggest.text.inflection import FINITE
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, bracket_around, form_at, is_name_at, sentence_start

_CONJUNCTIONS: Final = word_class("conjunction")
_COMMA_OR_DASH: Final = COMMA | DASH
_UNFINISHED: Final = word_class("unfinished-mark")
_APART: Final = word_class("dash") | {":", ";"}
_PLAIN: Final = ("said", "says", "added", "explained")


def around_bracket(sheet: Sheet, i: int) -> tuple[Range, ...]:
    """The clause around the brackets that token `i` is in: "The wall (according to Lee) will fall"."""
    pair = bracket_around(sheet, i)
    if pair is None:
        return ()
    opening, closing = pair
    low, high = bounds(sheet, opening)
    rest = clause_range(sheet, closing + 1, high) if closing + 1 < high else (high, high)
    return tuple([span for span in ((content_start(sheet, low, opening), opening), rest) if span[0] < span[1]])


@dataclass(slots=True)
class Preceding:
    """The content before a verb and whether a quotation ends it."""

    content: Range
    quoted: bool


def preceding(sheet: Sheet, edge: int, low: int, at: int) -> Preceding | None:
    """The content that ends before token `edge`, where the subject or the verb at `at` begins."""
    inside, k = sheet.inside, edge - 1
    own = inside[at]
    if inside[k] == own:
        if not sheet.tags[k] & _COMMA_OR_DASH:  # as before most verbs
            return None
        if inside[k - 1] != own:  # "“It is over”, he said"
            k -= 1
    if inside[k] not in (own, -1):
        content = _quoted(sheet, sheet.quotations[inside[k]], edge, low)
        return Preceding(content, True) if content else None
    start = content_start(sheet, low, k)
    return Preceding((start, k), False) if start < k else None


def _quoted(sheet: Sheet, q: Quotation, edge: int, low: int) -> Range | None:
    """The content that a quotation ends, with what its sentence has before the quotation."""
    if not _sentence_goes_on(sheet, q, edge, low):
        return None
    start = sentence_start(sheet, q.start)
    # "When a man shouted, “Cruz,” Lee joked": the quotation is that of another verb.
    before = q.start - 2 if sheet.tags[q.start - 1] & COMMA else q.start - 1
    if sheet.lower[start] in SUBORDINATE and form_at(sheet, before) & FINITE:
        return None
    if sheet.words[q.start - 1] in _APART:  # "The plan failed: “It is over,” he said"
        return q.start, q.end
    is_ended = bool(sheet.tags[edge - 1] & _COMMA_OR_DASH) or sheet.words[q.end - 2][-1] in ",.?!…—–’'-"
    return (content_start(sheet, start, q.end), q.end) if is_ended or start == q.start else None


def _sentence_goes_on(sheet: Sheet, q: Quotation, edge: int, low: int) -> bool:
    """Whether the sentence of a quotation goes on after it, as far as its last mark shows."""
    if q.end > low:
        return True
    last = sheet.words[q.end - 2]
    if last in ("’", "'"):  # "“He said ‘Why?’” she recalled"
        last = sheet.words[q.end - 3]
    if edge != q.end or q.end in sheet.tokens.paragraphs:
        return False
    return last in _UNFINISHED or _only_attributes(sheet, q.end)


def _only_attributes(sheet: Sheet, start: int) -> bool:
    """Whether a sentence says no more than who said it: "“It is over.” | Lee said."."""
    end = bounds(sheet, start)[1]
    if sheet.lower[end - 2] not in _PLAIN:
        return False
    return is_name_at(sheet, start, SUBJECT)


def content_start(sheet: Sheet, start: int, end: int) -> int:
    """Where a content begins that is first in its sentence: after conjunctions, or behind another verb's colon."""
    for k in range(start, end):
        if sheet.lower[k] not in _CONJUNCTIONS:
            return _behind_colon(sheet, k, end) if ":" in sheet.lower[k:end] else k
    return end


def _behind_colon(sheet: Sheet, start: int, end: int) -> int:
    """The token behind a verb of saying and its colon: "Lee disagrees: | go home, he says"."""
    if sheet.inside[end - 1] >= 0:
        return start
    colons = (k for k in range(start + 1, end - 1) if sheet.lower[k] == ":")
    return next((k + 1 for k in colons if form_at(sheet, k - 1) & FINITE), start)
