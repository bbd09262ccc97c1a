"""`suggest --output -` prints one JSON object per text, and everything else on standard error."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blocquotes import cli

GOOD = {"id": 1, "text": "“We have no choice,” Anna Berg said."}
BAD = {"id": 2, "text": 7}


def printed(tmp_path: Path, rows: list[object], *options: str) -> Result:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    result = CliRunner().invoke(cli.main, ["suggest", str(path), "--output", "-", "--processes", "1", *options])
    assert [one.name for one in tmp_path.iterdir()] == ["in.jsonl"]
    return result


@pytest.mark.parametrize(("options", "content"), [((), "content"), (("--format", "gqg"), "quote")])
def test_objects_are_printed(tmp_path: Path, options: tuple[str, ...], content: str) -> None:
    result = printed(tmp_path, [GOOD], *options)
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["quotes"][0][content] == "“We have no choice,”"
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_text_of_standard_input_is_printed() -> None:
    arguments = ["suggest", "-", "--from", "txt", "--output", "-"]
    result = CliRunner().invoke(cli.main, arguments, input="“We have no choice,” Anna Berg said.")
    assert json.loads(result.stdout)["id"] == "stdin"


def test_a_text_file_is_printed_as_an_object_of_the_graph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We have no choice,” Anna Berg said.", encoding="utf-8")
    arguments = ["suggest", str(tmp_path), "--output", "-", "--format", "gqg"]
    found = json.loads(CliRunner().invoke(cli.main, arguments).stdout)
    assert (found["id"], found["date"], len(found["quotes"])) == (f"{tmp_path.name}/a.txt", None, 1)


def test_rejected_rows_are_named_and_end_with_1(tmp_path: Path) -> None:
    result = printed(tmp_path, [GOOD, BAD])
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["1"]
    assert "in.jsonl:2 (id 2): a text must be a string" in result.stderr
    assert "1 of 2 rows were rejected; that is more than 1 % (--max-rejected)" in result.stderr
    assert result.exit_code == 1


def test_few_rejected_rows_are_no_failure(tmp_path: Path) -> None:
    result = printed(tmp_path, [GOOD, BAD], "--max-rejected", "50")
    assert "1 of 2 rows were rejected; --output DIRECTORY keeps them in a table" in result.stderr
    assert result.exit_code == 0


def test_only_the_parts_that_count_are_printed_when_a_run_stops(tmp_path: Path) -> None:
    result = printed(tmp_path, [GOOD, *[BAD] * 100, GOOD], "--shard-rows", "101", "--processes", "2")
    assert len(result.stdout.splitlines()) == 1
    assert "100 of 101 rows were rejected; that is more than 1 % (--max-rejected), so the run stopped" in result.stderr
    assert result.exit_code == 1


def test_parquet_is_refused(tmp_path: Path) -> None:
    result = printed(tmp_path, [GOOD], "--format", "parquet")
    assert "--output - prints JSON; name a folder for Parquet" in result.stderr
    assert result.exit_code == 2
