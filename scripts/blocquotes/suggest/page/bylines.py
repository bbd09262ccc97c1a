"""Lines with the authors of a page: names alone, names with a job, and bylines of several lines."""

import re
from collections.abc import Sequence
from itertools import takewhile

from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import furniture, publication
from blocquotes.suggest.page.blocks import DATED, NOTHING, Block, is_paragraph
from blocquotes.suggest.page.lines import is_agency
from blocquotes.suggest.page.publication import JOBS, is_outlet, is_person, is_press

# What an author is at the paper, behind the name: `Anna Berg, Staff Writer`.
_POST = re.compile(r",(?: [A-Z][a-z]+){0,2} (?i:writer|reporter|correspondent|editor)$")
# An office behind the name: `Anna Berg, Senior Fellow`, `Jo Lee, Head of Ports`.
_OFFICE = re.compile(
    r", (?:[A-Z][a-z]+ ){0,3}(?:fellow|professor|director|analyst|researcher|lecturer|adviser|advisor|head|chair"
    r"|president|founder|economist|scholar|lawyer|partner|manager|officer|contributor|producer|associate|expert)s?\b"
    r"(?: (?:of|for|at|in|and|[A-Z]\w+))*$",
    re.IGNORECASE,
)
# A job as a line, `Business correspondent`, `Senior port writer, Coast Herald, Norsund·`, and as the last word of one.
JOB = re.compile(
    rf"(?=[A-Z])(?:[A-Z][\w&-]*,? ){{0,4}}(?:(?:[a-z]+ )?and [a-z]+ |[a-z]+ )?(?i:{JOBS})"
    r"(?:(?:,| in) [A-Z]\w+(?: [A-Z]\w+)?){0,2}[ |•·]*"
)
_LAST_JOB = re.compile(rf" (?i:{JOBS})$")
_NAME = re.compile(publication.NAME)
# `By` with the names on the lines below.
BY_ALONE = re.compile(r"(?i:(?:words |text |story |written |reported |posted )?by) ?:?")
_FULL_NAME = r"[A-ZÀ-Ý][\w.'’-]*(?: (?:[A-ZÀ-Ý][\w.'’-]*|de|van|von|al|bin|der|la)){1,4}"
_NAMES = re.compile(rf"{_FULL_NAME}(?:(?:, | and | & |, and ){_FULL_NAME})*,?")
_LINK = re.compile(r"and|AND|&")
_NEXT_AUTHOR = re.compile(rf"(?:and|AND|&|with) {_NAMES.pattern}")
_AFFILIATION = re.compile(r" (?:\(?@\w+\)?|\([A-Z][^()]{2,40}\)|[-–|] (?:[A-Z]\w+ ?){1,4})$")
_FULL = re.compile(_FULL_NAME)
# Whom an author works for, below the name: `CBN Wales`.
_HOUSE = re.compile(r"[A-Z]{2,5}(?: [A-Z]\w+){1,2}")
_HONORIFIC = re.compile(r"(?:Dr|Prof|Professor|Sister|Father|Fr|Rev)\.? (?=\S+ \S)")
# Where an author was, below the name: `at Fell Park`.
_WHERE = re.compile(r"(?:at|in) [A-Z]\S*(?: [A-Z]\S*){0,3}")
# How to reach an author, behind the name: `anna@post.example`, `[email protected] | @annaberg`.
_REACHED = re.compile(r"(?:[ |,•·]+(?:\[email\W?protected\]|\S*@\S+))+$")
_NEXT_NAME = re.compile(r",? and |, (?=[A-Z]\S* [A-Z])")
_PLACE = re.compile(r" in [A-Z]\S*(?: [A-Z]\S*){0,2}$")
# Words of the shortest caption or headline.
_FEWEST_SHOWN = 4
# Words of the longest name that no list has.
_MOST_NAMES = 3
# Words of a name before a job or an outlet.
_FEWEST_NAMES = 2
_MOST_OUTLET_WORDS = 3


