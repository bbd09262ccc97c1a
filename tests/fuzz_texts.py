"""Tampered files of many texts, from a seed: Parquet and JSON Lines with bytes changed, and with odd values.

    python tests/fuzz_texts.py COUNT FOLDER [FIRST]

writes the files number FIRST to FIRST + COUNT, runs the command on each in a separate process, and reports every
run that ends with a traceback, an unknown exit code, after 5 s or with more than 1 GB.
"""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from blocquotes import cli
from blocquotes.suggest.names import gazetteer
from watched import Report, watched

WORDS = ["Anna Berg said no.", "“It is late,” Jo Lee said.", "", "“", "x" * 3000, "Lee warned that it was late. " * 20]
VALUES: list[Any] = [None, "", "a", 1, -5, 2**70, 1.5, True, [], {}, ["x"], {"a": "b"}, "\0", "\ud800", "y" * 2000]
COMPRESSIONS = ["none", "snappy", "zstd", "gzip", "lz4", "brotli"]


def tampered(number: int) -> tuple[str, bytes]:
    """The name and the bytes of a tampered file."""
    rng = Random(number)
    if rng.random() < 0.3:
        return "texts.jsonl", _bytes_changed(rng, _lines(rng), rng.choice([0, 0, 1, 5, 40]))
    return "texts.parquet", _bytes_changed(rng, _table(rng), rng.choice([0, 1, 1, 2, 5, 40]))


def _lines(rng: Random) -> bytes:
    lines = []
    for n in range(rng.randrange(12)):
        row: Any = {"id": rng.choice([str(n), str(n), rng.choice(VALUES)]), "text": rng.choice(WORDS)}
        if rng.random() < 0.2:
            row["text"] = rng.choice(VALUES)
        lines.append(json.dumps(rng.choice([row, row, row, row, rng.choice(VALUES)]), ensure_ascii=rng.random() < 0.9))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _table(rng: Random) -> bytes:
    count = rng.randrange(40)
    ids = rng.choice([pa.array(map(str, range(count)), pa.string()), pa.array(range(count), pa.int64())])
    texts = pa.array([rng.choice([*WORDS, None]) for _ in range(count)], rng.choice([pa.string(), pa.large_string()]))
    if rng.random() < 0.2:
        texts = rng.choice(
            [texts.dictionary_encode(), texts.cast(pa.binary()), pa.StructArray.from_arrays([texts], ["x"])]
        )
    file = io.BytesIO()
    options: dict[str, Any] = {"compression": rng.choice(COMPRESSIONS), "row_group_size": rng.choice([5, 100])}
    options |= {"use_dictionary": rng.random() < 0.5, "data_page_version": rng.choice(["1.0", "2.0"])}
    pq.write_table(pa.table({"id": ids, "text": texts}), file, **options)
    return file.getvalue()


def _bytes_changed(rng: Random, data: bytes, changes: int) -> bytes:
    """The bytes with some of them changed, more often near the end, where a Parquet file describes itself."""
    changed = bytearray(data)
    for _ in range(changes if data else 0):
        size = len(changed)
        at = rng.randrange(size) if rng.random() < 0.5 else max(size - 1 - rng.randrange(min(size, 1500)), 0)
        changed[at] = rng.randrange(256)
    return bytes(changed[: rng.randrange(len(changed) + 1)] if changes and rng.random() < 0.05 else changed)


def suggested(path: Path, out: Path) -> str:
    """Runs the command on a file; returns its exit code."""
    try:
        cli.main(["suggest", str(path), "--output", str(out), "--processes", "1"])
    except SystemExit as ended:
        assert ended.code in (None, 0, 1, 2), ended.code
        return f"exit code {ended.code or 0}"
    raise AssertionError("the command must exit")


def fuzz(numbers: Iterable[int], folder: Path) -> Report:
    """Tries the tampered files of some numbers; each child has the names that the parent has loaded."""
    gazetteer.load()
    report = Report()
    for number in numbers:
        name, data = tampered(number)
        (folder / name).write_bytes(data)
        report.add(f"file {number}", "suggest", watched(lambda: suggested(folder / name, folder / "out")))  # noqa: B023
    return report


def main() -> None:
    """Tampers, runs, and reports."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    print("\n".join(fuzz(range(first, first + count), folder).lines()))


if __name__ == "__main__":
    main()
