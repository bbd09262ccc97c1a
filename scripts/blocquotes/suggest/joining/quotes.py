"""Quotes of a text: attributions and quotations put together, joined, nested and typed."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from blocquotes.marks import read
from blocquotes.model import Span, make_span
from blocquotes.sentences import Tokens, tokenize
from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.attributions.by_comment import by_according, by_adverb
from blocquotes.suggest.attributions.by_feeling import by_feeling
from blocquotes.suggest.attributions.by_label import by_label
from blocquotes.suggest.attributions.by_noun import by_noun
from blocquotes.suggest.attributions.by_phrase import by_borrowing, by_per, by_words
from blocquotes.suggest.attributions.by_verb import by_verb
from blocquotes.suggest.joining.continuation import continue_quotations
from blocquotes.suggest.joining.drafts import Draft, draft, settle
from blocquotes.suggest.text.emphasis import without_emphasis
from blocquotes.suggest.text.lexicon import ADVERBS, CLAUSE_NOUNS, FEELINGS, SHOUTS, TO_NOUNS, VERBS, WIDE_NOUNS
from blocquotes.suggest.text.notes import without_notes
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, bounds, read_sheet, sentence_end

# A list of verbs may be one sentence of thousands of them; no prose has as many in one.
_MOST_IN_SENTENCE: Final = 60
# The most tokens of a sentence whose bounds are the same for all words outside of its brackets.
_LONGEST_ALIKE: Final = 100
_NOUNS: Final = CLAUSE_NOUNS | TO_NOUNS | SHOUTS
_WIDE_NOUNS: Final = _NOUNS | WIDE_NOUNS
_BY_WORD: dict[str, Callable[[Sheet, int], Attribution | None]] = {
    "according": by_according,
    "per": by_per,
    "phrase": by_borrowing,
    "words": by_words,
    **dict.fromkeys(ADVERBS, by_adverb),
}
# The words that attribute as verbs and in no other way.
_ONLY_VERBS: Final = frozenset(VERBS) - FEELINGS - _WIDE_NOUNS - frozenset(_BY_WORD)
# Rules whose content may be "that" alone.
_OF_PRONOUN: Final = (rules.SOMETHING, rules.ACCORDING_TO, rules.VERB_BEFORE_NOUN)
_PLAIN_OPENING: Final = frozenset(("“", '"', "''", "``"))
_PLAIN_CLOSING: Final = frozenset(("”", '"', "''"))


class SuggestedQuote(NamedTuple):
    """A quote as suggested; spans are code point offsets of the text, in text order.

    `type`, `medium` and `factuality` are as in the guidelines, `unbalanced` says that a mark of the content
    is lost, `verbatim` are the stretches inside its marks, `within` is the index of the quote around it in the
    list of all, `rule` found it, and `confidence` is the share of quotes of this rule and type that were right.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    type: str
    medium: str
    factuality: str
    unbalanced: bool
    verbatim: tuple[str, ...]
    within: int | None
    rule: rules.Rule
    confidence: float


# As a call of the class, given a tuple of all parts in their order, in half the time.
_make_quote = partial(tuple.__new__, SuggestedQuote)


def suggest_quotes(text: str, wide: bool = False) -> list[SuggestedQuote]:
    """The quotes of a text in text order; `wide` adds words of wishing, supporting, opposing and planning."""
    return quotes_of(tokenize(text), wide)


def quotes_of(tokens: Tokens, wide: bool = False, sure: frozenset[int] | None = None) -> list[SuggestedQuote]:
    """As `suggest_quotes`, for a text whose tokens are known already; `sure` are its namesakes, if known too."""
    sheet = read_sheet(without_emphasis(without_notes(tokens)), wide, sure)
    spoken, labels = _without_doubles(list(_attributions(sheet)), list(by_label(sheet)))
    drafts = [one for found in spoken if (one := draft(sheet, found)).content]
    labelled = [one for found in labels if (one := draft(sheet, found)).content]
    settle(sheet, drafts)
    drafts = [one for one in drafts if not _is_mere_that(sheet, one)]
    if labelled:  # few texts have labels
        for one in drafts:
            one.nested = one.nested or any(label.holds(one.anchor) for label in labelled)
    drafts = sorted([*labelled, *drafts], key=lambda one: one.content)
    drafts += continue_quotations(sheet, drafts)
    return _publish(sheet, drafts)


