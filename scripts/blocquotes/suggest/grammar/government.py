"""What follows a reporting verb: clause, quotation, to-clause, noun phrase, object with preposition."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.clauses import CLAUSE_KIND, NOUN_KIND, SMALL_KIND, TO_KIND, clause_range
from blocquotes.suggest.grammar.phrases import has_verb, noun_phrase
from blocquotes.suggest.grammar.trailing import is_aside, turns
from blocquotes.suggest.grammar.verbs import Verb
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BRACKET,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    ING,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VENUE,
    VERB,
    is_manner,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, NOT_BARE, singular
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, OBJECT_TO, QUOTING, SMALL, THAT, TO
from blocquotes.suggest.text.quotations import Quotation
from blocquotes.suggest.text.sheet import (
    Range,
    Sheet,
    fits,
    form_at,
    is_finite_at,
    opens_quotation,
    past,
    skip,
    verb_form_at,
)

_QUOTABLE: Final = QUOTING | CLAUSE | NOUN | SMALL
_CLEAR: Final = frozenset({"clear"})
_THAT: Final = ("that",)
_AT: Final = ("at",)
_THIS: Final = ("this",)
_WHILE: Final = ("while",)
_BEFORE_SECOND: Final = COMMA | STOP | COORDINATOR
_PARTICLES: Final = word_class("particle")
_QUESTIONS: Final = word_class("question-opener")
_ADJUNCTS: Final = word_class("clause-adjunct-opener")
_INSERTION: Final = 15
_LONGEST_INSERTION: Final = 25
_OBJECT: Final = 14
_APPOSITION: Final = 10
_SIGHT: Final = 25
_LONGEST_TITLE: Final = 9
_FARTHEST_FINDING: Final = 15
_TELLING: Final = word_class("telling-verb")
_ENDING: Final = word_class("closing-punctuation")
_INDEFINITE: Final = word_class("indefinite-person")
_FINDING: Final = word_class("finding-noun")
_QUANTIFIERS: Final = word_class("quantifier")
# Words before "of" and what they are a part of: "one of the men".
_PART_OF: Final = word_class("pronominal")
# What begins a description of whom something is told, and the most words it has before "that".
_DESCRIBING: Final = word_class("describing-opener")
_DESCRIPTION: Final = 10
_PERSONS: Final = name_class("role") | name_class("title") | word_class("speaking-noun")
_NO_INFINITIVE: Final = DETERMINER | POSSESSIVE | ING
_COMPARATIVES: Final = word_class("comparative")
_ADJECTIVAL: Final = ("ous", "ful", "ical", "ional", "omic", "able")
_FINITE: Final = AUXILIARY | VERB | ED
_AFTER_QUANTIFIER: Final = MARK | COMMA | STOP | SUBJECT


_ADVERBIAL: Final = tags_with(ADVERB | TIME, but=DETERMINER | SUBJECT)
_OPENS_ADJUNCT: Final = tags_with(PREPOSITION | SUBORDINATOR, but=DETERMINER | SUBJECT)
_ONLY_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE)
_FINITE_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE | ING)
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
_ENDS_OBJECT: Final = tags_with(STOP | AUXILIARY | RELATIVE | MARK, but=POSSESSIVE)
# Prepositions before whom somebody speaks to.
_FRONTS: Final = word_class("content-fronting")
_LONGEST_FRONT: Final = 20
_BESIDE: Final = ("to", "with")
_BEFORE_NOUN: Final = POSSESSIVE
_OWNED: Final = DETERMINER | POSSESSIVE
_NO_CONTENT: Final = words_with(STOP | DASH | BRACKET | COORDINATOR) | word_class("content-free")
# A bit that every word and every frame has, where a step or a reading needs no other.
_ANY: Final = 1 << 30
# A bit of words in another quotation than the verb.
_OPENS: Final = 1 << 31
_CLAUSE_ENDS: Final = words_with(STOP) | {"that", "who", "which"}
_NOUN_ENDS: Final = _CLAUSE_ENDS | _ADJUNCTS | words_with(COMMA)
_AFTER_ANSWER: Final = STOP | COORDINATOR | PREPOSITION | SUBORDINATOR | TIME
_SHORTEST_SAID: Final = 3
_SHORTEST_BLOCK: Final = 12


@dataclass(slots=True)
class Government:
    """What a verb governs.

    `kind` is quote, colon, that, to, prep, object, small, noun, bare, comma or none; `cue` are further parts
    of the cue, `agent` the phrase after "by", `comma` whether a comma is before the content.
    """

    kind: str
    content: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    comma: bool = False


NONE: Final = Government("none")


@dataclass(slots=True)
class _Walk:
    """The way from a verb to what it governs, as far as token `at`; `quoted`: a quotation precedes."""

    verb: Verb
    quoted: bool
    at: int
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    addressed: bool = False
    adjuncts: int = 0
    commas: int = 0


def govern(sheet: Sheet, verb: Verb, quoted: bool = False) -> Government:
    """Reads on from a verb over adverbs, adjuncts and addressees to what it governs.

    Where a quotation before the verb is its content (`quoted`), only another quotation can follow.
    """
    walk = _Walk(verb, quoted, verb.at + 1)
    if (found := _particle(sheet, walk)) is not None:
        return found
    steps = _AFTER_QUOTATION if quoted else _FROM_VERB
    while walk.at < verb.high:
        at = walk.at
        tag = sheet.tags[at] | _OPENS if opens_quotation(sheet, at, verb.at) else sheet.tags[at]
        for step in steps[tag]:
            if (found := step(sheet, walk)) is not None:
                return found
            if walk.at != at:
                break
    return NONE


def _governed(sheet: Sheet, walk: _Walk, kind: str, start: int, end: str, cue: tuple[Range, ...] = ()) -> Government:
    content = clause_range(sheet, start, walk.verb.high, end)
    return Government(kind, (content,), walk.cue + cue, walk.agent, walk.commas > 0)


def _particle(sheet: Sheet, walk: _Walk) -> Government | None:
    """Takes the particle that the verb needs, or one before its preposition ("speak out against")."""
    k, frame, lower = walk.at, walk.verb.frame, sheet.lower
    if not frame.particles:
        if lower[k] in _PARTICLES and lower[k + 1] in frame.prepositions:
            walk.at += 1
        return None
    if frame.particles == _CLEAR and lower[k] not in ("clear", "it"):
        return _made_clear(sheet, k, walk.verb.high)
    if lower[k] == "it":  # "made it clear that"
        k += 1
    if lower[k] not in frame.particles:
        return NONE
    walk.cue, walk.at = ((k, k + 1),), k + 1
    return None


def _made_clear(sheet: Sheet, k: int, high: int) -> Government:
    """`made … clear`: the noun phrase between is the content, the result word a second part of the cue."""
    for at in range(k + 1, min(k + _OBJECT, high)):
        if sheet.lower[at] == "clear":
            end = at - 1 if is_manner(sheet.words[at - 1]) else at  # "made their goals | abundantly clear"
            return Government("object", ((k, end),), ((at, at + 1),))
        if sheet.tags[at] & (COMMA | STOP | MARK | AUXILIARY):
            break
    return NONE


def _quotation(sheet: Sheet, walk: _Walk) -> Government | None:
    if _passes_title(sheet, walk):
        return None
    if not walk.verb.frame.flags & _QUOTABLE:
        return NONE
    # “No,” he said of the “deal”: words in marks that no comma opens do not go on with a quotation.
    if walk.quoted and not sheet.tags[walk.at - 1] & _BEFORE_SECOND:
        return NONE
    return _governed(sheet, walk, "quote", walk.at, CLAUSE_KIND)


def _passes_title(sheet: Sheet, walk: _Walk) -> bool:
    """Goes over the name of a programme in quotation marks, where something is said or which is the addressee."""
    verb, q = walk.verb, sheet.quotations[sheet.inside[walk.at]]
    # "said, “demands a reading” that is late" names no programme
    if verb.frame.lemma == "say" and walk.adjuncts:
        is_title = sheet.lower[q.end] == "that"  # "said on ABC's “This Week” that …"
    else:
        is_title = _is_told(sheet, walk, q)
        walk.addressed |= is_title
    if is_title:
        walk.at = q.end
    return is_title


def _is_told(sheet: Sheet, walk: _Walk, q: Quotation) -> bool:
    """Whether a short quotation is the programme that somebody speaks to, and not the content."""
    if walk.verb.frame.lemma not in _TELLING or q.end - q.start > _LONGEST_TITLE:
        return False
    if sheet.lower[walk.at - 1] == "'s":  # "told ABC’s “This Week” that …"
        return True
    # "told “Meet the Press” that …", but "asked “Why now?”"
    return walk.at == walk.verb.at + 1 and sheet.words[q.end - 2] not in _ENDING


def _colon(sheet: Sheet, walk: _Walk) -> Government | None:
    if sheet.lower[walk.at] != ":":
        return None
    if walk.at + 1 >= walk.verb.high:
        return _block(sheet, walk)
    return _governed(sheet, walk, "colon", walk.at + 1, CLAUSE_KIND)


def _block(sheet: Sheet, walk: _Walk) -> Government:
    """The paragraph below a verb and a colon that end theirs: "Lee writes:" and a block of what Lee writes."""
    start, paragraphs = walk.at + 1, sheet.tokens.paragraphs
    k = bisect_right(paragraphs, start)
    if paragraphs[k - 1] != start or k == len(paragraphs):
        return NONE
    if not walk.verb.frame.flags & CLAUSE:
        return NONE
    # A quotation below is joined by the marks, and a short line is a heading or a list.
    end = paragraphs[k]
    if sheet.inside[start] >= 0:
        return Government("colon", ((start, sheet.quotations[sheet.inside[start]].end),))
    if end - start < _SHORTEST_BLOCK:
        return NONE
    is_ended = sheet.words[end - 1] in _ENDING or sheet.tags[end - 1] & MARK
    return Government("colon", ((start, end),)) if is_ended else NONE


def _comma(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over a comma to a quotation or "that", past an insertion, or on to the rest of the sentence."""
    k, high = walk.at + 1, walk.verb.high
    if k >= high:
        return NONE
    if sheet.lower[k] == "that":
        if opens_quotation(sheet, k, walk.verb.at):
            walk.commas += 1
        return _governed(sheet, walk, "that", k, CLAUSE_KIND)
    if opens_quotation(sheet, k, walk.verb.at):
        walk.at, walk.commas = k, walk.commas + 1
        return None
    # "said, in a speech on Monday, that …"
    partner = _next_comma(sheet, k, min(k + _INSERTION, high - 1))
    if partner and _is_insertion(sheet, walk, k, partner):
        walk.at = partner
        return None
    if walk.adjuncts and (that := _that_behind(sheet, walk, k)):
        walk.at = that
        return None
    return NONE if turns(sheet, k, high) else _governed(sheet, walk, "comma", k, CLAUSE_KIND)


