"""Fixtures of the tests that publish: the next release, and Hubs with and without the first one."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import copy_checkout
from hub_client import NEXT, publish
from hub_server import Hub


@pytest.fixture(scope="session")
def next_dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next version: the same corpus with one comma less in the description of one entity."""
    room = tmp_path_factory.mktemp("next")
    root = copy_checkout(room / "checkout")
    path = root / "corpus" / "entities" / "aukus.json"
    description = json.loads(path.read_text(encoding="utf-8"))["description"]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(description, description.replace(",", "", 1)), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    (root / "VERSION").write_text(f"{NEXT}\n", encoding="utf-8")
    command = [sys.executable, "-m", "blocquotes", "--root", str(root), "build"]
    subprocess.run(command, check=True, capture_output=True)
    return root / "dist"


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A Hub without a repository."""
    with Hub() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def published(dist: Path) -> Iterator[Hub]:
    """A Hub that holds the release, for tests to read from or to copy."""
    with Hub() as server:
        ran = publish(server, dist, "--create")
        assert ran.returncode == 0, ran.stderr
        yield server
        server.shutdown()


@pytest.fixture
def hub_with_release(hub: Hub, published: Hub) -> Hub:
    """A Hub that holds the release, for a test to change."""
    hub.state.repos = copy.deepcopy(published.state.repos)
    hub.state.objects = dict(published.state.objects)
    return hub
