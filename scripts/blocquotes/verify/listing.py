"""The files of a release: lists them, and compares them with the manifest."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from blocquotes import files
from blocquotes.dataset.manifest import sha256
from blocquotes.layout import MANIFEST
from blocquotes.model import Finding
from blocquotes.outputs import MARK
from blocquotes.verify.manifest import Manifest

# Files and folders that the Hub, git, the Hub's client and our own commands add to a release.
OF_THE_STORE = (".gitattributes", ".git", ".cache/huggingface", MARK)

# Files beside the manifest that say who built a release, from what and with what. They are made after the manifest, of
# which they hold the checksum, so that it cannot name them. `blocquotes.proof` checks them.
PROVENANCE, SBOM, SIGNATURE = "provenance.intoto.json", "sbom.cdx.json", "release.sigstore.json"
PROOF = (PROVENANCE, SBOM, SIGNATURE)

# Files of a release at most.
MOST_ENTRIES = 20_000

# Bytes of all files of a release at most; the current corpus has 0.6 million.
MOST_BYTES = 2**30


def file_names(folder: Path) -> list[str]:
    """The plain files of a release in a folder, without files that the Hub, git or a command added."""
    return [name for name, mode in _entries(folder).items() if files.kind(mode) == "a plain file"]


def _entries(folder: Path) -> dict[str, int]:
    """Path and mode of everything in a folder except folders, sorted; links are not followed."""
    found: dict[str, int] = {}
    for home, folders, names in os.walk(folder, onerror=files.raise_error):
        at = Path(home)
        inside = {name: (at / name).relative_to(folder).as_posix() for name in (*folders, *names)}
        folders[:] = [name for name in sorted(folders) if not is_of_the_store(inside[name])]
        linked = [name for name in folders if (at / name).is_symlink()]
        for name in (*names, *linked):
            if not is_of_the_store(inside[name]):
                found[inside[name]] = (at / name).lstat().st_mode
        if len(found) > MOST_ENTRIES:
            raise OSError(f"more than {MOST_ENTRIES:,} files")
    return dict(sorted(found.items()))


def is_of_the_store(name: str) -> bool:
    """Whether a file was added by the Hub, git, the Hub's client or a command."""
    return any(name == own or name.startswith(f"{own}/") for own in OF_THE_STORE)


def findings(folder: Path, info: Manifest) -> Iterator[Finding]:
    """The files that are missing, not in the manifest, not plain files, or different from the manifest."""
    try:
        there = _entries(folder)
    except OSError as error:
        yield Finding("release-file-missing", MANIFEST, 1, 1, f"a folder that cannot be read: {error}")
        return
    for name in (MANIFEST, *PROOF):
        there.pop(name, None)
    for name in sorted(info.files.keys() - there.keys()):
        yield Finding("release-file-missing", name, 1, 1, "no such file")
    for name in sorted(there.keys() - info.files.keys()):
        yield Finding("release-file-added", name, 1, 1, files.kind(there[name]))
    if sum(must["bytes"] for must in info.files.values()) > MOST_BYTES:
        yield Finding("release-file-changed", MANIFEST, 1, 1, f"files of more than {MOST_BYTES:,} bytes together")
        return
    for name in sorted(there.keys() & info.files.keys()):
        for found in differences(folder / name, there[name], info.files[name]):
            yield Finding("release-file-changed", name, 1, 1, found)


def differences(path: Path, mode: int, must: Mapping[str, Any]) -> Iterator[str]:
    """How a file differs from what the manifest says of it; `mode` is its type, as `lstat` gives it."""
    if files.kind(mode) != "a plain file":
        yield f"{files.kind(mode)}, where a plain file must be"
        return
    try:
        size = path.stat().st_size
        if size != must["bytes"]:
            yield f"bytes {size} instead of {must['bytes']}"
        elif (found := sha256(path)) != must["sha256"]:
            yield f"sha256 {found} instead of {must['sha256']}"
    except OSError as error:
        yield f"a file that cannot be read: {error}"
