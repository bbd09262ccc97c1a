"""Speakers: which entity each quote's source stands for, through names, pronouns, titles and descriptions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from blocquotes.model import Entity, Span
from blocquotes.suggest.entities import Sighting
from blocquotes.suggest.gazetteer import Gazetteer, slug
from blocquotes.suggest.names import is_common
from blocquotes.suggest.profiles import Profile, describe, gender, is_role, profile

_PRONOUNS = {
    "he": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f", "they": "p", "them": "p",
    "themselves": "p", "it": "n", "itself": "n", "i": "1", "me": "1", "myself": "1", "we": "1", "us": "1",
    "his": "m", "their": "p", "its": "n", "my": "1", "our": "1", "who": "r", "which": "r", "that": "r",
}  # fmt: skip
_HEAD_END = re.compile(
    r"[,;:()\n—–]|(?<!\w)(?:of|for|from|in|at|on|with|to|by|who|whose|which|that|about|after|during|including|against"
    r"|near|inside|among|but|as)(?!\w)"
)
_DETERMINER = re.compile(r"(the|an?|this|that|these|those|some|one|another|his|her|its|their|my|our|your)\s+(?=\S)", re.I)
_OWNER = re.compile(r"[’']s?(?!\w)")
_SENTENCE = re.compile(r"[.!?…\n](?:[”\"’')\]]*(?:\s+|(?<=\n)))")
_NOTHING = frozenset(("'s", "’s", "'", "’", "himself", "herself", "itself", "themselves", "too", "also"))
_FAR = 2500
"""Characters back that the bearer of a pronoun or description is looked for in."""
_MENTIONS = 40
"""Mentions back that are weighed."""
_GROUPS = frozenset(("ORG", "GPE", "NORP"))
_THINGS = frozenset(("ORG", "GPE", "LAW", "WORK_OF_ART", "FAC"))


class Attributed(Protocol):
    """What is asked of a quote: spans of its content and source, and the index of the quote around it."""

    @property
    def content(self) -> tuple[Span, ...]:
        """Stretches of content, in text order."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Stretches of the source; empty where the text names none."""

    @property
    def within(self) -> int | None:
        """Index of the outer quote."""


class Voice(NamedTuple):
    """An entity that speaks: id, display name, whether it has a name, its type, and how sure the link is."""

    entity: str
    name: str
    named: bool
    type: str
    confidence: float


@dataclass
class _Scene:
    """An article while its quotes are read in order; `last` are the voices of the quote before, `at` its place."""

    text: str
    article: str
    sightings: Sequence[Sighting]
    profiles: dict[str, Profile]
    words: Gazetteer
    starts: list[int]
    sentences: list[int]
    quoted: list[Span]
    unnamed: dict[str, Voice] = field(default_factory=dict)
    last: tuple[Voice, ...] = ()
    at: int = 0


def resolve(
    text: str, quotes: Sequence[Attributed], sightings: Sequence[Sighting], words: Gazetteer, article: str = ""
) -> list[tuple[Voice, ...]]:
    """The voices of each quote, in the order of the quotes: several for joint statements, () where nobody is found.

    A quote without a source goes on with the voice before it. Places and states stand for their governments.
    Sources without a name get an entity of the article's own, with `named` false and the article in its id.
    """
    quoted = sorted(s for quote in quotes for s in quote.content if text[s.start : s.start + 1] in "“\"‘`«„")
    sentences = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    starts = [s.span.start for s in sightings]
    people = profile(sightings)
    scene = _Scene(text, article, sightings, people, words, starts, sentences, quoted)
    voices: list[tuple[Voice, ...]] = [()] * len(quotes)
    for i in sorted(range(len(quotes)), key=lambda i: (quotes[i].within is not None, _place(quotes[i]).start)):
        outer = quotes[i].within
        if outer is None:
            voices[i] = _voices(scene, quotes[i], ())
            scene.last, scene.at = voices[i] or scene.last, _place(quotes[i]).end
    for i, quote in enumerate(quotes):
        if quote.within is not None:
            scene.last, scene.at = voices[quote.within], quotes[quote.within].content[0].start
            voices[i] = _voices(scene, quote, voices[quote.within])
    return voices


