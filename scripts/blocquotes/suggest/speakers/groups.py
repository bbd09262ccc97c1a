"""Groups and persons without a name in the sentence before: `Berg and Lee met. They …`, `The driver fled. He …`."""

import re
from itertools import pairwise
from typing import Final

from blocquotes.model import Span
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    fits_gender,
    is_quoted,
    mentions_in,
    sentence_before,
    sentence_start,
    speaker_of,
    unnamed,
)

_AND: Final = re.compile(r",? and (?:[\w.’']+ ){0,4}$")
# "Anna Berg and Tom Lee left. They …", "Anna Berg, a baker, and Tom Lee …", "Anna Berg met Mayor Tom Lee. They …"
_TOGETHER: Final = re.compile(
    r"(?:(?:, [^,;.“”\"\n]{1,60})?,? and| (?:met|hosted|joined|married|received|welcomed)(?: with)?)"
    r" (?:[\w.’']+,? ){0,4}$"
)
# Behind names: what their bearers are.
_SAID_TO_BE: Final = re.compile(
    r"(?: (?:are|were|work as)|,(?: both| two| three)?) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s)\b"
)
# Before the last of a list.
_LAST_JOINTS: Final = (" and ", ", and ")
# What says where or when before the subject of a sentence.
_FRONTED: Final = (
    r"(?:At|In|On|Outside|Inside|Across|Behind|Near|Down|Up|Beside|Around|Over|Under|By|After|Before|Later|Earlier"
    r"|Meanwhile|Elsewhere|Nearby|Back)\b[^,.;“”\"\n]{0,80}"
)
_SUBJECT: Final = re.compile(
    rf"""(?:{_FRONTED},[ ](?:only[ ]|just[ ])?(?=an?[ ]|another[ ]|one[ ]|the[ ])  # At home, only a cook was up.
          |(?:When[ ]asked|Asked|Pressed|Questioned)\b[^.;“”"\n]{{0,80}}?,[ ](?=the[ ])  # Asked why, the cook left.
        )?
        (?P<phrase>
          (?:The|the|An?|an?|[Oo]ne|[Aa]nother|His|Her|Their|My|Our)[ ](?:[a-z-]+(?:[’']s)?[ ]){{0,3}}?(?P<noun>[a-z-]+)
        ),?
        [ ](?=[a-z]+)""",
    re.VERBOSE,
)
# What a noun phrase begins with, before its words in lower case.
_DETERMINED: Final = re.compile(r"(?:The|An?|One|Another|His|Her|Their|[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}[’']s?) ")
# A body and the words around it, of which the last is behind it.
_FEW_WORDS: Final = re.compile(r"(?:[a-z-]+(?:[’']s)?(?: |\b)){2,6}")
_WORD: Final = re.compile(r"[a-z-]+")
# `Three ministers resigned. They …`, `Residents of the valley …`
_SUBJECT_IN_PLURAL: Final = re.compile(
    r"""(?P<phrase>
      (?:(?:The|These|Those|Some|Many|Most|Few|Several|Both|Two|Three|Four|Five
        |A[ ](?:hundred|dozen)|(?:Dozens|Hundreds|Thousands)[ ]of)[ ])?
      (?:[a-z-]+[ ]){0,2}? (?P<noun>[A-Za-z-]+)
    )[ ](?=[a-z])""",
    re.VERBOSE,
)
# `Police arrested a man on Friday. He …`, `I asked my mother. She …`, `They met the boss. He …`
_OBJECT: Final = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|my|our|the|his|her|their) (?=(?P<words>(?:[a-z’'-]+(?: |(?![\w’'-]))){1,4}))"
)
# `Lee saw the two sisters. They …`
_OBJECTS: Final = re.compile(
    r"""\b(?:(?:the|some|several|many|these|those|his|her|their)[ ]|(?=(?:two|three|four|five)[ ]))
        (?P<number>(?:(?:two|three|four|five)[ ])?)
        (?=(?P<words>(?:[a-z-]+(?:[ ]|(?![\w’'-]))){1,3}))""",
    re.VERBOSE,
)
_DESCRIBED: Final = re.compile(r"(?:the|an?|one|another|his|her|their|my|our)\s", re.IGNORECASE)
# How a noun phrase begins that brings in somebody.
_BRINGS_IN: Final = ("A ", "a ", "An ", "an ", "Another ", "another ", "One ", "one ")
_PREPOSITION: Final = re.compile(r" (?:of|for|from|in|at|on|with|to|by) |,")
# Genders → the class of nouns of the other one.
_OTHERS: Final = {"m": "female", "f": "male"}
_AGENTS: Final = ("er", "or", "ist", "ant")
# Endings of the plural, the longest first, and those of one.
_ONE: Final = {"men": "man", "ies": "y", "s": ""}
_PARTS: Final = frozenset(("central", "downtown", "northern", "southern", "eastern", "western", "north", "south"))
_WHERE: Final = (" in ", " at ", " near ", " outside ", " from ", " of ")
# Confidence of mentions whose type is a guess.
_GUESSED: Final = 0.5
# Characters that may come before the first of two subjects: an article and a title.
_LEAD_IN: Final = 40


