"""Reads the texts of all inputs one after another: every row is a text or a rejected row, and no id comes twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from blocquotes.bulk.inputs import Input, opened
from blocquotes.bulk.lines import json_rows, table_rows, text_row
from blocquotes.bulk.pages import page_row
from blocquotes.bulk.parquet_texts import parquet_rows
from blocquotes.bulk.seen import Seen
from blocquotes.bulk.texts import Rejected, Row, Wanted
from blocquotes.bulk.unpack import DamagedError
from blocquotes.bulk.web_archives import archive_rows

# Kind of an input → what reads its rows.
READERS: Mapping[str, Callable[[IO[bytes], str, Wanted], Iterator[Row]]] = {
    "jsonl": json_rows,
    "csv": table_rows,
    "tsv": partial(table_rows, delimiter="\t"),
    "parquet": parquet_rows,
    "warc": archive_rows,
    "html": page_row,
    "txt": text_row,
}


@dataclass
class Progress:
    """How many bytes of the inputs were read, and which inputs are damaged; `total` is None if that is not known."""

    read: int = 0
    total: int | None = None
    damaged: list[str] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """The part that was read, from 0 to 1."""
        return min(self.read / self.total, 1.0) if self.total else None


def read(inputs: Sequence[Input], wanted: Wanted, stdin: IO[bytes] | None, progress: Progress) -> Iterator[Row]:
    """Every row of the inputs; a text whose id came before is rejected."""
    sizes = [one.size for one in inputs]
    progress.total = None if None in sizes else sum(size or 0 for size in sizes)
    seen = Seen()
    for row in _rows(inputs, wanted, stdin, progress):
        if not isinstance(row, Rejected) and not seen.add(row.id):
            yield Rejected(row.file, row.row, 1, row.id, "an id must be unique; found it in an earlier row")
        else:
            yield row


def _rows(inputs: Sequence[Input], wanted: Wanted, stdin: IO[bytes] | None, progress: Progress) -> Iterator[Row]:
    before = 0
    for one in inputs:
        with opened(one, stdin) as (file, position):
            for row in _complete(one, file, wanted, progress):
                progress.read = before + position()
                yield row
        before += one.size or 0


def _complete(one: Input, file: IO[bytes], wanted: Wanted, progress: Progress) -> Iterator[Row]:
    """The rows of an input; where it is damaged, what follows is one rejected row."""
    last = 0
    try:
        for row in READERS[one.kind](file, one.name, wanted):
            last = row.row + (row.rows if isinstance(row, Rejected) else 1) - 1
            yield row
    except DamagedError as error:
        progress.damaged.append(one.name)
        yield Rejected(one.name, last + 1, 1, None, f"{error}; the rest of the file was not read")
