"""Subjects, read backward from a verb past insertions and adjuncts, or forward from a clause's beginning."""

from collections.abc import Iterator
from typing import Final

from blocquotes.suggest.data import name_class, word_class
from blocquotes.suggest.grammar.contents import OBJECTS
from blocquotes.suggest.grammar.finite_verbs import holds_verb
from blocquotes.suggest.grammar.phrases import begins_amount, is_plural_possessive, noun_phrase
from blocquotes.suggest.grammar.times import LOCAL_TIME, OPENS_TIME, after_time, before_time
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
from blocquotes.suggest.text.inflection import BASE, FINITE, GERUND, ONLY_FINITE, PARTICIPLE, singular
from blocquotes.suggest.text.lexicon import ADDRESSEE, AMBIGUOUS, CLAUSE
from blocquotes.suggest.text.sheet import Range, Sheet, fits, form_at, is_adverb, is_at, is_name_at, skip, verb_form_at

_STOP_OR_MARK: Final = STOP | MARK
_RELATIVE_OR_QUESTION: Final = RELATIVE | QUESTION
_TRAILING: Final = ADVERB | TIME | COORDINATOR
_BOUNDARY: Final = STOP | MARK | DASH | BRACKET | COMMA
_NO_APPOSITION = tags_with(RELATIVE | AUXILIARY | COORDINATOR | SUBORDINATOR | ADVERB | TIME, but=DETERMINER)
_NO_APPOSITION |= tags_with(PREPOSITION | ING | ED)
_ADJUNCT: Final = tags_with(PREPOSITION | SUBORDINATOR, but=SUBJECT)
_LEADING_OR_ADVERB: Final = word_class("leading-word") | words_with(ADVERB, but=DETERMINER)
# The tags of a phrase of one word, which is of no class.
_ONE_NAME: Final = [0]
_LEADING_OR_TIME: Final = _LEADING_OR_ADVERB | OPENS_TIME
_RELATIVES: Final = words_with(RELATIVE) - {"that"}
_ONLY_AUXILIARY: Final = tags_with(AUXILIARY, but=POSSESSIVE)
_ONLY_SUBJECT: Final = tags_with(SUBJECT, but=OBJECT)
_ONLY_CLAUSAL: Final = tags_with(SUBJECT | AUXILIARY, but=OBJECT | POSSESSIVE)
_PASSED: Final = _LEADING_OR_ADVERB | words_with(COMMA | MARK, but=DETERMINER)
_OPENERS: Final = word_class("clause-opener")
_BEFORE_TIME: Final = word_class("before-time")
_FRONTED: Final = word_class("fronting")
_AROUND: Final = word_class("around-number")
_COMPARING: Final = ("more", "fewer", "less")
_SHARING: Final = ("both", "all", "each")
_ONLY_DETERMINER: Final = tags_with(DETERMINER, but=RELATIVE | ADVERB | SUBJECT)
_WHO: Final = ("who",)
_OWNERS: Final = ("her", "his", "their", "its", "my", "our")
_ARTICLES: Final = ("a", "an", "the")
# Determiners that say no number.
_DEFINITE: Final = (*_ARTICLES, "this", "that", "these", "those")
# Figures of a year.
_YEAR: Final = 4
# Words between an article and the verb of the clause: "The crowd | cheered".
_FEWEST_BEFORE_VERB: Final = 2
_CROWDS: Final = ("dozens", "hundreds", "thousands", "millions", "many", "some", "several", "others", "both", "most")
_PAST_AS_BASE: Final = word_class("past-as-base")
_LISTING: Final = frozenset(("and", "or"))
_CLOSING: Final = (")", "]")
# The last marks inside of a quotation that is all of a sentence or clause.
_ENDS_QUOTED: Final = (",", ".", "?", "!")
_TIME_UNITS: Final = word_class("time-unit")
_NAMING: Final = ("named", "called")
_INDEFINITE: Final = frozenset(("a", "an", "one"))
# The most tokens from an article to the participle that gives a name: "a tall young man named Lee".
_NAMED: Final = 4
# How often something happens: "once a year", "twice each month".
_TIMES: Final = ("once", "twice")
_RATES: Final = (*_TIMES, "times")
_EACH: Final = ("a", "an", "every", "each", "per")
_BEGINS_OWN: Final = DETERMINER | SUBJECT | POSSESSIVE
_BESIDE_EVENT: Final = ("after", "before", "into")
# "the", the event, and the subject.
_SHORTEST_AFTER_EVENT: Final = 3
_BEFORE_NAME: Final = PREPOSITION | POSSESSIVE | COORDINATOR | DETERMINER
_TITLES: Final = name_class("title")
_GROUPS: Final = word_class("speaking-noun")
_SPEAKING: Final = name_class("role") | _TITLES | _GROUPS
_PEOPLE: Final = frozenset(word for word in _GROUPS if word.endswith("s")) | _GROUPS & word_class("plural")
# Words from a place to a name that make an office of its own: "opposition leader".
_FEWEST_OF_OFFICE: Final = 2
_PARTS: Final = _TIME_UNITS | word_class("part-of-event")
# Tokens from a preposition to the part of a time: "In the last few days of".
_FARTHEST_PART: Final = 6
_DATING: Final = ("dated", "of")
_FROM: Final = ("of", "from")
_BEFORE_TIMES: Final = word_class("time-preposition")
# Subjects of one word that an "and" may have before them: "… and others said".
_OTHERS: Final = ("others", "some", "many", "another")
# Of an occasion: "in a written statement", "at his weekly press conference".
_ON_OCCASION: Final = ("in", "at", "during")
_WHOSE_OCCASION: Final = ("a", "an", "his", "her", "its", "their")
_OCCASIONS: Final = frozenset(
    ("statement", "tweet", "interview", "speech", "address", "post", "conference", "briefing", "release", "message")
)
_LONGEST_OCCASION: Final = 6
_LAST_WORDS: Final = _OCCASIONS | {*_OTHERS, *_SHARING}
_LONGEST_INSERTION: Final = 40
_INSERTS: Final = RELATIVE | DETERMINER | ED
_BEGINS_NOTE: Final = SUBJECT | DETERMINER
_LONGEST_BRACKET: Final = 20
# Tokens from a relative pronoun to an auxiliary of its clause.
_FARTHEST_RELATIVE: Final = 10


