"""Tampered releases: a few on every run, three thousand, in pieces, by `make test-all` (see fuzz_releases.py)."""

from pathlib import Path

import pytest

from blocquotes import corpus
from blocquotes.dataset import release
from blocquotes.layout import Layout
from fuzz_releases import fuzz

FEW, MANY = 6, 3000

# Tampered releases of one test: a minute or two, so that all processes share the work and a failure is soon seen.
PIECE = 250

PIECES = [range(first, first + PIECE) for first in range(FEW, FEW + MANY, PIECE)]


@pytest.fixture(scope="module")
def small(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of one article without its text."""
    target = tmp_path_factory.mktemp("small") / "dist"
    release.build(corpus.load(Layout(first)), target, lambda step: None, with_text=False)
    return target


@pytest.mark.parametrize(
    "seeds", [range(FEW), *(pytest.param(piece, marks=pytest.mark.slow) for piece in PIECES)], ids=str
)
def test_tampered_releases_end_in_findings(seeds: range, small: Path) -> None:
    report = fuzz(small, seeds)
    print(report)
    assert report.failures == []
    assert sum(report.ends.values()) == len(seeds)
