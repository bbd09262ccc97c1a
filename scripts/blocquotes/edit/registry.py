"""`blocquotes entity`: accepts draft entities, and renames or merges entities with all references to them."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import checks, corpus
from blocquotes.checks.references import nearest_id
from blocquotes.corpus import Corpus, Record
from blocquotes.edit.new import need_new_id
from blocquotes.edit.records import of_text, of_value, with_records, without_records
from blocquotes.form import canonical, written
from blocquotes.model import Finding, Path
from blocquotes.refusal import FOUND, Reason, Refusal
from blocquotes.shown import shown
from blocquotes.statements import entity_uses

# What the placeholder descriptions of drafts end with.
PLACEHOLDER = "(draft)"


@dataclass(frozen=True)
class Change:
    """New texts of files, files that go, the corpus with all of that done, and how many references were changed."""

    corpus: Corpus
    texts: Mapping[str, str]
    removed: tuple[str, ...] = ()
    references: int = 0

    def findings(self) -> list[Finding]:
        """What the checks find in the files that change."""
        records = [record for record in self.corpus.records if record.file in self.texts]
        # `texts` are in canonical form, and the records in memory perhaps not.
        return [finding for record in records for finding in checks.check_record(record, self.corpus, without="form")]


def accept(loaded: Corpus, ids: Sequence[str], description: str | None = None) -> tuple[Change, dict[str, str]]:
    """Makes draft entities part of the registry; also gives the ids of those that stay drafts, and why.

    An entity whose description is a placeholder stays one. `description` replaces the description of all of them.
    """
    outcomes = {id_: _accepted(loaded, id_, description) for id_ in ids}
    made = [one for one in outcomes.values() if isinstance(one, Record)]
    after = with_records(loaded, *made)
    change = Change(after, {record.file: canonical(record, after) for record in made})
    return change, {id_: one for id_, one in outcomes.items() if isinstance(one, str)}


def _accepted(loaded: Corpus, id_: str, description: str | None) -> Record | str:
    """The record of an entity that is no draft any more, or why it stays one."""
    record = loaded.complete("entity", id_)
    if record is None:
        hint = nearest_id(id_, "entity", loaded)
        return f"no entity that can be read has this id{f'; {hint}' if hint else ''}"
    value = record.value | ({} if description is None else {"description": description})
    words = shown(value["description"])
    if value.pop("status", None) != "draft":
        return "it is no draft"
    if value["description"].endswith(PLACEHOLDER):
        return f"its description is the draft's: {words}; give one with --description, or edit {record.file}"
    accepted = of_value("entity", value, loaded)
    if not accepted.is_sound:
        return f"a description must be words on one line; found {words}"
    return accepted


def rename(loaded: Corpus, old: str, new: str) -> Change:
    """Gives an entity another id, in its file and in every reference."""
    record = _known(loaded, old)
    if old == new:
        raise Refusal("the new id must differ from the old one", shown(new), "choose another id", code=FOUND)
    if loaded.complete("entity", new):
        fix = f"if both are the same, run `blocquotes entity merge {old} --into {new}` else choose another id"
        raise Refusal("an id must be new", f"an entity that has {shown(new)}", fix, code=FOUND)
    need_new_id(loaded, "entity", new)
    return _moved(loaded, {old: new}, of_value("entity", {**record.value, "id": new}, loaded))


def merge(loaded: Corpus, ids: Sequence[str], into: str, any_type: bool = False) -> Change:
    """Replaces entities by another one, which gets their names and aliases; with `any_type`, those of any type."""
    target = _known(loaded, into)
    if into in ids:
        raise Refusal("an entity must be merged into another one", shown(into), "take it out of the list", code=FOUND)
    merged = [_known(loaded, id_) for id_ in dict.fromkeys(ids)]
    if not any_type and len({record.value["type"] for record in (target, *merged)}) > 1:
        types = ", ".join(f"{record.id} {record.value['type']}" for record in (*merged, target))
        fix = "correct the wrong type in its file, or insist with --any-type"
        raise Refusal("entities that are merged must be of one type", types, fix, code=FOUND)
    names = [name for record in merged for name in (record.value["name"], *record.value.get("aliases", ()))]
    there = {target.value["name"], *target.value.get("aliases", ())}
    more = [name for name in dict.fromkeys(names) if name not in there]
    value = {**target.value, "aliases": [*target.value.get("aliases", ()), *more]} if more else target.value
    return _moved(loaded, {record.id: into for record in merged}, of_value("entity", value, loaded))


def _known(loaded: Corpus, id_: str) -> Record:
    found = loaded.complete("entity", id_)
    if found is None:
        hint = nearest_id(id_, "entity", loaded) or "the entities are the files of corpus/entities"
        raise Refusal("an entity must have a file that can be read", f"none for {shown(id_)}", hint)
    return found


def _moved(loaded: Corpus, names: Mapping[str, str], home: Record) -> Change:
    """The change by which every reference to a key of `names` leads to its value, whose record is `home`."""
    _refuse_unreadable(loaded)
    after = without_records(with_records(loaded, home), {f"corpus/entities/{id_}.json" for id_ in names})
    count = 0
    changed = {home.file: home}
    for record in [record for record in after.records if record.kind in ("article", "utterance", "entity")]:
        uses = [(path, names[id_]) for path, id_ in entity_uses(record.kind, record.value) if id_ in names]
        if uses:
            count += len(uses)
            text = written(_with_ids(record.value, uses, record.id))
            changed[record.file] = of_text(record.kind, record.id, record.file, text, after)
    after = with_records(after, *changed.values())
    texts = {file: canonical(record, after) for file, record in changed.items()}
    removed = tuple(record.file for record in loaded.of_kind("entity") if record.id in names)
    return Change(after, texts, removed, count)


def _refuse_unreadable(loaded: Corpus) -> None:
    """Refuses to change references while some of them may be in files that cannot be read."""
    broken = [record for record in loaded.records if record.kind != "pass" and not record.is_sound]
    reasons = [
        Reason("every file must be valid, since it may name the entity", "errors", "run `blocquotes check`", name)
        for name in (*(record.file for record in broken), *loaded.unreadable)
    ]
    if reasons:
        raise Refusal.of(reasons, FOUND)


def _with_ids(value: Mapping[str, Any], uses: Sequence[tuple[Path, str]], own: str) -> dict[str, Any]:
    """The value with other ids at some paths; what two references to one entity make twice is there once."""
    changed = copy.deepcopy(dict(value))
    for path, id_ in uses:
        part: Any = changed
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = id_
    if changed.get("of") == own:
        del changed["of"]
    for holder, key in _lists(changed):
        holder[key] = _once(holder[key])
    if "mentions" in changed:
        changed["mentions"] = list(map(_of_one, changed["mentions"]))
    return changed


def _of_one(mention: dict[str, Any]) -> dict[str, Any]:
    """The mention; where its entities have become one ("both" of a merged pair), with the field for a single one."""
    if len(mention.get("entities", ())) != 1:
        return mention
    (entity,) = mention["entities"]
    return {key: part for key, part in mention.items() if key != "entities"} | {"entity": entity}


def _lists(value: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The lists of references in a record: the object that holds each, and its key."""
    holders = [value, *value.get("quotes", ()), *value.get("mentions", ())]
    for holder in holders:
        yield from ((holder, key) for key in ("speakers", "entities", "roles", "member_of") if key in holder)


def _once(items: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def write(loaded: Corpus, change: Change) -> None:
    """Writes the files of a change and removes those that go, all of them or none."""
    corpus.rewrite(loaded, {**change.texts, **dict.fromkeys(change.removed)})
