"""Runs commands that a system error stops, or that are killed, and compares the files before and after."""

import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from blocquotes.cli import main
from release_repo import run as run_release
from release_repo import start as start_repository
from release_repo import unused

ONE = "000-no-place-for-military-blocs"
PAGE = "Minister said no\n\n“We say no,” said the minister of Seland, Lia Tan. “That is all.”\n"
ENTITY = ("--name", "Sea Wire", "--type", "ORG", "--description", "An agency")


@dataclass(frozen=True)
class Command:
    """A command to stop: its arguments, and what must be done in a checkout before; `is_slow` from half a second up."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None] = lambda root: None
    is_slow: bool = False


def spoil_form(root: Path) -> None:
    for path in sorted((root / "corpus" / "entities").glob("*.json"))[:3]:
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")


def spoil_type(root: Path) -> None:
    spoil_form(root)
    path = root / "corpus" / "articles" / f"{ONE}.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["quotes"][0]["type"] = "direct" if value["quotes"][0]["type"] != "direct" else "indirect"
    path.write_text(json.dumps(value), encoding="utf-8")


def add_texts(root: Path) -> None:
    for name in ("one", "two"):
        (root / f"{name}-says-no.txt").write_text(PAGE + name, encoding="utf-8")


def add_table(root: Path) -> None:
    for name, texts in (("old", 1), ("texts", 3)):
        lines = (json.dumps({"id": str(i), "text": PAGE}) + "\n" for i in range(texts))
        (root / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    done(root, "suggest", "old.jsonl", "--output", "tables")


def add_annotated(root: Path) -> None:
    done(root, "export", ONE, "--to", "brat", "--output", "brat")
    file = root / "brat" / f"{ONE}.ann"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Medium E1 speech", "Medium E1 writing"), encoding="utf-8")


def spoil_documents(root: Path) -> None:
    done(root, "docs")
    (root / "docs" / "rules.md").write_text("old\n", encoding="utf-8")
    (root / "docs" / "pictures" / "timeline.svg").unlink()


def build_withheld(root: Path) -> None:
    done(root, "build", "--without-text")


def build_release(root: Path) -> None:
    done(root, "build")


def add_hydrated(root: Path) -> None:
    build_withheld(root)
    done(root, "hydrate", "dist", "--seeds", "seeds", "--output", "full")
    (root / "full" / "LICENSE-DATA").unlink()


def add_entities(root: Path) -> None:
    """Two entities, of which one can be merged into the other."""
    done(root, "new", "entity", "sea-wire", *ENTITY)
    done(root, "new", "entity", "another-wire", *ENTITY, "--of", "sea-wire")


def change_entity(root: Path) -> None:
    path = root / "corpus" / "entities" / "nato.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"description": "', '"description": "The '), "utf-8")
    for arguments in (("add", "."), ("commit", "--quiet", "--message", "Change")):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


COMMANDS = {
    "fmt": Command(("fmt",), spoil_form),
    "fix": Command(("fix",), spoil_type),
    "new entity": Command(("new", "entity", "sea-wire", *ENTITY)),
    "entity merge": Command(("entity", "merge", "sea-wire", "--into", "another-wire"), add_entities),
    "new article": Command(("new", "article", "one-says-no.txt", "--id", "one-says-no"), add_texts),
    "suggest": Command(("suggest", "one-says-no.txt", "two-says-no.txt"), add_texts),
    "suggest tables": Command(("suggest", "texts.jsonl", "--output", "tables"), add_table, is_slow=True),
    "export": Command(("export", ONE, "--to", "brat", "--output", "brat")),
    "import": Command(("import", f"brat/{ONE}.ann", "--from", "brat"), add_annotated),
    "preview": Command(("preview",), is_slow=True),
    "docs": Command(("docs",), spoil_documents, is_slow=True),
    "build": Command(("build",), build_withheld, is_slow=True),
    "attest": Command(("attest",), build_release, is_slow=True),
    "hydrate": Command(("hydrate", "dist", "--seeds", "seeds", "--output", "full"), add_hydrated, is_slow=True),
    "release": Command(("release", "patch"), change_entity, is_slow=True),
}
"""The commands that write."""


def make_least(first: Path, target: Path) -> Path:
    """A repository of one article with the records that it needs and no others, released as 1.0.0.

    Every file that a command reads is another call that can fail, so the fewer there are the better.
    """
    shutil.copytree(first, target, ignore=shutil.ignore_patterns(".git", "dist"), dirs_exist_ok=True)
    shutil.rmtree(target / "corpus" / "passes")
    while files := unused(target):
        for path in files:
            path.unlink()
    (target / "requirements").mkdir()
    (target / "requirements" / "release.txt").write_text("click==8.0.0\n", encoding="utf-8")
    start_repository(target)
    run_release(target, "1.0.0")
    return target


def done(root: Path, *arguments: str) -> None:
    """Runs a command that must succeed."""
    result = run(root, *arguments)
    assert result.exit_code == 0, result.output


def run(root: Path, *arguments: str) -> Result:
    """Runs a command in a checkout."""
    before = Path.cwd()
    os.chdir(root)
    try:
        return CliRunner().invoke(main, ["--root", str(root), *arguments])
    finally:
        os.chdir(before)


def state(root: Path) -> dict[str, bytes]:
    """All files of a checkout, and what its git refers to; without what `suggest` keeps to go on with."""
    found = {
        f"{folder}{name}": Path(root, folder, name).read_bytes() for folder, _, names in walked(root) for name in names
    }
    trees = "".join(f"{revision}^{{tree}}\n" for revision in ("HEAD", TAG))
    command = ["git", "-C", str(root), "cat-file", "--batch-check"]
    answers = subprocess.run(command, input=trees.encode(), capture_output=True, check=True).stdout.splitlines()
    for revision, answer in zip(("HEAD", TAG), answers, strict=True):
        found[f"git {revision}"] = b"" if answer.endswith(b" missing") else answer
    return found


TAG = "refs/tags/v1.0.1"


def leftovers(root: Path) -> list[str]:
    """What a run left beside its outputs, empty folders included."""
    left = set[str]()
    for folder, folders, names in walked(root):
        left |= {f"{folder}{name}" for name in (*folders, *names) if fnmatch(name, ".blocquotes-*[0-9a-f]")}
        left |= {folder} if not (folders or names) else set()
    return sorted(left)


def walked(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The folders below a checkout, each with a slash behind it, with the folders and files in them.

    Without git's own, and without that of an unfinished run of `suggest`, which the next run takes up.
    """
    for path, folders, names in os.walk(root):
        folders[:] = [
            name for name in folders if name != ".git" and not (path == str(root) and name.endswith(".partial"))
        ]
        yield "".join(f"{part}/" for part in Path(path).relative_to(root).parts), folders, names


