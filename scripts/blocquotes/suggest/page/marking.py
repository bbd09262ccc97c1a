"""Roles of blocks that the rest of the page shows: mastheads, running heads, links, notes on authors, companies."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile

from blocquotes.suggest.page import furniture, publication
from blocquotes.suggest.page.appeals import is_notice
from blocquotes.suggest.page.blocks import DATED, LONGEST_TITLE, NOTHING, Block, is_paragraph, part
from blocquotes.suggest.page.bylines import is_author, without_job
from blocquotes.suggest.page.credits import is_sign
from blocquotes.suggest.page.lines import CAPTION_LABEL, LIMITS, LINKS_HEADING
from blocquotes.suggest.page.publication import OCCASION, is_outlet, is_person
from blocquotes.suggest.text.line_breaks import ends_sentence

# What a press release has, among its datelines and other lines that are no text.
_RELEASE = re.compile(
    r"(?i:wire\)|newswire\b|presswire|/\s*PR ?N|for immediate release|(?:media|press) (?:contact|office)"
    r"|^contacts?\b|\bcontact ?:$)"
)
_ABOUT = re.compile(
    r"(?i:notes? (?:to|for) editors?|forward-looking statements):?"
    r"|(?:About|ABOUT)(?: [A-Z&][\w.,&’'-]*| of| the| and| for){1,8}:?"
)
# Paragraphs above a note on the author.
_FEWEST_TOLD = 3
_BY = re.compile(publication.BY, re.VERBOSE)
_NAME = re.compile(publication.NAME)
# What ends the headlines of pages: `Harbour to close | Norran`.
_TAIL = re.compile(r"\s+(?P<sign>[|»–—·-])\s+(?P<name>[^\s|»–—·][^|»–—·]{1,40})$")
# Characters of a question that may be the headline of a linked article.
_LONGEST_LINK = 110
# Roles of the lines with linked articles: `Ports · May 16, 2024` is a section with a day.
_LINKED = frozenset(("", "date", "section"))
# The time that it takes to read a linked article.
_READING = re.compile(r"(?i)\d+ ?min|list \d|list of|\d{1,2}$|see all$")
# What is over links, or a button that shows the rest of the text.
_READ_ON = re.compile(r"(?i)(?:continue|keep) reading")
# Words of the shortest caption above a credit that no word announces.
_CAPTION_WORDS = 5
# What copied pages print around a list.
_LIST_START, _LIST_END = re.compile(r"(?i)list of \d+ items"), re.compile(r"(?i)end of list")
_SOURCES = re.compile(r"(?i)(?:sources|references|foot ?notes|notes|external links):?")
_LONGEST_SOURCE = 250
_FOOTNOTE = re.compile(r"(?P<mark>\[(?:\d{1,2}|[a-z*])\]|[¹²³⁴⁵⁶⁷⁸⁹])\s*\S|(?P<number>\d{1,2})\.? \S")
# A number that sticks to the end of a sentence or word, as the mark of a note does: `… of a tractor.1 Nobody …`
_GLUED_MARK = r"[a-zà-ÿ.,;!?”’\"')]{}(?!\S)"
# What readers who cannot see the page are shown around what they may skip.
# What newsletters say above and below their text, and how they greet.
_NEWSLETTER = re.compile(r"(?i)\b(?:in|on) (?:your )?browser\b|\bunsubscribe\b|\bforward to a friend\b")
GREETING = re.compile(r"(?:Good (?:morning|afternoon|evening)|Happy \w+day|Welcome (?:back )?to)\b")
_DASH = re.compile(r"[—–-]{1,2}")
_SKIP, _SKIPPED = re.compile(r"(?i)skip past (?P<what>.+)"), "after {}"
# What is over the message of a sponsor, and the most blocks of one with its heading.
_MESSAGE, _LONGEST_MESSAGE = re.compile(r"(?i)a (?:message|word) from (?:our sponsors?|[^.!?]{2,40})"), 4
# Blocks among which the masthead is, below links that the reader does not see, and those that have the headline.
_LONGEST_MASTHEAD, _LONGEST_TOP = 4, 30
# What names a text that appears again and again, with its day: `Border Assessment, June 11, 2023`.
_NAMES_TEXT = re.compile(rf"{OCCASION.pattern}|\b(?:assessment|report|bulletin|digest|brief|round-?up|review)\b", re.I)
# Blocks among which the way to the page is, below its menu.
_LONGEST_MENU = 200
_SHORTEST_HEADLINE = 15


def mark_headline(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a headline that is like a line with a date opened: `Press briefing – 3 May 2024`."""
    first = next((i for i, b in enumerate(blocks) if b.role != "boilerplate" and not furniture.is_body(b.text)), -1)
    top = [i for i, b in enumerate(blocks[:_LONGEST_TOP]) if b.role == "date" and _NAMES_TEXT.search(b.text)]
    # Below the menu, the day or the author is right below such a headline.
    found = next((i for i in top if i == first or any(b.role in DATED for b in blocks[i + 1 : i + 2])), -1)
    return [b._replace(role="title") if i == found else b for i, b in enumerate(blocks)]


