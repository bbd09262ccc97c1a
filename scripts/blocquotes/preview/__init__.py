"""`blocquotes preview`: articles with their annotations and findings as HTML that needs no network."""

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib import parse

from blocquotes.corpus import SCHEMAS, Corpus, Index, Record, around, id_of, load
from blocquotes.model import Finding
from blocquotes.preview import rendering
from blocquotes.preview.article import article
from blocquotes.preview.context import Context
from blocquotes.preview.located import finding_view
from blocquotes.preview.views import ArticleView, Entry, PageView

# The page that lists the others, if each article has its own page.
INDEX = "index.html"

# Articles on one page by default: about 4 MB, which a browser shows without delay.
MOST_ON_ONE_PAGE = 50

# A finding by its file, line, column and rule.
Place = tuple[str, int, int, str]

# Identifies pages that this command made, which it may overwrite.
MARK = b'<meta name="generator" content="blocquotes preview">'


def chosen(index: Index, wanted: Collection[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Kind and file of the articles named by ids or files (all if none is named), and the names that match none.

    A file may also be an article in `corpus/passes/`.
    """
    listed = [(kind, file) for file, kind in index.files() if kind and SCHEMAS.get(kind) == "article"]
    articles = sorted(listed, key=lambda one: one[1].split("/"))
    if not wanted:
        return [one for one in articles if one[0] == "article"], []
    files = {name: index.layout.relative(Path(name).resolve()) for name in wanted}
    named = set(files.values())
    found = [(kind, file) for kind, file in articles if file in named or (kind == "article" and id_of(file) in wanted)]
    known = {name for _, file in found for name in (id_of(file), file)}
    return found, [name for name in wanted if name not in known and files[name] not in known]


def loaded(index: Index, files: Collection[tuple[str, str]]) -> tuple[Corpus, list[Record], bool]:
    """What pages of some articles show of a corpus, the records of these, and whether there are other articles."""
    is_part = len(files) < sum(1 for _, kind in index.files() if kind == "article")
    corpus = around(index, files) if is_part else load(index.layout)
    records = {record.file: record for record in corpus.records}
    return corpus, [records[file] for _, file in files], is_part


def render(findings: Sequence[Finding], corpus: Corpus, articles: Sequence[Record], is_part: bool) -> str:
    """One page of the articles, which are a part of all or not; the same text for the same corpus."""
    shown = {record.file: f"a{i}" for i, record in enumerate(articles, start=1)}
    context = Context(corpus, findings, shown, is_part)
    views = tuple(article(record, context) for record in articles)
    entries = tuple(_entry(view, f"#{view.key}") for view in views) if len(views) > 1 else ()
    title = f"{len(views)} articles" if entries else views[0].title or views[0].id
    return _page(_with_rest(PageView(title, entries, views), context, {at for view in views for at in _shown(view)}))


def pages(
    findings: Sequence[Finding], corpus: Corpus, articles: Sequence[Record], is_part: bool
) -> Iterator[tuple[str, str]]:
    """A page for each article, then `INDEX`, which lists them, as (path in the folder, text)."""
    files = {
        record.file: f"{PurePosixPath(record.file).relative_to('corpus').with_suffix('')}.html" for record in articles
    }
    context = Context(corpus, findings, dict.fromkeys(files, "a1"), is_part, files)
    entries: list[Entry] = []
    shown: set[Place] = set()
    for record in articles:
        view, page = article(record, context), files[record.file]
        entries.append(_entry(view, parse.quote(page)))
        shown.update(_shown(view))
        index = posixpath.relpath(INDEX, posixpath.dirname(page))
        yield page, _page(PageView(view.title or view.id, articles=(view,), index=index))
    yield INDEX, _page(_with_rest(PageView(f"{len(entries)} articles", tuple(entries)), context, shown))


def _entry(view: ArticleView, href: str) -> Entry:
    return Entry(
        href=href,
        id=view.id,
        title=view.title,
        draft=view.draft,
        outlet=view.outlet,
        published=view.published,
        quotes=len(view.quotes),
        findings=len(view.findings) + len(view.elsewhere),
    )


def _shown(view: ArticleView) -> Iterator[Place]:
    yield from ((f.file, f.line, f.column, f.rule) for f in (*view.findings, *view.elsewhere))


def _with_rest(page: PageView, context: Context, shown: Collection[Place]) -> PageView:
    """The page with the findings that no article shows, or with their number if not all articles are on it."""
    rest = [f for f in context.findings if (f.file, f.line, f.column, f.rule) not in shown]
    if context.is_part:
        return replace(page, hidden=len(rest))
    return replace(page, findings=tuple(finding_view(f, f"f{i}", context) for i, f in enumerate(rest, start=1)))


def _page(page: PageView) -> str:
    return rendering.render("page.html", ("style.css",), ("script.js",), page=page)