def _is_insertion(sheet: Sheet, walk: _Walk, k: int, partner: int) -> bool:
    """Whether the words between two commas tell how or where it was said: "said, without giving details, (that) …"."""
    if sheet.lower[k] == "without":
        return True
    return not has_verb(sheet, k, partner) and _begins_content(sheet, walk, partner + 1)


def _that_behind(sheet: Sheet, walk: _Walk, k: int) -> int | None:
    """The comma before "that" behind a longer insertion: "said in a letter, sent by Lee, the mayor, | that …"."""
    if not walk.verb.frame.flags & (CLAUSE | THAT):
        return None
    for c in range(k, min(k + _LONGEST_INSERTION, walk.verb.high - 1)):
        if sheet.tags[c] & (STOP | MARK | AUXILIARY):
            return None
        # "said on Monday, when he left, that …": a finite verb may make it another clause
        if has_verb(sheet, c, c + 1):
            return None
        if fits(sheet, c, COMMA, _THAT):
            return c
    return None


def _next_comma(sheet: Sheet, k: int, high: int) -> int | None:
    """The next comma outside of other quotations, before `high`."""
    return next((c for c in range(k, high) if sheet.tags[c] & COMMA and not opens_quotation(sheet, c, k - 1)), None)


def _begins_content(sheet: Sheet, walk: _Walk, k: int) -> bool:
    return sheet.lower[k] == "that" or opens_quotation(sheet, k, walk.verb.at)


