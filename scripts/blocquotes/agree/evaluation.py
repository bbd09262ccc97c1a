"""Measures suggestions against a gold standard by the measures of agreement, and classes their errors."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from blocquotes.agree import Agreement, compare, compare_pairs, documents, measures, passes, seed_words
from blocquotes.agree.documents import Document, Documents
from blocquotes.agree.measures import Compared, Item
from blocquotes.agree.passes import Pair, Pass, Side, Sides
from blocquotes.agree.seed_words import same_names
from blocquotes.layout import Layout
from blocquotes.model import Quote, Span
from blocquotes.refusal import Refusal
from blocquotes.sources import line_column

# Classes of errors, each with what it means.
CLASSES = {
    "missed": "a quote of GOLD that PRED does not have",
    "spurious": "a quote of PRED that GOLD does not have",
    "boundary": "the same quote with different words in its content",
    "joined": "two quotes of one side that are one quote of the other",
    "source": "a matched quote whose source has a different head word, or no source on one side",
    "speaker": "a matched quote whose speakers of GOLD have different names in PRED",
}

# Share of its words from which a quote without a match counts as joined with another one.
SHARE = 0.5


@dataclass(frozen=True)
class Evaluation:
    """PRED measured against GOLD; documents that PRED lacks count as documents without quotes.

    `nested` is how many nested quotes of PRED were left out, because GOLD's format does not mark nesting.
    `rules` has the rule that found each quote of PRED, by document and quote, where PRED says so.
    """

    agreement: Agreement
    nested: int
    rules: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Mistake:
    """One error of PRED: class, document, line and column in its text from 1, and the words or names of each side."""

    kind: str
    document: str
    line: int
    column: int
    gold: str | None
    pred: str | None


def evaluate(layout: Layout, gold: str, pred: str) -> Evaluation:
    """Measures PRED against GOLD: `articles`, a pass, article files, a `.jsonl` or `.parquet` file, or tables.

    Raises:
        Refusal: there is nothing to compare, a file is of another shape, or the texts differ.
        BrokenPassError: files of a pass have errors.
    """
    first, second = (documents.read(layout, name) for name in (gold, pred))
    if isinstance(first, Pass) and isinstance(second, Pass):
        return _passes(layout, first, second)
    one, other = (side if isinstance(side, Documents) else documents.of_pass(layout, side) for side in (first, second))
    _in_common(one.readings, other.readings)
    fitting = [(id_, *_fit(id_, texts, other.readings.get(id_))) for id_, texts in one.readings.items()]
    nested = sum(quote.within is not None for *_, right in fitting for quote in right.quotes) if one.plain else 0
    like = _like(one, other)
    compared = [_compared(id_, text, *map(like, (left, right))) for id_, text, left, right in fitting]
    rules = {(id_, quote): rule for id_, *_, right in fitting for quote, rule in right.rules.items()}
    return Evaluation(compare(_sides(one), _sides(other), compared), nested, rules)


def _like(gold: Documents, pred: Documents) -> Callable[[Document], Document]:
    """A function that makes documents of two formats comparable: it drops what GOLD or its format does not have."""
    steps = list[Callable[[Document], Document]]()
    if gold.plain or pred.plain:
        steps.append(documents.named)
    if gold.plain:
        steps.append(documents.without_nested)
    if not any(quote.speakers for texts in gold.readings.values() for quote in texts[0].quotes):
        steps.append(documents.without_speakers)
    return lambda one: reduce(lambda made, step: step(made), steps, one)


def _passes(layout: Layout, gold: Pass, pred: Pass) -> Evaluation:
    """Two passes are paired by their seeds, as in agreement, but seeds that PRED lacks count too."""
    _in_common(gold.articles, pred.articles)
    pairs = [
        Pair(
            file,
            seed_words.split(article.seed_text),
            passes.in_seed(article),
            passes.in_seed(pred.articles[file]) if file in pred.articles else Side(article.id, (), ()),
        )
        for file, article in gold.articles.items()
    ]
    return Evaluation(compare_pairs(layout, gold, pred, pairs), 0, {})


def _in_common(gold: Mapping[str, object], pred: Mapping[str, object]) -> None:
    if not gold.keys() & pred.keys():
        one, other = (", ".join(list(side)[:5]) for side in (gold, pred))
        listed = (f"GOLD: {one}", f"PRED: {other}")
        raise Refusal("GOLD and PRED must have a document in common", "none", listed=listed)


def _sides(side: Documents) -> Sides:
    firsts = {id_: texts[0] for id_, texts in side.readings.items()}
    return Sides(side.name, {id_: Side(id_, first.quotes, first.mentions or ()) for id_, first in firsts.items()})


def _fit(id_: str, gold: Sequence[Document], pred: Sequence[Document] | None) -> tuple[str, Document, Document]:
    """The text that both sides fit, and the reading of each in it.

    Raises:
        Refusal: there is no such text.
    """
    if pred is None:
        pred = [replace(gold[0], text=None, quotes=(), mentions=(), wording=())]
    reasons = list[str]()
    for left in gold:
        for right in pred:
            text = right.text if left.text is None else left.text
            if text is None:
                raise Refusal("GOLD or PRED must hold the texts", f"none of {id_} in either")
            wrong = [(one, reason) for one in (left, right) if (reason := documents.unlike(one, text))]
            if not wrong:
                return text, left, right
            reasons += [f"{one.place}: {reason}" for one, reason in wrong]
    raise Refusal("GOLD and PRED must be of the same texts", f"different texts of {id_}:", listed=reasons)


def _compared(id_: str, text: str, gold: Document, pred: Document) -> Compared:
    both = gold.mentions is not None and pred.mentions is not None
    sides = [
        # Files and tables do not say which utterances a quote reports, so none are compared.
        Side(id_, tuple(replace(q, utterances=()) for q in one.quotes), (one.mentions or ()) if both else ())
        for one in (gold, pred)
    ]
    return measures.compare(Pair(id_, seed_words.split(text), *sides), {**pred.names, **gold.names})


def mistakes(evaluation: Evaluation) -> list[Mistake]:
    """All errors of PRED, document by document, in order of their places."""
    found = list[Mistake]()
    for article in evaluation.agreement.articles:
        of_article = [*_matched(article), *_unmatched(article)]
        found += sorted(of_article, key=lambda one: (one.line, one.column))
    return found


def _mistake(pair: Pair, kind: str, at: Span, gold: str | None, pred: str | None) -> Mistake:
    line, column = line_column(pair.words.text, at.start)
    return Mistake(kind, pair.a.article, line, column, gold, pred)


def _unmatched(article: Compared) -> Iterator[Mistake]:
    a, b, same = article.a, article.b, article.same
    alone = set(range(len(b))).difference(same.values())
    beside = {i: _nearest(a[i], b) for i in range(len(a)) if i not in same}
    for i, j in beside.items():
        kind = _kind("missed", a[i], b, j, j in alone)
        if kind == "boundary" and j is not None:
            alone.discard(j)
        yield _content(article.pair, kind, a[i].quote, b[j].quote if j is not None and kind != "missed" else None)
    for j in sorted(alone):
        near = _nearest(b[j], a)
        kind = _kind("spurious", b[j], a, near, False)
        gold = a[near].quote if near is not None and kind != "spurious" else None
        yield _content(article.pair, kind, gold, b[j].quote)


def _nearest(item: Item, others: Sequence[Item]) -> int | None:
    """The position of the other side's quote that shares the most words with a quote; None if none shares any."""
    shared = [(len(item.content & other.content), -at) for at, other in enumerate(others)]
    most, at = max(shared, default=(0, 0))
    return -at if most else None


def _kind(without: str, item: Item, others: Sequence[Item], nearest: int | None, is_alone: bool) -> str:
    if nearest is None:
        return without
    if is_alone:
        return "boundary"
    return "joined" if len(item.content & others[nearest].content) >= SHARE * len(item.content) else without


def _content(pair: Pair, kind: str, gold: Quote | None, pred: Quote | None) -> Mistake:
    at = min(quote.content[0] for quote in (gold, pred) if quote)
    return _mistake(pair, kind, at, *(pair.shown(quote.content) if quote else None for quote in (gold, pred)))


def _matched(article: Compared) -> Iterator[Mistake]:
    pair = article.pair
    for i, j in article.same.items():
        gold, pred = article.a[i], article.b[j]
        if gold.content != pred.content:
            yield _content(pair, "boundary", gold.quote, pred.quote)
        if (gold.source or pred.source) and not measures.same_source(pair.words, gold, pred):
            sources = (pair.shown(item.quote.source) for item in (gold, pred))
            yield _mistake(pair, "source", gold.quote.content[0], *sources)
        if gold.names and not same_names(gold.names, pred.names):
            names = (", ".join(item.names) or None for item in (gold, pred))
            yield _mistake(pair, "speaker", gold.quote.content[0], *names)
