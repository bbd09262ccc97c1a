"""Writes the site: the release as it is, the bundles, and a page for each purpose."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from blocquotes import files
from blocquotes.dataset import manifest
from blocquotes.outputs import Output, new_folder
from blocquotes.site import bundles, landing
from blocquotes.site.bundles import Bundles
from blocquotes.site.page import Page, html
from blocquotes.site.release import Release

# The folder of the site with the files of the release, unchanged.
RELEASE = "release"


def build(release: Release, made: Bundles, output: Output) -> dict[str, int]:
    """Writes the site and returns the bytes of each file by its path; an earlier site is replaced as a whole."""
    with new_folder(output) as folder:
        for name in (manifest.NAME, *release.manifest["files"]):
            _copy(release.folder / name, folder / RELEASE / name)
        for path in files.below(made.folder / "assets"):
            _copy(path, folder / path.relative_to(made.folder))
        found = list(pages(release, made))
        names = frozenset(page.file for page in found)
        for page in found:
            files.write(folder / page.file, html(page, made, release.name, names).encode("utf-8"))
        return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files.below(folder)}


def pages(release: Release, made: Bundles) -> Iterator[Page]:
    """All pages of the site."""
    yield landing.page(release)
    if "explorer" in made.of:
        yield Page("explore.html", "Explore", "application.html", "explorer", data=facts(release))
    yield Page("licences.html", "Licences", "licences.html", values={"licences": made.licences})


def facts(release: Release) -> dict[str, object]:
    """What the scripts must know of the release before they read any of its files."""
    return {"release": f"{RELEASE}/", "title": release.title, "repository": release.repository}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


__all__ = ["build", "bundles", "facts", "pages"]
