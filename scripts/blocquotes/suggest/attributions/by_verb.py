"""Attributions by verbs: active, passive and inverted ones, fronted and interrupted contents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution, verbal
from blocquotes.suggest.attributions.by_comment import by_comment, by_participle
from blocquotes.suggest.attributions.by_phrase import by_how, by_quoting
from blocquotes.suggest.attributions.by_relay import RELAYING, by_relay
from blocquotes.suggest.attributions.by_signature import speaks
from blocquotes.suggest.attributions.plausible import is_plausible
from blocquotes.suggest.attributions.possible import ends_content_before, follows_quotation, is_possible, means_content
from blocquotes.suggest.attributions.sources import Source, noun_start, source_of
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.bare_clauses import FINDING, HEARING
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.contents import NOUN_KIND
from blocquotes.suggest.grammar.finite_verbs import PASTS, has_finite_verb, holds_verb
from blocquotes.suggest.grammar.government import govern
from blocquotes.suggest.grammar.main_verbs import before_main_verb
from blocquotes.suggest.grammar.objects import to_follows
from blocquotes.suggest.grammar.phrases import begins_amount, is_number, noun_phrase, source_end
from blocquotes.suggest.grammar.preceding import Preceding, around_bracket, content_start, preceding
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.grammar.times import after_time, before_time
from blocquotes.suggest.grammar.trailing import is_aside, turns
from blocquotes.suggest.grammar.verbs import Verb, has_plural_behind, is_asked, is_told, is_verb, read_verb
from blocquotes.suggest.grammar.walk import NONE, Government
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    ED,
    ING,
    MARK,
    NEGATION,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, OBJECT_TO, QUOTING, TO, is_naming
from blocquotes.suggest.text.sheet import (
    Range,
    Sheet,
    bracket_around,
    fits,
    form_at,
    is_adverb,
    is_at,
    is_finite_at,
    is_name_at,
    opens_quotation,
    skip,
    word_at,
)

_INVERTING: Final = word_class("inverting-verb")
_NO_SUBJECT: Final = COMMA | STOP | MARK | PREPOSITION | QUESTION | ADVERB | TIME | COORDINATOR
_AFTER_SOURCE: Final = COMMA | STOP | DASH | PREPOSITION | COORDINATOR | RELATIVE | SUBORDINATOR
_AFTER_VERB: Final = _AFTER_SOURCE | TIME | ADVERB | MARK | BRACKET
_ENDS_SPEAKER: Final = COMMA | STOP | DASH
_GOES_ON: Final = tags_with(AUXILIARY | VERB | SUBJECT, but=_AFTER_SOURCE)
_ADJUNCT: Final = PREPOSITION | TIME | ING
_VERBAL: Final = tags_with(AUXILIARY | VERB | CUE | ED, but=POSSESSIVE)
_OBJECT: Final = OBJECT | DETERMINER | POSSESSIVE
_PASTS: Final = PASTS | word_class("past-as-base")
_BEHIND_PAST: Final = _OBJECT | PREPOSITION
_CONTENT_FRONTS: Final = word_class("content-front")
_OWNED: Final = DETERMINER | POSSESSIVE
# … and "sources close to the talks".
_BEFORE_TO: Final = word_class("office-with-to") | {"close"}
_PARTICIPLES: Final = word_class("fronted-participle")
_ASKED: Final = word_class("asked")
_PARTS_OF_TIME: Final = word_class("part-of-time")
_SUMMARIES: Final = word_class("summary-noun")
# Words before a subject whose clause says something of the sentence around it.
_AROUND: Final = ("as", "how")
_SOMETHING: Final = _SUMMARIES | {"something"}
_BEFORE_SUMMARY: Final = COMMA | DASH | MARK
# Passives of which the subject is who thinks: "She is assured of a seat", "Others are determined to stay".
_EXPERIENCED: Final = ("assure", "determine", "convince", "commit")
_MODALS: Final = word_class("hypothetical") | {"should", "must"}
_ONLY_OBJECT: Final = tags_with(OBJECT, but=POSSESSIVE)
# The most words of where something is said, and what is behind it.
_LONGEST_OCCASION: Final = 9
_ENDS_OCCASION: Final = COMMA | STOP | MARK | SUBJECT | AUXILIARY | RELATIVE
_OCCASIONS: Final = ("note", "letter", "statement", "email", "memo", "post", "report")
_SAYING: Final = word_class("plain-verb")
_ASKED_OR_TOLD: Final = ("asked", "told", "warned", "informed")
# What headlines have for a clause without a verb: "Bridge to stay shut", "Meals too salty", "Talks not over".
_CLAUSE_OF_HEADLINE: Final = frozenset(("to", "too", "not", "so", "very"))
# Words that begin a sentence of few words that answers: "Not so, says Lee."
_ANSWERING: Final = ("not", "no", "yes", "never", "nonsense", "rubbish", "wrong")
_MORE: Final = ("further", "also")
_PERSONAL: Final = ("he", "she", "i")
_DOCUMENTS: Final = frozenset(("statement", "letter", "report", "message", "email", "note", "notice"))
_ISSUED: Final = ("issued", "released", "published", "posted", "signed", "written")
_CONCEDING: Final = ("though", "although", "because", "while", "whereas")
# Verbs that a clause around them is not the content of, but what is opposed.
_OPPOSING: Final = ("disagree", "dispute", "deny")
# Prepositions of what was said and not of who says it: "…, says Lee, in the strait".
_GOING_ON: Final = ("in", "despite", "without", "until", "by")
# Tokens from a verb to a quotation that is not its own: "conceded twice ,".
_OWN_WORDS: Final = 3
_REPLYING: Final = ("reply", "respond", "answer")
_INVESTIGATING: Final = word_class("questioning-body") | {"witnesses", "authorities"}
# The most words between "by" and the end of a passive's content.
_AGENT: Final = 9
# The most words before a name that say what its bearer is: "film director Ann Lee".
_LONGEST_TITLE: Final = 4
# Tokens from a verb to the end of a headline that ends with who speaks: "says city council".
_LONGEST_ROLE: Final = 4

_QUOTED: Final = ("quote", "colon")
_CLAUSES: Final = ("that", "bare")
_OPENING_QUOTES: Final = (*_QUOTED, "that", "bare")
_BEHIND_PARTICIPLE: Final = (*_OPENING_QUOTES, "to")
_OF_PATIENT: Final = ("object", "to", "small")
_NO_PASSIVE: Final = ("none", "comma")
_TO: Final = TO | OBJECT_TO
_DONE_TO: Final = word_class("done-to")
_ALONE: Final = SUBJECT | OBJECT | DETERMINER
_BEFORE_DETERMINER: Final = PREPOSITION | DETERMINER | COORDINATOR
_TELLING: Final = ("tell", "warn", "assure", "advise", "remind", "inform")
_AFTER_AGENT: Final = COMMA | STOP | TIME | DASH
# Kind of what a verb governs → the rule that reads it as a quote.
_BY_KIND: Final = {
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


def by_verb(sheet: Sheet, i: int, sentence: Range, before: Sequence[Attribution]) -> Attribution | None:
    """What the reporting verb at token `i` attributes; `before` are earlier attributions of its sentence."""
    if not is_possible(sheet, i, sentence):
        return None
    found = _by_verb(sheet, read_verb(sheet, i, sentence), before)
    if found and any(_is_between(earlier, found) for earlier in before):
        return None
    return found


def _is_between(earlier: Attribution, found: Attribution) -> bool:
    """Whether a verb is between an earlier one and its content: "warned them in | writing that it was late"."""
    # "as noted by Lee, by": an attribution may be left without a content
    if not earlier.content or not found.content:
        return False
    return earlier.anchor < found.anchor < found.content[0][0] == earlier.content[-1][0]


def _by_verb(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Attribution | None:
    i = verb.at
    if verb.frame.lemma in RELAYING and (found := _relayed(sheet, verb)):
        return found
    # Two looks at the sheet spare nearly all verbs the calls.
    if sheet.lower[i] in _ASKED_OR_TOLD and (is_asked(sheet, verb) or is_told(sheet, verb)):
        return _passive(sheet, replace(verb, passive=True))
    # Behind a bracket, the verb looks like a participle.
    if i in sheet.brackets and (found := _inverted_in_brackets(sheet, verb)):
        return found
    if not is_verb(sheet, verb):
        return _by_agent_behind(sheet, verb, before) if sheet.lower[i + 1] == "by" else None
    if verb.passive:
        return _passive(sheet, verb)
    return _inverted(sheet, verb) or _by_active(sheet, verb, before)


def _relayed(sheet: Sheet, verb: Verb) -> Attribution | None:
    """What a verb passes on of another's words: "quoted Lee as saying", "quoting Lee, said"."""
    return by_relay(sheet, verb) or by_quoting(sheet, verb.at)


