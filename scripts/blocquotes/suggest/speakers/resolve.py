"""Speakers: which entity each quote's source stands for, through names, pronouns, titles and descriptions."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from blocquotes.model import Entity, Span
from blocquotes.suggest.names.gazetteer import Gazetteer, Name
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.descriptions import described
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    Attributed,
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    governed,
    government,
    heaviest,
    in_marks,
    is_possessive,
    is_quoted,
    mentions_in,
    speaker_of,
    unnamed,
)
from blocquotes.suggest.speakers.profiles import is_role

_PRONOUNS = {
    "he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "they": "p",
    "them": "p", "themselves": "p", "their": "p", "it": "n", "itself": "n", "its": "n", "i": "1", "me": "1",
    "myself": "1", "my": "1", "we": "1", "us": "1", "our": "1", "who": "r", "which": "r", "that": "r",
}  # fmt: skip
"""Pronoun → m, f, p(lural), n(euter), 1 (first person), r(elative)."""
_HEAD_END = re.compile(
    r"[,;:()\n—–]|(?<!\w)(?:of|for|from|in|at|on|with|to|by|who|whose|which|that|about|after|during"
    r"|including|against|near|inside|among|but|as)(?!\w)"
)
_BEARERS = {
    "p": frozenset(("ORG", "GPE", "NORP")),
    "n": frozenset(("ORG", "GPE", "LAW", "WORK_OF_ART", "FAC")),
}
_ADDED = frozenset(("'s", "’s", "'", "’", "himself", "herself", "itself", "themselves", "too", "also"))
_BESIDE = (", ", " — ", " (")
_NOUN_BEFORE = re.compile(r"(\w+),? $")
_APPOSITION = re.compile(r", (?:an?|the) [\w -]+$")
_OF_PLACE = re.compile(r",? \(?(?:of|from|at|for|with|in) (?:the )?|,? \(")
_WHOEVER = frozenset(("those", "anyone", "someone", "everyone", "others", "many", "some", "most", "all", "one", "few"))
_WHOM = re.compile(r"\bwhom? $")
_EARLIER = frozenset(("former", "then", "acting", "late", "outgoing", "ex"))
_GAPS = ("", ",", "—", "–", "-", "--", "(")
_REACH = 60
"""Characters between a relative pronoun and the name before it."""
_ASKING = frozenset(("asked", "asks", "questioned"))
_QUESTION = re.compile(r"\s(?:whether|if|about|what|why|how|when|who|where|which)\b")
_TO_WHOM = 60
"""Characters between `asked` and the end of the name of who is asked."""


def resolve_speakers(discourse: Discourse, quotes: Sequence[Attributed]) -> list[Speakers]:
    """The speakers of each quote of an article, in their order: several for joint statements, () where nobody is found.

    A quotation without a source goes on with the speaker before it. Places and states stand for their
    governments. Sources without a name get an entity of the article's own, with `named` false and the article
    in its id.
    """
    speakers: list[Speakers] = [()] * len(quotes)
    for i in sorted(range(len(quotes)), key=lambda i: _place(quotes[i])):
        if quotes[i].within is None:
            speakers[i] = _speakers(discourse, quotes[i], ())
            discourse.last = _asked(discourse, quotes[i]) or speakers[i] or discourse.last
    around = list(speakers)
    for i, quote in enumerate(quotes):
        if quote.within is not None:
            discourse.last = around[quote.within]
            speakers[i] = _speakers(discourse, quote, around[quote.within])
            around[i] = speakers[i] or around[quote.within]
    return speakers


def _asked(discourse: Discourse, quote: Attributed) -> Speakers:
    """Who is asked a question and so speaks next: `The Times asked Berg whether …`; () for no question."""
    cue = quote.cue[-1] if quote.cue else None
    if cue is None or discourse.text[cue.start : cue.end].lower() not in _ASKING:
        return ()
    at = bisect_left(discourse.starts, cue.end)
    found = discourse.mentions[at] if at < len(discourse.mentions) else None
    if found is None or found.type != "PERSON" or found.span.end - cue.end > _TO_WHOM:
        return ()
    return (speaker_of(discourse, found),) if _QUESTION.match(discourse.text, found.span.end) else ()


def draft_speakers(speakers: Sequence[Speakers], gazetteer: Gazetteer) -> list[Entity]:
    """Draft records of speakers, each once: governments, those without a name, and those that a mention may bring."""
    states = {government(state.name, gazetteer).entity: state for state in gazetteer.states.values()}
    each = dict.fromkeys(speaker for group in speakers for speaker in group)
    return list({one.entity: _draft(one, states.get(one.entity)) for one in each}.values())


def _draft(one: Speaker, state: Name | None) -> Entity:
    """The draft record of a speaker, which is the government of a state where `state` is given."""
    if state:
        return Entity(one.entity, one.name, one.type, True, None, state.id, (), f"Government of {state.name} (draft)")
    described = "Speaks in an article (draft)" if one.named else "Unnamed in an article (draft)"
    return Entity(one.entity, one.name, one.type, one.named, None, None, (), described)


def stands_for(discourse: Discourse, quotes: Sequence[Attributed]) -> dict[Span, str]:
    """The government that a mention stands for as a quote's source, by the mention's span."""
    found = {}
    for source in (source for quote in quotes for source in quote.source):
        mentions = mentions_in(discourse, source)
        states = [(s, state) for s in mentions if s.type != "PERSON" and (state := governed(discourse, s))]
        head = _head(discourse.text[source.start : source.end], source.start, mentions) if states else 0
        for s, state in states:
            if _is_head(discourse, s, source.start, head):
                found[s.span] = government(state, discourse.gazetteer).entity
    return found


def _place(quote: Attributed) -> int:
    """Where a quote is attributed: at its source, else where its content begins."""
    return (quote.source or quote.content)[0].start


def _speakers(discourse: Discourse, quote: Attributed, outer: Speakers) -> Speakers:
    if not quote.source:
        quoted = quote.content[0] in discourse.quoted
        goes_on = not outer and (not quote.cue or quoted)
        return tuple(speaker._replace(confidence=0.5) for speaker in discourse.last) if goes_on else ()
    span = quote.source[0]
    words = discourse.text[span.start : span.end]
    if kind := _PRONOUNS.get(words.strip().lower()):
        return _pronoun(discourse, span, kind, outer, quote.content)
    return _phrase(discourse, span, words)


def _phrase(discourse: Discourse, span: Span, words: str) -> Speakers:
    """The speakers of a noun phrase: the names at its head, a name beside it, or what it describes."""
    mentions = mentions_in(discourse, span)
    head = _head(words, span.start, mentions)
    heads = [s for s in mentions if _is_head(discourse, s, span.start, head)]
    if heads:
        joint = heads if " and " in words[:head] else _issuer(discourse, mentions, heads[-1])
        return tuple(dict.fromkeys(speaker_of(discourse, s) for s in joint))
    for s in mentions:
        if (
            s.type == "PERSON"
            and not is_possessive(discourse, s)
            and _is_beside(discourse, words[: s.span.start - span.start])
        ):
            return (speaker_of(discourse, s),)
    if named := _cut_off(discourse, span) or _after_place(discourse, mentions, span):
        return (speaker_of(discourse, named),)
    return described(discourse, span, words[:head], mentions)


def _issuer(discourse: Discourse, mentions: Mentions, head: SuggestedMention) -> list[SuggestedMention]:
    """The head of a source; for a document, whoever issued it: `NATO's 2022 Strategic Concept` is NATO."""
    owners = [s for s in mentions if s.span.end < head.span.start and is_possessive(discourse, s)]
    return owners[-1:] if owners and head.type == "LAW" else [head]


def _is_beside(discourse: Discourse, before: str) -> bool:
    """Whether a name stands beside a description, its title with it: `Its secretary, Major General …`."""
    at, mark = max((before.rfind(mark), mark) for mark in _BESIDE)
    lead = before[at + len(mark) :].split()
    return at >= 0 and all(word[0].isupper() or is_role(word, discourse.gazetteer) or word in _EARLIER for word in lead)


def _cut_off(discourse: Discourse, span: Span) -> SuggestedMention | None:
    """A person whose name goes on where a source ends."""
    at = bisect_left(discourse.starts, span.end) - 1
    s = discourse.mentions[at] if at >= 0 else None
    return s if s and s.type == "PERSON" and span.start <= s.span.start < span.end < s.span.end else None


def _after_place(discourse: Discourse, mentions: Mentions, span: Span) -> SuggestedMention | None:
    """A person named right after the place or firm of an office: `ambassador to Japan George Glass`."""
    for place, s in pairwise(mentions):
        if s.type == "PERSON" and place.type in ("GPE", "ORG") and not s.title and not is_possessive(discourse, s):
            gap = discourse.text[place.span.end : s.span.start]
            rest = discourse.text[s.span.end : span.end]
            if gap == " " and rest[:1] in ("", ","):
                return s
    return None


def _head(words: str, start: int, mentions: Mentions) -> int:
    """Where the part of a source that holds its head ends: at the first comma, preposition or relative.

    `start` is the source's place in the text; what stands inside a name ends nothing (`Bank of Japan governor`).
    """
    for end in _HEAD_END.finditer(words, 1):
        at = start + end.start()
        if not any(s.span.start < at < s.span.end for s in mentions):
            return len(words[: end.start()].rstrip())
    return len(words.rstrip())


def _is_head(discourse: Discourse, s: SuggestedMention, start: int, head: int) -> bool:
    """Whether a mention heads the source: the head ends with it, or goes on with `and`."""
    begin = s.span.start - (len(s.title) + 1 if " of " in s.title else 0)
    if begin - start >= head or (s.type == "NORP" and discourse.text[s.span.end - 1] != "s"):
        return False
    rest = discourse.text[s.span.end : start + head].strip()
    return not rest or rest in _ADDED or (not is_possessive(discourse, s) and rest.startswith(("and ", "& ")))


def _pronoun(discourse: Discourse, span: Span, kind: str, outer: Speakers, own: Sequence[Span]) -> Speakers:
    if kind == "1":
        return outer or _first_person(discourse, span)
    if kind == "r":
        is_person = discourse.text[span.start : span.end].lower() == "who"
        return _who(discourse, span) if is_person else _which(discourse, span)
    if kind == "p" and discourse.last and (len(discourse.last) > 1 or discourse.last[0].type != "PERSON"):
        return tuple(speaker._replace(confidence=0.6) for speaker in discourse.last)
    types = _BEARERS.get(kind, PEOPLE)
    if relative := _WHOM.search(discourse.text, max(0, span.start - 6), span.start):
        # Whoever `whom he` goes with is not `he`.
        whom, _ = _before(discourse, Span(*relative.span()))
        own = (*own, whom.span) if whom else own
    # Whoever is quoted does not call himself `he`.
    barred = frozenset(speaker.entity for speaker in outer) if outer and in_marks(discourse, span) else frozenset[str]()
    best = heaviest(discourse, span, types, kind if kind in ("m", "f") else "", own, barred)
    if best is not None and best[0] > 0 and (kind != "p" or _is_many(discourse, discourse.mentions[best[1]])):
        return (speaker_of(discourse, discourse.mentions[best[1]])._replace(confidence=0.7),)
    last = tuple(speaker._replace(confidence=0.4) for speaker in discourse.last)
    ahead = _ahead(discourse, span, types)
    return ahead or last if types is PEOPLE and not any(speaker.named for speaker in last) else last or ahead


def _is_many(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a mention can be `they`: an organisation, a people or a state, but no town."""
    return s.type != "GPE" or governed(discourse, s) is not None


