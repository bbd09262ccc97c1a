"""The cards below an article, with the annotations of each quote, of each entity and of the article itself."""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from blocquotes import corpus as corpora
from blocquotes import cues
from blocquotes.corpus import Record
from blocquotes.model import Entity, Fact, Path, Span
from blocquotes.preview.context import Context, entity_ids, verified
from blocquotes.preview.views import (
    Doubt,
    Evidence,
    FactView,
    NameView,
    PlacesView,
    QuoteView,
    Ref,
    Sureness,
    UtteranceView,
    Wording,
)

# Facts of an article and their names on the page; the origins, a list, are inserted after the first.
FACTS = (("outlet", "Outlet"), ("published", "Published"), ("byline", "Byline"), ("translated_from", "Translated from"))

# Dates of a quote, each with its name on the page.
DATES = (("said_on", "Said on"), ("public_on", "Public on"))

# A role is always what the article says.
STATED = Fact(None, "stated", (), None, None)

# Wordings of an utterance that a card lists. With all of them, pages would grow with the square of the corpus.
MOST_WORDINGS = 12

# Path in an article's file, of one or two steps → the findings at or below it.
Flags = Mapping[Path, Sequence[Ref]]


def quotes(
    record: Record, context: Context, key: str, evidence: Mapping[Path, str], flags: Flags
) -> Iterator[QuoteView]:
    """The quotes of a sound article, in the order of their numbers; `evidence` is that of `facts`."""
    numbers = context.numbers(record)
    for index in sorted(numbers, key=lambda i: numbers[i]):
        dates = tuple(_dates(record.value["quotes"][index], ("quotes", index), evidence))
        yield _quote(record, index, context, key, dates, flags.get(("quotes", index), ()))


def _dates(quote: Mapping[str, Any], path: Path, evidence: Mapping[Path, str]) -> Iterator[FactView]:
    for field, name in DATES:
        if field in quote:
            yield fact_view(name, corpora.to_fact(quote[field]), _evidence(quote[field], (*path, field), evidence))


def _reading(record: Record, index: int, context: Context) -> str:
    """Lemma and class of a cue, from the file or the lexicon: “lemma call for, class demand”; empty if unknown."""
    quote, resolution = record.value["quotes"][index], context.corpus.resolution(record)
    cue, source = (context.parts(record, index, part) for part in ("cue", "source"))
    lemma, kind = cues.read_in(resolution.seed if resolution else "", cue, source)
    named = (("lemma", quote.get("cue_lemma", lemma)), ("class", quote.get("cue_class", kind)))
    return ", ".join(f"{name} {value}" for name, value in named if value)


def _quote(
    record: Record, index: int, context: Context, key: str, dates: tuple[FactView, ...], findings: Sequence[Ref]
) -> QuoteView:
    quote, number = record.value["quotes"][index], context.numbers(record)[index]
    names = name_keys(record, key)
    return QuoteView(
        key=f"{key}-q{number}",
        number=number,
        place=f"{key}-r{number}" if context.parts(record, index, "content") else "",
        value=quote,
        reading=_reading(record, index, context),
        dates=dates,
        speakers=tuple(context.entity_ref(id_, names[id_]) for id_ in quote["speakers"]),
        via=context.entity_ref(quote["via"], names[quote["via"]]) if "via" in quote else None,
        within=_other(record, quote.get("within"), context, key),
        holds=tuple(_inner(record, quote["id"], context, key)),
        antecedent=_other(record, quote.get("antecedent"), context, key),
        utterances=tuple(_utterance(id_, record, index, context) for id_ in quote.get("utterances", ())),
        findings=tuple(findings),
        sure=_sure([quote]),
    )


def _sure(lines: Sequence[Mapping[str, Any]]) -> Sureness | None:
    """The lowest confidence of some quotes or mentions; None if none of them is a suggestion."""
    suggested = (Sureness(line["confidence"], line.get("rule", "")) for line in lines if "confidence" in line)
    return min(suggested, key=attrgetter("confidence"), default=None)


