"""The lexicon of cues: what the words that attribute a quote are as in a dictionary, and what they do.

The words are in `cues.tsv`, the classes and their definitions in `cue-classes.tsv` (docs/guidelines.md, 27, 47 and 48).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from blocquotes import tsv
from blocquotes.model import Span
from blocquotes.tokens import TOKEN

FOLDER = Path(__file__).parent

# A colon, or a dash of any length, which attributes where there is no verb (guidelines, 10).
MARK = re.compile(r"[:：\-‐-―]")

# Words that follow a verb and belong to it: “call for”, “describe as”, “speak out against”.
PARTICLES = frozenset(
    (
        *("about", "against", "as", "at", "away", "back", "by", "down", "for", "forward", "from", "in", "into", "of"),
        *("off", "on", "onto", "out", "over", "through", "to", "toward", "towards", "up", "upon", "with"),
    )
)

# Adverbs without -ly that come between the words of a cue: “has also spoken of”, “had just made clear”.
ADVERBS = frozenset(
    (
        *("also", "always", "again", "ever", "even", "further", "just", "never", "not", "now", "often", "once", "only"),
        *("soon", "still", "then", "yet"),
    )
)

# Verbs whose participle is part of the content and no second cue: “feels threatened by” (guidelines, 53).
WITH_PREDICATE = ("feel",)

# “what” directly before a source and its cue, or before a cue: “what it calls”, “what has been described as”.
FREE_RELATIVE = re.compile(r"\bwhat(?:ever)?\s+$", re.IGNORECASE)
# The last letters of both words.
MAY_BE_RELATIVE = frozenset("tTrR")

# What may be between a source and its cue: nothing, or one word that belongs to neither ("later").
BESIDE = re.compile(r"\s*(?:\w+\s+)?")


class Reading(NamedTuple):
    """What a cue is as in a dictionary, None for a dash or a colon, and its class; both None if it is not known."""

    lemma: str | None
    kind: str | None


@dataclass(frozen=True)
class Entry:
    """A row of the lexicon.

    `presupposes` is whether the cue takes its content to be true or to be false; None if it does neither.
    """

    lemma: str
    kind: str
    presupposes: bool | None
    forms: tuple[str, ...]


def read(spans: Sequence[str], is_free_relative: bool = False) -> Reading:
    """The lemma and the class of a cue from the words of its spans.

    Negation is ignored, and of two listed verbs the last one counts: “has refused to blame … for” is `blame for`, of
    the class accuse. In a free relative clause such as “what it calls” every class is claim.
    """
    return _read(tuple(spans), is_free_relative)


# Most cues are one of a few words, such as "said".
@lru_cache(maxsize=10_000)
def _read(spans: tuple[str, ...], is_free_relative: bool) -> Reading:
    words = [word.casefold() for span in spans for word in TOKEN.findall(span) if word[0].isalpha()]
    if not words:
        return Reading(None, "say") if any(map(MARK.search, spans)) else Reading(None, None)
    found = _last(_without_adverbs(words)) or _last(words)
    if found is None:
        return Reading(None, None)
    lemma, entry = found
    return Reading(lemma, "claim" if is_free_relative else entry.kind)


def read_in(text: str, cue: Sequence[Span], source: Sequence[Span]) -> Reading:
    """The lemma and the class of a cue in a text, given its spans and those of its source."""
    return read([text[span.start : span.end] for span in cue], is_free_relative(text, cue, source))


def is_free_relative(text: str, cue: Sequence[Span], source: Sequence[Span]) -> bool:
    """Whether a cue is in a clause such as “what it calls”, given its spans and those of its source in the text."""
    if not cue:
        return False
    start = cue[0].start
    if _follows_what(text, start):
        return True
    # That words are beside the cue is only asked of the few that follow “what”.
    after_what = [span.end for span in source if _follows_what(text, span.start)]
    return any(BESIDE.fullmatch(text, end, max(end, start)) for end in after_what)


def _follows_what(text: str, at: int) -> bool:
    """Whether “what” or “whatever” is directly before a place of a text."""
    begin = max(0, at - len("whatever  "))
    # Nearly always, this look at one letter is enough.
    if text[begin:at].rstrip()[-1:] not in MAY_BE_RELATIVE:
        return False
    return FREE_RELATIVE.search(text, begin, at) is not None


def _without_adverbs(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ADVERBS and not word.endswith("ly")]


def _last(words: Sequence[str]) -> tuple[str, Entry] | None:
    """The last listed cue in words: its lemma, with the particles that follow it, and its row of the lexicon."""
    found = None
    for end, entry in _listed(words):
        particles = []
        while end < len(words) and words[end] in PARTICLES:
            particles.append(words[end])
            end += 1
        found = " ".join((entry.lemma, *particles)), entry
    return found


def _listed(words: Sequence[str]) -> Iterator[tuple[int, Entry]]:
    """The listed cues in words from left to right, the longest one at each place, and where they end."""
    at = 0
    while at < len(words):
        found = _longest(words, at)
        at += len(found.lemma.split()) if found else 1
        if found:
            yield at, found
            # “blame … for”: the particle is no cue of its own, as “For” is in “For her, peace …”.
            while at < len(words) and words[at] in PARTICLES:
                at += 1
        if found and found.lemma in WITH_PREDICATE:
            return


def _longest(words: Sequence[str], at: int) -> Entry | None:
    """The listed cue of the most words that begins at a place; of a verb and a noun (“warning”) the verb."""
    fitting = [
        entry
        for entry in _index().get(words[at], ())
        if list(words[at + 1 : at + len(entry.lemma.split())]) == entry.lemma.split()[1:]
    ]
    return max(fitting, key=lambda entry: (len(entry.lemma.split()), -len(entry.lemma)), default=None)


@cache
def entries() -> tuple[Entry, ...]:
    """The rows of the lexicon, in alphabetical order."""
    truths = {"true": True, "false": False, "": None}
    return tuple(
        Entry(row["lemma"], row["class"], truths[row["presupposes"]], tuple(row["forms"].split()))
        for row in tsv.rows(FOLDER / "cues.tsv")
    )


@cache
def classes() -> Mapping[str, str]:
    """Class of cues → its definition, in the order of the guidelines."""
    return {row["class"]: row["definition"] for row in tsv.rows(FOLDER / "cue-classes.tsv")}


@cache
def _index() -> Mapping[str, tuple[Entry, ...]]:
    """Form of a word → the rows whose first word can have it."""
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        head = entry.lemma.split()[0]
        for form in {*_forms(head), *entry.forms}:
            found.setdefault(form, []).append(entry)
    return {form: tuple(fitting) for form, fitting in found.items()}


def _forms(word: str) -> Iterator[str]:
    """Every form that a verb or noun can have by rule, and some that it has not, which no text has either."""
    spelled = {word, word[: -len("ise")] + "ize" if word.endswith("ise") else word}
    for base in spelled:
        stem = base.removesuffix("e")
        doubled = base + base[-1]
        yield from (base, base + "s", base + "es", base + "ing", base + "ed")
        yield from (stem + "ed", stem + "ing", doubled + "ed", doubled + "ing")
        if base.endswith("y"):
            yield from (base[:-1] + "ies", base[:-1] + "ied")
