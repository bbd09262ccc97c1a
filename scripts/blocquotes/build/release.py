"""The build as a whole: tables, documents and manifest into a new folder, which then takes the place of `dist/`."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from blocquotes import files, schemas
from blocquotes.build import card, croissant, manifest, parquet, passes, splits, tables
from blocquotes.corpus import Corpus
from blocquotes.model import Article

Row = dict[str, Any]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Release:
    """What a build made: the rows of every table, and the size in bytes of every file by its path in the release."""

    rows: Mapping[str, Sequence[Row]]
    sizes: Mapping[str, int]


def build(loaded: Corpus, target: Path, progress: Progress) -> Release:
    """Builds a corpus without errors into `target`, whole or not at all; `progress` is told each step."""
    with files.new_folder(target) as folder:
        progress("tables")
        made = rows(loaded)
        for table in schemas.TABLES:
            progress(table)
            write_table(loaded.layout.schema, folder, table, made[table])
        progress("documents")
        write_documents(loaded, folder, made)
        return Release(made, {name: (folder / name).stat().st_size for name in manifest.file_names(folder)})


def rows(loaded: Corpus) -> dict[str, list[Row]]:
    """The rows of every table of a corpus without errors."""
    articles = tables.article_models(loaded)
    split = splits.assign(list(articles.values()), share_text(list(articles.values())))
    models = tables.models(loaded, articles, split)
    return {**tables.rows(models), "passes": passes.rows(loaded, models)}


def write_table(schema_folder: Path, folder: Path, table: str, rows: Sequence[Row]) -> None:
    """Validates the rows of a table and writes one Parquet file for each split."""
    parquet.validate(schema_folder, table, rows)
    for split, part in parquet.by_split(rows):
        parquet.write(folder / parquet.file_name(table, split), schemas.columns(schema_folder, table), part)


def write_documents(loaded: Corpus, folder: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Writes all that stands beside the tables: schemas, licence, datasheet, card, Croissant, manifest."""
    layout = loaded.layout
    shutil.copytree(layout.schema / "tables", folder / "schema", copy_function=shutil.copyfile)
    for name in ("LICENSE-DATA", "DATASHEET.md"):
        shutil.copyfile(layout.root / name, folder / name)
    (folder / "README.md").write_text(card.card(layout, folder, rows), encoding="utf-8")
    (folder / "croissant.json").write_text(croissant.croissant(layout, folder, rows), encoding="utf-8")
    (folder / "manifest.json").write_text(manifest.manifest(layout, folder, rows), encoding="utf-8")


def share_text(articles: Sequence[Article]) -> list[tuple[str, str]]:
    """Pairs of articles of which one repeats a tenth or more of the other's sequences of eight words."""
    sequences = {a.id: _sequences(a.text.lower().split()) for a in articles}
    return [
        (one, other)
        for one, other in combinations(sequences, 2)
        if len(sequences[one] & sequences[other]) * 10 >= max(1, min(len(sequences[one]), len(sequences[other])))
    ]


def _sequences(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
