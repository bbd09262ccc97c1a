"""Outlet, byline and date of raw pages, with where the page says so."""

import pytest

from blocquotes.suggest.page.claims import Claim
from blocquotes.suggest.page.metadata import Metadata, parse_date, read_metadata
from blocquotes.suggest.page.regions import cut_page

TITLE = "Harbour to close for three weeks in May"
BODY = (
    "The harbour of Westhaven will close for three weeks, the port authority said on Monday, because the sea "
    "wall has to be mended. Ships will be sent to other ports along the coast."
)


def metadata(page: str, outlets: dict[str, str] | None = None) -> Metadata:
    return read_metadata(page, cut_page(page)[0], outlets or {})


def evidence(page: str, claim: Claim) -> list[str]:
    return [page[span.start : span.end] for span in claim.evidence]


@pytest.mark.parametrize(
    ("printed", "date", "precision"),
    [
        ("2024-05-16", "2024-05-16", "day"),
        ("16 May 2024", "2024-05-16", "day"),
        ("Thursday, May 16th, 2024", "2024-05-16", "day"),
        ("3rd of June 2020", "2020-06-03", "day"),
        ("Sept. 3, 2021", "2021-09-03", "day"),
        ("16.05.2024", "2024-05-16", "day"),
        ("04.05.2024", "2024-05-04", "day"),
        ("05.12.2024", "2024-12-05", "day"),
        ("31/12/2024", "2024-12-31", "day"),
        ("Monday 12/9/2024", "2024-12-09", "day"),
        ("Thu, 12/9/2024", "2024-09-12", "day"),
        ("Fri, 12/9/2024", "2024-01-01", "year"),
        ("16-May-24", "2024-05-16", "day"),
        ("16 May ’24", "2024-05-16", "day"),
        ("05/16/2024", "2024-05-16", "day"),
        ("03/04/2024", "2024-01-01", "year"),
        ("04/04/2024", "2024-04-04", "day"),
        ("13/04/2024", "2024-04-13", "day"),
        ("May 2024", "2024-05-01", "month"),
        ("May 16", None, "day"),
    ],
)
def test_forms_of_dates(printed: str, date: str | None, precision: str) -> None:
    assert parse_date(printed) == (date, precision)


@pytest.mark.parametrize("printed", ["31/02/2024", "2024-13-01", "soon", "May we"])
def test_what_is_no_date(printed: str) -> None:
    assert parse_date(printed) is None


def test_a_printed_date_is_stated() -> None:
    page = f"{TITLE}\nPublished: 16 May 2024\n\n{BODY}"
    published = metadata(page).published
    assert (published.value, published.basis, published.precision) == ("2024-05-16", "stated", "day")
    assert evidence(page, published) == ["16 May 2024"]


def test_the_date_of_publication_goes_before_the_update() -> None:
    page = f"{TITLE}\nUpdated: 18 May 2024\nPublished: 16 May 2024\n\n{BODY}"
    assert metadata(page).published.value == "2024-05-16"


def test_an_update_is_better_than_no_date() -> None:
    assert metadata(f"{TITLE}\nUpdated: 18 May 2024\n\n{BODY}").published.value == "2024-05-18"


def test_the_address_of_the_page_has_its_date() -> None:
    page = f"{TITLE}\n\n{BODY}\n\nComments are closed.\n\nhttps://post.example/2024/13/40/x https://post.example/2024/05/16/wall"
    assert metadata(page).published[:3] == ("2024-05-16", "inferred", "day")


def test_a_field_before_the_text_is_a_date() -> None:
    assert metadata(f" date 2024-05-16 Port Times - {BODY}").published.value == "2024-05-16"


def test_a_day_without_a_year_takes_that_of_the_copyright() -> None:
    page = f"{TITLE}\n\nOSLO, May 3 (Reuters) - {BODY}\n\nCopyright 2023 Westhaven Post. All rights reserved."
    published = metadata(page).published
    assert (published.value, published.basis) == ("2023-05-03", "inferred")
    assert published.reasoning


def test_the_last_year_of_a_copyright_is_the_year() -> None:
    page = f"{TITLE}\n\nOSLO, May 3 (Reuters) - {BODY}\n\nCopyright 2019-2023 Westhaven Post. All rights reserved."
    assert metadata(page).published.value == "2023-05-03"


