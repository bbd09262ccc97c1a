"""Quotes in the making: attributions of one sentence as siblings or as one inside the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.contents import SUBORDINATE
from blocquotes.suggest.grammar.finite_verbs import has_finite_verb
from blocquotes.suggest.grammar.times import before_time
from blocquotes.suggest.text.classes import (
    AUXILIARY,
    COMMA,
    COORDINATOR,
    MARK,
    PREPOSITION,
    RELATIVE,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
)
from blocquotes.suggest.text.inflection import GERUND
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, fits, form_at

_CONTRASTING: Final = word_class("contrasting-conjunction")
_CONCEDING: Final = ("although", "though")
_APART: Final = word_class("dash") | {":"}
_OF_CLAUSE: Final = (rules.VERB_BEFORE_THAT, rules.VERB_BEFORE_CLAUSE)
_NEVER_LAST: Final = _CONTRASTING | _APART | {"("}
# Attributions ahead that one is compared with: in one sentence, more never meet.
_REACH: Final = 7


@dataclass(slots=True, init=False)
class Draft:
    """A quote in the making.

    `content` are its token ranges, which may still change, `attribution` is what was found, `end` the token after
    its sentence, `quoted` says whether a quotation is in its content, `nested` whether it is inside another quote.
    """

    content: list[Range]
    attribution: Attribution
    end: int
    quoted: bool
    nested: bool = False

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self, content: list[Range], attribution: Attribution, end: int, quoted: bool, nested: bool = False
    ) -> None:
        self.content = content
        self.attribution = attribution
        self.end = end
        self.quoted = quoted
        self.nested = nested

    @property
    def anchor(self) -> int:
        """The token that decides what a quote is inside of: its cue, or where its content begins."""
        return self.attribution.anchor

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
    content = list(found.content)
    if len(content) != 1 or content[0][0] >= content[0][1]:  # few have more or fewer parts, or an empty one
        content = sorted([span for span in content if span[0] < span[1]])
    end = bounds(sheet, found.anchor)[1] if found.end is None else found.end
    return Draft(content, found, end, _is_quoted(sheet, content, own), own >= 0)


def _is_quoted(sheet: Sheet, content: Sequence[Range], own: int) -> bool:
    """Whether a content reaches into a quotation other than `own`, that of its cue, or out of that one."""
    # A loop, since this is asked of every quote and a generator costs twice the time.
    for start, end in content:  # noqa: SIM110
        if sheet.inside[start:end].count(own) < end - start:
            return True
    return False


def draft_alone(q: Quotation) -> Draft:
    """The draft of a quotation that nothing attributes."""
    span = q.start, q.end
    found = Attribution(q.start, (span,), (), None, "speech", "asserted", rules.QUOTATION_ALONE)
    return Draft([span], found, q.end, True)


def settle(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Marks what is nested, and ends contents where a sibling begins; only near neighbours can meet."""
    anchors = [one.attribution.anchor for one in drafts]
    starts = [one.content[0][0] for one in drafts]  # what is cut here is the end of a content alone
    for k, (next_anchor, next_start) in enumerate(zip(_least_behind(anchors), _least_behind(starts), strict=True)):
        one, anchor = drafts[k], anchors[k]
        end = one.end
        if next_anchor >= end and next_start > anchor:  # as of most
            continue
        for j in range(k + 1, min(k + 1 + _REACH, len(drafts))):
            if anchors[j] < end or starts[j] <= anchor:
                _settle_two(sheet, one, drafts[j])


def _least_behind(places: Sequence[int]) -> list[int]:
    """The least of all places behind each one except the last."""
    return list(accumulate(reversed(places), min))[-2::-1]


def _settle_two(sheet: Sheet, one: Draft, two: Draft) -> None:
    """Decides whether one of two quotes is inside the other, or ends where the other begins."""
    first, second = one.attribution, two.attribution
    holds, held = one.holds(second.anchor), two.holds(first.anchor)
    if not holds:
        if held:
            one.nested = True
    elif held and second.rule.content_first:
        # "Lee said it was over, Roe wrote": all of what Lee said is Roe's content, but Roe and his verb are not Lee's.
        one.nested = True
        _cut(sheet, one, min(span[0] for span in (second.cue[0], second.source) if span))
    else:
        at = _sibling_start(sheet, first, second) or _said_behind_dash(sheet, first, two)
        if at is None:
            two.nested = True
        _cut(sheet, one, at)


def _cut(sheet: Sheet, one: Draft, at: int | None) -> None:
    """Ends a content before token `at`, if there is one, without conjunctions and commas at the edge."""
    if at is None:
        return
    end = at
    while sheet.tags[end - 1] & (COMMA | COORDINATOR) or sheet.lower[end - 1] in _NEVER_LAST:
        end -= 1
    one.content = [(a, min(b, end)) for a, b in one.content if a < min(at - 1, end)] or one.content


