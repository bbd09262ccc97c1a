"""Sources and contents in sentences of rarer syntax, with sentences that look like them and read otherwise."""

import pytest

from test_suggest_quotes import parts

UNCLOSED_APPOSITIONS = [
    ("“Bread is dear,” Ann Lee, a baker from Ulm said.", [("“Bread is dear,”", "said", "Ann Lee, a baker from Ulm")]),
    (
        "“Bread is dear,” Ann Lee, head of the guild told us.",
        [("“Bread is dear,”", "told", "Ann Lee, head of the guild")],
    ),
    (
        "“Bread is dear,” Ann Lee, 54, who bakes in Ulm said.",
        [("“Bread is dear,”", "said", "Ann Lee, 54, who bakes in Ulm")],
    ),
    (
        "“Bread is dear”, the old baker, a man from Ulm said.",
        [("“Bread is dear”", "said", "the old baker, a man from Ulm")],
    ),
    ("“Is it dear?” Ann Lee, a baker from Ulm asked.", [("“Is it dear?”", "asked", "Ann Lee, a baker from Ulm")]),
    (
        "Bread is dear, Ann Lee, chief baker at Ulm Mills said on Friday.",
        [("Bread is dear", "said", "Ann Lee, chief baker at Ulm Mills")],
    ),
    ("Ann Lee, a baker from Ulm said bread is dear.", [("bread is dear", "said", "Ann Lee, a baker from Ulm")]),
    ("Ann Lee, a friend of hers said, is ill.", [("Ann Lee | is ill", "said", "a friend of hers")]),
    (
        "She met the mayor, Ann Lee, an official in Ulm said.",
        [("She met the mayor, Ann Lee", "said", "an official in Ulm")],
    ),
    ("Bread is dear in Ulm, Ohio, a baker in Rome said.", [("Bread is dear in Ulm, Ohio", "said", "a baker in Rome")]),
    ("Bread is dear in New Ulm, police said.", [("Bread is dear in New Ulm", "said", "police")]),
    ("In “The Wall,” Ann Lee, the author says it is late.", [("it is late", "says", "the author")]),
]


@pytest.mark.parametrize(("text", "expected"), UNCLOSED_APPOSITIONS, ids=[text for text, _ in UNCLOSED_APPOSITIONS])
def test_a_name_belongs_to_the_source_though_no_comma_closes_its_apposition(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(text) == expected
