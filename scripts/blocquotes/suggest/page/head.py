"""The head of a page, above the running text: sections, kicker, headline, standfirst, captions and bylines."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from blocquotes.model import Span
from blocquotes.suggest.page import furniture
from blocquotes.suggest.page.appeals import is_button, is_notice
from blocquotes.suggest.page.blocks import (
    DATED,
    GOES_ON,
    LONGEST_TITLE,
    NOTHING,
    SAYS,
    Block,
    is_town,
    part,
)
from blocquotes.suggest.page.bylines import is_about_author, is_author_line
from blocquotes.suggest.page.captions import is_shown
from blocquotes.suggest.page.lines import SUMMARY, line_role
from blocquotes.suggest.page.marking import GREETING
from blocquotes.suggest.page.publication import is_outlet, is_press
from blocquotes.suggest.page.topic import shared, stems
from blocquotes.suggest.text.line_breaks import ends_sentence

# What is over the place that an author writes from.
_FROM = re.compile(r"(?i:reporting from)")
# How a caption begins and ends; lists and what is over one do so otherwise.
_CAPTION_FORM = re.compile(r"(?!\d+[.)])[A-ZÀ-Ý\d“‘](?!.*:$)")
_SHORTEST_HEADLINE = 20
# Characters of the longest name of a paper over a credit; "The oak chairs in the lobby of the Civic Centre" is longer.
_LONGEST_PAPER = 40
_EDITION = re.compile(r" \([A-Z][^()]{2,30}\)$")
# "Anna Berg on the wall of Westhaven in 1982"
_IN_YEAR = re.compile(
    r"(?:[A-Z][\w'’.-]+ ){1,4}(?:on|at|in|with|during|outside|aboard|near) [^.!?]{3,80}\bin (?:19|20)\d\d\b"
)
# Roles of lines below which captions are.
_NEAR_CAPTION = DATED | {"credit"}
# What papers print over a headline, besides sections.
_FLAG = re.compile(
    r"(?i)(?:exclusive|live|breaking(?: news)?|developing|just in|update[ds]?|watch|explained|explainer|fact check"
    r"|in brief)"
)
# Roles of lines between a section and its headline.
_OVER_HEADLINE = frozenset(("", "date"))
# Lines with sections or kickers over the headline.
_MOST_SECTIONS = 2
# Roles that items of a menu may seem to have.
_IN_MENU = frozenset(("", "related", "credit", "caption", "sources"))
# Words of the longest section, of the longest kicker between two headlines, and lines that make a menu.
_MOST_SECTION_WORDS, _MOST_KICKER_WORDS, _FEWEST_ITEMS, _FEWEST_SECTIONS = 3, 10, 6, 3
# Blanks in the shortest headline that is between a section and a standfirst.
_FEWEST_BLANKS = 2
# Words of a longer line over the headline, apart from it, which is a motto.
_MOST_SLOGAN_WORDS = 5
# Lines from the headline to its repeat, if what is between them is about the article.
_LONGEST_LEAD = 6
# Characters of a headline that is found again, and of the label that one of the two may have besides.
_SHORTEST_REPEAT, _LONGEST_LABEL = 15, 40
# Greek, Cyrillic, Arabic and Chinese letters: `English Русский 简体中文`.
_OTHER_SCRIPT = re.compile(r"[\u0370-\u04ff\u0600-\u06ff\u4e00-\u9fff]")
_WORD = re.compile(r"\w+")
# The day of today, behind a town or the name of a picture.
_TODAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [^.!?]{4,20} \d{4}$")
# A day of a calendar whose months are no English ones: `4 Rabi II 1445`, `16 Sha'ban 1445 AH`.
_OTHER_CALENDAR = re.compile(r"\d{1,2} [A-Z][\w'’-]+(?: [IV]{1,2}| [\w'’-]+)? \d{4}(?: ?A\.?H\.?)?")
# Share of a headline's longer words that the story has.
_ON_TOPIC = 0.5
# … and that of a link to another article, at most.
_OFF_TOPIC = 0.25
# Headlines above the text of which all but the last are links.
_FEWEST_LISTED = 4
# Longer words that a headline below links shares with the story.
_FEWEST_SHARED = 2


def read_head(blocks: Sequence[Block], story: AbstractSet[str]) -> list[Block]:
    """What comes before the running text: sections, kickers, headline and repeats, standfirst, caption.

    `story` has the first letters of the words of the running text.
    """
    blocks = _with_headline(_with_menu(blocks), story)
    title = _title_index(blocks, story)
    # "Harbour to close", "for three weeks"
    if _goes_on(blocks[title - 1 : title + 1]):
        title -= 1
    blocks = _join_headline(blocks, title)
    headline = blocks[title].text if title < len(blocks) else ""
    found: list[Block] = []
    for i, block in enumerate(blocks):
        if block.role:
            found.append(block)
        elif i == title:
            found.append(block._replace(role="title"))
        elif _repeats(block.text, headline) and not _is_above_credit(blocks, i):
            found.append(block._replace(role="title", repeat=True))
        elif _is_shown_twice(blocks, i, title) or _is_furniture(block.text) or is_notice(block.text, story):
            found.append(block._replace(role="boilerplate"))
        else:
            found.append(block._replace(role=_head_role(blocks, i, title, found[-1] if found else NOTHING)))
    return found


def _with_menu(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the items of a menu found, whatever they say of themselves; its last one may be the section."""
    end = _menu_end(blocks)
    found = [*blocks]
    for i, block in enumerate(blocks[:end]):
        if block.role in _IN_MENU and _is_item(block):
            found[i] = block._replace(role="boilerplate" if i + 1 < end else "")
    return found


