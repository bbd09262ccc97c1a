"""Where two articles may share a passage: places with the same few words, found by one sort for all articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from blocquotes.dataset.reuse.words import Numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Pair = tuple[Positions, Positions]

# Words of a phrase that starts a passage; every one is kept, so a run of that many words is never missed.
SIZE = 5

# Places, over all articles, up to which a phrase can start a passage.
MOST_PLACES = 50

# Pairs of places held at once.
BATCH = 1 << 21

# Odd numbers of 64 bits, one for each word of a phrase.
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)

Place = tuple[int, int]


@dataclass(frozen=True)
class Common:
    """A phrase of `SIZE` words that occurs in more than `MOST_PLACES` places, and in how many articles."""

    words: str
    places: int
    articles: int


@dataclass(frozen=True)
class Starts:
    """Pairs of texts (by index, the smaller first) with the words where agreement begins in both, in order."""

    pairs: tuple[tuple[Place, tuple[Place, ...]], ...]
    common: tuple[Common, ...]


def find(numbered: Numbered) -> Starts:
    """The starts of every pair of texts; no word is in more than `MOST_PLACES` pairs, so cost grows with the words.

    Phrases are compared by a hash of 64 bits, so a start may be false in one case of many million million:
    what follows looks at the words.
    """
    import numpy as np

    lengths = [len(text) for text in numbered.texts]
    count = sum(lengths)
    if count < SIZE:
        return Starts((), ())
    flat = np.fromiter(chain.from_iterable(numbered.texts), dtype=np.uint64, count=count)
    article = np.repeat(np.arange(len(lengths)), lengths)
    order, starts, sizes = _groups(flat, article)
    usable = np.zeros(count, dtype=np.bool_)
    usable[order] = np.repeat(sizes <= MOST_PLACES, sizes)
    heads = [_heads(flat, article, usable, *pair) for pair in _pairs(order, starts, sizes)]
    first, second = (np.concatenate([head[k] for head in heads] or [starts[:0]]) for k in (0, 1))
    base = np.concatenate([[0], np.cumsum(lengths)])
    common = [_common(numbered, base, article, order[s : s + n]) for s, n in _above(starts, sizes)]
    return Starts(
        tuple(_by_texts(article, base, first, second)), tuple(sorted(common, key=lambda c: (-c.places, c.words)))
    )


def _groups(flat: "NDArray[np.uint64]", article: "Positions") -> "tuple[Positions, Positions, Positions]":
    """Places sorted by phrase, then by place; where each phrase begins in them, and how many it has."""
    import numpy as np

    last = len(flat) - SIZE + 1
    prints = np.zeros(last, dtype=np.uint64)
    for k, multiplier in enumerate(MULTIPLIERS):
        prints += flat[k : last + k] * np.uint64(multiplier)
    inside = np.flatnonzero(article[:last] == article[SIZE - 1 :])
    prints = prints[inside]
    order = np.argsort(prints, kind="stable")
    prints = prints[order]
    is_new = np.concatenate([[True], prints[1:] != prints[:-1]])[: len(prints)]
    starts = np.flatnonzero(is_new)
    return inside[order], starts, np.diff(starts, append=len(prints))


def _above(starts: "Positions", sizes: "Positions") -> list[Place]:
    """Start and number of places of the groups that are too large."""
    large = sizes > MOST_PLACES
    return list(zip(starts[large].tolist(), sizes[large].tolist(), strict=True))


def _common(numbered: Numbered, base: "Positions", article: "Positions", places: "Positions") -> Common:
    text = int(article[places[0]])
    at = int(places[0] - base[text])
    phrase = " ".join(numbered.keys[n] for n in numbered.texts[text][at : at + SIZE])
    return Common(phrase, len(places), len(set(article[places].tolist())))


def _pairs(order: "Positions", starts: "Positions", sizes: "Positions") -> "Iterator[Pair]":
    """All pairs of places of one phrase, groups of one size at a time, at most about `BATCH` at once."""
    import numpy as np

    for size in range(2, MOST_PLACES + 1):
        left, right = np.triu_indices(size, 1)
        of_size = starts[sizes == size]
        step = max(1, BATCH // len(left))
        for at in range(0, len(of_size), step):
            places = order[of_size[at : at + step, np.newaxis] + np.arange(size)]
            yield places[:, left].ravel(), places[:, right].ravel()


def _heads(
    flat: "NDArray[np.uint64]", article: "Positions", usable: "Flags", first: "Positions", second: "Positions"
) -> "Pair":
    """The pairs in two articles that begin an agreement: the places before them are no pair themselves.

    No phrase begins in the last words of an article, so none goes on into the next; place -1 is such a place.
    """
    apart = article[first] != article[second]
    first, second = first[apart], second[apart]
    same_before = flat[first - 1] == flat[second - 1]
    goes_on = same_before & usable[first - 1] & usable[second - 1]
    return first[~goes_on], second[~goes_on]


def _by_texts(
    article: "Positions", base: "Positions", first: "Positions", second: "Positions"
) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Pairs of places in all texts as pairs of words, for each pair of texts."""
    import numpy as np

    a, b = article[first], article[second]
    order = np.lexsort((second, first, b, a))
    columns: Sequence[Positions] = (a, b, first - base[a], second - base[b])
    table = zip(*(column[order].tolist() for column in columns), strict=True)
    for texts, rows in groupby(table, key=lambda row: row[:2]):
        yield texts, tuple(row[2:] for row in rows)
