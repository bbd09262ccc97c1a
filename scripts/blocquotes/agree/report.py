"""An agreement as text and as JSON, with foreign text escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from blocquotes.agree import Agreement
from blocquotes.agree.bootstrap import RESAMPLES
from blocquotes.agree.differences import Difference
from blocquotes.agree.measures import KAPPA_MEASURES, QUOTE_MEASURES, RATES, WHOLE_MEASURES, total
from blocquotes.shown import count, harmless, log_safe_json

# Shown where there was nothing to measure, and for a side without a value.
NOTHING = "–"


@dataclass(frozen=True)
class Grid:
    """A table of words: what it shows, the heads of its columns, its rows; the first `left` columns are words."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int


def notes(agreement: Agreement) -> Iterator[str]:
    """What was compared and what was left out."""
    yield from sizes(agreement)
    yield f"compared: the {len(agreement.articles):,} articles in both"
    for side, files in (("A", agreement.only_a), ("B", agreement.only_b)):
        if files:
            yield f"only in {side}, not compared: {len(files):,} ({', '.join(map(harmless, files))})"
    yield from measured(agreement)


def sizes(agreement: Agreement, names: tuple[str, str] = ("A", "B")) -> Iterator[str]:
    """How much each side has; `names` are those of the sides."""
    for side, one in zip(names, (agreement.a, agreement.b), strict=True):
        quotes = sum(len(article.quotes) for article in one.articles.values())
        mentions = sum(len(article.mentions) for article in one.articles.values())
        counts = (count(len(one.articles), "article"), count(quotes, "quote"), count(mentions, "mention"))
        yield f"{side}: {harmless(one.name)} ({', '.join(counts)})"


def measured(agreement: Agreement) -> Iterator[str]:
    """What the figures leave out, and what their intervals are."""
    if wordless := list(_wordless(agreement)):
        yield f"quotes without a word in their content, not measured: {len(wordless):,} ({', '.join(wordless)})"
    if agreement.intervals:
        over = f"{len(agreement.articles):,} articles, {RESAMPLES:,} resamples"
        yield f"intervals: 95 %, percentile bootstrap over {over}"


def _wordless(agreement: Agreement) -> Iterator[str]:
    for article in agreement.articles:
        for label, side, measured in (("A", article.pair.a, article.a), ("B", article.pair.b, article.b)):
            kept = {item.quote.id for item in measured}
            yield from (f"{label} {side.article}#{quote.id}" for quote in side.quotes if quote.id not in kept)


def grids(agreement: Agreement) -> tuple[Grid, Grid]:
    """The figures in percent: rates with their counts in A and B, and the labels of matched quotes."""
    rates = tuple(_rates(agreement, *measure) for measure in RATES)
    head = ("measure", "quotes", "in A", "in B", "P", "R", "F1", "95 % of F1")
    labels = tuple(_kappa(agreement, *measure) for measure in KAPPA_MEASURES.items())
    return (
        Grid("A is the reference; parts are over matched quotes; P, R, F1 in percent", head, rates, 2),
        Grid(
            "labels of matched quotes", ("label", "pairs", "same", "95 % of same", "kappa", "95 % of kappa"), labels, 1
        ),
    )


def _rates(agreement: Agreement, measure: str, row: str, types: Sequence[str]) -> tuple[str, ...]:
    label = {**QUOTE_MEASURES, **WHOLE_MEASURES}[measure]
    counts = (f"{total(agreement.counts, measure, types, side):,}" for side in "ab")
    shown = (_percent(agreement.figures[measure, row, figure]) for figure in ("precision", "recall", "f1"))
    return label, row, *counts, *shown, _interval(agreement, (measure, row, "f1"), 100, 1)


def _kappa(agreement: Agreement, measure: str, label: str) -> tuple[str, ...]:
    pairs = sum(number for key, number in agreement.counts.items() if key[0] == measure)
    same, kappa = agreement.figures[measure, "", "same"], agreement.figures[measure, "", "kappa"]
    return (
        label,
        f"{pairs:,}",
        _percent(same),
        _interval(agreement, (measure, "", "same"), 100, 1),
        NOTHING if kappa is None else f"{kappa:.3f}",
        _interval(agreement, (measure, "", "kappa"), 1, 3),
    )


def _percent(value: float | None) -> str:
    return NOTHING if value is None else f"{100 * value:.1f}"


def _interval(agreement: Agreement, name: tuple[str, str, str], factor: int, digits: int) -> str:
    if name not in agreement.intervals:
        return NOTHING
    low, high = agreement.intervals[name]
    return f"{factor * low:.{digits}f} to {factor * high:.{digits}f}"


def _side(quote: str | None, words: str | None) -> str:
    return f"[{quote}] {words or NOTHING}" if quote else words or NOTHING


def as_text(agreement: Agreement, differences: Sequence[Difference] | None) -> Iterator[str]:
    """Lines of plain text: what was compared, the figures, and the differences if given."""
    yield from notes(agreement)
    for grid in grids(agreement):
        yield from ("", grid.title, *columns(grid))
    if differences is not None:
        yield from ("", f"{len(differences):,} differences")
        for d in differences:
            yield f"{harmless(f'{d.article}:{d.line}:{d.column}')}: {d.what}"
            yield from (f"  A: {harmless(_side(d.quote_a, d.a))}", f"  B: {harmless(_side(d.quote_b, d.b))}")


def columns(grid: Grid) -> Iterator[str]:
    """A table as lines of plain text."""
    widths = [max(map(len, column)) for column in zip(grid.head, *grid.rows, strict=True)]
    for row in (grid.head, *grid.rows):
        left = (word.ljust(width) for word, width in zip(row[: grid.left], widths, strict=False))
        right = (word.rjust(width) for word, width in zip(row[grid.left :], widths[grid.left :], strict=True))
        yield "  ".join((*left, *right))


def as_json(agreement: Agreement, differences: Sequence[Difference] | None) -> str:
    """One JSON object; figures are fractions, not percent, and null if there was nothing to measure."""
    value = as_object(agreement)
    if differences is not None:
        value["differences"] = [asdict(difference) for difference in differences]
    return log_safe_json(value, indent=1)


def as_object(agreement: Agreement) -> dict[str, Any]:
    """The figures and counts as values for JSON."""
    return {
        "a": agreement.a.name,
        "b": agreement.b.name,
        "compared": [article.pair.seed_file for article in agreement.articles],
        "only_in_a": agreement.only_a,
        "only_in_b": agreement.only_b,
        "not_measured": list(_wordless(agreement)),
        "resamples": RESAMPLES if agreement.intervals else 0,
        "counts": list(_counts(agreement)),
        "figures": list(_figures(agreement)),
    }


def _counts(agreement: Agreement) -> Iterator[dict[str, Any]]:
    for measure, row, types in RATES:
        numbers = {
            what.replace(" ", "_"): total(agreement.counts, measure, types, what)
            for what in ("a", "b", "a found", "b found")
        }
        yield {"measure": measure, "quotes": row or None, **numbers}


def _figures(agreement: Agreement) -> Iterator[dict[str, Any]]:
    for name, value in agreement.figures.items():
        measure, row, figure = name
        low, high = agreement.intervals.get(name, (None, None))
        yield {"measure": measure, "quotes": row or None, "figure": figure, "value": value, "low": low, "high": high}
