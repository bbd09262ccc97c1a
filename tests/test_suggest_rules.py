"""The rules of attribution: each finds its example, none fires in its counterexample."""

import pytest

from blocquotes.checks import report
from blocquotes.suggest import rules
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


def test_every_rule_is_in_the_list_under_a_name_of_its_own() -> None:
    assert {value for value in vars(rules).values() if isinstance(value, Rule)} == set(RULES.values())
    assert not RULES.keys() & report.RULES.keys()
