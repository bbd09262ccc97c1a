"""The streaming check finds the same as the check of a loaded corpus: whatever is wrong, with and without the cache."""

import shutil
from pathlib import Path

import pytest

from blocquotes import checks, corpus
from blocquotes.checks import scan, streaming
from blocquotes.layout import Layout
from blocquotes.model import Finding
from test_cases import NAMES, lay

Report = tuple[list[Finding], list[tuple[str, str | None]]]


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key of the cache, in a folder of the test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home / "blocquotes" / "check.key"


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were just written count as settled, so that the cache is used; the clock is tested below."""
    monkeypatch.setattr(scan, "COARSE", -(10**9))


def loaded(root: Path) -> Report:
    found = corpus.load(Layout(root))
    return checks.run(found), sorted(found.files(), key=str)


def streamed(root: Path, jobs: int = 1, is_cached: bool = True) -> Report:
    with streaming.checked(Layout(root), jobs, is_cached, enough=1) as checked:
        return checked.findings, sorted(checked.index.files(), key=str)


def kept(root: Path) -> list[Path]:
    return sorted((root / ".cache" / "blocquotes").glob("*.sqlite"))


@pytest.mark.parametrize("name", ["valid", *NAMES])
def test_the_findings_are_those_of_a_loaded_corpus(name: str, tmp_path: Path) -> None:
    lay(name, tmp_path)
    expected = loaded(tmp_path)
    assert streamed(tmp_path, is_cached=False) == expected
    assert streamed(tmp_path) == expected, "with an empty cache"
    assert streamed(tmp_path) == expected, "with a cache"


def overlay(name: str, root: Path) -> None:
    """Makes a checkout that of a case, as an editor would: only what differs is written or removed."""
    made = root.with_name("made")
    lay(name, made)
    for folder in ("corpus", "seeds"):
        if (made / folder).is_symlink() or (root / folder).is_symlink():
            remove(root / folder)
            (made / folder).rename(root / folder)
            continue
        there, wanted = ({p.relative_to(top) for p in (top / folder).rglob("*") if p.is_file()} for top in (root, made))
        for path in there - wanted:
            (root / path).unlink()
        for path in wanted:
            if path not in there or (root / path).read_bytes() != (made / path).read_bytes():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(made / path, root / path)
    shutil.rmtree(made)


def remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


@pytest.mark.parametrize("first", [0, *(pytest.param(first, marks=pytest.mark.slow) for first in (1, 2, 3))])
def test_a_cache_gives_the_same_findings_after_any_change(first: int, tmp_path: Path) -> None:
    """From each fourth case to the next, through the valid corpus and not, on one cache."""
    root = tmp_path / "checkout"
    lay("valid", root)
    for number, name in enumerate(NAMES[first::4]):
        for state in (name, "valid") if number % 3 else (name,):
            overlay(state, root)
            assert streamed(root) == loaded(root), state


@pytest.mark.parametrize("name", ["valid", "unknown-entity", "unnamed-shared", "lone-utterance", "seed-missing"])
def test_any_number_of_processes_gives_the_same_findings(name: str, tmp_path: Path) -> None:
    lay(name, tmp_path)
    expected = loaded(tmp_path)
    assert streamed(tmp_path, jobs=2, is_cached=False) == expected
    assert streamed(tmp_path, jobs=3) == expected
    assert streamed(tmp_path, jobs=2) == expected
