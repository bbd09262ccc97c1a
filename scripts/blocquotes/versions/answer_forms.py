"""The answers that change, in words for text and Markdown."""

from collections.abc import Callable, Iterator

from blocquotes.shown import count
from blocquotes.versions.answers import AnswerChange, RowChange, Value
from blocquotes.versions.change import shortened

# Rows of an answer that are listed; the rest are counted, and JSON has all of them.
MOST_ROWS = 20

# Digits of a fraction: as few as show the difference of two, from the first to the last number.
DIGITS, MOST_DIGITS = 3, 17

# Escapes and quotes foreign text.
Mark = Callable[[str], str]


def lines(change: AnswerChange, mark: Mark) -> Iterator[str]:
    """One line per row of an answer that differs."""
    old, new = change.flaws
    if old or new:
        yield f"{_answered(old)} before, {_answered(new)} now: {mark(old or new or '')}"
    yield from (line(row, mark) for row in change.rows[:MOST_ROWS])
    if len(change.rows) > MOST_ROWS:
        yield f"and {count(len(change.rows) - MOST_ROWS, 'more row')}"


def _answered(flaw: str | None) -> str:
    return "not answered" if flaw else "answered"


def line(row: RowChange, mark: Mark) -> str:
    """A row that differs: its key, then each value that differs from what to what."""
    return f"{key(row, mark)}: {', '.join(what(row, mark))}"


def key(row: RowChange, mark: Mark) -> str:
    """The words that identify a row."""
    return ", ".join(word(value, mark) for value in row.key)


def what(row: RowChange, mark: Mark) -> Iterator[str]:
    """What happened to a row: values from what to what, or that it was added or removed, with its values."""
    if row.old is not None and row.new is not None:
        yield from (_from_to(column, row.old[column], row.new[column], mark) for column in row.new)
        return
    yield "row added" if row.old is None else "row removed"
    yield from (f"{column} {word(value, mark)}" for column, value in (row.new or row.old or {}).items())


def _from_to(column: str, old: Value, new: Value, mark: Mark) -> str:
    digits = DIGITS
    if isinstance(old, float) and isinstance(new, float):
        differing = (n for n in range(DIGITS, MOST_DIGITS) if f"{old:.{n}g}" != f"{new:.{n}g}")
        digits = next(differing, MOST_DIGITS)
    return f"{column} from {word(old, mark, digits)} to {word(new, mark, digits)}"


def word(value: Value, mark: Mark, digits: int = DIGITS) -> str:
    """A value of an answer in words."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return mark(shortened(value))
    return f"{value:.{digits}g}" if isinstance(value, float) else str(value)
