"""What all articles of a preview share: the models that they name, and who reports which utterance."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib import parse

from blocquotes import corpus as corpora
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Entity, Finding, Outlet, Span, Utterance
from blocquotes.preview.views import Ref


@dataclass(frozen=True)
class Context:
    """A corpus, its findings, and the articles that are shown: file → key of its part of the page.

    If they are a part of all articles (`is_part`), the corpus may have only what their pages need (`corpus.around`).
    `pages` has the page of each article, as a path in the output folder; it is empty if all are on one page.
    """

    corpus: Corpus
    findings: Sequence[Finding]
    shown: Mapping[str, str]
    is_part: bool
    pages: Mapping[str, str] = field(default_factory=dict)

    def link(self, article: Record, seen_from: Record, part: str = "") -> str:
        """The link from one article to another, or to a part of it; empty if that one is not shown."""
        if article.file not in self.shown:
            return ""
        there, here = (self.pages.get(record.file, "") for record in (article, seen_from))
        page = "" if there == here else posixpath.relpath(there, posixpath.dirname(here))
        return f"{parse.quote(page)}#{self.shown[article.file]}{part}"

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The sound entities by id."""
        return {record.id: corpora.entity(record) for record in self.corpus.sound("entity")}

    @cached_property
    def outlets(self) -> Mapping[str, Outlet]:
        """The sound outlets by id."""
        return {record.id: corpora.outlet(record) for record in self.corpus.sound("outlet")}

    @cached_property
    def utterances(self) -> Mapping[str, Utterance]:
        """The sound utterances by id."""
        return {record.id: corpora.utterance(record) for record in self.corpus.sound("utterance")}

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Record]:
        """Every record by kind and id."""
        return {(record.kind, record.id): record for record in self.corpus.records}

    @cached_property
    def by_name(self) -> Mapping[str, Record]:
        """Every record by its file."""
        return {record.file: record for record in self.corpus.records}

    @cached_property
    def by_file(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each file."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.file, []).append(finding)
        return found

    @cached_property
    def reports(self) -> Mapping[str, Sequence[tuple[Record, int]]]:
        """Utterance → the quotes of sound articles that report it, as article and position, oldest article first."""
        found: dict[str, list[tuple[Record, int]]] = {}
        articles = sorted(self.corpus.sound("article"), key=lambda a: (a.value["published"]["value"] or "9999", a.id))
        for article in articles:
            for i, quote in enumerate(article.value["quotes"]):
                for id_ in quote.get("utterances", ()):
                    found.setdefault(id_, []).append((article, i))
        return found

    @cached_property
    def orders(self) -> dict[str, Mapping[int, int]]:
        """File of an article → its quotes' numbers, filled on demand."""
        return {}

    def numbers(self, record: Record) -> Mapping[int, int]:
        """Position in the file → number on the page, from 1, of an article's quotes; text order, the unplaced last."""
        if record.file not in self.orders:
            quotes = record.value["quotes"]
            depth = corpora.depths({quote["id"]: quote.get("within") for quote in quotes})
            placed = {i: parts[0] for i in range(len(quotes)) if (parts := self.parts(record, i, "content"))}
            keys = {i: corpora.text_order(span, depth[quotes[i]["id"]], quotes[i]["id"]) for i, span in placed.items()}
            order = [*sorted(placed, key=lambda i: keys[i]), *(i for i in range(len(quotes)) if i not in placed)]
            self.orders[record.file] = {i: number for number, i in enumerate(order, start=1)}
        return self.orders[record.file]

    def parts(self, record: Record, index: int, part: str) -> list[Span]:
        """The spans of a quote's part in the seed, in text order; none if not each has one place."""
        resolution = self.corpus.resolution(record)
        if resolution is None or resolution.breaks:
            return []
        anchors = record.value["quotes"][index].get(part, ())
        hits = [resolution.hits["quotes", index, part, j] for j in range(len(anchors))]
        return sorted(hit[0] for hit in hits) if all(len(hit) == 1 for hit in hits) else []

    def entity_ref(self, id_: str, href: str) -> Ref:
        """An entity as it is named in a card."""
        entity = self.entities.get(id_)
        if entity is None:
            return Ref(id_, href, lost=("entity", id_) not in self.records)
        return Ref(entity.name, href, verified(entity.wikidata, entity.wikidata_evidence))

    def outlet_ref(self, id_: str) -> Ref:
        """An outlet as it is named in the metadata; by its id where its file cannot be read."""
        outlet = self.outlets.get(id_)
        if outlet is None:
            return Ref(id_, lost=("outlet", id_) not in self.records)
        evidence = self.records["outlet", id_].value.get("wikidata_evidence")
        return Ref(outlet.name, wikidata=verified(outlet.wikidata, evidence))


def verified(id_: str | None, evidence: str | None) -> str:
    """A Wikidata id if its evidence names it, as the check asks; empty if not."""
    return id_ if id_ and re.search(rf"\b{re.escape(id_)}\b", evidence or "") else ""


def used_records(record: Record, context: Context) -> Iterator[Record]:
    """The records that a sound article names, each once: its outlets, entities and utterances."""
    value: Any = record.value
    facts = [value["outlet"], *value["origins"]]
    wanted: list[tuple[str, str]] = [("outlet", fact["value"]) for fact in facts if fact["value"]]
    wanted += [("entity", id_) for id_ in entity_ids(value)]
    wanted += [("utterance", id_) for quote in value["quotes"] for id_ in quote.get("utterances", ())]
    yield from (context.records[key] for key in dict.fromkeys(wanted) if key in context.records)


def entity_ids(value: Mapping[str, Any]) -> list[str]:
    """The ids of the entities that an article names, each once, in the file's order: mentions, then quotes."""
    ids = [id_ for line in value["mentions"] for id_ in (*corpora.entities_of(line), line.get("stands_for")) if id_]
    for quote in value["quotes"]:
        ids += [*quote["speakers"], *([quote["via"]] if "via" in quote else [])]
    return list(dict.fromkeys(ids))
