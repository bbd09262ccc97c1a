"""Coordination: whether “and” or “but” goes on with a content or with the reporter's sentence."""

from typing import Final

from blocquotes.suggest.data import rows, word_class
from blocquotes.suggest.grammar.contents import (
    CLAUSE_KIND,
    LONGEST_NAME,
    NEAREST,
    OBJECTS,
    TO_KIND,
    Content,
    opens,
    verb_before,
)
from blocquotes.suggest.grammar.finite_verbs import ONLY_AUXILIARY, PASTS
from blocquotes.suggest.grammar.phrases import noun_phrase
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    DETERMINER,
    ED,
    HAVE,
    ING,
    MARK,
    NEGATION,
    OBJECT,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    STOP,
    SUBJECT,
    SUBORDINATOR,
    TIME,
    VENUE,
    VERB,
    tags_with,
)
from blocquotes.suggest.text.inflection import BASE, GERUND, NOT_BARE, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, NOUN, SMALL, THAT, WIDE_VERBS, Frame
from blocquotes.suggest.text.sheet import Sheet, fits, form_at, is_adverb, is_at, skip

_MAY_PRECEDE: Final = ADVERB | AUXILIARY
_NO_PERFECT: Final = tags_with(AUXILIARY, but=HAVE)
_OTHERS: Final = ("others", "some", "many", "another")
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
_MODALS: Final = word_class("hypothetical") | {"should", "must"}
_BEGINS_VERB_GROUP: Final = tags_with(AUXILIARY, but=POSSESSIVE) | tags_with(
    SUBJECT | RELATIVE | SUBORDINATOR, but=OBJECT | PREPOSITION
)
_ONLY_PASTS: Final = PASTS - {row["verb"] for row in rows("common-verbs.tsv")}
_PRESENT: Final = ("is", "are", "has", "have")
_BACKSHIFTED: Final = ("was", "were", "had", "would", "could")
_OCCASIONS: Final = TIME | VENUE
# Tokens from a conjunction to the verb of its clause: "but only five of the men stayed".
_LONGEST_AGENT: Final = 9
# The most words of an occasion and the verb behind it: "in a statement on Monday said".
_LONGEST_OCCASION: Final = 9
_PLURAL_AUXILIARIES: Final = ("are", "were", "have", "do")
_DENYING: Final = word_class("denying-auxiliary")
_REFUSING: Final = word_class("refusing-verb")
_DENYING_VERBS: Final = ("denied", "denies", "deny", "rejected", "rejects", "reject", "disputed", "disputes", "dispute")
_NO_AUXILIARY: Final[tuple[list[str], ...]] = ([], ["not"])
_MEANT: Final = ("it", "this", "that")
_ELABORATING: Final = word_class("elaborating-verb")


def begins_clause(sheet: Sheet, k: int) -> bool:
    """Whether a subject and its auxiliary begin at `k`: "they have", "his aides were"."""
    if sheet.tags[k] in _ONLY_SUBJECT:
        return True
    if not sheet.tags[k] & (POSSESSIVE | DETERMINER):
        return False
    # "a rise, and the hospital said no", "his allies, and the mayor has left"
    return any(form_at(sheet, j) in NOT_BARE or sheet.tags[j] in ONLY_AUXILIARY for j in range(k + 2, k + 4))


