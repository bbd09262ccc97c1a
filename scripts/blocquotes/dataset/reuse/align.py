"""From starts to passages: runs of words that agree, joined over small edits, as far as two texts go on alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blocquotes.model import Span

Words = tuple[int, ...]

# Words of a passage that must agree.
SHORTEST = 8

# Words that must agree without a break for a passage to go on behind an edit.
RUN = 3

# Words of an edit, on either side.
WIDEST = 8

# Words compared at once.
BLOCK = 32


class Run(NamedTuple):
    """Words that agree without a break: where they begin in both texts, and how many."""

    a: int
    b: int
    size: int


@dataclass(frozen=True)
class Chain:
    """Runs in the order of both texts; `a` and `b` are the words from the first run to the last."""

    runs: tuple[Run, ...]
    a: Span
    b: Span

    def holds(self, other: "Chain") -> bool:
        """Whether the other chain lies inside this one in both texts."""
        return self.a.holds(other.a) and self.b.holds(other.b)


def chains(a: Words, b: Words, starts: Sequence[tuple[int, int]]) -> list[Chain]:
    """The maximal passages that the starts lead to, in the order of both texts.

    A run joins the next one if there are fewer words between them, on the mean of both sides, than the
    shorter of the two runs has, and at most `WIDEST` on either; the nearest run of at least `RUN` words that
    fulfils this is the next one. A passage has at least `SHORTEST` words that agree.
    """
    seen: dict[int, list[Span]] = {}
    found: list[Chain] = []
    mirrored = a[::-1], b[::-1]
    for i, j in starts:
        if any(span.start <= i < span.end for span in seen.get(j - i, ())):
            continue
        run = _whole_run(a, b, i, j)
        runs = (*_backward(*mirrored, run), run, *_onward(a, b, run))
        for diagonal, span in _diagonals(runs).items():
            seen.setdefault(diagonal, []).append(span)
        if sum(r.size for r in runs) >= SHORTEST:
            last = runs[-1]
            found.append(Chain(runs, Span(runs[0].a, last.a + last.size), Span(runs[0].b, last.b + last.size)))
    return _outermost(found)


def _diagonals(runs: Sequence[Run]) -> dict[int, Span]:
    """How far the places in b are ahead of those in a → the words of a from the first such run to the last.

    A start that falls between them would lead to the same chain again.
    """
    reached: dict[int, Span] = {}
    for run in runs:
        first = reached.get(run.b - run.a, Span(run.a, run.a)).start
        reached[run.b - run.a] = Span(first, run.a + run.size)
    return reached


def _whole_run(a: Words, b: Words, i: int, j: int) -> Run:
    """The run through a place, to both sides."""
    back = 0
    while back < min(i, j) and a[i - back - 1] == b[j - back - 1]:
        back += 1
    return Run(i - back, j - back, back + _agreeing(a, b, i, j))


def _agreeing(a: Words, b: Words, i: int, j: int) -> int:
    """How many words agree from two places on."""
    n, most = 0, min(len(a) - i, len(b) - j)
    while n < most and a[i + n : i + n + BLOCK] == b[j + n : j + n + BLOCK]:
        n += BLOCK
    while n < most and a[i + n] == b[j + n]:
        n += 1
    return min(n, most)


def _backward(a: Words, b: Words, run: Run) -> list[Run]:
    """The runs before a run, in the order of both texts; these are given from the last word to the first."""

    def mirrored(r: Run) -> Run:
        return Run(len(a) - r.a - r.size, len(b) - r.b - r.size, r.size)

    return [mirrored(r) for r in _onward(a, b, mirrored(run))][::-1]


def _onward(a: Words, b: Words, run: Run) -> Iterator[Run]:
    """The runs that follow, one after the other."""
    while behind := _following(a, b, run):
        run = behind
        yield run


def _following(a: Words, b: Words, run: Run) -> Run | None:
    """The nearest run behind an edit that is not too long for the runs on its two sides."""
    i, j = run.a + run.size, run.b + run.size
    for gap, _, gap_a, gap_b in sorted(_meetings(a, b, i, j)):
        size = _agreeing(a, b, i + gap_a, j + gap_b)
        if gap < 2 * min(run.size, size):
            return Run(i + gap_a, j + gap_b, size)
    return None


def _meetings(a: Words, b: Words, i: int, j: int) -> Iterator[tuple[int, int, int, int]]:
    """Edits behind which `RUN` words agree: words in all, how uneven, words in a, words in b."""
    places: dict[Words, list[int]] = {}
    for gap_b in range(min(WIDEST, len(b) - j - RUN) + 1):
        places.setdefault(b[j + gap_b : j + gap_b + RUN], []).append(gap_b)
    for gap_a in range(min(WIDEST, len(a) - i - RUN) + 1):
        for gap_b in places.get(a[i + gap_a : i + gap_a + RUN], ()):
            yield gap_a + gap_b, abs(gap_a - gap_b), gap_a, gap_b


def _outermost(found: Sequence[Chain]) -> list[Chain]:
    """The chains that lie in no other one, in the order of both texts; of two with the same places the first."""
    kept: list[Chain] = []
    for chain in sorted(found, key=lambda c: (c.a.start - c.a.end + c.b.start - c.b.end, c.a, c.b)):
        if not any(other.holds(chain) for other in kept):
            kept.append(chain)
    return sorted(kept, key=lambda c: (c.a, c.b))


def similarity(a: Words, b: Words, chain: Chain) -> float:
    """Twice the length of the longest common subsequence of the words, over the words of both sides (0 to 1)."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a[slice(*chain.a)], b[slice(*chain.b)])
