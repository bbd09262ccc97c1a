"""A summary of differences as text, Markdown and JSON, with foreign text escaped in each of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from blocquotes.shown import code, harmless, log_safe_json
from blocquotes.versions import answer_forms
from blocquotes.versions.agreement import Move
from blocquotes.versions.answers import Answers
from blocquotes.versions.change import Change, sentence
from blocquotes.versions.diff import Diff
from blocquotes.versions.differing import Count
from blocquotes.versions.summary import Summary


def quoted(text: str) -> str:
    """Foreign text in quotation marks, escaped for terminals and logs."""
    return f"“{harmless(text)}”"


def as_text(summary: Summary) -> Iterator[str]:
    """One line per change, then the answers that change, the counts and the version bump."""
    found = summary.diff
    if found.is_empty:
        yield "no difference"
        return
    yield from notes(found)
    yield from (sentence(change, quoted, harmless) for change in found.changes)
    yield from _answer_lines(summary.answers)
    yield from _move_lines(summary.moves)
    yield ""
    width = max(map(len, found.counts), default=0)
    for table, count in found.counts.items():
        yield f"{table:<{width}} {_rows(count)}"
    yield f"\nversion bump needed: {found.bump}"


def _answer_lines(found: Answers) -> Iterator[str]:
    yield f"\n{answers_note(found)}"
    for change in found.changes:
        yield f"{change.question.number}. {change.question.title}"
        yield from (f"   {line}" for line in answer_forms.lines(change, quoted))


def _move_lines(found: Sequence[Move]) -> Iterator[str]:
    if found:
        yield f"\n{AGREEMENT}"
    for (article, by), moves in _by_pass(found):
        yield f"{harmless(article)}, pass {harmless(by)}: {moves}"


# Above the figures of agreement that differ.
AGREEMENT = "agreement with the passes changes"


def _by_pass(found: Sequence[Move]) -> Iterator[tuple[tuple[str, str], str]]:
    """Article and pass, with the figures that differ in words."""
    for one, moves in groupby(found, key=lambda move: (move.article, move.by)):
        yield one, "; ".join(f"{move.figure} from {_figure(move.old)} to {_figure(move.new)}" for move in moves)


def _figure(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.3f}"


def answers_note(found: Answers) -> str:
    """How many answers change, or why they were not compared."""
    return found.note or f"{len(found.changes)} of {found.compared} answers of docs/analysis.md change"


def notes(found: Diff) -> Iterator[str]:
    """What a reader must know about a comparison."""
    if not found.has_texts:
        yield "compared without the words of the texts, which one of the two does not have"
    if not found.changes:
        yield "annotations and columns are the same; only computed values differ"


def _rows(count: Count) -> str:
    kinds = (("added", count.added), ("removed", count.removed), ("changed", count.changed))
    parts = [f"{number:,} {kind}" for kind, number in kinds if number]
    columns = f" in {', '.join(map(harmless, count.columns))}" if count.columns else ""
    return f"{count.old:,} → {count.new:,} rows" + (f": {', '.join(parts)}{columns}" if parts else "")


def as_markdown(summary: Summary) -> Iterator[str]:
    """A heading, a list of the changes, a list of the answers that change, and a table of the counts."""
    found = summary.diff
    yield f"## From {code(found.old)} to {code(found.new)}\n"
    if found.is_empty:
        yield "No difference."
        return
    yield f"Version bump needed: **{found.bump}**\n"
    yield from (f"{note[0].upper()}{note[1:]}.\n" for note in notes(found))
    yield from (f"- {_bold(change)}" for change in found.changes)
    yield from _answer_items(summary.answers)
    yield from _move_items(summary.moves)
    yield "\n| table | before | after | added | removed | changed | columns that differ |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for table, c in found.counts.items():
        numbers = (str(number) for number in (c.old, c.new, c.added, c.removed, c.changed))
        yield f"| {table} | {' | '.join(numbers)} | {', '.join(map(code, c.columns))} |"


def _answer_items(found: Answers) -> Iterator[str]:
    note = answers_note(found)
    yield f"\n{note[0].upper()}{note[1:]}.\n"
    for change in found.changes:
        yield f"- {change.question.number}\\. {change.question.title}"
        yield from (f"  - {line}" for line in answer_forms.lines(change, code))


def _move_items(found: Sequence[Move]) -> Iterator[str]:
    if found:
        yield f"\n{AGREEMENT[0].upper()}{AGREEMENT[1:]}:\n"
    for (article, by), moves in _by_pass(found):
        yield f"- {code(article)}, pass {code(by)}: {moves}"


def _bold(change: Change) -> str:
    """A change as Markdown; changes that need a major version are marked."""
    return f"{'**major:** ' if change.level == 'major' else ''}{sentence(change, code, code)}"


def as_json(summary: Summary) -> Iterator[str]:
    """One JSON object on one line."""
    found = summary.diff
    content = {
        "old": found.old,
        "new": found.new,
        "bump": found.bump,
        "texts": found.has_texts,
        "changes": [asdict(change) for change in found.changes],
        "counts": {table: asdict(count) for table, count in found.counts.items()},
        "answers": _json_answers(summary.answers),
        "agreement": [asdict(move) for move in summary.moves],
    }
    yield log_safe_json(content)


def _json_answers(found: Answers) -> list[dict[str, Any]] | None:
    """The answers that change; None if they were not compared."""
    if found.note:
        return None
    return [
        {
            "question": change.question.number,
            "title": change.question.title,
            "flaws": change.flaws,
            "rows": [asdict(row) for row in change.rows],
        }
        for change in found.changes
    ]


FORMATS: dict[str, Callable[[Summary], Iterator[str]]] = {"text": as_text, "markdown": as_markdown, "json": as_json}
