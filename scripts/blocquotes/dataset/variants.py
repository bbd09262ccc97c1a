"""The table `variants`: two quotes that report the same utterance, word by word beside each other."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from blocquotes import fields, marks
from blocquotes.dataset.reports import Reports
from blocquotes.dataset.reuse.words import WORD, key
from blocquotes.dataset.splits import NAMES

Row = dict[str, Any]
Values = Mapping[str, Any]


def _word_list(words: str) -> frozenset[str]:
    return frozenset(words.split())


# “Not only the region but also Russia” negates nothing.
NOT_ONLY = re.compile(r"\bnot(?= (?:only|just|merely)\b)", re.IGNORECASE)

# Words that negate, besides those that end in n't.
NEGATIONS = _word_list("cannot neither never no nobody none nor not nothing nowhere without")

# Words by which a speaker, or the reporter, is less than sure. Modal verbs with other main uses (can, would, should)
# and approximators (about, some) are not among them.
HEDGES = _word_list(
    "allegedly apparently appear appeared appears believe believed believes could likely may maybe might perhaps "
    "possible possibly potential potentially presumably probable probably reportedly seem seemed seemingly seems "
    "suggest suggested suggests supposedly think thinks thought unlikely"
)

# Pairs of words that difflib compares at most: its time can grow with the square of two contents, and faster.
MOST_PAIRS = 4_000_000

# Words whose class, and quotes whose words are remembered: most come again, in other pairs of the same utterance. Each
# thousand words take 0.35 MB.
REMEMBERED_WORDS, REMEMBERED_QUOTES = 20_000, 256


class Word(NamedTuple):
    """A word of a content: what it has in common with words that agree, its place in the text, and its stretch."""

    key: str
    start: int
    end: int
    stretch: int
    is_marked: bool


# As `model.make_span`.
make_word = partial(tuple.__new__, Word)


def rows(reports: Reports, texts: Mapping[str, str]) -> Iterator[Row]:
    """The rows of `variants`, given the quotes that report utterances, and the article texts.

    A pair of quotes has one row, however many utterances both report. Quote A is the one that comes first. Rows are
    sorted by their split, then by quote A, then by quote B.
    """
    side = lru_cache(REMEMBERED_QUOTES)(lambda number: _side_of(reports.quotes[number], texts))
    pairs = [array("I") for _ in NAMES]
    for pair in reports.pairs():
        # Of two splits, that which is held out longer.
        pairs[max(reports.splits[number] for number in pair)].extend(pair)
    for name, of_split in zip(NAMES, pairs, strict=True):
        for i, j in zip(of_split[::2], of_split[1::2], strict=True):
            yield fields.in_order("variants", _row(side(i), side(j), name))


@dataclass(frozen=True)
class _Side:
    """One quote of a row: its row in `quotes`, the text of its article, and the words of its content."""

    quote: Values
    text: str
    words: Sequence[Word]
    n_marked: int
    wording: Row


def _side_of(quote: Values, texts: Mapping[str, str]) -> _Side:
    text = texts[quote["article_id"]]
    words = _words(quote, text)
    return _Side(quote, text, words, len([word for word in words if word.is_marked]), _wording(quote))


_key = lru_cache(REMEMBERED_WORDS)(key)


def _words(quote: Values, text: str) -> list[Word]:
    parts = [text[span["start"] : span["end"]] for span in quote["content_spans"]]
    # Whether each character is in quotation marks, which most are not.
    marked = [bytearray(len(part)) for part in parts]
    for part, start, end in marks.read(parts).places:
        marked[part][start:end] = b"\1" * (end - start)
    found: list[Word] = []
    for number, (span, words) in enumerate(zip(quote["content_spans"], parts, strict=True)):
        first, is_marked = span["start"], marked[number]
        places = [match.span() for match in WORD.finditer(words)]
        found += [
            make_word((_key(words[at:end]), first + at, first + end, number, bool(is_marked[at]))) for at, end in places
        ]
    return found


def _row(a: _Side, b: _Side, split: str) -> Row:
    steps = list(align(a.words, b.words))
    counts = {op: [0, 0] for op in OPERATIONS}
    for op, ours, theirs in steps:
        counts[op][0] += len(ours)
        counts[op][1] += len(theirs)
    pairs = [pair for op, *sides in steps if op == "kept" and a.n_marked for pair in zip(*sides, strict=True)]
    kept = counts["kept"][0]
    return {
        "variant_id": f"{a.quote['quote_id']}~{b.quote['quote_id']}",
        "utterance_ids": sorted({*a.quote["utterance_ids"]} & {*b.quote["utterance_ids"]}),
        "quote_a_id": a.quote["quote_id"],
        "quote_b_id": b.quote["quote_id"],
        "similarity": 2 * kept / max(len(a.words) + len(b.words), 1),
        "n_kept": kept,
        "n_replaced_a": counts["replaced"][0],
        "n_replaced_b": counts["replaced"][1],
        "n_dropped": counts["dropped"][0],
        "n_added": counts["added"][1],
        "n_verbatim_a": a.n_marked,
        "n_verbatim_b": b.n_marked,
        "n_verbatim_both": len([one for one, other in pairs if one.is_marked and other.is_marked]),
        **_by_side(a.wording, b.wording),
        "negation": _change(a.wording["negations"], b.wording["negations"]),
        "hedging": _change(a.wording["hedges"], b.wording["hedges"]),
        "alignment": [_step(step, a.text, b.text) for step in steps],
        "article_a_id": a.quote["article_id"],
        "article_b_id": b.quote["article_id"],
        "split": split,
    }


# What can happen to words of A in B: the same words; others in their place; none. `added`: words of B without any in A.
OPERATIONS = ("kept", "replaced", "dropped", "added")

Step = tuple[str, Sequence[Word], Sequence[Word]]


def align(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Step]:
    """What happens to the words of A in B, in order: an operation, its words in A, its words in B.

    No step goes over the edge of a stretch of either content.
    """
    for op, start_a, end_a, start_b, end_b in _opcodes([word.key for word in a], [word.key for word in b]):
        of_a, of_b = a[start_a:end_a], b[start_b:end_b]
        if op != "equal":
            for ours, theirs in zip_longest(_stretches(of_a), _stretches(of_b), fillvalue=()):
                yield "replaced" if ours and theirs else "dropped" if ours else "added", ours, theirs
        elif _is_one(of_a) and _is_one(of_b):
            yield "kept", of_a, of_b
        else:
            pairs = zip(of_a, of_b, strict=True)
            for _, run in groupby(pairs, key=lambda pair: (pair[0].stretch, pair[1].stretch)):
                kept_a, kept_b = zip(*run, strict=True)
                yield "kept", kept_a, kept_b


def _stretches(words: Sequence[Word]) -> Sequence[Sequence[Word]]:
    """Words in text order, stretch by stretch."""
    if _is_one(words):
        return [words]
    return [tuple(run) for _, run in groupby(words, key=lambda word: word.stretch)]


def _is_one(words: Sequence[Word]) -> bool:
    """Whether words in text order are of one stretch, as those of most contents are."""
    return bool(words) and words[0].stretch == words[-1].stretch


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How difflib turns one list of words into another; very long lists that differ are replaced as one."""
    # Every fourth pair of quotes has the same words, for which difflib takes as long as for others.
    if a and a == b:
        return [("equal", 0, len(a), 0, len(b))]
    if len(a) * len(b) > MOST_PAIRS:
        return [("replace", 0, len(a), 0, len(b))]
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _step(step: Step, text_a: str, text_b: str) -> Row:
    op, a, b = step
    return {"operation": op, **_side("a", a, text_a), **_side("b", b, text_b)}


