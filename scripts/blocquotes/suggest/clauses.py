"""Shallow syntax: verb groups, subjects and noun phrases around a reporting word, by closed classes alone."""

from typing import NamedTuple

from blocquotes.suggest.lexicon import AMBIGUOUS
from blocquotes.suggest.reading import Page, Range
from blocquotes.suggest.vocabulary import (
    ADVERB,
    AUXILIARY,
    BE,
    BRACKET,
    COMMA,
    COORDINATOR,
    CUE,
    DASH,
    DETERMINER,
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
    VENUE,
    VERB,
)
from blocquotes.suggest.inflection import FINITE, GERUND, PARTICIPLE

_EDGE = STOP | MARK | DASH | BRACKET
_HYPOTHETICAL = frozenset("will would could may might should shall 'll can must if whether".split(" "))
_REFUSING = frozenset(
    "refuse refused refuses refusing decline declined declines declining fail failed fails failing".split(" ")
)
_TITLES = frozenset("mr. mrs. ms. dr. sen. rep. gov. gen. president senator governor secretary".split(" "))
_LEADING = frozenset("and but or so yet still however meanwhile then also now even when".split(" "))
_CLAUSE_OPENERS = frozenset(
    "that if when because while although though unless whereas once than so whether lest whenever".split(" ")
)
_DEICTIC = frozenset("this that these those".split(" "))
_TEMPORAL = frozenset("after before since until as where wherever".split(" "))


class Group(NamedTuple):
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


def verb_group(page: Page, i: int, low: int, form: int) -> Group:
    """The auxiliaries, negation and adverbs to the left of the verb at token `i`."""
    tags, lower = page.tags, page.lower
    start, j = i, i - 1
    be = have = negated = hypothetical = infinitive = False
    while j >= low:
        tag, word = tags[j], lower[j]
        if tag & AUXILIARY and not (word == "'s" and not _contracted(page, j, low)):
            if start == i:
                be = bool(tag & BE)
            start = j
            have = have or word in ("has", "have", "had", "'ve", "having")
            negated = negated or bool(tag & NEGATION)
            hypothetical = hypothetical or word in _HYPOTHETICAL
        elif word == "to" and start == i or word == "to" and lower[j + 1] in ("be", "have", "not"):
            infinitive = True
            j -= 1
            break
        elif word in ("not", "never", "n't"):
            negated = True
            start = j if start == i else start
        elif not (tag & ADVERB or word.endswith("ly")) or tag & (SUBJECT | DETERMINER):
            break
        j -= 1
    if infinitive and j >= low and lower[j] in _REFUSING:
        outer = verb_group(page, j, low, PARTICIPLE)
        return Group(outer.start, outer.left, False, True, outer.hypothetical, outer.infinitive)
    passive = be and bool(form & PARTICIPLE)
    return Group(start, j + 1, passive, negated, hypothetical, infinitive)


def _contracted(page: Page, j: int, low: int) -> bool:
    """Whether the 's at `j` is a verb: after a pronoun, as possessives have forms of their own there."""
    return j > low and bool(page.tags[j - 1] & (SUBJECT | QUESTION)) or page.lower[j - 1] in ("that", "this")


def subject(page: Page, end: int, low: int) -> Range | None:
    """The noun phrase that ends before token `end` and begins in the same clause, appositions included."""
    tags, lower = page.tags, page.lower
    j = end - 1
    while j > low and tags[j] & TIME and (lower[j - 1] in ("on", "last", "this", "early", "late", "in") or tags[j] & ADVERB):
        j -= 2 if lower[j - 1] in ("on", "last", "this", "early", "late", "in") else 1
    if j < low:
        return None
    if tags[j] & TIME and j > low and page.words[j][0].isupper():
        j -= 1
    if tags[j] & DASH:
        opening = next((k for k in range(j - 1, max(low, j - 40), -1) if tags[k] & DASH), None)
        return subject(page, opening, low) if opening is not None and opening > low else None
    if lower[j] == ")":
        opening = next((k for k in range(j - 1, max(low, j - 12), -1) if lower[k] == "("), None)
        if opening is not None and opening > low:
            found = subject(page, opening, low)
            return (found[0], j + 1) if found and found[1] == opening else found
    if tags[j] & COMMA:
        return _before_insertion(page, j, low)
    if tags[j] & SUBJECT:
        return (j, j + 1)
    return _phrase_to(page, j + 1, low)


