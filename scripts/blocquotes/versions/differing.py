"""Which rows differ between two states, found by hashes of the rows, so that neither state is in memory."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from blocquotes import fields, schemas
from blocquotes.schemas import Column
from blocquotes.versions.state import OF_ARTICLES, State

Row = Mapping[str, Any]
States = tuple[State, State]

# The same text for the same values, whatever the order of the fields of a struct.
_SORTED = json.JSONEncoder(sort_keys=True, check_circular=False)


@dataclass(frozen=True)
class Count:
    """How many rows a table has in the two states, and how many were added, removed and changed.

    `columns` are the columns in which rows differ, including computed ones.
    """

    old: int
    new: int
    added: int
    removed: int
    changed: int
    columns: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether no row differs."""
        return not (self.added or self.removed or self.changed)


# Id of a row that may differ → `ADDED` or `REMOVED` if one state lacks it, else `CHANGED`: it has another hash.
Ids = Mapping[str, str]
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


def compare(states: States) -> tuple[dict[str, Count], States]:
    """The counts of all tables; and the two states without the rows of articles and utterances that do not differ.

    Memory grows with the ids of a table, with what differs, and with the entities, whose names are shown.
    """
    counts: dict[str, Count] = {}
    articles, utterances = set[str](), set[str]()
    for table in schemas.TABLES:
        ids = _ids(table, *states)
        counts[table] = _count(table, ids, states)
        if table in OF_ARTICLES:
            articles |= _articles(table, ids, states)
        elif table == "utterances":
            utterances = {*ids}
    wanted = {**dict.fromkeys(OF_ARTICLES, ("article_id", articles)), "utterances": ("utterance_id", utterances)}
    old, new = (replace(state, rows={**state.rows, **_kept(state, wanted)}) for state in states)
    return counts, (old, new)


def _kept(state: State, wanted: Mapping[str, tuple[str, set[str]]]) -> dict[str, list[Row]]:
    return {
        table: [row for row in state.rows[table] if row[column] in ids] if ids else []
        for table, (column, ids) in wanted.items()
        if table in state.rows
    }


def _ids(table: str, old: State, new: State) -> Ids:
    key = fields.TABLES[table].key
    shared = _shared(old.columns.get(table, ()), new.columns.get(table, ()))
    is_same = old.columns.get(table) == new.columns.get(table)

    def digest(row: Row) -> bytes:
        return blake2b(_SORTED.encode(row if is_same else _project(shared, row)).encode(), digest_size=16).digest()

    before = {row[key]: digest(row) for row in old.rows.get(table, ())}
    found: dict[str, str] = {}
    for row in new.rows.get(table, ()):
        was = before.pop(row[key], None)
        if was is None:
            found[row[key]] = ADDED
        elif was != digest(row):
            found[row[key]] = CHANGED
    return {**found, **dict.fromkeys(before, REMOVED)}


def _count(table: str, ids: Ids, states: States) -> Count:
    old, new = states
    n_old, n_new = (len(state.rows.get(table, ())) for state in states)
    key, shared = fields.TABLES[table].key, _shared(old.columns.get(table, ()), new.columns.get(table, ()))
    numbers = Counter(ids.values())
    before, after = (
        {row[key]: _project(shared, row) for row in state.rows.get(table, ()) if ids.get(row[key]) == CHANGED}
        if numbers[CHANGED]
        else {}
        for state in states
    )
    # Values can be equal although their texts differ, such as 1 and 1.0 in a column that got another type.
    changed = [id_ for id_ in before if before[id_] != after[id_]]
    differing = {column for id_ in changed for column in before[id_] if before[id_][column] != after[id_][column]}
    return Count(n_old, n_new, numbers[ADDED], numbers[REMOVED], len(changed), tuple(sorted(differing)))


def _articles(table: str, ids: Ids, states: States) -> set[str]:
    """The articles of the rows."""
    if not ids:
        return set()
    key = fields.TABLES[table].key
    return {row["article_id"] for state in states for row in state.rows.get(table, ()) if row[key] in ids}


Shared = dict[str, "Shared"]


def _shared(old: Sequence[Column], new: Sequence[Column]) -> Shared:
    """The columns that both states have, by name, with the fields that both have below them."""
    names = {column.name: column for column in new}
    return {c.name: _shared(c.fields, names[c.name].fields) for c in old if c.name in names}


def _project(shared: Shared, row: Row) -> dict[str, Any]:
    return {name: _part(below, row[name]) for name, below in shared.items()}


def _part(below: Shared, value: Any) -> Any:
    return [_project(below, item) for item in value] if below and isinstance(value, list) else value
