"""`blocquotes sqlite`: one file with the rows, keys and views of a release, and docs/sqlite.md."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import chdir, closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from blocquotes import fields, schemas
from blocquotes.dataset import database
from commands import Ran, blocquotes
from conftest import ROOT

PATH = ROOT / "docs" / "sqlite.md"
PAGE = PATH.read_text(encoding="utf-8")


def run(*arguments: str, folder: Path) -> Ran:
    return blocquotes(*arguments, cwd=folder)


@pytest.fixture(scope="module")
def made(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, made by the command of the page in a folder that has the release."""
    beside = tmp_path_factory.mktemp("beside")
    (beside / "dist").symlink_to(dist)
    (command,) = re.findall(r"```sh\nblocquotes (.*)\n```", PAGE)
    ran = run(*command.split(), folder=beside)
    assert (ran.returncode, ran.stderr) == (0, "")
    return beside / "blocquotes.sqlite"


@pytest.fixture
def connection(made: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(made)) as opened:
        yield opened


def test_keys_hold_and_the_file_is_sound(connection: sqlite3.Connection) -> None:
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    for table, one in fields.TABLES.items():
        columns = connection.execute(f"pragma table_info('{table}')").fetchall()
        assert [name for _, name, _, _, _, is_key in columns if is_key] == [one.key]
        declared = {(row[3], row[2]) for row in connection.execute(f"pragma foreign_key_list('{table}')")}
        lists = {c.name for c in schemas.columns(ROOT / "schema", table) if c.is_list}
        assert declared == {(c, target) for c, target in fields.references(table).items() if c not in lists}


@pytest.mark.parametrize("table", schemas.TABLES)
def test_a_table_has_the_rows_of_its_parquet_files(connection: sqlite3.Connection, dist: Path, table: str) -> None:
    found = connection.execute(f'select * from "{table}"')
    names = [one[0] for one in found.description]
    lists = {c.name for c in schemas.columns(ROOT / "schema", table) if c.is_list}
    rows = [
        {n: json.loads(v) if n in lists else v for n, v in zip(names, row, strict=True)} for row in found.fetchall()
    ]
    must = [json.loads(json.dumps(row, default=str)) for row in pq.read_table(dist / "data" / table).to_pylist()]
    nested = {column for name, column in database.NESTED if name == table}
    assert rows == [{name: value for name, value in row.items() if name not in nested} for row in must]


def test_every_list_of_ids_has_a_table_of_links(connection: sqlite3.Connection, dist: Path) -> None:
    for table, one in fields.TABLES.items():
        lists = {c.name for c in schemas.columns(ROOT / "schema", table) if c.is_list}
        for column in (column for column in fields.references(table) if column in lists):
            links = connection.execute(f'select * from "{table}_{column}"').fetchall()
            rows = pq.read_table(dist / "data" / table, columns=[one.key, column]).to_pylist()
            assert sorted(links) == sorted(
                (row[one.key], at, id_) for row in rows for at, id_ in enumerate(row[column])
            )


def test_views_have_a_row_per_link_and_per_quote(connection: sqlite3.Connection, dist: Path) -> None:
    counts = {view: connection.execute(f"select count(*) from {view}").fetchone()[0] for view in database.VIEWS}
    quotes = pq.read_table(dist / "data" / "quotes").to_pylist()
    assert counts == {
        "quotes_by_speaker": sum(len(row["speaker_ids"]) for row in quotes),
        "quotes_by_utterance": sum(len(row["utterance_ids"]) for row in quotes),
        "quotes_by_country": sum(len(row["speaker_country_ids"]) for row in quotes),
        "quotes_in_context": len(quotes),
    }
    context = connection.execute("select content, sentence_text from quotes_in_context").fetchall()
    assert all(sentence.split()[-1] in content or content.split()[0] in sentence for content, sentence in context)


def test_the_same_bytes_on_every_run_without_the_version_of_sqlite(made: Path, dist: Path) -> None:
    first = made.read_bytes()
    ran = run("sqlite", str(dist), folder=made.parent)
    assert (ran.returncode, made.read_bytes() == first) == (0, True), "it replaces its own file"
    assert first[24:28] == first[92:96] == bytes([0, 0, 0, 1])
    assert first[96:100] == bytes(4)
    assert first[60:72] == database.MARK


def test_a_release_without_texts_makes_a_file_too(withheld: Path, tmp_path: Path) -> None:
    assert run("sqlite", str(withheld), folder=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "blocquotes.sqlite")) as opened:
        assert opened.execute("pragma foreign_key_check").fetchall() == []
        assert opened.execute("select count(content), count(*) > 0 from quotes").fetchall() == [(0, 1)]


def test_a_damaged_release_and_a_foreign_file_are_refused(dist: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(dist, tmp_path / "release"))
    (folder / "LICENSE-DATA").write_text("mine")
    ran = run("sqlite", "release", folder=tmp_path)
    assert (ran.returncode, "release-file-changed" in ran.stderr) == (1, True)
    assert not (tmp_path / "blocquotes.sqlite").exists()
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("sqlite", "nowhere", folder=tmp_path)
    assert (ran.returncode, "found none at nowhere\nfix: build one with `blocquotes build`" in ran.stderr) == (2, True)
    ran = run("sqlite", str(dist), "--output", "notes.txt", folder=tmp_path)
    assert (ran.returncode, "must not replace a file that it did not make" in ran.stderr) == (2, True)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    ran = run("sqlite", ".", folder=folder)
    assert (ran.returncode, "lies in ., an input of the command" in ran.stderr) == (2, True)


def test_the_python_of_the_page_runs(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    with chdir(made.parent):
        names: dict[str, sqlite3.Connection] = {}
        exec(code, names)
        names["connection"].close()
    assert "March 20-21 summit" in capsys.readouterr().out


@pytest.mark.release
def test_the_query_of_the_page_prints_what_it_shows(connection: sqlite3.Connection) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE, re.S)
    found = connection.execute(query)
    lines = ["|".join(one[0] for one in found.description), *("|".join(map(str, row)) for row in found)]
    shown = "".join(f"{line}\n" for line in lines)
    if os.environ.get("BLESS"):
        PATH.write_text(re.sub(r"```text\n.*?```", f"```text\n{shown}```", PAGE, flags=re.S), encoding="utf-8")
    assert f"```text\n{shown}```" in PATH.read_text(encoding="utf-8")
