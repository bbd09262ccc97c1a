"""`blocquotes evaluate reviews`: what reviewers did with suggestions, by rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from contribute import run

LINES = [
    {"id": "one", "outcome": "accepted", "rule": "verb-clause"},
    {"id": "two", "outcome": "changed", "rule": "verb-clause", "changed": ["speakers"]},
    {"id": "three", "outcome": "open", "rule": "verb-clause"},
    {"id": "four", "outcome": "rejected", "rule": "label"},
    {"id": "five", "outcome": "added"},
]

BROKEN: list[Any] = [
    {"outcome": "liked"},
    {"outcome": "open", "rule": 1},
    {"outcome": "open", "changed": 1},
    {"outcome": []},
    "open",
]


def put(folder: Path, value: Any) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "one.json").write_text(json.dumps(value), encoding="utf-8")


def test_suggestions_are_counted_by_rule(small_checkout: Path) -> None:
    put(small_checkout / "reviews", {"quotes": LINES, "mentions": [{"id": "Japan", "outcome": "accepted"}]})
    ran = run(small_checkout, "evaluate", "reviews")
    assert ran.exit_code == 0
    rows = [line.split() for line in ran.stdout.splitlines()]
    assert ["verb-clause", "3", "1", "1", "0", "1", "50", "speakers"] in rows
    assert ["label", "1", "0", "0", "1", "0", "0", "–"] in rows
    assert rows[-1] == ["added", "by", "reviewers:", "1", "quote,", "0", "mentions"]
    value = json.loads(run(small_checkout, "evaluate", "reviews", "--json").stdout)
    assert value["rules"]["verb-clause"] == {
        "accepted": 1,
        "changed": 1,
        "rejected": 0,
        "open": 1,
        "changed_fields": {"speakers": 1},
    }


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"quotes": 1, "mentions": []},
        *({"quotes": [line], "mentions": []} for line in BROKEN),
    ],
)
def test_a_record_that_the_workbench_did_not_save_is_refused(small_checkout: Path, value: Any) -> None:
    put(small_checkout / "reviews", value)
    ran = run(small_checkout, "evaluate", "reviews")
    assert ran.exit_code == 1
    assert "as the workbench saved it" in ran.stderr
    assert "one.json" in ran.stderr


@pytest.mark.parametrize("options", [("--by", "rule"), ("--list",)])
def test_options_that_mean_nothing_for_reviews_are_refused(small_checkout: Path, options: tuple[str, ...]) -> None:
    ran = run(small_checkout, "evaluate", "reviews", *options)
    assert (ran.exit_code, "--by and --list do not apply" in ran.stderr) == (2, True)


def test_a_checkout_without_reviews_says_so(small_checkout: Path) -> None:
    ran = run(small_checkout, "evaluate", "reviews")
    assert (ran.exit_code, "the records of reviews" in ran.stderr) == (2, True)
