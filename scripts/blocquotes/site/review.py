"""What became of the suggestions of a draft: the record of a review, which `blocquotes evaluate reviews` counts."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from blocquotes.layout import own_version

Value = dict[str, Any]

# What became of a suggestion: `open` means that nobody has decided yet.
ACCEPTED, CHANGED, REJECTED, OPEN = "accepted", "changed", "rejected", "open"

# Fields that a program adds to its suggestions, which are removed when somebody decides.
OF_PROGRAM = ("rule", "confidence")

# Fields of a mention that say which words it is about.
WORDS = ("exact", "prefix", "suffix", "every")


def record(article: Value, suggested: Mapping[str, Sequence[Value]]) -> Value:
    """The record of the review of an article, given the quotes and mentions that were suggested."""
    return {
        "article": article["id"],
        "seed_sha256": article["seed"]["sha256"],
        "program": f"blocquotes {own_version()}",
        "quotes": [*_outcomes(suggested["quotes"], {one["id"]: one for one in article["quotes"]}, itemgetter("id"))],
        "mentions": [
            *_outcomes(suggested["mentions"], {_mention_key(one): one for one in article["mentions"]}, _mention_key)
        ],
        "suggested": {"quotes": [*suggested["quotes"]], "mentions": [*suggested["mentions"]]},
    }


def _mention_key(mention: Value) -> str:
    return " | ".join(str(mention.get(key, "")) for key in WORDS)


def _outcomes(suggested: Sequence[Value], now: Mapping[str, Value], key: Any) -> Iterator[Value]:
    """One line for each suggestion, in their order, then one for each annotation that was added."""
    known = {key(one): one for one in suggested}
    for name, one in known.items():
        changed = _changed(one, now[name]) if name in now else []
        line = {"id": name, "outcome": _outcome(now.get(name), changed), "rule": one.get("rule"), "changed": changed}
        yield {field: part for field, part in line.items() if part}
    yield from ({"id": name, "outcome": "added"} for name in now if name not in known)


def _outcome(now: Value | None, changed: Sequence[str]) -> str:
    if now is None:
        return REJECTED
    if changed:
        return CHANGED
    return OPEN if "confidence" in now else ACCEPTED


def _changed(then: Value, now: Value) -> list[str]:
    """The fields that differ, in alphabetical order."""
    fields = sorted({*then, *now} - {*OF_PROGRAM})
    return [field for field in fields if then.get(field) != now.get(field)]
