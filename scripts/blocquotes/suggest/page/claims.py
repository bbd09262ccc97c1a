"""What is said of a page, with its provenance."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blocquotes.model import Span


class Claim(NamedTuple):
    """One thing said of an article, with its provenance.

    `value` is an outlet's id, an ISO date or a byline as printed; `name` an outlet's name as printed.
    `basis` is stated, inferred or unknown; `evidence` are spans of the seed; `reasoning` goes with inferred.
    """

    value: str | None = None
    basis: str = "unknown"
    precision: str | None = None
    evidence: tuple[Span, ...] = ()
    reasoning: str | None = None
    name: str | None = None


def of(parts: Iterable[tuple[str, Span]], *roles: str) -> Iterator[Span]:
    """The stretches of a page that have one of the roles."""
    return (span for role, span in parts if role in roles)
