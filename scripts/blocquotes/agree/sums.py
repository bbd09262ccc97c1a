"""The figures of several passes at once, with the annotations of one article in memory at a time."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations

from blocquotes.agree import bootstrap, measures, passes, seed_words
from blocquotes.agree.bootstrap import Interval
from blocquotes.agree.measures import Compared, Figures, Key, Links, Name, Node
from blocquotes.agree.passes import Side
from blocquotes.agree.seed_words import Words
from blocquotes.corpus import Record, Resolution


@dataclass
class Sums:
    """What was counted of two passes, for the figures of some measures and rows.

    `keys` numbers the kinds of counts, and `own` has those of each article. `utterances` numbers the utterances, for
    several sums at once. `nodes` has the number of the utterance and those of the `Node` of each report in A and in B.
    """

    wanted: Collection[tuple[str, str]]
    utterances: dict[str, int] = field(default_factory=dict)
    keys: dict[Key, int] = field(default_factory=dict)
    own: list["array[int]"] = field(default_factory=list)
    # As lists of tuples, those of 1,000 articles in 14 pairs of passes took 60 MB.
    nodes: tuple["array[int]", "array[int]"] = field(default_factory=lambda: (array("I"), array("I")))

    def add(self, compared: Compared) -> None:
        """Counts an article."""
        at = len(self.own)
        needed = {measure for measure, _ in self.wanted}
        counts = array("q")
        for key, number in measures.count(compared, needed).items():
            if key[0] in needed:
                counts.extend((self.keys.setdefault(key, len(self.keys)), number))
        self.own.append(counts)
        for i, j in compared.same.items():
            for item, nodes in zip((compared.a[i], compared.b[j]), self.nodes, strict=True):
                for utterance in item.quote.utterances:
                    nodes.extend((self.utterances.setdefault(utterance, len(self.utterances)), at, i, j))

    def figures(self) -> tuple[Figures, dict[Name, Interval]]:
        """The figures of all articles, and their 95 % intervals."""
        keys = list(self.keys)
        linked = measures.count_links(Links(*(frozenset(_linked(nodes)) for nodes in self.nodes)))
        own = [
            Counter({keys[key]: number for key, number in zip(counts[::2], counts[1::2], strict=True)})
            + linked.pop((at, at), Counter())
            for at, counts in enumerate(self.own)
        ]
        total = Counter[Key]()
        for counts in (*own, *linked.values()):
            total.update(counts)
        of_columns = partial(measures.of_columns, wanted=self.wanted)
        return measures.figures(total, self.wanted), bootstrap.intervals(own, linked, of_columns)


def _linked(nodes: "array[int]") -> Iterator[tuple[Node, Node]]:
    found: dict[int, list[Node]] = {}
    for utterance, at, i, j in zip(nodes[::4], nodes[1::4], nodes[2::4], nodes[3::4], strict=True):
        found.setdefault(utterance, []).append((at, i, j))
    for of_utterance in found.values():
        yield from combinations(of_utterance, 2)


@dataclass(frozen=True)
class Read:
    """An article as some passes annotate it: the words of its seed, and the annotations of each pass by its name."""

    words: Words
    sides: Mapping[str, Side]


def read(articles: Mapping[str, tuple[Record, Resolution]]) -> Read:
    """The annotations of an article of several passes, given by their names."""
    _, resolution = next(iter(articles.values()))
    return Read(seed_words.split(resolution.seed), {name: passes.side(*article) for name, article in articles.items()})


def add(found: Mapping[tuple[str, str], Sums], of: Read, name: Callable[[str], str]) -> None:
    """Counts an article for each pair of passes that both annotate it; `name` gives the name of an entity."""
    speakers = {id_ for side in of.sides.values() for quote in side.quotes for id_ in quote.speakers}
    names = {id_: name(id_) for id_ in speakers}
    # Made once, for a pass is in several pairs.
    items = {key: tuple(measures.items(side, of.words, names)) for key, side in of.sides.items()}
    for (one, other), sums in found.items():
        if one in items and other in items:
            pair = passes.Pair("", of.words, of.sides[one], of.sides[other])
            sums.add(measures.compare_items(pair, items[one], items[other]))
