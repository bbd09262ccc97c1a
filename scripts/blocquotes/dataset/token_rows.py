"""The table `tokens`: the sentences of the articles as tokens with BIO tags, for the training of taggers.

Tokens and sentences follow from the text alone (`sentences`), so they are the same for a text that nobody annotated.
A token that a stretch covers only in part belongs to the stretch: “US-led” to the mention “US”.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from blocquotes.dataset import sentence_rows
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span

Row = dict[str, Any]

# Parts that have tags, each in its own column.
PARTS = (*QUOTE_PARTS, "mention")


class Stretch(NamedTuple):
    """An annotated stretch of an article; `label` is what its tags say after `B-` and `I-`."""

    part: str
    span: Span
    label: str


def rows(article: Article, values: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of `tokens` of an article in text order, given its row of `articles`."""
    sentences = sentence_rows.split(article.text)
    tagged = tags([sentence.tokens for sentence in sentences], stretches(values))
    for n, (sentence, columns) in enumerate(zip(sentences, tagged, strict=True)):
        yield {
            **sentence_rows.place(article, n, sentence),
            "words": [article.text[start:end] for start, end in sentence.tokens],
            "word_spans": [{"start": start, "end": end} for start, end in sentence.tokens],
            **columns,
            "split": values["split"],
        }


def stretches(article: Mapping[str, Any]) -> list[Stretch]:
    """The annotated stretches of a row of `articles`, each once however many quotes share it, outer ones first.

    A mention without a type, a pronoun or a description, has no tags.
    """
    found = [Stretch("mention", Span(m["start"], m["end"]), m["type"]) for m in article["mentions"] if m["type"]]
    for quote in article["quotes"]:
        for part in QUOTE_PARTS:
            label = quote["type"] if part == "content" else part
            found += [Stretch(part, Span(s["start"], s["end"]), label) for s in quote[f"{part}_spans"]]
    return sorted(dict.fromkeys(found), key=lambda one: (one.span.start, -one.span.end, one.part))


def tags(sentences: Sequence[Sequence[Span]], found: Sequence[Stretch]) -> list[Row]:
    """The tag columns of each sentence of an article, given the tokens of its sentences and its stretches.

    A stretch that goes on from the sentence before begins with `I-`: the rows of an article, one after the other,
    have `B-` once per stretch. A stretch that has no tags is in the row of the sentence in which it begins.
    """
    tokens = Places([token for sentence in sentences for token in sentence])
    kept = {part: list(_outermost(tokens, [one for one in found if one.part == part])) for part in PARTS}
    columns = {part: _tags(tokens, kept[part]) for part in PARTS}
    starts = list(accumulate(map(len, sentences), initial=0))
    made: list[Row] = [
        {**{f"{part}_tags": columns[part][start:end] for part in PARTS}, "untagged_spans": []}
        for start, end in pairwise(starts)
    ]
    tagged = {one for part in PARTS for one in kept[part]}
    for one in found:
        first, end = tokens.range(one.span)
        if one not in tagged and first < end:
            home = bisect_right(starts, first) - 1
            made[home]["untagged_spans"].append({"part": one.part, "label": one.label, **one.span._asdict()})
    return made


class Places:
    """The places of tokens in text order; their starts and ends are taken once, since each stretch is looked up."""

    def __init__(self, tokens: Sequence[Span]) -> None:
        self._starts, self._ends = [token.start for token in tokens], [token.end for token in tokens]

    def __len__(self) -> int:
        return len(self._starts)

    def range(self, span: Span) -> tuple[int, int]:
        """The tokens, from and to, that share a character with a span."""
        return bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)


def _outermost(tokens: Places, found: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches that have all their tokens to themselves, outer ones and earlier ones first."""
    free = 0
    for one in found:
        first, end = tokens.range(one.span)
        if free <= first < end:
            yield one
            free = end


def _tags(tokens: Places, found: Sequence[Stretch]) -> list[str]:
    tags = ["O"] * len(tokens)
    for one in found:
        first, end = tokens.range(one.span)
        tags[first:end] = [f"B-{one.label}", *[f"I-{one.label}"] * (end - first - 1)]
    return tags