def subject(sheet: Sheet, end: int, low: int) -> Range | None:
    """The noun phrase that ends before token `end` and begins in the same clause, appositions included."""
    j = end - 1
    if sheet.tags[j] & TIME or sheet.lower[j].isdigit():
        j = _before_time(sheet, end, low)
    if j < low:
        return None
    tag, word = sheet.tags[j], sheet.lower[j]
    if word in _LAST_WORDS:
        found = _by_last_word(sheet, j, low)
        if found is not None:
            return found
    # "Roe | in turn said"
    if word == "turn" and sheet.lower[j - 1] == "in":
        return subject(sheet, j - 1, low)
    if not tag:  # most subjects end with a word of no class
        found = _phrase_to(sheet, j + 1, low)
        return _with_place(sheet, j + 1, low) if found is None else found
    # "aides | at first doubted it": the verb's adverbs begin with "first"
    if word == "at":
        return subject(sheet, j, low)
    if tag & DASH:  # "the envoy – a general – said"
        opening = _opening(sheet, j, low, _LONGEST_INSERTION, DASH)
        return subject(sheet, opening, low) if opening else None
    if tag & COMMA:
        return _before_insertions(sheet, j, low)
    if word in _CLOSING:
        return _before_bracket(sheet, j, low)
    if tag & MARK and sheet.words[j - 1] == ",":
        return _before_quoted(sheet, j, low)
    # "officials there | told them", but "said there was hope"
    if word == "there" and not sheet.tags[j - 1]:
        return _phrase_to(sheet, j, low)
    if tag & SUBJECT:
        return j, j + 1
    return _phrase_with_that(sheet, j, low) if word == "that" else _phrase_to(sheet, j + 1, low)


def _with_place(sheet: Sheet, end: int, low: int) -> Range | None:
    """The subject that ends with a place behind a bracket or an age: "The bank (OB) in Rome", "Lee, 27, of Rome"."""
    start = _reach(sheet, end, low)
    if start <= low:
        return None
    head = None
    if fits(sheet, start - 1, (")",), PREPOSITION):
        head = _before_bracket(sheet, start - 1, low)
    elif fits(sheet, start - 1, COMMA, _FROM):
        head = _before_insertions(sheet, start - 1, low)
    return (head[0], end) if head else None


def _by_last_word(sheet: Sheet, j: int, low: int) -> Range | None:
    """The subject that ends with "others" or the like, or with the occasion of some words: "Lee | in a statement"."""
    # "When I left they all thought it was late"
    if sheet.lower[j] in _SHARING:
        return (j - 1, j + 1) if sheet.tags[j - 1] in _ONLY_SUBJECT else None
    if sheet.lower[j] in _OTHERS:
        return (j, j + 1) if _begins_clause(sheet, j, low) else None
    occasion = _occasion(sheet, j, low)
    return subject(sheet, occasion, low) if occasion is not None else None


def _begins_clause(sheet: Sheet, k: int, low: int) -> bool:
    """Whether "others" or the like at `k` begins a clause: "Lee left and | others said", but not "Lee and others"."""
    if not sheet.tags[k - 1] & COORDINATOR:
        return False
    return holds_verb(sheet, low, k - 1, AUXILIARY | VERB | ED)


def _occasion(sheet: Sheet, j: int, low: int) -> int | None:
    """Where a phrase begins whose last word, at `j`, is the occasion of some words: "Lee | in a statement said"."""
    near = range(j - 2, max(low, j - _LONGEST_OCCASION), -1)
    return next((k for k in near if fits(sheet, k, _ON_OCCASION, _WHOSE_OCCASION)), None)


def _is_aside(sheet: Sheet, opening: int, end: int) -> bool:
    """Whether the insertion behind a comma is no apposition but an age or an act: ", 52,", ", watching from afar,"."""
    return end == opening or sheet.lower[opening + 1].isdigit()


def _phrase_with_that(sheet: Sheet, that: int, low: int) -> Range | None:
    """The noun phrase before "that" and the pronoun, without a verb before it: "has left | a group that"."""
    found = _phrase_to(sheet, that + 1, low)
    # "Farmers | who are cross about a bank that seems …": the phrase ends before another relative clause
    if found is None or found[1] <= that:
        return found
    return next((k + 1 for k in range(that - 1, found[0] - 1, -1) if _is_of_clause(sheet, k)), found[0]), found[1]


def _is_of_clause(sheet: Sheet, k: int) -> bool:
    """Whether the word at `k` is no part of a noun phrase: "it", "has", "met", "opened a", but "the closed road"."""
    if sheet.tags[k] in _ONLY_CLAUSAL:
        return True
    return bool(sheet.tags[k] & (ED | ING | VERB) and sheet.tags[k + 1] & OBJECTS)


def _before_bracket(sheet: Sheet, closing: int, low: int) -> Range | None:
    """The subject before a bracket, the bracket included: "Sen. Smith (R-Ohio) said", "he [Ann Lee] said"."""
    opening = _opening(sheet, closing, low, _LONGEST_BRACKET, BRACKET)
    if opening is None:
        return _phrase_to(sheet, closing + 1, low)
    # "[The mayor] said", "“It is late,” [the mayor] said"
    if opening == low or sheet.tags[opening - 1] & (MARK | COMMA):
        return opening, closing + 1
    found = subject(sheet, opening, low)
    return (found[0], closing + 1) if found else None


