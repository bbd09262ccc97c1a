"""What stands behind a reporting verb: clause, quotation, to-clause, noun phrase, object with preposition."""

from typing import NamedTuple

from blocquotes.suggest.clauses import noun_phrase
from blocquotes.suggest.inflection import FINITE, GERUND
from blocquotes.suggest.lexicon import ADDRESSEE, CLAUSE, NOUN, OBJECT_TO, QUOTING, SMALL, THAT, TO, Frame
from blocquotes.suggest.reading import Page, Range, bounds
from blocquotes.suggest.vocabulary import (
    ADVERB, AUXILIARY, BE, BRACKET, COMMA, COORDINATOR, CUE, DASH, DETERMINER, HAVE, MARK, OBJECT, POSSESSIVE, PREPOSITION, QUESTION, RELATIVE,
    STOP, SUBJECT, SUBORDINATOR, TIME, VENUE, VERB,
)


_SUBORDINATE = frozenset("while although though if whereas because since when after as before until once".split(" "))


class Government(NamedTuple):
    """What a verb governs: `kind` is quote, colon, that, to, prep, object, small, noun, bare, comma or none."""

    kind: str
    content: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    comma: bool = False


def govern(page: Page, i: int, high: int, frame: Frame, quoted_left: bool, passive: bool = False) -> Government:
    """Reads on from the verb at `i` over adverbs, adjuncts and addressees to what it governs."""
    tags, lower, inside = page.tags, page.lower, page.inside
    k = i + 1
    cue: tuple[Range, ...] = ()
    agent: Range | None = None
    if k + 1 < high and lower[k] in ("out", "up", "back") and lower[k + 1] in frame.prepositions:
        k += 1
    if frame.particles == _CLEAR and k < high and lower[k] not in ("clear", "it"):
        return _made_clear(page, k, high)
    if frame.particles:
        k += k < high and lower[k] == "it"
        if k >= high or lower[k] not in frame.particles:
            return Government("none")
        cue = ((k, k + 1),)
        k += 1
    addressed = False
    commas = 0
    adjuncts = 0
    quotable = frame.flags & (QUOTING | CLAUSE | THAT | NOUN | SMALL)
    while k < high:
        tag, word = tags[k], lower[k]
        if inside[k] != inside[i]:
            if not quotable or quoted_left and not tags[k - 1] & (COMMA | STOP):
                return Government("none")
            return Government("quote", (clause_range(page, k, high),), cue, agent, commas > 0)
        if word == ":":
            if k + 1 < high:
                return Government("colon", (clause_range(page, k + 1, high),), cue, agent)
            return Government("colon", (), cue, agent)
        if tag & COMMA:
            if k + 1 < high and inside[k + 1] != inside[i]:
                return Government("quote", (clause_range(page, k + 1, high),), cue, agent, True)
            if quoted_left:
                k += 1
                continue
            if k + 1 < high and lower[k + 1] == "that":
                return Government("that", (clause_range(page, k + 1, high),), cue, agent)
            partner = next((c for c in range(k + 1, min(k + 15, high - 1)) if tags[c] & COMMA), None)
            if partner and not _verb_between(page, k + 1, partner) and (lower[partner + 1] == "that" or inside[partner + 1] != inside[i]):
                k = partner
                continue
            if k + 1 < high and not _new_clause(page, k + 1, high):
                return Government("comma", (clause_range(page, k + 1, high),))
            return Government("none")
        if quoted_left:
            if tag & (STOP | DASH | COORDINATOR) or _verb_between(page, k, k + 1):
                return Government("none")
            k += 1
            continue
        if word == "that" and frame.flags & (CLAUSE | THAT) and not _is_relative(page, k, high, adjuncts):
            return Government("that", (clause_range(page, k, high),), cue, agent)
        if tag & QUESTION and frame.flags & (CLAUSE | THAT) and (not adjuncts or word in ("whether", "how", "why", "what")):
            return Government("that", (clause_range(page, k, high),), cue, agent)
        if word == "to" and (frame.flags & TO or passive and frame.flags & (OBJECT_TO | CLAUSE)) and k + 1 < high and not tags[k + 1] & (DETERMINER | POSSESSIVE) and not lower[k + 1].endswith("ing"):
            return Government("to", (clause_range(page, k, high, "to"),), cue, agent)
        if word in frame.prepositions and not adjuncts:
            return Government("prep", (clause_range(page, k + 1, high, "noun"),), (*cue, (i + 1, k + 1)), agent)
        if word in frame.object_prepositions and (passive or k == i + 1):
            return Government("object", (clause_range(page, k + 1, high, "noun"),), (*cue, (k, k + 1)), agent)
        if passive and word == "by":
            end = noun_phrase(page, k + 1, high)
            agent = (k + 1, end) if end > k + 1 else None
            k = max(end, k + 1)
            continue
        if tag & (ADVERB | TIME) and not tag & (DETERMINER | SUBJECT) or word.endswith("ly"):
            k += 1
            continue
        if frame.flags & ADDRESSEE and not addressed and not passive:
            end = noun_phrase(page, k, high)
            following = lower[end] if end < high else ""
            if frame.flags & OBJECT_TO and (following == "to" or lower[end : end + 2] == ["not", "to"]):
                return Government("to", (clause_range(page, k, high, "to"),), cue, agent)
            addressed = True
            if end > k:
                k = end
                continue
        if tag & (PREPOSITION | SUBORDINATOR) and not tag & (DETERMINER | SUBJECT):
            end = noun_phrase(page, k + 1, high)
            adjuncts += 1
            k = max(end, k + 1)
            continue
        if tag & (STOP | DASH | BRACKET):
            return Government("none")
        return _bare(page, i, k, high, frame, cue, agent, passive, adjuncts)
    return Government("none")


