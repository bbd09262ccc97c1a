"""A corpus without some of its articles, for a release from which their texts must be taken down."""

import json
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from blocquotes import corpus, files
from blocquotes.checks import streaming
from blocquotes.corpus import Index, Record
from blocquotes.dataset import release_info
from blocquotes.layout import Layout
from blocquotes.model import Tombstone
from blocquotes.refusal import Refusal
from blocquotes.shown import or_nearest
from blocquotes.statements import NAMED, REPORTS, SEED, USES

COPIED = ("corpus", "schema", "docs")
BESIDE = ("DATASHEET.md", "LICENSE-DATA", "VERSION")

# Kinds of records that go with the last that uses them.
FOLLOWERS = ("utterance", "outlet", "entity")


@contextmanager
def without(index: Index, ids: Collection[str], version: str) -> Iterator[tuple[Index, tuple[Tombstone, ...]]]:
    """The corpus as it is without the articles, and a tombstone for each record that is left out with them.

    Left out are the articles, their seeds and passes, and the utterances, outlets and entities that nothing else
    uses. The checkout stays as it is: the corpus is that of a temporary copy, which goes when the block ends. Without
    ids it is the corpus itself.

    Raises:
        Refusal: there is no such article, or no other one.
    """
    if not ids:
        yield index, release_info.tombstones(index.layout)
        return
    _check(index, ids)
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as room:
        layout = _copy(index, ids, Path(room))
        gone = _unused(index, ids)
        for record in gone:
            (layout.root / record.file).unlink()
        _drop_evidence(layout, ids)
        by = f"used by nothing but {', '.join(sorted(ids))}"
        made = [Tombstone("article", id_, "left out of this release by --exclude", version) for id_ in ids]
        made += [Tombstone(record.kind, record.id, by, version) for record in gone]
        known = {(t.kind, t.id): t for t in (*made, *release_info.tombstones(index.layout))}
        with streaming.indexed(layout) as kept:
            yield kept, tuple(known[key] for key in sorted(known))


def _check(index: Index, ids: Collection[str]) -> None:
    known = index.ids["article"]
    for id_ in sorted(set(ids) - known):
        raise Refusal(
            "--exclude must name an article",
            f"{id_!r:.90}{or_nearest(id_, known)}",
            "name the file of the article in corpus/articles/ without .json",
        )
    if not known - set(ids):
        raise Refusal("a release must hold an article", "all of them excluded", "exclude fewer")


def _copy(index: Index, ids: Collection[str], root: Path) -> Layout:
    """A copy of the checkout without the articles, their seeds and their passes."""
    old = index.layout
    for name in COPIED:
        shutil.copytree(old.root / name, root / name)
    for name in BESIDE:
        shutil.copyfile(old.root / name, root / name)
    layout = Layout(root)
    for file, kind in index.files():
        if kind in ("article", "pass") and corpus.id_of(file) in ids:
            (root / file).unlink()
    layout.seeds.mkdir()
    for name in index.seed_names():
        if any(said.id not in ids for said in index.said(SEED, name)):
            shutil.copyfile(old.seeds / name, layout.seeds / name)
    return layout


def _unused(index: Index, ids: Collection[str]) -> list[Record]:
    """The records that are used now and would not be without the articles, nor without one another."""
    gone: list[Record] = []
    removed = {("article", id_) for id_ in ids}
    left = [index.complete("article", id_) for id_ in ids]
    while left:
        record = left.pop()
        for kind, id_ in _named(record) if record else ():
            users = {(said.kind, said.id) for said in index.said(*_use(kind, id_))}
            if (kind, id_) not in removed and users <= removed:
                removed.add((kind, id_))
                if found := index.complete(kind, id_):
                    gone.append(found)
                    left.append(found)
    return gone


def _named(record: Record) -> set[tuple[str, str]]:
    """Kind and id of the records that a record names and that go with the last that does."""
    return {(kind, id_) for kind in FOLLOWERS for _, id_ in NAMED[kind](record.kind, record.value)}


def _use(kind: str, id_: str) -> tuple[str, str]:
    """What the records that name another one say, and about which id."""
    return (REPORTS, id_) if kind == "utterance" else (USES, f"{kind}/{id_}")


def _drop_evidence(layout: Layout, ids: Collection[str]) -> None:
    """Takes the words of the articles out of the dates of the utterances that stay.

    A date of which no evidence is left becomes unknown: nothing in the release supports it any longer.
    """
    for path in files.listed(layout.folder("utterance"), ".json"):
        value: Any = json.loads(path.read_text(encoding="utf-8"))
        kept = {name: _kept(value[name], ids) for name in ("said_on", "public_on") if name in value}
        known = {name: fact for name, fact in kept.items() if fact}
        unknown = {"said_on": {"value": None, "basis": "unknown"}}
        made = {**unknown, **{name: part for name, part in value.items() if name not in kept}, **known}
        if made != value:
            path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _kept(fact: Mapping[str, Any], ids: Collection[str]) -> Mapping[str, Any] | None:
    """A date without the evidence in the articles; None if no evidence is left of one that had some."""
    evidence = fact.get("evidence", [])
    kept = [anchor for anchor in evidence if anchor["article"] not in ids]
    if kept == evidence:
        return fact
    return {**fact, "evidence": kept} if kept else None
