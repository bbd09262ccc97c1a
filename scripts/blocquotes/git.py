"""Git as this package uses it: the program itself, run in a checkout, with its failures as one exception."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Variables by which a hook's git would have its own repository used in place of the one that is meant."""

BUILT_FROM = ("corpus", "seeds", "schema", "scripts", "docs", "DATASHEET.md", "LICENSE-DATA", "VERSION")
"""What a release is made from; a change elsewhere does not make it another one."""


class GitError(Exception):
    """Git is missing or refused; the message is its own."""


DIRTY = "dirty"
"""What stands for a commit where the checkout differs from it."""


def run(root: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> bytes:
    """What a git command run in `root` prints.

    Args:
        root: the folder to run in.
        arguments: the command and its arguments.
        given: what it reads from standard input.
        index: the index file to use in place of the checkout's own.

    Raises:
        GitError: the command failed.
    """
    environment = {key: value for key, value in os.environ.items() if key not in OF_ANOTHER}
    if index:
        environment["GIT_INDEX_FILE"] = str(index)
    command = ["git", "-C", str(root), *arguments]
    try:
        # No shell reads the arguments, and revisions named by users are kept from being options.
        ran = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)  # noqa: S603
    except OSError as error:
        raise GitError(f"git could not be run: {error.strerror}") from None
    if ran.returncode:
        raise GitError(ran.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed")
    return ran.stdout


def line(root: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> str:
    """The same for a command that prints one line."""
    return run(root, *arguments, given=given, index=index).decode("utf-8").strip()


def commit(root: Path) -> str | None:
    """The commit that a release of this checkout is made from.

    `dirty` where what a release is made from differs from the commit; None where `root` is no checkout of git.
    """
    try:
        found = head(root)
        changed = found and run(root, "status", "--porcelain", "--", *BUILT_FROM)
        return DIRTY if changed else found
    except GitError:
        return None


def head(root: Path) -> str | None:
    """The commit that is checked out; None where `root` is no checkout of git."""
    try:
        if Path(line(root, "rev-parse", "--show-toplevel")).resolve() != root.resolve():
            return None
        return line(root, "rev-parse", "HEAD")
    except GitError:
        return None


def day(root: Path, commit: str) -> str:
    """The day on which a commit was made, in UTC, as ISO text.

    Raises:
        GitError: there is no such commit.
    """
    seconds = int(line(root, "show", "--no-patch", "--format=%ct", commit))
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def resolve(root: Path, revision: str) -> str | None:
    """The commit that a revision names; None where it names none."""
    try:
        return line(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError:
        return None