def _verb_between(page: Page, start: int, end: int) -> bool:
    """Whether a reporting verb stands in the range."""
    tags, lower = page.tags, page.lower
    return any(
        tags[k] & CUE and lower[k] in page.verbs and page.verbs[lower[k]][1] & (FINITE | GERUND) and not tags[k - 1] & (DETERMINER | POSSESSIVE | PREPOSITION)
        for k in range(start, end)
    )


_CLEAR = frozenset(("clear",))


def _made_clear(page: Page, k: int, high: int) -> Government:
    """`made … clear`: the noun phrase between is the content, the result word a second part of the cue."""
    for at in range(k + 1, min(k + 12, high)):
        if page.lower[at] == "clear":
            end = at - (page.lower[at - 1].endswith("ly"))
            return Government("object", ((k, end),), ((at, at + 1),))
        if page.tags[at] & (COMMA | STOP | MARK | AUXILIARY):
            break
    return Government("none")


def _is_relative(page: Page, k: int, high: int, adjuncts: int) -> bool:
    """Whether "that" at `k` stands for a noun before it, as a verb follows."""
    if k + 1 >= high:
        return True
    tag, word = page.tags[k + 1], page.lower[k + 1]
    if tag & AUXILIARY:
        return True
    return bool(adjuncts and (tag & VERB or tag & CUE and word in page.verbs and page.verbs[word][1] & FINITE))


def _bare(page: Page, i: int, k: int, high: int, frame: Frame, cue: tuple[Range, ...], agent: Range | None, passive: bool, adjuncts: int) -> Government:
    flags = frame.flags
    tags, lower = page.tags, page.lower
    if lower[k] in ("little", "nothing", "much", "anything", "something", "goodbye", "hello"):
        return Government("none")
    if frame.object_prepositions and not passive:
        for p in range(k + 1, min(k + 14, high)):
            if lower[p] in frame.object_prepositions and page.inside[p] == page.inside[i] and lower[p + 1 : p + 2] != ["well"]:
                return Government("object", ((k, p), clause_range(page, p + 1, high, "noun")), (*cue, (p, p + 1)), agent)
            if tags[p] & (STOP | AUXILIARY | RELATIVE | MARK) and not tags[p] & POSSESSIVE or tags[p] & COMMA and not page.words[p + 1][0].isupper():
                break
    if flags & SMALL:
        return Government("small", (clause_range(page, k, high, "small"),), cue, agent)
    if flags & OBJECT_TO and not passive:
        end = noun_phrase(page, k, high)
        if end < high and lower[end] in ("to", "not"):
            return Government("to", (clause_range(page, k, high, "to"),), cue, agent)
    if adjuncts and not (tags[k] & SUBJECT or tags[k - 1] & TIME):
        return Government("none")
    if flags & CLAUSE and not passive and _has_verb(page, k, high, bool(flags & NOUN)):
        return Government("bare", (clause_range(page, k, high),), cue, agent)
    if flags & NOUN and not adjuncts:
        return Government("noun", (clause_range(page, k, high, "noun"),), cue, agent)
    if flags & CLAUSE and page.lower[i] == "said" and high - k > 3:
        return Government("bare", (clause_range(page, k, high),), cue, agent)
    return Government("none")


