"""Texts in bulk: id and text of every row of a JSON Lines or Parquet file."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

BATCH = 500
"""Texts that are held at once."""


class BadTextsError(Exception):
    """The file of texts is not what it must be; the message names the place."""


def read(path: Path) -> Iterator[tuple[str, str]]:
    """Id and text of every row of a `.jsonl` or `.parquet` file with the columns `id` and `text`.

    Raises:
        BadTextsError: a row is no such object, a column is missing, or an id comes again.
    """
    seen: set[bytes] = set()
    rows = _read_parquet(path) if path.suffix == ".parquet" else _read_lines(path)
    for number, (id_, text) in enumerate(rows, start=1):
        # Eight bytes stand for an id of any length; two of ten million are alike by chance in one of 300,000 files.
        mark = blake2b(id_.encode("utf-8"), digest_size=8).digest()
        if mark in seen:
            raise BadTextsError(f"{path}:{number}: every text must have an id of its own; {id_!r} came before")
        seen.add(mark)
        yield id_, text


def _read_lines(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line.decode("utf-8"))
                id_, text = row["id"], row["text"]
            except (ValueError, RecursionError) as error:
                raise BadTextsError(f"{path}:{number}: a line must be an object with id and text; {error}") from None
            except (KeyError, TypeError):
                found = ", ".join(row) if isinstance(row, dict) else type(row).__name__
                raise BadTextsError(
                    f"{path}:{number}: a line must be an object with id and text; found {found or 'no field'}"
                ) from None
            if not (_is_text(id_) and _is_text(text)):
                raise BadTextsError(f"{path}:{number}: id and text must be strings that UTF-8 can hold")
            yield id_, text


def _is_text(value: Any) -> bool:
    """Whether a value is a string without a lone half of a character, which JSON can write and Parquet cannot."""
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _read_parquet(path: Path) -> Iterator[tuple[str, str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise BadTextsError(f"{path} must be a Parquet file; {error}") from None
    with file:
        if missing := {"id", "text"} - set(file.schema_arrow.names):
            raise BadTextsError(f"{path}: the columns id and text must be there; missing: {', '.join(sorted(missing))}")
        for batch in file.iter_batches(BATCH, columns=["id", "text"]):
            rows = batch.to_pydict()
            yield from zip(map(str, rows["id"]), (text or "" for text in rows["text"]), strict=True)