def test_a_day_without_a_year_that_the_copyright_s_year_does_not_have_is_none() -> None:
    page = f"{TITLE}\n\nOSLO, Feb 29 (Reuters) - {BODY}\n\nCopyright 2023 Westhaven Post. All rights reserved."
    assert metadata(page).published == Claim()


def test_a_day_in_the_first_sentences_is_inferred() -> None:
    page = f"{TITLE}\n\n{BODY.replace('on Monday', 'on Monday, May 6, 2024')}"
    assert metadata(page).published[:3] == ("2024-05-06", "inferred", "day")


@pytest.mark.parametrize("words", ["in May 2024", "on May 6", "on May 6 2024, a long time ago"])
def test_a_month_or_a_day_without_a_year_in_the_first_sentences_is_no_date(words: str) -> None:
    page = f"{TITLE}\n\n{BODY.replace('on Monday', words)}"
    assert (metadata(page).published.value is not None) == words.startswith("on May 6 2024")


def test_the_time_of_a_country_shows_that_the_month_comes_first() -> None:
    assert metadata(f"{TITLE}\n03/05/2024 04:45 PM EST\n\n{BODY}").published.value == "2024-03-05"


def test_a_page_without_a_date_states_none() -> None:
    assert metadata(f"{TITLE}\n\n{BODY}") == Metadata(Claim(), (), Claim(), Claim())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By richardbrown // 2024-06-28", "richardbrown"),
        ("By Anna Berg and Jo Lee | May 3, 2024", "Anna Berg and Jo Lee"),
        ("By ANNA BERG, Staff Writer", "ANNA BERG"),
        ("By Anna Berg in Kyiv", "Anna Berg"),
        ("Anna Berg in Kyiv", "Anna Berg"),
        ("By Anna Berg in Kyiv and Jo Lee in Tokyo", "Anna Berg and Jo Lee"),
        ("By Anna Berg in Kyiv and Lviv", "Anna Berg"),
        ("By port affairs reporter Anna Berg in Kyiv", "Anna Berg"),
        ("By Anna Berg\nand\nJo Lee", "Anna Berg and Jo Lee"),
        ("By Anna Berg\nMore by this author\nBy Jo Lee", "Anna Berg, Jo Lee"),
        ("Anna Berg\nAnna Berg, Journalist\n3 May 2022", "Anna Berg"),
        ("Posted by Anna Berg on 3 May 2022", "Anna Berg"),
    ],
)
def test_bylines(line: str, name: str) -> None:
    byline = metadata(f"{TITLE}\n{line}\n\n{BODY}").byline
    assert (byline.value, byline.basis) == (name, "stated")


@pytest.mark.parametrize(
    "line", ["Deutsche Welle, 3 May 2022", "3 May 2022 | Deutsche Welle", "[Deutsche Welle] 3 May 2022"]
)
def test_an_outlet_beside_the_date(line: str) -> None:
    found = metadata(page := f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.outlet.name, found.outlet.basis, found.published.value) == ("Deutsche Welle", "stated", "2022-05-03")
    assert (evidence(page, found.outlet), evidence(page, found.published)) == (["Deutsche Welle"], ["3 May 2022"])


def test_an_outlet_on_a_line_of_its_own() -> None:
    page = "Dam breaks near Kelda\n\nBy Anna Berg\nThe Kelda Ledger\nPublished 3 May 2022\n\nThe dam broke on Monday.\n"
    assert metadata(page).outlet.name == "The Kelda Ledger"


def test_a_paper_that_is_called_reporter_is_no_job() -> None:
    found = metadata(f"{TITLE}\n\nWesthaven Reporter, 3 May 2022\n\n{BODY}")
    assert (found.outlet.name, found.byline.value) == ("Westhaven Reporter", None)


@pytest.mark.parametrize("line", ["Jakarta, 3 May 2022", "Committee, 3 May 2022", "Old Wall, 3 May 2022"])
def test_what_is_no_press_beside_the_date_is_no_outlet(line: str) -> None:
    found = metadata(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.outlet.name, found.published.value) == (None, "2022-05-03")


@pytest.mark.parametrize(("line", "name"), [("Wall Post, 3 May 2022", "Wall Post"), ("Wallnet, 3 May 2022", "Wallnet")])
def test_an_outlet_that_the_corpus_knows_or_that_is_called_as_papers_are(line: str, name: str) -> None:
    assert metadata(f"{TITLE}\n\n{line}\n\n{BODY}", {"wallnet": "wallnet"}).outlet.name == name


