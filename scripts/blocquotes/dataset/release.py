"""The build as a whole: tables, documents and manifest into a new folder, which then takes the place of `dist/`."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import outputs
from blocquotes.corpus import Corpus
from blocquotes.dataset import (
    generated_parts,
    pass_rows,
    reuse,
    sentence_rows,
    splits,
    table_rows,
    token_rows,
    variants,
    withhold,
)
from blocquotes.dataset.content import Content, Progress, write
from blocquotes.dataset.release_info import ReleaseInfo, release_info

Row = dict[str, Any]


@dataclass(frozen=True)
class Release:
    """What a build made: the rows of every table, the size in bytes of every file by its path, and what to know."""

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    sizes: Mapping[str, int]
    notes: tuple[str, ...]


def build(
    loaded: Corpus, target: Path, progress: Progress, with_text: bool = True, info: ReleaseInfo | None = None
) -> Release:
    """Builds a corpus without errors into `target`, completely or not at all; `progress` is called at each step.

    Without `with_text`, no words of the articles are in it. `info` is what the release says about itself, if the
    checkout's own version, commit and tombstones are not meant.
    """
    with outputs.new_folder(outputs.folder_for(target, "build")) as folder:
        progress("tables")
        made, notes = content(loaded, info or release_info(loaded))
        if not with_text:
            with tempfile.TemporaryDirectory(prefix="blocquotes-") as room:
                write(Path(room), made, progress)
                made = withhold.without_text(made, Path(room))
        return Release(made.rows, write(folder, made, progress), notes)


def content(loaded: Corpus, info: ReleaseInfo) -> tuple[Content, tuple[str, ...]]:
    """What a release of a corpus is written from, and a note of everything that was left out of it."""
    made, notes = rows(loaded)
    root = loaded.layout.root
    return Content(
        layout=loaded.layout,
        rows=made,
        card=(root / "docs" / "card.md").read_text(encoding="utf-8"),
        datasheet=(root / "DATASHEET.md").read_text(encoding="utf-8"),
        licence=(root / "LICENSE-DATA").read_text(encoding="utf-8"),
        fixed={"agreement": generated_parts.agreement(loaded)},
        about=info,
    ), notes


def rows(loaded: Corpus) -> tuple[dict[str, list[Row]], tuple[str, ...]]:
    """The rows of every table of a corpus without errors, and a note of everything that was left out of them."""
    articles = table_rows.article_models(loaded)
    shared = reuse.shared_passages(list(articles.values()))
    split = splits.assign(list(articles.values()), reuse.copies(articles, shared))
    models = table_rows.models(loaded, articles, split)
    flat = table_rows.rows(models)
    made = {
        **flat,
        **pass_rows.tables(loaded, models),
        "variants": variants.rows(flat["quotes"], {a.id: a.text for a in articles.values()}),
        "text_reuse": [reuse.row(passage, split) for passage in shared.passages],
        "sentences": [row for a in articles.values() for row in sentence_rows.rows(a, split[a.id])],
        "tokens": [
            row for values in flat["articles"] for row in token_rows.rows(articles[values["article_id"]], values)
        ],
    }
    notes = [f"text_reuse: not compared, because it occurs in {c.places} places: {c.words}" for c in shared.common]
    return made, tuple(notes)
