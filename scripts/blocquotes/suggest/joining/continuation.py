"""Quotations without a verb of their own: which go on with a quote, which are quotes, which are none."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from blocquotes.suggest.attributions.by_label import by_colon
from blocquotes.suggest.attributions.by_phrase import by_front
from blocquotes.suggest.attributions.by_signature import by_headline_in_marks, by_signature
from blocquotes.suggest.attributions.sources import noun_start
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.subjects import first_subject
from blocquotes.suggest.joining.drafts import Draft, draft, draft_alone
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    ING,
    POSSESSIVE,
    PREPOSITION,
    SUBJECT,
    UNLISTED,
)
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import Range, Sheet, fits, sentence_end, sentence_start, skip

# Quotes back that a quotation may go on with, which keeps the work for a long text linear.
_FAR: Final = 6
# Tokens with which a quotation behind a colon needs no full stop: "Roe met them: “late as we all have known”".
_SHORTEST_INTRODUCED: Final = 6
_SHORTEST_SENTENCE: Final = 8
# Words that no term has; a title has capitals besides.
_SHORTEST_LONG: Final = 10
_PRONOUNS: Final = ("i", "we", "he", "she", "they")
_ADDRESSED: Final = frozenset(("you", "your"))
_SHORTEST_HEADING: Final = 2


def continue_quotations(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """The quotes that quotations without attribution make; what goes on with another quote joins its content.

    A quotation that is neither a sentence of its own nor introduced by a colon is taken for a scare quote or
    a title, and left out.
    """
    tops = [one for one in drafts if not one.nested]
    held = _held(sheet, tops)
    made: list[Draft] = []
    latest: Draft | None = None
    at = 0
    for k, q in enumerate(sheet.quotations):
        while at < len(tops) and tops[at].content[0][0] < q.start:
            latest, at = tops[at], at + 1
        if k not in held:
            near = [one for one in (latest, *tops[max(0, at - _FAR) : at], *made[-1:]) if one]
            if signed := by_signature(sheet, q) or by_front(sheet, q):
                held[k] = draft(sheet, signed)
                made.append(held[k])
            elif home := _home(sheet, q, held.get(k - 1), near):
                held[k] = _extend(sheet, home, q)
            elif _is_quote(sheet, q):
                held[k] = _introduced(sheet, q)
                made.append(held[k])
        latest = held.get(k, latest)
    return made


def _held(sheet: Sheet, tops: Sequence[Draft]) -> dict[int, Draft]:
    """Which draft has which quotation in its content, earlier paragraphs of one quotation included."""
    held: dict[int, Draft] = {}
    for one in tops:
        if one.quoted:
            for k in sheet.quoted(one.content):
                held.setdefault(k, one)
    for k in range(len(sheet.quotations) - 1, 0, -1):
        if sheet.quotations[k].continues and k in held and k - 1 not in held:
            held[k - 1] = _extend(sheet, held[k], sheet.quotations[k - 1])
    return held


def _extend(sheet: Sheet, one: Draft, q: Quotation) -> Draft:
    one.content.append(_with_rest(sheet, q))
    one.end = max(one.end, q.end)
    return one


def _with_rest(sheet: Sheet, q: Quotation) -> Range:
    """A quotation with the rest of its sentence: "“It is late,” he said. “We have lost the wall” and the tower."."""
    if _among(sheet.sentences, q.end) or not sheet.tags[q.end] & (PREPOSITION | COORDINATOR):
        return q.start, q.end
    return clause_range(sheet, q.start, sentence_end(sheet, q.end))


def _home(sheet: Sheet, q: Quotation, previous: Draft | None, near: Sequence[Draft]) -> Draft | None:
    """The quote that a quotation goes on with.

    `previous` has the quotation before it; `near` are the quotes before it, the latest one first.
    """
    if q.continues:
        return previous
    if not near or _follows_colon(sheet, q) or _is_heading_in_marks(sheet, q):
        return None
    if _follows(sheet, near[0], q):
        return near[0]
    if not _may_go_on(sheet, q):
        return None
    if told := _told_right_before(sheet, near, q):
        return told
    # Between a quote and what goes on with it is only the rest of its own sentence.
    start = _start(sheet, q)
    quoted = [one for one in near if one.quoted]
    candidates = [one for one in quoted if one.end >= start and not _asks(sheet, one, q)]
    if candidates:
        return max(candidates, key=lambda one: one.anchor)
    return near[0] if _is_behind_portrait(sheet, near[0], q) else None


def _is_heading_in_marks(sheet: Sheet, q: Quotation) -> bool:
    """Whether words in marks that are no sentence begin a paragraph: "Lee said it was rare.\n\n‘A beautiful bird’"."""
    if not _among(sheet.tokens.paragraphs, q.start):
        return False
    return q.closed and not _ends_sentence(sheet, q)


def _is_behind_portrait(sheet: Sheet, one: Draft, q: Quotation) -> bool:
    """Whether only sentences about its source are between a quote and a quotation of the same paragraph.

    "“I like it,” said Lee. She has two sons. | “They like it too.”", but "… Roe shook his head. | “I do not.”".
    """
    source = one.attribution.source
    if source is None or not one.quoted:
        return False
    # "“Did he know?” a man asked. The room fell silent. “Nobody did.”"
    if sheet.lower[one.anchor] in ("asked", "asks"):
        return False
    if bisect_right(sheet.tokens.paragraphs, one.end) != bisect_right(sheet.tokens.paragraphs, q.start):
        return False
    begins = sheet.sentences[bisect_left(sheet.sentences, one.end) : bisect_left(sheet.sentences, q.start)]
    names = sheet.lower[slice(*source)]
    return not any(_is_about_another(sheet, k, names) for k in begins)


def _is_about_another(sheet: Sheet, k: int, names: Sequence[str]) -> bool:
    """Whether a sentence that begins at `k` is about somebody or something else: "Roe shook …", "The town slept …"."""
    if sheet.lower[k] == "the":
        return True
    # "“Go,” she said. He nodded. | “Yes.”"
    if names[0] in _PRONOUNS:
        return sheet.lower[k] != names[0]
    return sheet.tags[k] in UNLISTED and sheet.lower[k] not in names


def _told_right_before(sheet: Sheet, near: Sequence[Draft], q: Quotation) -> Draft | None:
    """The quote without marks whose sentence ends right before a quotation: "It was late, he said. “Too late.”"."""
    before = [one for one in near if one.end == q.start]
    if not before or any(one.quoted for one in before):
        return None
    last = max(before, key=lambda one: one.anchor)
    if _is_put_to(sheet, last, q):
        return None
    # "The Times asked whether it was late. “No.”": somebody else answers.
    return None if sheet.lower[last.anchor] in ("asked", "asks") else last


def _is_put_to(sheet: Sheet, one: Draft, q: Quotation) -> bool:
    """Whether a quote is put to somebody who answers: "Some say your work is cheap.\n\n“They say that, yes.”"."""
    if not _among(sheet.tokens.paragraphs, q.start):
        return False
    return not _ADDRESSED.isdisjoint(sheet.lower[one.content[0][0] : q.start])


def _may_go_on(sheet: Sheet, q: Quotation) -> bool:
    """Whether a quotation is long enough by itself to go on with a quote."""
    if _is_sentence(sheet, q):
        return True
    if q.end - q.start < _SHORTEST_SENTENCE or _among(sheet.tokens.paragraphs, q.start):
        return False
    # Words long enough for a sentence begin one behind a full stop, be it that of an abbreviation.
    return sheet.words[q.start - 1][-1] in ".!?"


def _follows(sheet: Sheet, one: Draft, q: Quotation) -> bool:
    """Whether a quotation of complete sentences is right behind an attribution, a full stop forgotten."""
    # "It is late, according to his book “The Deal.”": the quotation is a title.
    if not one.quoted:
        return False
    found = one.attribution
    # "Lee told “This Week.”" names a programme.
    if sheet.lower[q.start - 1] in ("told", "tells"):
        return False
    ends = [span[1] for span in (*found.cue[:1], found.source) if span]
    return q.start in ends


def _ends_sentence(sheet: Sheet, q: Quotation) -> bool:
    last = q.end - 1 - q.closed
    # "She said “We told them, ‘Stay.’”"
    if sheet.words[last] in ("’", "'"):
        last -= 1
    return sheet.words[last] in (".", "!", "?")


def _asks(sheet: Sheet, one: Draft, q: Quotation) -> bool:
    """Whether a quote is a question, so that a quotation in the next paragraph is somebody else's answer."""
    # "“Did he know?” a man asked. “Do you?”": in one paragraph he goes on asking.
    if not _among(sheet.tokens.paragraphs, q.start):
        return False
    end = one.content[-1][1]
    if sheet.lower[one.anchor] not in ("asked", "asks"):
        return False
    return "?" in sheet.words[end - 2 : end]


