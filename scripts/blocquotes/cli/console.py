"""What all commands share: the checkout that they work on, their exit codes, and how they end."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from blocquotes import layout
from blocquotes.layout import Layout

FOUND, USAGE = 1, 2
"""Exit codes: findings, and wrong usage or nothing to do; 0 is fine."""

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def checkout(context: click.Context) -> Layout:
    """The checkout to work on; ends the command where there is none."""
    try:
        return layout.find(Path(context.obj) if context.obj else Path.cwd())
    except layout.LayoutError as error:
        stop(str(error))


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Ends the command with a message on standard error."""
    click.echo(f"blocquotes: {message}", err=True)
    sys.exit(code)
