"""The tail of a page, below the running text: links to other articles, buttons, notices, comments."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from blocquotes.suggest.page.appeals import is_button, is_notice
from blocquotes.suggest.page.blocks import DATED, LONGEST_TITLE, NOTHING, Block
from blocquotes.suggest.page.bylines import is_author
from blocquotes.suggest.page.publication import elements
from blocquotes.suggest.text.line_breaks import ends_sentence

# Roles of lines that say what the lines below them are.
_RULING = frozenset(("related", "boilerplate", "sources"))
# Characters of a longer line below the text, which belongs to it even without a full stop at its end.
_LONGEST_BUTTON = 100
_ENTRY = re.compile(r"[–—•·*“\"‘']|-(?!-)|\d+[.)]")
_NOTICE = re.compile(r"©|\(c\)", re.IGNORECASE)
# What is over the comments of readers.
CLOSING = re.compile(
    r"(?i:(?:add|leave) (?:a |a new |new )(?:reply|comment)|comments?\b|(?:post|view) (?:a )?comment|\d+ comments?"
    r"|(?:top|recent|all|readers?['’]?s?) comments(?: ?\(\d+\))?$"
    r"|\d+ (?:thoughts?|responses?|repl(?:y|ies)) (?:on|to)\b)"
)
# What is over the comment of a reader, above its day: `Anna says:`
_SAYS = re.compile(r".{2,40} sa(?:ys|id) ?(?::|\.{3}|…)$")
# How the headline of another article begins, its fewest words, and the fewest of them that make a list.
# Rows of tables, `Norsund | 41 %`, and fields, `Publisher : Anna Berg`, are none.
_HEADLINE_FORM = re.compile(r"(?!.* (?:\||: |\S+@))[A-ZÀ-Ý“‘\"'\d]")
_FEWEST_WORDS, _FEWEST_LINKS = 4, 2
# Days below the text that are those of a list.
_FEWEST_DAYS = 3


def read_tail(blocks: Sequence[Block], story: AbstractSet[str], *, is_dated: bool) -> Iterator[Block]:
    """What follows the article: links while a heading of links rules or several lines are headlines, boilerplate else.

    `story` has the first letters of the words of the running text. Below a page that `is_dated` above its text, days
    are those of comments and links.
    """
    ruling = ""
    is_list = sum(block.role == "date" for block in blocks) >= _FEWEST_DAYS
    for block in _with_links([*_with_author(blocks[:1]), *blocks[1:]], story):
        # The days below "Anna says:" are those of comments.
        is_list |= bool(_SAYS.fullmatch(block.text))
        if block.role in DATED:
            is_other = is_list or (is_dated and not _is_labelled(block.text))
            block = block._replace(role=_dated_role(block, ruling, is_other=is_other))
        # "© Norran Group" below the text is the notice of the page, and no photographer.
        if _NOTICE.match(block.text):
            block = block._replace(role="boilerplate")
        if block.role:
            ruling = block.role if block.role in _RULING else ruling
            yield block
        else:
            is_text = not ruling and not _is_short(block.text)
            role = "related" if ruling == "related" else "body" if is_text else "boilerplate"
            yield block._replace(role=role)


def _dated_role(block: Block, ruling: str, *, is_other: bool) -> str:
    """The role of a day or an author below the text, which may be those of a linked article, or `is_other`."""
    # "(Reporting by Jo Lee)"
    if ruling == "related" and block.text[0] != "(":
        return "related"
    return "boilerplate" if is_other and block.role == "date" else block.role


def _is_labelled(text: str) -> bool:
    """Whether a line with a day says what happened then: `Published 3 May 2024`."""
    return any(element.kind == "label" for element in elements(text))


def _with_author(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a name alone as the author's."""
    for block in blocks:
        yield block._replace(role=block.role or "byline") if is_author(block.text) else block


def _with_links(blocks: Sequence[Block], story: AbstractSet[str]) -> Sequence[Block]:
    """The blocks with notices and buttons found, and lists of headlines that no heading rules."""
    found = [
        b._replace(role="boilerplate") if not b.role and (is_button(b.text) or is_notice(b.text, story)) else b
        for b in blocks
    ]
    start = 0
    for i, block in enumerate([*found, NOTHING._replace(role="boilerplate")]):
        if CLOSING.match(block.text):
            break
        if block.role in _RULING:
            found[start:i] = _linked(found[start:i])
            start = i + 1
    return found


def _linked(blocks: Sequence[Block]) -> Sequence[Block]:
    """A run of blocks, with its first list of headlines and the heading over it as links, if there are several."""
    headlines = list[int]()
    for i, block in enumerate(blocks):
        if not block.role and is_headline(block.text):
            headlines.append(i)
        elif headlines and block.text.count(" ") >= _FEWEST_WORDS - 1:
            break
    if len(headlines) < _FEWEST_LINKS:
        return blocks
    links = range(headlines[0] - 1, headlines[-1] + 1)
    # "X" and the name of the publisher are below the last link.
    found = ["related" if i in links else "boilerplate" if i > links[-1] else "" for i in range(len(blocks))]
    return [b._replace(role=b.role or role) for b, role in zip(blocks, found, strict=True)]


def is_headline(text: str) -> bool:
    """Whether a line below the text may be the headline of another article."""
    if text.count(" ") < _FEWEST_WORDS - 1 or len(text) > LONGEST_TITLE:
        return False
    return bool(_HEADLINE_FORM.match(text)) and not ends_sentence(text)


def _is_short(text: str) -> bool:
    """Whether a line below the text is no part of it: it is short, no sentence, no entry of a list and no signature."""
    if len(text) >= _LONGEST_BUTTON:
        return False
    # "Be there on Saturday!" is a call.
    if ends_sentence(text) and text[-1] != "!":
        return False
    return not _ENTRY.match(text)
