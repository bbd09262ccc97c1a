"""What the pages say of a release: its manifest, its Croissant file, and where its source is."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.layout import MANIFEST

# A field of the BibTeX entry in the Croissant file, such as `  title = {...},`; an author may have two braces.
BIBTEX = re.compile(r"^\s*(\w+) = \{+(.+?)\}+,?$", re.MULTILINE)

# The branch of a repository of which no other is known.
MAIN = "main"

# The year in a citation without one: “no date”.
UNDATED = "n.d."


@dataclass(frozen=True)
class Release:
    """A built release, which was verified.

    `repository` is the web address of its source repository and `address` that of the site, if they are known. `branch`
    is the branch of the repository that takes new articles.
    """

    folder: Path
    manifest: Mapping[str, Any]
    croissant: Mapping[str, Any]
    repository: str | None = None
    address: str | None = None
    branch: str = MAIN

    @property
    def citation(self) -> Mapping[str, str]:
        """Author, title and year to cite."""
        cited = dict(BIBTEX.findall(self.croissant.get("citeAs", "")))
        # A release built from changes that are not committed has no date.
        date, name = self.manifest["date"], str(self.manifest["name"])
        return {
            "author": cited.get("author", name),
            "title": cited.get("title", name),
            "year": cited.get("year", date[:4] if date else UNDATED),
        }

    @property
    def title(self) -> str:
        """The title to cite."""
        return self.citation["title"]

    @property
    def name(self) -> str:
        """The short name: the title up to its colon."""
        return self.title.partition(":")[0]


def read(folder: Path, repository: str | None = None, address: str | None = None, branch: str = MAIN) -> Release:
    """A release that `verify` found no fault in."""
    return Release(
        folder,
        json.loads((folder / MANIFEST).read_bytes()),
        json.loads((folder / "croissant.json").read_bytes()),
        repository,
        address,
        branch,
    )
