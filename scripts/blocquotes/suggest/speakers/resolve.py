"""Speakers: which entity each quote's source stands for, through names, pronouns, titles and descriptions."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from blocquotes.model import Entity, Span
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.mentions import Sighting
from blocquotes.suggest.speakers.descriptions import described
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    Attributed,
    Scene,
    Voice,
    governed,
    government,
    heaviest,
    in_marks,
    inside,
    is_quoted,
    owns,
    unnamed,
    voice_of,
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


def resolve(here: Scene, quotes: Sequence[Attributed]) -> list[tuple[Voice, ...]]:
    """The voices of each quote of a scene, in their order: several for joint statements, () where nobody is found.

    A quotation without a source goes on with the voice before it. Places and states stand for their
    governments. Sources without a name get an entity of the article's own, with `named` false and the article
    in its id.
    """
    voices: list[tuple[Voice, ...]] = [()] * len(quotes)
    for i in sorted(range(len(quotes)), key=lambda i: _place(quotes[i])):
        if quotes[i].within is None:
            voices[i] = _voices(here, quotes[i], ())
            here.last = _asked(here, quotes[i]) or voices[i] or here.last
    around = list(voices)
    for i, quote in enumerate(quotes):
        if quote.within is not None:
            here.last = around[quote.within]
            voices[i] = _voices(here, quote, around[quote.within])
            around[i] = voices[i] or around[quote.within]
    return voices


def _asked(here: Scene, quote: Attributed) -> tuple[Voice, ...]:
    """Who is asked a question and so speaks next: `The Times asked Berg whether …`; () for no question."""
    cue = quote.cue[-1] if quote.cue else None
    if cue is None or here.text[cue.start : cue.end].lower() not in _ASKING:
        return ()
    at = bisect_left(here.starts, cue.end)
    found = here.sightings[at] if at < len(here.sightings) else None
    if found is None or found.type != "PERSON" or found.span.end - cue.end > _TO_WHOM:
        return ()
    return (voice_of(here, found),) if _QUESTION.match(here.text, found.span.end) else ()


def records(voices: Sequence[tuple[Voice, ...]], words: Gazetteer) -> list[Entity]:
    """Draft records of voices, each once: governments, those without a name, and those that a mention may bring."""
    states = {government(state.name, words).entity: state for state in words.states.values()}
    found: dict[str, Entity] = {}
    for voice in (voice for group in voices for voice in group):
        state = states.get(voice.entity)
        told = (
            f"Government of {state.name}"
            if state
            else "Speaks in an article"
            if voice.named
            else "Unnamed in an article"
        )
        of = state.id if state else None
        found[voice.entity] = Entity(voice.entity, voice.name, voice.type, voice.named, None, of, (), f"{told} (draft)")
    return list(found.values())


def stands_for(here: Scene, quotes: Sequence[Attributed]) -> dict[Span, str]:
    """The government that a mention stands for as a quote's source, by the mention's span."""
    found = {}
    for source in (source for quote in quotes for source in quote.source):
        mentions = inside(here, source)
        states = [(s, state) for s in mentions if s.type != "PERSON" and (state := governed(here, s))]
        head = _head(here.text[source.start : source.end], source.start, mentions) if states else 0
        for s, state in states:
            if _is_head(here, s, source.start, head):
                found[s.span] = government(state, here.words).entity
    return found


def _place(quote: Attributed) -> int:
    """Where a quote is attributed: at its source, else where its content begins."""
    return (quote.source or quote.content)[0].start


def _voices(here: Scene, quote: Attributed, outer: tuple[Voice, ...]) -> tuple[Voice, ...]:
    if not quote.source:
        quoted = quote.content[0] in here.quoted
        goes_on = not outer and (not quote.cue or quoted)
        return tuple(voice._replace(confidence=0.5) for voice in here.last) if goes_on else ()
    span = quote.source[0]
    words = here.text[span.start : span.end]
    if kind := _PRONOUNS.get(words.strip().lower()):
        return _pronoun(here, span, kind, outer, quote.content)
    return _phrase(here, span, words)


def _phrase(here: Scene, span: Span, words: str) -> tuple[Voice, ...]:
    """The voices of a noun phrase: the names at its head, a name beside it, or what it describes."""
    mentions = inside(here, span)
    head = _head(words, span.start, mentions)
    heads = [s for s in mentions if _is_head(here, s, span.start, head)]
    if heads:
        joint = heads if " and " in words[:head] else _issuer(here, mentions, heads[-1])
        return tuple(dict.fromkeys(voice_of(here, s) for s in joint))
    for s in mentions:
        if s.type == "PERSON" and not owns(here, s) and _is_beside(here, words[: s.span.start - span.start]):
            return (voice_of(here, s),)
    if named := _cut_off(here, span) or _after_place(here, mentions, span):
        return (voice_of(here, named),)
    return described(here, span, words[:head], mentions)


def _issuer(here: Scene, mentions: Sequence[Sighting], head: Sighting) -> list[Sighting]:
    """The head of a source; for a document, whoever issued it: `NATO's 2022 Strategic Concept` is NATO."""
    owners = [s for s in mentions if s.span.end < head.span.start and owns(here, s)]
    return owners[-1:] if owners and head.type == "LAW" else [head]


def _is_beside(here: Scene, before: str) -> bool:
    """Whether a name stands beside a description, its title with it: `Its secretary, Major General …`."""
    at, mark = max((before.rfind(mark), mark) for mark in _BESIDE)
    lead = before[at + len(mark) :].split()
    return at >= 0 and all(word[0].isupper() or is_role(word, here.words) or word in _EARLIER for word in lead)


def _cut_off(here: Scene, span: Span) -> Sighting | None:
    """A person whose name goes on where a source ends."""
    at = bisect_left(here.starts, span.end) - 1
    s = here.sightings[at] if at >= 0 else None
    return s if s and s.type == "PERSON" and span.start <= s.span.start < span.end < s.span.end else None


def _after_place(here: Scene, mentions: Sequence[Sighting], span: Span) -> Sighting | None:
    """A person named right after the place or firm of an office: `ambassador to Japan George Glass`."""
    for place, s in pairwise(mentions):
        if s.type == "PERSON" and place.type in ("GPE", "ORG") and not s.title and not owns(here, s):
            gap = here.text[place.span.end : s.span.start]
            rest = here.text[s.span.end : span.end]
            if gap == " " and rest[:1] in ("", ","):
                return s
    return None


def _head(words: str, start: int, mentions: Sequence[Sighting]) -> int:
    """Where the part of a source that holds its head ends: at the first comma, preposition or relative.

    `start` is the source's place in the text; what stands inside a name ends nothing (`Bank of Japan governor`).
    """
    for end in _HEAD_END.finditer(words, 1):
        at = start + end.start()
        if not any(s.span.start < at < s.span.end for s in mentions):
            return len(words[: end.start()].rstrip())
    return len(words.rstrip())


def _is_head(here: Scene, s: Sighting, start: int, head: int) -> bool:
    """Whether a mention heads the source: the head ends with it, or goes on with `and`."""
    begin = s.span.start - (len(s.title) + 1 if " of " in s.title else 0)
    if begin - start >= head or (s.type == "NORP" and here.text[s.span.end - 1] != "s"):
        return False
    rest = here.text[s.span.end : start + head].strip()
    return not rest or rest in _ADDED or (not owns(here, s) and rest.startswith(("and ", "& ")))


def _pronoun(here: Scene, span: Span, kind: str, outer: tuple[Voice, ...], own: Sequence[Span]) -> tuple[Voice, ...]:
    if kind == "1":
        return outer or _first_person(here, span)
    if kind == "r":
        is_person = here.text[span.start : span.end].lower() == "who"
        return _who(here, span) if is_person else _which(here, span)
    if kind == "p" and here.last and (len(here.last) > 1 or here.last[0].type != "PERSON"):
        return tuple(voice._replace(confidence=0.6) for voice in here.last)
    types = _BEARERS.get(kind, PEOPLE)
    if relative := _WHOM.search(here.text, max(0, span.start - 6), span.start):
        # Whoever `whom he` goes with is not `he`.
        whom, _ = _before(here, Span(*relative.span()))
        own = (*own, whom.span) if whom else own
    # Whoever is quoted does not call himself `he`.
    barred = frozenset(voice.entity for voice in outer) if outer and in_marks(here, span) else frozenset[str]()
    best = heaviest(here, span, types, kind if kind in ("m", "f") else "", own, barred)
    if best is not None and best[0] > 0 and (kind != "p" or _is_many(here, here.sightings[best[1]])):
        return (voice_of(here, here.sightings[best[1]])._replace(confidence=0.7),)
    last = tuple(voice._replace(confidence=0.4) for voice in here.last)
    ahead = _ahead(here, span, types)
    return ahead or last if types is PEOPLE and not any(voice.named for voice in last) else last or ahead


def _is_many(here: Scene, s: Sighting) -> bool:
    """Whether a mention can be `they`: an organisation, a people or a state, but no town."""
    return s.type != "GPE" or governed(here, s) is not None


def _first_person(here: Scene, span: Span) -> tuple[Voice, ...]:
    """Who `I` and `we` are: the speaker where they stand in quoted words, else the article's author."""
    if is_quoted(here, span) and here.last:
        return here.last
    return (unnamed(here, "author", "author", "PERSON"),)


