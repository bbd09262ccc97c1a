"""What the pages say of a release: its manifest and its Croissant file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.dataset import manifest

# The title in the BibTeX entry of the Croissant file.
TITLE = re.compile(r"title = \{(.+)\},?$", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    """A built release, which was verified; `repository` is the address of its source repository, if it is known."""

    folder: Path
    manifest: Mapping[str, Any]
    croissant: Mapping[str, Any]
    repository: str | None = None

    @property
    def title(self) -> str:
        """The title to cite, or the name if there is none."""
        found = TITLE.search(self.croissant.get("citeAs", ""))
        return found[1] if found else str(self.manifest["name"])

    @property
    def name(self) -> str:
        """The short name: the title up to its colon."""
        return self.title.partition(":")[0]


def read(folder: Path, repository: str | None = None) -> Release:
    """A release that `verify` found no fault in."""
    return Release(
        folder,
        json.loads((folder / manifest.NAME).read_bytes()),
        json.loads((folder / "croissant.json").read_bytes()),
        repository,
    )
