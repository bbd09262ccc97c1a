"""A full disk, a failing disk, a killed run: the old or the new state is complete, and one message says so."""

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from blocquotes import files, preview
from blocquotes.checks import streaming
from blocquotes.cli import main
from blocquotes.dataset import parquet
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from conftest import ROOT, Once
from damage import (
    COMMANDS,
    TAG,
    Command,
    Fault,
    Undisturbed,
    at_a_moment,
    at_an_event,
    copied,
    is_one_of,
    leftovers,
    make_least,
    prepared,
    run,
    state,
    undisturbed,
    watched,
)

Kills = Callable[[Undisturbed, Path], Callable[[Path, random.Random], bool]]

NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES)

# Calls that read from the same lines of the package of which one fails.
MOST_ALIKE = 3

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def least(first: Path, once: Once) -> Path:
    return once("least", lambda folder: make_least(first, folder))


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder in memory where the system has such, since thousands of runs would wait for a disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder).resolve()


@pytest.fixture(scope="module", params=COMMANDS)
def one(request: pytest.FixtureRequest, least: Path) -> Iterator[Undisturbed]:
    """One of the commands; the tests of one follow each other, so that it is prepared once for all."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield undisturbed(request.param, least, Path(folder).resolve())


def faults(one: Undisturbed, room: Path, most: int) -> int:
    """Makes calls of a command fail, one in each run; returns how many."""
    watch = one.watch
    writes = [i for i, what in enumerate(watch.calls) if "read" not in what]
    chosen = sorted({*spread(writes, most), *spread(reads(watch), max(most // 4, 2))})
    wrong = []
    for i, at in enumerate(chosen):
        # Another path each time, so that what was read from one is read again.
        root, fault = room / f"run-{at}", Fault(room, at, NUMBERS[i % 3])
        try:
            stop(one, root, fault)
        except AssertionError as error:
            wrong.append(f"{fault.calls[at]} of {fault.failed} failed ({errno.errorcode[fault.number]}): {error}")
        shutil.rmtree(root)
    assert not wrong, "\n\n".join(wrong)
    return len(chosen)


def reads(watch: Fault) -> list[int]:
    """The calls that read; of those from the same lines, such as of each record of the corpus, a few."""
    alike: dict[int, list[int]] = {}
    for i, what in enumerate(watch.calls):
        if "read" in what:
            alike.setdefault(watch.places[i], []).append(i)
    return sorted(i for numbers in alike.values() for i in spread(numbers, MOST_ALIKE))


def spread(numbers: list[int], most: int) -> list[int]:
    """Some of the numbers, evenly spread, the last included."""
    return numbers if len(numbers) <= most else [numbers[-1 - i * len(numbers) // most] for i in range(most)]


def stop(one: Undisturbed, root: Path, fault: Fault) -> None:
    copied(one.start, root)
    old, new = one.old, one.new
    with watched(fault):
        result = run(root, *one.command.arguments)
    failed = fault.calls[fault.at]
    said = result.output
    assert isinstance(result.exception, (SystemExit, type(None))), trace(result.exception)
    files.recover(root)
    left = state(root)
    if "read" in failed and result.exit_code < 2:
        # A record, seed or text that cannot be read is a finding; what does not need it is done.
        is_part = old.keys() <= left.keys() <= old.keys() | new.keys()
        assert is_part or left == new, said
    elif left != new:
        # Otherwise the program worked around the failure, or no longer needed the call.
        assert is_one_of(left, old), said
        assert result.exit_code == 2, said
        assert is_one_sentence(result.stderr), said
    assert leftovers(root) == one.leftovers, said
    if "read" not in failed and left == old and fault.at % 3 == 0:
        # Nothing that the failed run left is in the way of the next one.
        assert run(root, *one.command.arguments).exit_code in (0, 1), said
        assert is_one_of(state(root), new), said


def is_one_sentence(said: str) -> bool:
    """Whether an error is one line, and how to fix it if the user can."""
    first, *rest = said.splitlines()
    return first.startswith("blocquotes: ") and all(line.strip().startswith("fix: ") for line in rest)


def trace(error: BaseException | None) -> str:
    return "".join(traceback.format_exception(error)) if error else ""


def test_a_call_that_fails_leaves_the_old_state_or_the_new_one(one: Undisturbed, room: Path) -> None:
    assert faults(one, room, 2 if one.command.is_slow else 3) > 2


@pytest.mark.slow
def test_every_call_may_fail(one: Undisturbed, room: Path) -> None:
    number = faults(one, room, 10_000)
    print(f"{one.name}: {number} calls failed, one in each run")
    assert number > 30


def kills(one: Undisturbed, room: Path, count: int, killer: Kills) -> int:
    """Kills a command at random moments until so many runs were hit; how many were tried."""
    kill = killer(one, room)
    hit = tried = 0
    while hit < count:
        assert tried < 4 * count + 10, f"{hit} of {tried} runs were killed"
        root = copied(one.start, room / f"run-{tried}")
        hit += kill(root, random.Random(f"{one.name} {tried}"))
        go_on(one, root, is_recovered=tried % 2 == 1)
        shutil.rmtree(root)
        tried += 1
    return tried


def go_on(one: Undisturbed, root: Path, is_recovered: bool) -> None:
    """Looks at what a killed run left, and runs the command once more: it must end with the new state.

    Without `is_recovered`, that run finds what the killed one left, and what another one prepared.
    """
    old, new, is_release = one.old, one.new, one.name == "release"
    if is_release:
        wait_for_git(root)
        assert is_one_of(state(root), old, {**new, f"git {TAG}": b""}, new)
    elif is_recovered:
        files.recover(root)
        assert is_one_of(state(root), old, new)
        assert leftovers(root) == one.leftovers
    is_done = state(root) == new
    if not (is_done and is_release):
        if not is_recovered:
            prepare_half(root)
        result = run(root, *one.command.arguments)
        assert result.exit_code in (0, 1) or is_done or state(root) == new, result.output
    assert is_one_of(state(root), new)
    assert leftovers(root) == one.leftovers


def prepare_half(root: Path) -> None:
    """Leaves in a checkout what a run that is killed while it prepares its files leaves."""
    litter = root / f"{files.PREFIX}{0:016x}"
    (litter / files.NEW).mkdir(parents=True)
    (litter / files.NEW / "0").write_text("half of a file", encoding="utf-8")
    (litter / f"{files.JOURNAL}.part").write_text('{"files": [', encoding="utf-8")


def wait_for_git(root: Path) -> None:
    """Lets the git that a killed run started end."""
    while subprocess.run(["pgrep", "-f", f"git -C {root} "], capture_output=True).returncode == 0:
        time.sleep(0.02)


def test_a_killed_run_leaves_the_old_state_or_the_new_one(one: Undisturbed, room: Path) -> None:
    count = 1 if one.command.is_slow else 2
    assert kills(one, room, count, at_an_event) >= count


@pytest.mark.parametrize("one", ["build", "suggest tables"], indirect=True, scope="module")
def test_a_run_killed_while_arrow_works_leaves_the_old_state_or_the_new_one(one: Undisturbed, room: Path) -> None:
    assert kills(one, room, 1, at_a_moment) >= 1


@pytest.mark.slow
@pytest.mark.parametrize("killer", [at_an_event, at_a_moment])
def test_a_hundred_kills(killer: Kills, one: Undisturbed, room: Path) -> None:
    tried = kills(one, room, 100, killer)
    print(f"{one.name}: 100 of {tried} runs killed {killer.__name__}")


def unlisted(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Makes a folder one that the user may not list, which nothing keeps from the administrator."""

    def refusing(real: Callable[[str | int], object]) -> Callable[[str | int], object]:
        def call(path: str | int) -> object:
            if not isinstance(path, int) and Path(path).absolute() == folder:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path)

        return call

    for name in ("listdir", "scandir"):
        patch.setattr(os, name, refusing(getattr(os, name)))


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("x")
    assert files.listed(tmp_path / "a", ".txt") == files.below(tmp_path) == [tmp_path / "a" / "one.txt"]
    unlisted(tmp_path / "a", monkeypatch)
    with pytest.raises(PermissionError):
        files.listed(tmp_path / "a", ".txt")
    with pytest.raises(PermissionError):
        files.below(tmp_path)