def _first_person(discourse: Discourse, span: Span) -> Speakers:
    """Who `I` and `we` are: the speaker where they stand in quoted words, else the article's author."""
    if is_quoted(discourse, span) and discourse.last:
        return discourse.last
    return (unnamed(discourse, "author", "author", "PERSON"),)


def _who(discourse: Discourse, span: Span) -> Speakers:
    """Who `who` goes with: the name or noun right before it, else the last person named."""
    near, gap = _before(discourse, span)
    if near and (near.type == "PERSON" or "," not in gap) and (gap in _GAPS or _APPOSITION.fullmatch(gap)):
        return (speaker_of(discourse, near),)
    if near and gap == "," and (bearer := _of_place(discourse, near)):
        return (speaker_of(discourse, bearer),)
    noun = _noun_before(discourse, span)
    if noun and not discourse.text.startswith(",", noun.end(1)):
        return (unnamed(discourse, noun[1].lower(), noun[1], "PERSON"),)
    best = heaviest(discourse, span, PEOPLE, "")
    if best:
        return (speaker_of(discourse, discourse.mentions[best[1]])._replace(confidence=0.5),)
    return (speaker_of(discourse, near),) if near and gap in _GAPS else discourse.last


def _which(discourse: Discourse, span: Span) -> Speakers:
    """What `which` and `that` go with: the name or noun right before them, but nobody."""
    near, gap = _before(discourse, span)
    if near and near.type != "PERSON" and gap in _GAPS:
        return (speaker_of(discourse, near),)
    noun = _noun_before(discourse, span)
    return (unnamed(discourse, noun[1].lower(), noun[1], "ORG"),) if noun else ()