def _with_headline(blocks: Sequence[Block], story: AbstractSet[str]) -> Sequence[Block]:
    """The blocks with the headline and what is below it opened again, where they are below links to other articles."""
    dated = next((i for i, block in enumerate(blocks) if block.role in DATED), len(blocks))
    told = [i for i, block in enumerate(blocks[:dated]) if len(stems([block.text]) & story) >= _FEWEST_SHARED]
    if any(blocks[i].role in ("", "title") for i in told):
        return blocks
    below = range(next((i for i in told if blocks[i].role == "related"), dated), dated)
    return [_reopened(b) if b.role == "related" and i in below else b for i, b in enumerate(blocks)]


def _reopened(block: Block) -> Block:
    """A block that is no link, with the role of a day or an author if it says one."""
    said = line_role(block.text)
    return block._replace(role=said if said in DATED else "")


def _is_long(text: str) -> bool:
    """Whether a line has the words of a headline."""
    return text.count(" ") >= _MOST_SECTION_WORDS


def _join_headline(blocks: Sequence[Block], title: int) -> Sequence[Block]:
    """The blocks, with a headline that goes on in the next line as one, in small letters or behind a small word."""
    if not _goes_on(blocks[title : title + 2]):
        return blocks
    first, second = blocks[title], blocks[title + 1]
    joined = Block(Span(first.span.start, second.span.end), f"{first.text} {second.text}", "")
    return [*blocks[:title], joined, *blocks[title + 2 :]]


def _is_above_credit(blocks: Sequence[Block], i: int) -> bool:
    """Whether a credit is right below a line: a picture may have the headline as its caption."""
    return any(block.role == "credit" for block in blocks[i + 1 : i + 2])


def _goes_on(lines: Sequence[Block]) -> bool:
    """Whether the first of two lines goes on in the second one, in small letters or behind a small word."""
    if len(lines) < len(("first", "second")) or any(line.role for line in lines):
        return False
    first, second = lines
    # A line below a blank one begins something else.
    if second.span.start - first.span.end != 1:
        return False
    # "iNorran will mend …" begins something.
    if second.text.split(" ", 1)[0].islower():
        return True
    # "Wall must go, mayor says" is a whole headline.
    return bool(GOES_ON.search(first.text)) and not SAYS.search(first.text)


def _title_index(blocks: Sequence[Block], story: AbstractSet[str]) -> int:
    """The headline: the first line that is repeated, else the first that is long enough for one; the end for none."""
    short = [i for i, block in enumerate(blocks) if _may_be_headline(block)]
    if labelled := [i for i, block in enumerate(blocks) if block.role == "title"]:
        return labelled[0]
    # "Asia | Small islands, big sea"
    if flagged := [i for i in short if i + 1 in short and furniture.is_flagged(blocks[i].text)]:
        return flagged[0] + 1
    lines = [i for i in short if len(blocks[i].text) > _SHORTEST_HEADLINE]
    menu = _menu_end(blocks)
    lines = [i for i in lines if i >= menu] or lines
    long = _candidates(blocks, lines, story)
    dated = next((i for i, block in enumerate(blocks) if block.role in _NEAR_CAPTION), len(blocks))
    # News pages print the headline again over the text, below a kicker or a section; below author, date or picture, a
    # line that is there twice is a caption or a link.
    top = takewhile(lambda i: not any(k < dated < i for k in long), lines)
    if twice := [i for i in top if _is_printed_again(blocks, i, short)]:
        # Items of the menu may be there several times.
        return next(iter([i for i in twice if shared(blocks[i].text, story)] or twice))
    # "The wall" is the headline if the date is right below it.
    above = [i for i in short if any(b.role in DATED for b in blocks[i + 1 : i + 2])]
    return next(iter(_on_topic(blocks, long, story) or above or short), len(blocks))