def records(voices: Sequence[tuple[Voice, ...]], words: Gazetteer) -> list[Entity]:
    """Draft records of voices that no mention brings: unnamed ones and governments, each once."""
    governments = {f"{name.id}-government": name for name in words.names.values() if name.governs == name.name}
    found: dict[str, Entity] = {}
    for voice in (voice for group in voices for voice in group):
        state = governments.get(voice.entity)
        if state or not voice.named:
            of, note = (state.id, f"Government of {state.name} (draft)") if state else (None, "Unnamed in an article (draft)")
            found[voice.entity] = Entity(voice.entity, voice.name, voice.type, voice.named, None, of, (), note)
    return list(found.values())


def stands_for(
    quotes: Sequence[Attributed], voices: Sequence[tuple[Voice, ...]], sightings: Sequence[Sighting]
) -> dict[Span, str]:
    """The government that a mention stands for as a quote's source, by the mention's span."""
    found = {}
    for quote, group in zip(quotes, voices, strict=True):
        governments = {voice.entity for voice in group if voice.entity.endswith("-government")}
        for source in quote.source if governments else ():
            for s in sightings[bisect_left(sightings, source.start, key=_start) : bisect_left(sightings, source.end, key=_start)]:
                if s.type != "NORP" and len(governments) == 1:
                    found[s.span] = next(iter(governments))
    return found


def _start(s: Sighting) -> int:
    return s.span.start


def _place(quote: Attributed) -> Span:
    """Where a quote is attributed: at its source, else where its content begins."""
    return quote.source[0] if quote.source else quote.content[0]


def _voices(scene: _Scene, quote: Attributed, outer: tuple[Voice, ...]) -> tuple[Voice, ...]:
    if not quote.source:
        return tuple(v._replace(confidence=0.5) for v in outer or scene.last)
    span = quote.source[0]
    words = scene.text[span.start : span.end]
    if kind := _PRONOUNS.get(words.strip().lower()):
        return _pronoun(scene, span, kind, outer)
    return _phrase(scene, span, words)


def _phrase(scene: _Scene, span: Span, words: str) -> tuple[Voice, ...]:
    """The voices of a noun phrase: the name at its head, a name beside it, or what it describes."""
    inside = _inside(scene, span)
    head = _head(words)
    heads = [s for s in inside if _is_head(scene, s, span.start, head)]
    if heads:
        joint = heads if " and " in words[: head.end] else heads[-1:]
        return tuple(dict.fromkeys(_named(scene, s) for s in joint))
    for s in inside:
        if s.type == "PERSON" and not _owns(scene, s) and words[: s.span.start - span.start].endswith((", ", " — ", " (")):
            return (_named(scene, s),)
    return (_described(scene, span, words[: head.end], inside),)


def _inside(scene: _Scene, span: Span) -> list[Sighting]:
    first, last = bisect_left(scene.starts, span.start), bisect_left(scene.starts, span.end)
    return [s for s in scene.sightings[first:last] if s.span.end <= span.end]


def _head(words: str) -> Span:
    """The part of a source that holds its head: before the first comma, preposition or relative."""
    end = _HEAD_END.search(words, 1)
    return Span(0, len(words[: end.start() if end else None].rstrip()))


def _is_head(scene: _Scene, s: Sighting, start: int, head: Span) -> bool:
    """Whether a mention heads the source: the head ends with it, or goes on with `and`."""
    begin = s.span.start - (len(s.title) + 1 if " of " in s.title else 0)
    if begin - start >= head.end or (s.type == "NORP" and scene.text[s.span.end - 1] != "s"):
        return False
    rest = scene.text[s.span.end : start + head.end].strip()
    return not rest or rest in _NOTHING or (not _owns(scene, s) and rest.startswith(("and ", "& ")))


def _owns(scene: _Scene, s: Sighting) -> bool:
    return bool(_OWNER.match(scene.text, s.span.end))


def _named(scene: _Scene, s: Sighting) -> Voice:
    """The voice of a mention; a place or state, and the Kremlin, speak for the government."""
    known = scene.words.names.get(s.name) or scene.words.names.get(scene.text[s.span.start : s.span.end])
    if known and known.governs and (s.type in ("GPE", "FAC") or known.name == "Kremlin"):
        return government(known.governs, scene.words)
    return Voice(s.entity, s.name, True, s.type, s.confidence)


def government(state: str, words: Gazetteer) -> Voice:
    """The government of a state as a voice: `Russia` → `russia-government`."""
    known = words.names.get(state)
    base = known.id if known else slug(state)
    return Voice(f"{base}-government", f"Government of {state}", True, "ORG", 0.8)


