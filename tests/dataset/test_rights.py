"""Texts and rights: a release without texts holds none, hydrates byte for byte, and articles can be left out."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from datasets import Features, load_dataset

from blocquotes import schemas
from blocquotes.dataset import manifest, parquet
from blocquotes.layout import MANIFEST, Layout
from blocquotes.refusal import NOTHING_DONE, Refusal
from blocquotes.schemas import Column
from blocquotes.verify import hydrate
from blocquotes.versions import diff, state
from commands import Ran, blocquotes
from conftest import split_of
from edits import ROOT, copy, edit, of, tables, tidy

SEEDS = ROOT / "seeds"
LONGEST = 11
"""Words in a row that paraphrases, reasoning and names may share with a text: they tell of the same things."""

TAKEN_DOWN = "001-no-place-for-military-blocs"
SHORT = "000-no-place-for-military-blocs"
RESTING = "utterances/putin-2024-05-16-blocs-harmful"
STATED = "date 2024-05-16"
PASS = f"passes/a/{SHORT}"


def build(target: Path, *options: str, root: Path = ROOT) -> Ran:
    return blocquotes("--root", root, "build", "--output", target, *options)


@pytest.fixture(scope="module")
def taken_down(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A checkout with a quote of a pass outside of the published text, and its release without texts and article."""
    checkout = copy(tmp_path_factory.mktemp("taken-down"))
    edit(checkout, PASS, lambda value: value["regions"][0].update(role="body"))
    outside = {"exact": value_of(checkout, PASS)["regions"][0]["exact"]}
    quote = {"id": "outside", "type": "indirect", "medium": "speech", "content": [outside], "speakers": ["rt"]}
    edit(checkout, PASS, lambda value: value["quotes"].append(quote))
    edit(checkout, RESTING, lambda value: value["said_on"].update(evidence=[{"article": TAKEN_DOWN, "exact": STATED}]))
    tidy(checkout)
    target = checkout / "dist"
    ran = build(target, "--without-text", "--exclude", TAKEN_DOWN, root=checkout)
    assert (ran.returncode, ran.stderr) == (0, "")
    return checkout, target


def value_of(checkout: Path, record: str) -> Any:
    return json.loads((checkout / "corpus" / f"{record}.json").read_text(encoding="utf-8"))