def verb_follows(content: Content, coordinator: int) -> bool:
    """Whether a coordinated reporting verb follows, with only auxiliaries and adverbs before it.

    In a clause, where the verb may be the content's own, neither verbs of thought nor bare forms nor other
    auxiliaries than those of the perfect end it.
    """
    sheet, high, k = content.sheet, content.high, behind_occasion(content.sheet, coordinator + 1, content.high)
    j = _behind_auxiliaries(sheet, k, high)
    form = form_at(sheet, j)
    if content.kind == CLAUSE_KIND:
        if _turns_to_reporter(sheet, coordinator, j):
            return True
        # "said he would go and left", but "said he could not go but understood it"
        if sheet.lower[coordinator] == "and" and leaves_verb(content, j):
            return True
        if returns_to_present(content, k, k) or _leaves_infinitive(content, k):
            return True
        return form in NOT_BARE and _goes_on_reporting(content, k, j)
    if form & GERUND:
        return content.nominal
    if not form & BASE:
        # "praised him for insults and attacks"
        is_noun = sheet.lower[j] in AMBIGUOUS and sheet.tags[j + 1] & (STOP | COMMA)
        return not is_noun and form in NOT_BARE
    if content.kind == TO_KIND:  # "agreed to leave and (not) say no more"
        return sheet.lower[k:j] not in _NO_AUXILIARY
    if "to" in sheet.lower[content.start : k]:  # "called on them to leave and say no more"
        return False
    if sheet.tags[j + 1] & OBJECTS:  # "rejected the deal and demand a truce"
        return True
    # "warned of floods and fear among the farmers"
    return is_of_one_form(sheet, content.start, j)


def behind_occasion(sheet: Sheet, k: int, high: int) -> int:
    """The verb behind a phrase with an occasion at `k`: "…, but | in a later interview | said"; else `k`."""
    begin = k + 1 if sheet.tags[k] & COMMA else k
    if not sheet.tags[begin] & PREPOSITION:
        return k
    near = range(begin + 2, min(begin + _LONGEST_OCCASION, high))
    verb = next((j for j in near if form_at(sheet, j) in NOT_BARE), k)
    last = verb - 2 if sheet.tags[verb - 1] & COMMA else verb - 1
    if sheet.tags[last] & _OCCASIONS:
        return verb
    # "…, but | in a letter to the king | said", but "…, but in a letter Lee said"
    is_phrase = noun_phrase(sheet, begin + 1, verb) == last + 1 and sheet.words[last].islower()
    return verb if is_phrase and any(tag & VENUE for tag in sheet.tags[begin:last]) else k


def _behind_auxiliaries(sheet: Sheet, k: int, high: int) -> int:
    """The first token from `k` on that is neither an auxiliary nor an adverb."""
    while k < high and is_adverb(sheet, k, _MAY_PRECEDE):
        k += 1
    return k


def leaves_verb(content: Content, k: int) -> bool:
    """Whether a past at `k` cannot go on with a clause whose verb is an infinitive, or "be" with a noun."""
    if not is_past(content.sheet, k):
        return False
    return leaves_modal(content, k) or _leaves_copula(content, k)


def _leaves_infinitive(content: Content, k: int) -> bool:
    """Whether a third person at `k` cannot go on with an infinitive: "says it will grow and | keeps a clock"."""
    sheet = content.sheet
    # "will bring work and plans": such a word may be a plural
    if not fits(sheet, k, VERB, OBJECTS) or not sheet.lower[k].endswith("s"):
        return False
    verb = verb_before(sheet, content.start)
    if verb is None or form_at(sheet, verb) != PRESENT:
        return False
    return sheet.lower[_last_auxiliary(content, k)] in _MODALS


def leaves_modal(content: Content, k: int) -> bool:
    """Whether a past at `k` cannot go on with a clause, whose verb is an infinitive: "said he would go and | left"."""
    sheet = content.sheet
    last = _last_auxiliary(content, k)
    if sheet.lower[last] in _MODALS:
        return True
    # "said it would be late and left", but "said it would be closed and sold"
    if sheet.lower[last - 1] not in _MODALS:
        return False
    return not _may_be_participle(sheet, last + 1)


def leaves_tense(content: Content, k: int) -> bool:
    """Whether the clause behind a conjunction at `k` is in the tense of the sentence, and not of what was said.

    "said it had rained, | and the room fell silent", "said he would pay, | but only five men stayed", "said it would
    close, | while its rival is hiring".
    """
    sheet = content.sheet
    near = range(k + 2, min(k + _LONGEST_AGENT, content.high))
    verb = next((j for j in near if _is_verb_of_clause(sheet, j)), None)
    # "said it would be late, but Roe, who left, did not wait"
    if verb is None or "," in sheet.lower[k:verb]:
        return False
    if sheet.tags[verb] in ONLY_AUXILIARY:
        return returns_to_present(content, k, verb)
    return leaves_modal(content, k) or _leaves_perfect(content, k)