def _without_doubles(
    spoken: list[Attribution], labels: list[Attribution]
) -> tuple[list[Attribution], list[Attribution]]:
    """The attributions of words and those of labels, where one colon makes both only the right one of them."""
    if not labels:  # few texts have any
        return spoken, labels
    # "Lee tells Roe: no more": the verb attributes, and the words before the colon are no label.
    colons = {span[0] for one in spoken for span in one.content}
    kept = [one for one in labels if one.content[0][0] not in colons]
    # "Dam will hold: Lee": the verb is that of the content, and Lee is no content of it.
    last = {one.source for one in kept if one.rule is rules.SOURCE_AFTER_COLON}
    return [one for one in spoken if last.isdisjoint(one.content)], kept


def _attributions(sheet: Sheet) -> Iterator[Attribution]:
    """The attributions that a word makes, sentence by sentence; no sentence has 60 such words."""
    before: list[Attribution] = []
    inside, end, place, tried = sheet.inside, 0, -1, 0
    sentence, is_cut = (0, 0), False
    for i in sheet.cues:
        if i >= end or inside[i] != place:
            before, place, tried = [], inside[i], 0
            sentence = bounds(sheet, i)
            # In brackets, or among hundreds of words, the bounds of a word may be nearer than those of its sentence.
            is_cut = i in sheet.brackets or sentence[1] - sentence[0] > _LONGEST_ALIKE
            end = sentence_end(sheet, i) if is_cut else sentence[1]
        elif is_cut or i >= sentence[1] or i in sheet.brackets:
            sentence = bounds(sheet, i)
        tried += 1
        if tried < _MOST_IN_SENTENCE and (found := _attribution(sheet, i, sentence, before)):
            before.append(found)
            yield found


def _attribution(sheet: Sheet, i: int, sentence: Range, before: Sequence[Attribution]) -> Attribution | None:
    word = sheet.lower[i]
    if word in _ONLY_VERBS:  # as most
        return by_verb(sheet, i, sentence, before)
    if read := _BY_WORD.get(word):
        return read(sheet, i)
    if word in FEELINGS and (found := by_feeling(sheet, i)):
        return found
    if word in sheet.verbs and (found := by_verb(sheet, i, sentence, before)):
        return found
    # "claim" is a noun where it is no verb.
    nouns = _WIDE_NOUNS if sheet.wide else _NOUNS
    return by_noun(sheet, i, sentence, before) if word in nouns else None


def _is_mere_that(sheet: Sheet, one: Draft) -> bool:
    """Whether a content was cut down to its conjunction: "hiding a report that, he said, had warned of it"."""
    start, end = one.content[0]
    if end > start + 1 or sheet.lower[start] != "that":
        return False
    # "That is what Lee said.", "Lee denies that."
    return len(one.content) == 1 and one.attribution.rule not in _OF_PRONOUN


def _publish(sheet: Sheet, drafts: list[Draft]) -> list[SuggestedQuote]:
    for one in drafts:
        one.content.sort()
    drafts.sort(key=lambda one: (one.content[0][0], -one.content[-1][1], one.attribution.anchor))
    around = list(_surrounding(drafts))
    # What is nested in a quotation which is no quote itself, as a title is, goes.
    kept = [one for one, within in zip(drafts, around, strict=True) if within is not None or not one.nested]
    if len(kept) < len(drafts):
        around = list(_surrounding(kept))
    return [_published(sheet, one, within) for one, within in zip(kept, around, strict=True)]


