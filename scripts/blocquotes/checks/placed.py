"""The places of an article's regions and anchors, kept in few bytes from its check for what is made of it then."""

import marshal
import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from blocquotes.corpus import Kept, Record, Resolution, annotation_values, evidence_values
from blocquotes.model import Path, Span, spans

# Numbers before the spans: how many areas, regions, single anchors and mentions there are.
COUNTS = 4


class Head(NamedTuple):
    """What is kept beside the places: the seed, its checksum, the date of the article, and its published stretches."""

    seed: str
    sha256: str
    published: str | None
    areas: Sequence[Span]


def pack(record: Record, resolution: Resolution) -> bytes:
    """The places of an article whose regions and anchors are all resolved."""
    anchors = [path for path, _ in chain(resolution.evidence, resolution.annotations)]
    lines = [path[1] for _, path in resolution.mentions]
    counts = (len(resolution.areas), len(resolution.spans), len(anchors), len(lines))
    places = (
        *resolution.areas,
        *resolution.spans,
        *(resolution.hits[path][0] for path in anchors),
        *(span for span, _ in resolution.mentions),
    )
    numbers = array("I", [*counts, *chain.from_iterable(places), *map(int, lines)])
    value = record.value
    return marshal.dumps(
        (value["seed"]["file"], value["seed"]["sha256"], value["published"]["value"], numbers.tobytes())
    )


def head(kept: Kept) -> Head:
    """What is kept beside the places of an article."""
    seed, sha256, published, numbers = _read(kept)
    return Head(seed, sha256, published, list(islice(_spans(numbers), numbers[0])))


def resolution(kept: Kept, record: Record, seed: str) -> Resolution:
    """The places of an article, which are in the file that was checked, and in its seed.

    The anchors are left out: what is made of an article needs only their places.
    """
    *_, numbers = _read(kept)
    n_areas, n_regions, n_anchors, n_mentions = numbers[:COUNTS]
    left = _spans(numbers)
    areas, regions = tuple(islice(left, n_areas)), tuple(islice(left, n_regions))
    anchors = chain(evidence_values(record.value), annotation_values(record.value))
    hits: dict[Path, tuple[Span, ...]] = {path: (span,) for (path, _), span in zip(anchors, left, strict=False)}
    assert len(hits) == n_anchors
    paths: list[Path] = [("mentions", line) for line in numbers[-n_mentions:]] if n_mentions else []
    mentions = tuple(zip(left, paths, strict=False))
    for span, path in mentions:
        # The first of the places of an `every` line.
        hits.setdefault(path, (span,))
    return Resolution(seed, regions, (), areas, (), (), hits, record.value["mentions"], mentions)


def _read(kept: Kept) -> tuple[str, str, str | None, "array[int]"]:
    descriptor = os.open(kept.file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        os.lseek(descriptor, kept.start, os.SEEK_SET)
        seed, sha256, published, packed = marshal.loads(os.read(descriptor, kept.size))  # noqa: S302 -- a file of this run
    finally:
        os.close(descriptor)
    numbers = array("I")
    numbers.frombytes(packed)
    return seed, sha256, published, numbers


def _spans(numbers: "array[int]") -> Iterator[Span]:
    return iter(spans(zip(numbers[COUNTS::2], numbers[COUNTS + 1 :: 2], strict=False)))
