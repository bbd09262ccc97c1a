"""The places of an article's regions and anchors, kept in few bytes from its check for what is made of it then."""

import marshal
import os
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from blocquotes.corpus import Kept, Record, Resolution, evidence_values
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Path, Span, spans

# Numbers before the spans: how many areas, regions, pieces of evidence and mentions there are.
COUNTS = 4


class Head(NamedTuple):
    """What is kept beside the places: the seed, its checksum, the date of the article, and its published spans."""

    seed: str
    sha256: str
    published: str | None
    areas: Sequence[Span]


def pack(record: Record, resolution: Resolution) -> bytes:
    """The places of an article whose regions and anchors are all resolved."""
    lines = [path[1] for _, path in resolution.mentions]
    counts = (len(resolution.areas), len(resolution.spans), len(resolution.evidence), len(lines))
    of_quotes = zip(*(resolution.parts[part] for part in QUOTE_PARTS), strict=True)
    places = (
        *resolution.areas,
        *resolution.spans,
        *(resolution.hits[path][0] for path, _ in resolution.evidence),
        *chain.from_iterable(chain.from_iterable(of_quotes)),
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

    The anchors are left out, and of the hits all but those of evidence: what is made of an article needs no more.
    """
    *_, numbers = _read(kept)
    n_areas, n_regions, n_evidence, n_mentions = numbers[:COUNTS]
    left = _spans(numbers)
    areas, regions = tuple(islice(left, n_areas)), tuple(islice(left, n_regions))
    evidence = evidence_values(record.value)
    assert len(evidence) == n_evidence
    hits: dict[Path, tuple[Span, ...]] = {path: (span,) for (path, _), span in zip(evidence, left, strict=False)}
    parts: dict[str, list[list[Span]]] = {part: [] for part in QUOTE_PARTS}
    for quote in record.value["quotes"]:
        for part, of_part in parts.items():
            of_part.append(list(islice(left, len(quote.get(part, ())))))
    paths: list[Path] = [("mentions", line) for line in numbers[-n_mentions:]] if n_mentions else []
    mentions = tuple(zip(left, paths, strict=False))
    return Resolution(seed, regions, (), areas, (), (), hits, record.value["mentions"], mentions, parts)


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
