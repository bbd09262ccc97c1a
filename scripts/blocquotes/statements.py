"""What a record says that the checks of other records need: that it exists, what it names, and a few of its values.

With the statements of all records at hand, each file can be checked on its own and then be forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from blocquotes.model import Path

Value = Mapping[str, Any]

# What a statement says. `record`: about kind/id, that its file exists, with the values of `KNOWN`, or None if the file
# is not sound; `of`: about an entity, that another is `of` it; `wikidata`: about kind/id, that a record has it;
# `seed`: about the name of a seed, that an article or pass has it; `reports`: about an utterance, which quotes report
# it; `uses`: about kind/id, that the record names it, with the types of its mentions in an article, None if it has no
# mention with a type; `evidence`: about an article, that an utterance has evidence in it.
RECORD, OF, WIKIDATA, SEED, REPORTS, USES, EVIDENCE = (
    *("record", "of", "wikidata", "seed", "reports", "uses", "evidence"),
)

# Kind of a record → its values that checks of other records read.
KNOWN = {
    "article": ("seed", "published"),
    "entity": ("name", "aliases", "type", "of", "named"),
    "outlet": ("name", "domain", "entity"),
    "utterance": ("speakers", "said_on", "public_on"),
}

# Fields of a value that are facts; of these, only the value is kept.
FACTS = ("published", "said_on", "public_on")


class Statement(NamedTuple):
    """One thing that a record says: what kind of thing, about which id, and with which value (as in JSON)."""

    what: str
    about: str
    value: Any = None


class Said(NamedTuple):
    """A statement's value, and the record that made it."""

    kind: str
    id: str
    file: str
    value: Any


# Kind of a record → path and id of every one that a record names.
Uses = Mapping[str, Sequence[tuple[Path, str]]]


def statements(kind: str, id_: str, value: Value | None, uses: Uses) -> Iterator[Statement]:
    """All that a record says, given what it names.

    A record that is not sound, whose `value` is None, says only that its file exists.
    """
    if kind in KNOWN:
        yield Statement(RECORD, f"{kind}/{id_}", None if value is None else dict(_known(kind, value)))
    if value is not None:
        if kind in ("article", "pass"):
            yield Statement(SEED, value["seed"]["file"])
        if kind in ("entity", "outlet") and value["wikidata"]:
            yield Statement(WIKIDATA, f"{kind}/{value['wikidata']}")
        if kind == "entity" and "of" in value:
            yield Statement(OF, value["of"])
        yield from _references(kind, value, uses)


def _known(kind: str, value: Value) -> Iterator[tuple[str, Any]]:
    for name in KNOWN[kind]:
        if name in value:
            yield name, {"value": value[name]["value"]} if name in FACTS else value[name]


def _references(kind: str, value: Value, uses: Uses) -> Iterator[Statement]:
    yield from [Statement(EVIDENCE, id_) for id_ in dict.fromkeys([id_ for _, id_ in uses["article"]])]
    types = _types(value) if kind == "article" else {}
    yield from [
        Statement(USES, f"entity/{id_}", types.get(id_)) for id_ in dict.fromkeys([id_ for _, id_ in uses["entity"]])
    ]
    yield from [Statement(USES, f"outlet/{id_}") for id_ in dict.fromkeys([id_ for _, id_ in uses["outlet"]])]
    reports: dict[str, list[str]] = {}
    for path, id_ in uses["utterance"]:
        reports.setdefault(id_, []).append(value["quotes"][path[1]]["id"])
    yield from [Statement(REPORTS, id_, quotes) for id_, quotes in reports.items()]


def _types(article: Value) -> Mapping[str, Sequence[str]]:
    """Entity → the types of its mentions in an article, sorted; left out is what has no mention with a type."""
    found: dict[str, list[str]] = {}
    # Most mentions are like another one. Those of an entity come in the order of their types.
    for id_, type_ in sorted({(line["entity"], line["type"]) for line in article["mentions"] if "type" in line}):
        found.setdefault(id_, []).append(type_)
    return found


def entity_uses(kind: str, value: Value) -> Iterator[tuple[Path, str]]:
    """Path and id of every entity that a record names."""
    if kind == "article":
        yield from _role_uses(value)
        for i, mention in enumerate(value["mentions"]):
            # Nearly all mentions have one entity, and nothing else.
            if "entity" in mention:
                yield ("mentions", i, "entity"), mention["entity"]
            if "stands_for" in mention:
                yield ("mentions", i, "stands_for"), mention["stands_for"]
            if "entities" in mention:
                yield from [(("mentions", i, "entities", j), id_) for j, id_ in enumerate(mention["entities"])]
        for i, quote in enumerate(value["quotes"]):
            yield from [(("quotes", i, "speakers", j), id_) for j, id_ in enumerate(quote["speakers"])]
            if "via" in quote:
                yield ("quotes", i, "via"), quote["via"]
    elif kind == "utterance":
        yield from ((("speakers", j), id_) for j, id_ in enumerate(value["speakers"]))
    elif kind == "outlet" and "entity" in value:
        yield ("entity",), value["entity"]
    elif kind == "entity":
        if "of" in value:
            yield ("of",), value["of"]
        if "country" in value:
            yield ("country", "value"), value["country"]["value"]
        yield from ((("member_of", i, "value"), one["value"]) for i, one in enumerate(value.get("member_of", ())))


def _role_uses(value: Value) -> Iterator[tuple[Path, str]]:
    for i, role in enumerate(value.get("roles", ())):
        yield from ((("roles", i, key), role[key]) for key in ("entity", "affiliation") if key in role)


def outlet_uses(kind: str, value: Value) -> Iterator[tuple[Path, str]]:
    """Path and id of every outlet that an article names."""
    if kind == "article":
        if value["outlet"]["value"]:
            yield ("outlet", "value"), value["outlet"]["value"]
        yield from ((("origins", i, "value"), origin["value"]) for i, origin in enumerate(value["origins"]))


def utterance_uses(kind: str, value: Value) -> Iterator[tuple[Path, str]]:
    """Path and id of every utterance that an article's quotes report."""
    if kind == "article":
        for i, quote in enumerate(value["quotes"]):
            if "utterances" in quote:
                yield from [(("quotes", i, "utterances", j), id_) for j, id_ in enumerate(quote["utterances"])]


def article_uses(kind: str, value: Value) -> Iterator[tuple[Path, str]]:
    """Path and id of every article that is named as the place of evidence."""
    if kind == "utterance":
        for path, evidence in utterance_evidence(value):
            yield (*path, "article"), evidence["article"]


def utterance_evidence(value: Value) -> Iterator[tuple[Path, Value]]:
    """Path and value of every piece of evidence of an utterance's dates."""
    for key in ("said_on", "public_on"):
        for i, evidence in enumerate(value.get(key, {}).get("evidence", ())):
            yield (key, "evidence", i), evidence


# Kind of a record → the places where records name one.
NAMED = {"entity": entity_uses, "outlet": outlet_uses, "utterance": utterance_uses, "article": article_uses}
