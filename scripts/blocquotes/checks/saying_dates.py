"""Checks of when something was said: against publication, against the utterance, and against when it became public."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes import dates
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding, Path

Value = Mapping[str, Any]


def check_saying_dates(record: Record, corpus: Index) -> Iterator[Finding]:
    """No quote is said, or made public, after its article; words are said before they become public."""
    published = record.value["published"]["value"]
    for path, quote in _dated(record):
        if "said_on" in quote and "public_on" in quote:
            yield from _check_order(record, path, quote)
        for name, verb in (("said_on", "said"), ("public_on", "made public")):
            date = _date(quote, name)
            if _is_after(date, published):
                found = f"{verb} {date}, but the article was published {published}"
                yield finding(record, "said-after-publication", (*path, name, "value"), found)


def check_order_of_dates(record: Record, corpus: Index) -> Iterator[Finding]:
    """What an utterance says was said before it became public."""
    return _check_order(record, (), record.value)


def check_utterance_dates(record: Record, corpus: Index) -> Iterator[Finding]:
    """The date of a quote and that of an utterance that it reports agree, as far as both are known."""
    for path, quote in _dated(record):
        for id_ in quote.get("utterances", ()):
            utterance = corpus.known("utterance", id_)
            for name in ("said_on", "public_on"):
                one, other = _date(quote, name), _date(utterance.value, name) if utterance else None
                if one and other and not dates.agree(one, other):
                    found = f"{one}, but {id_} has {other}"
                    hint = "a month agrees with each of its days, and a year with each of its months"
                    yield finding(record, "utterance-date", (*path, name, "value"), found, hint)


def _dated(record: Record) -> list[tuple[Path, Value]]:
    """The quotes of an article that have a date, which most have not."""
    quotes = enumerate(record.value["quotes"])
    return [(("quotes", i), quote) for i, quote in quotes if "said_on" in quote or "public_on" in quote]


def _check_order(record: Record, path: Path, value: Value) -> Iterator[Finding]:
    said, public = _date(value, "said_on"), _date(value, "public_on")
    if _is_after(said, public):
        found = f"said {said}, but public {public}"
        yield finding(record, "public-before-said", (*path, "public_on", "value"), found)


def _date(value: Value, name: str) -> str | None:
    found: str | None = value.get(name, {}).get("value")
    return found


def _is_after(one: str | None, other: str | None) -> bool:
    """Whether the first day that the one date allows is after the last one that the other allows."""
    # A date that is smaller as text, such as 2024-05 beside 2024-05-16, allows a day that is not after the other.
    is_greater = one is not None and other is not None and one > other
    return is_greater and dates.first_day(one or "") > dates.last_day(other or "")
