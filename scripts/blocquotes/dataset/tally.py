"""What the rows of entities, speakers and outlets count, added up while the articles go by."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from blocquotes.dataset import speaker_columns
from blocquotes.model import QUOTE_TYPES

Row = Mapping[str, Any]

# What is counted of a speaker.
COUNTS = (*(f"n_{type_}" for type_ in QUOTE_TYPES), "n_negated", "n_nested", "n_articles", "n_alone")

# Ids up to which they are kept in a tuple: a set of one takes five times as much memory. Most speakers have one.
FEW = 4


def joined(ids: Collection[str], more: Iterable[str]) -> Collection[str]:
    """Ids with more of them, each once."""
    if isinstance(ids, set):
        ids.update(more)
        return ids
    both = tuple(dict.fromkeys((*ids, *more)))
    return both if len(both) <= FEW else set(both)


@dataclass(slots=True)
class Spoken:
    """The quotes of a speaker, of whom a large corpus has more than articles.

    There is a count for each of `QUOTE_TYPES`; `n_alone` counts those that report no utterance of the corpus.
    """

    n_direct: int = 0
    n_mixed: int = 0
    n_indirect: int = 0
    n_negated: int = 0
    n_nested: int = 0
    n_articles: int = 0
    n_alone: int = 0
    # Not interned: nothing else keeps them, and the table of all interned strings would grow with them.
    utterances: Collection[str] = ()
    outlet_ids: Collection[str] = ()
    outlet_basis: str = speaker_columns.BASES[-1]
    published_basis: str = speaker_columns.BASES[-1]
    first: str | None = None
    last: str | None = None

    def add(self, article: Row, quotes: Sequence[Row]) -> None:
        """Counts the quotes of an article that the speaker speaks in."""
        for quote in quotes:
            self._count(f"n_{quote['type']}", 1)
            if quote["factuality"] == "negated":
                self.n_negated += 1
            if quote["within_id"] is not None:
                self.n_nested += 1
            if not quote["utterance_ids"]:
                self.n_alone += 1
        self.n_articles += 1
        self.utterances = joined(self.utterances, [id_ for quote in quotes for id_ in quote["utterance_ids"]])
        self.outlet_ids = joined(self.outlet_ids, filter(None, [article["outlet_id"]]))
        self._extend(article["outlet_basis"], article["published_basis"], article["published"], article["published"])

    def _count(self, name: str, more: int) -> None:
        setattr(self, name, getattr(self, name) + more)

    def _extend(self, outlet_basis: str, published_basis: str, first: str | None, last: str | None) -> None:
        self.outlet_basis = speaker_columns.weakest((self.outlet_basis, outlet_basis))
        self.published_basis = speaker_columns.weakest((self.published_basis, published_basis))
        self.first = min(filter(None, (self.first, first)), default=None)
        self.last = max(filter(None, (self.last, last)), default=None)

    def merge(self, other: "Spoken") -> None:
        """Adds what was counted in other articles."""
        for name in COUNTS:
            self._count(name, getattr(other, name))
        self.utterances = joined(self.utterances, other.utterances)
        self.outlet_ids = joined(self.outlet_ids, other.outlet_ids)
        self._extend(other.outlet_basis, other.published_basis, other.first, other.last)

    @property
    def n_quotes(self) -> int:
        """How many quotes there are."""
        return sum(getattr(self, f"n_{type_}") for type_ in QUOTE_TYPES)

    def columns(self) -> dict[str, Any]:
        """The columns of `speakers` that follow from the quotes."""
        return {
            "n_quotes": self.n_quotes,
            **{f"n_{type_}": getattr(self, f"n_{type_}") for type_ in QUOTE_TYPES},
            "n_utterances": len(self.utterances) + self.n_alone,
            "n_negated": self.n_negated,
            "n_nested": self.n_nested,
            "outlet_basis": self.outlet_basis,
            "published_basis": self.published_basis,
            "n_articles": self.n_articles,
            "outlet_ids": sorted(self.outlet_ids),
            "first_published": self.first,
            "last_published": self.last,
        }


@dataclass
class Tally:
    """The counts of all records that articles name, by id."""

    named: Counter[str] = field(default_factory=Counter)
    stood_for: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    spoken: dict[str, Spoken] = field(default_factory=dict)
    published: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)

    def add(self, article: Row) -> None:
        """Counts an article with the quotes and mentions that are nested in its row."""
        quotes, mentions = article["quotes"], article["mentions"]
        named = [id_ for mention in mentions for id_ in mention["entity_ids"]]
        stood_for = [mention["stands_for_id"] for mention in mentions if mention["stands_for_id"]]
        self.named.update(named)
        self.stood_for.update(stood_for)
        speakers: dict[str, list[Row]] = {}
        for quote in quotes:
            for id_ in quote["speaker_ids"]:
                speakers.setdefault(id_, []).append(quote)
        for id_, spoken in speakers.items():
            self.spoken.setdefault(id_, Spoken()).add(article, spoken)
        self.articles.update({*named, *stood_for, *speakers})
        self.origins.update(filter(None, article["origin_outlet_ids"]))
        if outlet := article["outlet_id"]:
            self.published[outlet] += 1
            self.quotes[outlet] += article["n_quotes"]

    def merge(self, other: "Tally") -> None:
        """Adds what was counted in later articles."""
        for mine, theirs in (
            (self.named, other.named),
            (self.stood_for, other.stood_for),
            (self.articles, other.articles),
            (self.published, other.published),
            (self.origins, other.origins),
            (self.quotes, other.quotes),
        ):
            mine.update(theirs)
        for id_, spoken in other.spoken.items():
            self.spoken.setdefault(id_, Spoken()).merge(spoken)
