"""Checks of quotes: ids, types, the order of their parts, nesting, speakers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from blocquotes import marks
from blocquotes.checks.file import finding, nearest
from blocquotes.corpus import QUOTE_PARTS, Corpus, Record, Resolution
from blocquotes.model import Finding, Path, Span

Quote = Mapping[str, Any]


def check_ids(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Quote ids are unique, and `within` and `antecedent` name quotes of the article without a circle."""
    quotes: Sequence[Quote] = record.value["quotes"]
    by_id = {quote["id"]: quote for quote in reversed(quotes)}
    for i, quote in enumerate(quotes):
        if by_id[quote["id"]] is not quote:
            yield finding(record, "quote-id-reused", ("quotes", i, "id"), f"{quote['id']!r} is an earlier quote's id")
        for link in ("within", "antecedent"):
            if link in quote and quote[link] not in by_id:
                hint = nearest(quote[link], by_id)
                yield finding(record, "unknown-quote", ("quotes", i, link), f"no quote {quote[link]!r} here", hint)
            elif _leads_back(quote, link, by_id):
                found = f"{quote['id']!r} comes back to itself by `{link}`"
                yield finding(record, "within-cycle", ("quotes", i, link), found)


def _leads_back(quote: Quote, link: str, by_id: Mapping[str, Quote]) -> bool:
    seen: list[str] = []
    at: Quote | None = quote
    while at and link in at and at[link] not in seen:
        seen.append(at[link])
        at = by_id.get(at[link])
    return quote["id"] in seen


def check_speakers(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A quote names its speakers, or says why it cannot; never both."""
    for i, quote in enumerate(record.value["quotes"]):
        if bool(quote["speakers"]) == ("no_speaker" in quote):
            found = "speakers and no_speaker are both there" if quote["speakers"] else "no speaker and no reason"
            yield finding(record, "no-speaker", ("quotes", i, "speakers"), found)


def check_parts(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Parts stand in text order; type and marks agree; cue and source lie outside the content."""
    resolution = corpus.resolution(record)
    assert resolution
    for i, quote in enumerate(record.value["quotes"]):
        spans = {part: part_spans(resolution, i, part, quote) for part in QUOTE_PARTS}
        for part in QUOTE_PARTS:
            yield from _check_order(record, ("quotes", i, part), spans[part])
        yield from _check_type(record, i, quote)
        for part in ("cue", "source"):
            for j, span in enumerate(spans[part]):
                if any(span.meets(content) for content in spans["content"]):
                    words = repr(quote[part][j]["exact"])
                    yield finding(record, f"{part}-in-content", ("quotes", i, part, j, "exact"), words)


def part_spans(resolution: Resolution, index: int, part: str, quote: Quote) -> tuple[Span, ...]:
    """The spans of a quote's content, cue or source, in the seed."""
    return tuple(resolution.hits["quotes", index, part, j][0] for j in range(len(quote.get(part, ()))))


def _check_order(record: Record, path: Path, spans: Sequence[Span]) -> Iterator[Finding]:
    for j, (one, other) in enumerate(pairwise(spans), start=1):
        if other.start < one.end:
            yield finding(record, "parts-out-of-order", (*path, j, "exact"), "it begins before the one above ends")


def _check_type(record: Record, index: int, quote: Quote) -> Iterator[Finding]:
    reading = marks.read([anchor["exact"] for anchor in quote["content"]])
    unbalanced = quote.get("unbalanced", False)
    if not reading.balanced and not unbalanced:
        words = " … ".join(anchor["exact"] for anchor in quote["content"])
        yield finding(record, "marks-unbalanced", ("quotes", index, "content"), repr(words))
    elif reading.balanced and unbalanced:
        path: Path = ("quotes", index, "unbalanced")
        yield finding(record, "marks-unbalanced", path, "all marks pair up", "take `unbalanced` out", key=True)
    elif not unbalanced and reading.type != quote["type"]:
        found = f"{quote['type']!r}, but of the content's words {reading.inside} stand inside marks and "
        found += f"{reading.outside} outside"
        yield finding(record, "type-mismatch", ("quotes", index, "type"), found, f"the type is {reading.type!r}")


def check_nesting(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Contents overlap only where one quote is nested in the other, and nested ones lie inside their outer one."""
    resolution = corpus.resolution(record)
    assert resolution
    quotes: Sequence[Quote] = record.value["quotes"]
    contents = [part_spans(resolution, i, "content", quote) for i, quote in enumerate(quotes)]
    by_id = {quote["id"]: i for i, quote in enumerate(quotes)}
    for i, quote in enumerate(quotes):
        outer = by_id.get(quote.get("within", ""))
        if outer is not None and not all(any(o.holds(s) for o in contents[outer]) for s in contents[i]):
            found = f"{quote['id']!r} is not all inside {quote['within']!r}"
            yield finding(record, "within-outside", ("quotes", i, "within"), found)
    for i, j in _overlapping(contents):
        if not _nested(quotes, by_id, i, j) and not _nested(quotes, by_id, j, i):
            found = f"{quotes[j]['id']!r} and {quotes[i]['id']!r} share words"
            yield finding(record, "quotes-overlap", ("quotes", j, "id"), found)


def _overlapping(contents: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
    """Pairs of quotes, by position, of which some spans share a character."""
    spans = sorted((span, i) for i, parts in enumerate(contents) for span in parts)
    pairs, current = set(), list[tuple[Span, int]]()
    for span, i in spans:
        current = [(other, j) for other, j in current if other.end > span.start]
        pairs |= {(min(i, j), max(i, j)) for _, j in current if i != j}
        current.append((span, i))
    return sorted(pairs)


def _nested(quotes: Sequence[Quote], by_id: Mapping[str, int], inner: int, outer: int) -> bool:
    """Whether `within` leads from one quote to the other, over any number of steps."""
    at: int | None = inner
    for _ in quotes:
        at = by_id.get(quotes[at].get("within", "")) if at is not None else None
        if at == outer:
            return True
    return False
