"""`blocquotes preview`: the articles with their annotations and findings as one HTML file that needs no network."""

import hashlib
import unicodedata
from base64 import b64encode
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from blocquotes.corpus import SCHEMAS, Corpus, Record
from blocquotes.model import Finding
from blocquotes.preview.article import article
from blocquotes.preview.context import Context
from blocquotes.preview.ground import finding_view
from blocquotes.preview.views import PageView

UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories of characters that cannot be seen, or that change how others are: controls, bidi, unassigned."""


def chosen(corpus: Corpus, wanted: Collection[str]) -> tuple[list[Record], list[str]]:
    """The articles named by their ids or files, all where none is named, and the names that no article has.

    A file may be an article of `corpus/passes/` too.
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
    """The page of the articles; the same text for the same corpus."""
    every = len(articles) == sum(1 for _ in corpus.of_kind("article"))
    context = Context(corpus, findings, {record.file: f"a{i}" for i, record in enumerate(articles, start=1)})
    views = tuple(article(record, context) for record in articles)
    shown = {(f.file, f.line, f.column, f.rule) for view in views for f in (*view.findings, *view.elsewhere)}
    rest = [f for f in findings if (f.file, f.line, f.column, f.rule) not in shown]
    others = tuple(finding_view(f, f"f{i}", context) for i, f in enumerate(rest, start=1)) if every else ()
    return _page(PageView(views, others, len(rest) - len(others)))


def _page(page: PageView) -> str:
    style, script = _read("style.css"), _read("script.js")
    return _template().render(
        page=page,
        style=Markup(style),  # noqa: S704 -- a file of ours, as the next one
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_read),
        autoescape=True,
        finalize=visible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing but this style and this script, told by their hashes."""
    hashes = [b64encode(hashlib.sha256(part.encode("utf-8")).digest()).decode("ascii") for part in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def visible(value: Any) -> Any:
    """Whatever the templates put out, with every character that cannot be seen as its code point, `⟨U+202E⟩`.

    Line feeds and tabs stay; so does a carriage return before a line feed.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in UNSEEN else f"⟨U+{ord(c):04X}⟩" for c in text)
