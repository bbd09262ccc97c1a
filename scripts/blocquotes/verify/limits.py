"""Limits how many findings of one kind are reported for a table."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import islice

from blocquotes.model import Finding

# Findings of one kind in one table or file, after which the search for more stops.
MOST_FINDINGS = 50


def at_most(found: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings of one kind; the last one says if there are more."""
    yield from islice(found, MOST_FINDINGS - 1)
    for last in islice(found, 1):
        note = f"; there are more, but only {MOST_FINDINGS} are shown" if next(found, None) else ""
        yield Finding(last.rule, last.file, last.line, last.column, last.found + note)


def at_most_each(found: Iterable[tuple[Hashable, Finding]]) -> Iterator[Finding]:
    """The first findings of each kind, kind after kind."""
    kinds: dict[Hashable, list[Finding]] = {}
    for kind, finding in found:
        some = kinds.setdefault(kind, [])
        if len(some) <= MOST_FINDINGS:
            some.append(finding)
    for some in kinds.values():
        yield from at_most(iter(some))
