"""Attributions by verbs: active, passive and inverted ones, fronted and interrupted contents."""

from collections.abc import Sequence

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.attributions.by_comment import by_comment, by_participle
from blocquotes.suggest.attributions.plausible import is_plausible
from blocquotes.suggest.attributions.sources import Source, source_of
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import Preceding, clause_range, content_start, has_finite_verb, preceding
from blocquotes.suggest.grammar.government import Government, govern
from blocquotes.suggest.grammar.phrases import noun_phrase, source_end
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.grammar.verbs import Verb, is_asked, is_verb, read_verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    MARK,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    is_manner,
)
from blocquotes.suggest.text.inflection import FINITE, PAST
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, QUOTING
from blocquotes.suggest.text.sheet import Range, Sheet, form_at, is_at, opens_quotation, word_at

_INVERTING = word_class("inverting-verb")
_NO_SUBJECT = COMMA | STOP | MARK | PREPOSITION | QUESTION | ADVERB | TIME | COORDINATOR
_AFTER_SOURCE = COMMA | STOP | DASH | PREPOSITION | COORDINATOR | RELATIVE | SUBORDINATOR
_AFTER_VERB = _AFTER_SOURCE | TIME | ADVERB | MARK | BRACKET
_ENDS_SPEAKER = COMMA | STOP | DASH
_FINITE_WORD = AUXILIARY | VERB | SUBJECT
_CONTENT_FRONTS = word_class("content-front")
_PARTICIPLES = word_class("fronted-participle")
_SAYING = word_class("plain-verb")
_AGENT = 9
"""The most words between "by" and the end of a passive's content."""

_QUOTED = ("quote", "colon")
_OPENING_QUOTES = (*_QUOTED, "that", "bare")
_OF_PATIENT = ("object", "to", "small")
_NO_PASSIVE = ("none", "comma", "bare")
_BY_KIND = {
    "that": rules.VERB_BEFORE_THAT,
    "bare": rules.VERB_BEFORE_CLAUSE,
    "quote": rules.VERB_BEFORE_QUOTATION,
    "colon": rules.VERB_BEFORE_COLON,
    "to": rules.VERB_BEFORE_INFINITIVE,
    "noun": rules.VERB_BEFORE_NOUN,
    "prep": rules.VERB_WITH_PREPOSITION,
    "object": rules.VERB_WITH_OBJECT,
    "small": rules.VERB_WITH_PREDICATE,
}
"""Kind of what a verb governs → the rule that reads it as a quote."""


def by_verb(sheet: Sheet, i: int, before: Sequence[Attribution]) -> Attribution | None:
    """What the reporting verb at token `i` attributes; `before` are earlier attributions of its sentence."""
    verb = read_verb(sheet, i)
    if is_asked(sheet, verb):
        return _passive(sheet, verb._replace(group=verb.group._replace(passive=True)))
    if not is_verb(sheet, verb):
        return by_participle(sheet, verb, before) if word_at(sheet, i + 1) == "by" else None
    if verb.group.passive:
        return _passive(sheet, verb)
    if found := _inverted(sheet, verb):
        return found
    source = source_of(sheet, verb, before)
    return by_comment(sheet, verb, source.span, before) or _active(sheet, verb, source)


