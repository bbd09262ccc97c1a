"""Passes: independent annotations of the same seeds, read, checked, and paired by seed, with all spans in the seed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from blocquotes import checks, corpus, files, schemas, sources
from blocquotes.agree import seed_words
from blocquotes.agree.seed_words import Words
from blocquotes.checks.anchor_places import check_anchors
from blocquotes.checks.quote_links import check_ids
from blocquotes.checks.readable import check_bytes
from blocquotes.checks.seed import check_regions, check_seed
from blocquotes.checks.shape import check_shape
from blocquotes.checks.verdicts import RecordCheck
from blocquotes.corpus import Corpus, Record, Resolution
from blocquotes.layout import PASSES, Layout
from blocquotes.model import Article, Finding, Mention, Quote, Role, Span, make_mention
from blocquotes.refusal import Refusal
from blocquotes.regions import to_seed
from blocquotes.shown import or_nearest

UNKNOWN: Mapping[str, Any] = {"value": None, "basis": "unknown"}

# Placeholders for an article's facts, which are not compared: a pass can be compared before its facts are valid.
FACTS: Mapping[str, Any] = {
    "translated_from": UNKNOWN,
    "outlet": UNKNOWN,
    "origins": [],
    "published": UNKNOWN,
    "byline": UNKNOWN,
}

# Fields of a quote that are not compared either.
REMARKS = ("no_speaker", "note")

# Checks that a file must pass before it is compared; each layer runs only if the one before found no error.
LAYERS: tuple[tuple[RecordCheck, ...], ...] = (
    (lambda record, _: check_bytes(record),),
    (lambda record, _: check_shape(record),),
    (check_ids, check_seed),
    (check_regions,),
    (check_anchors,),
)


class BrokenPassError(Exception):
    """Files of a pass have errors, which are in `findings`."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings in the passes")
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Pass:
    """The articles of one pass by the name of their seed, sorted."""

    name: str
    articles: Mapping[str, Article]


@dataclass(frozen=True)
class Side:
    """The annotations of an article in one pass; spans are in the seed, quotes and mentions in its order."""

    article: str
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...] = ()

    @cached_property
    def names(self) -> Sequence[tuple[Span, str | None, str | None]]:
        """Place, type and entity of each name."""
        return [(mention.span, mention.type, mention.entity) for mention in self.mentions if mention.is_name]

    @cached_property
    def chains(self) -> Sequence[tuple[Span, frozenset[str]]]:
        """Place and entities of each pronoun and description."""
        return [(mention.span, frozenset(mention.entities)) for mention in self.mentions if not mention.is_name]


@dataclass(frozen=True)
class Sides:
    """Annotations from outside the corpus, by the ids of their texts."""

    name: str
    articles: Mapping[str, Side]


@dataclass(frozen=True)
class Pair:
    """A seed that both passes annotate."""

    seed_file: str
    words: Words
    a: Side
    b: Side

    def shown(self, spans: Sequence[Span]) -> str | None:
        """The words of spans on one line; None if there are none."""
        return " … ".join(" ".join(self.words.text[span.start : span.end].split()) for span in spans) or None


def read(layout: Layout, name: str) -> Pass:
    """Reads a pass by its name (`articles` is the corpus itself) or by the path of a folder of article files.

    Raises:
        Refusal: there is no such pass or folder, or no article file in it.
        BrokenPassError: a file has errors.
    """
    folder = find(layout, name)
    # The mark of an output folder, .blocquotes-output.json, is not an article.
    paths = [path for path in files.listed(folder, ".json") if not path.name.startswith(".")]
    if not paths:
        fix = "name the folder of the article files, or a pass of corpus/passes"
        raise Refusal("a pass must hold article files (*.json)", f"none in {folder}", fix)
    records = tuple(_record(layout, path) for path in paths)
    named = {record.value["seed"]["file"] for record in records if record.is_sound}
    seeds = {file: sources.read_seed(layout.seeds, file) for file in sorted(named)}
    loaded = Corpus(layout, records, (), seeds)
    found = [finding for record in records for finding in _check(record, loaded)]
    if checks.has_errors(found):
        raise BrokenPassError(found)
    resolved = [(record, loaded.resolution(record)) for record in records]
    articles = [corpus.article(record, resolution) for record, resolution in resolved if resolution]
    return Pass(name, {article.seed_file: article for article in sorted(articles, key=lambda a: a.seed_file)})