@dataclass
class Fault:
    """Counts system calls for paths below a folder, and makes one of them fail.

    `places` has for each call a number that is the same for all that come from the same lines of the package.
    """

    root: Path
    at: int = -1
    number: int = errno.ENOSPC
    calls: list[str] = field(default_factory=list)
    failed: str = ""
    places: list[int] = field(default_factory=list)

    def count(self, what: str, path: object) -> None:
        """Counts a call; raises if it is the one that must fail."""
        if isinstance(path, (str, os.PathLike)) and not Path(path).absolute().is_relative_to(self.root):
            return
        self.calls.append(what)
        self.places.append(hash((what, *lines_of_ours())))
        if len(self.calls) - 1 == self.at:
            self.failed = str(path)
            raise OSError(self.number, os.strerror(self.number), str(path))


def lines_of_ours() -> Iterator[tuple[str, int]]:
    """The lines of the package that are being run, from the innermost."""
    frame: FrameType | None = sys._getframe(1)
    while frame:
        if "/blocquotes/" in frame.f_code.co_filename:
            yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back


class Watched:
    """An open file whose reads and writes are counted."""

    def __init__(self, file: Any, path: object, fault: Fault) -> None:
        self.file, self.path, self.fault = file, path, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.file)

    def read(self, *arguments: Any) -> Any:
        self.fault.count("read", self.path)
        return self.file.read(*arguments)

    def write(self, data: Any) -> Any:
        self.fault.count("write", self.path)
        return self.file.write(data)


