"""Runs git in a checkout; all failures raise one exception.

Files of a revision are read as blobs. `git archive` and `git checkout` follow the revision's own `.gitattributes`, so a
pull request could hide records from them (`export-ignore`) or change records (`export-subst`, `ident`).
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

# Git's environment variables that are passed on: who commits, which configuration, where git is installed.
#
# All others are dropped, because they may select another repository (git sets `GIT_DIR` for hooks), other objects or
# other settings.
KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
)

# Replace refs and grafts are ignored: they would show objects and a history that differ from those committed.
OWN = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}

# Overrides settings that would run a program, add lines to the output, or hide untracked files.
SETTINGS = ("core.fsmonitor=false", "log.showSignature=false", "status.showUntrackedFiles=normal")

# Modes of a plain file in a tree; other modes are those of links and submodules.
PLAIN = ("100644", "100755")

# What a release is built from; changes elsewhere do not make it dirty.
BUILT_FROM = ("corpus", "seeds", "schema", "scripts", "docs", "DATASHEET.md", "LICENSE-DATA", "VERSION")


class GitError(Exception):
    """Git is missing or refused; the message is its own."""


# Recorded instead of a commit if the checkout differs from it.
DIRTY = "dirty"


def run(root: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> bytes:
    """The output of a git command.

    Args:
        root: the folder to run in.
        arguments: the command and its arguments.
        given: standard input.
        index: the index file to use instead of the checkout's own.

    Raises:
        GitError: the command failed, or git is not installed.
        OSError: the system could not start it.
    """
    try:
        # No shell sees the arguments, and `resolve` makes sure that a revision from a user is not taken for an option.
        ran = subprocess.run(  # noqa: S603
            _command(root, arguments), input=given, capture_output=True, check=False, env=_environment(index)
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not on the PATH") from None
    if ran.returncode:
        # On one line: for a folder of another user, git prints four.
        raise GitError(" ".join(ran.stderr.decode("utf-8", "replace").split()) or f"git {arguments[0]} failed")
    return ran.stdout


def trouble(root: Path) -> str | None:
    """Why git can find no revision at all in a folder, in its own words; None if it can."""
    try:
        run(root, "rev-parse", "--git-dir")
    except GitError as error:
        return str(error)
    return None


def _command(root: Path, arguments: Sequence[str]) -> list[str]:
    return ["git", "-C", str(root), *(part for setting in SETTINGS for part in ("-c", setting)), *arguments]


def _environment(index: Path | None = None) -> Mapping[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(KEPT)}
    return {**kept, **OWN, **({"GIT_INDEX_FILE": str(index)} if index else {})}


@dataclass(frozen=True)
class Entry:
    """A file, link or submodule of a tree: its mode, the id of its object, its size in bytes, and its path.

    `bytes` is 0 for a submodule, and for an object that is missing.
    """

    mode: str
    id: str
    bytes: int
    path: str


def entries(root: Path, commit: str, parts: Sequence[str]) -> list[Entry]:
    """The entries below some folders of a commit, in the order of the tree; paths are relative to `root`.

    Raises:
        GitError: there is no such commit.
    """
    listed = run(root, "ls-tree", "-r", "-l", "-z", commit, "--", *parts)
    return [_entry(line) for line in listed.split(b"\0") if line]


def _entry(line: bytes) -> Entry:
    head, _, path = line.partition(b"\t")
    mode, _, id_, size = head.decode("ascii").split()
    return Entry(mode, id_, int(size) if size.isdigit() else 0, os.fsdecode(path))


def contents(root: Path, found: Sequence[Entry]) -> Iterator[bytes]:
    """The bytes of some files of a tree, in the same order, as they were committed.

    Raises:
        GitError: git cannot read one of them.
    """
    with tempfile.TemporaryFile() as ids:
        ids.write("".join(f"{entry.id}\n" for entry in found).encode("ascii"))
        ids.seek(0)
        with subprocess.Popen(  # noqa: S603
            _command(root, ("cat-file", "--batch")),
            stdin=ids,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as reading:
            assert reading.stdout
            for entry in found:
                yield _content(reading.stdout, entry)


def _content(answer: IO[bytes], entry: Entry) -> bytes:
    head = answer.readline().split()
    if head != [entry.id.encode("ascii"), b"blob", b"%d" % entry.bytes]:
        raise GitError(f"{entry.path} cannot be read: {b' '.join(head).decode('utf-8', 'replace')}")
    content = answer.read(entry.bytes)
    answer.read(1)  # the line feed that ends it
    return content


def line(root: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> str:
    """The output of a git command that prints one line (see `run`)."""
    return run(root, *arguments, given=given, index=index).decode("utf-8").strip()


def commit(root: Path) -> str | None:
    """The commit that a release of this checkout is built from.

    `dirty` if files that a release is built from differ from the commit; None if `root` is not a git checkout.
    """
    try:
        found = head(root)
        changed = found and run(root, "status", "--porcelain", "--", *BUILT_FROM)
        return DIRTY if changed else found
    except GitError:
        return None


def head(root: Path) -> str | None:
    """The commit that is checked out; None if `root` is not a git checkout."""
    try:
        if Path(line(root, "rev-parse", "--show-toplevel")).resolve() != root.resolve():
            return None
        return line(root, "rev-parse", "HEAD")
    except GitError:
        return None


def day(root: Path, commit: str) -> str:
    """The date of a commit, in UTC, in ISO format.

    Raises:
        GitError: there is no such commit.
    """
    return time(root, commit).date().isoformat()


def resolve(root: Path, revision: str) -> str | None:
    """The commit that a revision names; None if it names none."""
    return resolve_object(root, f"{revision}^{{commit}}")


def resolve_object(root: Path, name: str) -> str | None:
    """The id of the object that a name such as `COMMIT:PATH` gives; None if there is none."""
    try:
        return line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except GitError:
        return None


def time(root: Path, commit: str) -> datetime:
    """When a commit was made, in UTC.

    Raises:
        GitError: there is no such commit.
    """
    return datetime.fromtimestamp(int(line(root, "show", "--no-patch", "--format=%ct", commit)), UTC)
