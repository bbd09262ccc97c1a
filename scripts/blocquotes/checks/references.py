"""Checks across files: every id has a record, and every record is used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes.checks.findings import MOST_SHOWN, finding
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding, Path
from blocquotes.shown import nearest, nearest_choice, shown


def entity_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every entity that a record names."""
    value = record.value
    if record.kind == "article":
        yield from _role_uses(value)
        for i, mention in enumerate(value["mentions"]):
            yield from ((("mentions", i, key), mention[key]) for key in ("entity", "stands_for") if key in mention)
            yield from ((("mentions", i, "entities", j), id_) for j, id_ in enumerate(mention.get("entities", ())))
        for i, quote in enumerate(value["quotes"]):
            yield from ((("quotes", i, "speakers", j), id_) for j, id_ in enumerate(quote["speakers"]))
            if "via" in quote:
                yield ("quotes", i, "via"), quote["via"]
    elif record.kind == "utterance":
        yield from ((("speakers", j), id_) for j, id_ in enumerate(value["speakers"]))
    else:
        key = "of" if record.kind == "entity" else "entity"
        if key in value:
            yield (key,), value[key]
        if record.kind == "entity" and "country" in value:
            yield ("country", "value"), value["country"]["value"]
        if record.kind == "entity":
            yield from ((("member_of", i, "value"), one["value"]) for i, one in enumerate(value.get("member_of", ())))


def _role_uses(value: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for i, role in enumerate(value.get("roles", ())):
        yield from ((("roles", i, key), role[key]) for key in ("entity", "affiliation") if key in role)


def outlet_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every outlet that an article names."""
    if record.kind == "article":
        if record.value["outlet"]["value"]:
            yield ("outlet", "value"), record.value["outlet"]["value"]
        yield from ((("origins", i, "value"), origin["value"]) for i, origin in enumerate(record.value["origins"]))


def utterance_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every utterance that an article's quotes report."""
    if record.kind == "article":
        for i, quote in enumerate(record.value["quotes"]):
            yield from ((("quotes", i, "utterances", j), id_) for j, id_ in enumerate(quote.get("utterances", ())))


def article_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every article that is named as the place of evidence."""
    if record.kind == "utterance":
        for path, evidence in utterance_evidence(record):
            yield (*path, "article"), evidence["article"]


def utterance_evidence(record: Record) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Path and value of every piece of evidence of an utterance's dates."""
    for key in ("said_on", "public_on"):
        for i, evidence in enumerate(record.value.get(key, {}).get("evidence", ())):
            yield (key, "evidence", i), evidence


USES = {"entity": entity_uses, "outlet": outlet_uses, "utterance": utterance_uses, "article": article_uses}


def nearest_id(word: str, kind: str, corpus: Corpus) -> str:
    """The id of the record whose id, name or alias is nearest to a word, as a question; empty if none is near."""
    names = corpus.named[kind]
    near = word if word in names else nearest_choice(word, names)
    return f"did you mean {shown(names[near])}?" if near else ""


def check_references(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Every id that a record names has a file."""
    for kind, uses in USES.items():
        if not corpus.hides(corpus.layout.folder(kind)):
            unknown = ((path, id_) for path, id_ in uses(record) if id_ not in corpus.ids[kind])
            for n, (path, id_) in enumerate(unknown):
                hint = nearest_id(id_, kind, corpus) if n < MOST_SHOWN else ""
                yield finding(record, f"unknown-{kind}", path, f"no {kind} {shown(id_)}", hint)


def check_pass(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A pass annotates an article of the corpus; its entities and utterances are its own and need no file."""
    if record.id not in corpus.ids["article"]:
        hint = nearest(record.id, corpus.ids["article"])
        yield finding(record, "unknown-article", ("id",), f"no article {record.id!r} in corpus/articles/", hint)


def check_corpus(corpus: Corpus) -> Iterator[Finding]:
    """What only the complete corpus shows: unused records, lone utterances, shared unnamed entities.

    Unused records are not reported while another record cannot be read or names a missing one.
    """
    if not corpus.unreadable and all(record.is_sound for record in corpus.records):
        yield from _unused(corpus, "entity")
        yield from _unused(corpus, "outlet")
        yield from _lone_utterances(corpus)
    yield from _shared_unnamed(corpus)


def _unused(corpus: Corpus, kind: str) -> Iterator[Finding]:
    used = {id_ for record in corpus.records for _, id_ in USES[kind](record)}
    for record in corpus.of_kind(kind):
        if record.id not in used and used <= corpus.ids[kind]:
            yield finding(record, f"unused-{kind}", ("id",), f"nothing names {shown(record.id)}")


def _lone_utterances(corpus: Corpus) -> Iterator[Finding]:
    uses: dict[str, list[str]] = defaultdict(list)
    for record in corpus.of_kind("article"):
        for path, id_ in utterance_uses(record):
            uses[id_].append(f"{record.id}#{record.value['quotes'][path[1]]['id']}")
    for record in corpus.of_kind("utterance"):
        if len(uses[record.id]) < 2 and uses.keys() <= corpus.ids["utterance"]:
            found = f"reported only by {uses[record.id][0]}" if uses[record.id] else "reported by no quote"
            yield finding(record, "lone-utterance", ("id",), found)


def _shared_unnamed(corpus: Corpus) -> Iterator[Finding]:
    unnamed = {record.id for record in corpus.sound("entity") if record.value.get("named") is False}
    homes: dict[str, str] = {}
    for record in corpus.sound("article"):
        for path, id_ in entity_uses(record):
            if id_ in unnamed and homes.setdefault(id_, record.id) != record.id:
                yield finding(record, "unnamed-shared", path, f"{shown(id_)} is used by {homes[id_]} too")
