"""The rules of attribution: each finds its example, none fires in its counterexample."""

from dataclasses import replace

import pytest

from blocquotes.checks import report
from blocquotes.suggest import data, rules
from blocquotes.suggest.joining.quotes import suggest_quotes
from blocquotes.suggest.rules import RULES, Rule
from test_suggest_quotes import words

EACH = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@EACH
def test_a_rule_finds_its_example(rule: Rule) -> None:
    text = rule.example.text
    found = [
        rules.Example(text, *(words(text, part) for part in (q.content, q.cue, q.source)))
        for q in suggest_quotes(text)
        if q.rule is rule
    ]
    assert rule.example in found


@EACH
def test_a_rule_does_not_fire_in_its_counterexample(rule: Rule) -> None:
    assert rule not in [quote.rule for quote in suggest_quotes(rule.counterexample)]


def test_confidences_are_of_rules_and_shares() -> None:
    table = list(data.rows("confidence.tsv"))
    assert {row["rule"] for row in table} <= RULES.keys()
    for row in table:
        assert 0 < RULES[row["rule"]].confidence(row["type"]) == float(row["confidence"]) < 1
        assert 0 <= int(row["right"]) <= int(row["quotes"])


def test_a_rule_that_was_never_measured_is_unsure() -> None:
    assert replace(RULES["according-to"], id="a-new-rule").confidence("direct") == rules.UNMEASURED


def test_every_rule_is_in_the_list_under_a_name_of_its_own() -> None:
    assert {value for value in vars(rules).values() if isinstance(value, Rule)} == set(RULES.values())
    assert not RULES.keys() & report.RULES.keys()