def _pronoun(scene: _Scene, span: Span, kind: str, outer: tuple[Voice, ...]) -> tuple[Voice, ...]:
    if kind == "1":
        return outer or _author(scene, span)
    if kind == "r":
        before = bisect_left(scene.starts, span.start)
        near = scene.sightings[before - 1] if before else None
        return (_named(scene, near),) if near and span.start - near.span.end < 60 else scene.last
    last = scene.last
    if kind == "p" and last and (len(last) > 1 or last[0].type != "PERSON"):
        return tuple(v._replace(confidence=0.6) for v in last)
    types = {"p": _GROUPS, "n": _THINGS}.get(kind, frozenset(("PERSON",)))
    best = max(_weighed(scene, span, types, kind), default=None)
    if best is not None and best[0] > 0:
        return (_named(scene, scene.sightings[best[1]])._replace(confidence=0.7),)
    return tuple(v._replace(confidence=0.4) for v in last) or _ahead(scene, span, types)


def _author(scene: _Scene, span: Span) -> tuple[Voice, ...]:
    """Who `I` and `we` are: the speaker where they stand in quoted words, else the article's author."""
    at = bisect_right(scene.quoted, (span.start, len(scene.text))) - 1
    if at >= 0 and scene.quoted[at][1] >= span.end and scene.last:
        return scene.last
    return (_unnamed(scene, "author", "author", "PERSON"),)


def _ahead(scene: _Scene, span: Span, types: frozenset[str]) -> tuple[Voice, ...]:
    """The first fitting mention after a pronoun that nothing stands before."""
    after = scene.sightings[bisect_left(scene.starts, span.end) :][:5]
    return tuple(_named(scene, s)._replace(confidence=0.3) for s in after if s.type in types)[:1]


def _weighed(scene: _Scene, span: Span, types: frozenset[str], kind: str) -> Iterator[tuple[float, int]]:
    """The mentions before a pronoun that may be its bearer: (weight, index)."""
    end = bisect_left(scene.starts, span.start)
    sentence = bisect_right(scene.sentences, span.start) - 1
    own = scene.sentences[sentence]
    before = scene.sentences[max(sentence - 1, 0)]
    speaking = {voice.entity for voice in scene.last}
    gendered = kind in ("m", "f")
    for i in range(end - 1, max(end - _MENTIONS, 0) - 1, -1):
        s = scene.sightings[i]
        if span.start - s.span.end > _FAR:
            return
        if s.type not in types:
            continue
        known = gender(scene.text, scene.profiles[s.entity], scene.words) if gendered else ""
        if known and known != kind:
            continue
        weight = 2.0 if s.span.start >= own else 1.8 if s.span.start >= before else 1.4 - (span.start - s.span.end) / _FAR
        weight += 1.2 * (s.entity in speaking) + 0.5 * bool(known) + 0.8 * _is_subject(scene, s)
        yield weight - 1.5 * _is_quoted(scene, s.span) - 0.6 * _owns(scene, s), i


def _is_subject(scene: _Scene, s: Sighting) -> bool:
    """Whether a mention stands at the beginning of its sentence, its title apart."""
    begin = scene.sentences[bisect_right(scene.sentences, s.span.start) - 1]
    return s.span.start - begin <= 8 + len(s.title)


def _is_quoted(scene: _Scene, span: Span) -> bool:
    at = bisect_right(scene.quoted, (span.start, len(scene.text))) - 1
    return at >= 0 and scene.quoted[at][1] >= span.end


def _described(scene: _Scene, span: Span, head: str, inside: Sequence[Sighting]) -> Voice:
    """Who a description means: a person by office, an organisation by its kind, else somebody without a name."""
    determiner = _DETERMINER.match(head)
    phrase = head[determiner.end() :] if determiner else head
    noun = phrase.rsplit(" ", 1)[-1].lower().replace("’", "'").removesuffix("'s")
    known = determiner is not None and determiner[1].lower() in ("the", "this", "that")
    marks = set(phrase.lower().split()[:-1])
    person = is_role(noun, scene.words)
    voice = None
    if person and not _is_plural(scene, noun) and (known or not determiner):
        voice = _by_role(scene, span, noun, marks)
    elif noun in scene.words.parts["organ"]:
        voice = _by_kind(scene, span, noun, marks, inside, known)
    if voice is None and known and not marks:
        voice = scene.unnamed.get(noun)
    if voice is None and phrase[:1].isupper() and (determiner is None or " " in phrase):
        voice = _printed(scene, phrase)
    return voice or _unnamed(scene, noun, _display(scene, span), "PERSON" if person else "ORG")


def _is_plural(scene: _Scene, noun: str) -> bool:
    return noun.endswith("s") and is_role(noun[:-1], scene.words)


