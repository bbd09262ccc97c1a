"""What the rows of entities, speakers, outlets and utterances count, added up while the articles go by."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from blocquotes.dataset import speaker_columns

Row = Mapping[str, Any]


@dataclass
class Spoken:
    """The quotes of a speaker; `n_alone` counts those that report no utterance of the corpus."""

    types: Counter[str] = field(default_factory=Counter)
    n_negated: int = 0
    n_nested: int = 0
    n_articles: int = 0
    n_alone: int = 0
    utterances: set[str] = field(default_factory=set)
    outlet_ids: set[str] = field(default_factory=set)
    outlet_bases: set[str] = field(default_factory=set)
    published_bases: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, article: Row, quote: Row) -> None:
        """Counts a quote of an article."""
        self.types[quote["type"]] += 1
        if quote["factuality"] == "negated":
            self.n_negated += 1
        if quote["within_id"] is not None:
            self.n_nested += 1
        self.utterances.update(map(intern, quote["utterance_ids"]))
        if not quote["utterance_ids"]:
            self.n_alone += 1
        self.outlet_ids.update(filter(None, [article["outlet_id"]]))
        self.outlet_bases.add(article["outlet_basis"])
        self.published_bases.add(article["published_basis"])
        self.days.update(filter(None, [article["published"]]))

    def merge(self, other: "Spoken") -> None:
        """Adds what was counted in other articles."""
        self.types.update(other.types)
        self.n_negated += other.n_negated
        self.n_nested += other.n_nested
        self.n_articles += other.n_articles
        self.n_alone += other.n_alone
        for mine, theirs in (
            (self.utterances, other.utterances),
            (self.outlet_ids, other.outlet_ids),
            (self.outlet_bases, other.outlet_bases),
            (self.published_bases, other.published_bases),
            (self.days, other.days),
        ):
            mine |= theirs

    def columns(self) -> dict[str, Any]:
        """The columns of `speakers` that follow from the quotes."""
        return {
            "n_quotes": self.types.total(),
            **{f"n_{type_}": self.types[type_] for type_ in ("direct", "mixed", "indirect")},
            "n_utterances": len(self.utterances) + self.n_alone,
            "n_negated": self.n_negated,
            "n_nested": self.n_nested,
            "outlet_basis": speaker_columns.weakest(list(self.outlet_bases)),
            "published_basis": speaker_columns.weakest(list(self.published_bases)),
            "n_articles": self.n_articles,
            "outlet_ids": sorted(self.outlet_ids),
            "first_published": min(self.days, default=None),
            "last_published": max(self.days, default=None),
        }


@dataclass
class Tally:
    """The counts of all records that articles name, by id; `reports` has the quotes of each utterance in file order."""

    named: Counter[str] = field(default_factory=Counter)
    stood_for: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    spoken: dict[str, Spoken] = field(default_factory=dict)
    published: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)
    reports: dict[str, list[str]] = field(default_factory=dict)

    def add(self, article: Row) -> None:
        """Counts an article with the quotes and mentions that are nested in its row."""
        quotes, mentions = article["quotes"], article["mentions"]
        self.named.update([id_ for mention in mentions for id_ in mention["entity_ids"]])
        self.stood_for.update([mention["stands_for_id"] for mention in mentions if mention["stands_for_id"]])
        for quote in quotes:
            for id_ in quote["speaker_ids"]:
                self.spoken.setdefault(id_, Spoken()).add(article, quote)
            for id_ in quote["utterance_ids"]:
                self.reports.setdefault(intern(id_), []).append(quote["quote_id"])
        speakers = {id_ for quote in quotes for id_ in quote["speaker_ids"]}
        for id_ in speakers:
            self.spoken[id_].n_articles += 1
        named = {id_ for mention in mentions for id_ in (*mention["entity_ids"], mention["stands_for_id"]) if id_}
        self.articles.update(named | speakers)
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
        for id_, quotes in other.reports.items():
            self.reports.setdefault(id_, []).extend(quotes)
