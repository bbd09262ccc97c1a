"""`blocquotes check --changed BASE`: what differs from a revision, and the references of the complete corpus."""

import json
import shutil
from pathlib import Path

import pytest

from blocquotes.checks import report
from blocquotes.model import Finding
from contribute import ARTICLE, SEED, commit, edit, git, replace, run
from edits import copy

OTHER = "002-no-military-alliance-with-china"


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two bad dates on main, one of them in an article that nobody has touched since."""
    checkout = copy(tmp_path_factory.mktemp("committed") / "checkout")
    for article in (ARTICLE, OTHER):
        edit(checkout, lambda value: value["published"].update(value="2024-05-36"), article)
    run(checkout, "fmt")
    commit(checkout)
    return checkout


@pytest.fixture
def repository(committed: Path, tmp_path: Path) -> Path:
    """A copy of the repository, for a test to change."""
    return Path(shutil.copytree(committed, tmp_path / "checkout"))


def rules(root: Path, *arguments: str) -> set[tuple[str, str]]:
    found = [json.loads(line) for line in run(root, "check", "--format", "json", *arguments).stdout.splitlines()]
    return {(finding["rule"], Path(finding["file"]).stem) for finding in found}


def test_nothing_changed_is_fine_and_said(repository: Path) -> None:
    ran = run(repository, "check", "--changed", "main")
    assert (ran.exit_code, ran.stdout) == (0, "nothing below corpus/, seeds/, schema/ differs from main\n")
    assert run(repository, "check").exit_code == 1


def test_what_differs_is_checked_and_the_rest_is_not(repository: Path) -> None:
    replace(repository, '"no-place",', '"no-place-at-all",')
    assert rules(repository, "--changed", "main") == {("bad-date", ARTICLE)}


def test_files_that_git_does_not_know_yet_are_checked(repository: Path) -> None:
    (repository / "corpus" / "entities" / "new.json").write_text("{")
    assert rules(repository, "--changed", "main") == {("json-syntax", "new")}


def test_what_others_did_to_the_base_since_is_not_in_it(repository: Path) -> None:
    git(repository, "switch", "--create", "mine")
    git(repository, "switch", "main")
    replace(repository, '"no-place",', '"no-place-at-all",')
    git(repository, "commit", "--all", "--message", "Theirs")
    git(repository, "switch", "mine")
    assert "nothing below" in run(repository, "check", "--changed", "main").stdout


def test_references_are_checked_in_all_of_the_corpus(repository: Path) -> None:
    (repository / "corpus" / "utterances" / "putin-2024-05-16-no-place-for-blocs.json").unlink()
    found = rules(repository, "--changed", "main")
    assert ("unknown-utterance", OTHER) not in found
    assert ("unknown-utterance", "001-no-place-for-military-blocs") in found


def test_a_changed_seed_is_missed_by_its_article_and_its_passes(repository: Path) -> None:
    (repository / "seeds" / SEED).write_text("another text")
    assert ("seed-changed", ARTICLE) in rules(repository, "--changed", "main")


def test_findings_in_changed_files_come_first(repository: Path) -> None:
    edit(repository, lambda value: value["quotes"][0].update(speakers=["nobody"]))
    (repository / "corpus" / "entities" / "asia.json").unlink()
    lines = run(repository, "check", "--changed", "main", "--format", "github").stdout.splitlines()
    is_changed = [ARTICLE in line for line in lines]
    assert is_changed == sorted(is_changed, reverse=True)
    assert True in is_changed
    assert False in is_changed


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "", "HEAD:corpus", "-"])
def test_an_unknown_revision_is_wrong_usage(base: str, repository: Path) -> None:
    ran = run(repository, "check", f"--changed={base}")
    assert ran.exit_code == 2
    assert "--changed needs a revision" in ran.stderr


def test_a_folder_without_a_repository_is_named_as_such(repository: Path) -> None:
    (repository / ".git").rename(repository / "elsewhere")
    ran = run(repository, "check", "--changed", "main")
    assert ran.exit_code == 2
    assert "--changed needs a revision that git knows here; found fatal: not a git repository" in ran.stderr
    assert "\nfix: leave out --changed, or work in a clone (git clone)\n" in ran.stderr


def test_paths_and_changed_do_not_go_together(repository: Path) -> None:
    assert run(repository, "check", "--changed", "main", str(repository / "corpus")).exit_code == 2


def test_a_job_summary_stays_below_what_the_forge_takes_and_holds_what_it_shows() -> None:
    nasty = "``` </details> <script>alert(1)</script> | ::error::x ##[error]\x1b[31m\u202e"
    findings = [Finding("bad-value", f"corpus/entities/{i}.json", 1, 1, nasty, nasty) for i in range(5000)]
    text = "\n".join(report.as_markdown(findings))
    assert len(text.encode()) < 2**20
    assert "more: run `blocquotes check`" in text
    body = text.split("\n\n", 1)[1].split("\nand ")[0]
    assert all(line.startswith("    ") for line in body.split("\n") if line)
    assert not any(bad in text for bad in ("::error", "##[", "\x1b", "\u202e"))
    assert "| bad-value | error | 5000 |" in text
