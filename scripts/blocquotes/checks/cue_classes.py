"""Checks of the class and lemma of a quote's cue against the lexicon."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes import cues
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.shown import shown


def check_cues(record: Record, corpus: Index) -> Iterator[Finding]:
    """Every cue has a class, from the lexicon or from the file; the file has none that the lexicon gives as well."""
    resolution = corpus.resolution(record)
    assert resolution
    parts = resolution.parts
    quotes = zip(record.value["quotes"], parts["cue"], parts["source"], strict=True)
    for i, (quote, cue, source) in enumerate(quotes):
        # Nothing is said of a quote without a cue.
        if not cue:
            continue
        lemma, kind = cues.read_in(resolution.seed, cue, source)
        if not quote.get("cue_class", kind):
            yield finding(record, "cue-unknown", ("quotes", i, "cue"), f"{_about(quote)} has no class")
        for name, value in (("cue_class", kind), ("cue_lemma", lemma)):
            if value and quote.get(name) == value:
                found = f"{shown(value)}, which the lexicon gives to {_about(quote)} as well"
                yield finding(record, "cue-given-twice", ("quotes", i, name), found)


def _about(quote: Mapping[str, Any]) -> str:
    return f"the cue {' … '.join(shown(anchor['exact']) for anchor in quote.get('cue', ()))}"
