"""Makes a release of any size for the explorer: `python tests/bench/site_release.py DIST TARGET [ROUNDS]`.

A round is a copy of the rows of a real release under ids, names and years of its own, with its long words replaced by
made-up ones (`corpora.replacements`). All rounds are written `COPIES` times, under ids of their own; 200 rounds of the
five articles are 10,000 articles and 208,000 quotes. The files have the schemas, row groups and settings of a release,
in three splits; the manifest has only what the explorer reads.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import corpora
from blocquotes import schemas
from blocquotes.dataset import parquet
from blocquotes.files import below

TABLES = ("articles", "quotes", "speakers", "outlets", "entities", "utterances")

# Tables whose rows are the same in this many rounds, so that speakers and outlets have many quotes.
SHARED = {"speakers": 40, "outlets": 40, "entities": 40}

COPIES = 10

# The part of the rounds in which each split ends.
SPLITS = {"train": 0.8, "validation": 0.9, "test": 1.0}

YEARS = 25

# How the names of columns begin whose ids are in one round only.
OF_ONE_ROUND = ("article", "quote", "within", "antecedent", "mention_id", "utterance")

Row = dict[str, Any]


def write(dist: Path, target: Path, rounds: int = 200) -> None:
    """Writes the release into a new folder."""
    real = {table: _rows(dist, table) for table in TABLES}
    words = sorted({word for row in real["articles"] for word in corpora.REPLACEABLE.findall(row["text"])})
    made = [batch for number in range(rounds) for batch in _round(real, words, number, rounds)]
    written = parquet.write_all(schemas.own_folder(), target, _copies(made))
    for name in ("README.md", "croissant.json", "LICENSE-DATA"):
        shutil.copyfile(dist / name, target / name)
    manifest = json.loads((dist / "manifest.json").read_bytes())
    manifest["counts"] = {table: dict(written[table].counts) for table in TABLES}
    paths = [path for path in below(target) if path.name != "manifest.json"]
    manifest["files"] = {p.relative_to(target).as_posix(): {"bytes": p.stat().st_size, "sha256": ""} for p in paths}
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _rows(dist: Path, table: str) -> list[Row]:
    return [row for path in sorted((dist / "data" / table).iterdir()) for row in pq.read_table(path).to_pylist()]


def _round(real: Mapping[str, list[Row]], words: list[str], number: int, rounds: int) -> Iterator[parquet.Batch]:
    """The rows of all tables in a round, without those that an earlier round has."""
    made = corpora.replacements(words, number)
    split = next(name for name, end in SPLITS.items() if number < end * rounds or name == "test")
    for table in TABLES:
        if number < SHARED.get(table, rounds):
            rows = [_copy(made, number, split, row) for row in real[table]]
            columns = schemas.columns(schemas.own_folder(), table)
            split_of = split if "split" in rows[0] else "train"
            yield parquet.Batch(table, split_of, parquet.to_arrow(columns, rows), b"")


def _copies(made: Sequence[parquet.Batch]) -> Iterator[parquet.Batch]:
    """The rounds again and again, so that the copies of a row are in different row groups."""
    for split, copy in product(SPLITS, range(COPIES)):
        for batch in made:
            if batch.split == split and (copy == 0 or batch.table not in SHARED):
                yield replace(batch, columns=_renamed_table(batch.columns, copy))


def _renamed_table(table: pa.Table, copy: int) -> pa.Table:
    arrays = {name: _renamed(table[name].combine_chunks(), name, copy) for name in table.column_names}
    return pa.table(arrays).cast(table.schema)


def _renamed(values: Any, name: str, copy: int) -> Any:
    """An Arrow array in which the ids of articles, quotes and utterances are those of a copy."""
    if pa.types.is_list(values.type):
        return pa.ListArray.from_arrays(values.offsets, _renamed(values.values, name, copy))
    if pa.types.is_struct(values.type):
        names = [field.name for field in values.type]
        return pa.StructArray.from_arrays([_renamed(values.field(part), part, copy) for part in names], names)
    if name.startswith(OF_ONE_ROUND) and name.rstrip("s").endswith("_id"):
        return pc.replace_substring_regex(values, "^([^#@]*)", f"\\1-{copy}")
    return values


def _copy(made: Mapping[str, str], number: int, split: str, value: Any, key: str = "") -> Any:
    """A value of a row in a round."""
    again = partial(_copy, made, number, split)
    if isinstance(value, dict):
        return {name: again(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [again(part, key) for part in value]
    if key == "split":
        return split
    if key.endswith("_year") and value:
        return value - number % YEARS
    if hasattr(value, "isoformat"):
        return f"{value.year - number % YEARS}-{value.month:02}-{min(value.day, 28):02}"
    if not isinstance(value, str):
        return value
    if key.rstrip("s").endswith("_id"):
        return _id(value, key, number)
    if key in ("speaker_names", "outlet_name", "name"):
        return f"{value} {number % SHARED['speakers']}"
    return corpora.REPLACEABLE.sub(lambda match: made.get(match[0], match[0]), value)


def _id(value: str, key: str, number: int) -> str:
    """An id in a round; those of articles, quotes and utterances are in one round only."""
    if key.startswith(OF_ONE_ROUND):
        article, mark, rest = value.partition("@" if key == "mention_id" else "#")
        return f"{article}-{number:05}{mark}{rest}"
    return f"{value}-{number % SHARED['speakers']:02}"


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
