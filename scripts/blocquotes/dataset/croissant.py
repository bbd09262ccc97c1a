"""The Croissant description of a release (Croissant 1.1 with RAI 1.0), derived from its tables and documents."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blocquotes import fields, schemas
from blocquotes.dataset import card, manifest, parquet, rai
from blocquotes.dataset.release_info import ReleaseInfo
from blocquotes.dataset.stored import Stored, tally
from blocquotes.layout import Layout
from blocquotes.schemas import Column

# Arrow type → Croissant data type.
DATA_TYPES = {
    "string": "sc:Text",
    "int32": "sc:Integer",
    "float64": "sc:Float",
    "bool_": "sc:Boolean",
    "date32": "sc:Date",
}

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "annotation": "cr:annotation",
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


CONFORMS_TO = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]

# What Croissant 1.1 calls the number of records of a record set.
CARDINALITY = "http://www.wikidata.org/entity/Q4049983"

CONTRIBUTORS = {"@type": "sc:Organization", "name": "The BlocQuotes contributors"}

# The document that says that the texts are not licensed, first, and the licence of the annotations.
LICENCES = [
    {
        "@type": "sc:CreativeWork",
        "name": "LICENSE-DATA",
        "description": "The texts belong to their publishers, and no licence to them is granted. The annotations are "
        "licensed under CC BY 4.0.",
        "url": "LICENSE-DATA",
    },
    "https://creativecommons.org/licenses/by/4.0/",
]


def croissant(layout: Layout, folder: Path, rows: Mapping[str, Stored], info: ReleaseInfo) -> str:
    """The description as JSON-LD text, for the data files, the card and the datasheet in `folder`."""
    readme, datasheet = ((folder / name).read_text(encoding="utf-8") for name in ("README.md", "DATASHEET.md"))
    files = _files(folder, rows)
    content = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": "blocquotes",
        "description": "A corpus of attributed speech in news about military blocs in the Asia-Pacific. What the "
        "properties of responsible AI say is taken from DATASHEET.md, which says more.",
        "conformsTo": CONFORMS_TO,
        "version": info.version,
        **({"datePublished": info.date} if info.date else {}),
        "creator": CONTRIBUTORS,
        "publisher": CONTRIBUTORS,
        "license": LICENCES,
        "citeAs": _citation(readme),
        "keywords": [tag.replace("-", " ") for tag in card.TAGS],
        "inLanguage": sorted(tally(rows["articles"], "language")),
        "isLiveDataset": False,
        **rai.properties(datasheet),
        "distribution": [_file(folder, table, split, paths) for (table, split), paths in files.items()],
        "recordSet": [_record_set(layout, files, rows, table, split) for table, split in files],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _citation(readme: str) -> str:
    """The BibTeX entry of the card; empty where it has none."""
    found = re.search(r"^```bibtex\n(.*?)\n```$", readme, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


# Table and split → the paths of the files with its rows.
Files = Mapping[tuple[str, str], Sequence[str]]


def _files(folder: Path, rows: Mapping[str, Stored]) -> Files:
    there = manifest.file_names(folder)
    return {(table, split): paths for table in rows for split, paths in parquet.file_names(there, table).items()}


def _file(folder: Path, table: str, split: str, paths: Sequence[str]) -> dict[str, Any]:
    """The file of a split; several are a set, and have their checksums in the manifest."""
    if len(paths) > 1:
        return {
            "@type": "cr:FileSet",
            "@id": _file_id(table, split),
            "name": _file_id(table, split),
            "encodingFormat": "application/x-parquet",
            "includes": f"data/{table}/{split}-*-of-{len(paths):05}.parquet",
        }
    (path,) = paths
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


def _source(files: Files, table: str, split: str) -> dict[str, Any]:
    """Where the rows of a split are."""
    return {"fileSet" if len(files[table, split]) > 1 else "fileObject": {"@id": _file_id(table, split)}}


def _record_set(layout: Layout, files: Files, rows: Mapping[str, Stored], table: str, split: str) -> dict[str, Any]:
    name = table if split == "train" else f"{table}_{split}"
    columns = schemas.columns(layout.schema, table)
    referring = _referring(files, rows[table], table, split, columns)
    source = _source(files, table, split)
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": schemas.describe(layout.schema, table),
        "key": {"@id": f"{name}/{fields.TABLES[table].key}"},
        "annotation": {
            "@type": "cr:Field",
            "@id": f"{name}/count",
            "name": f"{name}/count",
            "description": "How many records there are.",
            "dataType": CARDINALITY,
            "value": rows[table].counts[split],
        },
        "field": [_field(name, source, column, referring.get(column.name)) for column in columns],
    }


def _referring(
    files: Files, rows: Stored, table: str, split: str, columns: Sequence[Column]
) -> dict[str, dict[str, Any]]:
    """Column → what it refers to, for every column that may be declared to refer to something.

    mlcroissant 1.1 joins a record set along its first reference, and cannot do so along a list or a column of nulls:
    these are declared behind another reference alone. Where the target is named as a field, it fails, or gives other
    records, if that field is of the same records or of ones that refer to others in turn; so a file's column is named.
    """
    found: dict[str, dict[str, Any]] = {}
    for column in columns:
        target = fields.references(table).get(column.name)
        if target is None:
            continue
        joins = not column.is_list and rows.has_values(split, column.name)
        home = split if (target, split) in files else "train"
        if (found or joins) and (target, home) in files:
            found[column.name] = {**_source(files, target, home), "extract": {"column": fields.TABLES[target].key}}
    return found


def _field(name: str, source: Mapping[str, Any], column: Column, reference: Mapping[str, Any] | None) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": f"{name}/{column.name}",
        "description": column.description,
        "source": {**source, "extract": {"column": column.name}},
    }
    if column.is_list:
        field |= {"isArray": True, "arrayShape": "-1"}
    if column.fields:
        # Readers fail on a list inside a list of structs; the flat tables have those spans.
        return field | {"subField": [_sub_field(field, f) for f in column.fields if not f.is_list]}
    return field | ({"references": reference} if reference else {}) | {"dataType": DATA_TYPES[column.type]}


def _sub_field(parent: Mapping[str, Any], column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{parent['@id']}/{column.name}",
        "name": f"{parent['name']}/{column.name}",
        "description": column.description,
        "dataType": DATA_TYPES[column.type],
        "source": {**parent["source"], "transform": {"jsonPath": column.name}},
    }
