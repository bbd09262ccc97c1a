"""Where everything lives: the folders of a checkout, and ids to paths and back."""

from dataclasses import dataclass
from pathlib import Path

from blocquotes.refusal import Refusal

# Kind of record → its folder below `corpus/`.
FOLDERS = {"article": "articles", "entity": "entities", "outlet": "outlets", "utterance": "utterances"}

# Folder below `corpus/` → the kind of its records.
KINDS = {folder: kind for kind, folder in FOLDERS.items()}

# Folder below `corpus/` with one folder for each independent pass over the articles, kept as it was made.
PASSES = "passes"


@dataclass(frozen=True)
class Layout:
    """The folders of one checkout; `root` holds `seeds/`, `corpus/` and `schema/`."""

    root: Path

    @property
    def seeds(self) -> Path:
        """Raw articles, byte for byte as received."""
        return self.root / "seeds"

    @property
    def corpus(self) -> Path:
        """What contributors write."""
        return self.root / "corpus"

    @property
    def schema(self) -> Path:
        """JSON Schemas of what is written and of what is published."""
        return self.root / "schema"

    @property
    def dist(self) -> Path:
        """The built release; generated, not in git."""
        return self.root / "dist"

    @property
    def version(self) -> Path:
        """The file that holds the version."""
        return self.root / "VERSION"

    @property
    def tombstones(self) -> Path:
        """The ids that were taken out of the dataset; the file may be missing."""
        return self.corpus / "tombstones.json"

    def folder(self, kind: str) -> Path:
        """The folder of the records of a kind (`article`, `entity`, `outlet`, `utterance`)."""
        return self.corpus / FOLDERS[kind]

    def relative(self, path: Path) -> str:
        """The path as it is printed: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def find(start: Path) -> Layout:
    """The checkout that `start` lies in: the nearest parent with `corpus/` and `schema/`.

    Raises:
        Refusal: no parent has both.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "corpus").is_dir() and (folder / "schema").is_dir():
            return Layout(folder)
    raise Refusal(
        "a checkout of the corpus, a folder with corpus/ and schema/, must be at or above the current folder",
        f"none at or above {start.resolve()}",
        "run the command inside a checkout of the corpus, or name one with --root FOLDER",
    )


def own_version() -> str:
    """The version of this program; a checkout's own file is read, since an editable install remembers an old one."""
    beside = Path(__file__).parents[2] / "VERSION"
    if beside.is_file():
        return beside.read_text(encoding="utf-8").strip()
    from importlib import metadata

    return metadata.version("blocquotes")
