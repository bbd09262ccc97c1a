"""Captions within the text of a page: what tells them from the sentences of the text."""

import pytest

from blocquotes.suggest.page.regions import cut_page

ABOVE = """Harbour of Westhaven to close for three weeks

By Lena Roth

May 16, 2024

The harbour of Westhaven will close for three weeks, the port authority said on Monday, because the sea wall is old.

“We have no choice at all,” said Anna Berg, the director of the port. “The wall will not stand another winter.”"""
BELOW = "The town council met on Tuesday evening and agreed to pay for a wall, which will be built of old stone."


def roles_of(line: str, below: str = BELOW) -> list[str]:
    """The roles of the regions that hold a line of the text, or a part of it."""
    page = f"{ABOVE}\n\n{line}\n\n{below}"
    start = page.index(line)
    regions, _ = cut_page(page)
    found = [r.role for r in regions if r.seed.start < start + len(line) and r.seed.end > start]
    return [role for role in found if role != "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "Volunteers carry stones along the wall in Westhaven.",
        "A woman walks past the broken wall in Westhaven.",
        "Anna Berg and Jo Lee hold a model of the new wall.",
        "Police stand guard outside the town hall.",
        "From left, Anna Berg, Jo Lee and Tom Quill at the opening of the wall.",
        "L-R: Anna Berg, Jo Lee and Tom Quill",
        "Pictured: Anna Berg on the wall",
        "Anna Berg (left) with Jo Lee",
        "A general view of the harbour.",
        "An artist's impression of the new wall",
        "Anna Berg at the old quarry",
        "Port director Anna Berg at the old quarry.",
        "Otto Lind with one of his three boats",
        "Anna Berg, director of the port of Westhaven.",
    ],
)
def test_what_a_picture_shows_is_a_caption(line: str) -> None:
    assert roles_of(line) == ["caption"]


@pytest.mark.parametrize(
    "line",
    [
        "Ships wait for days.",
        "It stands on sand, in the old quarry.",
        "Nobody walks along the wall but gulls, and they sleep.",
        "Ferries carry cars to the island in summer.",
        "Every morning, men stand at the gate.",
        "Volunteers who walk along the wall pay for it.",
        "Boats line the quay, and nobody looks at the wall.",
        "Volunteers carried stones along the wall in Westhaven.",
        "Two walks along the wall were closed in May.",
        "Volunteers carry stones that were found along the wall.",
        "Anna Berg at the old quarry is no friend of the plan.",
        "Otto Lind with one of his boats waited outside.",
        "Town officials at the old quarry did nothing.",
    ],
)
def test_a_sentence_of_the_text_is_no_caption(line: str) -> None:
    assert roles_of(line) == ["body"]


def test_a_text_that_reports_in_the_present_tense_may_say_what_can_be_seen() -> None:
    line = "Volunteers carry stones along the wall in Westhaven."
    assert roles_of(line, BELOW.replace("met on Tuesday evening and agreed", "says that it has agreed")) == ["body"]
