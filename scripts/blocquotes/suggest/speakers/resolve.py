"""Speakers: which entity each quote's source means, by names, pronouns, titles and descriptions."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from blocquotes.model import Entity, Span
from blocquotes.suggest.data import name_class
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.gazetteer import Gazetteer, Name
from blocquotes.suggest.names.mentions import SuggestedMention
from blocquotes.suggest.speakers.descriptions import described
from blocquotes.suggest.speakers.discourse import (
    PEOPLE,
    Discourse,
    Mentions,
    Speaker,
    Speakers,
    authors,
    fits_gender,
    governed,
    government,
    heaviest,
    in_marks,
    is_possessive,
    is_quoted,
    leads_sentence,
    mentions_in,
    sentence_after,
    sentence_before,
    sentence_start,
    speaker_of,
    unnamed,
)
from blocquotes.suggest.speakers.groups import (
    body_before,
    brings_in,
    group_before,
    is_one_of_two,
    is_one_unnamed,
    is_where,
    noun_fits,
    person_before,
    unnamed_group,
    unnamed_object,
    unnamed_subject,
)

_KINDS: Final = ("he", "she", "they", "it", "first-person", "relative-pronoun")
# Pronoun → its kind.
_PRONOUNS: Final = {word: kind for kind in _KINDS for word in name_class(kind)}
# Names that look like pronouns in capitals: "US denies attack", "WHO: vaccine is safe".
_CAPITALS: Final = frozenset(("US", "WHO", "IT"))
_NOBODY: Final[frozenset[str]] = frozenset()
# The words behind a possessive, among which the one owned is.
_OWNED: Final = re.compile(r"[’']s? ([a-z-]+(?: [a-z-]+){0,2})")
# The name of who writes the text, who is `I` and never `he`.
_AUTHOR: Final = "author"
_GENDERS: Final = {"he": "m", "she": "f"}
_OWNERS: Final = ("His ", "his ", "Her ", "her ")
# Types of entities that a pronoun can mean; persons for the others.
_REFERENTS: Final = {
    "they": frozenset(("ORG", "GPE", "NORP")),
    "it": frozenset(("ORG", "GPE", "LAW", "WORK_OF_ART", "FAC")),
}
# Types of speakers who are "it".
_BODIES: Final = frozenset(("ORG", "LAW", "WORK_OF_ART"))
_HEAD_END: Final = re.compile(
    r"""[,;:()\n—–]
    | \[(?![^\]]*\][ ][A-Z])  # "Berg [pictured]", but "President [Anna] Berg"
    # "the head | of the port", but "mother-of-two Berg"
    | (?<![\w-])(?:of|for|from|in|at|on|with|to|by|who|whose|which|that|about|after|during
        |including|against|near|inside|among|but|as|across|throughout|around|along)(?![\w-])""",
    re.VERBOSE,
)
# "the tall, grey-haired ", "the bespectacled, 71-year-old "
_ADJECTIVES: Final = re.compile(r"(?:the|an?|his|her|their|its) [a-z-]+, (?:[a-z-]+|\d\d-year-old)(?= [\w’'-]+$)")
_EXPLAINED: Final = re.compile(r"(?P<pronoun>\w+) \[(?P<who>(?P<article>(?:(?:the|his|her|their|an?) )?)[^\[\]]+)\]")
# What may come between the name at the head of a source and the end of the head.
_MAY_FOLLOW: Final = frozenset(
    (
        *("", "'s", "’s", "'", "’", "himself", "herself", "itself", "themselves", "too", "also", "et al."),
        *("today", "yesterday", "tonight", "earlier", "later", "recently"),
    )
)
_KINDS_OF_BODY: Final = frozenset(
    (
        *("newspaper", "daily", "magazine", "news agency", "agency", "website", "news website", "broadcaster"),
        *("television", "radio", "channel", "network", "group", "party", "firm", "company", "movement", "charity"),
    )
)
_JOINTS: Final = ("and ", "& ", "or ", "nor ")
# Between the names of a source that name several speakers.
_JOINS: Final = re.compile(r" (?:and|or|nor) ")
# One without a name who is joined to a name: `The agent and `, ` nor the agent`.
_ONE_JOINED: Final = r"(?P<one>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+))"
_JOINED_BEFORE: Final = re.compile(rf"(?:(?:[Bb]oth|[Nn]either|[Ee]ither) )?{_ONE_JOINED} (?:and|or|nor) ")
_JOINED_BEHIND: Final = re.compile(rf",? (?:and|or|nor) {_ONE_JOINED}$")
_NEITHER: Final = re.compile(r"(?:[Nn]either|[Ee]ither) (?=(?:the|an?|his|her|their|its) )")
# Between two names of a list, and between two of which the first is described; an office may be before a name.
_IN_LIST: Final = re.compile(r"(?:, |,? (?:and|or|nor) )(?P<office>(?:[\w.’'-]+ )*)")
_BEHIND_APPOSITION: Final = re.compile(r", [^,;]+, (?:and|or|nor) (?P<office>(?:[\w.’'-]+ )*)")
_AND_OTHERS: Final = re.compile(r",? (?:and|or|nor) [a-z][\w’' -]*")
# Words in the singular for two persons or three.
_PAIRS: Final = ("couple", "pair", "duo", "trio")
# Between the names of those that a noun in the plural is said to be: `the climbers, Lind and Lee`.
_JOINT: Final = re.compile(r", |,? and ")
_BESIDE: Final = re.compile(r"(?:, | — | \()(?P<title>[^,—(]*)$")
_MAY_BE_BODIES: Final = ("owner", "rival", "partner", "member", "neighbour", "neighbor", "opponent", "founder")
_BESIDE_BODY: Final = re.compile(r", (?:the |[A-Z][\w’' -]*-based )?$")
_PREPOSITION_INSIDE: Final = re.compile(r" (?:in|at|near|from) ")
_NOUN_BEFORE: Final = re.compile(r"(\w+),? $")
_APPOSITION: Final = re.compile(r", (?:an?|the) [\w -]+$")
_OF_PLACE: Final = re.compile(r",? \(?(?:of|from|at|for|with|in) (?:the )?|,? \(")
_WHOM: Final = re.compile(r"\bwhom? $")
# `One juror, who gave only her first name, `, `A neighbour, who identified himself as `
_LONGEST_GIVER: Final = 60
_GIVING: Final = (", who ", ", and ")
_GAVE_NAME: Final = re.compile(
    rf"[^,\n]{{3,{_LONGEST_GIVER}}}, (?:who|and) (?:gave|identified|would give|asked to be identified)"
    r"[^,.\n“”\"]{0,50}(?:,|\bas|\bby) "
)
# `Department of Health director `, but not `A lawyer for Oslo director `
_ROLE_OF_BODY: Final = re.compile(
    r"(?:[A-Z][\w’'-]* (?:(?:of|for|and) (?:the )?)?)+(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+) "
)
# `The report by `, `a recent study by the physicist `, `the first letter, from `
_FROM: Final = ", from "
_AUTHORS: Final = frozenset(("PERSON", "ORG"))
_BY_AUTHOR: Final = re.compile(
    r"""(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)[ ](?:[\w-]+[ ])*?(?P<noun>[a-z]+),?[ ]
        (?:(?:written|published|issued|released|posted|signed)[ ])?
        (?P<by>by|from)[ ](?:(?:the[ ])?(?:[\w-]+[ ]){1,4})?""",
    re.VERBOSE,
)
# What an office is for, before the name of its holder: `for Trade and Industry `, `of International Relations `.
_OFFICE_FOR: Final = re.compile(r" (?:for|of|in) (?:the )?(?:[A-Z][\w’'-]*,? (?:(?:and|&|for|of) (?:the )?)?)+$")
_FOR_JUSTICE: Final = ("inister for Justice ", "inister of Justice ", "ecretary for Justice ")
# Who has such an office, rather than speaks for somebody who has another.
_WITH_REMIT: Final = frozenset(
    (
        *("minister", "secretary", "chancellor", "vice-chancellor", "commissioner", "director", "professor", "dean"),
        *("chair", "chairman", "chairwoman", "undersecretary", "lecturer", "head"),
    )
)
_OFFICE_AT: Final = frozenset(("GPE", "ORG"))
# What is between two paragraphs of words, and how many of them are looked at.
_PARAGRAPH_BREAKS: Final = ("\n", "\n\n")
_LONGEST_TURN: Final = 10
# What may come between a name and `who`, without blanks.
_GAPS: Final = frozenset(("", ",", "—", "–", "-", "--", "("))
# Characters between a relative pronoun and the name before it.
_REACH: Final = 60
# What a sentence or clause begins with, before its noun: "One elderly | woman", "…, while the | woman".
_BEGINS_CLAUSE: Final = re.compile(
    r"(?:^|[\n.:;!?”\"] ?|, |\b(?:and|but|while|as) )(?:an?|the|one|another|his|her|their) (?:[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
# "a judge | working", "a driver | hired"
_DOING: Final = re.compile(r" [a-z]+(?:ing|ed)$")
_TO_NAME: Final = re.compile(r" (?:(?:to|with) )?(?=[A-Z])")
_BEING_ASKED: Final = ("was asked", "is asked", "was also asked")
# A short line without a full stop.
_HEADING: Final = re.compile(r"^[^\n“”\"]{1,60}[\w)]$", re.MULTILINE)
_ASKING: Final = name_class("asking")
_DEFINITE: Final = ("The ", "the ")
_DENIES: Final = frozenset(("denies", "denied", "has denied", "rejects", "rejected", "disputes", "disputed"))
_WHAT_WAS_SAID: Final = frozenset(("it", "this", "that"))
_REPLIES: Final = frozenset(("replied", "replies", "answered", "answers", "responded", "responds"))
_QUESTION: Final = re.compile(r"\s(?:whether|if|about|what|why|how|when|who|where|which)\b")
# "a reporter asked the builder.", "asked the builder whether …"
_ASKED_ONE: Final = re.compile(
    r" (?P<one>the (?:[a-z-]+ )?(?P<noun>[a-z-]+))(?=[.,]|\s(?:whether|if|about|what|why|how)\b)"
)
# Confidence of a person who is called so in the article.
_BY_OFFICE: Final = 0.6
# Pronoun → how a person without a name is one of that person's, or tells that person something.
_OF_ONE: Final = {"he": ("His ", "his "), "she": ("Her ", "her ")}
_TOLD_ONE: Final = {
    one: re.compile(rf"\b(?:told|asked|warned|informed|reminded|assured) {other}\b")
    for one, other in (("he", "him"), ("she", "her"))
}
# Pronoun → how that person's family is named beside a name: `Her daughter, Eva Lind`.
_KIN: Final = {
    one: re.compile(
        rf"(?i:{whose} )(?:[a-z-]+ )?(?:mother|father|wife|husband|son|daughter|brother|sister|widow|widower|uncle|aunt"
        r"|nephew|niece|grandson|granddaughter|grandfather|grandmother|cousin|partner),? (?=[A-Z])"
    )
    for one, whose in (("he", "his"), ("she", "her"))
}
# What documents do, but seldom bodies.
_DOCUMENT_VERBS: Final = frozenset(("reads", "read", "began", "begins"))
# Characters of a question that has a paragraph for itself.
_LONGEST_QUESTION: Final = 400
_WHOSE_WORDS: Final = re.compile(r"(?P<who>His|Her) [a-z]+(?: [a-z]+){0,4}\? ?$")
_YOU: Final = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
# Characters between `asked` and the end of the name of who is asked.
_TO_WHOM: Final = 60


class _Antecedent(NamedTuple):
    """The mention before a relative pronoun, and the words between them."""

    mention: SuggestedMention
    gap: str


def resolve_speakers(discourse: Discourse, quotes: Sequence[SuggestedQuote]) -> list[Speakers]:
    """The speakers of each quote of an article, in their order: several for joint statements, () where nobody is found.

    A quotation without a source goes on with the speaker before it. Places and states mean their
    governments. Sources without a name get an entity of the article's own, with `named` false and the article
    in its id.
    """
    speakers: list[Speakers] = [()] * len(quotes)
    places = [_place(quote) for quote in quotes]
    for i in sorted(range(len(quotes)), key=places.__getitem__):
        if quotes[i].within is None:
            speakers[i] = _speakers(discourse, quotes[i], ())
            # Who was asked answers; a quote without a speaker leaves the turn with the speaker before.
            asked = _asked(discourse, quotes[i])
            next_ones = asked or speakers[i]
            if next_ones and not _opens_with_question(discourse, quotes[i]):
                discourse.last, discourse.last_at = next_ones, places[i]
                discourse.last_cue = () if asked else quotes[i].cue
    # `around` holds for each quote the nearest speakers outwards, its own if it has any.
    around = list(speakers)
    for i, quote in enumerate(quotes):
        if quote.within is not None:
            discourse.last = around[quote.within]
            # "The spokesman expressed hope that …" is a quote in another by the same words.
            is_same = quote.source and quote.source == quotes[quote.within].source
            speakers[i] = around[quote.within] if is_same else _speakers(discourse, quote, around[quote.within])
            around[i] = speakers[i] or around[quote.within]
    return speakers


def _opens_with_question(discourse: Discourse, quote: SuggestedQuote) -> bool:
    """Whether a sentence begins with what somebody was asked, who then answers: `Asked by a clerk why, she …`."""
    return bool(quote.cue) and discourse.text.startswith("Asked", quote.cue[0].start)


def _place(quote: SuggestedQuote) -> int:
    """Where a quote is attributed: at its source, else where its content begins."""
    return (quote.source or quote.content)[0].start


def _asked(discourse: Discourse, quote: SuggestedQuote) -> Speakers:
    """Who is asked a question and so speaks next: `The Times asked Berg whether …`, `Berg was asked if …`; else ()."""
    if not quote.cue:
        return ()
    cue = quote.cue[-1]
    words = discourse.text[cue.start : cue.end].lower()
    if words in _BEING_ASKED:
        at = bisect_left(discourse.starts, cue.start)
        near = [s for s in discourse.mentions[max(at - 1, 0) : at] if cue.start - s.span.end == 1]
        return tuple(speaker_of(discourse, s) for s in _people(near))
    if words not in _ASKING:
        return ()
    at = bisect_left(discourse.starts, cue.end)
    # "Lind asked him to go. Asked by Anna Berg why, he left.": in another sentence nobody is asked.
    end = min(cue.end + _TO_WHOM, sentence_after(discourse, cue.start))
    asked = [s for s in discourse.mentions[at : at + 1] if s.span.end <= end]
    one = None if asked else _ASKED_ONE.match(discourse.text, cue.end)
    if one and one["noun"] in discourse.classes["one-person"]:
        return described(discourse, Span(*one.span("one")), one["one"], ())
    # "asked Berg to leave" is no question, and Berg need not answer.
    is_question = [s for s in _people(asked) if _QUESTION.match(discourse.text, s.span.end)]
    return tuple(speaker_of(discourse, s) for s in is_question)


def _speakers(discourse: Discourse, quote: SuggestedQuote, outer: Speakers) -> Speakers:
    """Who speaks a quote; `outer` are the speakers of the quote around it."""
    if not quote.source:
        return () if outer else _before_without_source(discourse, quote)
    span = quote.source[0]
    words = discourse.text[span.start : span.end]
    pronoun = words
    if "[" in words:
        if inside := _explained(discourse, span, words):
            return _phrase(discourse, inside, discourse.text[inside.start : inside.end])
        pronoun = words.partition(" [")[0]
    kind = _PRONOUNS.get(pronoun.strip().lower())
    if kind and words not in _CAPITALS:
        return _pronoun(discourse, quote, kind, outer)
    if words.startswith(_OWNERS) and (owner := _writer(discourse, quote, words)):
        return owner
    speaking = frozenset([speaker.entity for speaker in outer]) if outer else _NOBODY
    return _phrase(discourse, span, words, quote, speaking)


def _writer(discourse: Discourse, quote: SuggestedQuote, words: str) -> Speakers:
    """Whose a document is that speaks: `Lee wrote back. “No,” his letter went on.`; () for another source."""
    owner, document = words.split(" ")[:2]
    if document not in discourse.classes["written"]:
        return ()
    start = quote.source[0].start
    kind = "he" if owner.lower() == "his" else "she"
    return _he_or_she(discourse, Span(start, start + len(owner)), kind, _barred(discourse, quote, kind, ()))


def _unlikely(discourse: Discourse, quote: SuggestedQuote) -> frozenset[str]:
    """The entities that a quote names, and who asked right before: `Lee asked if it was safe. The mayor said no.`"""
    named = _named_in(discourse, quote)
    if not _is_cue(discourse, discourse.last_cue, _ASKING):
        return named
    return named.union([speaker.entity for speaker in discourse.last])


def _named_in(discourse: Discourse, quote: SuggestedQuote) -> frozenset[str]:
    """The entities that a quote names or replies to, who seldom are its speaker: `Tom Lee left, the mayor said`.

    `Anna Lind asked if it was safe. The minister replied that it was.`
    """
    named = frozenset([s.entity for content in quote.content for s in mentions_in(discourse, content)])
    if not _is_cue(discourse, quote.cue, _REPLIES) or not _is_cue(discourse, discourse.last_cue, _ASKING):
        return named
    return named.union([speaker.entity for speaker in discourse.last])


def _is_cue(discourse: Discourse, cue: Sequence[Span], words: frozenset[str]) -> bool:
    """Whether a cue is one of some words."""
    return any(discourse.text[part.start : part.end] in words for part in cue)


def _explained(discourse: Discourse, span: Span, words: str) -> Span | None:
    """What an editor says behind a pronoun in brackets that it means: `she [the driver]`, `he [Otto Lind]`."""
    explained = _EXPLAINED.fullmatch(words)
    if explained is None or explained["pronoun"].lower() not in _PRONOUNS:
        return None
    inside = Span(span.start + explained.start("who"), span.start + explained.end("who"))
    # "he [pictured]" says nothing of who he is.
    return inside if explained["article"] or mentions_in(discourse, inside) else None


def _before_without_source(discourse: Discourse, quote: SuggestedQuote) -> Speakers:
    """The speaker before goes on in a quotation: `“No,” said Lee.\\n“Never.”`, but not in `it was expected that …`."""
    if quote.cue and quote.content[0] not in discourse.quoted:
        return ()
    if answering := _answering(discourse, quote.content[0]) or _named_by_noun(discourse, quote.content[0]):
        return answering
    # A line of a live blog such as "08:47" or "Posted by @RNLI" begins another entry.
    if _HEADING.search(discourse.text, max(discourse.last_at, 0), quote.content[0].start):
        return ()
    found = _acted_before(discourse, quote.content[0]) or discourse.last
    return tuple(speaker._replace(confidence=0.5) for speaker in found)


def _named_by_noun(discourse: Discourse, content: Span) -> Speakers:
    """Whose words the sentence before says they are: `Her verdict? “A farce.”`"""
    before = sentence_before(discourse, content.start)
    owned = _WHOSE_WORDS.match(discourse.text, before.start, before.end)
    if owned is None:
        return ()
    return _he_or_she(discourse, Span(before.start, owned.end("who")), "he" if owned["who"] == "His" else "she", [])


def _answering(discourse: Discourse, content: Span) -> Speakers:
    """Who answers a question without a label or marks, in the paragraph before: `How did it begin?\n\n“By chance.”`"""
    text = discourse.text
    if not text.startswith("\n", content.start - 1):
        return ()
    before = text[max(content.start - _LONGEST_QUESTION, 0) : content.start].rstrip().rpartition("\n")[2]
    if "“" in before or '"' in before:
        return ()
    is_to_one = _YOU.search(before) is not None
    if not before.endswith("?") and not is_to_one:
        return ()
    if not discourse.interviewed:
        is_new = is_to_one or not discourse.last
        discourse.interviewed = _most_named(discourse, content.start) if is_new else discourse.last
    return discourse.interviewed


def _most_named(discourse: Discourse, end: int) -> Speakers:
    """The person named most often before an offset; of several, the one named first."""
    named = Counter([s.entity for s in _people(mentions_in(discourse, Span(0, end)))])
    if not named:
        return ()
    ((entity, _),) = named.most_common(1)
    return (speaker_of(discourse, discourse.profiles[entity].mentions[0]),)


def _acted_before(discourse: Discourse, content: Span) -> Speakers:
    """The person who is the subject of the sentence before, where nobody spoke in it: `… Tom Roe nodded. “Yes.”`"""
    before = sentence_before(discourse, content.start)
    if "\n" in discourse.text[before.start : content.start]:
        return ()
    first = [s for s in mentions_in(discourse, before)[:1] if leads_sentence(discourse, s)]
    return tuple(speaker_of(discourse, s) for s in _people(first) if not is_possessive(discourse, s))


def _phrase(
    discourse: Discourse,
    span: Span,
    words: str,
    quote: SuggestedQuote | None = None,
    speaking: frozenset[str] = _NOBODY,
) -> Speakers:
    """The speakers of a noun phrase: the names at its head, a name beside it, or what it describes.

    `quote` is what they say, whose names are seldom theirs; `speaking` are those in whose words it is.
    """
    mentions = mentions_in(discourse, span)
    # A fifth of the sources are a name and no more, which needs no closer look.
    for s in mentions[:1]:
        if s.span == span and s.type != "NORP":
            return (speaker_of(discourse, s),)
    head = _head(words, span.start, mentions)
    heads = [s for s in mentions if _is_head(discourse, s, span.start, head)]
    if heads and (holder := _behind_body(discourse, span, mentions, heads[-1])):
        return (speaker_of(discourse, holder),)
    if heads:
        # "Putin and Xi" are two; of "Bank of Japan governor Jo Lee" the last name is the head.
        joint = heads if _JOINS.search(words, 0, head) else _issuer(discourse, mentions, heads[-1])
        if listed := _listed(discourse, span, mentions, heads[-1]):
            joint, head = [*joint, *listed], len(words)
        found = tuple(dict.fromkeys(speaker_of(discourse, s) for s in joint))
        found = _with_described(discourse, span, head, heads, found)
        return _alternatives(found) if len(found) > 1 and " or " in words[:head] else found
    for read in _NAMED if mentions else _NAMED_OUTSIDE:
        if named := read(discourse, span, mentions):
            # "The climbers, Sven Lind and Otto Lee,"
            others = _others(discourse, span, mentions, named) if read is _beside else ()
            return tuple(speaker_of(discourse, s) for s in (named, *others))
    # "Neither the ministry, which …, nor the lab"
    if without := _NEITHER.match(words):
        span, head = Span(span.start + without.end(), span.end), head - without.end()
        words = words[without.end() :]
    named_in = partial(_unlikely, discourse, quote) if quote else frozenset
    return described(discourse, span, words[:head], mentions, named_in, speaking)


def _behind_body(
    discourse: Discourse, span: Span, mentions: Mentions, body: SuggestedMention
) -> SuggestedMention | None:
    """A person named behind the body of an office: `General Manager, Wasdir Port Authority, | Olga Lind`."""
    if body.type != "ORG" or not discourse.text.startswith(", ", body.span.end):
        return None
    behind = _people(mentions[mentions.index(body) + 1 :][:1])
    is_name = behind and _is_beside(discourse, discourse.text[body.span.end : behind[0].span.start])
    return behind[0] if is_name and _is_last(discourse, behind[0], span) else None


def _with_described(discourse: Discourse, span: Span, head: int, heads: Mentions, named: Speakers) -> Speakers:
    """The speakers, with one without a name who is joined to them: `Berg and the agent`, `The agent and Berg`."""
    text, end = discourse.text, span.start + head
    before = _JOINED_BEFORE.fullmatch(text, span.start, heads[0].span.start)
    behind = _JOINED_BEHIND.match(text, heads[-1].span.end, end)
    found = named
    for joined in (before, behind):
        if joined is None or not _may_be_joined(discourse, joined["noun"].lower()):
            continue
        place = Span(*joined.span("one"))
        if beside := _named_at(discourse, place.end + len(", ")):
            found = (*found, beside)  # "Berg and her mother, Lind"
            continue
        one = described(discourse, place, joined["one"], (), lambda: frozenset(speaker.entity for speaker in named))
        found = (*one, *found) if joined is before else (*found, *one)
    return tuple(dict.fromkeys(found))


def _named_at(discourse: Discourse, start: int) -> Speaker | None:
    """The person whose name begins at an offset, behind a comma."""
    at = bisect_left(discourse.starts, start)
    people = [s for s in _people(discourse.mentions[at : at + 1]) if s.span.start == start]
    return speaker_of(discourse, people[0]) if people and discourse.text.startswith(", ", start - 2) else None


def _may_be_joined(discourse: Discourse, noun: str) -> bool:
    """Whether a noun means a person or body that speaks beside one that is named."""
    if noun in discourse.classes["one-person"]:
        return True
    return noun in discourse.classes["organ"]


def _listed(discourse: Discourse, span: Span, mentions: Mentions, first: SuggestedMention) -> Mentions:
    """The names that a source has behind the first comma: `Berg, Lind and Roe`, `Berg, the coach, and Mayor Lind`."""
    text = discourse.text
    if not text.startswith(",", first.span.end):
        return ()
    rest = mentions[mentions.index(first) + 1 :]
    # "Berg, Lind and others"
    if rest and _AND_OTHERS.fullmatch(text, rest[-1].span.end, span.end):
        return rest if _is_plain_list(discourse, first, rest) else ()
    if not rest or not _is_last(discourse, rest[-1], span):  # "and Otto Lind’s brother"
        return ()
    gaps = _gaps(discourse, (first, *rest))
    # "Oslo, Norway and Roe": the second is where the first is.
    may_be_list = len(rest) > 1 and rest[0].type == first.type and _JOINS.search(gaps[-1])
    if may_be_list and all(_is_joint(discourse, _IN_LIST.fullmatch(gap)) for gap in gaps):
        return rest
    between = text[first.span.end : rest[-1].span.start]
    return rest[-1:] if _is_joint(discourse, _BEHIND_APPOSITION.fullmatch(between)) else ()


def _others(discourse: Discourse, span: Span, mentions: Mentions, first: SuggestedMention) -> Mentions:
    """The other persons that a noun in the plural is said to be: `Lee` of `The climbers, Lind and Lee,`."""
    rest = _people(mentions[mentions.index(first) + 1 :])
    noun = _NOUN_BEFORE.search(discourse.text, span.start, first.span.start)
    if noun is None or not (noun[1].endswith("s") or noun[1] in _PAIRS):
        return ()
    return rest if all(_JOINT.fullmatch(gap) for gap in _gaps(discourse, (first, *rest))) else ()


def _is_last(discourse: Discourse, s: SuggestedMention, span: Span) -> bool:
    """Whether a name ends a source, or a comma ends the phrase of which it is the last word."""
    return s.span.end >= span.end or discourse.text.startswith(",", s.span.end)


def _is_plain_list(discourse: Discourse, first: SuggestedMention, rest: Mentions) -> bool:
    """Whether names of one type follow each other with nothing but commas between them."""
    of_a_kind = all(s.type == first.type != "GPE" for s in rest)
    if not of_a_kind:
        return False
    return all(gap == ", " for gap in _gaps(discourse, (first, *rest)))


def _gaps(discourse: Discourse, mentions: Mentions) -> list[str]:
    """What is between each mention and the next."""
    return [discourse.text[before.span.end : s.span.start] for before, s in pairwise(mentions)]


def _is_joint(discourse: Discourse, between: re.Match[str] | None) -> bool:
    """Whether what is between two names joins them, with no more than an office before the second."""
    if between is None:
        return False
    return all(_is_title(discourse, word) for word in between["office"].split())


def _alternatives(speakers: Speakers) -> Speakers:
    """The speakers, of whom only one spoke: `Lind or Berg said`."""
    return tuple(speaker._replace(confidence=0.5, certain=False) for speaker in speakers)


def _issuer(discourse: Discourse, mentions: Mentions, head: SuggestedMention) -> Mentions:
    """The head of a source; for a document, its issuer: `NATO's 2022 Strategic Concept` is NATO."""
    if head.type != "LAW":
        return [head]
    owners = [s for s in mentions if is_possessive(discourse, s)]
    return owners[-1:] or [head]


def _people(mentions: Mentions) -> Mentions:
    return [s for s in mentions if s.type == "PERSON"]


def _in_brackets(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """A person whom an editor names in brackets: `he [Otto Lind]`, `the mayor (Otto Lind)`."""
    for s in _people(mentions):
        around = discourse.text[s.span.start - 1 : s.span.start] + discourse.text[s.span.end : s.span.end + 1]
        if around in ("[]", "()"):
            return s
    return None


def _beside(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """A person named beside a description: `a spokesman for the FBI, Jo Lee`."""
    for s in _people(mentions):
        if is_possessive(discourse, s):  # "Anna Berg's brother"
            continue
        if _is_beside(discourse, discourse.text[span.start : s.span.start]):
            return s
    return None


def _is_beside(discourse: Discourse, before: str) -> bool:
    """Whether a name follows a description, with its title: `Its secretary, Major General …`."""
    beside = _BESIDE.search(before)
    if beside is None:
        return False
    title = beside["title"].split()
    # "A witness, lorry driver Jo Lee,"
    if not discourse.classes["one-person"].isdisjoint(title[-1:]):
        return True
    return all(_is_title(discourse, word) for word in title)


def _is_title(discourse: Discourse, word: str) -> bool:
    """Whether a word may be part of a title before a name: `Major`, `mayor`, `former`."""
    if word[0].isupper() or word.endswith("-year-old"):
        return True
    return word in discourse.classes["title-part"]


def _cut_off(discourse: Discourse, span: Span, _: Mentions) -> SuggestedMention | None:
    """A person whose name goes on where a source ends, or has begun before it: `Jan van ’| t Hoff | said no`."""
    at = bisect_left(discourse.starts, span.end)
    for s in _people(discourse.mentions[max(at - 1, 0) : at]):
        if s.span.end > span.end or (s.span.end == span.end and s.span.start < span.start):
            return s
    return None


def _after_place(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """A person named right after the place or body of an office: `envoy to Japan Jo Lee`, `head of NATO Gen. Lee`."""
    for place, s in pairwise(mentions):
        if s.type != "PERSON" or place.type not in _OFFICE_AT:
            continue
        gap = discourse.text[place.span.end : s.span.start].lower()
        if gap.strip() == s.title and _is_last(discourse, s, span):
            return s
    return None


def _after_office(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """A person named right after what the office is for: `Minister for Health Olga Lind`.

    Of `a spokesman for Mayor Olga Lind` and `lawyers for Olga Lind` she is not the head.
    """
    for last in _people(mentions[-1:]):
        # "Secretary for Justice Olga Lind", where what the office is for is a title elsewhere
        is_remit = discourse.text.endswith(_FOR_JUSTICE, span.start, last.span.start)
        if not _is_last(discourse, last, span):
            continue
        if _is_titled(discourse, last) and not is_remit:
            return last if _is_before_title(discourse, span, last) else None
        if _is_office(discourse, discourse.text[span.start : last.span.start]):
            return last
    return None


def _is_before_title(discourse: Discourse, span: Span, s: SuggestedMention) -> bool:
    """Whether an office with its remit is before a title: `Minister for Trade Dr Lind`, no `aide of Mayor Lind`."""
    words = discourse.text[span.start : s.span.start - len(s.title.rpartition(" ")[2]) - 1]
    holder = _HEAD_END.split(words, maxsplit=1)[0].rstrip().rpartition(" ")[2].lower()
    return holder in _WITH_REMIT and _is_office(discourse, words)


def _is_titled(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a title before a name is its bearer's: not in `Chair of the Board of Governors Anna Berg`."""
    is_plural = s.title in discourse.classes["person-noun"] and s.title not in discourse.classes["one-person"]
    return bool(s.title) and not is_plural


