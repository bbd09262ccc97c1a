"""The table `variants`: two quotes that report the same utterance, word by word beside each other."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, pairwise, zip_longest
from operator import and_
from typing import Any

from blocquotes import fields, marks
from blocquotes.dataset.reports import Reports
from blocquotes.dataset.reuse.words import WORD, key
from blocquotes.dataset.splits import NAMES

Row = dict[str, Any]
Values = Mapping[str, Any]

# The first of some words, and the one behind the last.
Range = tuple[int, int]


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


def rows(reports: Reports) -> Iterator[Row]:
    """The rows of `variants`, given the quotes that report utterances.

    A pair of quotes has one row, however many utterances both report. Quote A is the one that comes first. Rows are
    sorted by their split, then by quote A, then by quote B.
    """
    side = lru_cache(REMEMBERED_QUOTES)(lambda number: _side_of(reports.quotes[number]))
    pairs = [array("I") for _ in NAMES]
    for pair in reports.pairs():
        # Of two splits, that which is held out longer.
        pairs[max(reports.splits[number] for number in pair)].extend(pair)
    for name, of_split in zip(NAMES, pairs, strict=True):
        for i, j in zip(of_split[::2], of_split[1::2], strict=True):
            yield fields.in_order("variants", _row(side(i), side(j), name))


@dataclass(frozen=True)
class _Side:
    """One quote of a row: its row in `quotes`, and the words of its content.

    Of each word, `keys` has what it has in common with words that agree, `starts` and `ends` have its place in the
    text, `inside` has where it begins in the content, and `marked` has 1 if it is in quotation marks, else 0. `edges`
    are the words with which a span begins.
    """

    quote: Values
    keys: Sequence[str]
    inside: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    marked: bytes
    edges: Sequence[int]
    wording: Row

    def spans(self, start: int, end: int) -> list[Range]:
        """The words from `start` to `end`, span by span."""
        if start == end:
            return []
        # Most contents are one span.
        if len(self.edges) == 1:
            return [(start, end)]
        return list(pairwise((start, *[edge for edge in self.edges if start < edge < end], end)))


_key = lru_cache(REMEMBERED_WORDS)(key)

# Words and what is between them, one after the other.
PARTED = re.compile(f"({WORD.pattern})")


def _side_of(quote: Values) -> _Side:
    content, spans = quote["content"], quote["content_spans"]
    # The spans, which a blank parts.
    lengths = [span["end"] - span["start"] for span in spans]
    begins = list(accumulate((length + 1 for length in lengths), initial=0))
    parts = [content[begin : begin + length] for begin, length in zip(begins, lengths, strict=False)]
    # Whether each character is in quotation marks.
    in_marks = bytearray(len(content))
    for part, start, end in marks.read(parts).places:
        in_marks[begins[part] + start : begins[part] + end] = b"\1" * (end - start)
    forms, inside, starts, ends, edges = list[str](), list[int](), list[int](), list[int](), list[int]()
    for span, begin, words in zip(spans, begins, parts, strict=False):
        pieces = PARTED.split(words)
        bounds = list(accumulate(map(len, pieces), initial=begin))
        ahead = span["start"] - begin
        edges.append(len(forms))
        forms += pieces[1::2]
        inside += bounds[1:-1:2]
        starts += [at + ahead for at in bounds[1:-1:2]]
        ends += [at + ahead for at in bounds[2::2]]
    marked = bytes(map(in_marks.__getitem__, inside))
    return _Side(quote, list(map(_key, forms)), inside, starts, ends, marked, edges, _wording(quote, forms))


def _row(a: _Side, b: _Side, split: str) -> Row:
    steps = list(align(a, b))
    counts = {op: [0, 0] for op in OPERATIONS}
    n_verbatim_both = 0
    for op, (start_a, end_a), (start_b, end_b) in steps:
        counts[op][0] += end_a - start_a
        counts[op][1] += end_b - start_b
        if op == "kept":
            n_verbatim_both += sum(map(and_, a.marked[start_a:end_a], b.marked[start_b:end_b]))
    kept = counts["kept"][0]
    return {
        "variant_id": f"{a.quote['quote_id']}~{b.quote['quote_id']}",
        "utterance_ids": sorted({*a.quote["utterance_ids"]} & {*b.quote["utterance_ids"]}),
        "quote_a_id": a.quote["quote_id"],
        "quote_b_id": b.quote["quote_id"],
        "similarity": 2 * kept / max(len(a.keys) + len(b.keys), 1),
        "n_kept": kept,
        "n_replaced_a": counts["replaced"][0],
        "n_replaced_b": counts["replaced"][1],
        "n_dropped": counts["dropped"][0],
        "n_added": counts["added"][1],
        "n_verbatim_a": a.marked.count(1),
        "n_verbatim_b": b.marked.count(1),
        "n_verbatim_both": n_verbatim_both,
        **_by_side(a.wording, b.wording),
        "negation": _change(a.wording["negations"], b.wording["negations"]),
        "hedging": _change(a.wording["hedges"], b.wording["hedges"]),
        "alignment": [{"operation": op, **_words("a", a, of_a), **_words("b", b, of_b)} for op, of_a, of_b in steps],
        "article_a_id": a.quote["article_id"],
        "article_b_id": b.quote["article_id"],
        "split": split,
    }


# What can happen to words of A in B: the same words; others in their place; none. `added`: words of B without any in A.
OPERATIONS = ("kept", "replaced", "dropped", "added")

NOTHING = (0, 0)


def align(a: _Side, b: _Side) -> Iterator[tuple[str, Range, Range]]:
    """What happens to the words of A in B, in order: an operation, its words in A, its words in B.

    No step crosses the edge of a span of either content.
    """
    for op, start_a, end_a, start_b, end_b in _opcodes(a.keys, b.keys):
        if op != "equal":
            both = zip_longest(a.spans(start_a, end_a), b.spans(start_b, end_b), fillvalue=NOTHING)
            for of_a, of_b in both:
                yield "added" if of_a is NOTHING else "dropped" if of_b is NOTHING else "replaced", of_a, of_b
            continue
        ahead = start_b - start_a
        if len(a.edges) == len(b.edges) == 1:
            yield "kept", (start_a, end_a), (start_b, end_b)
            continue
        cuts = {start for start, _ in a.spans(start_a, end_a)}
        cuts.update(start - ahead for start, _ in b.spans(start_b, end_b))
        for start, end in pairwise((*sorted(cuts), end_a)):
            yield "kept", (start, end), (start + ahead, end + ahead)


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How difflib turns one list of words into another; very long lists that differ are replaced as one."""
    # Every fourth pair of quotes has the same words, for which difflib takes as long as for others.
    if a and a == b:
        return [("equal", 0, len(a), 0, len(b))]
    if len(a) * len(b) > MOST_PAIRS:
        return [("replace", 0, len(a), 0, len(b))]
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _words(name: str, side: _Side, words: Range) -> Row:
    """The columns of a step about one side."""
    if words is NOTHING:
        return {f"start_{name}": None, f"end_{name}": None, f"words_{name}": None}
    start, end, begin = side.starts[words[0]], side.ends[words[1] - 1], side.inside[words[0]]
    content = side.quote["content"]
    return {f"start_{name}": start, f"end_{name}": end, f"words_{name}": content[begin : begin + end - start]}


def of_text(a: Values, b: Values) -> Row:
    """The columns that hold words of the texts, except those of the alignment."""
    return _by_side(*(_wording(quote, WORD.findall(quote["content"])) for quote in (a, b)))


def _by_side(a: Row, b: Row) -> Row:
    return {f"{name}_{side}": value for side, part in (("a", a), ("b", b)) for name, value in part.items()}


def _wording(quote: Values, words: Sequence[str]) -> Row:
    """What `of_text` has of one quote, given its words; those that negate and hedge are in order, as printed."""
    content = quote["content"]
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
