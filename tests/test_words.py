"""Words: the pattern that counts and publishes them, and why two other rooms split text differently."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.agree.seed_words import split
from blocquotes.dataset.reuse import words as reuse
from blocquotes.marks import read
from blocquotes.sentences import tokenize
from blocquotes.tokens import TOKEN, WORD, count_words


def published(text: str) -> list[str]:
    return TOKEN.findall(text)


def compared(text: str) -> list[int]:
    """The words of a text as text reuse compares them: words that agree have one number."""
    return list(reuse.numbers(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It is China’s F-16, the U.S. said.", 7),
        ("Élysée and cafe\u0301, in two spellings", 6),
        ("1,000 ships", 3),
        ("— “…” !", 0),
        ("", 0),
    ],
)
def test_all_counts_of_words_agree(text: str, number: int) -> None:
    marking = read([text])
    assert count_words(text) == number
    assert len(split(text).spans) == number
    assert marking.inside + marking.outside == number
    assert sum(token[0].isalnum() for token in published(text)) == number


@given(st.text("ab Zé1'’.-,_\u0301\u200d\n“", max_size=30))
def test_words_are_counted_as_the_pattern_finds_them(text: str) -> None:
    assert count_words(text) == len(re.findall(WORD, text))


def test_the_suggester_cuts_off_clitics_which_published_tokens_keep() -> None:
    text = "China’s envoy said he’d go."
    assert published(text) == ["China’s", "envoy", "said", "he’d", "go", "."]
    assert tokenize(text).words == ["China", "’s", "envoy", "said", "he", "’d", "go", "."]


def test_the_suggester_keeps_the_full_stop_of_an_abbreviation_as_it_ends_no_sentence() -> None:
    text = "Sen. Lee left. He said so."
    tokens = tokenize(text)
    assert published(text)[:2] == ["Sen", "."]
    assert tokens.words[:2] == ["Sen.", "Lee"]
    assert [tokens.words[i] for i in tokens.sentences[:-1]] == ["Sen.", "He"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("co-operation", "co operation"), ("don’t", "don't"), ("Zoe\u0308", "Zoë"), ("pol\u00adicy", "policy")],
)
def test_text_reuse_compares_words_that_are_published_as_different_ones(one: str, other: str) -> None:
    assert published(one) != published(other)
    assert reuse.key("".join(reuse.WORD.findall(one))) == reuse.key("".join(reuse.WORD.findall(other)))
    assert len(compared(one)) == len(compared(other))