def _phrase_to(page: Page, end: int, low: int) -> Range | None:
    """The noun phrase that ends before `end`, without commas in it."""
    start = _reach(page, end, low)
    if start >= end:
        return None
    found = _trim(page, start, end)
    return _with_list(page, found, low) if found and found[0] == start else found


def _with_list(page: Page, found: Range, low: int) -> Range:
    """The phrase with the earlier members of a list that its "and" closes: "Smith, Jones and Brown"."""
    start, end = found
    if not any(page.lower[k] in ("and", "or") for k in range(start, end)):
        return found
    for _ in range(6):
        k = start - 1
        if k <= low or not page.tags[k] & COMMA:
            break
        k -= 1
        while k >= low and page.words[k][0].isupper() and not page.tags[k] & (TIME | PREPOSITION):
            k -= 1
        if k + 1 == start - 1 or k >= low and not page.tags[k] & COMMA:
            break
        start = k + 1
    return start, end


def _reach(page: Page, end: int, low: int) -> int:
    """How far left words that may belong to one noun phrase and its clause go."""
    tags, lower = page.tags, page.lower
    j = end - 1
    while j >= low:
        tag = tags[j]
        if tag & (_EDGE | COMMA) and not _plural_possessive(page, j):
            break
        word = lower[j]
        if word in _CLAUSE_OPENERS or (word in _TEMPORAL and j + 1 < end):
            if word != "that" or j == low or tags[j - 1] & CUE or tags[j - 1] & (OBJECT | ADVERB):
                break
        if tag & CUE and word in page.verbs and page.verbs[word][1] & FINITE and not tag & MARK:
            if j + 1 < end and _is_verb(page, j, low):
                break
        j -= 1
    return j + 1


def _plural_possessive(page: Page, j: int) -> bool:
    """Whether the mark at `j` is the apostrophe of a plural possessive."""
    return page.words[j] in "’'" and j > 0 and page.lower[j - 1][-1] == "s" and page.inside[j] == page.inside[j - 1]


def _is_verb(page: Page, j: int, low: int) -> bool:
    """Whether the ambiguous reporting word at `j` is a finite verb, judged by the word before it."""
    if j == low:
        return False
    tag = page.tags[j - 1]
    if tag & (SUBJECT | RELATIVE | AUXILIARY):
        return True
    if page.lower[j] in AMBIGUOUS:
        return False
    if tag & (DETERMINER | POSSESSIVE | PREPOSITION):
        return False
    bits = page.verbs[page.lower[j]][1]
    return bits == (bits & (FINITE | PARTICIPLE)) and not bits & 1


def _trim(page: Page, start: int, end: int) -> Range | None:
    """Cuts what is no part of the noun phrase off a stretch of words that ends with it or holds it."""
    tags, lower = page.tags, page.lower
    for k in range(end - 1, start - 1, -1):
        tag = tags[k]
        if tag & RELATIVE and k > start and lower[k] != "that":
            return _trim_left(page, start, k)
        if tag & AUXILIARY and not tag & POSSESSIVE:
            relative = next((r for r in range(k - 1, max(start, k - 6), -1) if tags[r] & RELATIVE), None)
            if relative is not None and relative > start:
                return _trim_left(page, start, relative)
            start = k + 1
            break
    return _trim_left(page, start, end)


def _trim_left(page: Page, start: int, end: int) -> Range | None:
    tags, lower = page.tags, page.lower
    if start + 1 < end and tags[start] & (RELATIVE | QUESTION):
        start += 1
    while start < end and (lower[start] in _LEADING or tags[start] & ADVERB and not tags[start] & DETERMINER or lower[start].endswith("ly") and start + 1 < end):
        start += 1
    if start + 1 < end and lower[start] in ("about", "over", "around", "under") and tags[start + 1] & DETERMINER:
        return start, end
    if start < end and tags[start] & PREPOSITION and lower[start] not in ("than",):
        start = _after_adjunct(page, start, end)
    while end > start and (tags[end - 1] & (ADVERB | TIME | COORDINATOR) or lower[end - 1] == "on" or lower[end - 1].endswith("ly") and page.words[end - 1][0].islower()):
        end -= 1
    return (start, end) if start < end else None


