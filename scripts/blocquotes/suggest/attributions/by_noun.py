"""Attributions by nouns: "his claim that …", "calls for …", "a promise to …", with their owner as source."""

from collections.abc import Sequence
from typing import Final

from blocquotes.suggest import rules
from blocquotes.suggest.attributions.attribution import Attribution
from blocquotes.suggest.attributions.by_phrase import STANDPOINTS, by_standpoint
from blocquotes.suggest.attributions.sources import noun_start
from blocquotes.suggest.data import word_class
from blocquotes.suggest.grammar.clauses import clause_range
from blocquotes.suggest.grammar.contents import NOUN_KIND, TO_KIND
from blocquotes.suggest.grammar.finite_verbs import has_finite_verb, holds_verb
from blocquotes.suggest.grammar.main_verbs import before_main_verb
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.grammar.subjects import first_subject, subject
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    HAVE,
    MARK,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    QUESTION,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VERB,
    is_manner,
    tags_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, PARTICIPLE, PAST, PRESENT, singular
from blocquotes.suggest.text.lexicon import (
    BARE_NOUNS,
    CLAUSE_NOUNS,
    ENSURING,
    NOUN,
    SHOUTS,
    TO_NOUNS,
    WIDE_NOUNS,
    is_naming,
)
from blocquotes.suggest.text.sheet import (
    Range,
    Sheet,
    bounds,
    fits,
    form_at,
    is_at,
    is_finite_at,
    is_name_at,
    opens_quotation,
    skip,
)

_THOUGHTS: Final = word_class("thought-noun")
_FOR_NOUNS: Final = word_class("for-noun")
_WIDE_PREPOSITIONS: Final = word_class("wide-noun-preposition")
_SUPPORTING: Final = word_class("supporting-verb")
_OPPOSING: Final = word_class("opposing-verb")
_NO_INFINITIVE: Final = POSSESSIVE | DETERMINER | PREPOSITION
_BEFORE_NOUN_PHRASE: Final = VERB | AUXILIARY | QUESTION
_THREATENED: Final = frozenset(
    ("life", "lives", "peace", "health", "democracy", "security", "society", "people", "police", "staff")
)
_ADJECTIVES: Final = 3
_AMID: Final = ("amid", "amidst", "despite", "of", "over", "about")
# What is done with a document or a claim, which is its object.
_HANDLING: Final = word_class("handling-verb")
# What others say, where somebody speaks about it.
_OF_OTHERS: Final = word_class("hearsay-noun")
_TOWARD: Final = ("on", "at")
# Prepositions of a phrase that a clause may begin with.
_FRONTED: Final = ("by", "in", "after", "without", "under", "at", "on")
_FINITE: Final = AUXILIARY | VERB
_ONLY_FINITE: Final = tags_with(_FINITE, but=POSSESSIVE)
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
# "They were flooded with calls to leave", "Lee said, with a promise to leave, …"
_NO_COMPANION: Final = BE | COMMA | MARK
_NO_CLAUSE: Final = AUXILIARY | VERB | PREPOSITION
_OPENERS: Final = frozenset(("that", "whether", "of", "about", "to", "for", ":")) | _WIDE_PREPOSITIONS
_SPREADING: Final = word_class("spreading-verb")
_NO_SUBJECT: Final = AUXILIARY | ADVERB | PREPOSITION | SUBJECT | COORDINATOR | VERB
_VOICED: Final = word_class("voiced")
_ADJUNCT: Final = PREPOSITION | TIME
_NO_ADJUNCT: Final = COMMA | STOP | MARK | DASH
_AFTER_GAP: Final = COMMA | STOP | DASH | PREPOSITION | SUBORDINATOR | TIME | ADVERB | AUXILIARY
_BEGINS_SUBJECT: Final = SUBJECT | DETERMINER | POSSESSIVE
_MAY_BEGIN: Final = _BEGINS_SUBJECT | BE
_BEHIND_VERB: Final = PREPOSITION | DETERMINER | POSSESSIVE | OBJECT | ADVERB | TIME
_BEFORE_OWNER: Final = ("by", "of", "from", "among")
# The most words between a noun and the "that" apart from it, and in the verb group between them.
_FARTHEST_THAT: Final = 9
_LONGEST_GROUP: Final = 4


