"""Titles of works that hold small words: `Hours in a Glass House (1834)`, `the opera Norin in Oslo`."""

import re
from collections.abc import Iterator
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
_ARTICLES: Final = frozenset(("the", "a", "an", "my", "his", "her", "your", "our"))
_ARTICLE: Final = frozenset(("The", "A", "An"))
_KNOWN_SMALL: Final = _SMALL | _ARTICLE
_LINKS: Final = _SMALL | _ARTICLES | {"to", "from", "and"}
# What is before a title in a list of works: "include Hours in a Glass House", "and Hours in a Glass House".
_LEADS: Final = frozenset(("and", "include", "includes", "included", "including", "his", "her", "their"))
_NOUNS: Final = (
    *("opera ", "ballet ", "musical ", "symphony ", "piece ", "composition ", "song ", "single ", "album "),
    *("novel ", "novella ", "book ", "memoir ", "poem ", "play ", "comedy ", "film ", "movie ", "documentary "),
)


# "Hours of Glass, directed by Anna Berg", "Hours of Glass by Finnish director Anna Berg"
_MADE: Final = (" directed by ", " written by ", " composed by ", " painted by ", " illustrated by ")
_BY_MAKER: Final = re.compile(
    r" by (?:the )?(?:[A-Z][\w-]+ )?(?:director|author|composer|novelist|playwright|film-?maker|painter|sculptor"
    r"|screenwriter|songwriter|poet)\b"
)


def titles(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The titles of works that hold small words or begin with an article, and their type."""
    found = (
        *_before_brackets(text, gazetteer),
        *_behind_nouns(text, gazetteer),
        *_before_makers(text, gazetteer),
    )
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
    ends = [maker.start() for maker in _BY_MAKER.finditer(text)]
    for made in _MADE:
        at = text.find(made)
        while at >= 0:
            ends.append(at - text.endswith(",", 0, at))
            at = text.find(made, at + 1)
    for end in ends:
        title, is_foreign = _title_before(text, end, gazetteer)
        if title and not is_foreign:
            yield title


def _title_before(text: str, end: int, gazetteer: Gazetteer) -> tuple[str, bool]:
    """The words before an offset that may be a title, and whether one of them is of another language.

    "" if all have a capital and the first one is no article: such titles need no look here.
    """
    words = text[max(text.rfind("\n", 0, end) + 1, end - _LONGEST) : end].split(" ")
    first = len(words)
    while first and _fits_title(words[first - 1], first == len(words), gazetteer):
        first -= 1
    while first < len(words) and not words[first][0].isupper():
        first += 1
    title = words[first:]
    small = [word for word in title if word[0].islower() or word in _ARTICLE]
    if not small or len(title) == 1:
        return "", False
    return " ".join(title), not _KNOWN_SMALL.issuperset(small)


def _fits_title(word: str, is_last: bool, gazetteer: Gazetteer) -> bool:
    """Whether a word may be in a title: it has a capital, is small, or no common English one."""
    if not word or (not is_last and word.endswith(_CLOSES)):
        return False
    if word[0].isupper() or word in _SMALL:
        return True
    return word[0].islower() and not is_common(gazetteer, word)


def _is_in_list(text: str, start: int) -> bool:
    """Whether a title is one of several works, or follows a noun of works: `Kelda (1834) and Hours of Ice`."""
    before = text[max(0, start - LONGEST_LIST_OF_WORKS) : start]
    last = before.rstrip().rpartition(" ")[2]
    if not last.endswith(",") and last not in _LEADS and not WORKS_BEFORE.search(last):
        return False
    return bool(WORKS_BEFORE.search(before))


def _behind_nouns(text: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The titles behind a noun of works: `his piece Hours in a Glass House`."""
    # A plain search for each noun costs a tenth of a pattern.
    for noun in _NOUNS:
        at = text.find(noun)
        while at >= 0:
            start = at + len(noun)
            if text[start : start + 1].isupper() and not text[at - 1 : at].isalnum():
                title = _title_behind(text, start, gazetteer)
                if title:
                    yield title
            at = text.find(noun, start)


def _title_behind(text: str, start: int, gazetteer: Gazetteer) -> str:
    """The title that begins at `start`, if it holds a small word; "" for none."""
    words = re.split(r"[ \n]", text[start : start + _LONGEST])
    end = at = 1
    while at < len(words) and not words[at - 1].endswith(_CLOSES):
        if words[at] in _LINKS:
            at += 1
            continue
        if not words[at][:1].isupper() or not _is_linked(words, end, at, text, gazetteer):
            break
        at += 1
        end = at
    title = " ".join(words[:end]).rstrip(",;:.!?”)\"’'")
    return title if any(word in _LINKS for word in words[:end]) else ""


def _is_linked(words: list[str], end: int, at: int, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the small words from `end` to `at` are inside a title: `House of Glass`, `Lost in Glass`.

    Before known names they may follow the title, unless the text has the same words twice: `her film Kelda in Oslo`.
    """
    links = words[end:at]
    if not links:
        return True
    word = words[at].rstrip(",;:.!?”)\"’'").removesuffix("’s").removesuffix("'s")
    if links == ["of"]:
        return True
    if word not in gazetteer.names and is_common(gazetteer, word.lower()):
        return "and" not in links or is_common(gazetteer, words[end - 1].lower())
    return text.count(" ".join([*words[:at], word])) > 1
