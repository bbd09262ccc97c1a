"""Who is who in an article: the gender of people, the offices and descriptions that they go by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from blocquotes.suggest.entities import Sighting
from blocquotes.suggest.gazetteer import Gazetteer

_WORD = re.compile(r"[\w.’'-]*\w\.?")
_APPOSITION = re.compile(r", (?:who (?:is|was|has been) |now |then )?(?:an?|the|his|her|their|[A-Z][\w.’']*|former|\w+) [^,;:()“”\"\n]{2,80}")
_WHO = re.compile(r"\b(?:who|whom|which|that|said|says|told|and|but|for|at|from|with|in)\b")
_PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b")
_BEFORE, _AFTER = 60, 120


@dataclass(slots=True)
class Profile:
    """What an article tells of one entity.

    `gender` is m, f or "" where it is not known; `roles` are the nouns that it goes by (`president`,
    `spokesman`), `marks` all words of its descriptions, in lower case; `places` are starts of its mentions.
    """

    entity: str
    name: str
    type: str
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)


def profile(text: str, sightings: Iterable[Sighting], words: Gazetteer) -> dict[str, Profile]:
    """The profile of every entity that is mentioned, by its id, in order of first mention."""
    found: dict[str, Profile] = {}
    for s in sightings:
        entry = found.setdefault(s.entity, Profile(s.entity, s.name, s.type))
        entry.places.append(s.span.start)
        if s.type == "PERSON" and len(entry.places) <= _DESCRIBED:
            _describe(text, s, entry, words)
        elif len(entry.places) == 1:
            entry.marks.update(s.name.lower().split())
            entry.roles.update(word for word in s.name.lower().split()[-1:] if word in words.parts["organ"])
    for entry in found.values():
        if entry.type == "PERSON":
            entry.gender = entry.gender or _gender(text, entry, words)
    return found


_DESCRIBED = 6
"""Mentions of a person that are searched for descriptions; later ones seldom bring new ones."""


def _describe(text: str, s: Sighting, entry: Profile, words: Gazetteer) -> None:
    """Adds what stands right before and after a mention of a person."""
    line = text.rfind("\n", max(0, s.span.start - _BEFORE), s.span.start) + 1
    before = _clause(text[max(line, s.span.start - _BEFORE) : s.span.start])
    described = [word.strip(".").lower() for word in _WORD.findall(before)][-6:]
    if apposition := _APPOSITION.match(text, s.span.end, min(len(text), s.span.end + _AFTER)):
        phrase = _WHO.split(apposition.group())[0]
        described += [word.strip(".").lower() for word in _WORD.findall(phrase)][:8]
    entry.marks.update(described)
    entry.roles.update(word for word in described if is_role(word, words))
    titles = {*s.title.split(), *described[-2:]} if s.title else entry.roles
    entry.gender = entry.gender or _titled_gender(titles, words)


def _clause(before: str) -> str:
    """The words that belong to the same phrase as what follows them: after the last comma, stop or verb."""
    return re.split(r"[,;:()“”\"!?]|\.(?= [A-Z][a-z]+ [a-z])|\b(?:by|to|with|and|of|said|says|that|as|for|from|in|on|at|called|told) ", before)[-1]


def is_role(word: str, words: Gazetteer) -> bool:
    """Whether a word in lower case is a noun that people go by."""
    return word in words.parts["role"] or (word in words.parts["title"] and word not in _ADDRESSES)


_ADDRESSES = frozenset("mr mrs ms dr mr. mrs. ms. dr. sir dame lady lord mp ii".split())


def _titled_gender(titles: Iterable[str], words: Gazetteer) -> str:
    for title in titles:
        if title in words.parts["male"]:
            return "m"
        if title in words.parts["female"]:
            return "f"
    return ""


def _gender(text: str, entry: Profile, words: Gazetteer) -> str:
    """The gender of a given name, or else of the pronouns that follow the first mentions."""
    for name in entry.name.split()[:2]:
        if words.given.get(name, "u") != "u":
            return words.given[name]
    votes = [match for at in entry.places[:4] if (match := _PRONOUN.search(text, at, at + _AFTER))]
    male = sum(1 if match[1] else -1 for match in votes)
    return "m" if male > 0 else "f" if male < 0 else ""
