"""How the pictures say numbers, lists, outlets and days, in English whatever the locale."""

import calendar
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

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


def day(value: str | None, precision: str | None) -> str:
    """A date as far as it is known: `16 May 2024`, `May 2024`, `2024`, `an unknown day`."""
    if value is None:
        return "an unknown day"
    on = date.fromisoformat(value)
    month = MONTHS[on.month - 1]
    return {"year": f"{on.year}", "month": f"{month} {on.year}"}.get(precision or "day", f"{on.day} {month} {on.year}")


def when(value: str | None, precision: str | None) -> str:
    """A date with its preposition: `on 16 May 2024`, `in May 2024`."""
    return f"{'in' if precision in ('month', 'year') else 'on'} {day(value, precision)}"


def span(dates: Collection[tuple[str, str | None]]) -> str:
    """First and last of several dates: `from May 2024 to 1 June 2024`, or `on 1 June 2024` where they are the same."""
    first, last = min(dates), max(dates)
    return when(*first) if first == last else f"from {day(*first)} to {day(*last)}"


def published(article: Row) -> str:
    """When an article was published, and whether that is inferred."""
    inferred = " (inferred)" if article["published_basis"] == "inferred" else ""
    on = day(article["published"], article["published_precision"])
    return f"published {on}{inferred}" if article["published"] else f"published on {on}"


def days(value: str, precision: str | None) -> tuple[date, date]:
    """First and last day that a date may stand for."""
    on = date.fromisoformat(value)
    if precision == "year":
        return on.replace(month=1, day=1), on.replace(month=12, day=31)
    if precision == "month":
        return on.replace(day=1), on.replace(day=calendar.monthrange(on.year, on.month)[1])
    return on, on
