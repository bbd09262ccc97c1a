"""Annotates a file of many texts as a folder of tables, using the names of the checkout's entities."""

from pathlib import Path

from blocquotes import corpus, outputs
from blocquotes.bulk import shard
from blocquotes.bulk.shard import Counts
from blocquotes.bulk.texts import Rejected
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.shown import count
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.names.gazetteer import Gazetteer


def names(layout: Layout) -> Gazetteer:
    """The names known beforehand and those of the checkout's entities."""
    return gazetteer.with_registry(gazetteer.load(), map(corpus.entity, corpus.sound(layout, "entity")))


def write(layout: Layout, path: Path, folder: Path, wide: bool) -> Counts:
    """Writes the tables of a file of texts into a folder, completely or not at all; returns how many rows of each.

    Raises:
        Refusal: the file is missing, of another kind, or holds no text that can be read; or `folder` holds other files.
    """
    if not path.is_file():
        raise Refusal("the file of texts must exist", f"no file {path}")
    with outputs.new_folder(outputs.folder_for(folder, "suggest", (path,))) as new:
        counts = shard.write(path, layout.schema, new, names(layout), wide)
        if not counts.texts:
            found = f"none, and {counts.rejected:,} rejected" if counts.rejected else "none"
            listed = [shown(row) for row in counts.shown]
            raise Refusal("a file of texts must hold at least one text", found, place=str(path), listed=listed)
    return counts


def shown(row: Rejected) -> str:
    """A rejected row for a message."""
    rows = f"row {row.row}" if row.rows == 1 else f"rows {row.row} to {row.row + row.rows - 1}"
    return f"{rows}{f' (id {row.id})' if row.id else ''}: {'; '.join(row.reason.splitlines())}"


def summary(counts: Counts) -> str:
    """How many texts, quotes, mentions and rejected rows there are, in one line."""
    parts = [count(counts.texts, "text"), count(counts.quotes, "quote"), count(counts.mentions, "mention")]
    return ", ".join([*parts, *([f"{counts.rejected:,} rejected"] if counts.rejected else [])])
