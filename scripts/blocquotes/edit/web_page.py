"""The main text of a saved web page, and where it came from."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from blocquotes import sources

MAX_PAGE = 32 * 2**20
"""Bytes of a saved page that are read; pages with their pictures written into them reach some megabytes."""


class PageError(Exception):
    """A page that no text can be taken from; says what was found, and the fix."""


@dataclass(frozen=True)
class Page:
    """The main text of a page, title first, paragraphs parted by blank lines, and its provenance for the record."""

    text: str
    provenance: dict[str, Any]


def read(data: bytes) -> Page:
    """Takes the main text out of a saved page's bytes (trafilatura; Barbaresi 2021, ACL demo 15).

    Raises:
        PageError: the library is missing, the page is too large, or holds no text that can be told from its frame.
    """
    if len(data) > MAX_PAGE:
        raise PageError(
            f"a saved page must have at most {MAX_PAGE:,} bytes; found more\n"
            "fix: save the page as HTML only, without pictures"
        )
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError:
        raise PageError(
            "reading HTML needs a library that is not installed\n"
            "fix: .venv/bin/python -m pip install --editable '.[html]', or save the page as text and name that file"
        ) from None
    tree = load_html(data)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False) if tree is not None else None
    body = [line.strip() for line in (found.text or "").split("\n")] if found else []
    if not found or not any(body):
        raise PageError(
            "a saved page must hold the text of an article; found none that could be told from the page around it\n"
            "fix: copy the article's words into a .txt file, and name that one"
        )
    title = [found.title] if found.title and found.title not in body[:3] else []
    provenance = {"sha256": hashlib.sha256(data).hexdigest(), "extractor": f"trafilatura {version('trafilatura')}"}
    url = found.url if found.url and _is_url(found.url) else None
    return Page("\n\n".join(filter(None, [*title, *body])) + "\n", {**({"url": url} if url else {}), **provenance})


def _is_url(url: str) -> bool:
    """Whether what a page gives as its address is one that may stand in a record."""
    return url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and len(url) <= 2000


def is_text(data: bytes) -> str | None:
    """What keeps bytes from being a seed; None where nothing does."""
    text, trouble = sources.decode(data)
    if trouble:
        return trouble.message if trouble.kind == "size" else f"{trouble.message}, at character {trouble.offset + 1}"
    return None if text.strip() else "nothing but white space"
