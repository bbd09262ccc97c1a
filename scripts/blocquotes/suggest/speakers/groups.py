"""Groups and persons without a name in the sentence before: `Berg and Lee met. They …`, `The driver fled. He …`."""

import re
from itertools import pairwise
from typing import Final

from blocquotes.model import Span
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.discourse import (
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    fits_gender,
    mentions_in,
    sentence_before,
    speaker_of,
    unnamed,
)

_AND: Final = re.compile(r",? and (?:[\w.’']+ ){0,4}$")
# "Anna Berg and Tom Lee left. They …", "Anna Berg met Mayor Tom Lee. They …"
_TOGETHER: Final = re.compile(
    r"(?:,? and| (?:met|hosted|joined|married|received|welcomed)(?: with)?) (?:[\w.’']+ ){0,4}$"
)
_SUBJECT: Final = re.compile(
    r"(?P<phrase>(?:The|An?|One|Another|His|Her|Their) (?:[a-z-]+(?:[’']s)? ){0,3}?(?P<noun>[a-z-]+)),? (?=[a-z]+)"
)
# What a noun phrase begins with, before its words in lower case.
_DETERMINED: Final = re.compile(r"(?:The|An?|One|Another|His|Her|Their|[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}[’']s?) ")
# A body and the words around it, of which the last is behind it.
_FEW_WORDS: Final = re.compile(r"(?:[a-z-]+(?:[’']s)?(?: |\b)){2,6}")
_WORD: Final = re.compile(r"[a-z-]+")
# `Three ministers resigned. They …`, `Residents of the valley …`
_SUBJECT_IN_PLURAL: Final = re.compile(
    r"""(?P<phrase>
      (?:(?:The|These|Those|Some|Many|Most|Several|Both|Two|Three|Four|Five
        |A[ ](?:hundred|dozen)|(?:Dozens|Hundreds|Thousands)[ ]of)[ ])?
      (?:[a-z-]+[ ]){0,2}? (?P<noun>[A-Za-z-]+)
    )[ ](?=[a-z])""",
    re.VERBOSE,
)
# `Police arrested a man on Friday. He …`, `I asked my mother. She …`
_OBJECT: Final = re.compile(r"\b(?:an?|another|my|our) (?P<phrase>(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+))(?![\w’'-])")
_DESCRIBED: Final = re.compile(r"(?:the|an?|one|another|his|her|their)\s", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r" (?:of|for|from|in|at|on|with|to|by) |,")
# Genders → the class of nouns of the other one.
_OTHERS: Final = {"m": "female", "f": "male"}
_AGENTS: Final = ("er", "or", "ist", "ant")
# Endings of the plural, the longest first, and those of one.
_ONE: Final = {"men": "man", "ies": "y", "s": ""}
_WHERE: Final = (" in ", " at ", " near ", " outside ", " from ", " of ")
# Confidence of mentions whose type is a guess.
_GUESSED: Final = 0.5
# Characters that may come before the first of two subjects: an article and a title.
_LEAD_IN: Final = 40


def group_before(discourse: Discourse, span: Span, types: frozenset[str]) -> Speakers:
    """The two that the sentence before is about: `Anna Berg and Tom Lee left. They …`; () if others are named too."""
    before = sentence_before(discourse, span.start)
    # "Germany and France met in Oslo."
    named = [s for s in mentions_in(discourse, before) if s.type in types and not is_where(discourse, s)]
    if len({s.entity for s in named}) != 2 or named[0].span.start - before.start > _LEAD_IN:
        return ()
    if not _TOGETHER.match(discourse.text, named[0].span.end, named[1].span.start):
        return ()
    return tuple(speaker_of(discourse, s)._replace(confidence=0.6) for s in named[:2])


