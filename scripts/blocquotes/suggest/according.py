"""Attributions without a verb: "according to", adverbs of report, nouns with their clauses, colons and dashes."""

from blocquotes.suggest.attribution import Attribution, content_start
from blocquotes.suggest.clauses import noun_phrase, source_end
from blocquotes.suggest.government import clause_range
from blocquotes.suggest.reading import Page, bounds, Range
from blocquotes.suggest.vocabulary import COMMA, DASH, MARK, RELATIVE, STOP, SUBORDINATOR


def by_adverb(page: Page, i: int) -> Attribution | None:
    """`X reportedly did Y`: the whole clause around the adverb, in two pieces, with no source."""
    low, high = bounds(page, i)
    start = i
    while start > low and not page.tags[start - 1] & (COMMA | STOP | DASH | MARK | SUBORDINATOR | RELATIVE):
        start -= 1
    start = content_start(page, start, i) + (page.lower[start] == "with")
    content = tuple(r for r in ((start, i), clause_range(page, i + 1, high)) if r[1] > r[0])
    return Attribution(i, content, ((i, i + 1),), None, "speech", "asserted", "adverb") if content else None


def _fronted_end(page: Page, start: int, high: int) -> int:
    """The end of the source of a fronted "according to", with an apposition only where a comma closes it."""
    end = noun_phrase(page, start, high)
    if end < high and page.tags[end] & COMMA and page.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"]):
        stop = noun_phrase(page, end + 1, high)
        if stop < high and page.tags[stop] & COMMA:
            return stop
    return end


def by_according(page: Page, i: int) -> Attribution | None:
    """`According to X, …` and `…, according to X`: the rest of the sentence is the content."""
    low, high = bounds(page, i)
    if page.lower[i + 1 : i + 2] != ["to"] or i + 2 >= high:
        return None
    end = source_end(page, i + 2, high) if i - low >= 3 else _fronted_end(page, i + 2, high)
    if end == i + 2:
        return None
    start = i - (i > low and page.lower[i - 1] in ("but", "and"))
    content: list[Range] = []
    if i - low >= 3:
        left = content_start(page, low, i)
        stop = i
        while stop > left and page.tags[stop - 1] & COMMA:
            stop -= 1
        if stop > left:
            content.append((left, stop))
        if end + 1 < high and page.tags[end] & COMMA and page.lower[end + 1] not in ("who", "which", "but", "and"):
            content.append(clause_range(page, end + 1, high))
    elif end + 1 < high:
        begin = end + bool(page.tags[end] & COMMA)
        content.append(clause_range(page, begin, high))
    content = [r for r in content if r[1] > r[0]]
    if not content:
        return None
    return Attribution(i, tuple(content), ((i, i + 2),), (i + 2, end), "speech", "asserted", "according")
