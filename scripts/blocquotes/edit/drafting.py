"""Drafts for the checkout: a raw text as suggested article and entity records."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from blocquotes import corpus
from blocquotes.corpus import Corpus
from blocquotes.edit import draft_file
from blocquotes.edit.draft_file import Known
from blocquotes.edit.new import New, NewError, made, refuse_taken
from blocquotes.edit.raw import PAGES, Raw
from blocquotes.model import Entity
from blocquotes.sources import Seed
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.names.gazetteer import slug
from blocquotes.suggest.speakers.utterances import Reported


def known(loaded: Corpus) -> Known:
    """What the suggester may use of a corpus."""
    return Known(
        loaded.ids["entity"],
        gazetteer.with_registry(gazetteer.load(), map(corpus.entity, loaded.sound("entity"))),
        tuple(corpus.outlet(record) for record in loaded.sound("outlet")),
        tuple(_reported(loaded)),
    )


def _reported(loaded: Corpus) -> Iterator[Reported]:
    speakers = {record.id: frozenset(record.value["speakers"]) for record in loaded.sound("utterance")}
    for record in loaded.sound("article"):
        for quote in record.value["quotes"]:
            wording = " ".join(anchor["exact"] for anchor in quote["content"])
            yield from (Reported(id_, speakers[id_], wording) for id_ in quote.get("utterances", ()) if id_ in speakers)


def drafts(loaded: Corpus, raws: Sequence[Raw], id_: str | None = None) -> list[New]:
    """The draft of each raw text: its seed, records of the new entities, and the article, none of them written yet.

    Without `id_`, the article's id comes from the text's name. Later drafts know the new entities of earlier ones.

    Raises:
        NewError: a text or an id is the corpus' already, or a seed of that name has other words.
    """
    knows = known(loaded)
    found = []
    for raw in raws:
        found.append(_draft(loaded, knows, raw, id_ or _id_of(raw)))
        loaded = found[-1].corpus
        knows = replace(knows, ids=loaded.ids["entity"])
    return found


def _id_of(raw: Raw) -> str:
    name = raw.path.stem if raw.path else hashlib.sha256(raw.data).hexdigest()[:16]
    return slug(name)


def _draft(loaded: Corpus, knows: Known, raw: Raw, id_: str) -> New:
    refuse_taken(loaded, "article", id_)
    sha256 = hashlib.sha256(raw.data).hexdigest()
    seed = Seed(_seed_name(loaded, raw, id_, sha256), sha256, raw.text, None)
    suggested = draft_file.draft(raw.text, id_, seed.name, knows)
    value = {**suggested.article, "seed": {**suggested.article["seed"], **raw.provenance}}
    return made(loaded, [*(("entity", _entity(e)) for e in suggested.entities), ("article", value)], seed)


def _seed_name(loaded: Corpus, raw: Raw, id_: str, sha256: str) -> str:
    """The seed's name: its own if the text lies in seeds/, else the article's id."""
    for other in loaded.sound("article"):
        if other.value["seed"]["sha256"] == sha256:
            raise NewError(f"a text must be new; found it as the seed of {other.file}\nfix: correct that article")
    is_there = raw.path and raw.path.resolve().parent == loaded.layout.seeds.resolve()
    name = raw.path.name if raw.path and is_there and raw.path.suffix.lower() not in PAGES else f"{id_}.txt"
    taken = loaded.seeds.get(name)
    if taken and taken.sha256 not in (None, sha256):
        raise NewError(f"a seed is never changed; found seeds/{name} with other content\nfix: choose another id")
    return name


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