def _side(side: str, words: Sequence[Word], text: str) -> Row:
    start, end = (words[0].start, words[-1].end) if words else (None, None)
    return {f"start_{side}": start, f"end_{side}": end, f"words_{side}": None if start is None else text[start:end]}


def of_text(a: Values, b: Values) -> Row:
    """The columns that hold words of the texts, except those of the alignment."""
    return _by_side(_wording(a), _wording(b))


def _by_side(a: Row, b: Row) -> Row:
    return {f"{name}_{side}": value for side, part in (("a", a), ("b", b)) for name, value in part.items()}


def _wording(quote: Values) -> Row:
    """What `of_text` has of one quote; its words that negate and hedge are in order, as printed."""
    content = quote["content"]
    words = WORD.findall(content)
    without = WORD.findall(NOT_ONLY.sub("", content)) if NOT_ONLY.search(content) else words
    return {
        "content": content,
        "verbatim": quote["verbatim"],
        "negations": list(filter(_negates, without)),
        "hedges": list(filter(_hedges, words)),
    }


def _change(a: Sequence[str], b: Sequence[str]) -> str:
    """Whether B has more or fewer words that negate or hedge than A."""
    if len(a) == len(b):
        return "kept" if a else "none"
    return "gained" if len(a) < len(b) else "lost"


@lru_cache(REMEMBERED_WORDS)
def _negates(form: str) -> bool:
    return key(form) in NEGATIONS or form.lower().replace("’", "'").endswith("n't")


@lru_cache(REMEMBERED_WORDS)
def _hedges(form: str) -> bool:
    return key(form) in HEDGES
