"""All that the files of a release follow from, and the release that is written from it."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import card, card_yaml, croissant, generated_parts, manifest, parquet, pictures
from blocquotes.dataset.release_info import ReleaseInfo
from blocquotes.layout import Layout

Row = Mapping[str, Any]
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
    rows: Mapping[str, Sequence[Row]]
    card: str
    datasheet: str
    licence: str
    fixed: Mapping[str, str]
    about: ReleaseInfo
    full: Mapping[str, Any] | None = None


def write(folder: Path, content: Content, progress: Progress) -> dict[str, int]:
    """Writes a release into an empty folder, and returns the size in bytes of every file by its path."""
    layout = content.layout
    for table in schemas.TABLES:
        progress(table)
        write_table(layout.schema, folder, table, content.rows[table])
    progress("documents")
    _copy_schemas(layout, folder / "schema")
    rows = {table: manifest.in_file_order(content.rows[table]) for table in schemas.TABLES}
    (folder / PICTURES).mkdir()
    for name, svg in pictures.pictures(rows).items():
        _put(folder, f"{PICTURES}/{name}", svg)
    made = {**generated_parts.of_rows(layout, rows, content.full is None, PICTURES), **content.fixed}
    _put(folder, "LICENSE-DATA", content.licence)
    _put(folder, "DATASHEET.md", generated_parts.fill(content.datasheet, made))
    _put(folder, "README.md", card.card(rows, content.card, made, content.about.version))
    card_yaml.check(folder / "schema", folder, {table: len(rows[table]) for table in schemas.TABLES})
    _put(folder, "croissant.json", croissant.croissant(layout, folder, rows, content.about))
    # The last, because it lists the hashes of all others.
    _put(folder, manifest.NAME, manifest.manifest(layout, folder, rows, content.about, content.full))
    return {name: (folder / name).stat().st_size for name in manifest.file_names(folder)}


def _copy_schemas(layout: Layout, target: Path) -> None:
    """Copies the schemas of what is published, from a checkout or from another release."""
    tables = layout.schema / "tables"
    shutil.copytree(tables if tables.is_dir() else layout.schema, target, copy_function=shutil.copyfile)
    name = f"{card_yaml.SCHEMA}.schema.json"
    shutil.copyfile(layout.schema / name, target / name)


def _put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_bytes(text.encode("utf-8"))


def write_table(schema_folder: Path, folder: Path, table: str, rows: Sequence[Row]) -> None:
    """Validates the rows of a table and writes one Parquet file for each split."""
    parquet.validate(schema_folder, table, rows)
    for split, part in parquet.by_split(rows):
        parquet.write(folder / parquet.file_name(table, split), schemas.columns(schema_folder, table), part)
