"""docs/analysis.md: every block runs on the built release, SQL and polars agree, and the page shows what they print."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from blocquotes import schemas
from blocquotes.layout import Layout
from blocquotes.versions import answers as answering
from blocquotes.versions import state
from conftest import ROOT

PATH = ROOT / "docs" / "analysis.md"
PAGE = PATH.read_text(encoding="utf-8")
START = PAGE.partition("\n## 1. ")[0]
OPENING = re.findall(r"^```python\n(.*?)^```$", START, re.M | re.S)
QUESTION = re.compile(
    r"^## (?P<title>\d+\. [^\n]+)\n\n.+?\n\n```sql\n(?P<sql>.*?)```\n\n```python\n(?P<polars>.*?)```\n\n"
    r"```text\n(?P<output>.*?)```\n\n(?P<reading>.+?)(?=\n## |\Z)",
    re.M | re.S,
)
QUESTIONS = list(QUESTION.finditer(PAGE))
TITLES = [question["title"] for question in QUESTIONS]
WITHOUT_TEXT = [question.number for question in answering.questions(with_texts=False)]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
BLESS = "BLESS=1 pytest -m release tests/dataset/test_analysis.py"

Rows = tuple[list[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Answer:
    """Columns and rows of an answer in SQL and in polars, and what the latter prints."""

    sql: Rows
    polars: Rows
    printed: str


@contextlib.contextmanager
def beside(dist: Path, room: Path) -> Iterator[None]:
    """Works where a reader does: in a folder that has nothing but `dist/`."""
    (room / "dist").symlink_to(dist)
    with contextlib.chdir(room):
        yield


def run(code: str) -> tuple[dict[str, Any], str]:
    """The names that a block of Python leaves, and what it prints."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, names)
    return names, out.getvalue()


def answer(question: re.Match[str]) -> Answer:
    """Runs both blocks, each with nothing before it but the last lines of the start."""
    with duckdb.connect() as connection, pl.Config():
        relation = connection.sql(question["sql"])
        sql = relation.columns, relation.fetchall()
        names, printed = run(OPENING[-1] + question["polars"])
        return Answer(sql, (names["answer"].columns, names["answer"].rows()), printed)


@pytest.fixture(scope="module")
def answers(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    with beside(dist, tmp_path_factory.mktemp("reader")):
        return [answer(question) for question in QUESTIONS]


def test_the_page_has_eleven_questions_of_one_form() -> None:
    assert [title.partition(".")[0] for title in TITLES] == [str(n) for n in range(1, 12)]
    assert [f"## {title}" for title in TITLES] == re.findall(r"^## \d.*$", PAGE, re.M)
    assert len(re.findall(r"^```\w+$", PAGE, re.M)) == len(OPENING) + 1 + 1 + 3 * 11, "a block that no test runs"


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=TITLES)
def test_sql_and_polars_give_the_same_rows(answers: list[Answer], number: int) -> None:
    found = answers[number]
    assert found.sql[1], "the answer is empty"
    assert found.sql == found.polars


def test_diff_gives_the_answers_of_the_page(answers: list[Answer], dist: Path) -> None:
    asked = answering.questions()
    assert [f"{question.number}. {question.title}" for question in asked] == TITLES
    found = answering.ask(state.read(Layout(ROOT), str(dist)), asked)
    assert [(list(one.columns), list(one.rows)) for one in found] == [one.polars for one in answers]


@pytest.mark.release
def test_every_output_block_is_what_is_printed(answers: list[Answer]) -> None:
    found = iter(answers)
    fresh = QUESTION.sub(lambda q: q[0].replace(f"```text\n{q['output']}", f"```text\n{next(found).printed}"), PAGE)
    if os.environ.get("BLESS"):
        PATH.write_bytes(fresh.encode())
    stored = PATH.read_text(encoding="utf-8")
    diff = "\n".join(unified_diff(stored.splitlines(), fresh.splitlines(), str(PATH), "now", lineterm=""))
    assert stored == fresh, f"the answers have changed:\n{diff}\nif they are right now, run:  {BLESS}"


@pytest.mark.release
@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=TITLES)
def test_the_numbers_under_an_answer_stand_in_it(answers: list[Answer], number: int) -> None:
    question = QUESTIONS[number]
    reading = re.sub(r"\(question \d+\)|<!-- generated: .*<!-- /generated -->", "", question["reading"], flags=re.S)
    told, shown = (set(NUMBER.findall(text)) for text in (reading, answers[number].printed))
    assert told <= shown, f"docs/analysis.md, under the answer to {question['title']}: correct the sentence"


def test_the_page_is_narrow_enough_to_read() -> None:
    assert [line for line in PAGE.splitlines() if len(line) > 120 and not line.startswith("![")] == []


@pytest.mark.parametrize(("number", "tables"), [(0, ("quotes",)), (1, schemas.TABLES), (2, schemas.TABLES)])
def test_the_start_opens_the_tables(number: int, tables: tuple[str, ...], dist: Path, tmp_path: Path) -> None:
    with beside(dist, tmp_path):
        _, printed = run(OPENING[number])
    counts = [pq.read_metadata(path).num_rows for name in tables for path in (dist / "data" / name).iterdir()]
    assert all(re.search(rf"\b{count}\b", printed) for count in counts), printed


def test_the_start_opens_every_table_in_r(dist: Path, tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if not rscript:
        pytest.skip("R is not installed: no Rscript on the path")
    if subprocess.run([rscript, "-e", "library(arrow)"], capture_output=True).returncode:
        pytest.skip("R has no package arrow")
    code = re.findall(r"^```r\n(.*?)^```$", START, re.M | re.S)[0]
    tell = 'for (name in names(tables)) cat("\\n#", name, nrow(tables[[name]]), names(tables[[name]]))\n'
    with beside(dist, tmp_path):
        ran = subprocess.run([rscript, "-e", code + tell], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = {words[1]: words[2:] for line in ran.stdout.splitlines() if (words := line.split())[:1] == ["#"]}
    written = {name: pq.read_table(dist / "data" / name) for name in schemas.TABLES}
    assert found == {name: [str(table.num_rows), *table.column_names] for name, table in written.items()}


def test_a_release_without_texts_answers_what_the_page_says(
    answers: list[Answer], withheld: Path, tmp_path: Path
) -> None:
    with beside(withheld, tmp_path):
        same = [n for n, question in enumerate(QUESTIONS, 1) if answer(question) == answers[n - 1]]
    assert same == WITHOUT_TEXT
