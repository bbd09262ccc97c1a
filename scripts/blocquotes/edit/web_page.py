"""The main text of a saved web page, and where it came from."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from blocquotes import sources
from blocquotes.refusal import FOUND, Refusal

# The largest saved page that is read, in bytes; pages with embedded pictures have several megabytes.
MAX_PAGE = 32 * 2**20


@dataclass(frozen=True)
class Page:
    """The main text of a page, title first, paragraphs separated by blank lines, and its provenance for the record."""

    text: str
    provenance: dict[str, Any]


def read(data: bytes) -> Page:
    """Takes the main text out of a saved page's bytes (trafilatura; Barbaresi 2021, ACL demo 15).

    Raises:
        Refusal: the library is missing, the page is too large, or no article text is found on it.
    """
    if len(data) > MAX_PAGE:
        fix = "save the page as HTML only, without pictures"
        raise Refusal(f"a saved page must have at most {MAX_PAGE:,} bytes", "more", fix, code=FOUND)
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError:
        raise Refusal(
            "reading HTML needs the library trafilatura",
            "none installed",
            ".venv/bin/python -m pip install --editable '.[html]', or save the page as text and name that file",
            code=FOUND,
        ) from None
    tree = load_html(data)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False) if tree is not None else None
    body = [line.strip() for line in (found.text or "").split("\n")] if found else []
    if not found or not any(body):
        raise Refusal(
            "a saved page must hold the text of an article",
            "none that differs from menus and other parts of the page",
            "copy the article's words into a .txt file, and name that one",
            code=FOUND,
        )
    title = [found.title] if found.title and found.title not in body[:3] else []
    provenance = {"sha256": hashlib.sha256(data).hexdigest(), "extractor": f"trafilatura {version('trafilatura')}"}
    url = found.url if found.url and _is_url(found.url) else None
    return Page("\n\n".join(filter(None, [*title, *body])) + "\n", {**({"url": url} if url else {}), **provenance})


def _is_url(url: str) -> bool:
    """Whether the address that a page gives may be written into a record."""
    return url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and len(url) <= 2000


def is_text(data: bytes) -> str | None:
    """Why bytes cannot be a seed; None if they can."""
    text, trouble = sources.decode(data)
    if trouble:
        return trouble.message if trouble.kind == "size" else f"{trouble.message}, at character {trouble.offset + 1}"
    return None if text.strip() else "nothing but white space"
