"""Which suggested quotes one article may have: contents overlap only where one quote is nested in the other."""

from collections.abc import Collection, Iterator, Sequence

from blocquotes.model import Span
from blocquotes.spans import overlapping
from blocquotes.suggest.joining.quotes import SuggestedQuote


def settle(quotes: Sequence[SuggestedQuote], usable: Collection[int]) -> dict[int, int | None]:
    """The usable quotes that agree with each other, by position, each with the position of the one around it.

    A quote around another that is gone gives way to the one around itself. Of two that overlap and are
    not nested, the one that its rule is less sure of goes, or else the later one.
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
