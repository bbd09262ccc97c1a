"""Splits: a stable share of articles for validation and test, with articles that share text kept together."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from blocquotes.model import Article

SMALLEST = 50
"""Groups of articles below which everything is `train`: smaller test sets measure nothing."""

SHARES = (("test", 10), ("validation", 20))
"""Split → hash, of 100, below which a group belongs to it; the rest is `train`."""


def assign(articles: Sequence[Article], sharing: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Article id → split, given the pairs of articles that share text.

    A group's split is decided by a hash of the seed of its oldest article, so that it stays the same when
    articles are added to the corpus.
    """
    group = {article.id: article.id for article in articles}
    for one, other in sharing:
        new, old = sorted((group[one], group[other]))
        group = {id_: new if name == old else name for id_, name in group.items()}
    if len(set(group.values())) < SMALLEST:
        return dict.fromkeys(group, "train")
    oldest = {name: _oldest([a for a in articles if group[a.id] == name]) for name in set(group.values())}
    return {id_: _split(oldest[name].seed_sha256) for id_, name in group.items()}


def _oldest(articles: Sequence[Article]) -> Article:
    return min(articles, key=lambda a: (a.published.value or "9999", a.id))


def _split(seed_sha256: str) -> str:
    share = int(hashlib.sha256(seed_sha256.encode("ascii")).hexdigest(), 16) % 100
    return next((name for name, below in SHARES if share < below), "train")
