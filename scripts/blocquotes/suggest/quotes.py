"""Quotes of a text: attributions and quotations put together, joined, typed and nested."""

from collections.abc import Iterator
from dataclasses import dataclass

from blocquotes.marks import read
from blocquotes.model import Span
from blocquotes.suggest.according import by_according, by_adverb
from blocquotes.suggest.attribution import Attribution, by_verb
from blocquotes.suggest.reading import Page, Range, read_page, bounds
from blocquotes.suggest.labels import by_colon, by_label
from blocquotes.suggest.lexicon import ADVERBS, CLAUSE_NOUNS, TO_NOUNS, WIDE_NOUNS
from blocquotes.suggest.nominal import by_noun
from blocquotes.suggest.tokens import Tokens, tokenize
from blocquotes.suggest.vocabulary import COMMA, COORDINATOR, CUE, AUXILIARY, PREPOSITION, RELATIVE, SUBORDINATOR, VERB


@dataclass(frozen=True, slots=True)
class SuggestedQuote:
    """A quote as suggested; offsets are code points of the text, `within` is the index of the quote around it."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    type: str
    medium: str
    factuality: str
    confidence: float
    within: int | None
    rule: str


_BACKWARD = frozenset(("parenthetical", "trailing", "after", "inverted", "according"))
_CONTRASTING = frozenset(("while", "although", "though", "whereas"))


@dataclass(slots=True)
class _Draft:
    """A quote in the making: token ranges of its content, its attribution, and where its sentence ends."""

    content: list[Range]
    attribution: Attribution | None
    end: int
    quoted: bool
    nested: bool = False


def suggest_quotes(text: str, wide: bool = False) -> list[SuggestedQuote]:
    """The quotes of a text in text order; `wide` adds wishes, intentions and takings of sides."""
    page = read_page(tokenize(text), wide)
    drafts = [_draft(page, a) for a in _attributions(page)]
    labelled = [_draft(page, a) for a in by_label(page)]
    drafts = _resolve(page, _under_labels(drafts, labelled))
    drafts = _continue(page, drafts)
    return _publish(page, drafts)


def _under_labels(drafts: list[_Draft], labelled: list[_Draft]) -> list[_Draft]:
    """All drafts, with those that stand under a speaker's label marked as nested."""
    for label in labelled:
        for draft in drafts:
            assert draft.attribution
            if _holds(label, draft.attribution.anchor):
                draft.nested = True
    return labelled + drafts


def _attributions(page: Page) -> Iterator[Attribution]:
    before: list[Attribution] = []
    area: Range = (0, 0)
    for i in [i for i, tag in enumerate(page.tags) if tag & CUE]:
        here = bounds(page, i)
        if here != area:
            before, area = [], here
        if len(before) > 30:
            continue
        found = _attribution(page, i, before)
        if found and found.content:
            before.append(found)
            yield found


def _attribution(page: Page, i: int, before: list[Attribution]) -> Attribution | None:
    word = page.lower[i]
    if word == "according":
        return by_according(page, i)
    if word in ADVERBS:
        return by_adverb(page, i)
    found = by_verb(page, i, before) if word in page.verbs else None
    if found is None and (word in CLAUSE_NOUNS or word in TO_NOUNS or page.wide and word in WIDE_NOUNS):
        return by_noun(page, i, before)
    return found


def _draft(page: Page, a: Attribution) -> _Draft:
    own = page.inside[a.anchor]
    content = sorted(r for r in a.content if r[1] > r[0])
    quoted = any(_holds_quotation(page, r, own) for r in content)
    return _Draft(content, a, bounds(page, a.anchor)[1], quoted, own >= 0)


def _holds_quotation(page: Page, r: Range, own: int) -> bool:
    return any(page.inside[k] != own for k in range(*r))


def _resolve(page: Page, drafts: list[_Draft]) -> list[_Draft]:
    """Marks as nested what stands inside the content of another attribution."""
    for k, draft in enumerate(drafts):
        for other in drafts[k + 1 : k + 8]:
            _settle(page, draft, other)
    return [d for d in drafts if d.content]


def _settle(page: Page, first: _Draft, second: _Draft) -> None:
    """Decides which of two attributions is inside the other, or where the first one's content ends."""
    assert first.attribution and second.attribution
    one, two = first.attribution, second.attribution
    holds = _holds(first, two.anchor)
    held = _holds(second, one.anchor)
    if held and (not holds or two.rule in _BACKWARD):
        first.nested = True
        if holds and two.rule in _BACKWARD:
            start = min([two.cue[0][0], *([two.source[0]] if two.source else [])])
            first.content = [(a, min(b, _before(page, start))) for a, b in first.content if a < start - 1]
    elif holds:
        cut = _break_before(page, one, two)
        if cut is None:
            second.nested = True
        else:
            first.content = [(a, min(b, _before(page, cut))) for a, b in first.content if a < cut - 1]


def _holds(draft: _Draft, at: int) -> bool:
    return any(a <= at < b for a, b in draft.content)


def _before(page: Page, at: int) -> int:
    """The end of what stands before `at`, without conjunctions and commas at the edge."""
    while at > 0 and (page.tags[at - 1] & (COMMA | COORDINATOR) or page.lower[at - 1] in _CONTRASTING):
        at -= 1
    return at


