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
_JSON_LD = "//script[@type='application/ld+json']"
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


def stated(tree: Any) -> Stated:
    """What the metadata of a page say about its article.

    The JSON-LD of other articles goes from the page, so that the extractor reads that of this one.
    """
    shown = " ".join("".join(heading.itertext()) for heading in tree.xpath("(//h1)[1]")).split()
    headline = " ".join(shown)
    scripts = [(script, _parsed(script.text_content())) for script in tree.xpath(_JSON_LD)]
    articles = [*_articles([value for _, value in scripts])]
    article = next(iter(sorted(articles, key=lambda node: node.get("headline") != headline)), {})
    # The extractor passes over `AnalysisNewsArticle`, and over what does not say whose types these are.
    own = article | {"@context": "https://schema.org", "@type": "NewsArticle"}
    for script, value in scripts if articles else ():
        # It reads broken JSON in its own way.
        if value is not None:
            script.text = json.dumps(_without_others(value, article, own))
    days = [str(node.get("datePublished")) for node in (article, *articles)]
    return Stated(headline if headline and article.get("headline") == headline else None, _day(tree, days))


def _day(tree: Any, days: Sequence[str]) -> str | None:
    """The day on which the article was published, as YYYY-MM-DD, the first of these; None where no metadata say it."""
    more = [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    found = (_DAY.match(value.strip()) for value in [*days, *more])
    return next((day.group() for day in found if day), None)


def _without_others(value: Any, article: dict[str, Any], own: dict[str, Any]) -> Any:
    """A value of JSON-LD, changed to have `own` for the article, and no other article in it."""
    whole = [value]
    waiting: deque[Any] = deque([whole])
    while waiting:
        holder = waiting.popleft()
        inner = [*holder.items()] if isinstance(holder, dict) else [*enumerate(holder)]
        for key, one in inner:
            if one is article:
                holder[key] = one = own
            elif isinstance(one, dict) and _is_article(one):
                holder[key] = one = {}
            waiting += [one] if isinstance(one, (dict, list)) else []
    return whole[0]


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


def _articles(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page, the outer ones first: the entries of a live blog are articles, too."""
    # Nothing shifts where a list of millions is read from its front.
    waiting = deque(values)
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += [inner for inner in value.values() if isinstance(inner, (dict, list))]
            if _is_article(value):
                yield value


def _is_article(node: dict[str, Any]) -> bool:
    return any(map(_ARTICLE.search, _types(node)))


def _types(node: dict[str, Any]) -> list[str]:
    named = node.get("@type", [])
    return [str(one) for one in (named if isinstance(named, list) else [named])]


def _parsed(words: str) -> Any:
    """The value of JSON; None where it is broken, as it is on some pages."""
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None
