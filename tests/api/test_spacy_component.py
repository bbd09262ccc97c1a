"""The spaCy component, in a blank pipeline."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blocquotes

spacy = pytest.importorskip("spacy")

TEXT = "“We will sail on Monday,” said Anna Berg, a captain. “It is safe.”\n\nShe said the “old” ship was sold."


@pytest.fixture(scope="module")
def nlp() -> Any:
    made = spacy.blank("en")
    made.add_pipe("blocquotes")
    return made


def test_quotes_are_spans_of_tokens(nlp: Any) -> None:
    doc = nlp(TEXT)
    found = blocquotes.extract(TEXT).quotes
    assert [span.text for span in doc.spans["quotes"]] == [
        "“We will sail on Monday,”",
        "“It is safe.”",
        "the “old” ship was sold",
    ]
    assert [span.text for span in doc.spans["cues"]] == ["said", "said"]
    assert [span.text for span in doc.spans["sources"]] == ["Anna Berg, a captain", "She"]
    assert [span.label_ for span in doc.spans["quotes"]] == ["direct", "direct", "mixed"]
    assert [one.speaker for one in doc._.quotes] == [one.speaker for one in found] == ["Anna Berg", "Anna Berg"]
    assert doc._.quotes[0].content[1].text == "“It is safe.”"
    assert doc._.quotes[0].speakers == ({"id": "anna-berg", "name": "Anna Berg", "type": "PERSON", "wikidata": None},)


def test_a_doc_that_was_stored_or_made_by_another_process_keeps_its_quotes(nlp: Any) -> None:
    stored = spacy.tokens.DocBin(docs=[nlp(TEXT)]).to_bytes()
    (again,) = spacy.tokens.DocBin().from_bytes(stored).get_docs(nlp.vocab)
    (other,) = nlp.pipe([TEXT], n_process=2)
    for doc in (again, other):
        assert [(one.speaker, [span.text for span in one.content]) for one in doc._.quotes] == [
            (one.speaker, [span.text for span in one.content]) for one in nlp(TEXT)._.quotes
        ]


def test_joined_docs_need_the_component_again(nlp: Any) -> None:
    other = "Otto Lind said “no”."
    joined = spacy.tokens.Doc.from_docs([nlp(TEXT), nlp(other)])
    assert joined._.quotes == ()
    again = nlp.get_pipe("blocquotes")(joined)
    assert [one.speaker for one in again._.quotes] == ["Anna Berg", "Anna Berg", "Otto Lind"]
    assert [span.id_ for span in again.spans["quotes"]] == ["0", "0", "1", "2"]


def test_a_doc_that_the_component_did_not_see_has_no_quotes(nlp: Any) -> None:
    assert nlp.make_doc(TEXT)._.quotes == ()


def test_a_registry_is_named_in_the_config(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,type,wikidata\nAnna Berg,PERSON,Q4242\n", encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("blocquotes", config={"registry": str(tmp_path / "people.csv"), "wide": True})
    assert nlp(TEXT)._.quotes[0].speakers[0]["wikidata"] == "Q4242"


@given(
    st.lists(
        st.sampled_from(["“We", "will", "sail”", "Anna Berg said", "\n\n", "  ", "it's.", "U.S.", "“", "he said", "\t"])
    )
)
def test_no_quote_is_lost_between_tokens(nlp: Any, words: list[str]) -> None:
    text = " ".join(words)
    for ours, theirs in zip(blocquotes.extract(text).quotes, nlp(text)._.quotes, strict=True):
        for span, tokens in zip(ours.spans.content, theirs.content, strict=True):
            assert tokens.start_char <= span.start and span.end <= tokens.end_char
