"""A table in several files: every reader and command takes them as one. Here a file is full after a few rows."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from datasets import load_dataset

from blocquotes import schemas
from blocquotes.corpus import Corpus
from blocquotes.dataset import database, parquet, release
from blocquotes.dataset.card import FENCE
from blocquotes.layout import Layout
from blocquotes.verify import hydrate, release_check
from blocquotes.versions import state
from blocquotes.versions.diff import diff
from conftest import ROOT, real
from edits import CHALLENGE

TABLES = ("articles", "quotes", "tokens")


def quiet(step: str) -> None:
    pass


@pytest.fixture(scope="module")
def small() -> Iterator[None]:
    """Row groups of a few rows, each in a file of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "GROUP", {"articles": 2})
        patch.setattr(parquet, "OTHER_GROUP", 60)
        patch.setattr(parquet, "FILE_BYTES", 1)
        yield


@pytest.fixture(scope="module")
def fewer() -> Corpus:
    """The real corpus with one phenomenon of the challenge set, which is read in half the time."""
    records = (r for r in real().records if r.kind != "challenge" or r.file.endswith(f"/{CHALLENGE}"))
    return replace(real(), records=tuple(records))


@pytest.fixture(scope="module")
def dist(fewer: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its release, each table in one file."""
    return built(fewer, tmp_path_factory.mktemp("one") / "dist")


@pytest.fixture(scope="module")
def large(dist: Path, fewer: Corpus, small: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(fewer, tmp_path_factory.mktemp("large") / "dist")


def built(loaded: Corpus, target: Path) -> Path:
    release.build(loaded, target, quiet)
    return target


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [row for path in parquet.paths(folder, table) for row in pq.read_table(path).to_pylist()]


def test_files_are_numbered_and_hold_the_same_rows_in_the_same_order(dist: Path, large: Path) -> None:
    names = [path.name for path in parquet.paths(large, "articles")]
    assert names == [f"train-{i:05}-of-00003.parquet" for i in range(3)]
    for table in schemas.TABLES:
        assert rows(large, table) == rows(dist, table)
    ours, theirs = (json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (large, dist))
    for table in schemas.TABLES:
        assert ours["tables"][table]["rows_sha256"] == theirs["tables"][table]["rows_sha256"]
        assert {name for name in ours["files"] if name.startswith(f"data/{table}/")} == {
            path.relative_to(large).as_posix() for path in parquet.paths(large, table)
        }


def test_the_card_names_every_file_once(large: Path) -> None:
    card = yaml.safe_load((large / "README.md").read_text(encoding="utf-8").split(FENCE)[1])
    named = [file["path"] for config in card["configs"] for file in config["data_files"]]
    paths = [path for one in named for path in ([one] if isinstance(one, str) else one)]
    assert sorted(paths) == sorted(p.relative_to(large).as_posix() for p in (large / "data").rglob("*.parquet"))


@pytest.mark.parametrize("table", TABLES)
def test_load_dataset_takes_the_files_as_one_split_also_streaming(large: Path, tmp_path: Path, table: str) -> None:
    must = rows(large, table)
    assert len(parquet.paths(large, table)) > 1
    for streaming in (False, True):
        given = load_dataset(str(large), table, split="train", streaming=streaming, cache_dir=str(tmp_path / "cache"))
        assert list(given) == must


def test_verify_finds_nothing_and_a_changed_file_among_several(large: Path, tmp_path: Path) -> None:
    assert release_check.check(large)[1] == []
    copied = Path(shutil.copytree(large, tmp_path / "release"))
    last = parquet.paths(copied, "quotes")[-1]
    last.unlink()
    name = last.relative_to(copied).as_posix()
    assert {(f.rule, f.file) for f in release_check.check(copied)[1]} >= {("release-file-missing", name)}


def test_the_description_is_valid_and_gives_the_records(large: Path) -> None:
    command = [sys.executable, "-m", "mlcroissant.scripts.load", "--jsonld", "croissant.json"]
    ran = subprocess.run(
        [*command, "--record_set", "outlets", "--num_records", "-1"], cwd=large, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    described = json.loads((large / "croissant.json").read_text(encoding="utf-8"))
    of_type = {one["@id"]: one for one in described["distribution"]}
    assert of_type["quotes-train.parquet"]["@type"] == "cr:FileSet"
    assert of_type["quotes-train.parquet"]["includes"] == "data/quotes/train-*-of-00002.parquet"
    (quotes,) = (records for records in described["recordSet"] if records["@id"] == "quotes")
    assert quotes["annotation"]["value"] == len(rows(large, "quotes"))


def test_commands_give_the_same_as_for_one_file(dist: Path, large: Path) -> None:
    opened, whole = (release_check.check(folder)[0] for folder in (large, dist))
    assert opened and whole
    assert database.database(opened.rows) == database.database(whole.rows)
    assert diff(*(state.read(Layout(ROOT), str(folder)) for folder in (dist, large))).is_empty


def test_a_release_without_texts_is_restored_byte_for_byte(large: Path, fewer: Corpus, tmp_path: Path) -> None:
    release.build(fewer, tmp_path / "withheld", quiet, with_text=False)
    hydrate.hydrate(tmp_path / "withheld", ROOT / "seeds", tmp_path / "full", quiet)
    for path in (path for path in large.rglob("*.*") if path.is_file() and path.name != ".blocquotes-output.json"):
        assert (tmp_path / "full" / path.relative_to(large)).read_bytes() == path.read_bytes(), path


def test_row_groups_do_not_depend_on_how_rows_come(large: Path, tmp_path: Path) -> None:
    columns, some = ROOT / "schema", parquet.read(large, "quotes")
    one_by_one = (batch for row in some for batch in parquet.encode(columns, "quotes", [row]))
    parquet.write_all(columns, tmp_path, one_by_one)
    for path in parquet.paths(large, "quotes"):
        assert (tmp_path / path.relative_to(large)).read_bytes() == path.read_bytes()
