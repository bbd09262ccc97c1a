"""Where two articles may share a passage: places with the same few words, found by one sort for all articles."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array

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
BATCH = 1 << 17

# Words whose phrases are hashed at once, and about so many phrases are sorted at once. The arrays of each take 25 MB.
PART = 1 << 18

# Odd numbers of 64 bits, one for each word of a phrase.
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)

Place = tuple[int, int]


@dataclass(frozen=True)
class Common:
    """A phrase of `SIZE` words that occurs in more than `MOST_PLACES` places: a text (by index) and the word there
    where it begins, how many places it has, and in how many articles."""

    text: int
    word: int
    places: int
    articles: int


@dataclass(frozen=True)
class Words:
    """The words of all texts as numbers, one text after the other, and where each text begins; at last, where they end.

    To note the text of each word too would take half as much memory again.
    """

    flat: "NDArray[np.uint64]"
    base: "Positions"

    def article(self, places: "Positions") -> "Positions":
        """The text of each of some words."""
        return self.base.searchsorted(places, side="right") - 1

    def text(self, index: int) -> tuple[int, ...]:
        """The words of a text."""
        return tuple(self.flat[self.base[index] : self.base[index + 1]].tolist())


def words_of(flat: "array[int]", lengths: Sequence[int]) -> Words:
    """The words of all texts, given their numbers and how many words each text has."""
    import numpy as np

    return Words(np.frombuffer(flat, dtype=np.uint64), np.concatenate([[0], np.cumsum(lengths)]).astype(int))


class Starts:
    """Where agreement begins in two texts; no word is in more than `MOST_PLACES` pairs, so cost grows with the words.

    Phrases are compared by a hash of 64 bits, so a start may be false in one case of many million million:
    what follows looks at the words. `common` has the phrases that start nothing.
    """

    def __init__(self, words: Words) -> None:
        """Finds the starts."""
        import numpy as np

        self._words = words
        usable = np.zeros(len(words.flat), dtype=np.bool_)
        phrases = _Phrases(words)
        self.common: list[Common] = []
        for order, starts, sizes in phrases.groups():
            usable[order] = np.repeat(sizes <= MOST_PLACES, sizes)
            self.common += [_common(words, order[start : start + size]) for start, size in _above(starts, sizes)]
        heads = [_heads(words, usable, *pair) for group in phrases.groups() for pair in _pairs(*group)]
        none = np.zeros(0, dtype=np.int64)
        self._first, self._second = (np.concatenate([none, *(head[k] for head in heads)]) for k in (0, 1))

    def pairs(self) -> Iterator[tuple[Place, list[Place]]]:
        """Pairs of texts (by index, the smaller first) with the words where agreement begins in both, in order."""
        import numpy as np

        words, first, second = self._words, self._first, self._second
        a, b = words.article(first), words.article(second)
        order = np.lexsort((second, first, b, a))
        a, b = a[order], b[order]
        columns = (first[order] - words.base[a], second[order] - words.base[b])
        is_new = np.concatenate([[True], (a[1:] != a[:-1]) | (b[1:] != b[:-1])])[: len(a)]
        bounds = np.append(np.flatnonzero(is_new), len(a)).tolist()
        for start, end in pairwise(bounds):
            places = zip(*(column[start:end].tolist() for column in columns), strict=True)
            yield (int(a[start]), int(b[start])), list(places)


class _Phrases:
    """The places where phrases begin and the hashes of the phrases, in a temporary file, in parts by their hashes.

    So memory does not grow with the words as fast as they do, and each phrase is hashed once.
    """

    def __init__(self, words: Words) -> None:
        import numpy as np

        parts = len(words.flat) // PART + 1
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        # Where each stretch of a part begins in the file, and how many phrases it has.
        self._stretches: list[list[tuple[int, int]]] = [[] for _ in range(parts)]
        for places, prints in _prints(words):
            part = prints % np.uint64(parts)
            order = np.argsort(part, kind="stable")
            bounds = np.searchsorted(part[order], np.arange(parts + 1, dtype=np.uint64)).tolist()
            for stretches, (start, end) in zip(self._stretches, pairwise(bounds), strict=True):
                stretches.append((self._file.tell(), end - start))
                self._file.write(places[order[start:end]].tobytes())
                self._file.write(prints[order[start:end]].tobytes())

    def __del__(self) -> None:
        """Removes the file."""
        self._file.close()

    def groups(self) -> "Iterator[tuple[Positions, Positions, Positions]]":
        """Places sorted by phrase, then by place, part by part; where each phrase begins, and how many it has."""
        import numpy as np

        for stretches in self._stretches:
            places, prints = self._read(stretches)
            order = np.argsort(prints, kind="stable")
            prints = prints[order]
            is_new = np.concatenate([[True], prints[1:] != prints[:-1]])[: len(prints)]
            starts = np.flatnonzero(is_new)
            yield places[order], starts, np.diff(starts, append=len(prints))

    def _read(self, stretches: Sequence[tuple[int, int]]) -> "tuple[Positions, NDArray[np.uint64]]":
        import numpy as np

        number = sum(size for _, size in stretches)
        places, prints = np.empty(number, dtype=np.int64), np.empty(number, dtype=np.uint64)
        at = 0
        for start, size in stretches:
            self._file.seek(start)
            for array in (places, prints):
                array[at : at + size] = np.frombuffer(self._file.read(size * array.itemsize), dtype=array.dtype)
            at += size
        return places, prints


def _prints(words: Words) -> "Iterator[tuple[Positions, NDArray[np.uint64]]]":
    """The places where phrases begin, in text order, and the hashes of these phrases, some of them at a time."""
    import numpy as np

    last = max(len(words.flat) - SIZE + 1, 0)
    for at in range(0, last, PART):
        end = min(at + PART, last)
        found = np.zeros(end - at, dtype=np.uint64)
        for k, multiplier in enumerate(MULTIPLIERS):
            found += words.flat[at + k : end + k] * np.uint64(multiplier)
        inside = np.ones(end - at, dtype=np.bool_)
        for before in range(1, SIZE):
            # So few words before the end of a text, no phrase of it begins.
            ends = words.base[1:] - before - at
            inside[ends[(ends >= 0) & (ends < end - at)]] = False
        kept = np.flatnonzero(inside)
        yield kept + at, found[kept]


def _above(starts: "Positions", sizes: "Positions") -> list[Place]:
    """Start and number of places of the groups that are too large."""
    large = sizes > MOST_PLACES
    return list(zip(starts[large].tolist(), sizes[large].tolist(), strict=True))


def _common(words: Words, places: "Positions") -> Common:
    text = int(words.article(places[:1])[0])
    articles = len(set(words.article(places).tolist()))
    return Common(text, int(places[0] - words.base[text]), len(places), articles)


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


def _heads(words: Words, usable: "Flags", first: "Positions", second: "Positions") -> "Pair":
    """The pairs in two articles that begin an agreement: the places before them are no pair themselves.

    No phrase begins in the last words of an article, so none goes on into the next; place -1 is such a place.
    """
    apart = words.article(first) != words.article(second)
    first, second = first[apart], second[apart]
    same_before = words.flat[first - 1] == words.flat[second - 1]
    goes_on = same_before & usable[first - 1] & usable[second - 1]
    return first[~goes_on], second[~goes_on]
