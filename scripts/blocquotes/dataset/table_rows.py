"""The published tables as rows: plain values in the order of the table's schema, dates as ISO text."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from sys import intern
from typing import Any, NamedTuple

from blocquotes import corpus, cues, fields, marks
from blocquotes.corpus import Index
from blocquotes.dataset import date_columns, reading, sentence_rows, speaker_columns
from blocquotes.dataset.tally import Tally
from blocquotes.model import Article, Entity, Fact, Outlet, Quote, Region, Role, Span, Utterance, make_mention
from blocquotes.regions import SPACE_ROLE
from blocquotes.tokens import count_words

Row = dict[str, Any]

# Columns of quotes and mentions that the nested rows leave to their article.
OF_THE_ARTICLE = (
    *("article_id", "outlet_id", "outlet_name", "outlet_basis", "title", "split"),
    *("published", "published_month", "published_year", "published_precision", "published_basis"),
)


class Named(NamedTuple):
    """What rows of articles need of an entity; a large corpus has as many entities as articles."""

    name: str
    type: str
    wikidata: str | None
    country: str | None


# Mentions whose columns are remembered; each thousand take 0.7 MB.
REMEMBERED_MENTIONS = 2000

# The place of a mention whose place does not matter.
NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Models:
    """What the rows of articles need of all other records, by id, and the split of each article."""

    entities: Mapping[str, Named]
    outlets: Mapping[str, Outlet]
    splits: Mapping[str, str]

    @cached_property
    def unplaced(self) -> Callable[[tuple[Any, ...]], Row]:
        """The columns of a mention without its place: most mentions differ in nothing else from another one."""
        return lru_cache(REMEMBERED_MENTIONS)(partial(_unplaced, self.entities))


def models(index: Index, splits: Mapping[str, str]) -> Models:
    """The models of a corpus without errors, given the split of each article."""
    return Models(
        entities={r.id: _named(corpus.entity(r)) for r in reading.records(index, "entity")},
        outlets={r.id: corpus.outlet(r) for r in reading.records(index, "outlet")},
        splits=splits,
    )


def _named(entity: Entity) -> Named:
    return Named(intern(entity.name), intern(entity.type), entity.wikidata, speaker_columns.country(entity))


def registry_rows(index: Index, m: Models, tally: Tally) -> Iterator[tuple[str, Row]]:
    """Table and row of everything that articles refer to, except for utterances, each table sorted by id."""
    for record in reading.records(index, "entity"):
        yield "entities", entity_row(corpus.entity(record), tally)
    for id_ in sorted(tally.spoken):
        yield "speakers", speaker_row(id_, m.entities[id_], tally)
    for outlet in m.outlets.values():
        yield "outlets", outlet_row(outlet, tally)
    for entry in cues.entries():
        yield "cues", cue_row(entry)


def explode(article: Mapping[str, Any], table: str) -> Iterator[Row]:
    """The flat rows of `quotes` or `mentions` that are nested in a row of `articles`."""
    joined = {key: article[key] for key in OF_THE_ARTICLE if table == "quotes" or key in ("article_id", "split")}
    for nested in article[table]:
        yield fields.in_order(table, nested | joined)


def article_row(a: Article, m: Models) -> Row:
    """A row of `articles`, with its quotes and mentions nested."""
    mentions = list(mention_rows(a, m))
    quotes = [quote_row(a, quote, m) for quote in a.quotes]
    outlet = m.outlets.get(a.outlet.value or "")
    row = {
        "article_id": a.id,
        "seed_file": a.seed_file,
        "seed_sha256": a.seed_sha256,
        "title": _title(a),
        "byline": a.byline.value,
        "language": a.language,
        "translated_from": a.translated_from.value,
        "outlet_id": a.outlet.value,
        "outlet_name": outlet.name if outlet else None,
        "outlet_basis": a.outlet.basis,
        "origin_outlet_ids": [origin.value for origin in a.origins],
        **date_columns.columns("published", a.published),
        "provenance": list(provenance(a)),
        "roles": [role_row(role) for role in a.roles],
        "method": a.method,
        "text": a.text,
        "text_sha256": hashlib.sha256(a.text.encode("utf-8")).hexdigest(),
        "text_rights": a.text_rights,
        "regions": [_region(region) for region in a.regions if region.role != SPACE_ROLE],
        "mentions": mentions,
        "quotes": quotes,
        "n_quotes": len(quotes),
        "n_mentions": len(mentions),
        "split": m.splits[a.id],
    }
    return fields.in_order("articles", row)


def role_row(role: Role) -> Row:
    """The office and affiliation of a speaker, as they are nested in an article."""
    return {
        "entity_id": role.entity,
        "office": role.office,
        "affiliation_id": role.affiliation,
        "evidence": list(role.evidence),
        "evidence_spans": _spans([place.span for place in role.places]),
    }


def _title(a: Article) -> str | None:
    titles = (r.text for r in a.regions if r.role == "title" and r.text)
    return next((a.text[span.start : span.end] for span in titles), None)


def provenance(a: Article) -> Iterator[Row]:
    """The facts of an article with their basis and evidence, as they are nested in it."""
    facts = [("translated_from", a.translated_from), ("outlet", a.outlet), *(("origin", o) for o in a.origins)]
    for name, fact in (*facts, ("published", a.published), ("byline", a.byline)):
        yield _fact(name, fact)


def _fact(name: str, fact: Fact) -> Row:
    return {
        "field": name,
        "value": fact.value,
        "basis": fact.basis,
        "evidence": list(fact.evidence),
        "evidence_spans": _spans([place.span for place in fact.places]),
        "reasoning": fact.reasoning,
        "outside": fact.outside,
    }


def _region(region: Region) -> Row:
    return {
        "role": region.role,
        "seed_start": region.seed.start,
        "seed_end": region.seed.end,
        "start": region.text.start if region.text else None,
        "end": region.text.end if region.text else None,
        "repeat": region.repeat,
    }


def mention_rows(a: Article, m: Models) -> Iterator[Row]:
    """The mentions of an article as they are nested in it."""
    for mention in a.mentions:
        start, end = span = mention.span
        yield {
            **m.unplaced(mention[1:]),
            "mention_id": f"{a.id}@{start}-{end}",
            "start": start,
            "end": end,
            "text": a.text[start:end],
            "region": a.role(span),
        }


def _unplaced(entities: Mapping[str, Named], written: tuple[Any, ...]) -> Row:
    """The columns of a mention in their order, empty where they follow from its place, given all else of it."""
    mention = make_mention((NOWHERE, *written))
    entity = entities[mention.entity] if mention.entity else None
    row = {
        **dict.fromkeys(("mention_id", "start", "end", "text", "region")),
        **fields.publish(fields.MENTION, mention),
        "entity_name": entity and entity.name,
        "wikidata": entity and entity.wikidata,
    }
    return fields.in_order("mentions", row)


# The columns of a quote as it is nested in its article, in order. A column that is left as it is here fits no schema.
QUOTE = dict.fromkeys([column for column in fields.TABLES["quotes"].columns if column not in OF_THE_ARTICLE], ...)


def quote_row(a: Article, quote: Quote, m: Models) -> Row:
    """A quote as it is nested in its article."""
    speakers = [m.entities[id_] for id_ in quote.speakers if id_ in m.entities]
    # A copy has room for all columns. A dictionary that grows column by column is copied five times.
    row: Row = QUOTE.copy()
    annotate(row, a, quote)
    row["quote_id"] = f"{a.id}#{quote.id}"
    row["lag_days"] = date_columns.lag(quote.said_on, a.published)
    row.update(speaker_columns.columns(a, quote, [speaker.country for speaker in speakers]))
    row["content_entity_ids"] = content_entities(a, quote)
    row["speaker_names"] = [speaker.name for speaker in speakers]
    row["region"] = a.role(quote.content[0])
    row.update(sentence_rows.context(a.text, quote.content))
    return row


def annotate(row: Row, a: Article, quote: Quote) -> None:
    """Fills the columns of a quote that follow from its annotation and its words, which a quote of a pass has too."""
    content = a.words(quote.content)
    assert content
    row.update(fields.publish(fields.QUOTE, quote, lambda id_: f"{a.id}#{id_}"))
    row.update(cue_columns(a, quote))
    row.update(date_columns.columns("said_on", quote.said_on))
    row.update(date_columns.columns("public_on", quote.public_on))
    row["date_provenance"] = [_fact(name, fact) for name, fact in _dates(quote) if fact]
    row["content"] = content
    row["content_spans"] = _spans(quote.content)
    row["n_words"] = count_words(content)
    row["verbatim"] = list(marks.read([a.text[s.start : s.end] for s in quote.content]).verbatim)
    row["cue"] = a.words(quote.cue)
    row["cue_spans"] = _spans(quote.cue)
    row["source"] = a.words(quote.source)
    row["source_spans"] = _spans(quote.source)


def cue_columns(a: Article, quote: Quote) -> Row:
    """Lemma and class of a quote's cue: the file's, or those that the lexicon gives to the words."""
    read = cues.read_in(a.text, quote.cue, quote.source)
    return {"cue_lemma": quote.cue_lemma or read.lemma, "cue_class": quote.cue_class or read.kind}


def _dates(quote: Quote) -> tuple[tuple[str, Fact | None], ...]:
    return ("said_on", quote.said_on), ("public_on", quote.public_on)


def content_entities(a: Article, quote: Quote) -> list[str]:
    """The entities that are mentioned inside a quote's content, whatever the form of the mention, sorted by id."""
    found: set[str] = set()
    for span in quote.content:
        # Mentions are in text order, so those behind a span need not be looked at. They are compared by their spans.
        for mention in a.mentions[bisect_left(a.mentions, ((span.start,),)) :]:
            if mention.span.start >= span.end:
                break
            if mention.span.end <= span.end:
                found.update(mention.entities)
    return sorted(found)


