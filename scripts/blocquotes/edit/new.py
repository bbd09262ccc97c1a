"""Creates records: they are checked together before any of them is written, and written all or none."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import checks
from blocquotes.checks.rules import RULES
from blocquotes.corpus import Corpus, Record
from blocquotes.edit.records import of_value, with_records, with_seed
from blocquotes.files import write_all
from blocquotes.form import canonical
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding
from blocquotes.refusal import FOUND, Refusal
from blocquotes.shown import shown
from blocquotes.sources import Seed
from blocquotes.suggest.names.gazetteer import slug

# How many findings in a new record a message shows.
MOST_SHOWN = 5


@dataclass(frozen=True)
class New:
    """New records, the corpus with them in it, and their findings.

    `files` has the files to write, by path from the root, in the order of writing. `outlets` are the names of outlets
    that a drafted page states and that have no record.
    """

    corpus: Corpus
    records: tuple[Record, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    outlets: tuple[str, ...] = ()


def record(corpus: Corpus, kind: str, id_: str, fields: Mapping[str, Any]) -> New:
    """The record of an entity, an outlet or an utterance; fields that are None are left out, except `wikidata`."""
    need_new_id(corpus, kind, id_)
    given = {key: part for key, part in fields.items() if part is not None or key == "wikidata"}
    return made(corpus, [(kind, {"$schema": f"../../schema/{kind}.schema.json", "id": id_, **given})])


def made(corpus: Corpus, values: Sequence[tuple[str, dict[str, Any]]], seed: Seed | None = None) -> New:
    """New records, given as (kind, value), checked as if they and the seed of an article among them were on disk.

    A record is written before those that refer to it, so that a killed run leaves no reference without a target.
    """
    records = [of_value(kind, value, corpus) for kind, value in values]
    within = with_records(with_seed(corpus, seed) if seed else corpus, *records)
    texts = {r.file: canonical(r, within) if r.is_sound else r.source.text for r in records}
    there = corpus.seeds.get(seed.name) if seed else None
    if seed and seed.text is not None and (there is None or there.text is None):
        texts = {f"seeds/{seed.name}": seed.text, **texts}
    # The value is checked before it is formatted, and written in canonical form.
    found = (f for r in records for f in checks.check_record(r, within, without="form"))
    return New(within, tuple(records), {file: text.encode("utf-8") for file, text in texts.items()}, tuple(found))


def broken(what: str, errors: Sequence[Finding]) -> str:
    """Why what has errors is not written; their places are left out, since the files do not exist."""
    shown = [f"  {f.rule}: {RULES[f.rule].must}; found {'; '.join([f.found, *f.hint.splitlines()])}" for f in errors]
    more = [f"  and {len(errors) - MOST_SHOWN} more"] if len(errors) > MOST_SHOWN else []
    return "\n".join([f"{what} must pass the checks; found:", *shown[:MOST_SHOWN], *more])


def write(news: Sequence[New]) -> None:
    """Writes the files of new records, all of them or none."""
    root = news[0].corpus.layout.root
    files = {root / name: data for new in news for name, data in new.files.items()}
    folders = {path.parent for path in files}
    astray = {folder for folder in folders if folder.resolve() != root.resolve() / folder.relative_to(root)}
    for path in files:
        if not (path.parent in astray or os.path.lexists(path)):
            continue
        raise Refusal(
            "a new file must have a free name in a folder of the checkout",
            f"{path.relative_to(root).as_posix()} taken, or its folder a link",
            "choose another id, or replace the link with the folder",
            code=FOUND,
        )
    write_all(root, files, dict.fromkeys(files))


def need_new_id(corpus: Corpus, kind: str, id_: str) -> None:
    """Refuses an id that exists already, and words that are no id."""
    if (like := slug(id_)) != id_:
        must = "an id must be lower-case ASCII letters and digits, in words joined by hyphens, of at most 80 characters"
        raise Refusal(must, shown(id_), f"choose another id, such as {like}", code=FOUND)
    if id_ in corpus.ids[kind]:
        found = f"corpus/{FOLDERS[kind]}/{id_}.json"
        raise Refusal("an id must be new", found, "edit that file, or choose another id", code=FOUND)
