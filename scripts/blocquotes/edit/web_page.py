"""The main text of a saved web page, and where it came from."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from blocquotes import sources
from blocquotes.edit import kinds, page_data, page_head, page_layout, page_marks, page_top
from blocquotes.refusal import FOUND, Refusal, install

# htmldate reads the date of publication from metadata, the address and elements for dates, but not from the text: most
# dates there are those of events.
DATE_SETTINGS = {"original_date": True, "extensive_search": False}

# `<!-- saved from url=(0042)https://post.example/wall -->`, and the same of SingleFile.
SAVED = re.compile(rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(\S+)")
SAVED_WITHIN = 4096

LANGUAGE = re.compile(r"[a-z]{2,3}")

# What to do about a page that cannot be read.
AS_TEXT = "copy the article's words into a .txt file, and name that one"


@dataclass(frozen=True)
class Page:
    """The main text of a page, its provenance for the record, and the language that it states, if any.

    The text begins with title, author, outlet and date as the page's metadata give them. Paragraphs are separated by
    blank lines.
    """

    text: str
    provenance: dict[str, Any]
    language: str | None


@dataclass(frozen=True)
class _Shown:
    """What a page shows of its date, author and outlet outside of its metadata, and the lines at its top.

    `stated` is what the metadata say about the article, and `linked` are the authors that the page links to.
    """

    stated: page_data.Stated
    linked: list[str]
    day: str | None
    top: list[str]
    author: str | None
    site: str | None


def read(data: bytes) -> Page:
    """Takes the main text out of a saved page's bytes (trafilatura; Barbaresi 2021, ACL demo 15)."""
    if len(data) > kinds.MAX_PAGE:
        fix = "save the page as HTML only, without pictures"
        raise Refusal(f"a saved page must have at most {kinds.MAX_PAGE:,} bytes", "more", fix, code=FOUND)
    bare_extraction, load_html = _extractor()
    try:
        return _read(data, bare_extraction, load_html)
    except Refusal:
        raise
    except Exception as error:
        # A page may be wrong in ways for which the libraries that read it raise anything.
        found = f"{type(error).__name__} in the library that reads it"
        raise Refusal("a page must be readable", found, AS_TEXT, code=FOUND) from None


def _read(data: bytes, bare_extraction: Any, load_html: Any) -> Page:
    tree = load_html(data)
    if tree is None:
        raise _no_article()
    page_layout.simplify(tree)
    page_marks.write_out(tree)
    # The extractor takes elements out of the tree.
    shown = _shown(tree)
    canonical = page_data.address(tree)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=DATE_SETTINGS)
    body = [line.strip() for line in (found.text or "").split("\n")] if found else []
    if not any(body):
        raise _no_article()
    url = _address([canonical, found.url, _saved_from(data)])
    facts = _facts(found, _title(tree), shown)
    lines = page_head.lines(facts, body)
    # A reader of web pages shows the host, which the record has where the page gives its address.
    host = None if facts.outlet or url else page_top.host(shown.top)
    lines = [*filter(None, [host]), *lines]
    provenance = {"sha256": hashlib.sha256(data).hexdigest(), "extractor": f"trafilatura {version('trafilatura')}"}
    return Page("\n\n".join(lines) + "\n", {**({"url": url} if url else {}), **provenance}, _language(tree))


def _extractor() -> tuple[Any, Any]:
    """The functions of the library that take the main text out of a page, and read its elements."""
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError:
        raise Refusal(
            "reading HTML needs the library trafilatura",
            "none installed",
            f"{install('html')}, or save the page as text and name that file",
            code=FOUND,
        ) from None
    return bare_extraction, load_html


def _no_article() -> Refusal:
    return Refusal(
        "a saved page must hold the text of an article",
        "none that differs from menus and other parts of the page",
        AS_TEXT,
        code=FOUND,
    )


def _shown(tree: Any) -> _Shown:
    return _Shown(
        page_data.stated(tree),
        page_data.authors(tree),
        page_top.dated(tree),
        page_top.lines(tree),
        page_top.named_author(tree),
        page_top.site_name(tree),
    )


def _address(stated: Sequence[str | None]) -> str | None:
    """The first address that may be written into a record."""
    return next((one for one in filter(None, stated) if _is_url(one)), None)


def _facts(found: Any, in_head: str, shown: _Shown) -> page_head.Facts:
    """Title, outlet, author and date: as the extractor found them, else as the page shows them."""
    # Of a live blog, the extractor may take the headline of an entry.
    title, named = page_head.headline(shown.stated.headline or found.title, in_head, shown.top)
    below = page_top.below(shown.top, title)
    outlet = _outlet(found, named, in_head, shown)
    # The metadata may name the outlet as the author, or the first one of several.
    stated = found.author if found.author != outlet else None
    stated = "; ".join(shown.linked) if stated in shown.linked else stated
    author = _first(stated, page_top.author(below), shown.author)
    day = _first(shown.stated.day, found.date, shown.day, page_top.day(below))
    return page_head.Facts(title, outlet, author, day)


def _first(*answers: str | None) -> str | None:
    """The first place that has an answer gives it."""
    return next((answer for answer in answers if answer), None)


def _outlet(found: Any, named: str | None, in_head: str, shown: _Shown) -> str | None:
    """The outlet by the metadata, else by a title, such as `Harbour to close | Westhaven Post`, else by the site."""
    names = [found.sitename, named, page_head.outlet_in(in_head), shown.site]
    # Where the page names no outlet, the extractor takes the host.
    found_name: str | None = found.sitename
    return next((name for name in names if name and not page_head.HOST.fullmatch(name)), found_name)


def _saved_from(data: bytes) -> str | None:
    """The address that a browser or SingleFile writes into a page that it saves."""
    found = SAVED.search(data[:SAVED_WITHIN])
    return found[1].decode("utf-8", "replace") if found else None


def _title(tree: Any) -> str:
    """The title in the head of a page; the extractor cuts the outlet off some titles without saying so."""
    return " ".join((tree.findtext("head/title") or "").split())


def _language(tree: Any) -> str | None:
    """The language that a page states, as a record writes it: `en` for `en-GB`."""
    named = tree.xpath("string(head/meta[@property='og:locale' or @http-equiv='content-language']/@content)")
    stated = re.split("[-_]", tree.get("lang") or named)[0].lower()
    return stated if LANGUAGE.fullmatch(stated) else None


def _is_url(url: str) -> bool:
    """Whether the address that a page gives may be written into a record."""
    return url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and len(url) <= 2000


def is_text(data: bytes) -> str | None:
    """Why bytes cannot be a seed; None if they can."""
    text, trouble = sources.decode(data)
    if trouble:
        return trouble.message if trouble.kind == "size" else f"{trouble.message}, {_place(text, trouble.offset, data)}"
    return None if text.strip() else "nothing but white space"


def _place(text: str, at: int, data: bytes) -> str:
    """Where a character of a text is, and what encoding the text may have."""
    line, column = sources.line_column(text, at)
    hint = " (the text seems to be UTF-16)" if data.startswith(kinds.UTF_16) else ""
    return f"at line {line}, column {column}{hint}"