def _before_quoted(sheet: Sheet, mark: int, low: int) -> Range | None:
    """The subject before an insertion that quoted words end: "Lee, who is “ready to go,” said"."""
    start = sheet.quotations[sheet.inside[mark]].start if sheet.inside[mark] >= 0 else mark
    opening = _partner(sheet, start, low)
    if opening is None:
        return None
    # "Lee, who is “ready,” said", "The suit, filed by “Jane Roe,” claims …"
    if not (sheet.tags[opening + 1] & _INSERTS or form_at(sheet, opening + 1) & PARTICIPLE):
        return None
    head = _head_before(sheet, opening, low)
    if head is None:
        return None
    # "Lee, the “wall man,” said"
    return head[0], mark + 1 if sheet.tags[opening + 1] & DETERMINER else head[1]


def _before_time(sheet: Sheet, end: int, low: int) -> int:
    """The last token before `end` that is no adjunct of time ("on Monday", "last week", "Tuesday")."""
    j = end - 1
    # "A letter dated May 2 | said"
    if fits(sheet, j - 2, _DATING, TIME):
        return j - 3
    while sheet.tags[j] & TIME:
        j -= 2 if sheet.lower[j - 1] in _BEFORE_TIME else 1
    return j if j == end - 1 else min(j, _before_counted(sheet, end, low))


def _before_counted(sheet: Sheet, end: int, low: int) -> int:
    """The last token before a time with a number or an article: "the party | two weeks ago said"."""
    # The adverb that ends the time may be read as one of the verb.
    behind = end + 1 if sheet.tags[end] & TIME else end
    start = min(before_time(sheet, behind, low), end)
    return start - 1


def _opening(sheet: Sheet, closing: int, low: int, longest: int, kind: int) -> int | None:
    """The dash or bracket that opens the insertion which another one closes."""
    return next((k for k in range(closing - 1, max(low - 1, closing - longest), -1) if sheet.tags[k] & kind), None)


def _phrase_to(sheet: Sheet, end: int, low: int) -> Range | None:
    """The noun phrase that ends before `end`, without commas other than those of a list."""
    # "farmers, many of whom | say"
    if sheet.lower[end - 1] == "whom":
        return end - 3, end
    start = _reach(sheet, end, low)
    found = _trimmed(sheet, start, end) if start < end else None
    if found is None:
        return None
    if sheet.tags[found[0] - 1] & COMMA:
        found = _first_adjective(sheet, found[0], low), found[1]
    return _with_list(sheet, found, low)


def _first_adjective(sheet: Sheet, start: int, low: int) -> int:
    """Where a phrase behind a quotation begins, a comma among its adjectives: "“…,” the tall, | grey-haired man".

    A comma is right before `start`.
    """
    before = start - 4
    if before < low:
        return start
    # "will “crush” any invader, | Kim said"
    if sheet.words[before - 1] not in _ENDS_QUOTED:
        return start
    if not sheet.tags[before + 1] & DETERMINER:
        return start
    return before + 1 if sheet.inside[before] > sheet.inside[before + 1] else start


def _with_list(sheet: Sheet, found: Range, low: int) -> Range:
    """The phrase with the earlier members of a list that its "and" closes: "Smith, Jones and Brown"."""
    start, end = found
    if not _LISTING.isdisjoint(sheet.lower[start:end]):
        for member in _members_before(sheet, start, low):
            start = member
    return start, end


def _members_before(sheet: Sheet, start: int, low: int) -> Iterator[int]:
    """Where the capitalised members of a list before `start` begin, each closed by a comma."""
    # The sentence may be cut behind a comma, where it is very long.
    while start > low and sheet.tags[start - 1] & COMMA:
        k = next((k for k in range(start - 2, low - 1, -1) if not _may_be_listed(sheet, k)), low - 1)
        if k >= low and not sheet.tags[k] & COMMA:
            # "The envoys of Norway, | Iran and Oman said", but "After talks with Norway, | Iran and Oman said"
            head = _phrase_to(sheet, start - 1, low) if sheet.lower[k] == "of" else None
            if head and sheet.tags[head[0]] & DETERMINER:
                yield head[0]
            return
        start = k + 1
        yield start


def _may_be_listed(sheet: Sheet, k: int) -> bool:
    if not sheet.words[k][0].isupper():
        return False
    return not sheet.tags[k] & (TIME | PREPOSITION)


def _reach(sheet: Sheet, end: int, low: int) -> int:
    """How far left words that may belong to one noun phrase and its relative clause go."""
    tags = sheet.tags
    for j in range(end - 1, low - 1, -1):
        # Most words of a phrase are of no class, and all openers are of some.
        if tags[j] and _bounds_clause(sheet, j, end, low):
            return j + 1
    return low


def _bounds_clause(sheet: Sheet, j: int, end: int, low: int) -> bool:
    tag, word = sheet.tags[j], sheet.lower[j]
    if tag & _BOUNDARY:
        # "the Fort Worth, Texas-based firm"
        if tag & COMMA:
            return not sheet.lower[j + 1].endswith("-based")
        return not is_plural_possessive(sheet, j)
    if word in _OPENERS:
        # "a man who left after being hit said"
        if sheet.lower[j + 1] == "being":
            return False
        # "more than 4 in 10 said"
        return sheet.lower[j - 1] not in _COMPARING
    # "They talked about it but | the town denied it", but "a small but growing group"
    if word == "but" and is_name_at(sheet, j + 1, DETERMINER | POSSESSIVE):
        return sheet.lower[j - 1] != "all"
    if word == "that":
        # "Later that night the king said"
        if _points(sheet, j):
            return False
        # "said that | the minister …", but "the plan that failed", "a report that says"
        if j == low or sheet.tags[j - 1] & (OBJECT | ADVERB | TIME) or verb_form_at(sheet, j - 1):
            return True
        # "the plan that | the minister said"
        return j + 1 < end and noun_phrase(sheet, j + 1, end) == end
    # Only a verb of reporting may end the search from here on.
    if not tag & CUE:
        return False
    if j + 1 == end:
        return False
    # "It denied this, saying | tests had failed"
    if sheet.tags[j - 1] & COMMA and form_at(sheet, j) & GERUND:
        return True
    if not _is_finite(sheet, j):
        return False
    return not _is_relative_verb(sheet, j)


