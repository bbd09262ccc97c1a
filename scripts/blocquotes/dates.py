"""Dates of reduced precision, as ISO 8601 writes them: a day (2024-05-16), a month (2024-05) or a year (2024)."""

import calendar
import datetime

# How much of a date is known → the length of the date as it is written.
LENGTHS = {"year": len("2024"), "month": len("2024-05"), "day": len("2024-05-16")}
PRECISIONS = {length: name for name, length in LENGTHS.items()}


# The year of the oldest newspaper that is known, the Relation of Strasbourg.
FIRST_PRESS_YEAR = 1605


def is_press_year(year: int) -> bool:
    """Whether an article can be of a year: there were newspapers, and it is at most next year.

    Next year counts because a page may carry the date of an issue that is yet to come, and clocks differ.
    """
    return FIRST_PRESS_YEAR <= year <= datetime.date.today().year + 1


def shortened(day: str, known: str) -> str:
    """A day as YYYY-MM-DD, without the parts that are not known: `known` is day, month or year."""
    return day[: LENGTHS[known]]


def precision(date: str) -> str:
    """How much of a date is known: `day`, `month` or `year`."""
    return PRECISIONS[len(date)]


def first_day(date: str) -> str:
    """The first day that a date allows, as YYYY-MM-DD."""
    return date + "YYYY-01-01"[len(date) :]


def last_day(date: str) -> str:
    """The last day that a date allows, as YYYY-MM-DD."""
    if precision(date) == "year":
        return f"{date}-12-31"
    if precision(date) == "month":
        year, month = map(int, date.split("-"))
        return f"{date}-{calendar.monthrange(year, month)[1]:02}"
    return date


def agree(one: str, other: str) -> bool:
    """Whether two dates can be the same: the coarser one contains the finer one."""
    return one.startswith(other) or other.startswith(one)
