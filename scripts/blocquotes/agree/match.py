"""One-to-one matching of two lists of sets, best Jaccard index first."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

# Jaccard index of their words from which two contents are taken for the same quote.
LEAST = 0.5


def match(a: Sequence[AbstractSet[int]], b: Sequence[AbstractSet[int]], least: float) -> dict[int, int]:
    """Position in `a` → position in `b` of the sets matched: those that share a member and reach the index `least`.

    Each set is matched once; of equal indexes, the first in the lists wins. The matching of `b` with
    `a` is the same, turned round: which of two rivals goes first depends only on the list that they share.
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