@contextmanager
def watched(fault: Fault) -> Iterator[None]:
    """Counts the calls of the block."""
    real_open, real_fsync = io.open, os.fsync

    def open_(path: Any, mode: str = "r", *arguments: Any, **more: Any) -> Any:
        fault.count("open to read" if mode.startswith("r") else "open to write", path)
        return Watched(real_open(path, mode, *arguments, **more), path, fault)

    def fsync(number: int) -> None:
        fault.count("fsync", None)
        real_fsync(number)

    def counted(module: Any, name: str, what: str) -> Callable[..., Any]:
        real = getattr(module, name)

        def call(*arguments: Any, **more: Any) -> Any:
            fault.count(what, next(iter(arguments), None))
            return real(*arguments, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", open_)
        patch.setattr(os, "fsync", fsync)
        for name in ("rename", "replace", "mkdir", "link", "chmod", "unlink", "rmdir"):
            patch.setattr(os, name, counted(os, name, name))
        for name in ("listdir", "scandir"):
            patch.setattr(os, name, counted(os, name, f"{name} to read"))
        # Arrow opens files by itself.
        patch.setattr(pq, "write_table", written(fault))
        patch.setattr(pq, "ParquetFile", counted(pq, "ParquetFile", "read by Arrow"))
        patch.setattr(pq, "read_table", counted(pq, "read_table", "read by Arrow"))
        patch.setattr(pq, "ParquetWriter", counted(pq, "ParquetWriter", "write by Arrow"))
        yield


def written(fault: Fault) -> Callable[..., Any]:
    """`write_table`, counted."""
    real = pq.write_table

    def call(table: Any, path: Any, **more: Any) -> Any:
        fault.count("write by Arrow", path)
        return real(table, path, **more)

    return call


def prepared(first: Path, target: Path, command: Command) -> Path:
    """A checkout before a command."""
    shutil.copytree(first, target, symlinks=True, ignore=shutil.ignore_patterns("dist"))
    command.prepare(target)
    return target


def copied(root: Path, target: Path) -> Path:
    """A copy of a checkout as it is."""
    shutil.copytree(root, target, symlinks=True)
    return target


EVENTS = ("open", "os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.chmod", "subprocess.Popen")


def events(root: Path, command: Command, kill_at: int = sys.maxsize) -> tuple[int, int]:
    """Runs a command in a process that is killed at an event; how it ended, and how many events there were."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if event in EVENTS and str(root) in repr(arguments):
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)
                seen += 1

        sys.addaudithook(hook)
        result = run(root, *command.arguments)
        os.write(writes, str(seen).encode())
        os._exit(result.exit_code)
    os.close(writes)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as pipe:
        return os.waitstatus_to_exitcode(status), int(pipe.read() or 0)


@dataclass(frozen=True)
class Undisturbed:
    """A command, the checkout before it, and what a run of it does that nothing disturbs.

    `watch` has the calls that can fail, `events` is the number of those at which the run can be killed.
    """

    name: str
    command: Command
    start: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    leftovers: list[str]
    watch: Fault
    events: int


def undisturbed(name: str, least: Path, room: Path) -> Undisturbed:
    """Runs a command twice: once to see its calls, and once to count its events."""
    command = COMMANDS[name]
    start, watch = prepared(least, room / "start", command), Fault(room)
    complete = copied(start, room / "complete")
    with watched(watch):
        assert run(complete, *command.arguments).exit_code in (0, 1)
    old, new = state(start), state(complete)
    assert old != new
    code, seen = events(copied(start, room / "counted"), command)
    assert code in (0, 1) and seen
    return Undisturbed(name, command, start, old, new, leftovers(start), watch, seen)


def at_an_event(one: Undisturbed, room: Path) -> Callable[[Path, random.Random], bool]:
    """What kills a run just before a random one of its calls of Python into the system; whether it was killed."""

    def kill(root: Path, chance: random.Random) -> bool:
        return events(root, one.command, chance.randrange(one.events))[0] == -signal.SIGKILL

    return kill


def at_a_moment(one: Undisturbed, room: Path) -> Callable[[Path, random.Random], bool]:
    """What kills a run at a random moment, whatever Python, Arrow or git then do; whether it was killed."""
    root = copied(one.start, room / "timed")
    began = time.monotonic()
    assert os.waitstatus_to_exitcode(os.waitpid(started(root, one.command), 0)[1]) in (0, 1)
    duration = time.monotonic() - began

    def kill(root: Path, chance: random.Random) -> bool:
        child = started(root, one.command)
        time.sleep(chance.uniform(0, duration))
        os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL

    return kill


def started(root: Path, command: Command) -> int:
    """Starts a command in a process of its own, and gives its number."""
    child = os.fork()
    if child == 0:
        os._exit(run(root, *command.arguments).exit_code)
    return child


def is_one_of(found: Mapping[str, bytes], *states: Mapping[str, bytes]) -> bool:
    """Asserts that a state is one of the allowed ones, and names the differences."""
    for one in states:
        if found == one:
            return True
    differing = [{name for name in found.keys() | one if found.get(name) != one.get(name)} for one in states]
    raise AssertionError(f"neither the old state nor the new one; differing: {differing}")