def _may_be_headline(block: Block) -> bool:
    if block.role or len(block.text) > LONGEST_TITLE or "://" in block.text:
        return False
    return not _is_furniture(block.text)


def _candidates(blocks: Sequence[Block], lines: Sequence[int], story: AbstractSet[str]) -> Sequence[int]:
    """The lines that have some words, without those that are above the headline for sure."""
    long = _without_crumbs(blocks, [i for i in lines if _is_long(blocks[i].text)])
    # A newsletter greets its readers above its headline.
    greeted = next((i for i, b in enumerate(blocks) if GREETING.match(b.text)), -1)
    long = [i for i in long if i > greeted] or long
    if long and ends_sentence(blocks[long[0]].text):
        long = [*_above_standfirst(blocks, lines, long[0]), *long]
    for is_above_headline in (_is_shown, _is_over_section, lambda blocks, i: is_notice(blocks[i].text, story)):
        long = [i for i in long if not is_above_headline(blocks, i)] or long
    return long


def _above_standfirst(blocks: Sequence[Block], lines: Sequence[int], standfirst: int) -> Iterator[int]:
    """The short lines that may be the headline above a standfirst."""
    # "Germany's silent villages"
    first = [i for i in lines[:1] if i < standfirst and not is_paper(blocks[i].text)]
    # Below a section: "Letter from Tarnow", "The Last Glassblower".
    above = min([standfirst, *first]) - 1
    if above > 0 and _is_short_headline(blocks, above):
        yield above
    yield from first


