"""The semantic difference of two states of the dataset, its counts, and the smallest version bump that it needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from blocquotes.versions import articles, differing, tables
from blocquotes.versions.change import LEVELS, PATCH, Change
from blocquotes.versions.differing import Count, States
from blocquotes.versions.state import State, both_without_texts


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
        """The smallest version bump that SemVer allows; None if nothing differs.

        Major: a published column is removed, renamed or retyped, or an id disappears or is reused for something else.
        Minor: new annotations, records, tables or columns. Patch: corrections. If the description of a column changed,
        a person must decide whether its meaning changed, which is major.
        """
        if self.is_empty:
            return None
        return max((change.level for change in self.changes), key=LEVELS.index, default=PATCH)


def diff(old: State, new: State) -> Diff:
    """Compares two states; the words of texts are ignored if either is a release without texts."""
    return compare(both_without_texts(old, new))[0]


def compare(states: States) -> tuple[Diff, States]:
    """Compares two states that both have the words of the texts, or both do not.

    Also gives the states without the rows of articles that do not differ.
    """
    counts, states = differing.compare(states)
    found = (
        *tables.column_changes(states),
        *articles.changes(states),
        *tables.record_changes(states),
        *tables.tombstone_changes(states),
    )
    old, new = states
    return Diff(old.name, new.name, found, counts, old.has_texts), states


def by_article(found: Diff, states: States) -> dict[str, list[Change]]:
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
