"""The command `blocquotes`: the only room that reads arguments, prints results, or exits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes import cli_contribute, exchange, layout
from blocquotes.console import FOUND, PATHS, USAGE, checkout, stop

if TYPE_CHECKING:
    from blocquotes.corpus import Corpus
    from blocquotes.layout import Layout


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(layout.own_version())
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

    if rule not in report.RULES:
        hint = nearest(rule, report.RULES)
        known = ", ".join(report.RULES)
        stop(f"there must be a rule of that name; found {report.harmless(rule)!r}. {hint}\nrules: {known}")
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


@main.command()
@click.argument("articles", nargs=-1)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write [default: preview.html]."
)
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser.")
@click.pass_context
def preview(context: click.Context, articles: tuple[str, ...], output: Path | None, open_it: bool) -> None:
    """Show ARTICLES, by id or file, with their annotations and findings as one HTML page; all if none is named."""
    from blocquotes import checks, corpus
    from blocquotes.checks import report
    from blocquotes.checks.file import nearest
    from blocquotes.edit import preview as page
    from blocquotes.files import write_text

    loaded = corpus.load(checkout(context))
    chosen, unknown = page.chosen(loaded, articles)
    for name in unknown:
        hint = nearest(name, loaded.ids["article"])
        stop(f"there must be an article of that id or file; found none for {report.harmless(repr(name))}. {hint}")
    if not chosen:
        stop("there must be an article below corpus/articles/ to show; found none")
    target = output or loaded.layout.root / "preview.html"
    write_text(target, page.render(loaded, checks.run(loaded), chosen))
    click.echo(report.harmless(str(target)))
    if open_it:
        click.launch(target.resolve().as_uri())


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
    drafts = [finding for finding in findings if finding.rule == "draft"]
    if drafts:
        for line in report.as_text(drafts):
            click.echo(line, err=True)
        stop("a corpus with drafts is not built; correct them first", FOUND)
    return loaded


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="Folder to build into [default: dist/].")
@click.option("--without-text", is_flag=True, help="Leave out the words of the articles; `hydrate` restores them.")
@click.option("--exclude", multiple=True, metavar="ARTICLE", help="Leave an article out, with a tombstone; repeatable.")
@click.pass_context
def build(context: click.Context, output: Path | None, without_text: bool, exclude: tuple[str, ...]) -> None:
    """Build the release: Parquet, dataset card, Croissant, manifest. Refuses a corpus with errors."""
    from dataclasses import replace

    from blocquotes.build import exclude as excluding
    from blocquotes.build import release, summary
    from blocquotes.build.about import VersionError, about

    loaded = loaded_without_errors(context)
    target = (output or loaded.layout.dist).absolute()
    try:
        told = about(loaded)
        with excluding.without(loaded, exclude, told.version) as (kept, tombstones), steps() as progress:
            told = replace(told, tombstones=tombstones)
            built = release.build(kept, target, progress, with_text=not without_text, told=told)
    except (VersionError, excluding.ExcludeError) as error:
        stop(str(error))
    click.echo(summary.summary(built, target))


@main.command()
@click.argument("release", type=click.Path(path_type=Path))
@click.option("--seeds", type=click.Path(path_type=Path), required=True, help="Folder of the seeds as received.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write [default: RELEASE-with-text].")
def hydrate(release: Path, seeds: Path, output: Path | None) -> None:
    """Restore the texts of a RELEASE that was built without them, byte for byte."""
    from blocquotes.build import hydrate as hydrating

    target = (output or release.resolve().with_name(f"{release.resolve().name}-with-text")).absolute()
    try:
        with steps() as progress:
            sizes = hydrating.hydrate(release, seeds, target, progress)
    except hydrating.HydrateError as error:
        stop(str(error), USAGE if error.is_usage else FOUND)
    click.echo(f"restored {target}: {len(sizes)} files, each with the SHA-256 of the release with texts")


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_context
def diff(context: click.Context, old: str, new: str, form: str) -> None:
    """Tell what NEW changes of OLD, in words, with counts and the smallest version bump.

    OLD and NEW are revisions of this repository, folders (a checkout, or corpus/ and seeds/), or built releases.
    Exits 0 where nothing differs, 1 where something does, 2 where they cannot be compared.
    """
    from blocquotes.versions import diff as differences
    from blocquotes.versions import forms, state

    here = checkout(context)
    try:
        found = differences.diff(state.read(here, old), state.read(here, new))
    except state.StateError as error:
        stop(str(error))
    for line in forms.FORMATS[form](found):
        click.echo(line)
    sys.exit(0 if found.is_empty else FOUND)


@main.command()
@click.argument("version", metavar="VERSION|major|minor|patch|auto")
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
@click.pass_context
def release(context: click.Context, version: str, dry_run: bool) -> None:
    """Release the dataset: version, changelog and citation in one commit, and its tag. Pushes nothing."""
    from blocquotes import corpus
    from blocquotes.versions import release as releasing

    loaded = corpus.load(checkout(context))
    try:
        made = releasing.plan(loaded, version)
        for line in (*made.told, f"version {made.version}", made.notes):
            click.echo(line)
        if dry_run:
            click.echo("dry run: nothing was changed")
            return
        releasing.carry_out(loaded.layout, made, click.echo)
    except releasing.ReleaseError as error:
        stop(str(error), error.code)
    click.echo("next: git push --follow-tags , then build and publish")


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


@main.command()
@click.argument("gold")
@click.argument("pred")
@click.option(
    "--list",
    "listed",
    type=click.Choice(["all", "missed", "spurious", "boundary", "joined", "source", "speaker"]),
    is_flag=False,
    flag_value="all",
    help="Show every error, or those of one class.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(context: click.Context, gold: str, pred: str, listed: str | None, as_json: bool) -> None:
    """Measure the annotations PRED against the gold standard GOLD, and list the errors by class.

    Each is `articles`, a pass, a folder of article files, a .jsonl file with doc_id, text and quotes in each line, or
    the quotes.parquet of `blocquotes suggest` (with the mentions.parquet beside it).
    """
    from blocquotes.agree import evaluation, passes, scores
    from blocquotes.checks import report

    try:
        found = evaluation.evaluate(checkout(context), gold, pred)
    except passes.PassError as error:
        stop(str(error))
    except passes.BrokenPassError as error:
        for line in report.as_text(error.findings):
            click.echo(line, err=True)
        stop("annotations with errors are not measured", FOUND)
    errors = evaluation.mistakes(found)
    if as_json:
        click.echo(scores.as_json(found, errors, listed))
    else:
        click.echo("\n".join(scores.as_text(found, errors, listed)))


@main.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the tables of a .jsonl or .parquet file.")
@click.option("--id", "id_", help="Id of the article, for a single text [default: from the file's name].")
@click.option("--wide", is_flag=True, help="In tables, also wishes, sidings and plans, which the guidelines leave out.")
@click.pass_context
def suggest(context: click.Context, texts: tuple[Path, ...], output: Path | None, id_: str | None, wide: bool) -> None:
    """Suggest annotations: a draft article in corpus/ for each raw text, or tables for many at once.

    TEXTS are .txt files, folders of them, or - for standard input; each is put into seeds/ unchanged, and its
    draft passes `check`. A .jsonl or .parquet file with the columns id and text gives quotes.parquet and
    mentions.parquet in the folder --output.
    """
    from blocquotes import corpus
    from blocquotes.edit import drafting

    loaded = corpus.load(checkout(context))
    bulk = [path for path in texts if path.suffix in (".jsonl", ".parquet")]
    if bulk and (len(texts) > 1 or output is None):
        stop("one .jsonl or .parquet file must be given with --output FOLDER, and nothing beside it")
    if wide and not bulk:
        stop("--wide must go with a .jsonl or .parquet file; drafts keep to the guidelines")
    try:
        if bulk and output:
            counts = drafting.write_tables(loaded, bulk[0], output, wide)
            click.echo(", ".join(f"{number:,} {name}" for name, number in counts.items()))
        else:
            for line in drafting.write_drafts(loaded, texts, id_, sys.stdin.buffer):
                click.echo(line)
    except drafting.DraftError as error:
        stop(str(error))


@main.command()
@click.option("--repo", required=True, metavar="ORG/NAME", help="Dataset repository on the Hub.")
@click.option("--dist", type=click.Path(path_type=Path), help="Release to publish [default: dist/, built if missing].")
@click.option("--version", metavar="X.Y.Z", help="Refuse a release of another version.")
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@click.option("--create-pr", is_flag=True, help="Propose the release as a pull request; needs no right to push.")
@click.option("--create", is_flag=True, help="Create the repository if it is missing.")
@click.pass_context
def publish(
    context: click.Context,
    repo: str,
    dist: Path | None,
    version: str | None,
    dry_run: bool,
    create_pr: bool,
    create: bool,
) -> None:
    """Publish a release on the Hub: one commit, read back and compared, then tagged vX.Y.Z."""
    from blocquotes.publish import publish as publishing
    from blocquotes.publish.hub import RefusedError

    folder = dist or checkout(context).dist
    if not dist and not folder.exists():
        context.invoke(build)
    try:
        publishing.publish(folder, publishing.Wish(repo, version, dry_run, create_pr, create), click.echo)
    except RefusedError as error:
        stop(str(error), error.code)


@main.command()
@click.argument("target", metavar="DIR|ORG/NAME@REVISION")
def verify(target: str) -> None:
    """Prove a download: its files, its rows, their shape, every span and every reference."""
    from blocquotes.checks import report
    from blocquotes.publish import verify as verifying
    from blocquotes.publish.hub import RefusedError

    try:
        findings, summary = verifying.verify(target)
    except RefusedError as error:
        stop(str(error), error.code)
    for line in report.as_text(findings):
        click.echo(line)
    if findings:
        stop(f"{len(findings)} findings in {summary}", FOUND)
    click.echo(f"verified {summary}")


@main.command()
@click.argument("articles", nargs=-1, required=True)
@click.option("--to", "form", type=click.Choice(list(exchange.FORMATS)), required=True, help="What to write.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder to write into [default: build/exchange/FORMAT]."
)
@click.pass_context
def export(context: click.Context, articles: tuple[str, ...], form: str, output: Path | None) -> None:
    """Export ARTICLES (ids, or paths of their files) for an annotation tool."""
    from blocquotes import corpus
    from blocquotes.exchange import run

    loaded = corpus.load(checkout(context))
    folder = output or loaded.layout.root / "build" / "exchange" / form
    with refusals():
        for path in run.export(loaded, [article_id(name) for name in articles], form, folder):
            click.echo(f"wrote {loaded.layout.relative(path.absolute())}")


def article_id(name: str) -> str:
    """The id that an argument names, be it an id or the path of an article's file."""
    return Path(name).stem if name.endswith(".json") else name


