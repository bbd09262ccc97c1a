"""Releases: the version that is needed, every refusal, all or nothing, and what a new version leaves unchanged."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from blocquotes import corpus
from blocquotes.dataset import release_info
from blocquotes.layout import MANIFEST, Layout
from blocquotes.refusal import Refusal
from blocquotes.versions import changelog
from commands import blocquotes
from edits import ARTICLE, ROOT, bury, copy, edit, git, of, quote, rewrite
from release_repo import built, commit, run

QUOTE = f"{ARTICLE.removeprefix('articles/')}#"


RELEASED = [".zenodo.json", "CHANGELOG.md", "CITATION.cff", "VERSION", "codemeta.json"]
"""The files of the commit of a release."""


pytestmark = pytest.mark.usefixtures("read_once")


def state(root: Path) -> tuple[str, ...]:
    """Everything that a refused release must leave unchanged."""
    files = [f"{p}: {p.read_bytes()!r}" for p in sorted(root.iterdir()) if p.is_file()]
    return (git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain"), git(root, "tag"), *files)


def refusal(root: Path, wanted: str) -> Refusal:
    """The error by which a release is refused; nothing has changed."""
    before = state(root)
    with pytest.raises(Refusal) as caught:
        run(root, wanted)
    assert state(root) == before
    assert "fix: " in str(caught.value)
    return caught.value


# What a release does.


def test_the_first_release_takes_the_version_unchanged(first: Path) -> None:
    assert git(first, "tag") == "v1.0.0"
    assert git(first, "log", "-1", "--format=%s") == "Release 1.0.0"
    assert git(first, "rev-parse", "v1.0.0^{commit}") == git(first, "rev-parse", "HEAD")
    assert git(first, "status", "--porcelain") == ""


def test_a_correction_is_a_patch_and_is_in_every_file(root: Path) -> None:
    rewrite("entities/nato", description="An alliance, in the West")(root)
    quote("no-place", lambda found: found.update(note="A note."))(root)
    commit(root)
    output = run(root, "auto")
    assert output[-1] == "tagged v1.0.1"
    assert git(root, "diff", "--name-only", "HEAD~1").split() == RELEASED
    assert release_info.version(Layout(root)) == "1.0.1"
    assert yaml.safe_load((root / "CITATION.cff").read_text())["version"] == "1.0.1"
    notes = changelog.of_version((root / "CHANGELOG.md").read_text(), "1.0.1")
    assert notes == f"### Fixed\n\n- Quote: note changed (`{QUOTE}no-place`).\n- Entity: description changed (`nato`)."
    assert git(root, "tag", "--list", "--format=%(contents)", "v1.0.1") == f"Release 1.0.1\n\n{notes}"


def test_a_new_record_is_a_minor_version(root: Path) -> None:
    path = root / "corpus" / "outlets" / "new.json"
    path.write_text((root / "corpus" / "outlets" / "rt.json").read_text().replace('"id": "rt"', '"id": "new"'))
    edit(root, "outlets/new", lambda value: value.update(wikidata=None) or value.pop("wikidata_evidence"))
    commit(root)
    assert run(root, "auto")[-1] == "tagged v1.1.0"


def test_a_dry_run_and_the_command(root: Path) -> None:
    rewrite("entities/nato", description="An alliance")(root)
    commit(root)
    before = state(root)
    command = ("--root", root, "release")
    dry = blocquotes(*command, "patch", "--dry-run")
    assert (dry.returncode, dry.stderr, state(root)) == (0, "", before)
    assert "since v1.0.0: changes: 1 patch; version bump needed: patch\nversion 1.0.1\n" in dry.stdout
    ran = blocquotes(*command, "patch")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "VERSION, CHANGELOG.md, CITATION.cff, .zenodo.json, codemeta.json\ntagged v1.0.1\n" in ran.stdout
    again = blocquotes(*command, "smaller")
    assert (again.returncode, "major, minor, patch or auto; found 'smaller'" in again.stderr) == (2, True)


# What it refuses.


def draft(root: Path) -> None:
    rewrite(ARTICLE, status="draft", method="rules")(root)


def draft_entity(root: Path) -> None:
    rewrite("entities/nato", status="draft")(root)


def broken(root: Path) -> None:
    quote("no-place", lambda found: found.update(speakers=["nobody-at-all"]))(root)


def vanish(root: Path) -> None:
    edit(root, ARTICLE, lambda value: value["quotes"].remove(of(value["quotes"], id="no-place")))


def reuse(root: Path) -> None:
    other = {"content": [{"exact": "Speaking at a press conference"}], "type": "indirect"}
    quote("no-place", lambda found: found.update(other))(root)


def buried(version: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        vanish(root)
        bury(root, "quote", f"{QUOTE}no-place", version)

    return change


def rename(root: Path) -> None:
    rewrite("entities/nato", name="Alliance")(root)


def no_unreleased(root: Path) -> None:
    rename(root)
    path = root / "CHANGELOG.md"
    path.write_text(path.read_text().replace("## [Unreleased]", "## Unreleased"))


def no_cited_version(root: Path) -> None:
    rename(root)
    path = root / "CITATION.cff"
    path.write_text(path.read_text().replace("version: 1.0.0", "Version: 1.0.0"))


def no_cited_title(root: Path) -> None:
    rename(root)
    path = root / "CITATION.cff"
    path.write_text(path.read_text().replace("title: ", "Title: "))


def raise_version(root: Path) -> None:
    (root / "VERSION").write_text("1.0.1\n")


@pytest.mark.parametrize(
    ("change", "wanted", "words"),
    [
        (draft, "auto", "a release must contain no drafts"),
        (draft_entity, "auto", "found corpus/entities/nato.json"),
        (broken, "auto", "error[unknown-entity]"),
        (vanish, "major", f"found none for quote {QUOTE}no-place"),
        (reuse, "major", f"found different words under quote {QUOTE}no-place"),
        (buried("2.0.0"), "minor", "the version must be a major one, 2.0.0 or higher; found 1.1.0"),
        (buried("2.0.0"), "1.0.1", "the version must be a major one"),
        (buried("1.1.0"), "major", "a tombstone must name the first version without its id, 2.0.0; found 1.1.0"),
        (rename, "1.0.0", "a version must be above the last release, 1.0.0; found 1.0.0"),
        (rename, "0.9.9", "a version must be above the last release"),
        (rename, "v1.0.1", "found 'v1.0.1'"),
        (rename, "01.1.0", "found '01.1.0'"),
        (no_unreleased, "auto", "CHANGELOG.md must have a part  ## [Unreleased]"),
        (no_cited_title, "auto", "CITATION.cff must be YAML with title, abstract, authors, keywords and version"),
        (no_cited_version, "auto", "CITATION.cff must have one line `version: …`; found 0"),
        (raise_version, "auto", "VERSION must be that of the last release, 1.0.0; found 1.0.1"),
        (lambda root: None, "auto", "something must differ from the last release, 1.0.0"),
    ],
)
def test_refusals(root: Path, change: Callable[[Path], None], wanted: str, words: str) -> None:
    change(root)
    if git(root, "status", "--porcelain"):
        commit(root)
    assert words in str(refusal(root, wanted))


def test_a_dirty_tree_is_refused(root: Path) -> None:
    (root / "note.txt").write_text("not committed")
    assert "?? note.txt" in str(refusal(root, "patch"))


def test_a_tag_on_another_commit_is_never_moved(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other")
    rewrite("entities/nato", name="Another")(root)
    commit(root)
    git(root, "tag", "v1.0.1")
    git(root, "checkout", "--quiet", "main")
    rename(root)
    commit(root)
    assert "the tag v1.0.1 must not exist" in str(refusal(root, "auto"))


def test_tombstones_let_ids_go_and_stay_for_good(root: Path) -> None:
    buried("2.0.0")(root)
    commit(root)
    assert run(root, "auto")[-1] == "tagged v2.0.0"
    (root / "corpus" / "tombstones.json").unlink()
    commit(root)
    assert f"a tombstone must never be removed; found tombstone {QUOTE}no-place removed" in str(refusal(root, "major"))
    git(root, "revert", "--no-edit", "HEAD")
    git(root, "checkout", "v1.0.0", "--", f"corpus/{ARTICLE}.json")
    commit(root)
    output = str(refusal(root, "major"))
    assert "error[tombstone-id]" in output
    assert f"the corpus has the quote {QUOTE}no-place" in output


def test_the_tombstone_of_an_article_covers_its_quotes(root: Path) -> None:
    id_ = QUOTE.rstrip("#")
    for path in [*(root / "corpus").rglob(f"{id_}.json"), *(root / "seeds").glob("*.txt")]:
        path.unlink()
    commit(root)
    assert f"found none for article {id_}" in str(refusal(root, "auto"))
    bury(root, "article", id_, "2.0.0", "Taken down.")
    commit(root)
    assert run(root, "auto")[-1] == "tagged v2.0.0"


def test_a_folder_outside_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="a release must be made in a checkout of git"):
        run(copy(tmp_path / "root"), "auto")


# All or nothing.


@pytest.fixture
def ready(root: Path) -> Iterator[Path]:
    """A repository with a correction to release."""
    rename(root)
    commit(root)
    yield root


def test_a_tag_that_cannot_be_written_takes_the_commit_back(ready: Path) -> None:
    (ready / ".git" / "refs" / "tags").mkdir(parents=True, exist_ok=True)
    (ready / ".git" / "refs" / "tags" / "v1.0.1.lock").touch()
    assert "v1.0.1" in str(refusal(ready, "auto"))


def test_a_committer_without_a_name_is_refused(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("user.name", "user.email"):
        git(ready, "config", "--unset", key)
    git(ready, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(key, raising=False)
    refusal(ready, "auto")


def test_a_release_killed_before_its_tag_goes_on_with_it(ready: Path) -> None:
    hook = ready / ".git" / "hooks" / "post-merge"
    hook.write_text("#!/bin/sh\nkill -9 $(cut -d' ' -f4 /proc/$PPID/stat)\n")
    hook.chmod(0o755)
    assert blocquotes("--root", ready, "release", "auto").returncode == -9
    assert (git(ready, "log", "-1", "--format=%s"), git(ready, "tag")) == ("Release 1.0.1", "v1.0.0")
    assert git(ready, "status", "--porcelain") == ""
    hook.unlink()
    assert run(ready, "auto") == ["tagged v1.0.1"]
    assert git(ready, "rev-parse", "v1.0.1^{commit}") == git(ready, "rev-parse", "HEAD")


# The version, which is in one place, and what follows from it.


def test_a_checkout_without_a_version_is_not_built(tmp_path: Path) -> None:
    root = copy(tmp_path / "root")
    (root / "VERSION").write_text("one\n")
    ran = blocquotes("--root", root, "build")
    assert (ran.returncode, "must hold a version such as 1.2.3; found 'one'" in ran.stderr) == (2, True)


def test_documents_and_manifest_name_the_version(dist: Path) -> None:
    version = (ROOT / "VERSION").read_text().strip()
    output = json.loads((dist / MANIFEST).read_text(encoding="utf-8"))
    card = (dist / "README.md").read_text(encoding="utf-8")
    assert output["version"] == version == json.loads((dist / "croissant.json").read_text())["version"]
    assert set(re.findall(r'revision="v(.*?)"', card)) == {version}
    assert f"version = {{{version}}}" in card
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version
    assert output["tools"].keys() == {"blocquotes", "pyarrow"}
    assert output["commit"] is None or re.fullmatch(r"[0-9a-f]{40}|dirty", output["commit"])
    assert output["counts"]["quotes"] == {"train": output["tables"]["quotes"]["rows"]}


def test_a_release_has_the_day_of_its_commit_in_any_time_zone(root: Path) -> None:
    (root / "note.txt").write_text("late in the evening, in New York")
    git(root, "add", "--all")
    subprocess.run(
        ["git", "-C", str(root), "commit", "--quiet", "--message", "Late"],
        check=True,
        env={**os.environ, "GIT_COMMITTER_DATE": "2026-01-31T22:00:00-05:00"},
    )
    assert built(root)["date"] == "2026-02-01"
    assert json.loads((root / "dist" / "croissant.json").read_text())["datePublished"] == "2026-02-01"
    (root / "VERSION").write_text("1.0.1\n")
    assert built(root)["date"] is None
    assert "datePublished" not in json.loads((root / "dist" / "croissant.json").read_text())


def test_a_change_of_the_inputs_makes_the_build_dirty(root: Path) -> None:
    assert release_info.release_info(corpus.load(Layout(root))).commit == git(root, "rev-parse", "HEAD")
    (root / "note.txt").write_text("nothing that a release is made from")
    assert release_info.release_info(corpus.load(Layout(root))).commit == git(root, "rev-parse", "HEAD")
    rename(root)
    assert release_info.release_info(corpus.load(Layout(root))).commit == "dirty"


def test_the_citation_is_valid_by_its_schema(root: Path) -> None:
    schema = json.loads((ROOT / "tests" / "cff" / "schema-1.2.0.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    for folder in (ROOT, root):
        value: Any = yaml.load((folder / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)
        assert [error.message for error in validator.iter_errors(value)] == []
    assert list(validator.iter_errors({**value, "type": "corpus"}))


def test_the_changelog_is_in_its_form(root: Path) -> None:
    for folder in (ROOT, root):
        text = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert headings[0] == "[Unreleased]"
        assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
        assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= set(changelog.SECTIONS)


def test_what_was_written_by_hand_stays_above_what_is_generated() -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- By hand.\n\n## [0.1.0] - 2026-01-01\n\n- First.\n"
    made = changelog.released(text, "0.1.1", "2026-02-02", {"Fixed": ["Generated."], "Added": ["New."]})
    assert made == (
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.1] - 2026-02-02\n\n### Added\n\n- New.\n\n### Fixed\n\n"
        "- By hand.\n- Generated.\n\n## [0.1.0] - 2026-01-01\n\n- First.\n"
    )
    with pytest.raises(Refusal, match="found 'Misc' in Unreleased"):
        changelog.released(text.replace("Fixed", "Misc"), "0.1.1", "2026-02-02", {})
