"""Blocks of a page: its lines or paragraphs, parted where one holds a dateline, a credit or an aside."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from blocquotes.model import Span
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import lines, publication, wrapping
from blocquotes.suggest.page.credits import behind_caption
from blocquotes.suggest.text.line_breaks import ends_sentence, is_wrapped

_LINE = re.compile(r"\S[^\n]*")
# How a turn of a transcript begins: `Q: `, `Anna Berg: `, `**Reuters:** `, `President of the Port Otto Lind: `.
_TURN = re.compile(r"(?P<label>(?:\*\*)?(?:[QA][.:]|[A-ZÀ-Ý][\w.,'’()/ -]{0,80}:))(?:\*\*)? ?[^\s/]")
# A line that says who speaks in the next one, and as what: `ANNA BERG, HOST:`.
_HOST = re.compile(r"(?P<label>[A-Z][A-Z.'’ -]+, [A-Z ]{4,20}:)")
# Turns that make a transcript, with bold labels or `Q:` and without, and their share of what comes from the first on.
_FEWEST_MARKED_TURNS, _FEWEST_TURNS, _TURN_SHARE = 2, 3, 0.5
_BODY_LENGTH = 100
LONGEST_TITLE = 200
# Where a sentence ends and the next one begins.
INNER_END = re.compile(r"[a-z0-9%)”\"’][.!?][”\"’)]* +[“\"‘]?[A-Z]")
# `Source: Norran | 2024-05-16 10:11 | Editor: Jo Lee`
_SOURCE = re.compile(rf"([^|]{{2,60}}\|)\s*({publication.DATE}[^|]{{0,20}}\|)(?=\s*Editor ?: )")
_LONGEST_AGENCY = 30
# Last words of a line that goes on below: `The law says that`.
GOES_ON = re.compile(r" (?:that|to|the|of|and|or|for|with|by|in|are|is|was|were|includes?|including|as|says?|said)$")
# Verbs at the end of a headline: `Wall must go, mayor says`.
SAYS = re.compile(r" sa(?:ys?|id)$")
# Roles of the lines that say when a page was published, and by whom.
DATED = frozenset(("date", "byline"))
_TOWN_DASH = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?: [A-ZÀ-Ý][a-zà-ÿ]+)? [–—] ")
# A town and a sign, or in capitals and without one, and nothing else.
_BARE = re.compile(rf"{_TOWN_DASH.pattern}|[A-Z ]+|[^(:]*, |[^:A-Z]*[A-Z][a-z][^:–—(/\d]*: ?")
_CERTAIN = re.compile(rf"[(–—/]| -|{publication.DATE}")
# What only the first paragraph of a story begins with: an agency or a day behind the place, a dash, or capitals.
_SURE = re.compile(
    rf"{_TOWN_DASH.pattern}$|[^:]*(?:{publication.DATE}|\([A-Z][\w/ ]*\))[^:]*[–—-] ?$|[A-Z][A-Z .,'’/]+[–—-]? ?$"
)
_NO_PLACES = frozenset(("sir", "sirs", "madam", "editor"))
# Characters behind a dateline that begin a story.
_SHORTEST_STORY = 24
_SHORTEST_CAPTION = 20
# Characters above a paragraph that may name its place.
_NEAR = 1500
# A word in capitals behind one that is not.
_CAPITALS = re.compile(r"(?<=[a-z0-9%”\"’)] )[A-ZÀ-Ý]{3,}")
# The headline, author and day in front of the text of a page that is one line, in either order.
_BY = rf"[Bb]y {publication.NAME}(?: and {publication.NAME})?"
_DAY = rf"(?:(?:Published|Posted|Updated):? )?(?:on )?{publication.DATE}(?<=\d{{4}})"
_BY_AND_DAY = (
    rf"(?P<byline>{_BY})[ ,|•·–—-]+(?P<date>{_DAY})",
    rf"(?P<date>(?=[A-Z][a-z]+:? (?:on )?\S+ ){_DAY})[ ,|•·–—-]+(?P<byline>{_BY}(?= (?:[A-Z“\"])))",
)
# What names a picture, so that what is before it on its line is the caption; "(Jo Lee)" may sign a story.
_NAMED_CREDIT = re.compile(r"(?i)credit|photo|image|picture|©")
# Characters that may follow the date of a byline: the time of day.
_DATE_TAIL = 20


class Block(NamedTuple):
    """A line of the page, or a part of one, on its way to a region; `role` is "" while it is open."""

    span: Span
    text: str
    role: str
    repeat: bool = False


# Stands beside the first and the last block.
NOTHING = Block(Span(0, 0), "", "")


def read_blocks(seed: str) -> Iterator[Block]:
    """The lines of a page, split where they hold several regions; a story begins but once with its place."""
    read = [_block(span.start, seed[span.start : span.end]) for span in _lines(seed)]
    spoken = turns(read)
    told = 0
    for i, block in enumerate(read):
        near = seed[max(0, block.span.start - _NEAR) : block.span.end]
        # "AFP: Will there be ships?" is a question, and no place.
        # Below one paragraph, which may sum up the story, it may yet begin with its place.
        begun = told > 1 or (told == 1 and not _is_opening(block.text))
        yield from _split(block, begun or i in spoken, near)
        # A caption may be there twice.
        if is_paragraph(block) and not any(below.text.startswith(block.text) for below in read[i + 1 : i + 2]):
            told += 1


def _is_opening(text: str) -> bool:
    """Whether a paragraph begins as only the first one of a story does: `OSLO, May 16 (Reuters) -`, `Basel –`."""
    dateline = lines.dateline(text, 0) if len(text) > _BODY_LENGTH else None
    return dateline is not None and bool(_SURE.match(dateline.group()))


def _lines(seed: str) -> Iterator[Span]:
    if is_wrapped(seed):
        yield from wrapping.paragraphs(seed)
    else:
        yield from (Span(match.start(), match.start() + len(match.group().rstrip())) for match in _LINE.finditer(seed))


def _block(start: int, text: str) -> Block:
    """The block of a line, without marks of emphasis around what it says of itself: `**By Anna Berg**`."""
    role = lines.line_role(text)
    emphasis = None if role else lines.EMPHASIS.fullmatch(text)
    if emphasis and (role := lines.line_role(emphasis["words"])):
        start, text = start + emphasis.start("words"), emphasis["words"]
    return Block(Span(start, start + len(text)), text, role)


def turns(blocks: Sequence[Block]) -> frozenset[int]:
    """The turns of a transcript, by their places in the page: lines that begin with who speaks; none elsewhere."""
    plain = [i for i, block in enumerate(blocks) if not block.role]
    labels = {
        i: turn["label"] for i in plain if (turn := _TURN.match(blocks[i].text) or _HOST.fullmatch(blocks[i].text))
    }
    times = Counter(labels.values())
    # "Interview: Anna Berg on the wall" is a headline.
    found = [i for i, label in labels.items() if i != plain[0] or times[label] > 1]
    # In other pages, some lines have a colon too: "Westhaven: the town that waits".
    after = [i for i in plain if i >= found[0]] if found else []
    fewest = _FEWEST_TURNS if any(labels[i][0] not in "*Q" for i in found) else _FEWEST_MARKED_TURNS
    return frozenset(found if len(found) >= max(fewest, _TURN_SHARE * len(after)) else ())


def _split(block: Block, begun: bool, near: str) -> Iterator[Block]:
    """The parts of a line: datelines, credits, asides, lists of sources, and what is left.

    `near` is the line and what is above it.
    """
    if block.role:
        yield from _split_fields(block)
        return
    if heading := lines.HEADING.match(block.text):
        yield from _split_heading(block, heading)
        return
    if not begun and (label := lines.TITLE_LABEL.match(block.text)):
        yield from part(block, 0, label.end(), "boilerplate")
        yield from part(block, label.end(), len(block.text), "title")
        return
    if block.span.start == 0 and (day := lines.OPENING_DAY.match(block.text)):
        yield from part(block, 0, day.end(), "date")
        for rest in part(block, day.end(), len(block.text), ""):
            yield from _split(rest, begun, near)
        return
    inner = [*_inner(block.text, begun, near)]
    if not inner:
        yield block
        return
    at = 0
    for start, end, role in inner:
        is_captioned = role == "credit" and _NAMED_CREDIT.search(block.text, start)
        yield from part(block, at, start, "caption" if is_captioned else "")
        yield from part(block, start, end, role)
        at = end
    yield from part(block, at, len(block.text), "")


def _split_heading(block: Block, mark: re.Match[str]) -> Iterator[Block]:
    """The mark of a heading in Markdown, and its words: the page's first rank has its headline, others subheadings."""
    rank = "subheading" if mark.group().count("#") > 1 else "" if block.span.start else "title"
    yield from part(block, 0, mark.end(), "boilerplate")
    yield from part(block, mark.end(), len(block.text), rank)