def _surrounding(drafts: Sequence[Draft]) -> Iterator[int | None]:
    """For each draft the index of the smallest one before it whose content holds it, if it is nested."""
    open_drafts: list[int] = []
    ends: list[int] = []  # where these end
    for k, one in enumerate(drafts):
        content = one.content
        start = content[0][0]
        while ends and ends[-1] <= start:
            ends.pop()
            open_drafts.pop()
        yield _innermost(drafts, open_drafts, one.anchor) if one.nested else None
        open_drafts.append(k)
        ends.append(content[-1][1])


def _innermost(drafts: Sequence[Draft], around: Sequence[int], at: int) -> int | None:
    """The last of the drafts at the indices `around` whose content holds token `at`."""
    for h in reversed(around):
        if drafts[h].holds(at):
            return h
    return None


def _published(sheet: Sheet, one: Draft, within: int | None) -> SuggestedQuote:
    starts, ends = sheet.tokens.starts, sheet.tokens.ends
    content = _spans(starts, ends, one.content)
    kind, balanced, verbatim = _marking(sheet, one, content)
    found = one.attribution
    cue = _spans(starts, ends, found.cue)
    source: tuple[Span, ...] = ()
    if found.source:
        first, last = found.source
        source = (make_span((starts[first], ends[last - 1])),)
    # Words inside quotation marks were said or written, never merely thought (guidelines, 1).
    medium = "speech" if found.medium == "thought" and kind != "indirect" else found.medium
    rule, confidence = found.rule, found.rule.confidence(kind)
    parts = (content, cue, source, kind, medium, found.factuality, not balanced, verbatim, within, rule, confidence)
    return _make_quote(parts)


def _marking(sheet: Sheet, one: Draft, content: Sequence[Span]) -> tuple[str, bool, tuple[str, ...]]:
    """The type that the content's own marks give it, whether they pair up, and the stretches inside them.

    Where they do not, the quotations found decide, as an annotator would.
    """
    marks = 0
    for start, end in one.content:
        first = bisect_left(sheet.marks, start)
        marks += bisect_left(sheet.marks, end, first) - first
    if not marks:
        return "indirect", True, ()
    held = [sheet.quotations[k] for k in sorted(sheet.quoted(one.content))]
    # Most contents hold complete quotations only, which need no second reading.
    if marks == 2 * len(held) and _are_plain(sheet, one, held):
        return _type(sheet, one), True, tuple([_words(sheet, q) for q in held])
    marking = read([sheet.tokens.text[span.start : span.end] for span in content])
    kind = marking.type if marking.balanced or not one.quoted else _type(sheet, one)
    return kind, marking.balanced, () if kind == "indirect" else marking.verbatim


def _are_plain(sheet: Sheet, one: Draft, held: Sequence[Quotation]) -> bool:
    """Whether all quotations of a content are in one part of it, between marks that have no other use."""
    # Loops, since most contents have one part and generators cost twice the time.
    for q in held:
        if not q.closed or sheet.words[q.start] not in _PLAIN_OPENING:
            return False
        if sheet.words[q.end - 1] not in _PLAIN_CLOSING:
            return False
        for start, end in one.content:
            if start <= q.start < q.end <= end:
                break
        else:
            return False
    return True


def _words(sheet: Sheet, q: Quotation) -> str:
    """The words between the marks of a quotation."""
    return sheet.tokens.text[sheet.tokens.ends[q.start] : sheet.tokens.starts[q.end - 1]].strip()


def _type(sheet: Sheet, one: Draft) -> str:
    inside, words = sheet.inside, sheet.words
    # Loops, since they stop early and a generator costs twice the time.
    for start, end in one.content:
        if -1 in inside[start:end]:
            for k in range(start, end):
                if inside[k] < 0 and words[k][0].isalnum():
                    return "mixed"
    return "direct"


def _spans(starts: list[int], ends: list[int], parts: Sequence[Range]) -> tuple[Span, ...]:
    """Token ranges as spans of the text, of which `starts` and `ends` are those of the tokens."""
    if len(parts) == 1:  # most contents and nearly all cues and sources have one part
        start, end = parts[0]
        return (make_span((starts[start], ends[end - 1])),)
    return tuple([make_span((starts[start], ends[end - 1])) for start, end in parts])
