"""A card for each record and annotation that changed: its changes in words, with evidence and reasoning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from blocquotes.preview.diff_views import ADDED, CHANGED, REMOVED, Card, Grounds
from blocquotes.versions import articles, quotes, tables, values
from blocquotes.versions.change import Change, contrast, shortened
from blocquotes.versions.quotes import MentionPair, SeedMap
from blocquotes.versions.state import State

Row = Mapping[str, Any]
States = tuple[State, State]

# Characters of a value or of evidence on the page; JSON has the complete value.
LONGEST = 1000

# Endings of the columns with the evidence or reasoning of another column.
GROUNDS = ("_evidence", "_reasoning", "_outside")

# Dates of a quote, with their names on the page.
DATES = {"said_on": "said on", "public_on": "public on"}

# Kind of a record in `Change` → its table.
RECORDS = {kind: table for table, kind, _, _ in tables.RECORDS}


def line(change: Change) -> Change:
    """A change with as much of long values as the page shows."""
    old, new = contrast(change.old, change.new)
    return replace(change, old=_cut(old), new=_cut(new))


def status(changes: Sequence[Change]) -> str:
    """Whether what has these changes was added, removed or changed."""
    whats = {change.what for change in changes}
    return ADDED if whats == {ADDED} else REMOVED if whats == {REMOVED} else CHANGED


def card(key: str, changes: Sequence[Change], grounds: Sequence[Grounds] = (), about: str | None = None) -> Card:
    """The card of changes that are of the same record or annotation."""
    first = changes[0]
    return Card(
        key=key,
        status=status(changes),
        kind=first.kind,
        id=shortened(first.id),
        about=shortened(first.about if about is None else about),
        lines=tuple(map(line, changes)),
        grounds=tuple(grounds),
    )


def of_record(key: str, changes: Sequence[Change], states: States) -> Card:
    """The card of an entity, outlet, utterance, tombstone, table or column."""
    table = RECORDS.get(changes[0].kind)
    if table is None:
        return card(key, changes)
    old, new = (state.by_id[table].get(changes[0].id, {}) for state in states)
    return card(key, changes, tuple(_record_grounds(old, new)))


def _record_grounds(old: Row, new: Row) -> Iterator[Grounds]:
    """The evidence and reasoning of the values that differ."""
    for column in (column for column in {**old, **new} if column.endswith(GROUNDS)):
        about = column.rpartition("_")[0]
        is_changed = any(old.get(c) != new.get(c) for c in {**old, **new} if c.startswith(about))
        was, now = (_cut(values.words(row.get(column))) for row in (old, new))
        if is_changed and (was or now):
            yield Grounds(column.replace("_", " "), was, now)


def _cut(text: str | None) -> str | None:
    return None if text is None else shortened(text, LONGEST)


def of_article(key: str, changes: Sequence[Change], old: Row, new: Row) -> Card:
    """The card of the facts of an article that both states have."""
    return card(key, changes, tuple(_facts(articles.FACTS, old.get("provenance"), new.get("provenance"))))


def of_quote(key: str, changes: Sequence[Change], old: Row | None, new: Row | None, states: States) -> Card:
    """The card of a quote, or of the quote of a pass."""
    row = new or old or {}
    names = values.names(row.get("speaker_ids", ()), states[1 if new else 0])
    dates = ((one or {}).get("date_provenance") for one in (old, new))
    return card(key, changes, tuple(_facts(DATES, *dates)), names or "no speaker")


def of_mention(key: str, article: str, seed_map: SeedMap, pair: MentionPair) -> Card | None:
    """The card of a mention; None if it is the same in both states."""
    changes = list(quotes.changes_of_mention(article, seed_map, pair))
    return card(key, changes, about=(pair[1] or pair[0] or {}).get("text") or "") if changes else None


def _facts(names: Mapping[str, str], old: Sequence[Row] | None, new: Sequence[Row] | None) -> Iterator[Grounds]:
    """The facts that differ in value, basis, evidence or reasoning."""
    before, after = articles.facts(old or ()), articles.facts(new or ())
    for at in {**before, **after}:
        if before.get(at) != after.get(at):
            yield Grounds(names.get(at[0], at[0]), _fact_words(before.get(at)), _fact_words(after.get(at)))


def _fact_words(fact: Row | None) -> str | None:
    """A fact with its basis, evidence and reasoning in one line."""
    if fact is None:
        return None
    evidence = "; ".join(f"“{words}”" for words in fact.get("evidence") or ())
    parts = [f"{fact['value'] or 'no value'} ({fact['basis']})"]
    parts += [f"evidence: {evidence}"] if evidence else []
    parts += [f"{name}: {fact[name]}" for name in ("reasoning", "outside") if fact.get(name)]
    return shortened(" · ".join(parts), LONGEST)
