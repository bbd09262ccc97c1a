"""A full disk, a failing disk, a killed run: the old or the new state is complete, and one message says so."""

import errno
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blocquotes import files
from conftest import ROOT
from damage import COMMANDS, Command, Fault, copied, events, is_one_of, leftovers, prepared, run, state, watched

State = dict[str, bytes]

NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def faults(name: str, first: Path, tmp_path: Path, most: int) -> int:
    """Makes calls of a command fail, one in each run; returns how many."""
    command = COMMANDS[name]
    start = prepared(first, tmp_path / "start", command)
    watch = Fault(tmp_path)
    whole = copied(start, tmp_path / "whole")
    with watched(watch):
        assert run(whole, *command.arguments).exit_code in (0, 1)
    old, new = state(start), state(whole)
    assert old != new
    reads = [i for i, what in enumerate(watch.calls) if "read" in what]
    writes = [i for i, what in enumerate(watch.calls) if "read" not in what]
    chosen = sorted({*spread(writes, most), *spread(reads, max(most // 4, 2))})
    for i, at in enumerate(chosen):
        stop(start, tmp_path / f"run-{at}", command, Fault(tmp_path, at, NUMBERS[i % 3]), old, new)
    return len(chosen)


def spread(numbers: list[int], most: int) -> list[int]:
    """Some of the numbers, evenly spread, the last included."""
    return numbers if len(numbers) <= most else [numbers[-1 - i * len(numbers) // most] for i in range(most)]


def stop(start: Path, root: Path, command: Command, fault: Fault, old: State, new: State) -> None:
    copied(start, root)
    with watched(fault):
        result = run(root, *command.arguments)
    said = f"{fault.calls[fault.at]} failed at call {fault.at}: {result.output}"
    assert isinstance(result.exception, (SystemExit, type(None))), said
    files.recover(root)
    left = state(root)
    if "read" in fault.calls[fault.at] and result.exit_code < 2:
        # A record, seed or text that cannot be read is a finding; what does not need it is done.
        is_part = old.keys() <= left.keys() <= old.keys() | new.keys()
        assert is_part, said
    elif left != new:
        # Otherwise the program worked around the failure, or no longer needed the call.
        assert is_one_of(left, old)
        # One sentence, and how to fix it if the user can.
        assert result.exit_code == 2, said
        assert [line for line in result.stderr.splitlines()[1:] if not line.startswith("fix: ")] == [], said
        assert result.stderr.startswith("blocquotes: "), said
    assert leftovers(root) == leftovers(start)
    shutil.rmtree(root)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_call_that_fails_leaves_the_old_state_or_the_new_one(name: str, first: Path, tmp_path: Path) -> None:
    assert faults(name, first, tmp_path, 2 if COMMANDS[name].is_slow else 8) > 2


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_call_may_fail(name: str, first: Path, tmp_path: Path) -> None:
    assert faults(name, first, tmp_path, 10_000) > 5


def kills(name: str, first: Path, tmp_path: Path, count: int) -> int:
    """Kills a command at random moments; how many runs were killed."""
    command = COMMANDS[name]
    start = prepared(first, tmp_path / "start", command)
    code, seen = events(copied(start, tmp_path / "whole"), command)
    assert code in (0, 1) and seen
    old, new = state(start), state(tmp_path / "whole")
    chance, killed = random.Random(name), 0
    for i in range(count):
        root = copied(start, tmp_path / f"run-{i}")
        code, _ = events(root, command, chance.randrange(seen))
        killed += code == -signal.SIGKILL
        if name == "release":
            finish_release(root, command)
        files.recover(root)
        assert is_one_of(state(root), old, new)
        assert leftovers(root) == leftovers(start)
        shutil.rmtree(root)
    return killed


def finish_release(root: Path, command: Command) -> None:
    """Waits for the git process of a killed run, then runs the same command again, as its message says."""
    while subprocess.run(["pgrep", "-f", f"git -C {root} "], capture_output=True).returncode == 0:
        time.sleep(0.02)
    if not state(root)["git refs/tags/v1.0.1"]:
        result = run(root, *command.arguments)
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_run_leaves_the_old_state_or_the_new_one(name: str, first: Path, tmp_path: Path) -> None:
    assert kills(name, first, tmp_path, 1 if COMMANDS[name].is_slow else 4)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_hundred_kills(name: str, first: Path, tmp_path: Path) -> None:
    assert kills(name, first, tmp_path, 100) > 90


def limited() -> None:
    """No file of more than 30 kB can be written: the same error as a quota, from the system itself."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def test_a_file_that_the_system_cuts_short_is_never_published(first: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "blocquotes", "--root", str(first), "build", "--output", str(tmp_path / "dist")]
    ran = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited)
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert "File too large" in ran.stderr and "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("check",), ("--help",), ("explain", "seed-changed"), ("check", "--help")])
def test_a_full_standard_output_is_one_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "blocquotes", *arguments]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith("blocquotes: No space left on device")
    assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr


def test_a_reader_that_is_gone_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -m blocquotes explain seed-changed | true; exit ${{PIPESTATUS[0]}}"
    for _ in range(3):
        ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
        assert (ran.returncode in (0, 2), ran.stderr) == (True, "")
