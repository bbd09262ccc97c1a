"""Where the article of a page is: the stretch with the most prose and the fewest lines of other kinds."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from blocquotes.suggest.page.blocks import Block, is_paragraph
from blocquotes.suggest.text.line_breaks import ends_sentence

# What a line counts for the article: a paragraph by its length up to a limit, a short sentence less, and lines that are
# neither count against it, unless pictures and names stand within articles, too.
_LEAST, _CHARACTERS, _MOST = 3, 100, 6
_SENTENCE, _OTHER = 1, -1
_WITHIN = frozenset(("caption", "credit", "dateline", "subheading", "byline"))
# Lines in a row that parts of an article may have between them.
_SHORT_GAP = 6
# Characters of a sentence that is more than a word such as “Yes.”
_SHORTEST_SENTENCE = 20
# Behind the last sentence, some papers print their initials, or that it is the last.
_STATEMENT_END = re.compile(r"""(?:[.!…][”"’')\]]*|\?[”"’')\]]+)(?:[ ](?:[A-Z]{2,5}|Enditem|-\d+-))?$""")
_INITIALS = len(" Enditem")
# The last line of an obituary: `Anna Berg, born March 3 1931, died July 11 2014`
_LIFE = re.compile(r", born [^,]{3,40}\d{4},? (?:and )?died [^,]{3,40}\d{4}$")
# A line that a page has so often, with no more blocks between two of its places, ends the entries of a list.
_FEWEST_ENTRIES, _LONGEST_ENTRY = 3, 6
# Words of the shortest headline of an entry.
_FEWEST_WORDS = 4


def article(blocks: Sequence[Block], spoken: AbstractSet[int], listed: AbstractSet[int]) -> range:
    """The blocks from the first paragraph of the article to its last one.

    `spoken` are the turns of a transcript, `listed` the blocks of `entries`.

    A page has paragraphs elsewhere: notices above its menu, and what other articles are about below the text. Between
    them and the article are many short lines. So the article is the stretch whose lines count most together.
    """
    times = Counter(block.text for block in blocks)
    best, found, total, start, gap = 0, range(0), 0, 0, 0
    for i, block in enumerate(blocks):
        # What is below a list of other articles belongs to the page.
        if i in listed and best:
            break
        if total < 0:
            total, start = 0, i
        weight = _weight(block, is_spoken=i in spoken)
        # A notice may be there twice.
        weight = min(weight, _SENTENCE) if times[block.text] > 1 else weight
        gap = 0 if weight > 0 else gap - weight
        total += 0 if 0 < gap <= _SHORT_GAP else weight
        if total > best:
            best, found = total, range(start, i + 1)
    return found


def _weight(block: Block, *, is_spoken: bool) -> int:
    if block.role:
        return 0 if block.role in _WITHIN else _OTHER
    if is_spoken or is_paragraph(block):
        return min(_LEAST + len(block.text) // _CHARACTERS, _MOST)
    return _SENTENCE if is_sentence(block.text) else _OTHER


def is_sentence(text: str) -> bool:
    """Whether a short line is running text: it ends as a sentence does, but is no question."""
    if len(text) <= _SHORTEST_SENTENCE:
        return False
    # "Be there on Saturday!"
    if text[-1] == "!":
        return False
    if text[-1] != "?" and ends_sentence(text):
        return True
    return bool(_STATEMENT_END.search(text[-6 - _INITIALS :]) or _LIFE.search(text))


def entries(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks in lists of other articles, whose entries all end with the same line, such as `READ ON`."""
    found = set[int]()
    # "Advertisement" is between paragraphs, too.
    times = Counter(block.text for block in blocks if block.role != "boilerplate")
    for text in [text for text, count in times.items() if count >= _FEWEST_ENTRIES]:
        ends = [i for i, block in enumerate(blocks) if block.text == text]
        between = [blocks[a + 1 : b] for a, b in pairwise(ends)]
        is_link = all(blocks[i].role == "related" for i in ends)
        if all(_is_entry(entry, is_linked=is_link) for entry in between):
            found |= {*range(max(0, ends[0] - len(between[0])), ends[-1] + 1)}
    return frozenset(found)


def _is_entry(blocks: Sequence[Block], *, is_linked: bool) -> bool:
    """Whether a few blocks hold a headline and what is below it; over a link, a headline may be a sentence."""
    if not 0 < len(blocks) < _LONGEST_ENTRY:
        return False
    if is_linked and len(blocks) > 1:
        return True
    return any(b.text.count(" ") >= _FEWEST_WORDS - 1 and not ends_sentence(b.text) and not b.role for b in blocks)
