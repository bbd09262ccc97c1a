"""How the pictures say numbers, lists, outlets and days, in English whatever the locale."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from blocquotes import dates
from blocquotes.dataset.date_columns import known

Row = Mapping[str, Any]

MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")

# Types of quotes and which of their words are verbatim.
TYPES = {"direct": "every word in quotation marks", "mixed": "some words", "indirect": "none"}


def listed(parts: Sequence[str]) -> str:
    """A list in words: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def outlet(row: Row) -> str:
    """The outlet of a row of articles or quotes."""
    return str(row["outlet_name"] or row["outlet_id"] or "unknown outlet")


def day(value: str | None) -> str:
    """A date as far as it is known: `16 May 2024`, `May 2024`, `2024`, `an unknown day`."""
    if value is None:
        return "an unknown day"
    year, *rest = (int(part) for part in value.split("-"))
    parts = [*map(str, rest[1:]), *(MONTHS[month - 1] for month in rest[:1]), str(year)]
    return " ".join(parts)


def when(value: str | None) -> str:
    """A date with its preposition: `on 16 May 2024`, `in May 2024`."""
    is_long = value is not None and dates.precision(value) != "day"
    return f"{'in' if is_long else 'on'} {day(value)}"


def span(found: Collection[str]) -> str:
    """First and last of several dates: `from May 2024 to 1 June 2024`, or `on 1 June 2024` where they are the same."""
    first, last = min(found), max(found)
    return when(first) if first == last else f"from {day(first)} to {day(last)}"


def published(article: Row) -> str:
    """When an article was published, and whether that is inferred."""
    inferred = " (inferred)" if article["published_basis"] == "inferred" else ""
    on = known(article, "published")
    return f"published {day(on)}{inferred}" if on else f"published on {day(on)}"


def days(value: str) -> tuple[date, date]:
    """First and last day that a date allows."""
    return date.fromisoformat(dates.first_day(value)), date.fromisoformat(dates.last_day(value))
