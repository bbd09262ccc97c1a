"""The manifest of a release from elsewhere, read within limits and checked by our schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes import sources
from blocquotes.layout import MANIFEST
from blocquotes.model import Tombstone
from blocquotes.verify import contract

SCHEMA = Path(__file__).with_name("manifest.schema.json")


@dataclass(frozen=True)
class Manifest:
    """What a release should contain; `text` is the bytes of the manifest file.

    `commit` is the commit that it was built from, `dirty`, or None if unknown. `value` is the complete manifest, which
    fits `manifest.schema.json`.
    """

    text: bytes
    version: str
    commit: str | None
    files: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, Mapping[str, Any]]
    value: Mapping[str, Any]

    @property
    def has_texts(self) -> bool:
        """Whether the words of the texts are in the release."""
        return bool(self.value.get("texts") != "withheld")

    @property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """The ids that were removed from the dataset."""
        return tuple(Tombstone(**value) for value in self.value.get("tombstones", ()))


class ManifestError(Exception):
    """A manifest that is missing, is not JSON, or lacks what a check of the release needs."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read(folder: Path) -> Manifest:
    """The manifest of a release.

    Raises:
        ManifestError: there is no usable manifest; the message says what was found.
    """
    return read_file(folder / MANIFEST)


def read_file(path: Path) -> Manifest:
    """The manifest in a file.

    Raises:
        ManifestError: it cannot be used; the message says what was found.
    """
    try:
        return parse(sources.read_plain(path, sources.MAX_BYTES))
    except sources.PlainError as error:
        raise ManifestError(str(error)) from None


def parse(text: bytes) -> Manifest:
    """The manifest in the bytes of its file.

    Raises:
        ManifestError: it cannot be used; the message says what was found.
    """
    source = sources.parse_source(text)
    if source.json is None:
        what = source.trouble.message if source.trouble else ""
        raise ManifestError(f"no JSON: {what}", *source.place(()))
    for path in source.json.duplicates:
        raise ManifestError(f"the key {path[-1]} twice", *source.place(path))
    content = source.json.value
    for wrong in contract.validator(SCHEMA).iter_errors(content):
        raise ManifestError(
            f"{wrong.json_path[:200]}: {wrong.message[:200]}", *source.place(tuple(wrong.absolute_path))
        )
    return Manifest(text, content["version"], content.get("commit"), content["files"], content["tables"], content)