def _by_active(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Attribution | None:
    """What an active verb attributes to the subject before it."""
    after = None if follows_quotation(sheet, verb.low, verb.at) else govern(sheet, verb)
    # "The mayor left and saw the town.": without content, no source needs to be found.
    if after and after.kind == "none" and _lacks_content(sheet, verb):
        return None
    source, found = source_of(sheet, verb, before), None
    if source.span:
        start = source.span[0]
        # "It is late, according to a draft posted online"
        if sheet.lower[start] == "according":
            return None
        if sheet.lower[start - 1] in _AROUND:
            found = _by_clause_around(sheet, verb, source.span, before)
    found = found or _active(sheet, verb, source, after)
    if found and verb.at + 1 == verb.high and _was_told(sheet, verb, source):
        return replace(found, source=None)
    return found


def _lacks_content(sheet: Sheet, verb: Verb) -> bool:
    """Whether no words but quoted ones can be what a verb reports that governs nothing: "In May, Lee saw it"."""
    if means_content(sheet, verb.low, verb.at):
        return False
    # "Lee came and spoke", but "It is late, Lee said"
    return not (ends_content_before(sheet, verb.low, verb.at) and _has_no_object(sheet, verb))


def _by_clause_around(sheet: Sheet, verb: Verb, source: Range, before: Sequence[Attribution]) -> Attribution | None:
    """`“…” is how X put it` and `As X noted, …`: what the clause of a verb says of the sentence around it."""
    if sheet.lower[source[0] - 1] == "how":
        return by_how(sheet, verb, source)
    return by_comment(sheet, verb, source, before)


def _was_told(sheet: Sheet, verb: Verb, source: Source) -> bool:
    """Whether a verb that ends a headline says who was told, without "was": "Driver was asleep, court told"."""
    if verb.frame.lemma != "tell" or source.span is None:
        return False
    return not HEARING.isdisjoint(sheet.lower[slice(*source.span)])


def _or_so(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`…, or so says X` and `…, or so X says`: the clause before the comma is the content."""
    behind = fits(sheet, verb.at - 2, ("or",), ("so",))
    source = _source_behind(sheet, verb) if behind else subject(sheet, verb.left, verb.low)
    if source is None:
        return None
    edge = verb.at - 2 if behind else source[0] - 2
    # "He left, or so the town says"
    if not fits(sheet, edge - 1, COMMA | DASH, ("or",), ("so",)):
        return None
    rule = rules.INVERTED_AFTER_CLAUSE if behind else rules.VERB_AFTER_CLAUSE
    return verbal(sheet, verb, ((content_start(sheet, verb.low, edge - 1), edge - 1),), source, rule)


def _inverted(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`“…,” said X` and `…, says X`: the verb after the content, its subject behind."""
    if not verb.form & FINITE:
        return None
    # Nearly all verbs have no "so" before them, which spares them the search for a subject.
    if "so" in sheet.lower[verb.low : verb.at] and (found := _or_so(sheet, verb)):
        return found
    if verb.infinitive:
        return None
    # "said on Monday", "said he": a subject in the nominative comes before its verb.
    if sheet.tags[verb.at + 1] & _NO_SUBJECT:
        return None
    before = preceding(sheet, verb.left, verb.low, verb.at)
    if before is None or not _may_follow(sheet, verb, before):
        return None
    source = _source_behind(sheet, verb)
    if source is None or _ends_insertion(sheet, verb, before):
        return None
    if not before.quoted and _urges(sheet, verb, source[1]):
        return None
    rule = rules.INVERTED_AFTER_QUOTATION if before.quoted else rules.INVERTED_AFTER_CLAUSE
    rest = _resumed(sheet, source[1], verb.high)
    if _interrupts(sheet, verb, before, source[1]) or _goes_on(sheet, verb, before, source[1]):
        rest = (clause_range(sheet, _behind_occasion(sheet, source[1], verb.high) + 1, verb.high),)
    return verbal(sheet, verb, (before.content, *rest), source, rule)


def _urges(sheet: Sheet, verb: Verb, end: int) -> bool:
    """Whether who is behind a verb is asked for something: "It was a farce, the mayor urged voters | to go"."""
    return bool(verb.frame.flags & OBJECT_TO) and word_at(sheet, end) == "to"


def _inverted_in_brackets(sheet: Sheet, verb: Verb) -> Attribution | None:
    """A verb and its subject that fill brackets: "The wall (says Lee) will fall"."""
    pair = bracket_around(sheet, verb.at)
    if pair is None or pair[0] + 1 != verb.at or not verb.form & FINITE:
        return None
    if verb.frame.lemma not in _SAYING:
        return None
    # "The tea (added sugar) is sweet"
    if verb.frame.lemma == "add" and not is_name_at(sheet, verb.at + 1, DETERMINER):
        return None
    content, source = around_bracket(sheet, verb.at), _source_behind(sheet, verb)
    # "The wall (said to be old) …"
    if not content or source is None:
        return None
    return verbal(sheet, verb, content, source, rules.INVERTED_AFTER_CLAUSE)


def _interrupts(sheet: Sheet, verb: Verb, before: Preceding, end: int) -> bool:
    """Whether a verb and its subject, which ends at `end`, interrupt a clause: "The tower, says Lee, leans"."""
    if before.quoted:
        return False
    end = _behind_occasion(sheet, end, verb.high)
    if not is_at(sheet, end, verb.high - 1, COMMA):
        return False
    # "The tower, warn engineers, will fall", "Without a wall, warn engineers, the tower will fall"
    if verb.frame.lemma not in _SAYING and not (sheet.tags[end + 1] | sheet.tags[before.content[0]] & PREPOSITION) & (
        AUXILIARY | PREPOSITION
    ):
        return False
    # "There is, says Lee, “no plan”"
    if opens_quotation(sheet, end + 1, verb.at):
        return True
    # "The plan, says Lee, is late": behind an article the word is a noun.
    return not any(_is_of_clause(sheet, k) for k in range(*before.content))


def _behind_occasion(sheet: Sheet, k: int, high: int) -> int:
    """The comma behind where something is said: "The plan, wrote Lee | in a note to clients |, is old"."""
    if sheet.lower[k] not in ("in", "to"):
        return k
    near = range(k + 1, min(k + _LONGEST_OCCASION, high))
    end = next((j for j in near if sheet.tags[j] & _ENDS_OCCASION), k)
    return end if sheet.tags[end] & COMMA else k


def _is_of_clause(sheet: Sheet, k: int) -> bool:
    """Whether a comma or a verb is at `k`, so that more than a noun phrase is there."""
    if sheet.tags[k] & (COMMA | AUXILIARY):
        return True
    if not (sheet.tags[k] & (VERB | CUE)):
        return False
    return not sheet.tags[k - 1] & _OWNED


def _ends_insertion(sheet: Sheet, verb: Verb, before: Preceding) -> bool:
    """Whether quoted words end an insertion behind the verb's subject: "The suit, by “Jane Roe,” | claims it fell"."""
    start = before.content[0]
    if sheet.inside[start] >= 0:
        return False
    found = subject(sheet, verb.left, verb.low)
    # "Rents rose, which is “unfair,” says Lee"
    if found is None:
        return False
    if found[0] != start:
        return False
    return not holds_verb(sheet, *found, AUXILIARY | VERB | ED)


def _goes_on(sheet: Sheet, verb: Verb, before: Preceding, end: int) -> bool:
    """Whether a clause goes on behind a verb and its subject, which ends at `end`: "It fell, says Lee, in May"."""
    if before.quoted or not is_at(sheet, end, verb.high - 1, COMMA):
        return False
    # "…, says Ann Lee, of Oslo"
    if not sheet.tags[end + 1] & SUBORDINATOR and sheet.lower[end + 1] not in _GOING_ON:
        return False
    return not turns(sheet, end + 1, verb.high)


def _source_behind(sheet: Sheet, verb: Verb) -> Range | None:
    """The source right behind a verb."""
    start = verb.at + 1
    end = _with_issuer(sheet, start, source_end(sheet, start, verb.high), verb.high)
    # "said Ann Lee | late on Thursday"
    if sheet.words[end - 1] in _PARTS_OF_TIME and end > start + 1:
        end -= 1
    if end == start:
        return None
    # "“…,” said the man who …" goes on, "“…,” said he was late" does not.
    return None if _has_verb_behind(sheet, verb, end) else (start, _before_addressee(sheet, verb, start, end))


def _with_issuer(sheet: Sheet, start: int, end: int, high: int) -> int:
    """The end of a document that speaks, with whose it is: "said a statement (issued) by | the town"."""
    if sheet.lower[end - 1] not in _DOCUMENTS:
        return end
    by = end + 1 if sheet.lower[end] in _ISSUED else end
    return noun_phrase(sheet, by + 1, high) if word_at(sheet, by) == "by" else end


def _before_addressee(sheet: Sheet, verb: Verb, start: int, end: int) -> int:
    """The end of a source behind its verb without whom, or where, it speaks to."""
    # "“…,” said the mason to Ann Lee", but "said the envoy to Oslo"
    if "to" in sheet.lower[start + 1 : end]:
        addressees = (k for k in range(start + 1, end) if sheet.lower[k] == "to")
        end = next((k for k in addressees if sheet.lower[k - 1] not in _BEFORE_TO), end)
    if "in" not in sheet.lower[start:end]:
        return end
    # "wrote the broker in a note to clients"
    occasion = next((k for k in range(start + 1, end) if fits(sheet, k, ("in",), ("a", "an"), _OCCASIONS)), end)
    if occasion < end:
        return occasion
    # "…, report researchers in Nature"
    if verb.frame.lemma == "report":
        return end - 2
    return end


def _may_follow(sheet: Sheet, verb: Verb, before: Preceding) -> bool:
    """Whether the subject of a verb after such a content may be behind it."""
    # "The race was fixed, allege riders", but "The suit, filed by “Jane Roe,” alleges Lee lied"
    inverting = verb.frame.lemma in _INVERTING
    if not before.quoted:
        if not (inverting or _is_plural_present(verb)):
            return False
        return _is_in_or_behind_clause(sheet, verb, before)
    # "“…,” told Lee": the addressee is behind it.
    if sheet.lower[verb.at] in ("told", "tells"):
        return False
    return inverting or sheet.inside[before.content[0]] >= 0


def _is_plural_present(verb: Verb) -> bool:
    """Whether a verb of saying has neither ending nor auxiliary, as behind what people say: "…, allege riders"."""
    if not verb.single:
        return False
    return bool(verb.form & BASE)


def _is_in_or_behind_clause(sheet: Sheet, verb: Verb, before: Preceding) -> bool:
    """Whether a verb and the subject behind it interrupt or trail the clause that a content begins."""
    if not _begins_subject(sheet, verb):
        return False
    if _interrupts(sheet, verb, before, noun_phrase(sheet, verb.at + 1, verb.high)):
        return True
    return _may_trail(sheet, verb, before.content)


def _ends_headline(sheet: Sheet, verb: Verb) -> bool:
    """Whether a verb and who speaks end a line without a full stop: "Bridge to stay shut, says (city) council"."""
    if verb.high not in sheet.tokens.paragraphs or verb.high > verb.at + _LONGEST_ROLE:
        return False
    # "…, says trade union boss"
    return verb.high == verb.at + 2 or speaks(sheet, verb.at + 1, verb.high)


def _may_trail(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether a verb and a subject behind it may trail an unquoted clause: "The pact is dead, says Lee"."""
    # "In the end, says Lee": no clause precedes.
    if not has_finite_verb(sheet, content):
        # "Not so, says Lee."
        if sheet.lower[verb.low] in _ANSWERING:
            return True
        if not _ends_headline(sheet, verb):
            return False
        # "Bridge to stay shut, says council", "Meals too salty, claim parents"
        return not _CLAUSE_OF_HEADLINE.isdisjoint(sheet.lower[slice(*content)])
    return not _is_subject(sheet, verb, content)


def _begins_subject(sheet: Sheet, verb: Verb) -> bool:
    """Whether what is behind a verb may be its subject and not its object."""
    start = verb.at + 1
    # "It was late, say residents"
    if verb.form & BASE and has_plural_behind(sheet, verb):
        return True
    # "Bridge to stay shut, says council"
    if _ends_headline(sheet, verb):
        return True
    # "The crowd left, asked Lee to come": the name is whom the verb has for an object.
    if verb.frame.flags & ADDRESSEE:
        return False
    # "It was late, said residents", but "It was late, says nothing"
    if verb.frame.lemma == "say" and has_plural_behind(sheet, verb):
        return True
    if is_name_at(sheet, start, DETERMINER):
        return True
    return _begins_title(sheet, start)


def _begins_title(sheet: Sheet, start: int) -> bool:
    """Whether a title before a name begins at a token: "It was late, says | mayor Ann Lee"."""
    near = range(start, start + _LONGEST_TITLE)
    # "says fire chief Ann Lee": a word that may attribute is a noun there
    name = next((k for k in near if sheet.tags[k] & ~CUE or sheet.words[k][0].isupper()), start)
    return not sheet.tags[name] & ~CUE


def _is_subject(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether the words before a comma are a subject with an insertion, and no clause of its own."""
    found = subject(sheet, verb.left, verb.low)
    if found is None:
        return False
    start, end = content
    # "On the right, | Lee, a mayor, tweeted a joke"
    if sheet.tags[start] & PREPOSITION:
        start = next((k + 1 for k in range(start, end) if sheet.tags[k] & COMMA), start)
    # "The talks failed, the town left, says Lee": the subject is that of a later clause.
    if found[0] > start + 1:
        return False
    opening = next((k for k in range(start, end) if sheet.tags[k] & COMMA), end)
    # "The report's author, Ann Lee, said …": a noun, which owns something
    verbal = (k for k in range(start, opening) if sheet.tags[k] in _VERBAL)
    return all(sheet.tags[k - 1] & DETERMINER for k in verbal)


def _has_verb_behind(sheet: Sheet, verb: Verb, k: int) -> bool:
    """Whether a quotation or a finite verb at `k` makes what precedes it no source of the verb."""
    if k >= verb.high:
        return False
    if opens_quotation(sheet, k, verb.at):
        return True
    # "The report, seen by us, said Lee suggests it was late"
    if form_at(sheet, k) == PRESENT:
        return True
    return sheet.tags[k] in _GOES_ON


def _resumed(sheet: Sheet, k: int, high: int) -> tuple[Range, ...]:
    """A quotation that goes on after the verb and its subject: `“…,” said X, “…”`."""
    for at in range(k, high):
        if opens_quotation(sheet, at, k - 1):
            return (clause_range(sheet, at, high),) if sheet.tags[at - 1] & _ENDS_SPEAKER else ()
        # "“…,” said X, adding: “…”": the quotation is that of another verb; "…, referring to Y, “…”" goes on.
        if sheet.tags[at] & CUE and not (_is_resumed_later(sheet, at, high) or sheet.tags[at - 1] & BE):
            return ()
    return ()


def _is_resumed_later(sheet: Sheet, at: int, high: int) -> bool:
    """Whether a quotation goes on behind a verb at `at` with words of its own: "…, who left at two, “but …”"."""
    k = next((k for k in range(at + 1, high) if opens_quotation(sheet, k, at)), high)
    if k - at < _OWN_WORDS or not sheet.tags[k - 1] & COMMA:
        return False
    return sheet.words[k + 1].islower()


def _active(sheet: Sheet, verb: Verb, source: Source, after: Government | None) -> Attribution | None:
    """A verb with its subject before it, and the content on either side; `after` is what it governs, if known."""
    # few sources have "something" or a noun for what was said in or right before them
    if source.span:
        start, end = source.span
        if not _SOMETHING.isdisjoint(sheet.lower[start - 1 if start else 0 : end]):
            if found := _something(sheet, verb, source.span):
                return found
            # "a move | Ann Lee called “late”"
            if (behind := _after_summary(sheet, start, end)) is not None:
                source = Source((behind, end))
    before = _before(sheet, verb, source)
    # No quotation is before the verb where it is known what it governs.
    after = after or govern(sheet, verb, before is not None and before.quoted)
    front = None
    if before:
        if before.quoted and verb.frame.flags & QUOTING:
            return _behind_quotation(sheet, verb, source, before, after)
        if after.kind == "that" and _tells_occasion(sheet, verb, before, after):
            after = NONE
        front = before.content
    if after.kind in ("none", "comma"):
        return _in_commas(sheet, verb, source, front, after)
    return _before_content(sheet, verb, source.span, front, after)


def _behind_quotation(
    sheet: Sheet, verb: Verb, source: Source, before: Preceding, after: Government
) -> Attribution | None:
    """A verb with its subject behind a quotation, which may go on behind it: `“…,” X said, “…”`."""
    content = (before.content, *after.content)
    return verbal(sheet, verb, content, source.span, rules.QUOTATION_BEFORE_VERB, _particle(sheet, verb))


def _tells_occasion(sheet: Sheet, verb: Verb, before: Preceding, after: Government) -> bool:
    """Whether "when" behind a verb says when the clause before was said: "It fell, they said when they came"."""
    if sheet.lower[after.content[0][0]] != "when":
        return False
    if verb.negated or sheet.tags[before.content[0]] & (PREPOSITION | SUBORDINATOR):
        return False
    return has_finite_verb(sheet, before.content)


def _something(sheet: Sheet, verb: Verb, span: Range) -> Attribution | None:
    """`something X said` and `something X called “…”`, of which the content is the pronoun."""
    start, end = span
    # "…, a claim | she denies"
    if sheet.lower[start - 1] in _SUMMARIES:
        start -= 2
    if (behind := _after_summary(sheet, start, end)) is not None and _ends_clause(sheet, verb):
        return verbal(sheet, verb, ((start, behind),), (behind, end), rules.SOMETHING)
    # "something Lee said", but "something said"
    if sheet.lower[start] != "something" or end == start + 1:
        return None
    return verbal(sheet, verb, ((start, start + 1),), (start + 1, end), rules.SOMETHING)


def _ends_clause(sheet: Sheet, verb: Verb) -> bool:
    """Whether nothing is behind a verb: "a claim the army denies", but "a move aides say was made in haste"."""
    if verb.at + 1 >= verb.high:
        return True
    return bool(sheet.tags[verb.at + 1] & _AFTER_AGENT)


def _after_summary(sheet: Sheet, start: int, end: int) -> int | None:
    """The token behind a noun for what was said, which a clause on it follows: "…, a claim | the army denies"."""
    if not sheet.tags[start - 1] & _BEFORE_SUMMARY:
        return None
    behind = next((k + 1 for k in range(start + 1, end - 1) if sheet.lower[k] in _SUMMARIES), None)
    if behind is None:
        return None
    # "a claim (that) inspectors deny", but "a claim against them"
    if is_name_at(sheet, behind, DETERMINER | SUBJECT) or sheet.lower[behind].endswith("s"):
        return behind
    # "a move | general manager Ann Lee called “late”"
    return None if sheet.tags[behind] else behind


def _before(sheet: Sheet, verb: Verb, source: Source) -> Preceding | None:
    """The content before a verb with a subject of its own."""
    span = source.subject
    if span is None:
        return None
    # "The pact is dead, which said that …": what precedes is what the pronoun means.
    if sheet.tags[span[0]] & RELATIVE:
        return None
    edge = before_time(sheet, span[0], verb.low) if sheet.tags[span[0] - 1] & TIME else span[0]
    found = preceding(sheet, edge, verb.low, verb.at)
    if found is None:
        return None
    # "According to Lee, they said …"
    if sheet.lower[found.content[0]] == "according":
        return None
    if found.quoted:
        return None if _is_behind(sheet, verb, found.content) else found
    # "Asked about it, Lee did not reply."
    if _is_asked_clause(sheet, found.content[0]):
        return None
    # "As I have said before, we will respond."
    return None if _is_only_as_clause(sheet, found.content) else found


def _is_asked_clause(sheet: Sheet, k: int) -> bool:
    """Whether a clause begins at `k` that says what was asked: "Asked if …", "When asked about …"."""
    asked = k + 1 if sheet.lower[k] in ("when", "if") else k
    return sheet.lower[asked] in _ASKED


def _is_only_as_clause(sheet: Sheet, content: Range) -> bool:
    """Whether only a clause with "as" precedes: "As it fell, Lee said", but "As it fell, they left, Lee said"."""
    if not _is_as_clause(sheet, content):
        return False
    return not any(tag & COMMA for tag in sheet.tags[slice(*content)])


def _is_behind(sheet: Sheet, verb: Verb, front: Range) -> bool:
    """Whether the content is behind, and the quotation before the verb another sentence's or an adjunct's."""
    # "“It is over.” Lee said that he was late."
    if front[1] == verb.low:
        # "“Why?” Her critics cited it in court."
        if not verb.frame.flags & ADDRESSEE and sheet.tags[verb.at + 1] & _OBJECT:
            return True
        return govern(sheet, verb).kind in _QUOTED
    # "In “the end,” Lee said it was over.", "Calling it “late,” Lee urged them to go."
    if not _is_adjunct(sheet, front[0]):
        return False
    behind = _BEHIND_PARTICIPLE if sheet.tags[front[0]] & ING else _OPENING_QUOTES
    return govern(sheet, verb).kind in behind


def _is_adjunct(sheet: Sheet, k: int) -> bool:
    """Whether an adjunct or a participle begins at `k`, outside of quotation marks: "Waving “a map,” …"."""
    if sheet.inside[k] >= 0:
        return False
    if sheet.tags[k] & _ADJUNCT:
        return True
    return sheet.lower[k] in _PARTICIPLES


def _joins(sheet: Sheet, subject: Range | None) -> bool:
    """Whether "and" or the like and a comma are before a subject: "It fell | and, Lee says, rose again."."""
    return subject is not None and fits(sheet, subject[0] - 2, COORDINATOR, COMMA)


def _in_commas(sheet: Sheet, verb: Verb, source: Source, before: Range | None, after: Government) -> Attribution | None:
    """`…, he said` and `But, he said, …`: nothing or only a comma follows the verb."""
    if before is None:
        if found := _that_is_what(sheet, verb, source.span, after):
            return found
        if _fills_brackets(sheet, verb, source):
            return verbal(sheet, verb, around_bracket(sheet, verb.at), source.span, rules.VERB_AFTER_CLAUSE)
        if not _opens_sentence(sheet, verb, source, after):
            return None
        return verbal(sheet, verb, after.content, source.span, rules.VERB_BETWEEN_COMMAS)
    if not _takes_clause_before(sheet, verb, source) or not _is_parenthetical(sheet, verb, before, after):
        return None
    cue = _particle(sheet, verb)
    # "It would fall, they said, but they left"
    if after.content and _turns_to_past(sheet, before, after.content[0]):
        after = NONE
    # "It fell, which, he said, was late"
    begins = _joins(sheet, source.subject) or fits(sheet, before[1] - 2, COMMA, RELATIVE)
    if after.content and begins:
        return verbal(sheet, verb, after.content, source.span, rules.VERB_BETWEEN_COMMAS, cue)
    return verbal(sheet, verb, (before, *after.content), source.span, rules.VERB_AFTER_CLAUSE, cue)


def _turns_to_past(sheet: Sheet, before: Range, rest: Range) -> bool:
    """Whether "but" and a past are behind what lies ahead, of which they are none: "…, he said, but they left"."""
    start, end = rest
    if sheet.lower[start] != "but" or _MODALS.isdisjoint(sheet.lower[slice(*before)]):
        return False
    return any(sheet.lower[k] in _PASTS or sheet.tags[k] & ED for k in range(start + 2, end))


def _particle(sheet: Sheet, verb: Verb) -> tuple[Range, ...]:
    """The particle right behind a verb that needs it: "It fell, he pointed | out | on Monday"."""
    k = verb.at + 1
    # "“It is late,” he went on."
    if sheet.lower[k] in verb.frame.particles or (sheet.lower[k] == "on" and verb.frame.lemma == "go"):
        return ((k, k + 1),)
    return ()


def _that_is_what(sheet: Sheet, verb: Verb, span: Range | None, after: Government) -> Attribution | None:
    """`That is what X said`, of which the content is the pronoun, unless a quotation is right before it."""
    low = verb.low
    if span is None or span[0] != low + 3:
        return None
    if not fits(sheet, low, ("that", "this"), BE, ("what",)):
        return None
    if after.kind != "none":
        return None
    if sheet.inside[low - 1] != sheet.inside[low]:
        return None
    return verbal(sheet, verb, ((low, low + 1),), span, rules.SOMETHING)


def _fills_brackets(sheet: Sheet, verb: Verb, source: Source) -> bool:
    """Whether brackets hold a subject and its verb of saying and no more: "The wall (Lee says) will fall"."""
    pair = bracket_around(sheet, verb.at)
    own = source.subject
    if pair is None or own is None:
        return False
    # "The tunnel (Lee disagrees) will open"
    if not verb.frame.flags & CLAUSE or verb.frame.lemma in _OPPOSING:
        return False
    end = verb.at + 1
    # "It was late (Lee told reporters)."
    end = noun_phrase(sheet, end, pair[1])
    # "The wall (Lee conceded later) will fall"
    end = skip(sheet, end, pair[1], ADVERB | TIME)
    return (own[0] - 1, end) == pair


def _opens_sentence(sheet: Sheet, verb: Verb, source: Source, after: Government) -> bool:
    """Whether subject and verb of saying open their sentence: "But, he said, …", "Lee says, win or lose, …"."""
    # "Lee said."
    if after.kind == "none":
        return False
    begin, end = after.content[0]
    # "Lee said, and left", "It will add to the pressure on Lee, who left"
    if sheet.tags[begin] & (COORDINATOR | RELATIVE):
        return False
    # "Many complained, though it was late", but "Lee says, though it is late, buses run"
    if sheet.lower[begin] in _CONCEDING and not any(tag & COMMA for tag in sheet.tags[begin:end]):
        return False
    own = _adjacent_subject(verb, source)
    if own is None:
        return False
    # "The envoy, reports, …": the word may be a noun.
    if sheet.lower[verb.at] in AMBIGUOUS:
        return False
    if not _is_said(sheet, verb):
        return False
    # "But, he said, …"
    opening = sheet.tags[content_start(sheet, verb.low, own[0]) : own[0]]
    return all(tag & (ADVERB | COMMA) for tag in opening)


def _adjacent_subject(verb: Verb, source: Source) -> Range | None:
    """The subject of a finite verb, if nothing is between them."""
    if not verb.form & FINITE:
        return None
    own = source.subject
    return own if own and own[1] == verb.left else None


def _is_said(sheet: Sheet, verb: Verb) -> bool:
    """Whether what follows the comma behind a verb may be its content."""
    if verb.frame.lemma in _SAYING:
        return True
    # "Lee thinks, win or lose, …"
    if verb.frame.medium == "thought":
        return False
    return bool(sheet.tags[verb.at + 1] & COMMA) if verb.frame.flags & CLAUSE else False


def _takes_clause_before(sheet: Sheet, verb: Verb, source: Source) -> bool:
    """Whether a clause before a verb and its subject may be what it reports."""
    if verb.frame.flags & CLAUSE:
        # "The wall fell, the firm did not reply to questions"
        return not (verb.negated and verb.frame.lemma in _REPLYING)
    if source.span is None:
        return False
    words = sheet.lower[slice(*source.span)]
    # "He took the money, a court has heard"
    if verb.frame.lemma == "hear":
        return not HEARING.isdisjoint(words)
    # "The rules are old, the mayor continued", but "It fell, the war continued", "In May, the mayor continued to"
    if verb.frame.lemma == "continue":
        return sheet.lower[verb.at + 1] != "to" and _is_person(sheet, *source.span)
    # "Tea is good for the heart, a study finds", but "It was late, they found"
    if verb.frame.lemma != "find":
        return False
    return not FINDING.isdisjoint(words)


def _is_person(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a subject is a pronoun for a person, a name or a role."""
    if sheet.tags[start] & SUBJECT:
        return sheet.lower[start] in _PERSONAL
    return sheet.words[end - 1][0].isupper()


def _is_parenthetical(sheet: Sheet, verb: Verb, content: Range, after: Government) -> bool:
    """Whether the words before a comma are a clause of their own and no fronted adjunct."""
    if not _has_finite_form(verb):
        return False
    if after.kind == "none" and not _stands_alone(sheet, verb, content):
        return False
    # "Speaking in Rome, Lee said like others, he paid", but "Speaking, he said, is hard"
    if sheet.tags[content[0]] & ING and not holds_verb(sheet, content[0] + 1, content[1], AUXILIARY | VERB | ED):
        return after.kind == "comma" and is_finite_at(sheet, after.content[0][0], AUXILIARY | VERB | ED)
    if not sheet.tags[content[0]] & (PREPOSITION | SUBORDINATOR) or sheet.lower[content[0] + 1].isdigit():
        return True
    # "It fell (by a fifth, the union says) in May."
    pair = bracket_around(sheet, verb.at)
    if pair is not None:
        return True
    # "In May, the envoy said, it is over."
    if sheet.lower[verb.at + 1] == ",":
        return True
    # "On Monday, the envoy said …" is an adjunct, "In May it was over, the envoy said" is not.
    if any(tag & AUXILIARY for tag in sheet.tags[slice(*content)]):
        return True
    return _has_clause_behind_phrase(sheet, content)


def _has_finite_form(verb: Verb) -> bool:
    """Whether a verb is finite: "…, a study has shown", but "…, shown in it", "…, a study would have shown"."""
    if verb.form & FINITE:
        return True
    return not (verb.single or verb.hypothetical)


def _has_clause_behind_phrase(sheet: Sheet, content: Range) -> bool:
    """Whether a subject and its verb are behind the comma of a phrase: "In addition, | prices rose, the bank said"."""
    start, end = content
    comma = next((k for k in range(start, end) if sheet.tags[k] & COMMA), end - 1)
    found = noun_phrase(sheet, comma + 1, end)
    if comma + 1 >= found:
        return False
    return is_finite_at(sheet, found, VERB | ED)


def _stands_alone(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """Whether the verb has no object behind it, and the particle that it needs; one word is no clause."""
    # "Lee, she said", but "The reactor (safe, she said) runs"
    if content[1] - content[0] < 2 and bracket_around(sheet, verb.at) != (content[0] - 1, verb.high):
        return False
    return _has_no_object(sheet, verb)


def _has_no_object(sheet: Sheet, verb: Verb) -> bool:
    """Whether a verb has no object behind it, and the particle that it needs: "the Post reported late on Thursday"."""
    k = verb.at + 1
    if verb.frame.particles:
        return sheet.lower[k] in verb.frame.particles
    if verb.frame.flags & ADDRESSEE:
        return True
    # "…, the Post reported late on Thursday"
    if k >= verb.high or sheet.lower[k] in _PARTS_OF_TIME or is_adverb(sheet, k, _AFTER_VERB):
        return True
    # "…, Lee said two days later"
    return after_time(sheet, k, verb.high + 1) > k


def _before_content(
    sheet: Sheet, verb: Verb, span: Range | None, before: Range | None, after: Government
) -> Attribution | None:
    """A verb before its content: `X said that …`, `X called it “…”`."""
    if verb.participial and _is_fronted(sheet, verb):
        span = _behind_comma(sheet, after.content[-1][1], verb.high)
    if span and sheet.tags[after.content[0][0]] & BE and _is_cleft(sheet, verb, span):
        after = _behind_copula(sheet, verb, after)
        if not after.content:
            return None
    if verb.form & GERUND and is_aside(sheet, verb.at):
        after = replace(after, content=(*after.content[:-1], _before_quotation(sheet, after.content[-1])))
    if not is_plausible(sheet, verb, after, span):
        return None
    content = _with_front(sheet, before, after) if before else after.content
    if span:
        span, content = _without_clause_around(sheet, verb, after, span, content)
    return verbal(sheet, verb, content, span, _BY_KIND[after.kind], after.cue)


def _without_clause_around(
    sheet: Sheet, verb: Verb, after: Government, span: Range, content: tuple[Range, ...]
) -> tuple[Range, tuple[Range, ...]]:
    """Source and content without the clause around them: "Voters who say | it is late | were few"."""
    # "an episode the mayor has described as late"
    if after.kind == "object" and len(content) == 1:
        span = _without_noun(sheet, span)
    if after.kind == "bare" and _lacks_subject(sheet, after.content[0][0]):
        span, content = _without_noun(sheet, span), _without_main_verb(sheet, content[0])
    if after.kind not in _QUOTED and _describes_subject(sheet, verb, after, span):
        content = (*content[:-1], before_main_verb(sheet, content[-1], after.kind not in _CLAUSES))
    if sheet.lower[span[0] - 1] == "what":
        content = (*content[:-1], _before_predicate(sheet, content[-1]))
        # "What Lee described as a trick was a mistake"
        if after.kind in _OF_PATIENT:
            content = (*content[:-1], before_main_verb(sheet, content[-1], True))
    return span, content


def _is_cleft(sheet: Sheet, verb: Verb, span: Range) -> bool:
    """Whether the "is" behind a verb is that of the sentence: "All he says | is that …"."""
    opening = span[0] - 1
    # "faces what he says is a long war"
    return sheet.lower[opening] in ("what", "all") and content_start(sheet, verb.low, opening) == opening


def _behind_copula(sheet: Sheet, verb: Verb, after: Government) -> Government:
    """What is behind the "is" of "What he says is that …", "All he asks is to stay", "What he calls for is a wall"."""
    start, end = after.content[0]
    start = skip(sheet, start + 1, end, ADVERB)
    if sheet.tags[start - 1] & NEGATION:
        start -= 1
    content = (start, end)
    if sheet.lower[start] == "that":
        return replace(after, kind="that", content=(content,))
    if to_follows(sheet, start):
        return replace(after, kind="to", content=(content,)) if verb.frame.flags & _TO else NONE
    # "What Lee said was a lie."
    if after.kind == "prep" or has_finite_verb(sheet, content):
        return replace(after, content=(content,))
    return NONE


def _describes_subject(sheet: Sheet, verb: Verb, after: Government, span: Range) -> bool:
    """Whether the main verb follows: "Voters who say it is late | were few", "Men calling for talks | left"."""
    if sheet.lower[span[0]] == "who" or sheet.lower[span[1] - 1] == "that":
        return True
    if not verb.participial:
        return False
    # "the conduct of officials threatening to leave | was late", "In May, men backing Lee | left"
    if after.kind in ("to", "noun") and span[1] == verb.left:
        return True
    return span == (verb.low, verb.left)


def _lacks_subject(sheet: Sheet, k: int) -> bool:
    """Whether the clause at `k`, without "that", begins with its verb: "The man police say | set the fire"."""
    # "say having it helps"
    if sheet.tags[k] & AUXILIARY:
        return not sheet.tags[k] & ING
    # "say demand is weak", "say armed men were there"
    if not is_name_at(sheet, k + 1, _BEHIND_PAST):
        return False
    return bool(sheet.tags[k] & ED) or sheet.lower[k] in _PASTS


def _without_main_verb(sheet: Sheet, content: Range) -> tuple[Range, ...]:
    """What is said of a noun before it, without that noun's verb: "The man police say set the fire | was found"."""
    start, end = content
    return ((start, before_main_verb(sheet, (start + 1, end), True)[1]),)


def _without_noun(sheet: Sheet, source: Range) -> Range:
    """A source without the noun that it says something of: "The man | police say set the fire"."""
    start, end = source
    # "a plan | the union's lawyers say is weak", but "all the lawyers say"
    for k in range(start + 2, end):
        if sheet.tags[k] & DETERMINER and not sheet.tags[k - 1] & _BEFORE_DETERMINER:
            return k, end
    return (end - 1, end) if sheet.lower[end - 1] in _INVESTIGATING else source


def _before_predicate(sheet: Sheet, content: Range) -> Range:
    """What somebody calls a thing, without the verb of the sentence: "What Lee calls a “wall of shame” | is old"."""
    start, end = content
    behind = (sheet.quotations[k].end for k in sorted(sheet.quoted((content,))))
    return start, next((k for k in behind if k < end and is_finite_at(sheet, k, AUXILIARY | VERB)), end)


def _before_quotation(sheet: Sheet, content: Range) -> Range:
    """The words of an aside before the quotation that it interrupts: "“…,” he said, referring to Lee, “…”"."""
    start, end = content
    commas = (k for k in range(start + 1, end - 1) if sheet.tags[k] & COMMA and opens_quotation(sheet, k + 1, k))
    return start, next(commas, end)


def _is_fronted(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle begins its sentence, maybe behind a preposition: "Noting that …", "After saying that …"."""
    # "But in saying that …", "Further adding that …"
    low = verb.low + 1 if sheet.tags[verb.low] & COORDINATOR or sheet.lower[verb.low] in _MORE else verb.low
    if verb.at == low:
        return True
    if verb.at != low + 1:
        return False
    return bool(sheet.tags[low] & (PREPOSITION | SUBORDINATOR))


def _with_front(sheet: Sheet, front: Range, after: Government) -> tuple[Range, ...]:
    """The content after a verb, with the fronted phrase before it where that is part of it."""
    if not after.comma:
        return after.content
    return (front, *after.content) if _is_resumed(sheet, front, after.content[0]) else after.content


def _behind_comma(sheet: Sheet, end: int, high: int) -> Range | None:
    """The subject of the main clause behind a fronted participle: "Noting that it was late, X left"."""
    # "Calling it “late,” X left": the comma is inside the marks.
    if sheet.tags[end - 2] & COMMA:
        return first_subject(sheet, end, high)
    return first_subject(sheet, end + 1, high) if is_at(sheet, end, high, COMMA) else None


def _is_resumed(sheet: Sheet, front: Range, content: Range) -> bool:
    """Whether a fronted phrase begins the sentence that the quotation after the verb goes on with."""
    if _is_as_clause(sheet, front):
        return False
    # "If it is late, Lee said, “We stay.”"
    if sheet.lower[front[0]] in _CONTENT_FRONTS:
        return True
    # "In Rome, Lee said, “it is late.”"
    return sheet.words[content[0] + 1][0].islower()


def _is_as_clause(sheet: Sheet, front: Range) -> bool:
    """Whether a clause with "as" is fronted, which is no part of a content: "As the crowd left, …"."""
    start, end = front
    if sheet.lower[start] != "as":
        return False
    # "As for the crowd that left, Lee said, “it is late.”"
    if sheet.lower[start + 1] == "for":
        return False
    return has_finite_verb(sheet, (start + 1, end))


def _passive(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`X was accused of …`, `it was said that …`, `X is expected to …`, with the agent as source."""
    if found := _by_agent(sheet, verb):
        return found
    after = govern(sheet, verb)
    if after.kind in _NO_PASSIVE:
        return _said_before(sheet, verb)
    # "was denied the chance to speak", "was referred to the editor"
    if _is_done_to(sheet, verb, after) or _leads_to_quotation(sheet, after):
        return None
    # "asked not to be named as it is early"
    if sheet.lower[verb.left - 1] == "not":
        return None
    # "The man who was praised by Lee left."
    if after.agent and sheet.tags[after.content[0][0]] & VERB:
        return None
    content, source = _without_agent(sheet, after) if _has_agent(verb, after) else (after.content, None)
    # "What was called “a wall” is gone."
    if sheet.lower[verb.left - 1] == "what":
        content = (*content[:-1], _before_predicate(sheet, content[-1]))
    if source is None and _is_own_remark(sheet, verb, after):
        return None
    if verb.frame.lemma in _EXPERIENCED:
        return verbal(sheet, verb, content, _thinker(sheet, verb, source), rules.PASSIVE_VERB, after.cue)
    return verbal(sheet, verb, (*_called(sheet, verb, after), *content), source, rules.PASSIVE_VERB, after.cue)


def _called(sheet: Sheet, verb: Verb, after: Government) -> tuple[Range, ...]:
    """What is called so before a passive, as content: "The debut was called “a small miracle”"."""
    is_named = after.kind == "quote" and is_naming(verb.frame)
    patient = _patient(sheet, verb) if is_named or after.kind in _OF_PATIENT else None
    # "It is expected to rain": "it" is nobody.
    if patient is None or sheet.lower[patient[0]] == "it":
        return ()
    return (patient,)


def _said_before(sheet: Sheet, verb: Verb) -> Attribution | None:
    """What is before a passive that has no content behind it."""
    return _was_told_before(sheet, verb) or _was_announced(sheet, verb)


def _is_done_to(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether a passive reports an act and no words: "was denied the chance", "was referred to Lee"."""
    if verb.frame.lemma == "deny":
        return after.kind == "noun"
    start = after.content[0][0]
    # "was asked to comment on it", "was pronounced dead"
    if "comment" in sheet.lower[start : start + 2]:
        return True
    # "was mentioned 40 times"
    if sheet.lower[start] == "dead" or sheet.lower[start + 1] == "times":
        return True
    # "when asked about it", but "asked whether it was late"
    if verb.frame.lemma == "ask":
        return sheet.tags[start] in _ONLY_OBJECT
    # "was named chairman", but "was named as a suspect"
    if verb.frame.lemma == "name":
        return after.kind == "small"
    return verb.frame.lemma == "refer"


def _leads_to_quotation(sheet: Sheet, after: Government) -> bool:
    """Whether a passive with "to" only leads to a verb with a colon behind it: "is expected to say: “It is late.”"."""
    start, end = after.content[0]
    return end == start + 2 and sheet.lower[end] == ":"


def _was_announced(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`…, it was announced on Friday`: the clause before is the content, and nobody its source."""
    it = verb.left - 1
    if sheet.lower[it] != "it":
        return None
    before = preceding(sheet, it, verb.low, verb.at)
    if before is None:
        return None
    # "When it fell, it was announced."
    if sheet.tags[before.content[0]] & (PREPOSITION | SUBORDINATOR):
        return None
    return verbal(sheet, verb, (before.content,), None, rules.PASSIVE_VERB)


def _was_told_before(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`“…,” the court was told`: what an audience, the subject, was told is before it."""
    if verb.frame.lemma not in _TELLING:
        return None
    audience = subject(sheet, verb.left, verb.low)
    before = preceding(sheet, audience[0], verb.low, verb.at) if audience else None
    if before is None:
        return None
    # "In May, the court was told.", "When he came, the court was told."
    is_clause = has_finite_verb(sheet, before.content) and not sheet.tags[before.content[0]] & (SUBORDINATOR | QUESTION)
    return verbal(sheet, verb, (before.content,), None, rules.PASSIVE_VERB) if before.quoted or is_clause else None


def _patient(sheet: Sheet, verb: Verb) -> Range | None:
    """What is said to be something: the subject of a passive, which "tired of being called a liar" has not."""
    # "Lee hates being called a liar"
    if sheet.lower[verb.start] == "being":
        return None
    return subject(sheet, verb.left, verb.low)


def _by_agent(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`The raid was condemned by X`, where the subject is all that is said to have been said."""
    by = verb.at + 1
    if sheet.lower[by] != "by" or not _is_act_of_saying(verb):
        return None
    end = noun_phrase(sheet, by + 1, verb.high)
    if not _ends_agent(sheet, end, verb.high):
        return None
    patient = subject(sheet, verb.left, verb.low)
    # "a man who was praised by the mayor", "He was praised by the mayor", "an attack that was claimed by the rebels"
    if patient is None or sheet.tags[patient[1] - 1] & (RELATIVE | SUBJECT):
        return None
    # "His claim that it was stolen has been rejected by the town."
    if patient[1] == patient[0] + 1 and not is_name_at(sheet, patient[0], _ALONE):
        return None
    return verbal(sheet, verb, (patient,), (by + 1, end), rules.PASSIVE_VERB)


def _is_act_of_saying(verb: Verb) -> bool:
    """Whether the object of a verb sums up what is said: "condemn the raid", but "ask the boy"."""
    if not verb.frame.flags & NOUN:
        return False
    return verb.frame.lemma not in _DONE_TO


def _ends_agent(sheet: Sheet, k: int, high: int) -> bool:
    """Whether nothing that is said follows an agent: "was condemned by Norway (on Monday)", but not "… as a crime"."""
    # "was rejected by voters who wanted more", "was rejected by voters he no longer knew"
    if k >= high or sheet.tags[k] & (_AFTER_AGENT | SUBJECT):
        return True
    return fits(sheet, k, PREPOSITION, TIME)


def _thinker(sheet: Sheet, verb: Verb, agent: Range | None) -> Range | None:
    """Who is assured or determined: the subject, unless an agent is named."""
    return agent or subject(sheet, verb.left, verb.low)


def _by_agent_behind(sheet: Sheet, verb: Verb, before: Sequence[Attribution]) -> Attribution | None:
    """`As noted by X, …` and `Roe, described by X as shy, …`, where the word is no verb of a clause."""
    return by_participle(sheet, verb, before) or _described_by(sheet, verb)


def _described_by(sheet: Sheet, verb: Verb) -> Attribution | None:
    """`Roe, described by friends as shy, …`: a participle that says of the noun before it what its agent says."""
    if "as" not in verb.frame.object_prepositions:
        return None
    # "the man, identified by police as Ann Lee, …"
    if verb.frame.lemma in _DONE_TO:
        return None
    start = verb.at + 2
    end = noun_phrase(sheet, start, verb.high)
    if word_at(sheet, end) != "as":
        return None
    behind = verb.at - 1 if sheet.tags[verb.at - 1] & COMMA else verb.at
    patient = noun_start(sheet, behind, verb.low), behind
    content = clause_range(sheet, end + 1, verb.high, NOUN_KIND)
    cue = ((verb.at, verb.at + 1), (end, end + 1))
    return Attribution(
        verb.at, (patient, content), cue, (start, end), verb.frame.medium, "asserted", rules.PASSIVE_VERB
    )


def _is_own_remark(sheet: Sheet, verb: Verb, after: Government) -> bool:
    """Whether a passive of "it" is the author's own: "It should be noted that it is late", "It is not known why"."""
    if sheet.lower[verb.start - 1] != "it":
        return False
    if verb.hypothetical:
        return True
    # "It is not expected to rain": what "it" means may be known
    if not verb.negated or after.kind != "that":
        return False
    return verb.frame.medium == "thought"


def _has_agent(verb: Verb, after: Government) -> bool:
    """Whether who says it may be behind a passive: "was told to go by Lee", but not "was said to go by Lee"."""
    if after.kind != "to":
        return True
    return verb.frame.medium != "thought" and verb.frame.lemma != "say"


def _without_agent(sheet: Sheet, after: Government) -> tuple[tuple[Range, ...], Range | None]:
    """The content and the agent of a passive, which may be at the content's end."""
    if after.agent:
        return after.content, after.agent
    without = after.content, None
    start, end = after.content[-1]
    for k in range(end - 2, max(start, end - _AGENT), -1):
        if sheet.tags[k] & COMMA:
            break
        if sheet.lower[k] == "by":
            if not _is_agent(sheet, k, end):
                return without
            # "was accused of lying, by Lee"
            stop = k - 1 if sheet.tags[k - 1] & COMMA else k
            return (*after.content[:-1], (start, stop)), (k + 1, end)
    return without


def _is_agent(sheet: Sheet, by: int, end: int) -> bool:
    """Whether the agent of a passive is what is between "by" and the end of its content."""
    # "was told to cut it by about a quarter"
    if begins_amount(sheet, by + 1) or (is_number(sheet, by + 1) and by + 2 == end):
        return False
    # "was expected to end by late May"
    if any(tag & TIME for tag in sheet.tags[by + 1 : end]):
        return False
    # "was accused of being bribed by Lee": Lee bribed and did not accuse.
    if sheet.tags[by - 1] & ED:
        return False
    return noun_phrase(sheet, by + 1, end) == end
