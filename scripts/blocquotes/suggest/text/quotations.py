"""Quotations: which marks open and close which stretch of a text, whatever their shape and balance."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from blocquotes.sentences import Tokens, ranges
from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import MARK
from blocquotes.suggest.text.inflection import FINITE
from blocquotes.suggest.text.lexicon import VERBS

_OPENING: Final = frozenset("“„«‹‟") | {"``"}
_STRAIGHT: Final = frozenset('"') | {"''"}
_SINGLE: Final = frozenset("‘’'")
_CLIPPED: Final = word_class("clipped-word")
_CLOSED_BY: Final = frozenset(",.!?")
# The verbs of an attribution that a lost closing mark leaves inside, and the tokens that it may have.
_SAID: Final = frozenset(("said", "says", "added", "asked", "wrote", "told"))
_SHORTEST_TAIL: Final = 3
_LONGEST_TAIL: Final = 5
_BEFORE_TAIL: Final = frozenset((",", "?", "!", "’", "'"))
_SHORTEST_LOST: Final = 3
_LONGEST_LOST: Final = 60
# Tokens behind a closing mark among which the verb is.
_SIGHT: Final = 6
# … and among which it is behind a comma.
_FARTHEST: Final = 14
_SENTENCE_ENDS: Final = frozenset(".!?")
# These count as a blank before an opening mark: "(“It is late,” Lee said.)".
_LEAD: Final = frozenset("([{—–-/") | {"--"}
# … and these behind a closing one: "“It is late”, Lee said."
_BEHIND: Final = ".,;:!?)]"
_TERMINAL: Final = frozenset(".!?…:,;”»") | {"...", "''", '"'}


@dataclass(slots=True)
class Quotation:
    """A stretch between marks; `start` is the opening mark's token, `end` the token after the closing one.

    `closed` says whether the closing mark is there, `continues` that it takes up a quotation that the
    paragraph before left open, `single` that its marks are single ones.
    """

    start: int
    end: int
    closed: bool
    continues: bool
    single: bool


@dataclass(slots=True)
class _Mark:
    """A mark at a token: +1 where it opens, -1 where it closes, 0 where it may do either."""

    at: int
    turn: int
    single: bool


def quotations(tokens: Tokens, tags: list[int], marks: list[int]) -> list[Quotation]:
    """The outermost quotations in text order; none crosses a paragraph, and inner marks are not looked at.

    `marks` are the ascending tokens that are quotation marks.
    """
    found: list[Quotation] = []
    # A mark between two others is ornament. Skipping it keeps a text of a million marks fast.
    last = len(tags) - 1
    positions = [i for i in marks if not (0 < i < last and tags[i - 1] & tags[i + 1] & MARK)]
    at = 0
    carried = False
    for start, end in ranges(tokens.paragraphs):
        begin, at = at, bisect_left(positions, end, at)
        if begin == at:  # most paragraphs have no marks, and end what was left open
            carried = False
            continue
        turns = [m for i in positions[begin:at] if (m := _read(tokens, i))]
        inside = list(_paragraph(tokens, turns, start, end))
        if carried and inside:
            inside[0] = replace(inside[0], continues=inside[0].start == start)
        # "Lee said: “It": a text may be cut off behind a word.
        found += [q for q in inside if q.end - q.start > 2 or not q.closed]
        carried = any(not q.closed for q in inside[-1:])
    return found


def _read(tokens: Tokens, i: int) -> _Mark | None:
    """What a mark may do, judged by its shape and the blanks around it; None for apostrophes and inches."""
    word, turn = tokens.words[i], _turn(tokens, i)
    if word in _SINGLE:
        return _single(tokens, i, turn)
    if word in _STRAIGHT:
        if turn < 0 and _is_misplaced(tokens, i):
            turn = 0
        return None if _is_inches(tokens, i) else _Mark(i, turn, False)
    return _Mark(i, turn or (1 if word in _OPENING else -1), False)


def _turn(tokens: Tokens, i: int) -> int:
    """1 where a mark opens by the blanks around it, -1 where it closes; 0 where its shape decides."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    # An opening bracket or a dash before it is as good as a blank: "(“", "—“".
    touches_before = starts[i] == ends[i - 1] and words[i - 1] not in _LEAD
    # … and so is punctuation behind it: "”,".
    is_last = i + 1 == len(words)
    touches_behind = not is_last and ends[i] == starts[i + 1] and words[i + 1][0] not in _BEHIND
    if touches_before == touches_behind:
        return 0
    return 1 if touches_behind else -1


def _is_misplaced(tokens: Tokens, i: int) -> bool:
    """Whether a mark is glued to the comma behind a verb of saying, and may open: `Lee said," It is late"`."""
    return tokens.words[i - 1] in (",", ":") and tokens.words[i - 2] in _SAID


def _is_inches(tokens: Tokens, i: int) -> bool:
    """Whether a straight mark means inches: 5' 10\"."""
    if tokens.words[i - 2 : i + 1 : 2] != ["'", '"']:
        return False
    return tokens.words[i - 1].isdigit()


def _single(tokens: Tokens, i: int, turn: int) -> _Mark | None:
    """A single mark with a blank on one side; those with none are apostrophes: "don't"."""
    straight = tokens.words[i] != "‘"
    if turn > 0:
        if tokens.lower[i + 1] in _CLIPPED:  # "’em"
            return None
        # "’90s" begins no quotation, but "‘90 ships" does
        return None if straight and tokens.words[i + 1][0].isdigit() else _Mark(i, 1, True)
    return _Mark(i, -1, True) if turn < 0 and straight else None


@dataclass(slots=True)
class _Counts:
    """How many marks from each one of a paragraph on close, open, and close a single quotation."""

    closers: list[int]
    openers: list[int]
    single_closers: list[int]


@dataclass(slots=True)
class _Marks:
    """The marks of a paragraph; they are only counted if one may open or close, or is inside a quotation."""

    marks: list[_Mark]
    counted: _Counts | None = None

    @property
    def counts(self) -> _Counts:
        if self.counted is None:
            self.counted = _counts(self.marks)
        return self.counted


def _paragraph(tokens: Tokens, marks: list[_Mark], start: int, end: int) -> Iterator[Quotation]:
    """Pairs the marks of one paragraph, outermost first."""
    all_marks = _Marks(marks)
    if marks and _lost_opening(tokens, marks[0], start):
        yield Quotation(_lost_start(tokens, marks[0].at, start), marks[0].at + 1, True, False, marks[0].single)
    opened: _Mark | None = None
    depth = 0
    for k, mark in enumerate(marks):
        if opened is None:
            opened, depth = (mark if _may_open(all_marks, k) else None), 1
            continue
        if mark.turn > 0 and _reopens(tokens, all_marks, k, opened):
            yield _unclosed(tokens, opened, mark.at)
            opened, depth = mark, 1
            continue
        depth += _change(tokens, all_marks, k, opened, depth)
        if depth == 0:
            yield Quotation(opened.at, mark.at + 1, True, False, opened.single)
            opened = None
    if opened is not None:
        yield _unclosed(tokens, opened, end)


def _unclosed(tokens: Tokens, opened: _Mark, end: int) -> Quotation:
    """A quotation without a closing mark, to `end` or to where one was lost: "“It is late, | Lee said. “We left.”"."""
    at = _tail_start(tokens, opened.at, end)
    if at is None:
        # "“It is late, | Lee said. She left."
        words = tokens.words[opened.at : end]
        at = _tail_start(tokens, opened.at, opened.at + words.index(".") + 1) if "." in words else None
    return Quotation(opened.at, at or end, False, False, opened.single)


def _tail_start(tokens: Tokens, start: int, end: int) -> int | None:
    """Where the last words before `end` begin if they are a name or pronoun, a verb and the full stop."""
    for k in range(max(start + 2, end - _LONGEST_TAIL), end - _SHORTEST_TAIL + 1):
        if tokens.words[k - 1] in _BEFORE_TAIL and _is_tail(tokens.words[k:end]):
            return k
    return None


def _is_tail(words: list[str]) -> bool:
    """Whether words are a subject and its verb of saying: "Lee said.", "he said.", "said Ann Lee."."""
    *name, last = words
    if last != ".":
        return False
    verb = name.pop() if name[-1] in _SAID else name.pop(0)
    if verb not in _SAID:
        return False
    return all(word[0].isupper() or word in ("he", "she", "they") for word in name)


def _lost_opening(tokens: Tokens, mark: _Mark, start: int) -> bool:
    """Whether the first mark of a paragraph closes what was never opened, as a verb behind shows: "Late,” he said"."""
    if mark.turn >= 0:
        return False
    if mark.at - start < _SHORTEST_LOST:
        return False
    # "the drivers’ union said", but "It is late,’ he said"
    if tokens.words[mark.at - 1] not in (_CLOSED_BY if not mark.single else ","):
        return False
    following = tokens.lower[mark.at + 1 : mark.at + 1 + _FARTHEST]
    # "Late,” Ann Lee, a baker, said", but "Late.” Lee left. Roe said"
    end = next((k for k, word in enumerate(following) if word in _SENTENCE_ENDS), len(following))
    verbs = (k for k, word in enumerate(following[:end]) if word in VERBS and VERBS[word][1] & FINITE)
    return any(k < _SIGHT or following[k - 1] == "," for k in verbs)


def _lost_start(tokens: Tokens, mark: int, start: int) -> int:
    """Where the quotation began: with the paragraph, or with its sentence if that is far."""
    if mark - start <= _LONGEST_LOST:
        return start
    return max(start, tokens.sentences[bisect_right(tokens.sentences, mark - 1) - 1])


def _counts(marks: list[_Mark]) -> _Counts:
    # From the end, so that one pass tells each mark what is still to come.
    closers, openers, single_closers = [0], [0], [0]
    for mark in reversed(marks):
        closers.append(closers[-1])
        openers.append(openers[-1])
        single_closers.append(single_closers[-1])
        if not mark.single:
            (openers if mark.turn > 0 else closers)[-1] += 1
        elif mark.turn < 0:
            single_closers[-1] += 1
    return _Counts(closers[::-1], openers[::-1], single_closers[::-1])


def _may_open(paragraph: _Marks, k: int) -> bool:
    """Whether a mark can open a quotation: one that may do either, and a single one, needs another that closes."""
    mark = paragraph.marks[k]
    if mark.turn < 0:
        return False
    if mark.single:
        return paragraph.counts.single_closers[k + 1] > 0
    return mark.turn > 0 or paragraph.counts.closers[k + 1] > 0


def _reopens(tokens: Tokens, paragraph: _Marks, k: int, opened: _Mark) -> bool:
    """Whether an opening mark opens a new quotation, the one before never closed: "“It is over. “We left.”"."""
    mark = paragraph.marks[k]
    if mark.single:
        return False
    # "‘He told me: “It is over.”’"
    if opened.single:
        return False
    return tokens.words[mark.at - 1] in _TERMINAL


def _change(tokens: Tokens, paragraph: _Marks, k: int, opened: _Mark, depth: int) -> int:
    """How a mark inside a quotation changes its depth: -1 where it closes, +1 where it opens an inner one."""
    mark = paragraph.marks[k]
    if mark.single != opened.single:
        return 0
    if mark.single:
        return 0 if mark.turn > 0 or _is_plural_possessive(tokens, paragraph.marks, k) else -1
    if mark.turn <= 0:
        return -1
    counts = paragraph.counts
    return 1 if counts.closers[k + 1] - counts.openers[k + 1] > depth else 0


def _is_plural_possessive(tokens: Tokens, marks: list[_Mark], k: int) -> bool:
    """Whether a closing single mark is an apostrophe: "‘the states’ envoys left’", where another closes behind it."""
    i = marks[k].at
    if not tokens.words[i - 1].endswith("s"):
        return False
    if not "".join(tokens.words[i + 1 : i + 2])[:1].islower():
        return False
    following = [m.turn for m in marks[k + 1 : k + 3] if m.single]
    return following[:1] == [-1]
