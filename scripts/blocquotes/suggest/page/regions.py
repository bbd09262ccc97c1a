"""Regions of a raw page: labelled stretches, by the wording of its lines and their order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any

from blocquotes.model import Region, Span
from blocquotes.regions import lay_out
from blocquotes.suggest.page import furniture, publication
from blocquotes.suggest.page.blocks import Block, is_paragraph, part, read_blocks, turns
from blocquotes.suggest.page.lines import LIMITS, LINKS_HEADING
from blocquotes.suggest.page.publication import OCCASION, is_clock, is_person, is_press
from blocquotes.suggest.page.wrapping import SENTENCE_END

_WORD = re.compile(r"\w{4,}")
_INNER_END = re.compile(r"[a-z0-9%)”\"’][.!?][”\"’)]* +[“\"‘]?[A-Z]")
_ASKED = re.compile(
    r"(?:Did|Do|Does|Is|Are|Was|Were|Will|Would|Can|Could|Should|Has|Have|Had|What|Why|Who|Where|When|How|So|And"
    r"|But|Or)\b|[QA]:"
)
_HEADING_FORM = re.compile(
    r"""(?!.*[,:;–—-]$)                                  # no line that goes on or leads to something
    (?: [A-ZÀ-Ý] | \d+[.)]\ | [“‘'"][A-ZÀ-Ý][^“”‘"]*\w[”’'"]$)   # New wall · 1. The wall · “A clear danger”
    """,
    re.VERBOSE,
)
# What a press release has, among its datelines and other lines that are no text.
_RELEASE = re.compile(
    r"(?i:wire\)|newswire\b|presswire|/\s*PR ?N|for immediate release|(?:media|press) (?:contact|office)|^contacts?\b)"
)
_ABOUT = re.compile(
    r"(?i:notes? (?:to|for) editors?|forward-looking statements):?"
    r"|(?:About|ABOUT)(?: [A-Z&][\w.,&’'-]*| of| the| and| for){1,8}:?"
)
# Last words of a line that goes on below: `The law says that`.
_GOES_ON = re.compile(r" (?:that|to|the|of|and|or|for|with|by|in|are|is|was|were|includes?|including|as|says?|said)$")
_CAPTION_LABEL = re.compile(r"(?i:image caption,?$)")
# What an author is at the paper, behind the name.
_POST = re.compile(r",(?: [A-Z][a-z]+){0,2} (?i:writer|reporter|correspondent|editor)$")
# The same as a line: "Business correspondent".
_JOB = re.compile(r"(?:[A-Z][\w&-]*,? ){0,4}(?i:correspondent|reporter|editor|writer|columnist)")
_NAME = re.compile(publication.NAME)
_BY_ALONE = re.compile(r"(?i:(?:words |text |story |written |reported |posted )?by) ?:?")
_FULL_NAME = r"[A-ZÀ-Ý][\w.'’-]*(?: (?:[A-ZÀ-Ý][\w.'’-]*|de|van|von|al|bin|der|la)){1,4}"
_NAMES = re.compile(rf"{_FULL_NAME}(?:(?:, | and | & |, and ){_FULL_NAME})*,?")
_NEXT_AUTHOR = re.compile(rf"(?:and|AND|&|with) {_NAMES.pattern}")
_BY = re.compile(publication.BY, re.VERBOSE)
# What a note on an author says behind the name.
_NOTE = (
    r"(?:,[^.]{1,60},)? (?:is (?:an?|the|based)|covers|writes|reports (?:on|from)|works|joined|can be reached"
    r"|has (?:covered|written|been))\b"
)
_AFFILIATION = re.compile(r" (?:\(?@\w+\)?|\([A-Z][^()]{2,40}\)|[-–|] (?:[A-Z]\w+ ?){1,4})$")
_NEXT_NAME = re.compile(r",? and |, (?=[A-Z]\S* [A-Z])")
_PLACE = re.compile(r" in [A-Z]\S*(?: [A-Z]\S*){0,2}$")
_MERGED = frozenset(("body", "related", "boilerplate", "sources"))
_LONGEST_TITLE = 200
# Characters of the longest region written out, characters looked at for an end, words of a beginning.
_EXACT, _LONGEST_END, _FIRST_WORDS = 120, 200, 6
_LONGEST_SUBHEADING = 110
# Characters of a longer line below the text, which belongs to it even without a full stop at its end.
_LONGEST_BUTTON = 100
_ENTRY = re.compile(r"[–—•·*“\"‘']|-(?!-)|\d+[.)]")
# Blocks that may come before the running text.
_LONGEST_HEAD = 40
_SHORTEST_HEADLINE = 20
# Blocks among which the masthead is, below links that the reader does not see.
_LONGEST_MASTHEAD = 4
# Blocks of a short page among which its date is, if it has one above the text.
_SHORT_HEAD = 6
# Characters of a headline that is found again, and of the label that one of the two may have besides.
_SHORTEST_REPEAT, _LONGEST_LABEL = 15, 40
# Share of a standfirst's longer words that the first paragraph repeats.
_RETOLD = 0.6
# Share of a headline's longer words that the story has.
_ON_TOPIC = 0.5
# Stands beside the first and the last block.
_NOTHING = Block(Span(0, 0), "", "")


def cut_page(seed: str) -> tuple[list[Region], str]:
    """The regions of a raw page, which cover all of it, and the text of those that carry annotations.

    White space between regions is `boilerplate`, as in `blocquotes.regions.lay_out`, whose result this is.
    """
    stretches = _merge(seed, label(seed))
    spans = [block.span for block in stretches]
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


def label(seed: str) -> list[Block]:
    """The blocks of a page in text order, each with its role, white space left out."""
    blocks: Sequence[Block] = [*read_blocks(seed)]
    for mark in (
        _mark_headline,
        _mark_running,
        _mark_masthead,
        _mark_bylines,
        _mark_links,
        _mark_lists,
        _mark_notes,
        _mark_company,
    ):
        blocks = mark(blocks)
    spoken = turns(blocks)
    start = _body_start(blocks, spoken)
    end = _body_end(blocks, start, spoken)
    blocks = [block._replace(role="body") if i in spoken and i >= start else block for i, block in enumerate(blocks)]
    head = _head(blocks[:start], _stems(block.text for block in blocks[start:end] if block.role in ("", "body")))
    return [*_unglue(head), *_body(blocks[start:end]), *_tail(blocks[end:])]


def _mark_headline(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a headline that is like a line with a date opened: `Press briefing – 3 May 2024`."""
    first = next((i for i, block in enumerate(blocks) if block.role != "boilerplate"), -1)
    is_headline = first >= 0 and blocks[first].role == "date" and bool(OCCASION.search(blocks[first].text))
    return [b._replace(role="") if is_headline and i == first else b for i, b in enumerate(blocks)]


def _mark_running(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the running head and foot of printed pages found: lines below the first paragraph that the page
    has twice or more, and are no sentences.
    """
    running = furniture.repeated(block.text for block in blocks if not _ends_sentence(block.text))
    first = next((i for i, block in enumerate(blocks) if is_paragraph(block)), len(blocks))
    spoken = turns(blocks)
    found = []
    for i, block in enumerate(blocks):
        is_running = i > first and not block.role and i not in spoken and furniture.key(block.text) in running
        found.append(block._replace(role="boilerplate") if is_running else block)
    return found


def _mark_masthead(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the masthead found: the first line, where another one shows that it names the outlet."""
    first = next((i for i, block in enumerate(blocks[:_LONGEST_MASTHEAD]) if block.role in ("", "section")), None)
    if first is None or not furniture.outlet(*_around(blocks, first)):
        return [*blocks]
    return [b._replace(role="section") if i == first else b for i, b in enumerate(blocks)]


def _around(blocks: Sequence[Block], first: int) -> tuple[str, str, list[str]]:
    """The text of a block, of the one below it, and of all other lines that are no paragraphs."""
    below = blocks[first + 1].text if first + 1 < len(blocks) else ""
    others = [b.text for b in blocks if len(b.text) <= LIMITS["boilerplate"] and not _ends_sentence(b.text)]
    return blocks[first].text, below, others


def _mark_bylines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with bylines of several lines found: `By`, `Anna Berg`, `and Jo Lee`, `Port correspondent`."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else _NOTHING
        if not block.role and _goes_on_in_byline(block.text, above):
            block = block._replace(role="byline")
        found.append(block)
    return found


def _goes_on_in_byline(text: str, above: Block) -> bool:
    """Whether a line belongs to the byline above it, or opens one that goes on below: `By`."""
    if _BY_ALONE.fullmatch(text):
        return True
    if above.role != "byline":
        return False
    if _BY_ALONE.fullmatch(above.text):
        return bool(_NAMES.fullmatch(text))
    return bool(_NEXT_AUTHOR.fullmatch(text) or _JOB.fullmatch(text))


def _mark_links(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headlines that a `Read more …` line repeats taken for links."""
    linked = {
        re.sub(r"^(?i:read (?:more|also)|related|see also)\W*", "", b.text) for b in blocks if b.role == "related"
    }
    return [b._replace(role="related") if b.text in linked else b for b in blocks]


def _mark_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the links under a heading of links found: short lines, or the page's last paragraph."""
    found: list[Block] = []
    # Under a heading of links the page may close with the summary of a linked story, in a paragraph.
    last = max((i for i, block in enumerate(blocks) if is_paragraph(block)), default=-1)
    ruled = False
    for i, block in enumerate(blocks):
        if block.role:
            ruled = bool(LINKS_HEADING.match(block.text))
        elif i != last:
            ruled = ruled and _is_link(block.text)
        found.append(block._replace(role="related") if ruled else block)
    return found


def _mark_notes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with notes on the authors found: `Anna Berg covers ports.` under an article by Anna Berg."""
    bylines = (re.sub(publication.POST, "", _BY.sub("", block.text)) for block in blocks if block.role == "byline")
    authors = {name for line in bylines for name in _NAME.findall(line) if " " in name}
    if not authors:
        return [*blocks]
    note = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(authors)))}){_NOTE}")
    # A person who speaks may have the name of an author in the head, not behind the last paragraphs.
    return [
        b._replace(role="boilerplate") if i > len(blocks) / 2 and not b.role and note.match(b.text) else b
        for i, b in enumerate(blocks)
    ]


def _mark_company(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what a press release says of its sender found, from `About Westhaven Port Holdings` on."""
    if not any(_RELEASE.search(block.text) for block in blocks if block.role):
        return [*blocks]
    about = next((i for i, block in enumerate(blocks) if i > 1 and _ABOUT.fullmatch(block.text)), len(blocks))
    return [b._replace(role=b.role or ("boilerplate" if i >= about else "")) for i, b in enumerate(blocks)]


def _is_link(text: str) -> bool:
    """Whether a line may be another article's headline: it ends as no sentence does, or is a short question."""
    if not _ends_sentence(text):
        return True
    return text[-1] == "?" and len(text) < _LONGEST_SUBHEADING


def _ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text[-6:]))


def _body_start(blocks: Sequence[Block], spoken: AbstractSet[int]) -> int:
    """The first block of running text: what follows a dateline, a paragraph that is no headline, or a turn."""
    head = blocks[:_LONGEST_HEAD]
    for i, block in enumerate(head):
        if block.role == "dateline" or i in spoken:
            return i
        if _is_entry(blocks, i):
            return i
        if is_paragraph(block) and not _is_lead_in(blocks[: i + 9], i):
            return i
    # No paragraph: a page of a few short sentences begins with the first one under the headline and the date.
    dated = next((i for i, block in enumerate(head[:_SHORT_HEAD]) if block.role == "date"), 0)
    ended = [i for i, block in enumerate(head) if i and not block.role and _ends_sentence(block.text)]
    return next((i for i in (*(i for i in ended if i > dated), *ended)), min(1, len(blocks)))


def _is_entry(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is the first sentence or the headline of an entry of a live blog, below its time."""
    if blocks[i].role:
        return False
    if not _is_below_clock(blocks, i):
        return False
    # The entry may have a headline.
    return _ends_sentence(blocks[i].text) or any(map(is_paragraph, blocks[i + 1 : i + 2]))


def _is_below_clock(blocks: Sequence[Block], i: int) -> bool:
    if i <= 0:
        return False
    if blocks[i - 1].role != "date":
        return False
    return is_clock(publication.elements(blocks[i - 1].text))


def _is_lead_in(blocks: Sequence[Block], i: int) -> bool:
    """Whether a paragraph comes before the running text: a headline, a caption, a summary of what comes next."""
    block, rest = blocks[i], blocks[i + 1 :]
    after = next((b for b in rest if not b.role), None)
    if after is None:
        return False
    # A paragraph right above a photo credit is the caption.
    if rest[0].role == "credit":
        return len(block.text) < LIMITS["caption"]
    if not is_paragraph(after):
        return False
    # Under the headline it is a standfirst where the first paragraph says the same in other words.
    if any(b.role in ("", "title") for b in blocks[:i]):
        return _retold(block.text, after.text) >= _RETOLD
    # The first line of the page is a headline where a longer paragraph follows.
    if not _is_long_headline(block.text):
        return False
    return len(after.text) > len(block.text)


def _is_long_headline(text: str) -> bool:
    """Whether a paragraph may be a headline: short, and one sentence."""
    if len(text) > _LONGEST_TITLE:
        return False
    return not _INNER_END.search(text)


def _retold(text: str, after: str) -> float:
    """The share of the longer words of a text that the text after it has too, by their first letters."""
    return _shared(text, _stems([after]))


def _shared(text: str, stems: AbstractSet[str]) -> float:
    """The share of the longer words of a text that are among others, by their first letters."""
    words = _stems([text])
    return len(words & stems) / len(words) if words else 0.0


def _stems(texts: Iterable[str]) -> set[str]:
    """The first letters of the longer words of texts."""
    return {word[:4].lower() for text in texts for word in _WORD.findall(text)}


def _body_end(blocks: Sequence[Block], start: int, spoken: AbstractSet[int]) -> int:
    """Where what follows the article begins: after the last paragraph, or at a comment field."""
    end = start
    for i in range(start, len(blocks)):
        block = blocks[i]
        # What readers comment may end like sentences, too.
        if _CLOSING.match(block.text):
            break
        if block.role:
            continue
        if is_paragraph(block) or i in spoken or _is_spoken(block.text):
            end = i + 1
    return end


_STATEMENT_END = re.compile(r"""(?:[.!…][”"’')\]]*|\?[”"’')\]]+)$""")
_CLOSING = re.compile(r"(?i:leave a (?:reply|comment)|comments?\b|(?:post|view) (?:a )?comment|\d+ comments?)")


def _is_spoken(text: str) -> bool:
    """Whether a short line is running text: it ends as a sentence does, but is no question."""
    if len(text) <= _SHORTEST_HEADLINE:
        return False
    return bool(_STATEMENT_END.search(text[-6:]))


def _head(blocks: Sequence[Block], story: AbstractSet[str]) -> list[Block]:
    """What comes before the running text: sections, kickers, headline and repeats, standfirst, caption.

    `story` has the first letters of the words of the running text.
    """
    title = _title_index(blocks, story)
    headline = blocks[title].text if title < len(blocks) else ""
    found = []
    for i, block in enumerate(blocks):
        if block.role:
            found.append(block)
        elif i == title:
            found.append(block._replace(role="title"))
        elif _repeats(block.text, headline):
            found.append(block._replace(role="title", repeat=True))
        else:
            found.append(block._replace(role=_head_role(blocks, i, title)))
    return found


def _title_index(blocks: Sequence[Block], story: AbstractSet[str]) -> int:
    """The headline: the first line that is repeated, else the first that is long enough for one; the end for none."""
    short = [i for i, block in enumerate(blocks) if not block.role and len(block.text) <= _LONGEST_TITLE]
    if labelled := [i for i, block in enumerate(blocks) if block.role == "title"]:
        return labelled[0]
    lines = [i for i in short if len(blocks[i].text) > _SHORTEST_HEADLINE]
    # News pages print the headline again over the text, below a kicker or a section.
    for i in lines:
        if any(_repeats(blocks[j].text, blocks[i].text) for j in short if j > i):
            return i
    long = [i for i in lines if blocks[i].text.count(" ") > 2]
    # "The wall" is the headline if the date is right below it.
    dated = [i for i in short if blocks[i + 1 : i + 2] and blocks[i + 1].role in ("date", "byline")]
    return next(iter(_on_topic(blocks, long, story) or dated or short), len(blocks))


def _on_topic(blocks: Sequence[Block], lines: Sequence[int], story: AbstractSet[str]) -> Sequence[int]:
    """The lines from the first one on that may be the headline: no slogan of which the story says nothing.

    A headline may play with words, so that a line has to follow which has many words of the story, and is no sentence.
    """
    if not lines or not _is_off_topic(blocks[lines[0]].text, story):
        return lines
    later = [i for i in lines if not _ends_sentence(blocks[i].text)]
    return [i for i in later if _shared(blocks[i].text, story) >= _ON_TOPIC] or lines


def _is_off_topic(line: str, story: AbstractSet[str]) -> bool:
    """Whether a line shares no word with the story, or few words and is a name with a slogan."""
    shared = _shared(line, story)
    return not shared or (shared < _ON_TOPIC and furniture.has_slogan(line))


def _repeats(text: str, title: str) -> bool:
    """Whether a line is the headline again, word for word except for a label before or after it."""
    short, long = sorted((text.casefold(), title.casefold()), key=len)
    # "World" over "Harbour closes to the world" is no repeat.
    if len(short) <= _SHORTEST_REPEAT or len(long) - len(short) >= _LONGEST_LABEL:
        return False
    return long.endswith(short) or long.startswith(short)


def _head_role(blocks: Sequence[Block], i: int, title: int) -> str:
    """The role of an open line over the running text, by its neighbours and the place of the headline."""
    text = blocks[i].text
    above = blocks[i - 1] if i else _NOTHING
    after = blocks[i + 1] if i + 1 < len(blocks) else _NOTHING
    if after.role == "credit" or _is_below_credit(blocks, i):
        return "section" if is_press(text) else "caption"
    # "image caption," is what copied pages print over a caption.
    if _CAPTION_LABEL.match(above.text):
        return "caption"
    if _is_author_line(blocks, i, above.text):
        return "byline"
    words = text.count(" ") + 1
    if i < title:
        return "kicker" if _is_kicker(text) else "section"
    # A newsletter greets its readers between its subject and its headline.
    if blocks[title].role == "title" and words > 3 and _is_repeated(blocks[title].text, blocks[i + 1 :]):
        return "boilerplate"
    # A line between the headline and its repeat leads to the repeat.
    if words <= 10 and _repeats(after.text, blocks[title].text):
        return "kicker"
    return "standfirst" if words > 3 else "section"


def _is_kicker(text: str) -> bool:
    """Whether a line over the headline is a kicker: `Port chief: wall must go`, not `World` or `Norran – all news`."""
    if furniture.has_slogan(text):
        return False
    return text.count(" ") > 3 or _ends_sentence(text)


def _is_repeated(headline: str, below: Sequence[Block]) -> bool:
    return any(_repeats(block.text, headline) for block in below)


def _is_below_credit(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is the caption under the name of an agency that no other line is the caption of."""
    if not i or blocks[i - 1].role != "credit":
        return False
    if i == 1:
        return True
    if blocks[i - 2].role:
        return True
    return is_press(blocks[i - 2].text)


def _is_author_line(blocks: Sequence[Block], i: int, above: str) -> bool:
    """Whether a line names an author, or gives the job of the author on the line above."""
    text = blocks[i].text
    if _is_name(text) or _goes_on_with_name(text, above) or _is_above_date(blocks, i):
        return True
    if not _JOB.fullmatch(text):
        return False
    return _is_name(above) or _is_above_date(blocks, i - 1)


def _is_above_date(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is two or three words that are no English ones, above the date of the page or a job above it."""
    text = _AFFILIATION.sub("", _POST.sub("", blocks[i].text))
    # "Ailsa Munro, Local Democracy Reporter"
    if text == blocks[i].text and not any(b.role == "date" for b in _after_job(blocks[i + 1 :])):
        return False
    return _is_author(text)


def _is_author(text: str) -> bool:
    """Whether a line is two or three words that begin with a given name or are no English ones."""
    if not publication.is_author(publication.Element("name", text, 0, len(text))):
        return False
    return bool(_NAME.fullmatch(text))


def _after_job(blocks: Sequence[Block]) -> Sequence[Block]:
    """The first of these blocks that is neither a job at the paper nor a button."""
    return next(([b] for b in blocks if b.role != "boilerplate" and not _JOB.fullmatch(b.text)), [])


def _goes_on_with_name(text: str, above: str) -> bool:
    """Whether a line says who the author in the line above is: `Jane Berg is a fellow of the Wall Institute.`"""
    return text.startswith(above) and _is_name(above)


def _is_name(text: str) -> bool:
    """Whether a line is the names of one or more people and where they write from, and nothing else."""
    if len(text) > LIMITS["byline"]:
        return False
    # "Lena Roth @lenaroth", "Lena Roth - Westhaven Post", "Lena Roth, Staff Writer", "Lena Roth, BBC News"
    text = _POST.sub("", _AFFILIATION.sub("", text))
    before, _, paper = text.rpartition(", ")
    text = before if before and is_press(paper) else text
    return all(is_person(_PLACE.sub("", part).split()) for part in _NEXT_NAME.split(text))


def _unglue(head: Sequence[Block]) -> Iterator[Block]:
    """The head, with a headline that sticks to the end of another block cut off from it."""
    title = next((b.text for b in head if b.role == "title"), "")
    if not title:
        yield from head
        return
    for block in head:
        at = len(block.text) - len(title)
        # "… the old port is said to be crumblingHarbour to close": pages lose the break between two lines.
        if block.role == "title" or not 0 < at == block.text.rfind(title):
            yield block
            continue
        yield from part(block, 0, at, block.role)
        yield block._replace(span=Span(block.span.start + at, block.span.end), text=title, role="title", repeat=True)


def _body(blocks: Sequence[Block]) -> Iterator[Block]:
    for i, block in enumerate(blocks):
        if block.role:
            yield block
        elif any(after.role == "credit" for after in blocks[i + 1 : i + 2]) and not is_paragraph(block):
            yield block._replace(role="caption")
        elif i and blocks[i - 1].role == "date" and _is_author(block.text):
            yield block._replace(role="byline")
        else:
            yield block._replace(role="subheading" if _is_subheading(blocks, i) else "body")


def _is_subheading(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line between two others is a subheading: short, begun as one, no sentence, before a new sentence."""
    text = blocks[i].text
    if i == len(blocks) - 1:
        return False
    if len(text) > _LONGEST_SUBHEADING:
        return False
    if not _HEADING_FORM.match(text):
        return False
    # A line before the rest of its own sentence is no heading, nor one that goes on in a list.
    if blocks[i + 1].text[0].islower() or _GOES_ON.search(text):
        return False
    return not _ends_sentence(text) or _is_heading_question(text)


def _is_heading_question(text: str) -> bool:
    """Whether a question is a heading, not one that the text asks: `New wall, old harbour?`, not `What can be done?`"""
    return text[-1] == "?" and not _ASKED.match(text)


def _tail(blocks: Sequence[Block]) -> Iterator[Block]:
    """What follows the article: links while a heading of links rules, boilerplate else."""
    ruling = ""
    for block in blocks:
        if block.role:
            ruling = block.role if block.role in _MERGED else ruling
            yield block
        else:
            role = "related" if ruling == "related" else "boilerplate" if ruling or _is_button(block.text) else "body"
            yield block._replace(role=role)


def _is_button(text: str) -> bool:
    """Whether a line below the text is no part of it: it is short, no sentence, no entry of a list and no signature."""
    if len(text) >= _LONGEST_BUTTON:
        return False
    if _ends_sentence(text):
        return False
    return not _ENTRY.match(text)


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
