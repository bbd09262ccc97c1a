"""Attributions by verbs: active, passive and inverted ones, fronted and interrupted contents."""

from collections.abc import Sequence

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.attributions.by_comment import by_comment, by_participle
from blocquotes.suggest.attributions.sources import Source, source_of
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import Preceding, clause_range, content_start, has_finite_verb, preceding
from blocquotes.suggest.grammar.government import Government, govern
from blocquotes.suggest.grammar.phrases import noun_phrase, source_end
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.grammar.verbs import ADJECTIVAL, Verb, is_asked, is_verb, read_verb
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
    POSSESSIVE,
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
from blocquotes.suggest.text.inflection import BASE, FINITE, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, CLAUSE_NOUNS, QUOTING, SMALL
from blocquotes.suggest.text.sheet import Range, Sheet, form_at, opens_quotation

_INVERTING = word_class("inverting-verb")
_NO_SUBJECT = COMMA | STOP | MARK | PREPOSITION | QUESTION | ADVERB | TIME | COORDINATOR
_AFTER_SOURCE = COMMA | STOP | DASH | PREPOSITION | COORDINATOR | RELATIVE | SUBORDINATOR
_AFTER_VERB = _AFTER_SOURCE | TIME | ADVERB | MARK | BRACKET
_CONTENT_FRONTS = word_class("content-front")
_PARTICIPLES = word_class("fronted-participle")
_SAYING = word_class("plain-verb")
_INANIMATE = word_class("inanimate-pronoun")
_SOURCELESS = ("quote", "colon", "that", "prep", "object")
_LOOSE = ("noun", "small", "to")
_DONE = word_class("done-again-verb")
_AGENT = 9
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
_SHORT = 3


def by_verb(sheet: Sheet, i: int, before: Sequence[Attribution]) -> Attribution | None:
    """What the reporting verb at token `i` attributes; `before` are earlier attributions of its sentence."""
    verb = read_verb(sheet, i)
    if is_asked(sheet, verb):
        return _passive(sheet, verb._replace(group=verb.group._replace(passive=True)))
    if not is_verb(sheet, verb):
        return by_participle(sheet, verb, before) if sheet.lower[i + 1 : i + 2] == ["by"] else None
    if verb.group.passive:
        return _passive(sheet, verb)
    if found := _inverted(sheet, verb):
        return found
    source = source_of(sheet, verb, before)
    return by_comment(sheet, verb, source.span, before) or _active(sheet, verb, source)


