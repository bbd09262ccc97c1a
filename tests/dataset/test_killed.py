"""A build that is killed at any moment leaves the old or the new release complete, and the next build cleans up."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench import corpora
from blocquotes.outputs import MARK
from edits import tidy
from release_repo import one_article

BUILD = (sys.executable, "-m", "blocquotes", "build", "--jobs", "1")


def state(folder: Path) -> dict[str, str]:
    """The checksum of every file of a release."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def seconds(folder: Path, *arguments: str) -> float:
    """How long a complete build takes."""
    start = time.monotonic()
    subprocess.run([*BUILD, *arguments], cwd=folder, check=True, capture_output=True)
    return time.monotonic() - start


# test_faults.py kills a build of one article in each run.
@pytest.mark.slow
@pytest.mark.parametrize(("articles", "kills"), [(1, 3), (1_000, 20)])
def test_a_killed_build_leaves_the_old_or_the_new_release(tmp_path: Path, articles: int, kills: int) -> None:
    folder = tmp_path / "checkout"
    if articles == 1:
        folder.mkdir()
        tidy(one_article(folder))
    else:
        corpora.write(folder, articles)
    seconds(folder)
    old = state(folder / "dist")
    (folder / "VERSION").write_text("9.9.9\n", encoding="utf-8")
    takes = seconds(folder, "--output", str(tmp_path / "new"))
    new = state(tmp_path / "new")
    assert old != new
    for kill in range(kills):
        child = subprocess.Popen(BUILD, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.Random(kill).uniform(0.1, 1.1) * takes)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert state(folder / "dist") in (old, new), kill
    seconds(folder)
    assert state(folder / "dist") == new
    assert [path.name for path in folder.glob(".blocquotes-*")] == []
