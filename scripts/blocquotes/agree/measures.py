"""The measures: what is counted in one article, and the figures that summed counts give.

Quotes are counted by the type that the double quotation marks of the seed give them. Contents are compared as sets of
words. Two quotes whose contents have a Jaccard index of at least 0.5 are matched, and their other parts are compared.
A is the reference: recall is the share of A that is in B, precision the share of B that is in A.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, repeat
from operator import mul

from blocquotes import dates
from blocquotes.agree.match import LEAST, match
from blocquotes.agree.passes import Pair, Side
from blocquotes.agree.seed_words import Ids, Words, same_names
from blocquotes.model import QUOTE_TYPES, Quote

# Row of the measures of quotes → the types that it includes.
ROWS = {
    "all": QUOTE_TYPES,
    "direct+mixed": ("direct", "mixed"),
    "direct": ("direct",),
    "mixed": ("mixed",),
    "indirect": ("indirect",),
}

# Measures of quotes, by type; all except the first three are over matched quotes.
#
# `quote-source` is end to end: of all quotes with a source, those that are matched and have the right head word.
QUOTE_MEASURES = {
    "content-words": "content: same words",
    "content-overlap": "content: Jaccard ≥ 0.5",
    "quote-source": "content and source",
    "cue-word": "cue: a word shared",
    "cue-span": "cue: same spans",
    "source-head": "source: head word",
    "source-span": "source: same spans",
    "speaker-name": "speakers: same names",
    "speaker-id": "speakers: same ids",
}

# Measures that have no type of quote.
WHOLE_MEASURES = {
    "mention-span": "mentions: span",
    "mention-type": "mentions: and type",
    "mention-entity": "mentions: and entity",
    "chain-span": "pronouns, descriptions: span",
    "chain-entity": "pronouns, descriptions: and entity",
    "role": "roles: office and affiliation",
    "utterance-links": "utterances: linked pairs",
}

# Labels of matched quotes, as in the files; measured where both sides have them.
#
# `said-on` is over the articles in which both sides date a quote; two dates are the same if the coarser contains the
# finer, and no date is a label too. `said-on-exact` takes only equal dates as the same.
KAPPA_MEASURES = {
    "type": "type",
    "medium": "medium",
    "said-on": "said on",
    "said-on-exact": "said on, same precision",
    "cue-class": "cue class",
    "cue-lemma": "cue lemma",
    "source-form": "source form",
}

# Key of a count: (measure, type, "a", "b", "a found" or "b found"), or for labels (measure, label in A, label in B).
Key = tuple[str, str, str]

# Key of a figure: (measure, row, figure).
Name = tuple[str, str, str]

# Figures by name, as fractions; None if there was nothing to measure.
Figures = Mapping[Name, float | None]

# A count in each of some samples, and a figure in each; None in those that have nothing to measure.
Column = Sequence[int]
Values = Sequence[float | None]

# Two matched quotes: position of the pair of articles, of the quote in A, and of the quote in B.
Node = tuple[int, int, int]


@dataclass(frozen=True)
class Item:
    """A quote prepared for measuring: the words of its parts, its type by the seed's marks, its speakers' names."""

    quote: Quote
    content: Ids
    cue: Ids
    source: Ids
    type: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """A pair of articles: the quotes of A and of B whose content has a word, and which of them are matched.

    `same` maps positions in `a` to positions in `b`, in order.
    """

    pair: Pair
    a: tuple[Item, ...]
    b: tuple[Item, ...]
    same: Mapping[int, int]


def compare(pair: Pair, names: Mapping[str, str]) -> Compared:
    """Matches the quotes of two articles; `names` maps the ids of speakers to names."""
    return compare_items(pair, *(tuple(items(side, pair.words, names)) for side in (pair.a, pair.b)))


def compare_items(pair: Pair, a: tuple[Item, ...], b: tuple[Item, ...]) -> Compared:
    """Matches the quotes of two articles, given their `items`."""
    matched = match([item.content for item in a], [item.content for item in b], LEAST)
    return Compared(pair, a, b, dict(sorted(matched.items())))


def items(side: Side, words: Words, names: Mapping[str, str]) -> Iterator[Item]:
    """The quotes of an article whose content has a word, prepared for measuring; `names` as for `compare`."""
    for quote in side.quotes:
        if content := words.touched(quote.content):
            cue, source = words.touched(quote.cue), words.touched(quote.source)
            yield Item(quote, content, cue, source, words.type(content), tuple(names[id_] for id_ in quote.speakers))


def _same(a: Sequence[Item], b: Sequence[Item]) -> dict[int, int]:
    """What `match` finds for contents that must have the same words, in a third of the time."""
    free: dict[Ids, list[int]] = {}
    for j in reversed(range(len(b))):
        free.setdefault(b[j].content, []).append(j)
    return {i: free[one.content].pop() for i, one in enumerate(a) if free.get(one.content)}


# All measures, and those over the parts of matched quotes.
ALL = frozenset((*QUOTE_MEASURES, *WHOLE_MEASURES, *KAPPA_MEASURES))
OF_PARTS = frozenset(QUOTE_MEASURES) - {"content-words", "content-overlap"}


def count(compared: Compared, wanted: Set[str] = ALL) -> Counter[Key]:
    """The counts of one article, at least those of the measures that are wanted; they can be summed over articles."""
    a, b = compared.a, compared.b
    keys: list[Key] = []
    if "content-words" in wanted:
        keys += _contents("content-words", a, b, _same(a, b))
    if "content-overlap" in wanted:
        keys += _contents("content-overlap", a, b, compared.same)
    if not OF_PARTS.isdisjoint(wanted):
        sides = (("a", a), ("b", b))
        keys += [("quote-source", item.type, side) for side, items in sides for item in items if item.source]
        for i, j in compared.same.items():
            keys += _parts(compared.pair.words, a[i], b[j], wanted)
    for i, j in compared.same.items():
        keys += _labels(a[i].quote, b[j].quote)
    keys += (*_dates(compared), *_mentions(compared.pair, wanted), *_chains(compared.pair, wanted))
    keys += _roles(compared.pair)
    # Counted once: to add to a counter takes longer than to make the few keys of two quotes.
    return Counter(keys)


def _contents(measure: str, a: Sequence[Item], b: Sequence[Item], found: Mapping[int, int]) -> Iterator[Key]:
    """The counts of the contents of both sides, given which of them are matched."""
    yield from [(measure, item.type, "a") for item in a]
    yield from [(measure, item.type, "b") for item in b]
    yield from [(measure, a[i].type, "a found") for i in found]
    yield from [(measure, b[j].type, "b found") for j in found.values()]


def _labels(a: Quote, b: Quote) -> Iterator[Key]:
    """The labels of two matched quotes, if both files have them."""
    for label, in_a, in_b in (
        ("type", a.type, b.type),
        ("medium", a.medium, b.medium),
        ("cue-class", a.cue_class, b.cue_class),
        ("cue-lemma", a.cue_lemma, b.cue_lemma),
        ("source-form", a.source_form, b.source_form),
    ):
        if in_a and in_b:
            yield label, in_a, in_b


def both_date(compared: Compared) -> bool:
    """Whether both sides say of any quote when it was said; a pass may leave dates out altogether."""
    return all(any(item.quote.said_on for item in side) for side in (compared.a, compared.b))


def said_on(quote: Quote) -> str:
    """The date of a quote as a label."""
    return (quote.said_on and quote.said_on.value) or "unknown"


def _dates(compared: Compared) -> Iterator[Key]:
    if both_date(compared):
        for i, j in compared.same.items():
            one, other = said_on(compared.a[i].quote), said_on(compared.b[j].quote)
            yield "said-on", one, one if dates.agree(one, other) else other
            yield "said-on-exact", one, other


def same_source(words: Words, a: Item, b: Item) -> bool:
    """Whether both quotes have a source, and the head word of one lies in the other's."""
    return bool(a.source and b.source) and (words.head(a.source) in b.source or words.head(b.source) in a.source)