def find(layout: Layout, name: str) -> Path:
    """The folder of a pass: `articles`, a folder of `corpus/passes`, else the path of any folder, in this order.

    Raises:
        Refusal: there is none of the three.
    """
    passes = layout.corpus / PASSES
    kept = {path.name: path for path in (files.listed(passes, "") if passes.is_dir() else ()) if path.is_dir()}
    kept["articles"] = layout.folder("article")
    folder = kept.get(name, Path(name))
    if not folder.is_dir():
        hint = or_nearest(name, kept)
        raise Refusal(
            "a pass must be a folder of article files or the name of a pass",
            f"no {name!r}{hint}",
            f"name one of the passes: {', '.join(kept)}",
        )
    return folder


def _record(layout: Layout, path: Path) -> Record:
    source = sources.read(path)
    if source.json:
        source = replace(source, json=replace(source.json, value=_compared_fields(source.json.value)))
    errors = schemas.errors(layout.schema, "article", source.json.value) if source.json else ()
    return Record("article", path.stem, layout.relative(path.resolve()), source, tuple(errors))


def _compared_fields(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    quotes = value.get("quotes")
    if isinstance(quotes, list):
        quotes = [{k: v for k, v in q.items() if k not in REMARKS} if isinstance(q, dict) else q for q in quotes]
        value = {**value, "quotes": quotes}
    return {**value, **FACTS}


def _check(record: Record, loaded: Corpus) -> Iterator[Finding]:
    for layer in LAYERS:
        found = [finding for check in layer for finding in check(record, loaded)]
        yield from found
        if checks.has_errors(found):
            return


def pair(a: Pass, b: Pass) -> list[Pair]:
    """The seeds that both passes annotate, in order of their names.

    Raises:
        Refusal: there is none.
    """
    both = [file for file in a.articles if file in b.articles]
    if not both:
        listed = [f"A: {', '.join(a.articles)}", f"B: {', '.join(b.articles)}"]
        raise Refusal("two passes must annotate a seed in common", "none", listed=listed)
    return [
        Pair(file, seed_words.split(a.articles[file].seed_text), in_seed(a.articles[file]), in_seed(b.articles[file]))
        for file in both
    ]


def in_seed(article: Article) -> Side:
    """The annotations of an article, with all spans moved from the published text to the seed."""
    place = to_seed(article.regions)
    mentions = tuple([make_mention((place(mention.span), *mention[1:])) for mention in article.mentions])
    return Side(article.id, tuple(_moved(quote, place) for quote in article.quotes), mentions, article.roles)


def side(record: Record, resolution: Resolution) -> Side:
    """What `in_seed` makes of the article of a record, without making that."""
    mentions, roles, quotes = corpus.annotations(record, resolution, lambda span: span)
    return Side(record.id, quotes, mentions, roles)


def _moved(quote: Quote, place: Callable[[Span], Span]) -> Quote:
    content, cue, source = (tuple(map(place, spans)) for spans in (quote.content, quote.cue, quote.source))
    return replace(quote, content=content, cue=cue, source=source)


def speaker_names(layout: Layout, quotes: Sequence[Quote]) -> dict[str, str]:
    """The canonical name of every speaker; the id if the entity has no readable file."""
    return {id_: _name(layout, id_) for id_ in sorted({id_ for quote in quotes for id_ in quote.speakers})}


def _name(layout: Layout, id_: str) -> str:
    path = layout.folder("entity") / f"{id_}.json"
    record = sources.read(path).json if path.is_file() else None
    name = record.value.get("name") if record and isinstance(record.value, dict) else None
    return name if isinstance(name, str) else id_