@contextmanager
def refusals() -> Iterator[None]:
    """Ends the command with every reason for which a file is refused."""
    from blocquotes.checks.report import harmless
    from blocquotes.exchange.document import RefusedError

    try:
        yield
    except RefusedError as error:
        for problem in error.problems:
            click.echo(f"{harmless(problem.place)}: error: {harmless(problem.must)}", err=True)
            click.echo(f"  found: {harmless(problem.found)}\n  fix:   {harmless(problem.fix)}", err=True)
        stop("nothing was written", FOUND)


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "form", type=click.Choice(exchange.READABLE), required=True, help="What FILES are.")
@click.pass_context
def import_(context: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Put what was annotated in a tool into the article files; all of FILES or nothing."""
    from blocquotes import checks, corpus
    from blocquotes.checks import report
    from blocquotes.exchange import run

    loaded = corpus.load(checkout(context))
    with refusals():
        imported = run.read(loaded, files, form)
    written = run.apply(loaded, imported)
    for item in imported:
        for notice in item.notices:
            click.echo(f"{item.file}: {report.harmless(notice)}", err=True)
        click.echo(f"{item.file}: kept from the file, {form} does not hold it: {', '.join(item.kept)}", err=True)
        for change in item.changes or ("unchanged",):
            click.echo(f"{item.file}: {report.harmless(change)}")
    if written:
        fresh = corpus.load(loaded.layout)
        found, number = checks.select(fresh, checks.run(fresh), [loaded.layout.root / file for file in written])
        for line in report.as_text(found):
            click.echo(line, err=True)
        click.echo(report.summary(found, number), err=True)
        sys.exit(FOUND if checks.has_errors(found) else 0)


for command in cli_contribute.COMMANDS:
    main.add_command(command)
