"""A small repository with one release, for the tests that make the next one."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from blocquotes import checks, corpus
from blocquotes.dataset import release as building
from blocquotes.git import resolve
from blocquotes.layout import MANIFEST, Layout
from blocquotes.versions import release, state
from blocquotes.versions.state import State
from conftest import Once
from edits import ARTICLE, CHALLENGE, copy, edit, git, tidy

AUTHOR = (("user.name", "A. Author"), ("user.email", "a@example.org"), ("commit.gpgsign", "false"))


def start(root: Path) -> Path:
    """Makes a folder a repository with one commit."""
    git(root, "init", "--quiet", "--initial-branch=main")
    for key, value in AUTHOR:
        git(root, "config", key, value)
    (root / ".gitignore").write_text("/dist*/\n")
    commit(root)
    return root


def commit(root: Path) -> None:
    """Commits everything, records in canonical form."""
    tidy(root)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Edit")


def one_article(root: Path) -> Path:
    """Copies the checkout with one article, what it refers to and one phenomenon alone, and returns the copy.

    A build of it takes a third of the time.
    """
    copy(root)
    for name in needless():
        (root / name).unlink()
    edit(root, ARTICLE, without_utterances)
    return root


def without_utterances(article: Any) -> None:
    """Takes the utterances out of an article's quotes."""
    for found in article["quotes"]:
        found.pop("utterances", None)


@cache
def needless() -> tuple[str, ...]:
    """The files of the checkout that are neither of the first article nor referred to by it."""
    with TemporaryDirectory() as folder:
        root = copy(Path(folder))
        corpus_ = root / "corpus"
        kinds = ("articles", "passes/*", "utterances")
        others = [path for kind in kinds for path in corpus_.glob(f"{kind}/*.json") if path.name[:3] != "000"]
        others += [path for path in (root / "seeds").glob("*.txt") if path.name[:3] != "000"]
        others += [path for path in (corpus_ / "challenge").glob("*.json") if path.name != CHALLENGE]
        edit(root, ARTICLE, without_utterances)
        found: list[str] = []
        while others:
            found += [path.relative_to(root).as_posix() for path in others]
            for path in others:
                path.unlink()
            others = unused(root)
    return tuple(found)


def unused(root: Path) -> list[Path]:
    """The files of records that nothing refers to."""
    return [root / f.file for f in checks.run(corpus.load(Layout(root))) if f.rule.startswith("unused-")]


@pytest.fixture(scope="session")
def small_root(once: Once) -> Path:
    """A checkout with one article."""
    return once("small", lambda folder: tidy(one_article(folder)))


@pytest.fixture
def small_checkout(small_root: Path, tmp_path: Path) -> Path:
    """A copy of the checkout with one article, for a test to change; it is checked in a fraction of the time."""
    return Path(shutil.copytree(small_root, tmp_path / "checkout"))


@pytest.fixture(scope="session")
def first(once: Once) -> Path:
    """A small repository, the first article alone, released as 1.0.0."""
    return once("first", lambda folder: run(start(one_article(folder)), "1.0.0"))


@pytest.fixture(scope="session")
def first_dist(first: Path, once: Once) -> Path:
    """The release 1.0.0, with one article so that verifying and uploading is fast."""
    return once("first-dist", lambda folder: built(shutil.copytree(first, folder, dirs_exist_ok=True))) / "dist"


@pytest.fixture(scope="session")
def states() -> dict[str | None, State]:
    """The states of commits that were read."""
    return {}


@pytest.fixture
def read_once(states: dict[str | None, State], monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads the state of a commit once: it is the same in every clone, and all releases are compared with 1.0.0."""
    read = state._of_revision

    def known(name: str, layout: Layout) -> State:
        commit = resolve(layout.root, name)
        if commit not in states:
            states[commit] = read(name, layout)
        return states[commit]

    monkeypatch.setattr(state, "_of_revision", known)


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A clone of the repository with its tag, for a test to change."""
    subprocess.run(["git", "clone", "--quiet", str(first), str(tmp_path / "root")], check=True)
    for key, value in AUTHOR:
        git(tmp_path / "root", "config", key, value)
    return tmp_path / "root"


def run(root: Path, wanted: str) -> list[str]:
    """Releases, and returns the lines that are printed."""
    lines: list[str] = []
    loaded = corpus.load(Layout(root))
    release.carry_out(loaded.layout, release.plan(loaded, wanted), lines.append)
    return lines


def built(root: Path) -> Any:
    """The manifest of the release that a checkout builds."""
    building.build(corpus.load(Layout(root)), root / "dist", lambda step: None)
    return json.loads((root / "dist" / MANIFEST).read_text(encoding="utf-8"))
