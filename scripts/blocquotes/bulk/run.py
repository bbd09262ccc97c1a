"""Tables of suggestions: a file of many texts as quotes and mentions, known by the corpus' entities."""

from pathlib import Path

from blocquotes import corpus, outputs
from blocquotes.bulk import shard, texts
from blocquotes.layout import Layout
from blocquotes.shown import harmless
from blocquotes.suggest.names import gazetteer
from blocquotes.suggest.names.gazetteer import Gazetteer


class TablesError(Exception):
    """A file of texts that no tables can be made of; says what must hold, what was found, and where."""


def names(layout: Layout) -> Gazetteer:
    """The names known beforehand and those of the checkout's entities."""
    return gazetteer.with_registry(gazetteer.load(), map(corpus.entity, corpus.sound(layout, "entity")))


def write(layout: Layout, path: Path, folder: Path, wide: bool) -> dict[str, int]:
    """Writes the tables of a file of texts into a folder, whole or not at all; returns how many rows of each.

    Raises:
        TablesError: the file is missing, holds no text, or is not what it must be.
    """
    if not path.is_file():
        raise TablesError(f"the file of texts must exist; found no {harmless(str(path))}")
    try:
        with outputs.new_folder(outputs.folder_for(folder, "suggest", (path,))) as new:
            counts = shard.write(path, layout.schema, new, names(layout), wide)
            if not counts["texts"]:
                raise TablesError(f"there must be at least one text; found none in {harmless(str(path))}")
    except texts.BadTextsError as error:
        raise TablesError(harmless(str(error))) from None
    return counts
