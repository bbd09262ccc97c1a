"""`blocquotes new`: the files of a new record, checked before they are written."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import checks, sources
from blocquotes.corpus import Corpus, Record
from blocquotes.edit import page
from blocquotes.edit.draft import draft
from blocquotes.edit.records import of_value, with_record, with_seed
from blocquotes.files import write_text
from blocquotes.form import canonical
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding
from blocquotes.sources import Seed

PAGES = (".html", ".htm")


class NewError(Exception):
    """A record that cannot be made; says what must hold, what was found, and the fix."""


@dataclass(frozen=True)
class New:
    """A new record: its file's text, its seed's name and bytes if one is to be written, and what the checks find."""

    record: Record
    text: str
    seed: tuple[str, bytes] | None
    findings: tuple[Finding, ...]


def article(corpus: Corpus, source: Path, id_: str) -> New:
    """The article of a raw text or a saved page: the text as its seed, unchanged, and a draft of its annotation.

    Raises:
        NewError: the source cannot be read as text, or it, its seed or its id is already there.
    """
    _refuse_taken(corpus, "article", id_)
    data = _bytes(source)
    provenance: dict[str, Any] = {}
    if source.suffix.lower() in PAGES:
        try:
            taken = page.read(data)
        except page.PageError as error:
            raise NewError(str(error)) from None
        data, provenance = taken.text.encode("utf-8"), {"page": taken.provenance}
    if trouble := page.is_text(data):
        raise NewError(
            f"a raw text must be UTF-8 without byte order mark or NUL, and hold words; found {trouble}\n"
            "fix: save it as UTF-8 (without BOM) in your editor"
        )
    sha256 = hashlib.sha256(data).hexdigest()
    name = _seed_name(corpus, source, id_, sha256)
    seed = Seed(name, sha256, data.decode("utf-8"), None)
    value = draft(data.decode("utf-8"), id_, {"file": name, "sha256": sha256, **provenance})
    return _made(with_seed(corpus, seed), "article", value, None if name in corpus.seeds else (name, data))


def record(corpus: Corpus, kind: str, id_: str, fields: Mapping[str, Any]) -> New:
    """The record of an entity, an outlet or an utterance; fields that are None are left out, `wikidata` apart.

    Raises:
        NewError: the id is already there.
    """
    _refuse_taken(corpus, kind, id_)
    given = {key: part for key, part in fields.items() if part is not None or key == "wikidata"}
    return _made(corpus, kind, {"$schema": f"../../schema/{kind}.schema.json", "id": id_, **given}, None)


def write(corpus: Corpus, new: New) -> list[str]:
    """Writes the seed and the record; the names of the files written.

    Raises:
        NewError: a file of that name has come to be, or its folder is a link that leads out of the checkout.
    """
    root = corpus.layout.root
    targets = [(root / new.record.file, new.text.encode("utf-8"))]
    if new.seed:
        targets.insert(0, (corpus.layout.seeds / new.seed[0], new.seed[1]))
    for path, _ in targets:
        if os.path.lexists(path) or path.parent.resolve() != root.resolve() / path.parent.relative_to(root):
            raise NewError(
                f"a new file must have a free name in a folder of the checkout; found {corpus.layout.relative(path)} "
                "taken, or its folder a link\nfix: choose another id, or put the folder itself in the link's place"
            )
    for path, data in targets:
        write_text(path, data.decode("utf-8"))
    return [corpus.layout.relative(path) for path, _ in targets]


def _made(corpus: Corpus, kind: str, value: dict[str, Any], seed: tuple[str, bytes] | None) -> New:
    made = of_value(kind, value, corpus)
    within = with_record(corpus, made)
    findings = tuple(f for f in checks.check_record(made, within) if f.rule != "not-canonical")
    text = canonical(made, within) if made.is_sound else made.source.text
    return New(made, text, seed, findings)


def _refuse_taken(corpus: Corpus, kind: str, id_: str) -> None:
    if id_ in corpus.ids[kind]:
        raise NewError(
            f"an id must be new; found corpus/{FOLDERS[kind]}/{id_}.json\nfix: edit that file, or choose another id"
        )


def _bytes(source: Path) -> bytes:
    if source.is_symlink() or not source.is_file():
        raise NewError(
            f"a raw text must be a plain file; found {'a link' if source.is_symlink() else 'none'} at {source}\n"
            "fix: name a .txt or a saved .html file"
        )
    limit = page.MAX_PAGE if source.suffix.lower() in PAGES else sources.MAX_BYTES
    with source.open("rb") as file:
        return file.read(limit + 1)


def _seed_name(corpus: Corpus, source: Path, id_: str, sha256: str) -> str:
    """The seed's name: its own if the source lies in seeds/, else the article's id."""
    is_there = source.resolve().parent == corpus.layout.seeds.resolve()
    name = source.name if is_there else f"{id_}.txt"
    for article_ in corpus.sound("article"):
        if article_.value["seed"]["sha256"] == sha256:
            raise NewError(f"a text must be new; found it as the seed of {article_.file}\nfix: correct that article")
    taken = corpus.seeds.get(name)
    if taken and taken.sha256 not in (None, sha256):
        raise NewError(f"a seed is never changed; found seeds/{name} with other content\nfix: choose another id")
    return name
