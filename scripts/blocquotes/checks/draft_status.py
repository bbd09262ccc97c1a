"""Checks of drafts, and of suggestions left in corrected records."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding, Path
from blocquotes.shown import shown


def check_draft(record: Record, corpus: Index) -> Iterator[Finding]:
    """A draft gives a warning, since a release refuses it; a corrected record has no suggestions left."""
    value = record.value
    if value.get("status") == "draft":
        yield finding(record, "draft", ("status",), "this record is a draft")
        return
    if value.get("method") == "rules":
        hint = '"human", or "model" if an AI model went through it'
        yield finding(record, "suggestion-left", ("method",), 'the method "rules"', hint)
    if paths := confidences(record):
        found = f"{len(paths)} quotes and mentions with a confidence, this one among them"
        yield finding(record, "suggestion-left", paths[0], found, key=True)
    for path, words in _phrases(record):
        if words.endswith("(draft)"):
            yield finding(record, "suggestion-left", path, shown(words), "write it in your own words")


def _phrases(record: Record) -> Iterator[tuple[Path, str]]:
    """The fields that a draft fills with placeholder words."""
    if record.kind == "entity":
        yield ("description",), record.value["description"]
    elif record.kind == "article":
        quotes = enumerate(record.value["quotes"])
        yield from ((("quotes", i, "no_speaker"), quote["no_speaker"]) for i, quote in quotes if "no_speaker" in quote)


# Fields of quotes and mentions that only suggestions have.
SUGGESTED = ("confidence", "rule")
IS_CORRECTED = frozenset(SUGGESTED).isdisjoint


def confidences(record: Record) -> list[Path]:
    """The paths of an article's confidences, or of rules without one, which only suggestions have."""
    if record.kind != "article":
        return []
    left = [
        (part, i, line)
        for part in ("mentions", "quotes")
        for i, line in enumerate(record.value[part])
        if not IS_CORRECTED(line)
    ]
    return [(part, i, next(name for name in SUGGESTED if name in line)) for part, i, line in left]
