"""The challenge set: enough texts, each one once, most in minimal pairs, by decisions of the guidelines."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from blocquotes.checks.challenges import different_words
from conftest import ROOT

FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus/challenge").glob("*.json")}
ITEMS = [(name, item) for name, value in FILES.items() for item in value["items"]]


def test_there_are_enough_texts_of_enough_phenomena() -> None:
    assert len(FILES) >= 40
    assert len(ITEMS) >= 400
    assert sum("blind" in item for _, item in ITEMS) >= len(ITEMS) / 3


def test_no_text_comes_twice() -> None:
    texts = Counter(item["text"] for _, item in ITEMS)
    assert [text for text, number in texts.items() if number > 1] == []


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_phenomenon_has_a_minimal_pair(name: str) -> None:
    assert any("pair" in item for item in FILES[name]["items"])


def test_most_texts_are_in_minimal_pairs() -> None:
    assert sum("pair" in item for _, item in ITEMS) > len(ITEMS) / 2


def test_every_decision_is_in_the_guidelines() -> None:
    numbers = set(re.findall(r"^- \((\d+)\)", (ROOT / "docs/guidelines.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {str(value["guideline"]) for value in FILES.values()} <= numbers


def test_no_text_is_of_an_article() -> None:
    seeds = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt"))
    assert [item["id"] for _, item in ITEMS if item["text"] in seeds] == []


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("Anna said it.", "Anna said it.", 0),
        ("“Anna,” he said.", "Anna, he said.", 0),
        ("Anna said it.", "Anna saw it.", 1),
        ("Anna said it.", "Yesterday Anna said it again.", 2),
        ("Anna said it.", "It was Anna.", 2),
    ],
)
def test_different_words_are_counted_without_marks(one: str, other: str, number: int) -> None:
    assert different_words(one, other) == different_words(other, one) == number


def test_an_answer_names_only_quotes_and_fields_that_the_schema_knows() -> None:
    known: set[str] = set()
    for _, item in ITEMS:
        quotes: list[dict[str, Any]] = item["quotes"]
        known |= {field for quote in quotes for field in quote}
    assert {"type", "factuality", "content", "cue", "source", "speakers", "within", "unbalanced"} <= known
