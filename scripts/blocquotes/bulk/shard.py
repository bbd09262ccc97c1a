"""One file of texts to Parquet tables of quotes and mentions, in bounded memory."""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from blocquotes import schemas
from blocquotes.bulk import rows
from blocquotes.bulk.rows import Rows
from blocquotes.bulk.texts import Rejected, Text, read
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.pipeline import Settings, SuggestError, guarded

if TYPE_CHECKING:
    import pyarrow.parquet as pq

BATCH = 500
# Texts, and characters of texts, whose rows are held at once.
BATCH_CHARACTERS = 8 * 2**20

# The file of rejected rows; not Parquet, so that reading all Parquet files of the folder does not include it.
REJECTED = "rejected.jsonl"

# Rejected rows that a message shows.
MOST_SHOWN = 5


@dataclass
class Counts:
    """How many rows were read and written; `shown` are the first rejected ones."""

    read: int = 0
    texts: int = 0
    quotes: int = 0
    mentions: int = 0
    rejected: int = 0
    shown: list[Rejected] = field(default_factory=list)


def write(path: Path, schema_folder: Path, folder: Path, words: Gazetteer, wide: bool) -> Counts:
    """Writes `quotes.parquet`, `mentions.parquet` and `rejected.jsonl` into a folder; returns how many rows of each.

    `wide` adds quotes of wishing, planning and taking sides. Every row of the file is a text in the tables or a
    rejected row.

    Raises:
        Refusal: the file is of another kind, or has no columns `id` and `text`.
    """
    counts = Counts()
    with ExitStack() as stack:
        tables = {table: stack.enter_context(_writer(schema_folder, folder, table)) for table in rows.EXTRA}
        rejected = stack.enter_context((folder / REJECTED).open("w", encoding="utf-8", newline="\n"))
        stack.enter_context(uncollected())
        for found in _batches(read(path), counts, rejected, words, Settings(wide=wide)):
            _write_rows(tables, found, counts)
    assert counts.read == counts.texts + counts.rejected, counts
    return counts


@contextmanager
def _writer(schema_folder: Path, folder: Path, table: str) -> "Iterator[pq.ParquetWriter]":
    import pyarrow.parquet as pq

    schema = schemas.arrow_schema(rows.columns(schema_folder, table))
    with pq.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd") as writer:
        yield writer


def _batches(
    source: Iterator[Text | Rejected], counts: Counts, rejected: TextIO, words: Gazetteer, settings: Settings
) -> Iterator[Rows]:
    """The rows of the tables, some texts at a time; rejected rows are written on the way."""
    found: Rows = {"quotes": [], "mentions": []}
    texts = characters = 0
    for row in source:
        counts.read += row.rows if isinstance(row, Rejected) else 1
        failed = row if isinstance(row, Rejected) else _suggest(found, row, words, settings)
        if failed:
            _reject(failed, counts, rejected)
        if isinstance(row, Text):
            texts, characters = texts + 1, characters + len(row.text)
            counts.texts += 0 if failed else 1
        if texts >= BATCH or characters >= BATCH_CHARACTERS:
            yield found
            found = {"quotes": [], "mentions": []}
            texts = characters = 0
    yield found


def _suggest(found: Rows, text: Text, words: Gazetteer, settings: Settings) -> Rejected | None:
    """Adds the rows of a text; the rejected row where the suggester fails."""
    try:
        with guarded():
            rows.add(found, text.id, text.text, words, settings)
    except SuggestError as error:
        return Rejected(text.row, 1, text.id, str(error))
    return None


def _reject(row: Rejected, counts: Counts, file: TextIO) -> None:
    counts.rejected += row.rows
    if len(counts.shown) < MOST_SHOWN:
        counts.shown.append(row)
    file.write(json.dumps(row._asdict()) + "\n")


def _write_rows(tables: "Mapping[str, pq.ParquetWriter]", found: Rows, counts: Counts) -> None:
    made: Mapping[str, Any] = found
    for table, writer in tables.items():
        if made[table]:
            writer.write_table(rows.to_arrow(writer.schema, made[table]))
    counts.quotes += len(found["quotes"])
    counts.mentions += len(found["mentions"])


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the collector of cycles: suggestions make none, and looking for them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
