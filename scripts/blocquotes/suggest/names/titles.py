"""Titles of works that hold small words: `Hours in a Glass House (1834)`, `the opera Hours of Glass`."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.runs import is_common

# "her operas Kelda (1834) and Norin (1836)"
OF_YEAR: Final = re.compile(r" \((?:c\. ?)?1[4-9]\d\d\)| \(20[0-4]\d\)")
# Words that say that works follow, up to the end of what is searched.
WORKS_BEFORE: Final = re.compile(
    r"\b(?:[Ww]orks?|pieces?|compositions?|operas?|ballets?|symphon(?:y|ies)|novels?|books?|plays?|poems?|stor(?:y|ies)"
    r"|comed(?:y|ies)|films?|movies?|albums?|singles?|songs?|paintings?|sculptures?|series|musicals?|dramas?|published"
    r"|wrote|directed|composed|starred in|roles? in)\b[^.\n]*$"
)
# Characters before a work among which it is said that works follow.
LONGEST_LIST_OF_WORKS: Final = 250
# What may follow a title: its year, or what it means in English and the year.
_BRACKET: Final = re.compile(
    r" \((?:(?:c\. ?)?1[4-9]\d\d\)|20[0-4]\d\)|[‘'“\"](?P<meaning>[A-Z][^()\n]{2,60})[’'”\"](?:, [12]\d\d\d)?\))"
)
# Characters of a title.
_LONGEST: Final = 90
_CLOSES: Final = (",", ";", ":", ".", "!", "?", "”", ")", '"')
# Small words of English titles, and articles, which no name of a place or body has before it within a title.
_SMALL: Final = frozenset(("of", "in", "on", "at", "for", "with", "the", "a", "an"))
_ARTICLE: Final = frozenset(("The", "A", "An"))
_KNOWN_SMALL: Final = _SMALL | _ARTICLE
# Small words that link the words of a title behind a noun, and what is after them.
_LINKS: Final = _SMALL | {"my", "his", "her", "your", "our", "to", "from", "and"}
_AFTER_WORD: Final = ",;:.!?”)\"’'"
_NOUNS: Final = (
    *(" opera ", " ballet ", " musical ", " symphony ", " piece ", " composition ", " song ", " single ", " album "),
    *(
        " novel ",
        " novella ",
        " book ",
        " memoir ",
        " poem ",
        " play ",
        " comedy ",
        " film ",
        " movie ",
        " documentary ",
    ),
)
# A look at the last letters spares nearly all names the search for a noun.
_LAST_LETTERS: Final = frozenset(noun[-3:] for noun in _NOUNS)
# What is before a title in a list of works: "include Hours in a Glass House", "and Hours in a Glass House".
_LEADS: Final = frozenset(("and", "include", "includes", "included", "including", "his", "her", "their"))
# "Hours of Glass, directed by Anna Berg", "Hours of Glass by Finnish director Anna Berg"
_MADE: Final = (" directed", " written", " composed", " painted", " illustrated")
_BY_MAKER: Final = re.compile(
    r" by (?:the )?(?:[A-Z][\w-]+ )?(?:director|author|composer|novelist|playwright|film-?maker|painter|sculptor"
    r"|screenwriter|songwriter|poet)\b"
)


def titles(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The titles of works that hold small words or begin with an article, and their type."""
    found = (*_before_brackets(text, gazetteer), *_before_makers(text, gazetteer))
    return dict.fromkeys(found, "WORK_OF_ART")


