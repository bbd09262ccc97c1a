"""The day of publication in the visible text of a saved page, where its metadata and `<time>` give none."""

import re
from itertools import islice
from typing import Any

from blocquotes.model import Span
from blocquotes.suggest.page import publication
from blocquotes.suggest.page.metadata import is_update, printed_dates

# Classes and ids of elements that show when a page was published.
_DATED = re.compile(r"date|time|publish|posted|byline|meta\b", re.IGNORECASE)
# Elements behind the headline in which they are; further down are the dates of other articles.
_NEAR = 60


def shown(tree: Any) -> str | None:
    """The day, as YYYY-MM-DD, in the first such element behind the headline; above it, sites print the day of today."""
    headline = next(tree.iter("h1"), None)
    after = () if headline is None else headline.xpath("following::*")
    for element in islice(after, _NEAR):
        if _DATED.search(f"{element.get('class', '')} {element.get('id', '')}") and (day := _day(element)):
            return day
    return None


def _day(element: Any) -> str | None:
    line = " ".join(element.text_content().split())
    if not publication.elements(line):
        return None
    days = printed_dates(line, Span(0, len(line)))
    return next((day for day, known, span in days if day and known == "day" and not is_update(line, span.start)), None)
