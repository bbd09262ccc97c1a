"""Reporting verbs in their place: frame, form and group, and whether the word is used as a verb at all."""

from dataclasses import dataclass, replace
from typing import Final

from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.contents import OBJECTS
from blocquotes.suggest.grammar.finite_verbs import ONLY_AUXILIARY
from blocquotes.suggest.grammar.phrases import begins_amount, is_plural_possessive, noun_phrase
from blocquotes.suggest.text.classes import (
    ADVERB,
    AUXILIARY,
    BE,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
    ED,
    HAVE,
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
    UNLISTED,
    VENUE,
    VERB,
    is_manner,
    tags_with,
    words_with,
)
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, NOT_BARE, PARTICIPLE, PAST, PRESENT
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE, SMALL, THAT, Frame
from blocquotes.suggest.text.namesakes import is_heading
from blocquotes.suggest.text.sheet import Range, Sheet, fits, form_at, is_name_at, opens_quotation, word_at

# Endings of adjectives, after which an ambiguous word is a noun.
ADJECTIVAL: Final = ("ing", "ed", "al", "ive", "ous", "ic", "able", "ful", "less", "ent", "ary", "ese")

# Adjectives without such an ending that are often before nouns for what is said: "false claims".
_BEFORE_CLAIMS: Final = frozenset(("false", "fake", "new", "fresh", "similar", "such"))
_ALONE: Final = word_class("stands-alone")
# Relative pronouns that a clause of saying may have for the subject of what is said.
_OF_OBJECT: Final = ("which", "who", "what")
_MEANS: Final = word_class("means-of-speech")
_PUBLISHING: Final = ("publish", "release", "post", "broadcast", "issue")
_DESCRIBING: Final = frozenset((*_PUBLISHING, "compare", "ask", "consider"))
_PLURALS: Final = word_class("plural")
_PERSONS: Final = name_class("role") | name_class("title")
_CAUSING: Final = word_class("causing-verb")
_CAUSED: Final = 5
# So many tokens before a plural a preposition may be that it depends on: "to his many supporters".
_NEAR_PREPOSITION: Final = 3
# So many tokens before a verb is the relative pronoun that is its object: "which the mayor of Oslo described as".
_NEAR_RELATIVE: Final = 6
_QUESTIONS: Final = word_class("asked-about")
_LONGEST_TRAIL: Final = 5
# The most words from an auxiliary to its participle behind a time.
# "has in the past warned", "had until then warned"
_ENDS_TIME: Final = ("past", "then")
_LONGEST_TIME: Final = 7
# The most words from "who" to the verb of its noun.
_LONGEST_RELATIVE: Final = 12
# Verbs whose participle describes no noun: there are "two reported cases", but no "two said cases".
_NO_ADJECTIVE: Final = ("say", "tell", "think", "hope", "agree")
_HYPOTHETICAL: Final = word_class("hypothetical")
_SAID: Final = ("said", "told", "warned", "called", "urged", "accused", "argued")
# Participles behind "be" and before what is said: "was heard saying".
_SENSED: Final = ("heard", "overheard", "seen")
_SUMMARIES: Final = word_class("summary-noun")
_REFUSING: Final = word_class("refusing-verb")
_HABITS: Final = ("used", "liked", "likes")
_COMPOUNDS: Final = frozenset(("tank", "tanks", "center", "centers", "centre", "centres"))
_COORDINATORS: Final = tags_with(COORDINATOR)
_CLAUSES: Final = CLAUSE | THAT
_OWNED: Final = DETERMINER | POSSESSIVE
_GOING: Final = ("goes", "went")
# Words before a participle that is fronted: "When asked, …".
_FRONTING: Final = ("when", "if", "as", "once")
# Words that may be one with a neighbour, and what is behind such a word.
_IN_COMPOUNDS: Final = ("ruling", "writing")
_BEHIND_COMPOUNDED: Final = _COMPOUNDS.union(_GOING)
_OWN_FRAME: Final = frozenset((":", "to"))
_NEGATION: Final = words_with(NEGATION)
_NEGATING: Final = ("not", "never")
# Tokens from a verb behind "or" to the negation that it shares, and what ends the look for it.
_FARTHEST_NEGATION: Final = 10
_ENDS_NEGATED: Final = NEGATION | COMMA | STOP | MARK | SUBJECT
# Words after which 's is a verb: "he's said", "that's said", but "China's said".
_BEFORE_IS: Final = words_with(SUBJECT | QUESTION) | {"that", "this"}
_THE_OTHER: Final = ["the", "other"]
_OWN_SUBJECT: Final = _ALONE | words_with(SUBJECT | RELATIVE | OBJECT)
_MAY_BE_AUXILIARY: Final = AUXILIARY | NEGATION
_IN_GROUP: Final = tags_with(ADVERB, but=SUBJECT | DETERMINER)
# Classes and words of what is right before a verb that has more before it.
_NEAR_GROUP: Final = tags_with(_MAY_BE_AUXILIARY | ADVERB | COORDINATOR | TIME)
_WORDS_NEAR_GROUP: Final = frozenset(("to", "past", *_SENSED))
_ONLY_PREPOSITION: Final = tags_with(PREPOSITION, but=SUBORDINATOR)
_BEFORE_PLURAL_VERB: Final = words_with(SUBJECT | RELATIVE | COORDINATOR | COMMA | ADVERB) | _PLURALS | _ALONE
_AFTER_SUBJECT: Final = COMMA | STOP | DASH | PREPOSITION | RELATIVE | SUBORDINATOR
_OF_NOUN_PHRASE: Final = tags_with(MARK | DETERMINER | POSSESSIVE)
_OF_NOUN: Final = ("for", "with", "of")
_BEHIND_NOUN: Final = frozenset((*_OF_NOUN, *_SAID, "show", "shows", "showed"))
_DOCUMENTS: Final = word_class("finding-document") | word_class("document-noun")
_READ_TO: Final = ("to", "out", "aloud", "by")
_PARTICIPLES: Final = word_class("irregular-participle")
# Forms of verbs of naming that nouns follow: "naming rights", but "naming him captain".
_MARKING: Final = ("labeling", "labelling", "naming", "branding")
_BEHIND_HEAD: Final = _PARTICIPLES | {"close", "familiar", "loyal", "opposed", "near"}
_SUBJECT_OR_THAT: Final = words_with(SUBJECT) | {"that"}


