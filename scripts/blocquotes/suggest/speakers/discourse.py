"""Discourse state while quotes are resolved in order: mentions, last speakers, salience."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from math import inf
from typing import Final, NamedTuple

from blocquotes.model import Span, make_span
from blocquotes.sentences import Tokens
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.gazetteer import Gazetteer, slug
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.profiles import BEFORE, BEHIND, SAYING, Profile, describe, gender, profile

PEOPLE: Final = frozenset(("PERSON",))
_OWNER: Final = re.compile(r"[’']s?(?!\w)")
_WITH_ARTICLE: Final = re.compile(
    r"United|.* (?:Republic|Islands|Emirates)$|(?:Philippines|Netherlands|Bahamas|Gambia|Maldives)$"
)
# Stands before the first content, so that a look for the content before needs no check of bounds.
_NOWHERE: Final = Span(-1, -1)
_PLACES: Final = frozenset(("GPE", "FAC"))
_OPENING_MARKS: Final = frozenset("“\"‘'`«„")
_CLOSING_MARKS: Final = ("”", '"', "''", "»")
# Characters back that the entity of a pronoun or description is looked for in.
_FAR: Final = 2500
# Entities of one noun that are weighed.
_HOLDERS: Final = 24
# Characters that may come before the subject of a sentence: an article, a quotation mark, `But`.
_LEAD_IN: Final = 8
# Characters of offices or of a fronted clause that may: `On Tuesday Foreign Minister`, `After the vote,`.
_LONGEST_LEAD: Final = 160
# Words before a name that say what its bearer is: `Junior class president`.
_LONGEST_ROLE: Final = 5
# A line that names who wrote the article: `By Ann Lee and Tom Roe`. Its letter comes before the look at what is before
# it, so that the search leaps from one to the next.
_BYLINE: Final = re.compile(r"B(?<![^\n]B)[yY] [A-Z][^\n.?!“”\"]{3,100}$", re.MULTILINE)
# A description before the name of whom it describes: `Her husband, `, `The bishop of Oslo, the Rev. `, `In Oslo, a
# singer turned senator, `.
_DESCRIPTION: Final = re.compile(
    r"""(?:(?:But|And|Meanwhile,|(?:In|At|Inside|Outside|On)[ ][^,;:.“”]{2,30},(?=[ ](?:the|an?)[ ]))[ ])?
        (?:[Tt]he|[Aa]n?|His|Her|Its|Their|Another|One|[A-Z][\w.’'-]*(?:[ ][A-Z][\w.’'-]*){0,3}[’']s?)[ ]
        (?:[\w’'-]+[ ]){0,4}?(?P<noun>[\w-]+)(?:[ ](?:of|for|at|in)[ ][^,]{2,50})?,[ ]
        (?P<title>(?:[\w.’'-]+[ ]){0,4})
    """,
    re.VERBOSE,
)
# Behind the name of whom a description is: `One of them, Ann Lee, keeps bees`, `Her aunt, Ann Lee from Oslo, …`.
_BEHIND_DESCRIBED: Final = re.compile(r"(?: (?:from|of) (?:[A-Z][\w’'-]* ?){1,3})?,")
# Of some people: `One of them, Ann Lee, keeps bees`.
_ONE_OF_THEM: Final = re.compile(r"One of (?:them|these|those|[Tt]he [a-z -]+), ")
_TOPIC: Final = "For "
# A word after the subject of a clause, perhaps behind an apposition.
_ACTS: Final = re.compile(
    r"(?:, [^,.;:“”\n]{1,60},)?\s(?:has|had|is|was|will|would|said|says|told|did|also|[a-z]*ed)(?![a-z])"
)
# Behind the name of whom any noun may describe: `His opposite number, Tom Roe, was glad`.
_IS_SO: Final = re.compile(r", (?:has|had|is|was)\b")
_IN_COMPOUND: Final = re.compile(r"(?: [A-Z]\w+)?-")
_NEXT_WORD: Final = re.compile(r"\s([a-z]+)")
_CREDITED: Final = frozenset("/)")
# Mentions back that are weighed.
_MENTIONS: Final = 24


@dataclass(frozen=True, slots=True)
class Weights:
    """How much speaks for a mention, or a person, being the one that a pronoun or description means.

    The factors are those of Lappin and Leass (1994) where they name one: recency of the sentence, subject, head
    of its phrase rather than possessive. All values were chosen on the development articles.
    """

    # Nearness. "He" is most often a person of its own sentence or of the one before; farther back, weight falls
    # with distance to `farther` - 1. `far` is for a person who is not among the mentions that are weighed.
    same_sentence: float = 2.0
    sentence_before: float = 1.8
    farther: float = 1.4
    far: float = 0.5
    # Part in the sentence. A subject has 80 of 100 in Lappin and Leass, too; a possessive (`Berg's plan`) is not
    # the head of its phrase; who is named in quoted words seldom speaks them.
    subject: float = 0.8
    possessive: float = 0.6
    quoted: float = 1.5
    # A gender that is known rather than open: `she` is Anna Berg rather than Kim Ross, though Ross is the subject.
    gender: float = 0.9
    # … where a description says the gender (`the woman`), which is less than a pronoun does.
    described_gender: float = 0.5
    # Who spoke last goes on speaking; less so where another one has been the subject of a sentence since.
    spoke_last: float = 1.4
    spoke_before: float = 0.4
    # Descriptions: a person of the same role (`the president`), the share of the words before the noun that fit
    # (`the Vermont senator`), each such word; each such word without the role; an office that is another one; a
    # name after the noun that the person has nothing to do with. Below `least` it is a new person.
    role: float = 0.6
    all_marks: float = 1.6
    role_mark: float = 0.4
    mark: float = 1.2
    other_office: float = 1.0
    astray: float = 1.0
    least: float = 1.8
    # … the same for a noun that few persons go by: `the mayor` is nobody whom the sentence before only names.
    least_in_office: float = 1.9
    # An organisation that is the subject of the sentence before: it is meant rather than one without a name.
    near_organisation: float = 2.6


WEIGHTS: Final = Weights()
# What a mention may gain beside its place.
_MOST: Final = WEIGHTS.gender + WEIGHTS.subject
# … and what it may gain with having spoken last.
_MOST_OF_SPEAKER: Final = WEIGHTS.spoke_last + _MOST


class Speaker(NamedTuple):
    """An entity that speaks: id, display name, whether it has a name, its type, and how sure the link is.

    `certain` is false where the text itself leaves open who spoke: `Lind or Berg said`.
    """

    entity: str
    name: str
    named: bool
    type: str
    confidence: float
    certain: bool = True


# Who speaks in a quote: several for joint statements, none where nobody is found.
Speakers = tuple[Speaker, ...]

# Mentions in text order.
Mentions = Sequence[SuggestedMention]


@dataclass(slots=True)
class Discourse:
    """An article on the way through its quotes; `last` are the speakers of the quote before this one.

    `starts` and `sentences` are offsets of the mentions and sentences; `quoted` are the contents that begin with a
    quotation mark; `contents` are the starts of all contents, and the farthest end up to each. `classes` are the
    gazetteer's word classes. Worked out on first use: `subjects` says of mentions, by index, whether they begin
    their sentence; `roles` are the entities by the nouns that they go by, `surnames` by last names; `lower` is the
    text in lower case; `authors` are the entities of a byline. `unnamed` are the speakers without a name so far, by
    their noun; `last_at` is the place at which `last` were attributed, `last_cue` how. `interviewed` is who answers
    questions without labels.
    """

    text: str
    article: str
    mentions: Mentions
    gazetteer: Gazetteer
    classes: dict[str, frozenset[str]]
    profiles: dict[str, Profile]
    starts: list[int]
    sentences: list[int]
    quoted: list[Span]
    contents: tuple[list[int], list[int]]
    subjects: dict[int, bool] = field(default_factory=dict)
    roles: dict[str, list[Profile]] = field(default_factory=dict)
    surnames: dict[str, Profile] | None = None
    lower: str = ""
    authors: frozenset[str] | None = None
    unnamed: dict[str, Speaker] = field(default_factory=dict)
    last: Speakers = ()
    last_at: int = -1
    interviewed: Speakers = ()
    last_cue: Sequence[Span] = ()


def read_discourse(
    tokens: Tokens, article: str, quotes: Sequence[SuggestedQuote], mentions: Mentions, gazetteer: Gazetteer
) -> Discourse:
    """The discourse before the first quote."""
    text = tokens.text
    contents = sorted([_NOWHERE, *chain.from_iterable([quote.content for quote in quotes])])
    starts, ends = zip(*contents, strict=True)
    return Discourse(
        text,
        article,
        mentions,
        gazetteer,
        gazetteer.classes,
        profile(mentions),
        starts=[s.span.start for s in mentions],
        # With 0 in front, every mention is in a sentence, and with no tokens there is one.
        sentences=[0, *map(tokens.starts.__getitem__, tokens.sentences[1:-1])],
        quoted=[_NOWHERE, *[span for span in contents[1:] if text[span.start] in _OPENING_MARKS]],
        contents=(list(starts), list(accumulate(ends, max))),
    )


def authors(discourse: Discourse) -> frozenset[str]:
    """The entities of the persons whom a byline names: `By Ann Lee and Tom Roe`."""
    if discourse.authors is None:
        lines = [Span(*found.span()) for found in _BYLINE.finditer(discourse.text)]
        discourse.authors = frozenset([s.entity for line in lines for s in mentions_in(discourse, line)])
    return discourse.authors


def sentence_start(discourse: Discourse, at: int) -> int:
    """Where the sentence of an offset begins."""
    return discourse.sentences[bisect_right(discourse.sentences, at) - 1]


def sentence_after(discourse: Discourse, at: int) -> int:
    """Where the sentence behind that of an offset begins; the end of the text for the last one."""
    i = bisect_right(discourse.sentences, at)
    return discourse.sentences[i] if i < len(discourse.sentences) else len(discourse.text)


def sentence_before(discourse: Discourse, at: int) -> Span:
    """The sentence before that of an offset; empty at the beginning of the text."""
    i = bisect_right(discourse.sentences, at) - 1
    begin = discourse.sentences[i]
    return make_span((discourse.sentences[max(i - 1, 0)], begin))


def mentions_in(discourse: Discourse, span: Span) -> Mentions:
    """The mentions in a stretch of text."""
    start, end = span
    first = bisect_left(discourse.starts, start)
    last = bisect_left(discourse.starts, end, first)
    return [s for s in discourse.mentions[first:last] if s.span.end <= end] if first < last else ()


def is_possessive(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention is a possessive: `Berg's`, `voters'`."""
    return bool(_OWNER.match(discourse.text, s.span.end))


def is_people(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether the name of a people means its members: `Greeks`, `the French`, but not `a Greek`, `the French law`."""
    if discourse.text.endswith("s", 0, s.span.end):
        return True
    if not discourse.text.endswith(("the ", "The "), 0, s.span.start):
        return False
    after = _word_after(discourse, s.span.end)
    return not after or after in discourse.classes["function"]


def is_quoted(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch lies in the content of a quote in quotation marks."""
    return _quoted_around(discourse, span) is not None


def in_marks(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch is in quoted words, with no closing mark between their beginning and it."""
    quoted = _quoted_around(discourse, span)
    if quoted is None:
        return False
    return not any(mark in discourse.text[quoted.start + 1 : span.start] for mark in _CLOSING_MARKS)


def _quoted_around(discourse: Discourse, span: Span) -> Span | None:
    """The last content with quotation marks that begins before a stretch, if it holds the stretch."""
    quoted = discourse.quoted[bisect_right(discourse.quoted, (span.start, len(discourse.text))) - 1]
    return quoted if quoted.end >= span.end else None


def in_content(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch lies in the content of a quote."""
    starts, ends = discourse.contents
    return ends[bisect_right(starts, span.start) - 1] >= span.end


def speaker_of(discourse: Discourse, s: SuggestedMention, confidence: float | None = None) -> Speaker:
    """The speaker of a mention, as sure as that if no `confidence` is given.

    A place or state, and the Kremlin, speak for the government.
    """
    state = governed(discourse, s)
    if state:
        known = government(state, discourse.gazetteer)
        return known if confidence is None else known._replace(confidence=confidence)
    return Speaker(s.entity, s.name, True, s.type, s.confidence if confidence is None else confidence)


def governed(discourse: Discourse, s: SuggestedMention) -> str | None:
    """The state whose government a mention means as a source; None where it speaks for itself."""
    known = discourse.gazetteer.names.get(s.name)
    if known is None:
        return None
    return known.governs if s.type in _PLACES or known.name == "Kremlin" else None


def government(state: str, gazetteer: Gazetteer) -> Speaker:
    """The government of a state as a speaker: `Russia` → `russia-government`."""
    name = f"the {state}" if _WITH_ARTICLE.match(state) else state
    return Speaker(f"{gazetteer.names[state].id}-government", f"Government of {name}", True, "ORG", 0.8)


def unnamed(discourse: Discourse, noun: str, name: str, kind: str) -> Speaker:
    """A speaker without a name, an entity of this article's own, remembered by the noun that it goes by."""
    base = slug(name)[:50].strip("-")
    id_ = slug(f"{base}-{discourse.article}" if discourse.article else base)
    speaker = Speaker(id_, name, False, kind, 0.5)
    discourse.unnamed[noun] = speaker
    return speaker


def holders(discourse: Discourse, noun: str, before: int) -> list[Profile]:
    """The entities that go by a noun: the last few named before an offset, else the first after it."""
    if noun not in discourse.roles:
        discourse.roles[noun] = [p for p in _may_be_called(discourse, noun) if is_called(discourse, p, noun)]
    known = discourse.roles[noun]
    at = bisect_left(known, before, key=_first_place)
    return known[max(0, at - _HOLDERS) : at] or known[:1]


def _may_be_called(discourse: Discourse, noun: str) -> list[Profile]:
    """The persons who have a noun near them, and the bodies if it is theirs; to read all descriptions takes longer."""
    if not discourse.lower:
        # The only letter that becomes two in lower case would move the others.
        discourse.lower = discourse.text.replace("İ", "I").lower()
    found: set[str] = set()
    for word in (noun, *SAYING.get(noun, ())):
        for at in _places(discourse.lower, word):
            first = bisect_left(discourse.starts, at - BEHIND)
            last = bisect_left(discourse.starts, at + BEFORE, first)
            found.update([s.entity for s in discourse.mentions[first:last] if s.type == "PERSON"])
    if noun in discourse.classes["organ"]:
        found.update([p.entity for p in discourse.profiles.values() if p.type != "PERSON"])
    return [p for p in discourse.profiles.values() if p.entity in found] if found else []


def _places(text: str, word: str) -> list[int]:
    """Where a text has a word, rather than a longer one: `sen`, but not `present`."""
    found = []
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalpha() and not text[end : end + 1].isalpha():
            found.append(at)
        at = text.find(word, at + 1)
    return found


def is_called(discourse: Discourse, p: Profile, noun: str) -> bool:
    """Whether an entity goes by a noun."""
    return noun in describe(discourse.text, p, discourse.gazetteer).roles


def _first_place(p: Profile) -> int:
    return p.mentions[0].span.start


def namesake(discourse: Discourse, surname: str) -> Profile | None:
    """The first person of a last name."""
    if discourse.surnames is None:
        people = [p for p in discourse.profiles.values() if p.type == "PERSON"]
        discourse.surnames = {p.name.rpartition(" ")[2]: p for p in reversed(people)}
    return discourse.surnames.get(surname)


# How likely a mention is to be meant, and its index among the mentions.
Weighed = tuple[float, int]


def weighed(discourse: Discourse, span: Span, types: frozenset[str], wanted: str) -> Iterator[Weighed]:
    """The mentions before `span` that it may refer to; `wanted` is the gender that they must fit ("" for any)."""
    for i, near in _near(discourse, span, types):
        if fits_gender(discourse, discourse.mentions[i].entity, wanted):
            yield _weight(discourse, i, near, WEIGHTS.described_gender if wanted else 0.0), i


def heaviest(
    discourse: Discourse,
    span: Span,
    types: frozenset[str],
    wanted: str,
    barred: Container[str] = (),
) -> Weighed | None:
    """The likeliest of `weighed` except the `barred` entities; None where nobody is mentioned."""
    best: Weighed = (-inf, -1)
    for i, near in _near(discourse, span, types):
        # The weight of a place falls with the distance: none farther back can win, not even who spoke last.
        if near + _MOST_OF_SPEAKER < best[0]:
            break
        entity = discourse.mentions[i].entity
        # Most mentions are too far away to win, whatever else speaks for them.
        # Looking at gender reads descriptions and pronouns, so it comes last.
        if near + _MOST >= best[0] and entity not in barred and fits_gender(discourse, entity, wanted):
            best = max(best, (_weight(discourse, i, near, WEIGHTS.gender if wanted else 0.0), i))
    return best if best[1] >= 0 else None


def fits_gender(discourse: Discourse, entity: str, wanted: str) -> bool:
    """Whether an entity is of a gender, or may be; every entity fits "" for any gender."""
    if not wanted:
        return True
    return gender(discourse.text, discourse.profiles[entity], discourse.gazetteer) in ("", wanted)


def _near(discourse: Discourse, span: Span, types: frozenset[str]) -> Iterator[tuple[int, float]]:
    """The mentions before `span`, the nearest first, with the weight of their place and of having spoken last."""
    sentence = bisect_right(discourse.sentences, span.start) - 1
    begin, begin_before = discourse.sentences[sentence], discourse.sentences[max(sentence - 1, 0)]
    mentions, text = discourse.mentions, discourse.text
    speaking = {speaker.entity for speaker in discourse.last}
    spoke: dict[str, float] = {}
    end = bisect_left(discourse.starts, span.start)
    for i in range(end - 1, max(end - _MENTIONS, 0) - 1, -1):
        s = mentions[i]
        if s.type not in types:
            continue
        start, stop = s.span
        # "one clever Greek": one of a people is no group.
        if s.type == "NORP" and not is_people(discourse, s):
            continue
        distance = span.start - stop
        if distance > _FAR:
            return
        # "the Jack Ross-backed plan": a name inside a compound is not referred to.
        # … A look at two characters spares nearly all names the search for one.
        if (text[stop + 1 : stop + 2].isupper() or text[stop : stop + 1] == "-") and _IN_COMPOUND.match(text, stop):
            continue
        # "Ann Lee/Reuters" took the picture, "TOKYO (Kyodo)" is where the text is from.
        if text[stop : stop + 1] in _CREDITED and (text[stop] == "/" or s.type == "ORG"):
            continue
        if start >= begin:
            near = WEIGHTS.same_sentence
        elif start >= begin_before:
            near = WEIGHTS.sentence_before
        else:
            near = WEIGHTS.farther - distance / _FAR
        entity = s.entity
        if entity in speaking:
            if entity not in spoke:
                spoke[entity] = _spoke(discourse, i, end)
            near += spoke[entity]
        yield i, near


def _spoke(discourse: Discourse, i: int, end: int) -> float:
    """The weight of having spoken last for mention `i`: less where another one before `end` acts since.

    `Lind said no.\nBerg did not reply to Lind.\n“No,” he wrote.`: Berg acts in the sentence of the mention.
    """
    begin = sentence_start(discourse, discourse.mentions[i].span.start)
    # "Berg asked Lind why. “No,” he said.": it is Lind's turn.
    first = bisect_left(discourse.starts, begin) if discourse.last_at < begin else i + 1
    for j in range(end - 1, first - 1, -1):
        if j != i and _acts(discourse, j):
            return WEIGHTS.spoke_before
    return WEIGHTS.spoke_last


def _acts(discourse: Discourse, i: int) -> bool:
    """Whether a mention is a subject in the article's own words, not in those of a quote."""
    if not _is_subject(discourse, i):
        return False
    return not in_content(discourse, discourse.mentions[i].span)


def _weight(discourse: Discourse, i: int, near: float, gained: float) -> float:
    """The weight of a mention: its place, and what its sentence makes of it; `gained` for a gender that is known."""
    s = discourse.mentions[i]
    weight = near
    if gained and discourse.profiles[s.entity].gender:  # read by `fits_gender`
        weight += gained
    if _is_subject(discourse, i):
        weight += WEIGHTS.subject
    if is_quoted(discourse, s.span):
        weight -= WEIGHTS.quoted
    if is_possessive(discourse, s):
        weight -= WEIGHTS.possessive
    return weight


def _is_subject(discourse: Discourse, i: int) -> bool:
    """Whether a mention begins its sentence or clause and describes nothing after it."""
    if i not in discourse.subjects:
        s = discourse.mentions[i]
        discourse.subjects[i] = _begins(discourse, s) and not _describes(discourse, s)
    return discourse.subjects[i]


def _begins(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention begins its sentence or clause, after a title and a fronted clause, with no preposition."""
    start = s.span.start
    begin = sentence_start(discourse, start)
    # "For Ann Lee, a baker, the week was hard. “I was ill,” she said."
    if start - begin == len(_TOPIC) and discourse.text.startswith(_TOPIC, begin):
        return discourse.text.startswith(",", s.span.end)
    word = discourse.text[max(begin, start - _LEAD_IN * 2) : start].rstrip().rpartition(" ")[2]
    if word.lower() in discourse.classes["preposition"]:  # "In Oslo the Foreign Ministry met. It …"
        return False
    if start - begin <= _LEAD_IN:
        return True
    # "After dark Tom Lee left", "They said that Tom Lee had left": a verb follows, though the mention is not first.
    if _ACTS.match(discourse.text, s.span.end):
        return True
    if start - begin > _LONGEST_LEAD:
        return False
    if _BEHIND_DESCRIBED.match(discourse.text, s.span.end) and _is_described(discourse, begin, s.span):
        return True
    return _leads(discourse, discourse.text[begin:start].split(), s.span.end)


def leads_sentence(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a sentence begins with a mention, or with its office or a fronted clause: `The law student Ann Lee`."""
    begin = sentence_start(discourse, s.span.start)
    lead = discourse.text[begin : s.span.start].removeprefix("The ").split()
    return not lead or _leads(discourse, lead, s.span.end)


def _is_described(discourse: Discourse, begin: int, name: Span) -> bool:
    """Whether the words from `begin` on describe the person whose name a comma separates from them."""
    if _ONE_OF_THEM.fullmatch(discourse.text, begin, name.start):
        return True
    before = _DESCRIPTION.fullmatch(discourse.text, begin, name.start)
    if before is None:
        return False
    if before["noun"].lower() not in discourse.classes["one-person"] and not _IS_SO.match(discourse.text, name.end):
        return False
    titles = discourse.classes["title-part"]
    return all(word[0].isupper() or word == "the" or word in titles for word in before["title"].split())


def _leads(discourse: Discourse, lead: list[str], end: int) -> bool:
    """Whether words before a mention, which ends at `end`, are offices, or a fronted clause that a verb follows."""
    if not lead or _is_role(discourse, lead):  # without words these are blanks that are no line break
        return True
    while len(lead) > 1 and lead[-1].lower() in discourse.classes["office-word"]:
        lead.pop()
    if lead[-1].endswith(","):  # "After the vote, Tom Lee rubbished it."
        if not _is_fronted(discourse, lead[0].lower().rstrip(",")):
            return False
        return _verb_follows(discourse, end)
    # A loop, since most mentions come here and a generator takes twice the time.
    for word in lead:  # noqa: SIM110
        if not (word[0].isupper() or word in discourse.classes["person-noun"]):
            return False
    return True


def _is_role(discourse: Discourse, lead: list[str]) -> bool:
    """Whether words say what somebody is, as the last one does: `Junior class president`, `Kebab shop owner`."""
    if lead[-1].lower() not in discourse.classes["office-word"]:
        return False
    # "“No,” said Ms. Berg", "On Monday, Mayor Berg left"
    if len(lead) > _LONGEST_ROLE or not all(map(str.isalpha, lead)):
        return False
    return discourse.classes["function"].isdisjoint(map(str.lower, lead))


def _is_fronted(discourse: Discourse, first: str) -> bool:
    """Whether a word begins a clause before the subject: `After the vote,`, `Speaking in Oslo,`."""
    if first in discourse.classes["fronting"]:
        return True
    return first.endswith("ing")


def _verb_follows(discourse: Discourse, end: int) -> bool:
    """Whether a word that may be a verb follows: no `and`, `of`, `who`."""
    after = _word_after(discourse, end)
    return bool(after) and after not in discourse.classes["function"]


def _word_after(discourse: Discourse, end: int) -> str:
    """The word in lower case right after `end`; "" for none."""
    after = _NEXT_WORD.match(discourse.text, end)
    return after[1] if after else ""


def _describes(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether the office of another person follows a mention: `Cruz spokesman Rick Tyler`."""
    return _word_after(discourse, s.span.end) in discourse.classes["called"]