def doubts(quotes_: Sequence[QuoteView], names_: Sequence[NameView]) -> Iterator[Doubt]:
    """The suggestions that are not sure, with the lowest confidence first, quotes before names."""
    found = [(Ref(f"quote {q.number}", f"#{q.key}"), q.words("content"), q.sure) for q in quotes_]
    found += [
        (Ref(f"name {n.entity.name}", f"#{n.key}"), place.words, place.sure) for n in names_ for place in n.places
    ]
    unsure = [Doubt(what, words, sure) for what, words, sure in found if sure and sure.word != "sure"]
    yield from sorted(unsure, key=lambda doubt: doubt.sure.confidence)


def _other(record: Record, id_: str | None, context: Context, key: str) -> Ref | None:
    if id_ is None:
        return None
    found = (i for i, quote in enumerate(record.value["quotes"]) if quote["id"] == id_)
    return next((_quote_ref(record, i, context, key) for i in found), Ref(id_, lost=True))


def _inner(record: Record, id_: str, context: Context, key: str) -> Iterator[Ref]:
    for i, quote in enumerate(record.value["quotes"]):
        if quote.get("within") == id_:
            yield _quote_ref(record, i, context, key)


def _quote_ref(record: Record, index: int, context: Context, key: str) -> Ref:
    number = context.numbers(record)[index]
    return Ref(f"{number} {record.value['quotes'][index]['id']}", f"#{key}-q{number}")


def name_keys(record: Record, key: str) -> Mapping[str, str]:
    """Entity → the address of its card."""
    return {id_: f"#{key}-e{i}" for i, id_ in enumerate(entity_ids(record.value), start=1)}


def _utterance(id_: str, record: Record, index: int, context: Context) -> UtteranceView:
    found = context.utterances.get(id_)
    said_on = fact_view("Said on", found.said_on, _said_on_evidence(id_, record, context)) if found else None
    listed = _listed(id_, record, index, context)
    return UtteranceView(
        id=id_,
        paraphrase=found.paraphrase if found else "",
        occasion=(found.occasion or "") if found else "",
        said_on=said_on,
        wordings=tuple(_wording(a, i, a is record and i == index, record, context) for a, i in listed),
        more=len(context.reports.get(id_, ())) - len(listed),
        lost=("utterance", id_) not in context.records,
    )


def _said_on_evidence(id_: str, record: Record, context: Context) -> Iterator[Evidence]:
    for anchor in context.records["utterance", id_].value["said_on"].get("evidence", ()):
        home = context.records.get(("article", anchor["article"]))
        yield Evidence(anchor["exact"], context.link(home, record) if home else "", anchor["article"])


def _listed(id_: str, record: Record, index: int, context: Context) -> list[tuple[Record, int]]:
    """The first quotes that report an utterance, as (article, position); this quote is always included."""
    listed = list(context.reports.get(id_, ())[:MOST_WORDINGS])
    is_listed = any(article is record and i == index for article, i in listed)
    if record.kind == "article" and not is_listed:
        listed[-1] = (record, index)
    return listed


def _wording(article: Record, index: int, is_this: bool, record: Record, context: Context) -> Wording:
    quote, number = article.value["quotes"][index], context.numbers(article)[index]
    place = "r" if context.parts(article, index, "content") else "q"
    outlet = article.value["outlet"]["value"]
    return Wording(
        quote=Ref(quote["id"], context.link(article, record, f"-{place}{number}")),
        outlet=context.outlet_ref(outlet).text if outlet else article.id,
        published=article.value["published"]["value"] or "",
        type=quote["type"],
        words=" … ".join(anchor["exact"] for anchor in quote["content"]),
        is_this=is_this,
    )


def fact_view(
    name: str, fact: Fact, evidence: Iterator[Evidence], value: Ref | None = None, findings: Sequence[Ref] = ()
) -> FactView:
    """The view of a fact; `value` is shown instead of an id."""
    words = fact.value or ""
    return FactView(
        name=name,
        fact=fact,
        value=value or (Ref(words) if fact.value is not None else None),
        # The id of a record is shown beside its name, unless they are the same.
        detail=words if value and words != value.text else "",
        evidence=tuple(evidence),
        findings=tuple(findings),
    )


