"""Lists every difference between two passes, with its place in the seed and the words of both sides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import dates
from blocquotes.agree import Agreement
from blocquotes.agree.match import match
from blocquotes.agree.measures import Compared, Node, both_date, said_on
from blocquotes.agree.passes import Pair
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Mention, Quote, Span
from blocquotes.sources import line_column

# Two matched quotes → the later ones that only one side links with them.
Linked = Mapping[Node, Sequence[Node]]


@dataclass(frozen=True)
class Difference:
    """One difference between two passes; `line` and `column` in the seed count from 1.

    `what` is the field that differs, "only in A", "only in B", "same utterance as" or "mention"; `a` and `b` are the
    values of the two sides, None if a side has none; `quote_a` and `quote_b` are the ids of the quotes.
    """

    article: str
    seed_file: str
    line: int
    column: int
    what: str
    quote_a: str | None
    quote_b: str | None
    a: str | None
    b: str | None


# Fields of a quote that are compared as they are.
FIELDS = ("type", "medium", "factuality", "speakers", "certain", "via", "unbalanced")

# Fields of the layers, which a pass may leave out; compared if both sides have them.
LAYERS = ("cue_class", "cue_lemma", "source_form")

# Fields that name another quote; they agree if the named quotes are matched with each other.
REFERENCES = ("within", "antecedent")


def differences(agreement: Agreement) -> Iterator[Difference]:
    """All differences, article by article, in order of their places."""
    only_a = _by_first(agreement.links.a - agreement.links.b)
    only_b = _by_first(agreement.links.b - agreement.links.a)
    for position, article in enumerate(agreement.articles):
        found = [*_unmatched(article), *_matched(article), *_mentions(article.pair)]
        found += _links(agreement.articles, position, only_a, only_b)
        yield from sorted(found, key=lambda difference: (difference.line, difference.column))


def _by_first(links: Iterable[tuple[Node, Node]]) -> Linked:
    linked = defaultdict[Node, list[Node]](list)
    for one, other in sorted(links):
        linked[one].append(other)
    return linked


def _differ(
    pair: Pair, at: Span, what: str, quotes: tuple[Quote | None, Quote | None], said: tuple[str | None, str | None]
) -> Difference:
    line, column = line_column(pair.words.text, at.start)
    a, b = (quote.id if quote else None for quote in quotes)
    return Difference(pair.a.article, pair.seed_file, line, column, what, a, b, *said)


def _unmatched(article: Compared) -> Iterator[Difference]:
    pair = article.pair
    in_a = {article.a[i].quote.id for i in article.same}
    in_b = {article.b[j].quote.id for j in article.same.values()}
    for quote in pair.a.quotes:
        if quote.id not in in_a:
            yield _differ(pair, quote.content[0], "only in A", (quote, None), (pair.shown(quote.content), None))
    for quote in pair.b.quotes:
        if quote.id not in in_b:
            yield _differ(pair, quote.content[0], "only in B", (None, quote), (None, pair.shown(quote.content)))


def _matched(article: Compared) -> Iterator[Difference]:
    counterpart = {article.a[i].quote.id: article.b[j].quote.id for i, j in article.same.items()}
    for i, j in article.same.items():
        a, b = article.a[i].quote, article.b[j].quote
        yield from _parts(article.pair, a, b)
        for field in FIELDS:
            one, other = (_words(getattr(quote, field)) for quote in (a, b))
            if one != other:
                yield _differ(article.pair, a.content[0], field, (a, b), (one, other))
        yield from _layers(article, a, b)
        for field in REFERENCES:
            named, other = getattr(a, field), getattr(b, field)
            # "" is never an id, so an unmatched quote never equals the one that B names.
            if (counterpart.get(named, "") if named else None) != other:
                yield _differ(article.pair, a.content[0], field, (a, b), (named, other))


def _words(value: Any) -> str | None:
    """A value of a field as it is shown; speakers have no order."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(sorted(value)) or None if isinstance(value, tuple) else value


def _layers(article: Compared, a: Quote, b: Quote) -> Iterator[Difference]:
    """Class and lemma of the cue, form of the source, and date, as far as both sides annotate them."""
    for field in LAYERS:
        one, other = getattr(a, field), getattr(b, field)
        if one and other and one != other:
            yield _differ(article.pair, a.content[0], field, (a, b), (one, other))
    one, other = said_on(a), said_on(b)
    if both_date(article) and not dates.agree(one, other):
        yield _differ(article.pair, a.content[0], "said_on", (a, b), (one, other))


def _parts(pair: Pair, a: Quote, b: Quote) -> Iterator[Difference]:
    for part in QUOTE_PARTS:
        one, other = getattr(a, part), getattr(b, part)
        if one != other:
            yield _differ(pair, min((*one, *other)), part, (a, b), (pair.shown(one), pair.shown(other)))


def _links(articles: Sequence[Compared], position: int, only_a: Linked, only_b: Linked) -> Iterator[Difference]:
    """For each quote of an article, the later quotes that only one side links with it by an utterance."""
    article = articles[position]
    for i, j in article.same.items():
        node = (position, i, j)
        a = ", ".join(_id(articles, other, position)[0] for other in only_a.get(node, ()))
        b = ", ".join(_id(articles, other, position)[1] for other in only_b.get(node, ()))
        if a or b:
            quotes = article.a[i].quote, article.b[j].quote
            yield _differ(article.pair, quotes[0].content[0], "same utterance as", quotes, (a or None, b or None))


def _id(articles: Sequence[Compared], node: Node, here: int) -> tuple[str, str]:
    """The ids in A and in B of matched quotes, with their article if it is another one."""
    position, i, j = node
    article = articles[position]
    a, b = article.a[i].quote.id, article.b[j].quote.id
    return (a, b) if position == here else (f"{article.pair.a.article}#{a}", f"{article.pair.b.article}#{b}")


def _mentions(pair: Pair) -> Iterator[Difference]:
    """Mentions that differ; those of A and B that share the most characters are shown as one difference."""
    # Names, and the pronouns and descriptions where both sides have any: a pass may have names only.
    chains = all(any(not one.is_name for one in side.mentions) for side in (pair.a, pair.b))
    all_a, all_b = ([one for one in side.mentions if chains or one.is_name] for side in (pair.a, pair.b))
    a = [mention for mention in all_a if mention not in all_b]
    b = [mention for mention in all_b if mention not in all_a]
    beside = match([set(range(*m.span)) for m in a], [set(range(*m.span)) for m in b], least=0)
    for i, mention in enumerate(a):
        other = _mention(pair, b[beside[i]]) if i in beside else None
        yield _differ(pair, mention.span, "mention", (None, None), (_mention(pair, mention), other))
    for j, mention in enumerate(b):
        if j not in beside.values():
            yield _differ(pair, mention.span, "mention", (None, None), (None, _mention(pair, mention)))


def _mention(pair: Pair, mention: Mention) -> str:
    stands_for = f" for {mention.stands_for}" if mention.stands_for else ""
    kind, entities = mention.type or mention.form, ", ".join(mention.entities)
    return f"{pair.shown([mention.span])} ({kind} {entities}{stands_for})"