@dataclass(slots=True, init=False)
class Group:
    """The verb group that ends in a reporting verb.

    `start` is its first auxiliary (or the verb), `left` the token after the last one before the group and its
    adverbs, where a subject would end.
    """

    start: int
    left: int
    passive: bool
    negated: bool
    hypothetical: bool
    infinitive: bool

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self, start: int, left: int, passive: bool, negated: bool, hypothetical: bool, infinitive: bool
    ) -> None:
        self.start = start
        self.left = left
        self.passive = passive
        self.negated = negated
        self.hypothetical = hypothetical
        self.infinitive = infinitive


@dataclass(slots=True, init=False)
class Verb:
    """A reporting verb at token `at` of the sentence `low` to `high`, with what it may govern and be.

    `single` says that no auxiliary belongs to it, `participial` that it is in -ing besides. The others are those of
    its `Group`; as one record with them it is made and read faster.
    """

    at: int
    low: int
    high: int
    frame: Frame
    form: int
    single: bool
    participial: bool
    start: int
    left: int
    passive: bool = False
    negated: bool = False
    hypothetical: bool = False
    infinitive: bool = False

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        at: int,
        low: int,
        high: int,
        frame: Frame,
        form: int,
        single: bool,
        participial: bool,
        start: int,
        left: int,
        passive: bool = False,
        negated: bool = False,
        hypothetical: bool = False,
        infinitive: bool = False,
    ) -> None:
        self.at = at
        self.low = low
        self.high = high
        self.frame = frame
        self.form = form
        self.single = single
        self.participial = participial
        self.start = start
        self.left = left
        self.passive = passive
        self.negated = negated
        self.hypothetical = hypothetical
        self.infinitive = infinitive


def read_verb(sheet: Sheet, i: int, sentence: Range) -> Verb:
    """The reporting verb at token `i` of a sentence with its group."""
    frame, form = sheet.verbs[sheet.lower[i]]
    low, high = sentence
    before = sheet.lower[i - 1]
    # "Lee said": most verbs have nothing before them that belongs to them.
    if not (sheet.tags[i - 1] in _NEAR_GROUP or before in _WORDS_NEAR_GROUP or before.endswith("ly")):
        return Verb(i, low, high, frame, form, True, bool(form & GERUND), i, i)
    group = verb_group(sheet, i, low, form)
    start, passive = group.start, group.passive
    if sheet.lower[start] == "'s" and _is_perfect(sheet, i, frame, start):
        passive = False
    return Verb(
        i,
        low,
        high,
        frame,
        form,
        start == i,
        start == i and bool(form & GERUND),
        start,
        group.left,
        passive,
        group.negated,
        group.hypothetical,
        group.infinitive,
    )


def verb_group(sheet: Sheet, i: int, low: int, form: int) -> Group:
    """The auxiliaries, negation and adverbs to the left of the verb at token `i`, a form given as bits."""
    if shared := _shared_group(sheet, i, low, form):
        return shared
    first = nearest = i  # the auxiliaries farthest from the verb and next to it
    left, infinitive = low, False
    for j in range(i - 1, low - 1, -1):
        tag = sheet.tags[j]
        if tag & _MAY_BE_AUXILIARY and _is_auxiliary(sheet, j, first == i):
            first = j
            if nearest == i and tag & AUXILIARY:  # "is not | known"
                nearest = j
        elif tag not in _IN_GROUP and not is_manner(sheet.words[j]):
            infinitive = sheet.lower[j] == "to"
            left = j if infinitive else j + 1
            break
    passive = bool(sheet.tags[nearest] & BE) if form & PARTICIPLE else False
    negated = not _NEGATION.isdisjoint(sheet.lower[left:i])
    hypothetical = not _HYPOTHETICAL.isdisjoint(sheet.lower[first:i])
    group = Group(first, left, passive, negated, hypothetical, infinitive)
    return _with_refusal(sheet, group, low) if infinitive else group


