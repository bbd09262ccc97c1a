"""Exports articles into a folder, and imports files of tools into `corpus/articles/`; all files or none."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

from blocquotes import files, outputs
from blocquotes.corpus import Corpus, Record, rewrite
from blocquotes.corpus import article as to_article
from blocquotes.exchange import EXTRAS, FORMATS, merge
from blocquotes.exchange.document import Document, Skipped, refuse
from blocquotes.model import Article, Mention
from blocquotes.refusal import FOUND, Reason, Refusal, install
from blocquotes.shown import nearest, shown
from blocquotes.sources import parse_source


@dataclass(frozen=True)
class Imported:
    """One article of an import: its file, old and new text, the changes, notices, and what the format cannot hold."""

    file: str
    old: str
    new: str
    changes: tuple[str, ...]
    notices: tuple[str, ...]
    kept: tuple[str, ...]


def module(form: str) -> ModuleType:
    """The module of a format."""
    try:
        return import_module(f"blocquotes.exchange.{FORMATS[form]}")
    except ModuleNotFoundError as error:
        must = f"the library {error.name} must be installed"
        raise Refusal(must, "none", install(EXTRAS[form]), place=form) from None


def record_of(corpus: Corpus, id_: str, place: str) -> Record:
    """The article of an id, which is never used as a path, so that it cannot lead out of the corpus."""
    found = next((record for record in corpus.of_kind("article") if record.id == id_), None)
    if found is None:
        hint = nearest(id_, corpus.ids["article"]) or "the articles are the files of corpus/articles"
        raise refuse(place, "the article must be in the corpus", f"no article {shown(id_)}", hint)
    return found


def export(corpus: Corpus, ids: Sequence[str], form: str, folder: Path) -> list[Path]:
    """Writes the articles into the folder in a format; the paths of the files."""
    folder = outputs.prepare(folder, "export").target
    if os.path.lexists(folder) and not folder.is_dir():
        raise Refusal(
            "the output of export must be a folder", f"{folder}, which is not a folder", "name another with --output"
        )
    articles = _all_sound(corpus, dict.fromkeys(ids))
    made = {folder / name: data for name, data in module(form).write(articles, corpus)}
    there = [path for path, data in made.items() if files.plain_bytes(path) not in (None, data)]
    if there:
        fix = "import or remove it, or name another folder with --output; it may contain somebody's work"
        raise Refusal.of([Reason("an export must not overwrite another file", p.name, fix, str(p)) for p in there])
    outputs.write_files(folder.parent, made)
    return list(made)


def _all_sound(corpus: Corpus, ids: Iterable[str]) -> list[Article]:
    """The articles of some ids.

    Raises:
        Refusal: it names every article that cannot be exported.
    """
    articles: list[Article] = []
    reasons: list[Reason] = []
    for id_ in ids:
        try:
            articles.append(merge.home(corpus, record_of(corpus, id_, id_)).article)
        except Refusal as refusal:
            reasons += refusal.reasons
    if reasons:
        raise Refusal.of(reasons, FOUND)
    return articles


def read(corpus: Corpus, paths: Sequence[Path], form: str) -> list[Imported]:
    """Reads files of tools and merges them into their articles; writes nothing."""

    def text_of(id_: str, place: str) -> str:
        return merge.home(corpus, record_of(corpus, id_, place)).article.text

    found: dict[str, Imported] = {}
    skipped: list[str] = []
    for path in paths:
        for document in module(form).read(path, text_of):
            if document.article in found:
                fix = "import one file for each article"
                raise refuse(path.name, "an import must have each article once", f"{document.article} again", fix)
            if isinstance(document, Skipped):
                skipped.append(document.notice)
                source = record_of(corpus, document.article, document.article)
                text = source.source.text
                found[document.article] = Imported(source.file, text, text, (), (document.notice,), ())
            else:
                found[document.article] = _imported(corpus, document)
    if len(found) == len(skipped):
        must = "the files must contain annotated articles"
        fix = "submit an annotation in the tool, where what was exported is only a prediction, and export again"
        names = ", ".join(path.name for path in paths)
        raise Refusal(must, "none", fix, place=names, listed=skipped, code=FOUND)
    return list(found.values())


def _imported(corpus: Corpus, document: Document) -> Imported:
    record = record_of(corpus, document.article, document.article)
    target = merge.home(corpus, record)
    new, notices = merge.merge(target, document)
    kept = tuple(merge.not_held(record, document))
    return Imported(record.file, record.source.text, new, tuple(_changes(corpus, record, new)), tuple(notices), kept)


def _changes(corpus: Corpus, record: Record, new: str) -> Iterator[str]:
    """The changes of an import, one line for each quote and mention."""
    old, now = (model_of(corpus, record, text) for text in (record.source.text, new))
    before, after = ({quote.id: quote for quote in model.quotes} for model in (old, now))
    yield from (f"quote {id_} added" for id_ in after if id_ not in before)
    yield from (f"quote {id_} removed" for id_ in before if id_ not in after)
    yield from (f"quote {id_} changed" for id_, quote in after.items() if before.get(id_, quote) != quote)
    gone, come = set(old.mentions) - set(now.mentions), set(now.mentions) - set(old.mentions)
    yield from (f"mention removed: {_shown(old, mention)}" for mention in sorted(gone, key=_order))
    yield from (f"mention added: {_shown(now, mention)}" for mention in sorted(come, key=_order))


def model_of(corpus: Corpus, record: Record, text: str) -> Article:
    """The model of an article whose file has this text, which must be sound."""
    changed = replace(record, source=parse_source(text.encode("utf-8")))
    fresh = replace(corpus, resolutions={})
    resolution = fresh.resolution(changed)
    assert resolution
    return to_article(changed, resolution)


def _shown(article: Article, mention: Mention) -> str:
    words = article.text[mention.span.start : mention.span.end]
    return f"{words!r} at {mention.span.start}, {mention.type}, {', '.join(mention.entities)}"


def _order(mention: Mention) -> tuple[int, int, str, tuple[str, ...]]:
    return *mention.span, mention.type or "", mention.entities


def apply(corpus: Corpus, imported: Sequence[Imported]) -> list[str]:
    """Writes the articles that change; their files."""
    changed = {item.file: item.new for item in imported if item.new != item.old}
    rewrite(corpus, changed)
    return list(changed)