def _is_relative_verb(sheet: Sheet, j: int) -> bool:
    """Whether a verb is that of a relative clause or a participle: "who spoke with …", "figures published Monday"."""
    frame, form = sheet.verbs[sheet.lower[j]]
    following = sheet.tags[j + 1]
    if frame.flags & CLAUSE:
        # "the envoys who said it was late"
        if not following & PREPOSITION:
            return False
    elif form & PARTICIPLE and following & (TIME | PREPOSITION):
        return True
    # "the envoy, who spoke with …", "the envoys who praised the deal"
    k = j - 1
    while sheet.tags[k] & (AUXILIARY | ADVERB):
        k -= 1
    return bool(sheet.tags[k] & RELATIVE)


def _is_finite(sheet: Sheet, j: int) -> bool:
    """Whether the reporting word at `j` is a finite verb, judged by the word before it."""
    form = form_at(sheet, j)
    if not form & FINITE:
        return False
    if _lacks_particle(sheet, j):
        return False
    # "a young man | named Lee said", but "the mayor named Lee and said"
    if sheet.lower[j] in _NAMING and not _INDEFINITE.isdisjoint(sheet.lower[max(j - _NAMED, 0) : j]):
        return False
    before = sheet.tags[j - 1]
    # "Rome's | state media said"
    if before & POSSESSIVE:
        return False
    if before & (SUBJECT | RELATIVE | AUXILIARY):
        return True
    # "Officials say | Lee knew, or should have known, that …"
    if form & BASE and sheet.lower[j - 1].endswith("s") and sheet.lower[j] not in AMBIGUOUS:
        return bool(sheet.verbs[sheet.lower[j]][0].flags & CLAUSE)
    # "The paper, seen by Lee, shows | officials had argued …"
    if before & COMMA and sheet.lower[j] == "shows":
        return True
    if verb_form_at(sheet, j) not in ONLY_FINITE:
        return False
    return sheet.lower[j] not in AMBIGUOUS


def _lacks_particle(sheet: Sheet, j: int) -> bool:
    """Whether the verb at `j` needs a particle and has none: "steel | pipes"."""
    return bool(sheet.verbs[sheet.lower[j]][0].particles)


def _trimmed(sheet: Sheet, start: int, end: int) -> Range | None:
    """The noun phrase in a stretch of words, without its relative clause and the words before it."""
    tags, lower = sheet.tags, sheet.lower
    for k in range(end - 1, start - 1, -1):
        if not tags[k]:  # most words of a phrase are of no class, and all of these are of some
            continue
        if lower[k] in _RELATIVES and k > start:
            # "the plan, which the minister | said"
            is_object = lower[k] in ("which", "whom") and noun_phrase(sheet, k + 1, end) == end
            return _without_edges(sheet, k + 1, end) if is_object else _without_edges(sheet, start, k)
        if tags[k] in _ONLY_AUXILIARY and sheet.words[k] != "May":
            # "Lee and Roe have both argued"
            if lower[k + 1] in _SHARING:
                return _without_edges(sheet, start, k)
            near = range(k - 1, max(start, k - _FARTHEST_RELATIVE), -1)
            relative = next((r for r in near if tags[r] & RELATIVE), None)
            return _without_edges(sheet, start, relative) if relative else _without_edges(sheet, k + 1, end)
    return _without_edges(sheet, start, end)


def _without_edges(sheet: Sheet, start: int, end: int) -> Range | None:
    """The phrase without conjunctions and adverbs at its edges and without an adjunct before it."""
    tags, lower = sheet.tags, sheet.lower
    # "which" alone is a subject
    if tags[start] & _RELATIVE_OR_QUESTION and start + 1 < end and not _points(sheet, start):
        if _is_all_adjunct(sheet, start, end):
            return start, start + 1
        start += 1
    if lower[start][0].isdigit():
        start = _after_clock(sheet, start, end)
    if lower[start] in _LEADING_OR_TIME or lower[start].endswith("ly"):  # few subjects have any
        start = after_time(sheet, _after_leading(sheet, start, end), end)
    if start == end:
        return None
    if tags[start:end] == _ONE_NAME:  # "Lee"
        return start, end
    if tags[start + 1] & DETERMINER and (part := _after_part(sheet, start, end)) > start:
        start = part
    elif lower[start] in _BEFORE_TIMES:
        start = _after_time_phrase(sheet, start, end)
    if tags[start] & PREPOSITION:
        if _is_counted(sheet, start):
            return start, end
        start = _after_adjunct(sheet, start, end)
    if tags[end - 1] or lower[end - 1].endswith("ly"):
        end = _before_trailing(sheet, start, end)
    start = _last_phrase(sheet, start, end)
    return (start, end) if start < end else None


def _points(sheet: Sheet, k: int) -> bool:
    """Whether "that" points to its noun and begins no clause: "That court | said", "that night | she said"."""
    if sheet.lower[k] != "that":
        return False
    # "That court": the noun is a place where things are said
    if sheet.tags[k + 1] & ~VENUE:
        return bool(sheet.tags[k + 1] & TIME)
    return sheet.words[k] == "That"


def _is_counted(sheet: Sheet, start: int) -> bool:
    """Whether a number begins a phrase: "about 200 people", "at least seven people", but "over the years"."""
    if sheet.lower[start] in _AROUND:
        return _begins_number(sheet, start + 1)
    return begins_amount(sheet, start)


