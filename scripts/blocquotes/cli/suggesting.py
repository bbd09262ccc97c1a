"""The command `suggest`: draft articles from raw texts, or tables of quotes and mentions from many texts."""

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from blocquotes.bulk import inputs
from blocquotes.cli.console import checkout, recover
from blocquotes.cli.ending import FOUND, STOPPED, stop
from blocquotes.shown import count, harmless

if TYPE_CHECKING:
    from blocquotes.bulk.inputs import Input
    from blocquotes.bulk.run import Outcome, Plan

# Files that a message names.
MOST_NAMED = 5

# Bytes of inputs from which on they are several shards, so that processes are needed.
SEVERAL = 8 * 2**20

# What --output says for standard output.
STDOUT = "-"


@click.command()
@click.argument("texts", nargs=-1, required=True)
@click.option(
    "--output",
    metavar="DIRECTORY",
    help="Write tables into this folder instead of drafting articles; - prints one JSON object per text.",
)
@click.option("--id", "id_", help="Draft only: id of the article, for a single text [default: from the file's name].")
# The options that only tables have.
@click.option("--wide", is_flag=True, help="Also find wishes, plans, and statements of support or opposition.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["parquet", "jsonl", "gqg"]),
    default="parquet",
    show_default=True,
    help="Tables, or one JSON object per text: with our fields, or those of GDELT's Global Quotation Graph.",
)
@click.option(
    "--from",
    "from_",
    type=click.Choice(inputs.STREAMED),
    help="Kind of standard input, when TEXTS is `-`.",
)
@click.option("--id-column", metavar="NAME", help="Column or field of ids [default: found by its name].")
@click.option("--text-column", metavar="NAME", help="Column or field of texts [default: found by its name].")
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMN[=NAME]",
    help="Copy a column of the input into the tables, as strings; repeatable.",
)
@click.option(
    "--registry",
    type=click.Path(path_type=Path),
    help="Your own entities to link names to: a folder of JSON records, or a CSV file with name and type.",
)
@click.option("--processes", type=click.IntRange(min=1), help="Number of processes [default: one per core].")
@click.option("--scheduler", metavar="ADDRESS", help="Run on the Dask cluster of this scheduler.")
@click.option(
    "--max-rejected",
    type=click.FloatRange(0, 100),
    default=1.0,
    show_default=True,
    metavar="PERCENT",
    help="Stop, with exit code 1, when more than this percentage of rows was rejected.",
)
@click.option("--max-bytes", type=click.IntRange(min=1, max=4 * 2**20), help="Reject longer texts [default: 4 MiB].")
@click.option("--max-seconds", type=click.FloatRange(min=0.001), help="Reject texts that take longer [default: 60].")
@click.option("--shard-rows", type=click.IntRange(min=1), help="Rows per part of a table [default: 1000].")
@click.option(
    "--log", type=click.Path(path_type=Path, dir_okay=False), help="Append a line of progress per minute to a file."
)
@click.pass_context
def suggest(
    context: click.Context, /, texts: tuple[str, ...], output: str | None, id_: str | None, **options: Any
) -> None:
    """Annotate raw texts automatically, as draft articles or as tables.

    Without --output, TEXTS are .txt files, saved .html pages, folders of .txt files, or - for standard input. Each
    becomes a draft article, as with `blocquotes new article`; its id comes from the file's name. If a text cannot be
    drafted, the reason is printed, and the other texts are drafted.

    With --output, TEXTS are .txt, .html, .jsonl, .csv, .tsv, .parquet, .warc and .wet files, also compressed
    (.gz, .zst), folders of them, URLs of object storage, or - for standard input. They become the tables quotes and
    mentions. Rows that cannot be read go to the table rejected. If the command is stopped, the same command continues.
    With --output -, they are printed as JSON Lines when all are done.

    Exit codes: 0 if all texts were annotated, except for rejected rows up to --max-rejected; 1 if texts failed or more
    rows were rejected; 2 if no text was found or the options are wrong.
    """
    if output is None:
        _suggest_drafts(context, texts, id_, options)
        return
    if id_:
        stop("--id needs a single text that becomes a draft; tables take ids from --id-column")
    if options["from_"] and inputs.STDIN not in texts:
        stop(
            "--from says what standard input is; add - to TEXTS, or leave --from out: files are of the kind they end in"
        )
    if output == STDOUT:
        _print_objects(context, texts, options)
    else:
        _suggest_tables(texts, output, options)