def group_before(discourse: Discourse, span: Span, types: frozenset[str]) -> Speakers:
    """The two that the sentence before is about: `Anna Berg and Tom Lee left. They …`; () if others are named too."""
    before = sentence_before(discourse, span.start)
    listed = _leading_list(discourse, before, types)
    if len(listed) > 2:
        return _as_group(discourse, listed)
    # "Germany and France met in Oslo."
    named = [s for s in mentions_in(discourse, before) if s.type in types and not is_where(discourse, s)]
    if len({s.entity for s in named}) != 2 or named[0].span.start - before.start > _LEAD_IN:
        return ()
    if not _TOGETHER.match(discourse.text, named[0].span.end, named[1].span.start):
        return ()
    return _as_group(discourse, named[:2])


def _as_group(discourse: Discourse, named: Mentions) -> Speakers:
    return tuple(speaker_of(discourse, s)._replace(confidence=0.6) for s in named)


def _leading_list(discourse: Discourse, sentence: Span, types: frozenset[str]) -> Mentions:
    """Those of some types whose list a sentence begins with: `Oslo and Bergen`, `Berg, Lind and Roe`."""
    mentions = mentions_in(discourse, sentence)
    if not mentions or mentions[0].span.start != sentence.start:
        return []
    for k, (s, following) in enumerate(pairwise(mentions), 2):
        gap = discourse.text[s.span.end : following.span.start]
        if gap in _LAST_JOINTS:
            return mentions[:k] if all(one.type in types for one in mentions[:k]) else []
        if gap != ", ":
            break
    return []


def listed_as(discourse: Discourse, span: Span, noun: str) -> Speakers:
    """Those of whom the sentence before says what they are: `Anna Berg and Tom Lee are farmers. The farmers …`."""
    before = sentence_before(discourse, span.start)
    listed = _leading_list(discourse, before, PEOPLE)
    said = _SAID_TO_BE.match(discourse.text, listed[-1].span.end, before.end) if listed else None
    # "Anna Berg and Tom Lee met farmers."
    return _as_group(discourse, listed) if said and said["noun"] == noun else ()


