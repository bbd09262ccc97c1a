"""The draft of a new article: what its file says before anybody has annotated it."""

from typing import Any

UNKNOWN = {"value": None, "basis": "unknown"}


def draft(text: str, id_: str, seed: dict[str, Any]) -> dict[str, Any]:
    """The value of an article's file for a text with a visible character; `seed` is that field's value.

    Nothing is claimed: one region with all of the text, no mention, no quote, nothing known of its publication.
    """
    return {
        "$schema": "../../schema/article.schema.json",
        "id": id_,
        "seed": seed,
        "method": "human",
        "text_rights": "publisher",
        "language": "en",
        "translated_from": UNKNOWN,
        "outlet": UNKNOWN,
        "origins": [],
        "published": UNKNOWN,
        "byline": UNKNOWN,
        "regions": [{"role": "body", **_all(text)}],
        "mentions": [],
        "quotes": [],
    }


def _all(text: str) -> dict[str, str]:
    """The whole text as a region gives it: by its first and last words, or word for word where those will not do."""
    words = text.strip()
    first, last = " ".join(words.split(" ")[:4]).split("\n")[0], words.split("\n")[-1]
    is_short = len(words) <= len(first) + len(last)
    return {"exact": words} if is_short or words.find(last) + len(last) < len(words) else {"from": first, "to": last}
