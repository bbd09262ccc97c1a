"""Regions of a raw page: labelled stretches, by the wording of its lines and their order."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, takewhile
from typing import Any, Final

from blocquotes.model import Region, Span
from blocquotes.regions import lay_out
from blocquotes.suggest.page import marking, publication
from blocquotes.suggest.page.appeals import is_notice, speaks
from blocquotes.suggest.page.article import article, entries, is_sentence
from blocquotes.suggest.page.blocks import (
    DATED,
    INNER_END,
    LONGEST_TITLE,
    NOTHING,
    Block,
    is_paragraph,
    part,
    read_blocks,
    turns,
)
from blocquotes.suggest.page.body import is_credit, is_subheading, listed_lines, read_body
from blocquotes.suggest.page.bylines import is_author_line, mark_agencies, mark_bylines
from blocquotes.suggest.page.captions import is_scene, is_shown
from blocquotes.suggest.page.head import read_head, unglue
from blocquotes.suggest.page.letters import mark_letters
from blocquotes.suggest.page.lines import LIMITS, SUMMARY
from blocquotes.suggest.page.plain import plain
from blocquotes.suggest.page.publication import is_clock
from blocquotes.suggest.page.tail import CLOSING, is_headline, read_tail
from blocquotes.suggest.page.topic import shared, stems
from blocquotes.suggest.text.line_breaks import ends_sentence

_MERGED = frozenset(("body", "related", "boilerplate", "sources"))
# Characters of the longest region written out, characters looked at for an end, words of a beginning.
_EXACT, _LONGEST_END, _FIRST_WORDS = 120, 200, 6
# Blocks above the first paragraph that may begin the text, and blocks below a line that show whether it does.
_LOOKED_BACK, _LOOKED_AHEAD = 4, 12
# Blocks of the head of a page without paragraphs.
_LONGEST_HEAD = 40
# Share of the longer words of a paragraph that the first one of the story has too, if it belongs to it.
_TOLD_AGAIN = 0.2
# Lines that are no text, in a row, of which no short sentence goes on with the text; paragraphs of a plea.
_SHORT_GAP, _FEWEST_PLEAS = 3, 2
# Blocks of a story that say what it is about.
_TOLD = 12
# Characters of a sentence that is more than a word such as “Yes.”
_SHORTEST_SENTENCE = 20
# Short sentences above the first paragraph that are text: three, or two of which one reports what somebody said.
_FEWEST_TOLD = {False: 3, True: 2}
_SAID = re.compile(r"[”\",] (?:\w+ )?(?:said|says|told)\b|\b(?:said|says|told) [^.]{2,60}[“\"]")
_QUOTED = re.compile(r"[“\"][^“”\"]{12,}[”\"]")
# Characters of a sentence that no button or notice has.
_LONG_SENTENCE = 70
# What says when something was: `A wall fell into the harbour on Monday.`
_SAYS_WHEN = re.compile(
    r"\b(?:(?:on|late|early|last|this) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday"
    r"|(?:last|this) (?:night|week|weekend|month|year|morning|afternoon|evening))\b.*[.]$"
)
# Roles of the line right above the first sentence: `This article first appeared in the Post.`
_OVER_TEXT = DATED | {"sources"}
# Roles of what the text begins with: a place, or the salutation of a letter.
_TEXT = frozenset(("dateline", "body"))
# Roles of lines between a standfirst and the text that begins with it again.
_ABOVE_TEXT = DATED | {"credit"}
# Roles of lines that may part the text.
_BETWEEN = frozenset(("credit", "caption", "related"))
# Blocks of a short page among which its date is, if it has one above the text.
_SHORT_HEAD = 6
# Teasers of other articles that make a list, and the average share of their longer words that the text has, at most.
_FEWEST_TEASERS, _TEASED = 3, 0.35
# Share of a standfirst's longer words that the first paragraph repeats.
_RETOLD = 0.6


def cut_page(seed: str) -> tuple[list[Region], str]:
    """The regions of a raw page, which cover all of it, and the text of those that carry annotations.

    White space between regions is `boilerplate`, as in `blocquotes.regions.lay_out`, whose result this is.
    """
    read = plain(seed)
    stretches = _merge(read.text, [*_with_rest(read.text, label(read.text))])
    spans = [read.in_seed(block.span) for block in stretches]
    records = [{"role": block.role, "repeat": block.repeat} for block in stretches]
    return lay_out(seed, spans, records)


def region_records(seed: str, regions: Sequence[Region]) -> list[dict[str, Any]]:
    """The regions as an annotation file writes them; white space between them is left out.

    A short region is given by all its words, a longer one by its first words and the fewest last ones that do
    not occur in it before.
    """
    return [_record(seed, region) for region in regions if seed[region.seed.start : region.seed.end].strip()]


def _record(seed: str, region: Region) -> dict[str, Any]:
    start, end = region.seed
    words = seed[start:end]
    marked = {"repeat": True} if region.repeat else {}
    spans = [match.span() for match in re.finditer(r"\S+", words[-_LONGEST_END:])] if len(words) > _EXACT else []
    for first, _ in reversed(spans[1:]):
        last = words[-_LONGEST_END:][first:]
        # `to` must occur nowhere else in the region, or the region would end too early.
        if words.find(last) == len(words) - len(last):
            opening = " ".join(words[:_LONGEST_END].split(" ")[:_FIRST_WORDS])
            return {"role": region.role, "from": opening, "to": last, **marked}
    return {"role": region.role, "exact": words, **marked}


# What marks single lines by what they say or by the lines beside them, in this order.
_MARKS: Final = (
    marking.mark_headline,
    marking.mark_capital,
    marking.mark_tails,
    marking.mark_crumbs,
    marking.mark_promotions,
    marking.mark_messages,
    marking.mark_agency_lines,
    marking.mark_greeting,
    marking.mark_running,
    marking.mark_masthead,
    mark_bylines,
    marking.mark_captions,
    marking.mark_credits,
    marking.mark_links,
    marking.mark_lists,
    marking.mark_notes,
    marking.mark_sources,
    marking.mark_footnotes,
    marking.mark_company,
    mark_letters,
)


def label(seed: str) -> list[Block]:
    """The blocks of a page in text order, each with its role, white space left out."""
    blocks: Sequence[Block] = [*read_blocks(seed)]
    for mark in _MARKS:
        blocks = mark(blocks)
    spoken = turns(blocks)
    # Comments are entries, too.
    closing = next((i for i, block in enumerate(blocks) if CLOSING.match(block.text)), len(blocks))
    listed = entries(blocks[:closing])
    blocks = [block._replace(role="related") if i in listed else block for i, block in enumerate(blocks)]
    core = article(blocks, spoken, listed)
    start = _first_told(blocks, _body_start(blocks, spoken, core))
    last = _body_end(blocks[: max(core.stop, start)], start, spoken)
    end = _teasers_start(blocks, start, last)
    blocks = mark_agencies(blocks, start)
    blocks = [b._replace(role=b.role or "related") if end <= i < last else b for i, b in enumerate(blocks)]
    blocks = [block._replace(role="body") if i in spoken else block for i, block in enumerate(blocks)]
    story = _told(blocks[start:end])
    head = read_head(blocks[:start], story)
    is_dated = any(block.role == "date" for block in head)
    return [
        *_with_repeats(
            [*unglue(head), *read_body(blocks[start:end], story), *read_tail(blocks[end:], story, is_dated=is_dated)]
        )
    ]


def _with_rest(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with what is between them, such as the marks around `**By Anna Berg**`, as boilerplate."""
    at = 0
    for block in [*blocks, Block(Span(len(text), len(text)), "", "")]:
        yield from part(Block(Span(at, block.span.start), text[at : block.span.start], ""), 0, len(text), "boilerplate")
        yield from [block] if block.text else ()
        at = block.span.end


