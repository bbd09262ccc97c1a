"""Makes a draft article file from a raw text: suggested regions, facts, mentions and quotes, with anchors for spans."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from blocquotes import anchors, dates, marks, regions
from blocquotes.checks.quote_parts import mark_beside
from blocquotes.edit import nesting
from blocquotes.model import Entity, Outlet, Span
from blocquotes.spans import holder
from blocquotes.suggest import pipeline
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.gazetteer import Gazetteer, slug
from blocquotes.suggest.names.mentions import SuggestedMention, draft_entities
from blocquotes.suggest.page.claims import Claim
from blocquotes.suggest.page.metadata import Metadata, read_metadata
from blocquotes.suggest.page.regions import region_records
from blocquotes.suggest.pipeline import Page, Settings, Suggestion
from blocquotes.suggest.speakers.discourse import Speaker
from blocquotes.suggest.speakers.resolve import draft_speakers
from blocquotes.suggest.speakers.utterances import Reported, reported_utterances

Value = dict[str, Any]

# Characters of a name or description, as the schema allows.
LONGEST_LINE = 2000

NO_SPEAKER = "No speaker found (draft)"

# Words of a content that become the id of its quote, and characters of an id.
ID_WORDS, ID_LENGTH = 5, 60


@dataclass(frozen=True)
class Known:
    """What the corpus knows: ids of entities, names, outlets, and the words of each quote that reports an utterance."""

    ids: frozenset[str]
    words: Gazetteer
    outlets: tuple[Outlet, ...]
    utterances: tuple[Reported, ...]


@dataclass(frozen=True)
class Areas:
    """The regions of a page that carry annotations: their spans in its text and in its seed, and the map between."""

    page: Page
    in_text: tuple[Span, ...]
    in_seed: tuple[Span, ...]
    to_seed: Callable[[Span], Span]


@dataclass(frozen=True)
class Draft:
    """A suggested article: the value of its file, and what is not in the corpus yet: entities, names of outlets."""

    article: Value
    entities: tuple[Entity, ...]
    outlets: tuple[str, ...]


def draft(text: str, id_: str, seed_file: str, known: Known) -> Draft:
    """The draft of an article from its raw text; the same text gives the same draft."""
    found = pipeline.suggest(text, id_, known.words, Settings(is_page=True))
    page, quotes, speakers = found.page, found.quotes, found.speakers
    areas = _areas(page)
    # Words that a page repeats with all that is around them have no anchor.
    anchored = {i: _parts(areas, quote) for i, quote in enumerate(quotes) if _in_one_region(areas, quote)}
    usable = [i for i, parts in anchored.items() if parts["content"] and not _is_cut_short(areas, quotes[i])]
    kept = nesting.settle(quotes, usable)
    names = dict(_quote_ids(page, quotes, kept))
    ids = {i: (names[i], names[outer] if outer is not None else None) for i, outer in kept.items()}
    names_of_outlets = {name.casefold(): o.id for o in known.outlets for name in (o.name, o.domain) if name}
    stated = read_metadata(page.seed, page.regions, names_of_outlets)
    facts = _facts(page, known, stated)
    published = facts["published"]["value"]
    known = replace(known, utterances=tuple(one for one in known.utterances if not _is_later(one, published)))
    article = {
        **_head(text, id_, seed_file),
        **facts,
        "regions": region_records(text, page.regions),
        "mentions": list(_mentions(areas, found.mentions, found.stands_for)),
        "quotes": [_quote(page, anchored[i], ids[i], quotes[i], speakers[i], known) for i in kept],
    }
    spoken = {speaker.entity for i in kept for speaker in speakers[i]}
    return Draft(article, tuple(_new_entities(found, spoken, known)), tuple(_new_outlets(stated, known)))


def _is_later(utterance: Reported, published: str | None) -> bool:
    """Whether an utterance was said after an article's day, so that the article cannot report it."""
    if not utterance.said_on or not published:
        return False
    return dates.first_day(utterance.said_on) > dates.last_day(published)


def _areas(page: Page) -> Areas:
    published = [(region.text, region.seed) for region in page.regions if region.text is not None]
    in_text, in_seed = tuple(text for text, _ in published), tuple(seed for _, seed in published)
    return Areas(page, in_text, in_seed, regions.to_seed(page.regions))


def _new_entities(found: Suggestion, spoken: Set[str], known: Known) -> Iterator[Entity]:
    """The records of the entities that a draft names and the corpus does not have."""
    used = {s.entity for s in found.mentions} | set(found.stands_for.values()) | spoken
    proposed = [*draft_speakers(found.speakers, known.words), *draft_entities(found.mentions, known.words)]
    new = {e.id: replace(e, name=_line(e.name), description=_line(e.description)) for e in proposed}
    return _with_lands({id_: e for id_, e in new.items() if id_ in used - known.ids}, known)


