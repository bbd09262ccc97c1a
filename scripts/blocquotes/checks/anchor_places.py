"""Checks of anchors: each has exactly one place, in one annotated region, at the edges of words."""

from collections.abc import Iterator, Sequence

from blocquotes import anchors
from blocquotes.checks.findings import finding
from blocquotes.checks.passages import nearest_passage, shown_anchor, whole_words
from blocquotes.checks.seed import seed_file, where
from blocquotes.corpus import Index, Record, Resolution, to_anchor
from blocquotes.model import Anchor, Finding, Path, Span
from blocquotes.shown import literal, shown
from blocquotes.spans import holder
from blocquotes.statements import Said, utterance_evidence

# Places of an ambiguous anchor that a finding lists.
PLACES_SHOWN = 6

# Characters that are beside most spans; none is part of a word.
BESIDE = " \n.,:;!?“”‘’\"'()—-"

# Number of places up to which the smallest context of each is searched; with more, it takes long.
PLACES_WEIGHED = 1000


def check_anchors(record: Record, corpus: Index) -> Iterator[Finding]:
    """Every anchor of an article resolves to one place."""
    resolution = corpus.resolution(record)
    assert resolution
    whole = (Span(0, len(resolution.seed)),)
    hits, seed = resolution.hits, resolution.seed
    for some, areas in ((resolution.evidence, whole), (resolution.annotations, resolution.areas)):
        for path, value in some:
            places, exact = hits[path], value["exact"]
            if len(places) == 1 and exact == exact.strip():
                start, end = places[0]
                # Mostly there are blanks or marks beside the span, and nothing else need be looked at.
                if not (seed[start - 1 : start] + seed[end : end + 1]).strip(BESIDE):
                    continue
            if not _is_placed(exact, places, seed, areas):
                yield from check_anchor(record, path, to_anchor(value), resolution, record, areas)
    for i, line in enumerate(record.value["mentions"]):
        if line.get("every") and (_is_empty(line["exact"]) or not hits["mentions", i]):
            yield from _check_every(record, ("mentions", i), to_anchor(line), resolution)


def check_utterance_anchors(record: Record, corpus: Index) -> Iterator[Finding]:
    """Every piece of evidence of an utterance's date has one place in the seed of the article that it names."""
    for path, evidence in utterance_evidence(record.value):
        known = corpus.known("article", evidence["article"])
        if known is None or _is_resolved(to_anchor(evidence), known, corpus):
            continue
        article = corpus.complete("article", known.id)
        resolution = corpus.resolution(article) if article else None
        if article and resolution:
            areas = (Span(0, len(resolution.seed)),)
            yield from check_anchor(record, path, to_anchor(evidence), resolution, article, areas)


def _is_resolved(anchor: Anchor, article: Said, corpus: Index) -> bool:
    """Whether nothing is wrong with an anchor in the seed of an article, for which the article need not be read."""
    seed = corpus.seed(article.value["seed"]["file"])
    if seed.text is None or seed.sha256 != article.value["seed"]["sha256"]:
        return False
    areas = (Span(0, len(seed.text)),)
    return _is_placed(anchor.exact, anchors.find(seed.text, anchor, areas), seed.text, areas)


def _is_placed(exact: str, hits: Sequence[Span], seed: str, areas: Sequence[Span]) -> bool:
    """Whether `check_anchor` would find nothing, as in almost all of hundreds of anchors."""
    if len(hits) != 1 or _is_empty(exact):
        return False
    return not _splits(seed, hits[0], areas)


def check_anchor(
    record: Record, path: Path, anchor: Anchor, resolution: Resolution, article: Record, areas: tuple[Span, ...]
) -> Iterator[Finding]:
    """One anchor of `record` in the seed of `article`: its words have one place in the areas and split no word."""
    exact: Path = (*path, "exact")
    seed = resolution.seed
    if _is_empty(anchor.exact):
        yield finding(record, "anchor-empty", exact, shown(anchor.exact))
        return
    # An article's own anchors were found when it was resolved.
    hits = resolution.hits[path] if record is article else anchors.find(seed, anchor, areas)
    if not hits:
        yield from _missing(record, exact, anchor, resolution, article, areas)
    elif len(hits) > 1:
        hits = anchors.find(seed, anchor, areas)
        found = f"{len(hits)} places of {_described(anchor)}"
        # If "out" occurs as a word, its occurrence inside "about" is not meant.
        hits = [hit for hit in hits if not _splits(seed, hit, areas)] or list(hits)
        yield finding(record, "anchor-ambiguous", exact, found, _places(hits, seed, article, areas))
    elif _splits(seed, hits[0], areas):
        yield finding(record, "anchor-splits-word", exact, shown(anchor.exact), _uncut(hits[0], seed, article))