def _has_verb(page: Page, k: int, high: int, nominal: bool) -> bool:
    """Whether a finite verb is in sight before the clause ends."""
    for j in range(k, min(k + 25, high)):
        tag = page.tags[j]
        if nominal and (tag & COMMA or page.lower[j] in ("during", "as", "after", "because", "when")):
            return False
        if tag & (STOP) or page.lower[j] in ("that", "who", "which"):
            return False
        if tag & AUXILIARY and not tag & POSSESSIVE:
            return True
        if tag & VERB and not (nominal and page.words[j - 1][0].islower() and page.lower[j - 1][-1] != "s"):
            return True
        if tag & CUE and page.lower[j] in page.verbs and page.verbs[page.lower[j]][1] & FINITE and j > k and not page.tags[j-1] & (DETERMINER | POSSESSIVE | PREPOSITION):
            return True
        if page.lower[j].endswith("ed") and j > k:
            return True
    return False


def _new_clause(page: Page, k: int, high: int) -> bool:
    """Whether what follows a comma turns to something else: a participle, a coordinated or subordinate clause."""
    tag, word = page.tags[k], page.lower[k]
    if tag & COORDINATOR:
        return not (k + 1 < high and page.tags[k + 1] & (SUBJECT | DETERMINER))
    if word.endswith("ing") or word in ("according", "while", "who", "which", "after", "when", "as", "before", "citing", "in", "during", "at", "on", "although", "though", "where"):
        return True
    return False


def clause_range(page: Page, start: int, high: int, kind: str = "that") -> Range:
    """The content from `start` to where its clause ends."""
    tags, lower, inside = page.tags, page.lower, page.inside
    own = inside[start - 1] if start else -1
    k = start
    subordinate, inserted, relative = _embedding(page, start)
    while k < high:
        if inside[k] != own and inside[k] >= 0:
            q = page.quotations[inside[k]]
            k = q.end
            mark = page.words[k - 2] if q.closed else ""
            if mark == "," and _breaks_after_comma(page, k, high, kind):
                break
            if mark in ("!", "?", ".") and q.start <= start + 1:
                break
            continue
        tag = tags[k]
        if tag & DASH and inserted:
            break
        if tag & COMMA:
            if subordinate or relative and _finite_follows(page, k + 1, high) or _breaks_after_comma(page, k + 1, high, kind):
                break
        elif tag & STOP and (lower[k] == ";" or lower[k] == ":" and kind in ("noun", "small")):
            break
        elif kind == "noun" and k == start and tag & OBJECT and not tag & POSSESSIVE:
            k += 1
            break
        elif tag & COORDINATOR and k > start and _cue_follows(page, k + 1, high, kind):
            break
        elif kind in ("noun", "small") and k > start and _adjunct_begins(page, k, high, kind):
            break
        k += 1
    k = min(k, high)
    while k > start and (tags[k - 1] & (COMMA | STOP | DASH)) and inside[k - 1] == own:
        k -= 1
    return start, max(k, start)