def _parts(words: Words, a: Item, b: Item, wanted: Container[str]) -> Iterator[Key]:
    """The counts of the other parts of two matched quotes."""
    p, q = a.quote, b.quote
    heads = same_source(words, a, b)
    if heads:
        yield from (("quote-source", a.type, "a found"), ("quote-source", b.type, "b found"))
    for measure, in_a, in_b, right in (
        ("cue-word", a.cue, b.cue, bool(a.cue & b.cue)),
        ("cue-span", p.cue, q.cue, p.cue == q.cue),
        ("source-head", a.source, b.source, heads),
        ("source-span", p.source, q.source, p.source == q.source),
        ("speaker-name", p.speakers, q.speakers, "speaker-name" in wanted and same_names(a.names, b.names)),
        ("speaker-id", p.speakers, q.speakers, set(p.speakers) == set(q.speakers)),
    ):
        if measure not in wanted:
            continue
        for side, type_, there in (("a", a.type, in_a), ("b", b.type, in_b)):
            if there:
                yield measure, type_, side
                if right:
                    yield measure, type_, f"{side} found"


def _mentions(pair: Pair, wanted: Container[str]) -> Iterator[Key]:
    for measure, fields in (("mention-span", 1), ("mention-type", 2), ("mention-entity", 3)):
        if measure in wanted:
            yield from _sets(measure, *({one[:fields] for one in side.names} for side in (pair.a, pair.b)))