def facts(record: Record, context: Context, key: str, evidence: Mapping[Path, str], flags: Flags) -> Iterator[FactView]:
    """The metadata and roles of a sound article; `evidence` has the address of each piece that is in the text."""
    value = record.value
    paths: list[tuple[str, Path]] = [(name, (field,)) for field, name in FACTS]
    paths[1:1] = [("Origin", ("origins", i)) for i in range(len(value["origins"]))]
    for name, path in paths:
        item: Any = value
        for step in path:
            item = item[step]
        is_outlet = path[0] in ("outlet", "origins") and item["value"]
        ref = context.outlet_ref(item["value"]) if is_outlet else None
        yield fact_view(name, corpora.to_fact(item), _evidence(item, path, evidence), ref, flags.get(path, ()))
    keys = name_keys(record, key)
    for i, role in enumerate(value.get("roles", ())):
        path = ("roles", i)
        yield FactView(
            name="Role",
            fact=STATED,
            value=context.entity_ref(role["entity"], keys.get(role["entity"], "")),
            detail=", ".join(role[part] for part in ("office", "affiliation") if part in role),
            evidence=tuple(_evidence(role, path, evidence)),
            findings=tuple(flags.get(path, ())),
        )


def _evidence(fact: Mapping[str, Any], path: Path, places: Mapping[Path, str]) -> Iterator[Evidence]:
    for i, anchor in enumerate(fact.get("evidence", ())):
        yield Evidence(anchor["exact"], places.get((*path, "evidence", i), ""))


def names(
    record: Record, context: Context, key: str, mentions: Sequence[tuple[Span, int]], flags: Flags
) -> Iterator[NameView]:
    """The entities that are mentioned or speak in a sound article, by name; `mentions` has the places in the text."""
    keys = name_keys(record, key)
    places = _places(record, context, key, mentions, flags)
    views = (_name(id_, keys[id_], places.get(id_, ()), _speaks(record, id_, context, key), context) for id_ in keys)
    yield from sorted(views, key=lambda view: (view.entity.name.casefold(), view.entity.id))


def _name(id_: str, href: str, places: Sequence[PlacesView], speaks: Iterator[Ref], context: Context) -> NameView:
    known, record = context.entities.get(id_), context.records.get(("entity", id_))
    entity = known or Entity(id_, id_, "", True, None, None, (), "")
    return NameView(
        key=href.removeprefix("#"),
        entity=entity,
        of=context.entity_ref(entity.of, "") if entity.of else None,
        wikidata=verified(entity.wikidata, entity.wikidata_evidence),
        places=tuple(places),
        speaks=tuple(speaks),
        trouble="" if known else "its file has findings" if record else "no file of this id",
        draft=bool(known and record and record.value.get("status") == "draft"),
    )


def _speaks(record: Record, id_: str, context: Context, key: str) -> Iterator[Ref]:
    numbers = context.numbers(record)
    for i in sorted(numbers, key=lambda i: numbers[i]):
        if id_ in record.value["quotes"][i]["speakers"]:
            yield _quote_ref(record, i, context, key)


def _places(
    record: Record, context: Context, key: str, mentions: Sequence[tuple[Span, int]], flags: Flags
) -> Mapping[str, Sequence[PlacesView]]:
    """Entity → the words that mention it, each with its places in the text."""
    marked: dict[int, list[str]] = {}
    for number, (_, index) in enumerate(mentions, start=1):
        marked.setdefault(index, []).append(f"{key}-m{number}")
    alike: dict[tuple[str, str, str, str | None, bool], list[int]] = {}
    for index, line in enumerate(record.value["mentions"]):
        for entity in corpora.entities_of(line):
            kind = line.get("type", line.get("form", ""))
            way = (entity, line["exact"], kind, line.get("stands_for"), index in marked)
            alike.setdefault(way, []).append(index)
    keys = name_keys(record, key)
    found: dict[str, list[PlacesView]] = {}
    for (entity, words, type_, stands, _), lines in alike.items():
        view = PlacesView(
            words=words,
            type=type_,
            stands_for=context.entity_ref(stands, keys[stands]) if stands else None,
            keys=tuple(place for index in lines for place in marked.get(index, ())),
            findings=tuple(flag for index in lines for flag in flags.get(("mentions", index), ())),
            sure=_sure([record.value["mentions"][index] for index in lines]),
        )
        found.setdefault(entity, []).append(view)
    return found
