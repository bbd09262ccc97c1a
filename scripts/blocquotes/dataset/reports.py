"""The quotes that report utterances, on disk, and in little memory which of them report the same one."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from blocquotes.dataset.splits import NAMES
from blocquotes.dataset.spool import Spool

Values = Mapping[str, Any]


class Reports:
    """The quotes in the order in which they came, by numbers from 0; `splits` has the number of the split of each."""

    def __init__(self) -> None:
        self.quotes = Spool()
        self.splits = bytearray()
        # Utterance → its number, by which all else is kept: 10,000 articles have 100,000 reports.
        self._numbers: dict[str, int] = {}
        self._reporting: list[array[int]] = []
        self._reported, self._ends = array("I"), array("Q", [0])

    def add(self, quote: Values) -> None:
        """Adds a quote."""
        number = len(self.quotes)
        self.quotes.append(quote)
        self.splits.append(NAMES.index(quote["split"]))
        for utterance in quote["utterance_ids"]:
            at = self._numbers.setdefault(utterance, len(self._reporting))
            if at == len(self._reporting):
                self._reporting.append(array("I"))
            self._reporting[at].append(number)
            self._reported.append(at)
        self._ends.append(len(self._reported))

    def ids(self, utterance: str) -> list[str]:
        """The ids of the quotes that report an utterance, in their order."""
        at = self._numbers.get(utterance)
        return [] if at is None else [self.quotes[number]["quote_id"] for number in self._reporting[at]]

    def partners(self) -> Iterator[tuple[int, Sequence[tuple[int, list[str]]]]]:
        """Each quote, with the later ones that report an utterance of it too, and the utterances that both report."""
        names = list(self._numbers)
        for number, (start, end) in enumerate(pairwise(self._ends)):
            shared: dict[int, list[str]] = {}
            for utterance, at in sorted((names[at], at) for at in self._reported[start:end]):
                for other in self._reporting[at]:
                    if other > number:
                        shared.setdefault(other, []).append(utterance)
            yield number, sorted(shared.items())
