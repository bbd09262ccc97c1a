"""Pages with blanks of other widths, and with characters that nobody sees: they are read as if these were not there."""

import pytest

from blocquotes.suggest.page.metadata import read_metadata
from blocquotes.suggest.page.plain import plain
from blocquotes.suggest.page.regions import cut_page, region_records
from conftest import least_cpu

PAGE = (
    "Harbour to close for three weeks in May\n\nBy Lena Roth\n\n16 May 2024\n\nThe harbour of Westhaven will close for "
    "three weeks, the port authority said on Monday, because the sea wall has to be mended.\n\n© 2024 Westhaven Post"
)


def read(page: str) -> tuple[list[tuple[str, str]], tuple[str | None, ...], list[str]]:
    """The roles and words of a page's regions, what it states, and the evidence for that."""
    regions, _ = cut_page(page)
    found = read_metadata(page, regions, {})
    claims = (found.published, found.byline, found.outlet)
    evidence = [page[slice(*span)] for claim in claims for span in claim.evidence]
    shown = [(r.role, words) for r in regions if (words := page[r.seed.start : r.seed.end]).strip()]
    return shown, (found.published.value, found.byline.value, found.outlet.name), evidence


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("16 May 2024", "16\u00a0May\u202f2024"),
        ("Lena Roth", "Lena\u00a0Roth"),
        ("Westhaven will", "West\u00adhaven will"),
        ("The harbour", "\u200eThe harbour"),
        ("mended.\n", "mended.\u200b\n"),
        ("By Lena", "B\u2060y Lena"),
        ("\n\n16 May", "\f16 May"),
        ("\n\n16 May", "\u2028\u202816 May"),
    ],
)
def test_blanks_and_unseen_characters_change_nothing(before: str, after: str) -> None:
    shown, stated, evidence = read(PAGE.replace(before, after, 1))
    expected = read(PAGE)
    assert [(role, plain(words).text) for role, words in shown] == expected[0]
    assert stated == expected[1]
    assert [plain(words).text for words in evidence] == expected[2]


def test_a_line_of_unseen_characters_is_in_a_region() -> None:
    page = PAGE.replace("\n\n16 May", "\n\n\u200b\u200b\n\n16 May")
    assert {"role": "boilerplate", "exact": "\u200b\u200b"} in region_records(page, cut_page(page)[0])


def test_most_texts_are_read_as_they_are() -> None:
    assert plain(PAGE).text is PAGE


def test_a_long_run_of_unseen_characters_is_read_in_linear_time() -> None:
    assert least_cpu(lambda: plain("\u200b" * 100_000), bar=1) < 1
