"""Commands that read and format the corpus: check, explain, fmt."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes.cli.console import PATHS, checkout, recover
from blocquotes.cli.ending import FOUND, USAGE, stop
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.layout import Layout


@click.command()
@PATHS
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "markdown"]), default="text", show_default=True
)
@click.option("--changed", "base", metavar="BASE", help="Check what differs from a git revision, and all references.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], form: str, base: str | None) -> None:
    """Check the corpus, or the findings of the files at PATHS, and show every finding at once."""
    from blocquotes import checks, corpus
    from blocquotes.checks import report

    if paths and base is not None:
        stop("PATHS and --changed both choose files; give one of them")
    loaded = corpus.load(checkout(context))
    changed = changed_since(loaded.layout, base) if base is not None else set()
    found = checks.run(loaded)
    findings, files = checks.changed.select(loaded, found, changed) if changed else checks.select(loaded, found, paths)
    for line in report.FORMATS[form](findings):
        click.echo(line)
    click.echo(report.summary(findings, files), err=form != "text")
    if any(finding.rule == "nothing-to-check" for finding in findings):
        sys.exit(USAGE)
    sys.exit(FOUND if checks.has_errors(findings) else 0)


def changed_since(layout: "Layout", base: str) -> set[str]:
    """The files that differ from a revision; ends the command where none does, or the revision is not known."""
    from blocquotes.checks import changed

    files = changed.files(layout, base)
    if not files:
        click.echo(f"nothing below {', '.join(f'{part}/' for part in changed.PARTS)} differs from {harmless(base)}")
        sys.exit(0)
    return files


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a RULE: of the checks, what must hold, why and how to fix it; of the suggester, what it finds."""
    from blocquotes.checks import report
    from blocquotes.shown import or_nearest
    from blocquotes.suggest import rules

    if rule in rules.RULES:
        lines = (f"{label + ':':12}{words}" for label, words in rules.described(rules.RULES[rule]))
        click.echo("\n".join((f"{rule} (suggest)\n", *lines)))
        return
    known = (*report.RULES, *rules.RULES)
    if rule not in report.RULES:
        hint = or_nearest(rule, known)
        stop(f"there must be a rule of that name; found {harmless(rule)!r}{hint}\nrules: {', '.join(known)}")
    click.echo(report.explain(rule))


@click.command()
@PATHS
@click.option("--check", "only_check", is_flag=True, help="Change nothing; print the diff, and exit 1 if there is one.")
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool) -> None:
    """Bring files into canonical form: keys in schema order, annotations in text order."""
    from blocquotes import checks, corpus
    from blocquotes.edit import fmt as formatter
    from blocquotes.shown import harmless

    layout = checkout(context)
    if not only_check:
        recover(layout.root)
    loaded = corpus.load_complete(layout)
    files = checks.files_below(loaded, paths)
    if not files:
        stop("there must be at least one file to format; found none at the paths given")
    changes = list(formatter.changes(loaded, files))
    if only_check:
        for change in changes:
            click.echo("\n".join(harmless(line) for line in change.diff.split("\n")))
    else:
        corpus.rewrite(loaded, {change.file: change.new for change in changes})
        for change in changes:
            click.echo(f"formatted {harmless(change.file)}")
    skipped = formatter.unsound(loaded, files)
    for record in skipped:
        click.echo(f"skipped {harmless(record.file)}: its shape has findings; run  blocquotes check", err=True)
    click.echo(f"{len(changes)} of {len(files)} files {'would change' if only_check else 'changed'}", err=True)
    sys.exit(FOUND if skipped or (only_check and changes) else 0)
