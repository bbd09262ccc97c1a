"""Quotes in the making: attributions in one sentence told apart, as siblings or as one inside the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    VERB,
)
from blocquotes.suggest.text.inflection import GERUND
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, form_at

_CONTRASTING = word_class("contrasting-conjunction")
_REACH = 7


@dataclass(slots=True)
class Draft:
    """A quote in the making.

    `content` are its token ranges, `attribution` what attributes it if anything does, `end` the token after
    its sentence, `quoted` whether a quotation is in its content, `nested` whether it stands inside another
    quote.
    """

    content: list[Range]
    attribution: Attribution | None
    end: int
    quoted: bool
    nested: bool = False

    @property
    def anchor(self) -> int:
        """The token that decides what a quote is inside of: its cue, or where its content begins."""
        return self.attribution.anchor if self.attribution else self.content[0][0]

    def holds(self, at: int) -> bool:
        """Whether token `at` is in the content."""
        # A loop, since this is asked of every pair of neighbours and a generator costs twice the time.
        for start, end in self.content:  # noqa: SIM110
            if start <= at < end:
                return True
        return False


def draft(sheet: Sheet, found: Attribution) -> Draft:
    """The draft of an attribution; one inside a quotation is nested."""
    own = sheet.inside[found.anchor]
    content = sorted([span for span in found.content if span[1] > span[0]])
    quoted = any(sheet.inside[start:end].count(own) < end - start for start, end in content)
    return Draft(content, found, bounds(sheet, found.anchor)[1], quoted, own >= 0)


def settle(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Marks what is nested, and ends contents where a sibling begins; only near neighbours can meet."""
    anchors = [one.anchor for one in drafts]
    for k, one in enumerate(drafts):
        for j in range(k + 1, min(k + 1 + _REACH, len(drafts))):
            two = drafts[j]
            near = anchors[j] < one.end or two.content[0][0] <= anchors[k]
            if near and two.attribution and one.attribution:
                _settle_two(sheet, one, two, one.attribution, two.attribution)


def _settle_two(sheet: Sheet, one: Draft, two: Draft, first: Attribution, second: Attribution) -> None:
    holds, held = one.holds(second.anchor), two.holds(first.anchor)
    if held and (second.rule.content_first or not holds):
        one.nested = True
        if holds:
            _cut(
                sheet,
                one,
                second.cue[0][0] if second.source is None else min(second.cue[0][0], second.source[0]),
            )
    elif holds and (at := _sibling_start(sheet, first, second)) is not None:
        _cut(sheet, one, at)
    elif holds:
        two.nested = True


def _cut(sheet: Sheet, one: Draft, at: int) -> None:
    """Ends a content before token `at`, without conjunctions and commas at the edge."""
    end = at
    while end > 0 and (sheet.tags[end - 1] & (COMMA | COORDINATOR) or sheet.lower[end - 1] in _CONTRASTING):
        end -= 1
    one.content = [(a, min(b, end)) for a, b in one.content if a < min(at - 1, end)] or one.content


def _sibling_start(sheet: Sheet, first: Attribution, second: Attribution) -> int | None:
    """Where a second attribution begins a clause beside the first one's content; None where it is inside."""
    begin = second.cue[0][0]
    if sheet.tags[begin - 1] & COORDINATOR and form_at(sheet, first.anchor) & form_at(sheet, begin) & GERUND:
        return begin
    if second.source is None or second.source[0] <= first.anchor or sheet.inside[second.anchor] >= 0:
        return None
    start = second.source[0]
    tag, word = sheet.tags[start - 1], sheet.lower[start - 1]
    if second.rule is rules.SOMETHING or _is_relative(sheet, first, second, word):
        return start - 1 - bool(sheet.tags[start - 2] & PREPOSITION)
    if sheet.tags[start] & RELATIVE:
        return None
    if tag & COMMA:
        return start if not second.rule.content_first and _is_fronted(sheet, first) else None
    joined = tag & COORDINATOR and (word == "but" or sheet.tags[start - 2] & COMMA)
    return start if joined or word in _CONTRASTING else None


def _is_relative(sheet: Sheet, first: Attribution, second: Attribution, word: str) -> bool:
    """Whether the second attribution stands in a relative clause with a source of its own."""
    assert second.source is not None
    if word in ("which", "whom", "who"):
        return second.source[0] - 2 > first.anchor
    begins = sheet.tags[second.content[0][0]]
    return word == "that" and second.rule is rules.VERB_BEFORE_CLAUSE and bool(begins & (AUXILIARY | VERB))


def _is_fronted(sheet: Sheet, first: Attribution) -> bool:
    """Whether the first attribution stands in a fronted or a relative clause, which a comma ends."""
    begins = sheet.tags[bounds(sheet, first.anchor)[0]]
    relative = first.source is not None and sheet.tags[first.source[0]] & RELATIVE
    return bool(begins & (PREPOSITION | SUBORDINATOR) or relative)