def _spans(spans: Sequence[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end} for span in spans]


def entity_row(entity: Entity, tally: Tally) -> Row:
    """A row of `entities`, from the quotes that it speaks in, its mentions, and those that stand for it."""
    spoken = tally.spoken.get(entity.id)
    row = {
        "entity_id": entity.id,
        **fields.publish(fields.ENTITIES, entity),
        "country_id": entity.country and entity.country.value,
        "country_evidence": entity.country and entity.country.evidence,
        "member_of_ids": [one.value for one in entity.member_of],
        "member_of_evidence": [one.evidence for one in entity.member_of],
        "n_mentions": tally.named[entity.id],
        "n_stands_for": tally.stood_for[entity.id],
        "n_quotes": spoken.n_quotes if spoken else 0,
        "n_articles": tally.articles[entity.id],
    }
    return fields.in_order("entities", row)


def speaker_row(id_: str, entity: Named, tally: Tally) -> Row:
    """A row of `speakers`, from the quotes that the entity speaks in."""
    row = {
        "speaker_id": id_,
        "name": entity.name,
        "type": entity.type,
        "wikidata": entity.wikidata,
        **tally.spoken[id_].columns(),
    }
    return fields.in_order("speakers", row)


def outlet_row(outlet: Outlet, tally: Tally) -> Row:
    """A row of `outlets`, from the articles that it published and those that took text from it."""
    row = {
        "outlet_id": outlet.id,
        **fields.publish(fields.OUTLETS, outlet),
        "n_articles": tally.published[outlet.id],
        "n_origins": tally.origins[outlet.id],
        "n_quotes": tally.quotes[outlet.id],
    }
    return fields.in_order("outlets", row)


def utterance_row(utterance: Utterance, m: Models, quote_ids: Sequence[str]) -> Row:
    """A row of `utterances`, from the quotes that report it in the order of their articles."""
    article_ids = list(dict.fromkeys(id_.partition("#")[0] for id_ in quote_ids))
    row = {
        "utterance_id": utterance.id,
        **fields.publish(fields.UTTERANCES, utterance),
        "speaker_names": [m.entities[id_].name for id_ in utterance.speakers],
        **date_columns.columns("said_on", utterance.said_on),
        **date_columns.evidence_columns("said_on", utterance.said_on),
        **date_columns.columns("public_on", utterance.public_on),
        **date_columns.evidence_columns("public_on", utterance.public_on),
        "quote_ids": list(quote_ids),
        "article_ids": article_ids,
        "n_quotes": len(quote_ids),
        "n_articles": len(article_ids),
    }
    return fields.in_order("utterances", row)


def cue_row(entry: cues.Entry) -> Row:
    """A row of `cues`."""
    row = {"class": entry.kind, "definition": cues.classes()[entry.kind]}
    return {"lemma": entry.lemma, **row, "presupposes": entry.presupposes}