def _chains(pair: Pair, wanted: Container[str]) -> Iterator[Key]:
    """Pronouns and descriptions, if both sides have any."""
    for measure, fields in (("chain-span", 1), ("chain-entity", 2)):
        if measure in wanted and pair.a.chains and pair.b.chains:
            yield from _sets(measure, *({one[:fields] for one in side.chains} for side in (pair.a, pair.b)))


def _roles(pair: Pair) -> Iterator[Key]:
    """Offices and affiliations, if both sides have any."""
    sides = [{(role.entity, role.office, role.affiliation) for role in side.roles} for side in (pair.a, pair.b)]
    if all(sides):
        yield from _sets("role", *sides)


def _sets(measure: str, a: Set[Hashable], b: Set[Hashable]) -> Iterator[Key]:
    """How many items each side has, and how many of them the other has too."""
    both = len(a & b)
    for side, here in (("a", a), ("b", b)):
        yield from repeat((measure, "", side), len(here))
        yield from repeat((measure, "", f"{side} found"), both)


@dataclass(frozen=True)
class Links:
    """Pairs of matched quotes, in order, that share an utterance in A, and those that do in B."""

    a: frozenset[tuple[Node, Node]]
    b: frozenset[tuple[Node, Node]]


def links(articles: Sequence[Compared]) -> Links:
    """Which matched quotes, of one article or of two, share an utterance, under any id."""
    in_a, in_b = defaultdict[str, list[Node]](list), defaultdict[str, list[Node]](list)
    for position, compared in enumerate(articles):
        for i, j in compared.same.items():
            for item, nodes in ((compared.a[i], in_a), (compared.b[j], in_b)):
                for utterance in item.quote.utterances:
                    nodes[utterance].append((position, i, j))
    return Links(*(frozenset(p for nodes in side.values() for p in combinations(nodes, 2)) for side in (in_a, in_b)))


