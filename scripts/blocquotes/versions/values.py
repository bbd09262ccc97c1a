"""Compares the values of published columns, and puts them into words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes import fields
from blocquotes.dataset import date_columns
from blocquotes.versions.change import Change
from blocquotes.versions.state import State

Row = Mapping[str, Any]

# Tables whose names are shown instead of ids.
NAMED = ("entities", "outlets")


def changes(kind: str, table: str, old: Row, new: Row, states: tuple[State, State], **known: str) -> Iterator[Change]:
    """The changes of the fields of a row that are compared by value; `known` has the id and `about` of the changes."""
    for column, one in fields.TABLES[table].columns.items():
        if one.compared == "value" and column in old and column in new:
            was, now = ((date_columns.known(row, column) if one.kind == "date" else row[column]) for row in (old, new))
            if was != now:
                before, after = shown(table, column, was, now, states)
                yield Change(kind, what=one.change, old=before, new=after, **known)


def shown(table: str, column: str, old: Any, new: Any, states: tuple[State, State]) -> tuple[str | None, str | None]:
    """The two values of a column in words: names instead of ids, or both if the names are the same."""
    target = fields.TABLES[table].columns[column].refers_to
    if target not in NAMED:
        return words(old), words(new)
    before, after = (words(_named(target, v, s)) for v, s in zip((old, new), states, strict=True))
    if before == after:
        return f"{before} ({words(old)})", f"{after} ({words(new)})"
    return before, after


def _named(table: str, value: Any, state: State) -> Any:
    if isinstance(value, list):
        return [name(table, id_, state) for id_ in value]
    return name(table, value, state) if value and isinstance(value, str) else value


def name(table: str, id_: str, state: State) -> str:
    """The name of an entity or outlet; its id if the state has no such row."""
    return state.names[table].get(id_, id_)


def names(ids: Sequence[str], state: State) -> str:
    """The names of some entities in one line."""
    return ", ".join(name("entities", id_, state) for id_ in ids)


def words(value: Any) -> str | None:
    """A value in words; None for nothing."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(words, value)))
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)
