"""The results for the challenge set as text, as JSON, and as the table of docs/challenge.md."""

from collections.abc import Iterator

from blocquotes.agree import phenomena, report
from blocquotes.agree.phenomena import PARTS, Measured, Score
from blocquotes.agree.report import NOTHING, Grid
from blocquotes.shown import count, harmless, log_safe_json

# Texts named that a file of predictions lacks.
NAMED = 5

HEAD = ("phenomenon", "texts", *PARTS, "all parts", "pairs")


def as_text(measured: Measured, is_listed: bool) -> Iterator[str]:
    """What was measured, the share of right texts by phenomenon, and the texts with mistakes if they are listed."""
    yield f"{harmless(measured.name)}: {count(len(measured.results), 'text')} of the challenge set"
    if measured.missing:
        more = f" and {len(measured.missing) - NAMED:,} more" if len(measured.missing) > NAMED else ""
        yield f"missing, counted as texts without quotes: {', '.join(measured.missing[:NAMED])}{more}"
    if measured.unknown:
        yield f"not in the challenge set, not measured: {measured.unknown:,}"
    yield from ("", "texts that are right, in percent", *report.columns(Grid("", HEAD, tuple(rows(measured)), 1)))
    if is_listed:
        yield from _mistakes(measured)


def rows(measured: Measured) -> Iterator[tuple[str, ...]]:
    """The rows of the table, in words."""
    for name, one in phenomena.scores(measured):
        parts = (_percent(one.parts[part], one.texts) if part in one.parts else NOTHING for part in PARTS)
        yield name, f"{one.texts:,}", *parts, _percent(one.right, one.texts), _percent(one.right_pairs, one.pairs)


def _percent(number: int, of: int) -> str:
    return f"{100 * number / of:.0f}" if of else NOTHING


def _mistakes(measured: Measured) -> Iterator[str]:
    """Each text that is not right, with what is wrong, the right quotes and those found."""
    wrong = [one for one in measured.results if not phenomena.is_right(measured, one)]
    yield from ("", f"{len(wrong):,} texts with mistakes; content | cue | source | speakers | type | factuality")
    for one in wrong:
        parts = [part for part in measured.given if part not in one.right]
        yield f"{one.item.id}: {'content' if 'content' in parts else ', '.join(parts)}"
        yield f"  text:  {harmless(one.item.text)}"
        for label, answers in (("right", one.item.answers), ("found", one.found)):
            yield from (f"  {label}: {harmless(answer.shown)}" for answer in answers)
            if not answers:
                yield f"  {label}: no quote"


def as_json(measured: Measured) -> str:
    """One JSON object: counts by phenomenon, and of each text the parts that are right."""
    value = {
        "name": measured.name,
        "parts": measured.given,
        "missing": measured.missing,
        "unknown": measured.unknown,
        "scores": [{"phenomenon": name, **_score(one)} for name, one in phenomena.scores(measured)],
        "texts": [
            {"item_id": one.item.id, "blind": one.item.blind, "right": [part for part in PARTS if part in one.right]}
            for one in measured.results
        ],
    }
    return log_safe_json(value, indent=1)


def _score(one: Score) -> dict[str, object]:
    return {
        "texts": one.texts,
        "right": dict(one.parts),
        "all_right": one.right,
        "pairs": one.pairs,
        "right_pairs": one.right_pairs,
    }