def _is_verb_of_clause(sheet: Sheet, k: int) -> bool:
    """Whether the finite verb of a subject before it is at `k`: "the room | fell", "he | looked"."""
    if sheet.tags[k] in ONLY_AUXILIARY or sheet.lower[k] in PASTS:
        return True
    # "its barrister handed it over", but "two injured men"
    if not sheet.tags[k] & ED:
        return form_at(sheet, k) & (PAST | BASE) == PAST
    return not sheet.tags[k - 1] & ~(SUBJECT | RELATIVE)


def _leaves_perfect(content: Content, k: int) -> bool:
    """Whether the last verb before `k` is a past perfect, as of what was said before: "had rained"."""
    last = _last_auxiliary(content, k)
    # "had rained", "had been repaired"
    return "had" in content.sheet.lower[last - 1 : last + 1] and _may_be_participle(content.sheet, last + 1)


def returns_to_present(content: Content, k: int, behind: int) -> bool:
    """Whether a present at `behind` is the reporter's, as what was said up to `k` is in the past.

    "said it was late | and is suing", "said it would close, | while its rival is hiring".
    """
    sheet = content.sheet
    if sheet.lower[behind] not in _PRESENT:
        return False
    verb = verb_before(sheet, content.start)
    if verb is None or not form_at(sheet, verb) & PAST:
        return False
    return sheet.lower[_last_auxiliary(content, k - 1)] in _BACKSHIFTED


def _leaves_copula(content: Content, k: int) -> bool:
    """Whether a past behind "then" cannot go on with "be" and a noun: "said it was safe, then | left"."""
    sheet = content.sheet
    # "told him he was “a danger” and jailed him"
    if sheet.lower[k - 1] != "then" and sheet.inside[k - 2] <= sheet.inside[k]:
        return False
    last = _last_auxiliary(content, k)
    # "said it was built, then lost", "said it was sinking, then lost"
    # … "said it was “built” and lost"
    behind = last + 2 if sheet.tags[last + 1] & MARK else last + 1
    if not sheet.tags[last] & BE:
        return False
    return not _may_be_participle(sheet, behind)


def _last_auxiliary(content: Content, k: int) -> int:
    """The last auxiliary of a content before `k`, or what begins another clause there."""
    tags, inside = content.sheet.tags, content.sheet.inside
    # "was “sorry that it was lost,” then left": words in marks are passed
    near = (j for j in range(k - 1, content.start, -1) if inside[j] <= inside[k])
    return next((j for j in near if tags[j] in _BEGINS_VERB_GROUP), content.start)


def _may_be_participle(sheet: Sheet, k: int) -> bool:
    if sheet.tags[k] & (ED | ING) or form_at(sheet, k) & PARTICIPLE:
        return True
    return sheet.lower[k] in PASTS


def is_past(sheet: Sheet, k: int) -> bool:
    """Whether a past that is no infinitive is at `k`: "left", "opened", but not "put"."""
    form = form_at(sheet, k)
    if form:
        return form & (PAST | BASE) == PAST
    if sheet.lower[k] in _ONLY_PASTS:
        return True
    if not sheet.tags[k] & ED:
        return False
    # "then sailed away", "opened the gate", but "and elected officials"
    if sheet.lower[k - 1] == "then" or sheet.tags[k + 1] & OBJECTS:
        return True
    # "said it was “late” and challenged critics"
    return sheet.inside[k - 2] > sheet.inside[k] and sheet.lower[k + 1].endswith("s")


def _is_third_person(word: str) -> bool:
    """Whether a word is the third person of a verb of saying or wanting, which no infinitive is coordinated with."""
    _, form = WIDE_VERBS.get(word, (None, 0))
    return form == PRESENT


