"""The release as users load it: every config with `load_dataset`, whole and streaming, and the card behind it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml
from datasets import Features, load_dataset

from blocquotes import schemas
from blocquotes.dataset import parquet
from conftest import ROOT, split_of
from release_repo import built

CONFIGS = schemas.TABLES


@pytest.fixture
def load(dist: Path, tmp_path: Path) -> Any:
    """`load_dataset` with a cache of its own: a local folder's old rows would come out of a shared one."""
    return lambda *args, **kw: load_dataset(str(dist), *args, cache_dir=str(tmp_path / "cache"), **kw)


def card_of(dist: Path) -> dict[str, Any]:
    _, head, _ = (dist / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    card: dict[str, Any] = yaml.safe_load(head)
    return card


def test_the_default_config_is_the_articles(load: Any) -> None:
    dataset = load()
    assert list(dataset) == ["train"]
    assert dataset["train"].num_rows == len(list((ROOT / "corpus" / "articles").glob("*.json")))
    assert isinstance(dataset["train"][0]["quotes"][0]["content_spans"][0]["start"], int)


@pytest.mark.parametrize("config", CONFIGS)
def test_every_config_loads_whole_and_streaming(load: Any, dist: Path, config: str) -> None:
    written = pq.read_table(dist / parquet.file_name(config, split_of(config)))
    whole = load(config, verification_mode="all_checks")[split_of(config)]
    assert whole.to_list() == written.to_pylist()
    assert list(load(config, split=split_of(config), streaming=True)) == written.to_pylist()
    assert whole.features == Features.from_arrow_schema(written.schema)


@pytest.mark.parametrize("config", CONFIGS)
def test_every_table_opens_straight_from_the_files(dist: Path, config: str) -> None:
    files = dist / "data" / config
    written = pq.read_table(files)
    in_pandas, in_polars = pd.read_parquet(files), pl.read_parquet(files / "*.parquet")
    with duckdb.connect() as connection:
        in_duckdb = connection.from_parquet(str(files / "*.parquet"))
        names, rows = in_duckdb.columns, in_duckdb.fetchall()
    assert list(in_pandas.columns) == in_polars.columns == names == written.column_names
    assert len(in_pandas) == in_polars.height == len(rows) == written.num_rows > 0
    assert in_polars.rows(named=True) == written.to_pylist()
    assert rows == [tuple(row.values()) for row in written.to_pylist()]


@pytest.mark.slow
def test_the_own_test_of_datasets_passes_and_counts_the_same_rows(dist: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(dist, tmp_path / "release"))
    cache = ("--cache_dir", str(tmp_path / "cache"))
    command = [str(Path(sys.executable).with_name("datasets-cli")), "test", str(folder), "--all_configs", "--save_info"]
    environment = {**os.environ, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1"}
    ran = subprocess.run([*command, *cache], capture_output=True, text=True, env=environment)
    assert (ran.returncode, "Test successful." in ran.stdout) == (0, True), ran.stderr
    ours, theirs = card_of(dist), card_of(folder)
    assert ours["configs"] == theirs["configs"]
    rows = {info["config_name"]: info["splits"][0]["num_examples"] for info in theirs["dataset_info"]}
    assert rows == {
        table: pq.read_metadata(dist / parquet.file_name(table, split_of(table))).num_rows for table in CONFIGS
    }


def test_the_card_names_every_file_once(dist: Path) -> None:
    card = card_of(dist)
    paths = [file["path"] for config in card["configs"] for file in config["data_files"]]
    assert sorted(paths) == sorted(p.relative_to(dist).as_posix() for p in (dist / "data").rglob("*.parquet"))
    assert [c["config_name"] for c in card["configs"] if c.get("default")] == ["articles"]


def test_the_card_is_true_to_the_data(dist: Path) -> None:
    card = card_of(dist)
    articles = pq.read_table(dist / parquet.file_name("articles", "train")).to_pylist()
    creators = {"model": "machine-generated", "human": "expert-generated"}
    assert card["annotations_creators"] == sorted({creators[row["method"]] for row in articles})
    assert (card["license"], card["license_link"]) == ("other", "LICENSE-DATA")
    assert (dist / card["license_link"]).exists()
    assert card["language"] == ["en"]


def test_the_card_has_no_empty_part(dist: Path) -> None:
    text = (dist / "README.md").read_text(encoding="utf-8")
    assert text.count("<!-- generated: ") == text.count("<!-- /generated -->") == 3
    for table in CONFIGS:
        assert f"| `{table}` | " in text


def test_the_card_removes_every_date_column_for_torch(dist: Path) -> None:
    (removed,) = re.findall(r"remove_columns\(\[(.*?)\]\)", (dist / "README.md").read_text(encoding="utf-8"))
    dates = [column.name for column in schemas.columns(ROOT / "schema", "quotes") if column.type == "date32"]
    assert re.findall(r'"(\w+)"', removed) == dates


def test_the_card_is_two_screens_and_its_yaml_no_more_than_the_hub_needs(dist: Path) -> None:
    _, head, body = (dist / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    assert len(body.splitlines()) <= 110
    assert set(yaml.safe_load(head)) == {
        *("pretty_name", "license", "license_name", "license_link", "language"),
        *("annotations_creators", "task_categories", "tags", "configs"),
    }


def test_a_new_build_is_loaded_although_the_old_one_is_cached(small_checkout: Path, tmp_path: Path) -> None:
    record = small_checkout / "corpus" / "entities" / "nato.json"
    for words in ("Military alliance", "Militery alliance"):
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace("Military alliance", words), encoding="utf-8")
        built(small_checkout)
        rows = load_dataset(str(small_checkout / "dist"), "entities", cache_dir=str(tmp_path / "cache"))["train"]
        assert any(row["description"].startswith(words) for row in rows)
