"""The table `passes`: the quotes of the independent passes, with spans in the text of the adjudicated article."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes import corpus, fields, regions
from blocquotes.corpus import Corpus, Record
from blocquotes.dataset.table_rows import Models, quote_row
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Article, Span

Row = dict[str, Any]

# Columns of quotes that a pass has no value for, or another.
OWN_WAY = (
    *("quote_id", "speaker_names", "speaker_offices", "speaker_affiliation_ids", "speaker_country_ids"),
    *("content_entity_ids", "lag_days", "region", "sentence", "paragraph", "before", "after"),
)


def rows(loaded: Corpus, m: Models) -> list[Row]:
    """The rows of `passes`, sorted by pass, article and place."""
    return [row for record in loaded.sound("pass") if record.id in m.articles for row in _pass_rows(loaded, record, m)]


def _pass_rows(loaded: Corpus, record: Record, m: Models) -> Iterator[Row]:
    resolution = loaded.resolution(record)
    if resolution:
        yield from _rows(pass_name(record), corpus.article(record, resolution), m)


def pass_name(record: Record) -> str:
    """The pass that a record belongs to: its folder below `corpus/passes/`."""
    return record.file.split("/")[-2]


def _rows(name: str, article: Article, m: Models) -> Iterator[Row]:
    for quote in article.quotes:
        row = {key: value for key, value in quote_row(article, quote, m).items() if key not in OWN_WAY}
        # What the annotators wrote, which agreement is measured on; never what the lexicon says.
        row |= {"cue_lemma": quote.cue_lemma, "cue_class": quote.cue_class}
        spans = {key: _moved(row[key], article, m.articles[article.id]) for key in row if key.endswith("_spans")}
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
