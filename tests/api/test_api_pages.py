"""docs/api.md and docs/tutorial.md: every example runs, in an empty folder, and prints what the page shows."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import blocquotes
from conftest import ROOT

FENCE = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$(?:\n\n```text\n(?P<output>.*?)^```$)?", re.M | re.S
)
BETWEEN = "-- next --"
"""Printed between the outputs of two blocks."""


class Block(NamedTuple):
    """A block of a page: a file to save, or code and what it prints, None if the page does not show it."""

    kind: str
    file: str | None
    text: str
    output: str | None


def blocks(page: str) -> list[Block]:
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    return [Block(*match.groups()) for match in FENCE.finditer(text)]


def is_runnable(block: Block) -> bool:
    has_spacy = importlib.util.find_spec("spacy") is not None
    return block.kind == "python" and (has_spacy or "spacy" not in block.text)


@pytest.mark.parametrize("page", ["api", "tutorial"])
def test_every_block_runs_and_prints_what_the_page_shows(page: str, tmp_path: Path, dist: Path) -> None:
    (tmp_path / "dist").symlink_to(dist)
    for block in blocks(page):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    code = [block for block in blocks(page) if is_runnable(block)]
    assert len(code) >= 3
    script = tmp_path / "page.py"
    script.write_text("".join(f"print({BETWEEN!r})\n{block.text}" for block in code), encoding="utf-8")
    environment = {**os.environ, "MPLBACKEND": "agg", "MPLCONFIGDIR": str(tmp_path / "matplotlib")}
    ran = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
    printed = ran.stdout.split(f"{BETWEEN}\n")[1:]
    for block, output in zip(code, printed, strict=True):
        assert block.output is None or output == block.output, block.text
    if page == "tutorial":
        assert (tmp_path / "speakers.png").read_bytes().startswith(b"\x89PNG")


def test_every_public_name_is_on_the_page() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^### `(\w+)", text, re.MULTILINE))
    assert headings == set(blocquotes.__all__)


def test_the_tutorial_installs_what_it_imports() -> None:
    (installed,) = [block.text.split()[2:] for block in blocks("tutorial") if block.kind == "sh"]
    code = "\n".join(block.text for block in blocks("tutorial") if block.kind == "python")
    assert set(installed) == set(re.findall(r"^import (\w+)", code, re.MULTILINE))
