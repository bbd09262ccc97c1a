"""Tampered files of many texts, from a seed: Parquet and JSON Lines with bytes changed, and with odd values.

    python tests/bulk/tampering.py COUNT FOLDER [FIRST]

writes the files number FIRST to FIRST + COUNT, runs the command on each in a separate process, and reports every
run that ends with a traceback, an unknown exit code, after 5 s or with more than 1 GB.
"""

import io
import json
import os
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq

from blocquotes import cli
from blocquotes.suggest.names import gazetteer

MOST_SECONDS, MOST_WAIT, MOST_BYTES = 5, 60, 10**9
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


class Run(NamedTuple):
    """A run of the command: its exit code, what is wrong with it (empty if nothing is), CPU seconds and megabytes."""

    code: int
    trouble: str
    seconds: float
    megabytes: float


def tried(number: int, folder: Path) -> Run:
    """Runs the command on a tampered file."""
    name, data = tampered(number)
    (folder / name).write_bytes(data)
    with (folder / "stderr").open("w+b") as error:
        child = os.fork()
        if not child:
            _suggest(folder / name, folder / "out", error.fileno())
        _, status, used = os.wait4(child, 0)
        error.seek(0)
        said = error.read()
    code, seconds, size = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    found = []
    if code not in (0, 1, 2) or b"Traceback" in said:
        found.append(f"exit code {code}: {said[-1500:].decode(errors='replace')}")
    if seconds > MOST_SECONDS:
        found.append(f"{seconds:.1f} CPU seconds")
    if size > MOST_BYTES:
        found.append(f"{size:,} bytes")
    return Run(code, "; ".join(found), seconds, size / 10**6)


def _suggest(path: Path, out: Path, error: int) -> NoReturn:
    """Runs the command in a child, with an alarm for a hang and little more memory than the limit."""
    resource.setrlimit(resource.RLIMIT_DATA, (3 * MOST_BYTES, 3 * MOST_BYTES))
    signal.alarm(MOST_WAIT)
    os.dup2(error, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    code = 70
    try:
        cli.main(["suggest", str(path), "--output", str(out), "--processes", "1"])
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def all_tried(numbers: Iterable[int], folder: Path) -> list[tuple[int, Run]]:
    """The runs on the tampered files of some numbers; each child has the names that the parent has loaded."""
    gazetteer.load()
    return [(number, tried(number, folder)) for number in numbers]


def report(runs: Sequence[tuple[int, Run]]) -> str:
    """The runs in which something is wrong, how many ended with which code, and the most time and memory."""
    wrong = [f"{number} {found.trouble}" for number, found in runs if found.trouble]
    seconds, at = max((found.seconds, number) for number, found in runs)
    megabytes, size_at = max((found.megabytes, number) for number, found in runs)
    most = f"at most {seconds:.2f} s of CPU (file {at}) and {megabytes:.0f} MB (file {size_at})"
    codes = dict(sorted(Counter(found.code for _, found in runs).items()))
    return "\n".join([*wrong, f"{len(runs)} tampered files, {len(wrong)} failures; exit codes {codes}; {most}"])


def main() -> None:
    """Tampers, runs, and reports."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    print(report(all_tried(range(first, first + count), folder)))


if __name__ == "__main__":
    main()
