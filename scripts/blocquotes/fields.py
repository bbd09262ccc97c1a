"""Every field of every record, once: name in files, column in tables, kind, reference, label, and how it is compared.

What a field is for, and whether a release without texts leaves it out (`ofText`), is in `schema/`. To add a field, add
it to the schema and here, and to each tool that shows it in its own way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Literal

# What a field holds: one word of a closed list; true or false; a quote of the same article; the id of a record; ids,
# in an order that means nothing; a line of free words; spans of the text; a date, with columns for what is known of
# it; any other value.
Kind = Literal["choice", "flag", "link", "id", "ids", "line", "spans", "date", "value"]

# How `blocquotes diff` compares a column: by its value; in its own code; or not, since it follows from others.
Compared = Literal["value", "apart", "counted"]


# Compared by identity, so that lists of them are looked up fast.
@dataclass(frozen=True, eq=False)
class Field:
    """A field of a record and its column in a table.

    Attributes:
        column: the name in the published table.
        kind: what it holds.
        label: what people read in its place.
        name: the name in the files of `corpus/` and in the model; empty for a column that the build computes.
        refers_to: the table whose key it holds.
        default: the value of a field that a file leaves out.
        compared: how `blocquotes diff` compares it.
        change: what `blocquotes diff` says of another value.
    """

    column: str
    kind: Kind = "value"
    label: str = ""
    name: str = ""
    refers_to: str | None = None
    default: Any = None
    compared: Compared = "value"
    change: str = ""

    def __post_init__(self) -> None:
        """Fills what follows from the rest."""
        if not self.change:
            object.__setattr__(self, "change", f"{self.label or self.column} changed")


@dataclass(frozen=True)
class Table:
    """A published table: the column that identifies a row, and its fields."""

    key: str
    fields: tuple[Field, ...]
    columns: Mapping[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        """Indexes the fields by their columns."""
        object.__setattr__(self, "columns", {one.column: one for one in self.fields})


def apart(*columns: str) -> Iterator[Field]:
    """Columns that `blocquotes diff` compares in its own code."""
    return (Field(column, compared="apart") for column in columns)


def computed(*columns: str, refers_to: str | None = None) -> Iterator[Field]:
    """Columns that follow from others, so that their changes show in the counts alone."""
    return (Field(column, refers_to=refers_to, compared="counted") for column in columns)


def date(column: str, label: str) -> Field:
    """A date, null unless the day is known; `blocquotes diff` shows it as far as it is known."""
    return Field(column, "date", label=label)


def about_date(column: str, label: str = "") -> Iterator[Field]:
    """The columns beside a date: its month, year and precision, which follow from it, and its basis."""
    basis = f"{column}_basis"
    yield from computed(f"{column}_month", f"{column}_year", f"{column}_precision")
    yield from [Field(basis, label=f"basis of {label}")] if label else computed(basis)


# The parts of a quote, each a list of anchors in a file, and words and spans in a table.
QUOTE_PARTS = ("content", "cue", "source")

ARTICLES = (
    *computed("article_id", "title", "outlet_name"),
    date("published", "date"),
    Field("byline", label="byline"),
    *computed("text", "n_quotes", "n_mentions", "quotes", "mentions"),
    Field("roles", label="roles"),
    Field("language", label="language"),
    Field("translated_from", label="original language"),
    Field("outlet_id", "id", label="outlet", refers_to="outlets"),
    *computed("outlet_basis"),
    *about_date("published"),
    Field("origin_outlet_ids", "ids", refers_to="outlets", compared="apart"),
    Field("method", "choice", label="method"),
    Field("text_rights", label="rights in the text"),
    Field("split", label="split"),
    *apart("provenance", "regions"),
    Field("seed_file", label="name of the seed"),
    *apart("seed_sha256"),
    *computed("text_sha256"),
)

QUOTES = (
    *computed("quote_id"),
    *apart("content"),
    *computed("speaker_names", "outlet_name", "published"),
    date("said_on", "date of saying"),
    Field("type", "choice", label="type", name="type"),
    Field("medium", "choice", label="medium", name="medium"),
    Field("factuality", "choice", label="factuality", name="factuality", default="asserted"),
    *apart("source"),
    Field("source_form", "choice", label="source form", name="source_form"),
    *apart("cue"),
    Field("cue_lemma", label="cue lemma", name="cue_lemma"),
    Field("cue_class", "choice", label="cue class", name="cue_class"),
    *computed("verbatim", "n_words", "title", "before", "after", "region"),
    Field("speaker_ids", "ids", "speakers", "speakers", refers_to="entities", default=(), compared="apart"),
    Field("certain", "flag", label="certainty", name="certain", default=True),
    Field("no_speaker", "line", label="reason for having no speaker", name="no_speaker"),
    *computed("speaker_offices"),
    *computed("speaker_affiliation_ids", "speaker_country_ids", refers_to="entities"),
    Field("via_id", "id", label="via", name="via", refers_to="entities"),
    *computed("content_entity_ids", refers_to="entities"),
    Field(
        "utterance_ids",
        "ids",
        label="utterances",
        name="utterances",
        refers_to="utterances",
        default=(),
        compared="apart",
    ),
    Field("within_id", "link", label="outer quote", name="within", refers_to="quotes"),
    Field("antecedent_id", "link", label="antecedent", name="antecedent", refers_to="quotes"),
    Field("unbalanced", "flag", label="unbalanced", name="unbalanced", default=False),
    Field("note", "line", label="note", name="note"),
    *computed("outlet_id", refers_to="outlets"),
    *computed("outlet_basis"),
    *about_date("published"),
    *about_date("said_on", "the date of saying"),
    *computed("lag_days"),
    date("public_on", "date of publication of the words"),
    *about_date("public_on", "the date of publication of the words"),
    *computed("article_id", refers_to="articles"),
    *computed("split", "paragraph", "sentence"),
    *apart("content_spans", "cue_spans", "source_spans"),
    Field("date_provenance", label="provenance of the dates"),
)

MENTIONS = (
    *computed("mention_id"),
    *apart("text"),
    *computed("entity_name"),
    Field("type", "choice", label="type", name="type", change="retyped"),
    Field("form", "choice", label="form", name="form", default="name"),
    Field("entity_id", "id", name="entity", refers_to="entities", compared="counted"),
    Field("entity_ids", "ids", label="entities", name="entities", refers_to="entities", default=(), change="relinked"),
    Field("certain", "flag", label="certainty", name="certain", default=True),
    Field("stands_for_id", "id", label="stands-for", name="stands_for", refers_to="entities"),
    *computed("wikidata", "region"),
    *computed("article_id", refers_to="articles"),
    *computed("split"),
    *apart("start", "end"),
)

ENTITIES = (
    *computed("entity_id"),
    Field("name", "line", label="name", name="name", change="renamed"),
    Field("type", "choice", label="type", name="type"),
    Field("description", "line", label="description", name="description"),
    *computed("n_mentions", "n_stands_for", "n_quotes", "n_articles"),
    Field("named", "flag", label="named", name="named", default=True),
    Field("aliases", label="aliases", name="aliases", default=()),
    Field("of_id", "id", label="of", name="of", refers_to="entities"),
    Field("country_id", "id", label="country", refers_to="entities"),
    Field("member_of_ids", "ids", label="memberships", refers_to="entities"),
    Field("wikidata", label="Wikidata id", name="wikidata"),
    Field("wikidata_evidence", "line", label="evidence of the Wikidata id", name="wikidata_evidence"),
    Field("country_evidence", "line", label="evidence of the country"),
    Field("member_of_evidence", label="evidence of the memberships"),
)

SPEAKERS = (
    *computed("speaker_id", refers_to="entities"),
    *computed("name", "type", "n_quotes", "n_utterances", "n_articles", "n_direct", "n_mixed", "n_indirect"),
    *computed("n_negated", "n_nested", "first_published", "last_published", "published_basis"),
    *computed("outlet_ids", refers_to="outlets"),
    *computed("outlet_basis", "wikidata"),
)

OUTLETS = (
    *computed("outlet_id"),
    Field("name", "line", label="name", name="name", change="renamed"),
    Field("kind", "choice", label="kind", name="kind"),
    Field("country", label="country", name="country"),
    Field("domain", label="domain", name="domain"),
    Field("wikidata", label="Wikidata id", name="wikidata"),
    Field("entity_id", "id", label="entity", name="entity", refers_to="entities"),
    Field("description", "line", label="description", name="description"),
    *computed("n_articles", "n_origins", "n_quotes"),
)

UTTERANCES = (
    *computed("utterance_id"),
    Field("paraphrase", "line", label="paraphrase", name="paraphrase"),
    *computed("speaker_names"),
    date("said_on", "date"),
    Field("occasion", "line", label="occasion", name="occasion"),
    *computed("n_quotes", "n_articles"),
    Field("speaker_ids", "ids", label="speaker", name="speakers", refers_to="entities"),
    *about_date("said_on", "the date"),
    date("public_on", "date of publication"),
    *about_date("public_on", "the date of publication"),
    *computed("quote_ids", refers_to="quotes"),
    *computed("article_ids", refers_to="articles"),
    Field("said_on_reasoning", label="reasoning of the date"),
    Field("said_on_outside", label="outside evidence of the date"),
    Field("public_on_reasoning", label="reasoning of the date of publication"),
    Field("public_on_outside", label="outside evidence of the date of publication"),
    Field("said_on_evidence", label="evidence of the date"),
    Field("public_on_evidence", label="evidence of the date of publication"),
    Field("said_on_evidence_spans", label="place of the evidence of the date"),
    Field("public_on_evidence_spans", label="place of the evidence of the date of publication"),
)


def of_a_pass(*columns: str) -> Iterator[Field]:
    """The fields of a quote in a pass: those of a quote, whose ids may have no record, and links within the pass."""
    known = {one.column: one for one in QUOTES}
    for column in columns:
        yield replace(known[column], refers_to="passes" if known[column].kind == "link" else None)


PASSES = (
    *computed("pass_quote_id", "pass"),
    *of_a_pass("content", "speaker_ids", "said_on", "type", "medium", "factuality", "source", "source_form"),
    *of_a_pass("cue", "cue_lemma", "cue_class", "verbatim", "n_words", "certain", "no_speaker", "via_id"),
    *of_a_pass("utterance_ids", "within_id", "antecedent_id", "unbalanced", "note"),
    *about_date("said_on", "the date of saying"),
    *of_a_pass("public_on"),
    *about_date("public_on", "the date of publication of the words"),
    Field("method", "choice", label="method"),
    *computed("article_id", refers_to="articles"),
    *computed("split"),
    *of_a_pass("content_spans", "cue_spans", "source_spans"),
    *apart("seed_spans"),
    *of_a_pass("date_provenance"),
)

CUES = (
    *computed("lemma"),
    Field("class", "choice", label="class"),
    Field("definition", label="definition"),
    Field("presupposes", label="presupposition"),
)

PASS_MENTIONS = (
    *computed("pass_mention_id", "pass", "text", "type", "form", "entity_ids", "certain", "stands_for_id"),
    *computed("article_id", refers_to="articles"),
    *computed("split", "seed_start", "seed_end"),
)

PASS_ARTICLES = (
    *computed("pass_article_id", "pass"),
    *computed("article_id", refers_to="articles"),
    *computed("method", "n_quotes", "n_mentions", "roles", "split", "provenance"),
)

TEXT_REUSE = (
    *computed("reuse_id"),
    *computed("article_a_id", refers_to="articles"),
    *computed("start_a", "end_a", "text_a"),
    *computed("article_b_id", refers_to="articles"),
    *computed("start_b", "end_b", "text_b", "words_a", "words_b", "similarity"),
    *computed("older_id", refers_to="articles"),
    *computed("both_origin_ids", refers_to="outlets"),
    *computed("quote_ids_a", "quote_ids_b", refers_to="quotes"),
    *computed("split"),
)

SENTENCES = (
    *computed("sentence_id"),
    *computed("article_id", refers_to="articles"),
    *computed("sentence", "paragraph_id", "paragraph", "region", "start", "end", "text", "split"),
)

TOKENS = (
    *computed("sentence_id", refers_to="sentences"),
    *computed("article_id", refers_to="articles"),
    *computed("sentence", "paragraph_id", "paragraph", "region", "words", "word_spans", "content_tags"),
    *computed("cue_tags", "source_tags", "mention_tags", "untagged_spans", "split"),
)

VARIANTS = (
    *computed("variant_id"),
    *computed("utterance_ids", refers_to="utterances"),
    *computed("quote_a_id", "quote_b_id", refers_to="quotes"),
    *computed("content_a", "content_b", "similarity", "n_kept", "n_replaced_a", "n_replaced_b", "n_dropped"),
    *computed("n_added", "verbatim_a", "verbatim_b", "n_verbatim_a", "n_verbatim_b", "n_verbatim_both"),
    *computed("negation", "negations_a", "negations_b", "hedging", "hedges_a", "hedges_b", "alignment"),
    *computed("article_a_id", "article_b_id", refers_to="articles"),
    *computed("split"),
)

CHALLENGE = (
    *computed("item_id", "phenomenon", "text", "quotes", "pair_id", "blind", "tests", "guideline", "method"),
    *computed("note", "split"),
)

# The published tables, each one config; the first is the default.
TABLES: Mapping[str, Table] = {
    "articles": Table("article_id", ARTICLES),
    "quotes": Table("quote_id", QUOTES),
    "mentions": Table("mention_id", MENTIONS),
    "entities": Table("entity_id", ENTITIES),
    "speakers": Table("speaker_id", SPEAKERS),
    "outlets": Table("outlet_id", OUTLETS),
    "utterances": Table("utterance_id", UTTERANCES),
    "cues": Table("lemma", CUES),
    "passes": Table("pass_quote_id", PASSES),
    "pass_mentions": Table("pass_mention_id", PASS_MENTIONS),
    "pass_articles": Table("pass_article_id", PASS_ARTICLES),
    "variants": Table("variant_id", VARIANTS),
    "text_reuse": Table("reuse_id", TEXT_REUSE),
    "sentences": Table("sentence_id", SENTENCES),
    "tokens": Table("sentence_id", TOKENS),
    "challenge": Table("item_id", CHALLENGE),
}

# What a file writes of a quote beside its id and its parts.
QUOTE = tuple(one for one in QUOTES if one.name)

# What a file writes of a mention beside its place.
MENTION = tuple(one for one in MENTIONS if one.name)


def references(table: str) -> dict[str, str]:
    """Column → the table whose key it holds, or keys in a list; not for the key of the table itself."""
    return {one.column: one.refers_to for one in TABLES[table].fields if one.refers_to}


def names(*kinds: Kind) -> tuple[str, ...]:
    """The names of a quote's fields of some kinds, in order."""
    return tuple(one.name for one in QUOTE if one.kind in kinds)