def _splits(seed: str, span: Span, areas: Sequence[Span]) -> bool:
    area = holder(areas, span)
    return area is not None and anchors.splits_word(seed, span, area)


def _is_empty(exact: str) -> bool:
    words = exact.strip()
    return not words or exact != words


def _check_every(record: Record, path: Path, anchor: Anchor, resolution: Resolution) -> Iterator[Finding]:
    exact: Path = (*path, "exact")
    seed, areas = resolution.seed, resolution.areas
    if _is_empty(anchor.exact):
        yield finding(record, "anchor-empty", exact, shown(anchor.exact))
    elif not resolution.hits[path] and anchors.whole_words(seed, anchor.exact, areas):
        found = f"every {shown(anchor.exact)} has its own line or is inside a longer mention"
        yield finding(record, "anchor-not-found", exact, found, "remove this line")
    elif not resolution.hits[path] and (parts := anchors.find(seed, anchor, areas)):
        yield finding(record, "anchor-splits-word", exact, shown(anchor.exact), _uncut(parts[0], seed, record))
    elif not resolution.hits[path]:
        yield from _missing(record, exact, anchor, resolution, record, areas)


def _missing(
    record: Record, path: Path, anchor: Anchor, resolution: Resolution, article: Record, areas: tuple[Span, ...]
) -> Iterator[Finding]:
    """Why an anchor has no place: it is elsewhere in the seed, its context differs, or its words do not occur."""
    seed = resolution.seed
    if elsewhere := anchors.find(seed, anchor, (Span(0, len(seed)),)):
        whole = Span(elsewhere[0].start - len(anchor.prefix), elsewhere[0].end + len(anchor.suffix))
        crossing = any(area.meets(whole) for area in areas) or _spans_several(whole, resolution)
        rule = "anchor-crosses-region" if crossing else "anchor-outside"
        label = "and reaches into another region" if crossing else _role(elsewhere[0], resolution, article)
        found = f"{_described(anchor)} is at {where(article, seed, elsewhere[0].start)}, {label}"
        yield finding(record, rule, path, found)
    elif (anchor.prefix or anchor.suffix) and (alone := anchors.find(seed, Anchor(anchor.exact), areas)):
        from rapidfuzz import fuzz

        wanted = anchor.prefix + anchor.exact + anchor.suffix
        alone.sort(key=lambda hit: -fuzz.ratio(wanted, _with_context(hit, seed, anchor)))
        found = f"no {_described(anchor)}, but the words without their context occur"
        yield finding(record, "anchor-not-found", path, found, _places(alone, seed, article, areas))
    else:
        hint = nearest_passage(anchor.exact, seed, seed_file(article), areas)
        found = f"no {_described(anchor)} in {seed_file(article)}"
        yield finding(record, "anchor-not-found", path, found, hint)


def _described(anchor: Anchor) -> str:
    """An anchor in words, such as `"Putin" before " said"`."""
    before = f" after {shown(anchor.prefix)}" if anchor.prefix else ""
    after = f" before {shown(anchor.suffix)}" if anchor.suffix else ""
    return f"{shown(anchor.exact)}{before}{' and' if before and after else ''}{after}"


def _with_context(hit: Span, seed: str, anchor: Anchor) -> str:
    return seed[max(0, hit.start - len(anchor.prefix)) : hit.end + len(anchor.suffix)]


def _spans_several(span: Span, resolution: Resolution) -> bool:
    return sum(region.meets(span) for region in resolution.spans) > 1


def _role(span: Span, resolution: Resolution, article: Record) -> str:
    for region, place in zip(article.value["regions"], resolution.spans, strict=False):
        if place.holds(span):
            repeated = "a repeated " if region.get("repeat") else ""
            return f"in a region whose role is {repeated}{region['role']}"
    return "between regions"


def _places(hits: Sequence[Span], seed: str, article: Record, areas: tuple[Span, ...]) -> str:
    """For each place of the same words, the smallest context that identifies it, ready to copy into the file."""
    if seed.count(seed[hits[0].start : hits[0].end]) > PLACES_WEIGHED:
        return f"more than {PLACES_WEIGHED} places: extend the span by more words"
    lines = []
    for hit in hits[:PLACES_SHOWN]:
        smallest = anchors.describe(seed, hit, areas)
        settled = shown_anchor(smallest) if smallest else "no context distinguishes it: is one of them a repeat?"
        lines.append(f"{where(article, seed, hit.start)}: {settled}")
    more = [f"and {len(hits) - PLACES_SHOWN} more"] if len(hits) > PLACES_SHOWN else []
    return "\n".join([*lines, *more])


def _uncut(span: Span, seed: str, article: Record) -> str:
    """The complete words of a span that begins or ends inside a word, and their place."""
    whole = whole_words(seed, span, seed[span.start : span.end])
    return f"{where(article, seed, whole.start)} has {literal(seed[whole.start : whole.end])}"
