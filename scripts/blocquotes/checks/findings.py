"""How a check makes a finding, and how many of them are worth showing."""

from collections.abc import Iterator, Sequence
from itertools import islice

from blocquotes.corpus import Record
from blocquotes.model import Finding, Path

# Findings of one rule that a report shows for one file; checks look for a hint for that many only.
MOST_SHOWN = 50

# Findings of one check in one file after which the check stops: 300,000 take half a minute and a gigabyte.
MOST_FOUND = 1000


def finding(record: Record, rule: str, path: Path, found: str, hint: str = "", key: bool = False) -> Finding:
    """A finding at the place of a value in a record's file, or of its key."""
    line, column = record.source.place(path, key)
    return Finding(rule, record.file, line, column, found, hint)


def limited(record: Record, findings: Iterator[Finding]) -> Sequence[Finding]:
    """The first `MOST_FOUND` findings of a check in a file, and if there are so many, one that says that it stopped."""
    found = list(islice(findings, MOST_FOUND))
    return found if len(found) < MOST_FOUND else [*found, cut_short(record)]


def cut_short(record: Record) -> Finding:
    """The finding that a check stopped before the end of a file."""
    return finding(record, "too-many-findings", (), f"{MOST_FOUND:,}, at which the check stopped")
