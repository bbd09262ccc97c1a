"""Sentences that the conditions of grammar and of joining need, each of them read otherwise without one of them."""

import pytest

from blocquotes.suggest.joining.quotes import suggest_quotes
from test_suggest_quotes import parts, words

QUOTES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Lee described it as “old”, and the whole town laughed.", [("it | “old”", "described | as", "Lee")]),
    ("Lee advised they leave.", [("they leave", "advised", "Lee")]),
    ("Lee warned the town\n\nIs it late? Roe said it was late.", [("it was late", "said", "Roe")]),
    ("Lee told the committee demand was weak.", [("demand was weak", "told", "Lee")]),
    (
        "Lee asked anyone who saw them on the way to his house to call.",
        [("anyone who saw them on the way to his house to call", "asked", "Lee")],
    ),
    ("Lee advised they never leave.", [("they never leave", "advised", "Lee")]),
    ("Lee told those: it is late.", [("it is late", "told", "Lee")]),
    (
        "Lee told anyone who asked what the plan would cost that it was late.",
        [("what the plan would cost that it was late", "asked", "who"), ("that it was late", "told", "Lee")],
    ),
    ("Lee told anyone who asked; he said that it was late.", [("that it was late", "said", "he")]),
    ("Lee predicted a win in an interview.", [("a win", "predicted", "Lee")]),
    ("In Rome, a baker said it was late.", [("it was late", "said", "a baker")]),
    ("Lee hopes people saw “Late” too.", [("people saw “Late” too", "hopes", "Lee")]),
    ("Bank denies it as part of plan", [("it as part of plan", "denies", "Bank")]),
    ("Bank denies it as town will vote", [("it", "denies", "Bank")]),
    ("Bank denies it as top ally of Oslo", [("it as top ally of Oslo", "denies", "Bank")]),
    ("Bank denies “bad as gold” plan as prices rise", [("“bad as gold” plan", "denies", "Bank")]),
    ("Lee said they left, one ship after another.", [("they left, one ship after another", "said", "Lee")]),
    ("Lee said it was late, years after the vote.", [("it was late", "said", "Lee")]),
    ("Lee said it was late, for an interview.", [("it was late, for an interview", "said", "Lee")]),
    ("Lee called it “late,” and Roe left.", [("it “late,”", "called", "Lee")]),
    ("They agreed to leave and also demand more.", [("to leave", "agreed", "They"), ("more", "demand", "They")]),
    ("Lee said it was late, but declined to say more.", [("it was late", "said", "Lee")]),
    (
        "The mayor, Ann Lee, condemned theft and taking the bread.",
        [("theft and taking the bread", "condemned", "The mayor, Ann Lee")],
    ),
    ("Lee complained about the year that Roe left.", [("the year that Roe left", "complained about", "Lee")]),
    ("Lee warned Roe would leave.", [("Roe would leave", "warned", "Lee")]),
    ("Lee told us all was lost.", [("all was lost", "told", "Lee")]),
    ("Lee told reporters there was no hope.", [("there was no hope", "told", "Lee")]),
    ("Lee told everyone nearby it was late.", [("it was late", "told", "Lee")]),
    ("Lee vowed to leave after old friends lost the vote.", [("to leave", "vowed", "Lee")]),
    ("Lee vowed to leave when the will was read.", [("to leave", "vowed", "Lee")]),
    (
        "Prime Minister of Youth, Sport and Culture Ann Lee said it was late.",
        [("it was late", "said", "Prime Minister of Youth, Sport and Culture Ann Lee")],
    ),
    ("The inquiry found Roe late.", [("Roe late", "found", "The inquiry")]),
    ("Lee said that Roe, the clerk, in May, left.", [("that Roe, the clerk, in May, left", "said", "Lee")]),
    ("Lee said they should not go, but critics should wait.", [("they should not go", "said", "Lee")]),
    (
        "Lee said it was late, but in a letter Roe said it was early.",
        [("it was late", "said", "Lee"), ("it was early", "said", "Roe")],
    ),
    ("Lee said it was late – officials denied it", [("it was late", "said", "Lee"), ("it", "denied", "officials")]),
    ("Lee put out a plan: it is late.", [("it is late", "put", "Lee")]),
    ("Lee insisted on Fox that it was late.", [("that it was late", "insisted", "Lee")]),
    ("Lee said in support of Roe that it was late.", [("that it was late", "said", "Lee")]),
    ("Lee complained to reporters about claims that it was late.", [("that it was late", "claims", "")]),
    ("Lee writes:\n\n“It fell.”", [("“It fell.”", "writes", "Lee")]),
    ("“Come in,” she said; Roe left; “the dog is asleep.”", [("“Come in,”", "said", "she")]),
    ("The town slept. After the fire Lee said it was late.", [("it was late", "said", "Lee")]),
    ("In a speech this week ministers said it was late.", [("it was late", "said", "ministers")]),
    ("At the start of the Tokyo talks Roe said it was late.", [("it was late", "said", "Roe")]),
    ("It was late, he said, in French.", [("It was late", "said", "he")]),
    ("It was late, he said, as Roe left the room.", [("It was late | as Roe left the room", "said", "he")]),
    ("A statement read to the court: “It is late.”", [("“It is late.”", ":", "A statement read to the court")]),
    ("Bank blames loss on rivals selling ships", [("loss | rivals selling ships", "blames | on", "Bank")]),
    ("“It is late,” said Apollo 13.", [("“It is late,”", "said", "Apollo 13")]),
    ("“It is late,” he said – then left – “and dark.”", [("“It is late,”", "said", "he")]),
    ("“It is late,” he said when asked, “and dark.”", [("“It is late,” | “and dark.”", "said", "he")]),
    (
        "“It is late,” he said in an interview published on Sunday, “and dark.”",
        [("“It is late,” | “and dark.”", "said", "he")],
    ),
    ("At the port police said it was late.", [("it was late", "said", "police")]),
    ("Yesterday Lee Jr. left, saying it was late.", [("it was late", "saying", "Lee Jr.")]),
    ("Monday, Roe left, saying it was late.", [("it was late", "saying", "Roe")]),
    (
        "It was late, Roe said, when he asked them to leave.",
        [("It was late | when he asked them to leave", "said", "Roe")],
    ),
    ("It was late, a man said, as he left the room.", [("It was late", "said", "a man")]),
    ("Lee, told to leave, said no.", [("to leave", "told", "Lee"), ("no", "said", "Lee, told to leave")]),
    ("Lee said that you must leave. “You are late.”", [("that you must leave | “You are late.”", "said", "Lee")]),
    (
        "“It is late,” Lee said.\n\n“We have seen a very rare bird\n\nThey left.",
        [("“It is late,” | “We have seen a very rare bird", "said", "Lee")],
    ),
    ("“Go,” Ann Lee said. Lee nodded. “Yes, it is late now.”", [("“Go,” | “Yes, it is late now.”", "said", "Ann Lee")]),
    ("Lee said when she called, Roe told her to go.", [("when she called, Roe told her to go", "said", "Lee")]),
]

NO_QUOTES = [
    "Lee recalls it fondly.",
    "Lee argued it for years.",
    "Lee finds that odd, too.",
    "Lee praises:\n\nThe wall was old and it fell in the night and they left.",
    "Lee writes:\n\nIt fell.",
    "Lee writes:\n\nThe wall was old and it fell in the night and they left",
    "He left) said it was late.",
    "Told whether it was over, Lee left.",
]


@pytest.mark.parametrize(("text", "expected"), QUOTES, ids=[text for text, _ in QUOTES])
def test_content_cue_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("text", NO_QUOTES)
def test_no_quote(text: str) -> None:
    assert parts(text) == []


def test_a_verb_behind_an_insertion_is_no_part_of_the_next_subject() -> None:
    text = "The paper, seen by Lee, shows officials had argued it was late."
    assert [words(text, quote.source) for quote in suggest_quotes(text)] == ["The paper", "officials"]