def _line(words: str) -> str:
    """Words as one line without control characters, which a wrong encoding leaves in names: `KÃ\x83rner`."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:LONGEST_LINE].strip()


def _head(text: str, id_: str, seed_file: str) -> Value:
    return {
        "$schema": "../../schema/article.schema.json",
        "id": id_,
        "seed": {"file": seed_file, "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest()},
        "method": "rules",
        "status": "draft",
        "text_rights": "publisher",
        "language": "en",
    }


def _new_outlets(stated: Metadata, known: Known) -> Iterator[str]:
    """The names of the outlets that a page states and the corpus does not have."""
    ids = {outlet.id for outlet in known.outlets}
    yield from dict.fromkeys(
        _line(one.name) for one in (stated.outlet, *stated.origins) if one.name and one.value not in ids
    )


def _facts(page: Page, known: Known, found: Metadata) -> Value:
    ids = {outlet.id for outlet in known.outlets}
    return {
        "translated_from": _fact(page, Claim()),
        "outlet": _fact(page, found.outlet if found.outlet.value in ids else Claim()),
        "origins": [fact for one in found.origins if one.value in ids and (fact := _fact(page, one))["value"]],
        "published": _fact(page, found.published),
        "byline": _fact(page, found.byline),
    }


def _fact(page: Page, claim: Claim) -> Value:
    whole = Span(0, len(page.seed))
    evidence = [_anchor(page.seed, s, (whole,)) for s in claim.evidence if not anchors.splits_word(page.seed, s, whole)]
    if claim.value is None or not all(evidence) or not 0 < len(evidence) == len(claim.evidence):
        return {"value": None, "basis": "unknown"}
    reasoning = {"reasoning": claim.reasoning} if claim.reasoning else {}
    value = dates.shortened(claim.value, claim.precision) if claim.precision else claim.value
    return {"value": value, "basis": claim.basis, "evidence": evidence, **reasoning}


def _anchor(seed: str, span: Span, areas: Sequence[Span]) -> Value | None:
    """The smallest anchor of a span of the seed; None if no context of a length that people read makes it unique.

    On a page that repeats itself, a context may reach over the complete page: hundreds of such anchors took gigabytes.
    """
    anchor = anchors.describe(seed, span, areas)
    if anchor is None or len(anchor.prefix) + len(anchor.suffix) > 2 * anchors.WINDOW:
        return None
    return {key: words for key, words in anchor._asdict().items() if words}


def _anchors(areas: Areas, spans: Sequence[Span]) -> list[Value]:
    """The anchors of spans of the published text; none if one of them has none, or cuts a word: "Al" in "he_Al"."""
    places = list(map(areas.to_seed, spans))
    seed = areas.page.seed
    if any(anchors.splits_word(seed, place, area) for place in places if (area := holder(areas.in_seed, place))):
        return []
    found = [_anchor(seed, place, areas.in_seed) for place in places]
    anchors_ = [anchor for anchor in found if anchor]
    return anchors_ if len(anchors_) == len(found) else []


def _parts(areas: Areas, quote: SuggestedQuote) -> dict[str, list[Value]]:
    """The anchors of a quote's parts."""
    spans = {"content": quote.content, "cue": quote.cue, "source": quote.source}
    return {part: _anchors(areas, found) for part, found in spans.items()}


def _in_one_region(areas: Areas, quote: SuggestedQuote) -> bool:
    """Whether every span of a quote lies inside one published region, where an anchor can hold it."""
    return all(holder(areas.in_text, span) for span in (*quote.content, *quote.cue, *quote.source))


def _is_cut_short(areas: Areas, quote: SuggestedQuote) -> bool:
    """Whether a mark beside the content belongs to it, as in “…“…”, where no reading pairs all marks."""
    return bool(mark_beside(list(map(areas.to_seed, quote.content)), areas.page.seed))


def _mentions(areas: Areas, mentions: Sequence[SuggestedMention], stands_for: Mapping[Span, str]) -> Iterator[Value]:
    """The mentions, those of the same words on one `every` line where they name one thing throughout."""
    alike: dict[str, list[SuggestedMention]] = {}
    for s in mentions:
        alike.setdefault(areas.page.text[s.span.start : s.span.end], []).append(s)
    uniform = {words for words, group in alike.items() if len({_kind(s, stands_for) for s in group}) == 1}
    lines = _every_lines(areas, alike, uniform)
    for words, group in alike.items():
        if words in lines:
            confidence = min(s.confidence for s in group)
            yield _mention({"exact": words, "every": True}, *_kind(group[0], stands_for), confidence)
        else:
            for s in group:
                for anchor in _anchors(areas, [s.span]):
                    yield _mention(anchor, *_kind(s, stands_for), s.confidence)


