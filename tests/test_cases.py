"""One rule, one folder: every case of `cases/` gives exactly its rule, and the report that is stored beside it.

A case is `cases/valid/`, a small corpus with every feature of the format, overlaid with the files of
`cases/<rule>/` or `cases/<rule>--<variant>/`. A file replaces the one at its path; `<path>.deleted` removes that one;
`<path>.size` makes a file of that many blanks; `<path>.loop` replaces a folder with a link to itself; `arguments` has
the paths given to `blocquotes check`, one per line; `expected.txt` is the report. A new folder is a new test.

The streaming check must find the same, with an empty cache, from the cache, and in some cases without one.
"""

import os
import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from blocquotes import canonical_pattern, checks, corpus
from blocquotes.checks import report, scan, streaming
from blocquotes.checks.rules import RULES
from blocquotes.corpus import Corpus
from blocquotes.layout import Layout
from blocquotes.model import Finding

CASES = Path(__file__).parent / "cases"
SCHEMA = Path(__file__).parents[1] / "schema"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path.name != "valid")
BLESS = "BLESS=1 pytest tests/test_cases.py"

# The findings, and the files that were checked.
Report = tuple[list[Finding], list[tuple[str, str | None]]]

# Without a cache the same is done in another folder, so some cases are enough.
UNCACHED = NAMES[::5]

# Rule → the others in its case: a check that stops has found something.
BESIDE = {"too-many-findings": {"wrong-type"}}


def lay(name: str, root: Path) -> None:
    """Makes the corpus of a case below `root`, the project's own schemas with it."""
    shutil.copytree(CASES / "valid", root, dirs_exist_ok=True)
    shutil.copytree(SCHEMA, root / "schema")
    for path in files(CASES / name):
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".deleted":
            target.with_suffix("").unlink()
        elif path.suffix == ".size":
            target.with_suffix("").write_bytes(b" " * int((CASES / name / path).read_text()))
        elif path.suffix == ".loop":
            shutil.rmtree(target.with_suffix(""))
            target.with_suffix("").symlink_to(target.with_suffix("").name)
        else:
            target.write_bytes((CASES / name / path).read_bytes())


def files(folder: Path) -> Iterator[Path]:
    """The files that make up a case, by their paths in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in ("expected.txt", "arguments"):
            yield path.relative_to(folder)


def run(root: Path, arguments: list[Path]) -> tuple[list[Finding], str]:
    """What `blocquotes check ARGUMENTS` finds and prints in a checkout."""
    loaded = corpus.load(Layout(root))
    return chosen(loaded, checks.run(loaded), arguments)


def chosen(loaded: Corpus, findings: list[Finding], arguments: list[Path]) -> tuple[list[Finding], str]:
    """The findings of the files that were named, and the report of them."""
    findings, count = checks.select(loaded, findings, arguments)
    return findings, "\n".join((*report.as_text(findings), report.summary(findings, count), ""))


def streamed(root: Path, jobs: int = 1, is_cached: bool = True) -> Report:
    """What the streaming check finds in a checkout, and in which files."""
    with pytest.MonkeyPatch.context() as patch:
        # Compares each text with the pattern of its kind, which the check of a loaded corpus does not with so few.
        patch.setattr(canonical_pattern, "ENOUGH", 0)
        return _streamed(root, jobs, is_cached)


def _streamed(root: Path, jobs: int, is_cached: bool) -> Report:
    with streaming.checked(Layout(root), jobs, is_cached, enough=1) as checked:
        files = sorted(checked.index.files(), key=str)
        assert checked.index.count_files() == len(files)
        return checked.findings, files


def use_cache(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Keeps the key of the cache in a folder of the test, and takes files that were just written as settled."""
    patch.setenv("XDG_CACHE_HOME", str(home))
    patch.setattr(scan, "COARSE", -(10**9))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all cases in turn, so that the validators of its schemas are made once."""
    return tmp_path_factory.mktemp("case") / "checkout"


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gives_exactly_its_rule_and_its_report(
    name: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(place, ignore_errors=True)
    lay(name, place)
    monkeypatch.chdir(place)
    arguments = CASES / name / "arguments"
    paths = [Path(line) for line in arguments.read_text().split()] if arguments.exists() else []
    loaded = corpus.load(Layout(place))
    every = checks.run(loaded)
    findings, text = chosen(loaded, every, paths)
    rule = name.split("--")[0]
    assert {finding.rule for finding in findings} - BESIDE.get(rule, set()) == {rule}, text
    expected = CASES / name / "expected.txt"
    if os.environ.get("BLESS"):
        expected.write_bytes(text.encode())
    stored = expected.read_text(encoding="utf-8") if expected.exists() else ""
    diff = "\n".join(unified_diff(stored.splitlines(), text.splitlines(), str(expected), "now", lineterm=""))
    assert stored == text, f"the report has changed:\n{diff}\nif it is right now, run:  {BLESS}"
    use_cache(tmp_path, monkeypatch)
    assert_streamed(name, place, (every, sorted(loaded.files(), key=str)))


def assert_streamed(name: str, root: Path, expected: Report) -> None:
    if name in UNCACHED:
        assert streamed(root, is_cached=False) == expected
    assert streamed(root) == expected, "with an empty cache"
    assert streamed(root) == expected, "with a cache"


def test_every_rule_has_a_case() -> None:
    assert {name.split("--")[0] for name in NAMES} == set(RULES)


def test_the_valid_corpus_has_no_finding(tmp_path: Path) -> None:
    shutil.copytree(CASES / "valid", tmp_path, dirs_exist_ok=True)
    shutil.copytree(SCHEMA, tmp_path / "schema")
    assert run(tmp_path, []) == ([], "no findings in 16 files checked\n")


def test_cases_hold_only_what_differs_from_the_valid_corpus() -> None:
    for name in NAMES:
        for path in files(CASES / name):
            valid = CASES / "valid" / path
            assert not valid.exists() or valid.read_bytes() != (CASES / name / path).read_bytes(), valid
