"""Writes the site: the release as it is, the bundles, and a page for each purpose."""

import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from blocquotes import files
from blocquotes.layout import MANIFEST, Layout
from blocquotes.outputs import Output, new_folder
from blocquotes.site import landing, workbench
from blocquotes.site.bundles import Bundles
from blocquotes.site.landing import RELEASE
from blocquotes.site.page import Page, html
from blocquotes.site.published import Release
from blocquotes.site.repository import quote_lines, write_lines

# The file of the site with the line of each quote in its annotation file.
LINES = "lines.parquet"

ICON = "icon.svg"

# The bundle of the page on which articles are annotated.
WORKBENCH = "workbench"


def build(release: Release, made: Bundles, output: Output, root: Path) -> dict[str, int]:
    """Writes the site and returns the bytes of each file by its path; an earlier site is replaced as a whole.

    `root` is the checkout whose history may have the commit of the release.
    """
    with new_folder(output) as folder:
        for name in (MANIFEST, *release.manifest["files"]):
            _copy(release.folder / name, folder / RELEASE / name)
        for path in files.below(made.folder / "assets"):
            _copy(path, folder / path.relative_to(made.folder))
        if WORKBENCH in made.of:
            workbench.add(folder, made, Layout(root))
        files.write(folder / ICON, (resources.files(__package__) / ICON).read_bytes())
        lines = quote_lines(root, release) if release.repository else None
        if lines:
            write_lines(folder / LINES, lines)
        found = list(pages(release, made, (folder / LINES).stat().st_size if lines else None))
        names = frozenset(page.file for page in found)
        for page in found:
            files.write(folder / page.file, html(page, made, release.name, names).encode("utf-8"))
        return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files.below(folder)}


def pages(release: Release, made: Bundles, lines: int | None) -> Iterator[Page]:
    """All pages of the site; `lines` is the size of the file `LINES`, if there is one."""
    yield landing.page(release)
    if "explorer" in made.of:
        yield Page("explore.html", "Explore", "application.html", "explorer", data=facts(release, lines))
    licences = [*made.licences]
    if WORKBENCH in made.of:
        yield workbench.page(made, release)
        licences += workbench.licences(made)
    yield Page("licences.html", "Licences", "licences.html", values={"licences": licences})


def facts(release: Release, lines: int | None) -> dict[str, object]:
    """What the scripts must know of the release before they read any of its files."""
    return {
        "release": f"{RELEASE}/",
        "title": release.title,
        "repository": release.repository,
        "citation": release.citation,
        "lines": {"file": LINES, "bytes": lines} if lines else None,
    }


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
