"""How a check makes a finding, and how many of them are worth showing."""

from blocquotes.corpus import Record
from blocquotes.model import Finding, Path

# Findings of one rule that a report shows for one file; checks look for a hint for that many only.
MOST_SHOWN = 50


def finding(record: Record, rule: str, path: Path, found: str, hint: str = "", key: bool = False) -> Finding:
    """A finding at the place of a value in a record's file, or of its key."""
    line, column = record.source.place(path, key)
    return Finding(rule, record.file, line, column, found, hint)