def _to_next_quotation(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes on towards a second quotation as long as nothing else is reported."""
    # "“It is our bad luck,” he said, that both men came here."
    if sheet.tags[walk.at] & COMMA and sheet.lower[walk.at + 1] == "that":
        return _governed(sheet, walk, "that", walk.at + 1, CLAUSE_KIND)
    # "“The wall,” he said, is old."
    if sheet.tags[walk.at] & COMMA and sheet.tags[walk.at + 1] in _FINITE_AUXILIARY:
        return _governed(sheet, walk, "comma", walk.at + 1, CLAUSE_KIND)
    if sheet.tags[walk.at] & (STOP | DASH):
        return NONE
    if _is_joined_otherwise(sheet, walk.at, walk.verb.at):
        return NONE
    if has_verb(sheet, walk.at, walk.at + 1) and not is_aside(sheet, walk.at):
        return NONE
    walk.at += 1
    return None


def _is_joined_otherwise(sheet: Sheet, k: int, verb: int) -> bool:
    """Whether a conjunction begins something else than a second quotation: "…, but | he left", not ", but “…”"."""
    if not sheet.tags[k] & COORDINATOR:
        return False
    return not (sheet.tags[k - 1] & COMMA and opens_quotation(sheet, k + 1, verb))


def _clause(sheet: Sheet, walk: _Walk) -> Government | None:
    """A clause with "that" or a question word."""
    k, word = walk.at, sheet.lower[walk.at]
    if not walk.verb.frame.flags & (CLAUSE | THAT):
        return None
    if word == "that":
        begins = not _is_relative(sheet, walk)
    elif word == "when" and walk.verb.group.passive:
        # "It was revealed when the wall fell", but "She was asked when it fell"
        begins = walk.verb.frame.lemma == "ask"
    elif walk.adjuncts:
        begins = word in _QUESTIONS  # "said after the talks who led them": "who" may belong to the talks
    else:
        begins = bool(sheet.tags[k] & QUESTION)
    return _governed(sheet, walk, "that", k, CLAUSE_KIND) if begins else None


def _is_relative(sheet: Sheet, walk: _Walk) -> bool:
    """Whether "that" is no conjunction: a verb follows it, so it means a noun before it, or it points to one."""
    k = walk.at + 1
    if sheet.tags[k] & AUXILIARY:  # "a report that was leaked", but "He said that was late"
        return walk.at > walk.verb.at + 1 or not _says_of_that(sheet, walk.verb)
    if (sheet.tags[k] | sheet.tags[k + 1]) & STOP:
        return True  # "He said that."; "He said that much."
    if walk.verb.participial or sheet.lower[walk.verb.at] in AMBIGUOUS:
        return bool(sheet.tags[k] & (VERB | ED))  # "reports that came too late"
    # "said at the talks that began on Monday"
    return is_finite_at(sheet, k) if walk.adjuncts else False


def _says_of_that(sheet: Sheet, verb: Verb) -> bool:
    """Whether "that" right behind a verb is a pronoun, since the verb is no noun: "says that’s late"."""
    if verb.form not in NOT_BARE or not verb.frame.flags & CLAUSE:
        return False
    return sheet.lower[verb.at] not in AMBIGUOUS


def _to_clause(sheet: Sheet, walk: _Walk) -> Government | None:
    k, verb = walk.at, walk.verb
    allowed = TO | OBJECT_TO | CLAUSE if verb.group.passive else TO
    if not verb.frame.flags & allowed:
        return None
    if sheet.lower[k] != "to":
        return None
    # "agreed to the plan", "committed to leaving"
    if sheet.tags[k + 1] & _NO_INFINITIVE:
        return None
    # "committed to cheaper tickets", "committed to economic reform"
    if "to" in verb.frame.prepositions and _is_adjective(sheet.lower[k + 1]):
        return None
    return _governed(sheet, walk, "to", _with_negation(sheet, walk), TO_KIND)


def _is_adjective(word: str) -> bool:
    """Whether a word is an adjective and no verb, as closed classes and endings show."""
    return word in _COMPARATIVES or word.endswith(_ADJECTIVAL)


def _with_negation(sheet: Sheet, walk: _Walk) -> int:
    """Where a to-clause begins, its "not" included: "asked | not to leave"."""
    before = walk.at - 1
    return before if sheet.lower[before] == "not" else walk.at


def _preposition(sheet: Sheet, walk: _Walk) -> Government | None:
    k, verb, word = walk.at, walk.verb, sheet.lower[walk.at]
    if word in verb.frame.prepositions and not walk.adjuncts:
        if end := _introduced(sheet, k + 1, verb):
            walk.at = end
            return None
        begin = k if walk.addressed else walk.cue[-1][1] if walk.cue else verb.at + 1
        return _governed(sheet, walk, "prep", k + 1, NOUN_KIND, ((begin, k + 1),))
    if word not in verb.frame.object_prepositions:
        return None
    is_near = verb.group.passive or k == verb.at + 1
    return _governed(sheet, walk, "object", k + 1, NOUN_KIND, ((k, k + 1),)) if is_near else None


def _introduced(sheet: Sheet, k: int, verb: Verb) -> int | None:
    """The colon or comma before the quotation that a phrase with a preposition leads to: "said of X: “…”"."""
    end = noun_phrase(sheet, k, verb.high)
    if not opens_quotation(sheet, end + 1, verb.at):
        return None
    if sheet.lower[end] == ":":
        return end
    # "spoke of peace, “our dream”, …" names what is spoken of; a capital begins a sentence of its own.
    return end if sheet.tags[end] & COMMA and sheet.words[end + 2][0].isupper() else None


def _agent(sheet: Sheet, walk: _Walk) -> None:
    """Takes the agent of a passive."""
    k = walk.at
    if walk.verb.group.passive and sheet.lower[k] == "by":
        end = noun_phrase(sheet, k + 1, walk.verb.high)
        walk.agent = (k + 1, end) if end > k + 1 else None
        walk.at = max(end, k + 1)


def _adverb(sheet: Sheet, walk: _Walk) -> Government | None:
    if sheet.tags[walk.at] in _ADVERBIAL or is_manner(sheet.words[walk.at]):
        if sheet.lower[walk.at] == "so" and (found := _answer(sheet, walk)):
            return found
        walk.at += 1
    elif _is_this_time(sheet, walk.at):
        walk.at += 2
    return None


def _is_this_time(sheet: Sheet, k: int) -> bool:
    """Whether "this week" is at `k` and no subject: "said this week that it was late", but "said this week is late"."""
    return fits(sheet, k, _THIS, TIME) and not sheet.tags[k + 2] & AUXILIARY


def _addressee(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over an addressee; with a to-clause behind, the addressee is part of the content."""
    k, verb = walk.at, walk.verb
    if walk.addressed or verb.group.passive:
        return None
    if not verb.frame.flags & ADDRESSEE:
        return None
    if sheet.tags[k] in _ONLY_SUBJECT and not _is_indefinite_addressee(sheet, k):  # "promised they would leave"
        return None
    if sheet.lower[k : k + 2] == ["no", "one"]:
        walk.addressed, walk.at = True, k + 2
        return None
    if _promises_thing(sheet, walk):
        return None
    end = _with_quantifier(sheet, k, _listed_end(sheet, k, verb.high))
    end = _behind_relative(sheet, end, verb)
    if verb.frame.flags & OBJECT_TO and _to_follows(sheet, end):
        return _governed(sheet, walk, "to", _with_negation(sheet, walk), TO_KIND)
    walk.addressed, walk.at = True, end
    return None


def _behind_relative(sheet: Sheet, end: int, verb: Verb) -> int:
    """The "to" behind a relative clause on whom the verb asks: "asked anyone who saw it | to call"."""
    # "told the story of a boy who grew up to be a king"
    if verb.frame.lemma == "tell" or not verb.frame.flags & OBJECT_TO:
        return end
    if sheet.lower[end] != "who":
        return end
    for k in range(end + 2, min(end + _DESCRIPTION, verb.high)):
        if sheet.tags[k] & (COMMA | STOP | MARK):
            return end
        # "asked those who went to Rome to call"
        if sheet.lower[k] == "to" and _begins_infinitive(sheet, k):
            return k
    return end


def _begins_infinitive(sheet: Sheet, k: int) -> bool:
    """Whether a verb follows the "to" at `k`, which no verb before it needs: "went to Rome", "had to leave"."""
    # "saw them on the way to Rome"
    if not sheet.words[k + 1].islower():
        return False
    # "saw them on the way to the port"
    if sheet.tags[k + 1] & _NO_INFINITIVE:
        return False
    return not sheet.tags[k - 1] & (AUXILIARY | VERB)


def _promises_thing(sheet: Sheet, walk: _Walk) -> bool:
    """Whether a thing and nobody is behind "promise": "promised a new wall", but "promised the mayor a new wall"."""
    if walk.verb.frame.lemma != "promise":
        return False
    # "promised them a new wall"
    if sheet.tags[walk.at] & OBJECT:
        return False
    # "a promising start"
    if walk.verb.participial:
        return False
    end = noun_phrase(sheet, walk.at, walk.verb.high)
    if end == walk.at:
        return False
    head = next((k for k in range(walk.at, end - 1) if sheet.tags[k + 1] & PREPOSITION), end - 1)
    if singular(sheet.lower[head]) in _PERSONS:
        return False
    # "promised Ann Lee", but "Lee Promises Action"
    return sheet.words[head].islower() or sheet.words[walk.verb.at][0].isupper()


def _is_indefinite_addressee(sheet: Sheet, k: int) -> bool:
    """Whether an indefinite pronoun is told something: "told everyone (that) it was late", but "said everyone left"."""
    return sheet.lower[k] in _INDEFINITE and not is_finite_at(sheet, k + 1, _FINITE)


def _with_quantifier(sheet: Sheet, k: int, end: int) -> int:
    """The end of an addressee with "both" or "all" behind it: "told them both “…”", but "told us all was lost"."""
    if end > k + 1 or not fits(sheet, end - 1, OBJECT, _QUANTIFIERS):
        return end
    is_behind = sheet.tags[end + 1] & _AFTER_QUANTIFIER or sheet.lower[end + 1] in ("that", "to")
    return end + 1 if is_behind else end


def _told_relative(sheet: Sheet, walk: _Walk) -> None:
    """Goes over what describes the addressee to "that" or a quotation: "told reporters who asked that …"."""
    if not walk.addressed or walk.verb.frame.lemma == "ask":
        return
    if sheet.lower[walk.at] not in _DESCRIBING:
        return
    for k in range(walk.at + 1, min(walk.at + _DESCRIPTION, walk.verb.high)):
        if _begins_content(sheet, walk, k):
            walk.at = k
            return
        # "told reporters who had come, “It is late.”"
        if sheet.tags[k] & COMMA and _begins_content(sheet, walk, k + 1):
            walk.at = k
            return
        if sheet.tags[k] & STOP:
            return


def _to_follows(sheet: Sheet, k: int) -> bool:
    return "to" in sheet.lower[k : k + 2] if sheet.lower[k] == "not" else sheet.lower[k] == "to"


def _adjunct(sheet: Sheet, walk: _Walk) -> Government | None:
    """Goes over an adjunct of time, place or occasion, but not over another verb ("went on to say")."""
    if sheet.tags[walk.at] not in _OPENS_ADJUNCT:
        return None
    if sheet.lower[walk.at] in _FRONTS and _fronts_content(sheet, walk):
        return _governed(sheet, walk, "bare", walk.at, CLAUSE_KIND)
    # "reported | at least six ships sank"
    if fits(sheet, walk.at, _AT, ("least", "most")):
        return None
    # "went on to say", "began by saying", "is remembered for saying": the nearer verb attributes
    form = {"to": BASE, "by": GERUND, "for": GERUND}.get(sheet.lower[walk.at], 0)
    if form & form_at(sheet, walk.at + 1):
        return NONE
    # "talked to voters about the law", "spoke with Lee about it"
    if sheet.lower[walk.at] in _BESIDE and _takes_both(walk):
        walk.addressed = True
    else:
        walk.adjuncts += 1
    walk.at = max(noun_phrase(sheet, walk.at + 1, walk.verb.high), walk.at + 1)
    return None


def _fronts_content(sheet: Sheet, walk: _Walk) -> bool:
    """Whether a phrase or clause begins the content: "said | while it was late, they would stay"."""
    k, verb = walk.at, walk.verb
    if walk.adjuncts or not verb.frame.flags & CLAUSE:
        return False
    # "said while leaving Rome, …" tells how it was said.
    if fits(sheet, k, _WHILE, ING):
        return False
    comma = _next_comma(sheet, k, min(k + _LONGEST_FRONT, verb.high - 1))
    return comma is not None and _is_clause(sheet, comma + 1, verb)


def _takes_both(walk: _Walk) -> bool:
    """Whether the verb may have an addressee with a preposition before the one that brings its content."""
    return walk.verb.frame.lemma in ("talk", "speak") and walk.at == walk.verb.at + 1


def _described_adjunct(sheet: Sheet, walk: _Walk) -> None:
    """Goes over a participle that describes the adjunct before it: "said in a statement issued by the agency that"."""
    if walk.adjuncts:
        walk.at += 1


def _bare(sheet: Sheet, walk: _Walk) -> Government:
    """Content without a mark of its own: the first of the readings below that fits."""
    if sheet.lower[walk.at] == "no" and (found := _answer(sheet, walk)):
        return found
    # "said little", but "said much of the talk was about money"
    if sheet.lower[walk.at] in _NO_CONTENT and sheet.lower[walk.at + 1] != "of":
        return NONE
    readings = _BARE_PASSIVE if walk.verb.group.passive else _BARE
    flags = walk.verb.frame.flags | _ANY
    for needed, read in readings:
        if flags & needed and (found := read(sheet, walk)):
            return found
    return NONE


def _answer(sheet: Sheet, walk: _Walk) -> Government | None:
    """A word that is all that is said: "said yes", "says so", but "said no ships sank", "said so many things"."""
    end = walk.at + 1
    if walk.verb.frame.lemma != "say" or walk.at > walk.verb.at + 1:
        return None
    if end < walk.verb.high and not sheet.tags[end] & _AFTER_ANSWER:
        return None
    return Government("noun", ((walk.at, end),))


def _object_with_preposition(sheet: Sheet, walk: _Walk) -> Government | None:
    """`accused them of treason`: the object and what the preposition brings are the content."""
    if not walk.verb.frame.object_prepositions:  # few verbs have any, and the look for one goes on for many words
        return None
    if not (at := _object_end(sheet, walk.verb, walk.at)):
        return None
    found = _governed(sheet, walk, "object", at + 1, NOUN_KIND, ((at, at + 1),))
    end = at - 1 if sheet.tags[at - 1] & COMMA else at
    return replace(found, content=((walk.at, end), *found.content))


def _predicate(sheet: Sheet, walk: _Walk) -> Government | None:
    """`called it a fraud`, `called it on Monday a fraud`."""
    found = _governed(sheet, walk, "small", walk.at, SMALL_KIND)
    end, high = found.content[0][1], walk.verb.high
    behind = skip(sheet, past(sheet, end, high, PREPOSITION), high, TIME)
    if behind >= high or not fits(sheet, behind - 1, TIME, DETERMINER | MARK):
        return found
    return replace(found, content=(*found.content, clause_range(sheet, behind, high, SMALL_KIND)))


def _object_with_infinitive(sheet: Sheet, walk: _Walk) -> Government | None:
    """`urged him to leave`."""
    end = _listed_end(sheet, walk.at, walk.verb.high)
    if _to_follows(sheet, end):
        return _governed(sheet, walk, "to", walk.at, TO_KIND)
    # "Lee urges UN: act now"
    if sheet.lower[end] == ":" and end + 1 < walk.verb.high:
        return _governed(sheet, walk, "colon", end + 1, CLAUSE_KIND)
    return None


def _listed_end(sheet: Sheet, k: int, high: int) -> int:
    """The end of a noun phrase with the later members of a list of names: "asked Ann Lee, Roe and Cruz | to leave"."""
    end = noun_phrase(sheet, k, high)
    while sheet.tags[end] & COMMA and sheet.words[end + 1][0].isupper():
        stop = noun_phrase(sheet, end + 1, high)
        if stop == end + 1:
            return end
        end = stop
    return end


def _after_adjunct(sheet: Sheet, walk: _Walk) -> Government | None:
    """Nothing behind an adjunct but a pronoun, or a clause behind a time: “said on Monday (that) …”."""
    if sheet.tags[walk.at] & SUBJECT or sheet.tags[walk.at - 1] & TIME:
        return None
    return NONE if walk.adjuncts else None


def _bare_clause(sheet: Sheet, walk: _Walk) -> Government | None:
    """`said it was over`."""
    return _governed(sheet, walk, "bare", walk.at, CLAUSE_KIND) if _is_clause(sheet, walk.at, walk.verb) else None


def _found_clause(sheet: Sheet, walk: _Walk) -> Government | None:
    """`the study found crops lose water`: what a document finds needs no "that"."""
    verb = walk.verb
    if verb.frame.lemma != "find":
        return None
    # "a survey of drivers last month found", but "a kitchen of the jury that the cook found"
    left = verb.group.left
    before = sheet.lower[max(verb.low, left - _FARTHEST_FINDING) : left]
    if _FINDING.isdisjoint(before) or "that" in before[:-1]:
        return None
    return _governed(sheet, walk, "bare", walk.at, CLAUSE_KIND) if _has_finite(sheet, walk.at, verb, True) else None


def _noun(sheet: Sheet, walk: _Walk) -> Government | None:
    """`condemned the attack`."""
    return None if walk.adjuncts else _governed(sheet, walk, "noun", walk.at, NOUN_KIND)


_Reading = Callable[[Sheet, _Walk], Government | None]
_BARE_PASSIVE: tuple[tuple[int, _Reading], ...] = (
    (SMALL, _predicate),
    (_ANY, _after_adjunct),
    (ADDRESSEE, _bare_clause),
    (NOUN, _noun),
)
# What the frame of an active verb must allow for a reading of content without a mark of its own, and the reading.
_BARE: tuple[tuple[int, _Reading], ...] = (
    (_ANY, _object_with_preposition),
    (SMALL, _predicate),
    (OBJECT_TO, _object_with_infinitive),
    (_ANY, _after_adjunct),
    (CLAUSE, _bare_clause),
    (THAT, _found_clause),
    (NOUN, _noun),
)


def _object_end(sheet: Sheet, verb: Verb, k: int) -> int | None:
    """The preposition that ends an object which begins at `k`, as in "accuse … of"."""
    for p in range(k + 1, min(k + _OBJECT, verb.high)):
        word = sheet.lower[p]
        # "accused one of the men of lying"
        if word == "of" and sheet.lower[p - 1] in _PART_OF:
            continue
        if not _may_end_object(sheet, p, verb.high):
            continue
        if word in verb.frame.object_prepositions:
            return p if sheet.lower[p + 1] != "well" else None  # "dismissed the idea as well"
        if sheet.tags[p] in _ENDS_OBJECT:
            return None
        # "condemned the raid and called for talks"
        if sheet.tags[p - 1] & COORDINATOR and form_at(sheet, p) in NOT_BARE:
            return None
        if word == "," and not _goes_on_object(sheet, verb, k, p):
            return _behind_apposition(sheet, verb, p)
    return None


def _may_end_object(sheet: Sheet, k: int, high: int) -> bool:
    """Whether the preposition at `k` may end an object: "blamed Lee | on Monday | for it" has another."""
    # "described scenes of fear as the roof fell"
    if sheet.lower[k] == "as" and sheet.tags[k + 1] & DETERMINER:
        end = noun_phrase(sheet, k + 1, high)
        return end >= high or not sheet.tags[end] & VERB
    return sheet.lower[k] != "on" or not any(tag & (TIME | VENUE) for tag in sheet.tags[k + 1 : k + 4])


def _goes_on_object(sheet: Sheet, verb: Verb, start: int, comma: int) -> bool:
    """Whether an object goes on behind a comma: "accused Smith, Jones and …", "accused their leader, Kim, of …"."""
    if sheet.lower[comma + 1] in verb.frame.object_prepositions:
        return "," in sheet.lower[start:comma]
    # "accused its old, rich ally of …"
    if comma == start + 2 and sheet.tags[start] & _OWNED:
        return not sheet.tags[comma + 1]
    return sheet.words[comma + 1][0].isupper()


def _behind_apposition(sheet: Sheet, verb: Verb, comma: int) -> int | None:
    """The preposition behind an apposition to the object: "accused Kim, the leader of the north, | of …"."""
    is_relative = sheet.tags[comma + 1] & (RELATIVE | POSSESSIVE)
    if not is_relative and not sheet.tags[comma + 1] & DETERMINER:
        return None
    reach = range(comma + 1, min(comma + (_LONGEST_INSERTION if is_relative else _APPOSITION), verb.high - 1))
    behind = (k + 1 for k in reach if sheet.tags[k] & COMMA)
    return next((k for k in behind if sheet.lower[k] in verb.frame.object_prepositions), None)


def _is_clause(sheet: Sheet, k: int, verb: Verb) -> bool:
    """Whether a finite verb is in sight before the clause ends; "say" has a clause behind it without one."""
    nominal = bool(verb.frame.flags & NOUN)
    if sheet.tags[k] in _ONLY_SUBJECT:
        return True
    if _it_does(sheet, k) or _has_finite(sheet, k, verb, nominal):
        return True
    return verb.frame.lemma == "say" and verb.high - k > _SHORTEST_SAID


def _has_finite(sheet: Sheet, k: int, verb: Verb, nominal: bool) -> bool:
    """Whether a finite verb is in sight from `k` on; where a noun phrase may follow (`nominal`), more is needed."""
    ends = _NOUN_ENDS if nominal else _CLAUSE_ENDS
    behind = k
    for j in range(k, min(k + _SIGHT, verb.high)):
        # "hopes a word from Lee, who is loved, will help"
        if sheet.tags[j - 1] & COMMA and sheet.tags[j] & RELATIVE:
            partner = _next_comma(sheet, j, min(j + _INSERTION, verb.high))
            if partner is None:
                break
            behind = partner + 1
        if j < behind:
            continue
        if sheet.lower[j] in ends:
            break
        if nominal and j > k:
            # "claimed a prize and was cheered"
            if sheet.tags[j - 1] & COORDINATOR and sheet.tags[j] & AUXILIARY:
                break
            # "announced the plan he had made"
            if sheet.tags[j - 1] in _ONLY_SUBJECT and not sheet.tags[j - 2] & COORDINATOR:
                continue
        if _is_finite(sheet, j, k, nominal):
            return True
    return False


def _it_does(sheet: Sheet, k: int) -> bool:
    """Whether "it" has a third person behind it, whatever the verb: "claims it leans", but "recalls it as late"."""
    if sheet.lower[k] != "it" or sheet.tags[k + 1]:
        return False
    return sheet.words[k + 1].islower() and sheet.lower[k + 1].endswith("s")


def _is_finite(sheet: Sheet, j: int, start: int, nominal: bool) -> bool:
    """Whether the word at `j` looks like a finite verb; where a noun phrase may follow, more is needed."""
    tag, before = sheet.tags[j], sheet.tags[j - 1]
    if before & COORDINATOR:  # "announced jobs and cuts", "claimed a win and was cheered"
        return False
    if sheet.words[j] == "May":  # "denied any role in an interview in May"
        return False
    if tag in _ONLY_AUXILIARY:
        return True
    if tag & AUXILIARY and before & SUBJECT:  # "it's over", but "China's claim"
        return True
    if before & _BEFORE_NOUN:  # "posted a letter of her own"
        return False
    form = form_at(sheet, j)
    if nominal and _follows_singular(sheet, j):  # "announced trade talks": what can be a noun is one
        tag, form = tag & ~VERB, (0 if form & BASE else form)
    if tag & VERB:
        return True
    if tag & ED or verb_form_at(sheet, j) & form & FINITE:
        return j > start
    return False


def _follows_singular(sheet: Sheet, j: int) -> bool:
    """Whether a word in lower case without -s is before `j`."""
    return sheet.words[j - 1] == sheet.lower[j - 1] and not sheet.lower[j - 1].endswith("s")


_Step = Callable[[Sheet, _Walk], Government | None]


class _Steps(dict[int, tuple[_Step, ...]]):
    """Tags of a word → the steps worth trying at it, in order; worked out once for each combination of classes."""

    def __init__(self, steps: tuple[tuple[int, _Step], ...]) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, tag: int) -> tuple[_Step, ...]:
        self[tag] = found = tuple([step for classes, step in self.steps if (tag | _ANY) & classes])
        return found


# The classes that a word must have one of for a step to be worth trying, and the step.
_FROM_VERB: Final = _Steps(
    (
        (_OPENS, _quotation),
        (STOP, _colon),
        (COMMA, _comma),
        (RELATIVE | ING, _told_relative),
        (QUESTION | RELATIVE, _clause),
        (PREPOSITION, _to_clause),
        (PREPOSITION, _preposition),
        (PREPOSITION, _agent),
        (_ANY, _adverb),
        (_ANY, _addressee),
        (PREPOSITION | SUBORDINATOR, _adjunct),
        (ED | VERB, _described_adjunct),
        (_ANY, _bare),
    )
)
_AFTER_QUOTATION: Final = _Steps(((_OPENS, _quotation), (STOP, _colon), (_ANY, _to_next_quotation)))
