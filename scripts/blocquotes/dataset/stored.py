"""The rows of a written release, read back column by column for its documents, a batch in memory at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import schemas
from blocquotes.dataset import parquet
from blocquotes.dataset.parquet import Written

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Stored:
    """The rows of a table in its Parquet files, and how many each split has; iterated over, they are read again."""

    paths: tuple[Path, ...]
    counts: Mapping[str, int]

    def __len__(self) -> int:
        """How many rows there are in all splits."""
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[Row]:
        """The rows with all columns, in the order of the files."""
        return parquet.read_rows(self.paths)

    def has_values(self, split: str, column: str) -> bool:
        """Whether a column, which is no list, has a value in any row of a split."""
        of_split = [path for path in self.paths if path.name.startswith(f"{split}-")]
        return any(batch.num_rows > batch[0].null_count for batch in parquet.read_batches(of_split, (column,)))

    def tally(self, column: str) -> Counter[Any]:
        """How often each value of a column, which is neither list nor date, occurs."""
        found = Counter[Any]()
        for batch in parquet.read_batches(self.paths, (column,)):
            found.update({one["values"]: one["counts"] for one in batch[0].value_counts().to_pylist()})
        return found


# Rows in memory, or in the files of a release.
Rows = Sequence[Row] | Stored
Tables = Mapping[str, Rows]


def stored(folder: Path, written: Mapping[str, Written]) -> dict[str, Stored]:
    """The tables of a release in `folder`, of which this was written."""
    return {table: Stored(tuple(parquet.paths(folder, table)), written[table].counts) for table in schemas.TABLES}


def only(rows: Rows, *columns: str) -> Iterable[Row]:
    """The rows, of which nothing but these columns is needed."""
    return parquet.read_rows(rows.paths, columns) if isinstance(rows, Stored) else rows


def where(rows: Rows, column: str, is_wanted: Callable[[Any], bool], *columns: str) -> Iterator[Row]:
    """The rows with a wanted value in one of some columns, of which nothing but these is needed."""
    if not isinstance(rows, Stored):
        yield from (row for row in rows if is_wanted(row[column]))
        return
    for batch in parquet.read_batches(rows.paths, columns):
        values = batch.column(column).to_pylist()
        if kept := [n for n, value in enumerate(values) if is_wanted(value)]:
            yield from parquet.plain(batch.take(kept))


def tally(rows: Rows, column: str) -> Counter[Any]:
    """How often each value of a column, which is neither list nor date, occurs."""
    return rows.tally(column) if isinstance(rows, Stored) else Counter(row[column] for row in rows)


def split_counts(rows: Rows) -> Mapping[str, int]:
    """How many rows each split has; an empty one is left out."""
    if isinstance(rows, Stored):
        return rows.counts
    return {split: len(part) for split, part in parquet.by_split(rows)}
