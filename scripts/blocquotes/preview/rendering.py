"""Fills the templates: every value escaped, invisible characters shown, style and script identified by their hashes."""

import hashlib
import unicodedata
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

# Unicode categories of characters that are invisible or change how others are shown: controls, bidi, unassigned.
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def render(template: str, styles: Sequence[str], scripts: Sequence[str] = (), **values: Any) -> str:
    """A page made from a template, with files of this folder as its one style and, if there are any, its one script."""
    style, script = ("\n".join(map(_read, names)) for names in (styles, scripts))
    return template_in(__package__, template).render(
        style=Markup(style),  # noqa: S704 -- a file of ours, as the next one
        script=Markup(script),  # noqa: S704
        policy=_policy(style, script),
        **values,
    )


def part(template: str, **values: Any) -> Markup:
    """A part of a page, as HTML to put into another template."""
    return Markup(template_in(__package__, template).render(**values))  # noqa: S704 -- the template escapes its values


@cache
def template_in(package: str, name: str) -> jinja2.Template:
    """A template in the folder of a package: it escapes its values, and shows invisible characters in them."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(package, ""),
        autoescape=True,
        finalize=visible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: only this style and this script, identified by their hashes, or no script at all."""
    hashes = [b64encode(hashlib.sha256(part.encode("utf-8")).digest()).decode("ascii") for part in (style, script)]
    scripts = f"script-src 'sha256-{hashes[1]}'; " if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; {scripts}"
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _read(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def visible(value: Any) -> Any:
    """A value for the templates, with invisible characters shown as code points, such as `⟨U+202E⟩`.

    Line feeds and tabs stay; CRLF becomes a line feed.
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in UNSEEN else f"⟨U+{ord(c):04X}⟩" for c in text)
