"""Chooses the suggested quotes for an article, in which contents overlap only if one quote is nested in the other."""

from collections.abc import Collection, Iterator, Sequence

from blocquotes.model import Span
from blocquotes.spans import overlapping
from blocquotes.suggest.joining.quotes import SuggestedQuote


def settle(quotes: Sequence[SuggestedQuote], usable: Collection[int]) -> dict[int, int | None]:
    """The usable quotes that do not conflict, by position, each with the position of the quote around it.

    If the quote around another is dropped, the next outer one takes its place. Of two quotes that overlap without
    being nested, the one with the lower confidence is dropped, or the later one if they are equal.
    """
    kept: dict[int, int | None] = {}
    for i in sorted(usable, key=lambda i: len(list(_around(quotes, i)))):
        outer = next((o for o in _around(quotes, i) if o in kept), None)
        if outer is None or _holds(quotes[outer].content, quotes[i].content):
            kept[i] = outer
    order = sorted(kept)
    for a, b in overlapping([quotes[i].content for i in order]):
        i, j = order[a], order[b]
        if i in kept and j in kept and i not in _around(quotes, j) and j not in _around(quotes, i):
            kept.pop(j if quotes[j].confidence <= quotes[i].confidence else i)
    return {i: next((o for o in _around(quotes, i) if o in kept), None) for i in sorted(kept)}


def _around(quotes: Sequence[SuggestedQuote], index: int) -> Iterator[int]:
    """The quotes around a quote, the nearest first."""
    outer = quotes[index].within
    for _ in quotes:
        if outer is None:
            return
        yield outer
        outer = quotes[outer].within


def _holds(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    return all(any(o.holds(i) for o in outer) for i in inner)
