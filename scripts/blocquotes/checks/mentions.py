"""Checks of mentions: where they are, and whether their words and types fit the entity."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from blocquotes import statements
from blocquotes.checks.findings import MOST_SHOWN, finding
from blocquotes.checks.seed import where
from blocquotes.corpus import Index, Record, form_of, names_of
from blocquotes.model import Finding, Path, Span
from blocquotes.shown import nearest, shown
from blocquotes.statements import Said

# Type of an entity → the other types that a mention of it may have, by its use in the text (guidelines, 20).
#
# A person is mentioned as nothing else. A place is used for who governs it, an organisation for its building or its
# newspaper.
USES = {
    "FAC": ("EVENT", "GPE", "LOC", "ORG"),
    "GPE": ("FAC", "LOC", "ORG"),
    "LAW": ("EVENT", "WORK_OF_ART"),
    "LOC": ("FAC", "GPE", "ORG"),
    "EVENT": ("LAW",),
    "NORP": ("ORG",),
    "ORG": ("FAC", "GPE", "LOC", "NORP", "PRODUCT", "WORK_OF_ART"),
    "PRODUCT": ("ORG", "WORK_OF_ART"),
    "WORK_OF_ART": ("LAW", "ORG", "PRODUCT"),
}

# Types of entities that are used instead of a government.
MAY_STAND = ("FAC", "GPE", "LOC", "ORG")


def check_mentions(record: Record, corpus: Index) -> Iterator[Finding]:
    """Mentions are nested or apart; names are apart, and no place has two mentions."""
    resolution = corpus.resolution(record)
    assert resolution
    seed = resolution.seed
    for (one, first), (other, path) in _meeting(resolution.in_order):
        forms = {form_of(record.value["mentions"][at[1]]) for at in (first, path)}
        is_nested = one != other and (one.holds(other) or other.holds(one))
        if forms == {"name"} or not is_nested:
            words = [shown(seed[span.start : span.end]) for span in (other, one)]
            found = f"{words[0]} overlaps {words[1]} at {where(record, seed, one.start)}"
            yield finding(record, "mentions-overlap", (*path, "exact"), found)


def _meeting(mentions: Sequence[tuple[Span, Path]]) -> Iterator[tuple[tuple[Span, Path], tuple[Span, Path]]]:
    """Every two of some mentions in text order that share a character, the one that begins first before the other."""
    open_: list[tuple[Span, Path]] = []
    last = 0
    for other in mentions:
        start, end = other[0]
        # Mostly all that are open end before the next one.
        open_ = [one for one in open_ if one[0].end > start] if start < last else []
        for one in open_:
            yield one, other
        open_.append(other)
        last = max(last, end)


def check_mention_names(record: Record, corpus: Index) -> Iterator[Finding]:
    """The words of a mention are a name of its entity."""
    found = 0
    for i, mention in enumerate(record.value["mentions"]):
        entity = corpus.known("entity", mention["entity"]) if form_of(mention) == "name" else None
        if entity and not _is_name(mention["exact"], entity.value):
            found += 1
            names = ", ".join(map(shown, names_of(entity.value)))
            words = f"{shown(mention['exact'])}, but {entity.id} is called {names}"
            hint = _other_entity(mention["exact"], corpus) if found <= MOST_SHOWN else ""
            yield finding(record, "mention-not-a-name", ("mentions", i, "exact"), words, hint)


def _is_name(words: str, entity: Mapping[str, Any]) -> bool:
    """Whether words are a name of an entity, ignoring case, hyphens, dots, accents and article.

    A part of a person's name is one too ("Nord"), and the plural of a people's or a party's ("Islanders").
    """
    # Most mentions are written as a name is.
    if words == entity["name"] or words in entity.get("aliases", ()):
        return True
    wanted = _bare(words)
    names = [_bare(name) for name in names_of(entity)]
    if entity["type"] == "PERSON":
        return any(set(wanted) <= set(name) for name in names)
    if entity["type"] == "NORP" and wanted:
        names += [[*name[:-1], f"{name[-1]}s"] for name in names if name]
    return wanted in names


@lru_cache(maxsize=10_000)
def _bare(name: str) -> list[str]:
    letters = (c for c in unicodedata.normalize("NFKD", name.replace(".", "")) if not unicodedata.combining(c))
    return re.findall(r"\w+", re.sub("^the ", "", "".join(letters).casefold()))


def _other_entity(words: str, corpus: Index) -> str:
    """The entity that has the words as a name, or the nearest name, as a question."""
    names = corpus.names("entity")
    if words in names:
        return f"did you mean the entity {shown(names[words])}?"
    return nearest(words, names)


def check_mention_types(record: Record, corpus: Index) -> Iterator[Finding]:
    """The type of a mention is its entity's, or one that an entity of that type can be used as."""
    for i, mention in enumerate(record.value["mentions"]):
        entity = corpus.known("entity", mention["entity"]) if "type" in mention else None
        type_ = entity.value["type"] if entity else ""
        if entity and mention["type"] != type_ and mention["type"] not in USES.get(type_, ()):
            found = f"{shown(mention['type'])}, but {entity.id} is {shown(type_)}"
            hint = f"did you mean {shown(type_)}, or another entity?"
            yield finding(record, "mention-type", ("mentions", i, "type"), found, hint)


def check_stands_for(record: Record, corpus: Index) -> Iterator[Finding]:
    """`stands_for` names the government of what the mention names."""
    for i, mention in enumerate(record.value["mentions"]):
        if "stands_for" not in mention:
            continue
        named, meant = (corpus.known("entity", mention.get(key, "")) for key in ("entity", "stands_for"))
        if named and meant:
            below = (corpus.known("entity", id_) for id_ in corpus.subordinates(named.id))
            governments = {one.id for one in below if one and one.value["type"] == "ORG"}
            if reason := _why_not(named, meant, governments):
                hint = f"did you mean {' or '.join(map(shown, sorted(governments)))}?" if governments else ""
                yield finding(record, "stands-for-type", ("mentions", i, "stands_for"), reason, hint)


def _why_not(named: Said, meant: Said, governments: set[str]) -> str:
    """Why a name cannot stand for an entity; empty if it can."""
    if named.value["type"] not in MAY_STAND:
        return f"{named.id} is {shown(named.value['type'])}, which cannot stand for a government"
    if meant.value["type"] != "ORG":
        return f"{meant.id} is {shown(meant.value['type'])}, which is not a government"
    if governments and meant.id not in governments:
        return f"{shown(meant.id)}, but {named.id} has its own government"
    return ""


def check_entity_types(record: Record, corpus: Index) -> Iterator[Finding]:
    """An entity has the type of a mention of it, where it has any."""
    uses = corpus.distinct(statements.USES, f"entity/{record.id}")
    mentioned = {type_ for types in uses for type_ in types or ()}
    if mentioned and record.value["type"] not in mentioned:
        found = f"{shown(record.value['type'])}, but every mention of it is {' or '.join(sorted(mentioned))}"
        yield finding(record, "entity-type", ("type",), found)
