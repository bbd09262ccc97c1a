"""Checks of mentions."""

from collections.abc import Iterator
from itertools import pairwise

from blocquotes.checks.findings import finding
from blocquotes.checks.seed import where
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding
from blocquotes.shown import shown


def check_mentions(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """No two mentions overlap."""
    resolution = corpus.resolution(record)
    assert resolution
    seed = resolution.seed
    for (one, _), (other, path) in pairwise(sorted(resolution.mentions)):
        if one.meets(other):
            words = [shown(seed[span.start : span.end]) for span in (other, one)]
            found = f"{words[0]} overlaps {words[1]} at {where(record, seed, one.start)}"
            yield finding(record, "mentions-overlap", (*path, "exact"), found)
