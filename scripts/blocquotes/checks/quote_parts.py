"""Checks of the parts of a quote: the order of their spans, the quotation marks and the type that follows."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from blocquotes import marks
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record, Resolution
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Finding, Path, Span
from blocquotes.shown import shown

Quote = Mapping[str, Any]

# Marks that are looked for beside a content, which may have been cut short of one.
MARKS = '“”„«»"'

# The closing mark behind a content, and what may be between them.
MARK_AFTER = re.compile(f"[.,;:?!]*([{MARKS}])")


def check_parts(record: Record, corpus: Index) -> Iterator[Finding]:
    """Parts are in text order; type and marks agree; cue and source are outside the content."""
    resolution = corpus.resolution(record)
    assert resolution
    parts = resolution.parts
    for i, (quote, contents) in enumerate(zip(record.value["quotes"], parts["content"], strict=True)):
        reading = marks.read([anchor["exact"] for anchor in quote["content"]])
        beside = mark_beside(contents, resolution.seed)
        # Nothing is wrong with most quotes, which this sees without a call.
        if beside or not reading.balanced or reading.type != quote["type"] or "unbalanced" in quote:
            yield from _check_type(record, i, quote, reading, beside)
        for part in QUOTE_PARTS:
            some = parts[part][i]
            if len(some) > 1:
                yield from _check_order(record, ("quotes", i, part), quote[part], some)
            for j, (start, end) in enumerate(some if part != "content" else ()):
                if [content for content in contents if start < content[1] and content[0] < end]:
                    found = f"{shown(quote[part][j]['exact'])} in the content of {shown(quote['id'])}"
                    yield finding(record, f"{part}-in-content", ("quotes", i, part, j, "exact"), found)


def part_spans(resolution: Resolution, index: int, part: str) -> Sequence[Span]:
    """The spans of a quote's content, cue or source, in the seed."""
    return resolution.parts[part][index]


def _check_order(
    record: Record, path: Path, anchors: Sequence[Mapping[str, str]], spans: Sequence[Span]
) -> Iterator[Finding]:
    for j, (one, other) in enumerate(pairwise(spans), start=1):
        if other.start < one.end:
            words = [shown(anchors[at]["exact"]) for at in (j, j - 1)]
            found = f"{words[0]} begins before {words[1]} ends"
            yield finding(record, "parts-out-of-order", (*path, j, "exact"), found)


def _check_type(record: Record, index: int, quote: Quote, reading: marks.Marking, beside: str) -> Iterator[Finding]:
    unbalanced = quote.get("unbalanced", False)
    # A span without closing mark may continue in the next one, unless its closing mark follows it directly.
    if not unbalanced and (not reading.balanced or beside):
        words = " … ".join(shown(anchor["exact"]) for anchor in quote["content"])
        yield finding(record, "marks-unbalanced", ("quotes", index, "content"), words, beside)
    elif reading.balanced and unbalanced:
        path: Path = ("quotes", index, "unbalanced")
        yield finding(record, "marks-unbalanced", path, "all marks pair up", "take `unbalanced` out", key=True)
    elif not unbalanced and reading.type != quote["type"]:
        found = f"{shown(quote['type'])}, but of the content's words {reading.inside} are inside marks and "
        found += f"{reading.outside} outside"
        yield finding(record, "type-mismatch", ("quotes", index, "type"), found, f"the type is {shown(reading.type)}")


def mark_beside(content: Sequence[Span], seed: str) -> str:
    """The quotation mark directly before or after a span that leaves it out."""
    for start, end in content:
        behind = MARK_AFTER.match(seed, end)
        after = behind[1] if behind else ""
        before = seed[start - 1] if start and seed[start - 1] in MARKS else ""
        if not (before or after):
            continue
        words = seed[start:end]
        for mark, where, with_it in ((after, "after", words + after), (before, "before", before + words)):
            if mark and not marks.read([words]).balanced and marks.read([with_it]).balanced:
                return f"{shown(mark)} is directly {where} {shown(words)}"
    return ""


# What ends right before a sentence begins.
SENTENCE_START = re.compile(
    r"""
    [.!?…]                                                # first, since a look back at each character takes long
    (?<![A-Z].) (?<!\bMr.) (?<!\bMrs.) (?<!\bMs.) (?<!\bDr.) (?<!\bGen.) (?<!\bSen.)   # no abbreviation
    ["'”’»)\]]* \s+ (?=["'“‘«(\[]*[A-Z0-9])
    | \n\s*                                               # or the next line
    """,
    re.VERBOSE,
)

# Sentences that begin between a content and its cue or source, at most: a full sentence, then "He said".
NEAR = 1

# A character with which a sentence or a line may end.
MAY_END = re.compile(r"[.!?…\n]")


def check_distance(record: Record, corpus: Index) -> Iterator[Finding]:
    """Cue and source are in a sentence of the content, or in the one before or after it."""
    resolution = corpus.resolution(record)
    assert resolution
    starts: list[int] | None = None
    for i, contents in enumerate(resolution.parts["content"]):
        content = sorted(contents)
        for part in ("cue", "source"):
            spans = part_spans(resolution, i, part)
            if not spans or _is_within_sentence(resolution.seed, spans, content):
                continue
            starts = starts or [match.end() for match in SENTENCE_START.finditer(resolution.seed)]
            between = min(_sentences_in(_gaps(span, content), starts) for span in spans)
            if between > NEAR:
                quote = record.value["quotes"][i]
                words = " … ".join(shown(anchor["exact"]) for anchor in quote[part])
                found = f"{part} {words}, {between} sentences from the content of {shown(quote['id'])}"
                yield finding(record, "part-far-away", ("quotes", i, part), found)


def _gaps(span: Span, content: Sequence[Span]) -> list[tuple[int, int]]:
    """What is between a span and the content before it, and between the span and the content behind it."""
    at = bisect_left(content, span)
    before = [(content[at - 1].end, span.start)] if at else []
    return [*before, (span.end, content[at].start)] if at < len(content) else before


def _is_within_sentence(seed: str, spans: Sequence[Span], content: Sequence[Span]) -> bool:
    """Whether no sentence ends between one of the spans and the content beside it.

    Then one begins there at most: right after the last content.
    """
    for span in spans:
        for start, end in _gaps(span, content):
            if not MAY_END.search(seed, start, end):
                return True
    return False


def _sentences_in(gaps: Sequence[tuple[int, int]], starts: Sequence[int]) -> int:
    """How many sentences begin in the gap in which the fewest do, given where all of them begin."""
    return max(0, min(bisect_right(starts, end) - bisect_left(starts, start) for start, end in gaps))
