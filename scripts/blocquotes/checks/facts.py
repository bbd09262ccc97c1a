"""Checks of facts about a record: dates and Wikidata ids against their evidence."""

import calendar
import re
from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes.checks.findings import finding
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding
from blocquotes.shown import shown

UNKNOWN_PARTS = {"day": "", "month": "-01", "year": "-01-01"}
"""Precision of a date → how the parts that it leaves open are written."""


def check_dates(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A date is 01 beyond its precision; a stated one is named by the words that are its evidence."""
    key = {"article": "published", "utterance": "said_on"}.get(record.kind)
    fact: Any = record.value[key] if key else None
    if key and fact["value"] and not fact["value"].endswith(UNKNOWN_PARTS[fact["precision"]]):
        open_parts = UNKNOWN_PARTS[fact["precision"]]
        found = f"{shown(fact['value'])} with precision {shown(fact['precision'])}"
        hint = f"{shown(fact['value'][: -len(open_parts)] + open_parts)}, or a finer precision"
        yield finding(record, "bad-date", (key, "value"), found, hint)
    elif key and fact["basis"] == "stated":
        words = " ".join(anchor["exact"] for anchor in fact["evidence"])
        missing = [name for name, pattern in _date_patterns(fact) if not re.search(pattern, words)]
        if missing:
            found = f"{fact['value']}, but its evidence {shown(words)} does not name the {' or the '.join(missing)}"
            yield finding(record, "date-not-in-evidence", (key, "value"), found)


def _date_patterns(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """For each part of a date that its precision asks for: the part's name, and how words may give it."""
    year, month, day = fact["value"].split("-")
    name = calendar.month_name[int(month)]
    yield "year", rf"(?<!\d){year}(?!\d)"
    if fact["precision"] != "year":
        yield "month", rf"(?i)\b{name[:3]}(?:\b|\.|{name[3:]}\b)|(?<!\d)0?{int(month)}(?!\d)"
    if fact["precision"] == "day":
        yield "day", rf"(?<!\d)0?{int(day)}(?:st|nd|rd|th)?(?!\d)"


def check_wikidata(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A Wikidata id is named by its evidence, and is no other record's of the kind."""
    if record.kind not in ("entity", "outlet") or not record.value["wikidata"]:
        return
    id_ = record.value["wikidata"]
    evidence = record.value["wikidata_evidence"]
    if not re.search(rf"\b{id_}\b", evidence):
        found = f"{id_}, but its evidence is {shown(evidence)}"
        yield finding(record, "wikidata-unproved", ("wikidata",), found)
    for other in corpus.sound(record.kind):
        if other.id < record.id and other.value["wikidata"] == id_:
            yield finding(record, "wikidata-shared", ("wikidata",), f"{other.file} has {id_} too")
