"""An article as the workbench edits it: the value of its file, with the place of every anchor beside its words.

Places are `[start, end]` in code points of the seed, as `span` of an anchor or a region and as `spans` of an `every`
line. The page changes places; here they become anchors again.
"""

import copy
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Any

from blocquotes import anchors, marks, regions
from blocquotes.corpus import Record, Resolution, annotation_paths, evidence_paths, to_anchor
from blocquotes.edit.draft_file import quote_slug
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Path, Region, Span
from blocquotes.spans import holder
from blocquotes.suggest.page.regions import region_records

Value = dict[str, Any]


def with_places(record: Record, resolution: Resolution) -> Value:
    """The value of a sound article with the places of its anchors, as far as each has exactly one."""
    value: Value = copy.deepcopy(record.value)
    for path, hits in resolution.hits.items():
        if len(hits) == 1:
            _at(value, path)["span"] = list(hits[0])
    for i, line in enumerate(value["mentions"]):
        if line.get("every"):
            line.pop("span", None)
            line["spans"] = [list(span) for span, path in sorted(resolution.mentions) if path == ("mentions", i)]
    for region, span in zip(value["regions"], resolution.spans, strict=False):
        region["span"] = list(span)
    return value


def without_places(value: Value, seed: str) -> Value:
    """The value of the file: every anchor finds the place that the page gave it, types follow from the marks.

    An anchor that finds its place already is kept, so that an article which nobody changed stays as it is.
    """
    plain: Value = copy.deepcopy(value)
    plain["regions"] = [_region(region, seed) for region in plain["regions"]]
    spans, _ = regions.cut(seed, plain["regions"])
    areas = [span for span, region in zip(spans, plain["regions"], strict=False) if regions.is_content(region)]
    for part, where in _anchored(plain, areas, (Span(0, len(seed)),)):
        place = part.pop("span", None)
        part.pop("spans", None)
        if place:
            _put(part, seed, Span(*place), where)
    taken = {quote["id"] for quote in plain["quotes"]}
    plain["quotes"] = [_completed(quote, taken) for quote in plain["quotes"]]
    return plain


def _region(region: Value, seed: str) -> Value:
    """A region whose words give the place that the page gave it; words that do so already are kept."""
    plain = {key: part for key, part in region.items() if key != "span"}
    if "span" not in region:
        return plain
    place = Span(*region["span"])
    words = seed[place.start : place.end]
    is_known = "exact" in plain or "from" in plain
    if is_known and regions.cut(words, [plain]) == ([Span(0, len(words))], []):
        return plain
    found = Region(region["role"], place, None, region.get("repeat", False))
    return next(iter(region_records(seed, [found])), plain)


def _at(value: Value, path: Path) -> Any:
    part: Any = value
    for step in path:
        part = part[step]
    return part


def _anchored(value: Value, areas: Sequence[Span], whole: Sequence[Span]) -> Iterator[tuple[Value, Sequence[Span]]]:
    """Every anchor of an article, and the areas of the seed that it may be in."""
    # A new anchor has no words yet, which `to_anchor` reads.
    for part in _placed(value):
        part.setdefault("exact", "")
    for path, _ in list(evidence_paths(value)):
        yield _at(value, path), whole
    for path, _ in list(annotation_paths(value)):
        yield _at(value, path), areas
    for line in value["mentions"]:
        if line.get("every"):
            yield line, areas


def _placed(value: Any) -> Iterator[Value]:
    """Every object with a place, at any depth."""
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from _placed(part)
    if isinstance(value, dict) and "span" in value:
        yield value


def _put(part: Value, seed: str, span: Span, areas: Sequence[Span]) -> None:
    """Makes an anchor find a place: as it is if it does, else with the smallest context that does."""
    if part["exact"] and anchors.find(seed, to_anchor(part), areas) == [span]:
        return
    found = anchors.describe(seed, span, areas) if holder(areas, span) else None
    # Words without a context of their own are reported by the checks, at their place.
    words = {"exact": seed[span.start : span.end]}
    if found:
        words |= {key: text for key, text in (("prefix", found.prefix), ("suffix", found.suffix)) if text}
    for key in ("exact", "prefix", "suffix"):
        part.pop(key, None)
    part.update(words)


def _completed(quote: Value, taken: set[str]) -> Value:
    """A quote with what follows from its words: its id if it is new, and its type if its marks pair up.

    Adds the id to those that are taken.
    """
    said = [anchor["exact"] for anchor in quote["content"]]
    reading = marks.read(said)
    full = {key: part for key, part in quote.items() if part or key not in QUOTE_PARTS}
    full["id"] = quote["id"] or _new_id(said[0] if said else "", taken)
    taken.add(full["id"])
    if reading.balanced:
        full.pop("unbalanced", None)
        return {**full, "type": reading.type}
    # `unbalanced` is for the annotator to set: mostly the content has to be extended to the other mark.
    return {**full, "type": quote.get("type", reading.type)}


def _new_id(words: str, taken: Collection[str]) -> str:
    base = quote_slug(words)
    return next(name for n in count(1) if (name := f"{base}-{n}" if n > 1 else base) not in taken)