def mark_bylines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with bylines of several lines found: `By`, `Anna Berg`, `and Jo Lee`, `Port correspondent`."""
    found: list[Block] = []
    text = next((i for i, block in enumerate(blocks) if is_paragraph(block)), len(blocks))
    for i, block in enumerate(blocks):
        if not block.role and _goes_on_in_byline(block.text, found[-1] if found else NOTHING):
            block = block._replace(role="byline")
        # "Anna Berg Port Reporter anna@post.example" is below the headline; what ends a page is how to reach somebody.
        elif 0 < i < text and (reached := _REACHED.search(block.text)):
            names = without_job(block.text[: reached.start()])
            block = block._replace(role="byline" if is_author(names) else block.role)
        found.append(block)
    return found


def _goes_on_in_byline(text: str, above: Block) -> bool:
    """Whether a line belongs to the byline above it, or opens one that goes on below: `By`."""
    if BY_ALONE.fullmatch(text):
        return True
    if above.role != "byline":
        return False
    if BY_ALONE.fullmatch(above.text):
        return bool(_NAMES.fullmatch(text))
    if _LINK.fullmatch(text):
        return True
    return bool(_NEXT_AUTHOR.fullmatch(text))


def is_about_author(text: str) -> bool:
    """Whether a line below the author is a job, a house or a place: `Port reporter`, `CBN Coast`, `at Fell Park`."""
    # "BBC News" is the outlet.
    return any(form.fullmatch(text) for form in (JOB, _HOUSE, _WHERE)) and not is_outlet(text)


def mark_agencies(blocks: Sequence[Block], start: int) -> list[Block]:
    """The blocks with the agencies on lines of their own above the text (before `start`) found.

    The first line is the masthead. Beside a date or an author, or right above the text, an agency is the author,
    elsewhere the credit of a caption.
    """
    first = next((i for i, block in enumerate(blocks) if block.role != "boilerplate"), -1)
    found = [*blocks]
    for i, block in enumerate(blocks[:start]):
        if block.role == "sources" and is_agency(block.text.rstrip(" |·•/")):
            beside = {b.role for b in blocks[max(i - 1, 0) : i + 2 : 2]}
            is_author = beside & DATED or _is_over_text(blocks[:start], i)
            found[i] = block._replace(role="boilerplate" if i == first else "byline" if is_author else "credit")
    return found


def _is_over_text(above: Sequence[Block], i: int) -> bool:
    """Whether a line is the last one above the text besides buttons, and no caption is above it."""
    if any(block.role != "boilerplate" for block in above[i + 1 :]):
        return False
    near = [*takewhile(lambda block: block.role not in DATED, reversed(above[:i]))]
    shown = sum(b.role in ("", "caption") and b.text.count(" ") >= _FEWEST_SHOWN - 1 for b in near)
    # Below author and date, a line is a caption; where they are not above, one is the headline.
    return shown == (0 if len(near) < i else 1)


def without_job(names: str) -> str:
    """Names without the job and the outlet behind them: `Anna Berg Port reporter`, `Anna Berg Norsund News`."""
    words = _LAST_JOB.sub("", names).split(" ")
    if len(words) < _FEWEST_NAMES:
        return names
    if _LAST_JOB.search(names):
        while len(words) > _FEWEST_NAMES and words[-1].casefold() in load().common:
            words.pop()
    for count in range(_MOST_OUTLET_WORDS, 0, -1):
        if len(words) - count < _FEWEST_NAMES or words[-count - 1].endswith(","):
            continue
        if is_outlet(" ".join(words[-count:])):
            return " ".join(words[:-count])
    return " ".join(words)


def is_author_line(blocks: Sequence[Block], i: int, above: Block) -> bool:
    """Whether a line names an author, or is the job of one."""
    text = blocks[i].text
    # Whom the headline names is in the picture.
    if " " in text and any(text in b.text and text != b.text for b in blocks[:i] if b.role in ("", "title")):
        return False
    if _is_named_again(blocks, i):
        return True
    if _is_joined(blocks, i):
        return True
    if any((_is_name(text), _goes_on_with_name(text, above.text), _is_above_date(blocks, i))):
        return True
    if above.role == "date" and is_author(text):
        return True
    # "Anna Berg Port reporter", but not "Port reporter"
    if _LAST_JOB.search(text) and is_author(without_job(text)):
        return True
    # ", Political Editor |"
    return bool(JOB.fullmatch(text.lstrip(", ")))


def _is_joined(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is one of several with names and an `and` between them."""
    sides = (takewhile(_is_part, side) for side in (reversed(blocks[:i]), blocks[i:]))
    return any(_LINK.fullmatch(block.text) for side in sides for block in side)


