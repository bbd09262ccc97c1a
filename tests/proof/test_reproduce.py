"""`blocquotes reproduce`, and the story of a stranger who checks a published release, with the real commands."""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from edits import copy, git
from hub_client import environment, read_manifest
from hub_server import Hub
from proof_repo import TAG, Keys, make_source, typed
from release_repo import run, start

LINE = re.compile(
    r"blocquotes-reproduction tag=v1\.0\.0 commit=(?P<commit>[0-9a-f]{40}) manifest=sha256:(?P<manifest>[0-9a-f]{64})"
    r" files=(?P<files>\d+) different=(?P<different>\d+) verdict=(?P<verdict>\w+) platform=\w+-\w+-python[\d.]+\n"
)


def worktrees(root: Path) -> str:
    return git(root, "worktree", "list", "--porcelain")


@pytest.mark.slow
def test_a_stranger_checks_a_published_release(
    hub: Hub, source: Path, signed: Path, keys: Keys, other_keys: Keys, tmp_path: Path
) -> None:
    settings = environment(hub, tmp_path)
    del settings["PATH"]
    on_the_hub = f"org/blocquotes@{TAG}"
    ran = typed(source, "publish", "--repo", "org/blocquotes", "--create", **settings)
    assert ran.returncode == 0, ran.stderr
    assert f"read back {len(read_manifest(signed)['files']) + 4} files" in ran.stdout
    stranger = tmp_path / "clone"
    shutil.copytree(source, stranger, symlinks=True, ignore=shutil.ignore_patterns("dist"))

    verified = typed(stranger, "verify", on_the_hub, "--key", str(keys.public), **settings)
    assert verified.returncode == 0, verified.stderr
    assert "  signature: proved: " in verified.stdout

    refused = typed(stranger, "verify", on_the_hub, "--key", str(other_keys.public), **settings)
    assert refused.returncode == 1
    assert "a signature by a key other than the key " in refused.stdout

    before = worktrees(stranger)
    rebuilt = typed(stranger, "reproduce", TAG, on_the_hub, "--no-install", **settings)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    found = LINE.fullmatch(rebuilt.stdout)
    assert found and (found["verdict"], found["different"]) == ("reproduced", "0")
    assert found["commit"] == git(source, "rev-parse", TAG)
    assert (worktrees(stranger), git(stranger, "status", "--porcelain")) == (before, "")

    # Somebody exchanges a file on the Hub, and the checksums and the tag with it.
    content = json.loads(hub.repo.tree["manifest.json"])
    content["version"] = "1.0.1"
    hub.repo.push({"LICENSE-DATA": b"Take it all.\n", "manifest.json": json.dumps(content).encode()})
    hub.repo.tags[TAG] = hub.repo.branches["main"]
    swapped = typed(stranger, "verify", on_the_hub, "--key", str(keys.public), **settings)
    assert swapped.returncode == 1
    for rule in ("release-signature", "release-provenance", "release-file-changed", "release-version"):
        assert f"error[{rule}]" in swapped.stdout


@pytest.mark.slow
def test_a_proof_that_the_hub_changes_is_not_tagged(hub: Hub, source: Path, signed: Path, tmp_path: Path) -> None:
    hub.order("corrupt", "GET .*/resolve/.*/sbom.cdx.json", times=1)
    ran = typed(source, "publish", "--repo", "org/blocquotes", "--create", **environment(hub, tmp_path))
    assert ran.returncode == 1
    assert "sbom.cdx.json:1:1: error[release-sbom]" in ran.stderr
    assert hub.repo.tags == {}


def test_every_file_that_differs_is_named(source: Path, signed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(signed, other)
    with (other / "croissant.json").open("ab") as file:
        file.write(b" ")
    (other / "DATASHEET.md").unlink()
    (other / "data" / "quotes" / "more.parquet").write_bytes(b"more")
    (other / "provenance.intoto.json").unlink()
    ran = typed(source, "reproduce", TAG, str(other), "--no-install")
    assert ran.returncode == 1, ran.stderr
    *lines, last = ran.stdout.splitlines(keepends=True)
    assert [line.partition(":")[0] for line in lines] == ["DATASHEET.md", "croissant.json", "data/quotes/more.parquet"]
    assert lines[0] == "DATASHEET.md: built from the tag, but not published\n"
    assert lines[2] == "data/quotes/more.parquet: published, but not built from the tag\n"
    found = LINE.fullmatch(last)
    assert found and (found["verdict"], found["different"]) == ("different", "3")


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--without-text", "--exclude=000-no-place-for-military-blocs"])
def test_a_release_without_some_of_the_texts_is_reproduced(keys: Keys, tmp_path: Path, option: str) -> None:
    source, dist, released = tmp_path / "source", tmp_path / "dist", tmp_path / "released"
    released.mkdir()
    run(start(copy(released)), "1.0.0")
    make_source(released, keys, source)
    built = typed(source, "build", option, "--output", str(dist))
    assert built.returncode == 0, built.stderr
    ran = typed(source, "reproduce", TAG, str(dist), "--no-install")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_what_cannot_be_reproduced_is_explained(source: Path, signed: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(source, broken, symlinks=True, ignore=shutil.ignore_patterns("dist"))
    (broken / "corpus" / "entities" / "nato.json").write_text("{}\n")
    git(broken, "commit", "--quiet", "--all", "--message", "Break it")
    git(broken, "tag", "v2.0.0")
    git(broken, "rm", "--quiet", "requirements/release.txt")
    git(broken, "commit", "--quiet", "--message", "Unlock it")
    git(broken, "tag", "v3.0.0")
    before = worktrees(broken)
    (tmp_path / "empty").mkdir()
    dist = str(signed)
    no_index = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": "/dev/null", "PIP_FIND_LINKS": str(tmp_path / "empty")}
    for arguments, code, says in (
        (("v9.9.9", dist), 2, "what to reproduce must be a tag of this repository; found no tag v9.9.9"),
        (("--help-me", dist), 2, "no such option"),
        ((TAG, "nowhere"), 2, "a release must be a folder, or a repository and a revision"),
        ((TAG, str(tmp_path / "empty")), 1, "a published release must have a manifest that can be read"),
        (("v2.0.0", dist, "--no-install"), 1, "the release must build from its tag; found exit code 1:"),
        (("v3.0.0", dist), 2, "the tag must lock its packages in requirements/release.txt; found no such file"),
        ((TAG, dist), 1, "the locked packages must be installable; found exit code 1:"),
    ):
        ran = typed(broken, "reproduce", *arguments, **no_index)
        assert (ran.returncode, says in ran.stderr) == (code, True), f"{arguments}\n{ran.stderr}"
        assert ran.stdout == ""
    assert worktrees(broken) == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_rebuild_leaves_no_worktree(source: Path, signed: Path) -> None:
    import os
    import signal
    import subprocess
    import time
    from functools import partial

    before = worktrees(source)
    command = [sys.executable, "-m", "blocquotes", "reproduce", TAG, "dist", "--no-install"]
    environment = {**os.environ, "PYTHONPATH": str(source / "scripts")}
    # A run in the background has SIGINT ignored, and its children would inherit that.
    listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command, cwd=source, env=environment, stderr=subprocess.PIPE, text=True, preexec_fn=listening
    ) as running:
        assert running.stderr
        while "building" not in running.stderr.readline():
            pass
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 130
    assert worktrees(source) == before
