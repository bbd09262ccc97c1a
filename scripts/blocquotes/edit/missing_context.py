"""Finds missing context: which of several places a cue or source means, if the content of its quote leaves no doubt."""

from collections.abc import Iterator, Sequence

from blocquotes import anchors
from blocquotes.corpus import Record, Resolution
from blocquotes.model import Anchor, Path, Span
from blocquotes.sentences import tokenize

# Parts that are near their content, which locates them; a content itself has nothing to locate it by.
PARTS = ("cue", "source")

# The path of an ambiguous anchor, the anchor that is unique to the only place that it can mean, and the reason.
Settled = tuple[Path, Anchor, str]


def settle(record: Record, resolution: Resolution) -> Iterator[Settled]:
    """The ambiguous cues and sources with only one place in a sentence, or else in a paragraph, of their content.

    Quotes with an ambiguous content are skipped. Places inside the content, inside words, or out of order with the
    part's other anchors do not count. Taking the nearest place would be wrong for 1 of 40 cues (PolNeAR, 31,538
    contents), too often for an automatic fix. If all context is removed from the five articles and their two passes,
    this settles 305 of 356 ambiguous anchors, all correctly.
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
                yield path, anchor, f"no other of the {len(hits)} places is in the {why} of the content"
            return


def _may_be(hit: Span, path: Path, contents: Sequence[Span], resolution: Resolution) -> bool:
    """Whether a place is outside the content, splits no word, and is in order with the anchors before and after."""
    area = next(area for area in resolution.areas if area.holds(hit))
    if any(hit.meets(content) for content in contents) or anchors.splits_word(resolution.seed, hit, area):
        return False
    before = resolution.hits.get((*path[:-1], int(path[-1]) - 1), ())
    after = resolution.hits.get((*path[:-1], int(path[-1]) + 1), ())
    in_order = len(before) != 1 or before[0].end <= hit.start
    return in_order and (len(after) != 1 or hit.end <= after[0].start)


def paragraph(seed: str, span: Span) -> Span:
    """The lines of the seed that contain a span; a paragraph is one line."""
    end = seed.find("\n", span.end)
    return Span(seed.rfind("\n", 0, span.start) + 1, end if end != -1 else len(seed))


def sentence(seed: str, span: Span) -> Span:
    """The sentences of the span's paragraph that contain it."""
    home = paragraph(seed, span)
    tokens = tokenize(seed[home.start : home.end])
    starts = [home.start + tokens.starts[i] for i in tokens.sentences[1:-1]]
    start = max((at for at in starts if at <= span.start), default=home.start)
    return Span(start, min((at for at in starts if at >= span.end), default=home.end))
