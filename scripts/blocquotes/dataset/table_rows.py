"""The published tables as rows: plain values in the order of the table's schema, dates as ISO text."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes import corpus, dates, fields, marks
from blocquotes.corpus import Corpus
from blocquotes.dataset import sentence_rows
from blocquotes.model import Article, Entity, Fact, Mention, Outlet, Quote, Region, Span, Utterance
from blocquotes.regions import SPACE_ROLE
from blocquotes.tokens import count_words

Row = dict[str, Any]

# Columns of quotes and mentions that the nested rows leave to their article.
OF_THE_ARTICLE = ("article_id", "outlet_id", "outlet_name", "title", "published", "split")


@dataclass(frozen=True)
class Models:
    """All sound records of a corpus as models, by id, and the split of each article."""

    articles: Mapping[str, Article]
    entities: Mapping[str, Entity]
    outlets: Mapping[str, Outlet]
    utterances: Mapping[str, Utterance]
    splits: Mapping[str, str]


def article_models(loaded: Corpus) -> dict[str, Article]:
    """The model of every article of a corpus without errors, oldest first."""
    resolved = ((record, loaded.resolution(record)) for record in loaded.sound("article"))
    articles = [corpus.article(record, resolution) for record, resolution in resolved if resolution]
    return {a.id: a for a in sorted(articles, key=lambda a: (a.published.value or "9999", a.id))}


def models(loaded: Corpus, articles: Mapping[str, Article], splits: Mapping[str, str]) -> Models:
    """The models of a corpus without errors, with the articles and their splits."""
    return Models(
        articles=articles,
        entities={r.id: corpus.entity(r) for r in loaded.sound("entity")},
        outlets={r.id: corpus.outlet(r) for r in loaded.sound("outlet")},
        utterances={r.id: corpus.utterance(r, loaded) for r in loaded.sound("utterance")},
        splits=splits,
    )


def rows(m: Models) -> dict[str, list[Row]]:
    """Table → its rows, sorted: articles by date, quotes and mentions by article and place, others by id."""
    articles = [article_row(a, m) for a in m.articles.values()]
    quotes = [row for article in articles for row in explode(article, "quotes")]
    mentions = [row for article in articles for row in explode(article, "mentions")]
    named, spoken = _by(mentions, "entity_ids"), _by(quotes, "speaker_ids")
    published, reports = _by(articles, "outlet_id"), _by(quotes, "utterance_ids")
    origins = _by(articles, "origin_outlet_ids")
    return {
        "articles": articles,
        "quotes": quotes,
        "mentions": mentions,
        "entities": [entity_row(e, spoken.get(e.id, []), named.get(e.id, [])) for e in m.entities.values()],
        "speakers": [speaker_row(m.entities[id_], spoken[id_]) for id_ in sorted(spoken)],
        "outlets": [outlet_row(o, published.get(o.id, []), origins.get(o.id, [])) for o in m.outlets.values()],
        "utterances": [utterance_row(u, m, reports.get(u.id, [])) for u in m.utterances.values()],
    }


def _by(table: Sequence[Row], column: str) -> dict[str, list[Row]]:
    """The rows of each value of a column, or of each item where the column is a list; nulls left out."""
    found: dict[str, list[Row]] = {}
    for row in table:
        for value in row[column] if isinstance(row[column], list) else filter(None, [row[column]]):
            found.setdefault(value, []).append(row)
    return found


def explode(article: Row, table: str) -> Iterator[Row]:
    """The flat rows of `quotes` or `mentions` that are nested in a row of `articles`."""
    for nested in article[table]:
        joined = {key: article[key] for key in OF_THE_ARTICLE if table == "quotes" or key in ("article_id", "split")}
        yield {**nested, **joined}


def article_row(a: Article, m: Models) -> Row:
    """A row of `articles`, with its quotes and mentions nested."""
    mentions = [mention_row(a, mention, m) for mention in a.mentions]
    quotes = [quote_row(a, quote, m) for quote in a.quotes]
    outlet = m.outlets.get(a.outlet.value or "")
    return {
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
        "published": _first_day(a.published),
        "published_precision": a.published.precision,
        "published_basis": a.published.basis,
        "provenance": list(_provenance(a)),
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


def _first_day(fact: Fact) -> str | None:
    return dates.first_day(fact.value) if fact.value else None


def _title(a: Article) -> str | None:
    titles = (r.text for r in a.regions if r.role == "title" and r.text)
    return next((a.text[span.start : span.end] for span in titles), None)


def _provenance(a: Article) -> Iterator[Row]:
    facts = [("translated_from", a.translated_from), ("outlet", a.outlet), *(("origin", o) for o in a.origins)]
    for name, fact in (*facts, ("published", a.published), ("byline", a.byline)):
        yield {
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


def role(a: Article, span: Span) -> str:
    """The role of the region that holds a span of the text."""
    return next(region.role for region in a.regions if region.text and region.text.holds(span))


def mention_row(a: Article, mention: Mention, m: Models) -> Row:
    """A mention as it is nested in its article."""
    entity = m.entities[mention.entity] if mention.entity else None
    row = {
        "mention_id": f"{a.id}@{mention.span.start}-{mention.span.end}",
        "start": mention.span.start,
        "end": mention.span.end,
        "text": a.text[mention.span.start : mention.span.end],
        **fields.publish(fields.MENTION, mention),
        "entity_name": entity and entity.name,
        "wikidata": entity and entity.wikidata,
        "region": role(a, mention.span),
    }
    return fields.in_order("mentions", row)


def quote_row(a: Article, quote: Quote, m: Models) -> Row:
    """A quote as it is nested in its article."""
    content = a.words(quote.content)
    assert content
    row = {
        "quote_id": f"{a.id}#{quote.id}",
        **fields.publish(fields.QUOTE, quote, lambda id_: f"{a.id}#{id_}"),
        "content": content,
        "content_spans": _spans(quote.content),
        "n_words": count_words(content),
        "verbatim": list(marks.read([a.text[s.start : s.end] for s in quote.content]).verbatim),
        "cue": a.words(quote.cue),
        "cue_spans": _spans(quote.cue),
        "source": a.words(quote.source),
        "source_spans": _spans(quote.source),
        "speaker_names": [m.entities[id_].name for id_ in quote.speakers if id_ in m.entities],
        "region": role(a, quote.content[0]),
        **sentence_rows.context(a.text, quote.content),
    }
    return fields.in_order("quotes", row)


def _spans(spans: Sequence[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end} for span in spans]


def entity_row(entity: Entity, spoken: Sequence[Row], named: Sequence[Row]) -> Row:
    """A row of `entities`, from the quotes that it speaks in and the mentions that name it."""
    row = {
        "entity_id": entity.id,
        **fields.publish(fields.ENTITIES, entity),
        "n_mentions": len(named),
        "n_quotes": len(spoken),
        "n_articles": len({row["article_id"] for row in (*named, *spoken)}),
    }
    return fields.in_order("entities", row)


def speaker_row(entity: Entity, spoken: Sequence[Row]) -> Row:
    """A row of `speakers`, from the quotes that the entity speaks in."""
    dates = sorted(row["published"] for row in spoken if row["published"])
    types = [row["type"] for row in spoken]
    return {
        "speaker_id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "wikidata": entity.wikidata,
        "n_quotes": len(spoken),
        "n_direct": types.count("direct"),
        "n_mixed": types.count("mixed"),
        "n_indirect": types.count("indirect"),
        "n_articles": len({row["article_id"] for row in spoken}),
        "outlet_ids": sorted({row["outlet_id"] for row in spoken if row["outlet_id"]}),
        "first_published": dates[0] if dates else None,
        "last_published": dates[-1] if dates else None,
    }


def outlet_row(outlet: Outlet, published: Sequence[Row], taken: Sequence[Row]) -> Row:
    """A row of `outlets`, from the articles that it published and those that took text from it."""
    row = {
        "outlet_id": outlet.id,
        **fields.publish(fields.OUTLETS, outlet),
        "n_articles": len(published),
        "n_origins": len(taken),
        "n_quotes": sum(row["n_quotes"] for row in published),
    }
    return fields.in_order("outlets", row)


def utterance_row(utterance: Utterance, m: Models, reports: Sequence[Row]) -> Row:
    """A row of `utterances`, from the quotes that report it in the order of their articles."""
    article_ids = list(dict.fromkeys(row["article_id"] for row in reports))
    said_on = utterance.said_on
    row = {
        "utterance_id": utterance.id,
        **fields.publish(fields.UTTERANCES, utterance),
        "speaker_names": [m.entities[id_].name for id_ in utterance.speakers],
        "said_on": _first_day(said_on),
        "said_on_precision": said_on.precision,
        "said_on_basis": said_on.basis,
        "said_on_evidence": list(said_on.evidence),
        "said_on_evidence_spans": [
            {"article_id": p.article, "start": p.span.start, "end": p.span.end} for p in said_on.places
        ],
        "said_on_reasoning": said_on.reasoning,
        "quote_ids": [row["quote_id"] for row in reports],
        "article_ids": article_ids,
        "n_quotes": len(reports),
        "n_articles": len(article_ids),
    }
    return fields.in_order("utterances", row)
