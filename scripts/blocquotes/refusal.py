"""The error for what a user can fix: what must hold, what was found, where, and how to fix it."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

# Exit codes: the data has errors; wrong usage, or nothing could be done. 0 is fine.
FOUND, NOTHING_DONE = 1, 2


@dataclass(frozen=True)
class Reason:
    """One reason for a refusal, in plain text; it is escaped where it is printed.

    `place` is a file, with line and column where known, or empty. `listed` are further lines of what was found.
    """

    must: str
    found: str
    fix: str = ""
    place: str = ""
    listed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The reason as a message of a few lines, not escaped."""
        head = f"{self.place}: {self.must}; found {self.found}" if self.place else f"{self.must}; found {self.found}"
        return "\n".join([head, *(f"  {line}" for line in self.listed), *([f"fix: {self.fix}"] if self.fix else [])])


class Refusal(Exception):  # noqa: N818 -- not an error of the program
    """Stops a command before it changes anything; `code` is the exit code."""

    def __init__(
        self,
        must: str,
        found: str,
        fix: str = "",
        *,
        place: str = "",
        listed: Sequence[str] = (),
        code: int = NOTHING_DONE,
    ) -> None:
        self.reasons: tuple[Reason, ...] = (Reason(must, found, fix, place, tuple(listed)),)
        self.code = code
        super().__init__(must, found)

    @classmethod
    def of(cls, reasons: Sequence[Reason], code: int = NOTHING_DONE) -> Self:
        """A refusal with several reasons, at least one."""
        first = reasons[0]
        made = cls(first.must, first.found, first.fix, place=first.place, listed=first.listed, code=code)
        made.reasons = tuple(reasons)
        return made

    def __str__(self) -> str:
        """All reasons, not escaped."""
        return "\n".join(map(str, self.reasons))


def install(extra: str) -> str:
    """What to do about a missing library of an extra: install it beside this program, with the Python that runs it.

    Another pip would look for this program in a package index.
    """
    return f"install it with `{shlex.quote(sys.executable)} -m pip install 'blocquotes[{extra}]'`"
