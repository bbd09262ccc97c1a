"""Checks of quotes: ids, types, the order of their parts, nesting, speakers."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from blocquotes import marks
from blocquotes.checks.file import finding
from blocquotes.corpus import QUOTE_PARTS, Corpus, Record, Resolution
from blocquotes.model import Finding, Path, Span
from blocquotes.shown import nearest, shown

Quote = Mapping[str, Any]

MARKS = '“”„«»"'
"""Marks that are looked for beside a content, which may have been cut short of one."""


def check_ids(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Quote ids are unique, and `within` and `antecedent` name quotes of the article without a circle."""
    quotes: Sequence[Quote] = record.value["quotes"]
    by_id = {quote["id"]: quote for quote in reversed(quotes)}
    for i, quote in enumerate(quotes):
        if by_id[quote["id"]] is not quote:
            first = record.source.place(("quotes", quotes.index(by_id[quote["id"]]), "id"))
            found = f"{shown(quote['id'])} is the id of the quote at {record.file}:{first[0]} too"
            yield finding(record, "quote-id-reused", ("quotes", i, "id"), found, _free_id(quote["id"], by_id))
        for link in ("within", "antecedent"):
            if link in quote and quote[link] not in by_id:
                hint = nearest(quote[link], by_id)
                yield finding(record, "unknown-quote", ("quotes", i, link), f"no quote {shown(quote[link])} here", hint)
            elif (chain := _chain(quote, link, by_id))[-1:] == [quote["id"]]:
                found = f"`{link}` leads from {' to '.join(map(shown, (quote['id'], *chain)))}"
                yield finding(record, "within-cycle", ("quotes", i, link), found)


def _free_id(id_: str, taken: Mapping[str, Quote]) -> str:
    """An id that is free, as a hint."""
    number = next(number for number in range(2, len(taken) + 3) if f"{id_}-{number}" not in taken)
    return f"{shown(f'{id_}-{number}')} is free"


def _chain(quote: Quote, link: str, by_id: Mapping[str, Quote]) -> list[str]:
    """The ids that a link leads to, step by step, up to where it ends or an id comes again."""
    ids: list[str] = []
    at: Quote | None = quote
    while at and link in at and at[link] not in ids:
        ids.append(at[link])
        at = by_id.get(at[link])
    return ids


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
            yield from _check_order(record, ("quotes", i, part), quote.get(part, ()), spans[part])
        yield from _check_type(record, i, quote, mark_beside(spans["content"], resolution.seed))
        for part in ("cue", "source"):
            for j, span in enumerate(spans[part]):
                if any(span.meets(content) for content in spans["content"]):
                    found = f"{shown(quote[part][j]['exact'])} in the content of {shown(quote['id'])}"
                    yield finding(record, f"{part}-in-content", ("quotes", i, part, j, "exact"), found)


def part_spans(resolution: Resolution, index: int, part: str, quote: Quote) -> tuple[Span, ...]:
    """The spans of a quote's content, cue or source, in the seed."""
    return tuple(resolution.hits["quotes", index, part, j][0] for j in range(len(quote.get(part, ()))))


def _check_order(
    record: Record, path: Path, anchors: Sequence[Mapping[str, str]], spans: Sequence[Span]
) -> Iterator[Finding]:
    for j, (one, other) in enumerate(pairwise(spans), start=1):
        if other.start < one.end:
            words = [shown(anchors[at]["exact"]) for at in (j, j - 1)]
            found = f"{words[0]} begins before {words[1]} ends"
            yield finding(record, "parts-out-of-order", (*path, j, "exact"), found)


def _check_type(record: Record, index: int, quote: Quote, beside: str) -> Iterator[Finding]:
    reading = marks.read([anchor["exact"] for anchor in quote["content"]])
    unbalanced = quote.get("unbalanced", False)
    # A stretch that ends open may go on in the next one, but not where its closing mark stands right after it.
    if not unbalanced and (not reading.balanced or beside):
        words = " … ".join(shown(anchor["exact"]) for anchor in quote["content"])
        yield finding(record, "marks-unbalanced", ("quotes", index, "content"), words, beside)
    elif reading.balanced and unbalanced:
        path: Path = ("quotes", index, "unbalanced")
        yield finding(record, "marks-unbalanced", path, "all marks pair up", "take `unbalanced` out", key=True)
    elif not unbalanced and reading.type != quote["type"]:
        found = f"{shown(quote['type'])}, but of the content's words {reading.inside} stand inside marks and "
        found += f"{reading.outside} outside"
        yield finding(record, "type-mismatch", ("quotes", index, "type"), found, f"the type is {shown(reading.type)}")


def mark_beside(content: Sequence[Span], seed: str) -> str:
    """Which quotation mark stands directly before or after a stretch that it was left out of."""
    for span in content:
        words = seed[span.start : span.end]
        before, after = seed[: span.start][-1:], seed[span.end :].lstrip(".,;:?!")[:1]
        for mark, where, with_it in ((after, "after", words + after), (before, "before", before + words)):
            if mark and mark in MARKS and not marks.read([words]).balanced and marks.read([with_it]).balanced:
                return f"{shown(mark)} stands right {where} {shown(words)}"
    return ""


def check_nesting(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Contents overlap only where one quote is nested in the other, and nested ones lie inside their outer one."""
    resolution = corpus.resolution(record)
    assert resolution
    quotes: Sequence[Quote] = record.value["quotes"]
    contents = [part_spans(resolution, i, "content", quote) for i, quote in enumerate(quotes)]
    by_id = {quote["id"]: i for i, quote in enumerate(quotes)}
    for i, quote in enumerate(quotes):
        outer = by_id.get(quote.get("within", ""))
        outside = [s for s in contents[i] if outer is not None and not any(o.holds(s) for o in contents[outer])]
        if outside:
            words = shown(resolution.seed[outside[0].start : outside[0].end])
            found = f"{words} of {shown(quote['id'])} is not all inside {shown(quote['within'])}"
            yield finding(record, "within-outside", ("quotes", i, "within"), found)
    # A `within` that names no quote here is a finding itself, and may be what makes these two look unnested.
    lost = {i for i, quote in enumerate(quotes) if "within" in quote and quote["within"] not in by_id}
    for i, j in overlapping(contents):
        if lost.isdisjoint((i, j)) and not _nested(quotes, by_id, i, j) and not _nested(quotes, by_id, j, i):
            one, other = next((a, b) for a in contents[i] for b in contents[j] if a.meets(b))
            words = shown(resolution.seed[max(one.start, other.start) : min(one.end, other.end)])
            found = f"{shown(quotes[j]['id'])} and {shown(quotes[i]['id'])} share {words}"
            yield finding(record, "quotes-overlap", ("quotes", j, "id"), found)


def overlapping(contents: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
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
