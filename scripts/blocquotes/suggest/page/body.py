"""The running text of a page, and what is between its paragraphs: subheadings, captions, links, notices."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from blocquotes.suggest.page import marking
from blocquotes.suggest.page.appeals import is_notice
from blocquotes.suggest.page.article import is_sentence
from blocquotes.suggest.page.blocks import GOES_ON, NOTHING, Block, is_paragraph
from blocquotes.suggest.page.bylines import is_author
from blocquotes.suggest.page.captions import is_action, is_named, is_scene
from blocquotes.suggest.page.lines import CAPTION_LABEL, SHOWN
from blocquotes.suggest.page.tail import is_headline
from blocquotes.suggest.page.topic import shared, stems
from blocquotes.suggest.text.line_breaks import ends_sentence

_ASKED = re.compile(
    r"(?:Did|Do|Does|Is|Are|Was|Were|Will|Would|Can|Could|Should|Has|Have|Had|What|Why|Who|Where|When|How|So|And"
    r"|But|Or)\b|[QA]:"
)
_HEADING_FORM = re.compile(
    r"""(?!.*[,:;–—-]$)                                  # no line that goes on or leads to something
    # New wall · 1. The wall · 10 walls to see · “A clear danger”
    (?: [A-ZÀ-Ý] | \d+(?:[.)]\ |\ [a-z]) | [“‘'"][A-ZÀ-Ý][^“”‘"]*\w[”’'"]$)
    """,
    re.VERBOSE,
)
_MARKS = "“‘'\""
_LONGEST_SUBHEADING = 110
_FEWEST_LISTED = 4
# Characters of the longest question that is a heading, and the fewest of them in an article that explains something.
_LONGEST_QUESTION, _FEWEST_QUESTIONS = 60, 2
_BULLET = re.compile(r"[-–—•*·] (?=\S+(?: \S+){4})")
_TO_YOU = re.compile(r"(?i)\byou(?:r|rs)?\b")
# Words of a caption that are more than a subheading has, and of one with a place.
_LONG_CAPTION, _PLACED_CAPTION = 10, 7
_PLACED = re.compile(r" (?:in|at|outside|near|during) (?:the )?[A-ZÀ-Ý]")
# Words of the shortest headline of one other article, and the share of its longer words that the text seldom has.
_FEWEST_WORDS, _ON_TOPIC = 6, 0.3
_MARKS = "“\"‘'"
# How a text reports that tells all of it in the present tense, captions or not.
_TELLS = re.compile(r"\b(?:says?|tells)\b")
# Words of the shortest line that is a link where no other line is a heading.
_LONE_WORDS, _HALF_TOLD = 7, 0.5


def read_body(blocks: Sequence[Block], story: AbstractSet[str]) -> Iterator[Block]:
    """The running text, with its subheadings, and with the captions, links and notices between its paragraphs.

    `story` has the first letters of the words of the text.
    """
    listed, again = listed_lines(blocks), _printed_again(blocks)
    questions, links = _heading_questions(blocks), _links_between(blocks) - listed
    is_past = not any(_TELLS.search(block.text) for block in blocks if not block.role)
    for i, block in enumerate(blocks):
        if block.role:
            yield block
        elif block.text in again or _is_short_notice(block, story):
            yield block._replace(role="boilerplate")
        elif i in links:
            yield block._replace(role="related")
        elif _is_captioned(blocks, i) or (is_past and is_action(block.text)):
            yield block._replace(role="caption")
        elif is_author(block.text) and _is_below_day(blocks, i):
            yield block._replace(role="byline")
        else:
            is_heading = i in questions if block.text[-1] == "?" else is_subheading(blocks, i) and i not in listed
            yield block._replace(role="subheading" if is_heading else "body")


def _is_below_day(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is right below the day of an entry."""
    return i > 0 and blocks[i - 1].role == "date"


def _is_short_notice(block: Block, story: AbstractSet[str]) -> bool:
    """Whether a line that is no paragraph is a notice: "Read more: Dam repaired"."""
    return not is_paragraph(block) and is_notice(block.text, story)


def _printed_again(blocks: Sequence[Block]) -> AbstractSet[str]:
    """The short sentences that are there twice, as calls to the readers are; so may be what somebody said."""
    short = (b.text for b in blocks if not any((b.role, is_paragraph(b), b.text[0] in _MARKS)))
    return {text for text, count in Counter(short).items() if count > 1 and is_sentence(text)}


def listed_lines(blocks: Sequence[Block]) -> AbstractSet[int]:
    """The lines of lists in the text: two or more short ones below a line with a colon, up to the next sentence."""
    found, run, is_list = set[int](), list[int](), False
    for i, block in enumerate([*blocks, NOTHING]):
        if is_list and _is_open(block):
            run.append(i)
        else:
            found |= {*run} if len(run) > 1 else set()
            run, is_list = [], _is_open(block) and block.text[-1] == ":"
    return found


def _is_open(block: Block) -> bool:
    """Whether a line has no role yet and is no sentence."""
    return not any((block.role, not block.text, ends_sentence(block.text)))


def _heading_questions(blocks: Sequence[Block]) -> AbstractSet[int]:
    """The questions that are headings: short lines, two or more, or one that does not begin as questions in texts do.

    In an interview, which puts some of them to somebody, they are text.
    """
    asked = [i for i, block in enumerate(blocks[:-1]) if block.text[-1] == "?"]
    if any(_TO_YOU.search(blocks[i].text) for i in asked):
        return frozenset()
    short = [i for i in asked if len(blocks[i].text) <= _LONGEST_QUESTION]
    formed = [i for i in asked if is_subheading(blocks, i)]
    return frozenset((*formed, *short) if len(short) >= _FEWEST_QUESTIONS else formed)


def _links_between(blocks: Sequence[Block]) -> AbstractSet[int]:
    """The headlines of other articles between paragraphs: two or more short lines in a row, or one of which the text
    says little.
    """
    told = stems(block.text for block in blocks if is_paragraph(block))
    # Below the time of an entry of a live blog is its headline.
    timed = {i + 1 for i, block in enumerate(blocks) if block.role == "date"}
    opened = sorted({i for i, block in enumerate(blocks) if not block.role} - timed)
    headings = [i for i in opened if is_subheading(blocks, i)]
    # An article has several headings or a short one: `Kremlin declines comment on an alleged plot` is a link.
    found = {i for i in headings if len(headings) == 1 and _is_lone_link(blocks[i].text, told)}
    for i, (first, second) in enumerate(pairwise(blocks)):
        if first.text != second.text and all(_may_be_link(blocks, j) for j in (i, i + 1)):
            found |= {i, i + 1}
        elif _is_off_topic(blocks, i, told) or _is_lone_bullet(blocks, i):
            found.add(i)
    return found


def _is_lone_bullet(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is a link with a bullet between two paragraphs: `• Which walls will fall?`"""
    link = blocks[i].text
    if not 0 < i < len(blocks) - 1 or not _BULLET.match(link) or ends_sentence(link.rstrip("?")):
        return False
    return all(ends_sentence(block.text) and not block.role for block in (blocks[i - 1], blocks[i + 1]))


def _is_lone_link(text: str, told: AbstractSet[str]) -> bool:
    """Whether the only line between paragraphs is too long for a heading, and no caption or note; most of its words are
    not in the text.
    """
    is_told = shared(text, told) >= _HALF_TOLD
    if any((is_told, text.count(" ") < _LONE_WORDS - 1, ":" in text, _is_long_caption(text))):
        return False
    return is_headline(text)


def _is_off_topic(blocks: Sequence[Block], i: int, told: AbstractSet[str]) -> bool:
    """Whether a line between two paragraphs is a headline that shares few words with the text."""
    text = blocks[i].text
    if blocks[i].role or text.count(" ") < _FEWEST_WORDS - 1:
        return False
    if not is_subheading(blocks, i):
        return False
    if not all(is_paragraph(block) for block in (blocks[max(i - 1, 0)], blocks[i + 1])):
        return False
    if is_named(text):
        return False
    return is_headline(text) and shared(text, told) < _ON_TOPIC


def _may_be_link(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line between two others is like the headline of another article, and no caption."""
    text = blocks[i].text
    if blocks[i].role:
        return False
    # "- Harbour to close"
    if bullet := _BULLET.match(text):
        return is_headline(text[bullet.end() :])
    return is_subheading(blocks, i) and is_headline(text) and not _is_long_caption(text)


def _is_captioned(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block of the text is a caption: above its credit, there twice, or of what a picture shows."""
    if any((_is_above_credit(blocks, i), is_scene(blocks[i].text), is_named(blocks[i].text))):
        return True
    if ends_sentence(blocks[i].text):
        return False
    return marking.is_doubled(blocks, i) or (is_subheading(blocks, i) and _is_long_caption(blocks[i].text))


def _is_above_credit(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is the caption above a credit, or says above the caption what the picture shows."""
    below = blocks[i + 1 : i + 3]
    if not any(after.role == "credit" for after in below):
        return False
    if below[0].role == "credit":
        # A paragraph over a credit is one where it says who is who: `Anna Berg (L) and Jo Lee shake hands.`
        return not is_paragraph(blocks[i]) or bool(SHOWN.search(blocks[i].text))
    return below[0].text.startswith(blocks[i].text)


def _is_long_caption(text: str) -> bool:
    """Whether a line that might be a subheading is too long for one, and says where: `Jo Lee on her boat in Oslo`."""
    words = text.count(" ") + 1
    if words >= _LONG_CAPTION or is_named(text):
        return True
    return words >= _PLACED_CAPTION and bool(_PLACED.search(text))


def is_subheading(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line between two others is a subheading: short, begun as one, no sentence, before a new sentence."""
    text = blocks[i].text
    if i == len(blocks) - 1:
        return False
    if len(text) > _LONGEST_SUBHEADING:
        return False
    if not _HEADING_FORM.match(text):
        return False
    # "Westhaven: Hume (6), Scott (6), Baird (9), Orr (7)" is a list.
    if text.count(", ") >= _FEWEST_LISTED - 1:
        return False
    # A line before the rest of its own sentence is no heading, nor one that goes on in a list. The rest may begin with
    # quoted words: "on Sunday that the port" / "“will not open” again".
    after = blocks[i + 1].text
    if after.lstrip(_MARKS)[:1].islower():
        return False
    # "What they said" over a new sentence is one.
    if GOES_ON.search(text) and not after[0].isupper():
        return False
    return not ends_sentence(text) or _is_heading_question(text)


def _is_heading_question(text: str) -> bool:
    """Whether a question is a heading, not one that the text asks: `New wall, old harbour?`, not `What can be done?`"""
    return text[-1] == "?" and not _ASKED.match(text)


def is_credit(blocks: Sequence[Block]) -> bool:
    """Whether the first of these blocks is the credit of a picture above it."""
    if not blocks:
        return False
    # "Image source, Norran" is over "Image caption,".
    if any(CAPTION_LABEL.fullmatch(block.text) for block in blocks[1:2]):
        return False
    return blocks[0].role == "credit"
