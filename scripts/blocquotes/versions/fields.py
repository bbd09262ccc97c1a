"""How every published column is compared: as a field with words for its change, by itself, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocquotes.versions.change import Change
from blocquotes.versions.state import State

Row = Mapping[str, Any]

ANNOTATION = {
    "type": "type changed",
    "medium": "medium changed",
    "factuality": "factuality changed",
    "certain": "certainty changed",
    "no_speaker": "reason for having no speaker changed",
    "via_id": "via changed",
    "within_id": "outer quote changed",
    "antecedent_id": "antecedent changed",
    "unbalanced": "unbalanced changed",
    "note": "note changed",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "seed_file": "name of the seed changed",
        "byline": "byline changed",
        "language": "language changed",
        "translated_from": "original language changed",
        "outlet_id": "outlet changed",
        "published": "date changed",
        "published_precision": "precision of the date changed",
        "method": "method changed",
        "text_rights": "rights in the text changed",
        "split": "split changed",
    },
    "quotes": ANNOTATION,
    "mentions": {"type": "retyped", "entity_id": "relinked", "stands_for_id": "stands-for changed"},
    "entities": {
        "name": "renamed",
        "type": "type changed",
        "named": "named changed",
        "wikidata": "Wikidata id changed",
        "wikidata_evidence": "evidence of the Wikidata id changed",
        "of_id": "of changed",
        "aliases": "aliases changed",
        "description": "description changed",
    },
    "outlets": {
        "name": "renamed",
        "kind": "kind changed",
        "country": "country changed",
        "domain": "domain changed",
        "wikidata": "Wikidata id changed",
        "entity_id": "entity changed",
        "description": "description changed",
    },
    "utterances": {
        "paraphrase": "paraphrase changed",
        "speaker_ids": "speaker changed",
        "said_on": "date changed",
        "said_on_precision": "precision of the date changed",
        "said_on_basis": "basis of the date changed",
        "said_on_evidence": "evidence of the date changed",
        "said_on_evidence_spans": "place of the evidence of the date changed",
        "said_on_reasoning": "reasoning of the date changed",
        "occasion": "occasion changed",
    },
    "passes": {"method": "method changed", **ANNOTATION},
    "speakers": {},
    "text_reuse": {},
    "tokens": {},
}
"""Table → column → what is said of a row in which it differs."""

SPECIAL: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"seed_sha256", "origin_outlet_ids", "provenance", "regions"}),
    "quotes": frozenset(
        {"content", "content_spans", "cue", "cue_spans", "source", "source_spans", "speaker_ids", "utterance_ids"}
    ),
    "mentions": frozenset({"start", "end", "text"}),
    "passes": frozenset(
        {"content", "content_spans", "cue", "cue_spans", "source", "source_spans", "seed_spans"}
        | {"speaker_ids", "utterance_ids"}
    ),
}
"""Table → columns that are compared in ways of their own (`quotes.py`, `articles.py`)."""

COMPUTED: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"article_id", "title", "outlet_name", "outlet_basis", "published_basis", "text"})
    | {"text_sha256", "mentions", "quotes", "n_quotes", "n_mentions"},
    "quotes": frozenset({"quote_id", "article_id", "outlet_id", "outlet_name", "published", "n_words", "verbatim"})
    | {"speaker_names", "region", "paragraph", "split"},
    "mentions": frozenset({"mention_id", "article_id", "entity_name", "wikidata", "region", "split"}),
    "entities": frozenset({"entity_id", "n_mentions", "n_quotes", "n_articles"}),
    "outlets": frozenset({"outlet_id", "n_articles", "n_origins", "n_quotes"}),
    "utterances": frozenset({"utterance_id", "speaker_names", "quote_ids", "article_ids", "n_quotes", "n_articles"}),
    "passes": frozenset({"pass_quote_id", "pass", "article_id", "n_words", "verbatim", "split"}),
    "speakers": frozenset({"speaker_id", "name", "type", "wikidata", "n_quotes", "n_direct", "n_mixed", "n_indirect"})
    | {"n_articles", "outlet_ids", "first_published", "last_published"},
    "text_reuse": frozenset({"reuse_id", "article_a_id", "start_a", "end_a", "text_a", "article_b_id", "start_b"})
    | {"end_b", "text_b", "words_a", "words_b", "similarity", "older_id", "origin_id", "both_origin_ids"}
    | {"quote_ids_a", "quote_ids_b", "split"},
    "tokens": frozenset({"paragraph_id", "article_id", "paragraph", "region", "words", "word_spans", "content_tags"})
    | {"cue_tags", "source_tags", "mention_tags", "untagged_spans", "split"},
}
"""Table → keys, and columns that follow from others; a difference of theirs shows in the counts alone."""

NAMED = {
    "via_id": "entities",
    "of_id": "entities",
    "entity_id": "entities",
    "stands_for_id": "entities",
    "speaker_ids": "entities",
    "outlet_id": "outlets",
    "origin_outlet_ids": "outlets",
}
"""Column of ids → the table whose names are shown in their place."""

KEYS = {"entities": "entity_id", "outlets": "outlet_id"}


def changes(kind: str, table: str, old: Row, new: Row, states: tuple[State, State], **known: str) -> Iterator[Change]:
    """The changes of the plain fields of a row; `known` are the id and words that the changes are told with."""
    for column, what in FIELDS[table].items():
        if column in old and column in new and old[column] != new[column]:
            before, after = shown(column, old[column], new[column], states)
            yield Change(kind, what=what, old=before, new=after, **known)


def shown(column: str, old: Any, new: Any, states: tuple[State, State]) -> tuple[str | None, str | None]:
    """The two values of a column in words: ids by their names, and by both where the names are the same."""
    if column not in NAMED:
        return words(old), words(new)
    before, after = (words(_named(column, v, s)) for v, s in zip((old, new), states, strict=True))
    if before == after:
        return f"{before} ({words(old)})", f"{after} ({words(new)})"
    return before, after


def _named(column: str, value: Any, state: State) -> Any:
    if isinstance(value, list):
        return [name(NAMED[column], id_, state) for id_ in value]
    return name(NAMED[column], value, state) if value else value


def name(table: str, id_: str, state: State) -> str:
    """The name of an entity or outlet; its id where the state has no row of it."""
    rows: Sequence[Row] = state.rows.get(table, ())
    return next((str(row["name"]) for row in rows if row[KEYS[table]] == id_), id_)


def words(value: Any) -> str | None:
    """A value in words; None for nothing."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(words, value)))
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)
