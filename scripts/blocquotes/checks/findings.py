"""How a check makes a finding of a place in a record."""

from blocquotes.corpus import Record
from blocquotes.model import Finding, Path


def finding(record: Record, rule: str, path: Path, found: str, hint: str = "", key: bool = False) -> Finding:
    """A finding at the place of a value in a record's file, or of its key."""
    line, column = record.source.place(path, key)
    return Finding(rule, record.file, line, column, found, hint)
