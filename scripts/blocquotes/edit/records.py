"""Puts records that are not on disk yet into a loaded corpus, so that a file is checked before it is written."""

from collections.abc import Set
from dataclasses import replace
from typing import Any

from blocquotes import schemas, sources
from blocquotes.corpus import SCHEMAS, Corpus, Record
from blocquotes.form import written
from blocquotes.layout import FOLDERS
from blocquotes.sources import Seed


def of_text(kind: str, id_: str, file: str, text: str, corpus: Corpus) -> Record:
    """The record that a file with this text would be."""
    source = sources.parse_source(text.encode("utf-8"))
    errors = schemas.errors(corpus.layout.schema, SCHEMAS[kind], source.json.value) if source.json else ()
    return Record(kind, id_, file, source, tuple(errors))


def of_value(kind: str, value: dict[str, Any], corpus: Corpus) -> Record:
    """The record that a new file with this value would be, its keys in schema order."""
    file = f"corpus/{FOLDERS[kind]}/{value['id']}.json"
    ordered = schemas.in_order(corpus.layout.schema, SCHEMAS[kind], value)
    return of_text(kind, value["id"], file, written(ordered), corpus)


def with_records(corpus: Corpus, *records: Record) -> Corpus:
    """The corpus with records added, or replaced if the file exists."""
    files = {record.file for record in records}
    others = [other for other in corpus.records if other.file not in files]
    resolutions = {file: found for file, found in corpus.resolutions.items() if file not in files}
    order = {kind: i for i, kind in enumerate(SCHEMAS)}
    ordered = sorted([*others, *records], key=lambda r: (order[r.kind], r.file))
    return replace(corpus, records=tuple(ordered), resolutions=resolutions)


def without_records(corpus: Corpus, names: Set[str]) -> Corpus:
    """The corpus without the records of some files."""
    return replace(corpus, records=tuple(record for record in corpus.records if record.file not in names))


def with_seed(corpus: Corpus, seed: Seed) -> Corpus:
    """The corpus with one more seed."""
    return replace(corpus, seeds={**corpus.seeds, seed.name: seed})