def _kind(s: SuggestedMention, stands_for: Mapping[Span, str]) -> tuple[str, str, str | None]:
    return s.type, s.entity, stands_for.get(s.span)


def _every_lines(areas: Areas, alike: Mapping[str, Sequence[SuggestedMention]], uniform: Set[str]) -> Set[str]:
    """The words of `uniform` whose mentions an `every` line gives, no place more and none less.

    `every` lines take their places after the lines of single mentions, the longest words first. Where "Jeb Bush" is
    one name and elsewhere "Jeb" and "Bush" are two, a line for every "Jeb Bush" would take the place of "Jeb", so
    "Jeb" gets single lines.
    """
    text = areas.page.text
    spans = sorted(s.span for group in alike.values() for s in group)
    lines: set[str] = set()
    single: set[str] = set()
    for words in sorted(uniform, key=len, reverse=True):
        own = {s.span for s in alike[words]}
        places = set(anchors.whole_words(text, words, areas.in_text))
        taken = {place: _meeting(spans, place) for place in places - own}
        if words not in single and own <= places and all(taken.values()):
            lines.add(words)
            inside = (text[span.start : span.end] for met in taken.values() for span in met)
            single |= {other for other in inside if len(other) <= len(words)}
    return lines


def _meeting(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Those of some spans, sorted and without overlap, that share a character with a place."""
    first = max(bisect_right(spans, place) - 1, 0)
    return [span for span in spans[first : bisect_left(spans, (place.end,))] if span.meets(place)]


def _mention(anchor: Value, type_: str, entity: str, stands_for: str | None, confidence: float) -> Value:
    extra = {"stands_for": stands_for} if stands_for else {}
    return {**anchor, "type": type_, "entity": entity, **extra, "confidence": confidence}


def quote_slug(content: str) -> str:
    """The id of a quote by the first words of its content."""
    return slug(" ".join(content.split()[:ID_WORDS]))[:ID_LENGTH].strip("-")


def _quote_ids(page: Page, quotes: Sequence[SuggestedQuote], indexes: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The ids of some quotes, numbered where one is taken."""
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = {}
    for index in indexes:
        start, end = quotes[index].content[0]
        base = quote_slug(page.text[start:end])
        of_base = numbers.setdefault(base, count(1))
        id_ = next(name for n in of_base if (name := f"{base}-{n}" if n > 1 else base) not in taken)
        taken.add(id_)
        yield index, id_


def _quote(
    page: Page,
    parts: Mapping[str, list[Value]],
    names: tuple[str, str | None],
    quote: SuggestedQuote,
    speakers: Sequence[Speaker],
    known: Known,
) -> Value:
    """The value of a quote; `names` are its id, and that of the quote around it."""
    said = [page.text[s.start : s.end] for s in quote.content]
    reported = reported_utterances(" ".join(said), [speaker.entity for speaker in speakers], known.utterances)
    reading = marks.read(said)
    fields: Value = {
        "id": names[0],
        "type": reading.type if reading.balanced else quote.type,
        "medium": quote.medium,
        "factuality": quote.factuality if quote.factuality != "asserted" else None,
        **parts,
        "speakers": list(dict.fromkeys(speaker.entity for speaker in speakers)),
        "no_speaker": None if speakers else NO_SPEAKER,
        "within": names[1],
        "utterances": reported,
        "unbalanced": not reading.balanced or None,
        "rule": quote.rule.id,
        "confidence": min([quote.confidence, *(speaker.confidence for speaker in speakers)]),
    }
    written = {key: value for key, value in fields.items() if value or key in ("speakers", "confidence")}
    is_certain = all(speaker.certain for speaker in speakers)
    return written if is_certain else {**written, "certain": False}


def _with_lands(proposed: Mapping[str, Entity], known: Known) -> Iterator[Entity]:
    """The proposed entities, and the states that they belong to where neither they nor the corpus have those."""
    yield from proposed.values()
    for id_ in sorted({e.of for e in proposed.values() if e.of} - proposed.keys() - known.ids):
        name = next((n for n in known.words.names.values() if n.id == id_), None)
        title, kind = (name.name, name.type) if name else (id_, "GPE")
        yield Entity(id_, title, kind, True, None, None, (), f"{title} (draft)")
