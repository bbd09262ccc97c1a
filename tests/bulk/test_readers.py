"""The tables of `suggest --output` are read as one table by pandas, polars, DuckDB, datasets and `evaluate`."""

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner

from blocquotes import cli

COUNT = 50


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers")
    lines = (json.dumps({"id": n, "text": f"“We have no choice,” Anna Berg said on day {n}."}) for n in range(COUNT))
    (folder / "t.jsonl").write_text("\n".join(lines) + "\n{", encoding="utf-8")
    options = ["--output", str(folder / "tables"), "--shard-rows", "20", "--max-rejected", "5", "--processes", "1"]
    assert CliRunner().invoke(cli.main, ["suggest", str(folder / "t.jsonl"), *options]).exit_code == 0
    return folder / "tables"


IDS = [str(n) for n in range(COUNT)]


def test_pandas(tables: Path) -> None:
    assert list(pd.read_parquet(tables / "quotes")["article_id"]) == IDS
    assert len(pd.read_parquet(tables / "rejected")) == 1


def test_polars(tables: Path) -> None:
    assert pl.read_parquet(tables / "quotes" / "*.parquet")["article_id"].to_list() == IDS
    assert len(pl.read_parquet(tables / "rejected")) == 1


def test_duckdb(tables: Path) -> None:
    with duckdb.connect() as base:
        found = base.execute("select article_id from read_parquet(?)", [f"{tables}/quotes/*.parquet"]).fetchall()
    assert [id_ for (id_,) in found] == IDS


def test_datasets(tables: Path, tmp_path: Path) -> None:
    from datasets import load_dataset

    for table, rows in (("quotes", COUNT), ("mentions", COUNT), ("rejected", 1)):
        assert len(load_dataset(str(tables), table, split="train", cache_dir=str(tmp_path))) == rows
    assert load_dataset(str(tables), "quotes", split="train", cache_dir=str(tmp_path))["article_id"][:] == IDS


@pytest.mark.parametrize("name", ["", "quotes"])
def test_evaluate(tables: Path, tmp_path: Path, name: str) -> None:
    quote = {"content": [[0, 20]], "cue": [[31, 35]], "source": [[21, 30]], "speaker": "Anna Berg"}
    text = "“We have no choice,” Anna Berg said on day {}."
    lines = (json.dumps({"doc_id": str(n), "text": text.format(n), "quotes": [quote]}) for n in range(COUNT))
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = CliRunner().invoke(cli.main, ["evaluate", str(tmp_path / "gold.jsonl"), str(tables / name), "--json"])
    assert ran.exit_code == 0, ran.output
    figures = json.loads(ran.stdout)["figures"]
    asked = [one["value"] for one in figures if one["measure"] == "content-words" and one["quotes"] == "direct"]
    assert asked == [1.0] * 3, figures


def test_evaluate_refuses_tables_of_an_unfinished_run(tables: Path, tmp_path: Path) -> None:
    (tmp_path / "half" / "quotes").mkdir(parents=True)
    (tmp_path / "half" / "quotes" / "part-00000.parquet").write_bytes(b"")
    (tmp_path / "gold.jsonl").write_text('{"doc_id": "a", "text": "x", "quotes": []}')
    ran = CliRunner().invoke(cli.main, ["evaluate", str(tmp_path / "gold.jsonl"), str(tmp_path / "half")])
    assert (ran.exit_code, "must be complete" in ran.output) == (2, True), ran.output