def _shared_group(sheet: Sheet, i: int, low: int, form: int) -> Group | None:
    """The group that the verb at token `i` has together with another one before it."""
    if form & PARTICIPLE and (have := _have_before_time(sheet, i, low)):
        return verb_group(sheet, have, low, 0)
    if sheet.tags[i - 1] & COORDINATOR:
        return _joined_group(sheet, i, low, form)
    # "a man can be heard | shouting"
    if sheet.lower[i - 1] in _SENSED and sheet.tags[i - 2] & BE:
        return verb_group(sheet, i - 1, low, 0)
    return None


def _joined_group(sheet: Sheet, i: int, low: int, form: int) -> Group | None:
    """The group of the verb that a coordinator joins to the one at `i`: "declined to confirm | or deny"."""
    # "has neither confirmed | nor denied"
    if sheet.lower[i - 3] == "neither":
        return replace(verb_group(sheet, i - 3, low, 0), negated=True)
    if sheet.lower[i - 1] != "or" or not form & BASE:
        return None
    # "declined to confirm | or deny", but "did not give her name | or deny"
    if form_at(sheet, i - 2) & BASE and not sheet.tags[i - 3] & POSSESSIVE:
        return verb_group(sheet, i - 2, low, form)
    # "did not give her name | or say where she was"
    near = range(i - 2, max(low, i - _FARTHEST_NEGATION), -1)
    before = next((k for k in near if sheet.tags[k] & _ENDS_NEGATED), low)
    return Group(i, i, False, True, False, False) if sheet.tags[before] & NEGATION else None


def _have_before_time(sheet: Sheet, i: int, low: int) -> int | None:
    """The auxiliary from which a time separates a participle: "has | in recent years | warned"."""
    if not sheet.tags[i - 1] & TIME and sheet.lower[i - 1] not in _ENDS_TIME:
        return None
    for k in range(i - 2, max(low, i - _LONGEST_TIME), -1):
        if sheet.tags[k] & HAVE:
            return k if sheet.tags[k + 1] & PREPOSITION else None
        if sheet.tags[k] & (COMMA | STOP | MARK | CUE | SUBJECT):
            return None
    return None


def _is_auxiliary(sheet: Sheet, j: int, nearest: bool) -> bool:
    """Whether an auxiliary is at `j`. A negation next to the verb is one: "not saying", but "never | would say"."""
    if sheet.lower[j] == "'s":
        return sheet.lower[j - 1] in _BEFORE_IS
    # "who in May said"
    if sheet.words[j] == "May":
        return not sheet.tags[j - 1] & PREPOSITION
    if sheet.tags[j] & AUXILIARY:
        return True
    return nearest and sheet.lower[j] in _NEGATING


def _with_refusal(sheet: Sheet, group: Group, low: int) -> Group:
    """The group of an infinitive; "refused to" and the like belong to it and negate it."""
    j = group.left - 1
    # "used to say", "he liked to say", but "is used to say"
    if sheet.lower[j] in _HABITS and not sheet.tags[j - 1] & BE:
        return replace(verb_group(sheet, j, low, 0), negated=group.negated)
    if sheet.lower[j] not in _REFUSING:
        return group
    outer = verb_group(sheet, j, low, PARTICIPLE)
    return replace(outer, passive=False, negated=True)


def _is_perfect(sheet: Sheet, i: int, frame: Frame, start: int) -> bool:
    """Whether 's is short for "has": "he's said it is over", but not "it's said that …" or "he's said to …"."""
    if frame.flags & (SMALL | ADDRESSEE | CLAUSE) != CLAUSE:
        return False
    if sheet.lower[start - 1] == "it":
        return False
    return sheet.lower[i + 1] not in ("to", "by")


def is_asked(sheet: Sheet, verb: Verb) -> bool:
    """Whether somebody is asked something by a participle: "Asked whether it was over, …", "when asked about it"."""
    i = verb.at
    if sheet.lower[i] != "asked" or sheet.lower[i + 1] not in _QUESTIONS:
        return False
    # "Asked why, he said …" does not say what was asked
    if sheet.tags[i + 2] & (COMMA | STOP):
        return False
    return i == verb.low or sheet.lower[i - 1] in ("when", ",")