def test_an_outlet_that_names_itself_before_the_text_is_stated() -> None:
    page = f"Islam Times - {BODY}"
    outlet = metadata(page).outlet
    assert (outlet.value, outlet.basis, outlet.name) == ("islam-times", "stated", "Islam Times")
    assert evidence(page, outlet) == ["Islam Times"]


@pytest.mark.parametrize("dateline", ["MOSCOW:", "Moscow -", "WESTHAVEN -"])
def test_a_place_before_the_text_is_no_outlet(dateline: str) -> None:
    assert metadata(f"{TITLE}\n\n{dateline} {BODY}").outlet == Claim()


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("© 2024 Westhaven Post Ltd. All rights reserved.", "Westhaven Post"),
        ("Westhaven Post © 2024. All rights reserved.", "Westhaven Post"),
        ("Copyright 2024 Voice of Norsund and", "Voice of Norsund"),
        ("© 2024 All Rights Reserved", None),
        ("© Copyright of Westhaven Post Limited 2024", "Westhaven Post Limited"),
        ("© Anna Berg 2024", None),
        ("Download the Westhaven Post app", "Westhaven Post"),
        ("Download the Harbour app", None),
        ("– westhavenpost.example", "westhavenpost.example"),
        ("Norsund News’s Anna Berg contributed to this report.", "Norsund News"),
        ("© 2024 LLC. All Rights Reserved", None),
        ("© 2024 Norran. All rights reserved", "Norran"),
        ("© 2024, The Westhaven Herald Publishing or its companies.", "The Westhaven Herald"),
        ("© 2024 Publishing", "Publishing"),
        ("Support Tide Harbour’s independent journalism", "Tide Harbour"),
        ("SUBSCRIBE TO TIDE QUARTERLY: 4 ISSUES FOR £9", "TIDE QUARTERLY"),
    ],
)
def test_the_name_in_a_copyright_notice(notice: str, name: str | None) -> None:
    assert metadata(f"{TITLE}\n\n{BODY}\n\n{notice}").outlet.name == name


@pytest.mark.parametrize(("line", "name"), [("Westhaven Post", "Westhaven Post"), ("Post", None), ("Business", None)])
def test_the_outlet_as_a_line_over_the_headline(line: str, name: str | None) -> None:
    assert metadata(f"{line}\n\n{TITLE}\n\n{BODY}").outlet.name == name


def test_the_sender_of_a_newsletter_is_its_outlet_where_the_host_has_the_name() -> None:
    assert metadata(f"From: Quay <news@quay.example>\n\n{TITLE}\n\n{BODY}").outlet.name == "Quay"


def test_a_copyright_notice_states_the_outlet() -> None:
    page = f"{TITLE}\n\n{BODY}\n\n© 2024 Westhaven Post. All rights reserved."
    assert metadata(page, {"westhaven post": "the-post"}).outlet[:2] == ("the-post", "stated")


def test_agencies_and_listed_sources_are_origins() -> None:
    page = f"{TITLE}\n\nOSLO (Reuters) - {BODY}\n\nSources include: Rt.com Port.example"
    assert [origin.value for origin in metadata(page, {"rt.com": "rt"}).origins] == [
        "reuters",
        "rt",
        "port-example",
    ]


