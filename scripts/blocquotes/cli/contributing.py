"""The commands of `blocquotes` that contributors write and fix annotation files with: anchor, fix, new, suggest."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blocquotes.cli.console import PATHS, checkout, recover
from blocquotes.cli.ending import FOUND, USAGE, stop

if TYPE_CHECKING:
    from blocquotes.corpus import Corpus, Record
    from blocquotes.edit.anchor import Place
    from blocquotes.edit.drafting import Drafts
    from blocquotes.edit.new import New
    from blocquotes.layout import Layout
    from blocquotes.model import Finding

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@click.command()
@click.argument("article")
@click.argument("words")
@click.option(
    "--all",
    "everywhere",
    is_flag=True,
    help="Search the complete seed, where evidence may be too.",
)
@click.pass_context
def anchor(context: click.Context, article: str, words: str, everywhere: bool) -> None:
    """Print a ready anchor for every place of WORDS in ARTICLE (an id, or the path of its file).

    Exits 0 where the words are there, 1 where they are not, with what is near them.
    """
    from blocquotes import corpus
    from blocquotes.edit import anchor as anchoring

    loaded = corpus.load(checkout(context))
    record = article_named(loaded, article)
    resolution = loaded.resolution(record) if record.is_sound else None
    if resolution is None or (resolution.breaks and not everywhere):
        show_findings(loaded, record)
        stop("the article's text and regions must be sound before words can be looked for; found the above", FOUND)
    if not (words := words.strip()):
        stop("there must be words to look for; found none")
    seed, where = resolution.seed, anchoring.areas(resolution, everywhere)
    name = f"seeds/{record.value['seed']['file']}"
    places, count = anchoring.places(seed, words, where)
    show_places(name, places)
    if not count:
        show_near(
            name,
            anchoring.near(seed, words, where),
            anchoring.places(seed, words, anchoring.areas(resolution, True))[0],
        )
        sys.exit(FOUND)
    more = f", of which {len(places)} are shown: take more words" if count > len(places) else ""
    click.echo(f"{count} {'place' if count == 1 else 'places'}{more}", err=True)


def article_named(loaded: "Corpus", name: str) -> "Record":
    """The article of an id or of a file's path; ends the command where there is none."""
    from blocquotes.shown import harmless, or_nearest

    id_ = Path(name).stem if name.endswith(".json") else name
    found = next((record for record in loaded.of_kind("article") if record.id == id_), None)
    if found is None:
        hint = or_nearest(id_, loaded.ids["article"])
        stop(f"there must be an article of that id; found no {harmless(id_)!r}{hint}")
    return found


def show_findings(loaded: "Corpus", record: "Record") -> None:
    """Prints the findings in one record's file on standard error."""
    from blocquotes import checks

    show(list(checks.check_record(record, loaded)))


def show(findings: "list[Finding]") -> None:
    """Prints findings on standard error."""
    from blocquotes.checks import report

    for line in report.as_text(findings):
        click.echo(line, err=True)


def show_places(name: str, places: "list[Place]") -> None:
    """Prints places of words, each with its anchor."""
    from blocquotes.shown import harmless

    for place in places:
        anchor = place.anchor or "no context is unique to this place: give more words, or see whether it is a repeat"
        click.echo(f"{harmless(name)}:{place.line}:{place.column}  {anchor}{f'  ({place.why})' if place.why else ''}")


def show_near(name: str, near: "list[Place]", outside: "list[Place]") -> None:
    """Says that words are not there, and prints what is near them."""
    if outside:
        click.echo("the words are only outside of the annotated regions; use --all for evidence:", err=True)
        show_places(name, outside)
    elif near:
        click.echo("the words are not there as given; near them:", err=True)
        show_places(name, near)
    else:
        click.echo("the words are not there, and nothing is much like them: copy them from the seed", err=True)


