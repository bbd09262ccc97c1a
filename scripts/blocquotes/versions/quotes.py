"""Changes of the quotes and mentions of an article, and of the quotes of passes."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import fields
from blocquotes.fields import QUOTE_PARTS
from blocquotes.versions import places, values
from blocquotes.versions.change import MAJOR, MINOR, PATCH, Change
from blocquotes.versions.places import Places, Shift
from blocquotes.versions.state import State

Row = Mapping[str, Any]


@dataclass(frozen=True)
class SeedMap:
    """Maps the annotations of an article in both states to its seed; `regions` is None if the seeds differ."""

    states: tuple[State, State]
    regions: tuple[Sequence[Shift], Sequence[Shift]] | None

    def places(self, side: int, spans: Sequence[Row]) -> Places | None:
        """The places of spans in the seed; None if the seeds differ or the spans are not in the text."""
        if self.regions is None:
            return None
        found = places.in_seed(spans, self.regions[side])
        return found if found or not spans else None

    def part(self, side: int, row: Row, part: str) -> Places | None:
        """The same for a part of a quote; quotes of passes have spans in the seed."""
        if "seed_spans" not in row or self.regions is None:
            return self.places(side, row[f"{part}_spans"])
        spans = [span for span in row["seed_spans"] if span["part"] == part]
        return places.joined((span["start"], span["end"]) for span in spans)


def quote_changes(kind: str, table: str, seed_map: SeedMap, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    """The changes of quotes, in the order of the new ones; `kind` is their name in messages."""
    key = fields.TABLES[table].key
    before, after = ({row[key]: row for row in rows} for rows in (old, new))
    for id_, row in before.items():
        if id_ not in after:
            yield Change(kind, id_, "removed", MAJOR, old=_words(row, "content"))
    for id_, row in after.items():
        if id_ not in before:
            by = values.names(row["speaker_ids"], seed_map.states[1]) or None
            yield Change(kind, id_, "added", MINOR, new=_words(row, "content"), about=by)
        elif row != before[id_]:
            yield from _quote_changes(kind, table, id_, seed_map, before[id_], row)


def _quote_changes(kind: str, table: str, id_: str, seed_map: SeedMap, old: Row, new: Row) -> Iterator[Change]:
    yield from _part_changes(kind, id_, seed_map, old, new)
    if old["speaker_ids"] != new["speaker_ids"]:
        before, after = values.shown(table, "speaker_ids", old["speaker_ids"], new["speaker_ids"], seed_map.states)
        yield Change(kind, id_, "speaker changed", old=before, new=after)
    yield from values.changes(kind, table, old, new, seed_map.states, id=id_)
    for utterance in sorted(set(new["utterance_ids"]) - set(old["utterance_ids"])):
        yield Change(kind, id_, "utterance linked", new=utterance)
    for utterance in sorted(set(old["utterance_ids"]) - set(new["utterance_ids"])):
        yield Change(kind, id_, "utterance unlinked", old=utterance)


def _part_changes(kind: str, id_: str, seed_map: SeedMap, old: Row, new: Row) -> Iterator[Change]:
    for part in QUOTE_PARTS:
        was, now = seed_map.part(0, old, part), seed_map.part(1, new, part)
        extent = _extent(part, old, new) if was is None or now is None else places.extent(was, now)
        before, after = _shown(part, old, was), _shown(part, new, now)
        if extent == places.SAME:
            continue
        if part != "content":
            what = f"{part} {'added' if before is None else 'removed' if after is None else 'changed'}"
            yield Change(kind, id_, what, old=before, new=after)
        elif extent == places.MOVED and old[part] == new[part]:
            yield Change(kind, id_, "content moved", old=places.shown(was), new=places.shown(now))
        elif extent == places.MOVED:
            yield Change(kind, id_, "id given to other words, which changed", MAJOR, before, after)
        else:
            yield Change(kind, id_, f"content {extent}", old=before, new=after)


def _extent(part: str, old: Row, new: Row) -> str:
    """How a part changed: by its words or, if both states leave the words out, by its spans in the text."""
    if old[part] or new[part]:
        return places.extent_of_words(old[part], new[part])
    return places.SAME if old[f"{part}_spans"] == new[f"{part}_spans"] else places.SHIFTED


def _shown(part: str, row: Row, at: Places | None) -> str | None:
    """The words of a part, or its place if the release leaves the words out."""
    return _words(row, part) or places.shown(at)


def _words(row: Row, part: str) -> str | None:
    value = row[part]
    return str(value) if value else None


# The rows of a mention in the two states; None in a state that lacks it.
MentionPair = tuple[Row | None, Row | None]


def mention_changes(article: str, seed_map: SeedMap, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    """The changes of the mentions of an article: type or entity changed, place changed, added, removed."""
    for pair in mention_pairs(seed_map, old, new):
        yield from changes_of_mention(article, seed_map, pair)


def mention_pairs(seed_map: SeedMap, old: Sequence[Row], new: Sequence[Row]) -> Iterator[MentionPair]:
    """The mentions of both states by place: the new ones in order, then those that only the old state has."""
    before, after = _keyed(seed_map, 0, old), _keyed(seed_map, 1, new)
    gone = {key: row for key, row in before.items() if key not in after}
    places_gone = sorted(key for key in gone if key[0] is None)
    for key, row in after.items():
        if key in before:
            yield before[key], row
        else:
            overlapped = _overlapped(key, places_gone, gone)
            yield (gone.pop(overlapped) if overlapped else None), row
    yield from ((row, None) for row in gone.values())


def changes_of_mention(article: str, seed_map: SeedMap, pair: MentionPair) -> Iterator[Change]:
    """The changes of one mention."""
    old, new = pair
    if old is None and new is not None:
        yield Change("mention", article, "added", MINOR, new=_with_entities(new, seed_map.states[1]))
    elif old is not None and new is None:
        yield Change("mention", article, "removed", old=_with_entities(old, seed_map.states[0]))
    elif old is not None and new is not None:
        if seed_map.places(0, [old]) != seed_map.places(1, [new]):
            yield Change("mention", article, "extent changed", PATCH, _about(old), _about(new))
        yield from values.changes("mention", "mentions", old, new, seed_map.states, id=article, about=_about(new))


def _with_entities(row: Row, state: State) -> str:
    return f"{_about(row)} ({values.names(row['entity_ids'] or [row['entity_id']], state)})"


def _about(row: Row) -> str:
    return row["text"] or f"at {row['start']} to {row['end']}"


Key = tuple[Any, int, int]


def _keyed(seed_map: SeedMap, side: int, rows: Sequence[Row]) -> dict[Key, Row]:
    """The mentions by place in the seed or, if the seeds differ, by words and number of occurrence."""
    found: dict[Key, Row] = {}
    seen: Counter[Any] = Counter()
    for row in rows:
        at = seed_map.places(side, [row])
        seen[row["text"]] += 1
        found[(None, at[0][0], at[-1][1]) if at else (row["text"], seen[row["text"]], 0)] = row
    return found


# How many mentions that begin before the end of another are compared with it; as mentions do not overlap, few suffice.
NEIGHBOURS = 20


def _overlapped(key: Key, others: Sequence[Key], left: Mapping[Key, Row]) -> Key | None:
    """The first remaining place that shares a character with the place of a mention."""
    if key[0] is not None:
        return None
    at = bisect_left(others, key[2], key=lambda other: other[1])
    near = others[max(at - NEIGHBOURS, 0) : at]
    return next((other for other in near if key[1] < other[2] and other in left), None)