def _embedding(page: Page, start: int) -> tuple[bool, bool, bool]:
    """Whether a subordinate clause that begins the sentence, a dash, a relative clause is open at `start`."""
    low = bounds(page, start - 1)[0] if start else 0
    while low < start - 1 and page.lower[low] in ("but", "and", "so", ","):
        low += 1
    subordinate = page.lower[low] in _SUBORDINATE
    dashes = 0
    relative = False
    for k in range(low, start):
        tag = page.tags[k]
        if tag & COMMA:
            subordinate = False
            relative = k + 1 < start and bool(page.tags[k + 1] & RELATIVE)
        dashes += bool(tag & DASH)
    return subordinate, dashes % 2 == 1, relative


def _finite_follows(page: Page, k: int, high: int) -> bool:
    """Whether a finite verb follows, with only adverbs before it."""
    while k < high and (page.tags[k] & ADVERB or page.lower[k].endswith("ly")):
        k += 1
    if k >= high:
        return False
    if page.tags[k] & (AUXILIARY | VERB):
        return True
    return bool(page.tags[k] & CUE and page.lower[k] in page.verbs and page.verbs[page.lower[k]][1] & FINITE)


def _breaks_after_comma(page: Page, k: int, high: int, kind: str) -> bool:
    tags, lower = page.tags, page.lower
    if k >= high:
        return True
    if tags[k] & MARK and page.inside[k] != page.inside[k - 1] and page.quotations[page.inside[k]].start == k:
        return False
    word, tag = lower[k], tags[k]
    while k + 1 < high and tag & ADVERB:
        k += 1
        word, tag = lower[k], tags[k]
    if word == "according":
        return True
    if tag & CUE and word in page.verbs and page.verbs[word][1] & GERUND:
        return True
    if tag & COORDINATOR and _cue_follows(page, k + 1, high, kind):
        return True
    if kind in ("noun", "small"):
        if word in ("including", "especially", "particularly", "such", "notably"):
            return False
        if tag & COORDINATOR or tag & RELATIVE and word != "that":
            return bool(tag & COORDINATOR) and word == "but"
        return bool(tag & (SUBORDINATOR | PREPOSITION | SUBJECT | ADVERB)) or word.endswith("ing")
    return False


def _cue_follows(page: Page, k: int, high: int, kind: str) -> bool:
    """Whether a finite reporting verb follows, with only auxiliaries and adverbs before it."""
    tags, lower = page.tags, page.lower
    j = k
    while j < high and j < k + 4 and tags[j] & (ADVERB | AUXILIARY) or j < high and lower[j].endswith("ly"):
        j += 1
    if j >= high or not tags[j] & CUE or lower[j] not in page.verbs:
        return False
    frame, bits = page.verbs[lower[j]]
    if kind == "that" and (frame.medium == "thought" or any(tags[x] & (BE | AUXILIARY) and not tags[x] & HAVE for x in range(k, j))):
        return False
    if bits & GERUND:
        return kind in ("noun", "small") and j == k
    return bool(bits & FINITE) and not (bits & 1 and j == k and kind == "to")


def _adjunct_begins(page: Page, k: int, high: int, kind: str) -> bool:
    """Whether an adjunct of the reporting verb begins at `k`: when, where or on what occasion."""
    tag, word = page.tags[k], page.lower[k]
    if tag & TIME and page.words[k][0].isupper():
        return True
    if tag & DASH:
        return True
    if word == "by" and page.lower[k + 1 : k + 2] and page.lower[k + 1].endswith("ing"):
        return True
    if word in ("when", "while", "because", "although", "though", "if", "unless", "after", "before", "during"):
        return kind != "to"
    if word in ("in", "on", "at"):
        nxt = page.tags[k + 1 : min(k + 5, high)]
        return any(t & (TIME | VENUE) for t in nxt)
    return False


def unquoted_end(page: Page, k: int, high: int) -> tuple[Range, ...]:
    """A quotation that goes on after the verb and its subject: `“…,” said X, “…”`."""
    tags, inside = page.tags, page.inside
    own = inside[k - 1]
    while k < high:
        if inside[k] != own:
            return (clause_range(page, k, high),) if tags[k - 1] & (COMMA | STOP | DASH) else ()
        if page.tags[k] & CUE and page.lower[k] in page.verbs:
            return ()
        k += 1
    return ()
