"""The check of the canonical form."""

from collections.abc import Iterator

from blocquotes.corpus import Corpus, Record
from blocquotes.form import canonical
from blocquotes.model import Finding


def check_form(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A file stands in canonical form, byte for byte."""
    text, wanted = record.source.text, canonical(record, corpus)
    if text != wanted:
        have, want = text.splitlines(), wanted.splitlines()
        pairs = zip(have, want, strict=False)
        same = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(have), len(want)))
        there = repr(have[same].strip()[:60]) if same < len(have) else "the end of the file"
        here = repr(want[same].strip()[:60]) if same < len(want) else "the end of the file"
        yield Finding("not-canonical", record.file, same + 1, 1, f"{there}; canonical is {here}")
