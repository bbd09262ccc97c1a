"""`blocquotes preview`: articles with their annotations and findings as HTML that needs no network."""

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib import parse

from blocquotes.corpus import SCHEMAS, Corpus, Record
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


def chosen(corpus: Corpus, wanted: Collection[str]) -> tuple[list[Record], list[str]]:
    """The articles named by ids or files (all if none is named), and the names that match no article.

    A file may also be an article in `corpus/passes/`.
    """
    articles = list(corpus.of_kind("article"))
    if not wanted:
        return articles, []
    files = {name: corpus.layout.relative(Path(name).resolve()) for name in wanted}
    found: list[Record] = []
    for record in corpus.records:
        is_named = record.kind == "article" and record.id in wanted
        if SCHEMAS[record.kind] == "article" and (is_named or record.file in files.values()):
            found.append(record)
    known = {name for record in found for name in (record.id, record.file)}
    return found, [name for name in wanted if name not in known and files[name] not in known]


def render(corpus: Corpus, findings: Sequence[Finding], articles: Sequence[Record]) -> str:
    """One page of all the articles; the same text for the same corpus."""
    context = Context(corpus, findings, {record.file: f"a{i}" for i, record in enumerate(articles, start=1)})
    views = tuple(article(record, context) for record in articles)
    entries = tuple(_entry(view, f"#{view.key}") for view in views) if len(views) > 1 else ()
    title = f"{len(views)} articles" if entries else views[0].title or views[0].id
    return _page(_with_rest(PageView(title, entries, views), context, {at for view in views for at in _shown(view)}))


def pages(corpus: Corpus, findings: Sequence[Finding], articles: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """A page for each article, then `INDEX`, which lists them, as (path in the folder, text)."""
    files = {
        record.file: f"{PurePosixPath(record.file).relative_to('corpus').with_suffix('')}.html" for record in articles
    }
    context = Context(corpus, findings, dict.fromkeys(files, "a1"), files)
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
    if len(context.shown) < sum(1 for _ in context.corpus.of_kind("article")):
        return replace(page, hidden=len(rest))
    return replace(page, findings=tuple(finding_view(f, f"f{i}", context) for i, f in enumerate(rest, start=1)))


def _page(page: PageView) -> str:
    return rendering.render("page.html", ("style.css",), ("script.js",), page=page)
