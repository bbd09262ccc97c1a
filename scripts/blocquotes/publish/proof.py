"""The proof of a release: its files against its manifest, then its tables."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocquotes.dataset import card_yaml, manifest
from blocquotes.model import Finding
from blocquotes.publish import tables

MANIFEST = "manifest.json"

OF_THE_STORE = (".gitattributes", ".git/", ".cache/huggingface/")
"""Files, and folders with a slash, that the Hub, git and the Hub's client put beside a release."""

_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT = {"type": "integer", "minimum": 0}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["name", "version", "tables", "files"],
    "properties": {
        "name": {"const": "blocquotes"},
        "commit": {"type": ["string", "null"], "pattern": "^([0-9a-f]{40}|dirty)$"},
        "version": {"type": "string", "pattern": r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$"},
        "tables": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z_]+$"},
            "additionalProperties": {
                "type": "object",
                "required": ["rows", "rows_sha256"],
                "properties": {"rows": _COUNT, "rows_sha256": _SHA256},
            },
        },
        "files": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {
                "type": "object",
                "required": ["bytes", "sha256"],
                "properties": {"bytes": _COUNT, "sha256": _SHA256},
            },
        },
    },
}
"""What a proof needs of a manifest, as JSON Schema; a manifest may tell more."""


@dataclass(frozen=True)
class Manifest:
    """What a release says that it holds; `text` is the manifest's own bytes, which it cannot vouch for.

    `commit` is the one that it was made from, `dirty`, or None where that is not known.
    """

    text: bytes
    version: str
    commit: str | None
    files: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, Mapping[str, Any]]


class ManifestError(Exception):
    """A manifest that is missing, is no JSON, or does not tell what a proof needs."""


def read(folder: Path) -> Manifest:
    """The manifest of a release.

    Raises:
        ManifestError: there is none that can be used; says what was found.
    """
    try:
        text = (folder / MANIFEST).read_bytes()
    except OSError:
        raise ManifestError("no such file") from None
    return parse(text)


def parse(text: bytes) -> Manifest:
    """The manifest that the bytes of its file tell.

    Raises:
        ManifestError: it is none that can be used; says what was found.
    """
    from jsonschema import Draft202012Validator

    try:
        content = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"no JSON: {error}") from None
    for wrong in Draft202012Validator(SHAPE).iter_errors(content):
        raise ManifestError(f"{wrong.json_path}: {wrong.message[:200]}")
    return Manifest(text, content["version"], content.get("commit"), content["files"], content["tables"])


def prove(folder: Path) -> Iterator[Finding]:
    """Every finding of a release: its manifest, its files, then the card and the tables whose schemas are sound."""
    try:
        told = read(folder)
    except ManifestError as error:
        yield Finding("release-manifest", MANIFEST, 1, 1, str(error))
        return
    found = list(files(folder, told))
    yield from found
    if any(finding.file.startswith("schema/") for finding in found):
        return
    if not any(finding.file == card_yaml.NAME for finding in found):
        yield from card(folder, told)
    yield from tables.prove(folder, told.files, told.tables)


def card(folder: Path, told: Manifest) -> Iterator[Finding]:
    """The flaws of the card's YAML by the schema of the release."""
    counts = {table: entry["rows"] for table, entry in told.tables.items()}
    try:
        text = (folder / card_yaml.NAME).read_text(encoding="utf-8")
        for at in card_yaml.flaws(folder / "schema", text, told.files, counts):
            yield Finding("release-card", card_yaml.NAME, at.line, at.column, at.found)
    except Exception as error:
        # A card and a schema from elsewhere can be wrong in ways that nobody can list.
        yield Finding("release-card", card_yaml.NAME, 1, 1, f"{type(error).__name__}: {str(error)[:200]}")


def files(folder: Path, told: Manifest) -> Iterator[Finding]:
    """The files of a release that are missing, are there without being named, or differ in size or checksum."""
    there = set(file_names(folder)) - {MANIFEST}
    for name in sorted(told.files.keys() - there):
        yield Finding("release-file-missing", name, 1, 1, "no such file")
    for name in sorted(there - told.files.keys()):
        yield Finding("release-file-added", name, 1, 1, f"a file of {(folder / name).stat().st_size:,} bytes")
    for name in sorted(there & told.files.keys()):
        found = {"bytes": (folder / name).stat().st_size, "sha256": manifest.sha256(folder / name)}
        for key, must in ((key, told.files[name][key]) for key in found):
            if found[key] != must:
                yield Finding("release-file-changed", name, 1, 1, f"{key} {found[key]} instead of {must}")


def file_names(folder: Path) -> list[str]:
    """The files of a release in a folder, without what the store of the release put beside them."""
    return [name for name in manifest.file_names(folder) if not is_of_the_store(name)]


def is_of_the_store(name: str) -> bool:
    """Whether a file belongs to the Hub, git or the Hub's client rather than to the release."""
    return any(name == own or (own.endswith("/") and name.startswith(own)) for own in OF_THE_STORE)


def summary(told: Manifest) -> str:
    """What a proof without findings covers."""
    rows = sum(table["rows"] for table in told.tables.values())
    return f"release {told.version}: {len(told.files) + 1} files, {len(told.tables)} tables, {rows:,} rows"