# Lines under a headline → the date, the byline and the roles that follow from them.
LINES = {
    "MAY 16, 2024": ("2024-05-16", None, ["date"]),
    "03/11/2023 06:41 PM (Friday)": ("2023-11-03", None, ["date"]),
    "May 16, 2024 Thursday": ("2024-05-16", None, ["date"]),
    "by JUNO CLOVIS": (None, "JUNO CLOVIS", ["byline"]),
    "THURSDAY, MAY 16, 2024 10:11 AM ET": ("2024-05-16", None, ["date"]),
    "2024-05-16T10:11:12Z": ("2024-05-16", None, ["date"]),
    "16-May-2024": ("2024-05-16", None, ["date"]),
    "Date: 16th May, 2024": ("2024-05-16", None, ["date"]),
    "2024/05/16 10:11 (JST)": ("2024-05-16", None, ["date"]),
    "10:11 AM · May 16, 2024": ("2024-05-16", None, ["date"]),
    "Published 10:11 BST, 16 May 2024": ("2024-05-16", None, ["date"]),
    "First published on Thu 16 May 2024 10.11 BST": ("2024-05-16", None, ["date"]),
    "Published online: 16 May 2024": ("2024-05-16", None, ["date"]),
    "May 16, 2024 (updated May 18, 2024)": ("2024-05-16", None, ["date"]),
    "Updated May 18, 2024; First published May 16, 2024": ("2024-05-16", None, ["date"]),
    "Updated 10:11 IST, May 18, 2024": ("2024-05-18", None, ["date"]),
    "Modified on 18 May 2024. Published on 16 May 2024.": ("2024-05-16", None, ["date"]),
    "Updated - May 18, 2024 10:11 am IST\nPublished - May 16, 2024 09:11 am IST - Westhaven": (
        "2024-05-16",
        None,
        ["date", "date"],
    ),
    "Monday August 27, 2018 10:05 am PDT by Juno Clovis": ("2018-08-27", "Juno Clovis", ["date", "byline"]),
    "By Kris Austen | November 13, 2014 |": ("2014-11-13", "Kris Austen", ["byline", "date"]),
    "Leon Barbier  -  September 19, 2014": ("2014-09-19", "Leon Barbier", ["byline", "date"]),
    "By Anna Berg, 16 May 2024": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "By Anna Berg Published May 16, 2024": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "Jens Nowak · 16 May 2024 · 3 min read": ("2024-05-16", "Jens Nowak", ["byline", "date"]),
    "Westhaven Today | May 16, 2024": ("2024-05-16", None, ["date"]),
    "Curated By: Anna Berg | 2024 May 16": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "Text by: Anna Berg | Posted: May 16, 2024": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "16 May 2024\nReporter: Anna Berg": ("2024-05-16", "Anna Berg", ["date", "byline"]),
    "16 May 2024\nAuthor: Anna Berg (anna@westhaven.example)": ("2024-05-16", "Anna Berg", ["date", "byline"]),
    "16 May 2024\nWritten by: Anna Berg, Photos: Tom Lee": ("2024-05-16", "Anna Berg", ["date", "byline"]),
    "16 May 2024\nby Anna Berg, Tom Lee": ("2024-05-16", "Anna Berg, Tom Lee", ["date", "byline"]),
    "16 May 2024\nBy Anna Berg for the Westhaven Post": ("2024-05-16", "Anna Berg", ["date", "byline"]),
    "16 May 2024\nAnna Berg @annaberg": ("2024-05-16", "Anna Berg", ["date", "byline"]),
    "Thu, 16 May 2024 08:15:00 +0200": ("2024-05-16", None, ["date"]),
    "Updated - May 18, 2024 10:11 am IST - PORT ELLERY\nPublished - May 16, 2024 09:11 am IST": (
        "2024-05-16",
        None,
        ["date", "date"],
    ),
    "May 16, 2024 by Anna Berg Leave a Comment": ("2024-05-16", "Anna Berg", ["date", "byline", "date"]),
    "Article by: Anna Berg\n16 May 2024": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "Juno Clovis\n16 May 2024": ("2024-05-16", "Juno Clovis", ["byline", "date"]),
    "Juno Clovis\nBusiness correspondent\n16 May 2024": ("2024-05-16", "Juno Clovis", ["byline", "byline", "date"]),
    "Juno Clovis, Local Democracy Reporter\n16 May 2024": (
        "2024-05-16",
        "Juno Clovis",
        ["byline", "date"],
    ),
    "Westhaven Harbour\n16 May 2024": ("2024-05-16", None, ["section", "date"]),
    "16. May 2024": ("2024-05-16", None, ["date"]),
    "Published16 May 2024": ("2024-05-16", None, ["date"]),
    "Published16 May 2024Updated18 May 2024": ("2024-05-16", None, ["date"]),
    "Published15 hours agoUpdated 2 hours ago": (None, None, ["date"]),
    "Juno Clovis • Islands reporter • 16 May 2024": ("2024-05-16", "Juno Clovis", ["byline", "date"]),
    "By Juno Clovis1 and Ida Vane2\n16 May 2024": ("2024-05-16", "Juno Clovis and Ida Vane", ["byline", "date"]),
    "By jclovis2\n16 May 2024": ("2024-05-16", "jclovis2", ["byline", "date"]),
    "Published 2:10 PM, May 16, 2024 | Last update 4:15 PM, May 18, 2024": ("2024-05-16", None, ["date"]),
    "This article was last updated on 18 May 2024. It was originally published on 16 May 2024.": (
        "2024-05-16",
        None,
        ["date"],
    ),
    "by: Anna Berg\nPosted: May 16, 2024 / 10:15 PM CDT": ("2024-05-16", "Anna Berg", ["byline", "date"]),
    "by Anna Berg | May 16, 2024 | News": ("2024-05-16", "Anna Berg", ["byline", "date", "section"]),
    "BY ANNA BERG, SPORTS EDITOR\nMAY 16, 2024": ("2024-05-16", "ANNA BERG", ["byline", "date"]),
    "Anna Berg, BBC News\n16 May 2024": ("2024-05-16", "Anna Berg, BBC News", ["byline", "date"]),
    "By ANNA BERG | anna@post.example | The Post\n16 May 2024": ("2024-05-16", "ANNA BERG", ["byline", "date"]),
    "16 May 2024\nContact: Anna Berg, 555-0100": ("2024-05-16", None, ["date", "boilerplate"]),
    "16 May 2024\nby Monday the dam had broken": ("2024-05-16", None, ["date", "standfirst"]),
    # A year of no newspaper: 2567 is 2024 in the Buddhist calendar.
    "Words Anna Berg  Portrait Jo Lee\nFrom the May 2024 issue": ("2024-05-01", "Anna Berg", ["byline", "date"]),
    "From: Anna Berg (ab), with notes from the archive": (None, "Anna Berg", ["byline"]),
    "Anna Berg in Oslo and Jo Lee in Rome MAY 16 2024": ("2024-05-16", "Anna Berg and Jo Lee", ["byline", "date"]),
    "Anna Berg\nSenior port writer\n16 May 2024": ("2024-05-16", "Anna Berg", ["byline", "byline", "date"]),
    "16 May, 2024 05:00 PM4 mins to read": ("2024-05-16", None, ["date"]),
    "4 March 2567": (None, None, ["date"]),
    "16 May 2094": (None, None, ["date"]),
    "16 May 1024": (None, None, ["date"]),
}


