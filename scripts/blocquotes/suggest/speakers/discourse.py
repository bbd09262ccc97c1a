"""An article while its quotes are read: who is mentioned where, who spoke last, who is likely to be meant."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, Protocol

from blocquotes.model import Span
from blocquotes.suggest.names.gazetteer import Gazetteer, slug
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.profiles import Profile, describe, gender, is_role, profile
from blocquotes.suggest.text.tokens import places

PEOPLE = frozenset(("PERSON",))
_APOSTROPHES = ("’", "'")
_OWNER = re.compile(r"[’']s?(?!\w)")
_TITLES = "".join(f"(?<!{title}\\.)" for title in ("Mr", "Ms", "Mrs", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt", "St"))
_END = re.compile(rf"[.!?…\n]{_TITLES}(?<!\b[A-Z]\.)(?:[”\"’')\]]*(?:\s+|(?<=\n)))")
_WITH_ARTICLE = re.compile(
    r"United|.* (?:Republic|Islands|Emirates)$|(?:Philippines|Netherlands|Bahamas|Gambia|Maldives)$"
)
_OPENING_MARKS = frozenset('“"‘`«„')
_CLOSING_MARKS = ("”", '"', "''", "»")
_FAR = 2500
"""Characters back that the bearer of a pronoun or description is looked for in."""
_HOLDERS = 24
"""Entities of one noun that are weighed."""
_LEAD_IN = 8
"""Characters that may stand before the subject of a sentence: an article, a quotation mark, `But`."""
_LONGEST_LEAD = 160
"""Characters of offices or of a fronted clause that may: `On Tuesday Foreign Minister`, `After the vote,`."""
_ACTING = frozenset(("has", "had", "is", "was", "will", "would", "said", "says", "told", "did", "also"))
"""Words after the subject of a clause."""
_NEXT_WORD = re.compile(r"\s([a-z]+)")
_MENTIONS = 24
"""Mentions back that are weighed."""
_GENDER, _SUBJECT, _SPOKE, _SPOKE_BEFORE = 0.5, 0.8, 1.2, 0.4
_MOST = _GENDER + _SUBJECT
"""What a mention may gain beside its place."""


class Attributed(Protocol):
    """What is asked of a quote: spans of content, cue and source, and the index of the quote around it."""

    @property
    def content(self) -> tuple[Span, ...]:
        """Stretches of content, in text order."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """Stretches of the words that attribute; may be empty."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Stretches of the source; empty where the text names none."""

    @property
    def within(self) -> int | None:
        """Index of the outer quote."""


class Speaker(NamedTuple):
    """An entity that speaks: id, display name, whether it has a name, its type, and how sure the link is."""

    entity: str
    name: str
    named: bool
    type: str
    confidence: float


Speakers = tuple[Speaker, ...]
"""Who speaks in a quote: several for joint statements, none where nobody is found."""

Mentions = Sequence[SuggestedMention]
"""Mentions in text order."""


@dataclass(slots=True)
class Discourse:
    """An article on the way through its quotes; `last` are the speakers of the quote before this one.

    `starts` and `sentences` are offsets of the mentions and sentences; `quoted` the contents that begin with a
    quotation mark; `contents` the starts of all contents, each with the farthest end of those so far; `subjects`
    tells of mentions, by index, whether they begin their sentence; `roles` and `surnames` the entities by the nouns
    and last names that they go by, all once asked for; `unnamed` the speakers without a name so far, by their noun.
    """

    text: str
    article: str
    mentions: Mentions
    words: Gazetteer
    profiles: dict[str, Profile]
    starts: list[int]
    sentences: list[int]
    quoted: list[Span]
    contents: tuple[list[int], list[int]]
    subjects: dict[int, bool] = field(default_factory=dict)
    roles: dict[str, list[Profile]] | None = None
    surnames: dict[str, Profile] | None = None
    unnamed: dict[str, Speaker] = field(default_factory=dict)
    last: Speakers = ()


def read_discourse(
    text: str, article: str, quotes: Sequence[Attributed], mentions: Mentions, words: Gazetteer
) -> Discourse:
    """The discourse before the first quote."""
    quoted = sorted([s for quote in quotes for s in quote.content if text[s.start : s.start + 1] in _OPENING_MARKS])
    sentences = [0, *_sentence_starts(text)]
    starts = [s.span.start for s in mentions]
    contents = sorted([s for quote in quotes for s in quote.content])
    told = [start for start, _ in contents], list(accumulate([end for _, end in contents], max))
    return Discourse(text, article, mentions, words, profile(mentions), starts, sentences, quoted, told)


def _sentence_starts(text: str) -> Iterator[int]:
    """Where sentences and lines end, the blanks and closing marks behind them included."""
    end = 0
    for at in places(text, ".!?…\n"):
        if at >= end and (match := _END.match(text, at)):
            end = match.end()
            yield end


