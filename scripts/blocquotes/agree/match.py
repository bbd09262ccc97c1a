"""One-to-one matching of two lists of sets, best Jaccard index first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

# Two contents are the same quote if the Jaccard index of their words is at least this.
LEAST = 0.5


def match(a: Sequence[AbstractSet[int]], b: Sequence[AbstractSet[int]], least: float) -> dict[int, int]:
    """Position in `a` → position in `b` of matched sets: they share a member, and their index is at least `least`.

    Each set is matched at most once; of equal indexes, the first in the lists wins. Matching `b` with `a` gives the
    same pairs.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_rivals(a, b, least)):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _rivals(
    a: Sequence[AbstractSet[int]], b: Sequence[AbstractSet[int]], least: float
) -> Iterator[tuple[float, int, int]]:
    """The negative index of each two sets that share enough, and their positions."""
    # Of all pairs of two articles' contents, few share a word.
    having: dict[int, list[int]] = {}
    for j, other in enumerate(b):
        for member in other:
            having.setdefault(member, []).append(j)
    for i, one in enumerate(a):
        for j, shared in Counter(chain.from_iterable([having.get(member, ()) for member in one])).items():
            index = shared / (len(one) + len(b[j]) - shared)
            if index >= least:
                yield -index, i, j
