"""The table `tokens`: the sentences of the articles as tokens with BIO tags, for the training of taggers.

Tokens and sentences follow from the text alone (`sentences`), so they are the same for a text that nobody annotated.
A token that a span covers only in part belongs to the span: “US-led” to the mention “US”.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from blocquotes.dataset import sentence_rows
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span, make_span

Row = dict[str, Any]

# Parts that have tags, each in its own column.
PARTS = (*QUOTE_PARTS, "mention")


class LabelledSpan(NamedTuple):
    """An annotated span of an article; `label` is what its tags say after `B-` and `I-`."""

    part: str
    span: Span
    label: str


# As `model.make_span`.
make_labelled = partial(tuple.__new__, LabelledSpan)


def rows(article: Article, values: Mapping[str, Any], places: Sequence[Row]) -> Iterator[Row]:
    """The rows of `tokens` of an article in text order, given its row of `articles` and the places of its sentences."""
    sentences = sentence_rows.split(article.text)
    tagged = tags([sentence.tokens for sentence in sentences], labelled_spans(values))
    for place, sentence, columns in zip(places, sentences, tagged, strict=True):
        yield {
            **place,
            "words": sentence.words,
            "word_spans": [{"start": start, "end": end} for start, end in sentence.tokens],
            **columns,
            "split": values["split"],
        }


def labelled_spans(article: Mapping[str, Any]) -> list[LabelledSpan]:
    """The annotated spans of a row of `articles`, each once however many quotes share it, outer ones first.

    A mention without a type, a pronoun or a description, has no tags.
    """
    found = [(m["start"], -m["end"], "mention", m["type"]) for m in article["mentions"] if m["type"]]
    for quote in article["quotes"]:
        for part in QUOTE_PARTS:
            label = quote["type"] if part == "content" else part
            found += [(s["start"], -s["end"], part, label) for s in quote[f"{part}_spans"]]
    ordered = sorted(dict.fromkeys(found), key=itemgetter(0, 1, 2))
    return [make_labelled((part, make_span((start, -minus_end)), label)) for start, minus_end, part, label in ordered]


def tags(sentences: Sequence[Sequence[tuple[int, int]]], found: Sequence[LabelledSpan]) -> list[Row]:
    """The tag columns of each sentence of an article, given the tokens of its sentences and its spans.

    A span that continues from the sentence before begins with `I-`: the rows of an article, one after the other,
    have `B-` once per span. A span that has no tags is in the row of the sentence in which it begins.
    """
    tokens = Places(list(chain.from_iterable(sentences)))
    starts = list(accumulate(map(len, sentences), initial=0))
    columns = {part: ["O"] * len(tokens) for part in PARTS}
    untagged: list[list[Row]] = [[] for _ in sentences]
    free = dict.fromkeys(PARTS, 0)
    for part, span, label in found:
        first, end = tokens.range(span)
        if first >= end:
            continue
        # An outer span comes before the inner ones, and has all of its tokens to itself.
        if free[part] <= first:
            column = columns[part]
            column[first] = f"B-{label}"
            if end - first > 1:
                column[first + 1 : end] = [f"I-{label}"] * (end - first - 1)
            free[part] = end
        else:
            home = bisect_right(starts, first) - 1
            untagged[home].append({"part": part, "label": label, "start": span.start, "end": span.end})
    named = [(f"{part}_tags", column) for part, column in columns.items()]
    return [
        {**{name: column[start:end] for name, column in named}, "untagged_spans": untagged[n]}
        for n, (start, end) in enumerate(pairwise(starts))
    ]


class Places:
    """The places of tokens in text order; their starts and ends are taken once, since each span is looked up."""

    def __init__(self, tokens: Sequence[tuple[int, int]]) -> None:
        self._starts, self._ends = [start for start, _ in tokens], [end for _, end in tokens]

    def __len__(self) -> int:
        return len(self._starts)

    def range(self, span: Span) -> tuple[int, int]:
        """The tokens, from and to, that share a character with a span."""
        start, end = span
        return bisect_right(self._ends, start), bisect_left(self._starts, end)
