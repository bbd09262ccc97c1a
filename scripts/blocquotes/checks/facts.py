"""Checks of the facts of a record against their evidence: dates, Wikidata ids, outlets, bylines."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record, names_of
from blocquotes.dates import is_press_year
from blocquotes.model import Finding, Path
from blocquotes.shown import shown
from blocquotes.statements import Said


def check_dates(record: Record, corpus: Index) -> Iterator[Finding]:
    """A stated date is named by the words that are its evidence."""
    for path, fact in dates_of(record):
        if fact["basis"] != "stated":
            continue
        words = " ".join(_evidence(fact))
        if missing := missing_parts(fact, words):
            found = f"{fact['value']}, but its evidence {shown(words)} does not name the {' or the '.join(missing)}"
            yield finding(record, "date-not-in-evidence", (*path, "value"), found)


def check_publication_year(record: Record, corpus: Index) -> Iterator[Finding]:
    """An article is of a year in which there are newspapers."""
    published = record.value["published"]["value"]
    if published and not is_press_year(int(published[:4])):
        yield finding(record, "publication-year", ("published", "value"), published)


def dates_of(record: Record) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Path and value of every date of a record that is known: of an article, its quotes, or an utterance."""
    value = record.value
    places: list[tuple[Path, Mapping[str, Any]]] = [((), value)]
    # Most quotes have no date.
    dated = enumerate(value.get("quotes", ()))
    places += [(("quotes", i), quote) for i, quote in dated if "said_on" in quote or "public_on" in quote]
    for path, part in places:
        for key in ("published", "said_on", "public_on"):
            if key in part and part[key]["value"]:
                yield (*path, key), part[key]


def check_inferred_dates(record: Record, corpus: Index) -> Iterator[Finding]:
    """An inferred date is named where it is explained: in its evidence, its reasoning or what was found outside."""
    for path, fact in dates_of(record):
        if fact["basis"] != "inferred":
            continue
        words = " ".join((*_evidence(fact), fact.get("reasoning", ""), fact.get("outside", "")))
        if missing := missing_parts(fact, words):
            found = f"{fact['value']}, but neither evidence nor reasoning names the {' or the '.join(missing)}"
            hint = "say in `reasoning` how it follows"
            yield finding(record, "date-not-in-reasoning", (*path, "value"), found, hint)


def _evidence(fact: Mapping[str, Any]) -> Iterator[str]:
    return (anchor["exact"] for anchor in fact.get("evidence", ()))


def check_outlets(record: Record, corpus: Index) -> Iterator[Finding]:
    """The evidence of a stated outlet or origin has its name or its domain."""
    facts: list[tuple[Path, Any]] = [(("outlet",), record.value["outlet"])]
    facts += [(("origins", i), origin) for i, origin in enumerate(record.value["origins"])]
    for path, fact in facts:
        outlet = corpus.known("outlet", fact["value"] or "")
        words = " ".join(_evidence(fact))
        if outlet and fact["basis"] == "stated" and not _is_named(outlet, words, corpus):
            names = " or ".join(map(shown, dict.fromkeys(_outlet_names(outlet, corpus))))
            found = f"{shown(outlet.id)}, but its evidence {shown(words)} does not have {names}"
            named = [other.id for other in corpus.every("outlet") if other.value and _is_named(other, words, corpus)]
            hint = f"did you mean {' or '.join(map(shown, named))}?" if named else ""
            yield finding(record, "outlet-not-in-evidence", (*path, "value"), found, hint)


def _outlet_names(outlet: Said, corpus: Index) -> Iterator[str]:
    entity = corpus.known("entity", outlet.value.get("entity", ""))
    yield outlet.value["name"]
    if "domain" in outlet.value:
        yield outlet.value["domain"]
    if entity:
        yield from names_of(entity.value)


def _is_named(outlet: Said, words: str, corpus: Index) -> bool:
    """Whether words have a name of an outlet, without its article ("The") and in any case."""
    return bool(_pattern(tuple(_outlet_names(outlet, corpus))).search(words))


# An outlet publishes many articles.
@lru_cache(maxsize=1000)
def _pattern(outlet_names: tuple[str, ...]) -> re.Pattern[str]:
    names = (re.escape(re.sub(r"(?i)^the ", "", name)) for name in outlet_names)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(names)})(?!\w)")


def check_byline(record: Record, corpus: Index) -> Iterator[Finding]:
    """The evidence of a stated byline has all words of the name, in any order and case."""
    byline = record.value["byline"]
    if byline["basis"] == "stated":
        there = set(re.findall(r"\w+", " ".join(_evidence(byline)).casefold()))
        missing = [word for word in re.findall(r"\w+", byline["value"]) if word.casefold() not in there]
        if missing:
            found = f"{shown(byline['value'])}, but its evidence does not have {', '.join(map(shown, missing))}"
            hint = f"the evidence is {shown(' '.join(_evidence(byline)))}"
            yield finding(record, "byline-not-in-evidence", ("byline", "value"), found, hint)


def missing_parts(fact: Mapping[str, Any], words: str) -> list[str]:
    """The parts of a date that words do not name."""
    return [name for name, pattern in _date_patterns(fact["value"]) if not pattern.search(words)]


# Many utterances are of a few days.
@lru_cache(maxsize=1000)
def _date_patterns(date: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    """For each part of a date that its precision includes: the part's name, and how words may give it."""
    return [(name, re.compile(pattern)) for name, pattern in _parts_of(date)]


def _parts_of(date: str) -> Iterator[tuple[str, str]]:
    year, *rest = date.split("-")
    # Each way begins with the character that it is found by, since a look back at each character takes long.
    yield "year", rf"{year}(?<!\d{year})(?!\d)"
    for month in map(int, rest[:1]):
        name = calendar.month_name[month]
        named = rf"{_in_any_case(name[1:3])}(?:\b|\.|{_in_any_case(name[3:])}\b)"
        first = (name[0], name[0].lower())
        yield "month", "|".join([*(rf"{letter}(?<!\w{letter}){named}" for letter in first), rf"{_number(month)}(?!\d)"])
    for day in map(int, rest[1:]):
        yield "day", rf"{_number(day)}(?:st|nd|rd|th)?(?!\d)"


def _number(number: int) -> str:
    """A number of a day or month, with or without a zero before it, that no digit is before."""
    return rf"{number}(?:(?<!\d{number})|(?<=0{number})(?<!\d0{number}))"


def _in_any_case(letters: str) -> str:
    return "".join(f"[{letter.upper()}{letter.lower()}]" for letter in letters)


def check_wikidata(record: Record, corpus: Index) -> Iterator[Finding]:
    """A Wikidata id is named by its evidence, and is no other record's of the kind."""
    id_ = record.value["wikidata"]
    if not id_:
        return
    evidence = record.value["wikidata_evidence"]
    if not re.search(rf"\b{id_}\b", evidence):
        found = f"{id_}, but its evidence is {shown(evidence)}"
        yield finding(record, "wikidata-unverified", ("wikidata",), found)
    first = corpus.first_with_wikidata(record.kind, id_)
    if first and first.id < record.id:
        yield finding(record, "wikidata-shared", ("wikidata",), f"{first.file} has {id_} too")
