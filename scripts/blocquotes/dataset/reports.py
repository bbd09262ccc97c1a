"""The quotes that report utterances, on disk, and in little memory which of them report the same one."""

from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from sys import intern
from typing import Any

from blocquotes.dataset.splits import NAMES
from blocquotes.dataset.spool import Spool

Values = Mapping[str, Any]


class Reports:
    """The quotes in the order in which they came, by numbers from 0; `splits` has the number of the split of each.

    All are added before any is asked for.
    """

    def __init__(self) -> None:
        self.quotes = Spool()
        self.splits = bytearray()
        # Utterance → its number, by which all else is kept: 10,000 articles have 100,000 reports.
        self._numbers: dict[str, int] = {}
        self._reported, self._ends = array("I"), array("Q", [0])

    def add(self, quote: Values) -> None:
        """Adds a quote."""
        self.quotes.append(quote)
        self.splits.append(NAMES.index(quote["split"]))
        for utterance in quote["utterance_ids"]:
            # `tally` has the same ids.
            self._reported.append(self._numbers.setdefault(intern(utterance), len(self._numbers)))
        self._ends.append(len(self._reported))

    @cached_property
    def _by_utterance(self) -> tuple["array[int]", "array[int]"]:
        """The quotes that report each utterance, one utterance after the other, and where those of each begin."""
        import numpy as np

        reported, ends = np.frombuffer(self._reported, np.uint32), np.frombuffer(self._ends, np.uint64)
        quotes = np.repeat(np.arange(len(self.quotes), dtype=np.uint32), np.diff(ends).astype(np.int64))
        starts = np.searchsorted(np.sort(reported), np.arange(len(self._numbers) + 1)).astype(np.uint64)
        return array("I", quotes[np.argsort(reported, kind="stable")].tobytes()), array("Q", starts.tobytes())

    def _reporting(self, at: int) -> "array[int]":
        quotes, starts = self._by_utterance
        return quotes[starts[at] : starts[at + 1]]

    def ids(self, utterance: str) -> list[str]:
        """The ids of the quotes that report an utterance, in their order."""
        at = self._numbers.get(utterance)
        return [] if at is None else [self.quotes[number]["quote_id"] for number in self._reporting(at)]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each quote with each later one that reports an utterance of it too, in order."""
        for number, (start, end) in enumerate(pairwise(self._ends)):
            for other in sorted({other for at in self._reported[start:end] for other in self._reporting(at)}):
                if other > number:
                    yield number, other
