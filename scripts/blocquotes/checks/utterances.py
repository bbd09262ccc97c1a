"""Checks of utterances against the quotes that report them."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes import dates
from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.statements import REPORTS


def check_utterances(record: Record, corpus: Index) -> Iterator[Finding]:
    """A quote shares a speaker with every utterance that it reports; skipped if a speaker is unknown."""
    for path, id_ in record.uses["utterance"]:
        utterance = corpus.known("utterance", id_)
        quoted = set(record.value["quotes"][path[1]]["speakers"])
        speakers = set(utterance.value["speakers"]) if utterance else set()
        if quoted <= speakers or speakers <= quoted:
            continue
        if all(corpus.has("entity", one) for one in sorted(quoted | speakers)):
            found = f"the quote is by {', '.join(sorted(quoted))}, {id_} by {', '.join(sorted(speakers))}"
            yield finding(record, "utterance-speakers", path, found)


def check_late_utterances(record: Record, corpus: Index) -> Iterator[Finding]:
    """What an article reports was said before it was published.

    An incomplete date means all days that it allows, so only dates that cannot agree are found.
    """
    published = record.value["published"]
    for path, id_ in record.uses["utterance"]:
        utterance = corpus.known("utterance", id_)
        if utterance and _is_after(utterance.value["said_on"], published):
            found = f"published {published['value']}, but {id_} was said {utterance.value['said_on']['value']}"
            yield finding(record, "said-after-publication", path, found)


def check_early_articles(record: Record, corpus: Index) -> Iterator[Finding]:
    """No article that reports an utterance was published before it was said; found in the utterance too."""
    ids = sorted([said.id for said in corpus.said(REPORTS, record.id)])
    articles = filter(None, [corpus.known("article", id_) for id_ in ids])
    early = [article for article in articles if _is_after(record.value["said_on"], article.value["published"])]
    if early:
        day = early[0].value["published"]["value"]
        others = f", and so do {len(early) - 1} more articles" if early[1:] else ""
        found = f"said {record.value['said_on']['value']}, but {early[0].id} of {day} reports it{others}"
        yield finding(record, "said-after-publication", ("said_on", "value"), found)


def _is_after(said: Mapping[str, Any], published: Mapping[str, Any]) -> bool:
    """Whether the first day that the one date allows is after the last one that the other allows."""
    both = said["value"] and published["value"]
    return bool(both) and dates.first_day(said["value"]) > dates.last_day(published["value"])
