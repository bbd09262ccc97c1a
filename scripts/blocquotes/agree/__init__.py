"""Measures how far two annotations of the same seeds agree: figures with intervals, and every difference."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from blocquotes.agree import bootstrap, measures, passes
from blocquotes.agree.bootstrap import Interval
from blocquotes.agree.measures import Compared, Key, Links, Name
from blocquotes.agree.passes import Pair, Pass, Sides
from blocquotes.layout import Layout
from blocquotes.model import Finding


@dataclass(frozen=True)
class Agreement:
    """Two passes compared: the articles in both, and counts, figures and 95 % intervals over all of them.

    `only_a` and `only_b` are the seeds in only one of the passes.
    """

    a: Pass | Sides
    b: Pass | Sides
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    articles: tuple[Compared, ...]
    links: Links
    counts: Counter[Key]
    figures: dict[Name, float | None]
    intervals: dict[Name, Interval]


def agree(layout: Layout, a: str, b: str) -> Agreement:
    """Compares two passes, named or given as folders (see `passes.read`).

    Raises:
        Refusal: there is nothing to compare.
        BrokenPassError: files of either pass have errors.
    """
    first, second = _read_both(layout, a, b)
    return compare_pairs(layout, first, second, passes.pair(first, second))


def compare_pairs(layout: Layout, a: Pass, b: Pass, pairs: Sequence[Pair]) -> Agreement:
    """The agreement of two passes over pairs of their articles."""
    names = passes.speaker_names(layout, [quote for pair in pairs for quote in (*pair.a.quotes, *pair.b.quotes)])
    return compare(a, b, [measures.compare(pair, names) for pair in pairs])


def _read_both(layout: Layout, a: str, b: str) -> tuple[Pass, Pass]:
    """Reads both passes, so that the errors of one do not hide those of the other."""
    read, findings = list[Pass](), list[Finding]()
    for name in (a, b):
        try:
            read.append(passes.read(layout, name))
        except passes.BrokenPassError as error:
            findings += [finding for finding in error.findings if finding not in findings]
    if findings:
        raise passes.BrokenPassError(findings)
    return read[0], read[1]


def compare(a: Pass | Sides, b: Pass | Sides, articles: Sequence[Compared]) -> Agreement:
    """The agreement over articles whose quotes are matched."""
    links = measures.links(articles)
    linked = measures.count_links(links)
    own = [measures.count(article) + linked.pop((at, at), Counter()) for at, article in enumerate(articles)]
    sums = sum((*own, *linked.values()), Counter[Key]())
    return Agreement(
        a,
        b,
        tuple(file for file in a.articles if file not in b.articles),
        tuple(file for file in b.articles if file not in a.articles),
        tuple(articles),
        links,
        sums,
        measures.figures(sums),
        bootstrap.intervals(own, linked, measures.of_columns),
    )