def _thinks_on(content: Content, coordinator: int) -> bool:
    """Whether who speaks of himself goes on: "I think it is late and | I feel ill", "I hope so but we know it"."""
    sheet, k = content.sheet, coordinator + 1
    if sheet.lower[k] not in ("i", "we"):
        return False
    return bool(form_at(sheet, skip(sheet, k + 1, content.high, _MAY_PRECEDE)))


def _clause_follows(content: Content, coordinator: int) -> bool:
    """Whether a clause of its own follows a noun phrase or a to-clause: "asked for a photo and | Lee said no"."""
    sheet, k = content.sheet, coordinator + 1
    if content.kind == CLAUSE_KIND:
        # "said he did not know if it fell | and that it was late"
        if sheet.lower[k] != "that":
            return False
        return sheet.lower[content.start] in ("if", "whether")
    if sheet.tags[k] in _ONLY_SUBJECT:
        return True
    # "expect towns to help and | the new rules will stop that", "spoke of it and | his aides have left"
    if sheet.tags[k] & (DETERMINER | POSSESSIVE) and is_before_auxiliary(sheet, k, content.high):
        return True
    # "expressed anger and | others said it was late"
    if sheet.lower[k] in _OTHERS and (sheet.tags[k + 1] & AUXILIARY or form_at(sheet, k + 1) in NOT_BARE):
        return True
    if not sheet.words[k][0].isupper():
        return False
    # "reported a loss as clients in Rome and Oslo left"
    if sheet.tags[k - 3] & PREPOSITION:
        return False
    for j in range(k + 1, min(k + LONGEST_NAME, content.high)):
        # "spoke of ties between Rome and Oslo and urged more": the verb is that of the first subject.
        if sheet.tags[j] & (COORDINATOR | COMMA):
            return False
        if form_at(sheet, j) in NOT_BARE:
            return True
    return False


def is_before_auxiliary(sheet: Sheet, k: int, high: int) -> bool:
    """Whether a noun phrase begins at `k` and its auxiliary is behind it: "the new rules | will"."""
    return is_at(sheet, noun_phrase(sheet, k, high), high, AUXILIARY)


def _goes_on_reporting(content: Content, k: int, verb: int) -> bool:
    """Whether a second verb is the reporter's, not the content's: "and warned", but "and would think", "and knew"."""
    sheet = content.sheet
    # "said it fell and says it burned", "arguing that it fell and showed …": only a verb of its own form goes on.
    if not sheet.tags[k - 2] & COMMA and not is_of_one_form(sheet, content.start, verb):
        return False
    frame = sheet.verbs[sheet.lower[verb]][0]
    if frame.medium == "thought":
        return form_at(sheet, verb) == PRESENT and _is_of_several(content, k - 1)
    # "said he came, but declined to eat"
    if sheet.lower[verb] in _REFUSING:
        return False
    # "said they beat him and made him sign", but "… and made (it) clear that"
    if frame.particles and frame.particles.isdisjoint(sheet.lower[verb + 1 : verb + 3]):
        return False
    if _lacks_clause(sheet, frame, verb) or _is_passive_too(content, k, verb):
        return False
    return not any(tag in _NO_PERFECT for tag in sheet.tags[k:verb])


def _is_of_several(content: Content, k: int) -> bool:
    """Whether the verb of a content before `k` is a plural, with which no "he feels" goes on: "says they are late"."""
    return content.sheet.lower[_last_auxiliary(content, k)] in _PLURAL_AUXILIARIES


def _is_passive_too(content: Content, k: int, verb: int) -> bool:
    """Whether a participle goes on with a passive: "said he was jailed and | threatened after it"."""
    sheet = content.sheet
    if not sheet.tags[k - 2] & ED:
        return False
    # "said it was delayed and warned that …"
    if sheet.lower[verb + 1] == "that":
        return False
    if not sheet.tags[verb + 1] & (PREPOSITION | SUBORDINATOR | STOP | COMMA):
        return False
    return bool(sheet.tags[_last_auxiliary(content, k - 1)] & BE)


