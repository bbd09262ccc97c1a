"""The first pass over the articles: their order, the passages that they share, and their splits, in little memory."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from blocquotes import jobs
from blocquotes.corpus import Index
from blocquotes.dataset import reading, reuse, splits
from blocquotes.dataset.reading import File
from blocquotes.dataset.reuse import Common, Shared, words
from blocquotes.dataset.splits import NAMES, Dated
from blocquotes.dataset.spool import Spool
from blocquotes.layout import Layout

# Articles that a process reads at once.
AT_ONCE = 50


@dataclass(frozen=True)
class Survey:
    """What must be known of all articles before the rows of any can be made.

    `articles` and `passes` are in the order of their rows: split after split, then oldest first, or by pass and id.
    `shared` has the passages as words of the articles, whose ids are `ids`, and `common` the phrases that are too
    common to be compared.
    """

    articles: tuple[File, ...]
    passes: tuple[tuple[File, File], ...]
    splits: Mapping[str, str]
    ids: tuple[str, ...]
    shared: Spool
    common: tuple[Common, ...]

    def passage(self, number: int) -> Shared:
        """A passage that two articles share, by its number in `shared`."""
        found: Shared = self.shared[number]
        return found


@dataclass(frozen=True)
class _Read:
    """An article, and its words as numbers."""

    dated: Dated
    words: "array[int]"


def survey(index: Index, processes: int = 1) -> Survey:
    """Reads all articles of a corpus without errors."""
    files = {file.id: file for file in sorted(reading.files(index, "article"), key=lambda file: file.id)}
    ids = tuple(files)
    flat, lengths, dated = array("Q"), list[int](), list[Dated]()
    parts = [[files[id_] for id_ in ids[at : at + AT_ONCE]] for at in range(0, len(ids), AT_ONCE)]
    for part in jobs.in_order(partial(_read, index.layout), parts, processes):
        for one in part:
            flat.extend(one.words)
            lengths.append(len(one.words))
            dated.append(one.dated)
    shared, common = _shared(flat, lengths)
    copies = reuse.copies(shared, lengths)
    split = splits.assign(sorted(dated, key=splits.by_age), [(ids[one], ids[other]) for one, other in copies])
    ordered = sorted(dated, key=lambda article: (NAMES.index(split[article.id]), splits.by_age(article)))
    passes = [(file, files[file.id]) for file in reading.files(index, "pass") if file.id in files]
    return Survey(
        tuple(files[article.id] for article in ordered),
        tuple(sorted(passes, key=lambda pair: NAMES.index(split[pair[0].id]))),
        split,
        ids,
        shared,
        tuple(reuse.named(common, lambda at: reading.published(index.layout, files[ids[at]]).text)),
    )


def _shared(flat: "array[int]", lengths: Sequence[int]) -> tuple[Spool, list[reuse.phrases.Common]]:
    found, common = reuse.find(flat, lengths)
    spool = Spool()
    for one in found:
        spool.append(one)
    return spool, common


def _read(layout: Layout, files: Sequence[File]) -> list[_Read]:
    return [_read_one(layout, file) for file in files]


def _read_one(layout: Layout, file: File) -> _Read:
    published = reading.published(layout, file)
    return _Read(Dated(file.id, published.date, published.sha256), words.numbers(published.text))
