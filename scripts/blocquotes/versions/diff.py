"""The semantic difference of two states of the dataset, its counts, and the smallest version bump that it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import fields, schemas
from blocquotes.schemas import Column
from blocquotes.versions import articles, tables
from blocquotes.versions.change import LEVELS, PATCH, Change
from blocquotes.versions.state import State, both_without_texts

Row = Mapping[str, Any]


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


@dataclass(frozen=True)
class Diff:
    """All changes, grouped by article and then by kind of record, and the counts of every table."""

    old: str
    new: str
    changes: tuple[Change, ...]
    counts: Mapping[str, Count]
    has_texts: bool

    @property
    def is_empty(self) -> bool:
        """Whether the two states publish the same rows in the same columns."""
        return not self.changes and all(count.is_same for count in self.counts.values())

    @property
    def bump(self) -> str | None:
        """The smallest bump that the rule of versions allows; None if nothing differs.

        Major: a published column is removed, renamed or retyped, or an id disappears or is reused for something else.
        Minor: new annotations, records, tables or columns. Patch: corrections. If the description of a column changed,
        a person must decide whether its meaning changed, which is major.
        """
        if self.is_empty:
            return None
        return max((change.level for change in self.changes), key=LEVELS.index, default=PATCH)


def diff(old: State, new: State) -> Diff:
    """Compares two states; the words of texts are ignored if either is a release without texts."""
    states = both_without_texts(old, new)
    found = (
        *tables.column_changes(states),
        *articles.changes(states),
        *tables.record_changes(states),
        *tables.tombstone_changes(states),
    )
    counts = {table: _count(table, *states) for table in schemas.TABLES}
    return Diff(old.name, new.name, found, counts, states[0].has_texts)


def by_article(found: Diff, states: tuple[State, State]) -> dict[str, list[Change]]:
    """The changes of each article and of everything in it by the article's id, and all others under an empty id."""
    homes = {
        (kind, id_): row["article_id"]
        for kind, table in (("quote", "quotes"), ("pass quote", "passes"))
        for state in states
        for id_, row in state.by_id[table].items()
    }
    groups: dict[str, list[Change]] = {}
    for change in found.changes:
        is_own = change.kind in ("article", "region", "mention")
        groups.setdefault(change.id if is_own else homes.get((change.kind, change.id), ""), []).append(change)
    return groups


def _count(table: str, old: State, new: State) -> Count:
    shared = _shared(old.columns.get(table, ()), new.columns.get(table, ()))
    before, after = (
        {row[fields.TABLES[table].key]: _project(shared, row) for row in state.rows.get(table, ())}
        for state in (old, new)
    )
    changed = [id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_]]
    differing = {column for id_ in changed for column in before[id_] if before[id_][column] != after[id_][column]}
    return Count(
        len(before),
        len(after),
        len(after.keys() - before.keys()),
        len(before.keys() - after.keys()),
        len(changed),
        tuple(sorted(differing)),
    )


Shared = dict[str, "Shared"]


def _shared(old: Sequence[Column], new: Sequence[Column]) -> Shared:
    """The columns that both states have, by name, with the fields that both have below them."""
    names = {column.name: column for column in new}
    return {c.name: _shared(c.fields, names[c.name].fields) for c in old if c.name in names}


def _project(shared: Shared, row: Row) -> dict[str, Any]:
    return {name: _part(below, row[name]) for name, below in shared.items()}


def _part(below: Shared, value: Any) -> Any:
    return [_project(below, item) for item in value] if below and isinstance(value, list) else value
