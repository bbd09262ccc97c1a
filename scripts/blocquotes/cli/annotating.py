"""Commands that show, measure and exchange annotations: preview, evaluate, agree, export, import."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocquotes import exchange
from blocquotes.cli.console import NAME_ARTICLE, article_named, checkout, loaded_to_edit, recover, show_findings
from blocquotes.cli.ending import FOUND, stop
from blocquotes.layout import CHALLENGE, REVIEWS, Layout
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.checks.streaming import Checked
    from blocquotes.corpus import Index


@click.command()
@click.argument("articles", nargs=-1)
@click.option("--changed", "base", metavar="BASE", help="Show the articles that differ from git revision BASE.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="A file NAME.html for one page, or a folder for an index and a page per article "
    "[default: preview.html, or preview/ for more than 50 articles].",
)
@click.option("--open", "open_it", is_flag=True, help="Open the page in a browser.")
@click.pass_context
def preview(
    context: click.Context, articles: tuple[str, ...], base: str | None, output: Path | None, open_it: bool
) -> None:
    """Show articles with their annotations and findings as HTML.

    ARTICLES are ids or files; without any, all articles are shown.
    """
    from blocquotes import corpus, outputs
    from blocquotes import preview as pages
    from blocquotes.checks import streaming

    layout = checkout(context)
    if output and output.suffix[1:].isalpha() and not (is_page(output) or output.is_dir()):
        stop(f"--output must be a file that ends in .html, or a folder; found {output}")
    with streaming.checked(layout) as checked:
        corpus.refuse_unreadable(checked.index.unreadable)
        shown = articles_to_show(checked.index, articles, base)
        target = output or layout.root / ("preview.html" if len(shown) <= pages.MOST_ON_ONE_PAGE else "preview")
        recover(outputs.located(target).parent)
        page = write_preview(checked, shown, target)
    click.echo(harmless(str(page)))
    if open_it:
        click.launch(page.resolve().as_uri())


def articles_to_show(index: "Index", wanted: tuple[str, ...], base: str | None) -> list[tuple[str, str]]:
    """Kind and file of the articles that are named, or that differ from a revision, or all; exits if there are none."""
    from blocquotes import preview as pages
    from blocquotes import sources
    from blocquotes.cli.checking import changed_since
    from blocquotes.shown import or_nearest

    if wanted and base is not None:
        stop("ARTICLES and --changed cannot be used together: give one of them")
    chosen, unknown = pages.chosen(index, wanted)
    for name in unknown:
        hint = or_nearest(name, index.ids["article"])
        stop(f"no article has the id or file {name!r}{hint}\n{NAME_ARTICLE}")
    if not chosen:
        stop("corpus/articles/ has no article to show")
    if base is None:
        return chosen
    changed = changed_since(index.layout, base)
    seeds = [f'"{name.removeprefix("seeds/")}"' for name in changed if name.startswith("seeds/")]

    def differs(file: str) -> bool:
        text = sources.read(index.layout.root / file).text if seeds else ""
        return file in changed or any(name in text for name in seeds)

    chosen = [(kind, file) for kind, file in chosen if differs(file)]
    if not chosen:
        click.echo(f"no article differs from {harmless(base)}")
        sys.exit(0)
    return chosen


def is_page(target: Path) -> bool:
    """Whether a target is one page, by the end of its name, and not a folder of pages."""
    return target.suffix.lower() in (".html", ".htm")


def write_preview(checked: "Checked", shown: list[tuple[str, str]], target: Path) -> Path:
    """Writes one page to a target that ends in .html, else a folder of pages; returns the page to open."""
    from blocquotes import files, outputs
    from blocquotes import preview as pages

    if is_page(target):
        file = outputs.file_for(target, "preview", pages.MARK)
        page = pages.render(checked.findings, *pages.loaded(checked.index, shown))
        outputs.write_file(file, page.encode("utf-8"))
        return target
    with outputs.new_folder(outputs.folder_for(target, "preview")) as folder:
        for name, page in pages.pages(checked.findings, *pages.loaded(checked.index, shown)):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, page.encode("utf-8"))
    return target / pages.INDEX


@click.command()
@click.argument("gold")
@click.argument("pred", required=False)
@click.option(
    "--list",
    "listed",
    type=click.Choice(["all", "missed", "spurious", "boundary", "joined", "source", "speaker"]),
    is_flag=False,
    flag_value="all",
    help="Show every error, or those of one class.",
)
@click.option("--by", type=click.Choice(["rule"]), help="Count how often each rule of `suggest` is right.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(
    context: click.Context, gold: str, pred: str | None, listed: str | None, by: str | None, as_json: bool
) -> None:
    """Measure the annotations PRED against the gold standard GOLD, and count the errors by class.

    GOLD and PRED are each `articles`, the name of a pass, a folder of article files, a .jsonl file with doc_id, text
    and quotes on each line, the folder that `blocquotes suggest --output` wrote, or a .parquet file with the columns
    of its quotes.

    If GOLD is `challenge`, PRED has the quotes of the challenge set's texts by item_id, in a .jsonl or .parquet file or
    such a folder. Without PRED, the suggester of this version is measured. --list shows all texts with mistakes.

    If GOLD is `reviews`, PRED is a folder of reviews that the workbench of the website saved [default: reviews/]. The
    command counts for each rule how many suggestions reviewers accepted, changed and rejected.
    """
    if gold == CHALLENGE:
        _evaluate_challenge(context, pred, listed, by, as_json)
        return
    if gold == REVIEWS:
        if by or listed:
            stop("reviews are counted by rule and outcome, so --by and --list do not apply; leave them out")
        _evaluate_reviews(context, pred, as_json)
        return
    if pred is None:
        stop("PRED is needed, except with the GOLD `challenge` or `reviews`")
    from blocquotes.agree import by_rule, documents, evaluation, scores

    # Files and tables need no checkout, and passes do.
    passes = [name for name in (gold, pred) if not documents.is_file(name)]
    otherwise = "name files (.jsonl, .parquet) or folders of tables, which need no checkout"
    layout = checkout(context, f"{otherwise}, not {passes[0]!r}") if passes else Layout(Path.cwd())
    with comparing("cannot measure annotations with errors"):
        found = evaluation.evaluate(layout, gold, pred)
        rows = by_rule.counts(by_rule.outcomes(found)) if by else None
    errors = evaluation.mistakes(found)
    args = found, errors, listed, rows
    click.echo(scores.as_json(*args) if as_json else "\n".join(scores.as_text(*args)))


def _evaluate_reviews(context: click.Context, folder: str | None, as_json: bool) -> None:
    """Prints what reviewers did with suggestions."""
    from blocquotes.agree import reviews

    found = reviews.read(Path(folder) if folder else checkout(context, "name the folder of the reviews").root / REVIEWS)
    click.echo(reviews.as_json(found) if as_json else "\n".join(reviews.as_text(found)))


def _evaluate_challenge(
    context: click.Context, pred: str | None, listed: str | None, by: str | None, as_json: bool
) -> None:
    """Prints the results for the challenge set."""
    from blocquotes.agree import phenomena, phenomena_report

    if by or listed not in (None, "all"):
        stop("the challenge set has no errors by class or rule; use --list alone")
    measured = phenomena.measure(checkout(context), pred)
    if as_json:
        click.echo(phenomena_report.as_json(measured))
    else:
        click.echo("\n".join(phenomena_report.as_text(measured, listed is not None)))


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--list", "with_list", is_flag=True, help="Show every difference side by side, with its place.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def agree(context: click.Context, a: str, b: str, with_list: bool, as_json: bool) -> None:
    """Measure how far two annotations of the same seeds agree; A is the reference.

    A and B are names of passes (folders in corpus/passes, or `articles`), or folders of article files.
    """
    from blocquotes import agree as agreement
    from blocquotes.agree import differences
    from blocquotes.agree import report as tables

    with comparing("cannot compare passes with errors"):
        found = agreement.agree(checkout(context), a, b)
    listed = list(differences.differences(found)) if with_list else None
    click.echo(tables.as_json(found, listed) if as_json else "\n".join(tables.as_text(found, listed)))


@click.command()
@click.argument("articles", nargs=-1, required=True)
@click.option("--to", "form", type=click.Choice(list(exchange.FORMATS)), required=True, help="Format to write.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder to write into [default: build/exchange/FORMAT]."
)
@click.pass_context
def export(context: click.Context, articles: tuple[str, ...], form: str, output: Path | None) -> None:
    """Export ARTICLES (ids, or paths of their files) to the format of an annotation tool.

    If one of ARTICLES has errors, nothing is written, and all of them that have errors are named.
    """
    from blocquotes import corpus, outputs
    from blocquotes.exchange import run

    loaded = corpus.load_complete(checkout(context))
    ids = [article_named(loaded, name).id for name in articles]
    folder = output or loaded.layout.root / "build" / "exchange" / form
    recover(outputs.located(folder).parent)
    for path in run.export(loaded, ids, form, folder):
        click.echo(f"wrote {harmless(loaded.layout.relative(path.absolute()))}")


@contextmanager
def comparing(refused: str) -> Iterator[None]:
    """Prints the findings and exits if a file of a pass has errors."""
    from blocquotes.agree import passes

    try:
        yield
    except passes.BrokenPassError as error:
        show_findings(error.findings)
        stop(refused, FOUND)


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--from", "form", type=click.Choice(exchange.READABLE), required=True, help="Format of FILES.")
@click.pass_context
def import_(context: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Import annotations from FILES of an annotation tool into the article files.

    If something is wrong with one of the articles in FILES, none is changed.
    """
    from blocquotes import checks, corpus
    from blocquotes.checks import report
    from blocquotes.exchange import run

    loaded = loaded_to_edit(context)
    imported = run.read(loaded, files, form)
    written = run.apply(loaded, imported)
    for item in imported:
        for notice in item.notices:
            click.echo(f"{harmless(item.file)}: {harmless(notice)}", err=True)
        if item.changes:
            click.echo(
                f"{harmless(item.file)}: kept from the article, since {form} cannot hold it: {', '.join(item.kept)}",
                err=True,
            )
        for change in item.changes or ("unchanged",):
            click.echo(f"{harmless(item.file)}: {harmless(change)}")
    if written:
        fresh = corpus.load(loaded.layout)
        found, number = checks.select(fresh, checks.run(fresh), [loaded.layout.root / file for file in written])
        show_findings(found)
        click.echo(report.summary(found, number), err=True)
        sys.exit(FOUND if checks.has_errors(found) else 0)
