"""The files beside the manifest that prove where a release comes from, and how they are read."""

from pathlib import Path
from typing import Any

from blocquotes import sources
from blocquotes.layout import MANIFEST
from blocquotes.sources import PlainError
from blocquotes.verify.listing import PROVENANCE, SBOM

# What the signature covers. The manifest has the checksums of all other files.
SIGNED = (MANIFEST, PROVENANCE, SBOM)


class ProofError(Exception):
    """A file of the proof that is missing or cannot be used; the message says what was found."""


def read(folder: Path, name: str) -> bytes:
    """The bytes of a small plain file of a release.

    Raises:
        ProofError: it is missing, a link or a device, or too large.
    """
    try:
        return sources.read_plain(folder / name, sources.MAX_BYTES)
    except PlainError as error:
        raise ProofError(str(error)) from None


def parse(data: bytes) -> Any:
    """The JSON value of some bytes.

    Raises:
        ProofError: they are no JSON, nest too deep, or name a key twice.
    """
    source = sources.parse_source(data)
    if source.json is None:
        raise ProofError(f"no JSON: {source.trouble.message if source.trouble else ''}")
    if source.json.duplicates:
        raise ProofError(f"the key {source.json.duplicates[0][-1]} twice")
    return source.json.value
