"""Runs commands on tampered files, each in a process of its own that ends at the limits of time and memory."""

import os
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from blocquotes.refusal import Refusal

MOST_SECONDS, MOST_MEGABYTES = 5, 1000


@dataclass(frozen=True)
class Run:
    """How a command ended on a tampered file: in a word, what is wrong with that, its CPU seconds and megabytes."""

    end: str
    wrong: str
    seconds: float
    megabytes: float


def watched(run: Callable[[], str]) -> Run:
    """Runs a command in a process of its own; it returns how it ended."""
    inherited = resident()
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        _run_limited(run, writes)
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as pipe:
        end, _, wrong = pipe.read().partition("\n")
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 - inherited
    if code:
        wrong = f"ended by {signal.Signals(-code).name if code < 0 else f'code {code}'}\n{wrong}"
    if seconds > MOST_SECONDS:
        wrong = f"{seconds:.1f} s of CPU\n{wrong}"
    if megabytes > MOST_MEGABYTES:
        wrong = f"{megabytes:.0f} MB\n{wrong}"
    return Run(end or "killed", wrong, seconds, megabytes)


def resident() -> float:
    """The megabytes of this process, with which a fork begins: they are no need of the command."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _run_limited(run: Callable[[], str], answer: int) -> NoReturn:
    """Runs a command in a child: no code can catch the signals that stop it, not even one that hangs in C."""
    resource.setrlimit(resource.RLIMIT_CPU, (3 * MOST_SECONDS, 3 * MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (3 * MOST_MEGABYTES * 2**20, 3 * MOST_MEGABYTES * 2**20))
    signal.alarm(12 * MOST_SECONDS)
    code = 1
    try:
        said = f"{run()}\n"
        code = 0
    except Refusal:
        said, code = "refused\n", 0
    except BaseException:
        said = f"failed\n{traceback.format_exc()}"
    finally:
        os.write(answer, said.encode("utf-8", "backslashreplace")[:60_000])
        os._exit(code)


@dataclass
class Report:
    """How many runs ended how, everything that went wrong, and the most time and memory of one run."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: tuple[float, str] = (0, "")
    megabytes: tuple[float, str] = (0, "")
    began: float = field(default_factory=time.monotonic)

    def add(self, place: str, command: str, run: Run) -> None:
        """Counts a run of a command; `place` names the tampered file."""
        self.ends[f"{command}: {run.end}"] += 1
        self.seconds = max(self.seconds, (run.seconds, place))
        self.megabytes = max(self.megabytes, (run.megabytes, place))
        if run.wrong:
            self.failures.append(f"{place}, {command}: {run.end}: {run.wrong}")
            print(self.failures[-1])

    def lines(self) -> Iterator[str]:
        """The report for people, without the failures, which are printed when they happen."""
        runs, seconds = sum(self.ends.values()), time.monotonic() - self.began
        yield f"{runs} tampered files in {seconds:.0f} s, {len(self.failures)} failures"
        yield str(dict(sorted(self.ends.items())))
        yield f"at most {self.seconds[0]:.2f} s of CPU ({self.seconds[1]})"
        yield f"at most {self.megabytes[0]:.0f} MB ({self.megabytes[1]})"