def is_where(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention says where something is: `in Oslo`, `in central Oslo`, `at NATO`."""
    text = discourse.text
    before = text.rfind(" ", 0, max(s.span.start - 1, 0))
    return text.endswith(_WHERE, 0, s.span.start) or (
        text[before + 1 : s.span.start - 1] in _PARTS and text.endswith(_WHERE, 0, before + 1)
    )


def together_before(discourse: Discourse, span: Span, types: frozenset[str], number: int) -> Speakers:
    """So many of some types as are named before a phrase in its sentence, or else in the one before; () for others."""
    before = sentence_before(discourse, span.start)
    # "Oslo and Norway will talk, a mediator from Kelda said."
    listed = _leading_list(discourse, before, types)
    if len(listed) == number:
        return _as_group(discourse, listed)
    for stretch in (Span(before.end, span.start), before):
        near = [s for s in mentions_in(discourse, stretch) if s.type in types and not is_where(discourse, s)]
        sure = [s for s in near if s.confidence > _GUESSED]
        found = _distinct(sure)
        if found:
            return _as_group(discourse, found) if len(found) == number else ()
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


def person_before(discourse: Discourse, span: Span, wanted: str) -> Span | None:
    """The person without a name, of a gender, that the sentence before begins with: `The tall driver` fled. He …"""
    before = sentence_before(discourse, span.start)
    subject = _SUBJECT.match(discourse.text, before.start, before.end)
    if subject is None or subject["noun"] not in discourse.classes["one-person"]:
        return None
    return Span(*subject.span("phrase")) if noun_fits(discourse, subject["phrase"], wanted) else None


def brings_in(discourse: Discourse, phrase: Span) -> bool:
    """Whether a noun phrase brings in somebody: `Another vendor`, but not `The vendor`."""
    return discourse.text.startswith(_BRINGS_IN, phrase.start)


def unnamed_subject(discourse: Discourse, phrase: Span) -> Speakers:
    """The person without a name that a noun phrase means: `The driver` fled. He …"""
    name = discourse.text[phrase.start : phrase.end].partition(" ")[2]
    return (_known_or_new(discourse, name.rpartition(" ")[2], name, "PERSON"),)


def unnamed_object(discourse: Discourse, span: Span, wanted: str) -> Speakers:
    """The only person without a name in the sentence before: `Police arrested a man.`, `They met the boss. He …`."""
    before = sentence_before(discourse, span.start)
    people = [
        _person(discourse, one["words"])
        for one in _OBJECT.finditer(discourse.text, before.start, before.end)
        # "Ms. Rita, a veteran of six wars", "“She is a strong girl.”"
        if not discourse.text.endswith(", ", 0, one.start()) and not is_quoted(discourse, Span(*one.span()))
    ]
    found = [phrase for phrase in people if phrase and noun_fits(discourse, phrase, wanted)]
    return tuple(
        _known_or_new(discourse, phrase.rpartition(" ")[2], phrase, "PERSON") for phrase in found if len(found) == 1
    )


def _person(discourse: Discourse, words: str) -> str:
    """The words up to the person that they bring in: `clinical officer` of `clinical officer on duty`; "" for none."""
    people = discourse.classes["one-person"]
    each = words.split()
    for k, (word, following) in enumerate(zip(each, [*each[1:], ""], strict=True)):
        # "a student nurse", "a student union"
        if word in people and following not in people:
            return "" if following in discourse.classes["organ"] else " ".join(each[: k + 1])
    return ""


def unnamed_group(discourse: Discourse, span: Span) -> Speakers:
    """The people without names whom the sentence before begins with: `Three ministers resigned. They …`."""
    before = sentence_before(discourse, span.start)
    if discourse.text.startswith(("“", '"'), before.start):  # "“The bishops met. They said no,” Lee said."
        before = Span(before.start + 1, before.end)
    subject = _SUBJECT_IN_PLURAL.match(discourse.text, before.start, before.end)
    if subject and _are_people(discourse, subject["noun"].lower()):
        name = subject["phrase"].removeprefix("The ")
        return (_known_or_new(discourse, subject["noun"].lower(), name, "ORG"),)
    return _group_object(discourse, before)


def one_of_group(discourse: Discourse, span: Span) -> Speakers:
    """One of the people that the sentence begins with, or the one before: `Critics were harsh. “Trash,” wrote one.`"""
    last_at = discourse.last_at
    # "Former students wept. “Goodbye,” one said."
    if last_at >= sentence_before(discourse, span.start).start and len(discourse.last) == 1:
        said = _PREPOSITION.split(discourse.last[0].name.lower(), maxsplit=1)[0].rpartition(" ")[2]
        if not discourse.last[0].named and _are_people(discourse, said) and _singular(said) != said:
            return (unnamed(discourse, _singular(said), _singular(said), "PERSON"),)
    for start in (sentence_start(discourse, span.start), sentence_before(discourse, span.start).start):
        subject = _SUBJECT_IN_PLURAL.match(discourse.text, start, span.start)
        if subject and _are_people(discourse, subject["noun"].lower()):
            one = _singular(subject["noun"].lower())
            return (unnamed(discourse, one, one, "PERSON"),) if one != subject["noun"].lower() else ()
    return ()


def _group_object(discourse: Discourse, before: Span) -> Speakers:
    """The only people without names in a sentence that begins with others: `Lee saw the two sisters. They …`."""
    found = []
    for one in _OBJECTS.finditer(discourse.text, before.start, before.end):
        words = one["words"].split()
        at = next((k for k, word in enumerate(words) if _are_people(discourse, word)), None)
        if at is not None:
            found.append((words[at], one["number"] + " ".join(words[: at + 1])))
    return tuple(_known_or_new(discourse, noun, phrase, "ORG") for noun, phrase in found if len(found) == 1)


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
    organs, people = discourse.classes["spoken-of"], discourse.classes["one-person"]
    for word, following in pairwise(_WORD.finditer(discourse.text, *words.span())):
        # "The bank clerk left."
        if word[0] in organs and following[0] not in people:
            return Span(before.start, word.end())
    return None


def _known_or_new(discourse: Discourse, noun: str, name: str, kind: str) -> Speaker:
    """Who goes by a noun so far, else a new speaker without a name."""
    known = discourse.unnamed.get(noun)
    return (known or unnamed(discourse, noun, name, kind))._replace(confidence=0.5)
