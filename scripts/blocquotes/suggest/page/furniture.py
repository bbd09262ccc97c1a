"""Furniture of a page that its form or place shows: menus, the masthead, and lines that a printed page repeats."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import publication

# Characters of the longest menu.
_LONGEST = 200
# A line that is no longer is neither running head nor foot, in characters; an answer may be "Yes, sir" twice.
_SHORTEST_RUNNING = 8
# Characters of the longest name of an outlet.
_LONGEST_NAME = 40
# What is between the items of a menu: `News | Sport`, `News   Sport`, `Home > World`.
_BAR = re.compile(r"\s+(?:[|•·/›»>]|>>)\s+|\s*\|\s*|\s{2,}")
_GAP = re.compile(r"\s{2,}|\t")
_LANDS = re.compile(r"\bU\.[SK]\.")
_ITEM = re.compile(r"""#?[A-ZÀ-Ý0-9][^.!?:;,“”"]{0,24}""")
_LONG_ITEM = re.compile(r"""#?[A-ZÀ-Ý0-9][^.!?:;“”"]{0,39}""")
# What is before the way to the page: `You are here: Home / News`.
_HERE = re.compile(r"(?i:you are here|back to|location) ?: ?")
# Words of the shortest menu, and the share of known ones in a longer one.
_FEWEST_ITEMS, _MOST = 3, 0.6
_SECTIONS: Final = name_class("section")
# A line that names who published the page, whatever the name is.
_NAMES_OUTLET = (
    r"(?i:(?:more\s+(?:from|on)|follow|contact|subscribe\s+to|join|download|support|welcome\s+to|visit|from:"
    r"|(?:©|\(c\)|copyright)(?:\s*(?:©|\d{{4}}|[-–,]))*(?:\s*by)?)\s*(?:the\s+)?{name}\b)"
)
_NOTICE = re.compile(r"©|\(c\)|[Cc]opyright")
# A word of a name that organisations of many kinds do not share.
_DISTINCT = re.compile(
    r"\b(?!Copyright|Rights|Reserved|Media|Group|Limited|Company|Daily|Times|Press|World|Online|National|International"
    r"|Network|Publish|Newspaper|Broadcast|Corporation)[A-Z]\w{4,}"
)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}")
# What a masthead says besides the name: `NaijaDigest – all your news in one place`, `Coast Watch :: Views of the sea`.
# So does `CoastPress. Southern News Agency`.
_SLOGAN = re.compile(r"(?:\s+(?:[–—|•·-]\s+[a-z]|(?:\.:\.|::|»)\s)|\.\s(?=(?:[A-Z]\w+ ){1,4}Agency$)).*")
# The line below the name that says what it is: `News from the coast`.
_MOTTO = re.compile(r"[A-ZÀ-Ý][\w'’-]*(?: [a-zà-ÿ][\w'’-]*){2,6}")
# The name of an organisation: capitalised words, and small ones between them.
_BODY = re.compile(r"(?:The )?[A-ZÀ-Ý][\w.'’-]+(?: (?:(?:of|for|and|the|on|in|to|de|&) )*[A-ZÀ-Ý][\w.'’-]*){1,8}")
_WAY = re.compile(
    r"(?i)home\b|(?:press|media|news) (?:releases?|statements?|room|notes?)$|newsroom$|statements?$|speech(?:es)?$"
)
_TO_CONTENT = re.compile(r"(?i)skip to\b")
_HOME = re.compile(r"(?i:home|you are here)\b")
_NO_LETTERS = re.compile(r"[\W_]+")


def is_menu(line: str) -> bool:
    """Whether a line is a row of a menu: three or more short names with signs or gaps between them."""
    # A row of a table begins with its sign.
    if len(line) > _LONGEST or line.startswith("|"):
        return False
    if line.count(" ") + line.count("|") < _FEWEST_ITEMS - 1:
        return False
    items = [item for item in _BAR.split(_LANDS.sub("US", line)) if item]
    if len(items) < _FEWEST_ITEMS:
        return _is_plain_menu(_LANDS.sub("US", line).split())
    if not all(_ITEM.fullmatch(item) for item in items):
        return False
    return not all(publication.is_person(item.split()) for item in items)


def _is_plain_menu(words: Sequence[str]) -> bool:
    """Whether words with nothing between them are a menu: three or more are sections, and most of them."""
    if not all(word[0].isupper() for word in words):
        return False
    known = sum(word.casefold() in _SECTIONS for word in words)
    return known >= max(_FEWEST_ITEMS, _MOST * len(words))


def first_item(line: str) -> str:
    """The first item of a menu."""
    return _BAR.split(line, maxsplit=1)[0]


def is_site_menu(line: str) -> bool:
    """Whether a line is a menu with a section: `Home | News | Ports`, but not `Share | Tweet | Print`."""
    return is_menu(line) and any(map(is_section, filter(None, _BAR.split(line))))