def _inverted(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`“…,” said X` and `…, says X`: the verb after the content, its subject behind."""
    start = verb.at + 1
    if not _may_invert(sheet, verb):
        return None
    before = preceding(sheet, verb.group.left, verb.low, verb.at)
    if before is None or (before.quoted and not _may_follow(sheet, verb, before.content)):
        return None
    end = source_end(sheet, start, verb.high)
    interrupts = not before.quoted and _interrupts(sheet, verb, end)
    if not (before.quoted or interrupts or _may_trail(sheet, verb, before.content)):
        return None
    if end == start or (end < verb.high and (opens_quotation(sheet, end, verb.at) or _is_verb_at(sheet, end))):
        return None
    rest = (clause_range(sheet, end + 1, verb.high),) if interrupts else _resumed(sheet, end, verb.high)
    rule = rules.INVERTED_AFTER_QUOTATION if before.quoted else rules.INVERTED_AFTER_CLAUSE
    return verbal(sheet, verb, (before.content, *rest), (start, end), rule)


def _may_invert(sheet: Sheet, verb: Verb) -> bool:
    if not (verb.frame.flags & QUOTING or verb.frame.lemma in _INVERTING) or not verb.form & (PAST | PRESENT):
        return False
    if not verb.single or verb.group.infinitive or verb.at + 1 >= verb.high:
        return False
    tag = sheet.tags[verb.at + 1]
    return sheet.lower[verb.at + 1] != "that" and not (tag & _NO_SUBJECT and not tag & (SUBJECT | DETERMINER))


def _may_follow(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether the subject of a verb after a quotation may stand behind; "told" has someone told there."""
    if verb.frame.lemma not in _INVERTING and sheet.inside[content[0]] < 0:
        return False
    return sheet.lower[verb.at] not in ("told", "tells")


def _may_trail(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether the verb and a subject behind it may trail an unquoted clause."""
    if verb.frame.lemma not in _INVERTING:
        return False
    tag = sheet.tags[verb.at + 1]
    if tag & SUBJECT or verb.frame.flags & ADDRESSEE or not verb.frame.flags & CLAUSE:
        return False
    if not (sheet.words[verb.at + 1][0].isupper() or tag & DETERMINER):
        return False
    return has_finite_verb(sheet, content) and not _is_subject(sheet, verb, content)


def _interrupts(sheet: Sheet, verb: Verb, end: int) -> bool:
    """Whether the verb and a subject behind it stand between a subject and its verb: "That, argues X, makes …"."""
    if verb.frame.lemma not in _INVERTING or not verb.frame.flags & CLAUSE or verb.frame.flags & ADDRESSEE:
        return False
    if end + 1 >= verb.high or not sheet.tags[end] & COMMA or not sheet.tags[verb.at - 1] & COMMA:
        return False
    return bool(sheet.tags[end + 1] & (AUXILIARY | VERB))


def _is_subject(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether what stands before a comma is a subject with an insertion, and no clause of its own."""
    found = subject(sheet, verb.group.left, verb.low)
    if found is None or found[0] > content[0] + 1:
        return False
    opening = next((k for k in range(*content) if sheet.tags[k] & COMMA), content[1])
    return not sheet.tags[opening + 1] & (AUXILIARY | VERB) and not has_finite_verb(sheet, (content[0], opening))


def _is_verb_at(sheet: Sheet, k: int) -> bool:
    """Whether a finite verb stands at `k`, so that what precedes is its subject."""
    tag = sheet.tags[k]
    return not tag & _AFTER_SOURCE and bool(tag & (AUXILIARY | VERB | SUBJECT) or sheet.lower[k].endswith("ed"))


def _resumed(sheet: Sheet, k: int, high: int) -> tuple[Range, ...]:
    """A quotation that goes on after the verb and its subject: `“…,” said X, “…”`."""
    own = sheet.inside[k - 1]
    while k < high and sheet.inside[k] == own:
        if sheet.tags[k] & CUE and sheet.lower[k] in sheet.verbs:
            return ()
        k += 1
    if k == high or not sheet.tags[k - 1] & (COMMA | STOP | DASH):
        return ()
    return (clause_range(sheet, k, high),)


def _active(sheet: Sheet, verb: Verb, source: Source) -> Attribution | None:
    span = source.span
    if span and sheet.lower[span[0]] == "something" and span[1] - span[0] > 1:
        return verbal(sheet, verb, ((span[0], span[0] + 1),), (span[0] + 1, span[1]), rules.SOMETHING)
    before = _before(sheet, verb, source)
    if before and before.quoted and _is_behind(sheet, verb, before.content):
        before = None
    after = govern(sheet, verb, before is not None and before.quoted)
    if before and before.quoted and verb.frame.flags & QUOTING:
        rest = after.content if after.kind in ("quote", "colon") else ()
        return verbal(sheet, verb, (before.content, *rest), span, rules.QUOTATION_BEFORE_VERB)
    if after.kind in ("none", "comma"):
        joined = after.kind == "none" or sheet.tags[after.content[0][0]] & COORDINATOR
        if before is None and not joined and _opens_sentence(sheet, verb, source):
            return verbal(sheet, verb, after.content, span, rules.VERB_BETWEEN_COMMAS)
        if before is None or not _is_parenthetical(sheet, verb, before.content, after.kind):
            return None
        return verbal(sheet, verb, (before.content, *after.content), span, rules.VERB_AFTER_CLAUSE)
    if span is None and verb.participial and verb.at == verb.low:
        span = _behind_comma(sheet, after.content[-1][1], verb.high)
    if not _is_plausible(sheet, verb, after, span):
        return None
    content = after.content
    if before and after.comma and _is_resumed(sheet, before.content, content[0]):
        content = (before.content, *content)
    return verbal(sheet, verb, content, span, _BY_KIND[after.kind], after.cue)


def _behind_comma(sheet: Sheet, end: int, high: int) -> Range | None:
    """The subject of the main clause behind a fronted participle: "Noting that it was late, X left"."""
    at = end - 2 if end < high and sheet.inside[end] < 0 <= sheet.inside[end - 1] else end
    return first_subject(sheet, end + (at == end), high) if at < high and sheet.tags[at] & COMMA else None


def _opens_sentence(sheet: Sheet, verb: Verb, source: Source) -> bool:
    """Whether subject and verb of saying open their sentence: "But, he said, …", "Lee says, win or lose, …"."""
    if source.span is None or source.span[1] != verb.group.left or not source.own or not verb.form & FINITE:
        return False
    closed = sheet.tags[verb.at + 1] & COMMA and verb.frame.flags & CLAUSE and verb.frame.medium != "thought"
    if not (closed or verb.frame.lemma in _SAYING) or sheet.lower[verb.at] in AMBIGUOUS:
        return False
    opening = range(content_start(sheet, verb.low, source.span[0]), source.span[0])
    return sheet.lower[source.span[0]] != "according" and all(sheet.tags[k] & (ADVERB | COMMA) for k in opening)


def _is_behind(sheet: Sheet, verb: Verb, front: Range) -> bool:
    """Whether the content is behind, and the quotation before the verb another sentence's or an adjunct's."""
    if front[1] == verb.low:
        return sheet.lower[verb.at + 1 : verb.at + 2] == ["that"] or govern(sheet, verb).kind in ("quote", "colon")
    return _is_adjunct(sheet, front[0]) and govern(sheet, verb).kind in ("quote", "colon", "that", "bare")


def _is_adjunct(sheet: Sheet, k: int) -> bool:
    """Whether an adjunct or a participle begins at `k`, outside of quotation marks."""
    word = sheet.lower[k]
    fronted = sheet.tags[k] & (PREPOSITION | TIME) or word.endswith("ing") or word in _PARTICIPLES
    return sheet.inside[k] < 0 and bool(fronted)


def _is_resumed(sheet: Sheet, front: Range, content: Range) -> bool:
    """Whether a fronted phrase begins the sentence that the quotation after the verb goes on with."""
    first = sheet.words[content[0] + 1] if content[0] + 1 < content[1] else ""
    start, end = front
    if sheet.lower[start] == "as" and sheet.lower[start + 1] != "for" and has_finite_verb(sheet, (start + 1, end)):
        return False
    return sheet.lower[front[0]] in _CONTENT_FRONTS or first[:1].islower()


def _before(sheet: Sheet, verb: Verb, source: Source) -> Preceding | None:
    """The content before a verb with a subject of its own."""
    span = source.span
    if span is None or not source.own or sheet.tags[span[0]] & RELATIVE or verb.participial or verb.group.infinitive:
        return None
    edge = span[0] if verb.low <= span[0] and span[1] <= verb.group.left else verb.group.left
    found = preceding(sheet, edge, verb.low, verb.at)
    return None if found and sheet.lower[found.content[0]] == "according" else found


def _is_parenthetical(sheet: Sheet, verb: Verb, content: Range, after: str) -> bool:
    """Whether what stands before a comma is a clause of its own and no fronted adjunct."""
    if not verb.frame.flags & CLAUSE or not verb.form & FINITE:
        return False
    if after == "none" and (content[1] - content[0] < 2 or not _stands_alone(sheet, verb)):
        return False
    if not sheet.tags[content[0]] & (PREPOSITION | SUBORDINATOR):
        return True
    return any(tag & AUXILIARY for tag in sheet.tags[slice(*content)]) or sheet.lower[verb.at + 1 : verb.at + 2] == [
        ","
    ]


def _stands_alone(sheet: Sheet, verb: Verb) -> bool:
    """Whether no object follows the verb, and the particle that it needs is there."""
    k = verb.at + 1
    if verb.frame.particles and sheet.lower[k : k + 1] != [] and sheet.lower[k] not in verb.frame.particles:
        return False
    if k >= verb.high or verb.frame.flags & ADDRESSEE or verb.frame.particles:
        return True
    return bool(sheet.tags[k] & _AFTER_VERB) or is_manner(sheet.words[k])


def _is_plausible(sheet: Sheet, verb: Verb, after: Government, source: Range | None) -> bool:
    """Whether a verb with such a source governs such a content."""
    if verb.single and verb.form & PARTICIPLE and not verb.form & PAST:
        return False
    if verb.group.infinitive and after.kind in (_LOOSE if verb.frame.lemma == "say" else ("bare", *_LOOSE)):
        return False
    if verb.participial and after.kind == "noun" and sheet.tags[verb.at - 1] & PREPOSITION:
        return False
    if source is None:
        return after.kind in _SOURCELESS
    if after.kind == "quote" and _only_names(sheet, verb, source):
        return False
    if after.kind == "noun" and _says_nothing(sheet, verb, after.content[0]):
        return False
    if verb.frame.lemma == "refer" and not _names_as(sheet, verb, after.content[0]):
        return False
    return _can_report(sheet, verb, source) and not _is_reduced(sheet, verb, after, source)


def _says_nothing(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether a noun phrase tells nothing of what was said: "his view", what is posted, done again or recalled."""
    start, end = content
    if sheet.quoted((content,)) - {sheet.inside[verb.at]}:
        return False
    words = sheet.lower[start:end]
    if len(words) <= _SHORT and sheet.tags[start] & POSSESSIVE and words[-1] in CLAUSE_NOUNS:
        return True
    if len(words) == 1 and words[0].endswith(("self", "selves")):
        return True
    return verb.frame.lemma in _DONE and CLAUSE_NOUNS.isdisjoint(words)


def _names_as(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether who refers to something says what it is: in quotation marks, or by "as"."""
    if sheet.quoted((content,)) - {sheet.inside[verb.at]}:
        return True
    return "as" in sheet.lower[content[0] + 1 : content[1]]


def _only_names(sheet: Sheet, verb: Verb, source: Range) -> bool:
    """Whether words in quotation marks right behind "called" and the like are the name of what precedes."""
    if not verb.single or not verb.frame.flags & SMALL or verb.frame.flags & CLAUSE:
        return False
    return bool(verb.form & PARTICIPLE) and not _fronted(sheet, source)


def _fronted(sheet: Sheet, source: Range) -> bool:
    """Whether a relative or question word stands before the subject: "what he said were …"."""
    return source[0] > 0 and bool(sheet.tags[source[0] - 1] & (RELATIVE | QUESTION))


def _can_report(sheet: Sheet, verb: Verb, source: Range) -> bool:
    """Whether the source is no lone adjective, and, of "read", no reader."""
    word, start = sheet.lower[source[0]], source[0]
    if verb.frame.lemma == "read" and sheet.tags[start] & SUBJECT and word not in _INANIMATE:
        return False
    return source[1] - start > 1 or sheet.words[start] != word or not word.endswith(ADJECTIVAL)


def _is_reduced(sheet: Sheet, verb: Verb, after: Government, source: Range) -> bool:
    """Whether a finite verb behind makes this a participle ("a merger announced Monday would …")."""
    if after.kind not in ("bare", "noun") or not verb.form & PARTICIPLE or _fronted(sheet, source):
        return False
    start = after.content[0][0]
    form = form_at(sheet, start)
    if form & PAST and not form & BASE and (after.kind == "noun" or sheet.tags[start - 1] & TIME):
        return True
    return bool(sheet.tags[start] & AUXILIARY) and not sheet.lower[start].endswith("ing")


def _passive(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`X was accused of …`, `it was said that …`, `X is expected to …`, with the agent as source."""
    after = govern(sheet, verb)
    if after.kind in ("none", "comma", "bare") or form_at(sheet, after.content[0][0]) & PAST:
        return None
    patient = subject(sheet, verb.group.left, verb.low)
    content, source = _without_agent(sheet, after)
    if after.kind in ("object", "to", "small") and patient and sheet.lower[patient[0]] != "it":
        content = (patient, *content)
    return verbal(sheet, verb, content, source, rules.PASSIVE_VERB, after.cue)


def _without_agent(sheet: Sheet, after: Government) -> tuple[tuple[Range, ...], Range | None]:
    """The content and the agent of a passive, which may stand at the content's end."""
    if after.agent or not after.content:
        return after.content, after.agent
    start, end = after.content[-1]
    for k in range(end - 2, max(start, end - _AGENT), -1):
        if sheet.tags[k] & COMMA or (sheet.lower[k] == "by" and sheet.lower[k - 1].endswith("ed")):
            break
        if sheet.lower[k] == "by" and noun_phrase(sheet, k + 1, end) == end:
            return (*after.content[:-1], (start, k)), (k + 1, end)
    return after.content, None
