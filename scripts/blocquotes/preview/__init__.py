"""`blocquotes preview`: articles with their annotations and findings as HTML that needs no network."""

import posixpath
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib import parse

from blocquotes.corpus import SCHEMAS, Corpus, Index, Record, around, id_of, load
from blocquotes.model import Finding
from blocquotes.preview import rendering
from blocquotes.preview.article import article
from blocquotes.preview.context import Context
from blocquotes.preview.located import finding_view
from blocquotes.preview.views import ArticleView, Entry
from blocquotes.refusal import Refusal

# The page that lists the others, if each article has its own page.
INDEX = "index.html"

# Articles on one page by default: about 4 MB, which a browser shows without delay.
MOST_ON_ONE_PAGE = 50

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
    # A folder may fail, or a file may be removed, after the index was made.
    if gone := next((file for _, file in files if file not in records), None):
        must = "an article must stay readable while the command runs"
        raise Refusal(must, "that it can no longer be read", "run the command again", place=gone)
    return corpus, [records[file] for _, file in files], is_part


def render(findings: Sequence[Finding], corpus: Corpus, articles: Sequence[Record], is_part: bool) -> str:
    """One page of the articles, which are a part of all or not; the same text for the same corpus."""
    shown = {record.file: f"a{i}" for i, record in enumerate(articles, start=1)}
    context = Context(corpus, findings, shown, is_part)
    views = [article(record, context) for record in articles]
    entries = [_entry(view, f"#{view.key}") for view in views] if len(views) > 1 else []
    title = f"{len(views)} articles" if entries else views[0].title or views[0].id
    found = {finding for view in views for finding in _shown(view)}
    return _page(title, entries=entries, articles=views, **_rest(context, found))


def pages(
    findings: Sequence[Finding], corpus: Corpus, articles: Sequence[Record], is_part: bool
) -> Iterator[tuple[str, str]]:
    """A page for each article, then `INDEX`, which lists them, as (path in the folder, text)."""
    files = {
        record.file: f"{PurePosixPath(record.file).relative_to('corpus').with_suffix('')}.html" for record in articles
    }
    context = Context(corpus, findings, dict.fromkeys(files, "a1"), is_part, files)
    entries: list[Entry] = []
    shown: set[Finding] = set()
    for record in articles:
        view, page = article(record, context), files[record.file]
        entries.append(_entry(view, parse.quote(page)))
        shown.update(_shown(view))
        index = posixpath.relpath(INDEX, posixpath.dirname(page))
        yield page, _page(view.title or view.id, articles=[view], index=index)
    yield INDEX, _page(f"{len(entries)} articles", entries=entries, **_rest(context, shown))


def _entry(view: ArticleView, href: str) -> Entry:
    return Entry(
        href=href,
        id=view.id,
        title=view.title,
        draft=view.draft,
        outlet=view.outlet,
        published=view.value["published"]["value"] or "" if view.value else "",
        quotes=len(view.quotes),
        findings=len(view.findings) + len(view.elsewhere),
    )


def _shown(view: ArticleView) -> Iterator[Finding]:
    yield from (one.finding for one in (*view.findings, *view.elsewhere))


def _rest(context: Context, shown: Collection[Finding]) -> dict[str, Any]:
    """The findings that no article shows, or their number if not all articles are on the page."""
    rest = [finding for finding in context.findings if finding not in shown]
    if context.is_part:
        return {"hidden": len(rest)}
    return {"findings": [finding_view(finding, f"f{i}", context) for i, finding in enumerate(rest, start=1)]}


def _page(title: str, **parts: Any) -> str:
    """A page: the list of articles (`entries`), the articles themselves, the findings that belong to none of them.

    `hidden` is the number of findings that are not shown, `index` the link to a page with the list of all articles.
    """
    nothing = {"entries": (), "articles": (), "findings": (), "hidden": 0, "index": ""}
    return rendering.render("page.html", ("style.css",), ("script.js",), page={**nothing, **parts, "title": title})
