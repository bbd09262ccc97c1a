"""Fixtures of the tests of the website: its bundles, and the site of the real release, served on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from blocquotes import outputs
from blocquotes.layout import Layout
from blocquotes.site import build, bundles, published, server
from conftest import ROOT


@pytest.fixture(scope="session")
def made() -> bundles.Bundles:
    """The bundles that `make site` or `make test-all` made."""
    if not (ROOT / bundles.FOLDER / bundles.LIST).exists():
        pytest.skip("the website's JavaScript is not bundled; `make site/build/bundles.json` does that")
    return bundles.read(Layout(ROOT))


@pytest.fixture(scope="session")
def site(made: bundles.Bundles, dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real release."""
    folder = tmp_path_factory.mktemp("site") / "site"
    found = published.read(dist, "https://forge.example/org/blocquotes")
    build.build(found, made, outputs.folder_for(folder, "site"), ROOT)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the site is served."""
    with served(site) as found:
        yield found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves a folder while the block runs, and gives the address."""
    with server.serving(folder) as listening:
        thread = Thread(target=listening.wait, daemon=True)
        thread.start()
        try:
            yield listening.address
        finally:
            listening.server.shutdown()
            thread.join()
