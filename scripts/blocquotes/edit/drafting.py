"""Drafts for the checkout: a raw text as suggested article and entity files, in canonical form."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, BinaryIO

from blocquotes import corpus, sources
from blocquotes.checks.report import harmless
from blocquotes.corpus import Corpus, Record
from blocquotes.files import new_folder, write_bytes, write_text
from blocquotes.form import canonical
from blocquotes.layout import FOLDERS
from blocquotes.model import Entity
from blocquotes.sources import Seed
from blocquotes.suggest import article, gazetteer
from blocquotes.suggest.article import Known
from blocquotes.suggest.gazetteer import slug
from blocquotes.suggest.utterances import Reported


def known(loaded: Corpus) -> Known:
    """What the suggester may use of a corpus."""
    entities = [corpus.entity(record) for record in loaded.sound("entity")]
    return Known(
        loaded.ids["entity"],
        gazetteer.with_registry(gazetteer.load(), entities),
        tuple(corpus.outlet(record) for record in loaded.sound("outlet")),
        tuple(_reported(loaded)),
    )


def _reported(loaded: Corpus) -> Iterator[Reported]:
    for record in loaded.sound("article"):
        for quote in record.value["quotes"]:
            wording = " ".join(anchor["exact"] for anchor in quote["content"])
            for id_ in quote.get("utterances", ()):
                yield Reported(id_, frozenset(quote["speakers"]), wording)


def files(loaded: Corpus, corpus_knows: Known, text: str, id_: str, seed_file: str) -> dict[str, str]:
    """The files of a draft by their paths from the root: the article, and an entity record for each new name."""
    made = article.draft(text, id_, seed_file, corpus_knows)
    seed = Seed(seed_file, hashlib.sha256(text.encode("utf-8")).hexdigest(), text, None)
    home = replace(loaded, seeds={**loaded.seeds, seed_file: seed}, resolutions={})
    values = [("article", made.article), *(("entity", _entity(entity)) for entity in made.entities)]
    records = [_record(kind, value) for kind, value in values]
    return {record.file: canonical(record, home) for record in records}


def _record(kind: str, value: dict[str, Any]) -> Record:
    source = sources.parse_source(json.dumps(value, ensure_ascii=False).encode("utf-8"))
    return Record(kind, value["id"], f"corpus/{FOLDERS[kind]}/{value['id']}.json", source, ())


def _entity(entity: Entity) -> dict[str, Any]:
    fields = {
        "$schema": "../../schema/entity.schema.json",
        "id": entity.id,
        "status": "draft",
        "name": entity.name,
        "type": entity.type,
        "named": None if entity.named else False,
        "wikidata": None,
        "of": entity.of,
        "description": entity.description,
    }
    return {key: value for key, value in fields.items() if value is not None or key == "wikidata"}


class DraftError(Exception):
    """A draft cannot be made of what was given; the message says what must hold, what was found, and the mend."""


def write_tables(loaded: Corpus, path: FilePath, folder: FilePath, wide: bool) -> dict[str, int]:
    """Writes the tables of a file of texts into a folder, whole or not at all; returns how many rows of each.

    Raises:
        DraftError: the file is missing, holds no text, or is not what it must be.
    """
    from blocquotes.suggest import bulk

    if not path.is_file():
        raise DraftError(f"the file of texts must exist; found no {harmless(str(path))}")
    try:
        with new_folder(folder.absolute()) as new:
            counts = bulk.write(path, loaded.layout.schema, new, known(loaded), wide)
            if not counts["texts"]:
                raise DraftError(f"there must be at least one text; found none in {harmless(str(path))}")
    except bulk.BadTextsError as error:
        raise DraftError(harmless(str(error))) from None
    return counts


def write_drafts(loaded: Corpus, paths: Sequence[FilePath], id_: str | None, stdin: BinaryIO) -> Iterator[str]:
    """Writes the seed and the draft files of each raw text; yields a line on each.

    Raises:
        DraftError: a text is missing or no text, or an article or another seed of that name exists.
    """
    found = list(_texts(paths, stdin))
    if not found:
        raise DraftError("there must be at least one text; found no .txt file at the paths given")
    if id_ and len(found) > 1:
        raise DraftError(f"--id must go with one text; found {len(found)}")
    corpus_knows = known(loaded)
    for name, data in found:
        article_id = id_ or slug(name.removesuffix(".txt"))
        yield from _write_draft(loaded, corpus_knows, name, data, article_id)


def _texts(paths: Sequence[FilePath], stdin: BinaryIO) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if str(path) == "-":
            data = stdin.read(sources.MAX_BYTES + 1)
            yield f"{hashlib.sha256(data).hexdigest()[:16]}.txt", data
        elif path.is_dir():
            yield from ((file.name, sources.read_bytes(file)) for file in sorted(path.glob("*.txt")))
        elif path.is_file():
            yield path.name, sources.read_bytes(path)
        else:
            raise DraftError(f"a text must exist; found no {harmless(str(path))}")


def _write_draft(loaded: Corpus, corpus_knows: Known, name: str, data: bytes, id_: str) -> Iterator[str]:
    text, trouble = sources.decode(data)
    if trouble or not text.strip():
        raise DraftError(f"{harmless(name)}: a seed must be UTF-8 text; found {trouble.message if trouble else 'none'}")
    seed = loaded.layout.seeds / f"{slug(name.removesuffix('.txt'))}.txt"
    seed = loaded.layout.seeds / name if (loaded.layout.seeds / name).exists() else seed
    if id_ in loaded.ids["article"] or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise DraftError(f"an article's id must be new, in lower-case words joined by hyphens; found {harmless(id_)!r}")
    if seed.exists() and seed.read_bytes() != data:
        raise DraftError(f"a seed is never changed; seeds/{harmless(seed.name)} holds another text")
    made = files(loaded, corpus_knows, text, id_, seed.name)
    write_bytes(seed, data)
    for path, content in made.items():
        write_text(loaded.layout.root / path, content)
        yield f"wrote {path}"
