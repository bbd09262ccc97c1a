"""The day of publication in the visible text of a saved page, where its metadata and `<time>` give none."""

import re
from collections.abc import Iterable
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
        is_dated = _DATED.search(f"{element.get('class', '')} {element.get('id', '')}")
        if is_dated and (found := day([" ".join(element.text_content().split())])):
            return found
    return None


def day(lines: Iterable[str]) -> str | None:
    """The first day, as YYYY-MM-DD, in a line that says nothing else but when and by whom; no day of a change."""
    dated = (line for line in lines if publication.elements(line))
    found = ((line, *printed) for line in dated for printed in printed_dates(line, Span(0, len(line))))
    days = (iso for line, iso, known, span in found if known == "day" and not is_update(line, span.start))
    return next(filter(None, days), None)
