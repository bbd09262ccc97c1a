"""Shows how far a run is: a bar on a terminal, and a line per minute in a log."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, Any

import click

from blocquotes.shown import count, harmless

if TYPE_CHECKING:
    from blocquotes.bulk.input_rows import Progress
    from blocquotes.bulk.shard import Metrics

# Seconds between two lines of a log.
EVERY = 60.0


@dataclass
class Report:
    """Reports on a run: `say` prints a line once, `progress` updates the bar or writes a line per minute.

    `bar` is None if standard error is not a terminal; then lines go there too.
    """

    log: IO[str] | None
    bar: Any
    start: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    said: set[str] = field(default_factory=set)

    def say(self, line: str) -> None:
        """Prints a line on standard error, unless it was printed before."""
        if line not in self.said:
            self.said.add(line)
            click.echo(harmless(line), err=True)

    def progress(self, total: "Metrics", progress: "Progress") -> None:
        """Shows how many texts were read, how fast, and how long the rest will take."""
        line = self._line(total, progress)
        if self.bar is not None:
            self.bar.update(0, completed=progress.share or 0, description=line)
        if time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            if self.bar is None:
                click.echo(line, err=True)
            if self.log is not None:
                self.log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {line}\n")
                self.log.flush()

    def _line(self, total: "Metrics", progress: "Progress") -> str:
        seconds = max(time.monotonic() - self.start, 0.001)
        parts = [
            count(total.documents_out, "text"),
            f"{total.documents_in / seconds:,.0f} texts/s",
            count(total.quotes, "quote"),
            f"{total.rejected:,} rejected",
        ]
        share = progress.share
        return ", ".join([*parts, *([f"{_left(seconds, share)} left"] if share else [])])


def _left(seconds: float, share: float) -> str:
    minutes, rest = divmod(round(seconds / share - seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


@contextmanager
def reporting(log: Path | None) -> Iterator[Report]:
    """Reports on a run while the block lasts."""
    file = log.open("a", encoding="utf-8") if log else None
    try:
        if not sys.stderr.isatty():
            yield Report(file, None)
            return
        with _bar() as bar:
            yield Report(file, bar)
    finally:
        if file:
            file.close()


@contextmanager
def _bar() -> Iterator[Any]:
    """A bar on the terminal; a line of text where rich is missing, which `pip install blocquotes` does not bring."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
    except ImportError:
        yield _Line()
        click.echo(err=True)
        return
    # The bar comes first, since the text changes its length.
    with Progress(BarColumn(20), TextColumn("{task.description}"), console=Console(stderr=True)) as bar:
        bar.add_task("reading", total=1)
        yield bar


class _Line:
    """A line on a terminal that each update overwrites."""

    def update(self, task: int, completed: float, description: str) -> None:
        """Writes the line, cut to the width of the terminal."""
        del task, completed
        click.echo(f"\r\x1b[K{description[: get_terminal_size().columns - 1]}", nl=False, err=True)