@pytest.mark.parametrize("line", LINES)
def test_lines_that_say_when_and_by_whom(line: str) -> None:
    date, byline, roles = LINES[line]
    page = f"{TITLE}\n\n{line}\n\n{BODY}"
    found = metadata(page)
    assert (found.published.value, found.byline.value) == (date, byline)
    # The date of a change is not the one of publication.
    known = "inferred" if line.startswith("Updated 10") else "stated"
    assert found.published.basis == (known if date else "unknown")
    assert found.outlet == Claim()
    regions = [region.role for region in cut_page(page)[0] if page[region.seed.start : region.seed.end].strip()]
    assert regions == ["title", *roles, "body"]


@pytest.mark.parametrize("line", ["Harbour closes, 16 May we hear", "May 16: what to know", "16 May Harbour Closed"])
def test_a_line_with_other_words_says_no_date(line: str) -> None:
    assert metadata(f"{TITLE}\n\n{line}\n\n{BODY}").published == Claim()


# How a story begins → its date and its agencies.
DATELINES: dict[str, tuple[str | None, list[str]]] = {
    "WESTHAVEN, May 16. /TASS/. ": (None, ["TASS"]),
    "Westhaven [Norsund], May 16 (ANI): ": (None, ["ANI"]),
    "WESTHAVEN, Norsund, Nov 3, 2024 /PRNewswire/ -- ": ("2024-11-03", ["PRNewswire"]),
    "WESTHAVEN, May 16, 2024 (GLOBE NEWSWIRE) -- ": ("2024-05-16", ["GLOBE NEWSWIRE"]),
    "WESTHAVEN/OSLO (Reuters/AFP) - ": (None, ["Reuters", "AFP"]),
    "WESTHAVEN, May 16 (AP and Reuters) — ": (None, ["AP", "Reuters"]),
    "Westhaven, 16 May 2024 (dpa/AFP) - ": ("2024-05-16", ["dpa", "AFP"]),
    "Moscow. May 16. INTERFAX - ": (None, ["INTERFAX"]),
    "NEW DELHI, May 16 (PTI) ": (None, ["PTI"]),
    "Hanoi (VNA) – ": (None, ["VNA"]),
    "WESTHAVEN, May 16 -- ": (None, []),
    "Westhaven, May 16 (PTI) ": (None, ["PTI"]),
    "WESTHAVEN | ": (None, []),
    "CAIRO – 16 May 2024: ": ("2024-05-16", []),
    "Geneva, 16 May 2024 – ": ("2024-05-16", []),
    "GENEVA (16 May 2024) – ": ("2024-05-16", []),
    "16 May 2024, Geneva – ": ("2024-05-16", []),
}


