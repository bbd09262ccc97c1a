"""What all commands share: the checkout that they work on, their exit codes, and how they end."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from blocquotes.refusal import FOUND, NOTHING_DONE, Problem, Refusal
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.layout import Layout

__all__ = ["FOUND", "PATHS", "USAGE", "checkout", "ending", "in_lines", "recover", "stop"]

# Exit code of wrong usage, too.
USAGE = NOTHING_DONE

# What to do about an error of the operating system, by its number.
REMEDIES = {
    errno.ENOSPC: "free some space, then run the command again",
    errno.EDQUOT: "free some space, then run the command again",
    errno.EROFS: "name a place that can be written",
    errno.EACCES: "see whose file it is and who may read and write it",
    errno.EPERM: "see whose file it is and who may read and write it",
    errno.EIO: "see that the disk works, then run the command again",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EMFILE: "allow more open files (ulimit -n)",
}

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def checkout(context: click.Context) -> "Layout":
    """The checkout to work on.

    Raises:
        Refusal: there is none.
    """
    from blocquotes import layout

    return layout.find(Path(context.obj) if context.obj else Path.cwd())


def recover(folder: Path) -> None:
    """Takes up what a run that was killed left in a folder, and says so on standard error."""
    from blocquotes import files

    for line in files.recover(folder):
        click.echo(f"blocquotes: {harmless(line)}", err=True)


@contextmanager
def ending() -> Iterator[None]:
    """Ends the command with a message where it is refused, or where the operating system refuses something.

    A reader of standard output that is gone, such as `head`, ends it without a word.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except Refusal as refusal:
        for problem in refusal.problems:
            show_problem(problem)
        sys.exit(refusal.code)
    except git_errors() as error:
        stop(f"git must do what the command needs; found: {harmless(str(error))}")
    except BrokenPipeError:
        close_stdout()
        sys.exit(NOTHING_DONE)
    except OSError as error:
        close_stdout()
        stop(of_the_system(error))


def git_errors() -> tuple[type[Exception], ...]:
    """The error of git; none where no command has imported git, which would cost every start a few milliseconds."""
    module = sys.modules.get("blocquotes.git")
    return (module.GitError,) if module else ()


def show_problem(problem: Problem) -> None:
    """Prints a problem on standard error, every part of it escaped."""
    listed = tuple(map(harmless, problem.listed))
    parts = {name: harmless(getattr(problem, name)) for name in ("must", "found", "fix", "place")}
    click.echo(f"blocquotes: {Problem(**parts, listed=listed)}", err=True)


def of_the_system(error: OSError) -> str:
    """An error of the operating system in one sentence: which file, what happened, what to do."""
    names = " and ".join(harmless(os.fsdecode(name)) for name in (error.filename, error.filename2) if name is not None)
    place = f"{names}: " if names else ""
    fix = REMEDIES.get(error.errno or 0)
    return f"{place}{harmless(error.strerror or str(error))}{f'; {fix}' if fix else ''}"


def in_lines(text: str) -> str:
    """Text of several lines as it may be printed; what is escaped already stays as it is."""
    return "\n".join(map(harmless, text.split("\n")))


def close_stdout() -> None:
    """Has what is still to be printed go nowhere, so that the end of the program does not fail once more."""
    # Within a test there is no such file.
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Ends the command with a message on standard error; whatever foreign text is in it is escaped."""
    click.echo(f"blocquotes: {in_lines(message)}", err=True)
    sys.exit(code)
