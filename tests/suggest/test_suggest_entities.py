"""Mentions: one small text for each thing that a name can look like, and a file of annotated paragraphs."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.model import Entity, Span
from blocquotes.suggest.names.gazetteer import Gazetteer, load, slug, with_registry
from blocquotes.suggest.names.mentions import SuggestedMention, draft_entities, find_mentions
from conftest import least_cpu

PARAGRAPHS = Path(__file__).parent / "mentions.txt"
MARKED = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\]")


def mentions(text: str, words: Gazetteer | None = None) -> list[SuggestedMention]:
    return find_mentions(text, [Span(0, len(text))], words or load())


def names(text: str) -> list[tuple[str, str]]:
    return [(text[s.span.start : s.span.end], s.type) for s in mentions(text)]


def entities(text: str) -> list[str]:
    return [s.entity for s in mentions(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On Monday Anna Berg spoke to Jo Lee.", [("Anna Berg", "PERSON"), ("Jo Lee", "PERSON")]),
        ("It was written by J. K. Marsh Jr. in May.", [("J. K. Marsh Jr.", "PERSON")]),
        ("He met Ursula von der Leyen.", [("Ursula von der Leyen", "PERSON")]),
        ("He met Ayman al-Zawahiri.", [("Ayman al-Zawahiri", "PERSON")]),
        ("His counterpart To Lam agreed.", [("To Lam", "PERSON")]),
        ("Then Mr. Prince left with Matthew King.", [("Prince", "PERSON"), ("Matthew King", "PERSON")]),
        ("He met J. Kofi Lee and Hans-Peter Marsh.", [("J. Kofi Lee", "PERSON"), ("Hans-Peter Marsh", "PERSON")]),
        ("He met John “Jack” Norin and John (Jo) Lee.", [("John “Jack” Norin", "PERSON"), ("John (Jo) Lee", "PERSON")]),
        ("The poet Anwel West met Jan Egsund.", [("Anwel West", "PERSON"), ("Jan Egsund", "PERSON")]),
        ("Tan Ah Kow met Nakatani Gen and Zin Mar Aung.",
         [("Tan Ah Kow", "PERSON"), ("Nakatani Gen", "PERSON"), ("Zin Mar Aung", "PERSON")]),
        ("Then Pham Thu Hang met Johanna Bayer.", [("Pham Thu Hang", "PERSON"), ("Johanna Bayer", "PERSON")]),
        ("Her husband, Wasdir, a fisherman, left.", [("Wasdir", "PERSON")]),
        ("We met Wasdir, 41, and Norin, who left.", [("Wasdir", "PERSON"), ("Norin", "PERSON")]),
        ("It was late. Smith agreed.", [("Smith", "PERSON")]),
        ("By John Smith in Oslo", [("John Smith", "PERSON"), ("Oslo", "GPE")]),
        ("The Leader of Opposition met the Chief of Staff Jo Lee.", [("Jo Lee", "PERSON")]),
    ],
)  # fmt: skip
def test_people(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She joined the Westhaven Institute of Technology.", [("Westhaven Institute of Technology", "ORG")]),
        ("It is the Department of Health and Welfare.", [("Department of Health and Welfare", "ORG")]),
        ("The Chinese Foreign Ministry spoke.", [("Chinese Foreign Ministry", "ORG")]),
        ("He sued Marsh & Berg over it.", [("Marsh & Berg", "ORG")]),
        ("They work for FedEx and the NRA.", [("FedEx", "ORG"), ("NRA", "ORG")]),
        ("The People's Liberation Army marched.", [("People's Liberation Army", "ORG")]),
        ("They flew to Westhaven Airport.", [("Westhaven Airport", "FAC")]),
        ("They flew to Seoul Air Base.", [("Seoul Air Base", "FAC")]),
        ("It is Bank Norsund, not the Bank of Japan.", [("Bank Norsund", "ORG"), ("Bank of Japan", "ORG")]),
        ("He is at the University of New Hampshire.", [("University of New Hampshire", "ORG")]),
        ("State Department and White House aides left.", [("State Department", "ORG"), ("White House", "ORG")]),
        ("They lost to Leeds United.", [("Leeds United", "ORG")]),
        ("It shook Norsund island and eastern Wasdir.", [("Norsund", "LOC"), ("Wasdir", "GPE")]),
        ("He fled to Norsund province.", [("Norsund", "GPE")]),
        ("A boat sank on Lake Norsund.", [("Lake Norsund", "LOC")]),
        ("After Hurricane Zelda it rained.", [("Hurricane Zelda", "EVENT")]),
        ("It breaks the Clean Harbours Act.", [("Clean Harbours Act", "LAW")]),
        ("NATO's 2022 Strategic Concept says so.", [("NATO", "ORG"), ("2022 Strategic Concept", "LAW")]),
        ("An F-99 and the HMS Marsh were lost.", [("F-99", "PRODUCT"), ("HMS Marsh", "PRODUCT")]),
        ('His song, "Night Ferry Home," is new.', [("Night Ferry Home", "WORK_OF_ART")]),
        ("It plays Norsund Rovers at the Estadio Jo de la Plata.",
         [("Norsund Rovers", "ORG"), ("Estadio Jo de la Plata", "FAC")]),
        ("They met Real Betanzos and Grupo Bezanilla.", [("Real Betanzos", "ORG"), ("Grupo Bezanilla", "ORG")]),
        ("He told Norsund Sports that Wasdir Energy fell.", [("Norsund Sports", "ORG"), ("Wasdir Energy", "ORG")]),
        ("It followed the Second Norsund War.", [("Second Norsund War", "EVENT")]),
        ("The Second Battle of Norsund ended.", [("Second Battle of Norsund", "EVENT")]),
        ("They saw the Monaco Grand Prix in May.", [("Monaco Grand Prix", "EVENT")]),
        ("We played it on a PlayStation 4.", [("PlayStation 4", "PRODUCT")]),
        ("They beat the Royals.", [("Royals", "ORG")]),
        ("The Tigers scored twice.", [("Tigers", "ORG")]),
        ("The Facts.", []),
        ("They heard the Mass there.", []),
        ("The Norsund rises in hills.", [("Norsund", "LOC")]),
        ("The Norsund Veit lies on a river.", [("Norsund Veit", "GPE")]),
        ("Rapper Young Wasdir left.", [("Young Wasdir", "PERSON")]),
    ],
)  # fmt: skip
def test_words_that_tell_the_type(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ford Chief Executive Jo Lee left.", [("Jo Lee", "PERSON")]),
        ("Then Charlotte North Carolina voted.", [("Charlotte", "GPE"), ("North Carolina", "GPE")]),
        ("Then Governor Berg State Police left.", [("Berg State Police", "ORG")]),
        ("China's Communists met.", [("China", "GPE"), ("Communists", "NORP")]),
        ("They met South Carolina Republicans.", [("South Carolina", "GPE"), ("Republicans", "NORP")]),
        ("They met the Dallas Cowboys.", [("Dallas Cowboys", "ORG")]),
        ("They met American Crossroads.", [("American Crossroads", "ORG")]),
        ("We met Democrats Abroad.", [("Democrats", "NORP")]),
        ("Then Democrat Patty Judge left.", [("Democrat", "NORP"), ("Patty Judge", "PERSON")]),
        ("So they Settle For Hillary.", [("Hillary", "PERSON")]),
        ("There Black Girls Rock.", []),
        ("Then David French left.", [("David French", "PERSON")]),
        ("Then Michael Bloomberg left.", [("Michael Bloomberg", "PERSON")]),
        ("We read AWR Hawkins and saw UC Irvine.", [("AWR Hawkins", "ORG"), ("UC Irvine", "ORG")]),
        ("He grew up in old St. Gallen.", [("St. Gallen", "GPE")]),
        ("The EgyptAir Flight MS804 crashed.", [("EgyptAir Flight MS804", "ORG")]),
        ("Then B. Hussein Obama left.", [("B. Hussein Obama", "PERSON")]),
        ("He praised Anwel West, loved Saharan Africa and saw the Solid South.",
         [("Anwel West", "PERSON"), ("Saharan", "ORG"), ("Africa", "LOC"), ("South", "LOC")]),
        ("Then Jordan Berg met Jordan NATO aides.", [("Jordan Berg", "PERSON"), ("Jordan", "GPE"), ("NATO", "ORG")]),
        ("Then Virginia Democratic aides left.", [("Virginia", "GPE"), ("Democratic", "NORP")]),
        ("We met Bush II.", [("Bush II", "PERSON")]),
        ("They grew up in Village island homes.", []),
        ("Then Chelsea Clinton left.", [("Chelsea Clinton", "PERSON")]),
        ("They made Petrov Chairman again.", [("Petrov", "PERSON")]),
        ("He wrote “North Korea” on it.", [("North Korea", "GPE")]),
        ("Then Ah Kow left town.", [("Ah Kow", "PERSON")]),
        ("Bank Norsund's Radio Norin met aides.", [("Bank Norsund", "ORG"), ("Radio Norin", "ORG")]),
        ("It was Bayern Munich against P&G Amiens.", [("Bayern Munich", "ORG"), ("P&G", "ORG"), ("Amiens", "GPE")]),
        ("We met Jesse Ferguson.", [("Jesse Ferguson", "PERSON")]),
        ("The Marist South Carolina poll is out.", [("Marist", "ORG"), ("South Carolina", "GPE")]),
        ("The Federal Norsund Agency met.", [("Federal Norsund Agency", "ORG")]),
        ("The 2022 Norsund Party met.", [("Norsund Party", "ORG")]),
        ("The Clean Harbours Act 2022 passed.", [("Clean Harbours Act 2022", "LAW")]),
        ("The St. Peter's Square was full.", [("St. Peter's Square", "FAC")]),
        ("He met Jo Bridge on Norsund Bridge.", [("Jo Bridge", "PERSON"), ("Norsund Bridge", "FAC")]),
        ("Radio Norsund and Bank Norsund closed.", [("Radio Norsund", "ORG"), ("Bank Norsund", "ORG")]),
        ("We met the Council on Trade and NATO.", [("Council on Trade", "ORG"), ("NATO", "ORG")]),
        ("The Ministry of Norsund's Trade met.", [("Ministry of Norsund", "ORG")]),
        ("He works for John Deere & Sons.", [("John Deere & Sons", "ORG")]),
        ("Jan Berg met Sun Yat-sen in Jan after rain.", [("Jan Berg", "PERSON"), ("Sun Yat-sen", "PERSON")]),
        ("We ate at McDonald's.", [("McDonald's", "ORG")]),
        ("It was Jr. who left.", [("Jr.", "ORG")]),
        ("Secretary of State Department Jo left.", [("State Department", "ORG"), ("Jo", "PERSON")]),
        ("Gov. C.L. Otter met Ann Marsh.", [("C.L. Otter", "PERSON"), ("Ann Marsh", "PERSON")]),
        ("He served in McCain and SMITHSON halls.", [("McCain", "PERSON"), ("SMITHSON", "ORG")]),
    ],
)  # fmt: skip
def test_where_one_name_ends_and_what_it_is(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Then General Lee met Attorney General Jo Berg.", ["general", "attorney general"]),
        ("Secretary of State Ann Lee left.", ["secretary of state"]),
        ("President de Gaulle met President of Norsund.", ["president", ""]),
        ("Deputy Norsund left.", [""]),
    ],
)
def test_titles_before_names(text: str, titles: list[str]) -> None:
    assert [s.title for s in mentions(text)] == titles


@pytest.mark.parametrize(
    "text", ["Bishop said no.", "Price and others said no.", "Barings is a bank.", "Populism won."]
)
def test_words_that_begin_a_sentence_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Price said no.", ["Price"]),
        ("“We Will Fight On,” Says Anna Berg", ["Anna Berg"]),
        ("She loves Night Ferries,” he said.", ["Night Ferries"]),
        ("WE WILL WIN, said the NRA.", ["NRA"]),
        ("We met Anna Price. The price fell. Price left.", ["Anna Price"]),
        ("We met Anna Berg in Xo (a town).", ["Anna Berg", "Xo"]),
    ],
)
def test_capitals_that_make_no_name(text: str, found: list[str]) -> None:
    assert [words for words, _ in names(text)] == found


def test_the_corpus_own_name_wins_over_a_short_form() -> None:
    words = with_registry(load(), [Entity("nhb", "NHB", "ORG", True, None, None, (), "a bank")])
    text = "The National Harbour Board (NHB) met. The NHB said no."
    assert [s.entity for s in mentions(text, words)] == ["national-harbour-board", "nhb", "nhb"]


def test_a_person_of_a_registered_city_s_name_is_not_registered() -> None:
    words = with_registry(load(), [Entity("dayton", "Dayton", "GPE", True, None, None, (), "a city")])
    found = mentions("We met Mark Dayton. Dayton left. It was in Dayton.", words)
    assert [(s.entity, s.registered) for s in found] == [
        ("mark-dayton", False),
        ("mark-dayton", False),
        ("dayton", True),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the US-led bloc and Western-dominated bodies", ["US", "Western"]),
        ("Russian-Chinese ties in the Asia-Pacific", ["Russian", "Chinese", "Asia-Pacific"]),
        ("an anti-Russian mood in Kim Jong-un's North Korea", ["Russian", "Kim Jong-un", "North Korea"]),
        ("a well-known, state-of-the-art T-shirt", []),
        ("Trump-branded steaks at a Dump-Trump rally", ["Trump", "Dump-Trump"]),
        ("Jo Lee, R-Ohio, saw Five-0 and Norsund-based firms", ["Jo Lee", "Ohio", "Norsund"]),
    ],
)
def test_names_in_compounds(text: str, found: list[str]) -> None:
    assert [words for words, _ in names(text)] == found


def test_a_possessive_splits() -> None:
    assert names("Russia's Ministry of Defence") == [("Russia", "GPE"), ("Ministry of Defence", "ORG")]


def test_titles_are_no_part_of_names_but_remembered() -> None:
    (nato, jens) = mentions("NATO Secretary General Jens Stoltenberg")
    assert (nato.entity, jens.entity, jens.title) == ("nato", "jens-stoltenberg", "secretary general")


def test_a_word_that_begins_a_sentence_is_no_name() -> None:
    assert names("Voters were angry. Officials say so. However, Monday came.") == []


def test_a_surname_that_begins_a_sentence_is_its_bearer() -> None:
    assert entities("We met Anna Price. Price was angry.") == ["anna-price", "anna-price"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We met Mark Dayton. Dayton left. It was in Dayton.", ["mark-dayton", "mark-dayton", "dayton"]),
        ("We met Michael Bloomberg. Bloomberg left.", ["michael-bloomberg", "michael-bloomberg"]),
        ("So Michael Bloomberg ran. Mr. Bloomberg read Bloomberg.", ["michael-bloomberg"] * 2 + ["bloomberg"]),
        ("We met Dewi Sarina Wastri. Dewi Sarina left.", ["dewi-sarina-wastri", "dewi-sarina-wastri"]),
        ("Kim Ae-su met Kim Bo-ri. Kim left.", ["kim-ae-su", "kim-bo-ri", "kim-bo-ri"]),
        ("Ann Kim met Kim Bo-ri. Kim left.", ["ann-kim", "kim-bo-ri", "ann-kim"]),
        ("Mayor Norin left. Norin said no.", ["norin", "norin"]),
        ("So Gov. Marsh left. Marsh said no.", ["marsh", "marsh"]),
        ("The Harbour Board met. Only an HB pencil broke.", ["harbour-board", "hb"]),
        ("Bill Lee met Ann Lee. Lee left.", ["bill-lee", "ann-lee", "bill-lee"]),
        ("North Korea spoke. So said the North.", ["north-korea", "north-korea"]),
    ],
)
def test_short_forms(text: str, found: list[str]) -> None:
    assert entities(text) == found


def test_words_in_capitals_are_no_names_but_people_are() -> None:
    assert entities("We met Anna Berg.\nHOW MUCH TAX BERG PAYS") == ["anna-berg", "anna-berg"]


def test_a_surname_that_is_a_people_s_name_too() -> None:
    text = "We met Mark Cuban in May. “No,” Cuban said. Cuban officials left."
    assert entities(text) == ["mark-cuban", "mark-cuban", "cuban"]


def test_the_title_tells_two_of_one_surname_apart() -> None:
    text = "John Marsh and Mary Marsh came. Mrs. Marsh sang."
    assert entities(text) == ["john-marsh", "mary-marsh", "mary-marsh"]


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    text = "The National Harbour Board (NHB) met. The NHB said no."
    assert entities(text) == ["national-harbour-board"] * 3


def test_headings_in_title_case_hold_names_only() -> None:
    text = "Hillary Clinton Calls on U.S. to Lead\n\nThe talks went on."
    assert names(text) == [("Hillary Clinton", "PERSON"), ("U.S.", "GPE")]


def test_headings_in_capitals() -> None:
    assert names("RUSSIA WARNS NATO OVER NEW BASES") == [("RUSSIA", "GPE"), ("NATO", "ORG")]


def test_names_that_go_on_in_lower_case() -> None:
    assert entities("the Atlantic alliance on the Korean peninsula") == ["nato", "korean-peninsula"]
    assert names("the Atlantic storm and the Atlantic alliances") == [("Atlantic", "LOC"), ("Atlantic", "LOC")]


def test_a_city_and_its_district_are_one_name() -> None:
    assert names("It met in Washington, DC, and in Dover, Ohio.") == [
        ("Washington, DC", "GPE"),
        ("Dover", "GPE"),
        ("Ohio", "GPE"),
    ]


def test_a_place_of_government_as_a_place() -> None:
    assert names("He hosted Xi in the Kremlin.")[-1] == ("Kremlin", "FAC")


def test_only_the_areas_are_searched() -> None:
    text = "By Anna Berg\nThen Jo Lee spoke."
    assert [s.entity for s in find_mentions(text, [Span(13, len(text))], load())] == ["jo-lee"]


WORDS = st.sampled_from(
    ["Mr.", "U.S.", "President", "Putin's", "of", "the", "al-Assad", "US-led", "Act", "“Anna", "said."]
)


@given(st.lists(WORDS | st.text(min_size=1, max_size=6), max_size=20).map(" ".join))
def test_mentions_never_overlap(text: str) -> None:
    spans = [Span(0, 0), *(s.span for s in mentions(text))]
    assert all(one.end <= other.start < other.end for one, other in pairwise(spans))


def test_the_corpus_own_entities_win() -> None:
    old = Entity("empire-of-japan", "Empire of Japan", "GPE", True, None, None, ("imperial Japan", "Japan"), "a state")
    us = Entity("usa", "United States", "GPE", True, "Q30", None, ("US",), "a state")
    words = with_registry(load(), [old, us])
    found = mentions("In Japan and the US and in Moscow", words)
    assert [(s.entity, s.registered) for s in found] == [
        ("empire-of-japan", True),
        ("usa", True),
        ("moscow", False),
    ]


def test_a_registered_city_and_its_district_are_one_name() -> None:
    city = Entity("washington-dc", "Washington, D.C.", "GPE", True, None, None, ("Washington", "DC", "D.C."), "a city")
    found = mentions("It met in Washington, DC, again.", with_registry(load(), [city]))
    assert [(s.span, s.entity) for s in found] == [(Span(10, 24), "washington-dc")]


def test_drafts_are_made_of_new_entities_only() -> None:
    words = with_registry(load(), [Entity("russia", "Russia", "GPE", True, "Q159", None, (), "a state")])
    found = draft_entities(mentions("Anna Berg of Russia met Japanese envoys. Berg left.", words), words)
    assert [(e.id, e.type, e.of, e.wikidata) for e in found] == [
        ("anna-berg", "PERSON", None, None),
        ("japanese", "NORP", "japan", None),
    ]


def test_ids_are_slugs() -> None:
    assert slug("Élysée Palace") == "elysee-palace"
    assert slug("O'Brien & Söhne") == "obrien-sohne"
    assert re.fullmatch(r"name-[0-9a-f]{8}", slug("北京"))


def gold(line: str) -> tuple[str, dict[Span, str]]:
    """A paragraph without its marks, and the type of each marked span."""
    text, marks, at = "", {}, 0
    for match in MARKED.finditer(line):
        text += line[at : match.start()]
        marks[Span(len(text), len(text) + len(match[1]))] = match[2]
        text, at = text + match[1], match.end()
    return text + line[at:], marks


def test_annotated_paragraphs() -> None:
    right = typed = found = wanted = 0
    for line in PARAGRAPHS.read_text(encoding="utf-8").splitlines():
        text, marks = gold(line)
        predicted = {s.span: s.type for s in mentions(text)}
        right += len(marks.keys() & predicted.keys())
        typed += len(marks.items() & predicted.items())
        found, wanted = found + len(predicted), wanted + len(marks)
    assert 2 * right / (found + wanted) > 0.95
    assert 2 * typed / (found + wanted) > 0.93


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    ["a", "A", "A ", "\n", "A-", "A'", "A.", "Bank of ", "Name ", "John Smith ", "University of the ", "X, "],
)
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert least_cpu(lambda: mentions(text), 0.3) < 0.3
