"""Checks a release: manifest, files, schemas, card, tables, and then the references between tables."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from blocquotes import schemas, sources
from blocquotes.checks import report
from blocquotes.dataset import card_yaml
from blocquotes.layout import MANIFEST, own_version
from blocquotes.model import Finding
from blocquotes.refusal import FOUND, Refusal
from blocquotes.verify import contract, links, listing, manifest, rows
from blocquotes.verify.limits import at_most
from blocquotes.verify.manifest import Manifest, ManifestError
from blocquotes.verify.rows import Rows


@dataclass(frozen=True)
class Release:
    """A release as far as it can be read: manifest and rows of every table; complete if there are no findings."""

    manifest: Manifest
    rows: dict[str, Rows]


def read(folder: Path) -> tuple[Release | None, list[Finding]]:
    """A release, and the findings in its manifest, files, schemas and in each table.

    The release is None if nothing in it may be used: it has no manifest, or its schemas are unsafe.
    """
    try:
        info = manifest.read(folder)
    except ManifestError as error:
        return None, [Finding("release-manifest", MANIFEST, error.line, error.column, str(error))]
    found = list(listing.findings(folder, info))
    if any(finding.file.startswith("schema/") for finding in found):
        return None, found
    found += _schemas(folder, info)
    if any(finding.rule == "release-schema" for finding in found):
        return None, found
    release = Release(info, {})
    return release, [*found, *rows.read(folder, info, release.rows)]


def _schemas(folder: Path, info: Manifest) -> Iterator[Finding]:
    """Schemas that must not be used: unsafe ones, and those of this version that differ from the program's own."""
    for name, flaw in contract.flaws(folder / "schema", info.version == own_version()):
        yield Finding("release-schema", f"schema/{name}", 1, 1, flaw)


def check(folder: Path) -> tuple[Release | None, list[Finding]]:
    """A release with all findings. References between tables are checked only if each table is sound."""
    release, found = read(folder)
    if release is None:
        return None, found
    card = [] if any(finding.file == card_yaml.NAME for finding in found) else at_most(_card(folder, release.manifest))
    tied = [] if any(finding.rule in OF_TABLES for finding in found) else _links(folder, release)
    return release, [*found, *card, *tied]


# Rules about a single table.
OF_TABLES = ("release-schema", "release-table", "release-arrow-schema", "release-row-shape", "release-rows-changed")


def _links(folder: Path, release: Release) -> Iterator[Finding]:
    """Findings between tables, if the tables have the columns that this program checks."""
    lacking = False
    for table in (table for table in release.rows if table in schemas.TABLES):
        must = schemas.columns(schemas.own_folder(), table)
        if flaw := contract.lacking(schemas.columns(folder / "schema", table), must):
            lacking = True
            what = f"{flaw}; verify it with version {release.manifest.version} of the program"
            yield Finding("release-schema", f"schema/{table}.schema.json", 1, 1, what)
    if not lacking:
        yield from links.findings(release.rows)


def _card(folder: Path, info: Manifest) -> Iterator[Finding]:
    """Findings in the card's YAML, checked against the schema of the release."""
    counts = {table: entry["rows"] for table, entry in info.tables.items()}
    try:
        text = sources.read_plain(folder / card_yaml.NAME, sources.MAX_BYTES).decode("utf-8")
        for at in card_yaml.flaws(folder / "schema", text, info.files, counts):
            yield Finding("release-card", card_yaml.NAME, at.line, at.column, at.found)
    except sources.PlainError as error:
        yield Finding("release-card", card_yaml.NAME, 1, 1, str(error))
    except Exception as error:
        # A card from elsewhere can be wrong in any way: PyYAML raises what its constructors raise.
        yield Finding("release-card", card_yaml.NAME, 1, 1, f"{type(error).__name__}: {str(error)[:200]}")


def sound(folder: Path, must: str, fix: str) -> Release:
    """A release without findings; `must` says what it is for, in the refusal of another one."""
    release, findings = check(folder)
    if findings or release is None:
        raise unsound(findings, must, fix)
    return release


def unsound(findings: Collection[Finding], must: str, fix: str) -> Refusal:
    """The refusal of a release with findings; `must` says what it was for."""
    listed = list(report.as_text(findings))
    return Refusal(f"a release must have no findings to be {must}", "these:", fix, listed=listed, code=FOUND)


def summary(info: Manifest) -> str:
    """What was verified, in one line."""
    number = sum(table["rows"] for table in info.tables.values())
    return f"release {info.version}: {len(info.files) + 1} files, {len(info.tables)} tables, {number:,} rows"