def _split_fields(block: Block) -> Iterator[Block]:
    """A date with its author, a byline with its date, a caption with its credit."""
    if block.role == "date":
        for start, end, role in publication.regions(block.text):
            yield from part(block, start, end, role)
        return
    if block.role == "caption" and (label := lines.LABEL.match(block.text)):
        yield from part(block, 0, label.end(), "boilerplate")
        words = Block(Span(block.span.start + label.end(), block.span.end), block.text[label.end() :], "caption")
        yield from _split_fields(words)
        return
    if dated := _SOURCE.match(block.text):
        yield from part(block, 0, dated.end(1), "sources")
        yield from part(block, dated.end(1), dated.end(2), "date")
        yield from part(block, dated.end(2), len(block.text), "boilerplate")
        return
    cut_at = 0
    if block.role == "byline":
        dates = re.finditer(publication.DATE, block.text)
        cut_at = next((date.start() for date in dates if date.end() > len(block.text) - _DATE_TAIL), 0)
    elif block.role == "caption":
        credit = lines.CREDIT.search(block.text)
        # "FILE PHOTO:" is no credit of the picture.
        cut_at = credit.start() if credit and credit.start() else max(behind_caption(block.text), 0)
    if cut_at:
        yield from part(block, 0, cut_at, block.role)
        yield from part(block, cut_at, len(block.text), "date" if block.role == "byline" else "credit")
    else:
        yield block


