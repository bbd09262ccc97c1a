"""An evaluation as text and as JSON: the tables of agreement, and the errors by class with examples."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from blocquotes.agree import by_rule, report
from blocquotes.agree.by_rule import Counts
from blocquotes.agree.evaluation import CLASSES, Evaluation, Mistake
from blocquotes.shown import harmless, log_safe_json

# How many errors of each class are shown without --list.
EXAMPLES = 3

# How many documents are named that only one side has.
NAMED = 5


def as_text(
    evaluation: Evaluation, mistakes: Sequence[Mistake], listed: str | None, rules: Counts | None = None
) -> Iterator[str]:
    """What was measured, the figures without empty rows, and the errors by class.

    `listed` is the class whose errors are all shown, or `all`; None shows examples of each class. `rules` has the
    counts of each rule, to show them too.
    """
    yield from _notes(evaluation)
    for grid in report.grids(evaluation.agreement):
        rows = tuple(row for row in grid.rows if {*row[grid.left : grid.left + 2]} - {"0", report.NOTHING})
        if rows:
            yield from ("", grid.title, *report.columns(replace(grid, rows=rows)))
    if rules is not None:
        table = by_rule.grid(rules)
        yield from ("", table.title, *report.columns(table))
    yield from ("", f"{len(mistakes):,} errors of B")
    for kind in CLASSES if listed in (None, "all") else (listed,):
        yield from _class(kind, [one for one in mistakes if one.kind == kind], listed)


def _notes(evaluation: Evaluation) -> Iterator[str]:
    agreement = evaluation.agreement
    yield from report.sizes(agreement, ("A (GOLD)", "B (PRED)"))
    for files, what in (
        (agreement.only_a, "only in A, counted as documents without quotes in B"),
        (agreement.only_b, "only in B, not measured"),
    ):
        if files:
            more = f" and {len(files) - NAMED:,} more" if len(files) > NAMED else ""
            yield f"{what}: {len(files):,} ({', '.join(map(harmless, files[:NAMED]))}{more})"
    if evaluation.nested:
        yield f"nested quotes of B, not measured because the format of A cannot mark them: {evaluation.nested:,}"
    yield from report.measured(agreement)


def _class(kind: str, found: Sequence[Mistake], listed: str | None) -> Iterator[str]:
    yield from ("", f"{kind}: {len(found):,} – {CLASSES[kind]}")
    # Evenly spaced, so that the examples come from all documents and are the same in every run.
    shown = found if listed else [found[n * len(found) // EXAMPLES] for n in range(min(EXAMPLES, len(found)))]
    for one in shown:
        yield f"  {harmless(one.document)}:{one.line}:{one.column}"
        yield f"    A: {harmless(one.gold or report.NOTHING)}"
        yield f"    B: {harmless(one.pred or report.NOTHING)}"


def as_json(
    evaluation: Evaluation, mistakes: Sequence[Mistake], listed: str | None, rules: Counts | None = None
) -> str:
    """The same as one JSON object, as for agreement, with the counts of errors and, if `listed`, the errors."""
    counts = Counter(one.kind for one in mistakes)
    value = report.as_object(evaluation.agreement)
    value |= {"nested_not_measured": evaluation.nested, "errors": {kind: counts[kind] for kind in CLASSES}}
    if rules is not None:
        value["rules"] = rules
    if listed:
        value["mistakes"] = [asdict(one) for one in mistakes if listed in ("all", one.kind)]
    return log_safe_json(value, indent=1)
