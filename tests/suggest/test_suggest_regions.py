"""Regions of raw pages: one small page for each thing that a line can be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocquotes.regions import cut as read_back
from blocquotes.suggest.page import publication
from blocquotes.suggest.page.lines import line_role
from blocquotes.suggest.page.regions import cut_page, region_records
from conftest import least_cpu

SEEDS = Path(__file__).parents[2] / "seeds"
FIRST = (
    "The harbour of Westhaven will close for three weeks in May, the port authority said on Monday, "
    "because the sea wall has to be mended."
)

SECOND = "“We have no choice,” said its director, Anna Berg. Ships will be sent to other ports along the coast."
BODY = f"{FIRST}\n\n{SECOND}"
TITLE = "Harbour to close for three weeks in May"


def roles(page: str) -> list[tuple[str, str]]:
    """Role and words of every region that is more than white space; a repeat is marked with a star."""
    regions, _ = cut_page(page)
    return [(r.role + "*" * r.repeat, words) for r in regions if (words := page[r.seed.start : r.seed.end]).strip()]


def role_of(page: str, words: str) -> str:
    return next(role for role, text in roles(page) if words in text)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_regions_give_back_the_page(seed: Path) -> None:
    page = seed.read_text(encoding="utf-8")
    regions, text = cut_page(page)
    assert "".join(page[r.seed.start : r.seed.end] for r in regions) == page
    assert all(text[r.text.start : r.text.end] == page[r.seed.start : r.seed.end] for r in regions if r.text)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_records_are_read_back_as_the_regions(seed: Path) -> None:
    page = seed.read_text(encoding="utf-8")
    regions, _ = cut_page(page)
    spans, breaks = read_back(page, region_records(page, regions))
    assert not breaks
    assert spans == [r.seed for r in regions if page[r.seed.start : r.seed.end].strip()]


def test_a_bare_story_is_title_and_body() -> None:
    assert roles(f"{TITLE}\n\n{BODY}") == [("title", TITLE), ("body", BODY)]


def test_text_without_a_headline_is_body() -> None:
    assert roles(BODY) == [("body", BODY)]


def test_a_date_over_the_headline_is_no_headline() -> None:
    page = f"Updated at 3:20 pm, Thursday, May 16, 2024\n{TITLE}\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["date", "title", "body"]


@pytest.mark.parametrize("line", ["It will rain again soon.", f"{FIRST[:-1]}, will it not?"])
def test_the_last_words_of_the_text_are_body(line: str) -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\nComments are closed.", line) == "body"


@pytest.mark.parametrize(
    ("line", "role"),
    [("World", "section"), ("The port of Norsund", "section"), ("News of the wide sea", "kicker")],
)
def test_a_short_line_over_the_headline_is_the_section(line: str, role: str) -> None:
    assert roles(f"{line}\n\n{TITLE}\n\n{BODY}")[0] == (role, line)


@pytest.mark.parametrize(("line", "role"), [("The old wall", "section"), ("The old wall today", "standfirst")])
def test_a_line_under_the_headline_is_the_standfirst_where_it_has_some_words(line: str, role: str) -> None:
    assert role_of(f"{TITLE}\n\n{line}\n\n{BODY}", line) == role


def test_a_repeated_headline_is_marked() -> None:
    assert [role for role, _ in roles(f"{TITLE}\n{TITLE}\n\n{BODY}")] == ["title", "title*", "body"]


def test_a_headline_repeated_without_its_label_is_marked() -> None:
    page = f"Port chief: {TITLE}\n\nNo way past the wall?\n{TITLE}\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "kicker", "title*", "body"]


def test_a_headline_that_sticks_to_the_standfirst_is_cut_off() -> None:
    page = f"{TITLE}\n\nThe sea wall of the old port is said to be crumbling{TITLE}\n\n{TITLE}\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "standfirst", "title*", "title*", "body"]


def test_a_summary_over_the_first_paragraph_is_the_standfirst() -> None:
    summary = "The harbour will close for three weeks. The sea wall has to be mended, the port authority says."
    again = (
        "The harbour of Westhaven will close for three weeks in May. That is what the port authority said on "
        "Monday: the sea wall, it found, has to be mended."
    )
    page = f"{TITLE}\n\nThe old wall\n\n© Jo Lee / AFP\n\n{summary}\n\n{again}\n\n{SECOND}"
    assert role_of(page, summary) == "standfirst"


def test_the_line_over_a_credit_is_the_caption() -> None:
    page = f"{TITLE}\n\nThe port seen from the sea\n\nPhoto: Jo Lee\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "caption", "credit", "body"]


def test_a_caption_that_ends_as_organisations_do_is_no_paper() -> None:
    line = "The oak chairs in the lobby of the Civic Centre"
    assert role_of(f"{TITLE}\n\n{line}\n\nPhoto: Jo Lee\n\n{BODY}", line) == "caption"


def test_the_reporters_below_a_link_are_those_of_the_page() -> None:
    line = "(Reporting by Jo Lee)"
    assert role_of(f"{TITLE}\n\n{BODY}\n\nRelated: Wall to be mended\n\n{line}", line) == "byline"


def test_a_short_line_over_a_notice_is_no_headline() -> None:
    notice = (
        "Coast Media uses cookies for personalization, to customize its online advertisements, and for other purposes. "
        "Learn more or change your cookie preferences. By using our service, you agree to our use of cookies."
    )
    page = f"Other\ndate 2019-06-09\n{notice}\n{TITLE}\nby Jo Lee\nPosted Jun 9, 2019\nWESTHAVEN — {FIRST} {SECOND}"
    assert (role_of(page, notice[-40:]), role_of(page, TITLE)) == ("boilerplate", "title")


def test_a_headline_below_a_time_of_day_is_no_entry() -> None:
    assert role_of(f"World\n\n10:15 CEST\n\n{TITLE}\n\nBy Jo Lee\n\n{BODY}", TITLE) == "title"


def test_the_first_turn_of_a_transcript_without_a_headline_is_text() -> None:
    page = "Anna Berg: Why does it fall?\n\nJo Lee: It is old.\n\nAnna Berg: And now?\n\nJo Lee: We close in May."
    assert [role for role, _ in roles(page)] == ["body"]


def test_a_caption_that_is_there_twice_is_no_subheading() -> None:
    line = "Harbour director Anna Berg"
    assert roles(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{line}\n\n{SECOND}")[2:4] == [("caption", line)] * 2


MORE = "The wall is older than anyone who works in the port, and it will not stand another winter, he said in May."
LAST = "The ministry of transport did not answer. It had promised in March to repair all the walls along the coast."


@pytest.mark.parametrize(
    "links",
    [
        ["Read more"] * 3,
        [
            "ADVERTISEMENT\n\nRead more: Wall to be mended by the town",
            "ADVERTISEMENT\n\nRead more: The town has no fish left",
            "ADVERTISEMENT",
        ],
    ],
)
def test_paragraphs_between_equal_lines_are_no_entries_of_a_list(links: list[str]) -> None:
    page = "\n\n".join((TITLE, FIRST, links[0], SECOND, links[1], MORE, links[2], LAST))
    assert [role_of(page, words) for words in (FIRST, SECOND, MORE)] == ["body"] * 3


def test_a_long_paragraph_over_a_credit_is_no_caption() -> None:
    long = " ".join(["The port has been closed since the storm, and nobody knows when it will open."] * 12)
    page = f"{TITLE}\n\n{long}\n\nPhoto: Jo Lee\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "body", "credit", "body"]


def test_a_credit_is_cut_off_its_caption() -> None:
    page = f"{TITLE}\n\nAnna Berg speaks to reporters at the port. ©  Sputnik\n\n{BODY}"
    assert ("credit", "©  Sputnik") in roles(page)


@pytest.mark.parametrize("line", ["By Anna Berg", "By ANNA BERG and Jo Lee, Staff Writers", "Written by Jo Lee"])
def test_bylines(line: str) -> None:
    assert role_of(f"{TITLE}\n{line}\n\n{BODY}", line) == "byline"


def test_a_credit_is_cut_off_a_caption_that_names_itself() -> None:
    page = f"{TITLE}\n\nFile photo of the port, seen from the sea. © Jo Lee\n\n{BODY}"
    assert roles(page)[1:3] == [("caption", "File photo of the port, seen from the sea."), ("credit", "© Jo Lee")]


def test_a_byline_with_a_date_is_two_regions() -> None:
    page = f"{TITLE}\nBy Anna Berg // 2024-06-28\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "byline", "date", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "May 16, 2024",
        "Published: 16 May 2024 10:11 GMT",
        "2024-05-16",
        "Updated 3 hours ago",
        "Reuters May 28, 2024, 11:32 PM IST",
        "Updated at 3:20 pm, Thursday, May 16, 2024",
    ],
)
def test_dates(line: str) -> None:
    assert role_of(f"{TITLE}\n{line}\n\n{BODY}", line) == "date"


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW:",
        "USA:",
        "WASHINGTON —",
        "KYIV, May 3 (Reuters) -",
        "NEW YORK, Nov. 19 (UPI) —",
        "Cleveland (AFP) –",
        "RENO, Nev. (AP) —",
        "(Reuters) -",
        "Islam Times -",
        "Westhaven (dpa) -",
        "Beirut, Lebanon –",
    ],
)
def test_datelines(dateline: str) -> None:
    assert roles(f"{TITLE}\n\n{dateline} {BODY}")[1:] == [("dateline", dateline), ("body", BODY)]


def test_an_author_with_an_outlet_is_a_byline() -> None:
    line = "Anna Berg - Westhaven Post"
    assert role_of(f"{TITLE}\n\n{line}\n\n{BODY}", line) == "byline"


def test_a_speaker_s_label_is_no_dateline() -> None:
    assert role_of(f"{TITLE}\n\nEMAIL: {BODY}", "EMAIL") == "body"


def test_a_short_line_between_paragraphs_is_a_subheading() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nFishermen fear for their trade\n\n{FIRST}"
    assert role_of(page, "Fishermen") == "subheading"


@pytest.mark.parametrize("line", ["1. The wall", "“A clear and present danger”", "New wall, old harbour?"])
def test_forms_of_subheadings(line: str) -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{FIRST}", line) == "subheading"


def test_a_bare_name_over_the_text_is_a_byline() -> None:
    page = f"{TITLE}\nJane Berg\nJane Berg is a fellow of the Wall Institute.\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "byline", "byline", "body"]


def test_a_question_of_the_text_is_no_subheading() -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\nWhat can be done?\n\n{FIRST}", "What can") == "body"


@pytest.mark.parametrize("line", ["The port will close:", "and now the wall", "It went on,"])
def test_a_line_that_goes_on_is_no_subheading(line: str) -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{FIRST}", line) == "body"


def test_a_line_before_the_rest_of_its_sentence_is_no_subheading() -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\nThe old\n\nw{FIRST[1:]}", "The old") == "body"


@pytest.mark.parametrize("line", ["The old", "The harbour master of Seatown said on Sunday in town that the port"])
def test_the_rest_of_its_sentence_may_begin_with_quoted_words(line: str) -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n“will not open” again.\n\n{FIRST}", line) == "body"
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n“Will it open?” he asked.\n\n{FIRST}", line) != "body"


def test_links_within_the_text_are_related() -> None:
    link = "Ten sea walls that did not hold"
    page = f"{TITLE}\n\n{FIRST}\n\n{link}\n\nRead more {link}\n\n{SECOND}"
    assert [role for role, _ in roles(page)] == ["title", "body", "related", "body"]


def test_an_aside_in_brackets_is_related() -> None:
    page = f"{TITLE}\n\n{FIRST} (Related: The sea is rising everywhere.) {SECOND}"
    assert role_of(page, "The sea is rising") == "related"


def test_a_list_of_sources_is_sources() -> None:
    page = f"{TITLE}\n\n{BODY} Sources include: Port.example Wall.example"
    assert roles(page)[-1] == ("sources", "Sources include: Port.example Wall.example")


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Comments are closed.",
        "Back to top button",
        "Share on Facebook",
        "Subscribe to our newsletter",
        "Copyright 2024 Westhaven Post. All rights reserved.",
        "We use cookies to improve this page.",
        "5 min read",
    ],
)
def test_what_stands_under_the_text_is_boilerplate(line: str) -> None:
    assert roles(f"{TITLE}\n\n{BODY}\n\n{line}")[-1] == ("boilerplate", line)


@pytest.mark.parametrize("line", ["Source", "source site-3", "Source: Harbour Times"])
def test_where_the_text_was_taken_from_is_sources(line: str) -> None:
    assert roles(f"{TITLE}\n\n{BODY}\n\n{line}")[-1] == ("sources", line)


def test_the_last_paragraph_under_a_heading_of_links_is_a_link_and_others_are_text() -> None:
    page = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nRelated stories\n\n{SECOND}\n\n{FIRST}"
    assert [role for role, _ in roles(page)] == ["title", "body", "related", "body"]
    page = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\nRelated stories\n\n{FIRST}"
    assert [role for role, _ in roles(page)] == ["title", "body", "related"]


def test_a_sentence_that_points_elsewhere_does_not_end_the_text() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nRead more: The wall will hold.\n\nOld wall"
    assert role_of(page, "Old wall") == "related"


def test_links_under_the_text_follow_their_heading() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nRelated stories\n\nAnother wall breaks\n\nA third wall breaks\n\nLeave a Reply"
    assert [role for role, _ in roles(page)] == ["title", "body", "related", "boilerplate"]


def test_a_short_question_under_a_heading_of_links_is_a_link() -> None:
    page = f"{TITLE}\n\n{FIRST}\n\nRelated stories\n\nWill the wall hold?\n\n{SECOND}\n\n{FIRST}"
    assert role_of(page, "Will the wall hold?") == "related"


def test_short_sentences_on_lines_of_their_own_are_not_broken_at_a_width() -> None:
    lines = [f"The harbour closed at {hour} o'clock, and the ships went on along the coast." for hour in range(1, 12)]
    assert roles(f"{TITLE}\n\n" + "\n".join([*lines, "Share on Facebook"]))[-1] == ("boilerplate", "Share on Facebook")


def test_words_that_point_elsewhere_are_cut_off_a_paragraph() -> None:
    page = f"{TITLE}\n\n{FIRST}\n\n{SECOND} Follow us on Harbour Net.\n\n{FIRST} (Reporting by Jo Lee in Oslo)"
    assert [role for role, _ in roles(page)] == ["title", "body", "related", "body", "byline"]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    words = (BODY.replace("\n\n", " ") + " ").split(" ") * 3
    lines = [" ".join(words[i : i + 11]) for i in range(0, len(words), 11)]
    assert [role for role, _ in roles(f"{TITLE}\n\n" + "\n".join(lines))] == ["title", "body"]


LINES = st.sampled_from(
    [
        TITLE,
        FIRST,
        SECOND,
        "",
        "World",
        "By Anna Berg",
        "MOSCOW: It rains.",
        "© Jo Lee",
        "Read more",
        "May 3, 2024",
        " .”",
    ]
)


@given(st.lists(LINES | st.text(max_size=40), max_size=12).map("\n".join))
def test_any_page_is_cut_whole(page: str) -> None:
    regions, _ = cut_page(page)
    assert "".join(page[r.seed.start : r.seed.end] for r in regions) == page
    assert not read_back(page, region_records(page, regions))[1]


def test_an_empty_page_has_no_regions() -> None:
    assert cut_page("") == ([], "")


WRAPPED = "the wall is old, and it will not stand the next winter, nor\n"


# Seconds. 12,500 lines of two words take 0.3; a step whose cost grows with the square of the lines takes several.
LONG_PAGE = 0.5


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "\n",
        "Read more\n",
        "Abc def\n",
        "(Related: ",
        "© ",
        f"{FIRST}\n",
        "By A ",
        "'",
        WRAPPED,
        "Anna: Yes.\n",
    ],
)
def test_time_is_linear(unit: str) -> None:
    page = unit * (100_000 // len(unit))
    assert least_cpu(lambda: cut_page(page), LONG_PAGE) < LONG_PAGE


@pytest.mark.parametrize(
    "line", ["Sen. Otto Lind (R-Norsund) — Announced May 3, 2024", "Oslo, Bergen, Tromso, 3 May 2024"]
)
def test_a_line_with_names_and_a_day_may_be_a_headline(line: str) -> None:
    assert publication.elements(line) == []


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("👉 Subscribe to our channel", "boilerplate"),
        ("- READ MORE: The wall that fell", "related"),
        ("By signing up, you agree to the terms", "boilerplate"),
        ("By: Anna B. Berg - Reporter / @annaberg", "byline"),
        ("AP / May 16, 2024, 19:35 IST", "date"),
        ("This story is from May 16, 2024", "date"),
        ("16/05/2024May 16, 2024", "date"),
        ("Thu 16 MayThursday 16 May", "date"),
        ("PHOTO: AFP", "credit"),
        ("(photo credit: Jo Lee)", "credit"),
        ("This report by The Kelda Press was first published May 16, 2024.", "sources"),
        ("Watch Live", "boilerplate"),
        ("Reject All", "boilerplate"),
        ("Open this photo in gallery:", "boilerplate"),
        ("Kindly share this story:", "boilerplate"),
        ("Aa  Text Size", "boilerplate"),
        ("(Sign up for The Tide, our letter on ports.)", "boilerplate"),
        ("0:00 / 3:12", "boilerplate"),
        ("This is a Premium article", "boilerplate"),
        ("English | Deutsch | 中文", "boilerplate"),
        ("Top Comments", "boilerplate"),
        ("Commenting on this page is closed.", "boilerplate"),
        ("← Previous   Next →", "boilerplate"),
        ("Facebook   Twitter  Print", "boilerplate"),
        ("Want more from the coast? Follow us on Gullnet.", "boilerplate"),
        ("Try digital access  €1 for 6 weeks", "boilerplate"),
        ("Then €9.50 per month.", "boilerplate"),
        ("Compare our digital subscriptions", "boilerplate"),
        ("Keep reading for €1", "boilerplate"),
        ("Keep reading", "related"),
        ("Why the Post?  See why 3,000 skippers read it.", "boilerplate"),
        ("Market data delayed by 20 minutes.", "boilerplate"),
        ("Westhaven Post | Print this article", "boilerplate"),
        ("post.example  ›  Ports", "boilerplate"),
        ("Full article  2 comments", "boilerplate"),
        ("Press release no. 12/2024", "boilerplate"),
        ("\ufeffSubscribe to our channel", "boilerplate"),
        ("Also of interest", "related"),
        ("Researched by Anna Berg", "byline"),
        ("From: Anna Berg (ab), with notes from the archive", "byline"),
        ("Words Anna Berg  Portrait Jo Lee", "byline"),
        ("Words fail the harbour master", ""),
        ("From: the harbour to the sea", ""),
        ("Anna Berg in Oslo and Jo Lee in Rome MAY 16 2024", "byline"),
        ("Anna Berg in Oslo and Jo Lee in Rome", ""),
        ("Full stop for the old crane", ""),
        ("Watch the tide come in", ""),
        ("Collected by volunteers, the stones lie on the beach", ""),
        ("Presented by the mayor, the plan has four parts. It is old.", ""),
        ("We use cranes to lift the stones of the wall", ""),
        ("The Wayback Machine has many pages of the port", ""),
        ("- Top engineers looked at the wall", ""),
        ("Every day our engineers look at the wall.", ""),
    ],
)
def test_what_lines_of_pages_say_of_themselves(line: str, role: str) -> None:
    assert line_role(line) == role


def test_a_job_alone_below_the_headline_is_a_byline() -> None:
    assert role_of(f"{TITLE}\n\nHerald Reporter\n\n{BODY}", "Herald Reporter") == "byline"


def test_a_headline_that_ends_with_who_says_it_is_whole() -> None:
    page = f"Harbour has to close, mayor says\nThe council did not ask the fishermen of the town\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "standfirst", "body"]


def test_a_credit_over_the_label_of_a_caption_is_not_that_of_the_text_above() -> None:
    page = f"{TITLE}\nBy Anna Berg\n\n{FIRST}\n\nImage source, Jo Lee\nImage caption,\nThe old wall\n\n{SECOND}"
    assert role_of(page, FIRST) == "body"
    assert role_of(page, "The old wall") == "caption"


def test_a_report_named_behind_a_dash_is_no_credit() -> None:
    page = f"{TITLE}\n\n{FIRST}\n\nIt will open again in spring. —WITH A REPORT FROM AFP\n\n{SECOND}"
    assert roles(page)[2] == ("sources", "—WITH A REPORT FROM AFP")


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Anna Berg at the port of Westhaven. (Jo Lee/Kelda Pictures)", "(Jo Lee/Kelda Pictures)"),
        ("Anna Berg speaks at the port of Westhaven. (Supplied: port authority)", "(Supplied: port authority)"),
        ("Anna Berg speaks at the port on May 4. | Jo Lee/NORRAN", "| Jo Lee/NORRAN"),
        ("Anna Berg speaks at the port of Westhaven. Yonhap", "Yonhap"),
        ("Anna Berg speaks at the port of Westhaven. (photo by Jo Lee)", "(photo by Jo Lee)"),
    ],
)
def test_credits_behind_captions(line: str, credit: str) -> None:
    page = f"{TITLE}\n\n{line}\n\nBy Anna Hale\n\n{BODY}"
    assert roles(page)[1:3] == [("caption", line.removesuffix(f" {credit}")), ("credit", credit)]


@pytest.mark.parametrize(
    "line", [".image-wrap { float: left; }", "margin-right: 15px;", "@media (max-width: 6px) {", "}"]
)
def test_style_sheets_between_paragraphs_are_no_text(line: str) -> None:
    assert line_role(line) == "boilerplate"


def test_a_job_in_small_letters_with_its_paper_is_a_byline() -> None:
    line = "Senior port writer, Tide Herald, Norsund·"
    assert role_of(f"{TITLE}\nBy Anna Berg\n{line}\n\n{BODY}", line) == "byline"


def test_a_paragraph_over_its_credit_is_a_caption_where_it_says_who_stands_where() -> None:
    shown = (
        "The director of the port of Westhaven, Anna Berg (L), and the fisherman Otto Lind (R) look at the wall in May."
    )
    page = f"{TITLE}\n\n{FIRST}\n\n{shown} (Norran)==Norran\n\n{SECOND}"
    assert roles(page)[2:4] == [("caption", shown), ("credit", "(Norran)==Norran")]


def test_initials_behind_the_text_are_those_of_its_authors() -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\nThe wall is old.\n(ab/dpa)", "The wall is old.") == "body"


def test_what_readers_comment_is_no_text() -> None:
    page = (
        f"{TITLE}\n\n{BODY}\n\n2 thoughts on “{TITLE}”\n\nOtto says:\nMay 16, 2024 at 8:14 pm\nThe wall is fine, I say."
    )
    assert {role for role, _ in roles(page)[2:]} == {"boilerplate"}


def test_the_day_and_section_of_a_link_are_links() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nRead next\nPorts · May 16, 2024 · 8:15 AM\nThe wall that fell into the sea"
    assert [role for role, _ in roles(page)] == ["title", "body", "related"]


def test_a_town_before_a_dash_begins_the_story() -> None:
    assert role_of(f"{TITLE}\n\nBasel – {BODY}", "Basel") == "dateline"
    assert role_of(f"{TITLE}\n\nBasel\xa0– {BODY}", "Basel") == "dateline"
    assert role_of(f"{TITLE}\n\nNorsund – {BODY}", "Norsund") == "dateline"


@pytest.mark.parametrize("words", ["Weather", "Anna Berg", "Germany"])
def test_other_words_before_a_dash_are_text(words: str) -> None:
    assert role_of(f"{TITLE}\n\n{words} – {BODY}", words) == "body"


@pytest.mark.parametrize("dateline", ["OSLO, May 16 (Reuters) -", "Basel –"])
@pytest.mark.parametrize("between", ["", "By Anna Berg\n\n"])
def test_a_long_standfirst_hides_no_dateline(dateline: str, between: str) -> None:
    told = (
        "The towns on the coast want to mend their walls together, and the islands ask who will pay for all the stone."
    )
    page = f"{TITLE}\n\n{told}\n\n{between}{dateline} {BODY}"
    assert [role for role, _ in roles(page) if role != "byline"] == ["title", "standfirst", "dateline", "body"]


def test_a_sentence_with_the_initials_of_its_authors_is_body() -> None:
    last = "The mayor did not agree: no stone of the old wall would be moved before May. (ab/dpa)"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{last}\n\n{SECOND}", last) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Choose the newsletters that suit you.",
        "Forwarded this email? Sign up here.",
        "Buy your tickets for the ferry now.",
        "This page was last changed in May.",
        "You can unsubscribe at any time. We use your sign-up to show you content that you consented to, and no other.",
        "Our reporters could not do this without you. Every subscription helps them to go where others do not.",
        "Harbour Road 4, 1010 Westhaven",
        "12 W. Depot Street",
        "Tel. +99 555 0123",
    ],
)
def test_what_talks_to_readers_below_the_text_is_boilerplate(line: str) -> None:
    assert roles(f"{TITLE}\n\n{BODY}\n\n{line}\n\nBack to top")[-1][0] == "boilerplate"
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\nBack to top", line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "You have seen the wall, and you know that it is old.",
        "Subscribers of the port news will hear first, the director said, and you can be one of them for ten crowns.",
        "“You will find it on our page,” said Berg, who has a newsletter.",
        "We urge all readers of the harbour pact to sign.",
    ],
)
def test_a_writer_may_talk_to_readers_too(line: str) -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\nBack to top", line) == "body"


def test_a_notice_between_paragraphs_is_boilerplate() -> None:
    line = "This live page is being updated. Refresh for the latest."
    assert role_of(f"{TITLE}\nMay 16, 2024\n{line}\n\n{BODY}", line) == "boilerplate"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}", line) == "boilerplate"


@pytest.mark.parametrize(
    "line", ["54°F", "Save this story", "Contents", "Hello, reader", "Follow  48K Followers", "LIVE"]
)
def test_buttons_around_the_headline_are_boilerplate(line: str) -> None:
    assert role_of(f"World\n{TITLE}\nMay 16, 2024\n{line}\n\n{BODY}", line) == "boilerplate"


LINKS = "Otter takes the tram to the zoo\nTen soups for a cold evening"


def test_headlines_below_the_text_are_links_without_a_heading_too() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nShare\n\nTop Story\n{LINKS}\nX\nPublisher : Anna Berg of the Westhaven Press"
    assert roles(page)[-2:] == [
        ("related", f"Top Story\n{LINKS}"),
        ("boilerplate", "X\nPublisher : Anna Berg of the Westhaven Press"),
    ]


def test_one_headline_or_the_rows_of_a_table_are_no_links() -> None:
    rows = "Share of Norsund in all costs | 41 %\nShare of Westhaven in all costs | 18 %"
    assert {role for role, _ in roles(f"{TITLE}\n\n{BODY}\n\nShare\n\n{rows}")[2:]} == {"boilerplate"}
    one = LINKS.partition("\n")[0]
    assert role_of(f"{TITLE}\n\n{BODY}\n\nShare\n\n{one}", one) == "boilerplate"
    assert role_of(f"{TITLE}\n\n{BODY}\n\n2 comments\n\n{LINKS}", LINKS) == "boilerplate"


def test_a_list_in_a_frame_ends_where_the_frame_does() -> None:
    framed = "list of 2 items\nlist 1 of 2\nPhotos: The wall in May\nlist 2 of 2\nWhy did it fall?\nend of list"
    page = f"{TITLE}\n\n{FIRST}\n\nRecommended Stories\n{framed}\n\n{SECOND}"
    assert roles(page)[2:] == [("related", f"Recommended Stories\n{framed}"), ("body", SECOND)]


def test_a_button_that_shows_the_rest_is_boilerplate() -> None:
    line = "Continue reading"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{BODY}", line) == "boilerplate"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}", SECOND) == "body"
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{LINKS}", line) == "related"


def test_the_month_of_a_source_is_no_date_of_the_page() -> None:
    listed = "Sources\nNorsund Government, Report on Walls, 2022\nNorsund Navy, Annual Outlook, October 2022"
    page = f"{TITLE}\n\n{BODY}\n\n{listed}\n\nSubscribe to our briefing\nCoast Institute, Norsund"
    assert [role for role, _ in roles(page)] == ["title", "body", "sources", "boilerplate"]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("The navy leaves the harbour. Norsund Defence Force", "Norsund Defence Force"),
        ("FILE PHOTO: Ships in the harbour of Westhaven. ATLAS/Jo Lee", "ATLAS/Jo Lee"),
        ("Barriers block the old bridge on Monday.\nAnna Berg, Gazette staff", "Anna Berg, Gazette staff"),
        ("Barriers block the old bridge on Monday.\nMark Berg", "Mark Berg"),
        ("Berg on the old bridge of the harbour.\n(CRN Coast: Lily Brandt)", "(CRN Coast: Lily Brandt)"),
    ],
)
def test_names_at_a_caption_are_its_credit(line: str, credit: str) -> None:
    page = f"{TITLE}\nBy Anna Hale\nMay 16, 2024\n{line}\n\n{BODY}"
    assert roles(page)[3:5] == [("caption", line.removesuffix(credit).strip()), ("credit", credit)]


def test_a_name_below_a_standfirst_is_the_author_where_none_is_named() -> None:
    told = "Barriers block the old bridge on Monday."
    assert role_of(f"{TITLE}\nMay 16, 2024\n{told}\nMark Berg\n\n{BODY}", "Mark Berg") == "byline"


def test_the_headline_over_a_credit_is_a_caption() -> None:
    page = f"{TITLE}\nBy Anna Hale\n{TITLE}\n© Provided by Norran\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "byline", "caption", "credit", "body"]


@pytest.mark.parametrize("way", ["Home   Coast   Flooding and coastal change", "You are here: Home / News / Releases"])
def test_the_way_to_a_page_is_no_headline(way: str) -> None:
    assert role_of(f"{way}\n{TITLE}\n\n{BODY}", TITLE) == "title"


def test_an_office_behind_a_name_makes_a_byline() -> None:
    line = "Anna Berg, Senior Fellow"
    assert role_of(f"{TITLE}\n{line}\n16 May 2024\n\n{BODY}", line) == "byline"


def test_an_agency_in_small_letters_begins_the_story() -> None:
    assert role_of(f"{TITLE}\n\nBerlin (nop) - {BODY}", "Berlin") == "dateline"


def test_a_row_of_a_menu_is_no_headline_and_no_kicker() -> None:
    line = "News   Coast   iNorran"
    assert roles(f"{line}\n{TITLE}\n\n{BODY}")[:2] == [("boilerplate", line), ("title", TITLE)]


def test_a_line_over_a_section_is_no_headline() -> None:
    page = f"Available On Many Stations\nLocal News\n{TITLE}\nMay 16, 2024\n\n{BODY}"
    assert role_of(page, TITLE) == "title"


def test_a_name_that_is_printed_twice_above_the_text_is_the_site() -> None:
    page = f"Low Water\nShare this post\nLow Water\n{TITLE}\nMay 16, 2024\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["boilerplate", "title", "date", "body"]


SAID = "“Nobody asked us,” said the baker Otto Lind."


@pytest.mark.parametrize(
    "told",
    [
        f"A shop will be sold to its customers.\n{SAID}",
        "The shop in the port will go.\nThe town is sorry for it.\nIts roof is older still.",
    ],
)
def test_short_sentences_above_the_first_paragraph_are_text(told: str) -> None:
    page = f"{TITLE}\nBy Anna Hale\nCBN Coast\n{told}\nLike a funeral\n{FIRST}\n{SECOND}"
    assert [role for role, _ in roles(page)] == ["title", "byline", "byline", "body", "subheading", "body"]


def test_one_short_sentence_above_the_first_paragraph_is_the_standfirst() -> None:
    page = f"{TITLE}\nThe shop will be sold to its customers.\nBy Anna Hale\n{FIRST}\n{SECOND}"
    assert [role for role, _ in roles(page)] == ["title", "standfirst", "byline", "body"]


def test_several_questions_between_paragraphs_are_headings_but_not_in_an_interview() -> None:
    asked = ("What does the town want?", "Who will pay for the stone?")
    page = f"{TITLE}\n\n{FIRST}\n\n{asked[0]}\n\n{SECOND}\n\n{asked[1]}\n\n{FIRST}"
    assert {role_of(page, line) for line in asked} == {"subheading"}
    page = page.replace("the stone?", "your stone?")
    assert role_of(page, asked[0]) == "body"


def test_the_host_of_a_transcript_speaks_in_the_next_line() -> None:
    page = f"{TITLE}\n\nANNA HALE, HOST:\n\n{FIRST}\n\nOTTO LIND: It is old.\n\nHALE: How old?\n\nLIND: Very."
    assert [role for role, _ in roles(page)] == ["title", "body"]


def test_a_call_to_readers_below_the_text_is_boilerplate() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nBe there on Saturday!\nBuy your tickets now."
    assert [role for role, _ in roles(page)] == ["title", "body", "boilerplate"]


def test_a_plea_for_money_between_paragraphs_is_boilerplate() -> None:
    plea = "Low Water is a reader-supported publication. To support my work, consider becoming a paid subscriber."
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{plea}\n\n{SECOND}", plea) == "boilerplate"


def test_a_country_below_the_headline_is_no_author() -> None:
    assert role_of(f"{TITLE}\n\nSri Lanka\n\n{BODY}", "Sri Lanka") == "section"


def test_a_question_to_somebody_is_no_heading_in_an_interview() -> None:
    asked = ("You once closed a bridge. What happened?", "Which is the best bridge in the world?")
    page = f"{TITLE}\n\n{FIRST}\n\n{asked[0]}\n\n{SECOND}\n\n{asked[1]}\n\n{FIRST}"
    assert [role for role, _ in roles(page)] == ["title", "body"]
    page = page.replace("You once", "They once").replace(asked[1], SECOND)
    assert role_of(page, "They once closed") == "subheading"


def test_a_short_headline_over_a_sentence_is_the_headline() -> None:
    told = "Whole streets are empty, and mayors are giving houses away."
    page = f"Westhaven’s silent villages\nPeople\n{told}\nBy Anna Hale\n\n{BODY}"
    assert (role_of(page, "silent"), role_of(page, told)) == ("title", "standfirst")
    page = f"Westhaven’s Daily Post\n{told}\nBy Anna Hale\n\n{BODY}"
    assert role_of(page, told) == "title"


@pytest.mark.parametrize("line", ["at Fell Park", "in Oslo", "CBN Coast", "Port reporter"])
def test_where_and_for_whom_an_author_writes_is_below_the_name(line: str) -> None:
    assert role_of(f"{TITLE}\nAnna Hale\n{line}\n16 May 2024\n\n{BODY}", line) == "byline"


def test_a_name_below_the_last_paragraph_is_the_author() -> None:
    assert role_of(f"{TITLE}\n\n{BODY}\n\nAnna Hale\nShare", "Anna Hale") == "byline"
    assert role_of(f"{TITLE}\n\n{BODY}\n\nShare\nAnna Hale", "Anna Hale") == "boilerplate"


def test_a_list_of_sources_ends_at_a_notice() -> None:
    listed = "Sources\nNorsund Government, Report on Walls, 2022"
    notices = "Found a mistake? Send it to us on WhatsApp.\nThis work by Norran is licensed under CC BY 4.0."
    page = f"{TITLE}\n\n{BODY}\n\n{listed}\n{notices}"
    assert roles(page)[-2:] == [("sources", listed), ("boilerplate", notices)]


def test_headlines_in_a_row_between_paragraphs_are_links_but_captions_and_lists_are_not() -> None:
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{LINKS}\n\n{SECOND}", LINKS) == "related"
    page = f"{TITLE}\n\n{FIRST}\n\nThe town wants:\n{LINKS}\n\n{SECOND}"
    assert "related" not in {role for role, _ in roles(page)}
    shown = "Anna Berg in her boat outside the port, which she says she loves"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{shown}\nA wall of new stone\n\n{SECOND}", shown) == "caption"


def test_numbers_and_buttons_do_not_end_a_list_of_links() -> None:
    links = "Related articles\nPrevious\n1\nNext\nOtter takes the tram\nSee All\nPorts / 2 hours ago\nNew wall falls"
    assert roles(f"{TITLE}\n\n{FIRST}\n\n{links}\n\n{BODY}")[2][0] == "related"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\n{links}\n\n{BODY}", "New wall falls") == "related"


@pytest.mark.parametrize("line", ["S&P 500 5,127.79 +63.59 (+1.26%)", "NORR.CO -1.2%", "21°", "3-min read"])
def test_tickers_and_gauges_above_the_headline_are_boilerplate(line: str) -> None:
    assert roles(f"{line}\n{TITLE}\n\n{BODY}")[:2] == [("boilerplate", line), ("title", TITLE)]


def test_a_headline_with_few_words_of_the_story_is_found_below_lines_with_none() -> None:
    page = (
        f"Search for news, symbols or firms\nStone prices jump at the harbour\nAnna at the port of Westhaven\n\n{BODY}"
    )
    assert role_of(page, "Stone prices") == "title"


@pytest.mark.parametrize("line", ["Sister Lena Roth – Oslo", "Anna Berg in Oslo"])
def test_an_author_with_a_title_or_a_place_above_the_date(line: str) -> None:
    assert role_of(f"{TITLE}\n{line}\n28 March 2024\n\n{BODY}", line) == "byline"


def test_a_salutation_begins_a_speech() -> None:
    page = f"{TITLE}\n\n16 May 2024\n\nLadies and gentlemen,\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "date", "body"]


def test_a_button_between_a_standfirst_and_a_caption() -> None:
    told = "Long lines form at the gates of the port."
    page = f"{TITLE}\n16 May 2024\n{told}\nShare\nThe gate is old\nImage: Jo Lee\n\n{BODY}"
    assert [role for role, _ in roles(page)][2:] == ["standfirst", "boilerplate", "caption", "credit", "body"]


def test_names_in_brackets_with_a_slash_are_a_credit() -> None:
    shown = "Ed Berg with the rope that he keeps."
    page = f"{TITLE}\n\n16 May 2024\n\n{shown}\n\n(Lara Lee/CNB)\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "date", "caption", "credit", "body"]


MENU = "Top\nCoast\nShips\nFog\nGulls\nAll Gulls\nMore\nTides"
# What other articles are about.
TEASERS = (
    "A sailor finds his boots after forty years at sea, and they still fit him, as the owner of the net said.",
    "Nobody knows how nine sheep came to live on a rock, and the last boat that went there to ask was told nothing.",
    "The last count of gulls was in 1988, when the man who counted lost his place at four thousand and went home.",
)


def test_a_paragraph_far_above_the_headline_is_no_text() -> None:
    notice = "Thank you for coming here. Your browser is so old that some of what we show may look odd to you today."
    page = f"{notice}\n{notice}\n{MENU}\n{TITLE}\nBy Lena Roth\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["boilerplate", "section", "title", "byline", "body"]


def test_paragraphs_below_a_long_row_of_short_lines_are_no_text() -> None:
    page = f"{TITLE}\n\n{BODY}\n\n{MENU}\n{MENU}\n{TEASERS[0]}"
    assert role_of(page, TEASERS[0]) in ("boilerplate", "related")


def test_a_list_whose_entries_end_with_the_same_line_is_related() -> None:
    entries = "\n".join(f"{told[:30]}\n{told}\nREAD ON" for told in TEASERS)
    assert roles(f"{TITLE}\n\n{BODY}\n\n{entries}")[2:] == [("related", entries)]
    # The name of a speaker may be over each of her paragraphs.
    spoken = "\n".join(f"Anna Berg\n{told}" for told in TEASERS)
    assert role_of(f"{TITLE}\n\n{BODY}\n\n{spoken}", TEASERS[1]) == "body"


def test_entries_over_a_link_may_begin_with_a_sentence() -> None:
    entries = "\n".join(f"The gull {i} is back.\n{told}\nRead more" for i, told in enumerate(TEASERS))
    assert roles(f"{TITLE}\n\n{BODY}\n\n{entries}")[2:] == [("related", entries)]


def test_advertisements_between_paragraphs_make_no_list() -> None:
    page = f"{TITLE}\n\n{FIRST}\nAdvertisement\n" + "\nAdvertisement\n".join(TEASERS)
    assert role_of(page, TEASERS[2]) == "body"


def test_items_of_a_long_menu_are_no_authors_credits_or_links() -> None:
    page = f"Coast\nArt Club\nMENA\nFog\nMore\nTides\nShips\nGulls\n{TITLE}\nBy Lena Roth\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["boilerplate", "section", "title", "byline", "body"]


def test_buttons_below_the_headline_are_no_menu() -> None:
    page = f"{TITLE}\nMay 16, 2024\nBeam\nFlaskpost\nPigeon\nOwl\nCarafe\nSmoke\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "date", "boilerplate", "body"]


def test_a_section_above_the_headline_may_be_in_the_menu_too() -> None:
    found = roles(f"Low Gulls\nTides\nShips\nTides\n{TITLE}\n\n{BODY}")
    assert (found[0], found[2]) == (("boilerplate", "Low Gulls\nTides"), ("section", "Tides"))


def test_a_section_is_close_to_the_headline() -> None:
    page = f"Low Gulls\nSearch\nTides\nMay 16, 2024\n{TITLE}\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["boilerplate", "section", "date", "title", "body"]


def test_the_headline_below_links_is_the_line_with_words_of_the_story() -> None:
    links = "DON'T MISS\nActor shows off a small shed\nCream sells out again"
    page = f"{links}\n{TITLE}\nWestern coast waits for stone\nBy Lena Roth\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["related", "title", "standfirst", "byline", "body"]


def test_a_name_over_a_menu_is_no_headline() -> None:
    page = f"Westhaven Gull | Four pages for four villages since 1889\nCoast   Ships   Fog\nTides\n{TITLE}\n\n{BODY}"
    assert roles(page)[-2] == ("title", TITLE)


def test_the_way_to_the_page_ends_with_the_headline() -> None:
    for way in ("You are here: Coast » Gulls »", "Home Coast"):
        assert roles(f"{way} {TITLE}\n{TITLE}\n\n{BODY}")[:3] == [
            ("boilerplate", way), ("title*", TITLE), ("title", TITLE),
        ]  # fmt: skip
    assert role_of(f"Coast Wire Online >> Gulls\n{TITLE}\n\n{BODY}", TITLE) == "title"


def test_a_name_with_capitals_inside_begins_a_headline() -> None:
    page = f"iNorran\niNorran will mend the harbour of Westhaven\nMay 16, 2024\n\n{BODY}"
    assert role_of(page, "iNorran will mend") == "title"


def test_lines_far_from_a_headline_to_its_repeat_are_of_the_site() -> None:
    links = "Otter takes the tram\nFog\nA gull in town again\nTides\nNew boots for a sailor\nShips\nSheep"
    page = f"{TITLE}\n{links}\n{TITLE}\nMay 16, 2024\n\n{BODY}"
    assert [role for role, _ in roles(page)] == ["title", "boilerplate", "title*", "date", "body"]


def test_a_paragraph_that_begins_the_text_again_below_the_author_is_the_standfirst() -> None:
    page = f"{TITLE}\n{FIRST}\nBy Lena Roth\n\n{FIRST}\n\n{SECOND}"
    assert [role for role, _ in roles(page)] == ["title", "standfirst", "byline", "body"]


def test_a_line_over_links_below_the_headline_is_boilerplate() -> None:
    assert role_of(f"{TITLE}\nLook for this author in:\nMay 16, 2024\n\n{BODY}", "Look for") == "boilerplate"


def test_a_sentence_below_the_first_paper_is_text() -> None:
    first = "Gulls were seen to leave the quay."
    page = f"{TITLE}\nMay 16, 2024\nThis article first appeared in the Gull.\n{first}\n\n{BODY}"
    assert role_of(page, first) == "body"


def test_notes_begin_with_the_name_of_the_author() -> None:
    note = "Lena Roth teaches the history of walls and lives on a boat."
    for author in ("By Lena Roth\nMay 16, 2024", "Lena Roth\nMay 16, 2024"):
        assert role_of(f"{TITLE}\n{author}\n\n{BODY}\n\n{TEASERS[0]}\n{note}\n{MENU}", note) == "boilerplate"
    said = "Lena Roth said that the wall would fall again."
    assert role_of(f"{TITLE}\nBy Lena Roth\n\n{BODY}\n\n{TEASERS[0]}\n{said}", said) == "body"
    cut = "Lena Roth\nis a reporter who writes about gulls and walls."
    assert roles(f"{TITLE}\nBy Lena Roth\n\n{BODY}\n\n{cut}")[-1] == ("boilerplate", cut.split("\n")[1])


def test_names_with_an_and_between_them_over_the_date_are_authors() -> None:
    page = f"{TITLE}\nHelgi Ostrand\nand\nPavla Quist\nJune 14, 2023\n\n{BODY}"
    assert [role for role, _ in roles(page)][1:4] == ["byline", "byline", "byline"]


def test_days_below_a_dated_text_are_not_its_own() -> None:
    page = f"{TITLE}\nMay 16, 2024\n\n{BODY}\n\n"
    assert roles(f"{page}Reply\nMay 17")[-1] == ("boilerplate", "Reply\nMay 17")
    assert roles(f"{page}Published: May 16, 2024")[-1][0] == "date"
    listed = "Fog\nMay 17, 2024\nTides\nMay 18, 2024\nShips\nMay 19, 2024"
    assert roles(f"{TITLE}\n\n{BODY}\n\n{listed}")[-1] == ("boilerplate", listed)


def test_a_heading_may_end_with_a_verb_over_a_new_sentence() -> None:
    assert role_of(f"{TITLE}\n\n{FIRST}\n\nWhat they said\n\nShips wait.\n\n{SECOND}", "What they said") == "subheading"
    assert role_of(f"{TITLE}\n\n{FIRST}\n\nThe law says\n\n{SECOND}", "The law says") == "body"


def test_more_above_the_text_is_an_item_of_a_menu() -> None:
    page = f"Fog\nMore\nTides of the north\n{TITLE}\nMay 16, 2024\n\n{BODY}"
    assert role_of(page, TITLE) == "title"
    assert role_of(f"{TITLE}\n\n{BODY}\n\nMore\nGulls leave the quay", "Gulls leave") == "related"


def test_addresses_and_items_of_a_menu_are_no_headlines() -> None:
    assert role_of(f"- Low Gulls today - https://gulls.example -\n{TITLE}\n\n{BODY}", TITLE) == "title"
    item = "Gull Data Protection Policy"
    assert role_of(f"{item}\n{TITLE}\n{item}\n{TITLE}\nMay 16, 2024\n\n{BODY}", TITLE) == "title"


def test_a_story_may_begin_with_its_place_below_a_notice() -> None:
    notice = (
        "Low Gulls Media uses cookies for many things. By continuing to use our site, you agree to our use of them all."
    )
    page = f"{notice}\n{TITLE}\nBy Lena Roth\n\nWESTHAVEN — {FIRST}\n\n{SECOND}"
    assert role_of(page, "WESTHAVEN —") == "dateline"