def count_links(found: Links) -> dict[tuple[int, int], Counter[Key]]:
    """The counts of linked pairs by the positions of the articles of their quotes, which may be the same."""
    counts = defaultdict[tuple[int, int], Counter[Key]](Counter)
    for side, here, there in (("a", found.a, found.b), ("b", found.b, found.a)):
        for one, other in here:
            places = counts[one[0], other[0]]
            places["utterance-links", "", side] += 1
            if (one, other) in there:
                places["utterance-links", "", f"{side} found"] += 1
    return dict(counts)


# Measure and row of all figures that are rates, with the types of quotes that the row includes.
RATES = (
    *((measure, row, types) for measure in QUOTE_MEASURES for row, types in ROWS.items()),
    *((measure, "", ("",)) for measure in WHOLE_MEASURES),
)


def figures(counts: Mapping[Key, int], wanted: Container[tuple[str, str]] | None = None) -> dict[Name, float | None]:
    """The figures of summed counts, all of them or those of the measures and rows that are wanted."""
    found = of_columns({key: (number,) for key, number in counts.items()}, 1, wanted)
    return {name: values[0] for name, values in found.items()}


def of_columns(
    counts: Mapping[Key, Column], samples: int, wanted: Container[tuple[str, str]] | None = None
) -> dict[Name, Values]:
    """What `figures` gives for each of some samples, whose counts are columns: of thousands, in a tenth of the time."""
    found: dict[Name, Values] = {}
    for measure, row, types in RATES:
        if wanted is None or (measure, row) in wanted:
            found |= _rates(counts, samples, measure, row, types)
    for measure in KAPPA_MEASURES:
        if wanted is None or (measure, "") in wanted:
            labels = [(a, b, column) for (of, a, b), column in counts.items() if of == measure]
            found |= _kappa(labels, samples, measure)
    return found


def total(counts: Mapping[Key, int], measure: str, types: Sequence[str], what: str) -> int:
    """A count summed over types."""
    return sum(counts.get((measure, type_, what), 0) for type_ in types)


def _added(columns: Sequence[Column], samples: int) -> Column:
    # Most labels, and each type of quote, have one.
    if len(columns) == 1:
        return columns[0]
    return list(map(sum, zip(*columns, strict=True))) if columns else [0] * samples


def _rates(
    counts: Mapping[Key, Column], samples: int, measure: str, row: str, types: Sequence[str]
) -> Iterator[tuple[Name, Values]]:
    def column(what: str) -> Column:
        keys = ((measure, type_, what) for type_ in types)
        return _added([counts[key] for key in keys if key in counts], samples)

    precision, recall = (list(map(_ratio, column(f"{side} found"), column(side))) for side in "ba")
    yield (measure, row, "precision"), precision
    yield (measure, row, "recall"), recall
    yield (measure, row, "f1"), list(map(_f1, precision, recall))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None and recall is None:
        return None
    p, r = precision or 0.0, recall or 0.0
    return 2 * p * r / (p + r) if p + r else 0.0


def _kappa(labels: Sequence[tuple[str, str, Column]], samples: int, measure: str) -> Iterator[tuple[Name, Values]]:
    """The share of pairs with the same label, and Cohen's kappa (1960), which is undefined if all have one label.

    `labels` has the label in A, that in B, and how many pairs have them.
    """
    names = sorted({a for a, _, _ in labels} & {b for _, b, _ in labels})
    in_a, in_b = (
        [_added([one[2] for one in labels if one[side] == name], samples) for name in names] for side in (0, 1)
    )
    same = _added([column for a, b, column in labels if a == b], samples)
    pairs = _added([column for _, _, column in labels], samples)
    chance = _added([list(map(mul, *both)) for both in zip(in_a, in_b, strict=True)], samples)
    yield (measure, "", "same"), list(map(_ratio, same, pairs))
    yield (measure, "", "kappa"), list(map(_chance_corrected, same, pairs, chance))


def _chance_corrected(same: int, pairs: int, chance: int) -> float | None:
    return (same * pairs - chance) / (pairs**2 - chance) if pairs**2 > chance else None
