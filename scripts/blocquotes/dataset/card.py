"""The dataset card: the YAML that the Hub and `load_dataset` read, and the text that people read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from blocquotes import schemas
from blocquotes.dataset import parquet
from blocquotes.dataset.generated_parts import fill
from blocquotes.dataset.release_info import LICENCE
from blocquotes.layout import Layout
from blocquotes.schemas import Column

Row = Mapping[str, Any]

# Rows of the default config below which it is of a size category of the Hub.
SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)

# Our `method` → the Hub's `annotations_creators`.
CREATORS = {"human": "expert-generated", "model": "machine-generated", "rules": "machine-generated"}

# What the corpus is about, in the Hub's spelling of tags.
TAGS = ("quotation-attribution", "quote-extraction", "reported-speech", "entity-linking", "news", "asia-pacific")

# What stands before and after the YAML block.
FENCE = "---\n"


def card(
    layout: Layout,
    folder: Path,
    rows: Mapping[str, Sequence[Row]],
    prose: str,
    parts: Mapping[str, str],
    version: str,
) -> str:
    """The card of a release whose data files stand in `folder`; in the prose, X.Y.Z stands for its version."""
    head = yaml.safe_dump(metadata(layout, folder, rows), sort_keys=False, allow_unicode=True, width=1000)
    return f"{FENCE}{head}{FENCE}\n{fill(prose.replace('X.Y.Z', version), parts)}"


def prose(text: str) -> str:
    """The prose of a card, whose generated parts may be filled: what stands after the YAML block."""
    return text.removeprefix(FENCE).partition(f"\n{FENCE}\n")[2]


def metadata(layout: Layout, folder: Path, rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The YAML block of the card as a value."""
    articles = rows["articles"]
    # A config without rows cannot be loaded.
    tables = [table for table in schemas.TABLES if rows[table]]
    return {
        "pretty_name": "BlocQuotes",
        "license": "other",
        "license_name": LICENCE,
        "license_link": "LICENSE-DATA",
        "language": sorted({row["language"] for row in articles}),
        "multilinguality": ["monolingual" if len({row["language"] for row in articles}) == 1 else "multilingual"],
        "annotations_creators": sorted({CREATORS[row["method"]] for row in articles}),
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "size_categories": [next((name for below, name in SIZES if len(articles) < below), "10M<n<100M")],
        "task_categories": ["token-classification", "text-classification"],
        "task_ids": ["named-entity-recognition", "coreference-resolution"],
        "tags": list(TAGS),
        "configs": [_config(table, rows[table]) for table in tables],
        "dataset_info": [_info(layout, folder, table, rows[table]) for table in tables],
    }


def _config(table: str, rows: Sequence[Row]) -> dict[str, Any]:
    data_files = [{"split": split, "path": parquet.file_name(table, split)} for split, _ in parquet.by_split(rows)]
    default = {"default": True} if table == schemas.TABLES[0] else {}
    return {"config_name": table, **default, "data_files": data_files}


def _info(layout: Layout, folder: Path, table: str, rows: Sequence[Row]) -> dict[str, Any]:
    columns = schemas.columns(layout.schema, table)
    splits = [
        {"name": split, "num_bytes": parquet.to_arrow(columns, part).nbytes, "num_examples": len(part)}
        for split, part in parquet.by_split(rows)
    ]
    files = [folder / parquet.file_name(table, split["name"]) for split in splits]
    return {
        "config_name": table,
        "features": [_feature(column) for column in columns],
        "splits": splits,
        "download_size": sum(path.stat().st_size for path in files),
        "dataset_size": sum(split["num_bytes"] for split in splits),
    }


def _feature(column: Column) -> dict[str, Any]:
    kind = column.type.rstrip("_")
    if column.is_list:
        return {"name": column.name, "list": [_feature(f) for f in column.fields] if column.fields else kind}
    return {"name": column.name, "dtype": kind}
