"""Regions of a raw page: labelled stretches, by what its lines say of themselves and where they stand."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from blocquotes.model import Region, Span
from blocquotes.regions import lay_out
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import lines as page
from blocquotes.suggest.page.blocks import SENTENCE_END, Block, is_paragraph, part, read_blocks

_WORD = re.compile(r"\w{4,}")
_INNER_END = re.compile(r"[a-z0-9%)”\"’][.!?][”\"’)]* +[“\"‘]?[A-Z]")
_ASKED = re.compile(
    r"(?:Did|Do|Does|Is|Are|Was|Were|Will|Would|Can|Could|Should|Has|Have|Had|What|Why|Who|Where|When|How|So|And"
    r"|But|Or)\b|[QA]:"
)
_HEADED = re.compile(r"[A-ZÀ-Ý]|\d+[.)] |[“‘'\"][A-ZÀ-Ý][^“”‘\"]*\w[”’'\"]$")
_CAPTION_LABEL = re.compile(r"(?i:image caption,?$)")
_NEXT_NAME = re.compile(r",? and |, (?=[A-Z]\S* [A-Z])")
_PLACE = re.compile(r" in [A-Z]\S*(?: [A-Z]\S*){0,2}$")
_MERGED = frozenset(("body", "related", "boilerplate", "sources"))
_LONGEST_TITLE = 200
_EXACT, _LONGEST_END, _FIRST_WORDS = 120, 200, 6
"""Characters of the longest region written out, characters looked at for an end, words of a beginning."""
_LONGEST_SUBHEADING = 110
_LONGEST_HEAD = 40
"""Blocks that may stand over the running text."""


def cut_page(seed: str) -> tuple[list[Region], str]:
    """The regions of a raw page, which cut the whole of it, and the text of those that carry annotations.

    White space between regions is `boilerplate`, as in `blocquotes.regions.lay_out`, whose result this is.
    """
    stretches = _merge(seed, label(seed))
    spans = [block.span for block in stretches]
    records = [{"role": block.role, "repeat": block.repeat} for block in stretches]
    return lay_out(seed, spans, records)


def region_records(seed: str, regions: Sequence[Region]) -> list[dict[str, Any]]:
    """The regions as an annotation file writes them; white space between them is left out.

    A short region is given by all its words, a longer one by its first words and the fewest last ones that do
    not stand in it before.
    """
    return [_record(seed, region) for region in regions if seed[region.seed.start : region.seed.end].strip()]


def _record(seed: str, region: Region) -> dict[str, Any]:
    start, end = region.seed
    words = seed[start:end]
    marked = {"repeat": True} if region.repeat else {}
    spans = [match.span() for match in re.finditer(r"\S+", words[-_LONGEST_END:])] if len(words) > _EXACT else []
    for first, _ in reversed(spans[1:]):
        last = words[-_LONGEST_END:][first:]
        if words.find(last) == len(words) - len(last):
            opening = " ".join(words[:_LONGEST_END].split(" ")[:_FIRST_WORDS])
            return {"role": region.role, "from": opening, "to": last, **marked}
    return {"role": region.role, "exact": words, **marked}


def label(seed: str) -> list[Block]:
    """The blocks of a page in text order, each with its role, white space left out."""
    blocks = _mark_lists(_mark_links(list(read_blocks(seed))))
    start = _body_start(blocks)
    end = _body_end(blocks, start)
    return [*_unglue(_head(blocks[:start])), *_body(blocks[start:end]), *_tail(blocks[end:])]


def _mark_links(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headlines that a `Read more …` line repeats taken for links."""
    linked = {
        re.sub(r"^(?i:read (?:more|also)|related|see also)\W*", "", b.text) for b in blocks if b.role == "related"
    }
    return [b._replace(role="related") if not b.role and b.text in linked else b for b in blocks]


def _mark_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the links under a heading of links found: short lines, or the page's last paragraph."""
    found: list[Block] = []
    last = [i for i, b in enumerate(blocks) if is_paragraph(b)][-1:]
    ruled = False
    for i, block in enumerate(blocks):
        linked = _is_link(block.text) or (last == [i] and i > 2)
        ruled = bool(block.role == "related" and page.HEADING.match(block.text)) or (
            ruled and not block.role and linked
        )
        found.append(block._replace(role="related") if ruled and not block.role else block)
    return found


def _is_link(text: str) -> bool:
    """Whether a line may be somebody else's headline: it ends as no sentence does, or is a short question."""
    return not SENTENCE_END.search(text[-6:]) or (text[-1] == "?" and len(text) < _LONGEST_SUBHEADING)


def _body_start(blocks: Sequence[Block]) -> int:
    """The first block of running text: what follows a dateline, or a paragraph that is no headline."""
    head = blocks[:_LONGEST_HEAD]
    for i, block in enumerate(head):
        if block.role == "dateline" and any(not b.role for b in blocks[i + 1 : i + 2]):
            return i
        if is_paragraph(block) and not _is_lead_in(blocks[: i + 9], i):
            return i
    ended = (i for i, b in enumerate(head) if i and not b.role and SENTENCE_END.search(b.text[-6:]))
    return next(ended, min(1, len(blocks)))


