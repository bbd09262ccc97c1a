"""Conditions with which a page is read: for each, a page that differs without it."""

import pytest

from blocquotes.suggest.page import furniture
from blocquotes.suggest.page.appeals import is_appeal, is_notice
from blocquotes.suggest.page.lines import line_role
from blocquotes.suggest.page.metadata import read_metadata
from blocquotes.suggest.page.regions import cut_page
from blocquotes.suggest.page.tail import is_headline

TITLE = "Harbour to close for three weeks in May"
FIRST = (
    "The harbour of Westhaven will close for three weeks in May, the port authority said on Monday, "
    "because the sea wall has to be mended."
)
SECOND = "“We have no choice,” said its director, Anna Berg. Ships will be sent to other ports along the coast."
SHORT = "The harbour will close for three weeks."


def roles(*lines: str) -> list[tuple[str, str]]:
    """Role and words of every region of a page with these paragraphs, without white space."""
    page = "\n\n".join(lines)
    return [(r.role, words) for r in cut_page(page)[0] if (words := page[r.seed.start : r.seed.end]).strip()]


def role_of(words: str, *lines: str) -> str:
    return next(role for role, text in roles(*lines) if words in text)


def stated(*lines: str) -> tuple[str | None, str | None, str | None]:
    """The day, the author and the outlet that a page states."""
    page = "\n\n".join(lines)
    found = read_metadata(page, cut_page(page)[0], {})
    return found.published.value, found.byline.value, found.outlet.name


def test_markdown() -> None:
    lines = (f"# {TITLE}", "**By Lena Roth**", FIRST, "## A wall of stone", SECOND)
    found = [role for role, words in roles(*lines) if words not in ("#", "##", "**")]
    assert found == ["title", "byline", "body", "subheading", "body"]


def test_a_paragraph_may_lead_to_a_quotation() -> None:
    leading = FIRST.replace("mended.", "mended, and its director added:")
    assert role_of("The harbour", TITLE, leading, SECOND, FIRST) == "body"


def test_an_entry_of_a_live_blog_may_name_its_author() -> None:
    lines = (TITLE, "17.05 CEST", FIRST, "16.10 CEST", "Anna Berg", SECOND)
    assert role_of("Anna Berg", *lines[:-1], FIRST) == "byline"


@pytest.mark.parametrize(
    ("line", "name"),
    [("By Anna Berg Norsund News", "Anna Berg"), ("By Anna Maria Berg Port reporter", "Anna Maria Berg")],
)
def test_what_is_behind_the_name_of_an_author(line: str, name: str) -> None:
    assert stated(TITLE, line, FIRST, SECOND)[1] == name


def test_a_name_that_no_list_has_is_the_author_below_the_day() -> None:
    assert stated(TITLE, "May 16, 2024", "Juno Clovis", FIRST, SECOND)[1] == "Juno Clovis"


def test_a_page_with_letters_in_its_menu_has_no_letters() -> None:
    assert role_of("Norsund", "Letters", TITLE, FIRST, "Norsund", SECOND, FIRST) == "subheading"


def test_a_long_paragraph_below_notes_is_text() -> None:
    assert role_of("The council", TITLE, FIRST, SECOND, "Notes", f"The council met. {FIRST} {SECOND} {FIRST}") == "body"


def test_a_known_outlet_is_cut_off_the_headline() -> None:
    assert roles(f"{TITLE} | Rappler", FIRST, SECOND)[0] == ("title", TITLE)


def test_a_line_about_a_newsletter_may_be_news() -> None:
    line = "Nobody reads the newsletter, Norsund finds"
    assert role_of(line, TITLE, line, "May 16, 2024", FIRST, SECOND) == "standfirst"


def test_a_sentence_before_the_place_is_no_headline() -> None:
    assert "title" not in dict(roles(f"A boat is in port. WESTHAVEN, May 16 (Reuters) - {FIRST} {SECOND}"))


@pytest.mark.parametrize(
    ("place", "role"), [("Zaltan –", "dateline"), ("Zaltan:", "body"), ("Kremlin:", "body"), ("Nagpur:", "dateline")]
)
def test_places_before_the_text(place: str, role: str) -> None:
    assert role_of(place, TITLE, f"{place} {FIRST}", SECOND) == role


def test_only_a_section_is_a_flag() -> None:
    below = "Norsund asks who will pay for the boats"
    assert role_of("Old wall", "Old wall | Less fish for the harbour of Westhaven", below, FIRST, SECOND) == "title"
    assert role_of(below, "Asia | Less fish for the harbour of Westhaven", below, FIRST, SECOND) == "title"


