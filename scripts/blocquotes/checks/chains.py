"""Checks of mentions that are no names: pronouns and descriptions."""

from collections.abc import Iterator

from blocquotes import pronouns
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.shown import shown


def check_forms(record: Record, corpus: Index) -> Iterator[Finding]:
    """A mention is a pronoun if its words are one, and no pronoun is a description (guidelines, 30 and 52)."""
    for i, mention in enumerate(record.value["mentions"]):
        form, words = mention.get("form"), mention["exact"]
        if form == "pronoun" and not pronouns.is_referring(words):
            kind = "a pronoun that is no mention" if pronouns.is_pronoun(words) else "no pronoun"
            yield finding(record, "mention-form", ("mentions", i, "form"), f"{shown(words)} is {kind}")
        if form == "description" and pronouns.is_pronoun(words):
            yield finding(record, "mention-form", ("mentions", i, "form"), f"{shown(words)} is a pronoun")
