"""The release as users load it: every config with `load_dataset`, whole and streaming, and the card behind it."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from datasets import Features, load_dataset

from blocquotes import schemas
from blocquotes.build import parquet
from conftest import ROOT

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
    written = pq.read_table(dist / parquet.file_name(config, "train"))
    whole = load(config)["train"]
    assert whole.to_list() == written.to_pylist()
    assert list(load(config, split="train", streaming=True)) == written.to_pylist()
    assert whole.features == Features.from_arrow_schema(written.schema)


def test_the_card_names_every_file_once_and_counts_its_rows(dist: Path) -> None:
    card = card_of(dist)
    paths = [file["path"] for config in card["configs"] for file in config["data_files"]]
    assert sorted(paths) == sorted(p.relative_to(dist).as_posix() for p in (dist / "data").rglob("*.parquet"))
    assert [c["config_name"] for c in card["configs"] if c.get("default")] == ["articles"]
    for info in card["dataset_info"]:
        for split in info["splits"]:
            path = dist / parquet.file_name(info["config_name"], split["name"])
            assert split["num_examples"] == pq.read_metadata(path).num_rows
        files = (dist / "data" / info["config_name"]).glob("*.parquet")
        assert info["download_size"] == sum(p.stat().st_size for p in files)


def test_the_card_is_true_to_the_data(dist: Path) -> None:
    card = card_of(dist)
    articles = pq.read_table(dist / parquet.file_name("articles", "train")).to_pylist()
    creators = {"model": "machine-generated", "human": "expert-generated"}
    assert card["annotations_creators"] == sorted({creators[row["method"]] for row in articles})
    assert (card["license"], card["license_link"]) == ("other", "LICENSE-DATA")
    assert (dist / card["license_link"]).exists()
    assert card["language"] == ["en"]
    assert card["size_categories"] == ["n<1K"]


def test_the_card_has_no_empty_part(dist: Path) -> None:
    text = (dist / "README.md").read_text(encoding="utf-8")
    assert text.count("<!-- generated: ") == text.count("<!-- /generated -->") == 8
    for table in CONFIGS:
        assert f"### `{table}`" in text