def _is_quote(sheet: Sheet, q: Quotation) -> bool:
    return _is_separate(sheet, q) or _is_long(sheet, q)


def _is_separate(sheet: Sheet, q: Quotation) -> bool:
    """Whether a quotation is no part of a clause around it: behind a colon, or a sentence of its own."""
    if _follows_colon(sheet, q):
        return True
    if _is_sentence(sheet, q):
        return True
    return _opens_headline(sheet, q)


def _opens_headline(sheet: Sheet, q: Quotation) -> bool:
    """Whether a clause in marks and a colon begin a headline: "“We lost it all”: War", but "“Hamlet”: a play"."""
    # The sentinels behind the text are no colon.
    if q.start > 0 or sheet.words[q.end] != ":":
        return False
    end = next(at for at in sheet.tokens.paragraphs if at > 0)
    if sheet.words[end - 1] == ".":
        return False
    return any(tag & (SUBJECT | AUXILIARY) for tag in sheet.tags[q.start + 1 : q.end])


def _is_long(sheet: Sheet, q: Quotation) -> bool:
    """Whether a quotation has more words than a term or a title: "welcomed “the news that we have all we need”"."""
    if sheet.words[q.end - 1 - q.closed][-1] not in ",.!?’'":
        return False
    words = [word for word in sheet.words[q.start : q.end] if word[0].isalpha()]
    if len(words) < _SHORTEST_LONG:
        return False
    return len([word for word in words if word.islower()]) * 2 > len(words)


