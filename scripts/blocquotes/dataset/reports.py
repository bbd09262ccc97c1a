"""The quotes that report utterances, on disk, and in little memory which of them report the same one."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from blocquotes.dataset.splits import NAMES
from blocquotes.dataset.spool import Spool

Values = Mapping[str, Any]


def _key(utterance: str) -> int:
    """A hash of an utterance's id. Of a million, two have the same one with a probability of one in 36 million."""
    return int.from_bytes(blake2b(utterance.encode("utf-8"), digest_size=8).digest(), "little")


class Reports:
    """The quotes in the order in which they came, by numbers from 0; `splits` has the number of the split of each.

    All are added before any is asked for.
    """

    def __init__(self) -> None:
        self.quotes = Spool()
        self.splits = bytearray()
        # Of 10,000 articles, with 100,000 reports, the ids of utterances would take 8 MB.
        self._reported, self._ends = array("Q"), array("Q", [0])

    def add(self, quote: Values) -> None:
        """Adds a quote."""
        self.quotes.append(quote)
        self.splits.append(NAMES.index(quote["split"]))
        self._reported.extend(map(_key, quote["utterance_ids"]))
        self._ends.append(len(self._reported))

    @cached_property
    def _by_utterance(self) -> tuple["array[int]", "array[int]"]:
        """The keys of what is reported, sorted, and the quotes that report it, each in order."""
        import numpy as np

        reported, ends = np.frombuffer(self._reported, np.uint64), np.frombuffer(self._ends, np.uint64)
        quotes = np.repeat(np.arange(len(self.quotes), dtype=np.uint32), np.diff(ends).astype(np.int64))
        order = np.argsort(reported, kind="stable")
        return array("Q", reported[order].tobytes()), array("I", quotes[order].tobytes())

    def _reporting(self, key: int) -> "array[int]":
        keys, quotes = self._by_utterance
        return quotes[bisect_left(keys, key) : bisect_right(keys, key)]

    def ids(self, utterance: str) -> list[str]:
        """The ids of the quotes that report an utterance, in their order."""
        return [self.quotes[number]["quote_id"] for number in self._reporting(_key(utterance))]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each quote with each later one that reports an utterance of it too, in order."""
        for number, (start, end) in enumerate(pairwise(self._ends)):
            for other in sorted({other for key in self._reported[start:end] for other in self._reporting(key)}):
                if other > number:
                    yield number, other