def _suggest_drafts(context: click.Context, texts: tuple[str, ...], id_: str | None, options: dict[str, Any]) -> None:
    """Drafts articles from raw texts; `id_` is for a single text."""
    given = (one for one in context.command.params if one.name in options and _is_given(context, one.name))
    if option := next(given, None):
        stop(f"{option.opts[0]} needs --output DIRECTORY: it is an option of tables, not of draft articles")
    from blocquotes import corpus
    from blocquotes.cli.contributing import write_drafts
    from blocquotes.edit import drafting, raw

    if table := next(filter(inputs.has_many, texts), None):
        stop(f"{table}: many texts become tables\nfix: name a folder for the tables with --output DIRECTORY")
    here = checkout(context, "add --output DIRECTORY for tables, which need no checkout")
    recover(here.root)
    loaded = corpus.load(here)
    paths = [Path(text) for text in texts]
    found = list(raw.texts(paths, sys.stdin.buffer))
    if names := raw.left_out(paths):
        shown = ", ".join(map(harmless, names[:MOST_NAMED])) + (", …" if len(names) > MOST_NAMED else "")
        click.echo(f"{len(names)} left out, since only the .txt files of a folder are read: {shown}", err=True)
    if not found:
        stop("found no .txt file at the paths given")
    if id_ and len(found) > 1:
        stop(f"--id needs a single text; found {len(found)}")
    write_drafts(drafting.drafts(loaded, found, id_))


def _is_given(context: click.Context, key: str) -> bool:
    return context.get_parameter_source(key) == click.core.ParameterSource.COMMANDLINE


def _print_objects(context: click.Context, texts: tuple[str, ...], options: dict[str, Any]) -> None:
    """Prints one JSON object per text; what else there is to say goes to standard error."""
    if _is_given(context, "format_") and options["format_"] == "parquet":
        stop("--output - prints JSON; name a folder for Parquet, or add --format jsonl or gqg")
    if options["format_"] == "parquet":
        options["format_"] = "jsonl"
    with TemporaryDirectory(prefix="blocquotes-") as folder:
        outcome = _written(texts, f"{folder}/tables", options)
        # Parts after the one that ended the run may be there; they are not counted.
        for name in (name for names in outcome.shards.values() for name in names if name.startswith("texts/")):
            with Path(outcome.folder, name).open("rb") as lines:
                shutil.copyfileobj(lines, sys.stdout.buffer)
    _show_left_out(outcome)
    if outcome.total.rejected:
        over = outcome.is_over(options["max_rejected"] / 100)
        more = f"; that is more than {options['max_rejected']:g} % (--max-rejected)" if over else ""
        more += "" if outcome.is_complete else ", so the run stopped before the end"
        click.echo(f"{_rejected(outcome)}{more}; --output DIRECTORY keeps them in a table", err=True)
        if over:
            sys.exit(FOUND)
    if outcome.damaged:
        sys.exit(FOUND)


def _suggest_tables(texts: tuple[str, ...], target: str, options: dict[str, Any]) -> None:
    """Writes the tables of texts; prints how many rows they have and which rows were rejected."""
    from blocquotes import outputs
    from blocquotes.bulk import run

    if not inputs.is_remote(target):
        recover(outputs.located(Path(target)).parent)
    try:
        outcome = _written(texts, target, options)
    except KeyboardInterrupt:
        stop("stopped; the same command continues where it was", STOPPED)
    click.echo(run.summary(outcome.total))
    if outcome.reused:
        click.echo(f"reused {outcome.reused:,} of {count(len(outcome.shards), 'part')} from an earlier run", err=True)
    _show_left_out(outcome)
    if outcome.total.rejected:
        _end(outcome, options["max_rejected"])
    if outcome.damaged:
        sys.exit(FOUND)


