"""The calibration of confidences: shares drawn to the means of few quotes, and how far they hold."""

import pytest

from bench.calibrate import MOST, MOST_OF_A_DOCUMENT, PRIOR, Fitted, fit, reliability
from blocquotes.agree.by_rule import Outcome


def found(rule: str, type_: str, right: int, number: int, document: str = "") -> list[Outcome]:
    """Quotes of one document, or of a document each."""
    return [Outcome(document or f"x{k}", rule, type_, k < right, False, False) for k in range(number)]


def test_a_confidence_is_the_share_drawn_to_the_mean_of_its_rule_and_type() -> None:
    rows = {row[:2]: row for row in fit([*found("according-to", "direct", 3, 4), *found("reportedly", "direct", 0, 4)])}
    assert {rule for rule, _ in rows} == {"according-to", "reportedly"}
    of_type = 3 / 8
    of_rule = (3 + PRIOR * of_type) / (4 + PRIOR)
    expected = (3 + PRIOR * of_rule) / (4 + PRIOR)
    assert rows["according-to", "direct"][:4] == ("according-to", "direct", 4, 3)
    assert rows["according-to", "direct"].confidence == pytest.approx(expected, abs=0.005)
    assert rows["according-to", "indirect"].quotes == 0


def test_the_quotes_of_one_document_count_as_three() -> None:
    good, bad = found("according-to", "direct", 9, 9), found("according-to", "direct", 0, 30, document="transcript")
    rows = {row[:2]: row for row in fit([*good, *bad])}
    of_rule = (9 + PRIOR * 9 / 39) / (9 + MOST_OF_A_DOCUMENT + PRIOR)
    expected = (9 + PRIOR * of_rule) / (9 + MOST_OF_A_DOCUMENT + PRIOR)
    assert rows["according-to", "direct"][2:4] == (39, 9)
    assert rows["according-to", "direct"].confidence == pytest.approx(expected, abs=0.005)


def test_no_confidence_is_a_certainty() -> None:
    rows = {row[:2]: row.confidence for row in fit(found("according-to", "direct", 1000, 1000))}
    assert rows["according-to", "direct"] == MOST


def test_reliability_compares_confidences_with_the_share_that_was_right() -> None:
    fitted = [Fitted("according-to", "direct", 9, 9, 0.95), Fitted("reportedly", "direct", 9, 9, 0.61)]
    outcomes = [
        *found("according-to", "direct", 3, 4),
        *found("reportedly", "direct", 1, 2),
        *found("new", "mixed", 0, 1),
    ]
    assert list(reliability(fitted, outcomes))[2:] == [
        "| 0.5 to 0.6 | 1 | 0.50 | 0.00 |",
        "| 0.6 to 0.7 | 2 | 0.61 | 0.50 |",
        "| 0.9 to 1.0 | 4 | 0.95 | 0.75 |",
    ]
