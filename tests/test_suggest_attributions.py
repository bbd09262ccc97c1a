"""Attributions in the sentences of newspapers: whose words are whose, and where they end."""

import pytest

from test_suggest_quotes import parts

Case = tuple[str, list[tuple[str, str, str]]]

NAMES_IN_LY: list[Case] = [
    ("The pact is dead, Kelly said Monday.", [("The pact is dead", "said", "Kelly")]),
    ("His family said it was over.", [("it was over", "said", "His family")]),
    ("Lee told a rally crowd that it was over.", [("that it was over", "told", "Lee")]),
    ("Lee privately said it was over.", [("it was over", "said", "Lee")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES_IN_LY)
def test_names_and_nouns_in_ly_are_no_adverbs(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected
