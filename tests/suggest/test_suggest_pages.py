"""Pages of many styles: the dates and bylines that they state are all found, and their text is in the right regions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from blocquotes import dates
from blocquotes.suggest.page.claims import Claim
from blocquotes.suggest.page.metadata import read_metadata
from blocquotes.suggest.page.regions import cut_page

FILE = Path(__file__).with_name("pages.txt")
# The share of characters, white space left out, that must be in the right region.
LEAST_RIGHT = 0.99

JOINS = {"": "\n\n", "line": "\n", "blank": " ", "crlf": "\r\n\r\n"}

# A character that nobody sees, as the file writes it: `West\u00adhaven`.
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True)
class Page:
    """A page of the file: its name, what it states, its text, and the role of each character; "" for white space."""

    name: str
    stated: dict[str, str]
    text: str
    roles: tuple[str, ...]


def pages() -> Iterator[Page]:
    head, *blocks = re.split(r"^=== ", FILE.read_text(encoding="utf-8"), flags=re.M)
    paragraphs = dict(re.findall(r"^# ([A-Z]): (.+)$", head, re.M))
    for block in blocks:
        name, *lines = block.rstrip("\n").split("\n")
        stated = dict(re.findall(r"^(join|published|byline|outlet): (.+)$", block, re.M))
        text, roles = "", list[str]()
        for line in (line for line in lines if " | " in line and not line.startswith("#")):
            if re.match(r"(join|published|byline|outlet): ", line):
                continue
            role, _, words = line.partition(" | ")
            words = re.sub(r"^\$([A-Z])$", lambda match: paragraphs[match[1]], words)
            words = ESCAPE.sub(lambda match: chr(int(match[1], 16)), words)
            gap = "" if not text else " " if role.startswith("+") else JOINS[stated.get("join", "")]
            text += gap + words
            roles += [""] * len(gap) + [role.strip("+ ")] * len(words)
        yield Page(name, stated, text, tuple(roles))


PAGES = list(pages())


def found_roles(page: Page) -> list[str]:
    found = [""] * len(page.text)
    for region in cut_page(page.text)[0]:
        found[region.seed.start : region.seed.end] = [region.role] * (region.seed.end - region.seed.start)
    return found


def test_there_are_forty_pages_in_fifteen_styles() -> None:
    assert len(PAGES) >= 40
    assert len({page.name.partition(":")[0] for page in PAGES}) >= 15


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_states_its_date_byline_and_outlet(page: Page) -> None:
    found = read_metadata(page.text, cut_page(page.text)[0], {})

    def value(claim: Claim) -> str | None:
        return dates.shortened(claim.value, claim.precision) if claim.value and claim.precision else claim.value

    assert (value(found.published), found.byline.value) == (page.stated.get("published"), page.stated.get("byline"))
    if outlet := page.stated.get("outlet"):
        assert (found.outlet.name or "none") == outlet


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_text_of_a_page_is_body_and_nothing_else_is(page: Page) -> None:
    wrong = [
        (right, found, page.text[i : i + 40])
        for i, (right, found) in enumerate(zip(page.roles, found_roles(page), strict=True))
        if not page.text[i].isspace() and (right == "body") != (found == "body")
    ]
    assert not wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_headline_of_a_page_is_found(page: Page) -> None:
    pairs = zip(page.roles, found_roles(page), page.text, strict=True)
    titles = [(right, found) for right, found, character in pairs if not character.isspace()]
    first = next((pair for pair in titles if "title" in pair), ("title", "title"))
    assert first == ("title", "title")


def test_almost_all_characters_are_in_their_region() -> None:
    pairs = [
        (right, found)
        for page in PAGES
        for right, found, character in zip(page.roles, found_roles(page), page.text, strict=True)
        if not character.isspace()
    ]
    right = sum(expected == found for expected, found in pairs)
    assert right >= LEAST_RIGHT * len(pairs), f"{right} of {len(pairs)}"
