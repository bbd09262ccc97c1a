"""The Croissant description of a release (Croissant 1.1), derived from the table schemas."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.build import manifest, parquet
from blocquotes.layout import Layout
from blocquotes.schemas import Column

Row = Mapping[str, Any]

DATA_TYPES = {
    "string": "sc:Text",
    "int32": "sc:Integer",
    "float64": "sc:Float",
    "bool_": "sc:Boolean",
    "date32": "sc:Date",
}
"""Arrow type → Croissant data type."""

KEYS = {
    "articles": "article_id",
    "quotes": "quote_id",
    "mentions": "mention_id",
    "entities": "entity_id",
    "speakers": "speaker_id",
    "outlets": "outlet_id",
    "utterances": "utterance_id",
    "passes": "pass_quote_id",
    "text_reuse": "reuse_id",
    "tokens": "paragraph_id",
}
"""Table → the column that identifies its rows."""

REFERENCES = {
    "article_id": "articles",
    "article_a_id": "articles",
    "article_b_id": "articles",
    "older_id": "articles",
    "origin_id": "articles",
    "outlet_id": "outlets",
    "entity_id": "entities",
    "of_id": "entities",
    "via_id": "entities",
    "stands_for_id": "entities",
    "within_id": "quotes",
    "antecedent_id": "quotes",
}
"""Column → the table whose key it holds."""

OWN_REFERENCES: dict[str, dict[str, str | None]] = {
    "passes": {"within_id": "passes", "antecedent_id": "passes", "via_id": None},
}
"""Table → columns that hold another table's key there, or none: a pass has ids of its own."""

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(layout: Layout, folder: Path, rows: Mapping[str, Sequence[Row]], version: str) -> str:
    """The description as JSON-LD text, for the data files that stand in `folder`."""
    content = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": "blocquotes",
        "description": "A corpus of attributed speech in news about military blocs in the Asia-Pacific.",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "version": version,
        "license": "LICENSE-DATA",
        "citeAs": "The BlocQuotes contributors: BlocQuotes, a corpus of attributed speech (2026).",
        "inLanguage": sorted({row["language"] for row in rows["articles"]}),
        "isLiveDataset": False,
        "distribution": [_file(folder, table, split) for table, split in _files(rows)],
        "recordSet": [_record_set(layout, table, split) for table, split in _files(rows)],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _files(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    for table in schemas.TABLES:
        yield from ((table, split) for split, _ in parquet.by_split(rows[table]))


def _file(folder: Path, table: str, split: str) -> dict[str, Any]:
    path = parquet.file_name(table, split)
    return {
        "@type": "cr:FileObject",
        "@id": _file_id(table, split),
        "name": _file_id(table, split),
        "contentUrl": path,
        "contentSize": f"{(folder / path).stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": manifest.sha256(folder / path),
    }


def _file_id(table: str, split: str) -> str:
    return f"{table}-{split}.parquet"


def _record_set(layout: Layout, table: str, split: str) -> dict[str, Any]:
    name = table if split == "train" else f"{table}_{split}"
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": schemas.describe(layout.schema, table),
        "key": {"@id": f"{name}/{KEYS[table]}"},
        "field": [_field(name, table, split, column) for column in schemas.columns(layout.schema, table)],
    }


def _field(name: str, table: str, split: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": f"{name}/{column.name}",
        "description": column.description,
        "source": {"fileObject": {"@id": _file_id(table, split)}, "extract": {"column": column.name}},
    }
    if column.is_list:
        field |= {"isArray": True, "arrayShape": "-1"}
    if column.fields:
        # Readers fail on a list inside a list of structs; the flat tables have those spans.
        return field | {"subField": [_sub_field(field, f) for f in column.fields if not f.is_list]}
    references = {**REFERENCES, **OWN_REFERENCES.get(table, {})}.get(column.name)
    if references and column.name != KEYS[table]:
        field["references"] = {"field": {"@id": f"{references}/{KEYS[references]}"}}
    return field | {"dataType": DATA_TYPES[column.type]}


def _sub_field(parent: Mapping[str, Any], column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{parent['@id']}/{column.name}",
        "name": f"{parent['name']}/{column.name}",
        "description": column.description,
        "dataType": DATA_TYPES[column.type],
        "source": {**parent["source"], "transform": {"jsonPath": column.name}},
    }