def _begins_number(sheet: Sheet, k: int) -> bool:
    """Whether a number is at `k`, in figures or words: "about | 200 people", "over | half", but "under | the plan"."""
    if sheet.lower[k].isdigit():
        return True
    if not sheet.tags[k] & DETERMINER:
        return False
    return sheet.lower[k] not in _DEFINITE


def _after_clock(sheet: Sheet, start: int, end: int) -> int:
    """The token after the figure of a time whose mark ended the search: "At 10: | 31 Lee", "On May 3, | 2019 Lee"."""
    if start + 1 >= end:
        return start
    # "Shortly after 9am | Lee"
    if sheet.lower[start].endswith(("am", "pm")):
        return start + 1
    if len(sheet.lower[start]) == _YEAR:
        return start + 1 if sheet.tags[start - 3] & TIME else start
    if sheet.lower[start - 1] != ":":
        return start
    hour, minutes = sheet.lower[start - 2], sheet.lower[start]
    return start + 1 if (hour + minutes).isdigit() else start


def _last_phrase(sheet: Sheet, start: int, end: int) -> int:
    """Where the last of two noun phrases begins that nothing joins: "two weeks before the vote | her rival"."""
    if sheet.lower[start - 1] in _BESIDE_EVENT and (behind := _after_event(sheet, start, end)) > start:
        return behind
    # "Once a year | an inspector said", "Three times a week | a guard said"
    rate = start - 1 if sheet.lower[start - 1] in _TIMES else start
    if (behind := _behind_rate(sheet, rate)) > start:
        return behind
    # "Reading from his notes | the mayor said"
    if sheet.tags[start] & ING:
        # "Speaking in Oslo on Monday | Lee said"
        dated = (k for k in range(start + 2, end) if sheet.tags[k - 1] & TIME and sheet.words[k][0].isupper())
        return _article_behind(sheet, start + 1, end, next(dated, start))
    # "was disappointed and surprised | the club had left"
    if sheet.tags[start] & ED and sheet.tags[start - 1] & BE:
        return _article_behind(sheet, start, end, start)
    if (behind := _after_addressee(sheet, start, end)) > start:
        return behind
    return _owner_behind(sheet, start, end)


def _article_behind(sheet: Sheet, start: int, end: int, otherwise: int) -> int:
    """The determiner of a second noun phrase behind the one that begins at `start`: "told Lee | the town said"."""
    articles = (k for k in range(start + 1, end) if sheet.tags[k] & DETERMINER)
    return next((k for k in articles if not sheet.tags[k - 1] & _BEFORE_NAME), otherwise)


def _owner_behind(sheet: Sheet, start: int, end: int) -> int:
    """The owner that begins a second noun phrase: "two weeks before the vote | her rival"; `start` if there is none."""
    for k in range(end - 1, start + 1, -1):
        # "one of his aides"
        if sheet.lower[k] in _OWNERS and sheet.tags[k - 2] & DETERMINER and not sheet.tags[k - 1] & PREPOSITION:
            return k
    return start


def _after_addressee(sheet: Sheet, start: int, end: int) -> int:
    """The token after whom something is told: "told Lee | the town may say it is late"; `start` if there is none."""
    entry = sheet.verbs.get(sheet.lower[start - 1])
    if entry is None:
        return start
    return _article_behind(sheet, start, end, start) if entry[0].flags & ADDRESSEE else start


def _after_event(sheet: Sheet, start: int, end: int) -> int:
    """The token after an event that dates the sentence: "Three days after the crash | investigators said"."""
    if end - start < _SHORTEST_AFTER_EVENT:
        return start
    if not _may_date(sheet, start - 2):
        return start
    if not sheet.tags[start] & DETERMINER:
        return start
    # "days after the flood | mayor Lee said"
    if (name := _name_behind(sheet, start + 2, end)) is not None:
        return name
    # "days after the flood | the mayor said", "after the fire at the port", "after the vote on Monday | the mayor said"
    timed = start + 2
    for k in range(start + 2, end):
        if sheet.tags[k] & TIME or fits(sheet, k, PREPOSITION, TIME):
            timed = k + 1
            continue
        if sheet.tags[k] & ~CUE:
            return k if sheet.tags[k] & DETERMINER else start
    # "after the New York Times"
    if not sheet.words[start + 1].islower():
        return start
    return timed if sheet.lower[end - 1].endswith("s") or _is_people(sheet.lower[end - 1]) else start


def _may_date(sheet: Sheet, k: int) -> bool:
    """Whether what is at `k` lets "after" date a sentence: "days | after", "shortly | after", "It fell. | After"."""
    if k < 0 or sheet.lower[k] in _TIME_UNITS:
        return True
    if sheet.tags[k] & (ADVERB | STOP | MARK):
        return True
    return sheet.lower[k].endswith("ly")


def _name_behind(sheet: Sheet, low: int, end: int) -> int | None:
    """Where a name with its title begins behind a noun in lower case, which it does not belong to."""
    names = (k for k in range(low, end) if sheet.words[k][0].isupper() and _may_precede_name(sheet, k - 1))
    name = next(names, None)
    if name is None:
        return None
    while sheet.lower[name - 1] in _TITLES:
        name -= 1
    # "after the singer Ann Lee", "after the town's mayor Ann Lee", "after the fire in Rome"
    return None if sheet.tags[name - 1] & _BEFORE_NAME else name


def _may_precede_name(sheet: Sheet, k: int) -> bool:
    """Whether what begins behind `k` with a capital is a name of its own: "the vote | Ann", "on Monday | Ann"."""
    if sheet.tags[k] & TIME:
        return True
    return sheet.words[k].islower() and not sheet.tags[k + 1] & TIME


def _is_all_adjunct(sheet: Sheet, who: int, end: int) -> bool:
    """Whether nothing but an adjunct is behind "who": "who in 2010 | said"."""
    if not fits(sheet, who, _WHO, PREPOSITION):
        return False
    return _after_adjunct(sheet, who + 1, end) == end


