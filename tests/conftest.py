"""Fixtures that the tests share: the built release, and a checkout that a test may change."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release, built once from the real corpus by the command as a user types it."""
    target = tmp_path_factory.mktemp("release") / "dist"
    command = [sys.executable, "-m", "blocquotes", "--root", str(ROOT), "build", "--output", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the corpus, its seeds and its schemas, for a test to change."""
    for name in ("corpus", "schema", "seeds", "docs"):
        shutil.copytree(ROOT / name, tmp_path / "checkout" / name)
    for name in ("README.md", "DATASHEET.md", "LICENSE-DATA", "VERSION"):
        shutil.copyfile(ROOT / name, tmp_path / "checkout" / name)
    return tmp_path / "checkout"
