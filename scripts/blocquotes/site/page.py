"""A page of the site: a template in the frame that all pages share, every value escaped, under a strict policy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from blocquotes.preview.rendering import template_in
from blocquotes.site.bundles import Bundle, Bundles

# File → what the links at the top of every page call it.
NAVIGATION = {
    "index.html": "About",
    "explore.html": "Explore",
    "annotate.html": "Annotate",
    "licences.html": "Licences",
}

# What a page may load and run: files of the site and nothing else. A page can widen single lines, but to no other host.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


@dataclass(frozen=True)
class Page:
    """A page: its file, its title, its template in this folder, and the bundle with its script and style.

    `policy` widens single lines of `POLICY`. `data` is what the script of the page reads from the element `#site`.
    `values` are for the template.
    """

    file: str
    title: str
    template: str
    bundle: str = "site"
    policy: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


def html(page: Page, bundles: Bundles, name: str, files: frozenset[str]) -> str:
    """The HTML of a page; `files` are those pages that the site has, which the navigation links to."""
    return template_in(__package__, page.template).render(
        page=page,
        name=name,
        navigation={file: label for file, label in NAVIGATION.items() if file in files},
        bundle=bundles.of.get(page.bundle, Bundle()),
        style=bundles.of["site"].style,
        policy="; ".join(f"{key} {value}" for key, value in {**POLICY, **page.policy}.items()),
        data=as_script(page.data) if page.data else None,
        **page.values,
    )


def as_script(value: Any) -> Markup:
    """JSON to put between the tags of a script element, which no text in it can close."""
    return htmlsafe_json_dumps(value, ensure_ascii=False, sort_keys=True)