def _after_time_phrase(sheet: Sheet, start: int, end: int) -> int:
    """The token behind a preposition and a time: "Over the weekend | ministers"; `start` where nothing is left."""
    k = next((k for k in range(start + 1, end) if sheet.tags[k] & TIME), end)
    k = skip(sheet, k, end, TIME)
    # "On May 3 | the minister"
    if sheet.lower[k].isdigit():
        k += 1
    # "At four in the afternoon local time | the minister"
    if sheet.lower[k : k + 2] == LOCAL_TIME:
        k += 2
    if k == end:
        return start
    # "At the Monday meeting", "In March's letter", "In May of last year"
    return start if sheet.tags[k] & (PREPOSITION | COORDINATOR | POSSESSIVE | VENUE) else k


def _after_leading(sheet: Sheet, start: int, end: int) -> int:
    """The token after conjunctions and adverbs: "But finally | the minister"."""
    for k in range(start, end):
        if sheet.lower[k] in _LEADING_OR_ADVERB:
            continue
        if not is_manner(sheet.words[k]):
            return k
    return end


def _before_trailing(sheet: Sheet, start: int, end: int) -> int:
    """The token before adverbs and times: "the minister | later", "a lead on | being viewed as …"."""
    # "Lee and Roe | both", but "both"
    if sheet.lower[end - 1] in _SHARING and any(tag & COORDINATOR for tag in sheet.tags[start : end - 1]):
        end -= 1
    for k in range(end, start, -1):
        # "a report from that year"
        if sheet.tags[k - 1] & TIME and fits(sheet, k - 3, PREPOSITION, DETERMINER):
            return k
        if not is_adverb(sheet, k - 1, _TRAILING):
            return k
    return start


def _after_adjunct(sheet: Sheet, start: int, end: int) -> int:
    """Where the next noun phrase begins after a leading preposition and its own: "In a speech | the minister"."""
    # "with just one in five trains"
    # "By then | a spokesman"
    own = start + 2 if sheet.lower[start + 1] == "then" else skip(sheet, start + 1, end, ADVERB) + 1
    if (behind := next((k for k in range(own, end) if _begins_phrase(sheet, k)), end)) < end:
        return _with_office(sheet, behind, own)
    # "asked for a photo and | Lee said"
    joined = (k for k in range(start + 1, end) if sheet.tags[k - 1] & COORDINATOR and sheet.words[k][0].isupper())
    return next(joined, _people_behind(sheet, start, end))


def _with_office(sheet: Sheet, name: int, low: int) -> int:
    """Where the office before a name begins: "In a report | planning officer Ann Lee said"."""
    if sheet.lower[name - 1] not in _SPEAKING:
        return name
    start = next((k + 1 for k in range(name - 2, low, -1) if sheet.tags[k] & ~ING), name - 1)
    # "In Oslo | opposition leader Ann Lee said"
    if (behind := _behind_place(sheet, name, low)) is not None:
        return behind
    # "In the report of the committee chair Ann Lee said"
    return start if sheet.tags[start - 1] & (VENUE | TIME) else name


def _behind_place(sheet: Sheet, name: int, low: int) -> int | None:
    """Where the office before a name begins behind a place: "In Oslo | opposition leader Ann Lee said"."""
    place = next((k for k in range(name - 2, low - 2, -1) if sheet.words[k][0].isupper()), low)
    # "In Oslo mayor Ann Lee said": it may be the mayor of the town
    if name - place <= _FEWEST_OF_OFFICE or sheet.lower[place - 1] != "in":
        return None
    return place + 1 if not any(sheet.tags[place:name]) else None


def _people_behind(sheet: Sheet, start: int, end: int) -> int:
    """Where people begin behind a preposition and its noun: "At the port | workers", "In Rome | senior aides"."""
    last = end - 1
    if not _is_people(sheet.lower[last]):
        return end
    # "In the head of the workers", "for the workers and officials"
    if sheet.tags[last - 1] & (PREPOSITION | COORDINATOR | DETERMINER | POSSESSIVE):
        return end
    return next((k for k in range(last, start + 1, -1) if sheet.words[k - 1][0].isupper()), last)


def _is_people(word: str) -> bool:
    """Whether a plural is a word for people who speak: "workers", "police"."""
    if word in _PEOPLE or word.endswith("men"):
        return True
    return word.endswith("s") and singular(word) in _SPEAKING


def _after_part(sheet: Sheet, start: int, end: int) -> int:
    """The token after a part of a time or an event: "In the final days of the trial | lawyers said"; else `start`."""
    near = range(start + 2, min(start + _FARTHEST_PART, end))
    part = next((k for k in near if sheet.lower[k] in _PARTS), None)
    if part is None:
        return start
    # "In the second half of the year | the bank said", but "At the start of the Tokyo talks"
    begins = (k for k in range(part + 3, end) if _begins_phrase(sheet, k) and not sheet.tags[k - 1] & DETERMINER)
    if (behind := next(begins, end)) < end:
        return behind
    return end - 1 if _is_people(sheet.lower[end - 1]) else start


def _begins_phrase(sheet: Sheet, k: int) -> bool:
    """Whether a noun phrase begins at a token behind others: "In a speech | the minister", "In Rome | she"."""
    before = sheet.tags[k - 1]
    if before & TIME and _begins_behind_time(sheet, k):
        return True
    if before & (PREPOSITION | POSSESSIVE | COORDINATOR):
        return False
    if sheet.tags[k] & (DETERMINER | SUBJECT) or sheet.lower[k] in _OWNERS:
        return True
    # "In a speech | Lee said"
    if not sheet.words[k][0].isupper():
        return False
    return not sheet.words[k - 1][0].isupper()


def _begins_behind_time(sheet: Sheet, k: int) -> bool:
    """Whether people begin at a token behind a time: "In the early hours of Sunday | police said"."""
    return sheet.tags[k] == 0 and sheet.lower[k] in _PEOPLE