@pytest.mark.parametrize("dateline", DATELINES)
def test_datelines_of_agencies(dateline: str) -> None:
    page = f"{TITLE}\n\n{dateline}{BODY}"
    regions = [(region.role, page[region.seed.start : region.seed.end]) for region in cut_page(page)[0]]
    assert ("dateline", dateline.strip()) in regions and ("body", BODY) in regions
    found = metadata(page)
    date, agencies = DATELINES[dateline]
    assert (found.published.value, [origin.name for origin in found.origins]) == (date, agencies)


def test_a_kicker_before_the_story_is_no_text() -> None:
    page = f"{TITLE}\n\nEXCLUSIVE: {BODY}"
    regions = [(region.role, page[region.seed.start : region.seed.end]) for region in cut_page(page)[0]]
    assert ("kicker", "EXCLUSIVE:") in regions and ("body", BODY) in regions


def test_only_the_outlets_of_a_line_of_sources_are_origins() -> None:
    story = f"{TITLE}\n\nWESTHAVEN, May 16 (Xinhua) -- {BODY}"
    found = metadata(f"{story}\n\nSource: Xinhua | 2024-05-16 10:11:12 | Editor: huaxia")
    assert [origin.value for origin in found.origins] == ["xinhua"]
    assert found.published.value == "2024-05-16"


def test_the_date_in_a_line_of_sources_is_no_origin() -> None:
    line = "This article was originally published by the Westhaven Post on 16 May 2024."
    found = metadata(f"{TITLE}\n\n{BODY}\n\n{line}")
    assert [origin.value for origin in found.origins] == ["westhaven-post"]


# A line below the story → its origins.
BELOW = {
    "Source: AFP, dpa": ["afp", "dpa"],
    "Source: Agencies": [],
    "Source:  Xinhua   Editor: Li Yan": ["xinhua"],
    "Source: Ministry of Transport": ["ministry-of-transport"],
    "With additional reporting by AFP": ["afp"],
    "Via Reuters": ["reuters"],
    "The article first appeared in The Ferryman.": ["the-ferryman"],
    "Agencies: Reuters, AP": ["reuters", "ap"],
    "– Bernama": ["bernama"],
    "(AFP)": ["afp"],
    "(Reuters, AFP)": ["reuters", "afp"],
    "With Reuters and AP": ["reuters", "ap"],
    "—Additional reporting by Reuters": ["reuters"],
    "— with files from The Canadian Press": ["the-canadian-press"],
    "SOURCE Westhaven Robotics, Inc.": ["westhaven-robotics"],
}


@pytest.mark.parametrize("line", BELOW)
def test_a_line_below_the_story_names_its_origins(line: str) -> None:
    page = f"{TITLE}\n\n{BODY}\n\n{line}"
    assert ("sources", line) in [(r.role, page[r.seed.start : r.seed.end]) for r in cut_page(page)[0]]
    assert [origin.value for origin in metadata(page).origins] == BELOW[line]


@pytest.mark.parametrize(
    "line", ["By June there will be more, it said.", "By Berg’s own account, he said, it is late."]
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    page = f"{TITLE}\n\n{BODY}\n\n{line}"
    assert metadata(page).byline == Claim()
    assert line in cut_page(page)[1]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Outlet: Norran, 16 May 2024", "Norran"),
        ("Publication: Il Posto\n16 May 2024", "Il Posto"),
        ("Westhaven Echo, 16 May 2024", "Westhaven Echo"),
        ("Maria Sun, 16 May 2024", None),
    ],
)
def test_an_outlet_in_a_field_or_with_the_name_of_a_paper(line: str, outlet: str | None) -> None:
    found = metadata(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.outlet.name, found.published.value) == (outlet, "2024-05-16")