def inside(discourse: Discourse, span: Span) -> Mentions:
    """The mentions in a stretch of text."""
    first, last = bisect_left(discourse.starts, span.start), bisect_left(discourse.starts, span.end)
    return [s for s in discourse.mentions[first:last] if s.span.end <= span.end]


def owns(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention stands in the possessive."""
    end = s.span.end
    return discourse.text[end : end + 1] in _APOSTROPHES and bool(_OWNER.match(discourse.text, end))


def is_quoted(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch lies in the content of a quote in quotation marks."""
    at = bisect_right(discourse.quoted, (span.start, len(discourse.text))) - 1
    return at >= 0 and discourse.quoted[at].end >= span.end


def in_marks(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch stands in quoted words, no closing mark between where they begin and it."""
    at = bisect_right(discourse.quoted, (span.start, len(discourse.text))) - 1
    if at < 0 or discourse.quoted[at].end < span.end:
        return False
    opening = discourse.quoted[at].start + 1
    return not any(mark in discourse.text[opening : span.start] for mark in _CLOSING_MARKS)


def is_told(discourse: Discourse, span: Span) -> bool:
    """Whether a stretch lies in the content of a quote."""
    starts, ends = discourse.contents
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and ends[at] >= span.end


def speaker_of(discourse: Discourse, s: SuggestedMention) -> Speaker:
    """The speaker of a mention; a place or state, and the Kremlin, speak for the government."""
    state = governed(discourse, s)
    return government(state, discourse.words) if state else Speaker(s.entity, s.name, True, s.type, s.confidence)


def governed(discourse: Discourse, s: SuggestedMention) -> str | None:
    """The state whose government a mention means as a source; None where it speaks for itself."""
    known = discourse.words.names.get(s.name) or discourse.words.names.get(discourse.text[s.span.start : s.span.end])
    if known is None or not (s.type in ("GPE", "FAC") or known.name == "Kremlin"):
        return None
    return known.governs


def government(state: str, words: Gazetteer) -> Speaker:
    """The government of a state as a speaker: `Russia` → `russia-government`."""
    known = words.names.get(state)
    article = "the " if _WITH_ARTICLE.match(state) else ""
    return Speaker(
        f"{known.id if known else slug(state)}-government",
        f"Government of {article}{state}",
        True,
        "ORG",
        0.8,
    )


def unnamed(discourse: Discourse, noun: str, name: str, kind: str) -> Speaker:
    """A speaker without a name, an entity of this article's own, remembered by the noun that it goes by."""
    base = slug(name)[:50].strip("-")
    id_ = slug(f"{base}-{discourse.article}" if discourse.article else base)
    speaker = Speaker(id_, name, False, kind, 0.5)
    discourse.unnamed[noun] = speaker
    return speaker


def holders(discourse: Discourse, noun: str, before: int) -> list[Profile]:
    """The entities that go by a noun: the last few named before an offset, else the first after it."""
    if discourse.roles is None:
        discourse.roles = {}
        for p in discourse.profiles.values():
            for role in describe(discourse.text, p, discourse.words).roles:
                discourse.roles.setdefault(role, []).append(p)
    known = discourse.roles.get(noun, [])
    at = bisect_left(known, before, key=_first_place)
    return known[max(0, at - _HOLDERS) : at] or known[:1]


def _first_place(p: Profile) -> int:
    return p.places[0]


def namesake(discourse: Discourse, surname: str) -> Profile | None:
    """The first person of a last name."""
    if discourse.surnames is None:
        people = [p for p in discourse.profiles.values() if p.type == "PERSON"]
        discourse.surnames = {p.name.rpartition(" ")[2]: p for p in reversed(people)}
    return discourse.surnames.get(surname)


Weighed = tuple[float, int]
"""How likely a mention is to be meant, and its index among the mentions."""


def weighed(discourse: Discourse, span: Span, types: frozenset[str], wanted: str) -> Iterator[Weighed]:
    """The mentions before `span` that may be meant there; `wanted` is the gender asked for ("" for any)."""
    for i, near in _near(discourse, span, types, wanted):
        if (found := _weighed(discourse, i, near, wanted, ())) is not None:
            yield found


def heaviest(
    discourse: Discourse,
    span: Span,
    types: frozenset[str],
    wanted: str,
    own: Sequence[Span] = (),
    barred: frozenset[str] = frozenset(),
) -> Weighed | None:
    """The likeliest of `weighed` but the `barred` entities; mentions in the quote's `own` content are less likely."""
    best: Weighed | None = None
    for i, near in _near(discourse, span, types, wanted):
        # Most mentions are too far away to win, whatever else speaks for them.
        if (best is None or near + _MOST >= best[0]) and discourse.mentions[i].entity not in barred:
            found = _weighed(discourse, i, near, wanted, own)
            best = max(best, found) if best and found else best or found
    return best


def _near(discourse: Discourse, span: Span, types: frozenset[str], wanted: str) -> Iterator[tuple[int, float]]:
    """The mentions before `span`, the nearest first, with what their place is worth and whether they spoke last."""
    sentence = bisect_right(discourse.sentences, span.start) - 1
    here_on, before = discourse.sentences[sentence], discourse.sentences[max(sentence - 1, 0)]
    speaking = {speaker.entity for speaker in discourse.last}
    spoke: dict[str, float] = {}
    end = bisect_left(discourse.starts, span.start)
    for i in range(end - 1, max(end - _MENTIONS, 0) - 1, -1):
        s = discourse.mentions[i]
        distance = span.start - s.span.end
        if distance > _FAR:
            return
        if s.type in types and discourse.text[s.span.end : s.span.end + 1] != "-":
            near = 2.0 if s.span.start >= here_on else 1.8 if s.span.start >= before else 1.4 - distance / _FAR
            if s.entity in speaking:
                if s.entity not in spoke:
                    spoke[s.entity] = _spoke(discourse, i, end, types, wanted)
                near += spoke[s.entity]
            yield i, near


def _spoke(discourse: Discourse, i: int, end: int, types: frozenset[str], wanted: str) -> float:
    """What it is worth that mention `i` spoke last: less where another one before `end` acts since."""
    for j in range(end - 1, i, -1):
        s = discourse.mentions[j]
        if s.type in types and _is_subject(discourse, j) and not is_told(discourse, s.span):
            known = gender(discourse.text, discourse.profiles[s.entity], discourse.words) if wanted else ""
            if known in ("", wanted):
                return _SPOKE_BEFORE
    return _SPOKE


def _weighed(discourse: Discourse, i: int, near: float, wanted: str, own: Sequence[Span]) -> Weighed | None:
    """A mention with its weight; None where its gender is another.

    At the beginning of a sentence it weighs more, in quoted words, in the possessive and in `own` less.
    """
    s = discourse.mentions[i]
    known = gender(discourse.text, discourse.profiles[s.entity], discourse.words) if wanted else ""
    if known and known != wanted:
        return None
    gain = _GENDER * bool(known) + _SUBJECT * _is_subject(discourse, i)
    loss = 1.5 * is_quoted(discourse, s.span) + 0.6 * owns(discourse, s) + 1.0 * any(o.holds(s.span) for o in own)
    return near + gain - loss, i


def _is_subject(discourse: Discourse, i: int) -> bool:
    """Whether a mention begins its sentence or clause and describes nothing after it."""
    if i not in discourse.subjects:
        s = discourse.mentions[i]
        discourse.subjects[i] = _begins(discourse, s) and not _describes(discourse, s)
    return discourse.subjects[i]


def _begins(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention begins its sentence, its title and a fronted clause apart, with no preposition before it."""
    start = s.span.start
    begin = discourse.sentences[bisect_right(discourse.sentences, start) - 1]
    word = discourse.text[max(begin, start - _LEAD_IN * 2) : start].rstrip().rpartition(" ")[2]
    if word.lower() in discourse.words.parts["preposition"]:
        return False
    if start - begin <= _LEAD_IN + len(s.title):
        return True
    after = _NEXT_WORD.match(discourse.text, s.span.end)
    acts = after is not None and (after[1] in _ACTING or after[1].endswith("ed"))
    if acts and not is_told(discourse, s.span):
        return True
    return start - begin <= _LONGEST_LEAD and _leads(discourse, discourse.text[begin:start].split(), after)


def _leads(discourse: Discourse, lead: list[str], after: re.Match[str] | None) -> bool:
    """Whether words before a mention are offices, or a fronted clause that a verb follows."""
    while len(lead) > 1 and (
        is_role(lead[-1].lower(), discourse.words) or lead[-1].lower() in discourse.words.parts["title"]
    ):
        lead.pop()
    if lead[-1].endswith(","):
        first = lead[0].lower()
        fronted = first in discourse.words.parts["fronting"] or first.endswith("ing")
        return fronted and after is not None and after[1] not in discourse.words.parts["function"]
    # A loop, since this is asked of most mentions and a generator costs twice the time.
    for word in lead:  # noqa: SIM110
        if not (word[0].isupper() or is_role(word, discourse.words)):
            return False
    return True


def _describes(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention stands before the office of somebody else: `Cruz spokesman Rick Tyler`."""
    after = _NEXT_WORD.match(discourse.text, s.span.end)
    return after is not None and (is_role(after[1], discourse.words) or after[1] in discourse.words.parts["organ"])
