"""The figures of several passes at once, with the annotations of a few articles in memory at a time."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from blocquotes.agree import bootstrap, measures, passes
from blocquotes.agree.bootstrap import Interval
from blocquotes.agree.measures import Compared, Figures, Key, Links, Name, Node
from blocquotes.layout import Layout

# Articles whose annotations are read at once.
AT_ONCE = 20

Pair = tuple[str, str]


@dataclass
class Sums:
    """What was counted of two passes; `keys` numbers the kinds of counts, and `own` has those of each article."""

    keys: dict[Key, int] = field(default_factory=dict)
    own: list["array[int]"] = field(default_factory=list)
    nodes: tuple[dict[str, list[Node]], dict[str, list[Node]]] = field(default_factory=lambda: ({}, {}))

    def add(self, compared: Compared) -> None:
        """Counts an article."""
        at = len(self.own)
        counts = array("q")
        for key, number in measures.count(compared).items():
            counts.extend((self.keys.setdefault(key, len(self.keys)), number))
        self.own.append(counts)
        for i, j in compared.same.items():
            for item, nodes in zip((compared.a[i], compared.b[j]), self.nodes, strict=True):
                for utterance in item.quote.utterances:
                    nodes.setdefault(utterance, []).append((at, i, j))

    def figures(self) -> tuple[Figures, dict[Name, Interval]]:
        """The figures of all articles, and their 95 % intervals."""
        keys = list(self.keys)
        linked = measures.count_links(Links(*(frozenset(_linked(nodes)) for nodes in self.nodes)))
        own = [
            Counter({keys[key]: number for key, number in zip(counts[::2], counts[1::2], strict=True)})
            + linked.pop((at, at), Counter())
            for at, counts in enumerate(self.own)
        ]
        sums = sum((*own, *linked.values()), Counter[Key]())
        return measures.figures(sums), bootstrap.intervals(own, linked, measures.figures)


def _linked(nodes: Mapping[str, Sequence[Node]]) -> Iterator[tuple[Node, Node]]:
    for of_utterance in nodes.values():
        yield from combinations(of_utterance, 2)


def compare(
    layout: Layout, pairs: Sequence[Pair], ids: Sequence[str], of_pass: Mapping[str, Collection[str]]
) -> list[Sums]:
    """What each pair of passes has in common.

    `ids` are the articles in order of the names of their seeds; `of_pass` has those of each pass.

    Raises:
        BrokenPassError: a file has errors.
    """
    found = [Sums() for _ in pairs]
    for at in range(0, len(ids), AT_ONCE):
        some = {name: set(ids[at : at + AT_ONCE]) & set(of_pass[name]) for name in of_pass}
        read = {name: passes.read(layout, name, part) for name, part in some.items() if part}
        for (one, other), sums in zip(pairs, found, strict=True):
            if one in read and other in read and read[one].articles.keys() & read[other].articles.keys():
                for compared in _compared(layout, read[one], read[other]):
                    sums.add(compared)
    return found


def _compared(layout: Layout, one: passes.Pass, other: passes.Pass) -> Iterator[Compared]:
    both = passes.pair(one, other)
    names = passes.speaker_names(layout, [quote for pair in both for quote in (*pair.a.quotes, *pair.b.quotes)])
    return (measures.compare(pair, names) for pair in both)
