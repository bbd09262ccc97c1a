"""Checks of anchors: each has exactly one place, in one annotated region, at the edges of words."""

from collections.abc import Iterator
from itertools import pairwise

from blocquotes import anchors
from blocquotes.checks.file import finding
from blocquotes.checks.near import nearest_passage, shown_anchor
from blocquotes.checks.seed import where
from blocquotes.corpus import Corpus, Record, Resolution, annotation_paths, evidence_paths, to_anchor
from blocquotes.model import Anchor, Finding, Path, Span

PLACES_SHOWN = 6


def check_anchors(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Every anchor of an article resolves to one place."""
    resolution = corpus.resolution(record)
    assert resolution
    whole = (Span(0, len(resolution.seed)),)
    for path, anchor in evidence_paths(record.value):
        yield from check_anchor(record, path, anchor, resolution, record, whole)
    for path, anchor in annotation_paths(record.value):
        yield from check_anchor(record, path, anchor, resolution, record, resolution.areas)
    for i, line in enumerate(record.value["mentions"]):
        if line.get("every"):
            yield from _check_every(record, ("mentions", i), to_anchor(line), resolution)


def check_utterance_anchors(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """Every piece of evidence of an utterance's date has one place in the seed of the article that it names."""
    for i, evidence in enumerate(record.value["said_on"].get("evidence", ())):
        article = next((a for a in corpus.sound("article") if a.id == evidence["article"]), None)
        resolution = corpus.resolution(article) if article else None
        if article and resolution:
            areas = (Span(0, len(resolution.seed)),)
            yield from check_anchor(record, ("said_on", "evidence", i), to_anchor(evidence), resolution, article, areas)


def check_anchor(
    record: Record, path: Path, anchor: Anchor, resolution: Resolution, article: Record, areas: tuple[Span, ...]
) -> Iterator[Finding]:
    """One anchor of `record` in the seed of `article`: its words have one place in the areas, whole words."""
    exact: Path = (*path, "exact")
    seed = resolution.seed
    if not anchor.exact.strip() or anchor.exact != anchor.exact.strip():
        yield finding(record, "anchor-empty", exact, repr(anchor.exact))
        return
    hits = anchors.find(seed, anchor, areas)
    if not hits:
        yield from _missing(record, exact, anchor, resolution, article, areas)
    elif len(hits) > 1:
        yield finding(record, "anchor-ambiguous", exact, *_places(hits, seed, article, areas))
    elif any(anchors.splits_word(seed, hits[0], area) for area in areas if area.holds(hits[0])):
        yield finding(record, "anchor-splits-word", exact, repr(anchor.exact), _in_context(seed, hits[0]))


def _check_every(record: Record, path: Path, anchor: Anchor, resolution: Resolution) -> Iterator[Finding]:
    if not anchor.exact.strip() or anchor.exact != anchor.exact.strip():
        yield finding(record, "anchor-empty", (*path, "exact"), repr(anchor.exact))
    elif not resolution.hits[path]:
        if anchors.whole_words(resolution.seed, anchor.exact, resolution.areas):
            found = f"every {anchor.exact!r} has a line of its own or is inside a longer mention"
            yield finding(record, "anchor-not-found", (*path, "exact"), found, "take this line out")
        else:
            yield from _missing(record, (*path, "exact"), anchor, resolution, record, resolution.areas)


def _missing(
    record: Record, path: Path, anchor: Anchor, resolution: Resolution, article: Record, areas: tuple[Span, ...]
) -> Iterator[Finding]:
    """Why an anchor has no place: it stands elsewhere in the seed, its context is off, or it is not there."""
    seed = resolution.seed
    elsewhere = anchors.find(seed, anchor, (Span(0, len(seed)),))
    if elsewhere:
        whole = Span(elsewhere[0].start - len(anchor.prefix), elsewhere[0].end + len(anchor.suffix))
        crossing = any(area.meets(whole) for area in areas) or _spans_several(whole, resolution)
        rule = "anchor-crosses-region" if crossing else "anchor-outside"
        label = "from one region into another" if crossing else _role(elsewhere[0], resolution, article)
        yield finding(
            record, rule, path, f"{anchor.exact!r} stands at {where(article, seed, elsewhere[0].start)}, {label}"
        )
        return
    alone = anchors.find(seed, Anchor(anchor.exact), areas)
    if alone and (anchor.prefix or anchor.suffix):
        found = f"{anchor.exact!r} is there, but not between prefix {anchor.prefix!r} and suffix {anchor.suffix!r}"
        yield finding(record, "anchor-not-found", path, found, _places(alone, seed, article, areas)[1])
    else:
        hint = nearest_passage(anchor.exact, seed, where(article, seed, 0), areas)
        yield finding(record, "anchor-not-found", path, repr(anchor.exact), hint)


def _spans_several(span: Span, resolution: Resolution) -> bool:
    return sum(region.meets(span) for region in resolution.spans) > 1


def _role(span: Span, resolution: Resolution, article: Record) -> str:
    for region, place in zip(article.value["regions"], resolution.spans, strict=False):
        if place.holds(span):
            return (
                f"in a region that is a repeated {region['role']}"
                if region.get("repeat")
                else (f"in a region whose role is {region['role']}")
            )
    return "between regions"


def _places(hits: list[Span], seed: str, article: Record, areas: tuple[Span, ...]) -> tuple[str, str]:
    """How many places there are, and for each the least context that settles it."""
    lines = []
    for hit in hits[:PLACES_SHOWN]:
        smallest = anchors.describe(seed, hit, areas)
        settled = shown_anchor(smallest) if smallest else "no context tells it apart: is one of them a repeat?"
        lines.append(f"{where(article, seed, hit.start)}: {settled}")
    more = f"\nand {len(hits) - PLACES_SHOWN} more" if len(hits) > PLACES_SHOWN else ""
    return f"{len(hits)} places" if len(hits) > 1 else "1 place", "\n".join(lines) + more


def _in_context(seed: str, span: Span) -> str:
    return f"it stands in …{seed[max(0, span.start - 15) : span.end + 15]!r}…"


def check_mentions(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """No two mentions overlap."""
    resolution = corpus.resolution(record)
    assert resolution
    for (one, _), (other, path) in pairwise(sorted(resolution.mentions)):
        if one.meets(other):
            words = resolution.seed[one.start : one.end], resolution.seed[other.start : other.end]
            found = f"{words[1]!r} overlaps {words[0]!r} at {where(record, resolution.seed, one.start)}"
            yield finding(record, "mentions-overlap", (*path, "exact"), found)