def mark_capital(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the large first letter of a text found, which copied pages have on its own line: `T`, `he …`."""
    found = [*blocks]
    for i, (letter, rest) in enumerate(pairwise(blocks)):
        if len(letter.text) == 1 and letter.text.isupper() and rest.text[0].islower():
            found[i] = letter._replace(role="body")
    return found


def mark_tails(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the outlet cut off the headline: `Harbour to close | Norran`."""
    found: list[Block] = []
    shown = {block.text for block in blocks if not block.role}
    for i, block in enumerate(blocks):
        tail = _TAIL.search(block.text) if i < _LONGEST_TOP and not block.role else None
        if tail and _is_tail(tail, shown):
            found += part(block, 0, tail.start(), "")
            found += part(block, tail.start(), len(block.text), "boilerplate")
        else:
            found.append(block)
    return found


def _is_tail(tail: re.Match[str], shown: set[str]) -> bool:
    """Whether words behind a headline are no part of it: it is printed without them, or they name an outlet."""
    if tail.string[: tail.start()] in shown:
        return True
    # "Wall to fall – Port Times": a dash may name who says so.
    return tail["sign"] in "|»" and is_outlet(tail["name"])


def mark_crumbs(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the way to the page found, where it ends with the headline: `Home  News  Harbour to close`."""
    found = [*blocks]
    top = [i for i, b in enumerate(blocks[:_LONGEST_MENU]) if not b.role and len(b.text) <= LONGEST_TITLE]
    titles = tuple(blocks[i].text for i in top if len(blocks[i].text) > _SHORTEST_HEADLINE)
    for i in top:
        # Looking for one of them first is much faster.
        if blocks[i].text.endswith(titles) and any(furniture.leads_to(blocks[i].text, title) for title in titles):
            found[i] = blocks[i]._replace(role="boilerplate")
    return found


def mark_running(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the running head and foot of printed pages found: lines below the first paragraph that the page
    has twice or more, and are no sentences. A caption may be there twice in a row.
    """
    # "Dear Editor," and "To the Editor:" go on below.
    whole = (block.text for block in blocks if block.text[-1] not in ":,")
    running = furniture.repeated(text for text in whole if not ends_sentence(text))
    if not running:
        return [*blocks]
    first = next((i for i, block in enumerate(blocks) if is_paragraph(block)), len(blocks))
    found = []
    for i, block in enumerate(blocks):
        is_open = i > first and not block.role and not is_doubled(blocks, i)
        is_running = is_open and furniture.key(block.text) in running
        found.append(block._replace(role="boilerplate") if is_running else block)
    return found


def is_doubled(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is there twice in a row, as captions are in copied pages."""
    return any(other.text == blocks[i].text for other in blocks[max(i - 1, 0) : i + 2 : 2] if other is not blocks[i])


def mark_promotions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what a page lets its readers skip found: from `skip past newsletter` to `after newsletter`."""
    texts = {block.text for block in blocks}
    if not any(map(_SKIP.fullmatch, texts)):
        return [*blocks]
    found: list[Block] = []
    end = ""
    for block in blocks:
        skip = _SKIP.fullmatch(block.text)
        if skip and _SKIPPED.format(skip["what"]) in texts:
            end = _SKIPPED.format(skip["what"])
        found.append(block._replace(role="boilerplate") if end else block)
        end = "" if block.text == end else end
    return found


def mark_agency_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with datelines found that copied pages print in two lines: `CNN`, `—`."""
    found = [*blocks]
    for i, (name, dash) in enumerate(pairwise(blocks)):
        if _DASH.fullmatch(dash.text) and publication.is_known_outlet(name.text):
            found[i : i + 2] = [name._replace(role="dateline"), dash._replace(role="dateline")]
    return found


def mark_greeting(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the greeting of a newsletter found: `Good morning. Today: a new wall, and no fish.`"""
    if not any(_NEWSLETTER.search(block.text) for block in blocks):
        return [*blocks]
    return [b._replace(role="boilerplate") if not b.role and GREETING.match(b.text) else b for b in blocks]


def mark_messages(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the messages of sponsors found, from `A message from Norran Bank` to the end of a sentence."""
    found: list[Block] = []
    left = 0
    for block in blocks:
        left = _LONGEST_MESSAGE if _MESSAGE.fullmatch(block.text) else left
        found.append(block._replace(role="boilerplate") if left else block)
        left = 0 if ends_sentence(block.text) else max(left - 1, 0)
    return found


def mark_masthead(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the masthead found: the first line, where another one shows that it names the outlet."""
    first = next((i for i, block in enumerate(blocks[:_LONGEST_MASTHEAD]) if not block.role), None)
    if first is None or not _is_masthead(blocks, first):
        return [*blocks]
    return [b._replace(role="boilerplate") if i == first else b for i, b in enumerate(blocks)]


def _is_masthead(blocks: Sequence[Block], first: int) -> bool:
    if furniture.outlet(*_around(blocks, first)):
        return True
    # "Ministry of Ports" over the headline, and "Home > Press releases" below
    name, below = blocks[first].text, blocks[first + 1 :]
    if not furniture.is_body(name):
        return False
    return any(furniture.is_way(b.text) for b in below[:2])


def _around(blocks: Sequence[Block], first: int) -> tuple[str, str, list[str]]:
    """The text of a block, of the one below it, and of all lines that are no paragraphs."""
    below = blocks[first + 1].text if first + 1 < len(blocks) else ""
    others = [b.text for b in blocks if len(b.text) <= LIMITS["boilerplate"]]
    return blocks[first].text, below, others


def mark_captions(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with captions found that a line such as `Image caption,` is over."""
    found = [*blocks]
    for i, (label, block) in enumerate(pairwise(blocks), 1):
        if CAPTION_LABEL.fullmatch(label.text):
            found[i] = block._replace(role=block.role or "caption")
    return found


def mark_links(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with headlines that a `Read more …` line repeats taken for links."""
    linked = {
        re.sub(r"^(?i:read (?:more|also)|related|see also)\W*", "", b.text) for b in blocks if b.role == "related"
    }
    return [b._replace(role="related") if b.text in linked else b for b in blocks]


def mark_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the links under a heading of links found: short lines, or the page's last paragraph."""
    found: list[Block] = []
    blocks = _mark_frames(blocks)
    # Right under a heading of links the page may close with the summary of a linked story, in a paragraph.
    told = [i for i, block in enumerate(blocks) if is_paragraph(block)]
    first, last = (told[0], told[-1]) if told else (len(blocks), -1)
    # So may the headline be, above the text.
    times = Counter(block.text for block in blocks[:first] if len(block.text) > _SHORTEST_HEADLINE)
    twice = {text for text, count in times.items() if count > 1}
    seen: set[str] = set()
    ruled = False
    for i, block in enumerate(blocks):
        if _is_links_heading(block, is_above=i < first):
            ruled = True
        elif block.text in twice:
            ruled = False
        elif i != last or not _is_over_paragraph(blocks[i - 1].text):
            ruled = ruled and _goes_on_with_links(block, seen)
        found.append(block._replace(role="related") if ruled and block.role in _LINKED else block)
        # A linked article may be there twice, with its picture and without.
        seen |= set() if ruled else {block.text}
    return [*_without_lone_headings(found)]


def mark_credits(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the names found that are between a caption, below author or date, and the text.

    Where the page has named no author yet, a person is the author.
    """
    found = [*blocks]
    shown = [i for i, block in enumerate(blocks) if block.role != "boilerplate"]
    for above, caption, i in zip(shown, shown[1:], shown[2:], strict=False):
        if blocks[i].role or blocks[above].role not in DATED or not _may_be_caption(blocks[caption]):
            continue
        # Whom the headline names is in the picture.
        if is_sign(blocks[i].text) and blocks[i].text not in blocks[caption].text:
            is_author = is_person(blocks[i].text.split()) and not any(b.role == "byline" for b in blocks[:i])
            found[i] = blocks[i]._replace(role="byline" if is_author else "credit")
    return found


def _may_be_caption(block: Block) -> bool:
    if block.role not in ("", "caption") or is_paragraph(block):
        return False
    return block.text.count(" ") >= _CAPTION_WORDS - 1


def _without_lone_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with `Continue reading` over no link taken for a button in the text."""
    for block, below in pairwise([*blocks, NOTHING]):
        is_alone = below.role != "related" and bool(_READ_ON.fullmatch(block.text))
        yield block._replace(role="boilerplate") if is_alone else block


def _is_over_paragraph(text: str) -> bool:
    """Whether a line is a heading of links, and no button that shows the rest of the text."""
    return bool(LINKS_HEADING.match(text)) and not _READ_ON.fullmatch(text)


def _mark_frames(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what is between `list of 3 items` and `end of list` found."""
    found = [*blocks]
    ends = [i for i, block in enumerate(blocks) if _LIST_END.fullmatch(block.text)]
    for i, block in enumerate(blocks):
        if _LIST_START.fullmatch(block.text):
            end = next((j for j in ends if j > i), i - 1)
            found[i : end + 1] = [b._replace(role="related") for b in blocks[i : end + 1]]
    return found


def _is_links_heading(block: Block, *, is_above: bool = False) -> bool:
    if block.role not in ("", "related"):
        return False
    # Above the text, "More" is an item of the menu.
    if is_above and " " not in block.text:
        return False
    if LINKS_HEADING.match(block.text):
        return True
    # "In Obituaries"
    return block.text.startswith("In ") and furniture.is_section(block.text.removeprefix("In "))


def _goes_on_with_links(block: Block, seen: AbstractSet[str]) -> bool:
    """Whether a line below links may be one of them: `Harbour to close`, `3 May 2024`, `5 min read`.

    `seen` are the lines above it.
    """
    # The days of linked articles, and the time to read them.
    if block.role:
        return block.role in _LINKED or bool(_READING.match(block.text))
    if is_notice(block.text, frozenset()):
        return False
    # The headline of the page may be below its trending topics.
    return _is_link(block.text) and block.text not in seen


def mark_notes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with notes on the authors found: `Anna Berg covers ports.` under an article by Anna Berg."""
    dated = _dated_names(blocks)
    authors = _named_in_bylines(blocks) | {name for name in dated if is_author(name) or _is_noted(name, blocks)}
    if not authors:
        return [*blocks]
    note = _note_on(sorted(authors))
    # A person who speaks may have the name of an author in the head, not behind the first paragraphs.
    told = [i for i, block in enumerate(blocks) if is_paragraph(block)][_FEWEST_TOLD - 1 : _FEWEST_TOLD]
    first = min([*told, len(blocks) // 2])
    found = [*blocks]
    for i, block in enumerate(blocks):
        if block.role:
            continue
        above = found[i - 1] if i else NOTHING
        is_below = above.role == "byline" and block.text.startswith(f"{above.text} is a")
        if is_below or block.text in (authors if i > first else dated & authors):
            found[i] = block._replace(role="byline")
        elif i <= first:
            continue
        elif note.match(block.text) or (found[i - 1].text in authors and block.text[0].islower()):
            found[i] = block._replace(role="boilerplate")
    return found


def _named_in_bylines(blocks: Sequence[Block]) -> set[str]:
    """The full names in the bylines, without the jobs behind them."""
    bylines = (re.sub(publication.POST, "", _BY.sub("", block.text)) for block in blocks if block.role == "byline")
    return {without_job(name) for line in bylines for name in _NAME.findall(line) if " " in name}


def _dated_names(blocks: Sequence[Block]) -> set[str]:
    """The names alone on a line, over the day or a note."""
    over = [(block.text, below) for block, below in pairwise(blocks) if _NAME.fullmatch(block.text)]
    return {name for name, below in over if below.role == "date" or below.text.startswith(f"{name} is a")}


def _note_on(authors: Sequence[str]) -> re.Pattern[str]:
    """A pattern of notes on any of the authors."""
    named = f"(?i:{'|'.join(map(re.escape, authors))})"
    last = "|".join(re.escape(name.split()[-1]) for name in authors)
    return re.compile(
        rf"{named},? (?!said|says|told)[a-z]|(?i:{last}) (?:covers|writes|reports (?:on|from))\b"
        rf"|(?:Reach|Contact|E-?mail|About|Follow) (?:reporter )?{named}\b"
    )


def _is_noted(name: str, blocks: Sequence[Block]) -> bool:
    """Whether another line says what an author does, or has: `Ann Quill writes every Tuesday`, `© 2024 Ann Quill`."""
    form = re.compile(rf"{re.escape(name)} (?:is|writes|covers|reports)\b|© ?\d{{4}} {re.escape(name)}$")
    return any(form.match(block.text) for block in blocks)


def mark_sources(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the list of sources at the end of the page found, below its heading."""
    heading = next((i for i, b in enumerate(blocks) if _SOURCES.fullmatch(b.text)), len(blocks))
    if any(len(block.text) > _LONGEST_SOURCE for block in blocks[heading:]):
        return [*blocks]
    # "Norsund Navy, Annual Outlook, October 2022" is a source with its month.
    listed = takewhile(_may_be_source, blocks[heading:])
    end = heading + sum(1 for _ in listed)
    return [b._replace(role="sources") if heading <= i < end else b for i, b in enumerate(blocks)]


def _may_be_source(block: Block) -> bool:
    return block.role in ("", "date", "sources") and not is_notice(block.text, frozenset())


def mark_footnotes(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the notes at the end of the page found, whose marks are in the text: `[1] Judgment of May 3.`"""
    found = [*blocks]
    for i in reversed(range(len(blocks))):
        note = _FOOTNOTE.match(blocks[i].text)
        if note and _is_marked(note, blocks[:i]):
            found[i] = blocks[i]._replace(role="boilerplate")
        elif not blocks[i].role:
            break
    return found


def _is_marked(note: re.Match[str], above: Sequence[Block]) -> bool:
    """Whether the mark of a note is in the text above it."""
    if note["mark"]:
        return any(note["mark"] in block.text for block in above)
    mark = re.compile(_GLUED_MARK.format(note["number"]))
    return any(mark.search(block.text) for block in above)


def mark_company(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with what a press release says of its sender found, from `About Westhaven Port Holdings` on."""
    if not any(_RELEASE.search(block.text) for block in blocks if block.role):
        return [*blocks]
    about = next((i for i, block in enumerate(blocks) if i > 1 and _ABOUT.fullmatch(block.text)), len(blocks))
    return [b._replace(role=b.role or ("boilerplate" if i >= about else "")) for i, b in enumerate(blocks)]


def _is_link(text: str) -> bool:
    """Whether a line may be another article's headline: it ends as no sentence does, or is a short question."""
    if not ends_sentence(text):
        return True
    return text[-1] == "?" and len(text) < _LONGEST_LINK
