"""CPU and memory of the commands on corpora of 100 and 1,000 articles, made by `corpora`; run by `make bench-build`.

Each command runs in a process of its own, as a user types it, several times (`--rounds`). A row has its least CPU
seconds, those per article without the start and whatever else five articles take, and its peak memory. The first line
says how slow the machine is at the time: 1 is the machine that the bars of the tests were set on, while nothing else
runs on it.

With `--before`, each command runs with the code of another checkout too, in turn, on a corpus that the generator of
that checkout makes of its own articles.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from conftest import slowness  # noqa: E402

SIZES = (100, 1_000)
LARGE = 10_000

# Runs of each command. Other programs can only make one take longer, so the least is what the command costs.
ROUNDS = 3

# Seconds after which the time of a file's last change is trusted.
SETTLED = 3

# The articles of the corpus whose CPU time is the fixed part of a command.
FEW = 5


class Used(NamedTuple):
    """What a command used: CPU seconds, peak memory in megabytes, and its exit code."""

    cpu: float
    memory: float
    code: int


def commands(folder: Path, source: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Name and arguments of each measured command, in an order in which each finds what it needs."""
    article, *_, last = sorted((folder / "corpus" / "articles").glob("*.json"))
    # The time of one core; only newer versions use more than one, and know a cache.
    one_core = ["--jobs", "1"] if (source / "scripts" / "blocquotes" / "jobs.py").exists() else []
    # Files whose last change is recent would be read again by the next check.
    time.sleep(SETTLED)
    yield "check", ["check", *one_core]
    if one_core:
        yield "check, no file changed", ["check", *one_core]
        retouch(last)
        yield "check, one file changed", ["check", *one_core]
    yield "fmt --check", ["fmt", "--check", *one_core]
    yield "build", ["build", *one_core, *(["--no-cache"] if one_core else [])]
    yield "verify", ["verify", "dist"]
    yield "diff", ["diff", "dist", "dist"]
    yield "preview of one", ["preview", article.stem, "--output", "one.html"]
    yield "agree", ["agree", "a", "b"]


def retouch(path: Path) -> None:
    """Changes an article in a way that nothing is wrong with."""
    text = path.read_text(encoding="utf-8")
    methods = ('"method": "human"', '"method": "model"')
    old, new = methods if methods[0] in text else methods[::-1]
    path.write_text(text.replace(old, new), encoding="utf-8")


