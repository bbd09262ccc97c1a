"""Checks of who speaks in a quote."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding


def check_speakers(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A quote names its speakers, or says why it cannot; never both."""
    for i, quote in enumerate(record.value["quotes"]):
        if bool(quote["speakers"]) == ("no_speaker" in quote):
            found = "speakers and no_speaker are both there" if quote["speakers"] else "no speaker and no reason"
            yield finding(record, "no-speaker", ("quotes", i, "speakers"), found)
