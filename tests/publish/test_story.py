"""The story of a dataset, from an empty repository to version 1.0.1 in the hands of its users, with the real commands.

Run it with `pytest -s -m "" tests/publish/test_story.py` to read it.
"""

import json
import sys
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import hub_client as client
from edits import ARTICLE, edit, git, of
from hub_client import content, environment, holds, publish, read_manifest, run, summary
from hub_routes import TOKEN
from hub_server import Hub
from release_repo import commit, one_article, start

CLIENT = """
import json, sys
from datasets import load_dataset
from huggingface_hub import snapshot_download
repo, revision, tables = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
parts = {table: load_dataset(repo, table, revision=revision).values() for table in tables}
whole = {table: sum(part.num_rows for part in some) for table, some in parts.items()}
rows = load_dataset(repo, "quotes", revision=revision, split="train", streaming=True)
said = {row["quote_id"]: row["content"] for row in rows}
folder = snapshot_download(repo, repo_type="dataset", revision=revision)
print(json.dumps({"whole": whole, "streamed": said, "folder": folder}))
"""

QUOTE = "xi-cold-war"
FIRST, SECOND = "1.0.0", "1.0.1"
REPO = "org/blocquotes"


@pytest.fixture
def step() -> Iterator[Any]:
    """Prints a step with its number."""
    numbers = count(1)
    yield lambda what: print(f"{next(numbers)}. {what}")


