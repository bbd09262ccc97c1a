"""Attributions by nouns: "his claim that …", "calls for …", "a promise to …", with the noun's possessor as source."""

from blocquotes.suggest.attribution import Attribution
from blocquotes.suggest.clauses import noun_phrase, subject
from blocquotes.suggest.government import clause_range
from blocquotes.suggest.lexicon import CLAUSE_NOUNS, TO_NOUNS, WIDE_NOUNS
from blocquotes.suggest.reading import Page, Range, bounds
from blocquotes.suggest.vocabulary import AUXILIARY, DETERMINER, POSSESSIVE, PREPOSITION, QUESTION, VERB

_THOUGHTS = frozenset(
    """belief view opinion fear hope concern worry suspicion assumption expectation conviction impression feeling sense
    doubt confidence optimism understanding perception idea notion speculation""".split()
)
_WIDE_PREPOSITIONS = frozenset("for of to about on against over".split(" "))


def by_noun(page: Page, i: int, before: list[Attribution]) -> Attribution | None:
    """What the reporting noun at token `i` attributes with the that-clause, to-clause or "for" behind it."""
    low, high = bounds(page, i)
    word = page.lower[i]
    at = i + 1
    source: Range | None = None
    if at + 1 < high and page.lower[at] in ("by", "of", "from", "among") and word not in WIDE_NOUNS:
        end = noun_phrase(page, at + 1, high)
        if end < high and page.lower[end] in ("that", "to"):
            source, at = (at + 1, end), end
    if at + 1 >= high or page.inside[at] != page.inside[i]:
        return None
    cue: tuple[Range, ...] = ((i, i + 1),)
    following = page.lower[at]
    if following in ("that", "whether") and word in CLAUSE_NOUNS and not page.tags[at + 1] & (AUXILIARY | VERB):
        content = clause_range(page, at, high)
    elif following == "to" and word in TO_NOUNS and at == i + 1 and not page.tags[at + 1] & (POSSESSIVE | DETERMINER | PREPOSITION):
        content = clause_range(page, at, high, "to")
    elif following == "for" and word in ("call", "calls", "demand", "demands", "appeal", "appeals", "plea", "pleas"):
        content, cue = clause_range(page, at + 1, high, "noun"), ((i, i + 1), (at, at + 1))
    elif page.wide and word in WIDE_NOUNS and following in _WIDE_PREPOSITIONS:
        content, cue = clause_range(page, at + 1, high, "noun"), ((i, i + 1), (at, at + 1))
    else:
        return None
    if content[1] <= content[0] + 1:
        return None
    source = source or _possessor(page, i, low) or _agent(page, i, low, before)
    medium = "thought" if word.rstrip("s") in _THOUGHTS else "speech"
    return Attribution(i, (content,), cue, source, medium, "asserted", "noun")


def _possessor(page: Page, i: int, low: int) -> Range | None:
    """The possessive before a noun and its adjectives."""
    for j in range(i - 1, max(low, i - 4) - 1, -1):
        if page.tags[j] & POSSESSIVE and page.lower[j] != "'s":
            return (j, j + 1)
        if page.lower[j] == "'s" or page.words[j] in "’'":
            return subject(page, j, low)
        if not page.words[j][0].isalpha() or page.tags[j] & (VERB | AUXILIARY | QUESTION):
            return None
    return None


def _agent(page: Page, i: int, low: int, before: list[Attribution]) -> Range | None:
    """The subject of the verb that the noun is the object of: "X made the claim that …"."""
    for j in range(i - 1, max(low, i - 5) - 1, -1):
        tag, word = page.tags[j], page.lower[j]
        if tag & VERB or word in _SUPPORTING:
            end = j
            while end > low and page.tags[end - 1] & AUXILIARY:
                end -= 1
            return subject(page, end, low)
        if not page.words[j][0].isalpha():
            return None
    return None


_SUPPORTING = frozenset(
    """made make makes making expressed express expresses expressing voiced voice issued issue issues repeated raised
    raises raise reiterated gave give gives floated pushed had has have got""".split()
)