def _is_part(block: Block) -> bool:
    return bool(_FULL.fullmatch(block.text) or _LINK.fullmatch(block.text))


def _is_named_again(blocks: Sequence[Block], i: int) -> bool:
    """Whether another line shows that a name is the author's: `By Anna Berg` below it, or
    `Photo by Anna Berg`.
    """
    name, below = blocks[i].text, blocks[i + 1 : i + 2]
    if any(b.role == "credit" and b.text.endswith(f"by {name}") for b in blocks):
        return True
    return any(b.role == "byline" and name in b.text for b in below)


def _is_above_date(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is an author's name with a job or paper beside it, or a job or the page's date below it."""
    text = _HONORIFIC.sub("", _AFFILIATION.sub("", _OFFICE.sub("", _POST.sub("", blocks[i].text))))
    # "Ailsa Munro, Local Democracy Reporter", "Ailsa Munro" over ", Political Editor |"
    is_over_job = any(JOB.fullmatch(b.text.lstrip(", ")) for b in blocks[i + 1 : i + 2])
    if text == blocks[i].text and not is_over_job and _after_buttons(blocks[i + 1 :]).role != "date":
        return False
    # "Amira Said in Tunis"
    if is_author(_PLACE.sub("", text)):
        return True
    is_below_headline = any(not b.role and b.text.count(" ") >= _FEWEST_SHOWN - 1 for b in blocks[:i])
    return is_below_headline and _is_new_name(text, is_over_job=is_over_job)


def _is_new_name(text: str, *, is_over_job: bool) -> bool:
    """Whether words above the day are a name that no list has: `Ansel Rook`, but not `Westhaven Harbour`.

    Over a job, it may begin with an English word: `Prudence Okafor`.
    """
    words, names = text.split(), load()
    if len(words) > _MOST_NAMES or not _FULL.fullmatch(text):
        return False
    if is_press(text) or any(word.lower() in names.heads for word in words):
        return False
    is_known = is_over_job or words[0].casefold() not in names.common
    return is_known and not any((furniture.is_section(words[-1]), words[0] in names.names))


def is_author(text: str) -> bool:
    """Whether a line is two or three words that begin with a given name or are no English ones."""
    if not publication.is_author(publication.Element("name", text, 0, len(text))):
        return False
    return bool(_NAME.fullmatch(text))


def _after_buttons(blocks: Sequence[Block]) -> Block:
    """The first of these blocks that is no button."""
    return next((b for b in blocks if b.role != "boilerplate"), NOTHING)


def _goes_on_with_name(text: str, above: str) -> bool:
    """Whether a line says who the author in the line above is: `Jane Berg is a fellow of the Wall Institute.`"""
    return text.startswith(above) and _is_name(above)


def _is_name(text: str) -> bool:
    """Whether a line is the names of one or more people and where they write from, and nothing else."""
    # "Sri Lanka"
    if text in load().names:
        return False
    # "Lena Roth @lenaroth", "Lena Roth - Westhaven Post", "Lena Roth, Staff Writer", "Lena Roth, BBC News"
    text = _POST.sub("", _AFFILIATION.sub("", text))
    before, _, paper = text.rpartition(", ")
    text = before if before and is_press(paper) else text
    return all(is_person(_PLACE.sub("", part).split()) for part in _NEXT_NAME.split(text))