def _after_adjunct(page: Page, start: int, end: int) -> int:
    """Where the next noun phrase begins after a leading preposition and its own noun phrase."""
    tags, words = page.tags, page.words
    k = start + 1
    if k < end and tags[k] & (DETERMINER | POSSESSIVE):
        k += 1
    while k < end:
        upper = words[k][0].isupper()
        if tags[k] & (DETERMINER | SUBJECT) or (upper and not words[k - 1][0].isupper() and k > start + 1):
            if not tags[k - 1] & (PREPOSITION | POSSESSIVE | COORDINATOR) and not tags[k] & TIME:
                return k
        if tags[k - 1] & TIME and upper and not tags[k] & TIME:
            return k
        k += 1
    return end


def _before_insertion(page: Page, comma: int, low: int) -> Range | None:
    """The subject before insertions between commas that end at `comma`: appositions, ages, places, clauses."""
    end = comma
    for _ in range(4):
        first = _partner(page, comma, low)
        if first is None or first == low:
            return None
        if not _is_apposition(page, first + 1, comma):
            end = first
        head = _phrase_to(page, first, low) if not page.tags[first - 1] & COMMA else None
        if page.lower[first - 1] == ")":
            head = subject(page, first, low)
        if head and not page.lower[head[0]][0].isdigit() and not _is_place(page, head, first):
            return (head[0], end) if head[1] == first or head[1] == end else head
        comma = first
    return None


def _is_place(page: Page, span: Range, end: int) -> bool:
    """Whether a segment between commas is a state that follows a town, or an apposition that follows a name."""
    before = page.tags[span[0] - 1] if span[0] else 0
    if not before & COMMA:
        return False
    word = page.words[span[0]]
    return word[-1] == "." or page.lower[span[0]] in ("a", "an", "the") and page.words[span[0] - 2][0].isupper()


def _is_apposition(page: Page, k: int, end: int) -> bool:
    tag, word = page.tags[k], page.lower[k]
    if tag & (RELATIVE | AUXILIARY | COORDINATOR | SUBORDINATOR | ADVERB | TIME) and not tag & DETERMINER:
        return False
    if tag & PREPOSITION or word.endswith(("ing", "ed")):
        return False
    return end - k <= 30


def _partner(page: Page, comma: int, low: int) -> int | None:
    """The comma that opens the insertion which `comma` closes."""
    tags = page.tags
    for j in range(comma - 1, max(low, comma - 40) - 1, -1):
        if tags[j] & COMMA:
            return j
        if tags[j] & (STOP | MARK):
            return None
    return None


def first_subject(page: Page, low: int, end: int) -> Range | None:
    """The first noun phrase of a clause after its fronted adjuncts."""
    tags, lower = page.tags, page.lower
    k = low
    while k < end and (lower[k] in _LEADING or tags[k] & (ADVERB | COMMA | MARK) and not tags[k] & DETERMINER):
        k += 1
    if k + 1 < end and tags[k] & TIME:
        while k < end and tags[k] & (TIME | COMMA):
            k += 1
        return first_subject(page, k, end)
    if k < end and (tags[k] & (PREPOSITION | SUBORDINATOR) or lower[k].endswith("ing")) and not tags[k] & SUBJECT:
        comma = next((c for c in range(k, end) if tags[c] & COMMA), None)
        if comma is None:
            return None
        return first_subject(page, comma + 1, end)
    if k >= end:
        return None
    if tags[k] & SUBJECT:
        return (k, k + 1)
    stop = noun_phrase(page, k, end)
    return (k, stop) if stop > k else None


