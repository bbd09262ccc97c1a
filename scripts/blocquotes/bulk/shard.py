"""One file of texts to Parquet tables of quotes and mentions, in bounded memory."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.bulk import rows, texts
from blocquotes.suggest.names.gazetteer import Gazetteer


def write(path: Path, schema_folder: Path, folder: Path, words: Gazetteer, wide: bool) -> dict[str, int]:
    """Writes `quotes.parquet` and `mentions.parquet` into a folder; returns how many rows of each, and of texts.

    `wide` adds quotes of wishing, siding and planning.
    """
    import pyarrow.parquet as pq

    arrow = {table: schemas.arrow_schema(rows.columns(schema_folder, table)) for table in rows.LEFT_OUT}
    counts = dict.fromkeys(("texts", *arrow), 0)
    writers = {t: pq.ParquetWriter(folder / f"{t}.parquet", schema, compression="zstd") for t, schema in arrow.items()}
    try:
        read = texts.read(path)
        with uncollected():
            while batch := list(islice(read, texts.BATCH)):
                counts["texts"] += len(batch)
                made: Mapping[str, Any] = rows.suggested(batch, words, wide)
                for table, found in made.items():
                    counts[table] += len(found)
                    if found:
                        writers[table].write_table(rows.to_arrow(arrow[table], found))
    finally:
        for writer in writers.values():
            writer.close()
    return counts


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
