"""`load`: tables of a release from a folder and from a Hub, each file compared with the manifest."""

import hashlib
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import blocquotes
from blocquotes import Refusal
from hub_client import environment, read_manifest, run
from hub_server import Hub

LOADED = """
import sys, blocquotes
try:
    table = blocquotes.load("quotes", source=sys.argv[1], version=sys.argv[2] or None)
except blocquotes.Refusal as refusal:
    sys.exit(str(refusal))
print(table.version, len(table), sep="\\n")
"""


def file_of(folder: Path) -> Path:
    (path,) = (folder / "data" / "quotes").glob("*.parquet")
    return path


@pytest.fixture
def release(dist: Path, tmp_path: Path) -> Path:
    """A copy of the release, for a test to change."""
    return Path(shutil.copytree(dist, tmp_path / "release"))


def refused(**arguments: str | Path) -> str:
    with pytest.raises(Refusal) as caught:
        blocquotes.load(**{"table": "quotes", **arguments})  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize("name", ["articles", "quotes", "mentions", "text_reuse"])
def test_a_table_has_the_rows_and_columns_of_its_files(dist: Path, name: str) -> None:
    table = blocquotes.load(name, source=dist)
    rows = [row for path in sorted((dist / "data" / name).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    assert table.to_arrow().to_pylist() == rows
    assert (len(table), table.name, table.version) == (len(rows), name, blocquotes.__version__)
    assert table.columns == list(table.to_pandas().columns) == table.to_polars().columns
    assert repr(table) == f"Table(name={name!r}, version={table.version!r})"


def test_the_folder_that_make_dataset_builds_is_the_default(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dist").symlink_to(dist)
    monkeypatch.chdir(tmp_path)
    assert len(blocquotes.load()) == 5
    assert len(blocquotes.load(version=blocquotes.__version__, split="train")) == 5


def test_a_changed_file_is_refused(release: Path) -> None:
    path = file_of(release)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    must = f"data/quotes/{path.name}: a file must be as the manifest of its release says; found sha256 "
    assert refused(source=release).startswith(must)
    path.write_bytes(data[:-1])
    assert f"found bytes {len(data) - 1} instead of {len(data)}" in refused(source=release)
    path.unlink()
    assert refused(source=release).startswith(must.replace("sha256 ", "no such file"))
    assert len(blocquotes.load("mentions", source=release))


def test_only_plain_files_named_as_those_of_tables_are_read(release: Path, tmp_path: Path) -> None:
    path = file_of(release)
    shutil.move(path, tmp_path / "elsewhere.parquet")
    path.symlink_to(tmp_path / "elsewhere.parquet")
    assert "where a plain file must be" in refused(source=release)
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    entry = manifest["files"].pop(f"data/quotes/{path.name}")
    for name in ("data/quotes/../../../elsewhere.parquet", "data/quotes/more/train-00000-of-00001.parquet"):
        changed = {**manifest, "files": {**manifest["files"], name: entry}}
        (release / "manifest.json").write_text(json.dumps(changed), encoding="utf-8")
        assert "does not match" in (found := refused(source=release)) or "must be named SPLIT-NUMBER" in found


def test_a_file_that_is_no_parquet_file_is_refused_though_the_manifest_names_it(release: Path) -> None:
    path = file_of(release)
    path.write_bytes(b"PAR1" * 100)
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest["files"][f"data/quotes/{path.name}"] |= {"bytes": 400, "sha256": sha256}
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert "a file must be as the manifest of its release says; found a footer of" in refused(source=release)


def test_what_is_not_there_is_named(release: Path, tmp_path: Path) -> None:
    assert 'none named "quote"\nfix: did you mean "quotes"?' in refused(source=release, table="quote")
    assert f"the release must be version 99.0.0; found {blocquotes.__version__}" in refused(
        source=release, version="99.0.0"
    )
    assert 'the split "dev"; found none\nfix: its splits are train' in refused(source=release, split="dev")
    assert 'must be a folder, or a repository on the Hub, ORG/NAME; found "nowhere"' in refused(source="nowhere")
    assert "manifest.json:1:1: a release must have a manifest; found no such file" in refused(source=tmp_path)
    (release / "manifest.json").write_text('{"version":\n 1}', encoding="utf-8")
    assert "manifest.json:" in refused(source=release)


def test_a_release_is_loaded_from_the_hub_once(published: Hub, first_dist: Path, tmp_path: Path) -> None:
    version = read_manifest(first_dist)["version"]
    rows = len(blocquotes.load("quotes", source=first_dist))
    settings = environment(published, tmp_path)
    for asked in (version, ""):
        ran = run(settings, "-c", LOADED, "org/blocquotes", asked)
        assert ran.stderr == ""
        assert ran.stdout.split("\n") == [version, str(rows), ""]
    before = len(published.log)
    assert run(settings, "-c", LOADED, "org/blocquotes", version).returncode == 0
    assert not [line for line in published.log[before:] if line.startswith("GET ") and "/resolve/" in line]


def test_what_the_hub_does_not_have_is_refused(published: Hub, tmp_path: Path) -> None:
    settings = environment(published, tmp_path)
    ran = run(settings, "-c", LOADED, "org/blocquotes", "99.9.9")
    assert "what is requested must exist; found answer 404" in ran.stderr
    ran = run(settings, "-c", LOADED, "org/nothing", "")
    assert "what is requested must exist" in ran.stderr


def test_a_file_that_is_damaged_on_its_way_is_refused(hub_with_release: Hub, tmp_path: Path) -> None:
    hub_with_release.order("corrupt", "GET .*/resolve/.*/data/quotes/")
    ran = run(environment(hub_with_release, tmp_path), "-c", LOADED, "org/blocquotes", "")
    assert ran.returncode == 1
    assert "a file must be as the manifest of its release says; found sha256" in ran.stderr
