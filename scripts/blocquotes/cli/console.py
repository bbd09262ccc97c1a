"""What all commands share: the checkout that they work on, and what an earlier run left there."""

from pathlib import Path

import click

from blocquotes import files, layout
from blocquotes.layout import Layout
from blocquotes.shown import harmless

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def checkout(context: click.Context) -> Layout:
    """The checkout to work on.

    Raises:
        Refusal: there is none.
    """
    return layout.find(Path(context.obj) if context.obj else Path.cwd())


def recover(folder: Path) -> None:
    """Completes or undoes what a killed run left in a folder, and says so on standard error."""
    for line in files.recover(folder):
        click.echo(f"blocquotes: {harmless(line)}", err=True)
