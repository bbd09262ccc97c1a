"""Changes of articles: their facts with provenance, their regions, and their annotations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes.dataset import date_columns
from blocquotes.shown import count
from blocquotes.versions import places, values
from blocquotes.versions.change import MAJOR, MINOR, PATCH, Change
from blocquotes.versions.quotes import SeedMap, mention_changes, quote_changes
from blocquotes.versions.state import State

Row = Mapping[str, Any]

PROVENANCE = ("basis", "evidence", "evidence_spans", "reasoning", "outside")

# Field of a fact → its name in messages.
FACTS = {
    "translated_from": "the original language",
    "outlet": "the outlet",
    "origin": "the origin",
    "published": "the date",
    "byline": "the byline",
}


def changes(states: tuple[State, State]) -> Iterator[Change]:
    """The changes of every article and everything in it, in order of id."""
    old, new = ({row["article_id"]: row for row in state.rows.get("articles", ())} for state in states)
    for id_ in sorted(old.keys() | new.keys()):
        if id_ not in new:
            yield Change("article", id_, "removed", MAJOR, old=_summary(old[id_]), about=old[id_]["title"])
        elif id_ not in old:
            yield Change("article", id_, "added", MINOR, new=_summary(new[id_]), about=new[id_]["title"])
        else:
            yield from _changes(id_, old[id_], new[id_], states)


def _summary(row: Row) -> str:
    by = row["outlet_name"] or "outlet unknown"
    on = date_columns.known(row, "published") or "date unknown"
    return f"{by}, {on}, {count(row['n_quotes'], 'quote')}, {count(row['n_mentions'], 'mention')}"


def _changes(id_: str, old: Row, new: Row, states: tuple[State, State]) -> Iterator[Change]:
    same_seed = old["seed_sha256"] == new["seed_sha256"]
    if not same_seed:
        yield Change("article", id_, "seed changed", MAJOR, old["seed_sha256"], new["seed_sha256"])
    yield from values.changes("article", "articles", old, new, states, id=id_)
    yield from _origin_changes(id_, old, new, states)
    yield from _provenance_changes(id_, old["provenance"], new["provenance"])
    if same_seed:
        yield from _region_changes(id_, old, new)
    seed_map = seed_map_of(old, new, states)
    flat = {
        table: [state.of_article.get((table, id_), ()) for state in states]
        for table in ("quotes", "mentions", "passes")
    }
    yield from quote_changes("quote", "quotes", seed_map, *flat["quotes"])
    yield from mention_changes(id_, seed_map, *flat["mentions"])
    if all("passes" in state.columns for state in states):
        yield from quote_changes("pass quote", "passes", seed_map, *flat["passes"])


def seed_map_of(old: Row, new: Row, states: tuple[State, State]) -> SeedMap:
    """Maps the annotations of an article in both states to its seed."""
    same_seed = old["seed_sha256"] == new["seed_sha256"]
    return SeedMap(states, (places.shifts(old["regions"]), places.shifts(new["regions"])) if same_seed else None)


def _origin_changes(id_: str, old: Row, new: Row, states: tuple[State, State]) -> Iterator[Change]:
    was, now = set(old["origin_outlet_ids"]), set(new["origin_outlet_ids"])
    for outlet in sorted(now - was):
        yield Change("article", id_, "origin added", new=values.name("outlets", outlet, states[1]))
    for outlet in sorted(was - now):
        yield Change("article", id_, "origin removed", old=values.name("outlets", outlet, states[0]))


def _provenance_changes(id_: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    """The changes of basis, evidence and reasoning of the facts that both states have."""
    before, after = facts(old), facts(new)
    for key in (key for key in after if key in before):
        was, now = before[key], after[key]
        for part in (part for part in PROVENANCE if part in was and part in now):
            is_twice = part == "evidence_spans" and was["evidence"] != now["evidence"]
            if was[part] != now[part] and not is_twice:
                what = f"{part.replace('_', ' ')} of {FACTS[key[0]]} changed"
                yield Change("article", id_, what, PATCH, values.words(was[part]), values.words(now[part]), key[1])


def facts(provenance: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """The facts by field; origins also by their outlet."""
    return {(fact["field"], fact["value"] if fact["field"] == "origin" else ""): fact for fact in provenance}


def _region_changes(id_: str, old: Row, new: Row) -> Iterator[Change]:
    was, now = ({(r["seed_start"], r["seed_end"]): r for r in row["regions"]} for row in (old, new))
    for at in sorted(was.keys() | now.keys()):
        before, after = was.get(at), now.get(at)
        words = _region_words(old, before) or _region_words(new, after) or f"characters {at[0]} to {at[1]} of the seed"
        if before and after:
            if before["role"] != after["role"]:
                yield Change("region", id_, "relabelled", old=before["role"], new=after["role"], about=words)
            if before["repeat"] != after["repeat"]:
                yield Change("region", id_, "repeat changed", old=_yes(before), new=_yes(after), about=words)
        elif after:
            yield Change("region", id_, "added", new=after["role"], about=words)
        elif before:
            yield Change("region", id_, "removed", old=before["role"], about=words)


def _yes(region: Row) -> str | None:
    return values.words(region["repeat"])


def _region_words(article: Row, region: Row | None) -> str | None:
    if not region or region["start"] is None or article["text"] is None:
        return None
    return str(article["text"][region["start"] : region["end"]])
