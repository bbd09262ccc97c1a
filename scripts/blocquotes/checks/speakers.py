"""Checks of who speaks in a quote."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from blocquotes.checks.findings import finding
from blocquotes.checks.quote_parts import Quote
from blocquotes.corpus import Index, Record, Resolution
from blocquotes.model import Finding, Span
from blocquotes.shown import shown

# A line of a file with a mention.
Line = Mapping[str, Any]

# Text before a name that is the complement of another noun in the source: "the head of NATO".
BEFORE_NO_HEAD = re.compile(r"\b(?:of|for|to|from|in|at|with|by|under|about)\s+(?:the\s+)?$", re.IGNORECASE)

# What follows the name of a speaker in a source; not a possessive, and no other noun ("Putin spokesman Peskov").
AFTER_HEAD = re.compile(r"$|[],;:)]|\s+(?:and|or|und|et)\b", re.IGNORECASE)

# Types of entities that can speak; a document or event speaks for the people behind it.
SPEAKING = ("FAC", "GPE", "LOC", "NORP", "ORG", "PERSON")

# Words that a source consisting only of names may contain: "both China and Russia".
NO_NAMES = re.compile(r"(?:\s|,|&|\b(?:the|both|and|or|neither|either|nor)\b)*", re.IGNORECASE)


def check_speakers(record: Record, corpus: Index) -> Iterator[Finding]:
    """A quote names its speakers, or says why it cannot; never both."""
    for i, quote in enumerate(record.value["quotes"]):
        if bool(quote["speakers"]) == ("no_speaker" in quote):
            found = "speakers and no_speaker are both there" if quote["speakers"] else "no speaker and no reason"
            yield finding(record, "no-speaker", ("quotes", i, "speakers"), found)


def check_sources(record: Record, corpus: Index) -> Iterator[Finding]:
    """The names in a quote's source are those of its speakers.

    Only names that can be the speaker count: the persons at the head of a source, or all names of a source without
    other words.
    """
    resolution = corpus.resolution(record)
    assert resolution
    inside = names_inside(resolution)
    # The same few speak in most quotes of an article.
    may_speak: dict[tuple[str, str | None], frozenset[str]] = {}
    for i, (quote, source) in enumerate(zip(record.value["quotes"], resolution.parts["source"], strict=True)):
        # Most sources are words such as “he”.
        if not quote["speakers"] or not any(names := list(map(inside, source))):
            continue
        lines = _speaking(resolution.seed, source, names)
        named = [(line["entity"], line.get("stands_for")) for line in lines]
        for one in named:
            if one not in may_speak:
                may_speak[one] = _may_speak(corpus, *one)
        allowed = [may_speak[one] for one in named]
        if allowed and not _agree(quote, allowed):
            ids = ", ".join(dict.fromkeys(line.get("stands_for", line["entity"]) for line in lines))
            words = " … ".join(shown(anchor["exact"]) for anchor in quote["source"])
            found = f"{', '.join(map(shown, quote['speakers']))}, but the source {words} names {ids}"
            yield finding(record, "speaker-contradicted", ("quotes", i, "speakers"), found)


def names_inside(resolution: Resolution) -> Callable[[Span], list[tuple[Span, Line]]]:
    """What gives the mentions inside a span that are names, each with its line in the file, in text order."""
    names = resolution.names
    starts = [span.start for span, _ in names]

    def inside(span: Span) -> list[tuple[Span, Line]]:
        start, end = span
        return [name for name in names[bisect_left(starts, start) : bisect_left(starts, end)] if name[0].end <= end]

    return inside


def _speaking(seed: str, sources: Sequence[Span], names: Sequence[Sequence[tuple[Span, Line]]]) -> list[Line]:
    """The lines of those mentions that the source of a quote says speak, given the names in each of its spans."""
    heads: list[Line] = []
    all_: list[Line] = []
    rest = ""
    for source, some in zip(sources, names, strict=True):
        inside = [name for name in some if name[1]["type"] in SPEAKING]
        heads += [line for span, line in inside if line["type"] == "PERSON" and _is_head(seed, source, span)]
        all_ += [line for _, line in inside]
        ends = [source.start, *[span.end for span, _ in inside]]
        starts = [*[span.start for span, _ in inside], source.end]
        rest += " ".join([seed[end:start] for end, start in zip(ends, starts, strict=True)])
    return heads or (all_ if NO_NAMES.fullmatch(rest) else [])


def _is_head(seed: str, source: Span, name: Span) -> bool:
    before, after = seed[source.start : name.start], seed[name.end : source.end]
    return not BEFORE_NO_HEAD.search(before) and bool(AFTER_HEAD.match(after))


def _may_speak(corpus: Index, entity: str, stands_for: str | None) -> frozenset[str]:
    """The entities that a name may give as speakers: what it names or stands for, its government, its country."""
    record = corpus.known("entity", entity)
    of = {record.value["of"]} if record and "of" in record.value else set()
    return frozenset({entity, stands_for or entity, *of}) | corpus.subordinates(entity)


def _agree(quote: Quote, allowed: Sequence[frozenset[str]]) -> bool:
    """Whether some name gives a speaker; where there are as many names as speakers, whether each of them does."""
    speakers = set(quote["speakers"])
    given = [speakers & ids for ids in allowed]
    if len(allowed) == len(speakers) and quote.get("certain", True):
        return all(given) and set().union(*given) == speakers
    return any(given)
