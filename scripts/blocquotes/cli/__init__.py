"""The command `blocquotes`: the only room that reads arguments, prints results or exits.

A command's module is imported only when the command is called, so that `--help` is fast.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from blocquotes.cli.ending import ending, prepare_streams, stop, usage

# Command → its module, its function there, and a one-line summary. The summaries are here so that `blocquotes --help`
# imports none of the modules.
COMMANDS = {
    "agree": ("annotating", "agree", "Measure how far two annotations of the same seeds agree."),
    "anchor": ("contributing", "anchor", "Print the anchor of every occurrence of some words."),
    "attest": ("proving", "attest", "Write the provenance, SBOM and signature of a built release."),
    "build": ("releasing", "build", "Build the release into dist/."),
    "check": ("checking", "check", "Check the corpus and show all findings."),
    "diff": (
        "releasing",
        "diff",
        "Summarise what changed between two revisions, folders or releases, and which version bump it needs.",
    ),
    "docs": ("releasing", "docs", "Update the generated documents."),
    "entity": ("contributing", "entity", "Accept draft entities; rename or merge entities with all references."),
    "evaluate": ("annotating", "evaluate", "Measure annotations against a gold standard, and classify the errors."),
    "explain": ("checking", "explain", "Explain a rule."),
    "export": ("annotating", "export", "Export articles to an annotation tool."),
    "fix": ("contributing", "fix", "Fix mistakes that have only one correction, and show each change."),
    "fmt": ("checking", "fmt", "Format the files of the corpus."),
    "hydrate": ("releasing", "hydrate", "Restore the texts of a release that was built without them."),
    "import": ("annotating", "import_", "Import annotations from an annotation tool into the article files."),
    "new": ("contributing", "new", "Create an article (drafted from a raw text), entity, outlet or utterance."),
    "preview": ("annotating", "preview", "Show articles with their annotations as HTML."),
    "publish": ("releasing", "publish", "Publish a release on the Hugging Face Hub."),
    "release": ("releasing", "release", "Release the dataset: version, changelog, commit, tag."),
    "reproduce": ("proving", "reproduce", "Rebuild a release from its tag and compare every byte."),
    "site": ("site", "site", "Write the website of a release: landing page, explorer, workbench."),
    "sqlite": ("releasing", "sqlite", "Write all tables of a release into one SQLite file."),
    "suggest": ("suggesting", "suggest", "Annotate raw texts automatically, as draft articles or as tables."),
    "verify": ("proving", "verify", "Verify a downloaded release, and who made it."),
}


class Commands(click.Group):
    """The commands by name; each is imported when it is called, and its errors become messages."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs the command that the arguments name, and exits."""
        prepare_streams()
        with ending():
            return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command.

        Errors are caught here too, since click's own `main` would catch a closed pipe before ours sees it.
        """
        with ending(), usage(ctx), corpus_libraries(ctx):
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the options before the command."""
        with usage(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"blocquotes.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands for the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


# Libraries of the extra `corpus`; other extras are for a single command, which names its own.
OF_CORPUS = frozenset(("jinja2", "numpy", "rapidfuzz", "rich"))


@contextmanager
def corpus_libraries(context: click.Context) -> Iterator[None]:
    """Says which extra a command lacks. Only commands that need a checkout need one; without it, says that."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in OF_CORPUS:
            raise
        from blocquotes.cli.console import checkout
        from blocquotes.refusal import install

        checkout(context)
        stop(f"this command needs {error.name}, which is not installed; {install('corpus')}")


def show_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Prints the version and ends the command."""
    if wanted:
        from blocquotes import layout

        click.echo(f"blocquotes, version {layout.own_version()}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the version and exit.",
)
@click.option("--root", type=click.Path(), help="Checkout to work on [default: the one around the current folder].")
@click.pass_context
def main(context: click.Context, root: str | None) -> None:
    """Annotate, check and build BlocQuotes, a corpus of attributed speech.

    Exit codes: 0 if all is well, 1 if there are findings or differences, 2 if the command could not be run,
    130 if you stopped it with Ctrl-C.
    """
    context.obj = root
