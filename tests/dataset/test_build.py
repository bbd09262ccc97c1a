"""The build: tables true to the seeds, byte-identical on every run, whole or not at all."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blocquotes import files, schemas
from blocquotes.checks import streaming
from blocquotes.dataset import article_batches, manifest, parquet, reading, table_rows
from blocquotes.layout import FOLDERS, Layout
from blocquotes.refusal import Refusal
from commands import blocquotes
from conftest import ROOT, real, real_rows, split_of
from edits import copy


def build(root: Path, target: Path) -> list[str]:
    """The command that builds a checkout into a folder."""
    return [sys.executable, "-m", "blocquotes", "--root", str(root), "build", "--output", str(target)]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in manifest.file_names(folder)}


@pytest.fixture(scope="module")
def rows(dist: Path) -> dict[str, list[dict[str, Any]]]:
    return {t: pq.read_table(dist / parquet.file_name(t, split_of(t))).to_pylist() for t in schemas.TABLES}


@pytest.fixture(scope="module")
def seeds() -> dict[str, str]:
    return {p.name: p.read_bytes().decode("utf-8") for p in (ROOT / "seeds").glob("*.txt")}


def test_counts_are_those_of_the_corpus(rows: dict[str, list[dict[str, Any]]]) -> None:
    # A silent loss of rows shows here first: the counts are taken from the files, past all code of the build.
    files = {
        folder: [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus" / folder).rglob("*.json")]
        for folder in ("articles", "entities", "outlets", "utterances", "passes")
    }
    quotes = [quote for article in files["articles"] for quote in article["quotes"]]
    counts = {table: len(found) for table, found in rows.items()}
    assert {table: counts[table] for table in ("quotes", "speakers", "passes", *FOLDERS.values())} == {
        "quotes": len(quotes),
        "speakers": len({id_ for quote in quotes for id_ in quote["speakers"]}),
        "passes": sum(len(made["quotes"]) for made in files["passes"]),
        **{folder: len(files[folder]) for folder in FOLDERS.values()},
    }
    mentions = {
        record.id: len(found.mentions) for record in real().sound("article") if (found := real().resolution(record))
    }
    assert Counter(row["article_id"] for row in rows["mentions"]) == mentions
    assert counts["mentions"] >= sum(len(article["mentions"]) for article in files["articles"])
    pairs = {(row["article_a_id"][:3], row["article_b_id"][:3]) for row in rows["text_reuse"]}
    assert pairs >= {("000", "001"), ("000", "003"), ("001", "003")}


def test_every_span_is_what_its_row_says(rows: dict[str, list[dict[str, Any]]]) -> None:
    texts = {row["article_id"]: row["text"] for row in rows["articles"]}
    for quote in rows["quotes"]:
        text = texts[quote["article_id"]]
        for part in ("content", "cue", "source"):
            spans = quote[f"{part}_spans"]
            assert quote[part] == (" ".join(text[s["start"] : s["end"]] for s in spans) or None)
        assert all(words in quote["content"] for words in quote["verbatim"])
    for mention in rows["mentions"]:
        assert mention["text"] == texts[mention["article_id"]][mention["start"] : mention["end"]]


def test_regions_cut_the_seed_and_agree_with_the_text(
    rows: dict[str, list[dict[str, Any]]], seeds: dict[str, str]
) -> None:
    for row in rows["articles"]:
        seed = seeds[row["seed_file"]]
        starts, ends = ([r[f"seed_{edge}"] for r in row["regions"]] for edge in ("start", "end"))
        assert all(seed[start:end].strip() for start, end in zip(starts, ends, strict=True))
        between = [seed[end:start] for end, start in zip([0, *ends], [*starts, len(seed)], strict=True)]
        assert all(not words.strip() for words in between)
        published = [r for r in row["regions"] if r["start"] is not None]
        for region in published:
            assert seed[region["seed_start"] : region["seed_end"]] == row["text"][region["start"] : region["end"]]
        assert "\n\n".join(row["text"][r["start"] : r["end"]] for r in published) == row["text"]


def test_exploding_the_articles_gives_the_flat_tables(rows: dict[str, list[dict[str, Any]]]) -> None:
    for table in ("quotes", "mentions"):
        assert [row for article in rows["articles"] for row in table_rows.explode(article, table)] == rows[table]


@pytest.mark.parametrize("table", ["articles", *article_batches.NESTED])
def test_batches_of_articles_are_those_of_all_rows_one_by_one(table: str) -> None:
    schema = ROOT / "schema"
    made = [batch for batch in article_batches.encode(schema, real_rows()["articles"]) if batch.table == table]
    # In more batches, as the rows of a table come.
    expected = list(parquet.encode(schema, table, real_rows()[table]))
    assert b"".join(batch.lines for batch in made) == b"".join(batch.lines for batch in expected)
    columns = [pa.concat_tables(batch.columns for batch in batches) for batches in (made, expected)]
    assert columns[0].equals(columns[1])


@pytest.mark.parametrize("table", article_batches.NESTED)
def test_a_row_is_only_implied_by_its_article_if_the_schemas_say_the_same(table: str, tmp_path: Path) -> None:
    assert article_batches.is_implied(ROOT / "schema", table)
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    path = tmp_path / "schema" / "tables" / f"{table}.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    # A column of the article that may be less than there.
    schema["properties"]["article_id"]["maxLength"] = 3
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert not article_batches.is_implied(tmp_path / "schema", table)
    with pytest.raises(Refusal, match="too long"):
        list(article_batches.encode(tmp_path / "schema", real_rows()["articles"]))


def test_articles_with_kept_places_are_those_whose_anchors_are_searched() -> None:
    layout = Layout(ROOT)
    with streaming.checked(layout, is_cached=False, keeps_places=True) as checked:
        for kind in ("article", "pass"):
            files = reading.files(checked.index, kind)
            assert files
            for file in files:
                assert file.places
                searched = replace(file, places=None)
                assert reading.article(layout, file) == reading.article(layout, searched)
                assert reading.published(layout, file) == reading.published(layout, searched)


def test_references_lead_to_rows(rows: dict[str, list[dict[str, Any]]]) -> None:
    ids = {table: {next(iter(row.values())) for row in found} for table, found in rows.items()}
    for quote in rows["quotes"]:
        assert set(quote["speaker_ids"]) <= ids["speakers"] <= ids["entities"]
        assert set(quote["utterance_ids"]) <= ids["utterances"]
        assert {quote["within_id"], quote["antecedent_id"]} <= ids["quotes"] | {None}
        assert quote["outlet_id"] in ids["outlets"] | {None}
    for utterance in rows["utterances"]:
        reports = [q["quote_id"] for q in rows["quotes"] if utterance["utterance_id"] in q["utterance_ids"]]
        assert utterance["quote_ids"] == reports


def test_arrow_schemas_are_those_of_the_json_schemas(dist: Path) -> None:
    for table in schemas.TABLES:
        written = pq.read_schema(dist / parquet.file_name(table, split_of(table)))
        assert written.equals(schemas.arrow_schema(schemas.columns(ROOT / "schema", table)))


def test_manifest_proves_files_and_rows(dist: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    told = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    assert set(told["files"]) == set(manifest.file_names(dist)) - {"manifest.json"}
    for name, entry in told["files"].items():
        assert entry == {"bytes": (dist / name).stat().st_size, "sha256": manifest.sha256(dist / name)}
    for table, entry in told["tables"].items():
        read = [json.loads(json.dumps(row, default=str)) for row in rows[table]]
        file = manifest.sha256(dist / parquet.file_name(table, split_of(table)))
        rows_sha256 = manifest.rows_sha256(Layout(ROOT), table, read)
        assert entry == {"rows": len(read), "rows_sha256": rows_sha256, "sha256": file}


def test_two_builds_are_byte_identical_and_tell_what_was_built(dist: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = build(ROOT, tmp_path / "again")
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert bytes_of(tmp_path / "again") == bytes_of(dist)
    types = Counter(row["type"] for row in parquet.read(dist, "quotes"))
    told = f"{types['direct']} direct, {types['mixed']} mixed, {types['indirect']} indirect"
    assert re.search(rf"quotes +{types.total()}  \({told}\)", ran.stdout)
    assert "data/quotes/train-00000-of-00001.parquet" in ran.stdout
    assert ran.stderr == ""


def test_a_bad_row_is_never_written(rows: dict[str, list[dict[str, Any]]]) -> None:
    row = json.loads(json.dumps(rows["quotes"][0], default=str))
    parquet.validate(ROOT / "schema", "quotes", [row])
    with pytest.raises(Refusal, match=r"quotes, row .*, \$\.type"):
        parquet.validate(ROOT / "schema", "quotes", [{**row, "type": "spoken"}])
    with pytest.raises(Refusal, match="unexpected"):
        parquet.validate(ROOT / "schema", "quotes", [{**row, "colour": "red"}])


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_release_whole(first: Path, tmp_path: Path) -> None:
    target = tmp_path / "dist"
    subprocess.run([*build(first, target), "--without-text"], check=True, capture_output=True)
    old = bytes_of(target)
    # test_faults.py and test_killed.py kill builds at other moments.
    for reached in ("data/quotes", "manifest.json"):
        process = subprocess.Popen(build(first, target), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not list(tmp_path.glob(f".blocquotes-*/new/{reached}")):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        files.recover(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["dist"]
        assert bytes_of(target) == old or reached == "manifest.json"
    subprocess.run(build(first, target), check=True, capture_output=True)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_corpus_with_errors_is_not_built(checkout: Path) -> None:
    seed = next((checkout / "seeds").glob("000*.txt"))
    seed.write_bytes(seed.read_bytes() + b" ")
    ran = blocquotes("--root", checkout, "build")
    assert ran.returncode == 1
    assert "error[seed-changed]" in ran.stderr
    assert "cannot build a corpus with errors" in ran.stderr
    assert not (checkout / "dist").exists()


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(path.read_bytes() + b"\n"), Path.unlink])
def test_a_file_that_changes_after_its_check_stops_the_build(change: Callable[[Path], object], tmp_path: Path) -> None:
    root = copy(tmp_path / "checkout")
    with streaming.checked(Layout(root), is_cached=False) as checked:
        file, *_ = reading.files(checked.index, "outlet")
        assert reading.record(Layout(root), file).value["id"] == file.id
        change(root / file.path)
        with pytest.raises(Refusal, match="not as it was when it was checked"):
            reading.record(Layout(root), file)
