"""Content that stands before its verb: a quotation, or a clause that a comma closes."""

from typing import NamedTuple

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import AUXILIARY, COMMA, CUE, DASH, POSSESSIVE, VERB
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, sentence_start

_CONJUNCTIONS = word_class("conjunction")
_UNFINISHED = word_class("unfinished-mark")


class Preceding(NamedTuple):
    """The content before a verb and whether a quotation ends it."""

    content: Range
    quoted: bool


def preceding(sheet: Sheet, edge: int, low: int, at: int) -> Preceding | None:
    """The content that ends before token `edge`, where the subject or the verb at `at` begins."""
    k = edge - 1
    if k < 0:
        return None
    own = sheet.inside[at]
    closed = sheet.tags[k] & (COMMA | DASH) and sheet.inside[k] == own
    if closed and k > 0 and sheet.inside[k - 1] != own:
        k -= 1
    if sheet.inside[k] >= 0 and sheet.inside[k] != own:
        content = _quoted(sheet, sheet.quotations[sheet.inside[k]], edge, low) if own < 0 else None
        return Preceding(content, True) if content else None
    start = content_start(sheet, low, k)
    return Preceding((start, k), False) if closed and start < k else None


def _quoted(sheet: Sheet, q: Quotation, edge: int, low: int) -> Range | None:
    """The content that a quotation ends, with what its sentence has before the quotation."""
    if not q.closed or not _goes_on(sheet, q, edge, low):
        return None
    start = sentence_start(sheet, q.start)
    if q.start > start and (sheet.tags[q.start - 1] & DASH or sheet.words[q.start - 1] == ":"):
        return (q.start, q.end)
    punctuated = sheet.tags[edge - 1] & (COMMA | DASH) or sheet.words[q.end - 2][-1] in ",.?!…—–’'-"
    return (content_start(sheet, start, q.end), q.end) if punctuated or start == q.start else None


def _goes_on(sheet: Sheet, q: Quotation, edge: int, low: int) -> bool:
    """Whether the sentence of a quotation goes on after it, as far as its last mark tells."""
    if q.end > low:
        return True
    last = sheet.words[q.end - 2]
    if last in ("’", "'") and q.end - q.start > 4:
        last = sheet.words[q.end - 3]
    return last in _UNFINISHED and edge == q.end and q.end not in sheet.tokens.paragraphs


def content_start(sheet: Sheet, start: int, end: int) -> int:
    """Where a content begins that stands first in its sentence: after conjunctions."""
    while start < end and sheet.lower[start] in _CONJUNCTIONS and sheet.inside[start] < 0:
        start += 1
    return start


def has_finite_verb(sheet: Sheet, span: Range) -> bool:
    """Whether a stretch holds a finite verb, as far as closed classes and endings tell."""
    return span[1] - span[0] > 2 and any(
        (sheet.tags[k] & (AUXILIARY | VERB | CUE) and not sheet.tags[k] & POSSESSIVE) or sheet.lower[k].endswith("ed")
        for k in range(*span)
    )