def _written(texts: tuple[str, ...], target: str, options: dict[str, Any]) -> "Outcome":
    """Writes the tables of texts into a folder."""
    from blocquotes import jobs, outputs
    from blocquotes.cli.progress import reporting

    found = inputs.find(texts, options["from_"])
    if options["log"]:
        outputs.prepare(options["log"], "suggest", [Path(one.path) for one in found], "--log")
        # Opening a pipe waits for a reader, which may never come.
        if options["log"].is_fifo():
            stop(f"--log must be a plain file; found a pipe at {options['log']}")
    options["processes"] = options["processes"] or jobs.cores()
    if options["processes"] > 1 and not options["scheduler"] and sum(one.size or 0 for one in found) > SEVERAL:
        jobs.start_early("blocquotes.bulk.preloaded")
    # Loading these takes as long as starting the processes, which happens at the same time.
    from blocquotes import arrow
    from blocquotes.bulk import run

    arrow.load()
    with reporting(options["log"]) as report:
        return run.write(_plan(found, options, report), target)


def _show_left_out(outcome: "Outcome") -> None:
    """Shows the first rejected rows, and the inputs of which only the beginning was read."""
    for row in outcome.shown:
        click.echo(f"rejected: {harmless(row)}", err=True)
    if outcome.damaged:
        said = count(len(outcome.damaged), "input is", "inputs are")
        click.echo(
            f"{said} damaged, only the beginning was read: {', '.join(map(harmless, outcome.damaged))}", err=True
        )


def _rejected(outcome: "Outcome") -> str:
    return f"{outcome.total.rejected:,} of {outcome.total.documents_in:,} rows were rejected"


def _end(outcome: "Outcome", most: float) -> None:
    """Says how many rows were rejected; exits with 1 if they are too many."""
    said = f"{_rejected(outcome)}; all are in {harmless(f'{outcome.folder}/rejected')}"
    if not outcome.is_over(most / 100):
        click.echo(said, err=True)
        return
    more = f"; that is more than {most:g} % (--max-rejected)"
    if outcome.is_complete:
        stop(f"{said}{more}; the tables are complete without them", FOUND)
    more += f", so the run stopped; what is done is in {harmless(outcome.folder)}\n"
    more += "fix: run the command again with a higher --max-rejected; it continues where it was"
    stop(said + more, FOUND)


def _plan(found: Sequence["Input"], options: dict[str, Any], report: Any) -> "Plan":
    """The run that the options describe."""
    from blocquotes.bulk import run, shard
    from blocquotes.bulk.objects import FACTS
    from blocquotes.bulk.texts import MAX_TEXT, Wanted
    from blocquotes.registry import Registry, read_registry

    keep = _kept(options)
    settings = shard.ShardSettings(
        wide=options["wide"],
        format=options["format_"],
        keep=tuple(name for _, name in keep),
        registry=read_registry(options["registry"]) if options["registry"] else Registry(),
        max_bytes=options["max_bytes"] or MAX_TEXT,
        max_seconds=options["max_seconds"] or shard.MAX_SECONDS,
        code=shard.code_digest(),
    )
    facts = tuple(FACTS.values()) if options["format_"] == "gqg" else ()
    return run.Plan(
        inputs=found,
        wanted=Wanted(options["id_column"], options["text_column"], tuple(keep), facts, report.say),
        settings=settings,
        shard_rows=options["shard_rows"] or shard.SHARD_ROWS,
        most_rejected=options["max_rejected"] / 100,
        processes=options["processes"],
        scheduler=options["scheduler"],
        stdin=sys.stdin.buffer,
        progress=report.progress,
    )


def _kept(options: dict[str, Any]) -> list[tuple[str, str]]:
    """The columns of the input to carry through, each with its name in what is written."""
    pairs = list(dict.fromkeys(map(_pair, options["keep"])))
    for name, times in Counter(name for _, name in pairs).items():
        if home := _home(name, options["format_"]) or ("another --keep" if times > 1 else ""):
            stop(f"--keep {harmless(name)}: {home} has this name already; choose one with --keep COLUMN=NAME")
    return pairs


def _pair(option: str) -> tuple[str, str]:
    """The column and its name in what is written, of `COLUMN` or `COLUMN=NAME`."""
    column, _, name = option.partition("=")
    return column, name or column


def _home(name: str, format_: str) -> str:
    """What of our own has a name: a column of a table, or a field of a JSON object; empty if nothing has."""
    from blocquotes.bulk import rows
    from blocquotes.bulk.objects import OWN_FIELDS

    table = next((table for table in rows.COLUMNS if name in rows.COLUMNS[table]), None)
    if table:
        return f"a column of the table {table}"
    return "a field of each object" if name in OWN_FIELDS.get(format_, ()) else ""
