"""A difference as text, Markdown and JSON, with foreign text escaped in each of them."""

from collections.abc import Callable, Iterator
from dataclasses import asdict

from blocquotes.shown import code, harmless, log_safe_json
from blocquotes.versions.change import Change, sentence
from blocquotes.versions.diff import Count, Diff


def quoted(text: str) -> str:
    """Foreign text in quotation marks, escaped for terminals and logs."""
    return f"“{harmless(text)}”"


def as_text(found: Diff) -> Iterator[str]:
    """One line per change, then the counts and the smallest bump."""
    if found.is_empty:
        yield "no difference"
        return
    yield from _notes(found)
    yield from (sentence(change, quoted, harmless) for change in found.changes)
    yield ""
    for table, count in found.counts.items():
        yield f"{table:<11}{_rows(count)}"
    yield f"\nsmallest bump: {found.bump}"


def _notes(found: Diff) -> Iterator[str]:
    if not found.has_texts:
        yield "compared without the words of the texts, which one of the two does not have"
    if not found.changes:
        yield "annotations and columns are the same; only computed values differ"


def _rows(count: Count) -> str:
    kinds = (("added", count.added), ("removed", count.removed), ("changed", count.changed))
    parts = [f"{number} {kind}" for kind, number in kinds if number]
    columns = f" in {', '.join(map(harmless, count.columns))}" if count.columns else ""
    return f"{count.old} → {count.new} rows" + (f": {', '.join(parts)}{columns}" if parts else "")


def as_markdown(found: Diff) -> Iterator[str]:
    """A heading, a list of the changes under their kinds, and a table of the counts."""
    yield f"## From {code(found.old)} to {code(found.new)}\n"
    if found.is_empty:
        yield "No difference."
        return
    yield f"Smallest bump: **{found.bump}**\n"
    yield from (f"{note[0].upper()}{note[1:]}.\n" for note in _notes(found))
    yield from (f"- {_bold(change)}" for change in found.changes)
    yield "\n| table | before | after | added | removed | changed | columns that differ |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for table, c in found.counts.items():
        numbers = (str(number) for number in (c.old, c.new, c.added, c.removed, c.changed))
        yield f"| {table} | {' | '.join(numbers)} | {', '.join(map(_cell, c.columns))} |"


def _cell(column: str) -> str:
    """A column's name in a table cell; in a release from elsewhere, it can be anything."""
    return code(column).replace("|", "")


def _bold(change: Change) -> str:
    """A change as Markdown; changes that need a major version are marked."""
    return f"{'**major:** ' if change.level == 'major' else ''}{sentence(change, code, code)}"


def as_json(found: Diff) -> Iterator[str]:
    """One JSON object on one line."""
    content = {
        "old": found.old,
        "new": found.new,
        "bump": found.bump,
        "texts": found.has_texts,
        "changes": [asdict(change) for change in found.changes],
        "counts": {table: asdict(count) for table, count in found.counts.items()},
    }
    yield log_safe_json(content)


FORMATS: dict[str, Callable[[Diff], Iterator[str]]] = {"text": as_text, "markdown": as_markdown, "json": as_json}