def _printed(scene: _Scene, phrase: str) -> Voice | None:
    """A name that was not taken for one where it stands: of somebody in the article, or of nobody known."""
    words = phrase.replace("’", "'").removesuffix("'s").split()
    last = words[-1]
    for p in scene.profiles.values():
        if p.type == "PERSON" and p.name.split()[-1] == last:
            return Voice(p.entity, p.name, True, "PERSON", 0.6)
    if all(word[:1].isupper() for word in words) and not any(is_common(scene.words, word.lower()) for word in words):
        return Voice(slug(" ".join(words)), " ".join(words), True, "PERSON", 0.3)
    return None


def _display(scene: _Scene, span: Span) -> str:
    """The source without its determiner and what follows a comma, on one line."""
    words = " ".join(scene.text[span.start : span.end].split())
    words = re.split(r"[,;(]| who ", words)[0]
    determiner = _DETERMINER.match(words)
    return (words[determiner.end() :] if determiner else words)[:120].strip() or "unnamed"


def _unnamed(scene: _Scene, noun: str, name: str, kind: str) -> Voice:
    base = slug(name)[:50].strip("-")
    voice = Voice(f"{base}-{scene.article}" if scene.article else base, name, False, kind, 0.5)
    scene.unnamed[noun] = voice
    return voice


def _by_role(scene: _Scene, span: Span, noun: str, marks: set[str]) -> Voice | None:
    """The person that holds an office or fits a description: by the words it shares, then as with pronouns."""
    wanted = "m" if noun in scene.words.parts["male"] else "f" if noun in scene.words.parts["female"] else ""
    near = {scene.sightings[i].entity: weight for weight, i in sorted(_weighed(scene, span, _PEOPLE, wanted))}
    best: tuple[float, Profile] | None = None
    for p in scene.profiles.values():
        if p.type != "PERSON" or (noun not in describe(scene.text, p, scene.words).roles and p.entity not in near):
            continue
        if wanted and gender(scene.text, p, scene.words) not in ("", wanted):
            continue
        shared = len(marks & p.marks)
        weight = near.get(p.entity, 0.5) + 2.0 * (noun in p.roles) + 1.2 * shared
        weight -= 0.8 * (noun in p.roles and shared < len(marks)) + 1.0 * (noun not in p.roles and bool(p.roles & _OFFICES))
        if best is None or weight > best[0]:
            best = weight, p
    if best is None or best[0] < (2.4 if noun in _NEW else 1.8):
        return None
    return Voice(best[1].entity, best[1].name, True, "PERSON", 0.7 if noun in best[1].roles else 0.4)


_PEOPLE = frozenset(("PERSON",))
_OFFICES = frozenset("president senator governor mayor secretary minister chancellor congressman spokesman spokeswoman".split())
_NEW = frozenset("spokesman spokeswoman spokesperson official analyst expert judge author reporter".split())


def _by_kind(scene: _Scene, span: Span, noun: str, marks: set[str], inside: Sequence[Sighting], known: bool) -> Voice | None:
    """The organisation that a word for its kind means: the government of a land, or the one named last."""
    lands = [s for s in inside if s.type in ("NORP", "GPE")]
    if noun in ("government", "regime", "administration") and lands:
        return _land_government(scene, lands[-1])
    if not known or any(s.type == "PERSON" for s in inside):
        return None
    fitting = [
        p for p in scene.profiles.values()
        if p.places[0] < span.start and p.type != "PERSON" and noun in describe(scene.text, p, scene.words).roles
    ]
    if fitting:
        best = max(fitting, key=lambda p: (len(marks & p.marks), p.places[bisect_left(p.places, span.start) - 1]))
        return Voice(best.entity, best.name, True, best.type, 0.7)
    if marks or noun in scene.unnamed or noun in _PAPERS:
        return None
    best_thing = max(_weighed(scene, span, frozenset(("ORG",)), "n"), default=None)
    return _named(scene, scene.sightings[best_thing[1]])._replace(confidence=0.5) if best_thing else None


_PAPERS = frozenset("report study survey poll statement document letter campaign police bill lawsuit memo team house resolution indictment complaint government administration regime".split())


def _land_government(scene: _Scene, land: Sighting) -> Voice | None:
    """The government of the state that a demonym or name belongs to."""
    known = scene.words.names.get(land.name)
    states = (name for name in scene.words.names.values() if known and name.id == known.of and name.governs)
    state = known if known and known.governs else next(states, None)
    return government(state.governs, scene.words) if state and state.governs else None
