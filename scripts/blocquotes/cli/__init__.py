"""The command `blocquotes`: the only room that reads arguments, prints results, or exits.

Each command is imported when it is called, so that help is there at once.
"""

from importlib import import_module
from typing import Any

import click

from blocquotes.cli.ending import ending

# Command → its module, its function there, and what it does in a line.
COMMANDS = {
    "agree": ("annotating", "agree", "Measure how far two annotations of the same seeds agree."),
    "anchor": ("contributing", "anchor", "Print a ready anchor for every place of some words."),
    "build": ("releasing", "build", "Build the release into dist/."),
    "check": ("checking", "check", "Check the corpus and show every finding at once."),
    "diff": (
        "releasing",
        "diff",
        "Summarise what changed between two revisions, folders or releases, and which version bump it needs.",
    ),
    "docs": ("releasing", "docs", "Regenerate the generated documents."),
    "evaluate": ("annotating", "evaluate", "Measure annotations against a gold standard, errors by class."),
    "explain": ("checking", "explain", "Explain a rule."),
    "export": ("annotating", "export", "Export articles for an annotation tool."),
    "fix": ("contributing", "fix", "Fix what is certain, and show each change."),
    "fmt": ("checking", "fmt", "Bring files into canonical form."),
    "hydrate": ("releasing", "hydrate", "Restore the texts of a release that was built without them."),
    "import": ("annotating", "import_", "Put what was annotated in a tool into the article files."),
    "new": (
        "contributing",
        "new",
        "Make an article, drafted from its raw text, or an entity, outlet or utterance.",
    ),
    "preview": ("annotating", "preview", "Show articles with their annotations on one page."),
    "publish": ("releasing", "publish", "Publish a release on the Hub."),
    "release": ("releasing", "release", "Release the dataset: version, changelog, commit, tag."),
    "suggest": ("contributing", "suggest", "Annotate raw texts automatically, as draft articles or as tables."),
    "verify": ("releasing", "verify", "Verify a downloaded release."),
}


class Commands(click.Group):
    """The commands by name, none of them imported before it is called; what they raise becomes a message here."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs the command that the arguments name."""
        with ending():
            return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; inside of `main`, which takes a closed pipe for its own."""
        with ending():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"blocquotes.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands for the help page."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])


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
@click.option("--root", type=click.Path(), help="Folder of the checkout [default: found from here up].")
@click.pass_context
def main(context: click.Context, root: str | None) -> None:
    """Check, format and build the BlocQuotes corpus of attributed speech."""
    context.obj = root
