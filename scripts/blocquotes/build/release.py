"""The build as a whole: tables, documents and manifest into a new folder, which then takes the place of `dist/`."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import files, schemas
from blocquotes.build import card, croissant, manifest, parquet, parts, passes, pictures, reuse, splits, tables
from blocquotes.corpus import Corpus

Row = dict[str, Any]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Release:
    """What a build made: the rows of every table, the size in bytes of every file by its path, and what to know."""

    rows: Mapping[str, Sequence[Row]]
    sizes: Mapping[str, int]
    notes: tuple[str, ...]


def build(loaded: Corpus, target: Path, progress: Progress) -> Release:
    """Builds a corpus without errors into `target`, whole or not at all; `progress` is told each step."""
    with files.new_folder(target) as folder:
        progress("tables")
        made, notes = rows(loaded)
        for table in schemas.TABLES:
            progress(table)
            write_table(loaded.layout.schema, folder, table, made[table])
        progress("documents")
        write_documents(loaded, folder, made)
        return Release(made, {name: (folder / name).stat().st_size for name in manifest.file_names(folder)}, notes)


def rows(loaded: Corpus) -> tuple[dict[str, list[Row]], tuple[str, ...]]:
    """The rows of every table of a corpus without errors, and a note of everything that was left out of them."""
    articles = tables.article_models(loaded)
    shared = reuse.shared_passages(list(articles.values()))
    split = splits.assign(list(articles.values()), reuse.copies(articles, shared))
    models = tables.models(loaded, articles, split)
    made = {
        **tables.rows(models),
        "passes": passes.rows(loaded, models),
        "text_reuse": [reuse.row(passage, split) for passage in shared.passages],
    }
    notes = [f"text_reuse: not compared, since it stands in {c.places} places: {c.words}" for c in shared.common]
    return made, tuple(notes)


def write_table(schema_folder: Path, folder: Path, table: str, rows: Sequence[Row]) -> None:
    """Validates the rows of a table and writes one Parquet file for each split."""
    parquet.validate(schema_folder, table, rows)
    for split, part in parquet.by_split(rows):
        parquet.write(folder / parquet.file_name(table, split), schemas.columns(schema_folder, table), part)


def write_documents(loaded: Corpus, folder: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Writes all that stands beside the tables: schemas, licence, datasheet, card, Croissant, manifest."""
    layout = loaded.layout
    (folder / "pictures").mkdir()
    for name, svg in pictures.pictures(rows).items():
        (folder / "pictures" / name).write_text(svg, encoding="utf-8")
    shutil.copytree(layout.schema / "tables", folder / "schema", copy_function=shutil.copyfile)
    shutil.copyfile(layout.root / "LICENSE-DATA", folder / "LICENSE-DATA")
    datasheet = parts.fill(
        (layout.root / "DATASHEET.md").read_text(encoding="utf-8"), parts.parts(loaded, rows, "pictures")
    )
    (folder / "DATASHEET.md").write_text(datasheet, encoding="utf-8")
    (folder / "README.md").write_text(card.card(loaded, folder, rows), encoding="utf-8")
    (folder / "croissant.json").write_text(croissant.croissant(layout, folder, rows), encoding="utf-8")
    (folder / "manifest.json").write_text(manifest.manifest(layout, folder, rows), encoding="utf-8")