def _inverted(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`“…,” said X` and `…, says X`: the verb after the content, its subject behind."""
    start = verb.at + 1
    # "said on Monday", "said he": a subject in the nominative stands before its verb.
    if not verb.form & FINITE or sheet.tags[start] & _NO_SUBJECT:
        return None
    before = preceding(sheet, verb.group.left, verb.low, verb.at)
    if before is None or not _may_follow(sheet, verb, before):
        return None
    end = source_end(sheet, start, verb.high)
    # "“…,” said the man who …" goes on, "“…,” said he was late" does not.
    if end == start or (end < verb.high and _has_verb_behind(sheet, verb, end)):
        return None
    rule = rules.INVERTED_AFTER_QUOTATION if before.quoted else rules.INVERTED_AFTER_CLAUSE
    return verbal(sheet, verb, (before.content, *_resumed(sheet, end, verb.high)), (start, end), rule)


def _may_follow(sheet: Sheet, verb: Verb, before: Preceding) -> bool:
    """Whether the subject of a verb after such a content may stand behind it."""
    if before.quoted:
        # "told" has the addressee behind it.
        if sheet.lower[verb.at] in ("told", "tells"):
            return False
        return verb.frame.lemma in _INVERTING or sheet.inside[before.content[0]] >= 0
    return verb.frame.lemma in _INVERTING and _may_trail(sheet, verb, before.content)


def _may_trail(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether a verb and a subject behind it may trail an unquoted clause: "The pact is dead, says Lee"."""
    start = verb.at + 1
    # "The crowd left, asked Lee to come": the name is whom the verb has for an object.
    if verb.frame.flags & ADDRESSEE:
        return False
    # "It was late, says nothing": only a name or a determiner begins a subject.
    if not sheet.words[start][0].isupper() and not sheet.tags[start] & DETERMINER:
        return False
    return has_finite_verb(sheet, content) and not _is_subject(sheet, verb, content)


def _is_subject(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether what stands before a comma is a subject with an insertion, and no clause of its own."""
    found = subject(sheet, verb.group.left, verb.low)
    if found is None or found[0] > content[0] + 1:
        return False
    opening = next((k for k in range(*content) if sheet.tags[k] & COMMA), content[1])
    return not has_finite_verb(sheet, (content[0], opening))


def _has_verb_behind(sheet: Sheet, verb: Verb, k: int) -> bool:
    """Whether a quotation or a finite verb at `k` makes what precedes it no source of the verb."""
    if opens_quotation(sheet, k, verb.at):
        return True
    return bool(sheet.tags[k] & _FINITE_WORD) and not sheet.tags[k] & _AFTER_SOURCE


def _resumed(sheet: Sheet, k: int, high: int) -> tuple[Range, ...]:
    """A quotation that goes on after the verb and its subject: `“…,” said X, “…”`."""
    own = sheet.inside[k - 1]
    while k < high and sheet.inside[k] == own:
        # "“…,” said X, adding: “…”": the quotation is that of another verb.
        if sheet.tags[k] & CUE:
            return ()
        k += 1
    if k == high or not sheet.tags[k - 1] & _ENDS_SPEAKER:
        return ()
    return (clause_range(sheet, k, high),)


def _active(sheet: Sheet, verb: Verb, source: Source) -> Attribution | None:
    """A verb with its subject before it, and the content on either side."""
    span = source.span
    if span and span[1] - span[0] > 1 and sheet.lower[span[0]] == "something":
        begin = span[0] + 1
        return verbal(sheet, verb, ((span[0], begin),), (begin, span[1]), rules.SOMETHING)
    before = _before(sheet, verb, source)
    quotation = before.content if before and before.quoted else None
    after = govern(sheet, verb, quotation is not None)
    if quotation and verb.frame.flags & QUOTING:
        return verbal(sheet, verb, (quotation, *after.content), span, rules.QUOTATION_BEFORE_VERB)
    fronted = before.content if before else None
    if after.kind in ("none", "comma"):
        return _in_commas(sheet, verb, source, fronted, after)
    return _before_content(sheet, verb, span, fronted, after)


def _before(sheet: Sheet, verb: Verb, source: Source) -> Preceding | None:
    """The content before a verb with a subject of its own."""
    span = source.span
    if span is None or not source.own or sheet.tags[span[0]] & RELATIVE:
        return None
    edge = span[0] if verb.low <= span[0] and span[1] <= verb.group.left else verb.group.left
    found = preceding(sheet, edge, verb.low, verb.at)
    if found is None or sheet.lower[found.content[0]] == "according":
        return None
    return None if found.quoted and _is_behind(sheet, verb, found.content) else found


def _is_behind(sheet: Sheet, verb: Verb, front: Range) -> bool:
    """Whether the content is behind, and the quotation before the verb another sentence's or an adjunct's."""
    if front[1] == verb.low:
        return word_at(sheet, verb.at + 1) == "that" or govern(sheet, verb).kind in _QUOTED
    return _is_adjunct(sheet, front[0]) and govern(sheet, verb).kind in _OPENING_QUOTES


def _is_adjunct(sheet: Sheet, k: int) -> bool:
    """Whether an adjunct or a participle begins at `k`, outside of quotation marks: "Waving “a map,” …"."""
    if sheet.inside[k] >= 0:
        return False
    if sheet.tags[k] & (PREPOSITION | TIME) or sheet.lower[k] in _PARTICIPLES:
        return True
    return sheet.lower[k].endswith("ing")


def _in_commas(sheet: Sheet, verb: Verb, source: Source, before: Range | None, after: Government) -> Attribution | None:
    """`…, he said` and `But, he said, …`: nothing or only a comma follows the verb."""
    if before is None:
        if not _opens_sentence(sheet, verb, source, after):
            return None
        return verbal(sheet, verb, after.content, source.span, rules.VERB_BETWEEN_COMMAS)
    if not _is_parenthetical(sheet, verb, before, after):
        return None
    return verbal(sheet, verb, (before, *after.content), source.span, rules.VERB_AFTER_CLAUSE)


def _opens_sentence(sheet: Sheet, verb: Verb, source: Source, after: Government) -> bool:
    """Whether subject and verb of saying open their sentence: "But, he said, …", "Lee says, win or lose, …"."""
    # "Lee said, and left", "Lee said."
    if after.kind == "none" or sheet.tags[after.content[0][0]] & COORDINATOR:
        return False
    if source.span is None or not source.own or source.span[1] != verb.group.left:
        return False
    if not verb.form & FINITE or sheet.lower[verb.at] in AMBIGUOUS:
        return False
    if not _is_said(sheet, verb):
        return False
    start = source.span[0]
    opening = sheet.tags[content_start(sheet, verb.low, start) : start]
    return sheet.lower[start] != "according" and all(tag & (ADVERB | COMMA) for tag in opening)


def _is_said(sheet: Sheet, verb: Verb) -> bool:
    """Whether what follows the comma behind a verb may be its content."""
    if verb.frame.lemma in _SAYING:
        return True
    return bool(sheet.tags[verb.at + 1] & COMMA and verb.frame.flags & CLAUSE and verb.frame.medium != "thought")


def _is_parenthetical(sheet: Sheet, verb: Verb, content: Range, after: Government) -> bool:
    """Whether what stands before a comma is a clause of its own and no fronted adjunct."""
    if not verb.frame.flags & CLAUSE or not verb.form & FINITE:
        return False
    if after.kind == "none" and not _stands_alone(sheet, verb, content):
        return False
    # "On Monday, the envoy said, …" is an adjunct, "In May it was over, the envoy said" is not.
    if not sheet.tags[content[0]] & (PREPOSITION | SUBORDINATOR) or word_at(sheet, verb.at + 1) == ",":
        return True
    return any(tag & AUXILIARY for tag in sheet.tags[slice(*content)])


def _stands_alone(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether the verb has no object behind it, and the particle that it needs; one word is no clause."""
    k = verb.at + 1
    if content[1] - content[0] < 2:
        return False
    if verb.frame.particles:
        return word_at(sheet, k) in ("", *verb.frame.particles)
    if k >= verb.high or verb.frame.flags & ADDRESSEE:
        return True
    return bool(sheet.tags[k] & _AFTER_VERB) or is_manner(sheet.words[k])


def _before_content(
    sheet: Sheet, verb: Verb, span: Range | None, before: Range | None, after: Government
) -> Attribution | None:
    """A verb before its content: `X said that …`, `X called it “…”`."""
    if span is None and verb.participial and verb.at == verb.low:
        span = _behind_comma(sheet, after.content[-1][1], verb.high)
    if not is_plausible(sheet, verb, after, span):
        return None
    content = after.content
    if before and after.comma and _is_resumed(sheet, before, content[0]):
        content = (before, *content)
    return verbal(sheet, verb, content, span, _BY_KIND[after.kind], after.cue)


def _behind_comma(sheet: Sheet, end: int, high: int) -> Range | None:
    """The subject of the main clause behind a fronted participle: "Noting that it was late, X left"."""
    # "Calling it “late,” X left": the comma is inside the marks.
    if end < high and sheet.inside[end] < 0 <= sheet.inside[end - 1]:
        return first_subject(sheet, end, high) if sheet.tags[end - 2] & COMMA else None
    return first_subject(sheet, end + 1, high) if is_at(sheet, end, high, COMMA) else None


def _is_resumed(sheet: Sheet, front: Range, content: Range) -> bool:
    """Whether a fronted phrase begins the sentence that the quotation after the verb goes on with."""
    start, end = front
    # "As the crowd left, Lee shouted, “stay!”": a clause is no beginning.
    if sheet.lower[start] == "as" and sheet.lower[start + 1] != "for" and has_finite_verb(sheet, (start + 1, end)):
        return False
    # "“If it is late,” … ", "In Rome, Lee said, “it is late.”"
    first = sheet.words[content[0] + 1] if content[0] + 1 < content[1] else ""
    return sheet.lower[start] in _CONTENT_FRONTS or first[:1].islower()


def _passive(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`X was accused of …`, `it was said that …`, `X is expected to …`, with the agent as source."""
    after = govern(sheet, verb)
    if after.kind in _NO_PASSIVE or form_at(sheet, after.content[0][0]) & PAST:
        return None
    content, source = _without_agent(sheet, after)
    patient = subject(sheet, verb.group.left, verb.low) if after.kind in _OF_PATIENT else None
    # "It is expected to rain": "it" is nobody.
    if patient and sheet.lower[patient[0]] != "it":
        content = (patient, *content)
    return verbal(sheet, verb, content, source, rules.PASSIVE_VERB, after.cue)


def _without_agent(sheet: Sheet, after: Government) -> tuple[tuple[Range, ...], Range | None]:
    """The content and the agent of a passive, which may stand at the content's end."""
    if after.agent:
        return after.content, after.agent
    start, end = after.content[-1]
    for k in range(end - 2, max(start, end - _AGENT), -1):
        if sheet.tags[k] & COMMA:
            break
        if sheet.lower[k] == "by":
            # "was accused of being bribed by Lee": Lee bribed and did not accuse.
            agent = not sheet.lower[k - 1].endswith("ed") and noun_phrase(sheet, k + 1, end) == end
            return ((*after.content[:-1], (start, k)), (k + 1, end)) if agent else (after.content, None)
    return after.content, None