def blocquotes(hub: Hub, root: Path, *arguments: str) -> str:
    """What a command prints that is run in the repository and must succeed."""
    ran = client.blocquotes(environment(hub, root.parent), "--root", str(root), *arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
def test_from_an_empty_repository_to_the_second_version(hub: Hub, tmp_path: Path, step: Any) -> None:
    root, first, second = tmp_path / "repository", tmp_path / FIRST, tmp_path / SECOND

    step("an empty repository gets a corpus of one article: one commit, no tag")
    root.mkdir()
    start(one_article(root))
    assert (git(root, "rev-list", "--count", "HEAD"), git(root, "tag")) == ("1", "")

    step(f"blocquotes release {FIRST}: version, changelog and citation in one commit, and the tag")
    said = blocquotes(hub, root, "release", FIRST)
    assert said.endswith("next: git push --follow-tags , then build, attest and publish\n")
    assert git(root, "tag") == f"v{FIRST}"

    step("blocquotes build and verify: the release of that commit, verified")
    build(hub, root, first)
    assert read_manifest(first)["commit"] == git(root, "rev-parse", f"v{FIRST}^{{commit}}")

    step("blocquotes publish: refused without --create, shown with --dry-run, then one commit and the tag")
    publish_the_first(hub, first)

    step("the same again: nothing to do")
    again = publish(hub, first)
    assert again.stdout.startswith(f"nothing to do: v{FIRST} of {REPO} is this release"), again.stderr

    step(f"one comma in one quote, and `blocquotes release auto`: a patch, {SECOND}")
    edit(root, ARTICLE, lambda value: add_comma(of(value["quotes"], id=QUOTE)))
    commit(root)
    assert f"tagged v{SECOND}\n" in blocquotes(hub, root, "release", "auto")

    step("build, verify and publish it: the three tables that hold or tag the words of quotes are sent, and no other")
    build(hub, root, second)
    publish_the_second(hub, second)

    step(f"publishing {FIRST} once more changes nothing, although main is ahead of it")
    publish_again(hub, first)

    step("load_dataset(revision=…), streaming and snapshot_download, each version in a new process; all configs once")
    differ_by_the_comma(read(hub, tmp_path / "user-1", first, ("quotes",)), read(hub, tmp_path / "user-2", second))

    step("hf download of the newest version: the same files, verified by `blocquotes verify`, from disk and the Hub")
    download(hub, tmp_path, second)

    step("and the token is in no file that any of these programs wrote")
    holds_no_token(tmp_path)


def publish_again(hub: Hub, release: Path) -> None:
    """Publishes a version that is already there, and asserts that no branch or tag moves."""
    before = dict(hub.repo.branches), dict(hub.repo.tags)
    assert publish(hub, release).returncode == 0
    assert (hub.repo.branches, hub.repo.tags) == before


def differ_by_the_comma(old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Asserts that the contents of two versions differ in one quote only."""
    changed = {id_ for id_ in old if old[id_] != new[id_]}
    assert changed == {f"{ARTICLE.removeprefix('articles/')}#{QUOTE}"}
    assert all(f"{old[id_]}," == new[id_] for id_ in changed)


def holds_no_token(folder: Path) -> None:
    """Asserts that no file below a folder contains the token."""
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]


def add_comma(quote: dict[str, Any]) -> None:
    """Extends a content by the comma after it."""
    quote["content"][-1]["exact"] += ","


def build(hub: Hub, root: Path, dist: Path) -> None:
    blocquotes(hub, root, "build", "--output", str(dist))
    assert blocquotes(hub, root, "verify", str(dist)).startswith(f"verified {summary(dist)}\n")
    assert read_manifest(dist)["version"] == dist.name


def publish_the_first(hub: Hub, dist: Path) -> None:
    refused = publish(hub, dist)
    assert (refused.returncode, "or create it with --create" in refused.stderr) == (2, True)
    dry = publish(hub, dist, "--create", "--dry-run")
    assert f"{len(content(dist))} add, 0 change, 0 delete, 0 unchanged" in dry.stdout, dry.stderr
    assert hub.state.repos == {}
    made = publish(hub, dist, "--create")
    assert made.returncode == 0, made.stderr
    assert hub.repo.titles() == [f"Release {FIRST}", "initial commit"]
    assert holds(hub.repo, dist)
    assert hub.repo.tags == {f"v{FIRST}": hub.repo.branches["main"]}


def publish_the_second(hub: Hub, dist: Path) -> None:
    hub.log.clear()
    made = publish(hub, dist, "--version", SECOND)
    assert made.returncode == 0, made.stderr
    changed = {line.split()[-1] for line in made.stdout.splitlines() if line.startswith("  change")}
    data = {name for name in changed if name.startswith("data/")}
    assert data == {f"data/{table}/train-00000-of-00001.parquet" for table in ("articles", "quotes", "tokens")}
    assert not [name for name in changed - data if "/" in name], "beside them only documents tell of the new version"
    assert sum(entry.startswith("PUT ") for entry in hub.log) == len(data)
    assert holds(hub.repo, dist)
    assert set(hub.repo.tags) == {f"v{FIRST}", f"v{SECOND}"}
    assert hub.repo.titles() == [f"Release {SECOND}", f"Release {FIRST}", "initial commit"]


def read(hub: Hub, room: Path, dist: Path, configs: Collection[str] = ()) -> dict[str, str]:
    """The content of every quote, as a process with an empty cache streams it; the rest must be the release.

    The process loads the configs that are named, or all.
    """
    counts = {name: table["rows"] for name, table in read_manifest(dist)["tables"].items()}
    rows = {name: count for name, count in counts.items() if count and (not configs or name in configs)}
    ran = run(environment(hub, room), "-c", CLIENT, REPO, f"v{dist.name}", ",".join(rows))
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["whole"] == rows
    assert files_of(Path(found["folder"])) == content(dist)
    streamed: dict[str, str] = found["streamed"]
    assert len(streamed) == rows["quotes"]
    return streamed


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a release in a folder, without what the Hub and its client put beside them."""
    return {n: data for n, data in content(folder).items() if n != ".gitattributes" and not n.startswith(".cache/")}


def download(hub: Hub, room: Path, dist: Path) -> None:
    target, own = room / f"download-{dist.name}", environment(hub, room / f"client-{dist.name}")
    program = str(Path(sys.executable).with_name("hf"))
    options = ("--repo-type", "dataset", "--revision", f"v{dist.name}", "--local-dir", str(target))
    fetched = run(own, program, "download", REPO, *options)
    assert fetched.returncode == 0, fetched.stderr
    assert files_of(target) == content(dist)
    for place in (str(target), f"{REPO}@v{dist.name}"):
        ran = client.blocquotes(own, "verify", place)
        assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, f"verified {summary(dist)}"), ran.stderr
