"""The files beside the manifest that prove where a release comes from, and how they are read."""

from pathlib import Path
from typing import Any

from blocquotes import sources
from blocquotes.layout import MANIFEST
from blocquotes.sources import PlainError
from blocquotes.verify.listing import PROVENANCE, SBOM

# What the signature covers. The manifest has the checksums of all other files.
SIGNED = (MANIFEST, PROVENANCE, SBOM)


def read(folder: Path, name: str) -> bytes:
    """The bytes of a small plain file of a release.

    Raises:
        PlainError: it is missing, a link or a device, or too large.
    """
    return sources.read_plain(folder / name, sources.MAX_BYTES)


def parse(data: bytes) -> Any:
    """The JSON value of some bytes.

    Raises:
        PlainError: they are no JSON, nest too deep, or name a key twice.
    """
    source = sources.parse_source(data)
    if source.json is None:
        raise PlainError(f"no JSON: {source.trouble.message if source.trouble else ''}")
    if source.json.duplicates:
        raise PlainError(f"the key {source.json.duplicates[0][-1]} twice")
    return source.json.value
