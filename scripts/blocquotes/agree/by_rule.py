"""How often each rule of the suggester is right: the quotes of PRED by the rule that found them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from blocquotes.agree import measures
from blocquotes.agree.evaluation import Evaluation
from blocquotes.agree.report import NOTHING, Grid
from blocquotes.refusal import Refusal
from blocquotes.shown import harmless


@dataclass(frozen=True)
class Outcome:
    """One quote of PRED: the rule that found it, its type in PRED, and how far a quote of GOLD agrees with it.

    `matched`: their contents share at least half of their words (a Jaccard index of 0.5); `exact`: all of them;
    `source`: their sources have the same head word, or neither has a source.
    """

    document: str
    rule: str
    type: str
    matched: bool
    exact: bool
    source: bool


def outcomes(evaluation: Evaluation) -> Iterator[Outcome]:
    """The outcome of every quote of PRED that was measured, document by document.

    Raises:
        Refusal: PRED does not say which rules found its quotes.
    """
    if not evaluation.rules:
        raise Refusal("PRED must have the column `rule`, as the tables of `blocquotes suggest` have", "none")
    for article in evaluation.agreement.articles:
        gold = {j: article.a[i] for i, j in article.same.items()}
        document = article.pair.a.article
        for j, item in enumerate(article.b):
            like, rule = gold.get(j), evaluation.rules.get((document, item.quote.id), NOTHING)
            if like is None:
                yield Outcome(document, rule, item.quote.type, False, False, False)
                continue
            source = measures.same_source(article.pair.words, like, item) or not (like.source or item.source)
            yield Outcome(document, rule, item.quote.type, True, like.content == item.content, source)


# Rule → what was counted → how often.
Counts = Mapping[str, Mapping[str, int]]


def counts(found: Iterable[Outcome]) -> Counts:
    """For each rule, in alphabetical order, how many quotes it found and how many of them were right in what."""
    rows: dict[str, dict[str, int]] = {}
    for one in found:
        row = rows.setdefault(one.rule, dict.fromkeys(("quotes", "matched", "exact", "source_right"), 0))
        row["quotes"] += 1
        row["matched"] += one.matched
        row["exact"] += one.exact
        row["source_right"] += one.source
    return dict(sorted(rows.items()))


def grid(rows: Counts) -> Grid:
    """The counts of all rules as a table, the rule with the most quotes first."""
    ordered = sorted(rows.items(), key=lambda row: -row[1]["quotes"])
    cells = tuple((harmless(rule), *(f"{number:,}" for number in row.values())) for rule, row in ordered)
    return Grid("quotes of B by rule", ("rule", "quotes", "matched", "exact", "source right"), cells, 1)