def is_where(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention says where something is: `in Oslo`, `at NATO`."""
    return discourse.text.endswith(_WHERE, 0, s.span.start)


def both_before(discourse: Discourse, span: Span, types: frozenset[str]) -> Speakers:
    """The two of some types that are named before a phrase in its sentence, or else in the one before; () if more."""
    before = sentence_before(discourse, span.start)
    for stretch in (Span(before.end, span.start), before):
        near = [s for s in mentions_in(discourse, stretch) if s.type in types and not is_where(discourse, s)]
        sure = [s for s in near if s.confidence > _GUESSED]
        found = _distinct(sure)
        if found:
            return tuple(speaker_of(discourse, s)._replace(confidence=0.6) for s in found) if len(found) == 2 else ()
    return ()


def _distinct(mentions: Mentions) -> Mentions:
    """The first mention of each entity."""
    return list({s.entity: s for s in reversed(mentions)}.values())[::-1]


def is_one_of_two(discourse: Discourse, i: int, wanted: str) -> bool:
    """Whether a mention of a gender is joined to another one that may have it: `Anna Berg and Lena Hill`."""
    for one, other in ((i - 1, i), (i, i + 1)):
        if one < 0 or other >= len(discourse.mentions):
            continue
        first, second = discourse.mentions[one], discourse.mentions[other]
        if first.type != "PERSON" or second.type != "PERSON" or first.entity == second.entity:
            continue
        partner = second if one == i else first
        if _AND.match(discourse.text, first.span.end, second.span.start) and fits_gender(
            discourse, partner.entity, wanted
        ):
            return True
    return False


def is_one_unnamed(discourse: Discourse, speaker: Speaker, at: int) -> bool:
    """Whether a speaker is one person without a name, whom the words at `at` describe: `A fisherman`, no `who`."""
    if speaker.named or speaker.type != "PERSON" or not _DESCRIBED.match(discourse.text, at):
        return False
    noun = _PREPOSITION.split(speaker.name.lower(), maxsplit=1)[0].rpartition(" ")[2]
    return noun in discourse.classes["one-person"]


def noun_fits(discourse: Discourse, name: str, wanted: str) -> bool:
    """Whether a person without a name may be of a gender: `the widow` is not `he`."""
    if not wanted:
        return True
    return discourse.classes[_OTHERS[wanted]].isdisjoint(name.lower().split())


def unnamed_subject(discourse: Discourse, span: Span, wanted: str) -> Speakers:
    """The person without a name whom the sentence before begins with: `The driver fled. He …`."""
    before = sentence_before(discourse, span.start)
    subject = _SUBJECT.match(discourse.text, before.start, before.end)
    if subject is None or subject["noun"] not in discourse.classes["one-person"]:
        return ()
    if not noun_fits(discourse, subject["phrase"], wanted):
        return ()
    name = subject["phrase"].partition(" ")[2]
    return (_known_or_new(discourse, subject["noun"], name, "PERSON"),)


def unnamed_object(discourse: Discourse, span: Span, wanted: str) -> Speakers:
    """The only person without a name that the sentence before brings in: `Police arrested a man. He …`."""
    before = sentence_before(discourse, span.start)
    found = [
        one
        for one in _OBJECT.finditer(discourse.text, before.start, before.end)
        if one["noun"] in discourse.classes["one-person"] and noun_fits(discourse, one["phrase"], wanted)
    ]
    return tuple(_known_or_new(discourse, one["noun"], one["phrase"], "PERSON") for one in found if len(found) == 1)


def unnamed_group(discourse: Discourse, span: Span) -> Speakers:
    """The people without names whom the sentence before begins with: `Three ministers resigned. They …`."""
    before = sentence_before(discourse, span.start)
    subject = _SUBJECT_IN_PLURAL.match(discourse.text, before.start, before.end)
    if subject is None:
        return ()
    if not _are_people(discourse, subject["noun"].lower()):
        return ()
    name = subject["phrase"].removeprefix("The ")
    return (_known_or_new(discourse, subject["noun"].lower(), name, "ORG"),)


def _are_people(discourse: Discourse, noun: str) -> bool:
    """Whether a noun means several people: `ministers`, `police`."""
    if noun in discourse.classes["people"]:
        return True
    one = _singular(noun)
    if one == noun:
        return False
    # "shoppers" and "fishermen", but not "computers" and "specimens"
    if one in discourse.classes["one-person"]:
        return True
    if not one.endswith(_AGENTS):
        return False
    return one not in discourse.classes["firm-noun"]


def _singular(noun: str) -> str:
    """What a noun in the plural is of one: `fishermen` → `fisherman`, `emissaries` → `emissary`."""
    for ending, one in _ONE.items():
        if noun.endswith(ending):
            return noun.removesuffix(ending) + one
    return noun


def body_before(discourse: Discourse, span: Span) -> Span | None:
    """The body or document that the sentence before begins with: `The court met. It …`, `Oslo's bank shut. It …`."""
    before = sentence_before(discourse, span.start)
    determiner = _DETERMINED.match(discourse.text, before.start, before.end)
    words = _FEW_WORDS.match(discourse.text, determiner.end(), before.end) if determiner else None
    if words is None:
        return None
    organs, people = discourse.classes["organ"], discourse.classes["one-person"]
    for word, following in pairwise(_WORD.finditer(discourse.text, *words.span())):
        # "The bank clerk left."
        if word[0] in organs and following[0] not in people:
            return Span(before.start, word.end())
    return None


def _known_or_new(discourse: Discourse, noun: str, name: str, kind: str) -> Speaker:
    """Who goes by a noun so far, else a new speaker without a name."""
    known = discourse.unnamed.get(noun)
    return (known or unnamed(discourse, noun, name, kind))._replace(confidence=0.5)