def by_noun(sheet: Sheet, i: int, sentence: Range, before: Sequence[Attribution]) -> Attribution | None:
    """What the reporting noun at token `i` attributes with the that-clause, to-clause or "for" behind it.

    What an attribution `before` it in its sentence has as content is not the noun's: "said in a statement that …".
    """
    if sheet.lower[i] in STANDPOINTS and (found := by_standpoint(sheet, i)):
        return found
    low, high = sentence
    owner, at = _owner_behind(sheet, i, high) if sheet.lower[i + 1] in _BEFORE_OWNER else (None, i + 1)
    if at + 1 >= high:
        return None
    if not _may_begin_content(sheet, at):
        return None
    # "to ensure the pact calls for a truce"
    if not ENSURING.isdisjoint(sheet.lower[max(i - _ADJECTIVES - 1, 0) : i]):
        return None
    if _is_missing(sheet, i):
        return None
    holder = owner or _possessor(sheet, i, low)
    if that := _that_behind(sheet, i, at, holder):
        at = that
    elif sheet.tags[at] & BE:
        return _predicate(sheet, i, at + 1, high, holder)
    elif holder and (colon := _colon_behind(sheet, i, at, high)):
        return _behind_colon(sheet, i, colon, high, holder)
    content = _content(sheet, i, at, sentence, owner is None)
    if content is None or content[1] <= content[0] + 1:
        return None
    if any(content in one.content for one in before):
        return None
    cue = (i, i + 1) if content[0] == at else (i, at + 1)
    source = holder or _doer(sheet, i, low)
    return Attribution(i, (content,), (cue,), source, _medium(sheet, i), "asserted", rules.REPORTING_NOUN)


def _is_missing(sheet: Sheet, i: int) -> bool:
    """Whether there is nothing that a noun stands for: "it goes without saying", "There is no evidence that …"."""
    before = sheet.lower[i - 1]
    return before == "without" or (before == "no" and sheet.lower[i - 3] == "there")


def _may_begin_content(sheet: Sheet, at: int) -> bool:
    """Whether a content, or a word that leads to one, is at a token; most nouns have none behind them."""
    if sheet.tags[at] & _MAY_BEGIN or sheet.lower[at] in _OPENERS:
        return True
    return "that" in sheet.lower[at : at + _FARTHEST_THAT]


def _content(sheet: Sheet, i: int, at: int, sentence: Range, alone: bool) -> Range | None:
    """What the noun at `i` reports, from `at` on; `alone` says that no owner is between the two."""
    low, high = sentence
    # "a promise by Lee to leave" may be Lee's or not: behind an owner only a clause is content.
    content = _read_content(sheet, i, at, high) if alone else _clause(sheet, i, at, high)
    is_phrase = sheet.lower[at] == "for"
    # "asked if the call for aid was heard": the verb is that of the noun
    if content is None or (_is_behind_verb(sheet, i, low) and not is_phrase):
        return content
    return _before_spreading(sheet, before_main_verb(sheet, content, is_phrase or sheet.lower[content[0]] == "to"))