def _before_brackets(text: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The titles that a year or a translation in brackets follows, and the translations."""
    for bracket in _BRACKET.finditer(text):
        title, is_foreign = _title_before(text, bracket.start(), gazetteer)
        if not title:
            continue
        if is_foreign:
            yield title
            if bracket["meaning"]:
                yield bracket["meaning"]
        elif not bracket["meaning"] and _is_in_list(text, bracket.start() - len(title)):
            yield title


def _before_makers(text: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The titles that who made the work follows: `Hours of Glass, directed by Anna Berg`."""
    at = text.find(" by ")
    while at >= 0:
        if text.endswith(_MADE, 0, at):
            yield from _title_of_maker(text, text.rfind(" ", 0, at), gazetteer)
        elif _BY_MAKER.match(text, at):
            yield from _title_of_maker(text, at, gazetteer)
        at = text.find(" by ", at + 1)


def _title_of_maker(text: str, end: int, gazetteer: Gazetteer) -> Iterator[str]:
    """The title that ends at an offset, if it is an English one."""
    end = end - 1 if text.endswith(",", 0, end) else end
    title, is_foreign = _title_before(text, end, gazetteer)
    if title and not is_foreign:
        yield title


def _title_before(text: str, end: int, gazetteer: Gazetteer) -> tuple[str, bool]:
    """The words before an offset that may be a title, and whether one of them is of another language.

    "" if all have a capital and the first one is no article: such titles need no look here.
    """
    words = text[max(text.rfind("\n", 0, end) + 1, end - _LONGEST) : end].split(" ")
    first = len(words)
    while first and _fits_title(words[first - 1], gazetteer):
        first -= 1
    while first < len(words) and not words[first][0].isupper():
        first += 1
    title = words[first:]
    small = [word for word in title if word[0].islower() or word in _ARTICLE]
    if not small or len(title) == 1:
        return "", False
    return " ".join(title), not _KNOWN_SMALL.issuperset(small)


def _fits_title(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word may be in a title: it has a capital, is small, or no common English one."""
    if not word:
        return False
    if word.endswith(_CLOSES):
        return False
    if word[0].isupper() or word in _SMALL:
        return True
    return not is_common(gazetteer, word)


def _is_in_list(text: str, start: int) -> bool:
    """Whether a title is one of several works, or follows a noun of works: `Kelda (1834) and Hours of Ice`."""
    before = text[max(0, start - LONGEST_LIST_OF_WORKS) : start]
    last = before.rstrip().rpartition(" ")[2]
    if not last.endswith(",") and last not in _LEADS and not WORKS_BEFORE.search(last):
        return False
    return bool(WORKS_BEFORE.search(before))


def titles_behind_nouns(text: str, starts: Iterable[int], gazetteer: Gazetteer) -> dict[str, str]:
    """The titles with small words behind a noun of works, and their type: `his piece Hours in a Glass House`.

    `starts` are where names begin.
    """
    behind = [start for start in starts if text[start - 3 : start] in _LAST_LETTERS and text.endswith(_NOUNS, 0, start)]
    return {title: "WORK_OF_ART" for start in behind if (title := _title_behind(text, start, gazetteer))}


def _title_behind(text: str, start: int, gazetteer: Gazetteer) -> str:
    """The title that begins at `start`, if it holds a small word; "" for none."""
    words = text[start : start + _LONGEST].split("\n", 1)[0].split(" ")
    end = at = 1
    while at < len(words) and not words[at - 1].endswith(_CLOSES):
        if words[at][:1].isupper() and _is_linked(words, end, at, text, gazetteer):
            end = at + 1
        elif words[at] not in _LINKS:
            break
        at += 1
    title = " ".join(words[:end]).rstrip(_AFTER_WORD)
    return "" if _LINKS.isdisjoint(words[:end]) else title


def _is_linked(words: list[str], end: int, at: int, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the small words from `end` to `at` are inside a title: `House of Glass`, `Lost in Glass`.

    Before a known name they follow the title, unless the text has the same words twice: `her film Kelda in Oslo`.
    """
    links = words[end:at]
    if links in ([], ["of"]):
        return True
    word = words[at].rstrip(_AFTER_WORD).removesuffix("’s").removesuffix("'s")
    if word in gazetteer.names or not is_common(gazetteer, word.lower()):
        return text.count(" ".join([*words[:at], word])) > 1
    return "and" not in links or is_common(gazetteer, words[end - 1].lower())
