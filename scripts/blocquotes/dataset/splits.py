"""Splits: a stable share of articles for validation and test, with articles that share text kept together."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

# Groups of articles below which everything is `train`: smaller test sets measure nothing.
SMALLEST = 50

# Splits, from the one that is learned from to the one that is held out longest.
NAMES = ("train", "validation", "test")

# Split → hash, of 100, below which a group belongs to it; the rest is `train`.
SHARES = (("test", 10), ("validation", 20))


class Dated(NamedTuple):
    """An article as far as its split and its place in the tables follow from it; `published` is None if unknown."""

    id: str
    published: str | None
    seed_sha256: str


def assign(articles: Sequence[Dated], sharing: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Article id → split, given the pairs of articles that are copies of each other in good part.

    A group's split is decided by a hash of the seed of its oldest article, so that it stays the same when
    articles are added to the corpus.
    """
    groups = list(_groups(articles, sharing))
    if len(groups) < SMALLEST:
        return {article.id: "train" for article in articles}
    return {article.id: _split(_oldest(group).seed_sha256) for group in groups for article in group}


def _groups(articles: Sequence[Dated], sharing: Iterable[tuple[str, str]]) -> Iterator[list[Dated]]:
    """The articles, each group of them that pairs join, over any number of steps, together."""
    by_id = {article.id: article for article in articles}
    joined: dict[str, list[str]] = {id_: [] for id_ in by_id}
    for one, other in sharing:
        joined[one].append(other)
        joined[other].append(one)
    while by_id:
        open_ = [next(iter(by_id))]
        group = []
        while open_:
            if article := by_id.pop(open_.pop(), None):
                group.append(article)
                open_ += joined[article.id]
        yield group


def _oldest(articles: Sequence[Dated]) -> Dated:
    return min(articles, key=by_age)


def by_age(article: Dated) -> tuple[str, str]:
    """The key by which articles are sorted, oldest first."""
    return article.published or "9999", article.id


def _split(seed_sha256: str) -> str:
    share = int(hashlib.sha256(seed_sha256.encode("ascii")).hexdigest(), 16) % 100
    return next((name for name, below in SHARES if share < below), "train")
