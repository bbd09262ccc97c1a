"""How a command ends: a refusal or an error of the system becomes one message on standard error.

Every start imports this, so it imports little, and nothing of this package before something is raised.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from blocquotes.refusal import Reason

# Exit codes: findings; wrong usage, or nothing done. 0 is fine. `refusal` has them for the rooms below.
FOUND, USAGE = 1, 2

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
    except raised("refusal", "Refusal") as refusal:
        for reason in refusal.reasons:
            show_reason(reason)
        sys.exit(refusal.code)
    except raised("git", "GitError") as error:
        from blocquotes.shown import harmless

        stop(f"git must do what the command needs; found: {harmless(str(error))}")
    except BrokenPipeError:
        close_stdout()
        sys.exit(USAGE)
    except OSError as error:
        close_stdout()
        stop(of_the_system(error))


def raised(module: str, error: str) -> tuple[type[Any], ...]:
    """An error of a module of this package; none if no command has imported the module, so that it was not raised."""
    found = sys.modules.get(f"blocquotes.{module}")
    return (getattr(found, error),) if found else ()


def show_reason(reason: "Reason") -> None:
    """Prints one reason of a refusal on standard error, every part of it escaped."""
    from blocquotes.refusal import Reason
    from blocquotes.shown import harmless

    listed = tuple(map(harmless, reason.listed))
    parts = {name: harmless(getattr(reason, name)) for name in ("must", "found", "fix", "place")}
    click.echo(f"blocquotes: {Reason(**parts, listed=listed)}", err=True)


def of_the_system(error: OSError) -> str:
    """An error of the operating system in one sentence: which file, what happened, what to do."""
    from blocquotes.shown import harmless

    names = " and ".join(harmless(os.fsdecode(name)) for name in (error.filename, error.filename2) if name is not None)
    place = f"{names}: " if names else ""
    fix = REMEDIES.get(error.errno or 0)
    return f"{place}{harmless(error.strerror or str(error))}{f'; {fix}' if fix else ''}"


def in_lines(text: str) -> str:
    """Text of several lines as it may be printed; what is escaped already stays as it is."""
    from blocquotes.shown import harmless

    return "\n".join(map(harmless, text.split("\n")))


def close_stdout() -> None:
    """Has what is still to be printed go nowhere, so that the end of the program does not fail once more."""
    # Within a test there is no such file.
    with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- pathlib costs every start a millisecond
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Ends the command with a message on standard error; whatever foreign text is in it is escaped."""
    click.echo(f"blocquotes: {in_lines(message)}", err=True)
    sys.exit(code)
