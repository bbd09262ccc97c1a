"""Checks of the offices and affiliations that an article gives to those who speak in it."""

import re
from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.shown import nearest, shown


def check_roles(record: Record, corpus: Index) -> Iterator[Finding]:
    """A role is of an entity that speaks in the article and has no other; its evidence has the words of the office."""
    spoken = {id_ for quote in record.value["quotes"] for id_ in (*quote["speakers"], quote.get("via")) if id_}
    seen: set[str] = set()
    for i, role in enumerate(record.value.get("roles", ())):
        entity = role["entity"]
        if entity not in spoken:
            found = f"{shown(entity)} is neither speaker nor `via` of a quote"
            yield finding(record, "role-speaker", ("roles", i, "entity"), found, nearest(entity, spoken))
        elif entity in seen:
            yield finding(record, "role-speaker", ("roles", i, "entity"), f"{shown(entity)} has a role already")
        seen.add(entity)
        words = " ".join(anchor["exact"] for anchor in role["evidence"])
        there = _words(words)
        missing = [word for word in _words(role.get("office", "")) if word not in there]
        if missing:
            lacking = ", ".join(map(shown, missing))
            found = f"{shown(role['office'])}, but its evidence {shown(words)} does not have {lacking}"
            yield finding(record, "office-not-in-evidence", ("roles", i, "office"), found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
