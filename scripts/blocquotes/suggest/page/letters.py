"""Letters of readers: the lines below each with who signs it, and the heading over the next one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.page import publication
from blocquotes.suggest.page.appeals import is_notice
from blocquotes.suggest.page.article import is_sentence
from blocquotes.suggest.page.blocks import NOTHING, Block, is_paragraph
from blocquotes.suggest.text.line_breaks import ends_sentence

# How a letter begins: `Sir, – I read`, `To the Editor:`, `Dear Editor,`, but not `Sir Walter Rolf said`.
_SALUTATION = re.compile(
    r"(?:Sirs?|SIRS?|Madam|Sir or Madam)(?:[,:;–—.-]|$| [–—-])|(?:The )?Editor(?:[,;–—]|:?$)"
    r"|Dear (?:Sirs?|Madam|(?:the )?[Ee]ditors?)\b|To the [Ee]ditors?\b(?:[,:.]|$)|Re:? [“\"]"
)
# What names a page of letters, without the sections of a menu: `Letters to the editor`, `Your letters: May 3`.
_PAGE = re.compile(r"(?i)(?:your |readers?['’]?s? )?letters?(?: to the editors?)?")
_LETTERS = re.compile(rf"{_PAGE.pattern}(?::|$|(?<=editor)|(?<=editors))")
# What the paper says below a letter and below the last one: `The writer is a nurse`, `Letters may be edited`.
_NOTE = re.compile(r"The (?:writer|author) is |(?:All )?[Ll]etters (?:should|must|may|can|are|will)\b")
# Lines that are furniture within such a page, too.
_FURNITURE = frozenset(("boilerplate", "related", "credit", "sources"))
# Characters of the longest line below a letter, and lines below the last one.
_LONGEST_SIGN, _MOST_SIGNS = 60, 3
_DASHES = "—–- "
_SIGN = re.compile(r"[—–-]*\s?[A-ZÀ-Ý][^.!?:]*(?:\b[A-Z]\.[^.!?:]*)*|(?:by|via) e-?mail")
# Signed letters that make a page of letters without salutations.
_FEWEST_SIGNED = 2


def mark_letters(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page of letters, with the lines of who signs them taken for text, and headings over letters."""
    if not any(form.match(block.text) for block in blocks for form in (_SALUTATION, _LETTERS)):
        return [*blocks]
    shown = [i for i, block in enumerate(blocks) if block.role not in _FURNITURE]
    texts = [i for i in shown if _is_text(blocks[i])]
    found, runs = [*blocks], [*_runs(shown, texts)]
    if not _are_letters(blocks, texts, runs):
        return found
    for run, after in zip(runs, [*(blocks[i] for i in texts[1:]), NOTHING], strict=True):
        is_headed = bool(_SALUTATION.match(after.text))
        signs = frozenset(_signs(blocks, run, after))
        for i in (i for i in run if not blocks[i].role):
            found[i] = blocks[i]._replace(role="body" if i in signs else "subheading" if is_headed else "")
    for i, block in enumerate(blocks):
        if len(block.text) <= _LONGEST_SIGN and _SALUTATION.match(block.text):
            found[i] = block._replace(role="body")
        elif _is_note(block.text):
            found[i] = block._replace(role=block.role or "boilerplate")
    above = [i for i in shown if i < texts[0]]
    # "Letters to the editor" is over the headline, if there is one.
    for i in above[:-1]:
        if _PAGE.fullmatch(blocks[i].text):
            found[i] = blocks[i]._replace(role="section")
    # The heading over the first letter is below the headline.
    opened = [i for i in above if not found[i].role]
    if opened[1:] and opened[-1] == above[-1]:
        found[above[-1]] = found[above[-1]]._replace(role="subheading")
    return found


def _is_text(block: Block) -> bool:
    if block.role or _is_note(block.text):
        return False
    return any((is_paragraph(block), is_sentence(block.text), _SALUTATION.match(block.text)))


def _is_note(text: str) -> bool:
    """Whether a sentence is no part of a letter: how to write to the paper, or `The writer is a nurse.`"""
    return bool(_NOTE.match(text)) or is_notice(text, frozenset())


def _runs(shown: list[int], texts: Sequence[int]) -> Iterator[list[int]]:
    """The lines between each paragraph and the next one; the last run is below the last paragraph."""
    for start, end in pairwise([*texts, shown[-1] + 1 if shown else 0]):
        yield shown[bisect_right(shown, start) : bisect_left(shown, end)]


def _are_letters(blocks: Sequence[Block], texts: Sequence[int], runs: Sequence[Sequence[int]]) -> bool:
    """Whether a page has letters: one with a salutation, or several signed ones below a headline that says so."""
    if any(_SALUTATION.match(blocks[i].text) for i in texts):
        return True
    if sum(_is_name(blocks[run[0]].text) for run in runs if run) < _FEWEST_SIGNED:
        return False
    return any(_LETTERS.match(block.text) for block in blocks[: texts[0]])


def _signs(blocks: Sequence[Block], run: Sequence[int], after: Block) -> Sequence[int]:
    """The lines of a run with who signs the letter above: all but the heading of the next one, if it has one."""
    if after is NOTHING:
        count = next((n for n, i in enumerate(run) if not _is_sign(blocks[i])), len(run))
        return run[: min(count, _MOST_SIGNS)]
    lines = [blocks[i].text for i in run]
    # "Yours sincerely,", "Winifred Stott", but not "Harbour to close"
    signed = [line for line in lines if not ends_sentence(line)]
    if not any(line[-1] == "," or _is_name(line) for line in signed[:1]):
        return ()
    # "— Winifred Stott, Norsund" over the next letter, and "Norsund" over "Sir, –"
    if lines[-1][0] in _DASHES:
        return run
    return run if _SALUTATION.match(after.text) and _is_name(lines[-1]) else run[:-1]


def _is_name(line: str) -> bool:
    """Whether a line is the name of a person or place, and no heading: `Winifred Stott`, `Norsund`, not `Cheers`."""
    words = line.lstrip(_DASHES).split(",")[0].split()
    return publication.is_person(words) or not any(word.casefold() in load().common for word in words)


def _is_sign(block: Block) -> bool:
    """Whether a line may be the name, place or closing words of who signs a letter: `Anna Berg, Westhaven`."""
    if len(block.text) > _LONGEST_SIGN:
        return False
    return bool(_SIGN.fullmatch(block.text))