def test_a_day_with_what_was_said_then_is_no_headline_below_one() -> None:
    assert role_of("Interview", TITLE, "Interview: May 3, 2024", FIRST, SECOND) == "date"


def test_a_button_that_skips_to_nowhere_ends_nothing() -> None:
    assert role_of(SECOND, TITLE, FIRST, "skip past newsletter", SECOND, FIRST) == "body"


def test_a_dash_alone_is_no_dateline_below_a_line_that_names_no_agency() -> None:
    assert role_of("—", TITLE, "Boats in Norsund", "—", FIRST, SECOND) != "dateline"


@pytest.mark.parametrize(
    ("headline", "day"),
    [
        ("Harbour to close for good on May 3, 2024", None),
        ("Statement of the port on the harbour, made on May 3, 2024", "2024-05-03"),
    ],
)
def test_only_what_was_said_has_the_day_of_the_headline(headline: str, day: str | None) -> None:
    assert stated(headline, FIRST, SECOND)[0] == day


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, "By Anna Berg (Reuters)", FIRST, SECOND),
        ("From: Anna Berg <anna@berg.example>", TITLE, FIRST, SECOND),
        (f"{TITLE} - World", "Share", TITLE, FIRST, SECOND),
        (TITLE, FIRST, SECOND, "Anna Berg © 2024"),
    ],
)
def test_what_is_no_outlet(lines: tuple[str, ...]) -> None:
    assert stated(*lines)[2] is None


def test_a_place_in_brackets_is_no_agency() -> None:
    page = f"{TITLE}\n\n(Zaltan) – {FIRST}\n\n{SECOND}"
    assert read_metadata(page, cut_page(page)[0], {}).origins == ()


@pytest.mark.parametrize("between", [("May 16, 2024",), ("May 16, 2024", "Save")])
def test_a_short_first_sentence(between: tuple[str, ...]) -> None:
    assert role_of(SHORT, TITLE, *between, SHORT, "Less fish, more fuel", FIRST, SECOND) == "body"


def test_where_all_paragraphs_speak_none_is_a_plea() -> None:
    said = "We took boat {} to the harbour of Westhaven, where our fathers had worked, and nobody was there."
    assert {role for role, _ in roles(TITLE, *map(said.format, "ABCDE"))} == {"title", "body"}


def test_items_of_a_menu_need_not_all_be_sections() -> None:
    assert role_of("Our boats", "News", "Our boats", "Sport", TITLE, "May 16, 2024", FIRST, SECOND) == "boilerplate"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Home | News | Sport |", True), ("| Oslo | Norsund | Wasdir |", False)],
)
def test_a_menu_may_end_with_a_sign_and_a_table_begins_with_one(line: str, is_one: bool) -> None:
    assert furniture.is_menu(line) == is_one


def test_the_way_to_a_page_may_end_with_a_long_name() -> None:
    assert furniture.is_crumbs("Home   Environment   Flooding and coastal change")


@pytest.mark.parametrize(
    "line",
    ["harbour people", "Harbour people!", "Westhaven Harbour Administration Companies Associations"],
)
def test_no_name_of_an_outlet(line: str) -> None:
    assert furniture.name_of(line) is None


@pytest.mark.parametrize("line", ["Please consider becoming a member, the director said.", "Consider becoming " * 40])
def test_reported_words_and_long_paragraphs_ask_readers_for_nothing(line: str) -> None:
    assert not is_appeal(line)


def test_reported_words_are_no_notice() -> None:
    assert not is_notice("She told them: sign up for our newsletter.", frozenset())


def test_a_long_line_is_no_headline() -> None:
    assert not is_headline("Harbour to close for three weeks in May " * 6)


def test_an_outlet_may_be_in_a_field() -> None:
    assert line_role("Outlet: Norran") == "section"


def test_what_readers_may_skip_is_no_text() -> None:
    promoted = ("skip past newsletter promotion", "Harbour news for early birds", "after newsletter promotion")
    assert role_of("early birds", TITLE, FIRST, *promoted, SECOND) == "boilerplate"


def test_what_is_behind_a_headline_that_is_there_without_it_is_no_part_of_it() -> None:
    assert role_of("Port life", f"{TITLE} | Port life", TITLE, FIRST, SECOND) == "boilerplate"