def _told(blocks: Sequence[Block]) -> AbstractSet[str]:
    """The first letters of the words of the first blocks of running text, which say what it is about."""
    told = (block.text for block in blocks[:_TOLD] if block.role in ("", "body"))
    return stems(text for text in told if not is_notice(text, frozenset()))


def _with_repeats(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the headline found that sites print again below the text, over the comments."""
    title = next((block.text for block in blocks if block.role == "title"), "")
    for block in blocks:
        is_again = block.text == title and block.role in ("boilerplate", "subheading")
        yield block._replace(role="title", repeat=True) if is_again and len(title) > _SHORTEST_SENTENCE else block


def _is_one_sentence(blocks: Sequence[Block]) -> bool:
    """Whether a page is one line that is no headline: `“We will sail,” said Anna Berg.`"""
    return len(blocks) == 1 and ends_sentence(blocks[0].text)


def _body_start(blocks: Sequence[Block], spoken: AbstractSet[int], core: range) -> int:
    """The first block of running text: what follows a dateline, a paragraph that is no headline, or a turn."""
    if _is_one_sentence(blocks):
        return 0
    for i in range(max(0, core.start - _LOOKED_BACK), core.stop):
        block = blocks[i]
        if block.role in _TEXT or i in spoken:
            return i
        if _is_entry(blocks, i):
            return i
        near = blocks[: i + 1 + _LOOKED_AHEAD]
        if i in core and is_paragraph(block) and not _is_lead_in(near, i):
            return i
        if _is_first_sentence(near, i):
            return i
    # No paragraph: a page of a few short sentences begins with the first one under the headline and the date.
    head = blocks[:_LONGEST_HEAD]
    dated = next((i for i, block in enumerate(head[:_SHORT_HEAD]) if block.role == "date"), 0)
    ended = [i for i, block in enumerate(head) if i and not block.role and ends_sentence(block.text)]
    return next((i for i in ended if i > dated), next(iter(ended), min(1, len(blocks))))


def _first_told(blocks: Sequence[Block], start: int) -> int:
    """The first of the short sentences right above the first paragraph, which are text if they are several."""
    # What is above the place is no text.
    if any(block.role == "dateline" for block in blocks[start : start + 1]):
        return start
    if any(not block.role and block.text[-1] == "," for block in blocks[max(start - 1, 0) : start]):
        # "Ladies and gentlemen,"
        return start - 1
    told = [start, *_told_above(blocks, start)]
    # A standfirst does not say on which day something was, and a headline neither.
    if when := [i for i in told[1:] if _SAYS_WHEN.search(blocks[i].text)]:
        return when[-1]
    # The headline may be a sentence.
    if not any(not block.role for block in blocks[: told[-1]]):
        told.pop()
    is_said = any(_SAID.search(blocks[i].text) for i in told[1:])
    return told[-1] if len(told) > _FEWEST_TOLD[is_said] else start


def _told_above(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """The short sentences above the first paragraph, the last one first; subheadings and links may part them."""
    for i in reversed(range(start)):
        role = blocks[i].role
        if any(block.role == "credit" for block in blocks[i + 1 : i + 2]):
            continue
        if not role and _is_told(blocks[i].text):
            yield i
        elif role not in _BETWEEN and (role or not is_subheading(blocks, i)):
            return


def _is_told(text: str) -> bool:
    """Whether a short line is a sentence, and no caption or notice."""
    if not is_sentence(text) or is_shown(text):
        return False
    return not is_notice(text, frozenset())


def _is_entry(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is the first sentence or the headline of an entry of a live blog, below its time."""
    if blocks[i].role:
        return False
    # The headline of an entry is over its first sentence, that of the page over an author or a standfirst.
    return _is_below_clock(blocks, i) and any(is_sentence(b.text) for b in blocks[i : i + 2])


def _is_below_clock(blocks: Sequence[Block], i: int) -> bool:
    if i <= 0:
        return False
    if blocks[i - 1].role != "date":
        return False
    return is_clock(publication.elements(blocks[i - 1].text))


def _is_first_sentence(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is a short first paragraph: a sentence below headline and date, and no caption."""
    block, rest = blocks[i], blocks[i + 1 :]
    if block.role or not is_sentence(block.text) or is_shown(block.text):
        return False
    if not _is_below_date(blocks[:i]):
        return False
    if _is_summed(blocks, i):
        return False
    # The day of today may be above the headline.
    if _is_over_byline(blocks, i):
        return False
    # Above a dateline or a credit it is none.
    if any(b.role == "dateline" for b in rest):
        return False
    if any(map(is_credit, (rest, rest[1:]))):
        return False
    return not _is_over_picture(rest)


def _is_over_picture(rest: Sequence[Block]) -> bool:
    """Whether a caption that is no sentence, and its credit, are below a line, behind buttons."""
    shown = [block for block in rest if block.role != "boilerplate"]
    return any(not ends_sentence(block.text) for block in shown[:1]) and is_credit(shown[1:])


def _is_summed(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is in the summary below a heading such as `Summary`, and the text follows."""
    above = takewhile(lambda block: not block.role, reversed(blocks[:i]))
    heading = i - 1 - sum(1 for _ in above)
    if heading < 0 or not SUMMARY.fullmatch(blocks[heading].text):
        return False
    return any(map(is_paragraph, blocks[i + 1 :]))


def _is_below_date(above: Sequence[Block]) -> bool:
    """Whether the line above, buttons left out, is a date or a byline, and a headline is somewhere above that."""
    if not any(not block.role for block in above):
        return False
    last = max(len(_without_captions(above)) - 1, 0)
    return above[last].role in _OVER_TEXT or (last > 1 and is_author_line(above, last, above[last - 1]))


def _without_captions(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the captions and credits that are last: `A boat`, `A boat in port. (Jo Lee)`."""
    end = len(blocks)
    while end and (blocks[end - 1].role in ("credit", "boilerplate") or _is_over_credit(blocks, end - 1)):
        end -= 1
    return blocks[:end]


def _is_over_credit(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the caption over a credit, or says above it what the picture shows."""
    if blocks[i].role:
        return blocks[i].role == "caption"
    if any(block.role == "credit" for block in blocks[i + 1 : i + 3]):
        return True
    return not ends_sentence(blocks[i].text) and any(block.role == "credit" for block in blocks[max(i - 1, 0) : i])


def _is_lead_in(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph comes before the running text: a headline, a caption, a summary of what comes next."""
    block, rest = blocks[i], blocks[i + 1 :]
    after = next((b for b in rest if not b.role), None)
    if after is None:
        return False
    if _is_notice(blocks, i) or is_scene(block.text):
        return True
    if i and SUMMARY.fullmatch(blocks[i - 1].text):
        return any(map(is_paragraph, rest))
    # Some pages begin their text with the standfirst, below author and picture.
    between = [*takewhile(lambda b: b.text != block.text, rest)]
    if len(between) < len(rest) and any(b.role in _ABOVE_TEXT for b in between):
        return True
    # A paragraph right above a photo credit is the caption.
    if is_credit(rest):
        return len(block.text) < LIMITS["caption"]
    if _is_over_byline(blocks, i):
        return True
    if any(b.role == "dateline" for b in rest[:1]):
        return True
    # Under the headline it is a standfirst where the first paragraph says the same in other words.
    if any(b.role in ("", "title") for b in blocks[:i]):
        told = next(filter(is_paragraph, rest), NOTHING)
        return shared(block.text, stems([told.text])) >= _RETOLD
    if not is_paragraph(after):
        return False
    # The first line of the page is a headline where a longer paragraph follows.
    if not _is_long_headline(block.text):
        return False
    return len(after.text) > len(block.text)


def _is_over_byline(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph is the standfirst, the only one between headline and author, or a headline of two sentences
    above an author; the text follows.
    """
    if _is_headed(blocks[:i]):
        if any(b.role in DATED for b in blocks[:i]):
            return False
    elif len(blocks[i].text) > LONGEST_TITLE:
        return False
    dated = next((j for j in range(i + 1, len(blocks)) if blocks[j].role in DATED), len(blocks))
    if any(is_paragraph(b) and not _is_over_credit(blocks, j) for j, b in enumerate(blocks[:dated]) if j > i):
        return False
    return any(map(is_paragraph, blocks[dated:]))


def _is_headed(above: Sequence[Block]) -> bool:
    """Whether a headline is among the blocks above a line, which "Other" and "World" are not."""
    return any(b.role == "title" or (not b.role and len(b.text) > _SHORTEST_SENTENCE) for b in above)


def _is_notice(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph is a notice over the headline: a line and a date or author come below it, then other text."""
    if _is_headed(blocks[:i]):
        return False
    story = next((j for j in range(i + 1, len(blocks)) if is_paragraph(blocks[j])), i)
    between = blocks[i + 1 : story]
    if not any(b.role in DATED for b in between):
        return False
    if not any(not b.role for b in between):
        return False
    return shared(blocks[i].text, stems([blocks[story].text])) < _TOLD_AGAIN


def _is_long_headline(text: str) -> bool:
    """Whether a paragraph may be a headline: short, and one sentence."""
    if len(text) > LONGEST_TITLE:
        return False
    return not INNER_END.search(text)


def _body_end(blocks: Sequence[Block], start: int, spoken: AbstractSet[int]) -> int:
    """Where what follows the article begins: after the last paragraph, or at a comment field."""
    ends, gap, listed = [start], 0, listed_lines(blocks)
    for i in range(start, len(blocks)):
        block = blocks[i]
        # What readers comment may end like sentences, too.
        if CLOSING.match(block.text):
            break
        if block.role:
            # The entries of a live blog begin with their times.
            gap = 0 if block.role in DATED else gap + 1
            continue
        # So may a button below several others: `You are replying to: .` Heads of pages may part a sentence.
        # Behind a list of links in the text, a long sentence or one with somebody's words does.
        is_news = any((len(block.text) >= _LONG_SENTENCE, _QUOTED.search(block.text)))
        may_go_on = any((gap < _SHORT_GAP, block.text[0].islower(), is_news))
        if any((is_paragraph(block), i in spoken, may_go_on and is_sentence(block.text))):
            ends.append(i + 1)
            gap = 0
        elif i not in listed:
            gap += 1
    # Notices may end like sentences, too; there may be several.
    while len(ends) > 1 and is_notice(blocks[ends[-1] - 1].text, frozenset()):
        ends.pop()
    return ends[-1] if spoken else _plea_start([end - 1 for end in ends[1:]], blocks, ends[-1])


def _plea_start(told: Sequence[int], blocks: Sequence[Block], end: int) -> int:
    """Where the last paragraphs begin if they speak to the readers and no other one does; `end` if not.

    `told` are the places of the paragraphs.
    """
    pleas = [*takewhile(lambda i: speaks(blocks[i].text), reversed(told))]
    others = told[: len(told) - len(pleas)]
    if min(len(pleas), len(others)) < _FEWEST_PLEAS or any(speaks(blocks[i].text) for i in others):
        return end
    return others[-1] + 1


def _teasers_start(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where the teasers of other articles at the end of the text begin, each a headline over one paragraph; `end` where
    there are none. Unlike the last sections of an article, they have few words of the text.
    """
    told = [i for i in range(start, end) if _is_text(blocks[i])]
    first = len(told)
    while first and _is_below_heading(blocks, told[first - 1]):
        first -= 1
    teasers = told[first:]
    if min(len(teasers), first) < _FEWEST_TEASERS:
        return end
    story = stems(blocks[i].text for i in told[:first])
    share = sum(shared(blocks[i].text, story) for i in teasers) / len(teasers)
    return end if share >= _TEASED else told[first - 1] + 1


def _is_below_heading(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line with the words of a headline is above a block, or one that is there again above its day."""
    above = blocks[i - 1]
    if any(block.text == above.text for block in blocks[max(i - 3, 0) : i - 1]):
        return True
    return above.role in ("", "related") and is_headline(above.text)


def _is_text(block: Block) -> bool:
    return is_paragraph(block) or (not block.role and _is_told(block.text))


def _merge(seed: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with neighbours of one role joined where the role may hold several paragraphs."""
    merged = []
    for (role, repeat), group in groupby(blocks, key=lambda b: (b.role, b.repeat)):
        members = list(group)
        if role in _MERGED:
            span = Span(members[0].span.start, members[-1].span.end)
            members = [Block(span, seed[span.start : span.end], role, repeat)]
        merged += members
    return merged
