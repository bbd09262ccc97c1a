"""How far a change moves the agreement of articles with the independent passes over them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes.agree import measures, seed_words
from blocquotes.agree.measures import Name
from blocquotes.agree.passes import Pair, Side
from blocquotes.dataset import date_columns
from blocquotes.fields import QUOTE_PARTS
from blocquotes.model import Fact, Mention, Quote, Role, Span
from blocquotes.versions import places, values
from blocquotes.versions.places import Shift
from blocquotes.versions.state import State

Row = Mapping[str, Any]

# Tables with the annotations of passes.
TABLES = ("passes", "pass_mentions", "pass_articles")

# Figures that are compared, with their names in messages: F1 of all quotes, and the share of matched quotes with the
# same label. Links of utterances are left out, since they go from article to article.
F1: Mapping[Name, str] = {
    **{(measure, "all", "f1"): f"{label} (F1)" for measure, label in measures.QUOTE_MEASURES.items()},
    **{
        (measure, "", "f1"): f"{label} (F1)"
        for measure, label in measures.WHOLE_MEASURES.items()
        if measure != "utterance-links"
    },
}
SHARES: Mapping[Name, str] = {
    (measure, "", "same"): f"{label} (share)" for measure, label in measures.KAPPA_MEASURES.items()
}
FIGURES: Mapping[Name, str] = {**F1, **SHARES}


@dataclass(frozen=True)
class Move:
    """A figure of the agreement of an article with a pass that differs: from 0 to 1, None if there is none."""

    article: str
    by: str
    figure: str
    old: float | None
    new: float | None


def moves(articles: Sequence[str], states: tuple[State, State]) -> Iterator[Move]:
    """The figures that differ, of articles that both states have with their words."""
    for id_ in articles:
        if not all(id_ in state.by_id["articles"] and state.has_texts for state in states):
            continue
        before, after = (_figures(id_, state) for state in states)
        for by in sorted({**before, **after}):
            for name, figure in FIGURES.items():
                old, new = (side.get(by, {}).get(name) for side in (before, after))
                if old != new:
                    yield Move(id_, by, figure, old, new)


def _figures(id_: str, state: State) -> dict[str, Mapping[Name, float | None]]:
    """The agreement of an article with each pass over it, by the name of the pass."""
    article = state.by_id["articles"][id_]
    names = {row["pass"] for table in TABLES for row in state.of_article.get((table, id_), ())}
    if not names:
        return {}
    words, own = seed_words.split(_seed_text(article)), _published(article, state)
    found: dict[str, Mapping[Name, float | None]] = {}
    for name in sorted(names):
        pair = Pair(article["seed_file"], words, _of_pass(name, id_, state), own)
        speakers = {speaker for side in (pair.a, pair.b) for quote in side.quotes for speaker in quote.speakers}
        compared = measures.compare(pair, {speaker: values.name("entities", speaker, state) for speaker in speakers})
        found[name] = measures.figures(measures.count(compared))
    return found


def _seed_text(article: Row) -> str:
    """The seed as far as it is published: what is between is line feeds, since tables do not hold it."""
    text, at = [], 0
    for region in places.shifts(article["regions"]):
        text += ["\n" * (region.start + region.by - at), article["text"][region.start : region.end]]
        at = region.end + region.by
    return "".join(text)


def _published(article: Row, state: State) -> Side:
    """The annotations of an article, with their spans in the seed."""
    regions, id_ = places.shifts(article["regions"]), article["article_id"]
    quotes = [_quote(row, _spans_in_text(row, regions)) for row in state.of_article.get(("quotes", id_), ())]
    mentions = [
        _mention(row, at) for row in state.of_article.get(("mentions", id_), ()) for at in _in_seed([row], regions)
    ]
    return _side(id_, quotes, mentions, article.get("roles"))


def _of_pass(name: str, id_: str, state: State) -> Side:
    """The annotations of a pass, with their spans in the seed."""
    quotes, mentions, own = (
        [row for row in state.of_article.get((table, id_), ()) if row["pass"] == name] for table in TABLES
    )
    return _side(
        id_,
        [_quote(row, _spans_in_seed(row)) for row in quotes],
        [_mention(row, Span(row["seed_start"], row["seed_end"])) for row in mentions],
        own[0].get("roles") if own else None,
    )


def _side(id_: str, quotes: Sequence[Quote], mentions: Sequence[Mention], roles: Sequence[Row] | None) -> Side:
    offices = (Role(r["entity_id"], r["office"], r["affiliation_id"], (), ()) for r in roles or ())
    return Side(id_, tuple(quotes), tuple(sorted(mentions, key=lambda mention: mention.span)), tuple(offices))


Spans = Mapping[str, tuple[Span, ...]]


def _spans_in_text(row: Row, regions: Sequence[Shift]) -> Spans:
    return {part: _in_seed(row[f"{part}_spans"], regions) for part in QUOTE_PARTS}


def _in_seed(spans: Sequence[Row], regions: Sequence[Shift]) -> tuple[Span, ...]:
    return tuple(Span(*place) for place in places.in_seed(spans, regions))


def _spans_in_seed(row: Row) -> Spans:
    found: dict[str, tuple[Span, ...]] = dict.fromkeys(QUOTE_PARTS, ())
    for span in row["seed_spans"]:
        found[span["part"]] += (Span(span["start"], span["end"]),)
    return found


def _quote(row: Row, spans: Spans) -> Quote:
    said_on = date_columns.known(row, "said_on") if "said_on" in row else None
    return Quote(
        id=row.get("quote_id") or row["pass_quote_id"],
        type=row["type"],
        medium=row["medium"],
        factuality=row["factuality"],
        content=spans["content"],
        cue=spans["cue"],
        source=spans["source"],
        speakers=tuple(row["speaker_ids"]),
        utterances=tuple(row["utterance_ids"]),
        cue_class=row.get("cue_class"),
        cue_lemma=row.get("cue_lemma"),
        source_form=row.get("source_form"),
        said_on=Fact(said_on, row["said_on_basis"], (), None, None) if said_on else None,
    )


def _mention(row: Row, at: Span) -> Mention:
    entities = tuple(row.get("entity_ids") or [row["entity_id"]])
    return Mention(at, row["type"], entities, row.get("stands_for_id"), row.get("form") or "name")