def _follows_colon(sheet: Sheet, q: Quotation) -> bool:
    if sheet.words[q.start - 1] != ":" or _start(sheet, q) < q.start:
        return False
    if q.end - q.start >= _SHORTEST_INTRODUCED:
        return True
    return _ends_sentence(sheet, q)


def _is_sentence(sheet: Sheet, q: Quotation) -> bool:
    """Whether a quotation is one sentence or more by itself, or all of one except what introduces it."""
    if not _among(sheet.sentences, q.end):
        return False
    begin = sentence_start(sheet, q.start)
    if begin == _start(sheet, q):
        return True
    return _is_heading(sheet, begin, q.start)


def _start(sheet: Sheet, q: Quotation) -> int:
    """Where a quotation begins, with an adverb that connects it: "“It was late,” he said. | Then, “We left.”"."""
    start = q.start - 2
    if not _among(sheet.sentences, start):
        return q.start
    # "“It was late,” he said. | Then: “We left.”"
    return start if fits(sheet, start, ADVERB, (",", ":")) else q.start


def _is_heading(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a heading in capitals is on the line of a quotation: "HOW THE WALL FELL “It was old.”"."""
    words = [word for word in sheet.words[start:end] if word[0].isalpha()]
    if len(words) < _SHORTEST_HEADING:
        return False
    return all(word.isupper() for word in words)


def _among(boundaries: Sequence[int], at: int) -> bool:
    return boundaries[bisect_left(boundaries, at)] == at


def _introduced(sheet: Sheet, q: Quotation) -> Draft:
    """The quote that a quotation makes, with the source that a colon before it names."""
    if found := by_colon(sheet, q.start) or by_headline_in_marks(sheet, q):
        return draft(sheet, found)
    return draft_alone(q) if _is_separate(sheet, q) else _long(sheet, q)


def _agent(sheet: Sheet, low: int, end: int) -> Range | None:
    """The first subject of a sentence where it is plainly a noun phrase: a pronoun, one with an article, a name."""
    source = first_subject(sheet, low, end)
    if source is None or sheet.tags[source[0]] & (SUBJECT | DETERMINER | POSSESSIVE):
        return source
    start, end = source
    # "Lee", "Ann Lee and her aides", but neither "Based" nor "Thirteen years"
    is_name = not sheet.tags[start] & ED if end == start + 1 else sheet.words[start + 1][0].isupper()
    return source if is_name else None


def _long(sheet: Sheet, q: Quotation) -> Draft:
    """The quote that a long quotation inside a sentence makes; its source is the subject of the sentence."""
    low = sentence_start(sheet, q.start)
    start = _before_long(sheet, q.start, low)
    alone = draft_alone(q)
    attribution = replace(alone.attribution, source=_agent(sheet, low, start))
    return replace(alone, content=[(start, q.end)], attribution=attribution)


def _before_long(sheet: Sheet, end: int, low: int) -> int:
    """Where the noun phrase begins that goes on with a quotation: "the account described | Lee sitting “glumly …”"."""
    start = noun_start(sheet, end, low)
    if start <= low or any(tag & DASH for tag in sheet.tags[start:end]):
        return end
    # "welcomed | “the news that …”"
    return skip(sheet, start, end, ED | ING)
