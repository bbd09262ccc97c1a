"""Who a description means: `the president`, `the Vermont senator`, `the ministry`."""

import re
from bisect import bisect_left

from blocquotes.model import Span
from blocquotes.suggest.names.gazetteer import slug
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.names.runs import is_common
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    government,
    holders,
    namesake,
    speaker_of,
    unnamed,
    weighed,
)
from blocquotes.suggest.speakers.profiles import Profile, describe, gender, is_role

_DETERMINER = re.compile(
    r"(the|an?|this|that|these|those|some|one|another|his|her|its|their|my|our|your)\s+(?!(?:of|in|or)\b)(?=\S)", re.I
)
_NAME = re.compile(r"\b[A-Z]\w+")
_LESSER = frozenset(("shadow", "deputy", "vice", "assistant"))
"""Words that make another office of one."""
_ENDS = re.compile(r"[,;(]| who ")
_LONGEST_NAME = 120
_BY_LIKENESS = 0.4
"""Confidence where somebody is meant by a noun that the article does not call him."""
_NEAR = 2.6
"""Weight of an organisation that begins the sentence before; it is meant rather than one without a name."""


def described(discourse: Discourse, span: Span, head: str, inside: Mentions) -> Speakers:
    """The speakers that a phrase without a name at its head means.

    A person by office, an organisation by its kind, whoever issued a document, a name not taken for one;
    else somebody without a name. `head` are the words of the phrase up to its head, `inside` its mentions.
    """
    determiner = _DETERMINER.match(head)
    phrase = head[determiner.end() :] if determiner else head
    noun = phrase.rsplit(" ", 1)[-1].lower().replace("’", "'").removesuffix("'s")
    known = determiner is not None and determiner[1].lower() in ("the", "this", "that")
    marks = set(phrase.lower().split()[:-1])
    if known and noun in discourse.words.parts["paper"] and discourse.last and not inside:
        return tuple(speaker._replace(confidence=0.4) for speaker in discourse.last)
    person = is_role(noun, discourse.words) and not (noun.endswith("s") and is_role(noun[:-1], discourse.words))
    speaker = _printed(discourse, phrase) if " " in phrase and phrase.istitle() else None
    if speaker is None and person and (known or not (determiner or marks)):
        speaker = _by_role(discourse, span, head, noun, marks)
        # A bare noun (`Driver dies`) means somebody in the article only where he goes by it.
        speaker = speaker if known or (speaker and speaker.confidence > _BY_LIKENESS) else None
    elif speaker is None and noun in discourse.words.parts["organ"]:
        speaker = _by_kind(discourse, span, noun, marks, inside, known)
    elif speaker is None and known and not marks and _is_people(discourse, noun, inside):
        speaker = _by_role(discourse, span, head, noun, {noun})
    if speaker is None and known and not marks:
        speaker = discourse.unnamed.get(noun)
    if speaker is None and phrase[:1].isupper() and determiner is None:
        speaker = _printed(discourse, phrase)
    return (speaker or unnamed(discourse, noun, _display(discourse, span), "PERSON" if person else "ORG"),)


def _is_people(discourse: Discourse, noun: str, inside: Mentions) -> bool:
    """Whether a noun is the name of a people, and so means one of them: `the German`."""
    return not noun.endswith("s") and any(s.type == "NORP" for s in inside)


def _display(discourse: Discourse, span: Span) -> str:
    """The source without its determiner and what follows a comma, on one line."""
    words = _ENDS.split(" ".join(discourse.text[span.start : span.end].split()))[0]
    determiner = _DETERMINER.match(words)
    return (words[determiner.end() :] if determiner else words)[:_LONGEST_NAME].strip() or "unnamed"


