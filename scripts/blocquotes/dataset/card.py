"""The dataset card: the YAML that the Hub and `load_dataset` read, and the text that people read."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from blocquotes import schemas
from blocquotes.dataset import manifest, parquet
from blocquotes.dataset.generated_parts import fill
from blocquotes.dataset.release_info import LICENCE
from blocquotes.dataset.stored import Stored, tally

# Our `method` → the Hub's `annotations_creators`.
CREATORS = {"human": "expert-generated", "model": "machine-generated", "rules": "machine-generated"}

# What the corpus is about, in the Hub's spelling of tags.
TAGS = ("quotation-attribution", "quote-extraction", "reported-speech", "entity-linking", "news", "asia-pacific")

# Hexadecimal digits that a card gives of a hash: enough that no two builds share them by chance.
DIGEST_LENGTH = 16

# What stands before and after the YAML block.
FENCE = "---\n"


def card(folder: Path, rows: Mapping[str, Stored], prose: str, parts: Mapping[str, str], version: str) -> str:
    """The card of the release whose data files are in `folder`; X.Y.Z in the prose is replaced by its version."""
    head = yaml.safe_dump(metadata(folder, rows), sort_keys=False, allow_unicode=True, width=1000)
    return f"{FENCE}{head}{FENCE}\n{fill(prose.replace('X.Y.Z', version), parts)}"


def prose(text: str) -> str:
    """The prose of a card, whose generated parts may be filled: what stands after the YAML block."""
    return text.removeprefix(FENCE).partition(f"\n{FENCE}\n")[2]


def metadata(folder: Path, rows: Mapping[str, Stored]) -> dict[str, Any]:
    """The YAML block of the card as a value: what the Hub lists the dataset by, and each table with its files.

    Columns and counts are not in it, because readers find both in the Parquet files.
    """
    articles = rows["articles"]
    return {
        "pretty_name": "BlocQuotes",
        "license": "other",
        "license_name": LICENCE,
        "license_link": "LICENSE-DATA",
        "language": sorted(tally(articles, "language")),
        "annotations_creators": sorted({CREATORS[method] for method in tally(articles, "method")}),
        "task_categories": ["token-classification", "text-classification"],
        "tags": list(TAGS),
        # A config without rows cannot be loaded.
        "configs": [_config(folder, table) for table in schemas.TABLES if rows[table]],
    }


def _config(folder: Path, table: str) -> dict[str, Any]:
    paths = parquet.paths(folder, table)
    data_files = data_files_of([path.relative_to(folder).as_posix() for path in paths], table)
    default = {"default": True} if table == schemas.TABLES[0] else {}
    return {"config_name": table, **default, "description": f"Content {_digest(paths)}", "data_files": data_files}


def _digest(paths: Iterable[Path]) -> str:
    """The beginning of a hash of some files' hashes.

    `load_dataset` recognises what it has read from a folder by the YAML alone. Without a hash in it, a new build would
    give the rows of the old one.
    """
    hashes = "".join(map(manifest.sha256, paths))
    return hashlib.sha256(hashes.encode("ascii")).hexdigest()[:DIGEST_LENGTH]


def data_files_of(names: Collection[str], table: str) -> list[dict[str, Any]]:
    """Each split of a table with its file, or the list of its files, given the paths of a release."""
    found = parquet.file_names(names, table)
    return [{"split": split, "path": files[0] if len(files) == 1 else files} for split, files in found.items()]
