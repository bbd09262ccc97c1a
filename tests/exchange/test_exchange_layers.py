"""What no tool holds, such as dates, forms and roles, stays in the article's file when a tool's file is imported."""

import json
import shutil
from pathlib import Path

import pytest

from blocquotes import corpus
from blocquotes.exchange import run
from blocquotes.layout import Layout
from conftest import ROOT

ARTICLE = "002-no-military-alliance-with-china"


@pytest.fixture
def checkout(tmp_path: Path) -> Layout:
    for folder in ("corpus", "schema", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return Layout(tmp_path)


@pytest.mark.parametrize("form", ["label-studio", "brat", "web-annotation"])
def test_layers_survive_a_round_trip(checkout: Layout, tmp_path: Path, form: str) -> None:
    loaded = corpus.load(checkout)
    written = run.export(loaded, [ARTICLE], form, tmp_path / "out")
    tool_files = [path for path in written if path.suffix in (".json", ".jsonld", ".ann")]
    if form == "label-studio":
        tasks = json.loads(tool_files[0].read_text(encoding="utf-8"))
        for task in tasks:
            task["annotations"] = task.pop("predictions")
        tool_files[0].write_text(json.dumps(tasks), encoding="utf-8")
    (imported,) = run.read(loaded, tool_files, form)
    before, after = json.loads(imported.old), json.loads(imported.new)
    assert after["roles"] == before["roles"]
    assert [m for m in after["mentions"] if "form" in m] == [m for m in before["mentions"] if "form" in m]
    for name in ("said_on", "public_on", "source_form"):
        assert [quote.get(name) for quote in after["quotes"]] == [quote.get(name) for quote in before["quotes"]]
    assert "mentions that are pronouns or descriptions" in imported.kept