def _break_before(page: Page, one: Attribution, two: Attribution) -> int | None:
    """Where a second attribution of the same sentence begins a clause beside the first one's content."""
    if two.source is None or two.source[0] <= one.anchor or page.inside[two.anchor] >= 0:
        return None
    start = two.source[0]
    if two.rule == "something":
        return start - 1
    if page.lower[start - 1] in ("which", "whom", "who") and start - 2 > one.anchor:
        return start - 1
    if page.lower[start - 1] == "that" and two.rule == "bare" and page.tags[two.content[0][0]] & (AUXILIARY | VERB):
        return start - 1
    if page.tags[two.source[0]] & RELATIVE or not page.tags[start - 1] & (COORDINATOR | COMMA) and page.lower[start - 1] not in _CONTRASTING:
        return None
    if page.tags[start - 1] & COMMA:
        low = bounds(page, one.anchor)[0]
        fronted = page.tags[low] & (PREPOSITION | SUBORDINATOR) or one.source and page.tags[one.source[0]] & RELATIVE
        return start if fronted and two.rule not in _BACKWARD else None
    if page.tags[start - 2] & COMMA or page.lower[start - 1] == "but" or page.lower[start - 1] in _CONTRASTING:
        return start
    return None


def _continue(page: Page, drafts: list[_Draft]) -> list[_Draft]:
    """Gives the quotations that no attribution holds to the quote that they go on with, or makes them quotes."""
    held: dict[int, _Draft] = {}
    for draft in drafts:
        if draft.nested:
            continue
        for a, b in draft.content:
            k = a
            while k < b:
                q = page.inside[k]
                if q >= 0:
                    held.setdefault(q, draft)
                    k = page.quotations[q].end
                else:
                    k += 1
    tops = [d for d in drafts if not d.nested]
    _carry_back(page, held)
    starts = set(page.sentences)
    made: list[_Draft] = []
    paragraphs = page.tokens.paragraphs
    latest: _Draft | None = None
    at = 0
    for k, q in enumerate(page.quotations):
        while at < len(tops) and tops[at].content[0][0] < q.start:
            latest = tops[at]
            at += 1
        if k in held:
            latest = held[k]
            continue
        if q.continues and k - 1 in held:
            held[k - 1].content.append((q.start, q.end))
            held[k] = held[k - 1]
            latest = held[k]
            continue
        if page.words[q.start - 1 : q.start] == [":"] and q.end - q.start > 5:
            made.append(_draft(page, a) if (a := by_colon(page, q.start)) else _Draft([(q.start, q.end)], None, q.end, True))
            held[k] = latest = made[-1]
            continue
        if latest is not None and latest.quoted and latest.attribution and _follows(latest.attribution, q.start):
            latest.content.append((q.start, q.end))
            held[k] = latest
            continue
        if q.start not in starts or not (q.end in starts or q.end == len(page.tags)):
            continue
        quoted = next((d for d in reversed(tops[max(0, at - 6) : at] + made[-1:]) if d.quoted and _adjoins(page, d, q)), latest)
        if quoted is not None and quoted.quoted and _adjoins(page, quoted, q):
            quoted.content.append((q.start, q.end))
            held[k] = latest = quoted
            continue
        draft = _Draft([(q.start, q.end)], None, q.end, True)
        if colon := by_colon(page, q.start):
            draft = _draft(page, colon)
        held[k] = draft
        made.append(draft)
        latest = draft
    return sorted(drafts + made, key=lambda d: min(d.content))


def _follows(a: Attribution, at: int) -> bool:
    """Whether a quotation stands right behind the verb and its subject, a full stop forgotten."""
    return at in (a.cue[0][1], a.source[1] if a.source else -1)


def _carry_back(page: Page, held: dict[int, _Draft]) -> None:
    """A quotation that goes on over paragraphs belongs to the quote that its last part is attributed to."""
    for k in range(len(page.quotations) - 1, 0, -1):
        if page.quotations[k].continues and k in held and k - 1 not in held:
            q = page.quotations[k - 1]
            held[k].content.append((q.start, q.end))
            held[k - 1] = held[k]


def _adjoins(page: Page, draft: _Draft, q: Range) -> bool:
    """Whether nothing but the rest of its own sentence stands between a quote and a quotation."""
    end = max(draft.end, max(b for _, b in draft.content))
    return end >= q[0]


def _publish(page: Page, drafts: list[_Draft]) -> list[SuggestedQuote]:
    out = []
    for d in drafts:
        a = d.attribution
        cs = tuple(sorted(_span(page, r) for r in d.content if r[1] > r[0]))
        out.append(SuggestedQuote(cs, tuple(_span(page, r) for r in a.cue) if a else (), (_span(page, a.source),) if a and a.source else (), "", a.medium if a else "speech", a.factuality if a else "asserted", 0.8, 0 if d.nested else None, a.rule if a else "continued"))
    return out


def _span(page: Page, r: Range) -> Span:
    return Span(page.tokens.starts[r[0]], page.tokens.ends[r[1] - 1])
