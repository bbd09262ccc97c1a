"""Where everything is: the folders of a checkout, and the paths of records."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from blocquotes.refusal import Refusal

# Kind of record → its folder below `corpus/`.
FOLDERS = {"article": "articles", "entity": "entities", "outlet": "outlets", "utterance": "utterances"}

# Folder below `corpus/` → the kind of its records.
KINDS = {folder: kind for kind, folder in FOLDERS.items()}

# Folder below `corpus/` with a folder for each independent annotation (pass) of the articles; passes are never edited.

PASSES = "passes"

# Folder below `corpus/` with made-up texts that test one phenomenon each, one file per phenomenon.
CHALLENGE = "challenge"

# Folder with what reviewers did with the suggestions of drafts, which the workbench of the website saves.
REVIEWS = "reviews"

# Folders of a checkout that its tables follow from.
DATA = ("corpus", "seeds", "schema")

# The file of a release that lists what the release holds.
MANIFEST = "manifest.json"

# The list of ids that were removed from the dataset.
TOMBSTONES = "corpus/tombstones.json"


@dataclass(frozen=True)
class Layout:
    """The folders of one checkout; `root` holds `seeds/`, `corpus/` and `schema/`."""

    root: Path

    @cached_property
    def start(self) -> str:
        """What the path of every file starts with: `root` as text, with a slash."""
        return f"{self.root}{os.sep}"

    @cached_property
    def seeds(self) -> Path:
        """Raw articles, byte for byte as received."""
        return self.root / "seeds"

    @cached_property
    def corpus(self) -> Path:
        """The records that contributors write."""
        return self.root / "corpus"

    @cached_property
    def schema(self) -> Path:
        """JSON Schemas of the records and of the published tables."""
        return self.root / "schema"

    @cached_property
    def dist(self) -> Path:
        """The built release, which is not in git."""
        return self.root / "dist"

    @cached_property
    def version(self) -> Path:
        """The file that holds the version."""
        return self.root / "VERSION"

    def folder(self, kind: str) -> Path:
        """The folder of the records of a kind (`article`, `entity`, `outlet`, `utterance`)."""
        return self.corpus / FOLDERS[kind]

    def relative(self, path: Path) -> str:
        """The path to print: from the root, with forward slashes."""
        # A comparison of texts is enough for most paths, and ten times as fast as pathlib's.
        text = str(path)
        if text.startswith(self.start):
            return text.removeprefix(self.start).replace(os.sep, "/")
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def find(start: Path, otherwise: str = "") -> Layout:
    """The checkout around `start`: the nearest folder, from `start` up, with `corpus/` and `schema/`.

    `otherwise` is what the user can do without a checkout, for the message.

    Raises:
        Refusal: no folder has both.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "corpus").is_dir() and (folder / "schema").is_dir():
            return Layout(folder)
    fix = "get one with `git clone https://github.com/ORG/REPOSITORY` and change to it, or name one with --root FOLDER"
    raise Refusal(
        "the command must run in a checkout of the corpus, which has the folders corpus/ and schema/",
        f"none at or above {start.resolve()}",
        f"{otherwise}; otherwise {fix}" if otherwise else fix,
    )


def own_version() -> str:
    """The version of this program."""
    # In a checkout, the metadata of an editable install still has the version at the time of installation.
    beside = Path(__file__).parents[2] / "VERSION"
    if beside.is_file():
        return beside.read_text(encoding="utf-8").strip()
    from importlib import metadata

    return metadata.version("blocquotes")