def _read_content(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """The first content that one of the readings finds at `at`."""
    for read in (_clause, _infinitive, _shout, _phrase, _bare_clause):
        if content := read(sheet, i, at, high):
            return content
    return None


def _before_spreading(sheet: Sheet, content: Range) -> Range:
    """A clause without the verb of its noun: "Rumours that it was dry | spread", but "it had spread", "a pay rise"."""
    start, end = content
    found = (k for k in range(start + 1, end) if sheet.lower[k] in _SPREADING and not sheet.tags[k - 1] & _NO_SUBJECT)
    k = next(found, end)
    return (start, k) if holds_verb(sheet, start + 1, k) else content


def _predicate(sheet: Sheet, i: int, at: int, high: int, source: Range | None) -> Attribution | None:
    """`X's fear is that …`."""
    if source is None or sheet.lower[at] != "that":
        return None
    # "His fear is that of a child.", "His claim is that which …", but "His fear is that by May it is over."
    if sheet.tags[at + 1] & _NO_CLAUSE and sheet.lower[at + 1] not in _FRONTED:
        return None
    content = clause_range(sheet, at, high)
    return Attribution(i, (content,), ((i, i + 1),), source, _medium(sheet, i), "asserted", rules.REPORTING_NOUN)


def _colon_behind(sheet: Sheet, i: int, at: int, high: int) -> int | None:
    """The colon behind a noun and whom its words are for: "her message:", "her message to the voters:"."""
    if sheet.lower[i] not in CLAUSE_NOUNS:
        return None
    colon = noun_phrase(sheet, at + 1, high) if sheet.lower[at] in ("to", "for") else at
    return colon if sheet.lower[colon] == ":" else None


def _behind_colon(sheet: Sheet, i: int, colon: int, high: int, source: Range) -> Attribution | None:
    """`X's message: …`, where a clause and no quotation, which needs no noun, is behind the colon."""
    start = colon + 1
    if sheet.inside[start] != sheet.inside[i]:
        return None
    content = clause_range(sheet, start, high)
    # "Lee's proposal: a wall, a gate and a moat"
    if not has_finite_verb(sheet, content):
        return None
    return Attribution(i, (content,), ((i, i + 1),), source, _medium(sheet, i), "asserted", rules.REPORTING_NOUN)


def _medium(sheet: Sheet, i: int) -> str:
    return "thought" if sheet.lower[i].rstrip("s") in _THOUGHTS else "speech"


def _is_behind_verb(sheet: Sheet, i: int, low: int) -> bool:
    """Whether a verb of the clause is before the noun: "Lee rejected a claim that …"."""
    return not _ONLY_FINITE.isdisjoint(sheet.tags[low:i])


def _owner_behind(sheet: Sheet, i: int, high: int) -> tuple[Range | None, int]:
    """Whose the noun is ("claims by X that …"), and the token where its content may begin."""
    at = i + 1
    end = noun_phrase(sheet, at + 1, high)
    # "complaints of noise", but "complaints from Lee that …"
    if sheet.lower[i] in WIDE_NOUNS and sheet.lower[end] != "that":
        return None, at
    return ((at + 1, end), end) if at + 1 < end < high else (None, at)


def _that_behind(sheet: Sheet, i: int, at: int, holder: Range | None) -> int | None:
    """The "that" apart from its noun: "fears have grown | that …", "his claim in May | that …"."""
    if sheet.lower[i] not in CLAUSE_NOUNS:
        return None
    near = sheet.lower[at : at + _FARTHEST_THAT]
    if "that" not in near[1:]:
        return None
    that = at + near.index("that")
    # "views remain divided in a way that …"
    if any(sheet.tags[k] & _NO_ADJUNCT or sheet.lower[k] in ("a", "an") for k in range(at, that)):
        return None
    if not _spreads(sheet, at):
        # "the claim on land that …": only what somebody says has an adjunct before its content
        if holder is None or not sheet.tags[at] & _ADJUNCT:
            return None
        if any(is_finite_at(sheet, k, _FINITE) for k in range(at, that)):
            return None
    return None if _lacks_object(sheet, that + 1, bounds(sheet, i)[1]) else that


def _spreads(sheet: Sheet, at: int) -> bool:
    """Whether a verb behind a noun says that what it reports is around: "fears grew", "concerns were raised"."""
    k = skip(sheet, at, at + _LONGEST_GROUP, AUXILIARY | ADVERB)
    if sheet.lower[k] in _SPREADING:
        return True
    # "the report raised fears that …"
    return sheet.lower[k] in _VOICED


def _clause(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """`the claim that …`, `the question whether …`."""
    # "the question of whether it was late", "doubts about whether it was late"
    if sheet.lower[at] in ("of", "about") and sheet.lower[at + 1] == "whether":
        at += 1
    if sheet.lower[at] not in ("that", "whether") or sheet.lower[i] not in CLAUSE_NOUNS:
        return None
    # "the claim that was denied", "the ruling that paved the way", but "the claim that alleged thieves left"
    if sheet.tags[at + 1] & (AUXILIARY | VERB) or fits(sheet, at + 1, ED, _BEHIND_VERB):
        return None
    # "a tweet that mocks Lee", "a report that blamed him"
    if form_at(sheet, at + 1) and is_name_at(sheet, at + 2, OBJECT):
        return None
    # "the report that says it is late", "a report that claims the dam fell", but "rumours that claims were false"
    if form_at(sheet, at + 1) == PRESENT and sheet.tags[at + 2] & (_BEGINS_SUBJECT | PREPOSITION):
        return None
    content = clause_range(sheet, at, high)
    return None if _is_relative(sheet, content) else content


def _bare_clause(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """`fears the dam would burst`: a clause without "that"."""
    if sheet.lower[i] not in BARE_NOUNS:
        return None
    # "the claims they make" and "the hope he has" lack nothing but the relative pronoun
    if sheet.tags[i - 1] & DETERMINER or not sheet.tags[at] & _BEGINS_SUBJECT:
        return None
    return None if _lacks_object(sheet, at, high) else clause_range(sheet, at, high)


def _lacks_object(sheet: Sheet, start: int, high: int) -> bool:
    """Whether a clause at `start` is none or has no object: "claims | he made", but "claims he lied"."""
    end = noun_phrase(sheet, start, high)
    k = skip(sheet, end, high, AUXILIARY | ADVERB)
    # "allegations he beat them": what is behind "he" can only be a verb
    if sheet.tags[start] not in _ONLY_SUBJECT and not is_finite_at(sheet, end, _FINITE | ADVERB | ED):
        return True
    # "suspicions that it was set on fire"
    if sheet.tags[k - 1] & BE:
        return False
    # "reports he had received included a threat", but "reports he received a threat"
    if sheet.tags[k + 1] & (ED | VERB):
        return True
    # "the hope they have of a truce"
    if form_at(sheet, k):
        k += 1
    return bool(sheet.tags[k] & _AFTER_GAP)


def _infinitive(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """`his promise to …`."""
    if sheet.lower[at] != "to" or sheet.lower[i] not in TO_NOUNS:
        return None
    # "a threat to life"
    if sheet.lower[at + 1] in _THREATENED:
        return None
    # "a threat to Rome", "a threat to the town"
    if not sheet.words[at + 1][0].islower() or sheet.tags[at + 1] & _NO_INFINITIVE:
        return None
    return clause_range(sheet, at, high, TO_KIND)


def _shout(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """`chants of “shame”`: the quotation."""
    if sheet.lower[at] != "of" or sheet.lower[i] not in SHOUTS or not opens_quotation(sheet, at + 1, i):
        return None
    q = sheet.quotations[sheet.inside[at + 1]]
    return q.start, q.end


def _phrase(sheet: Sheet, i: int, at: int, high: int) -> Range | None:
    """`calls for …`, and the wide nouns: `support of …`."""
    word, following = sheet.lower[i], sheet.lower[at]
    wide = sheet.wide and word in WIDE_NOUNS and following in _WIDE_PREPOSITIONS
    if wide or (following == "for" and word in _FOR_NOUNS):
        # "demand for bread is weak"
        if word == "demand" and is_at(sheet, noun_phrase(sheet, at + 1, high), high, AUXILIARY | VERB):
            return None
        return clause_range(sheet, at + 1, high, NOUN_KIND)
    return None


def _is_relative(sheet: Sheet, content: Range) -> bool:
    """Whether a clause with "that" lacks an object, which its noun is: "a claim that the rivals denied"."""
    start, end = content
    if form_at(sheet, end - 1) & PAST:
        k = end - 2
        # "a claim that they had flatly denied"
        while is_manner(sheet.words[k]):
            k -= 1
        if not sheet.tags[k] & (AUXILIARY | SUBJECT):
            return True
        # "a claim that they have denied", but "a claim that it was denied"
        if sheet.tags[k] & HAVE:
            return True
    # "a call that they asked them not to report"
    if form_at(sheet, end - 1) & BASE:
        return bool(sheet.verbs[sheet.lower[end - 1]][0].flags & NOUN)
    # "the claim that he made in May"
    if sheet.tags[start + 1] & SUBJECT and form_at(sheet, start + 2) & FINITE:
        return True
    return _is_handled(sheet, start + 1, end) or _is_named(sheet, start + 1, end)


def _is_named(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a clause at `start` says what its noun was called: "testimony that | Lee called “late”"."""
    k = start + 1 if sheet.tags[start] & SUBJECT else noun_phrase(sheet, start, end)
    k = skip(sheet, k, end, AUXILIARY | ADVERB)
    if not form_at(sheet, k) & (PAST | PARTICIPLE):
        return False
    return is_naming(sheet.verbs[sheet.lower[k]][0])


def _is_handled(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a clause at `start` says what was done with its noun: "a letter that | Lee sent to Oslo"."""
    k = start + 1 if sheet.tags[start] & SUBJECT else noun_phrase(sheet, start, end)
    k = skip(sheet, k, end, AUXILIARY | ADVERB)
    if sheet.lower[k] not in _HANDLING:
        return False
    if sheet.tags[k + 1] & _AFTER_GAP:
        return True
    return sheet.lower[k + 1] in _HANDLING


def _possessor(sheet: Sheet, i: int, low: int) -> Range | None:
    """The possessive before a noun and its adjectives."""
    for j in range(i - 1, max(low, i - 1 - _ADJECTIVES) - 1, -1):
        if sheet.lower[j] in ("'s", "'"):
            # "That's according to reports"
            if sheet.tags[j - 1] & (SUBJECT | DETERMINER):
                return None
            owner = _without_verb(sheet, subject(sheet, j, low))
            # "responded to Lee's claim", "a reply to the union's claim", but "the head of the union's claim"
            start = noun_start(sheet, j, low)
            if owner is None:
                return start, j
            return (start, j) if sheet.lower[start - 1] != "of" and start > owner[0] else owner
        if sheet.tags[j] & POSSESSIVE:
            return (j, j + 1)
        if sheet.tags[j] & _BEFORE_NOUN_PHRASE or not sheet.words[j][0].isalpha():
            return None
    return None


def _without_verb(sheet: Sheet, owner: Range | None) -> Range | None:
    """An owner without a verb before it: "have balked at | the owner ’s proposal", "Lee backed | the town ’s claim"."""
    if owner is None:
        return owner
    start, end = owner
    return next((k + 1 for k in range(end - 2, start, -1) if _governs_owner(sheet, k)), start), end


def _governs_owner(sheet: Sheet, k: int) -> bool:
    """Whether a word at `k` has an owner behind it for an object: "backed the town", but "the elected mayor"."""
    if not (sheet.tags[k] & ED or sheet.lower[k] == "given"):
        return False
    if sheet.tags[k - 1] & DETERMINER:
        return False
    return bool(sheet.tags[k + 1] & (DETERMINER | POSSESSIVE)) or sheet.words[k + 1][0].isupper()


def _is_past(sheet: Sheet, j: int) -> bool:
    """Whether a word in -ed is a verb: "Lee repeated the claim", but "made an impassioned call"."""
    if not sheet.lower[j].endswith("ed"):
        return False
    return not sheet.tags[j - 1] & DETERMINER


def _doer(sheet: Sheet, i: int, low: int) -> Range | None:
    """The subject of the verb that the noun belongs to."""
    # "Lee is of the view that …"
    if sheet.tags[i - 3] & BE and sheet.lower[i - 2 : i] == ["of", "the"]:
        return subject(sheet, i - 3, low)
    return _agent(sheet, i, low) or _companion(sheet, i, low)


def _agent(sheet: Sheet, i: int, low: int) -> Range | None:
    """The subject of the verb that the noun is the object of: "X made the claim that …"."""
    for j in range(i - 1, max(low, i - 2 - _ADJECTIVES) - 1, -1):
        if _makes_no_object(sheet, j, i):
            return None
        if sheet.tags[j] & VERB or sheet.lower[j] in _SUPPORTING or _is_past(sheet, j):
            # "They were flooded with calls to leave"
            if sheet.tags[j - 1] & BE and _is_past(sheet, j):
                return None
            while sheet.tags[j - 1] & AUXILIARY:
                j -= 1
            return _subject_of(sheet, j, low)
        if not sheet.words[j][0].isalpha():
            return None
    return None


def _makes_no_object(sheet: Sheet, j: int, i: int) -> bool:
    """Whether the word at `j` makes the noun at `i` no object of a verb: "fled amid fears that …"."""
    # "commented on reports that …", but "campaigned on a promise to …"
    if sheet.lower[j] in _TOWARD:
        return singular(sheet.lower[i]) in _OF_OTHERS
    return sheet.lower[j] in _OPPOSING or sheet.lower[j] in _AMID


def _subject_of(sheet: Sheet, j: int, low: int) -> Range | None:
    """The subject of the verb at `j`, of which a reporting noun is the object."""
    if sheet.lower[j - 1] != "to":
        return subject(sheet, j, low)
    # "Lee tried to make the case that …", but "They left and tried to make the case that …"
    found = None if sheet.tags[j - 3] & COORDINATOR else subject(sheet, j - 2, low)
    # "… resorted to force to make the case that"
    return None if found and sheet.tags[found[0]] & ED else found


def _companion(sheet: Sheet, i: int, low: int) -> Range | None:
    """The subject of the clause that the noun goes with: "X won voters with a promise to …"; None in passives."""
    with_ = next((k for k in range(i - 1, max(low, i - 1 - _ADJECTIVES) - 1, -1) if sheet.lower[k] == "with"), None)
    if with_ is None or any(sheet.tags[k] & _NO_COMPANION for k in range(low, with_)):
        return None
    return first_subject(sheet, low, with_)
