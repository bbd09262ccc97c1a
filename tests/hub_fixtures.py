"""Fixtures of the tests that publish: the next release, and Hubs with and without the first one."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Once
from edits import rewrite, tidy
from hub_client import NEXT, publish
from hub_server import Hub
from release_repo import built


@pytest.fixture(scope="session")
def next_dist(first: Path, once: Once) -> Path:
    """The next version of the first release: the same corpus with one more comma in the description of an entity."""
    return once("next", lambda folder: build_next(first, folder)) / "dist"


def build_next(first: Path, root: Path) -> None:
    """Builds the next version in a folder."""
    shutil.copytree(first, root, ignore=shutil.ignore_patterns(".git", "dist"), dirs_exist_ok=True)
    rewrite("entities/nato", description="Western military alliance, of North American and European states")(root)
    tidy(root)
    (root / "VERSION").write_text(f"{NEXT}\n", encoding="utf-8")
    built(root)


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A Hub without a repository."""
    with Hub() as server:
        yield server
        server.shutdown()


@pytest.fixture(scope="session")
def published(first_dist: Path) -> Iterator[Hub]:
    """A Hub that holds the first release, for tests to read from or to copy."""
    with Hub() as server:
        ran = publish(server, first_dist, "--create")
        assert ran.returncode == 0, ran.stderr
        yield server
        server.shutdown()


@pytest.fixture
def hub_with_release(hub: Hub, published: Hub) -> Hub:
    """A Hub that holds the first release, for a test to change."""
    hub.state.repos = copy.deepcopy(published.state.repos)
    hub.state.objects = dict(published.state.objects)
    return hub