def _said_behind_dash(sheet: Sheet, first: Attribution, two: Draft) -> int | None:
    """Where a quotation with a verb of its own begins behind a dash or colon: "said it was late – | “No,” he said"."""
    start = two.content[0][0]
    if not two.attribution.rule.content_first:
        return None
    if sheet.inside[start] <= sheet.inside[start - 1]:
        return None
    # "said: “It is late”"
    return start if first.content[0][0] < start else None


def _sibling_start(sheet: Sheet, first: Attribution, second: Attribution) -> int | None:
    """Where a second attribution begins a clause beside the first one's content; None where it is inside."""
    begin = second.cue[0][0] if second.cue else second.anchor
    # "…, adding that it was late and warning that …"
    if sheet.tags[begin - 1] & COORDINATOR and form_at(sheet, first.anchor) & form_at(sheet, begin) & GERUND:
        return begin
    if second.source is None or sheet.inside[second.anchor] >= 0:
        return None
    if second.source[0] <= first.anchor:
        return None
    start = second.source[0]
    # "He warned of a bloc, (of) which both states view as “harmful”"
    if second.rule is rules.SOMETHING or _is_relative(sheet, first, second):
        # "posted letters | in which Lee said …"
        return start - 2 if sheet.tags[start - 2] & PREPOSITION else start - 1
    # "Lee had said it was late, but | on Monday she said …"
    if fits(sheet, start - 2, PREPOSITION, TIME):
        start -= 2
    # "Lee said it was late, and last month she said …"
    elif sheet.tags[start - 1] & TIME:
        start = before_time(sheet, start, first.anchor)
    return start if _begins_clause(sheet, first, second, start) else None


def _begins_clause(sheet: Sheet, first: Attribution, second: Attribution, start: int) -> bool:
    """Whether a clause beside the first attribution begins at the source of the second, `start`."""
    if sheet.tags[start] & RELATIVE:
        return False
    # "Lee says it is late but he is confident that it will do": his feeling is part of what he says.
    if second.rule is rules.WORD_OF_FEELING and sheet.tags[start] & SUBJECT:
        return False
    # "As Lee said it was over, Roe denied that …"
    if sheet.tags[start - 1] & COMMA:
        if second.rule.content_first:
            return False
        if _is_fronted(sheet, first):
            return True
        return _is_next_in_series(sheet, first, second)
    # "Lee said it was over, and Roe said …"
    if fits(sheet, start - 2, COMMA, COORDINATOR):
        return True
    # "Lee called it “late,” and Roe said …"
    if fits(sheet, start - 3, COMMA, MARK, COORDINATOR):
        return True
    # "It was over, Lee said, although Roe had called for more"
    if any(span[0] == start - 1 for span in first.content) and sheet.lower[start - 1] in _CONCEDING:
        return False
    # "Lee said that while he accepted it was late, …"
    if sheet.lower[start - 2] == "that":
        return False
    # "Lee said it was over while Roe said …"
    return sheet.lower[start - 1] in _CONTRASTING


def _is_relative(sheet: Sheet, first: Attribution, second: Attribution) -> bool:
    """Whether the second attribution is in a relative clause with a source of its own."""
    assert second.source is not None
    word = sheet.lower[second.source[0] - 1]
    if word in ("which", "whom", "who"):
        return second.source[0] - 2 > first.anchor
    if word != "that" or second.rule is not rules.VERB_BEFORE_CLAUSE:
        return False
    # "said he opposed a plan that he thought was late"
    if first.rule in _OF_CLAUSE and sheet.tags[second.source[0]] & SUBJECT:
        return False
    # "a claim that Lee said was false": what follows the verb lacks its subject.
    return bool(sheet.tags[second.content[0][0]] & (AUXILIARY | VERB))


def _is_next_in_series(sheet: Sheet, first: Attribution, second: Attribution) -> bool:
    """Whether the second attribution goes on with a series: "Lee said it was late, Roe said it was early"."""
    if second.medium == "thought" or form_at(sheet, first.anchor) != form_at(sheet, second.anchor):
        return False
    assert second.source is not None
    start = first.content[-1][0]
    # "Lee said that when he called, Roe told him to go"
    opening = start + 1 if sheet.lower[start] == "that" else start
    # "Lee said that even though he called, Roe told him to go"
    opening = opening + 1 if sheet.lower[opening] == "even" else opening
    if sheet.lower[opening] in SUBORDINATE:
        return False
    return has_finite_verb(sheet, (start, second.source[0]))


def _is_fronted(sheet: Sheet, first: Attribution) -> bool:
    """Whether the first attribution is in a fronted or a relative clause, which a comma ends."""
    opening = sheet.tags[bounds(sheet, first.anchor)[0]]
    if opening & SUBORDINATOR:
        return True
    # "At one point, Lee said, she hoped to leave": the phrase is part of the content.
    if opening & PREPOSITION and first.content[0][0] > first.anchor:
        return True
    if first.source is None:
        return False
    return bool(sheet.tags[first.source[0]] & RELATIVE)
