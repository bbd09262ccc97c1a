"""Measures `suggest --output` in bulk: CPU time and memory as the input grows, processes, start-up, storage.

    python tests/bench/bulk.py [TEXTS.jsonl] [--sizes 10000 100000] [--wall]

TEXTS has one JSON object with `id` and `text` per line; without it, texts are put together from paragraphs of the five
seeds. For each size, the first so many texts go through the command with one process, whose CPU seconds and peak memory
are counted. The rate in memory is that of the same texts read as rows of tables, without files, after a warm-up; at the
first size both are the best of three, in turn, since other programs disturb single runs. `--wall` compares one and two
processes, and two commands at once, on an otherwise idle machine. docs/scale.md computes what a hundred million texts
take from the output.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from blocquotes.bulk import rows
from blocquotes.registry import Registry
from blocquotes.suggest import pipeline

ROOT = Path(__file__).parents[2]

# Characters of a paragraph that is taken from a seed; shorter ones are headings and bylines.
SHORTEST = 100

# Runs of which the best one counts.
ROUNDS = 3


class Run(NamedTuple):
    """A run of the command: CPU and wall-clock seconds, peak memory in MB, and bytes of its output."""

    cpu: float
    wall: float
    memory: float
    size: int


def lines(path: Path | None, count: int) -> Iterator[str]:
    """The first lines of a file, with the field `text` where it has `raw`; without a file, lines of made-up texts."""
    if path is None:
        yield from made_up(count)
        return
    with path.open(encoding="utf-8") as file:
        for line in islice(file, count):
            value = json.loads(line)
            yield json.dumps({"id": value["id"], "text": value.get("text") or value["raw"]}) + "\n"


def made_up(count: int) -> Iterator[str]:
    """Texts of ten paragraphs of the seeds and a number each, in about the length of an article."""
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    paragraphs = [part.strip() for seed in seeds for part in seed.split("\n") if len(part) > SHORTEST]
    chance = Random(16)
    for number in range(count):
        text = "\n\n".join([f"Text {number}.", *chance.sample(paragraphs, 10)])
        yield json.dumps({"id": number, "text": text}) + "\n"


def command(texts: Path, out: Path, processes: int) -> Run:
    """Runs the command in a process of its own."""
    arguments = [sys.executable, "-m", "blocquotes", "suggest", str(texts), "--output", str(out)]
    # Some containers forbid Python to keep compiled modules; then each start compiles all of them, which takes seconds.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.monotonic()
    with subprocess.Popen(
        [*arguments, "--processes", str(processes)], stdout=subprocess.DEVNULL, env=environment
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the command must succeed; found exit code {process.returncode}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024, size)


def warm_up(place: Path) -> None:
    """Runs the command once, so that the modules are compiled and the libraries in the cache of the disk."""
    texts = place / "first.jsonl"
    texts.write_text("".join(made_up(10)), encoding="utf-8")
    command(texts, place / "out-first", 1)


def in_memory(path: Path) -> float:
    """CPU seconds for rows of tables of the texts, without reading and writing them, in this process."""
    texts = [(str(row["id"]), row["text"]) for row in map(json.loads, path.open(encoding="utf-8"))]
    words = Registry().words
    for id_, text in texts[:200]:
        rows.of_text(id_, text, words)
    start = time.process_time()
    with pipeline.uncollected():
        for id_, text in texts:
            rows.of_text(id_, text, words)
    return time.process_time() - start


def in_new_memory(path: Path) -> float:
    """The same in a process of its own, which remembers no words of the round before."""
    ran = subprocess.run([sys.executable, __file__, "--in-memory", str(path)], check=True, capture_output=True)
    return float(ran.stdout)


def in_turn(texts: Path, place: Path) -> tuple[Run, float]:
    """The best run of the command, and the least CPU seconds in memory."""
    pairs = [(command(texts, place / f"again-{k}", 1), in_new_memory(texts)) for k in range(ROUNDS)]
    return min((run for run, _ in pairs), key=lambda run: run.cpu), min(seconds for _, seconds in pairs)


def compare_processes(texts: Path, place: Path) -> None:
    """Prints how much faster two processes are than one: the best of three runs each, in turn, against disturbances.

    Two commands at once, with one process each, share nothing but the machine: they show how much it can do at once.
    """
    seconds: dict[str, list[float]] = {"one": [], "two": [], "at once": []}
    for again in range(ROUNDS):
        seconds["one"].append(command(texts, place / f"one-{again}", 1).wall)
        seconds["two"].append(command(texts, place / f"two-{again}", 2).wall)
        outs = [place / f"{name}-{again}" for name in ("this", "that")]
        start = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(command, (texts, texts), outs, (1, 1)))
        seconds["at once"].append(time.monotonic() - start)
    one, two, both = (min(found) for found in seconds.values())
    print(f"two processes: {one / two:.2f} times one ({one:.1f} s, {two:.1f} s)", flush=True)
    print(f"two commands at once: {2 * one / both:.2f} times the work of one in a second ({both:.1f} s)", flush=True)


def main() -> None:
    """Prints one line per measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--wall", action="store_true", help="compare one and two processes at the first size")
    parser.add_argument("--in-memory", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.in_memory:
        print(in_memory(given.in_memory))
        return
    first: Run | None = None
    with tempfile.TemporaryDirectory() as place:
        warm_up(Path(place))
        for size in given.sizes:
            texts, out = Path(place, f"{size}.jsonl"), Path(place, f"out-{size}")
            with texts.open("w", encoding="utf-8") as file:
                file.writelines(lines(given.texts, size))
            run = command(texts, out, 1)
            metrics = json.loads((out / "metrics.json").read_text())
            print(
                f"{size:,} texts: {run.cpu:.1f} CPU s, {1000 * run.cpu / size:.2f} CPU ms per text, "
                f"{run.memory:.0f} MB, {run.size / size:,.0f} bytes per text, "
                f"{metrics['quotes'] / size:.1f} quotes per text",
                flush=True,
            )
            if first is None:
                first, count = run, size
                number = sum(len(row["text"].split()) for row in map(json.loads, texts.open(encoding="utf-8")))
                best, seconds = in_turn(texts, Path(place))
                print(f"in memory: {number:,} words, {number / seconds:,.0f} words per CPU s", flush=True)
                print(
                    f"command: {number / best.cpu:,.0f} words per CPU s, {seconds / best.cpu:.0%} of in memory",
                    flush=True,
                )
                if given.wall:
                    compare_processes(texts, Path(place))
            else:
                print(
                    f"{size // count} times the texts: {run.cpu / first.cpu:.1f} times the CPU time, "
                    f"{run.memory / first.memory:.2f} times the memory",
                    flush=True,
                )


if __name__ == "__main__":
    main()
