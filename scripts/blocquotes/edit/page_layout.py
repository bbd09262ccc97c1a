"""The layout of a saved page: tables that only lay it out, lists of links within the text, and notes below it; the
extractor keeps all of them.
"""

import re
from typing import Any

# Characters of a cell that holds more than a value of a table.
_LONG_CELL = 300
# The share of a block's letters that are those of links where it is a list of them.
_LINKED = 0.8
# Characters of a paragraph that an entry of a live blog has; teasers of other articles have shorter ones.
_ENTRY = 60
# Characters of the longest note or list of notes.
_LONGEST_NOTES = 5000
_CELLS = ("table", "thead", "tbody", "tr", "td", "th")
_INLINE = ("a", "b", "em", "i", "small", "span", "strong", "time")
_GLUE = re.compile(r"[a-zà-ÿ\d.][A-ZÀ-Ý\d]")
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?)(?:[\s_-]|$)", re.IGNORECASE)


def simplify(tree: Any) -> None:
    """Changes a tree of lxml: tables that lay out the page become plain blocks, and so do the entries of a live blog;
    headings over nothing but links go, and notes that the text marks.
    """
    for table in [*tree.iter("table")]:
        if any(map(_is_text, table.iter("td"))):
            _unpack(table)
    for element in tree.iter(*_INLINE):
        if _is_glued(element):
            element.tail = " "
    for heading in [*tree.iter("h2", "h3", "h4", "h5", "h6")]:
        # The extractor takes the links out, and leaves `People are also reading`.
        if _is_over_links(heading):
            heading.drop_tree()
    for entry in _entries(tree):
        entry.tag = "div"
    for note in [*_notes(tree)]:
        if note.getparent() is not None:
            note.drop_tree()


def _is_text(cell: Any) -> bool:
    """Whether a cell has paragraphs of text, as in pages that are laid out as a table."""
    if cell.find(".//p") is None and cell.find(".//br") is None:
        return False
    return len(cell.text_content()) > _LONG_CELL


def _is_glued(element: Any) -> bool:
    """Whether nothing but their tags parts two words: `<span>Jo Lee</span><span>BBC News</span>`."""
    after = element.getnext()
    if element.tail or after is None or after.tag not in _INLINE:
        return False
    return bool(_GLUE.search(element.text_content()[-1:] + after.text_content()[:1]))


def _is_over_links(heading: Any) -> bool:
    """Whether a heading is over a list or block whose words are links."""
    below = heading.getnext()
    if below is None or below.tag not in ("ul", "ol", "div"):
        return False
    words = len("".join(below.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in below.iter("a"))
    return linked > 0 and linked >= _LINKED * words


def _entries(tree: Any) -> list[Any]:
    """The entries of a live blog: articles below the headline, each with a paragraph, of which the extractor would
    take the first one only.
    """
    below = tree.xpath("//h1[not(ancestor::article)]/following::article[not(ancestor::article)]")
    entries = [one for one in below if any(len(p.text_content()) >= _ENTRY for p in one.iter("p"))]
    return entries if len({one.getparent() for one in entries}) == 1 else []


def _unpack(table: Any) -> None:
    for element in [*table.iter(*_CELLS)]:
        element.tag = "div"
        element.attrib.clear()


def _notes(tree: Any) -> list[Any]:
    """The notes that marks such as `<sup><a href="#n1">1</a></sup>` lead to, and lists of notes."""
    marks = {link.get("href", "")[1:] for sup in tree.iter("sup") for link in sup.iter("a")} - {""}
    named = [one for one in tree.iter("li", "p", "div", "dd", "aside") if one.get("id") in marks]
    lists = [one for one in tree.iter("ol", "ul", "dl", "section", "div") if _NOTES.search(one.get("class", ""))]
    # A note that holds a mark itself is the text.
    return [one for one in (*named, *lists) if len(one.text_content()) <= _LONGEST_NOTES and one.find(".//h1") is None]