@click.command()
@PATHS
@click.option("--dry-run", is_flag=True, help="Change nothing; show what would be, and exit 1 if there is anything.")
@click.pass_context
def fix(context: click.Context, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Repair what is certain in the files at PATHS, show each repair, and name what is left.

    Certain are: curly quotation marks and trailing commas that leave one reading of a file, the context of a cue or
    source that can mean one place alone, a type that the marks give, the checksum of a new seed, the confidences of
    what is no draft any more, canonical form.
    """
    from blocquotes import checks, corpus
    from blocquotes.checks.report import summary
    from blocquotes.edit import fix as fixing
    from blocquotes.shown import harmless

    layout = checkout(context)
    recover(layout.root)
    loaded = corpus.load(layout)
    files = checks.files_below(loaded, paths)
    if not files:
        stop("there must be at least one file to fix; found none at the paths given")
    fixed, texts, repairs = fixing.fix(loaded, files)
    for repair in repairs:
        click.echo(f"{harmless(repair.file)}:{repair.line}:{repair.column}: {harmless(repair.what)}")
    if not dry_run:
        corpus.rewrite(loaded, texts)
    left, _ = checks.select(fixed, checks.run(fixed), paths)
    show(left)
    verb = "would be fixed" if dry_run else "fixed"
    click.echo(f"{len(texts)} of {len(files)} files {verb}; left: {summary(left, len(files))}", err=True)
    sys.exit(FOUND if checks.has_errors(left) or (dry_run and texts) else 0)


@click.group()
def new() -> None:
    """Make a new article, entity, outlet or utterance."""


def write_new(news: "Sequence[New]") -> None:
    """Shows what the checks find in new records, and writes their files where that is no error; all or none."""
    from blocquotes import checks
    from blocquotes.edit.new import write

    found = [finding for new in news for finding in new.findings]
    show([finding for finding in found if finding.rule != "draft"])
    if checks.has_errors(found):
        stop("nothing was written", FOUND)
    write(news)
    for file in (file for new in news for file in new.files):
        click.echo(f"wrote {file}")


def options(*names: str) -> Decorator:
    """The options of a record's fields; a name that ends in ! is required, one that ends in + may be repeated."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            plain = name.rstrip("!+")
            flag = f"--{plain.replace('_', '-')}"
            command = click.option(flag, required="!" in name, multiple="+" in name, help=HELP[plain])(command)
        return command

    return add


HELP = {
    "name": "Canonical English name.",
    "type": "PERSON, NORP, FAC, ORG, GPE, LOC, PRODUCT, EVENT, WORK_OF_ART or LAW.",
    "kind": "agency, newspaper, broadcaster, website or repost-site.",
    "description": "Who or what it is, in a phrase.",
    "of": "Id of the country or bloc of a demonym, or of the state of a government.",
    "alias": "Another name, as articles have it; repeatable.",
    "wikidata": "Wikidata id, such as Q7184; only a verified one.",
    "wikidata_evidence": "Where the id was seen together with the name.",
    "entity": "Id of the entity that names the outlet in articles.",
    "country": "ISO 3166-1 alpha-2 code.",
    "domain": "Internet domain, such as news.example.",
    "paraphrase": "What was said, in one line of your own words.",
    "speaker": "Id of an entity that said it; repeatable.",
    "occasion": "Where and when it was said; left out where the articles do not say.",
}


@new.command("article")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--id", "id_", required=True, help="Permanent id: lower-case words joined by hyphens.")
@click.pass_context
def new_article(context: click.Context, source: Path, id_: str) -> None:
    """Draft one article from SOURCE, a .txt or a saved .html page, and show the next steps.

    The text goes to seeds/ unchanged; the suggested annotation goes to corpus/, with a record for each new name.
    `blocquotes suggest` drafts many texts at once.
    """
    from blocquotes import corpus
    from blocquotes.edit import drafting, raw

    recover(checkout(context).root)
    loaded = corpus.load(checkout(context))
    write_drafts(drafting.drafts(loaded, [raw.read(source)], id_))


def write_drafts(drafts: "Drafts") -> None:
    """Writes the drafts, and reports counts, check results, next steps, and the texts without a draft."""
    from blocquotes.edit import draft_report

    for line in draft_report.failures(drafts.failed):
        click.echo(line, err=True)
    if drafts.made:
        write_new(drafts.made)
        click.echo(f"suggested: {draft_report.suggested(drafts.made)}")
        click.echo(f"check: {draft_report.checked(drafts.made)}")
        click.echo("\n".join(draft_report.next_steps(drafts.made)))
    if drafts.failed:
        count = len(drafts.made) + len(drafts.failed)
        missing = not drafts.made and all(failed.missing for failed in drafts.failed)
        stop(f"{len(drafts.failed)} of {count} texts could not be drafted", USAGE if missing else FOUND)


def new_record(context: click.Context, kind: str, id_: str, /, **fields: Any) -> None:
    """Makes an entity, an outlet or an utterance."""
    from blocquotes import corpus
    from blocquotes.edit import new as making

    recover(checkout(context).root)
    loaded = corpus.load(checkout(context))
    write_new([making.record(loaded, kind, id_, fields)])


@new.command("entity")
@click.argument("id_", metavar="ID")
@options("name!", "type!", "description!", "of", "alias+", "wikidata", "wikidata_evidence")
@click.option("--unnamed", is_flag=True, help="It speaks without a name, and belongs to one article.")
@click.pass_context
def new_entity(context: click.Context, /, id_: str, alias: tuple[str, ...], unnamed: bool, **fields: Any) -> None:
    """Write the record of someone or something that is named, or that speaks."""
    new_record(context, "entity", id_, aliases=list(alias) or None, named=False if unnamed else None, **fields)


@new.command("outlet")
@click.argument("id_", metavar="ID")
@options("name!", "kind!", "description!", "entity", "country", "domain", "wikidata", "wikidata_evidence")
@click.pass_context
def new_outlet(context: click.Context, /, id_: str, **fields: Any) -> None:
    """Write the record of who publishes articles."""
    new_record(context, "outlet", id_, **fields)


@new.command("utterance")
@click.argument("id_", metavar="ID")
@options("paraphrase!", "speaker!+", "occasion")
@click.pass_context
def new_utterance(context: click.Context, /, id_: str, speaker: tuple[str, ...], **fields: Any) -> None:
    """Write the record of what two quotes or more report; its day is unknown until you say so in the file."""
    new_record(context, "utterance", id_, speakers=list(speaker), said_on={"value": None, "basis": "unknown"}, **fields)


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--output", type=click.Path(path_type=Path), help="Folder for the tables of a .jsonl or .parquet file.")
@click.option("--id", "id_", help="Id of the article, for a single text [default: from the file's name].")
@click.option("--wide", is_flag=True, help="In tables, also wishes, plans and statements of support or opposition.")
@click.pass_context
def suggest(context: click.Context, texts: tuple[Path, ...], output: Path | None, id_: str | None, wide: bool) -> None:
    """Annotate raw texts automatically, as draft articles or as tables.

    TEXTS are .txt files, saved .html pages, folders of .txt files, or - for standard input. Each becomes a draft
    article, as with `blocquotes new article`; its id comes from the file's name. A text that cannot be drafted is
    named, and the others are written.

    A .jsonl or .parquet file with the columns id and text becomes quotes.parquet and mentions.parquet in the folder
    --output. Rows without a usable id or text go to rejected.jsonl there.

    Exit code: 0 if all texts were annotated, 1 if some failed or were rejected, 2 if nothing could be done.
    """
    bulk = [path for path in texts if path.suffix.lower() in (".jsonl", ".parquet")]
    if bulk and (len(texts) > 1 or output is None):
        stop("one .jsonl or .parquet file must be given with --output FOLDER, and nothing beside it")
    if wide and not bulk:
        stop("--wide must go with a .jsonl or .parquet file; drafts keep to the guidelines")
    if bulk and output:
        suggest_tables(checkout(context), bulk[0], output, wide)
        return
    from blocquotes import corpus
    from blocquotes.edit import drafting, raw

    recover(checkout(context).root)
    loaded = corpus.load(checkout(context))
    found = list(raw.texts(texts, sys.stdin.buffer))
    if not found:
        stop("there must be at least one text; found no .txt file at the paths given")
    if id_ and len(found) > 1:
        stop(f"--id must go with one text; found {len(found)}")
    write_drafts(drafting.drafts(loaded, found, id_))


def suggest_tables(layout: "Layout", texts: Path, folder: Path, wide: bool) -> None:
    """Writes the tables of a file of texts, and reports how many rows they have and which rows were rejected."""
    from blocquotes import outputs
    from blocquotes.bulk import run
    from blocquotes.bulk.shard import REJECTED
    from blocquotes.shown import harmless

    recover(outputs.located(folder).parent)
    counts = run.write(layout, texts, folder, wide)
    click.echo(run.summary(counts))
    if counts.rejected:
        for row in counts.shown:
            click.echo(f"rejected: {harmless(run.shown(row))}", err=True)
        stop(f"{counts.rejected:,} of {counts.read:,} rows were rejected; all are in {folder / REJECTED}", FOUND)
