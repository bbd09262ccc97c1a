"""Commands that build, compare and publish releases: build, docs, hydrate, diff, release, sqlite, publish."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes.cli.console import JOBS, checkout, need_release, recover, show_findings, verified_release
from blocquotes.cli.ending import FOUND, in_lines, stop
from blocquotes.layout import MANIFEST, Layout

if TYPE_CHECKING:
    from blocquotes.corpus import Index
    from blocquotes.outputs import Output


@contextmanager
def without_errors(context: click.Context, jobs: int | None = None, is_cached: bool = True) -> "Iterator[Index]":
    """The index of the corpus, if it has no errors and no drafts; otherwise prints the findings and exits."""
    from blocquotes import checks
    from blocquotes.checks import report, streaming

    with streaming.checked(checkout(context), jobs, is_cached, keeps_places=True) as checked:
        findings = checked.findings
        files = sum(kind is not None and kind != "seed" for _, kind in checked.index.files())
        if not files:
            stop("corpus/ has no records to build from")
        if checks.has_errors(findings):
            show_findings(findings)
            stop(f"cannot build a corpus with errors: {report.summary(findings, files)}", FOUND)
        drafts = [finding for finding in findings if finding.rule == "draft"]
        if drafts:
            show_findings(drafts)
            stop("cannot build a corpus with drafts; correct them first", FOUND)
        yield checked.index


def prepare_folder(target: Path, command: str, *inputs: Path) -> None:
    """Refuses an output folder that holds files which the command did not make, before the long work begins."""
    from blocquotes import outputs

    recover(outputs.located(target).parent)
    outputs.folder_for(target, command, inputs)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Shows the current step of a long command, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("reading") as status:
        yield lambda step: status.update(f"writing {step}")


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="Folder to build into [default: dist/].")
@click.option("--without-text", is_flag=True, help="Leave out the words of the texts; `hydrate` restores them.")
@click.option(
    "--exclude", multiple=True, metavar="ARTICLE", help="Leave out an article and list its ids as removed; repeatable."
)
@JOBS
@click.option("--no-cache", is_flag=True, help="Check every file, also those that did not change since the last check.")
@click.pass_context
def build(
    context: click.Context,
    output: Path | None,
    without_text: bool,
    exclude: tuple[str, ...],
    jobs: int | None,
    no_cache: bool,
) -> None:
    """Build the release: Parquet files, dataset card, datasheet, Croissant file and manifest.

    A corpus with errors or drafts is not built.
    """
    from dataclasses import replace

    from blocquotes import arrow
    from blocquotes.dataset import exclude as excluding
    from blocquotes.dataset import memory, release, summary
    from blocquotes.dataset.release_info import release_info

    memory.give_back()
    arrow.load()
    target = output or checkout(context).dist
    prepare_folder(target, "build")
    with without_errors(context, jobs, not no_cache) as index:
        info = release_info(index)
        with excluding.without(index, exclude, info.version) as (kept, tombstones), steps() as progress:
            info = replace(info, tombstones=tombstones)
            built = release.build(kept, target, progress, not without_text, info, jobs)
    click.echo(summary.summary(built, target.absolute()))


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; print the diff, and exit 1 if there is one.")
@click.pass_context
def docs(context: click.Context, only_check: bool) -> None:
    """Update the generated documents: columns, rules and pictures in docs/, parts of README.md and DATASHEET.md."""
    from blocquotes.dataset import docs as documents
    from blocquotes.dataset import release
    from blocquotes.edit.fmt import Change
    from blocquotes.files import write_all
    from blocquotes.shown import count

    layout = checkout(context)
    recover(layout.root)
    with without_errors(context) as index, release.tables(index) as made:
        texts = {path: text.encode("utf-8") for path, text in documents.documents(index, made)}
    old = {path: path.read_bytes() if path.exists() else None for path in texts}
    # On Windows git may check files out with \r\n.
    changed = {path: new for path, new in texts.items() if (old[path] or b"").replace(b"\r\n", b"\n") != new}
    if only_check:
        for path, new in changed.items():
            change = Change(layout.relative(path), (old[path] or b"").decode("utf-8"), new.decode("utf-8"))
            click.echo(in_lines(change.diff))
    else:
        write_all(layout.root, changed, {path: old[path] for path in changed})
        for path in changed:
            click.echo(f"wrote {layout.relative(path)}")
    are = ("is out of date", "are out of date") if only_check else ("changed", "changed")
    click.echo(count(len(changed), f"document {are[0]}", f"documents {are[1]}"), err=True)
    sys.exit(FOUND if only_check and changed else 0)


@click.command()
@click.argument("release", type=click.Path(path_type=Path))
@click.option("--seeds", type=click.Path(path_type=Path), required=True, help="Folder with the original texts.")
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to [default: RELEASE-with-text].")
def hydrate(release: Path, seeds: Path, output: Path | None) -> None:
    """Restore the texts of RELEASE, a folder that was built with --without-text.

    The result equals the release with texts, byte for byte.
    """
    from blocquotes.shown import harmless
    from blocquotes.verify import hydrate as hydrating

    here = release.resolve()
    target = (output or here.parent / f"{here.name}-with-text").absolute()
    prepare_folder(target, "hydrate", release, seeds)
    with steps() as progress:
        sizes = hydrating.hydrate(release, seeds, target, progress)
    click.echo(f"restored {harmless(str(target))}: {len(sizes)} files, each with the SHA-256 of the release with texts")


@click.command()
@click.argument("release", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="File to write [default: blocquotes.sqlite].")
def sqlite(release: Path, output: Path | None) -> None:
    """Write all tables of a RELEASE into one SQLite file, with keys, references and views.

    The release is verified first. The same release gives the same bytes with the same version of SQLite.
    """
    from blocquotes import outputs
    from blocquotes.dataset import database
    from blocquotes.shown import count

    need_release(release)
    target = (output or Path("blocquotes.sqlite")).absolute()
    recover(outputs.located(target).parent)
    file = outputs.file_for(target, "sqlite", database.MARK, (release,))
    rows = verified_release(release).rows
    data = database.database(rows)
    outputs.write_file(file, data)
    click.echo(f"wrote {in_lines(str(target))}: {count(len(rows), 'table')}, {len(data):,} bytes")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--html", type=click.Path(path_type=Path), help="Also write a page with the texts before and after.")
@click.pass_context
def diff(context: click.Context, old: str, new: str, form: str, html: Path | None) -> None:
    """Summarise what changed from OLD to NEW, with counts, answers of docs/analysis.md, and the version bump it needs.

    OLD and NEW are git revisions, folders (a checkout, or one with corpus/ and seeds/), or built releases.
    Exit codes: 0 if nothing differs, 1 if something does, 2 if they cannot be compared.
    """
    from blocquotes import arrow
    from blocquotes.versions import forms, state
    from blocquotes.versions.summary import summarise

    arrow.load()
    # Only a revision, and a folder without schemas, need a checkout.
    are_built = all((Path(name) / MANIFEST).is_file() for name in (old, new))
    here = Layout(Path.cwd()) if are_built else checkout(context, "name two built releases, which need no checkout")
    page = html and prepare_page(html, [Path(name) for name in (old, new)])
    found = summarise(state.read(here, old), state.read(here, new))
    if page:
        from blocquotes import outputs
        from blocquotes.preview import diff_page

        outputs.write_file(page, diff_page.render(found).encode("utf-8"))
    for line in forms.FORMATS[form](found):
        click.echo(line)
    sys.exit(0 if found.diff.is_empty else FOUND)


def prepare_page(target: Path, inputs: Sequence[Path]) -> "Output":
    """The HTML file of a difference, which may replace an earlier one but nothing of the states that are compared."""
    from blocquotes import outputs
    from blocquotes.preview import diff_page

    recover(outputs.located(target).parent)
    # A checkout may hold the page; a release may not, since it would have a file that its manifest does not list.
    releases = [path for path in inputs if (path / MANIFEST).is_file()]
    return outputs.file_for(target, "diff", diff_page.MARK, releases, "--html")


@click.command()
@click.argument("version", metavar="VERSION|major|minor|patch|auto")
@click.option("--dry-run", is_flag=True, help="Show what would be done and change nothing.")
@click.pass_context
def release(context: click.Context, version: str, dry_run: bool) -> None:
    """Release the dataset: commit the new version, changelog and citation, and tag the commit. Does not push."""
    from blocquotes import corpus
    from blocquotes.versions import release as releasing

    if not dry_run:
        recover(checkout(context).root)
    loaded = corpus.load(checkout(context))
    made = releasing.plan(loaded, version)
    for line in (*made.summary, f"version {made.version}", made.notes):
        click.echo(in_lines(line))
    if dry_run:
        click.echo("dry run: nothing was changed")
        return
    releasing.carry_out(loaded.layout, made, click.echo)
    click.echo("next: git push --follow-tags , then build, attest and publish")


@click.command()
@click.option("--repo", required=True, metavar="ORG/NAME", help="Dataset repository on the Hub.")
@click.option(
    "--dist", type=click.Path(path_type=Path), help="Release to publish [default: dist/, which is built if missing]."
)
@click.option("--version", metavar="X.Y.Z", help="Stop unless the release has this version.")
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing on the Hub.")
@click.option("--create-pr", is_flag=True, help="Open a pull request on the Hub; needs no write access.")
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
    """Publish a release on the Hugging Face Hub: upload it in one commit, read it back, compare, and tag it vX.Y.Z."""
    from blocquotes import git
    from blocquotes.publish import publish as publishing

    folder = dist or checkout(context).dist
    if not dist and not folder.exists():
        context.invoke(build)
    head = None if dist else git.head(checkout(context).root)
    publishing.publish(folder, publishing.Options(repo, version, head, dry_run, create_pr, create), click.echo)
