"""A corpus without some of its articles, for a release from which their texts must be taken down."""

import json
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from blocquotes import corpus, files
from blocquotes.corpus import Corpus, Index, Record
from blocquotes.dataset import release_info
from blocquotes.layout import Layout
from blocquotes.model import Tombstone
from blocquotes.refusal import Refusal
from blocquotes.shown import or_nearest
from blocquotes.statements import NAMED

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
    loaded = corpus.load(index.layout)
    _check(loaded, ids)
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as room:
        layout = _copy(loaded, ids, Path(room))
        gone = list(_unused(loaded, ids))
        for record in gone:
            (layout.root / record.file).unlink()
        _drop_evidence(layout, ids)
        by = f"used by nothing but {', '.join(sorted(ids))}"
        made = [Tombstone("article", id_, "left out of this release by --exclude", version) for id_ in ids]
        made += [Tombstone(record.kind, record.id, by, version) for record in gone]
        known = {(t.kind, t.id): t for t in (*made, *corpus.tombstones(loaded))}
        yield corpus.load(layout), tuple(known[key] for key in sorted(known))


def _check(loaded: Corpus, ids: Collection[str]) -> None:
    known = loaded.ids["article"]
    for id_ in sorted(set(ids) - known):
        raise Refusal(
            "--exclude must name an article",
            f"{id_!r:.90}{or_nearest(id_, known)}",
            "name the file of the article in corpus/articles/ without .json",
        )
    if not known - set(ids):
        raise Refusal("a release must hold an article", "all of them excluded", "exclude fewer")


def _copy(loaded: Corpus, ids: Collection[str], root: Path) -> Layout:
    """A copy of the checkout without the articles, their seeds and their passes."""
    old = loaded.layout
    for name in COPIED:
        shutil.copytree(old.root / name, root / name)
    for name in BESIDE:
        shutil.copyfile(old.root / name, root / name)
    layout = Layout(root)
    layout.seeds.mkdir()
    for record in loaded.records:
        if record.kind in ("article", "pass") and record.id in ids:
            (root / record.file).unlink()
        elif record.kind in ("article", "pass") and record.is_sound:
            seed = record.value["seed"]["file"]
            shutil.copyfile(old.seeds / seed, layout.seeds / seed)
    return layout


def _unused(loaded: Corpus, ids: Collection[str]) -> Iterator[Record]:
    """The records that are used now and would not be without the articles, nor without one another."""
    left = [record for record in loaded.records if not (record.kind == "article" and record.id in ids)]
    used_now = _used(loaded.records)
    while True:
        used = _used(left)
        gone = [record for record in left if record.kind in FOLLOWERS and (record.kind, record.id) in used_now - used]
        if not gone:
            return
        yield from gone
        left = [record for record in left if record not in gone]


def _used(records: Collection[Record]) -> set[tuple[str, str]]:
    return {
        (kind, id_) for record in records for kind in FOLLOWERS for _, id_ in NAMED[kind](record.kind, record.value)
    }


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