@pytest.mark.parametrize(
    "line",
    [
        "16 MAY 2024 AT 10:11 AM",
        "Date of publication: May 16, 2024",
        "Time of publication: 16 May 2024 at 10:11",
        "2024年5月16日",
        "16.05.24",
        "16/05/24",
        "Press release | 16 May 2024 | Westhaven",
        "May 16, 2024 Westhaven",
        "May 16, 2024 @ 10:11",
        "Publication: 16 May 2024",
        "For immediate release: 16 May 2024",
        "16 May، 2024",
        "May 16, 2024 13:40 The Town Hall, Westhaven",
        "Thu May 16 10:11:00 UTC 2024",
        "Westhaven, 16 May 2024, 9:00 pm Singapore time",
        "Vol. 12, No. 4, 16 May 2024",
    ],
)
def test_lines_with_nothing_but_a_day_and_where_it_is_from(line: str) -> None:
    found = metadata(page := f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.published.value, found.published.basis, found.outlet.name) == ("2024-05-16", "stated", None)
    assert cut_page(page)[1] == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    ("dateline", "origins"),
    [
        ("Westhaven – AFP – ", ["afp"]),
        ("Westhaven, Norsund | AFP | ", ["afp"]),
        ("[Westhaven, May 16, 2024 Xinhua] ", ["xinhua"]),
        ("May 16 (Reuters) - ", ["reuters"]),
        ("(Westhaven) – ", []),
        ("WESTHAVEN: ", []),
        ("Westhaven (Norsund), May 16 (EFE).- ", ["efe"]),
        ("MOSCOW, 16 May - RIA Novosti. ", ["ria-novosti"]),
        ("Westhaven (NAN) ", ["nan"]),
        ("Westhaven, SANA-", ["sana"]),
        ("NORDHAVEN, May 16: ", []),
        ("Westhaven, 16 May 2024: ", []),
    ],
)
def test_a_dateline_is_no_text(dateline: str, origins: list[str]) -> None:
    page = f"{TITLE}\n\n{dateline}{BODY}"
    assert [origin.value for origin in metadata(page).origins] == origins
    assert cut_page(page)[1] == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    ("line", "origins"),
    [
        ("Reuters contributed to this report.", ["reuters"]),
        ("The Associated Press and AFP contributed to this story.", ["associated-press", "afp"]),
        ("Additional reporting by AFP", ["afp"]),
        ("(Source: KCNA)", ["kcna"]),
        ("News source: Interfax", ["interfax"]),
        ("Source: Norsund Daily (Westhaven)", ["norsund-daily"]),
        ("[Reuters]", ["reuters"]),
        ("(Xinhua/NAN)", ["xinhua", "nan"]),
        ("16 May 2024 | PTI | Norsund", []),
    ],
)
def test_agencies_below_the_text(line: str, origins: list[str]) -> None:
    found = metadata(f"{TITLE}\n\n{BODY}\n\n{line}")
    assert ([origin.value for origin in found.origins], found.outlet.name) == (origins, None)


@pytest.mark.parametrize(
    "line",
    ["Posted by: Anna Berg", "Interview by Anna Berg", "By Anna Berg Staff Writer", "Anna Berg reporting from Oslo"],
)
def test_bylines_of_other_words(line: str) -> None:
    assert metadata(f"{TITLE}\n\n{line}\n\nMay 16, 2024\n\n{BODY}").byline.value == "Anna Berg"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Publié le 16 mai 2024 à 14h02", "2024-05-16"),
        ("Actualizado: 16 de mayo de 2024 a las 10:11", "2024-05-16"),
        ("Donnerstag, 16. August 2024", "2024-08-16"),
        ("Kamis, 16 Mei 2024 14:02 WIB", "2024-05-16"),
        ("1er août 2024", "2024-08-01"),
    ],
)
def test_days_in_other_languages(line: str, date: str) -> None:
    found = metadata(page := f"{TITLE}\n\n{line}\n\n{BODY}")
    assert found.published.value == date
    assert line not in cut_page(page)[1]


def test_a_day_in_another_language_is_inferred_and_one_in_english_is_stated() -> None:
    assert metadata(f"{TITLE}\n\n3 mars 2024\n\n{BODY}").published.basis == "inferred"
    assert metadata(f"{TITLE}\n\n16 August 2024\n\n{BODY}").published.basis == "stated"


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("By\nAnna Berg\nand Jo Lee", "Anna Berg and Jo Lee"),
        ("By Anna Berg\nand Jo Lee", "Anna Berg and Jo Lee"),
        ("By Anna Berg,\nJo Lee", "Anna Berg, Jo Lee"),
        ("Anna Berg\nJames Lee\n16 May 2024", "Anna Berg, James Lee"),
        ("By Anna Berg\nPolitical correspondent", "Anna Berg"),
        ("Par Anna Berg", "Anna Berg"),
    ],
)
def test_bylines_of_several_lines(lines: str, byline: str) -> None:
    assert metadata(f"{TITLE}\n\n{lines}\n\n{BODY}").byline.value == byline


