"""95 % intervals: the percentile bootstrap over articles (Efron 1979)."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from operator import mul
from random import Random

from blocquotes.agree.measures import Column, Key, Name, Values

# How many times the articles are resampled, with replacement and to the same number.
RESAMPLES = 1000

# Seed of the draws, so that the same passes always give the same intervals.
SEED = 13

# How often an article is in a resample, as a type of array: 1,000 resamples of 1,000 articles take 2 MB.
TIMES = "H"

Interval = tuple[float, float]

Counts = Mapping[Key, int]

# The figures of some resamples, given each count in all of them, and the number of resamples.
Measure = Callable[[Mapping[Key, Column], int], Mapping[Name, Values]]


def intervals(
    own: Sequence[Counts], shared: Mapping[tuple[int, int], Counts], measure: Measure
) -> dict[Name, Interval]:
    """The interval of every figure; none for a single article, or for a figure that no resample has.

    `own` has the counts of each article, which are multiplied by how often it is drawn. `shared` has those of pairs of
    articles, which are multiplied by how often both are drawn. A resample that cannot measure a figure is left out of
    its interval.
    """
    if len(own) < 2:
        return {}
    # Few articles give many equal resamples, which are measured once.
    drawn = _draws(len(own))
    often = map(partial(array, TIMES), drawn)
    times = ([*of, *(of[one] * of[other] for one, other in shared)] for of in often)
    measured = [*own, *shared.values()]
    keys = list(dict.fromkeys(key for counts in measured for key in counts))
    columns = _products(times, len(drawn), [[counts.get(key, 0) for counts in measured] for key in keys])
    found = measure(dict(zip(keys, columns, strict=True)), len(drawn))
    weighted = {name: _weighted(values, drawn.values()) for name, values in found.items()}
    return {name: percentiles(values) for name, values in weighted.items() if values}


def _weighted(values: Values, often: Iterable[int]) -> list[float]:
    """The values that there are, each as often as its resample was drawn."""
    pairs = zip(values, often, strict=True)
    return [value for value, times in pairs if value is not None for _ in range(times)]


def _products(rows: Iterable[Sequence[int]], number: int, columns: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each column, its product with every one of a number of rows.

    With numpy, a hundredth of the time; `pip install blocquotes` does not bring it, and evaluates few articles fast
    enough without.
    """
    try:
        import numpy as np
    except ImportError:
        kept = list(rows)
        return [[sum(map(mul, row, column)) for row in kept] for column in columns]
    matrix = np.empty((number, len(columns[0]) if columns else 0), dtype=np.int64)
    # Row by row: of 1,000 articles, all of them as lists take 30 MB.
    for at, row in enumerate(rows):
        matrix[at] = row
    return [(matrix @ np.array(column, dtype=np.int64)).tolist() for column in columns]


@lru_cache(maxsize=1)
def _draws(articles: int) -> Mapping[bytes, int]:
    """How often each article is in a resample → how many resamples are so; the same for every pair of passes."""
    random = Random(SEED)  # noqa: S311 (not used for security)
    drawn: Counter[bytes] = Counter()
    for _ in range(RESAMPLES):
        times = [0] * articles
        for _ in range(articles):
            times[random.randrange(articles)] += 1
        drawn[array(TIMES, times).tobytes()] += 1
    return drawn


def forget_draws() -> None:
    """Gives the memory of the last draws back: 2 MB for 1,000 articles."""
    _draws.cache_clear()


def percentiles(values: Sequence[float]) -> Interval:
    """The 2.5th and the 97.5th percentile of values, without interpolation."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[int(0.025 * last)], ordered[round(0.975 * last)]
