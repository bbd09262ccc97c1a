"""What the tests of the website share: its bundles, the site of the real release on loopback, an article, a parser."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from threading import Thread

import pytest

from blocquotes import outputs
from blocquotes.layout import Layout
from blocquotes.site import build, bundles, published, server
from conftest import ROOT

TEXT = """Minister warns of bases

SYDNEY, July 3, 2024 (Sea Wire) - Seland’s foreign minister Ana Vell said on Sunday that new bases in the region
“will not bring peace” to anyone who lives there.

“We have seen this before,” Vell told reporters. “It ended badly.”

According to officials, NATO asked Japan for talks. Putin said the alliance 'poses a threat' to Russia.
"""


class Read(HTMLParser):
    """The tags of a page with their attributes, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        # After the end of a script, until the next tag, is only white space.
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append(data)


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
            listening.shutdown()
            thread.join()
