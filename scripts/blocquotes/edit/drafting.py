"""Drafts raw texts as article and entity records of the checkout."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from blocquotes import checks, corpus
from blocquotes.corpus import Corpus
from blocquotes.edit import draft_file
from blocquotes.edit.draft_file import Known
from blocquotes.edit.kinds import PAGES
from blocquotes.edit.new import New, broken, made, need_new_id
from blocquotes.edit.raw import Failed, Raw
from blocquotes.model import Entity
from blocquotes.refusal import FOUND, Refusal
from blocquotes.sources import Seed
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.names.gazetteer import slug
from blocquotes.suggest.pipeline import SuggestError, guarded
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
    utterances = {record.id: record.value for record in loaded.sound("utterance")}
    for record in loaded.sound("article"):
        for quote in record.value["quotes"]:
            wording = " ".join(anchor["exact"] for anchor in quote["content"])
            for id_ in sorted(utterances.keys() & quote.get("utterances", ())):
                said = utterances[id_]
                yield Reported(id_, frozenset(said["speakers"]), wording, said["said_on"]["value"] or "")


@dataclass(frozen=True)
class Drafts:
    """The drafts that were made, in order, and the texts that could not be drafted."""

    made: tuple[New, ...]
    failed: tuple[Failed, ...]


def drafts(loaded: Corpus, raws: Iterable[Raw | Failed], id_: str | None = None) -> Drafts:
    """Drafts each raw text: its seed, records of new entities, and the article. Nothing is written yet.

    Without `id_`, the article's id comes from the text's name. Later drafts know the new entities of earlier ones. If
    a text cannot be drafted, the others are drafted anyway.
    """
    knows = known(loaded)
    made: list[New] = []
    failed: list[Failed] = []
    for raw in raws:
        outcome = raw if isinstance(raw, Failed) else _attempt(loaded, knows, raw, id_)
        if isinstance(outcome, Failed):
            failed.append(outcome)
            continue
        made.append(outcome)
        loaded = outcome.corpus
        knows = replace(knows, ids=loaded.ids["entity"])
    return Drafts(tuple(made), tuple(failed))


def _attempt(loaded: Corpus, knows: Known, raw: Raw, id_: str | None) -> New | Failed:
    name = raw.path.stem if raw.path else hashlib.sha256(raw.data).hexdigest()[:16]
    try:
        # A failing disk must stop the run; everything else is a fault of this text.
        with guarded(Refusal, OSError):
            new = draft(loaded, knows, raw, id_ or slug(name))
    except (Refusal, SuggestError) as error:
        return Failed(raw.name, str(error))
    errors = [finding for finding in new.findings if checks.has_errors([finding])]
    return Failed(raw.name, broken("the draft of a text", errors)) if errors else new


def draft(loaded: Corpus, knows: Known, raw: Raw, id_: str) -> New:
    """The draft of one raw text, not written yet."""
    need_new_id(loaded, "article", id_)
    sha256 = hashlib.sha256(raw.data).hexdigest()
    seed = Seed(_seed_name(loaded, raw, id_, sha256), sha256, raw.text, None)
    suggested = draft_file.draft(raw.text, id_, seed.name, knows)
    value = {**suggested.article, "seed": {**suggested.article["seed"], **raw.provenance}}
    value |= {"language": raw.language} if raw.language else {}
    new = made(loaded, [*(("entity", _entity(e)) for e in suggested.entities), ("article", value)], seed)
    return replace(new, outlets=suggested.outlets)


def _seed_name(loaded: Corpus, raw: Raw, id_: str, sha256: str) -> str:
    """The seed's name: its own if the text lies in seeds/, else the article's id."""
    for other in loaded.sound("article"):
        if other.value["seed"]["sha256"] == sha256:
            raise Refusal("a text must be new", f"it as the seed of {other.file}", "correct that article", code=FOUND)
    is_there = raw.path and raw.path.resolve().parent == loaded.layout.seeds.resolve()
    name = raw.path.name if raw.path and is_there and raw.path.suffix.lower() not in PAGES else f"{id_}.txt"
    taken = loaded.seeds.get(name)
    if taken and taken.sha256 not in (None, sha256):
        raise Refusal(
            "a seed must never be changed", f"seeds/{name} with different content", "choose another id", code=FOUND
        )
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
