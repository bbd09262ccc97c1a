"""The passage of a seed most similar to an anchor's words that do not occur in it; used in hints only."""

from collections.abc import Sequence

from blocquotes.model import Anchor, Span
from blocquotes.shown import literal, shown
from blocquotes.sources import line_column

# Characters of an anchor that the nearest passage is looked for with.
LONGEST = 300

# Similarity, of 100, from which a passage is worth showing.
LOWEST = 60

# Length from which the first characters of an anchor occur in the seed only at the place that was meant.
SURE = 30

# Characters shown on each side of the first difference.
AROUND = 10


def nearest_passage(words: str, seed: str, file: str, areas: Sequence[Span]) -> str:
    """The passage of the areas most similar to the words, with its place in the seed; empty if none is similar.

    `file` is the path of the seed from the root, such as `seeds/<name>.txt`.
    """
    span = nearest_span(words, seed, areas)
    if span is None:
        return ""
    line, column = line_column(seed, span.start)
    passage = seed[span.start : span.end]
    text = literal(passage) if len(passage) <= LONGEST else shown(passage)
    return f"{file}:{line}:{column} has {text}{_difference(words, passage)}"


def nearest_span(words: str, seed: str, areas: Sequence[Span]) -> Span | None:
    """The place of the passage of the areas most similar to the words, in complete words; None if none is similar."""
    place, known = _beginning(words, seed, areas)
    begun = Span(place, min(place + len(words), len(seed)))
    found = begun if known >= SURE else _most_like(words, seed, areas)
    return whole_words(seed, found, words) if found else None


def _beginning(words: str, seed: str, areas: Sequence[Span]) -> tuple[int, int]:
    """Where the longest prefix of the words that the areas contain begins, and its length."""
    place, low, high = 0, 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        hits = (seed.find(words[:middle], area.start, area.end) for area in areas)
        hit = next((hit for hit in hits if hit != -1), -1)
        place, low, high = (hit, middle, high) if hit != -1 else (place, low, middle - 1)
    return place, low


def _most_like(words: str, seed: str, areas: Sequence[Span]) -> Span | None:
    found = [(_align(words[:LONGEST], seed[area.start : area.end]), area.start) for area in areas]
    score, start, end = max(((score, a + base, b + base) for (score, a, b), base in found), default=(0.0, 0, 0))
    return Span(start, end) if score >= LOWEST else None


def _align(words: str, text: str) -> tuple[float, int, int]:
    from rapidfuzz import fuzz

    alignment = fuzz.partial_ratio_alignment(words, text)
    return (alignment.score, alignment.dest_start, alignment.dest_end) if alignment else (0.0, 0, 0)


def whole_words(seed: str, span: Span, words: str) -> Span:
    """The span extended to complete words, without white space at its edges.

    Where `words` begin or end with a mark, the marks at that edge in the seed are included too.
    """
    found = seed[span.start : span.end]
    start, end = span.start + len(found) - len(found.lstrip()), span.end - len(found) + len(found.rstrip())
    while start > 0 and _goes_on(seed[start - 1], seed[start], words[0]):
        start -= 1
    while end < len(seed) and _goes_on(seed[end], seed[end - 1], words[-1]):
        end += 1
    return Span(start, end)


def _goes_on(beyond: str, edge: str, wanted: str) -> bool:
    return (beyond.isalnum() and edge.isalnum()) or not (beyond.isspace() or wanted.isalnum())


def _difference(words: str, passage: str) -> str:
    """Where the words leave a passage that begins like them, on a separate line; empty if it does not."""
    from rapidfuzz.distance import Prefix

    same = Prefix.similarity(words, passage)
    if same == len(words) or words[1:4] != passage[1:4]:
        return ""
    start = max(0, same - AROUND)
    here, there = words[start : same + AROUND], passage[start : same + AROUND]
    return f"\nthe first difference: the file has {shown(here)}, the seed {shown(there)}"


def shown_anchor(anchor: Anchor) -> str:
    """An anchor as it is written in a file."""
    fields = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return literal({key: words for key, words in fields.items() if words})
