"""Commands that read and format the corpus: check, explain, fmt."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from blocquotes.cli.console import JOBS, NO_FILE, PATHS, checkout, recover
from blocquotes.cli.ending import FOUND, USAGE, in_lines, stop
from blocquotes.layout import DATA
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.layout import Layout

# Rules that a message names for an unknown one, and how similar their ids are at least (1: equal).
SIMILAR_RULES = 3
LEAST_SIMILAR = 0.5
# Characters of an unknown id that are compared.
LONGEST_RULE = 80


@click.command()
@PATHS
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "markdown"]), default="text", show_default=True
)
@click.option(
    "--changed",
    "base",
    metavar="BASE",
    help="Only show findings in files that differ from git revision BASE, and findings about references.",
)
@JOBS
@click.option("--no-cache", is_flag=True, help="Check every file, also those that did not change since the last check.")
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], form: str, base: str | None, jobs: int | None, no_cache: bool
) -> None:
    """Check the corpus and show all findings, or only those in the files at PATHS."""
    from blocquotes import checks
    from blocquotes.checks import report, streaming

    if paths and base is not None:
        stop("PATHS and --changed cannot be used together: give one of them")
    layout = checkout(context)
    changed = changed_since(layout, base) if base is not None else set()
    with streaming.checked(layout, jobs, is_cached=not no_cache) as checked:
        if changed:
            findings, files = checks.changed.select(checked.index, checked.findings, changed)
        else:
            findings, files = checks.select(checked.index, checked.findings, paths)
    for line in report.FORMATS[form](findings):
        click.echo(line)
    click.echo(report.summary(findings, files), err=form != "text")
    if any(finding.rule == "nothing-to-check" for finding in findings):
        sys.exit(USAGE)
    sys.exit(FOUND if checks.has_errors(findings) else 0)


def changed_since(layout: "Layout", base: str) -> set[str]:
    """The files that differ from a revision; exits if there are none."""
    from blocquotes.checks import changed

    files = changed.files(layout, base)
    if not files:
        click.echo(f"nothing below {', '.join(f'{part}/' for part in DATA)} differs from {harmless(base)}")
        sys.exit(0)
    return files


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a RULE of `check` (what must hold, why, how to fix it) or of `suggest` (what it finds).

    Without RULE, list the ids of all rules.
    """
    from blocquotes.checks import report
    from blocquotes.suggest import rules

    if rule is None:
        for group, ids in (("check", report.RULES), ("suggest", rules.RULES)):
            click.echo("\n".join((f"rules of {group}:", *(f"  {id_}" for id_ in sorted(ids)))))
    elif rule in rules.RULES:
        lines = (f"{label + ':':12}{words}" for label, words in rules.described(rules.RULES[rule]))
        click.echo("\n".join((f"{rule} (suggest)\n", *lines)))
    elif rule in report.RULES:
        click.echo(report.explain(rule))
    else:
        _stop_unknown(rule, (*report.RULES, *rules.RULES))


def _stop_unknown(rule: str, known: tuple[str, ...]) -> NoReturn:
    """Names the rule that may be meant, or those with similar ids; exits."""
    from difflib import get_close_matches

    from blocquotes.shown import or_nearest

    similar = ", ".join(get_close_matches(rule.lower()[:LONGEST_RULE], sorted(known), SIMILAR_RULES, LEAST_SIMILAR))
    hint = or_nearest(rule, known) or (f"; similar: {similar}" if similar else "")
    stop(f"no rule has the id {rule!r}{hint}\nfix: to list all rules, run `blocquotes explain`")


@click.command()
@PATHS
@click.option("--check", "only_check", is_flag=True, help="Write nothing; print the diff, and exit 1 if there is one.")
@JOBS
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool, jobs: int | None) -> None:
    """Format the files at PATHS: keys in schema order, annotations in text order."""
    from blocquotes.edit import fmt as formatter

    layout = checkout(context)
    if not only_check:
        recover(layout.root)
    files = formatter.count(layout, paths)
    if not files:
        stop(NO_FILE)
    changes, skipped, missing, number = [], [], set[str](), 0
    for one in formatter.formatted(layout, paths, jobs, files):
        missing |= {one.missing_seed} if one.missing_seed else set()
        if not one.is_sound:
            skipped.append(one.file)
        elif one.change:
            number += 1
            if only_check:
                click.echo(in_lines(one.change.diff))
            else:
                changes.append(one.change)
    formatter.write(layout, changes)
    for change in changes:
        click.echo(f"formatted {harmless(change.file)}")
    for file in skipped:
        click.echo(f"skipped {harmless(file)}: its JSON or a field is wrong; run `blocquotes check`", err=True)
    files += formatter.missing_below(layout, paths, missing)
    click.echo(f"{number} of {files} files {'would change' if only_check else 'changed'}", err=True)
    sys.exit(FOUND if skipped or (only_check and number) else 0)