def noun_phrase(page: Page, i: int, high: int) -> int:
    """The end of the noun phrase that begins at `i`, with what "of", "for" and the like hang on to it; `i` if none."""
    tags, lower, words = page.tags, page.lower, page.words
    if i >= high:
        return i
    if tags[i] & (SUBJECT | OBJECT) and not tags[i] & (POSSESSIVE | DETERMINER):
        return i + 1
    k = i
    named = words[i][0].isupper()
    common = False
    while k < high:
        tag, word = tags[k], lower[k]
        if tag & (_EDGE | COMMA | RELATIVE | SUBJECT) and not (tag & DETERMINER and k == i):
            break
        if tag & (AUXILIARY | VERB | SUBORDINATOR) and not tag & (POSSESSIVE | PREPOSITION):
            if not (tag & VERB and k > i and tags[k - 1] & (DETERMINER | POSSESSIVE) and lower[k - 1] not in _DEICTIC):
                break
        if tag & DETERMINER and k > i and not tags[k - 1] & (PREPOSITION | DETERMINER | COORDINATOR | POSSESSIVE):
            break
        if tag & CUE and word in page.verbs and k > i and _ends_phrase(page, k):
            break
        if tag & PREPOSITION and k > i and not _attaches(page, k, high, common):
            break
        if tag & COORDINATOR and not _joins(page, k, high):
            break
        if tag & (ADVERB | TIME) and k > i and not tag & (DETERMINER | VENUE) and not words[k][0].islower():
            break
        if k > i and (tag & ADVERB and not tag & DETERMINER or word.endswith("ly") and word == words[k]):
            break
        if k > i and word.endswith("ed") and word == words[k] and words[k - 1][0].isupper() and not tags[k - 1] & DETERMINER:
            break
        common = common or (word.isalpha() and word == words[k] and not tag & (DETERMINER | PREPOSITION))
        k += 1
    while k > i and tags[k - 1] & (PREPOSITION | COORDINATOR | DETERMINER) and not tags[k - 1] & OBJECT:
        k -= 1
    return k if named or common or k > i else i


def _ends_phrase(page: Page, k: int) -> bool:
    """Whether a reporting word after other words is a verb, so that the noun phrase ends before it."""
    bits = page.verbs[page.lower[k]][1]
    before = page.tags[k - 1]
    if before & (DETERMINER | POSSESSIVE | PREPOSITION):
        return False
    if bits & GERUND:
        return bool(k + 1 < len(page.tags) and page.tags[k + 1] & (DETERMINER | SUBJECT | MARK | QUESTION))
    return bool(bits & FINITE) and not bits & 1 and page.lower[k] not in AMBIGUOUS


def _attaches(page: Page, k: int, high: int, common: bool) -> bool:
    """Whether the preposition at `k` goes on with the noun phrase instead of beginning an adjunct of the clause."""
    word = page.lower[k]
    if word == "of":
        return True
    if not common or word not in ("for", "at", "with", "from", "in", "to", "on"):
        return False
    following = page.tags[k + 1 : min(k + 5, high)]
    return not any(tag & (TIME | VENUE) for tag in following)


def _joins(page: Page, k: int, high: int) -> bool:
    """Whether a coordinator joins two noun phrases: a name, determiner or noun follows and no verb."""
    if k + 1 >= high or page.lower[k] not in ("and", "or", "&"):
        return False
    tag, word = page.tags[k + 1], page.lower[k + 1]
    if tag & (SUBJECT | AUXILIARY | VERB | ADVERB | PREPOSITION | SUBORDINATOR | RELATIVE) and not tag & DETERMINER:
        return False
    return not (tag & CUE and word in page.verbs and page.verbs[word][1] & (FINITE | GERUND) and word != "report")


def source_end(page: Page, k: int, high: int) -> int:
    """The end of a name behind its verb with the appositions that follow it."""
    end = noun_phrase(page, k, high)
    tags, lower = page.tags, page.lower
    while end > k and end + 1 < high and tags[end] & COMMA and page.inside[end] == page.inside[k]:
        tag = tags[end + 1]
        if page.inside[end + 1] != page.inside[k] or tag & (RELATIVE | AUXILIARY | COORDINATOR | SUBORDINATOR | ADVERB | TIME | PREPOSITION | MARK | SUBJECT | QUESTION) and not tag & DETERMINER:
            break
        if lower[end + 1].endswith(("ing", "ed")) or tags[end + 1] & VERB:
            break
        stop = noun_phrase(page, end + 1, high)
        if stop == end + 1:
            break
        if stop < high and not tags[stop] & (COMMA | STOP | DASH | RELATIVE | PREPOSITION | SUBORDINATOR):
            break
        end = stop
    return end
