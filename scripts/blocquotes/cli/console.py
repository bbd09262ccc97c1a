"""What all commands share: finding the checkout, cleaning up after a killed run, printing findings."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes import files, layout
from blocquotes.cli.ending import FOUND, stop
from blocquotes.layout import Layout
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.corpus import Corpus, Record
    from blocquotes.model import Finding
    from blocquotes.verify.release_check import Release

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))

JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Number of processes [default: up to one per core, depending on the number of articles].",
)

# What to do about an article that is not there.
NAME_ARTICLE = "fix: name a file of corpus/articles/, or its id"

# What `fmt` and `fix` say if the paths lead to no file of the corpus.
NO_FILE = "found no file of the corpus at the paths given\nfix: name files or folders below corpus/, or give no path"


def checkout(context: click.Context, otherwise: str = "") -> Layout:
    """The checkout to work on; `otherwise` is what the user can do without one, for the message."""
    return layout.find(Path(context.obj) if context.obj else Path.cwd(), otherwise)


def article_named(loaded: "Corpus", name: str) -> "Record":
    """The article of an id or of a file's path; exits if there is none."""
    from blocquotes.shown import or_nearest

    id_ = Path(name).stem if name.endswith(".json") else name
    found = next((record for record in loaded.of_kind("article") if record.id == id_), None)
    if found is None:
        hint = or_nearest(id_, loaded.ids["article"])
        stop(f"no article has the id {id_!r}{hint}\n{NAME_ARTICLE}")
    return found


def recover(folder: Path) -> None:
    """Completes or undoes what a killed run left in a folder, and reports it on standard error."""
    for line in files.recover(folder):
        click.echo(f"blocquotes: {harmless(line)}", err=True)


def loaded_to_edit(context: click.Context) -> "Corpus":
    """The corpus of the checkout, for a command that writes into it."""
    from blocquotes import corpus

    layout = checkout(context)
    recover(layout.root)
    return corpus.load(layout)


def verified_release(folder: Path) -> "Release":
    """A release of a folder; prints its findings and exits if it has some."""
    from blocquotes.shown import count
    from blocquotes.verify import release_check

    release, findings = release_check.check(folder)
    show_findings(findings)
    if findings or release is None:
        stop(f"a release must have no findings; found {count(len(findings), 'finding')}", FOUND)
    return release


def need_release(folder: Path) -> None:
    """Exits if there is no folder of a release."""
    if not folder.is_dir():
        stop(f"a release must be a folder; found none at {folder}\nfix: build one with `blocquotes build`")


def show_findings(findings: "Collection[Finding]") -> None:
    """Prints findings on standard error."""
    from blocquotes.checks import report

    for line in report.as_text(findings):
        click.echo(line, err=True)