def _inner(text: str, begun: bool, near: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of a line that are no running text, in order."""
    at = 0
    if field := lines.FIELD.match(text):
        yield 0, field.end(), "date"
        # The blanks behind the field belong to no region.
        at = field.end() + len(text[field.end() :]) - len(text[field.end() :].lstrip())
    if not begun and (kicker := lines.KICKER.match(text, at)):
        yield at, kicker.end(), "kicker"
        at = kicker.end()
    for at_title, end, role in _in_front(text, at) if "\n" not in near else ():
        yield at_title, end, role
        at = end + len(text[end:]) - len(text[end:].lstrip(" ,|•·–—-"))
    # A story begins only once with its place: "MOSCOW: " later on is what somebody in Moscow says.
    dateline = None if begun else lines.dateline(text, at)
    # "Anna Berg - Westhaven Post" begins no story.
    if dateline and len(text) - dateline.end() >= _SHORTEST_STORY and _is_place(dateline.group(), text, near):
        yield at, dateline.end(), "dateline"
    # A credit right at the beginning is one in any case; behind a few words there is no caption.
    elif (at_credit := _credit(text, begun)) > _SHORTEST_CAPTION:
        yield at_credit, len(text), "credit"
        return
    if begun and (sign := lines.SIGN_BEHIND.search(text, max(0, len(text) - lines.LIMITS["dateline"]))):
        yield sign.start(), len(text), "sources"
    # Few paragraphs hold an aside, and the patterns are slow.
    if not lines.holds_any(text, lines.HINTS):
        return
    sources = lines.SOURCES.search(text)
    end = sources.start() if sources else len(text)
    for aside in lines.ASIDE.finditer(text, 0, end):
        yield aside.start(), aside.end(), _aside_role(aside.group())
    if sources:
        yield sources.start(), len(text), "sources"


def _in_front(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """The headline in front of the place or of author and day, on the line of a page without line ends."""
    if end := _title_end(text, at):
        yield at, end, "title"
    elif head := _head(text, at):
        yield from sorted((*head.span(role), role) for role in ("title", "byline", "date"))


def _head(text: str, at: int) -> re.Match[str] | None:
    """Headline, author and day in front of a text: `Harbour to close By Anna Berg May 16, 2024 The harbour …`."""
    if len(text) <= LONGEST_TITLE:
        return None
    found = (form.match(text, at) for form in _heads())
    return next(filter(None, found), None)


# Few pages are one line, and the patterns take as long to make as all others of this file.
@cache
def _heads() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"(?P<title>[A-ZÀ-Ý“‘\d].{{15,{LONGEST_TITLE}}}?) {order}[ ,|•·–—-]+(?=[A-ZÀ-Ý“\"])")
        for order in _BY_AND_DAY
    )


def _title_end(text: str, at: int) -> int:
    """Where the headline in front of a dateline ends, on the line of a page without line ends; 0 where there is none.

    `Norsund mends its wall NORSUND, May 16 (Reuters) - The …`
    """
    for capitals in _CAPITALS.finditer(text, at, at + LONGEST_TITLE):
        dateline = lines.dateline(text, capitals.start())
        if dateline and lines.AGENCY.search(dateline.group()):
            return 0 if INNER_END.search(text, at, capitals.start()) else capitals.start()
    return 0


def _aside_role(words: str) -> str:
    if "eporting by" in words:
        return "byline"
    return "related"


def _credit(text: str, begun: bool) -> int:
    """Where the photographer or agency begins in a caption; -1 where none is named."""
    if len(text) > lines.LIMITS["caption"]:
        return -1
    credit = lines.CREDIT.search(text) if lines.holds_any(text, lines.CREDIT_HINTS) else None
    # Below the first paragraph, "… he said. AFP" is the end of the story.
    credit = credit or (None if begun else lines.AGENCY_BEHIND.search(text[-_LONGEST_AGENCY:]))
    if credit:
        return (len(text) - len(credit.string) if credit.string != text else 0) + credit.start()
    at = behind_caption(text)
    # "… of its tyre. Jo Lee/Norran"
    return at if not begun or "/" in text[at:] else -1


def _is_place(dateline: str, text: str, near: str) -> bool:
    """Whether words before a paragraph name a place, and no topic or speaker; `near` may say so."""
    place = dateline.strip(" ,:–—\t")
    # "SIR –" begins a letter.
    if place.casefold() in _NO_PLACES:
        return False
    if _BARE.fullmatch(dateline):
        return len(text) > _BODY_LENGTH and _is_bare_place(place, dateline)
    # "KYIV, May 3 (Reuters) - ", "KATHMANDU, May 16: " and "WASHINGTON — " need no look into the gazetteer.
    if ":" not in dateline or _CERTAIN.search(dateline):
        return True
    # "UN: Number of ships rises" is a headline.
    if not ends_sentence(text):
        return False
    if is_town(place.title()):
        return True
    # In a transcript, "CCTV:" asks something.
    if "?" not in text and _is_capital(place):
        return True
    # "WESTHAVEN: The harbour of Westhaven …", also under the picture of "a crane at the Westhaven docks"
    return bool(re.search(rf"\b(?:in|at|of|near|from|to) (?:the )?{re.escape(place.title())}\b", near))


def _is_bare_place(place: str, dateline: str) -> bool:
    """Whether a name over a paragraph is a known town's: `Nagpur: `, `PARIS `, `Nairobi, `, or with a dash any place's,
    but not "Kremlin: …" or "Time – …".
    """
    if is_town(place.title()):
        return True
    return dateline.rstrip()[-1] in "–—" and _is_new(place)


def _is_capital(place: str) -> bool:
    """Whether capitals before a colon are a known name or no English word: `USA:`, `ILNA:`, but not `EMAIL:`."""
    names = load()
    return any((place in names.upper, place in names.names, _is_new(place)))


def is_town(place: str) -> bool:
    """Whether a name is a known town's, and no state's."""
    names = load()
    known = names.names.get(place)
    if known is None:
        return False
    return known.type == "GPE" and known.id not in names.states


def _is_new(place: str) -> bool:
    """Whether a place is neither a known name nor a person's, and has no English word."""
    names, words = load(), place.split()
    if place in names.names or publication.is_person(words):
        return False
    return not any(word.casefold() in names.common for word in words)


def part(block: Block, start: int, end: int, role: str) -> Iterator[Block]:
    """The part of a block between two offsets of its text, edges trimmed; none where it is empty."""
    text = block.text[start:end]
    if words := text.strip():
        at = block.span.start + start + len(text) - len(text.lstrip())
        yield Block(Span(at, at + len(words)), words, role)


def is_paragraph(block: Block) -> bool:
    """Whether a block is long enough for running text and ends as a sentence does, leads to a quotation or list, or
    holds the end of a sentence.
    """
    if block.role or len(block.text) < _BODY_LENGTH:
        return False
    if block.text[-1] == ":":
        return True
    # The number of a printed page may part a paragraph within a sentence.
    is_longer = len(block.text) > LONGEST_TITLE and bool(INNER_END.search(block.text))
    return is_longer or ends_sentence(block.text)
