"""The first page, which needs no JavaScript: what the dataset is, how large, how to get, load and cite it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from blocquotes.dataset import parquet, summary
from blocquotes.site.page import Page, as_script
from blocquotes.site.published import Release

# The folder of the site with the files of the release, unchanged.
RELEASE = "release"

# What the page counts, in this order.
COUNTED = ("articles", "quotes", "mentions", "speakers", "outlets", "entities", "utterances")

# What stands for the address of the site in examples, if it is not known.
UNKNOWN = "https://ADDRESS-OF-THIS-SITE"

# The title and the description in a picture of the release.
SVG_TITLE, SVG_TEXT = (re.compile(rf"<{tag}\b[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("title", "desc"))

# The longest description of a picture that is read out; the rest is in the tables.
MOST_LETTERS = 400


@dataclass(frozen=True)
class File:
    """A file to download."""

    name: str
    bytes: int
    sha256: str

    @property
    def href(self) -> str:
        """The address, from the page."""
        return f"{RELEASE}/{self.name}"

    @property
    def size(self) -> str:
        """The size as `blocquotes build` prints it."""
        return summary.size(self.bytes)


def page(release: Release) -> Page:
    """The landing page of a release."""
    files = [File(name, **facts) for name, facts in sorted(release.manifest["files"].items())]
    counts = {name: sum(of_split.values()) for name, of_split in release.manifest["counts"].items()}
    tables = {name: _of_table(release.manifest, name, files) for name in counts}
    values = {
        "release": release,
        "counts": [(name, counts[name]) for name in COUNTED if name in counts],
        "tables": [(name, counts[name], tables[name]) for name in counts],
        "others": [file for file in files if not file.name.startswith("data/")],
        "pictures": list(_pictures(release)),
        "description": release.croissant["description"].partition(". ")[0].rstrip(".") + ".",
        "address": release.address or UNKNOWN,
        "quotes": tables.get("quotes", ()),
        "structured": as_script(structured(release)),
    }
    return Page("index.html", "About", "landing.html", values=values)


def _of_table(manifest: Mapping[str, Any], table: str, files: list[File]) -> list[File]:
    names = [name for part in parquet.file_names(manifest["files"], table).values() for name in part]
    return [file for file in files if file.name in names]


def _pictures(release: Release) -> Iterator[tuple[str, str, str]]:
    """The address of each picture of the release, its title, and what it shows in words."""
    for name in sorted(release.manifest["files"]):
        if name.startswith("pictures/") and name.endswith(".svg"):
            svg = (release.folder / name).read_text(encoding="utf-8")
            title, text = (unescape(found[1]) if (found := part.search(svg)) else "" for part in (SVG_TITLE, SVG_TEXT))
            yield f"{RELEASE}/{name}", title or name, text[:MOST_LETTERS]


def structured(release: Release) -> Any:
    """The Croissant file for the page, with addresses of files that lead to the site."""
    return _relocated(release.croissant, f"{release.address}/{RELEASE}/" if release.address else f"{RELEASE}/")


def _relocated(value: Any, base: str, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _relocated(part, base, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_relocated(part, base, key) for part in value]
    is_relative = key in ("contentUrl", "url") and isinstance(value, str) and "://" not in value
    return f"{base}{value}" if is_relative else value
