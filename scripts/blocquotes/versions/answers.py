"""The answers of docs/analysis.md: the SQL of each question runs on the tables of two states, and rows are compared."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blocquotes.dataset import parquet
from blocquotes.versions.state import State

if TYPE_CHECKING:
    import duckdb

QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>[^\n]+)\n\n.+?\n\n```sql\n(?P<sql>.*?)```", re.MULTILINE | re.DOTALL
)

# The sentence of the page that names the questions whose answers need no words of the texts.
WITHOUT_TEXT = re.compile(r"answers questions (.*?) all the same", re.DOTALL)

# A table in the SQL of the page, which reads the files of a release.
TABLE = re.compile(r"'dist/data/(\w+)/\*\.parquet'")

# Printed if DuckDB is missing, which only the extra `examples` installs.
NO_DUCKDB = "the answers of docs/analysis.md were not compared: get DuckDB with `pip install 'blocquotes[examples]'`"

# A value of an answer: a number, words, or nothing.
Value = str | int | float | bool | None


@dataclass(frozen=True)
class Question:
    """A question of docs/analysis.md, and the SQL that answers it."""

    number: int
    title: str
    sql: str


@dataclass(frozen=True)
class Answer:
    """The rows of an answer; the first `keys` columns hold the words that identify a row, such as a speaker's id.

    `flaw` says why a state has no answer, if it has none.
    """

    columns: tuple[str, ...] = ()
    keys: int = 0
    rows: tuple[tuple[Value, ...], ...] = ()
    flaw: str | None = None


@dataclass(frozen=True)
class RowChange:
    """A row that differs: its key, and the values that differ in the two states, None if a state lacks the row."""

    key: tuple[Value, ...]
    old: Mapping[str, Value] | None
    new: Mapping[str, Value] | None


@dataclass(frozen=True)
class AnswerChange:
    """An answer that differs between two states; `flaws` says for each state why it has none, if it has none."""

    question: Question
    rows: tuple[RowChange, ...]
    flaws: tuple[str | None, str | None]


@dataclass(frozen=True)
class Answers:
    """The answers that change, of how many that were compared; `note` says why none was, if so."""

    changes: tuple[AnswerChange, ...] = ()
    compared: int = 0
    note: str | None = None


@cache
def page() -> str:
    """The text of docs/analysis.md: from the checkout of the program, or from the installed package."""
    beside = Path(__file__).parents[3] / "docs" / "analysis.md"
    inside = Path(__file__).parents[1] / "analysis.md"
    return (beside if beside.is_file() else inside).read_text(encoding="utf-8")


def questions(with_texts: bool = True) -> list[Question]:
    """The questions of the page; without texts, those that are answered without the words of the texts."""
    found = [Question(int(match["number"]), match["title"], match["sql"]) for match in QUESTION.finditer(page())]
    if with_texts:
        return found
    wordless = {int(number) for match in WITHOUT_TEXT.finditer(page()) for number in re.findall(r"\d+", match[1])}
    return [question for question in found if question.number in wordless]


def compare(old: State, new: State) -> Answers:
    """Which answers differ between two states that both have the words of the texts, or both do not."""
    try:
        import duckdb  # noqa: F401 -- an optional dependency
    except ImportError:
        return Answers(note=NO_DUCKDB)
    asked = questions(old.has_texts)
    pairs = zip(asked, ask(old, asked), ask(new, asked), strict=True)
    changes = (AnswerChange(q, tuple(_row_changes(was, now)), (was.flaw, now.flaw)) for q, was, now in pairs)
    return Answers(tuple(change for change in changes if change.rows or change.flaws[0] != change.flaws[1]), len(asked))


def ask(state: State, asked: Sequence[Question]) -> list[Answer]:
    """The answers to questions from the tables of a state."""
    import duckdb

    # One thread: sums of fractions could depend on their order.
    with duckdb.connect(config={"threads": 1, "enable_external_access": False}) as connection:
        wanted = {name for question in asked for name in TABLE.findall(question.sql)}
        for table in sorted(wanted & state.rows.keys()):
            connection.register(table, parquet.table(state.columns[table], state.rows[table]))
        return [_answer(connection, question) for question in asked]


def _answer(connection: "duckdb.DuckDBPyConnection", question: Question) -> Answer:
    import duckdb

    try:
        relation = connection.sql(TABLE.sub(r"\1", question.sql))
        rows = tuple(relation.fetchall())
    except duckdb.Error as error:
        # An older state may lack a table or a column.
        return Answer(flaw=str(error).split("\n", 1)[0])
    kinds = [str(kind) == "VARCHAR" for kind in relation.types]
    return Answer(tuple(relation.columns), kinds.index(False) if False in kinds else len(kinds), rows)


def _row_changes(old: Answer, new: Answer) -> Iterator[RowChange]:
    """The rows that differ, in the order of the new answer, then those that only the old one has."""
    if old.flaw or new.flaw:
        return
    before, after = _keyed(old), _keyed(new)
    for (key, number), row in after.items():
        was = before.get((key, number))
        if was is None:
            yield RowChange(key, None, row)
        elif was != row:
            differing = [column for column in row if row[column] != was.get(column)]
            yield RowChange(key, {column: was.get(column) for column in differing}, {c: row[c] for c in differing})
    yield from (RowChange(key, row, None) for (key, n), row in before.items() if (key, n) not in after)


def _keyed(answer: Answer) -> Mapping[tuple[tuple[Value, ...], int], Mapping[str, Value]]:
    """The rows by key and number of occurrence; two articles of unknown outlets can have the same key."""
    seen: Counter[Any] = Counter()
    found = {}
    for row in answer.rows:
        key = row[: answer.keys]
        seen[key] += 1
        found[key, seen[key]] = dict(zip(answer.columns[answer.keys :], row[answer.keys :], strict=True))
    return found
