"""Changes of the columns of tables, and of entities, outlets and utterances."""

from collections.abc import Iterable, Iterator, Sequence

from blocquotes.schemas import Column
from blocquotes.versions import values
from blocquotes.versions.change import MAJOR, MINOR, Change
from blocquotes.versions.state import State

# Table, name of a row, id column, and the column that describes a row to readers.
RECORDS = (
    ("entities", "entity", "entity_id", "name"),
    ("outlets", "outlet", "outlet_id", "name"),
    ("utterances", "utterance", "utterance_id", "paraphrase"),
)


def record_changes(states: tuple[State, State]) -> Iterator[Change]:
    """The changes of the registries: records added, removed, renamed and corrected."""
    for table, kind, key, known in RECORDS:
        old, new = ({row[key]: row for row in state.rows.get(table, ())} for state in states)
        for id_ in sorted(old.keys() | new.keys()):
            if id_ not in new:
                yield Change(kind, id_, "removed", MAJOR, old=old[id_][known])
            elif id_ not in old:
                yield Change(kind, id_, "added", MINOR, new=new[id_][known])
            else:
                about = {} if known == "paraphrase" else {"about": old[id_][known]}
                yield from values.changes(kind, table, old[id_], new[id_], states, id=id_, **about)


def tombstone_changes(states: tuple[State, State]) -> Iterator[Change]:
    """The tombstones that were added, and those that were removed, which a release refuses."""
    old, new = ({(t.kind, t.id): t for t in state.tombstones} for state in states)
    for kind, id_ in sorted(new.keys() - old.keys()):
        yield Change("tombstone", id_, "added", new=new[kind, id_].reason, about=kind)
    for kind, id_ in sorted(old.keys() - new.keys()):
        yield Change("tombstone", id_, "removed", MAJOR, old=old[kind, id_].reason, about=kind)


def column_changes(states: tuple[State, State]) -> Iterator[Change]:
    """The changes of tables and their columns, including fields of structs."""
    old, new = (state.columns for state in states)
    for table in (*(t for t in old if t not in new), *new):
        if table not in new:
            yield Change("table", table, "removed", MAJOR)
        elif table not in old:
            yield Change("table", table, "added", MINOR)
        else:
            yield from _column_changes(table, dict(_leaves(old[table])), dict(_leaves(new[table])))


def _leaves(columns: Sequence[Column], prefix: str = "") -> Iterator[tuple[str, Column]]:
    """The columns and the fields of structs, by their names."""
    for column in columns:
        yield f"{prefix}{column.name}", column
        yield from _leaves(column.fields, f"{prefix}{column.name}[].")


def _type(column: Column) -> str:
    kind = column.type.rstrip("_")
    return f"list of {kind}" if column.is_list else kind


def _outermost(names: Iterable[str]) -> Iterator[str]:
    """The names without those of fields whose struct is among them."""
    found = set(names)
    yield from sorted(name for name in found if name.rpartition("[].")[0] not in found)


def _column_changes(table: str, old: dict[str, Column], new: dict[str, Column]) -> Iterator[Change]:
    for name in _outermost(name for name in old if name not in new):
        yield Change("column", f"{table}.{name}", "removed", MAJOR, old=_type(old[name]))
    for name in _outermost(name for name in new if name not in old):
        yield Change("column", f"{table}.{name}", "added", MINOR, new=_type(new[name]))
    for name, now in new.items():
        id_, was = f"{table}.{name}", old.get(name)
        if was is None:
            continue
        if _type(was) != _type(now):
            yield Change("column", id_, "type changed", MAJOR, _type(was), _type(now))
        if was.nullable != now.nullable:
            yield Change("column", id_, "may be null now" if now.nullable else "is never null now", MINOR)
        if was.description != now.description:
            yield Change("column", id_, "description changed", old=was.description, new=now.description)
    both = [[name for name in side if name in old and name in new] for side in (old, new)]
    if both[0] != both[1]:
        yield Change("table", table, "columns put in another order")
