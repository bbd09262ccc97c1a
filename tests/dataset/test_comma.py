"""What one comma costs: a patch, the files of the tables that hold it, and no other table's hash."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocquotes import schemas
from edits import ARTICLE, edit, git, of, quote, rewrite
from release_repo import built, commit, run

Change = Callable[[Path], object]

PASS = ARTICLE.replace("articles/", "passes/a/")


def longer(found: dict[str, Any]) -> None:
    """A content that takes in the comma behind it."""
    found["content"][-1]["exact"] += ","


def of_pass(root: Path) -> None:
    edit(root, PASS, lambda value: longer(of(value["quotes"], id="q-xi-cold-war")))


NATO = {"description": "Western military alliance, of North American and European states"}

NOTE = {"note": "So, a note."}

COMMAS: dict[str, tuple[Change, set[str]]] = {
    # The articles nest their quotes and the tags follow them, so the words of a quote stand in three tables.
    "in a quote": (quote("xi-cold-war", longer), {"articles", "quotes", "tokens"}),
    "in the note of a quote": (
        quote("no-place", lambda found: found.update(NOTE)),
        {"articles", "quotes"},
    ),
    "in a quote of a pass": (of_pass, {"passes"}),
    "in what is said of an entity": (rewrite("entities/nato", **NATO), {"entities"}),
}


@pytest.fixture(scope="module")
def old(first_dist: Path) -> Any:
    """The manifest of the release 1.0.0."""
    return json.loads((first_dist / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("where", COMMAS)
def test_a_comma_is_a_patch_that_changes_its_tables_alone(root: Path, old: Any, where: str) -> None:
    change, tables = COMMAS[where]
    change(root)
    commit(root)
    assert run(root, "auto")[-1] == "tagged v1.0.1"
    new = built(root)
    assert {table for table in schemas.TABLES if old["tables"][table] != new["tables"][table]} == tables
    files = {name for name in new["files"] if new["files"][name] != old["files"].get(name)}
    assert old["files"].keys() == new["files"].keys()
    assert {name for name in files if name.startswith("data/")} == {
        f"data/{table}/train-00000-of-00001.parquet" for table in tables
    }
    assert files - {name for name in files if "/" in name} <= {"README.md", "DATASHEET.md", "croissant.json"}
    assert (old["version"], new["version"]) == ("1.0.0", "1.0.1")
    assert (new["schema_version"], new["counts"]) == (old["schema_version"], old["counts"])
    assert new["commit"] == git(root, "rev-parse", "v1.0.1^{commit}")
    told = [(root / "dist" / name).read_text(encoding="utf-8") for name in ("README.md", "croissant.json")]
    assert all("1.0.1" in text and "1.0.0" not in text for text in told)
