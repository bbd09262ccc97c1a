"""The tables of the independent passes: their quotes, with spans in the published text, their mentions and metadata.

They have all that `blocquotes agree` compares, so that the published agreement can be computed from a release.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from blocquotes import fields, regions
from blocquotes.dataset.table_rows import Models, annotate, provenance, role_row
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span
from blocquotes.spans import holder

Row = dict[str, Any]

# The columns of a quote in a pass, in order. A column that is left as it is here fits no schema.
QUOTE = dict.fromkeys(fields.TABLES["passes"].columns, ...)


def rows(name: str, article: Article, published: Sequence[Span], m: Models) -> dict[str, list[Row]]:
    """The rows of an article in a pass, given the name of the pass and the spans of the seed that are published."""
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


def _rows(name: str, article: Article, published: Sequence[Span], m: Models) -> Iterator[Row]:
    to_seed, to_published = regions.to_seed(article.regions), _to_published(published)
    for quote in article.quotes:
        row: Row = QUOTE.copy()
        annotate(row, article, quote)
        # What the annotators wrote, which agreement is measured on; never what the lexicon says.
        row.update(cue_lemma=quote.cue_lemma, cue_class=quote.cue_class)
        in_seed = {part: [to_seed(span) for span in getattr(quote, part)] for part in QUOTE_PARTS}
        row.update({f"{part}_spans": to_published(spans) for part, spans in in_seed.items()})
        row["seed_spans"] = [
            {"part": part, "start": start, "end": end} for part, spans in in_seed.items() for start, end in spans
        ]
        row.update({key: row[key] and f"{name}/{row[key]}" for key in ("within_id", "antecedent_id")})
        row["pass_quote_id"] = f"{name}/{article.id}#{quote.id}"
        row["pass"] = name
        row["article_id"] = article.id
        row["method"] = article.method
        row["split"] = m.splits[article.id]
        yield row


def _to_published(areas: Sequence[Span]) -> Callable[[Sequence[Span]], list[Row]]:
    """The map from spans of the seed to places in the published text; to none if one of them is not in it."""
    to_text = regions.joined(areas)

    def places(in_seed: Sequence[Span]) -> list[Row]:
        if not all(holder(areas, span) for span in in_seed):
            return []
        return [{"start": start, "end": end} for start, end in map(to_text, in_seed)]

    return places