def _lacks_clause(sheet: Sheet, frame: Frame, verb: int) -> bool:
    """Whether a verb that only a clause with "that" makes one of reporting has none: "but found it too late"."""
    if frame.flags & (CLAUSE | NOUN | SMALL | ADDRESSEE | THAT) != THAT:
        return False
    if sheet.lower[verb + 1] == "that":
        return False
    return not opens(sheet, verb + 1)


def is_of_one_form(sheet: Sheet, start: int, verb: int) -> bool:
    """Whether a verb has the form of the reporting verb before a content that begins at `start`, if there is one."""
    first = verb_before(sheet, start)
    if first is None:
        return True
    # "did (not) say it fell and called it late"
    if form_at(sheet, first) & BASE and sheet.tags[first - 1] & (AUXILIARY | NEGATION):
        return True
    return bool(form_at(sheet, first) & form_at(sheet, verb))


def _turns_to_reporter(sheet: Sheet, k: int, verb: int) -> bool:
    """Whether a coordinator at `k` goes on with what was not said: "…, but did not say …", but "… but did not pay"."""
    if sheet.lower[k] != "but":
        return False
    # "…, but declined to elaborate"
    if sheet.lower[k + 1] in _REFUSING:
        if form_at(sheet, k + 3):
            return True
        return sheet.lower[k + 3] in _ELABORATING
    if not form_at(sheet, verb) & BASE:
        return False
    return not _DENYING.isdisjoint(sheet.lower[k + 1 : verb])


def _goes_on(content: Content, k: int) -> bool:
    """Whether a verb of the sentence follows the coordinator at `k` behind a quotation: "called it “late” and left"."""
    sheet, following = content.sheet, content.sheet.tags[k + 1]
    if content.kind == CLAUSE_KIND:
        return False
    if sheet.inside[k - 1] != sheet.inside[k]:
        return bool(following & (VERB | AUXILIARY | ED)) if content.phrasal else False
    # "…, blaming the weather and sending its shares down", but "talks about tariffs and getting rid of them"
    if following & ING:
        if not _is_participle(sheet, content.start - 1):
            return False
        return bool(sheet.tags[k + 2] & OBJECTS)
    is_past = bool(following & ED) or sheet.lower[k + 1] in PASTS
    # "expects profits to rise and plans to open shops", "urged them to act and tried to help"
    if content.kind == TO_KIND and sheet.lower[k + 2] == "to":
        return is_past or _is_third_person(sheet.lower[k + 1])
    # "denied the charges and accused her", "claimed a win and was cheered"
    return bool(sheet.tags[k + 2] & OBJECTS) if is_past else following in ONLY_AUXILIARY


def _is_participle(sheet: Sheet, k: int) -> bool:
    """Whether a reporting verb in -ing is behind a comma: "Shares fell, blaming"."""
    # "The mayor, Ann Lee, condemned theft and taking it"
    if not (form_at(sheet, k) & GERUND):
        return False
    return bool(sheet.tags[k - 1] & COMMA)


def _has_agent(content: Content, k: int) -> bool:
    """Whether another agent with its own predicate is behind "and" at `k`: "by some as shy | and by others as bold"."""
    sheet = content.sheet
    if sheet.lower[k + 1] != "by":
        return False
    return "as" in sheet.lower[k + 2 : k + NEAREST]


def joins_reporters(content: Content, k: int) -> bool:
    """Whether a coordinator joins the reporter's words to a content."""
    if verb_follows(content, k) or _thinks_on(content, k):
        return True
    if _goes_on(content, k):
        return True
    return _has_agent(content, k) or _clause_follows(content, k)


def is_answered(content: Content, k: int) -> bool:
    """Whether others deny what was said from `k` on to the end: "said it was late | – officials denied it"."""
    sheet, last = content.sheet, content.high - 1
    if sheet.tags[last] & STOP:
        last -= 1
    return fits(sheet, last - 1, _DENYING_VERBS, _MEANT)