def _is_lead_in(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph stands over the text still: a headline, a caption, a summary of what comes next."""
    block, rest = blocks[i], blocks[i + 1 :]
    earlier = [b for b in blocks[:i] if b.role in ("", "title")]
    after = next((b for b in rest if not b.role), None)
    if after is None:
        return False
    if rest[0].role == "credit" and len(block.text) < page.LIMITS["caption"]:
        return True
    if not earlier and len(block.text) <= _LONGEST_TITLE and not _INNER_END.search(block.text):
        return is_paragraph(after) and len(after.text) > len(block.text)
    return bool(earlier) and len(block.text) < 400 and is_paragraph(after) and _retold(block.text, after.text) >= 0.6


def _retold(text: str, after: str) -> float:
    """The share of the longer words of a text that the text after it has too, by their first letters."""
    words = {word[:4].lower() for word in _WORD.findall(text)}
    return len(words & {word[:4].lower() for word in _WORD.findall(after)}) / len(words) if words else 0.0


def _body_end(blocks: Sequence[Block], start: int) -> int:
    """Where what follows the article begins: after the last paragraph that no comment field stands before."""
    end = start
    for i in range(start, len(blocks)):
        block = blocks[i]
        if block.role == "boilerplate" and _CLOSING.match(block.text):
            break
        if is_paragraph(block) or (not block.role and _is_spoken(block.text)):
            end = i + 1
    return end


_CLOSING = re.compile(r"(?i:leave a (?:reply|comment)|comments?\b|(?:post|view) (?:a )?comment|\d+ comments?)")


def _is_spoken(text: str) -> bool:
    """Whether a short line is running text: it ends as a sentence does."""
    return len(text) > 20 and bool(SENTENCE_END.search(text[-6:])) and text[-1] != "?"


def _head(blocks: Sequence[Block]) -> list[Block]:
    """What stands over the running text: sections, kickers, headline and repeats, standfirst, caption."""
    title = _title_index(blocks)
    found = []
    for i, block in enumerate(blocks):
        if block.role:
            found.append(block)
        elif i == title:
            found.append(block._replace(role="title"))
        elif title is not None and _repeats(block.text, blocks[title].text):
            found.append(block._replace(role="title", repeat=True))
        else:
            found.append(block._replace(role=_head_role(blocks, i, title)))
    return found


def _title_index(blocks: Sequence[Block]) -> int | None:
    """The headline: the first line that is repeated, else the first that is long enough for one."""
    open_ones = [i for i, b in enumerate(blocks) if not b.role and len(b.text) <= _LONGEST_TITLE]
    for i in open_ones:
        if len(blocks[i].text) > 20 and any(_repeats(blocks[j].text, blocks[i].text) for j in open_ones if j > i):
            return i
    long = [i for i in open_ones if blocks[i].text.count(" ") > 2 and len(blocks[i].text) > 20]
    return next(iter(long or open_ones), None)


def _repeats(text: str, title: str) -> bool:
    """Whether a line is the headline again, word for word or but for a label before or after it."""
    one, other = text.casefold(), title.casefold()
    short, long = sorted((one, other), key=len)
    return len(short) > 15 and len(long) - len(short) < 40 and (long.endswith(short) or long.startswith(short))


def _head_role(blocks: Sequence[Block], i: int, title: int | None) -> str:
    block = blocks[i]
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if (after and after.role == "credit") or (i and _CAPTION_LABEL.match(blocks[i - 1].text)):
        return "caption"
    if _is_name(block.text) or (i and _is_name(blocks[i - 1].text) and block.text.startswith(blocks[i - 1].text)):
        return "byline"
    if title is None or i < title:
        return "section" if block.text.count(" ") < 4 and not SENTENCE_END.search(block.text) else "kicker"
    if after and _repeats(after.text, blocks[title].text) and block.text.count(" ") < 10:
        return "kicker"
    return "standfirst" if block.text.count(" ") > 2 else "section"


def _is_name(text: str) -> bool:
    """Whether a line is the names of one or more people and where they write from, and nothing else."""
    if len(text) > page.LIMITS["byline"]:
        return False
    names = [_PLACE.sub("", part).split() for part in _NEXT_NAME.split(text)]
    given = load().given
    return all(1 < len(n) < 5 and n[0] in given and all(word[0].isupper() for word in n) for n in names)


def _unglue(head: Sequence[Block]) -> Iterator[Block]:
    """The head, with a headline that sticks to the end of another block cut off from it."""
    title = next((b.text for b in head if b.role == "title"), "")
    for block in head:
        at = len(block.text) - len(title)
        if title and block.role != "title" and at > 0 and block.text.endswith(title):
            yield from part(block, 0, at, block.role)
            yield block._replace(
                span=Span(block.span.start + at, block.span.end), text=title, role="title", repeat=True
            )
        else:
            yield block


def _body(blocks: Sequence[Block]) -> Iterator[Block]:
    for i, block in enumerate(blocks):
        if block.role:
            yield block
        elif blocks[i + 1 : i + 2] and blocks[i + 1].role == "credit" and not is_paragraph(block):
            yield block._replace(role="caption")
        else:
            yield block._replace(role="subheading" if _is_subheading(blocks, i) else "body")


def _is_subheading(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    if not 0 < i < len(blocks) - 1 or len(block.text) > _LONGEST_SUBHEADING:
        return False
    open_ended = not SENTENCE_END.search(block.text[-6:]) or (block.text[-1] == "?" and not _ASKED.match(block.text))
    follows = blocks[i + 1].text
    return (
        open_ended and block.text[-1] not in ",:;-–—" and bool(_HEADED.match(block.text)) and not follows[0].islower()
    )


def _tail(blocks: Sequence[Block]) -> Iterator[Block]:
    """What follows the article: links while a heading of links rules, boilerplate else."""
    ruling = ""
    for block in blocks:
        if block.role:
            ruling = block.role if block.role in _MERGED else ruling
            yield block
        else:
            yield block._replace(role="related" if ruling == "related" else "boilerplate" if ruling else "body")


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
