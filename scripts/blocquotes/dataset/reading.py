"""Reads articles of a corpus without errors again, one at a time, so that a build never has all of them in memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from sys import intern
from typing import Any

from blocquotes import anchors, corpus, regions, sources
from blocquotes.checks import placed
from blocquotes.corpus import Index, Kept, Record, Resolution
from blocquotes.layout import Layout
from blocquotes.model import Article, Place, Region, Span, Utterance
from blocquotes.refusal import Refusal


@dataclass(frozen=True, slots=True)
class File:
    """A file with an article, or with an article as a pass annotated it; `path` is its path from the root.

    `sha256` is that of the content that was checked, None where it was not noted. `places` says where its places are
    kept, None if they are not. `is_laid_out` says that the content is known to have the canonical layout.
    """

    kind: str
    id: str
    path: str
    sha256: bytes | None = None
    places: Kept | None = None
    is_laid_out: bool = False


def files(index: Index, kind: str) -> list[File]:
    """The files of a kind of records in a corpus without errors, in order of their paths."""
    return list(_listed(index, kind))


def _listed(index: Index, kind: str) -> Iterator[File]:
    found: Iterable[tuple[str, bytes | None, bool]] = index.digests(kind)
    # Passes are in folders. Names of other records sort as their paths do, and of utterances there are many.
    for path, digest, is_laid_out in sorted(found, key=lambda one: one[0].split("/")) if kind == "pass" else found:
        places = index.placed.get(path) if digest else None
        # Ids and paths of all articles are in several places.
        yield File(kind, intern(corpus.id_of(path)), intern(path), digest, places, is_laid_out)


def records(index: Index, kind: str) -> Iterator[Record]:
    """The records of a kind, read one at a time.

    Raises:
        Refusal: as `article`.
    """
    return (record(index.layout, file) for file in _listed(index, kind))


def article(layout: Layout, file: File) -> Article:
    """The model of an article.

    Raises:
        Refusal: the file or its seed was changed since the corpus was checked.
    """
    return corpus.article(*resolved(layout, file))


def resolved(layout: Layout, file: File) -> tuple[Record, Resolution]:
    """The record of an article and the places of its regions and anchors.

    Raises:
        Refusal: as `article`.
    """
    found = record(layout, file)
    seed = sources.read_seed(layout.seeds, found.value["seed"]["file"])
    if file.places and seed.text is not None and seed.sha256 == found.value["seed"]["sha256"]:
        return found, placed.resolution(file.places, found, seed.text)
    resolution = corpus.resolve_in(seed, found)
    if resolution is None or not resolution.is_whole:
        raise changed(file)
    return found, resolution


@dataclass(frozen=True)
class Published:
    """What of an article is known without its annotations.

    `areas` are the spans of its seed that make its text, `sha256` is that of the seed.
    """

    date: str | None
    sha256: str
    areas: Sequence[Span]
    text: str


def published(layout: Layout, file: File) -> Published:
    """What of an article is known without its annotations.

    Raises:
        Refusal: as `article`.
    """
    if file.places is None:
        found, laid, words = text(layout, file)
        areas = [region.seed for region in laid if region.text]
        return Published(found.value["published"]["value"], found.value["seed"]["sha256"], areas, words)
    known = placed.head(file.places)
    seed = sources.read_seed(layout.seeds, known.seed)
    if seed.text is None or seed.sha256 != known.sha256:
        raise changed(file)
    words = regions.JOINT.join([seed.text[start:end] for start, end in known.areas])
    return Published(known.published, known.sha256, known.areas, words)


def areas(layout: Layout, file: File) -> Sequence[Span]:
    """The spans of the seed of an article that make its text; where they are kept, the seed is not read again.

    Raises:
        Refusal: as `article`, if it is read.
    """
    return placed.head(file.places).areas if file.places else published(layout, file).areas


def text(layout: Layout, file: File) -> tuple[Record, Sequence[Region], str]:
    """The record of an article, its regions and its published text, without the places of its annotations.

    Raises:
        Refusal: as `article`.
    """
    found = record(layout, file)
    seed = sources.read_seed(layout.seeds, found.value["seed"]["file"])
    if seed.text is None or seed.sha256 != found.value["seed"]["sha256"]:
        raise changed(file)
    spans, breaks = regions.cut(seed.text, found.value["regions"])
    if breaks:
        raise changed(file)
    return found, *regions.lay_out(seed.text, spans, found.value["regions"])


def utterance(record: Record, seed: Callable[[str], str]) -> Utterance:
    """The model of an utterance with the places of its evidence, given the text of the seed of each article."""
    dates = {name: record.value[name] for name in ("said_on", "public_on") if name in record.value}
    facts: dict[str, Any] = {
        name: corpus.to_fact(fact, list(_places(fact.get("evidence", ()), seed))) for name, fact in dates.items()
    }
    return replace(corpus.utterance(record), **facts)


def _places(evidence: Sequence[Mapping[str, Any]], seed: Callable[[str], str]) -> Iterator[Place]:
    for value in evidence:
        words = seed(value["article"])
        yield Place(value["article"], anchors.find(words, corpus.to_anchor(value), [Span(0, len(words))])[0])


def record(layout: Layout, file: File) -> Record:
    """A sound record.

    Raises:
        Refusal: as `article`.
    """
    if file.sha256 is not None:
        return _same(layout, file)
    found = corpus.read_record(layout, file.kind, file.path)
    if not found.is_sound:
        raise changed(file)
    return found


def _same(layout: Layout, file: File) -> Record:
    """The record, if it is what was checked; then it need not be checked again."""
    try:
        data = sources.read_bytes(layout.start + file.path)
    except OSError:
        raise changed(file) from None
    if sha256(data).digest() != file.sha256:
        raise changed(file)
    return corpus.sound_record(file.kind, file.path, data, file.is_laid_out)


def changed(file: File) -> Refusal:
    """The refusal of a file that is not as it was checked."""
    return Refusal(
        "the corpus must stay as it is while it is built",
        f"{file.path}, or its seed, is not as it was when it was checked",
        "run the command again",
    )