def _before_insertions(sheet: Sheet, comma: int, low: int) -> Range | None:
    """The subject before insertions that end at `comma`: appositions, ages, places, relative clauses."""
    end = comma
    for _ in range(4):
        opening = _partner(sheet, comma, low)
        if not opening:
            return _behind_quotation(sheet, end, low)
        # "Lee, who worked in Iran, Turkey and France, said": a list in the insertion
        if _is_in_relative(sheet, opening, low):
            comma, end = opening, opening
            continue
        if not _is_apposition(sheet, opening + 1, comma):
            end = opening
        head = _head_before(sheet, opening, low)
        # "according to his diary, he looked up, | said no and left"
        if head and sheet.lower[head[0]] == "according":
            return None
        # "the mayor, Ann Lee, 52, said", "the mayor, Ann Lee, watching from afar, said"
        if head and _is_aside(sheet, opening, end) and (role := _role_before(sheet, head, low)):
            return role[0], end
        # "Reacting, | the mayor, Ann Lee, said"
        if head == (low, low + 1) and sheet.tags[low] & ING:
            return low + 2, end
        if head and not _is_inserted(sheet, head, low):
            return (head[0], end) if head[1] in (opening, end) else head
        comma = opening
    return None


def _role_before(sheet: Sheet, name: Range, low: int) -> Range | None:
    """The phrase for a person before the comma in front of a name: "the victim's mother, | Ann Lee"."""
    comma = name[0] - 1
    # "the victim's mother, Ann Lee", "one of the guards, Ann Lee"
    if singular(sheet.lower[comma - 1]) not in _SPEAKING:
        return None
    return _phrase_to(sheet, comma, low)


def _is_in_relative(sheet: Sheet, comma: int, low: int) -> bool:
    """Whether a relative clause goes on to a comma from the one before it: "Lee, who worked in Iran, …"."""
    before = _partner(sheet, comma, low)
    if before is None or sheet.lower[before + 1] not in _RELATIVES:
        return False
    # "The town, which failed, was lost, argues Lee"
    if sheet.tags[comma + 1] & AUXILIARY:
        return False
    # "the airport, which Lee, and others, disliked": the subject follows the pronoun
    return sheet.words[before + 2][0].islower()


def _behind_quotation(sheet: Sheet, comma: int, low: int) -> Range | None:
    """The phrase between a quotation and a stray comma: "“It is late,” Ann Lee, said"."""
    found = _phrase_to(sheet, comma, low)
    if found is None or found[0] <= low:
        return None
    # "“It is late”, Ann Lee, said"
    before = found[0] - 2 if sheet.tags[found[0] - 1] & COMMA else found[0] - 1
    return found if sheet.inside[before] != sheet.inside[found[0]] else None


def _head_before(sheet: Sheet, comma: int, low: int) -> Range | None:
    if sheet.lower[comma - 1] in _CLOSING:
        return subject(sheet, comma, low)
    # "…, and he, once again, pledged"
    if sheet.tags[comma - 1] in _ONLY_SUBJECT:
        return comma - 1, comma
    return _phrase_to(sheet, comma, low)


def _is_inserted(sheet: Sheet, span: Range, low: int) -> bool:
    """Whether a segment between commas is an age, the state of a town before it, or an apposition to a name."""
    start, end = span
    if sheet.lower[start][0].isdigit():  # "Ann Lee, 64,"
        return True
    # "in June, the mayor, Ann Lee, said"
    if sheet.tags[start - 2] & TIME and sheet.tags[start] & DETERMINER:
        return False
    if not sheet.tags[start - 1] & COMMA:
        return False
    if sheet.words[start][-1] == ".":  # "Portland, Ore.,"
        return True
    if not sheet.words[start - 2][0].isupper() or _follows_fronted(sheet, span, low):
        return False
    # "Lee of Irvine, San Jose, who came, said", but "In Rome, Ann Lee, who came, said"
    if end == start + 2 and sheet.words[start + 1][0].isupper() and sheet.tags[low] not in _ADJUNCT:
        return bool(sheet.tags[start - 3] & PREPOSITION)
    # "Paris, Texas,", "Lee, an envoy,"
    if end == start + 1 or sheet.lower[start] in _ARTICLES:
        return True
    return _is_bare_role(sheet, start, end)


