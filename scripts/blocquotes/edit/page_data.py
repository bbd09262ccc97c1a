"""What the metadata of a saved page say about its article, where the extractor takes the first of several values.

A page may give the day of its site, of its last change and of the article. The article's own is taken.
"""

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

# Types of schema.org that are articles: `NewsArticle`, `BlogPosting`, `LiveBlogPosting`, `Report`.
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Where other metadata give the day of the article, the surest first.
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)


@dataclass(frozen=True)
class Stated:
    """What the metadata of a page say about its article: its headline only where the page shows it as such."""

    headline: str | None
    day: str | None
    author: str | None
    outlet: str | None


def stated(tree: Any) -> Stated:
    """What the metadata of a page say about its article."""
    shown = " ".join("".join(heading.itertext()) for heading in tree.xpath("(//h1)[1]")).split()
    headline = " ".join(shown)
    # Other articles that the page leads to may be in the same list.
    articles = sorted(_articles(tree), key=lambda node: node.get("headline") != headline)
    article = next(iter(articles), {})
    return Stated(
        headline if headline and article.get("headline") == headline else None,
        _day(tree, articles),
        "; ".join(_names(article.get("author"))) or None,
        next(_names(article.get("publisher")), None),
    )


def _day(tree: Any, articles: Sequence[dict[str, Any]]) -> str | None:
    """The day on which the article was published, as YYYY-MM-DD; None where no metadata say it."""
    days = [str(node.get("datePublished")) for node in articles]
    days += [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    found = (_DAY.match(value.strip()) for value in days)
    return next((day.group() for day in found if day), None)


def _names(value: Any) -> Iterator[str]:
    """The names of people or organisations in JSON-LD: `{"name": "Anna Berg"}`, `["Anna Berg", "Jo Lee"]`."""
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())


def address(tree: Any) -> str | None:
    """The canonical address of the page, which has no marks of the link that led to it."""
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "").strip()
    if not canonical:
        return None
    bases = tree.xpath("//base/@href | //meta[@property='og:url']/@content")
    return str(urljoin(next(iter(bases), "").strip(), canonical))


def authors(tree: Any) -> list[str]:
    """The authors that a page links to beside each other: `By <a rel="author">Anna Berg</a> and …`."""
    first = next(iter(tree.xpath("//*[@rel='author']")), None)
    beside = () if first is None else first.getparent().xpath("./*[@rel='author']")
    return list(dict.fromkeys(" ".join(one.text_content().split()) for one in beside))


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page, the outer ones first: the entries of a live blog are articles, too."""
    # Nothing shifts where a list of millions is read from its front.
    waiting = deque(_parsed(script.text_content()) for script in tree.xpath("//script[@type='application/ld+json']"))
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]
            if any(map(_ARTICLE.search, _types(value))):
                yield value


def _types(node: dict[str, Any]) -> list[str]:
    named = node.get("@type", [])
    return [str(one) for one in (named if isinstance(named, list) else [named])]


def _parsed(words: str) -> Any:
    """The value of JSON; None where it is broken, as it is on some pages."""
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None