def _noun_before(discourse: Discourse, span: Span) -> re.Match[str] | None:
    """The noun right before a relative pronoun, its first group; None for small words and names."""
    noun = _NOUN_BEFORE.search(discourse.text, max(0, span.start - _REACH), span.start)
    near, _ = _before(discourse, span)
    if noun is None or (near and near.span.end >= noun.end(1)):
        return None
    lower, parts = noun[1].lower(), discourse.classes
    return noun if lower in _WHOEVER or not (lower in parts["function"] or lower in parts["dates"]) else None


def _of_place(discourse: Discourse, near: SuggestedMention) -> SuggestedMention | None:
    """Who is of a place or firm that a relative clause follows: `Anna Berg of Oslo, who …`."""
    at = bisect_left(discourse.starts, near.span.start)
    before = discourse.mentions[at - 1] if at else None
    if before is None or before.type != "PERSON":
        return None
    return before if _OF_PLACE.fullmatch(discourse.text, before.span.end, near.span.start) else None


def _before(discourse: Discourse, span: Span) -> tuple[SuggestedMention | None, str]:
    """The mention before a relative pronoun, if it is near, and the words between them."""
    at = bisect_left(discourse.starts, span.start)
    near = discourse.mentions[at - 1] if at else None
    if near is None or not 0 <= span.start - near.span.end < _REACH:
        return None, ""
    return near, discourse.text[near.span.end : span.start].strip()


def _ahead(discourse: Discourse, span: Span, types: frozenset[str]) -> Speakers:
    """The first fitting mention after a pronoun that nothing stands before."""
    at = bisect_left(discourse.starts, span.end)
    after = (s for s in discourse.mentions[at : at + 5] if s.type in types)
    return tuple(speaker_of(discourse, s)._replace(confidence=0.3) for s in after)[:1]
