"""Reads articles of a corpus without errors again, one at a time, so that a build never has all of them in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from blocquotes import anchors, corpus, regions, sources
from blocquotes.corpus import Index, Record
from blocquotes.layout import Layout
from blocquotes.model import Article, Place, Region, Span, Utterance
from blocquotes.refusal import Refusal


@dataclass(frozen=True)
class File:
    """A file with an article, or with an article as a pass annotated it; `path` is its path from the root.

    `sha256` is that of the content that was checked, None where it was not noted.
    """

    kind: str
    id: str
    path: str
    sha256: bytes | None = None


def files(index: Index, kind: str) -> list[File]:
    """The files of a kind of records in a corpus without errors, in order of their paths."""
    found = sorted((PurePosixPath(file), digest) for file, digest in index.digests(kind))
    return [File(kind, path.stem, path.as_posix(), digest) for path, digest in found]


def records(index: Index, kind: str) -> Iterator[Record]:
    """The records of a kind, read one at a time.

    Raises:
        Refusal: as `article`.
    """
    return (record(index.layout, file) for file in files(index, kind))


def article(layout: Layout, file: File) -> Article:
    """The model of an article.

    Raises:
        Refusal: the file or its seed was changed since the corpus was checked.
    """
    found = record(layout, file)
    resolution = corpus.resolve_in(sources.read_seed(layout.seeds, found.value["seed"]["file"]), found)
    if resolution is None or not resolution.is_whole:
        raise changed(file)
    return corpus.article(found, resolution)


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
    model = corpus.utterance(record)
    dates = {name: record.value[name] for name in ("said_on", "public_on") if name in record.value}
    facts: dict[str, Any] = {
        name: replace(getattr(model, name), places=tuple(_places(fact.get("evidence", ()), seed)))
        for name, fact in dates.items()
    }
    return replace(model, **facts)


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
    return corpus.sound_record(file.kind, file.path, data)


def changed(file: File) -> Refusal:
    """The refusal of a file that is not as it was checked."""
    return Refusal(
        "the corpus must stay as it is while it is built",
        f"{file.path}, or its seed, is not as it was when it was checked",
        "run the command again",
    )