def _is_office(discourse: Discourse, words: str) -> bool:
    """Whether the words before a name are one person's office and what it is for: `Minister for Health `."""
    if not _OFFICE_FOR.search(words):
        return False
    holder = _HEAD_END.split(words, maxsplit=1)[0].split()
    # "Under-Secretary-General"
    parts = "".join(holder[-1:]).lower().split("-")
    return not discourse.classes["one-person"].isdisjoint(parts)


def _before_comma(discourse: Discourse, span: Span, _: Mentions) -> SuggestedMention | None:
    """A person named right before a role that is taken for the source: `Olga Lind, | director of the port, a firm,`."""
    if not discourse.text.endswith(", ", 0, span.start):  # as before most sources
        return None
    at = bisect_left(discourse.starts, span.start)
    head = _HEAD_END.split(discourse.text[span.start : span.end], maxsplit=1)[0].rstrip()
    noun = _DOING.sub("", head).rpartition(" ")[2]
    # "Olga Lind, | one of the drivers"
    if noun.lower() not in discourse.classes["one-person"] and noun != "one":
        return None
    for s in _people(discourse.mentions[max(at - 1, 0) : at]):
        # "In a letter to Olga Lind, | the widow"
        if discourse.text[s.span.end : span.start] == ", " and not _is_in_fronted(discourse, s):
            return s
    return None


