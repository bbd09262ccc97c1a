"""Fixtures that the tests share: the real corpus, the built release, and a checkout that a test may change."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import settings

from blocquotes import corpus
from blocquotes.corpus import Corpus
from blocquotes.dataset import release
from blocquotes.layout import Layout
from blocquotes.model import Article
from commands import blocquotes, wait_for_no_disk
from edits import copy

ROOT = Path(__file__).parents[1]

# Importing the modules and collecting the tests makes millions of objects and no garbage.
gc.disable()

wait_for_no_disk()

pytest_plugins = ["exchange_cases", "release_repo", "hub_fixtures", "proof_repo", "sigstore_server", "site_fixtures"]

# The same examples in every run, whatever the machine and its speed.
FEW, MANY = 50, 400
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None, max_examples=FEW)
settings.register_profile("thorough", settings.get_profile("repeatable"), max_examples=MANY)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Tries more examples where the slow tests run too."""
    if not config.option.markexpr:
        settings.load_profile("thorough")


def examples(number: int) -> settings:
    """The settings of a test with so many examples in `make test`, where each takes long; with more in the other."""
    return settings(max_examples=number * settings().max_examples // FEW)


@cache
def real() -> Corpus:
    """The real corpus, loaded once; a test that changes a record makes a new corpus of it."""
    return corpus.load(Layout(ROOT))


@cache
def real_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of the real corpus, which no test changes."""
    return release.rows(real())[0]


def article_models(loaded: Corpus) -> dict[str, Article]:
    """The model of every article of a corpus without errors, oldest first."""
    resolved = ((record, loaded.resolution(record)) for record in loaded.sound("article"))
    articles = [corpus.article(record, resolution) for record, resolution in resolved if resolution]
    return {a.id: a for a in sorted(articles, key=lambda a: (a.published.value or "9999", a.id))}


def split_of(table: str) -> str:
    """The split that all rows of a table of the small corpus are in."""
    return "test" if table == "challenge" else "train"


Once = Callable[[str, Callable[[Path], object]], Path]


PACE = 0.045
"""CPU seconds of the work by which `slowness` is measured, on the machine that the bars of the tests were set on."""


def least_cpu(run: Callable[[], object], bar: float) -> float:
    """The least CPU seconds of up to three runs, corrected for how slow or busy the machine is."""
    least = float("inf")
    for _ in range(3):
        if least >= bar:
            before, seconds = slowness(), cpu_seconds(run)
            least = min(least, 2 * seconds / (before + slowness()))
    return least


def slowness() -> float:
    """How many times slower than expected the machine is now, at least 1."""
    return max(1, cpu_seconds(lambda: sum(len(str(number)) for number in range(600_000))) / PACE)


def cpu_seconds(run: Callable[[], object]) -> float:
    """The CPU seconds of a run, without what the garbage collector does with the objects of earlier tests."""
    gc.freeze()
    start = process_time()
    run()
    return process_time() - start


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Gives what a function writes into a folder, which one worker does for all: each has a copy of its own."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, write: Callable[[Path], object]) -> Path:
        folder, done = shared / f"once-{name}", shared / f"once-{name}.done"
        with (shared / f"once-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                write(folder)
                done.touch()
        return Path(shutil.copytree(folder, tmp_path_factory.mktemp(name) / name, symlinks=True))

    return made


@pytest.fixture(scope="session")
def dist(once: Once) -> Path:
    """The release, built once from the real corpus by the command as a user types it."""
    return once("release", lambda folder: build(folder / "dist")) / "dist"


@pytest.fixture(scope="session")
def withheld(once: Once) -> Path:
    """The same release without the texts."""
    return once("withheld", lambda folder: build(folder / "dist", "--without-text")) / "dist"


FIRST = ("test_schema.py", "test_rooms.py", "test_architecture.py", "test_docs.py")
"""Modules that find in seconds what is wrong most often: a schema, an import or a generated document."""

LONG = ("test_story.py", "test_contributing.py")
"""Modules with a test of many seconds, which must not begin when the other worker is done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the quick checks of the repository first, and the longest tests after them."""
    order = {name: place for place, name in enumerate((*FIRST, *LONG))}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_collection_finish() -> None:
    """Turns the garbage collector on, which need not look at what was imported and collected again and again."""
    gc.freeze()
    gc.enable()


def build(target: Path, *options: str) -> Path:
    """Builds the real corpus into a folder, and returns the folder."""
    ran = blocquotes("--root", ROOT, "build", "--output", target, *options)
    assert ran.returncode == 0, ran.stderr
    return target


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the corpus, its seeds and its schemas, for a test to change."""
    return copy(tmp_path / "checkout")
