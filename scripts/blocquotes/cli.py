"""The command `blocquotes`: the only room that reads arguments, prints results, or exits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes import cli_contribute
from blocquotes.console import FOUND, PATHS, USAGE, checkout, stop

if TYPE_CHECKING:
    from blocquotes.corpus import Corpus
    from blocquotes.layout import Layout


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="blocquotes")
@click.option("--root", type=click.Path(path_type=Path), help="Folder of the checkout [default: found from here up].")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Check, format and build the BlocQuotes corpus of attributed speech."""
    context.obj = root


@main.command()
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
    from blocquotes.checks import changed, report

    try:
        files = changed.files(layout, base)
    except changed.RevisionError as error:
        stop(report.harmless(str(error)).replace("\\u{000A}", "\n"))
    if not files:
        click.echo(
            f"nothing below {', '.join(f'{part}/' for part in changed.PARTS)} differs from {report.harmless(base)}"
        )
        sys.exit(0)
    return files


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a RULE: what must hold, why, and how to mend it."""
    from blocquotes.checks import report
    from blocquotes.checks.file import nearest
    from blocquotes.checks.rules import RULES

    if rule not in RULES:
        hint = nearest(rule, RULES)
        stop(f"there must be a rule of that name; found {report.harmless(rule)!r}. {hint}\nrules: {', '.join(RULES)}")
    click.echo(report.explain(rule))


@main.command()
@PATHS
@click.option("--check", "only_check", is_flag=True, help="Change nothing; print the diff, and exit 1 if there is one.")
@click.pass_context
def fmt(context: click.Context, paths: tuple[Path, ...], only_check: bool) -> None:
    """Bring files into canonical form: keys in schema order, annotations in text order."""
    from blocquotes import checks, corpus
    from blocquotes.checks.report import harmless
    from blocquotes.edit import fmt as formatter

    loaded = corpus.load(checkout(context))
    files = checks.files_below(loaded, paths)
    if not files:
        stop("there must be at least one file to format; found none at the paths given")
    changes = list(formatter.changes(loaded, files))
    for change in changes:
        if only_check:
            click.echo("\n".join(harmless(line) for line in change.diff.split("\n")))
        else:
            formatter.apply(loaded, change)
            click.echo(f"formatted {harmless(change.file)}")
    skipped = formatter.unsound(loaded, files)
    for record in skipped:
        click.echo(f"skipped {harmless(record.file)}: its shape has findings; run  blocquotes check", err=True)
    click.echo(f"{len(changes)} of {len(files)} files {'would change' if only_check else 'changed'}", err=True)
    sys.exit(FOUND if skipped or (only_check and changes) else 0)


def loaded_without_errors(context: click.Context) -> "Corpus":
    """The corpus, if no check finds an error; ends the command with the findings if one does."""
    from blocquotes import checks, corpus
    from blocquotes.checks import report

    loaded = corpus.load(checkout(context))
    findings = checks.run(loaded)
    if not loaded.records:
        stop("there must be records below corpus/ to build; found none")
    if checks.has_errors(findings):
        for line in report.as_text(findings):
            click.echo(line, err=True)
        stop(f"a corpus with errors is not built: {report.summary(findings, len(loaded.records))}", FOUND)
    return loaded


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="Folder to build into [default: dist/].")
@click.pass_context
def build(context: click.Context, output: Path | None) -> None:
    """Build the release: Parquet, dataset card, Croissant, manifest. Refuses a corpus with errors."""
    from blocquotes.build import release, summary

    loaded = loaded_without_errors(context)
    target = (output or loaded.layout.dist).absolute()
    with steps() as progress:
        built = release.build(loaded, target, progress)
    click.echo(summary.summary(built, target))


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Shows the step that a long command is at, on a terminal only; a pipe stays quiet."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda step: status.update(f"writing {step}")


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; print the diff, and exit 1 if there is one.")
@click.pass_context
def docs(context: click.Context, only_check: bool) -> None:
    """Write the generated documents anew: docs/rules.md, and the marked parts of README and DATASHEET."""
    from blocquotes.build import docs as documents
    from blocquotes.build import release
    from blocquotes.edit.fmt import Change
    from blocquotes.files import write_text

    loaded = loaded_without_errors(context)
    stale = 0
    made, _ = release.rows(loaded)
    for path, text in documents.documents(loaded, made):
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old != text:
            stale += 1
            name = loaded.layout.relative(path)
            if only_check:
                click.echo(Change(name, old, text).diff)
            else:
                write_text(path, text)
                click.echo(f"wrote {name}")
    click.echo(f"{stale} documents {'are stale' if only_check else 'changed'}", err=True)
    sys.exit(FOUND if only_check and stale else 0)


@main.command()
@click.argument("a")
@click.argument("b")
@click.option("--list", "with_list", is_flag=True, help="Show every difference side by side, with its place.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def agree(context: click.Context, a: str, b: str, with_list: bool, as_json: bool) -> None:
    """Measure how far two annotations of the same seeds agree; A is the reference.

    A and B are passes by name (folders of corpus/passes, or `articles`), or folders of article files.
    """
    from blocquotes import agree as agreement
    from blocquotes.agree import differences, passes
    from blocquotes.agree import report as tables
    from blocquotes.checks import report

    try:
        found = agreement.agree(checkout(context), a, b)
    except passes.PassError as error:
        stop(str(error))
    except passes.BrokenPassError as error:
        for line in report.as_text(error.findings):
            click.echo(line, err=True)
        stop("passes with errors are not compared", FOUND)
    listed = list(differences.differences(found)) if with_list else None
    if as_json:
        click.echo(tables.as_json(found, listed))
    elif sys.stdout.isatty():
        from rich.console import Console

        click.echo("\n".join(tables.notes(found)))
        Console().print(*tables.as_tables(found, listed))
    else:
        click.echo("\n".join(tables.as_text(found, listed)))


for command in cli_contribute.COMMANDS:
    main.add_command(command)
