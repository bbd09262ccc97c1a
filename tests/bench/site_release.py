"""Makes a release of any size for the explorer: `python tests/bench/site_release.py DIST TARGET [ROUNDS]`.

A round is a copy of the rows of a real release under ids, names and years of its own, with its long words replaced by
made-up ones (`corpora.replacements`). 2,000 rounds of the five articles are 10,000 articles and 208,000 quotes. The
files have the schemas, row groups and settings of a release, in three splits; the manifest has only what the explorer
reads.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import corpora
from blocquotes import schemas
from blocquotes.dataset import parquet
from blocquotes.files import below

TABLES = ("articles", "quotes", "speakers", "outlets", "entities", "utterances")

# Tables whose rows are the same in this many rounds, so that speakers and outlets have many quotes.
SHARED = {"speakers": 40, "outlets": 40, "entities": 40}

# The part of the rounds in which each split ends.
SPLITS = {"train": 0.8, "validation": 0.9, "test": 1.0}

YEARS = 25

Row = dict[str, Any]


def write(dist: Path, target: Path, rounds: int = 2_000) -> None:
    """Writes the release into a new folder."""
    real = {table: _rows(dist, table) for table in TABLES}
    words = sorted({word for row in real["articles"] for word in corpora.REPLACEABLE.findall(row["text"])})
    batches = (_round(real, words, number, rounds) for number in range(rounds))
    written = parquet.write_all(schemas.own_folder(), target, chain.from_iterable(batches))
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
            yield parquet.Batch(table, split if "split" in rows[0] else "train", parquet.to_arrow(columns, rows), b"")


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
    if key.startswith(("article", "quote", "within", "antecedent", "mention_id", "utterance")):
        article, mark, rest = value.partition("@" if key == "mention_id" else "#")
        return f"{article}-{number:05}{mark}{rest}"
    return f"{value}-{number % SHARED['speakers']:02}"


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
