"""The tables of the independent passes: their quotes, with spans in the published text, their mentions and metadata.

They have all that `blocquotes agree` compares, so that the published agreement can be computed from a release.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes import fields, regions
from blocquotes.dataset.table_rows import Models, provenance, quote_row, role_row
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span

Row = dict[str, Any]

# Columns of quotes that a pass has no value for, or another.
OWN_WAY = (
    *("quote_id", "speaker_names", "speaker_offices", "speaker_affiliation_ids", "speaker_country_ids"),
    *("content_entity_ids", "lag_days", "region", "sentence", "paragraph", "before", "after"),
)


def rows(name: str, article: Article, published: Article, m: Models) -> dict[str, list[Row]]:
    """The rows of an article in a pass, given the name of the pass and the article as it is published."""
    return {
        "passes": list(_rows(name, article, published, m)),
        "pass_mentions": list(_mention_rows(name, article, m)),
        "pass_articles": [_article_row(name, article, m)],
    }


def _mention_rows(name: str, article: Article, m: Models) -> Iterator[Row]:
    to_seed = regions.to_seed(article.regions)
    for mention in article.mentions:
        place = to_seed(mention.span)
        yield {
            "pass_mention_id": f"{name}/{article.id}@{place.start}-{place.end}",
            "pass": name,
            "text": article.seed_text[place.start : place.end],
            "type": mention.type,
            "form": mention.form,
            "entity_ids": list(mention.entities),
            "certain": mention.certain,
            "stands_for_id": mention.stands_for,
            "article_id": article.id,
            "split": m.splits[article.id],
            "seed_start": place.start,
            "seed_end": place.end,
        }


def _article_row(name: str, article: Article, m: Models) -> Row:
    return {
        "pass_article_id": f"{name}/{article.id}",
        "pass": name,
        "article_id": article.id,
        "method": article.method,
        "n_quotes": len(article.quotes),
        "n_mentions": len(article.mentions),
        "roles": [role_row(role) for role in article.roles],
        "split": m.splits[article.id],
        "provenance": list(provenance(article)),
    }


def pass_name(file: str) -> str:
    """The pass that a record belongs to, from its path: its folder below `corpus/passes/`."""
    return file.split("/")[-2]


def _rows(name: str, article: Article, published: Article, m: Models) -> Iterator[Row]:
    for quote in article.quotes:
        row = {key: value for key, value in quote_row(article, quote, m).items() if key not in OWN_WAY}
        # What the annotators wrote, which agreement is measured on; never what the lexicon says.
        row |= {"cue_lemma": quote.cue_lemma, "cue_class": quote.cue_class}
        spans = {key: _moved(row[key], article, published) for key in row if key.endswith("_spans")}
        links = {key: row[key] and f"{name}/{row[key]}" for key in ("within_id", "antecedent_id")}
        made = {
            "pass_quote_id": f"{name}/{article.id}#{quote.id}",
            "pass": name,
            "article_id": article.id,
            "method": article.method,
            **row,
            **spans,
            "seed_spans": list(_seed_spans(row, article)),
            **links,
            "split": m.splits[article.id],
        }
        yield fields.in_order("passes", made)


def _seed_spans(row: Row, made_on: Article) -> Iterator[Row]:
    """The stretches of a quote's parts in the seed, from the spans in the pass's own text."""
    to_seed = regions.to_seed(made_on.regions)
    for part in QUOTE_PARTS:
        for span in row[f"{part}_spans"]:
            in_seed = to_seed(Span(span["start"], span["end"]))
            yield {"part": part, "start": in_seed.start, "end": in_seed.end}


def _moved(spans: Sequence[Mapping[str, int]], made_on: Article, published: Article) -> list[Row]:
    """Spans of the pass's text as spans of the published text, by way of the seed; none where one is not in it."""
    in_seed = list(map(regions.to_seed(made_on.regions), (Span(s["start"], s["end"]) for s in spans)))
    if not all(any(r.text and r.seed.holds(span) for r in published.regions) for span in in_seed):
        return []
    moved = map(regions.to_text(published.regions), in_seed)
    return [{"start": span.start, "end": span.end} for span in moved]
