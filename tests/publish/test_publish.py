"""Publishing: every fault that can happen between the plan and the tag, and how each run must end."""

import copy
import json
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from blocquotes.cli import main
from blocquotes.dataset import parquet
from edits import git, rewrite
from hub_client import NEXT, blocquotes, content, environment, holds, publish
from hub_repo import Repo
from hub_routes import READ_TOKEN, TOKEN
from hub_server import Hub
from release_repo import built, commit


def state(repo: Repo) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Everything that names commits; the commits themselves never change."""
    return dict(repo.branches), dict(repo.tags), dict(repo.pulls)


class Fault(NamedTuple):
    """A fault of one step, and what the run must print and exit with."""

    kind: str
    where: str
    times: int
    code: int
    says: str


BEFORE_THE_COMMIT = [
    Fault("unavailable", "GET .*/revision/main", 1, 2, "answer 503 while reading the head"),
    Fault("drop", "GET .*/refs", 1, 2, "no complete answer while reading the tags"),
    Fault("cut", "POST .*/validate-yaml", 1, 2, "no complete answer while committing"),
    Fault("unavailable", "PUT /large", 99, 2, "answer 503 while committing"),
    Fault("unavailable", "POST .*/commit/main", 1, 2, "answer 503 while committing"),
    Fault("drop", "POST .*/commit/main", 1, 2, "no complete answer while committing"),
    Fault("echo", "POST .*/commit/main", 1, 1, "cannot work with Bearer ***"),
]
"""Faults that leave the repository as it was."""

AFTER_THE_COMMIT = [
    Fault("lose", "POST .*/commit/main", 1, 2, "no complete answer while committing"),
    Fault("unavailable", "GET .*/refs", 1, 2, "answer 503 while reading the tags"),
    Fault(
        "corrupt", "GET .*/resolve/.*/data/quotes/", 1, 1, "the files that the Hub returns must be those that were sent"
    ),
    Fault("corrupt", "GET .*/resolve/.*/manifest.json", 1, 1, "a different manifest from the one sent"),
    Fault("drop", "GET .*/resolve/.*/LICENSE-DATA", 99, 2, "no complete answer while downloading the release"),
    Fault("unavailable", "POST .*/tag/", 1, 2, "answer 503 while tagging"),
    Fault("drop", "POST .*/tag/", 1, 2, "no complete answer while tagging"),
]
"""Faults that leave the commit without its tag: the first loses the answer to the commit, the others meet it there."""

SURVIVED = [
    Fault("unavailable", "GET .*/tree/", 1, 0, ""),
    Fault("drop", "POST .*/preupload/", 1, 0, ""),
    Fault("unavailable", "POST .*/objects/batch", 1, 0, ""),
    Fault("drop", "PUT /large", 1, 0, ""),
    Fault("unavailable", "POST /large/verify", 1, 0, ""),
    Fault("slow", "POST .*/commit/main", 1, 0, ""),
    Fault("cut", "GET .*/resolve/.*/croissant.json", 1, 0, ""),
    Fault("slow", "GET .*/resolve/.*/README.md", 1, 0, ""),
    Fault("slow", "POST .*/tag/", 1, 0, ""),
]
"""Faults that the library gets over by asking again, or that only take time."""


def meet(hub: Hub, dist: Path, fault: Fault) -> None:
    """Runs into one fault; the message must have the usual form, and the run must end in time."""
    hub.order(fault.kind, fault.where, times=fault.times)
    ran = publish(hub, dist)
    assert ran.returncode == fault.code, f"{fault}\n{ran.stdout}{ran.stderr}"
    assert fault.says in ran.stderr, f"{fault}\n{ran.stderr}"
    assert hub.faults.pop().times < fault.times, f"{fault} was never met"


@pytest.mark.slow
def test_a_fault_at_the_creation_is_made_good_by_the_next_run(hub: Hub, first_dist: Path) -> None:
    for kind in ("unavailable", "lose"):
        hub.order(kind, "POST /api/repos/create")
        ran = publish(hub, first_dist, "--create")
        assert ran.returncode == 2
        assert "while creating the repository" in ran.stderr
    assert publish(hub, first_dist, "--create").returncode == 0
    assert len(hub.repo.titles()) == 2
    assert holds(hub.repo, first_dist)


@pytest.mark.slow
def test_a_fault_before_the_commit_leaves_the_repository_as_it_was(hub_with_release: Hub, next_dist: Path) -> None:
    before = state(hub_with_release.repo)
    for fault in BEFORE_THE_COMMIT:
        meet(hub_with_release, next_dist, fault)
        assert state(hub_with_release.repo) == before, fault
    assert publish(hub_with_release, next_dist).returncode == 0
    is_published(hub_with_release.repo, next_dist)


@pytest.mark.slow
def test_a_fault_after_the_commit_leaves_it_without_a_tag_and_the_next_run_goes_on(
    hub_with_release: Hub, next_dist: Path
) -> None:
    before = copy.deepcopy(hub_with_release.repo)
    for fault in AFTER_THE_COMMIT:
        meet(hub_with_release, next_dist, fault)
        assert hub_with_release.repo.titles() == [f"Release {NEXT}", *before.titles()], fault
        assert holds(hub_with_release.repo, next_dist)
        assert hub_with_release.repo.tags == before.tags
    ran = publish(hub_with_release, next_dist)
    assert f"0 add, 0 change, 0 delete, {len(content(next_dist))} unchanged; 0 B to send" in ran.stdout
    is_published(hub_with_release.repo, next_dist)


@pytest.mark.slow
def test_passing_faults_are_got_over_in_one_run(hub_with_release: Hub, next_dist: Path) -> None:
    for fault in SURVIVED:
        hub_with_release.order(fault.kind, fault.where, times=fault.times)
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == 0, ran.stderr
    assert [fault for fault in hub_with_release.faults if fault.times] == []
    is_published(hub_with_release.repo, next_dist)


def is_published(repo: Repo, dist: Path) -> None:
    """How every run must end: one commit on top of the first release, both tagged, and nothing else."""
    newest, older, initial = repo.titles()
    assert (newest, initial) == (f"Release {NEXT}", "initial commit")
    assert holds(repo, dist)
    titles = {tag: repo.commits[commit].title for tag, commit in repo.tags.items()}
    assert titles == {f"v{NEXT}": newest, f"v{older.removeprefix('Release ')}": older}
    assert repo.tags[f"v{NEXT}"] == repo.branches["main"]


@pytest.mark.slow
def test_a_lost_answer_to_a_tag_is_not_a_failure(hub_with_release: Hub, next_dist: Path) -> None:
    hub_with_release.order("lose", "POST .*/tag/")
    assert publish(hub_with_release, next_dist).returncode == 2
    is_published(hub_with_release.repo, next_dist)
    again = publish(hub_with_release, next_dist)
    assert (again.returncode, again.stdout[:13]) == (0, "nothing to do")
    is_published(hub_with_release.repo, next_dist)


def test_a_concurrent_push_is_refused_and_not_overwritten(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    tags = dict(repo.tags)
    hub_with_release.order("meanwhile", "POST .*/commit/main", action=lambda: repo.push({"theirs\x1b.txt": b"theirs"}))
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == 1
    assert "the repository must not change while a release is committed; found answer 412" in ran.stderr
    assert repo.titles()[0] == "a push of someone else"
    assert repo.tree["theirs\x1b.txt"] == b"theirs"
    assert repo.tags == tags
    shown = publish(hub_with_release, next_dist, "--dry-run")
    assert shown.returncode == 1
    assert "only files of an earlier release may be deleted from the repository; found 1 other file" in shown.stderr
    assert re.search(r"^  delete +6 B  theirs\\u\{001B\}\.txt$", shown.stdout, re.MULTILINE)


def test_a_tag_on_another_commit_is_refused_before_anything_is_sent(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    repo.tags[f"v{NEXT}"] = repo.branches["main"]
    before = state(repo)
    hub_with_release.log.clear()
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == 1
    assert f"v{NEXT} must be free, or be the tag of this release" in ran.stderr
    assert state(repo) == before
    assert not [entry for entry in hub_with_release.log if not entry.startswith("GET ")]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["elsewhere", "here"])
def test_a_tag_that_comes_in_between(hub_with_release: Hub, next_dist: Path, where: str) -> None:
    repo = hub_with_release.repo

    first = repo.branches["main"]

    def set_tag() -> None:
        repo.tags[f"v{NEXT}"] = first if where == "elsewhere" else repo.branches["main"]

    hub_with_release.order("meanwhile", "POST .*/tag/", action=set_tag)
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == (1 if where == "elsewhere" else 0)
    assert ("set while this release was published" in ran.stderr) == (where == "elsewhere")
    assert repo.tags[f"v{NEXT}"] == (first if where == "elsewhere" else repo.branches["main"])


@pytest.mark.slow
def test_a_proposal_is_made_once_and_tagged_once_it_is_merged(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    before = dict(repo.branches), dict(repo.tags)
    made = publish(hub_with_release, next_dist, "--create-pr")
    assert made.returncode == 0, made.stderr
    assert "proposed as refs/pr/1" in made.stdout
    again = publish(hub_with_release, next_dist, "--create-pr")
    assert "nothing to do: refs/pr/1 of org/blocquotes proposes this release already" in again.stdout
    assert list(repo.pulls) == ["refs/pr/1"]
    assert (repo.branches, repo.tags) == before
    repo.merge(1)
    assert publish(hub_with_release, next_dist).returncode == 0
    assert repo.titles()[0] == "Merge refs/pr/1"
    assert holds(repo, next_dist)
    assert repo.tags[f"v{NEXT}"] == repo.branches["main"]


@pytest.mark.slow
def test_a_trusted_publisher_needs_no_stored_token(hub_with_release: Hub, next_dist: Path) -> None:
    job = {
        "HF_TOKEN": "",
        "GITHUB_ACTIONS": "true",
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"{hub_with_release.state.url}/identity",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "runner",
    }
    other = publish(hub_with_release, next_dist, **job, HF_OIDC_RESOURCE="datasets/org/another")
    assert other.returncode != 0
    assert "no trusted publisher is set up for this job" in other.stderr
    elsewhere = publish(hub_with_release, next_dist, **{**job, "GITHUB_ACTIONS": ""}, HF_OIDC_RESOURCE="datasets/x/y")
    assert elsewhere.returncode == 2
    assert "a trusted publisher must be set up" in elsewhere.stderr
    ran = publish(hub_with_release, next_dist, **job, HF_OIDC_RESOURCE="datasets/org/blocquotes")
    assert ran.returncode == 0, ran.stderr
    is_published(hub_with_release.repo, next_dist)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nothing listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_mistakes_of_the_user_are_reported_in_one_message(
    hub_with_release: Hub, next_dist: Path, tmp_path: Path, closed_port: int
) -> None:
    here = {"HF_HOME": str(tmp_path)}
    before = state(hub_with_release.repo)
    for dist, options, settings, code, says in (
        (next_dist, ("--repo", "org/other"), {}, 2, "must be a dataset repository that you can see"),
        (next_dist, (), {**here, "HF_TOKEN": ""}, 2, "publishing needs a token of the Hub; found none"),
        (next_dist, (), {"HF_TOKEN": "hf_wrong"}, 2, "the token must be one that the Hub knows; found answer 401"),
        (next_dist, (), {"HF_TOKEN": READ_TOKEN}, 2, "the token must allow this; found answer 403"),
        (next_dist, (), {"HF_ENDPOINT": f"http://127.0.0.1:{closed_port}"}, 2, "the Hub must be reachable at"),
        (next_dist, (), {"HF_HUB_OFFLINE": "1"}, 2, "publishing needs the network; found HF_HUB_OFFLINE set"),
    ):
        ran = publish(hub_with_release, dist, *options, **settings)
        assert (ran.returncode, ran.stderr.count("blocquotes: ")) == (code, 1), f"{says}\n{ran.stderr}"
        assert says in ran.stderr
        assert "fix: " in ran.stderr.replace("fix:   ", "fix: ")
        assert state(hub_with_release.repo) == before


def test_mistakes_that_show_before_the_hub_is_asked(
    next_dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    changed = tmp_path / "changed"
    shutil.copytree(next_dist, changed)
    (changed / "DATASHEET.md").write_text("changed by hand\n")
    for dist, options, code, says in (
        (tmp_path / "missing", (), 2, "the release must be a folder; found none at"),
        (changed, (), 1, "DATASHEET.md:1:1: error[release-file-changed]"),
        (next_dist, ("--version", "0.0.9"), 1, f"the version named with --version, 0.0.9; found {NEXT}"),
        (next_dist, ("--repo", "blocquotes"), 2, "must be named ORG/NAME; found 'blocquotes'"),
        (next_dist, ("--repo", "org/bloc--quotes"), 2, "must be named ORG/NAME"),
    ):
        repo = () if options[:1] == ("--repo",) else ("--repo", "org/blocquotes")
        ran = CliRunner().invoke(main, ["publish", "--dist", str(dist), *repo, *options], catch_exceptions=False)
        assert (ran.exit_code, ran.stderr.count("blocquotes: ")) == (code, 1), f"{says}\n{ran.stderr}"
        assert says in ran.stderr
        assert "fix: " in ran.stderr.replace("fix:   ", "fix: ")


def test_the_library_of_the_hub_is_named_where_it_is_missing(hub: Hub, next_dist: Path, tmp_path: Path) -> None:
    (tmp_path / "huggingface_hub.py").write_text("raise ImportError('none here', name='huggingface_hub')\n")
    settings = environment(hub, tmp_path)
    settings["PYTHONPATH"] = f"{tmp_path}:{settings.get('PYTHONPATH', '')}"
    ran = blocquotes(settings, "publish", "--repo", "org/blocquotes", "--dist", str(next_dist))
    assert ran.returncode == 2
    assert "pip install 'blocquotes[publish]'" in ran.stderr


def test_a_repository_that_holds_no_release_is_not_emptied(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    repo.push({"manifest.json": None, "thesis.tex": b"years of work"})
    before = state(repo)
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == 1
    assert "found 1 other file in org/blocquotes, first thesis.tex" in ran.stderr
    assert state(repo) == before


def test_a_file_that_the_next_release_leaves_out_is_deleted(hub_with_release: Hub, next_dist: Path) -> None:
    repo = hub_with_release.repo
    content = json.loads(repo.tree["manifest.json"])
    content["files"]["old.txt"] = {"bytes": 3, "sha256": "0" * 64}
    repo.push({"manifest.json": json.dumps(content).encode(), "old.txt": b"old"})
    ran = publish(hub_with_release, next_dist)
    assert ran.returncode == 0, ran.stderr
    assert ".gitattributes" in repo.tree
    assert holds(repo, next_dist)


@pytest.mark.slow
def test_a_missing_release_is_built(hub: Hub, checkout: Path) -> None:
    settings = environment(hub, checkout)
    command = ("--root", str(checkout), "publish", "--repo", "org/blocquotes")
    ran = blocquotes(settings, *command, "--create", "--dry-run")
    assert ran.returncode == 0, ran.stderr
    assert " add, 0 change, 0 delete, 0 unchanged" in ran.stdout
    assert (checkout / "dist" / parquet.file_name("quotes", "train")).exists()
    assert hub.state.repos == {}


def test_the_release_in_dist_must_be_made_from_the_head(hub: Hub, root: Path, tmp_path: Path) -> None:
    def plan_of(*options: str) -> tuple[int, str]:
        command = ("--root", str(root), "publish", "--repo", "org/blocquotes", "--create", "--dry-run", *options)
        ran = blocquotes(environment(hub, tmp_path), *command)
        return ran.returncode, ran.stdout + ran.stderr

    made_from = built(root)["commit"]
    code, said = plan_of()
    assert (code, "note: " in said) == (0, False), said
    rewrite("entities/nato", description="An alliance")(root)
    commit(root)
    code, said = plan_of()
    assert code == 1, said
    assert (
        f"the commit that is checked out, {git(root, 'rev-parse', 'HEAD')[:12]}; found one made from {made_from[:12]}"
        in said
    )
    assert "fix: commit your changes, then `blocquotes build`" in said
    assert plan_of("--dist", str(root / "dist"))[0] == 0
    (root / "docs" / "card.md").write_text((root / "docs" / "card.md").read_text() + "\nNot committed.\n")
    assert built(root)["commit"] == "dirty"
    code, said = plan_of()
    assert (code, "found one made from files that no commit holds" in said) == (1, True), said
    code, said = plan_of("--dist", str(root / "dist"))
    assert (code, "note: this release was made from files that no commit holds" in said) == (0, True), said
    assert hub.state.repos == {}