def test_texts_in_a_folder_that_cannot_be_listed_are_reported(
    least: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = prepared(least, room / "root", COMMANDS["suggest"])
    (root / "texts").mkdir()
    unlisted(root / "texts", monkeypatch)
    result = run(root, "suggest", "texts", "one-says-no.txt", "two-says-no.txt")
    assert (result.exit_code, "a folder of raw texts must be readable" in result.stderr) == (1, True), result.output
    assert "1 of 3 texts could not be drafted" in result.stderr


def test_a_folder_that_fails_between_check_and_preview_is_reported(
    least: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(least, room / "root")
    with streaming.checked(Layout(root)) as checked:
        unlisted(root / "corpus" / "articles", monkeypatch)
        with pytest.raises(Refusal, match="must stay readable"):
            preview.loaded(checked.index, preview.chosen(checked.index, ())[0])


def test_tables_that_cannot_be_listed_are_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "quotes").mkdir(parents=True)
    assert parquet.paths(tmp_path, "quotes") == parquet.paths(tmp_path, "cues") == []
    unlisted(tmp_path / "data" / "quotes", monkeypatch)
    with pytest.raises(PermissionError):
        parquet.paths(tmp_path, "quotes")


def test_schemas_that_cannot_be_listed_are_one_sentence(
    least: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(least, room / "root")
    unlisted(root / "schema", monkeypatch)
    result = run(root, "fmt")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.output
    assert f"{root / 'schema'}: Permission denied" in result.stderr


def limited(root: Path, command: Command, most: int) -> tuple[int, str]:
    """Runs a command that can write no file of more bytes: the same error as a quota, from the system itself.

    Arrow, too, meets it in the midst of a file. Returns the exit code and what is on standard error.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        result = run(root, *command.arguments)
        os.write(writes, (result.stderr or trace(result.exception)).encode())
        os._exit(result.exit_code)
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def cut_short(one: Undisturbed, room: Path, most: int) -> int:
    """Cuts files of a command short, each by a byte, so that those that are longer fail too; returns how many."""
    sizes = sorted({len(data) - 1 for file, data in one.new.items() if data != one.old.get(file)})
    chosen = spread(sizes, most)
    for size in chosen:
        root = copied(one.start, room / f"run-{size}")
        code, said = limited(root, one.command, size)
        assert (code, "Traceback" in said) == (2, False), said
        assert is_one_sentence(said), said
        # SQLite says no more of a file that it cannot write.
        assert "File too large" in said or "disk I/O error" in said
        assert is_one_of(state(root), one.old)
        assert leftovers(root) == one.leftovers
    return len(chosen)


@pytest.mark.parametrize("one", ["build", "suggest tables"], indirect=True, scope="module")
def test_a_file_that_the_system_cuts_short_is_never_published(one: Undisturbed, room: Path) -> None:
    assert cut_short(one, room, 1) == 1


@pytest.mark.slow
@pytest.mark.parametrize("one", sorted(COMMANDS.keys() - {"release"}), indirect=True, scope="module")
def test_every_file_may_be_cut_short(one: Undisturbed, room: Path) -> None:
    print(f"{one.name}: {cut_short(one, room, 10_000)} files cut short, one in each run")


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
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (ran.returncode in (0, 2), ran.stderr) == (True, "")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", ">&- 2>&- <&-"])
def test_a_standard_stream_that_is_closed_is_no_error(closed: str) -> None:
    command = f"{sys.executable} -m blocquotes explain seed-changed {closed}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_current_folder_that_was_removed_is_named(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && {sys.executable} -P -m blocquotes check"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert (ran.returncode, "change to a folder that has not been removed" in ran.stderr) == (2, True), ran.stderr


def test_a_link_that_leads_to_itself_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    result = CliRunner().invoke(main, ["--root", str(tmp_path / "loop"), "check"])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1), result.output
    assert "loop: Too many levels of symbolic links; name a path without" in result.stderr


def test_characters_that_the_output_cannot_hold_are_escaped() -> None:
    command = [sys.executable, "-m", "blocquotes", "anchor", "000-no-place-for-military-blocs", "Putin"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert (ran.returncode, r'{"exact": "Putin", "prefix": "\u2013 "}' in ran.stdout) == (0, True), ran.stderr


def test_standard_input_that_is_closed_is_empty(tmp_path: Path) -> None:
    command = f"{sys.executable} -m blocquotes suggest - --from jsonl --output tables <&-"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path)
    assert (ran.returncode, "the inputs must hold at least one text" in ran.stderr) == (2, True), ran.stderr