def is_section(line: str) -> bool:
    """Whether a line is an item of a menu: words that are sections."""
    return all(word.casefold() in _SECTIONS for word in line.split())


def is_crumbs(line: str) -> bool:
    """Whether a line is the way to a page: `World / Europe`."""
    items = _BAR.split(_HERE.sub("", line))
    # "Home   Environment   Flooding and coastal change"
    form = _ITEM if len(items) < _FEWEST_ITEMS else _LONG_ITEM
    return len(items) > 1 and all(form.fullmatch(item) for item in items)


def is_row(line: str) -> bool:
    """Whether a line is several things with wide gaps between them, as menus are: `Home   News   iPlayer`."""
    return len(_GAP.findall(line)) >= _FEWEST_ITEMS - 1


def is_way(line: str) -> bool:
    """Whether a line is the way to the page, or names a list of texts: `Home > Ports`, `Press releases`."""
    return bool(_WAY.match(line))


def is_flagged(line: str) -> bool:
    """Whether a line is a section with what is over a headline: `Asia | Small islands, big sea`."""
    section, bar, _ = line.partition(" | ")
    return bool(bar) and is_section(section)


def leads_to(line: str, title: str) -> bool:
    """Whether a line is the way to a page, and its headline: `Home  News  Harbour to close`."""
    if line == title or not line.endswith(title):
        return False
    way = line[: -len(title)]
    # "Home Climate Harbour to close"
    if _HOME.match(way):
        return True
    return all(map(is_section, _BAR.split(way.strip(" |•·/›»>"))))


def key(line: str) -> str:
    """What two lines of printed pages have in common, such as `Page 2 of 3` and `Page 3 of 3`."""
    return re.sub(r"\d+", "0", " ".join(line.casefold().split()))


def repeated(lines: Iterable[str]) -> frozenset[str]:
    """The keys of lines that a page has twice or more: the running head and foot of printed pages."""
    keys = Counter(key(line) for line in lines if len(line) > _SHORTEST_RUNNING)
    return frozenset(found for found, times in keys.items() if times > 1)


def outlet(line: str, below: str, others: Iterable[str]) -> str | None:
    """The outlet that the first line of a page names, where the menu `below` or another line shows that it does."""
    name = name_of(line)
    if not name:
        return None
    if any((publication.is_known_outlet(name), is_menu(below), _HOME.fullmatch(below))):
        return name
    return name if any(_confirms(other, name) for other in dict.fromkeys(others)) else None


def below_motto(lines: Sequence[str]) -> str:
    """The menu of a site below the motto that is under its name, the first of these lines; "" where there is none."""
    if not lines or not _MOTTO.fullmatch(lines[0]):
        return ""
    after = next((line for line in lines[1:3] if not _TO_CONTENT.match(line)), "")
    return after if is_site_menu(after) or _HOME.fullmatch(after) else ""


def name_of(line: str) -> str | None:
    """What may be the name of an outlet in a line: one to five words before a slogan, if there is one; None else."""
    name = _SLOGAN.sub("", line)
    words = name.split()
    # "CNN World", but not "BBC News"
    is_section = words[-1].casefold() in _SECTIONS - {"news"}
    if len(words) > 1 and is_section and publication.is_known_outlet(" ".join(words[:-1])):
        return " ".join(words[:-1])
    if not 0 < len(words) < 6:
        return None
    if len(name) > _LONGEST_NAME:
        return None
    if words[-1][-1] in ".!?:,;":
        return None
    if not name[0].isupper():
        return None
    return None if all(word.casefold() in _SECTIONS for word in words) else name


def is_body(line: str) -> bool:
    """Whether a line is the name of an organisation, in capitals: `Ministry of Ports`, `University of Westhaven`."""
    if not _BODY.fullmatch(line):
        return False
    return any(load().heads.get(word.lower()) == "ORG" for word in line.split())


def _confirms(line: str, name: str) -> bool:
    """Whether a line names the outlet `name` as one, or has its address."""
    bare = re.sub(r"(?i)^the\s+", "", name)
    pattern = _NAMES_OUTLET.format(name=r"\s+".join(map(re.escape, bare.split())))
    # Looking for its first word first is much faster.
    if bare.split()[0].casefold() in line.casefold() and re.search(pattern, line):
        return True
    # "© Meridian Newspapers Limited" is below "The Daily Meridian".
    if _NOTICE.match(line) and set(_DISTINCT.findall(bare)) & set(_DISTINCT.findall(line)):
        return True
    squeezed = _NO_LETTERS.sub("", bare).casefold()
    if "." not in line:
        return False
    hosts = (part for host in _HOST.findall(line) for part in host.casefold().split("."))
    return any(part.replace("-", "") in (squeezed, f"the{squeezed}") for part in hosts)