@pytest.mark.parametrize(
    "foot", ["More from Coast Parade", "© Coast Parade", "anna@coastparade.example", "Follow Coast Parade"]
)
def test_a_masthead_that_another_line_confirms(foot: str) -> None:
    assert metadata(f"Coast Parade\n\n{TITLE}\n\n{BODY}\n\n{foot}").outlet.name == "Coast Parade"


@pytest.mark.parametrize("first", ["Coast Parade", "World News", "News", "The wall is old."])
def test_a_first_line_that_nothing_confirms_is_no_outlet(first: str) -> None:
    assert metadata(f"{first}\n\n{TITLE}\n\n{BODY}\n\nMore stories").outlet.name is None


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("The Leeside Gull\nNotes from a small pier\nSkip to content\nHome   Ports   World", "The Leeside Gull"),
        ("GullPress. Southern Coast News Agency", "GullPress"),
        ("The Leeside Gull\nNotes from a small pier", None),
    ],
)
def test_a_name_over_its_motto_and_a_menu_is_the_outlet(top: str, name: str | None) -> None:
    assert metadata(f"{top}\n\n{TITLE}\n\n{BODY}").outlet.name == name


def test_a_day_without_a_year_has_the_year_of_a_day_in_the_first_sentences() -> None:
    page = f"6 JUL, 12:31\n{TITLE}\n\nOn July 5, 2021, the harbour closed. {BODY}"
    published = metadata(page).published
    assert (published.value, published.basis) == ("2021-07-06", "inferred")
    assert evidence(page, published) == ["6 JUL,", "July 5, 2021"]


def test_the_author_in_a_notice_is_no_outlet() -> None:
    assert metadata(f"{TITLE}\nBy Dara Finch\n\n{BODY}\n\n© 2024 Dara Finch").outlet.name is None


def test_an_author_behind_the_name_of_a_station() -> None:
    page = f"{TITLE}\nNorran Public Radio | By Anna Berg\nMay 16, 2024\n\n{BODY}"
    assert metadata(page).byline.value == "Anna Berg"


@pytest.mark.parametrize(
    ("first", "below", "name"),
    [
        ("Low Gulls", "Elsewhere in low gulls today", "Low Gulls"),
        ("Gullplank", "If you buy from a Gullplank link, we may earn money", "Gullplank"),
        # One English word may be an item of a menu.
        ("Video", "Video player", None),
        ("Low Gulls", "Gulls are elsewhere", None),
        ("Ministry of Inland Gulls\nNewsroom", "", "Ministry of Inland Gulls"),
        ("Westhaven Weekly Herald | Four pages since 1889", "", "Westhaven Weekly Herald"),
        ("A Journal of Gulls", "", None),
        ("You are here: Home » Gulls", "", None),
    ],
)
def test_the_first_line_is_the_outlet_where_a_line_outside_of_the_text_has_it_too(
    first: str, below: str, name: str | None
) -> None:
    assert metadata(f"{first}\nShare\n{TITLE}\n\n{BODY}\n\nShare\n{below}").outlet.name == name


def test_the_line_below_a_notice_is_no_outlet() -> None:
    assert metadata(f"{TITLE}\n\n{BODY}\n\n© Norran Group 2020\nTown Talk").outlet.name == "Norran Group"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("by The Associated Press", "The Associated Press"),
        ("By Lena Roth, The Associated Press", "Lena Roth"),
        ("Norran Staff", "Norran Staff"),
    ],
)
def test_agencies_and_newsrooms_as_authors(line: str, author: str) -> None:
    assert metadata(f"{TITLE}\n{line}\nMay 16, 2024\n\n{BODY}").byline.value == author


@pytest.mark.parametrize(
    ("sources", "ids"),
    [
        ("Source: Nordic Radio\nVia: Odd Islands", ["nordic-radio", "odd-islands"]),
        ("Source: Nordic Radio\n\nEditor: Odd Lund", ["nordic-radio"]),
    ],
)
def test_each_line_of_sources_names_an_origin(sources: str, ids: list[str]) -> None:
    assert [origin.value for origin in metadata(f"{TITLE}\n\n{BODY}\n\n{sources}").origins] == ids


def test_a_button_of_the_reader_is_no_outlet() -> None:
    assert metadata(f"My News\n\n{TITLE}\n\n16 May 2024\n\n{BODY}").outlet.name is None
