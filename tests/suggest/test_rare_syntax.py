"""Sources and contents in sentences of rarer syntax, with sentences that look like them and read otherwise."""

import random
from pathlib import Path

import pytest

from blocquotes.suggest.joining.quotes import suggest_quotes
from test_suggest_quotes import parts

UNCLOSED_APPOSITIONS = [
    ("“Bread is dear,” Ann Lee, a baker from Ulm said.", [("“Bread is dear,”", "said", "Ann Lee, a baker from Ulm")]),
    (
        "“Bread is dear,” Ann Lee, head of the guild told us.",
        [("“Bread is dear,”", "told", "Ann Lee, head of the guild")],
    ),
    (
        "“Bread is dear,” Ann Lee, 54, who bakes in Ulm said.",
        [("“Bread is dear,”", "said", "Ann Lee, 54")],
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
    (
        "“Bread is dear,” the guild’s head, Ann Lee said.",
        [("“Bread is dear,”", "said", "the guild’s head, Ann Lee")],
    ),
    ("Ann Lee, a baker from Ulm told us it was late.", [("it was late", "told", "Ann Lee, a baker from Ulm")]),
    ("Ann Lee, a baker who lives here said it was late.", [("it was late", "said", "Ann Lee, a baker")]),
    ("Ann Lee, a friend of hers told us, is ill.", [("Ann Lee | is ill", "told", "a friend of hers")]),
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


LISTS = [
    ("Neither Ann Lee, the pilot, nor Bob Roe said why.", "Neither Ann Lee, the pilot, nor Bob Roe", "negated"),
    ("Neither the club, which owns it, nor Roe said why.", "Neither the club, which owns it, nor Roe", "negated"),
    ("Neither Lee nor any of her aides said why.", "Neither Lee nor any of her aides", "negated"),
    ("Neither Lee, nor Roe, nor Orr said why.", "Neither Lee, nor Roe, nor Orr", "negated"),
    ("Neither Lee nor Roe nor Orr said why.", "Neither Lee nor Roe nor Orr", "negated"),
    ("Lee or one of her aides said it was late.", "Lee or one of her aides", "asserted"),
    ("One of her aides said it was late.", "One of her aides", "asserted"),
    ("Lee, the pilot, or Roe, the mayor, will say why.", "Lee, the pilot, or Roe, the mayor", "hypothetical"),
    ("Either Lee, who flew it, or Roe said it was late.", "Either Lee, who flew it, or Roe", "asserted"),
    ("“It is late,” Lee, the pilot, and Roe said.", "Lee, the pilot, and Roe", "asserted"),
    ("Lee, the pilot, left the town, and Roe said it was late.", "Roe", "asserted"),
    ("On Monday, the pilot, or Roe said it was late.", "Roe", "asserted"),
    ("Lee left, the pilot too, and Roe said it was late.", "Roe", "asserted"),
]


@pytest.mark.parametrize(("text", "source", "factuality"), LISTS, ids=[text for text, _, _ in LISTS])
def test_a_list_of_sources_is_whole_though_a_member_is_described(text: str, source: str, factuality: str) -> None:
    (quote,) = suggest_quotes(text)
    assert (text[quote.source[0].start : quote.source[0].end], quote.factuality) == (source, factuality)


HEADLINES = [
    ("No miners alive in Kiruna pit: army", [("No miners alive in Kiruna pit", ":", "army")]),
    ("Growth to stall by May: World Bank", [("Growth to stall by May", ":", "World Bank")]),
    ("Snow to last until spring: NATO chief", [("Snow to last until spring", ":", "NATO chief")]),
    ("Prices up 4% in a month: report", [("Prices up 4% in a month", ":", "report")]),
    ("Snow enough until June: Farm Ministry", [("Snow enough until June", ":", "Farm Ministry")]),
    ("Farm chief to growers: Plant Now", [("Plant Now", ":", "Farm chief")]),
    ("World Bank: no growth before May", [("no growth before May", ":", "World Bank")]),
    ("Book of the month: residents", []),
    ("Book of the month: Ann Lee", []),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES, ids=[headline for headline, _ in HEADLINES])
def test_a_speaker_behind_the_colon_of_a_headline_is_its_source(
    headline: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(f"{headline}\n\nThe town met on Monday.") == expected


PLURALS = [
    ("The race was fixed, allege two former riders.", [("The race was fixed", "allege", "two former riders")]),
    ("It was a con, reckon detectives.", [("It was a con", "reckon", "detectives")]),
    ("The worst is over, hope the bakers.", [("The worst is over", "hope", "the bakers")]),
    ("The king was ill, suspect historians.", [("The king was ill", "suspect", "historians")]),
    ("The king was ill, believes Ann Lee.", [("The king was ill", "believes", "Ann Lee")]),
    ("The crowd was gone, hope dead, plans lost.", []),
    ("They sang of love, hope and tears.", []),
]


@pytest.mark.parametrize(("text", "expected"), PLURALS, ids=[text for text, _ in PLURALS])
def test_verbs_of_alleging_hoping_and_reckoning_are_before_their_subjects(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(text) == expected


DATED = [
    ("The day after the vote Lee said it was late.", "Lee"),
    ("Two days after the fire at the port Lee said it was late.", "Lee"),
    ("Hours after the quake mayor Ann Lee said it was late.", "mayor Ann Lee"),
    ("A day after the town’s mayor Ann Lee said it was late, she left.", "the town’s mayor Ann Lee"),
    ("In the early hours of Sunday police said it was late.", "police"),
    ("In the final days of the trial lawyers said it was late.", "lawyers"),
    ("In the first weeks of the strike leaders said it was late.", "leaders"),
    ("By the end of the week officials said it was late.", "officials"),
    ("In the second half of the year the bank said it was late.", "the bank"),
    ("By the end of the war Lee said it was late.", "Lee"),
    ("At the start of the Tokyo talks envoys said it was late.", "envoys"),
    ("In the early hours the driver said it was late.", "the driver"),
]


@pytest.mark.parametrize(("text", "source"), DATED, ids=[text for text, _ in DATED])
def test_a_time_without_a_comma_is_no_part_of_the_source_behind_it(text: str, source: str) -> None:
    assert [quote[2] for quote in parts(text)] == [source]


PHRASES = [
    ("In Lee’s words, the plan was “a mess”.", [("the plan was “a mess”", "In | words", "Lee")]),
    ("In the mayor’s words, the plan was “a mess”.", [("the plan was “a mess”", "In | words", "the mayor")]),
    ("In Lee’s words, the plan was a mess.", []),
    ("In one man’s words: “It is a mess.”", [("“It is a mess.”", "In | words", "one man")]),
    ("In other words, the plan was “a mess”.", []),
    ("“Tireless” is how friends describe her.", [("“Tireless”", "describe", "friends")]),
    ("“A mess” was how one man described the road.", [("“A mess”", "described", "one man")]),
    ("That is how friends describe her.", []),
    ("The barn (said the farmer) will stand.", [("The barn | will stand", "said", "the farmer")]),
    ("The map (says the museum) is old.", [("The map | is old", "says", "the museum")]),
    ("Three of the carts (said onlookers) were lost.", [("Three of the carts | were lost", "said", "onlookers")]),
    ("The barn (said to be old) was lost.", []),
    ("The tea (added sugar) was cold.", []),
    ("The song (written by Lee) was lost.", []),
]


@pytest.mark.parametrize(("text", "expected"), PHRASES, ids=[text for text, _ in PHRASES])
def test_a_phrase_before_or_brackets_in_a_sentence_attribute_it(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(text) == expected


ADDRESSEES = [
    ("Lee told both that they were out.", [("that they were out", "told", "Lee")]),
    ("Lee told each that he was out.", [("that he was out", "told", "Lee")]),
    ("Lee told both to calm down.", [("both to calm down", "told", "Lee")]),
    ("Lee asked both whether it was late.", [("whether it was late", "asked", "Lee")]),
    ("Lee told each, “Go home.”", [("“Go home.”", "told", "Lee")]),
    ("Lee told both men that they were out.", [("that they were out", "told", "Lee")]),
    ("Lee warned anybody nearby that it was late.", [("that it was late", "warned", "Lee")]),
    ("Lee told everyone there to run.", [("everyone there to run", "told", "Lee")]),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSEES, ids=[text for text, _ in ADDRESSEES])
def test_a_pronoun_with_where_its_bearer_is_may_be_told_something(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(text) == expected


def test_who_is_said_to_have_done_something_does_not_allege_it() -> None:
    assert not any(source == "Lee" for _, _, source in parts("The suit, filed by “Jane Roe,” alleges Lee lied."))


LOST_MARKS = [
    ("My house is gone,’ Lee said. ‘We left.’", [("My house is gone,’ | ‘We left.’", "said", "Lee")]),
    ("My house is gone,' Lee told us. 'We left.'", [("My house is gone,' | 'We left.'", "told", "Lee")]),
    ("We lost it all,’ said Ann Lee, 19.", [("We lost it all,’", "said", "Ann Lee, 19")]),
    ("The drivers’ union said it was late.", [("it was late", "said", "The drivers’ union")]),
]


@pytest.mark.parametrize(("text", "expected"), LOST_MARKS, ids=[text for text, _ in LOST_MARKS])
def test_a_single_mark_that_closes_what_nothing_opens_ends_a_quotation(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert parts(text) == expected


VERBS = ("said", "promises", "pledged", "wrote", "asked", "refused", "denies", "noted", "blamed", "knows")
PIECES = (":", ",", "“", "”", "—", "(", ")", "that", "to", "it", "if", "who", "by", "not", "and", "as", "of", "the")


def test_words_in_any_order_are_read() -> None:
    """What a text is cut off behind, or has by mistake, must not stop the reading: `as noted by Lee, by wrote “`."""
    table = (Path(__file__).parent / "quotes.txt").read_text(encoding="utf-8")
    texts = [line for line in table.splitlines() if line and not line.startswith((" ", "#"))]
    chance = random.Random(11)
    for _ in range(3_000):
        words = " ".join(chance.choices(texts, k=2)).split(" ")
        for _ in range(4):
            words.insert(chance.randrange(len(words)), chance.choice((*VERBS, *PIECES)))
        start = chance.randrange(len(words))
        suggest_quotes(" ".join(words[start : start + chance.randrange(4, 30)]))