def is_told(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle goes on with a passive: "was taken ill and told by doctors that …"."""
    if sheet.lower[verb.at + 1] != "by":
        return False
    return any(tag & BE for tag in sheet.tags[verb.low : verb.at])


def is_verb(sheet: Sheet, verb: Verb) -> bool:
    """Whether the word is used as a verb, and not as a noun or an adjective."""
    if not verb.single:
        return not _is_predicate(sheet, verb)
    if verb.infinitive:  # but "replied to reports", "closer to knowing"
        return bool(verb.form & BASE)
    if verb.form & BASE and _is_inverted_plural(sheet, verb):
        return True
    if _has_other_use(sheet, verb):
        return False
    word, following = sheet.lower[verb.at], sheet.lower[verb.at + 1]
    if (word in _IN_COMPOUNDS or following in _BEHIND_COMPOUNDED) and _is_in_compound(sheet, verb, following):
        return False
    if verb.form & GERUND:
        return not _is_gerund_noun(sheet, verb)
    if sheet.tags[verb.at - 1] in _ONLY_PREPOSITION:
        return False
    if word in AMBIGUOUS:
        if _is_shown_verb(sheet, verb, following):
            return True
        if _is_noun(sheet, verb):
            return False
    return verb.form in NOT_BARE or _has_plural_subject(sheet, verb)


def _is_shown_verb(sheet: Sheet, verb: Verb, following: str) -> bool:
    """Whether a word beside an ambiguous one makes it a verb: "hit back", "they report", "aides privately worry"."""
    if following in verb.frame.particles or sheet.tags[verb.at - 1] & (SUBJECT | RELATIVE):
        return True
    return following == "that" and _has_adverb_before(sheet, verb)


def _is_gerund_noun(sheet: Sheet, verb: Verb) -> bool:
    """Whether a form in -ing is a noun: "the court hearing is scheduled", "food labelling rules"."""
    k = verb.at + 1
    if sheet.tags[k] in ONLY_AUXILIARY:
        return not sheet.tags[verb.at - 1] & (COMMA | MARK)
    if sheet.lower[verb.at] not in _MARKING:
        return False
    return not sheet.tags[k] & ~(CUE | VERB) and sheet.words[k].islower()


def _has_adverb_before(sheet: Sheet, verb: Verb) -> bool:
    """Whether an adverb of manner is between a plural and the word: "officials privately worry that …"."""
    i = verb.at
    if not is_manner(sheet.words[i - 1]):
        return False
    return _is_plural(sheet.lower[i - 2])


def _is_inverted_plural(sheet: Sheet, verb: Verb) -> bool:
    """Whether a bare form behind a quotation or a comma has its subject behind it: "“It is late,” say residents"."""
    before = verb.at - 1
    if before < verb.low:
        return False
    # "governors, state officials and envoys" is a list.
    if verb.frame.lemma == "state":
        return False
    if not sheet.tags[before] & COMMA and sheet.inside[before] == sheet.inside[verb.at]:
        return False
    return has_plural_behind(sheet, verb)


def has_plural_behind(sheet: Sheet, verb: Verb) -> bool:
    """Whether a plural noun phrase and no more of a clause is behind a verb: "say residents of the town"."""
    start = verb.at + 1
    end = noun_phrase(sheet, start, verb.high)
    if end == start:
        if sheet.lower[start] not in _PLURALS:
            return False
        end = start + 1
    # "…, report shows": the noun is before its verb
    if form_at(sheet, start):
        return False
    # "say residents of the town", "say critics such as Lee"
    if end < verb.high and not sheet.tags[end] & _AFTER_SUBJECT and sheet.lower[end] != "such":
        return False
    return _heads_plural(sheet, verb, start, end)


def _heads_plural(sheet: Sheet, verb: Verb, start: int, end: int) -> bool:
    """Whether a noun phrase behind a verb means several: by its head, a list, or as a group behind a quotation."""
    head = next((k for k in range(start, end) if sheet.tags[k + 1] & PREPOSITION), end - 1)
    # "say sources close to the talks"
    if sheet.lower[head] == "close":
        head -= 1
    # "say two of the men"
    if _is_plural(sheet.lower[head]):
        return True
    # "“It is late,” say Ann and Jo", "“It is late,” say the couple"
    if not _COORDINATORS.isdisjoint(sheet.tags[start:end]):
        return True
    return _is_behind_quotation(sheet, verb) and bool(sheet.tags[start] & (DETERMINER | POSSESSIVE))


def _is_behind_quotation(sheet: Sheet, verb: Verb) -> bool:
    """Whether a quotation that a comma or a question mark ends is right before a verb."""
    before = verb.at - 1
    if sheet.inside[before] <= sheet.inside[verb.at]:
        return False
    return sheet.words[before - 1] in ",?!"


def _is_plural(noun: str) -> bool:
    if noun in _PLURALS:
        return True
    if not noun.endswith(("s", "men")):
        return False
    return not noun.endswith(("ss", "us", "is"))


def _after_determiner(sheet: Sheet, verb: Verb) -> bool:
    """Whether a determiner or possessive before the word makes it a noun."""
    i = verb.at
    tag, word = sheet.tags[i - 1], sheet.lower[i - 1]
    if tag & MARK:  # "the workers' demands"
        return is_plural_possessive(sheet, i - 1)
    if word == "own":
        return bool(sheet.tags[i - 2] & POSSESSIVE)
    if verb.form & FINITE and sheet.lower[i] not in AMBIGUOUS:
        # "The other said", but "other said"
        return word not in _OWN_SUBJECT and sheet.lower[i - 2 : i] != _THE_OTHER
    if word not in _ALONE:  # "this report"
        return True
    # "Many report", but "many reports"; "with many saying"
    return word == sheet.words[i - 1] if verb.form & FINITE else sheet.lower[i - 2] != "with"


def _is_predicate(sheet: Sheet, verb: Verb) -> bool:
    """Whether a form of "be" right before the word makes it a noun: "there is hope"."""
    if verb.form & (PARTICIPLE | GERUND):
        return False
    return bool(sheet.tags[verb.at - 1] & BE)


def _is_counted(sheet: Sheet, verb: Verb, before: str) -> bool:
    """Whether a participle behind a number has a noun behind it: "eight reported cases"."""
    # "Both said rain was likely"
    if verb.frame.lemma in _NO_ADJECTIVE:
        return False
    if sheet.tags[verb.at + 1] & ~CUE not in UNLISTED:
        return False
    # "Another accused aides of theft", but "another accused man"
    if before == "another":
        return not sheet.words[verb.at + 1].endswith("s")
    return sheet.words[verb.at + 1].islower()


def _is_reduced(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle without auxiliary only describes what is before it or is fronted."""
    following = sheet.lower[verb.at + 1]
    if following == "by":  # "the plan announced by Tokyo", but "he said by telephone"
        return sheet.lower[verb.at + 2] not in _MEANS
    if (verb.at == verb.low or sheet.lower[verb.at - 1] in _FRONTING) and _is_fronted(sheet, verb):
        return sheet.inside[verb.at] < 0
    if verb.frame.lemma in _DESCRIBING and _is_description(sheet, verb, following):
        return True
    # "a woman identified as “Jane Roe”", but "identified Roe as …"
    if following == "as" and "as" in verb.frame.object_prepositions:
        if sheet.tags[verb.at - 1] & SUBJECT:
            return False
        # "the wall, which Roe described as “late”"
        return not any(
            tag & (RELATIVE | QUESTION) for tag in sheet.tags[max(verb.low, verb.at - _NEAR_RELATIVE) : verb.at]
        )
    return _is_naming(sheet, verb) if verb.frame.flags & SMALL else False


def _is_description(sheet: Sheet, verb: Verb, following: str) -> bool:
    """Whether a participle that often describes a noun does so here, as the words beside it show."""
    if verb.frame.lemma == "compare":
        return following in ("to", "with")
    # "in an interview published on Sunday"
    if verb.frame.lemma in _PUBLISHING:
        return bool(sheet.tags[verb.at - 1] & VENUE)
    if not sheet.tags[verb.at - 1] & COMMA:
        return False
    # "Lee, considered close to the party, left", but "Lee, a mayor, considered the plan unfair"
    if verb.frame.lemma == "consider":
        return not is_name_at(sheet, verb.at + 1, OBJECTS)
    return _is_asked_to(sheet, verb)


def _is_asked_to(sheet: Sheet, verb: Verb) -> bool:
    """Whether somebody is asked to do something between two commas: "Lee, asked to explain it, | said no"."""
    comma = next((k for k in range(verb.at + 2, verb.high) if sheet.tags[k] & COMMA), None)
    # "Lee, a mayor, asked to leave, and the town agreed"
    return comma is not None and bool(sheet.tags[comma + 1] & (CUE | AUXILIARY))


def _is_fronted(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle that begins its sentence or is behind such a word is fronted: "Pressed on it, …"."""
    before = verb.at - 1
    if sheet.lower[before] != "once":
        return True
    # "When she fell, once told of it, …", but "he once told them"
    return bool(sheet.tags[before - 1] & COMMA)


def _is_naming(sheet: Sheet, verb: Verb) -> bool:
    """Whether the participle only gives a name to something new: "a play called …"."""
    if _has_object(sheet, verb.at + 1):
        return False
    for k in range(verb.at - 1, max(verb.low, verb.at - 6) - 1, -1):
        if sheet.lower[k] in ("a", "an", "something", "one"):
            # "a move the mayor called “late”", "a move Ann Lee called “late”"
            if sheet.lower[k + 1] in _SUMMARIES:
                return False
            # "what one critic called “a farce”"
            return not sheet.tags[k - 1] & (RELATIVE | QUESTION)
        if sheet.tags[k] & (COMMA | STOP | AUXILIARY | PREPOSITION):
            return False
    return False


def _has_object(sheet: Sheet, k: int) -> bool:
    """Whether a pronoun or a common noun with its article is at `k`: "A critic called | the plan a farce"."""
    if sheet.tags[k] & OBJECT:
        return True
    # "a group called the Eagles", "a play called “Hamlet”"
    if not (sheet.tags[k] & (DETERMINER | POSSESSIVE)):
        return False
    return sheet.words[k + 1][0].islower()


def _is_in_name(sheet: Sheet, verb: Verb) -> bool:
    """Whether a word with a capital is part of a name: "Rasmussen Reports said", "“…,” Read said", "to Oslo Radio."."""
    i = verb.at
    if form_at(sheet, i + 1) & PAST:
        return True
    # "their captain, Josh Tebbutt, said", but "Mayor Says Ann Lee Left"
    if _is_first_name(sheet, i) and not is_heading(sheet.tokens.text, sheet.tokens.starts[i]):
        return True
    # "Dam bursts in Oslo - The Daily Post"
    if not sheet.tags[i + 1] & (COMMA | STOP) and i + 1 < verb.high:
        return False
    if not sheet.words[i - 1][0].isupper():  # "“…,” he Said."
        return False
    # "It Is Late, Lee Says."
    return not is_heading(sheet.tokens.text, sheet.tokens.starts[i])


def _is_first_name(sheet: Sheet, i: int) -> bool:
    """Whether a word with a capital inside a sentence is before another that no class of words has: "Josh Tebbutt"."""
    if sheet.tags[i + 1] or not sheet.words[i + 1][0].isupper():
        return False
    # "It was late. Asked Ann Lee", "“It is late,” Said Ann Lee"
    return sheet.inside[i - 1] == sheet.inside[i]


def _is_in_compound(sheet: Sheet, verb: Verb, following: str) -> bool:
    """Whether the word and a neighbour go together: "think tank", "as the old saying goes", "a court ruling"."""
    if sheet.lower[verb.at] == "ruling":
        return sheet.words[verb.at - 1].islower()
    if following in _COMPOUNDS:
        return True
    # "told them in writing two weeks before", but "in writing that it was late"
    if sheet.lower[verb.at - 1] == "in":
        return following != "that"
    return verb.participial and following in _GOING


def _has_other_use(sheet: Sheet, verb: Verb) -> bool:
    """Whether a word without auxiliary is no verb, or a participle that reports nothing."""
    i = verb.at
    if verb.form & PARTICIPLE and _describes(sheet, verb):
        return True
    # "a statement read to the court: “…”"
    if sheet.lower[i] == "read" and sheet.lower[i + 1] in _READ_TO:
        return sheet.lower[i - 1] in _DOCUMENTS
    # "its own recommended list"
    if (sheet.tags[i - 1] in _OF_NOUN_PHRASE or sheet.lower[i - 1] == "own") and _after_determiner(sheet, verb):
        return True
    return sheet.words[i][0].isupper() and _is_in_name(sheet, verb)


def _describes(sheet: Sheet, verb: Verb) -> bool:
    """Whether a participle without auxiliary describes a noun behind it, or what is before it."""
    # "their declared or assumed wish"
    if sheet.tags[verb.at - 1] & COORDINATOR and fits(sheet, verb.at - 3, _OWNED, ED):
        return True
    before = sheet.lower[verb.at - 1]
    # "25 proposed bills", "4,051 pledged seats"
    if (before in _ALONE or before[0].isdigit()) and _is_counted(sheet, verb, before):
        return True
    return _is_reduced(sheet, verb)


def _is_noun(sheet: Sheet, verb: Verb) -> bool:
    """Whether an ambiguous present form is a noun."""
    if verb.at == verb.low:  # "Reports of unrest …"
        return True
    if sheet.lower[verb.at + 1] == ":" and _leads_to_words(sheet, verb):
        return False
    # A loop, since most of the readings are tried and a generator costs more than some of them.
    for makes_noun in _NOUN_USES:  # noqa: SIM110
        if makes_noun(sheet, verb):
            return True
    return False


def _leads_to_words(sheet: Sheet, verb: Verb) -> bool:
    """Whether a person is before the word, and what that person says behind its colon: "Peru president vows: “…”"."""
    if not opens_quotation(sheet, verb.at + 2, verb.at):
        return False
    return sheet.lower[verb.at - 1] in _PERSONS


def _is_example(sheet: Sheet, verb: Verb) -> bool:
    """Whether "such" and an adjective are before the word: "such familiar names as Lee"."""
    return sheet.lower[verb.at - 2] == "such"


def _is_label(sheet: Sheet, verb: Verb) -> bool:
    """Whether a common word before and a colon behind make the word a noun: "his reply:"."""
    if sheet.lower[verb.at + 1] != ":":
        return False
    return sheet.words[verb.at - 1][0].islower()


def _follows_adjective(sheet: Sheet, verb: Verb) -> bool:
    """Whether a word that ends as adjectives do is before: "a political claim"."""
    word = sheet.words[verb.at - 1]
    # "a poll in January shows": the word is a name
    if not word[0].islower():
        return False
    if word in _BEFORE_CLAIMS:
        return True
    if not word.endswith(ADJECTIVAL) or word in _PLURALS:
        return False
    # "the government claims"
    if word.endswith("ment"):
        return False
    return sheet.lower[verb.at + 1] != "that"


def _is_object_of_past(sheet: Sheet, verb: Verb) -> bool:
    """Whether a past verb is before: "denied claims that", "welcomed reports that", "brushed aside calls for"."""
    before = verb.left - 1
    if form_at(sheet, before) & (PAST | PARTICIPLE):
        return True
    # "to dismiss claims that"
    if form_at(sheet, before) & BASE and sheet.lower[before - 1] == "to":
        return True
    if not sheet.words[before].islower():
        return False
    # but "the accused claims that"
    if not sheet.words[before].endswith("ed"):
        return False
    return not sheet.tags[before - 1] & (DETERMINER | POSSESSIVE)


def _is_third_person_after_common(sheet: Sheet, verb: Verb) -> bool:
    """Whether a form in -s is right behind a word without a capital."""
    if verb.form != PRESENT:
        return False
    return sheet.words[verb.at - 1].islower()


def _is_plural_object(sheet: Sheet, verb: Verb) -> bool:
    """Whether a verb in -s is before, since a plural has no other in -s behind it: "faces claims that"."""
    if not _is_third_person_after_common(sheet, verb):
        return False
    before = verb.at - 1
    if not _is_plural(sheet.words[before]):
        return False
    # "An email to his supporters notes that"
    near = sheet.tags[max(verb.low, before - _NEAR_PREPOSITION) : before]
    return not any(tag & PREPOSITION for tag in near)


def _disagrees(sheet: Sheet, verb: Verb) -> bool:
    """Whether a plural form follows a singular: "the company report", but "records show", "Rome and Oslo demand"."""
    i, word = verb.at, sheet.lower[verb.at - 1]
    if not verb.form & BASE:
        return False
    # "Bankers, however, blame the town"
    if word == ",":
        word = _word_before_insertion(sheet, verb)
    if word.endswith("s") or word in _PLURALS:
        return False
    if not _COORDINATORS.isdisjoint(sheet.tags[max(verb.low, i - 3) : i]):
        return False
    # "allies of the mayor point out that"
    if _has_head_in_plural(sheet, verb):
        return False
    # "leaders of the company report", but "the minutes of the meeting note that"
    if sheet.words[i - 1].islower():
        if sheet.lower[i + 1] != "that":
            return True
        return not _has_head_in_plural(sheet, verb)
    # "the Grain Council forecast that …": its past is like its present
    if verb.form & PAST and sheet.lower[i + 1] == "that":
        return False
    # "Polls in New Hampshire show that"
    return not _has_head_in_plural(sheet, verb)


def _word_before_insertion(sheet: Sheet, verb: Verb) -> str:
    """The word before an insertion that ends at the comma before a verb: "Bankers |, however, | blame"."""
    reach = range(verb.at - 2, max(verb.low, verb.at - _LONGEST_TRAIL), -1)
    opening = next((k for k in reach if sheet.tags[k] & COMMA), verb.at - 1)
    return sheet.lower[opening - 1]


def _follows_people(sheet: Sheet, verb: Verb) -> bool:
    """Whether an adjective of a people behind a determiner is before the word: "the Russian demands"."""
    i = verb.at
    # "the spokesman claims"
    if not sheet.words[i - 1][0].isupper():
        return False
    if not (sheet.tags[i - 2] & (DETERMINER | POSSESSIVE)):
        return False
    return sheet.lower[i - 1].endswith(("an", "ese", "ish"))


def _is_state(sheet: Sheet, verb: Verb) -> bool:
    """Whether "state" is no verb: "documents state that it was late" is one, but not "the states that voted"."""
    if sheet.lower[verb.at] not in ("state", "states"):
        return False
    # "The letter states the road is closed"
    if sheet.lower[verb.at - 1] in _DOCUMENTS or _trails_quotation(sheet, verb.at):
        return False
    if sheet.lower[verb.at + 1] != "that":
        return True
    return bool(sheet.tags[verb.at + 2] & (AUXILIARY | VERB))


def _trails_quotation(sheet: Sheet, i: int) -> bool:
    """Whether a quotation and a short subject are before a word: "“It is late,” the Poles state"."""
    place = sheet.inside[i]
    last = next((k for k in range(i - 1, i - _LONGEST_TRAIL, -1) if sheet.inside[k] != place), 0)
    if not fits(sheet, last - 1, COMMA, MARK):
        return False
    # "“It is late,” making air quotes", "“It is late,” new reports say"
    return is_name_at(sheet, last + 1, DETERMINER)


def _is_noun_before_word(sheet: Sheet, verb: Verb) -> bool:
    """Whether the word after an ambiguous present form can only follow a noun."""
    k = verb.at + 1
    tag, word = sheet.tags[k], sheet.lower[k]
    if _trails_quotation(sheet, verb.at):
        return False
    if word == ".":
        return not _trails(sheet, verb)
    if word in _OWN_FRAME or _belongs_to(verb.frame, word):
        return False
    # "rescuers fear as many as 60 were lost"
    if begins_amount(sheet, k):
        return False
    # "the wall, which the mayor claims is old"
    if tag & AUXILIARY and _is_in_relative(sheet, verb):
        return False
    # "the reports show (that) it is late", "union advocates said", "praise for the deal"
    if tag & (AUXILIARY | STOP | COORDINATOR) or word in _BEHIND_NOUN:
        return True
    if _is_done_by(sheet, k):
        return True
    # "the reports of unrest", but "blame him for": a verb with an object may have another preposition here
    if not tag & PREPOSITION:
        return False
    if verb.frame.object_prepositions:
        return False
    return not _is_between_subject_and_that(sheet, verb)


def _is_between_subject_and_that(sheet: Sheet, verb: Verb) -> bool:
    """Whether a word and a place are between a first subject and "that": "Chemists | report in Nature | that …"."""
    # "Police dismiss reports in the press that …"
    if noun_phrase(sheet, verb.low, verb.at) < verb.at or any(form_at(sheet, k) for k in range(verb.low, verb.at)):
        return False
    end = noun_phrase(sheet, verb.at + 2, verb.high)
    return word_at(sheet, end) == "that"


def _belongs_to(frame: Frame, word: str) -> bool:
    """Whether a word is a preposition or particle of a verb."""
    return word in frame.prepositions


def _is_done_by(sheet: Sheet, k: int) -> bool:
    """Whether a participle at `k` says who made the noun before it: "rules issued by the army"."""
    if sheet.lower[k + 1] != "by":
        return False
    return bool(sheet.tags[k] & ED)


def _is_in_relative(sheet: Sheet, verb: Verb) -> bool:
    """Whether "which" or "who" and a subject are before a verb of saying: "which | the mayor | claims"."""
    reach = range(verb.at - 2, max(verb.low, verb.at - _LONGEST_TRAIL), -1)
    opening = next((k for k in reach if sheet.lower[k] in _OF_OBJECT), None)
    return opening is not None and noun_phrase(sheet, opening + 1, verb.at) == verb.at


def _trails(sheet: Sheet, verb: Verb) -> bool:
    """Whether a verb ends its sentence behind a name, a document or a plural: "…, court records show."."""
    word = sheet.lower[verb.at - 1]
    # "It is over, the Daily Caller reports.", "It is over, a new poll shows."
    if sheet.words[verb.at - 1][0].isupper() or word in _DOCUMENTS:
        return True
    if not word.endswith("s"):
        return False
    for k in range(verb.at - 2, max(verb.low, verb.at - _LONGEST_TRAIL - 1), -1):
        if sheet.tags[k] & (COMMA | STOP | MARK):
            return bool(sheet.tags[k] & COMMA)
    return False


def _is_before_finite(sheet: Sheet, verb: Verb) -> bool:
    """Whether the verb of a noun is right behind the word: "reform advocates | believe", "a report | said"."""
    k = verb.at + 1
    return bool(form_at(sheet, k) & FINITE) and sheet.lower[k] not in AMBIGUOUS


def _is_object_of_plural(sheet: Sheet, verb: Verb) -> bool:
    """Whether a plural and its verb are before: "the unions want guarantees that", "police reject reports on"."""
    before = verb.at - 1
    # "police reject reports on it"
    if form_at(sheet, before) & BASE and sheet.lower[verb.at + 1] == "on":
        return _is_plural(sheet.lower[before - 1])
    if not sheet.tags[before] & VERB or sheet.lower[verb.at + 1] != "that":
        return False
    # "the Sanders campaign projects that"
    if not sheet.words[before - 1].islower():
        return False
    return _is_plural(sheet.lower[before - 1])


# What makes an ambiguous present form a noun; first what is cheap and says so most often.
_NOUN_USES: Final = (
    _follows_adjective,
    _is_state,
    _disagrees,
    _is_noun_before_word,
    _is_plural_object,
    _is_object_of_past,
    _is_object_of_plural,
    _is_example,
    _is_label,
    _is_before_finite,
    _follows_people,
)


def _has_plural_subject(sheet: Sheet, verb: Verb) -> bool:
    """Whether what is before a bare form can be its subject: a plural, a name, a pronoun."""
    if verb.at == verb.low:
        return False
    # "officials quietly say"
    before = verb.at - 2 if is_manner(sheet.words[verb.at - 1]) else verb.at - 1
    word, printed = sheet.lower[before], sheet.words[before]
    # "voters say", but "a headless wonder"
    if word in _BEFORE_PLURAL_VERB or _is_plural(word):
        return True
    if printed[0].isupper() or word.isdigit():  # "4 in 10 want"
        return True
    if _has_clause_behind(sheet, verb):
        return True
    # "voters in each state say", "allies of the mayor point out"
    # "leaders of the union claim that"
    if verb.frame.lemma != "say" and sheet.lower[verb.at + 1] != "that":
        return False
    return _has_head_in_plural(sheet, verb)


def _has_head_in_plural(sheet: Sheet, verb: Verb) -> bool:
    """Whether a plural noun with a phrase of its own is before a verb."""
    for k in range(verb.at - 2, max(verb.low, verb.at - _LONGEST_TRAIL) - 1, -1):
        if sheet.tags[k] & PREPOSITION:
            # "Voters in each state say", "Documents obtained by the Post show", "Reports seen by us show"
            # "Sources close to the inquiry say"
            head = k - 2 if sheet.tags[k - 1] & ED or sheet.lower[k - 1] in _BEHIND_HEAD else k - 1
            if _is_plural(sheet.lower[head]):
                return True
            # "Researchers at the University of Ulm | report that"
            if sheet.lower[k] != "of":
                break
        if sheet.tags[k] & (COMMA | STOP | AUXILIARY | MARK):
            break
    return _has_relative_in_plural(sheet, verb)


def _has_relative_in_plural(sheet: Sheet, verb: Verb) -> bool:
    """Whether a plural noun with a relative clause is before a verb: "People who live near the plant | say"."""
    reach = range(verb.at - 2, max(verb.low, verb.at - _LONGEST_RELATIVE), -1)
    who = next((k for k in reach if sheet.lower[k] == "who"), None)
    if who is None:
        return False
    return _is_plural(sheet.lower[who - 1])


def _has_clause_behind(sheet: Sheet, verb: Verb) -> bool:
    """Whether a clause behind a bare form makes it finite, far from its subject: "those at the talks say they …"."""
    k = verb.at + 1
    if sheet.lower[k] not in _SUBJECT_OR_THAT or sheet.lower[verb.at] in AMBIGUOUS:
        return False
    # "hearing him say it", but "those who watch on TV say"
    causes = range(max(verb.low, verb.at - _CAUSED), verb.at)
    return not any(sheet.lower[c] in _CAUSING for c in causes)
