"""The YAML of the card: each way of breaking it is refused where it would do harm, with the place and the reason."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasets import get_dataset_config_names

from blocquotes.dataset import card, card_yaml, manifest
from blocquotes.layout import MANIFEST
from blocquotes.verify import manifest as released
from blocquotes.verify import release_check
from commands import Ran, blocquotes
from conftest import ROOT

Head = dict[str, Any]


@pytest.fixture
def checkout(small_checkout: Path) -> Path:
    """A checkout with one article."""
    return small_checkout


@pytest.fixture(scope="module")
def readme(dist: Path) -> str:
    return (dist / "README.md").read_text(encoding="utf-8")


def flaws(dist: Path, text: str) -> list[card_yaml.Flaw]:
    counts = {table: entry["rows"] for table, entry in released.read(dist).tables.items()}
    return list(card_yaml.flaws(ROOT / "schema", text, manifest.file_names(dist), counts))


def with_head(text: str, change: Callable[[Head], object]) -> str:
    """The card with its YAML changed as a value."""
    _, head, body = text.split(card.FENCE, 2)
    value = yaml.safe_load(head)
    change(value)
    return f"{card.FENCE}{yaml.safe_dump(value, sort_keys=False)}{card.FENCE}{body}"


def test_the_card_of_a_release_has_no_flaw(dist: Path, readme: str) -> None:
    assert flaws(dist, readme) == []
    assert flaws(dist, with_head(readme, lambda head: None)) == []


BREAKS: dict[str, tuple[Callable[[Head], object], str]] = {
    "no licence": (lambda h: h.pop("license"), "'license' is a required property"),
    "a licence that is not ours": (lambda h: h.update(license="mit"), "license: 'other' was expected"),
    "a link to another licence": (lambda h: h.update(license_link="LICENSE"), "license_link: 'LICENSE-DATA' was"),
    "another name": (lambda h: h.update(pretty_name="Blocquotes"), "pretty_name: 'BlocQuotes' was expected"),
    "a language in words": (lambda h: h.update(language=["english"]), "language[0]: 'english' does not match"),
    "a language outside of a list": (lambda h: h.update(language="en"), "language: 'en' is not of type 'array'"),
    "a task of another list": (lambda h: h["task_categories"].append("ner"), "task_categories[2]: 'ner' is not one"),
    "annotators unknown to the Hub": (
        lambda h: h.update(annotations_creators=["model"]),
        "annotations_creators[0]: 'model' is not one of",
    ),
    "a tag with a blank": (lambda h: h["tags"].append("military blocs"), "tags[6]: 'military blocs' does not match"),
    "a key that nobody reads": (lambda h: h.update(licence="other"), "('licence' was unexpected)"),
    "no configs": (lambda h: h.pop("configs"), "'configs' is a required property"),
    "no default": (lambda h: h["configs"][0].pop("default"), "configs: "),
    "two defaults": (lambda h: h["configs"][1].update(default=True), "configs: "),
    "a default that is none": (
        lambda h: h["configs"][0].update(default=False),
        "configs[0].default: True was expected",
    ),
    "a config that is gone": (lambda h: h["configs"].pop(1), "configs: the configs articles, mentions"),
    "a config twice": (lambda h: h["configs"][2].update(config_name="quotes"), "configs: the configs articles, quotes"),
    "a version for a builder": (lambda h: h["configs"][0].update(version="1.0.0"), "('version' was unexpected)"),
    "a pattern for files": (
        lambda h: h["configs"][1].update(data_files="data/quotes/*"),
        "configs[1].data_files: 'data/quotes/*' is not of type 'array'",
    ),
    "a pattern for a file": (
        lambda h: h["configs"][1]["data_files"][0].update(path="data/quotes/*.parquet"),
        "configs[1].data_files[0].path: 'data/quotes/*.parquet' does not match",
    ),
    "the file of another config": (
        lambda h: h["configs"][1]["data_files"][0].update(path=h["configs"][2]["data_files"][0]["path"]),
        "configs[1].data_files: files other than those of the release",
    ),
    "a split that tools do not know": (
        lambda h: h["configs"][1]["data_files"][0].update(split="dev"),
        "configs[1].data_files[0].split: 'dev' is not one of",
    ),
    "another split": (
        lambda h: h["configs"][1]["data_files"][0].update(split="test"),
        "configs[1].data_files: files other than those of the release",
    ),
    "no files": (lambda h: h["configs"][1].update(data_files=[]), "configs[1].data_files: [] should be non-empty"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_card_is_refused(dist: Path, readme: str, what: str) -> None:
    change, says = BREAKS[what]
    text = with_head(readme, change)
    found = flaws(dist, text)
    assert any(says in flaw.found for flaw in found), found
    for line, column, _ in found:
        assert text.splitlines()[line - 1][column - 1 :].strip(), "the place is one where something stands"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("---\npretty_name", "pretty_name", 1, "no YAML block"),
        ("\n---\n\n# BlocQuotes", "\n\n# BlocQuotes", 1, "no YAML block"),
        ("license: other\n", "license: [other\n", 4, "no YAML: while parsing a flow sequence"),
        ("license: other\n", "license: other\nlicense: mit\n", 2, "the key 'license' twice in one place"),
        ("license: other\n", "license: mit\n", 3, "license: 'other' was expected"),
        ("- en\n", "- English\n", 7, "language[0]: 'English' does not match"),
    ],
)
def test_the_place_of_a_flaw_is_told(dist: Path, readme: str, old: str, new: str, line: int, says: str) -> None:
    assert old in readme
    (flaw,) = flaws(dist, readme.replace(old, new, 1))
    assert (flaw.line, says in flaw.found) == (line, True), flaw


@pytest.fixture
def broken(dist: Path, tmp_path: Path, readme: str) -> Path:
    """A release with two default configs, for which its manifest vouches: what a faulty build would publish."""
    folder = Path(shutil.copytree(dist, tmp_path / "release"))
    text = with_head(readme, BREAKS["two defaults"][0])
    (folder / "README.md").write_text(text, encoding="utf-8")
    told = (folder / "manifest.json").read_text(encoding="utf-8")
    size, old = len(text.encode("utf-8")), released.read(folder).files["README.md"]
    told = told.replace(old["sha256"], manifest.sha256(folder / "README.md"))
    told = re.sub(rf'("README.md": \{{\s*"bytes": ){old["bytes"]}', rf"\g<1>{size}", told)
    (folder / "manifest.json").write_text(told, encoding="utf-8")
    return folder


def run(*arguments: str) -> Ran:
    return blocquotes(*arguments)


def test_a_broken_card_is_neither_verified_nor_published(broken: Path) -> None:
    must = "error[release-card] the YAML of README.md must match schema/card.schema.json"
    verified = run("verify", str(broken))
    assert (verified.returncode, must in verified.stdout) == (1, True), verified.stdout
    assert re.search(r"^README\.md:\d+:1: error\[release-card\]", verified.stdout)
    published = run("publish", "--repo", "org/blocquotes", "--dist", str(broken), "--dry-run")
    assert (published.returncode, must in published.stderr) == (1, True), published.stderr
    assert "a release must have no findings to be published" in published.stderr


def test_a_broken_card_is_not_built(checkout: Path) -> None:
    path = checkout / "schema" / "card.schema.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"const": "BlocQuotes"', '"const": "Another"'))
    ran = run("--root", str(checkout), "build")
    assert ran.returncode == 2
    assert "must have the shape of schema/card.schema.json" in ran.stderr
    assert "README.md:2:1: pretty_name: 'Another' was expected" in ran.stderr
    assert "fix: correct scripts/blocquotes/dataset/card.py" in ran.stderr
    assert not (checkout / "dist").exists()


def test_a_table_without_rows_has_no_config_and_is_no_flaw(first_dist: Path) -> None:
    # One article alone has no passage in common with another, and no utterance that several report.
    told = json.loads((first_dist / MANIFEST).read_text(encoding="utf-8"))
    empty = [table for table, entry in told["tables"].items() if not entry["rows"]]
    assert empty == ["utterances", "variants", "text_reuse"]
    assert release_check.check(first_dist)[1] == []
    assert get_dataset_config_names(str(first_dist)) == [t for t, entry in told["tables"].items() if entry["rows"]]
