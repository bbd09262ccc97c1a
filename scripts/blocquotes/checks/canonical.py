"""The check of the canonical form."""

from collections.abc import Iterator

from blocquotes.corpus import Index, Record
from blocquotes.form import canonical
from blocquotes.model import Finding
from blocquotes.sources import line_column

# Characters of a line that are shown before the first difference, and in all.
BEFORE, SHOWN = 20, 60


def check_form(record: Record, corpus: Index) -> Iterator[Finding]:
    """A file is in canonical form, byte for byte."""
    text, wanted = record.source.text, canonical(record, corpus)
    if text != wanted:
        from rapidfuzz.distance import Prefix

        at = Prefix.similarity(text, wanted)
        found = f"{_line_around(text, at)}; canonical is {_line_around(wanted, at)}"
        yield Finding("not-canonical", record.file, *line_column(text, at), found)


def _line_around(text: str, at: int) -> str:
    if at == len(text):
        return "the end of the file"
    start = max(text.rfind("\n", 0, at) + 1, at - BEFORE)
    line, _, _ = text[start : start + SHOWN].partition("\n")
    return f"`{line}`"
