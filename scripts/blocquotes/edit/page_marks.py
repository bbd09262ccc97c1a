"""Marks of a saved page that mislead the extractor: `<q>`, captions, numbers of notes, times of changes, `<br>` …"""

import re
from collections.abc import Sequence
from typing import Any

from blocquotes.suggest.page.lines import line_role

# `<q>` in `<q>`, by depth.
MARKS = (("“", "”"), ("‘", "’"))

# The number of a note: 1, [1], [a], *, †.
NOTE = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|\*{1,3}|†|‡)[\])]?\s*")

# What comes before a caption in the text of a page, so that its region is found.
LABEL = "Caption"
CAPTION = re.compile(r"(?:^|[\s_-])caption(?:[\s_-]|$)", re.IGNORECASE)
# Characters of the longest caption, and of what is beside it in an element of its class, such as the photographer. More
# is the text of the page, whose body or article may have such a class, too.
LONGEST_CAPTION, MOST_BESIDE = 1000, 300
# What a figure has that is no picture: pages print words of the text again in one, in large letters.
NO_PICTURES = ("table", "blockquote", "pre", "iframe")

# Characters that XML cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# What says that a time is the one of a change: `itemprop="dateModified"`, `class="updated"`, `Last updated on <time>`.
CHANGE = re.compile(r"updated|modified|edited|revised", re.IGNORECASE)
CHANGE_BEFORE = re.compile(r"(?:updated|modified|edited|revised)(?:\s+(?:on|at))?\s*[:–—-]?\s*$", re.IGNORECASE)


def write_out(tree: Any) -> None:
    """Changes a tree of lxml: `<q>` becomes text with quotation marks, and a caption a paragraph with a label; numbers
    of notes, times of changes, words struck out and line ends within sentences go.

    The extractor takes `<q>` for a paragraph and loses its marks. It glues the number of a note to the word before it.
    It takes the first time of a page for that of its publication, and leaves out captions.
    """
    times = [*tree.iter("time")]
    changes = [time for time in times if _is_change(time)]
    for time in changes if len(changes) < len(times) else ():  # the date of a change is better than none
        time.drop_tree()
    for struck in [*tree.iter("del", "s", "strike")]:
        struck.drop_tree()
    for line_end in [*tree.iter("br")]:
        if _is_inside_sentence(line_end):
            line_end.tail = " " + _allowed(line_end.tail).lstrip()
            line_end.drop_tag()
    for note in [*tree.iter("sup")]:
        # "10<sup>6</sup>" is a number, and "7<sup>th</sup>" a word.
        if NOTE.fullmatch(note.text_content()) and not _text_before(note)[-1:].isdigit():
            note.drop_tree()
    for quotation in [*tree.iter("q")]:
        opening, closing = MARKS[len([*quotation.iterancestors("q")]) % len(MARKS)]
        quotation.text = opening + _allowed(quotation.text)
        if len(quotation):
            quotation[-1].tail = _allowed(quotation[-1].tail) + closing
        else:
            quotation.text += closing
    for quotation in [*tree.iter("q")]:
        quotation.drop_tag()
    for figure in [*tree.iter("figure")]:
        if not any(figure.find(f".//{name}") is not None for name in NO_PICTURES):
            _write_captions([(figure, figure.find(".//figcaption"))])
    captions = (element for element in tree.iter("p", "div", "span", "dd") if _is_caption(element))
    innermost = [caption for caption in captions if not any(map(_is_caption, caption.iterdescendants()))]
    _write_captions([(_outermost(caption), caption) for caption in innermost])


def _is_caption(element: Any) -> bool:
    """Whether an element has a caption outside of a `<figcaption>`, by its class: `wp-caption-text`."""
    if not CAPTION.search(element.get("class") or "") or element.find(".//img") is not None:
        return False
    return len(element.text_content()) <= LONGEST_CAPTION


def _outermost(caption: Any) -> Any:
    """The element around a caption and its picture, by its class; the extractor leaves out all of it."""
    above = caption.getparent()
    if above is None or not CAPTION.search(above.get("class") or ""):
        return caption
    beside = len(above.text_content()) - len(caption.text_content())
    return _outermost(above) if beside <= MOST_BESIDE else caption


def _write_captions(captions: Sequence[tuple[Any, Any]]) -> None:
    """Puts paragraphs with captions in the places of elements; one element may have several captions, or none."""
    written = [place for place, caption in captions if caption is not None and _write_caption(place, caption)]
    for place in dict.fromkeys(written):
        place.drop_tree()


def _write_caption(place: Any, caption: Any) -> bool:
    """Puts a paragraph with the words of a caption before an element; returns false if they are no caption."""
    words = " ".join(_words(caption).split())
    # The headline of another article is a link; the name of the photographer alone is no caption.
    is_link = any(" ".join(link.text_content().split()) == words for link in caption.iter("a"))
    if not words or is_link or line_role(words) == "credit":
        return False
    paragraph = place.makeelement("p")
    paragraph.text = f"{LABEL}: {_allowed(words)}"
    place.addprevious(paragraph)
    return True


def _allowed(text: str | None) -> str:
    """Text without the characters that lxml reads in a page and refuses to put into one."""
    return CONTROL.sub("", text or "")


def _words(element: Any) -> str:
    """The text of an element, with a blank where a new sentence begins in another element: `… in May.<b>Jo Lee</b>`."""
    found = ""
    for words in element.itertext():
        glued = found[-1:] and found[-1] in ".!?”’" and words[:1].isalpha()
        found += f" {words}" if glued else words
    return found


def _is_change(time: Any) -> bool:
    """Whether a `<time>` says when the page was changed, by its attributes or by the words before it."""
    if CHANGE.search(f"{time.get('itemprop', '')} {time.get('class', '')}"):
        return True
    return bool(CHANGE_BEFORE.search(_text_before(time)))


def _text_before(element: Any) -> str:
    before = element.getprevious()
    return (element.getparent().text if before is None else before.tail) or ""


def _is_inside_sentence(line_end: Any) -> bool:
    """Whether a `<br>` is between words of one sentence, `We are<br>relieved`; the extractor would part them."""
    return (line_end.tail or "").lstrip()[:1].islower()
