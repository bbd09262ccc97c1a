"""docs/architecture.md: every path and every name of the map exists, and no room is missing from it."""

import importlib
import importlib.util
import re

import pytest

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "blocquotes"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`\n]+)`", PAGE)
DOTTED = sorted({words for words in QUOTED if re.fullmatch(r"[a-z_]+(?:\.[A-Za-z_]+)+", words) and "/" not in words})
PATHS = sorted({words for words in QUOTED if re.fullmatch(r"[\w./-]+", words) and ("/" in words or "." in words)})
FILE = re.compile(r".*(?:/|\.(?:py|md|tsv|xml))")


@pytest.mark.parametrize("name", [name for name in DOTTED if not FILE.fullmatch(name)])
def test_a_name_exists(name: str) -> None:
    module, _, attribute = f"blocquotes.{name}".rpartition(".")
    try:
        found = hasattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError:
        found = False
    assert found or importlib.util.find_spec(f"blocquotes.{name}"), f"docs/architecture.md names {name}"


@pytest.mark.parametrize("path", [path for path in PATHS if FILE.fullmatch(path) or "/" in path])
def test_a_path_exists(path: str) -> None:
    assert (ROOT / path).exists() or (PACKAGE / path).exists(), f"docs/architecture.md names {path}"


def test_every_room_is_on_the_map() -> None:
    rooms = {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")}
    table = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert rooms <= table
    inner = {folder.parent.name for folder in PACKAGE.glob("suggest/*/__init__.py")} - {"data"}
    assert {room for room in inner if f"`{room}`" not in PAGE} == set()


def test_every_module_of_the_ground_floor_is_on_the_map() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")} - {"corpus"}
    assert {module for module in modules if f"`{module}`" not in PAGE} == set()
