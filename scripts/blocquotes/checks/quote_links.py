"""Checks of the links between the quotes of an article: unique ids, nesting and antecedents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from blocquotes.checks.findings import MOST_SHOWN, finding
from blocquotes.checks.quote_parts import Quote
from blocquotes.corpus import Index, Record, Resolution
from blocquotes.model import Finding, Span
from blocquotes.shown import nearest, shown
from blocquotes.spans import held_by

# Ids of a cycle that a finding lists.
CYCLE_SHOWN = 6


def check_ids(record: Record, corpus: Index) -> Iterator[Finding]:
    """Quote ids are unique, and `within` and `antecedent` name quotes of the article without a cycle."""
    quotes: Sequence[Quote] = record.value["quotes"]
    first = {quote["id"]: i for i, quote in reversed(list(enumerate(quotes)))}
    yield from _check_unique(record, quotes, first)
    for link in ("within", "antecedent"):
        yield from _check_links(record, link, first)
        yield from _check_cycles(record, link, first)


def _check_unique(record: Record, quotes: Sequence[Quote], first: Mapping[str, int]) -> Iterator[Finding]:
    @cache
    def free_id(id_: str) -> str:
        number = next(number for number in range(2, len(quotes) + 3) if f"{id_}-{number}" not in first)
        return f"{shown(f'{id_}-{number}')} is free"

    for i, quote in enumerate(quotes):
        if first[quote["id"]] != i:
            line, _ = record.source.place(("quotes", first[quote["id"]], "id"))
            found = f"{shown(quote['id'])} is the id of the quote at {record.file}:{line} too"
            yield finding(record, "quote-id-reused", ("quotes", i, "id"), found, free_id(quote["id"]))


def _check_links(record: Record, link: str, first: Mapping[str, int]) -> Iterator[Finding]:
    unknown = [(i, q[link]) for i, q in enumerate(record.value["quotes"]) if link in q and q[link] not in first]
    for n, (i, id_) in enumerate(unknown):
        hint = nearest(id_, first) if n < MOST_SHOWN else ""
        yield finding(record, "unknown-quote", ("quotes", i, link), f"no quote {shown(id_)} here", hint)


def _check_cycles(record: Record, link: str, first: Mapping[str, int]) -> Iterator[Finding]:
    """One finding for each cycle, at the quote of it that comes first in the file."""
    quotes: Sequence[Quote] = record.value["quotes"]
    walk_of: dict[int, int] = {}
    for start in range(len(quotes)):
        at: int | None = start
        while at is not None and at not in walk_of:
            walk_of[at] = start
            at = first.get(quotes[at].get(link, ""))
        # Meeting a quote of the same walk means a cycle; quotes of earlier walks have been checked.

        if at is not None and walk_of[at] == start:
            cycle = _cycle(quotes, link, first, at)
            ids = [shown(quotes[i]["id"]) for i in (*cycle, cycle[0])]
            left_out = [f"… ({len(cycle)} quotes)"] if len(ids) > CYCLE_SHOWN else []
            found = f"`{link}` leads from {' to '.join([*ids[:CYCLE_SHOWN], *left_out])}"
            yield finding(record, "within-cycle", ("quotes", cycle[0], link), found)


def _cycle(quotes: Sequence[Quote], link: str, first: Mapping[str, int], inside: int) -> list[int]:
    """The quotes of a cycle, by position, in the order of the links, from the one that comes first in the file."""
    cycle = [inside]
    while (at := first[quotes[cycle[-1]][link]]) != inside:
        cycle.append(at)
    turn = cycle.index(min(cycle))
    return cycle[turn:] + cycle[:turn]


def check_nesting(record: Record, corpus: Index) -> Iterator[Finding]:
    """Contents overlap only where one quote is nested in the other, and nested ones lie inside their outer one."""
    resolution = corpus.resolution(record)
    assert resolution
    contents = resolution.parts["content"]
    if any("within" in quote for quote in record.value["quotes"]):
        yield from _check_inside(record, resolution, contents)
    spans = sorted(chain.from_iterable(contents))
    # In many articles each span ends before the next one begins.
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        yield from _check_overlaps(record, resolution, contents)


def _check_inside(record: Record, resolution: Resolution, contents: Sequence[Sequence[Span]]) -> Iterator[Finding]:
    quotes: Sequence[Quote] = record.value["quotes"]
    by_id = {quote["id"]: i for i, quote in enumerate(quotes)}
    is_inside = cache(lambda outer: held_by(contents[outer]))
    for i, quote in enumerate(quotes):
        outer = by_id.get(quote.get("within", ""))
        outside = [span for span in contents[i] if not is_inside(outer)(span)] if outer is not None else []
        if outside:
            words = shown(resolution.seed[outside[0].start : outside[0].end])
            found = f"{words} of {shown(quote['id'])} is not all inside {shown(quote['within'])}"
            yield finding(record, "within-outside", ("quotes", i, "within"), found)


def _check_overlaps(record: Record, resolution: Resolution, contents: Sequence[Sequence[Span]]) -> Iterator[Finding]:
    """One finding for each quote that begins inside one that it is not nested in.

    The quotes around a place are all nested in each other where nothing is wrong, so a span is compared with the
    innermost one only: if it is nested in that one, it is nested in all of them.
    """
    quotes: Sequence[Quote] = record.value["quotes"]
    nesting = nest(quotes)
    spans = sorted((s.start, -s.end, nesting.depth[i], i) for i, parts in enumerate(contents) for s in parts)
    around: list[tuple[Span, int]] = []
    found_in: set[int] = set()
    for start, minus_end, _, i in spans:
        span = Span(start, -minus_end)
        while around and around[-1][0].end <= start:
            around.pop()
        if around and i not in found_in and not nesting.are_related(i, around[-1][1]):
            found_in.add(i)
            other, j = around[-1]
            words = shown(resolution.seed[start : min(span.end, other.end)])
            found = f"{shown(quotes[max(i, j)]['id'])} and {shown(quotes[min(i, j)]['id'])} share {words}"
            yield finding(record, "quotes-overlap", ("quotes", max(i, j), "id"), found)
        around.append((span, i))


@dataclass(frozen=True)
class Nesting:
    """Which quote is nested in which, over any number of steps; quotes are named by their position.

    `entered` and `left` number the quotes as a walk from outer to inner ones enters and leaves them. Quotes that
    lead into a cycle or to no quote have no number.
    """

    depth: Sequence[int]
    entered: Mapping[int, int]
    left: Mapping[int, int]

    def are_related(self, one: int, other: int) -> bool:
        """Whether one is nested in the other or is the same; also if that is unknown, which is another finding."""
        if one not in self.entered or other not in self.entered:
            return True
        first, second = sorted((one, other), key=lambda i: self.entered[i])
        return self.left[second] <= self.left[first]


def nest(quotes: Sequence[Quote]) -> Nesting:
    """The nesting of an article's quotes by their `within`."""
    by_id = {quote["id"]: i for i, quote in enumerate(quotes)}
    inner: dict[int, list[int]] = {}
    for i, quote in enumerate(quotes):
        if quote.get("within") in by_id:
            inner.setdefault(by_id[quote["within"]], []).append(i)
    depth, entered, left = [0] * len(quotes), dict[int, int](), dict[int, int]()
    todo = [(i, False) for i, quote in enumerate(quotes) if "within" not in quote]
    while todo:
        i, is_done = todo.pop()
        if is_done:
            left[i] = len(entered)
            continue
        entered[i] = len(entered)
        todo.append((i, True))
        for j in inner.get(i, ()):
            depth[j] = depth[i] + 1
            todo.append((j, False))
    return Nesting(depth, entered, left)