def measure(folder: Path, arguments: Sequence[str], source: Path) -> Used:
    """Runs a command of the code in `source` on the corpus in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(source / "scripts"), "PYTHONHASHSEED": "0"}
    environment["XDG_CACHE_HOME"] = str(folder.parent / "home")
    command = [sys.executable, "-m", "blocquotes", *arguments]
    with (folder / "output.txt").open("ab") as output:
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20, child.returncode)


# Makes a corpus with the code of a checkout: checkout, folder, number of articles.
GENERATE = """
import sys
from pathlib import Path
sys.path[:0] = [f"{sys.argv[1]}/tests", f"{sys.argv[1]}/scripts"]
from bench import corpora
corpora.write(Path(sys.argv[2]), int(sys.argv[3]))
"""


def generate(source: Path, folder: Path, size: int) -> None:
    """Writes a corpus of so many articles."""
    subprocess.run([sys.executable, "-c", GENERATE, str(source), str(folder), str(size)], check=True)


def measured(folder: Path, source: Path, only: Sequence[str]) -> Iterator[tuple[str, Used]]:
    """What each command uses on the corpus in a folder, or each whose name begins with a word of `only`."""
    # Of the round before.
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    for name, arguments in commands(folder, source):
        if not only or name.startswith(tuple(only)):
            yield name, measure(folder, arguments, source)


def least(found: Iterable[tuple[str, Used]]) -> dict[str, Used]:
    """The least CPU seconds of each name, with its most memory and its worst exit code."""
    known: dict[str, Used] = {}
    for name, used in found:
        was = known.get(name, used)
        known[name] = Used(min(was.cpu, used.cpu), max(was.memory, used.memory), max(was.code, used.code))
    return known


def rows(
    size: int, room: Path, source: Path, fixed: dict[str, float], only: Sequence[str], rounds: int
) -> Iterator[str]:
    """A line for each command."""
    folder = room / str(size)
    generate(source, folder, size)
    found = least(chain.from_iterable(measured(folder, source, only) for _ in range(rounds)))
    for name, used in found.items():
        fixed.setdefault(name, used.cpu)
        each = 1000 * (used.cpu - fixed[name]) / size
        yield f"| {name}{noted(used)} | {size:,} | {used.cpu:.2f} | {each:.1f} | {used.memory:.0f} |"


def noted(used: Used) -> str:
    """The exit code of a command that failed, or found something."""
    return "" if used.code == 0 else f" (exit code {used.code})"


def in_turn(
    folders: tuple[Path, Path], sources: tuple[Path, Path], only: Sequence[str]
) -> Iterator[tuple[str, tuple[Used, Used]]]:
    """What each command that both versions know uses with the version before and after, one after the other."""
    before = measured(folders[0], sources[0], only)
    old: dict[str, Used] = {}
    for name, used in measured(folders[1], sources[1], only):
        # One that is before the cache has no command for it.
        if name not in old:
            old.update(islice(before, 1))
        if name in old:
            yield name, (old[name], used)


def compared(size: int, room: Path, sources: tuple[Path, Path], only: Sequence[str], rounds: int) -> Iterator[str]:
    """A line for each command that both versions know, with the figures of the version before and after."""
    folders = (room / "before" / str(size), room / "after" / str(size))
    for source, folder in zip(sources, folders, strict=True):
        generate(source, folder, size)
    pairs = list(chain.from_iterable(in_turn(folders, sources, only) for _ in range(rounds)))
    old, new = (least((name, used[side]) for name, used in pairs) for side in (0, 1))
    for name, used in new.items():
        was = old[name]
        memory = f"{was.memory:.0f} | {used.memory:.0f}"
        yield f"| {name}{noted(used)} | {size:,} | {was.cpu:.2f}{noted(was)} | {used.cpu:.2f} | {memory} |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of articles, multiples of five")
    parser.add_argument("--large", action="store_true", help=f"measure {LARGE:,} articles too")
    parser.add_argument("--source", type=Path, default=ROOT, help="the checkout whose code is measured")
    parser.add_argument("--before", type=Path, help="another checkout, measured in turn with this one")
    parser.add_argument("--only", nargs="*", default=(), help="the commands to measure, such as check fmt")
    help_rounds = (
        f"runs of each command, of which the least CPU time counts; {ROUNDS} or, from {LARGE:,} articles on, 1"
    )
    parser.add_argument("--rounds", type=int, help=help_rounds)
    options = parser.parse_args()
    sizes = [*([] if options.before else [FEW]), *options.sizes, *([LARGE] if options.large else [])]
    version = f"Python {platform.python_version()}"
    print(f"slowness of the machine: {slowness():.2f}  ({version}, {time.strftime('%Y-%m-%d')})\n")
    columns = (
        ("CPU s before", "after", "peak MB before", "after")
        if options.before
        else ("CPU s", "ms per article", "peak MB")
    )
    print(f"| command | articles | {' | '.join(columns)} |\n|---|{'---:|' * (len(columns) + 1)}")
    fixed: dict[str, float] = {}
    source = options.source.resolve()
    with tempfile.TemporaryDirectory(prefix="blocquotes-bench-") as name:
        for size in sizes:
            room = Path(name)
            rounds = options.rounds or (ROUNDS if size < LARGE else 1)
            found = (
                compared(size, room, (options.before.resolve(), source), options.only, rounds)
                if options.before
                else rows(size, room, source, fixed, options.only, rounds)
            )
            for row in found:
                print(row, flush=True)
    print(f"\nslowness of the machine: {slowness():.2f}")


if __name__ == "__main__":
    main()
