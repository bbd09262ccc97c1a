"""Who is who in an article: the gender of people, the offices and descriptions that they go by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from blocquotes.suggest.data import lines, name_class
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.mentions import SuggestedMention

# `(?>(?:…)*)` is `(?:…)*+`, which Python before 3.11.5 reads wrongly.
_WORD: Final = re.compile(r"[.’'-]*+\w++(?>(?:[.’'-]++\w++)*)\.?")
# What may describe a person behind the name: `Tom Lee, a Vermont senator`, `Ann Lee, who was mayor of Oslo`.
_APPOSITION: Final = re.compile(
    r", (?:who (?:is|was|has been) (?:also )?|now |then )?(?P<words>[\w.’']+ [^,;:()“”\"\n]{2,80})"
)
# … or before it, with its article: `the police chief, Tom Lee`, `The head of the board, Ann Lee`.
_ROLE_BEFORE: Final = re.compile(
    r"(?:\b(?:[Tt]h(?:e|is|at)|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\w+[’']s) |(?:^|, |\. )(?=[A-Z]))"
    r"(?P<words>(?:[\w’'-]+ ){0,3}?[\w-]+(?: of (?:the )?[\w ]+)?), $"
)
ADDRESSES: Final = frozenset(("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "miss"))
_OF_PLACE: Final = re.compile(r" (?:of|for) ([A-Z]\w+(?: [A-Z]\w+)*)")
_WHO: Final = re.compile(r"\b(?:who|whom|which|that|said|says|told|and|but|for|at|from|with|in)\b")
# The letter comes before the look at what is before it, so that the search leaps from one such letter to the next.
_PRONOUN: Final = re.compile(
    r"""[HhSs](?<!\w.)
    (?: ( (?<=[Hh])(?:e|is) | (?<=h)im(?:self)? )            # he, his, him, himself
      | ( (?<=[Ss])he | (?<=[Hh])er | (?<=h)ers(?:elf)? )    # she, her, hers, herself
    )\b""",
    re.VERBOSE,
)
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]+")
# The last that ends the phrase of a name on its left, with what is before: `met in Oslo with | Russian President Lee`.
# The look at a letter spares most places the trial of all words, which takes three times as long.
_BREAK: Final = re.compile(
    r"""(?s:.*)(?:[,;:()“”"!?] | \.(?=[ ][A-Z][a-z]+[ ][a-z])
    | (?=[a-cfimostwABFIOTW])\b
      (?:[Bb]y|[Tt]o|[Ww]ith|[Aa]nd|[Oo]f|said|says|that|who|[Aa]s|[Ff]or|[Ff]rom|[Ii]n|[Oo]n|[Aa]t|called|told|met
        |beat)[ ])""",
    re.VERBOSE,
)
# Characters before and behind a person's name among which the words of a description are.
BEFORE, _AFTER = 60, 120
# The same behind the start of the name, which may be long.
BEHIND = 2 * _AFTER
# Characters of a phrase before the subject, and what comes before its sentence.
_LONGEST_FRONTED: Final = 160
_SENTENCE_STARTS: Final = (". ", "\n")
_THE_NEXT: Final = re.compile(r"(?:the|an?|his|her|their) ")
_FRONTING: Final = (
    "In ",
    "At ",
    "On ",
    "For ",
    "As for ",
    "With ",
    "After ",
    "Before ",
    "To ",
    "From ",
    "During ",
    "Like ",
    "Unlike ",
)
# Where a sentence ends, but not at "Gov. Lee", "St. Louis", "J. Lee" or "the U.S. senator".
_STOP: Final = re.compile(rf"\b(?!(?:{'|'.join(sorted(name_class('abbreviated')))})\.)[\w’'-]*[a-z)]\.\s")
_GENDERS: Final = ("m", "f")


@dataclass(slots=True, init=False)
class Profile:
    """What an article says about one entity; descriptions and gender are read on first use.

    `mentions` are its mentions in text order. `roles` are the nouns that it goes by (`president`, `spokesman`),
    `marks` all words of its descriptions, in lower case; `gender` is m, f or "".
    """

    entity: str
    name: str
    type: str
    mentions: list[SuggestedMention]
    roles: frozenset[str]
    marks: frozenset[str]
    described: bool
    gender: str | None

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(self, entity: str, first: SuggestedMention) -> None:
        self.entity = entity
        self.name = first.name
        self.type = first.type
        self.mentions = [first]
        self.roles = frozenset()
        self.marks = frozenset()
        self.described = False
        self.gender = None


def profile(mentions: Iterable[SuggestedMention]) -> dict[str, Profile]:
    """The profile of every entity that is mentioned, by its id, in order of first mention."""
    found: dict[str, Profile] = {}
    for s in mentions:
        entity = s.entity
        if entity in found:
            found[entity].mentions.append(s)
        else:
            found[entity] = Profile(entity, s)
    return found


# How names of bodies end that are called something else: `EgyptAir … the airline`, `The Norsund Post … the newspaper`.
_KINDS: Final = {
    "airline": ("air", "airlines", "airways"),
    "bank": ("bank",),
    "newspaper": ("times", "post", "herald", "gazette", "tribune", "telegraph", "courier", "chronicle"),
}
# Mentions of an entity that are searched for descriptions; later ones seldom bring new ones.
_DESCRIBED: Final = 6


def describe(text: str, entry: Profile, gazetteer: Gazetteer) -> Profile:
    """The profile with its roles and marks read from the words around its first mentions."""
    if not entry.described:
        entry.described = True
        roles: set[str] = set()
        marks: set[str] = set()
        if entry.type == "PERSON":
            for s in entry.mentions[:_DESCRIBED]:
                _read_around(text, s, roles, marks, gazetteer)
        else:
            own = entry.name.lower().split()
            marks.update(own)
            roles.update(word for word in (own[0], own[-1]) if word in gazetteer.classes["organ"])
            roles.update(kind for kind, ends in _KINDS.items() if own[-1].endswith(ends))
        entry.roles, entry.marks = frozenset(roles), frozenset(marks)
    return entry


def _saying() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {"premier": ("prime",), "pm": ("prime",), "diplomat": ("foreign",)}
    for office, others in (line.split("\t") for line in lines("roles.tsv")):
        for other in others.split():
            words[other] = (*words.get(other, ()), office)
    return words | _KINDS


# What an entity may be called → the words that say it: `Gov. Lind` is called the governor.
SAYING: Final = _saying()


def gender(text: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """m or f by titles, given name, descriptions or the pronouns that follow; "" where nothing shows it."""
    if entry.gender is None:
        entry.gender = ""
        for read in _GENDER_READERS:
            if found := read(text, entry, gazetteer):
                entry.gender = found
                break
    return entry.gender


def _read_around(text: str, s: SuggestedMention, roles: set[str], marks: set[str], gazetteer: Gazetteer) -> None:
    """Adds the words right before and after a mention of a person."""
    line = text.rfind("\n", max(0, s.span.start - BEFORE), s.span.start) + 1
    before = text[max(line, s.span.start - BEFORE) : s.span.start]
    # "A police spokesperson, Mr Tom Lee,"
    if s.title in ADDRESSES and before[: -len(s.title) - 1].endswith(", "):
        before = before[: -len(s.title) - 1]
    described = _words_before(before, gazetteer)
    # "The mayor, Tom Lee, met the envoy": a name that describes another one has no description itself.
    if not (described and before.endswith(", ")):
        described += _apposition(text, s.span.end)
    if place := _OF_PLACE.match(text, s.span.end):  # "Governor Al Lee of New York"
        marks.update(("of", place[1].lower(), *place[1].lower().split()))
    if not described:  # as most
        return
    own = [word for word in described if word in gazetteer.classes["person-noun"]]
    # "Ann Roe, the board’s head", whom "the board head" may name
    marks.update([word.removesuffix("’s").removesuffix("'s") for word in described])
    roles.update(own)
    roles.update(other for word in own for other in gazetteer.roles.get(word, ()))
    words = " ".join(described)
    # "Deputy Foreign Minister Tom Lee … the diplomat"
    if "foreign minister" in words:
        roles.add("diplomat")
    # "Prime Minister Tom Lee … the premier … the PM"
    if "prime minister" in words:
        roles.update(("premier", "pm"))


def _apposition(text: str, end: int) -> list[str]:
    """The words of a description behind a name that ends at `end`, in lower case: `, a Vermont senator`."""
    apposition = _APPOSITION.match(text, end, min(len(text), end + _AFTER))
    if apposition is None:
        return []
    words = apposition["words"]
    stop = _STOP.search(words) if "." in words else None
    if stop:
        words = words[: stop.end()]
    # "In a letter to Ann Roe, the widow wrote that …": the subject behind a fronted phrase
    is_open = stop is None and not text.startswith(",", apposition.end())
    if is_open and _THE_NEXT.match(words) and _is_fronted(text, end):
        return []
    return _words(_WHO.split(words)[0])[:8]


def _words(phrase: str) -> list[str]:
    """The words of a phrase in lower case, without full stops at their ends."""
    if phrase.replace(" ", "").isalnum():  # as most, which need no search
        return phrase.lower().split()
    return [word.strip(".").lower() for word in _WORD.findall(phrase)]


def _is_fronted(text: str, end: int) -> bool:
    """Whether what ends at `end` is in a phrase before the subject of its sentence: `In a letter to Ann Roe`."""
    before = text[max(0, end - _LONGEST_FRONTED) : end]
    return before[max(map(before.rfind, _SENTENCE_STARTS)) + 1 :].lstrip().startswith(_FRONTING)


def _words_before(before: str, gazetteer: Gazetteer) -> list[str]:
    """The words right before a name that describe its bearer, in lower case."""
    if before.endswith(", "):
        return _role_before(before, gazetteer)
    words = _behind_owner(_words(_clause(before))[-6:])
    if not words:
        return words
    # "The interviewer asked Tom Lee": the noun before a verb is another one's.
    for k in range(len(words) - 1, 0, -1):
        if _is_verb_of(words[k - 1], words[k], gazetteer):
            return words[k + 1 :]
    return words


def _behind_owner(words: list[str]) -> list[str]:
    """The words from the last owner on: what comes before is not said of Lee in `Ann Roe beat Italy’s Tom Lee`."""
    for k in range(len(words) - 1, 0, -1):
        if words[k].endswith(("'s", "’s")):
            return words[k:]
    return words


def _is_verb_of(noun: str, word: str, gazetteer: Gazetteer) -> bool:
    if not word.endswith("ed"):
        return False
    return noun in gazetteer.classes["person-noun"]


def _role_before(before: str, gazetteer: Gazetteer) -> list[str]:
    """The words of a role that a comma separates from the name behind it: `the police chief, Tom Lee`."""
    role = _ROLE_BEFORE.search(before)
    if role is None:
        return []
    words = _behind_owner(role["words"].lower().split())  # "The Mother City’s mayor"
    head = words.index("of") if "of" in words else len(words)
    return words if words[head - 1] in gazetteer.classes["one-person"] else []


def _clause(before: str) -> str:
    """The words that belong to the same phrase as what follows them: after the last comma, stop or verb."""
    broken = _BREAK.match(before)
    last = before[broken.end() :] if broken else before
    return _STOP.split(last)[-1] if ". " in last else last


def _by_titles(_: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """The gender of the titles right before the first mentions: `Mrs. Marsh`, `Queen Ann`."""
    return _titled_gender((title for s in entry.mentions[:_DESCRIBED] for title in s.title.split()), gazetteer)


def _by_roles(text: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """The gender of the nouns that a person goes by: `Kim Ross, an actress`."""
    return _titled_gender(describe(text, entry, gazetteer).roles, gazetteer)


def _titled_gender(titles: Iterable[str], gazetteer: Gazetteer) -> str:
    """m or f where only words of one gender are among the titles, whatever their order."""
    found = set(titles)
    male, female = not found.isdisjoint(gazetteer.classes["male"]), not found.isdisjoint(gazetteer.classes["female"])
    return "" if male == female else "m" if male else "f"


def _by_given_name(_: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """The gender of the given name that comes first; of `Anna` alone too."""
    first, *rest = entry.name.split()
    if not rest and first in gazetteer.surnames:
        return ""
    found = gazetteer.given.get(first, "")
    return found if found in _GENDERS else ""


def _by_last_name(_: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """The gender of a given name that comes last and is no frequent surname: `Nakatani Gen`."""
    _, *rest = entry.name.split()
    if not rest or rest[-1] in gazetteer.surnames:
        return ""
    found = gazetteer.given.get(rest[-1], "")
    return found if found in _GENDERS else ""


def _by_pronouns(text: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """What most of the first pronouns after the first mentions say."""
    places = [s.span.start for s in entry.mentions[:4]]
    votes = [match for at in places if (match := _own_pronoun(text, at, entry, gazetteer))]
    male = sum(1 if match[1] else -1 for match in votes)
    return "m" if male > 0 else "f" if male < 0 else ""


def _own_pronoun(text: str, at: int, entry: Profile, gazetteer: Gazetteer) -> re.Match[str] | None:
    """The first pronoun after a mention; none where a person of its gender is named between the two."""
    pronoun = _PRONOUN.search(text, at, at + _AFTER)
    if pronoun is None or _is_another(text, pronoun.start()):
        return None
    # "Kim Ross met Anna Berg. She": Anna Berg, who says nothing of Ross; "He" is Ross.
    own, of_pronoun = entry.name.split(), "m" if pronoun[1] else "f"
    between = _NAME.findall(text[at : pronoun.start()])
    return pronoun if all(name in own or gazetteer.given.get(name) != of_pronoun for name in between) else None


def _is_another(text: str, at: int) -> bool:
    """Whether the pronoun at `at` is the subject behind a fronted phrase: `As for Ann Lee, | he said no.`"""
    return text.endswith(", ", 0, at) and _is_fronted(text, at - 2)


def _by_single_name(_: str, entry: Profile, gazetteer: Gazetteer) -> str:
    """The gender of a given name that is a frequent surname too, where nothing surer is said: `Stephen`."""
    if any(s.title for s in entry.mentions[:_DESCRIBED]):  # "Inspector Stephen": a surname
        return ""
    found = gazetteer.given.get(entry.name, "")
    return found if found in _GENDERS else ""


# What says whether a person is he or she, the surest first.
_GENDER_READERS: Final = (_by_titles, _by_given_name, _by_roles, _by_single_name, _by_pronouns, _by_last_name)