def _is_short_headline(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line of a few words below another line is no section, outlet or button."""
    text = blocks[i].text
    if blocks[i - 1].role or not _may_be_headline(blocks[i]):
        return False
    return text.count(" ") >= _FEWEST_BLANKS and not is_paper(text)


def _is_shown(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line is a sentence over a credit: what a picture above the headline shows."""
    return ends_sentence(blocks[i].text) and _is_above_credit(blocks, i)


def _is_over_section(blocks: Sequence[Block], i: int) -> bool:
    """Whether a section is right below a line, which so is above the headline: `On all stations`, `Local News`."""
    return any(furniture.is_section(block.text) for block in blocks[i + 1 : i + 2])


def _is_furniture(text: str) -> bool:
    """Whether a line is a button, the day of today, a row of languages or of a menu, but not the way to the page."""
    if is_button(text) or any(form.search(text) for form in (_OTHER_SCRIPT, _TODAY)):
        return True
    return furniture.is_row(text) and not furniture.is_crumbs(text)


def _is_shown_twice(blocks: Sequence[Block], i: int, title: int) -> bool:
    """Whether a few words are printed more than once, as the name of a site is; a section may be in the menu, too."""
    text = blocks[i].text
    if i + 1 == title and text != blocks[0].text:
        return False
    return text.count(" ") < _MOST_SECTION_WORDS and sum(block.text == text for block in blocks) > 1


def _without_crumbs(blocks: Sequence[Block], lines: Sequence[int]) -> Sequence[int]:
    """The lines without the way to the page, `Norran Today / Port news`, unless there is nothing else."""
    return [i for i in lines if not furniture.is_crumbs(blocks[i].text)] or lines


def _is_printed_again(blocks: Sequence[Block], i: int, short: Sequence[int]) -> bool:
    """Whether one of the short lines below a line is the same, and no caption."""
    again = [j for j in short if j > i and _repeats(blocks[j].text, blocks[i].text)]
    if not again:
        return False
    # A sentence that is there twice, below a headline, is what a picture shows, and its caption.
    if i > short[0] and ends_sentence(blocks[i].text):
        return False
    # Sites print what a picture shows above its caption and credit.
    return not any(_is_above_credit(blocks, j) for j in again)


def _menu_end(blocks: Sequence[Block]) -> int:
    """The block below the last menu above the author: a row or run of sections, or a long run of short lines."""
    above = [*takewhile(lambda block: block.role != "byline", blocks)]
    rows = [i + 1 for i, b in enumerate(above) if furniture.is_site_menu(b.text)]
    run = 0
    for i, block in enumerate(above):
        # "Home", "About", "Contact"
        is_next = _is_item(block) if run and block.role in _IN_MENU else furniture.is_section(block.text)
        run = run + 1 if is_next else 0
        rows += [i + 1] if run >= _FEWEST_SECTIONS else []
    return max([_items_end(above), *rows])


def _items_end(blocks: Sequence[Block]) -> int:
    """The block below the last long run of short lines; 0 for none."""
    end, run, is_headed = 0, 0, False
    for i, block in enumerate(blocks):
        # The day of today may be over the menu, that of the article is below its headline.
        if block.role == "date" and is_headed:
            break
        run = run + 1 if _is_item(block) else 0
        is_headed |= _is_long(block.text)
        if run >= _FEWEST_ITEMS:
            end, is_headed = i + 1, False
    return end


def _is_item(block: Block) -> bool:
    """Whether a line may be an item of a menu: a few words, and no date or author."""
    return block.text.count(" ") < _MOST_SECTION_WORDS and block.role not in DATED


def _on_topic(blocks: Sequence[Block], lines: Sequence[int], story: AbstractSet[str]) -> Sequence[int]:
    """The lines from the first one on that may be the headline: no slogan of which the story says nothing.

    A headline may play with words, so that a line has to follow which has many words of the story, and is no sentence.
    """
    if not lines or shared(blocks[lines[0]].text, story) > _OFF_TOPIC:
        return lines
    # Where no day or author is below it, the headline is right above the text, and other lines are above it.
    if _is_below_links(blocks, lines) and shared(blocks[lines[-1]].text, story) >= _ON_TOPIC:
        return lines[-1:]
    # Links to other articles may be above the section of this one. Below a day or an author is a caption.
    top = takewhile(lambda i: not any(b.role in DATED for b in blocks[lines[0] : i]), lines)
    if below := [i for i in top if _is_below_section(blocks, i) and shared(blocks[i].text, story) >= _ON_TOPIC]:
        return below
    if not _is_off_topic(blocks, lines[0], story):
        return lines
    later = [i for i in lines if not ends_sentence(blocks[i].text)]
    if not any(shared(blocks[i].text, story) >= _ON_TOPIC for i in later):
        # Below a name and a motto, the headline is right over the date.
        dated = (i for i in later if any(b.role in DATED for b in blocks[i + 1 : i + 2]))
        return [i for i in dated if _is_row(blocks[i - 1].text) and shared(blocks[i].text, story)] or lines
    return [i for i in later if not _is_off_topic(blocks, i, story)]


def _is_below_links(blocks: Sequence[Block], lines: Sequence[int]) -> bool:
    """Whether the last of these lines is below a list of headlines, and over no day or author."""
    return len(lines) >= _FEWEST_LISTED and not any(block.role in DATED for block in blocks)


def _is_row(text: str) -> bool:
    """Whether all words of a line begin with a capital, as those of menus do: `Home About Archive Boats`."""
    return all(word[0].isupper() for word in text.split())


def _is_below_section(blocks: Sequence[Block], i: int) -> bool:
    """Whether an open line of a few words, such as a section, is right above a line."""
    return not blocks[i - 1].role and not _is_long(blocks[i - 1].text)


def _is_off_topic(blocks: Sequence[Block], i: int, story: AbstractSet[str]) -> bool:
    """Whether a line shares no word with the story, or few words and has a menu below it."""
    share = shared(blocks[i].text, story)
    is_over_menu = any(b.role == "boilerplate" for b in blocks[i + 1 : i + 2])
    return not share or (share < _ON_TOPIC and is_over_menu)


def _repeats(text: str, title: str) -> bool:
    """Whether a line is the headline again, word for word except for a label before or after it."""
    # What a picture shows may be the headline without its marks.
    short, long = sorted((" ".join(_WORD.findall(words.casefold())) for words in (text, title)), key=len)
    # "World" over "Harbour closes to the world" is no repeat.
    if len(short) <= _SHORTEST_REPEAT or len(long) - len(short) >= _LONGEST_LABEL:
        return False
    return long.endswith(short) or long.startswith(short)


def _head_role(blocks: Sequence[Block], i: int, title: int, above: Block) -> str:
    """The role of an open line over the running text, by its neighbours and the place of the headline."""
    text = blocks[i].text
    after = blocks[i + 1] if i + 1 < len(blocks) else NOTHING
    if above.role == "byline" and is_about_author(text):
        return "byline"
    if _FROM.fullmatch(above.text):
        return "section"
    if after.role == "credit":
        return "section" if is_press(text) and len(text) <= _LONGEST_PAPER else "caption"
    if is_author_line(blocks, i, above):
        return "byline"
    return _role_over_headline(blocks, i, title) if i < title else _role_below_headline(blocks, i, title)


def _role_below_headline(blocks: Sequence[Block], i: int, title: int) -> str:
    """The role of an open line below the headline that names no author and is at no credit."""
    text = blocks[i].text
    if _OTHER_CALENDAR.fullmatch(text):
        return "date"
    # "Look for this author in:" is over links.
    if text[-1] == ":" or any(names(text) for names in (is_paper, furniture.is_body, _FLAG.fullmatch)):
        return "boilerplate"
    if text.count(" ") < _MOST_SECTION_WORDS:
        return _role_of_few_words(blocks, i, title)
    again = next((j for j, b in enumerate(blocks) if j > i and _repeats(b.text, blocks[title].text)), -1)
    if again >= 0 and (role := _role_over_repeat(blocks, i, title, again)):
        return role
    return "caption" if _is_caption(blocks[title:], i - title) else "standfirst"


def _role_of_few_words(blocks: Sequence[Block], i: int, title: int) -> str:
    """The role of a few words below the headline: a town over the text, what a picture shows, a section, a button."""
    text = blocks[i].text
    if i == len(blocks) - 1 and is_town(text):
        return "dateline"
    if " " in text and text in blocks[title].text:
        return "caption"
    return "section" if i == title + 1 else "boilerplate"


def _role_over_repeat(blocks: Sequence[Block], i: int, title: int, again: int) -> str:
    """The role of an open line between the headline and its repeat: one line leads to it, more are of the site."""
    # A newsletter greets its readers between its subject and its headline.
    if again > title + _LONGEST_LEAD or blocks[title].role == "title":
        return "boilerplate"
    return "kicker" if blocks[i].text.count(" ") < _MOST_KICKER_WORDS else ""


def _role_over_headline(blocks: Sequence[Block], i: int, title: int) -> str:
    """The role of an open line over the headline: `World` is a section, `Port chief: wall must go` a kicker."""
    text = blocks[i].text
    if len(text) > LONGEST_TITLE:
        return "boilerplate"
    is_near = i >= title - _MOST_SECTIONS and all(b.role in _OVER_HEADLINE for b in blocks[i:title])
    if is_paper(text):
        return "boilerplate"
    if i + 1 == title and _is_kicker(text):
        return "kicker"
    # "Statehouse news before your second cup" is a motto.
    is_motto = text.count(" ") >= _MOST_SLOGAN_WORDS and not furniture.is_crumbs(text)
    return "boilerplate" if is_motto or not is_near else "section"


def _is_caption(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line below the headline, the first of these blocks, is a caption: it is there twice, or below author
    and date. Lists of what matters are there, too.
    """
    text = blocks[i].text
    if any(_repeats(b.text, text) for b in blocks[i - 1 : i + 2 : 2]):
        return True
    if _IN_YEAR.match(text) or is_shown(text):
        return True
    between = blocks[1:i]
    if not any(b.role in DATED for b in between):
        return False
    # The words for readers who do not see the picture are above its caption.
    if any(b.role == "credit" for b in blocks[i + 2 : i + 3]):
        return True
    if ends_sentence(text) or not _CAPTION_FORM.match(text):
        return False
    return not any(SUMMARY.fullmatch(b.text) for b in between)


def is_paper(text: str) -> bool:
    """Whether a line is the name of an outlet, and where it is: `The Westhaven Post (Norsund)`."""
    name = _EDITION.sub("", text)
    # "The old wall today"
    if any(word[0].islower() for word in name.split() if len(word) > len("the")):
        return False
    return furniture.name_of(name) == name and is_outlet(name)


def _is_kicker(text: str) -> bool:
    """Whether a line over the headline is a kicker: `Port chief: wall must go`, not `World` or `Norran – all news`."""
    if _FLAG.fullmatch(text):
        return True
    if any(names(text) for names in (furniture.is_crumbs, furniture.is_body)):
        return False
    return text.count(" ") > 3 or ends_sentence(text)


def unglue(head: Sequence[Block]) -> Iterator[Block]:
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
