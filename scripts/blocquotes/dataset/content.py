"""All that the files of a release follow from beside its rows, and the release that is written from both."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.dataset import (
    card,
    card_yaml,
    croissant,
    generated_parts,
    manifest,
    memory,
    parquet,
    pictures,
    stored,
)
from blocquotes.dataset.parquet import Batch
from blocquotes.dataset.release_info import ReleaseInfo
from blocquotes.dataset.stored import Stored
from blocquotes.layout import MANIFEST, Layout

# Folder of the pictures in a release.
PICTURES = "pictures"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Content:
    """What is written into a release.

    `layout` has the schemas of the tables, in a checkout or a release; `card`, `datasheet` and
    `licence` are the documents, whose generated parts are rewritten from the rows; `fixed` are the generated
    parts that do not follow from the rows. `full` is None where the words of the texts are in the rows, and else
    what the manifest says about the release that has them.
    """

    layout: Layout
    card: str
    datasheet: str
    licence: str
    fixed: Mapping[str, str]
    about: ReleaseInfo
    full: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Release:
    """What was written: the rows of every table, to be read back, and the size in bytes of every file by its path."""

    rows: Mapping[str, Stored]
    sizes: Mapping[str, int]


def write(folder: Path, content: Content, batches: Iterable[Batch], progress: Progress) -> Release:
    """Writes a release into an empty folder; the batches of a table must come split after split."""
    layout = content.layout
    written = parquet.write_all(layout.schema, folder, batches)
    memory.trim()
    progress("documents")
    _copy_schemas(layout, folder / "schema")
    rows = stored.stored(folder, written)
    (folder / PICTURES).mkdir()
    drawn = pictures.drawn(rows)
    for name, svg in pictures.files(drawn).items():
        _put(folder, f"{PICTURES}/{name}", svg)
    made = {**generated_parts.of_rows(layout, rows, content.full is None, drawn, PICTURES), **content.fixed}
    _put(folder, "LICENSE-DATA", content.licence)
    _put(folder, "DATASHEET.md", generated_parts.fill(content.datasheet, made))
    _put(folder, "README.md", card.card(folder, rows, content.card, made, content.about.version))
    card_yaml.check(folder / "schema", folder, {table: len(rows[table]) for table in rows})
    _put(folder, "croissant.json", croissant.croissant(layout, folder, rows, content.about))
    # The last, because it lists the hashes of all others.
    _put(folder, MANIFEST, manifest.manifest(layout, folder, written, content.about, content.full))
    return Release(rows, {name: (folder / name).stat().st_size for name in manifest.file_names(folder)})


def _copy_schemas(layout: Layout, target: Path) -> None:
    """Copies the schemas of what is published, from a checkout or from another release."""
    tables = layout.schema / "tables"
    shutil.copytree(tables if tables.is_dir() else layout.schema, target, copy_function=shutil.copyfile)
    name = f"{card_yaml.SCHEMA}.schema.json"
    shutil.copyfile(layout.schema / name, target / name)


def _put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_bytes(text.encode("utf-8"))
