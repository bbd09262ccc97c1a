"""Missing context: which of several places a cue or a source means, where its quote's content leaves no doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocquotes import anchors
from blocquotes.corpus import Record, Resolution
from blocquotes.model import Anchor, Path, Span
from blocquotes.sentences import tokenize

# Parts that are beside their content, which locates them; a content has nothing to locate it by.
PARTS = ("cue", "source")


@dataclass(frozen=True)
class Settled:
    """The one place that an ambiguous anchor can mean, the anchor that finds it alone, and why it is the one."""

    path: Path
    anchor: Anchor
    why: str


def settle(record: Record, resolution: Resolution) -> Iterator[Settled]:
    """The cues and sources that have several places of which one alone shares a sentence, or else a paragraph, with
    the content of their quote.

    Quotes are left out of which a content has not exactly one place. Places inside the content, inside words, or
    out of order with the part's other anchors are none. Merely the nearest place is the wrong one in 1 of 40 cues
    (PolNeAR, 31,538 contents), too often to write it down unasked. With all context taken out of the five seeds'
    articles and their two passes, this settles 305 of 356 ambiguous anchors, all of them rightly.
    """
    for i, quote in enumerate(record.value["quotes"]):
        contents = [resolution.hits["quotes", i, "content", j] for j in range(len(quote["content"]))]
        if all(len(hits) == 1 for hits in contents):
            spans = [hits[0] for hits in contents]
            for part in PARTS:
                for j in range(len(quote.get(part, ()))):
                    yield from _settle(("quotes", i, part, j), spans, resolution)


def _settle(path: Path, contents: Sequence[Span], resolution: Resolution) -> Iterator[Settled]:
    seed, hits = resolution.seed, resolution.hits[path]
    if len(hits) < 2:
        return
    free = [hit for hit in hits if _may_be(hit, path, contents, resolution)]
    for around, why in ((sentence, "sentence"), (paragraph, "paragraph")):
        homes = [around(seed, content) for content in contents]
        near = [hit for hit in free if any(home.holds(hit) for home in homes)]
        if near:
            anchor = anchors.describe(seed, near[0], resolution.areas) if len(near) == 1 else None
            if anchor:
                yield Settled(path, anchor, f"no other of the {len(hits)} places is in the {why} of the content")
            return


def _may_be(hit: Span, path: Path, contents: Sequence[Span], resolution: Resolution) -> bool:
    """Whether a place is no part of the content or of a word, and in order with the anchors before and after."""
    area = next(area for area in resolution.areas if area.holds(hit))
    if any(hit.meets(content) for content in contents) or anchors.splits_word(resolution.seed, hit, area):
        return False
    before = resolution.hits.get((*path[:-1], int(path[-1]) - 1), ())
    after = resolution.hits.get((*path[:-1], int(path[-1]) + 1), ())
    in_order = len(before) != 1 or before[0].end <= hit.start
    return in_order and (len(after) != 1 or hit.end <= after[0].start)


def paragraph(seed: str, span: Span) -> Span:
    """The lines of the seed that hold a span; a paragraph is one line."""
    end = seed.find("\n", span.end)
    return Span(seed.rfind("\n", 0, span.start) + 1, end if end != -1 else len(seed))


def sentence(seed: str, span: Span) -> Span:
    """The sentences of the span's paragraph that hold it."""
    home = paragraph(seed, span)
    tokens = tokenize(seed[home.start : home.end])
    starts = [home.start + tokens.starts[i] for i in tokens.sentences[1:-1]]
    start = max((at for at in starts if at <= span.start), default=home.start)
    return Span(start, min((at for at in starts if at >= span.end), default=home.end))
