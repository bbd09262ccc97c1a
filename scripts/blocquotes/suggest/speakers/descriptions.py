"""Who a description means: `the president`, `the Vermont senator`, `the ministry`."""

import re
from bisect import bisect_left
from collections.abc import Callable
from math import inf
from typing import Final, NamedTuple

from blocquotes.model import Span
from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.gazetteer import slug
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.names.runs import is_common
from blocquotes.suggest.names.surroundings import is_like_firm
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    WEIGHTS,
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    fits_gender,
    government,
    heaviest,
    holders,
    is_called,
    mentions_in,
    namesake,
    sentence_after,
    sentence_before,
    sentence_start,
    speaker_of,
    unnamed,
    weighed,
)
from blocquotes.suggest.speakers.groups import listed_as, one_of_group, person_before, together_before, unnamed_subject
from blocquotes.suggest.speakers.profiles import ADDRESSES, Profile, describe

_DETERMINER: Final = re.compile(
    r"(?P<word>the|an?|this|that|these|those|some|one|another|his|her|its|their|my|our|your)(?:\s+own)?\s+"
    r"(?!(?:of|in|or)\b)(?=\S)",  # "one of them", "one in four voters": no determiner of what follows
    re.I,
)
_ONE_OF_PAIR: Final = r"(?:the|an?|his|her|its|their) [\w’'-]+(?: [\w-]+)?"
_PAIR: Final = re.compile(
    rf"(?:(?:both|neither|either)\s)?(?P<one>{_ONE_OF_PAIR}) (?P<joint>and|nor|or) (?P<two>{_ONE_OF_PAIR})", re.I
)
_JOINTS: Final = (" and ", " nor ", " or ")
_DEFINITE: Final = frozenset(("the", "this", "that"))
_POSSESSIVES: Final = ("'s", "’s")
_NAME: Final = re.compile(r"\b[A-Z]\w+")
# What somebody is the head, author or brother of, without a name: `the head of the union`.
_COMPLEMENT: Final = re.compile(
    r" (?:of|for|at) (?:(?:the|an?|his|her|its|their) )?(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+)(?=$|[,.;]| [a-z])"
)
_BASED: Final = re.compile(r"^(?:[A-Z]\w+ ){0,2}[A-Z]\w+-based \w+$")
_AGE_BEHIND: Final = re.compile(r"(?:, (?:aged )?| \()\d\d?\b")
# "the Head | of State" is the president, "the Member | of Parliament" the MP.
_OFFICES_OF: Final = {
    "head": re.compile(r"(?P<president> of state\b)", re.IGNORECASE),
    "member": re.compile(r"(?P<mp> of parliament\b)", re.IGNORECASE),
}
_AGE: Final = re.compile(r"(?P<years>\d\d?)-year-old")
# Words of rank, which anybody of an office may get: "the senior diplomat".
_RANKS: Final = frozenset(("senior", "top", "veteran", "high-ranking"))
# Characters of a text in which it says what it is about.
_IN_FIRST_LINES: Final = 700
# What follows the bare name of a person whom these describe.
_BARE: Final = re.compile(
    r" (?:said|told|wrote|added|insisted|claimed|warned|also|has|had|is|was|urged|argued|called)\b"
)
# … of whom a phrase with "a" may be: "A boy was hurt, a doctor said.\n\nTom Lee said …", but not "Tom Lee was hurt".
_SPEAKS: Final = re.compile(r" (?:said|told|wrote|added|insisted|claimed|warned)\b")
_BEHIND_NAMED: Final = {"the": _BARE, "a": _SPEAKS, "an": _SPEAKS}
# What stands before somebody else than the subject.
_DEALING: Final = r"\b(?:to|with|by|from|against|told|asked|urged|sued)"
# Mentions of an organisation that are looked at for signs of a firm.
_LOOKED_AT: Final = 6
_TITLES: Final = name_class("title")
_LESSER: Final = name_class("lesser")
_FORMER: Final = frozenset(("former", "ex", "retired", "one-time"))
# Words for anybody of a gender or age, for whom there is a nearer word: `His son`, `A pupil`.
_ANYBODY: Final = frozenset(("boy", "girl", "man", "woman", "child", "teenager", "youngster", "lad", "lady"))
_ONE_MORE: Final = ("another", "a second", "a third", "the other")
_GENDERS: Final = {"m": "male", "f": "female"}
_GOVERNMENTS: Final = name_class("government-noun")
_ALLIANCES: Final = name_class("alliance-noun")
_LANDS: Final = frozenset(("NORP", "GPE"))
_ORGANISATIONS: Final = frozenset(("ORG",))
_PAIRS: Final = ("pair", "couple", "duo", "twins", "sisters", "brothers", "siblings", "trio")
# Words for a number → the number.
_NUMBERS: Final = dict.fromkeys(_PAIRS, 2) | {"both": 2, "two": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
_PERSONS: Final = (
    "leaders",
    "presidents",
    "men",
    "women",
    "ministers",
    "officials",
    "envoys",
    "candidates",
    "rivals",
    *_PAIRS,
)
# Noun → the types of those that it means; otherwise states and organisations.
_MEMBERS: Final = dict.fromkeys(_PERSONS, PEOPLE)
_SIDES: Final = frozenset(("GPE", "ORG", "NORP"))
# "the driver [pictured]", but "the mayor [of Oslo]"
_ENDS: Final = re.compile(r"[,;(]| who | \[(?!of )")
_LONGEST_NAME: Final = 120
# Confidence where a person is meant by a noun that the article does not use for that person.
_BY_LIKENESS: Final = 0.4


# Gives the entities that a quote names, worked out only where a description may mean one of them.
NamedIn = Callable[[], frozenset[str]]


class _Description(NamedTuple):
    """A source without a name at its head, read into its parts.

    `head` are the words up to the head noun, `phrase` the same without a determiner. `noun` is the head noun
    and `marks` are the words before it, in lower case. `determiner` is "" for none; `inside` are the mentions
    in the source, `named_in` gives the entities that its quote names, `speaking` are those in whose words it is.
    `is_bare` says that it is a definite noun alone: `the president`, not `the former president`.
    """

    span: Span
    head: str
    phrase: str
    noun: str
    marks: set[str]
    determiner: str
    inside: Mentions
    named_in: NamedIn
    speaking: frozenset[str]
    is_definite: bool
    is_bare: bool


def described(
    discourse: Discourse,
    span: Span,
    head: str,
    inside: Mentions,
    named_in: NamedIn = frozenset,
    speaking: frozenset[str] = frozenset(),
) -> Speakers:
    """The speakers that a phrase without a name at its head means; a new one without a name where none fits.

    `head` are the words of the phrase up to its head, `inside` its mentions; `named_in` gives the entities that its
    quote names: they are meant only where the article calls them so. Those in whose words the phrase is never are:
    nobody speaks of himself so.
    """
    # "the minister herself"
    if head.endswith(("self", "selves")):
        head = head.rpartition(" ")[0] or head
        span = Span(span.start, span.start + len(head))
    if joined := _joined(discourse, span, head, inside):
        return joined
    d = _read(span, head, inside, named_in, speaking)
    if d.noun in _OFFICES_OF and (office := _OFFICES_OF[d.noun].match(discourse.text, span.start + len(head))):
        d = d._replace(noun=office.lastgroup or d.noun, span=Span(span.start, span.start + len(head)))
    if several := _issuers(discourse, d) or _together(discourse, d):
        return several
    readers = _OF_DEFINITE if d.is_definite else _OF_DETERMINED if d.determiner else _OF_UNDETERMINED
    for read in readers:
        if found := read(discourse, d):
            return (found,)
    kind = "PERSON" if d.noun in discourse.classes["one-person"] else "ORG"
    # "the tall, bearded minister"
    name = d.phrase if "," in d.phrase else _display(discourse, span)
    return (unnamed(discourse, d.noun, name, kind),)


def _joined(discourse: Discourse, span: Span, head: str, inside: Mentions) -> Speakers:
    """Two without names who speak together: `the cook and a porter`, `Neither the cook nor the porter`."""
    if inside or not any(joint in head for joint in _JOINTS):  # as most heads
        return ()
    pair = _PAIR.fullmatch(head)
    if pair is None:
        return ()
    speakers: list[Speaker] = []
    for one in ("one", "two"):
        place = Span(span.start + pair.start(one), span.start + pair.end(one))
        speakers += described(discourse, place, pair[one], ())
    is_open = pair["joint"].lower() == "or"
    return tuple([speaker._replace(certain=not is_open) for speaker in speakers])


def _read(span: Span, head: str, inside: Mentions, named_in: NamedIn, speaking: frozenset[str]) -> _Description:
    determiner = _DETERMINER.match(head)
    phrase = head[determiner.end() :] if determiner else head
    before, _, noun = phrase.lower().rpartition(" ")
    noun = noun.replace("’", "'").removesuffix("'s")
    described_by = set(before.split())
    if noun.removeprefix("ex-") in _TITLES:  # "the ex-minister", but not "the ex-wife"
        noun = noun.removeprefix("ex-")
    word = determiner["word"].lower() if determiner else ""
    definite = word in _DEFINITE
    bare = definite and not described_by
    return _Description(span, head, phrase, noun, described_by, word, inside, named_in, speaking, definite, bare)


def _issuers(discourse: Discourse, d: _Description) -> Speakers:
    """Who issued a document that speaks: `Russia and China said yes. It is late, the paper says.`

    Nobody without a name did: `Greek writers praised him. The new paper says no.`
    """
    if not d.is_definite or d.noun not in discourse.classes["paper"]:
        return ()
    if any(not speaker.named and speaker.name.endswith("s") for speaker in discourse.last):
        return ()
    return tuple(speaker._replace(confidence=0.4) for speaker in discourse.last)


def _together(discourse: Discourse, d: _Description) -> Speakers:
    """Those whom `both sides`, `the three` or `the couple` mean, where the text names so many just before."""
    if d.is_bare and (listed := listed_as(discourse, d.span, d.noun)):
        return listed
    if d.noun not in _NUMBERS and d.noun not in discourse.classes["group-noun"]:  # as most
        return ()
    number = _number(d)
    if not number:
        return ()
    if d.noun in _NUMBERS and d.noun not in _PAIRS:
        people = together_before(discourse, d.span, PEOPLE, number)
        return people or together_before(discourse, d.span, _SIDES, number)
    return together_before(discourse, d.span, _MEMBERS.get(d.noun, _SIDES), number)


def _number(d: _Description) -> int:
    """How many a phrase means: `both`, `the two leaders`, `all three`, `the couple`; 0 where it does not say."""
    words = d.head.lower().split()
    if words[0] in ("both", "all", "the"):
        return next((_NUMBERS[word] for word in (words[0], *words[1:2]) if word in _NUMBERS), 0)
    return 0


def _other_word(discourse: Discourse, d: _Description) -> Speaker | None:
    """The person without a name of the sentence before, by another word: `His son came. “No,” the boy said.`"""
    if not d.is_bare or d.noun not in _ANYBODY:
        return None
    subject = person_before(discourse, d.span, _gender_of(discourse, d.noun))
    if subject is None or discourse.text.startswith("The", subject.start):
        return None
    return unnamed_subject(discourse, subject)[0]


def _another(discourse: Discourse, d: _Description) -> Speaker | None:
    """One of a group, or another one of the kind that spoke: `“No,” said one grower. Another nodded.`"""
    if d.phrase.lower() == "one":
        return next(iter(one_of_group(discourse, d.span)), None)
    if d.head.lower() not in _ONE_MORE or len(discourse.last) != 1:
        return None
    last = discourse.last[0]
    if last.named or last.type != "PERSON":
        return None
    name = f"another {last.name.removeprefix('another ')}"
    return unnamed(discourse, name, name, "PERSON")


def _holder(discourse: Discourse, d: _Description) -> Speaker | None:
    """The person of an office: `the senator`, but not `the senators`."""
    if d.noun not in discourse.classes["one-person"]:
        return _only_holder(discourse, d)
    found = _by_role(discourse, d, d.marks)
    if found and not _is_said_of(discourse, d, found):
        return None
    # A bare noun (`Driver dies`) means a person of the article only where the article calls that person so, as does
    # one that somebody without a name goes by: "A man said no. Tom Lee left. The man nodded."
    if found is None or (d.is_definite and not (d.is_bare and d.noun in discourse.unnamed)):
        return found
    return found if found.confidence > _BY_LIKENESS else None


def _is_said_of(discourse: Discourse, d: _Description, found: Speaker) -> bool:
    """Whether an article says of a person what a headline does: `Transport secretary says no`."""
    return d.is_definite or d.marks <= discourse.profiles[found.entity].marks


def _only_holder(discourse: Discourse, d: _Description) -> Speaker | None:
    """The only person before who goes by a word for no office: `Tom Lee, a beekeeper, left. The beekeeper said no.`"""
    if not d.is_bare:
        return None
    before = holders(discourse, d.noun, d.span.start)
    known = [p for p in before if p.type == "PERSON" and p.mentions[0].span.start < d.span.start]
    return Speaker(known[0].entity, known[0].name, True, "PERSON", 0.6) if len(known) == 1 else None


def _one_of_a_people(discourse: Discourse, d: _Description) -> Speaker | None:
    """Who is meant by the name of a people: `the German`, but not `the Germans`."""
    people = next((s for s in d.inside if s.type == "NORP"), None)
    if not d.is_bare:
        return None
    if people is None:
        return None
    forms = _forms_of_people(discourse, d.noun, people.name)
    near = weighed(discourse, d.span, PEOPLE, "")
    of_people = [(weight, i) for weight, i in near if not forms.isdisjoint(_marks_of(discourse, i))]
    if of_people:
        return speaker_of(discourse, discourse.mentions[max(of_people)[1]])._replace(confidence=0.6)
    return _by_role(discourse, d, {d.noun})


def _forms_of_people(discourse: Discourse, noun: str, people: str) -> frozenset[str]:
    """What is said of one of a people: `Pole`, `Polish` and `Poland`, in lower case."""
    forms = {noun, people.lower()}
    known = discourse.gazetteer.names.get(people)
    land = discourse.gazetteer.states.get(known.of) if known and known.of else None
    if land:
        forms.add(land.name.lower())
    return frozenset(forms)


def _marks_of(discourse: Discourse, i: int) -> frozenset[str]:
    """The words of the descriptions of mention `i`."""
    entry = discourse.profiles[discourse.mentions[i].entity]
    return describe(discourse.text, entry, discourse.gazetteer).marks


def _of_age(discourse: Discourse, d: _Description) -> Speaker | None:
    """The only person of an age: `Tom Lee, 23, left. The 23-year-old said no.`"""
    age = _AGE.fullmatch(d.noun)
    if age is None:
        return None
    before = discourse.mentions[: bisect_left(discourse.starts, d.span.start)]
    aged = {s.entity: s for s in before if s.type == "PERSON" and _is_aged(discourse, s, age["years"])}
    if aged:
        return speaker_of(discourse, next(iter(aged.values())), 0.7) if len(aged) == 1 else None
    # "Tom Lee won the race. “I fell,” the 23-year-old said.": the age says nothing but who was named last.
    best = heaviest(discourse, d.span, PEOPLE, "")
    if best is None or _has_age(discourse, discourse.mentions[best[1]].entity):
        return None
    return speaker_of(discourse, discourse.mentions[best[1]])._replace(confidence=0.5)


def _has_age(discourse: Discourse, entity: str) -> bool:
    """Whether an age is behind a name of a person: `Tom Lee, 30,`."""
    ends = (s.span.end for s in discourse.profiles[entity].mentions)
    return any(_AGE_BEHIND.match(discourse.text, end) for end in ends)


def _is_aged(discourse: Discourse, s: SuggestedMention, years: str) -> bool:
    """Whether an age is at a name: `Tom Lee, 23,`, `Tom Lee (23)`, `Tom Lee, aged 23`, `23-year-old Tom Lee`."""
    behind = (f", {years}", f" ({years}", f", aged {years}")
    if discourse.text.startswith(behind, s.span.end):
        return True
    return discourse.text.endswith(f"{years}-year-old ", 0, s.span.start)


def _unnamed_before(discourse: Discourse, d: _Description) -> Speaker | None:
    """Who has no name and was called so before: `A spokesman for the firm said yes. The spokesman said no.`"""
    return discourse.unnamed.get(d.noun) if d.is_bare else None


def _printed_name(discourse: Discourse, d: _Description) -> Speaker | None:
    """A name that was not recognised as one: of a person in the article, or of nobody known."""
    if not d.phrase[:1].isupper():
        return None
    words = d.phrase.replace("’", "'").removesuffix("'s").split()
    if p := namesake(discourse, words[-1]):
        return Speaker(p.entity, p.name, True, "PERSON", 0.6)
    # "Pickers at the farm"
    if len(words) == 1 and words[0].endswith("s") and sentence_start(discourse, d.span.start) == d.span.start:
        return None
    is_label = d.phrase.isupper() and _is_surname(discourse, d.noun)
    if not is_label and any(not word[:1].isupper() or is_common(discourse.gazetteer, word.lower()) for word in words):
        return None
    return Speaker(slug(" ".join(words)), " ".join(words), True, "PERSON", 0.3)


def _is_surname(discourse: Discourse, noun: str) -> bool:
    """Whether a word is one in capitals only as a name: `PRICE: For how long?`, but not `JUDGE: For how long?`."""
    if noun in discourse.classes["one-person"]:
        return False
    return noun.capitalize() in discourse.gazetteer.surnames


def _former(discourse: Discourse, d: _Description) -> Speaker | None:
    """Who goes by an earlier office: `Lee lost. “No,” the former Wasdir coach said.`; a new person is `a former …`."""
    if _FORMER.isdisjoint(d.marks) or d.noun not in discourse.classes["one-person"]:
        return None
    # "the former aide to Anna Berg"
    if any(s.type == "PERSON" for s in d.inside):
        return None
    best = heaviest(discourse, d.span, PEOPLE, "", d.named_in())
    if best is None or best[0] < WEIGHTS.least:
        return None
    found = discourse.mentions[best[1]]
    p = describe(discourse.text, discourse.profiles[found.entity], discourse.gazetteer)
    # "Skipper Tom Lee left. “No,” the boat's former cook said.": the cook of the boat is another one.
    if p.roles and any(mark.endswith(("’s", "'s")) for mark in d.marks):
        return None
    fits = _may_mean(discourse, d, p, _gender_of(discourse, d.noun), set())
    return speaker_of(discourse, found)._replace(confidence=0.5) if fits else None


def _display(discourse: Discourse, span: Span) -> str:
    """The source without its determiner and what follows a comma, on one line."""
    words = _ENDS.split(" ".join(discourse.text[span.start : span.end].split()), maxsplit=1)[0]
    determiner = _DETERMINER.match(words)
    return (words[determiner.end() :] if determiner else words)[:_LONGEST_NAME].strip() or "unnamed"


def _by_role(discourse: Discourse, d: _Description, marks: set[str]) -> Speaker | None:
    """The person that holds an office or fits a description: by shared words, then as with pronouns."""
    wanted = _gender_of(discourse, d.noun)
    weights = () if _is_new(discourse, d) else sorted(weighed(discourse, d.span, PEOPLE, wanted))
    near = {discourse.mentions[i].entity: weight for weight, i in weights}
    people = {p.entity: p for p in holders(discourse, d.noun, d.span.start)}
    people |= {entity: discourse.profiles[entity] for entity in near}
    whose = _whose(discourse.text[d.span.start + len(d.head) : d.span.end])
    others = whose or {s.name.lower() for s in d.inside if s.type == "GPE"}
    fitting = [p for p in people.values() if _may_mean(discourse, d, p, wanted, others)]
    if fitting and (named := d.named_in()):
        fitting = [p for p in fitting if p.entity not in named or is_called(discourse, p, d.noun)]
    found = [(near.get(p.entity, WEIGHTS.far) + _fit(discourse, p, d.noun, marks, whose), p) for p in fitting]
    least = WEIGHTS.least if d.noun in discourse.classes["anyone"] else WEIGHTS.least_in_office
    likely = [(weight, p) for weight, p in found if weight >= least and _may_be_new_to(discourse, d, p, marks)]
    # "Coroner Ann Roe", so that "the coroner" is no other
    likely = [(weight, p) for weight, p in likely if d.noun in p.roles] or likely
    if not likely:
        return None
    best = max(likely, key=lambda one: (one[0], _called_last(one[1], d)))[1]
    return Speaker(best.entity, best.name, True, "PERSON", 0.7 if d.noun in best.roles else _BY_LIKENESS)


def _called_last(p: Profile, d: _Description) -> int:
    """Where one who goes by a noun is named last: `Port official Jo Lee left. City official Al Roe … The official`."""
    return _place_before(p, d.span.start) if d.noun in p.roles else -1


def _place_before(p: Profile, before: int) -> int:
    """Where an entity is last mentioned before an offset; -1 where it is only after it."""
    return max((s.span.start for s in p.mentions if s.span.start < before), default=-1)


def _may_mean(discourse: Discourse, d: _Description, p: Profile, wanted: str, others: set[str]) -> bool:
    """Whether nothing speaks against a person: `the widow` is no man, `the president` no senator.

    `wanted` is the gender of the noun, `others` are the names whose head or aide is meant.
    """
    if p.entity in d.speaking:
        return False
    if not fits_gender(discourse, p.entity, wanted):
        return False
    if _is_of_another(discourse, p, d.noun, others):
        return False
    return not _holds_other_office(discourse, p, d.noun)


def _may_be_new_to(discourse: Discourse, d: _Description, p: Profile, marks: set[str]) -> bool:
    """Whether a noun that the article does not use for a person may name that person all the same.

    Not inside the words of another, nor right beside the name: `In a letter to Judge Roe, the widow wrote`.
    """
    if d.noun in p.roles or not marks.isdisjoint(p.marks):
        return True
    # "“The mayor wants a wall,” the farmer said.": whom the farmer means, the article need not have named.
    if d.speaking:
        return False
    # "The Speaker" is an office, and nobody's who has another role.
    is_office = d.noun in discourse.classes["one-person"] and d.noun not in discourse.classes["anyone"]
    if is_office and p.roles and d.phrase.rpartition(" ")[2][:1].isupper():
        return False
    before = Span(sentence_start(discourse, d.span.start), d.span.start)
    # "Lee wrote to the mayor. The mayor said no."
    last = sentence_before(discourse, d.span.start)
    if f" the {d.noun}" in discourse.text[last.start : last.end]:
        before = Span(last.start, d.span.start)
    return all(s.entity != p.entity for s in mentions_in(discourse, before))


def _whose(behind: str) -> set[str]:
    """Whose a person is by the words behind a noun, in lower case: `of Norsund’s spy agency`, `of the union`."""
    names = {word.lower() for word in _NAME.findall(behind)}
    complement = _COMPLEMENT.match(behind)
    return names or ({complement["noun"]} if complement else names)


def _is_of_another(discourse: Discourse, p: Profile, noun: str, whose: set[str]) -> bool:
    """Whether a description is of another's head or aide than a person: `the head of the union`, Lee of the board."""
    own = describe(discourse.text, p, discourse.gazetteer).marks
    if "of" not in own:
        return False
    if not whose:
        return False
    return whose.isdisjoint(own)


def _gender_of(discourse: Discourse, noun: str) -> str:
    """The gender of whom a noun may name: m for `chairman`, f for `widow`, "" for either."""
    return next((sex for sex, word in _GENDERS.items() if noun in discourse.classes[word]), "")


def _is_new(discourse: Discourse, d: _Description) -> bool:
    """Whether a description often brings in a person not named so far: `the analyst`, `the premier's adviser`."""
    if d.noun in discourse.classes["newcomer"]:
        return True
    return any(mark.endswith(_POSSESSIVES) for mark in d.marks)


def _fit(discourse: Discourse, p: Profile, noun: str, marks: set[str], whose: set[str]) -> float:
    """How well a description fits what the article says of a person; `whose` are names that follow the noun."""
    own = describe(discourse.text, p, discourse.gazetteer).marks
    # "the museum’s director" is the director of the museum.
    marks = {mark.removesuffix("'s").removesuffix("’s") for mark in marks} - _RANKS
    shared = len(marks & own)
    # "the senior diplomat" is the deputy foreign minister, but "the minister" need not be the deputy minister.
    if noun in own or noun not in p.roles:
        shared -= len((marks ^ own) & _LESSER)
    # "the head of Norsund's spy agency" is nobody of whom Norsund is not said.
    astray = WEIGHTS.astray if whose and whose.isdisjoint(own) else 0.0
    if noun in p.roles:
        share = shared / len(marks) if marks else 1.0
        return WEIGHTS.role + WEIGHTS.all_marks * share + WEIGHTS.role_mark * shared - astray
    # "the lawyer" need not be the senator, but "the candidate" may be.
    other = noun not in discourse.classes["anyone"] and not p.roles.isdisjoint(discourse.classes["office-holder"])
    return WEIGHTS.mark * shared - (WEIGHTS.other_office if other else 0.0) - astray


def _holds_other_office(discourse: Discourse, p: Profile, noun: str) -> bool:
    """Whether the article says that a person holds an office other than a noun names: `the president` is no senator."""
    offices = discourse.classes["office-holder"]
    if noun not in offices:
        return False
    roles = describe(discourse.text, p, discourse.gazetteer).roles
    return noun not in roles and not roles.isdisjoint(offices)


def _government_of_land(discourse: Discourse, d: _Description) -> Speaker | None:
    """The government of the state that a people's or land's name belongs to: `the Turkish government`."""
    lands = [s for s in d.inside if s.type in _LANDS]
    known = discourse.gazetteer.names.get(lands[-1].name) if lands else None
    if known is None or d.noun not in _GOVERNMENTS:
        return None
    state = discourse.gazetteer.states.get(known.of, known) if known.of else known
    return government(state.governs, discourse.gazetteer) if state.governs else None


def _organisation(discourse: Discourse, d: _Description) -> Speaker | None:
    """The organisation that a word for its kind means: one that the article calls so, or the one named last."""
    if d.noun not in discourse.classes["organ"]:
        return None
    # "Norsund to cut jobs as chipmaker warns of losses"
    if not d.is_definite:
        return None if d.marks else _only_firm(discourse, d)
    if any(s.type == "PERSON" for s in d.inside):  # "the Trump campaign" is no organisation named before
        return None
    return _called_so(discourse, d) or _organisation_near(discourse, d)


def _called_so(discourse: Discourse, d: _Description) -> Speaker | None:
    """The organisation with the noun in its name: `The Interior Ministry met. The ministry said no.`"""
    start = d.span.start
    called = [p for p in holders(discourse, d.noun, start) if p.mentions[0].span.start < start]
    # "the premier's office" is no other office.
    if owner := _owner_in(d):
        called = [p for p in called if not owner.isdisjoint(p.marks)]
    if not called:
        return None
    best = max(called, key=lambda p: (len(d.marks & p.marks), _place_before(p, start)))
    return Speaker(best.entity, best.name, True, best.type, 0.7)


def _owner_in(d: _Description) -> set[str]:
    """Whose a body is, in lower case: `premier` of `the premier's office`; nothing for others."""
    return {mark[:-2] for mark in d.marks if mark.endswith(_POSSESSIVES)}


def _organisation_near(discourse: Discourse, d: _Description) -> Speaker | None:
    """The organisation named last, of any name: `Greenpeace met the press. The group said no.`"""
    # "the report", "the bank", "the memo": not any organisation
    if d.noun in discourse.classes["unbound"] or d.noun in discourse.classes["paper"]:
        return None
    if firm := _only_firm(discourse, d):
        return firm
    # "the US-led bloc" is NATO, "the local firm" need not be the last one, "the New York-based group" is one named.
    if d.marks and d.noun not in _ALLIANCES and not _BASED.search(d.phrase):
        return _spoke_just_before(discourse, d)
    # "One firm said yes. … The firm said no": the firm without a name, unless an organisation is near.
    least = WEIGHTS.near_organisation if d.noun in discourse.unnamed else -inf
    near = [found for found in weighed(discourse, d.span, _ORGANISATIONS, "") if found[0] >= least]
    best = discourse.mentions[max(near)[1]] if near else None
    if best is None or _deals_with_one(discourse, best, d.noun):
        return None
    return speaker_of(discourse, best)._replace(confidence=0.5)


def _deals_with_one(discourse: Discourse, s: SuggestedMention, noun: str) -> bool:
    """Whether the sentence of a name has somebody else of the noun behind it: `Oxfam complained to the regulator.`"""
    behind = discourse.text[s.span.end : sentence_after(discourse, s.span.end)]
    if noun not in behind:  # as in most sentences, which need no pattern made for the noun
        return False
    return bool(re.search(rf"{_DEALING} (?:the|an?) (?:[a-z-]+ ){{0,2}}{re.escape(noun)}\b", behind))


def _spoke_just_before(discourse: Discourse, d: _Description) -> Speaker | None:
    """The only organisation of the sentence before, if it spoke there: `It fell, Oxfam said. The aid group …`."""
    before = sentence_before(discourse, d.span.start)
    if len(discourse.last) != 1 or not before.start <= discourse.last_at < before.end:
        return None
    # "the small group" may be another one
    if d.marks.isdisjoint(discourse.classes["field"]):
        return None
    last = discourse.last[0]
    # "the Red Shield", whose type is not known, has a capital all the same.
    if last.type != "ORG" or not last.name[:1].isupper():
        return None
    is_alone = all(s.entity == last.entity for s in mentions_in(discourse, before) if s.type == "ORG")
    return last._replace(confidence=0.5) if is_alone else None


def _named_next(discourse: Discourse, d: _Description) -> Speaker | None:
    """Whom the first sentence describes and the next paragraph names: `The mayor has gone.\n\nTom Lee said …`.

    A name without a description, an age or an office is that of somebody described before.
    """
    behind = _BEHIND_NAMED.get(d.determiner)
    if not behind or d.span.start > _IN_FIRST_LINES or d.noun not in discourse.classes["one-person"]:
        return None
    after = sentence_after(discourse, d.span.start)
    at = bisect_left(discourse.starts, after)
    for s in discourse.mentions[at : at + 1]:
        if not _begins_paragraph(discourse, s, after, behind):
            return None
        fits = fits_gender(discourse, s.entity, _gender_of(discourse, d.noun))
        is_bare = not describe(discourse.text, discourse.profiles[s.entity], discourse.gazetteer).roles
        return Speaker(s.entity, s.name, True, "PERSON", 0.5) if fits and is_bare else None
    return None


def _begins_paragraph(discourse: Discourse, s: SuggestedMention, start: int, behind: re.Pattern[str]) -> bool:
    """Whether a paragraph begins at an offset with the full name of a person not named before, and nothing beside it.

    `Tom Lee said no.` and `Dr Tom Lee said no.` do, `Lee said no.` and `Tom Lee, 40, said no.` do not.
    """
    title = len(s.title) + 1 if s.title in ADDRESSES else 0
    if s.type != "PERSON" or s.span.start != start + title or " " not in s.name:
        return False
    if discourse.profiles[s.entity].mentions[0] is not s:
        return False
    if discourse.text[start - 1] != "\n":
        return False
    return bool(behind.match(discourse.text, s.span.end))


def _only_firm(discourse: Discourse, d: _Description) -> Speaker | None:
    """The only organisation named just before, if it is a firm: `Helix, which makes pills, rose. The Danish firm …`."""
    if d.noun not in discourse.classes["company"]:
        return None
    before = sentence_before(discourse, d.span.start)
    near = {s.entity: s for s in mentions_in(discourse, Span(before.start, d.span.start)) if s.type == "ORG"}
    if len(near) != 1:
        return None
    ((entity, s),) = near.items()
    is_firm = any(is_like_firm(discourse.text, one.span) for one in discourse.profiles[entity].mentions[:_LOOKED_AT])
    # "Helix is to close, the Danish firm said."
    is_subject = s.span.start == sentence_start(discourse, d.span.start)
    return speaker_of(discourse, s)._replace(confidence=0.5) if is_firm or is_subject else None


# Whom a description with `the` or `that` may mean, the surest first.
_OF_DEFINITE: Final = (
    _of_age,
    _other_word,
    _another,
    _holder,
    _government_of_land,
    _organisation,
    _one_of_a_people,
    _former,
    _unnamed_before,
    _named_next,
)
# … with `a`, `his` or another determiner,
_OF_DETERMINED: Final = (_another, _government_of_land, _named_next)
# … and without a determiner.
_OF_UNDETERMINED: Final = (_another, _holder, _government_of_land, _organisation, _printed_name)