@cache
def rows(release: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: parquet.read(release, table) for table in schemas.TABLES}


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def runs(text: str, n: int) -> set[tuple[str, ...]]:
    """Every run of n words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def of_text(columns: tuple[Column, ...], row: dict[str, Any]) -> Iterator[Any]:
    """The values of the columns that hold words of the texts."""
    for column in columns:
        if column.of_text:
            yield row[column.name]
        elif column.fields:
            for item in row[column.name]:
                yield from of_text(column.fields, item)


# Without texts.


def test_columns_of_text_are_full_with_texts_and_empty_without(withheld: Path, dist: Path) -> None:
    for table, found in rows(withheld).items():
        columns = schemas.columns(ROOT / "schema", table)
        assert not any(value for row in found for value in of_text(columns, row)), table
    held = {
        t: [v for row in found for v in of_text(schemas.columns(ROOT / "schema", t), row)]
        for t, found in rows(dist).items()
    }
    assert {table for table in held if any(held[table])} == {
        "articles",
        "quotes",
        "mentions",
        "utterances",
        "passes",
        "pass_articles",
        "pass_mentions",
        "variants",
        "text_reuse",
        "sentences",
        "tokens",
    }


def test_no_passage_of_a_text_is_in_any_file(withheld: Path, dist: Path) -> None:
    seeds = set().union(*(runs(path.read_bytes().decode("utf-8"), LONGEST + 1) for path in SEEDS.glob("*.txt")))
    for path in withheld.rglob("*"):
        if path.is_file() and path.suffix != ".parquet":
            assert not runs(path.read_text(encoding="utf-8"), LONGEST + 1) & seeds, path.name
    words = [text for text in strings(rows(withheld)) if runs(text, LONGEST + 1) & seeds]
    assert words == []
    assert any(runs(text, LONGEST + 1) & seeds for text in strings(rows(dist))), "the search itself must find texts"


def test_places_hashes_names_and_remarks_stay(withheld: Path, dist: Path) -> None:
    with_text, without = rows(dist), rows(withheld)
    for table, found in with_text.items():
        texts = {column.name for column in schemas.columns(ROOT / "schema", table) if column.of_text}
        nested = {column.name for column in schemas.columns(ROOT / "schema", table) if column.fields}
        for row, bare in zip(found, without[table], strict=True):
            assert {k: v for k, v in row.items() if k not in texts | nested} == {
                k: v for k, v in bare.items() if k not in texts | nested
            }
    assert without["articles"][0]["text_sha256"] == with_text["articles"][0]["text_sha256"]
    assert without["quotes"][0]["content_spans"] == with_text["quotes"][0]["content_spans"]
    assert "hydrate" in (withheld / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("config", schemas.TABLES)
def test_it_loads_with_the_same_features(config: str, withheld: Path, dist: Path, tmp_path: Path) -> None:
    loaded = load_dataset(str(withheld), config, cache_dir=str(tmp_path))[split_of(config)]
    schema = schemas.arrow_schema(schemas.columns(ROOT / "schema", config))
    assert loaded.features == Features.from_arrow_schema(schema)
    assert loaded.num_rows == json.loads((dist / MANIFEST).read_text())["tables"][config]["rows"]
    parquet.validate(withheld / "schema", config, parquet.read(withheld, config))


def test_it_compares_with_a_release_that_has_texts(withheld: Path, dist: Path) -> None:
    old, new = (state.read(Layout(ROOT), str(folder)) for folder in (dist, withheld))
    assert diff.diff(old, new).is_empty
    rows = tables(new)
    first, other = (of(rows["quotes"], quote_id=f"{SHORT}#{id_}") for id_ in ("no-place", "free-of-blocs"))
    first["content_spans"][0]["end"] -= 1
    other["cue_spans"] = []
    told = {one.what: (one.old, one.new) for one in diff.diff(old, replace(new, rows=rows)).changes}
    assert told.keys() == {"content narrowed", "cue removed"}
    assert all(re.fullmatch(r"characters \d+ to \d+ of the seed", str(old)) for old, _ in told.values())


# Restoring them.


def test_hydrating_restores_the_release_byte_for_byte(withheld: Path, dist: Path, tmp_path: Path) -> None:
    target = tmp_path / "full"
    ran = blocquotes("hydrate", withheld, "--seeds", SEEDS, "--output", target, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert manifest.file_names(target) == manifest.file_names(dist)
    for name in manifest.file_names(dist):
        assert (target / name).read_bytes() == (dist / name).read_bytes(), name


def test_words_outside_of_the_published_text_are_restored(taken_down: tuple[Path, Path], tmp_path: Path) -> None:
    checkout, release = taken_down
    hydrate.hydrate(release, checkout / "seeds", tmp_path / "full", lambda step: None)
    (outside,) = (row for row in rows(tmp_path / "full")["passes"] if row["pass_quote_id"].endswith("#outside"))
    assert (outside["content_spans"], outside["content"]) == ([], "Russia & FSU")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return shutil.copytree(SEEDS, tmp_path / "seeds")


def refusal(release: Path, seeds: Path, tmp_path: Path) -> Refusal:
    """The error by which hydrating is refused; nothing is written."""
    with pytest.raises(Refusal) as caught:
        hydrate.hydrate(release, seeds, tmp_path / "full", lambda step: None)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("full")]
    assert "fix: " in str(caught.value)
    return caught.value


def test_a_folder_without_a_release_is_refused_with_its_path(seeds: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert str(refusal(nowhere, seeds, tmp_path)).startswith(f"{nowhere}: a release must have a readable manifest.json")


def test_a_changed_and_a_missing_seed_are_refused_together(withheld: Path, seeds: Path, tmp_path: Path) -> None:
    one, other, *more = sorted(seeds.glob("*.txt"))
    one.write_bytes(one.read_bytes() + b" ")
    other.unlink()
    told = str(refusal(withheld, seeds, tmp_path))
    assert f"found 2 of {len(more) + 2} that are not" in told
    assert f"{one.name}: SHA-256 " in told
    assert f"{other.name}: SHA-256 of no file instead of " in told


def test_a_folder_of_seeds_must_exist(withheld: Path, tmp_path: Path) -> None:
    assert "found none at" in str(refusal(withheld, tmp_path / "nowhere", tmp_path))


def test_the_root_folder_is_no_release(tmp_path: Path) -> None:
    ran = blocquotes("hydrate", "/", "--seeds", SEEDS, cwd=tmp_path)
    assert (ran.returncode, "must not replace or touch your own files" in ran.stderr) == (2, True), ran.stderr


def test_a_release_that_was_changed_is_refused(withheld: Path, seeds: Path, tmp_path: Path) -> None:
    release = shutil.copytree(withheld, tmp_path / "release")
    text = (release / "DATASHEET.md").read_text(encoding="utf-8")
    (release / "DATASHEET.md").write_text(text.replace("# Datasheet", "# Data sheet", 1), encoding="utf-8")
    assert "DATASHEET.md:1:1: error[release-file-changed]" in str(refusal(release, seeds, tmp_path))


def test_another_writer_is_refused(withheld: Path, seeds: Path, tmp_path: Path) -> None:
    release = shutil.copytree(withheld, tmp_path / "release")
    told = json.loads((release / MANIFEST).read_text(encoding="utf-8"))
    told["tools"]["pyarrow"] = "1.0.0"
    (release / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    assert "the pyarrow that wrote it, 1.0.0" in str(refusal(release, seeds, tmp_path))


def test_what_needs_no_hydrating_is_wrong_usage(dist: Path, seeds: Path, tmp_path: Path) -> None:
    assert refusal(dist, seeds, tmp_path).code == NOTHING_DONE
    assert refusal(tmp_path, seeds, tmp_path).code == NOTHING_DONE


# Leaving an article out.


def test_an_excluded_article_is_in_no_table(taken_down: tuple[Path, Path], dist: Path) -> None:
    _, release = taken_down
    found = rows(release)
    assert len(found["articles"]) == len(rows(dist)["articles"]) - 1
    assert not [text for text in strings(found) if TAKEN_DOWN in text]
    used = {id_ for row in found["quotes"] for id_ in row["speaker_ids"]} | {
        id_ for row in found["mentions"] for id_ in row["entity_ids"]
    }
    assert used <= {row["entity_id"] for row in found["entities"]}
    assert {span["article_id"] for row in found["utterances"] for span in row["said_on_evidence_spans"]} <= {
        row["article_id"] for row in found["articles"]
    }
    assert all(row["n_quotes"] for row in found["utterances"])


def test_a_date_that_rested_on_an_excluded_article_alone_is_unknown(taken_down: tuple[Path, Path], dist: Path) -> None:
    dates = {
        folder: (row["said_on"], row["said_on_basis"], row["said_on_reasoning"])
        for folder in (dist, taken_down[1])
        for row in parquet.read(folder, "utterances")
        if row["utterance_id"] == RESTING.removeprefix("utterances/")
    }
    assert dates[dist][:2] == ("2024-05-16", "inferred")
    assert dates[taken_down[1]] == (None, "unknown", None)


def test_an_excluded_article_leaves_tombstones(taken_down: tuple[Path, Path], dist: Path) -> None:
    checkout, release = taken_down
    told = json.loads((release / MANIFEST).read_text(encoding="utf-8"))["tombstones"]
    assert told[0] == {
        "kind": "article",
        "id": TAKEN_DOWN,
        "reason": "left out of this release by --exclude",
        "version": (ROOT / "VERSION").read_text().strip(),
    }
    gone = {(t["kind"], t["id"]) for t in told[1:]}
    assert gone
    for kind, table in (("entity", "entities"), ("outlet", "outlets"), ("utterance", "utterances")):
        key = f"{kind}_id"
        before, after = ({row[key] for row in rows(folder)[table]} for folder in (dist, release))
        assert before - after == {id_ for of, id_ in gone if of == kind}
    assert (checkout / "corpus" / "articles" / f"{TAKEN_DOWN}.json").exists()
    assert not (checkout / "corpus" / "tombstones.json").exists()


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["001-no-place-for-military-bloc"], 'did you mean "001-no-place-for-military-blocs"?'),
        ([path.stem for path in (ROOT / "corpus" / "articles").glob("*.json")], "found all of them excluded"),
    ],
)
def test_what_cannot_be_excluded_is_refused(ids: list[str], words: str, tmp_path: Path) -> None:
    ran = build(tmp_path / "dist", *(option for id_ in ids for option in ("--exclude", id_)))
    assert (ran.returncode, words in ran.stderr) == (2, True)
    assert not (tmp_path / "dist").exists()


def test_the_schemas_of_a_release_are_those_of_the_checkout(withheld: Path) -> None:
    assert manifest.schema_version(Layout(withheld)) == manifest.schema_version(Layout(ROOT))