def _is_bare_role(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a segment is an office: "Lee, chief executive, Norsund,", but "Lee, his lawyer, Ann Roe, said, was"."""
    return sheet.lower[end - 1] in _SPEAKING if not sheet.tags[start] & POSSESSIVE else False


def _follows_fronted(sheet: Sheet, span: Range, low: int) -> bool:
    """Whether a role with its bearer's name is behind the comma of a fronted phrase: "In Rome, the mayor, Ann Lee,"."""
    start, end = span
    if sheet.tags[low] not in _ADJUNCT or not sheet.words[end + 1][0].isupper():
        return False
    return not any(tag & COMMA for tag in sheet.tags[low : start - 1])


def _is_apposition(sheet: Sheet, start: int, end: int) -> bool:
    # "Rome, he noted, had agreed to it"
    if sheet.tags[start] & _BEGINS_NOTE and _is_finite(sheet, end - 1):
        return False
    # "Ann Lee, no relation, said"
    if sheet.lower[start] == "no":
        return False
    # "Ann Lee, managing director of Norsund, said"
    if sheet.tags[start] & ING and sheet.lower[start + 1] in _SPEAKING:
        return True
    # "Lee, his voice breaking, said"
    if sheet.tags[start] & POSSESSIVE and sheet.tags[end - 1] & ING:
        return False
    # "The paper, seen by the bank, warns"
    if sheet.lower[start + 1] == "by":
        return False
    # "Ann Lee, 67, of (or from) Mill Lane, said", but "a spokesman, of Ohio, said"
    if sheet.lower[start] in _FROM and not sheet.words[start - 2].islower():
        return sheet.words[start + 1][0].isupper()
    # "the owner, (Oslo-based) Norsund, said", but "the owner, backed by Norsund, said"
    if sheet.tags[start] not in _NO_APPOSITION:
        return True
    return sheet.words[start][0].isupper()


def _partner(sheet: Sheet, comma: int, low: int) -> int | None:
    """The comma that opens the insertion which `comma` closes."""
    for j in range(comma - 1, max(low, comma - _LONGEST_INSERTION) - 1, -1):
        tag = sheet.tags[j]
        if not tag:  # as most words
            continue
        if tag & COMMA:
            return j
        if tag & _STOP_OR_MARK and not is_plural_possessive(sheet, j):
            return None
    return None


def first_subject(sheet: Sheet, low: int, end: int) -> Range | None:
    """The first noun phrase of a clause after its fronted adjuncts, appositions included."""
    k = _after_fronted(sheet, low, end)
    stop = noun_phrase(sheet, k, end)
    # "Thousands marched, calling for a truce"
    if stop == k < end and sheet.lower[k] in _CROWDS:
        return k, k + 1
    # "In Bath, Me., | a clerk came and said"
    if k > low and is_at(sheet, stop, end, COMMA) and sheet.words[stop - 1][-1] == ".":
        k, stop = stop + 1, noun_phrase(sheet, stop + 1, end)
    # "The bank | cut its forecast and warned …": a noun has no other phrase right behind it
    if k + 1 < stop < end and (_begins_object(sheet, stop) or _is_verb_in_past(sheet, k, stop - 1)):
        stop -= 1
    return (k, _with_appositions(sheet, stop, end)) if stop > k else None


def _is_verb_in_past(sheet: Sheet, start: int, k: int) -> bool:
    """Whether a phrase with an article ends in a verb: "The crowd | cheered as Lee came", but "The accused"."""
    # "But thousands | marched, calling for a truce"
    if sheet.lower[start] in _CROWDS:
        return sheet.lower[k].endswith("ed")
    if k - start < _FEWEST_BEFORE_VERB:
        return False
    # "The firm | put out a statement", "Ann Lee | hit back, saying …"
    if sheet.lower[k] in _PAST_AS_BASE and (sheet.tags[start] & DETERMINER or sheet.words[k - 1][0].isupper()):
        return True
    if not sheet.tags[start] & DETERMINER:
        return False
    return sheet.lower[k].endswith("ed")


def _with_appositions(sheet: Sheet, stop: int, end: int) -> int:
    """Where a phrase ends with the ages and appositions behind it: "Lee, 70, | came and said", "Lee, an envoy, | …"."""
    while is_at(sheet, stop, end, COMMA) and _may_be_apposition(sheet, stop):
        start = stop + 1
        close = noun_phrase(sheet, start, end)
        if not is_at(sheet, close, end - 1, COMMA):
            return stop
        # "Lee, an envoy, and Roe came and said": a list
        if sheet.tags[close + 1] & COORDINATOR:
            return stop
        stop = close
    return stop


def _may_be_apposition(sheet: Sheet, comma: int) -> bool:
    """Whether an age, a role, or the name of who is described is behind a comma: "One of the men, Jo Berg, 70, …"."""
    start = comma + 1
    if sheet.lower[start].isdigit():
        return True
    if sheet.lower[start] in _ARTICLES:
        return True
    if not sheet.words[start][0].isupper():
        return False
    return sheet.words[comma - 1].islower()


def _begins_object(sheet: Sheet, k: int) -> bool:
    """Whether an article or a possessive is behind a word in lower case, which makes it a verb."""
    if not sheet.words[k - 1].islower() or sheet.tags[k - 1]:
        return False
    if sheet.tags[k] in _ONLY_DETERMINER:
        return True
    return sheet.lower[k] in _OWNERS


def _behind_rate(sheet: Sheet, k: int) -> int:
    """The token behind how often something happens: "Once a year | an inspector", "Three times a week | a guard"."""
    count = k + 1 if sheet.lower[k + 1] == "times" else k
    if sheet.lower[count] not in _RATES:
        return k
    behind = count + 3
    # "Once a guard left, …", "Once a year passes, …"
    return behind if fits(sheet, count + 1, _EACH, _TIME_UNITS) and is_name_at(sheet, behind, _BEGINS_OWN) else k


def _after_fronted(sheet: Sheet, k: int, end: int) -> int:
    """The token after conjunctions, adverbs, times and the adjuncts that a comma closes."""
    tags, lower = sheet.tags, sheet.lower
    while k < end:
        if (behind := _behind_rate(sheet, k)) > k:
            k = behind
        elif lower[k] in _FRONTED:
            k = next((c for c in range(k, end) if tags[c] & COMMA), end)
        elif (behind := after_time(sheet, k, end)) > k:
            k = behind
        elif lower[k] in _PASSED or tags[k] & TIME:
            k += 1
        elif _opens_adjunct(sheet, k):
            comma = next((c for c in range(k, end) if tags[c] & COMMA), end)
            # "At the forum | he went further, telling them …", but "At the forum that he held, Lee went further, …"
            pronouns = (c for c in range(k + 1, comma) if tags[c] in _ONLY_SUBJECT and not tags[c] & RELATIVE)
            k = next(pronouns, comma) if comma == end - 1 else comma
        else:
            return k
    return end


def _opens_adjunct(sheet: Sheet, k: int) -> bool:
    """Whether an adjunct is fronted, which a comma closes: "In Rome, …", but "About 200 people"."""
    if sheet.lower[k + 1].isdigit() and sheet.lower[k] in _AROUND:
        return False
    return sheet.tags[k] in _ADJUNCT or _is_participle(sheet, k)


def _is_participle(sheet: Sheet, k: int) -> bool:
    """Whether a participle is fronted: "Speaking in Rome, …", "Asked about it, …"."""
    return bool(sheet.tags[k] & ING or form_at(sheet, k) & PARTICIPLE)