def _is_in_fronted(discourse: Discourse, s: SuggestedMention) -> bool:
    """Whether a name is in a phrase before the subject of its sentence: `In a letter to Olga Lind`."""
    first = discourse.text[sentence_start(discourse, s.span.start) : s.span.start].partition(" ")[0].lower()
    return first in discourse.classes["preposition"]


def _named_behind(discourse: Discourse, span: Span, _: Mentions) -> SuggestedMention | None:
    """A person named between commas behind a role: `a coach in Oslo, | Olga Lind, …`."""
    if not discourse.text.startswith(", ", span.end):
        return None
    head = _HEAD_END.split(discourse.text[span.start : span.end], maxsplit=1)[0].rstrip()
    if head.rpartition(" ")[2].lower() not in discourse.classes["one-person"]:
        return None
    at = bisect_left(discourse.starts, span.end)
    for s in _people(discourse.mentions[at : at + 1]):
        is_beside = _is_beside(discourse, discourse.text[span.end : s.span.start])
        return s if is_beside and discourse.text.startswith(", ", s.span.end) else None
    return None


def _body_beside(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """An organisation named beside what it is: `the plant's owner, Oslo-based Norsund`."""
    # "Berg’s union, the Norsund Teachers Guild (NTG)"
    bodies = mentions[-2:-1] if len(mentions) > 1 and mentions[-2].entity == mentions[-1].entity else mentions[-1:]
    for s in bodies:
        words = discourse.text[span.start : s.span.start]
        if s.type != "ORG" or mentions[-1].span.end < span.end - 1 or not _BESIDE_BODY.search(words):
            continue
        # "Homeowners in Hill Road, Westhaven"
        if _PREPOSITION_INSIDE.search(words):
            continue
        # "the minister, Greenpeace"
        noun = _HEAD_END.split(words, maxsplit=1)[0].rstrip().rpartition(" ")[2]
        if noun in _MAY_BE_BODIES or noun.lower() not in discourse.classes["one-person"]:
            return s
    return None


def _gave_name(discourse: Discourse, span: Span, _: Mentions) -> SuggestedMention | None:
    """The name that somebody gave: `One juror, who gave only her first name, Denise`, `who gave his name as Jo`."""
    comma = discourse.text.find(",", span.start, span.start + _LONGEST_GIVER + 1)
    if not discourse.text.startswith(_GIVING, comma):  # as in most sources
        return None
    at = bisect_left(discourse.starts, span.start)
    for s in _people(discourse.mentions[at : at + 1]):
        if _GAVE_NAME.fullmatch(discourse.text, span.start, s.span.start):
            return s
    return None


def _behind_role(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """A person named right behind a role whose words hold a preposition: `Department of Health director Jo Lee`."""
    for s in _people(mentions[-1:]):
        if not _is_last(discourse, s, span):
            continue
        role = _ROLE_OF_BODY.fullmatch(discourse.text, span.start, s.span.start)
        if role and role["noun"] in discourse.classes["one-person"]:
            return s
    return None


def _author(discourse: Discourse, span: Span, mentions: Mentions) -> SuggestedMention | None:
    """Who has written a document: `The report by Jo Lee`, `a study by Oslo University`, `The letter, from Jo Lee,`."""
    if discourse.text.startswith(_FROM, span.end):
        at = bisect_left(discourse.starts, span.end + len(_FROM))
        mentions = _people(discourse.mentions[at : at + 1])
    for s in mentions[:1]:
        by = _BY_AUTHOR.fullmatch(discourse.text, span.start, s.span.start)
        if by is None or is_possessive(discourse, s):
            continue
        is_written = by["noun"] in discourse.classes["written"]
        if is_written and s.type in _AUTHORS:
            return s
        if by["by"] == "by" and s.type == "PERSON" and by["noun"] in discourse.classes["authored"]:
            return s
    return None


# Whom a source names elsewhere than at its head, the surest first.
_NAMED: Final = (
    _gave_name,
    _behind_role,
    _author,
    _in_brackets,
    _beside,
    _cut_off,
    _after_place,
    _after_office,
    _before_comma,
    _named_behind,
    _body_beside,
)
# … where no name is in the source.
_NAMED_OUTSIDE: Final = (_gave_name, _author, _cut_off, _before_comma, _named_behind)


def _head(words: str, start: int, mentions: Mentions) -> int:
    """Where the part of a source that holds its head ends: at the first comma, preposition or relative.

    `start` is the source's place in the text; what is inside a name ends nothing (`Bank of Japan governor`).
    """
    # "the tall, bearded minister": a comma between adjectives ends nothing
    first = _ADJECTIVES.match(words)
    for end in _HEAD_END.finditer(words, first.end() if first else 1):
        at = start + end.start()
        if not any(s.span.start < at < s.span.end for s in mentions):
            return len(words[: end.start()].rstrip())
    return len(words.rstrip())


def _is_head(discourse: Discourse, s: SuggestedMention, start: int, head: int) -> bool:
    """Whether a mention heads the source: the head ends with it, or goes on with `and`."""
    title = len(s.title) + 1 if " of " in s.title else 0  # "Secretary of State Ann Lee": the head is not "Secretary"
    if s.span.start - title - start >= head:
        return False
    if s.type == "NORP" and discourse.text[s.span.end - 1] != "s":  # "the German", but "the Germans"
        return False
    # "Jo Lee himself", "Berg and others", but not "Berg's brother and others".
    rest = discourse.text[s.span.end : start + head].strip()
    if rest.startswith(_JOINTS):
        return not is_possessive(discourse, s)
    if s.type == "ORG" and (rest in _KINDS_OF_BODY or rest.isdigit()):  # "Norsund’s Kelda newspaper", "Fox 11"
        return True
    return rest in _MAY_FOLLOW


def _pronoun(discourse: Discourse, quote: SuggestedQuote, kind: str, outer: Speakers) -> Speakers:
    """Who the pronoun at the source of a quote means; `outer` are the speakers of the quote around it."""
    span = quote.source[0]
    if kind == "first-person":
        return outer or _first_person(discourse, span)
    if kind == "relative-pronoun":
        is_person = discourse.text[span.start : span.end].lower() == "who"
        return _who(discourse, span) if is_person else _which(discourse, span)
    is_inner = quote.within is not None
    if same := _outer_goes_on(discourse, span, kind, outer) if is_inner else _goes_on(discourse, span, kind):
        return same
    # "They started a petition. “He stays,” it reads."
    if kind == "it" and _is_read(discourse, quote):
        return _body_before(discourse, span)
    if kind in _BEFORE_NAMES and (found := _BEFORE_NAMES[kind](discourse, span)):
        return found
    barred = _barred(discourse, quote, kind, outer)
    if kind in _GENDERS:
        words = next((content for content in reversed(quote.content) if content.end <= span.start), span)
        return _he_or_she(discourse, _before_words(discourse, quote), kind, barred, words)
    return _they_or_it(discourse, span, kind, barred)


def _before_words(discourse: Discourse, quote: SuggestedQuote) -> Span:
    """The place of a pronoun, or of the quoted paragraphs before it: `Lee wept. | “It fell.\n“Go,” he said.`"""
    span = quote.source[0]
    before = [content for content in quote.content if content.end <= span.start][-_LONGEST_TURN:]
    while len(before) > 1 and discourse.text[before[-2].end : before[-1].start] in _PARAGRAPH_BREAKS:
        before.pop()
        start = before[-1].start
        span = Span(start, start)
    return span


def _he_or_she(discourse: Discourse, span: Span, kind: str, barred: list[str], words: Span | None = None) -> Speakers:
    """The person that `he` or `she` means: `Tom Lee left. He said no.`, `Lee left. A fisherman said no. He …`.

    `words` are the quoted words before the pronoun: the sentence before them is the one before it.
    """
    if told := _told_before(discourse, span, kind):
        span = told
    holder = _holder_before(discourse, span, kind)
    if holder and holder[0].entity not in barred:
        return holder
    found = _referent(discourse, min(span, words or span), kind, barred)
    if nearer := _unnamed_since(discourse, span, kind, found):
        return nearer
    return found or _last_or_ahead(discourse, span, kind, barred) or _only_unnamed(discourse, span, kind)


def _only_unnamed(discourse: Discourse, span: Span, kind: str) -> Speakers:
    """The only person without a name who spoke so far: `A pilot said no. Guards smiled. It was late. He said yes.`"""
    # "“A nurse came and she told us,” Berg said.": not who has spoken
    if in_marks(discourse, span):
        return ()
    people = {one.entity: one for one in discourse.unnamed.values() if one.type == "PERSON" and one.name != _AUTHOR}
    fitting = [one for one in people.values() if noun_fits(discourse, one.name, _GENDERS[kind])]
    return (fitting[0]._replace(confidence=0.3),) if len(fitting) == 1 else ()


def _told_before(discourse: Discourse, span: Span, kind: str) -> Span | None:
    """The `him` or `her` of who was told or asked something right before: `“Go,” I told him. “Why?” he said.`"""
    if not discourse.last or discourse.last[0].name != _AUTHOR:
        return None
    told = _TOLD_ONE[kind].search(discourse.text, discourse.last_at, span.start)
    before = sentence_before(discourse, span.start)
    return Span(before.start, told.end()) if told and told.start() >= before.start else None


def _they_or_it(discourse: Discourse, span: Span, kind: str, barred: list[str]) -> Speakers:
    """The body or people that `they` or `it` means: `Tom Lee left Greenpeace. It said no.`"""
    found = _referent(discourse, span, kind, barred)
    if found or in_marks(discourse, span):
        return found
    return _last_or_ahead(discourse, span, kind, barred)


def _outer_goes_on(discourse: Discourse, span: Span, kind: str, outer: Speakers) -> Speakers:
    """Who speaks around a pronoun outside quotation marks: `The works council said it knew`, `A clerk said he knew`."""
    if len(outer) != 1 or in_marks(discourse, span):
        return ()
    speaker = outer[0]
    if kind in _GENDERS:
        is_same = speaker.type == "PERSON" and _is_surely(discourse, speaker, _GENDERS[kind])
    else:
        is_same = speaker.type != "PERSON"
    return (speaker._replace(confidence=0.6),) if is_same else ()


def _is_surely(discourse: Discourse, speaker: Speaker, wanted: str) -> bool:
    """Whether a person is of a gender: a named one for whom something shows it, one without a name who may be."""
    if not speaker.named:
        return noun_fits(discourse, speaker.name, wanted)
    known = discourse.profiles.get(speaker.entity)
    return known is not None and fits_gender(discourse, speaker.entity, wanted) and bool(known.gender)


def _again(discourse: Discourse, span: Span) -> Speakers:
    """Who spoke right before by the same pronoun: `Norsund said no. It said Wasdir was late. It said no more.`"""
    at = discourse.last_at
    if not sentence_before(discourse, span.start).start <= at < span.start:
        return ()
    words = discourse.text[span.start : span.end]
    before = discourse.text[at : at + len(words) + 1]
    if before[:-1].lower() != words.lower() or before[-1:].isalnum():
        return ()
    return tuple(speaker._replace(confidence=0.7) for speaker in discourse.last)


# Before the second clause of a sentence: `The Union said no, and it …`.
_JOINING: Final = (", and ", ", but ")


def _goes_on(discourse: Discourse, span: Span, kind: str) -> Speakers:
    """Who spoke right before, by the same pronoun or at the beginning: `The Union said no. It …`."""
    if again := _again(discourse, span):
        return again
    if kind not in _BEFORE_NAMES or len(discourse.last) != 1:
        return ()
    at, speaker = discourse.last_at, discourse.last[0]
    # "The Union said no, and it …"
    is_joined = discourse.text.endswith(_JOINING, at, span.start)
    begin = sentence_start(discourse, span.start) if is_joined else sentence_before(discourse, span.start).start
    if at != begin or "\n" in discourse.text[at : span.start]:
        return ()
    goes_on = speaker.type in _BODIES if kind == "it" else _may_be_they(discourse, speaker)
    return (speaker._replace(confidence=0.6),) if goes_on else ()


def _may_be_they(discourse: Discourse, speaker: Speaker) -> bool:
    """Whether a person without a name is called by a noun for either gender: `a spokesperson for the firm`."""
    return not discourse.classes["either-gender"].isdisjoint(speaker.name.lower().split())


def _is_either(discourse: Discourse, speaker: Speaker) -> bool:
    """Whether nothing says that a person is he or she, who may be `they`."""
    if speaker.entity not in discourse.profiles:
        return _may_be_they(discourse, speaker)
    return fits_gender(discourse, speaker.entity, "m") and fits_gender(discourse, speaker.entity, "f")


def _is_read(discourse: Discourse, quote: SuggestedQuote) -> bool:
    """Whether the words of a document are read: `“…,” it reads`, `“Dear all,” it began`."""
    return any(discourse.text[cue.start : cue.end] in _DOCUMENT_VERBS for cue in quote.cue)


def _group_before(discourse: Discourse, span: Span) -> Speakers:
    """Who `they` are: the speakers before (`The Foreign Ministry criticised it. They warned of war.`), else a group."""
    if _are_several(discourse.last):
        return tuple(speaker._replace(confidence=0.6) for speaker in discourse.last)
    if named := group_before(discourse, span, PEOPLE) or group_before(discourse, span, _REFERENTS["they"]):
        return named
    return unnamed_group(discourse, span)


def _body_before(discourse: Discourse, span: Span) -> Speakers:
    """What `it` is where the sentence before begins with a body or document: `The court freed him. It said no.`"""
    body = body_before(discourse, span)
    if body is None:
        return ()
    words = discourse.text[body.start : body.end]
    found = described(discourse, body, words, mentions_in(discourse, body))
    return tuple(speaker._replace(confidence=0.5) for speaker in found)


def _holder_before(discourse: Discourse, span: Span, kind: str) -> Speakers:
    """The person with whose office the sentence before begins: `The senator left. “No,” he said.`"""
    subject = person_before(discourse, span, _GENDERS[kind])
    if subject is None or not discourse.text.startswith(_DEFINITE, subject.start):
        return ()
    named = _people(mentions_in(discourse, sentence_before(discourse, span.start)))
    # "The senator met Lee. He said no.", but "After Lee’s death, the senator left. He said no."
    if not all(is_possessive(discourse, s) for s in named):
        return ()
    known = frozenset(discourse.unnamed.values())
    found = described(discourse, subject, discourse.text[subject.start : subject.end], ())
    # "A man came in and said no. Lee left. The man laughed. He said yes."
    is_sure = found[0].confidence >= _BY_OFFICE if found[0].named else found[0] in known
    return (found[0]._replace(confidence=_BY_OFFICE),) if is_sure and len(found) == 1 else ()


# Pronoun → who it means before any name is looked for.
_BEFORE_NAMES: dict[str, Callable[[Discourse, Span], Speakers]] = {"they": _group_before, "it": _body_before}


def _are_several(speakers: Speakers) -> bool:
    """Whether speakers are `they`: more than one, or an organisation."""
    if len(speakers) > 1:
        return True
    return any(speaker.type != "PERSON" for speaker in speakers)


def _barred(discourse: Discourse, quote: SuggestedQuote, kind: str, outer: Speakers) -> list[str]:
    """The entities that a pronoun at the source of a quote does not mean."""
    span = quote.source[0]
    # "“He said no,” said Tom Lee": the speaker of a quote is not the referent of "he" inside it.
    barred = [speaker.entity for speaker in outer] if in_marks(discourse, span) else []
    # "Jack Ross, whom he …": Ross is not "he".
    if relative := _WHOM.search(discourse.text, max(0, span.start - 6), span.start):
        whom = _antecedent(discourse, Span(*relative.span()))
        # "Jack Ross fed the cat, whom he …"
        barred += [whom.mention.entity] if whom and whom.gap in _GAPS else []
    if kind in _GENDERS:
        # "“Tom Lee is wrong,” he said": nobody calls himself by his name.
        barred += _named_in(discourse, quote)
        # "he said to Tom Lee": nobody speaks to himself.
        barred += [s.entity for s in _addressed(discourse, quote)]
        # "Anna Berg said Tom Lee lied. He denies it.": nobody denies what he has just said.
        if _is_cue(discourse, quote.cue, _DENIES) and _is_pro_form(discourse, quote):
            barred += [speaker.entity for speaker in discourse.last]
        barred += _askers(discourse, span, kind)
        # "By Tom Lee": who writes is "I".
        barred += authors(discourse)
        barred += _kin(discourse, span, kind)
    return barred


def _askers(discourse: Discourse, span: Span, kind: str) -> list[str]:
    """Who last spoke to the person of a pronoun that answers: `Tom Lee asked him to go on. Asked why, he …`."""
    if not discourse.text.startswith("Asked", sentence_start(discourse, span.start)):
        return []
    at = discourse.last_at
    told = _TOLD_ONE[kind].search(discourse.text, max(at, 0), sentence_after(discourse, at))
    return [speaker.entity for speaker in discourse.last] if told else []


def _is_pro_form(discourse: Discourse, quote: SuggestedQuote) -> bool:
    """Whether a content only refers to what was said: `denies it`."""
    return any(discourse.text[part.start : part.end] in _WHAT_WAS_SAID for part in quote.content)


def _kin(discourse: Discourse, span: Span, kind: str) -> list[str]:
    """Who spoke in an earlier paragraph as somebody's child or brother: `Her daughter, Eva Lind, wept.\n\nShe …`."""
    at = discourse.last_at
    if not discourse.text.startswith(_OF_ONE[kind], at) or len(discourse.last) != 1:
        return []
    found = _KIN[kind].match(discourse.text, at)
    if found is None or "\n" not in discourse.text[at : span.start]:
        return []
    entity = discourse.last[0].entity
    again = [s for s in mentions_in(discourse, Span(found.end(), span.start))[1:] if s.entity == entity]
    return [] if again else [entity]


def _addressed(discourse: Discourse, quote: SuggestedQuote) -> Mentions:
    """The name behind a cue and `to` or `with`, or behind `told`: whom the words are for."""
    end = quote.cue[-1].end if quote.cue else len(discourse.text)
    found = _TO_NAME.match(discourse.text, end)
    if found is None:
        return ()
    at = bisect_left(discourse.starts, found.end())
    return discourse.mentions[at : at + 1] if discourse.starts[at : at + 1] == [found.end()] else ()


def _referent(discourse: Discourse, span: Span, kind: str, barred: list[str]) -> Speakers:
    """The likeliest mention before a pronoun that is not barred; () where none is likely."""
    wanted = _GENDERS.get(kind, "")
    types = _REFERENTS.get(kind, PEOPLE)
    best = heaviest(discourse, span, types, wanted, barred)
    if best is None or best[0] <= 0:
        return ()
    found = discourse.mentions[best[1]]
    # "“They told us to go,” she said.": whom she means, the article need not have named.
    if kind in _REFERENTS and in_marks(discourse, span) and not is_quoted(discourse, found.span):
        return ()
    if kind in _REFERENTS and not _may_be(discourse, found, kind):
        return ()
    # "Anna Berg and Lena Hill left. She said no.": either of them.
    if is_one_of_two(discourse, best[1], wanted):
        return ()
    if wanted and _is_only_owner(discourse, found, span, wanted):
        return ()
    return (speaker_of(discourse, found, 0.7),)


def _is_only_owner(discourse: Discourse, s: SuggestedMention, span: Span, wanted: str) -> bool:
    """Whether a person is only named as whose something or somebody is: `Anna Berg’s mother left. She said no.`"""
    # "A print of Tom Lee’s “Sea” fell. A man fled. He said no.": who only owns something is not meant so far on.
    if is_possessive(discourse, s) and s.span.end < sentence_before(discourse, span.start).start:
        return True
    # "Anna Berg’s mother left. She said no.": the mother as likely as Anna.
    return _owns_person(discourse, s, wanted)


def _owns_person(discourse: Discourse, s: SuggestedMention, wanted: str) -> bool:
    """Whether a person of a gender is named by a relative or aide: `Anna Berg’s elder sister`."""
    owned = _OWNED.match(discourse.text, s.span.end)
    if owned is None:
        return False
    words = owned[1].split()
    if discourse.classes["one-person"].isdisjoint(words):
        return False
    return noun_fits(discourse, owned[1], wanted)


def _unnamed_since(discourse: Discourse, span: Span, kind: str, found: Speakers) -> Speakers:
    """A person without a name who is nearer than the person found: `Lee left. A fisherman said no. He …`."""
    spoke = [one for one in discourse.last if is_one_unnamed(discourse, one, discourse.last_at)]
    if found and spoke and _is_told_of(discourse, span, kind):
        return ()
    wanted = _GENDERS[kind]
    subject = person_before(discourse, span, wanted)
    if subject and _is_newcomer(discourse, span, subject, found):
        return unnamed_subject(discourse, subject)
    if spoke and not _is_mentioned_between(discourse, discourse.last_at, span.start, found):
        fitting = [one for one in spoke if noun_fits(discourse, one.name, wanted)]
        return tuple(one._replace(confidence=0.5) for one in fitting)
    if found:
        return ()
    return unnamed_subject(discourse, subject) if subject else unnamed_object(discourse, span, wanted)


def _is_newcomer(discourse: Discourse, span: Span, subject: Span, found: Speakers) -> bool:
    """Whether the sentence before a pronoun brings in its subject, and does not mention the person found.

    `Lee left. Another vendor, who sells fish, nodded. “No,” he added.`, `Lee left. At home, only a cook was up. He …`
    """
    # "Lee left. His agent was less sure. “We’ll see,” he said."
    is_owned = discourse.text.startswith(("His", "Her"), subject.start) and _follows_quotation(discourse, span)
    if not is_owned and not brings_in(discourse, subject):
        return False
    before = sentence_before(discourse, span.start)
    return not _is_mentioned_between(discourse, before.start, span.start, found)


def _follows_quotation(discourse: Discourse, span: Span) -> bool:
    """Whether the sentence of a pronoun begins with quoted words: `“We’ll see,” he said.`"""
    return discourse.text.startswith(("“", '"'), sentence_start(discourse, span.start))


def _is_told_of(discourse: Discourse, span: Span, kind: str) -> bool:
    """Whether a pronoun is that of a person whom one without a name speaks to, or is mentioned beside.

    `She left when a cook said no. She …`, `A plumber told her no. She …`, `Her agent said no. At last she …`.
    """
    last_at, text = discourse.last_at, discourse.text
    after = sentence_after(discourse, last_at)
    if _TOLD_ONE[kind].search(text, last_at, after):
        return True
    before = sentence_before(discourse, span.start)
    # "Her agent said no. At last she spoke.", but not "His spokesman said no. He spoke, though he was ill."
    if text.startswith(_OF_ONE[kind], last_at) and after <= before.end < span.start:
        return True
    return text[span.start : span.end].lower() in text[before.start : last_at].lower().split()


def _is_mentioned_between(discourse: Discourse, start: int, end: int, speakers: Speakers) -> bool:
    """Whether one of the speakers is mentioned in a stretch of the text."""
    entities = {speaker.entity for speaker in speakers}
    return any(s.entity in entities for s in mentions_in(discourse, Span(start, end)))


def _may_be(discourse: Discourse, s: SuggestedMention, kind: str) -> bool:
    """Whether a mention can be `they` or `it`: an organisation, a people, a state, or for `it` a town that acts."""
    if s.type != "GPE":
        return True
    # "Villagers near Oslo left. They …", "Chemists in Oslo left. It …"
    if is_where(discourse, s):
        return False
    return kind == "it" or governed(discourse, s) is not None


def _last_or_ahead(discourse: Discourse, span: Span, kind: str, barred: list[str]) -> Speakers:
    """The speaker before, else the first fitting mention after a pronoun: `As he said no, Tom Lee left.`"""
    types = _REFERENTS.get(kind, PEOPLE)
    wanted = _GENDERS.get(kind, "")
    last = _going_on(discourse, kind, barred)
    # "Tom Lee said no. It is true, they hope, of Oslo.": nobody who is named
    if kind == "they" and discourse.last and not last:
        return ()
    ahead = _ahead(discourse, span, types, wanted, barred)
    if len(last) > 1:  # "Tom Lee and Jack Ross said yes. He said no.": either of them
        return ahead
    # "Officials said yes. As he said no, Tom Lee left.": he is not one of the officials.
    if types is PEOPLE and not any(speaker.named for speaker in last):
        return ahead or last
    return last or ahead


def _going_on(discourse: Discourse, kind: str, barred: list[str]) -> Speakers:
    """The speakers before who may be a pronoun."""
    return tuple(
        speaker._replace(confidence=0.4)
        for speaker in discourse.last
        if speaker.entity not in barred and _may_go_on(discourse, speaker, kind)
    )


def _may_go_on(discourse: Discourse, speaker: Speaker, kind: str) -> bool:
    """Whether the speaker before may be a pronoun: of its gender or an open one, and no ministry."""
    wanted = _GENDERS.get(kind)
    if not wanted:
        # "Tom Lee said no. It said yes.": no person is "it".
        return speaker.type != "PERSON" or (kind == "they" and _is_either(discourse, speaker))
    if speaker.type != "PERSON":
        return False
    if speaker.name == _AUTHOR:
        return False
    if speaker.entity in discourse.profiles:
        return fits_gender(discourse, speaker.entity, wanted)
    return noun_fits(discourse, speaker.name, wanted)


def _ahead(discourse: Discourse, span: Span, types: frozenset[str], wanted: str, barred: list[str]) -> Speakers:
    """The first fitting mention after a pronoun in its sentence, where a fronted clause holds the pronoun."""
    at = bisect_left(discourse.starts, span.end)
    end = sentence_after(discourse, span.end)
    for s in discourse.mentions[at : at + 5]:
        if s.span.start >= end:
            break
        if s.type not in types or s.entity in barred:
            continue
        if fits_gender(discourse, s.entity, wanted):
            return (speaker_of(discourse, s, 0.3),)
    return ()


def _first_person(discourse: Discourse, span: Span) -> Speakers:
    """Who `I` and `we` are: the speaker in quoted words, else the article's author."""
    return discourse.last if is_quoted(discourse, span) else (unnamed(discourse, _AUTHOR, _AUTHOR, "PERSON"),)


def _who(discourse: Discourse, span: Span) -> Speakers:
    """Who `who` goes with: the name or noun right before it, else the last person named."""
    if named := _named_before(discourse, span):
        return (speaker_of(discourse, named),)
    noun = _noun_before(discourse, span)
    if noun and _is_meant(discourse, noun):
        return (unnamed(discourse, noun[1].lower(), noun[1], "PERSON"),)
    if best := heaviest(discourse, span, PEOPLE, ""):
        return (speaker_of(discourse, discourse.mentions[best[1]], 0.5),)
    return discourse.last


def _is_meant(discourse: Discourse, noun: re.Match[str]) -> bool:
    """Whether `who` goes with the noun before it: `voters who said no`, but not `a march of voters, who said no`."""
    if not discourse.text.startswith(",", noun.end(1)):
        return True
    # "One woman, who said no, left."
    return bool(_BEGINS_CLAUSE.search(discourse.text, max(0, noun.start(1) - _REACH), noun.start(1)))


def _named_before(discourse: Discourse, span: Span) -> SuggestedMention | None:
    """The name that `who` goes with: right before it, before a description, or before a place."""
    before = _antecedent(discourse, span)
    if before is None:
        return None
    near, gap = before
    # "Anna Berg of Greenpeace, who …" is Berg.
    if near.type != "PERSON" and "," in gap:
        return _of_place(discourse, near) if gap == "," else None
    # "Tom Lee, the showman who …" is Lee.
    return near if gap in _GAPS or _APPOSITION.fullmatch(gap) else None


def _which(discourse: Discourse, span: Span) -> Speakers:
    """What `which` and `that` go with: the name or noun right before them, but no person."""
    before = _antecedent(discourse, span)
    if before and before.gap in _GAPS and before.mention.type != "PERSON":
        return (speaker_of(discourse, before.mention),)
    noun = _noun_before(discourse, span)
    return (unnamed(discourse, noun[1].lower(), noun[1], "ORG"),) if noun else ()


def _noun_before(discourse: Discourse, span: Span) -> re.Match[str] | None:
    """The noun right before a relative pronoun, its first group; None for small words and names."""
    noun = _NOUN_BEFORE.search(discourse.text, max(0, span.start - _REACH), span.start)
    if noun is None:
        return None
    before = _antecedent(discourse, span)
    if before and before.mention.span.end >= noun.end(1):  # the word is a name, or the end of one
        return None
    return None if noun[1].lower() in discourse.classes["no-antecedent"] else noun


def _of_place(discourse: Discourse, near: SuggestedMention) -> SuggestedMention | None:
    """The person of a place or firm that a relative clause follows: `Anna Berg of Oslo, who …`."""
    at = bisect_left(discourse.starts, near.span.start)
    for before in _people(discourse.mentions[max(at - 1, 0) : at]):
        if _OF_PLACE.fullmatch(discourse.text, before.span.end, near.span.start):
            return before
    return None


def _antecedent(discourse: Discourse, span: Span) -> _Antecedent | None:
    """The mention before a relative pronoun, if it is near."""
    at = bisect_left(discourse.starts, span.start)
    for near in discourse.mentions[max(at - 1, 0) : at]:
        if 0 <= span.start - near.span.end < _REACH:
            return _Antecedent(near, discourse.text[near.span.end : span.start].strip())
    return None


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


def stands_for(discourse: Discourse, quotes: Sequence[SuggestedQuote]) -> dict[Span, str]:
    """The government that a mention means as a quote's source, by the mention's span."""
    found = {}
    for source in [source for quote in quotes for source in quote.source]:
        mentions = mentions_in(discourse, source)
        if not mentions:  # as in most sources, which are pronouns and descriptions
            continue
        states = [(s, state) for s in mentions if s.type != "PERSON" and (state := governed(discourse, s))]
        head = _head(discourse.text[source.start : source.end], source.start, mentions) if states else 0
        for s, state in states:
            if _is_head(discourse, s, source.start, head):
                found[s.span] = government(state, discourse.gazetteer).entity
    return found
