"""Checks of how the quotes of an article belong together: their ids, and which is nested in which."""

from collections.abc import Iterator, Mapping, Sequence

from blocquotes.checks.findings import finding
from blocquotes.checks.quote_parts import Quote, part_spans
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding
from blocquotes.shown import nearest, shown
from blocquotes.spans import overlapping


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


def _nested(quotes: Sequence[Quote], by_id: Mapping[str, int], inner: int, outer: int) -> bool:
    """Whether `within` leads from one quote to the other, over any number of steps."""
    at: int | None = inner
    for _ in quotes:
        at = by_id.get(quotes[at].get("within", "")) if at is not None else None
        if at == outer:
            return True
    return False