def _printed(discourse: Discourse, phrase: str) -> Speaker | None:
    """A name that was not taken for one where it stands: of somebody in the article, or of nobody known."""
    words = phrase.replace("’", "'").removesuffix("'s").split()
    if p := namesake(discourse, words[-1]):
        return Speaker(p.entity, p.name, True, "PERSON", 0.6)
    if any(not word[:1].isupper() or is_common(discourse.words, word.lower()) for word in words):
        return None
    return Speaker(slug(" ".join(words)), " ".join(words), True, "PERSON", 0.3)


def _by_role(discourse: Discourse, span: Span, head: str, noun: str, marks: set[str]) -> Speaker | None:
    """The person that holds an office or fits a description: by shared words, then as with pronouns."""
    wanted = "m" if noun in discourse.words.parts["male"] else "f" if noun in discourse.words.parts["female"] else ""
    new = noun in discourse.words.parts["newcomer"] or any(mark.endswith(("'s", "’s")) for mark in marks)
    weights = () if new else sorted(weighed(discourse, span, PEOPLE, wanted))
    near = {discourse.mentions[i].entity: weight for weight, i in weights}
    people = {p.entity: p for p in holders(discourse, noun, span.start) if p.type == "PERSON"}
    people |= {entity: discourse.profiles[entity] for entity in near}
    whose = {word.lower() for word in _NAME.findall(discourse.text[span.start + len(head) : span.end])}
    fitting = [
        (near.get(p.entity, 0.5) + _fit(discourse, p, noun, marks) - bool(whose and whose.isdisjoint(p.marks)), p)
        for p in people.values()
        if not wanted or gender(discourse.text, p, discourse.words) in ("", wanted)
    ]
    weight, best = max(fitting, default=(0.0, None), key=lambda found: found[0])
    if best is None or weight < 1.8:
        return None
    return Speaker(best.entity, best.name, True, "PERSON", 0.7 if noun in best.roles else _BY_LIKENESS)


def _fit(discourse: Discourse, p: Profile, noun: str, marks: set[str]) -> float:
    """How well a description fits what the article says of a person."""
    own = describe(discourse.text, p, discourse.words).marks
    shared = len(marks & own) - len((marks ^ own) & _LESSER)
    if noun in p.roles:
        return 0.6 + 1.6 * (shared / len(marks) if marks else 1.0) + 0.4 * shared
    other = noun not in discourse.words.parts["anyone"] and p.roles & discourse.words.parts["office-holder"]
    return 1.2 * shared - 1.0 * bool(other)


def _by_kind(
    discourse: Discourse, span: Span, noun: str, marks: set[str], inside: Mentions, known: bool
) -> Speaker | None:
    """The organisation that a word for its kind means: the government of a land, or the one named last."""
    lands = [s for s in inside if s.type in ("NORP", "GPE")]
    if noun in ("government", "regime", "administration") and lands:
        return _land_government(discourse, lands[-1])
    if not known or any(s.type == "PERSON" for s in inside):
        return None
    fitting = [p for p in holders(discourse, noun, span.start) if p.type != "PERSON" and p.places[0] < span.start]
    if fitting:
        best = max(fitting, key=lambda p: (len(marks & p.marks), p.places[bisect_left(p.places, span.start) - 1]))
        return Speaker(best.entity, best.name, True, best.type, 0.7)
    parts = discourse.words.parts
    if (marks and noun not in ("alliance", "bloc")) or noun in parts["unbound"] or noun in parts["strict"]:
        return None
    last = max(weighed(discourse, span, frozenset(("ORG",)), ""), default=None)
    if noun in discourse.unnamed and (last is None or last[0] < _NEAR):
        return None
    return speaker_of(discourse, discourse.mentions[last[1]])._replace(confidence=0.5) if last else None


def _land_government(discourse: Discourse, land: SuggestedMention) -> Speaker | None:
    """The government of the state that a demonym or name belongs to."""
    names = discourse.words.names
    known = names.get(land.name)
    state = known if known and known.governs else discourse.words.states.get(known.of or "") if known else None
    return government(state.governs, discourse.words) if state and state.governs else None
