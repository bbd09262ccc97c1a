"""Checks across files: everything named exists, everything that exists is used, and facts agree."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes.checks.file import finding
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding, Path
from blocquotes.shown import nearest, shown

UNKNOWN_PARTS = {"day": "", "month": "-01", "year": "-01-01"}
"""Precision of a date → how the parts that it leaves open are written."""


def entity_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every entity that a record names."""
    value = record.value
    if record.kind == "article":
        for i, mention in enumerate(value["mentions"]):
            yield from ((("mentions", i, key), mention[key]) for key in ("entity", "stands_for") if key in mention)
        for i, quote in enumerate(value["quotes"]):
            yield from ((("quotes", i, "speakers", j), id_) for j, id_ in enumerate(quote["speakers"]))
            if "via" in quote:
                yield ("quotes", i, "via"), quote["via"]
    elif record.kind == "utterance":
        yield from ((("speakers", j), id_) for j, id_ in enumerate(value["speakers"]))
    else:
        key = "of" if record.kind == "entity" else "entity"
        if key in value:
            yield (key,), value[key]


def outlet_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every outlet that an article names."""
    if record.kind == "article":
        if record.value["outlet"]["value"]:
            yield ("outlet", "value"), record.value["outlet"]["value"]
        yield from ((("origins", i, "value"), origin["value"]) for i, origin in enumerate(record.value["origins"]))


def utterance_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every utterance that an article's quotes report."""
    if record.kind == "article":
        for i, quote in enumerate(record.value["quotes"]):
            yield from ((("quotes", i, "utterances", j), id_) for j, id_ in enumerate(quote.get("utterances", ())))


def article_uses(record: Record) -> Iterator[tuple[Path, str]]:
    """Path and id of every article that is named as the place of evidence."""
    if record.kind == "utterance":
        for i, evidence in enumerate(record.value["said_on"].get("evidence", ())):
            yield ("said_on", "evidence", i, "article"), evidence["article"]


USES = {"entity": entity_uses, "outlet": outlet_uses, "utterance": utterance_uses, "article": article_uses}


def check_references(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Every id that a record names has a file."""
    for kind, uses in USES.items():
        for path, id_ in uses(record):
            if id_ not in corpus.ids[kind]:
                hint = nearest(id_, corpus.ids[kind])
                yield finding(record, f"unknown-{kind}", path, f"no {kind} {shown(id_)}", hint)


def check_draft(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A draft is named as one, since a release refuses it; what is none has nothing left of one."""
    value = record.value
    if value.get("status") == "draft":
        yield finding(record, "draft", ("status",), "this record is a draft")
        return
    if value.get("method") == "rules":
        hint = '"human", or "model" if an AI model went through it'
        yield finding(record, "suggestion-left", ("method",), 'the method "rules"', hint)
    if paths := confidences(record):
        found = f"{len(paths)} quotes and mentions with a confidence, this one among them"
        yield finding(record, "suggestion-left", paths[0], found, key=True)
    for path, words in _phrases(record):
        if words.endswith("(draft)"):
            yield finding(record, "suggestion-left", path, shown(words), "say it in words of your own")


def _phrases(record: Record) -> Iterator[tuple[Path, str]]:
    """The fields that a draft fills with words of its own."""
    if record.kind == "entity":
        yield ("description",), record.value["description"]
    elif record.kind == "article":
        quotes = enumerate(record.value["quotes"])
        yield from ((("quotes", i, "no_speaker"), quote["no_speaker"]) for i, quote in quotes if "no_speaker" in quote)


def confidences(record: Record) -> list[Path]:
    """The paths of an article's confidences, which only suggestions have."""
    if record.kind != "article":
        return []
    lines = (((part, i), line) for part in ("mentions", "quotes") for i, line in enumerate(record.value[part]))
    return [(*path, "confidence") for path, line in lines if "confidence" in line]


def check_pass(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A pass annotates an article of the corpus; its entities and utterances are its own and need no file."""
    if record.id not in corpus.ids["article"]:
        hint = nearest(record.id, corpus.ids["article"])
        yield finding(record, "unknown-article", ("id",), f"no article {record.id!r} in corpus/articles/", hint)


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


def check_utterances(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A quote shares a speaker with every utterance that it reports; not asked where a speaker is unknown."""
    if record.kind != "article":
        return
    known = corpus.ids["entity"]
    speakers = {r.id: who for r in corpus.sound("utterance") if (who := set(r.value["speakers"])) <= known}
    for path, id_ in utterance_uses(record):
        quoted = set(record.value["quotes"][path[1]]["speakers"])
        if id_ in speakers and quoted <= known and not (quoted <= speakers[id_] or speakers[id_] <= quoted):
            found = f"the quote is by {', '.join(sorted(quoted))}, {id_} by {', '.join(sorted(speakers[id_]))}"
            yield finding(record, "utterance-speakers", path, found)


def check_corpus(corpus: Corpus) -> Iterator[Finding]:
    """What only the whole corpus shows: unused records, lone utterances, shared unnamed entities.

    Whether a record is used is not asked while another one cannot be read, or names one that is not there.
    """
    if all(record.is_sound for record in corpus.records):
        yield from _unused(corpus, "entity")
        yield from _unused(corpus, "outlet")
        yield from _lone_utterances(corpus)
    yield from _shared_unnamed(corpus)


def _unused(corpus: Corpus, kind: str) -> Iterator[Finding]:
    used = {id_ for record in corpus.records for _, id_ in USES[kind](record)}
    for record in corpus.of_kind(kind):
        if record.id not in used and used <= corpus.ids[kind]:
            yield finding(record, f"unused-{kind}", ("id",), f"nothing names {shown(record.id)}")


def _lone_utterances(corpus: Corpus) -> Iterator[Finding]:
    uses: dict[str, list[str]] = defaultdict(list)
    for record in corpus.of_kind("article"):
        for path, id_ in utterance_uses(record):
            uses[id_].append(f"{record.id}#{record.value['quotes'][path[1]]['id']}")
    for record in corpus.of_kind("utterance"):
        if len(uses[record.id]) < 2 and uses.keys() <= corpus.ids["utterance"]:
            found = f"reported by {uses[record.id][0]} alone" if uses[record.id] else "reported by no quote"
            yield finding(record, "lone-utterance", ("id",), found)


def _shared_unnamed(corpus: Corpus) -> Iterator[Finding]:
    unnamed = {record.id for record in corpus.sound("entity") if record.value.get("named") is False}
    homes: dict[str, str] = {}
    for record in corpus.sound("article"):
        for path, id_ in entity_uses(record):
            if id_ in unnamed and homes.setdefault(id_, record.id) != record.id:
                yield finding(record, "unnamed-shared", path, f"{shown(id_)} is used by {homes[id_]} too")
