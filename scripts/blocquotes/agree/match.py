"""One-to-one matching of two lists of sets, best Jaccard index first."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

# Two contents are the same quote if the Jaccard index of their words is at least this.
LEAST = 0.5


def match(a: Sequence[AbstractSet[int]], b: Sequence[AbstractSet[int]], least: float) -> dict[int, int]:
    """Position in `a` → position in `b` of matched sets: they share a member, and their index is at least `least`.

    Each set is matched at most once; of equal indexes, the first in the lists wins. Matching `b` with `a` gives the
    same pairs.
    """
    rivals = sorted(
        (-shared / len(one | other), i, j)
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if (shared := len(one & other)) and shared / len(one | other) >= least
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in rivals:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched
