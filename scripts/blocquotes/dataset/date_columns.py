"""The columns of a date: the day, what is known where the day is not, and what the date rests on."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from blocquotes import dates
from blocquotes.model import Fact, Place

Row = dict[str, Any]


def columns(name: str, fact: Fact | None) -> Mapping[str, Any]:
    """The columns of a date, as `published`, or of one that is not known; the day is null unless it is known."""
    return _columns(name, fact.value, fact.basis) if fact else _columns(name, None, "unknown")


# Most quotes have no date, and those of an article the same few.
@lru_cache(maxsize=1000)
def _columns(name: str, value: str | None, basis: str) -> Mapping[str, Any]:
    known = dates.precision(value) if value else None
    return {
        name: value if known == "day" else None,
        f"{name}_month": value[: dates.LENGTHS["month"]] if value and known != "year" else None,
        f"{name}_year": int(value[: dates.LENGTHS["year"]]) if value else None,
        f"{name}_precision": known,
        f"{name}_basis": basis,
    }


def known(row: Mapping[str, Any], name: str) -> str | None:
    """A date of a row as far as it is known: `2024-05-16`, `2024-05`, `2024`; None where it is unknown."""
    year = row.get(f"{name}_year")
    return row[name] or row.get(f"{name}_month") or (f"{year:04}" if year else None)


def evidence_columns(name: str, fact: Fact | None) -> Row:
    """The columns of what a date of an utterance rests on, its evidence in the articles that hold it."""
    return {
        f"{name}_evidence": list(fact.evidence) if fact else [],
        f"{name}_evidence_spans": [_place(place) for place in fact.places] if fact else [],
        f"{name}_reasoning": fact.reasoning if fact else None,
        f"{name}_outside": fact.outside if fact else None,
    }


def _place(place: Place) -> Row:
    return {"article_id": place.article, "start": place.span.start, "end": place.span.end}


def lag(said_on: Fact | None, published: Fact) -> int | None:
    """The days from a saying to its publication; None unless both days are known."""
    values = (said_on.value if said_on else None, published.value)
    days = [date.fromisoformat(value) for value in values if value and dates.precision(value) == "day"]
    return (days[1] - days[0]).days if len(days) == len(values) else None