def _who(here: Scene, span: Span) -> tuple[Voice, ...]:
    """Who `who` goes with: the name or noun right before it, else the last person named."""
    near, gap = _before(here, span)
    if near and (near.type == "PERSON" or "," not in gap) and (gap in _GAPS or _APPOSITION.fullmatch(gap)):
        return (voice_of(here, near),)
    if near and gap == "," and (bearer := _of_place(here, near)):
        return (voice_of(here, bearer),)
    noun = _noun_before(here, span)
    if noun and not here.text.startswith(",", noun.end(1)):
        return (unnamed(here, noun[1].lower(), noun[1], "PERSON"),)
    best = heaviest(here, span, PEOPLE, "")
    if best:
        return (voice_of(here, here.sightings[best[1]])._replace(confidence=0.5),)
    return (voice_of(here, near),) if near and gap in _GAPS else here.last


def _which(here: Scene, span: Span) -> tuple[Voice, ...]:
    """What `which` and `that` go with: the name or noun right before them, but nobody."""
    near, gap = _before(here, span)
    if near and near.type != "PERSON" and gap in _GAPS:
        return (voice_of(here, near),)
    noun = _noun_before(here, span)
    return (unnamed(here, noun[1].lower(), noun[1], "ORG"),) if noun else ()


def _noun_before(here: Scene, span: Span) -> re.Match[str] | None:
    """The noun right before a relative pronoun, its first group; None for small words and names."""
    noun = _NOUN_BEFORE.search(here.text, max(0, span.start - _REACH), span.start)
    near, _ = _before(here, span)
    if noun is None or (near and near.span.end >= noun.end(1)):
        return None
    lower, parts = noun[1].lower(), here.words.parts
    return noun if lower in _WHOEVER or not (lower in parts["function"] or lower in parts["dates"]) else None


def _of_place(here: Scene, near: Sighting) -> Sighting | None:
    """Who is of a place or firm that a relative clause follows: `Anna Berg of Oslo, who …`."""
    at = bisect_left(here.starts, near.span.start)
    before = here.sightings[at - 1] if at else None
    if before is None or before.type != "PERSON":
        return None
    return before if _OF_PLACE.fullmatch(here.text, before.span.end, near.span.start) else None


def _before(here: Scene, span: Span) -> tuple[Sighting | None, str]:
    """The mention before a relative pronoun, if it is near, and the words between them."""
    at = bisect_left(here.starts, span.start)
    near = here.sightings[at - 1] if at else None
    if near is None or not 0 <= span.start - near.span.end < _REACH:
        return None, ""
    return near, here.text[near.span.end : span.start].strip()


def _ahead(here: Scene, span: Span, types: frozenset[str]) -> tuple[Voice, ...]:
    """The first fitting mention after a pronoun that nothing stands before."""
    at = bisect_left(here.starts, span.end)
    after = (s for s in here.sightings[at : at + 5] if s.type in types)
    return tuple(voice_of(here, s)._replace(confidence=0.3) for s in after)[:1]
