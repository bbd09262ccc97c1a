"""How a command ends: refusals and system errors become messages on standard error.

Every start imports this module, so it imports little, and nothing from this package until something is raised.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from blocquotes.refusal import Reason

# Exit codes: findings or differences; wrong usage, or nothing done. `refusal` has the same two for the rooms below,
# and is not imported here because that would slow down every start.
FOUND, USAGE = 1, 2

# As shells have it after Ctrl-C: 128 and the number of the signal. Click's 1 would mean findings.
STOPPED = 130

# How the hidden folders of `files` begin, which the user did not name, and the file of `outputs` that begins likewise.
HIDDEN, MARK = ".blocquotes-", ".blocquotes-output.json"

# Error number of the operating system → what to do about it.
REMEDIES = {
    errno.ENOSPC: "free some space, then run the command again",
    errno.EDQUOT: "free some space, then run the command again",
    errno.EROFS: "name a place that you can write to",
    errno.EACCES: "check the owner and the permissions of the file and its folder",
    errno.EPERM: "check the owner and the permissions of the file and its folder",
    errno.EIO: "check the disk, then run the command again",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "name a path without a link that leads to itself",
    errno.EMFILE: "allow more open files (ulimit -n)",
}


@contextmanager
def ending() -> Iterator[None]:
    """Turns a refusal or a system error into a message and an exit code.

    If the reader of standard output has gone, as `head` does, the command exits without a message.
    """
    try:
        try:
            yield
        finally:
            # Otherwise Python flushes at exit, where a full disk or a closed pipe ends in a traceback.
            sys.stdout.flush()
    except raised("refusal", "Refusal") as refusal:
        for reason in refusal.reasons:
            show_reason(reason)
        sys.exit(refusal.code)
    except raised("git", "GitError") as error:
        from blocquotes.shown import harmless

        stop(f"git failed: {harmless(str(error))}")
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
        sys.exit(STOPPED)
    except BrokenPipeError:
        close_stdout()
        sys.exit(USAGE)
    except OSError as error:
        close_stdout()
        stop(of_the_system(error))
    except RuntimeError as error:
        # What `Path.resolve` raises, before Python 3.13, for a link that leads to itself.
        if not isinstance(error.__context__, OSError):
            raise
        stop(of_the_system(error.__context__))


def prepare_streams() -> None:
    """Opens the standard streams that are closed, as by `>&-`, on nothing: Python has None in their place.

    Characters that the encoding of standard output lacks are escaped, as Python does for standard error: a file or pipe
    on Windows has only those of cp1252.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 -- open until the program ends
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def usage(context: click.Context) -> Iterator[None]:
    """Gives click's messages about wrong usage the form of ours; a group without a command shows its help."""
    try:
        yield
    except click.UsageError as error:
        # Click before 8.2 has no such error.
        if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
            raise
        # The choices of an option that is missing are one to a line, behind a tab.
        message = " ".join(error.format_message().rstrip(".").split())
        # Click names no command where an option lacks its value.
        outer = f"{context.command_path} {context.invoked_subcommand or ''}".strip()
        command = error.ctx.command_path if error.ctx else outer
        stop(f"{message[:1].lower()}{message[1:]}\nfix: `{command} --help` shows the arguments and options")


def raised(module: str, error: str) -> tuple[type[Any], ...]:
    """An error class of this package, for `except`; empty if its module was not imported, so nothing raised it."""
    found = sys.modules.get(f"blocquotes.{module}")
    return (getattr(found, error),) if found else ()


def show_reason(reason: "Reason") -> None:
    """Prints one reason of a refusal on standard error, escaped."""
    from blocquotes.refusal import Reason
    from blocquotes.shown import harmless

    listed = tuple(map(harmless, reason.listed))
    parts = {name: harmless(getattr(reason, name)) for name in ("must", "found", "fix", "place")}
    click.echo(f"blocquotes: {Reason(**parts, listed=listed)}", err=True)


def of_the_system(error: OSError) -> str:
    """An error of the operating system in one line: which file, what happened, what to do."""
    from blocquotes.shown import harmless

    given = [os.fsdecode(name) for name in (error.filename, error.filename2) if name is not None]
    names = " and ".join(dict.fromkeys(map(harmless, _without_hidden(given))))
    place = f"{names}: " if names else ""
    # Python gives no name for the current folder.
    is_here = error.errno == errno.ENOENT and not given
    fix = "change to a folder that has not been removed" if is_here else REMEDIES.get(error.errno or 0)
    return f"{place}{harmless(error.strerror or str(error))}{f'; {fix}' if fix else ''}"


def _without_hidden(names: list[str]) -> list[str]:
    """The names without files in a hidden folder of ours; if there are no others, the folder that holds it."""
    own = [name for name in names if f"{os.sep}{HIDDEN}" not in name or name.endswith(MARK)]
    return own or [name.partition(f"{os.sep}{HIDDEN}")[0] or os.sep for name in names]


def in_lines(text: str) -> str:
    """Text of several lines, made safe to print."""
    from blocquotes.shown import harmless

    return "\n".join(map(harmless, text.split("\n")))


def close_stdout() -> None:
    """Discards output that is still buffered, so that flushing it at exit does not fail again."""
    # pytest replaces standard output with an object that has no file number.
    with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- pathlib costs every start a millisecond
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Prints a message on standard error, escaped, and exits."""
    click.echo(f"blocquotes: {in_lines(message)}", err=True)
    sys.exit(code)