def read(fields: tuple[Field, ...], record: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields of a record, as the model has them: lists as tuples, defaults filled in."""
    found = _defaults(fields).copy()
    # A record has few of the fields.
    for name, value in record.items():
        if name in found:
            found[name] = tuple(value) if isinstance(value, list) else value
    return found


@cache
def _defaults(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {one.name: one.default for one in fields if one.name}


def publish(fields: tuple[Field, ...], record: Any, quote_id: Callable[[str], str] = str) -> dict[str, Any]:
    """The columns of the fields of a model; `quote_id` gives the published id of a quote of the same article."""
    columns, values = _columns(fields)
    return {
        column: list(value) if isinstance(value, tuple) else quote_id(value) if is_link and value else value
        for (column, is_link), value in zip(columns, values(record), strict=True)
    }


@cache
def _columns(fields: tuple[Field, ...]) -> tuple[Sequence[tuple[str, bool]], Callable[[Any], Sequence[Any]]]:
    """The columns of the fields and whether they hold a link, and what takes their values from a model."""
    named = [one for one in fields if one.name]
    return [(one.column, one.kind == "link") for one in named], attrgetter(*(one.name for one in named))


def in_order(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its columns in the order of its table, as a reader of the Parquet file has them."""
    columns, values = order(table, tuple(row))
    return dict(zip(columns, values(row), strict=True))


# The rows of a table have the same columns, or few sets of them.
@lru_cache(64)
def order(table: str, columns: tuple[str, ...]) -> tuple[Sequence[str], Callable[[Any], Sequence[Any]]]:
    """Columns in the order of their table, and what takes their values, of which there are several, from a row."""
    found = [column for column in TABLES[table].columns if column in columns]
    return found, itemgetter(*found)
