"""Commands that write and fix annotation files: anchor, entity, fix, new."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blocquotes.cli.console import NO_FILE, PATHS, article_named, checkout, loaded_to_edit, show_findings
from blocquotes.cli.ending import FOUND, USAGE, stop
from blocquotes.model import ENTITY_TYPES
from blocquotes.shown import harmless

if TYPE_CHECKING:
    from blocquotes.corpus import Corpus
    from blocquotes.edit.anchor import Place
    from blocquotes.edit.drafting import Drafts
    from blocquotes.edit.new import New
    from blocquotes.edit.registry import Change

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@click.command()
@click.argument("article")
@click.argument("words")
@click.option("--all", "everywhere", is_flag=True, help="Search the complete seed, for words that are evidence.")
@click.pass_context
def anchor(context: click.Context, article: str, words: str, everywhere: bool) -> None:
    """Print the anchor of every occurrence of WORDS in ARTICLE (an id, or the path of its file).

    Copy the anchor into the file. If the words do not occur, similar words are shown and the exit code is 1.
    """
    from blocquotes import checks, corpus
    from blocquotes.edit import anchor as anchoring
    from blocquotes.shown import count

    loaded = corpus.load(checkout(context))
    record = article_named(loaded, article)
    resolution = loaded.resolution(record) if record.is_sound else None
    if resolution is None or (resolution.breaks and not everywhere):
        show_findings(list(checks.check_record(record, loaded)))
        stop("cannot search the article before these findings are fixed", FOUND)
    if not (words := words.strip()):
        stop("WORDS is empty")
    seed, where = resolution.seed, anchoring.areas(resolution, everywhere)
    name = f"seeds/{record.value['seed']['file']}"
    places, number = anchoring.places(seed, words, where)
    show_places(name, places)
    if not number:
        show_near(
            name,
            anchoring.near(seed, words, where),
            anchoring.places(seed, words, anchoring.areas(resolution, True))[0],
        )
        sys.exit(FOUND)
    more = f", the first {len(places)} are shown: give more words" if number > len(places) else ""
    click.echo(f"{count(number, 'place')}{more}", err=True)


def show_places(name: str, places: "list[Place]") -> None:
    """Prints places of words, each with its anchor."""
    for place in places:
        anchor = place.anchor or "no context is unique to this place: give more words; is its region a repeat?"
        click.echo(f"{harmless(name)}:{place.line}:{place.column}  {anchor}{f'  ({place.why})' if place.why else ''}")


def show_near(name: str, near: "list[Place]", outside: "list[Place]") -> None:
    """Reports that words do not occur, and prints similar ones."""
    if outside:
        click.echo("the words occur only outside the annotated regions; use --all for evidence:", err=True)
        show_places(name, outside)
    elif near:
        click.echo("the words do not occur; similar words:", err=True)
        show_places(name, near)
    else:
        click.echo("found neither the words nor similar ones: copy them from the seed", err=True)


@click.command()
@PATHS
@click.option("--dry-run", is_flag=True, help="Write nothing; show the changes, and exit 1 if there are any.")
@click.pass_context
def fix(context: click.Context, paths: tuple[Path, ...], dry_run: bool) -> None:
    """Fix mistakes in the files at PATHS that have only one correction; show each change and the remaining findings.

    Fixes broken JSON (curly quotation marks, trailing commas, a byte order mark), the context of a cue or source
    that fits only one place, the type of a quote, the checksum of a new seed, confidence values left from a draft,
    and the format.
    """
    from blocquotes import checks, corpus
    from blocquotes.checks.report import summary
    from blocquotes.edit import fix as fixing

    loaded = loaded_to_edit(context)
    files = checks.files_below(loaded, paths)
    if not files:
        stop(NO_FILE)
    fixed, texts, repairs = fixing.fix(loaded, files)
    for repair in repairs:
        click.echo(f"{harmless(repair.file)}:{repair.line}:{repair.column}: {harmless(repair.what)}")
    if not dry_run:
        corpus.rewrite(loaded, texts)
    left, _ = checks.select(fixed, checks.run(fixed), paths)
    show_findings(left)
    verb = "would change" if dry_run else "changed"
    click.echo(f"{len(texts)} of {len(files)} files {verb}; left: {summary(left, len(files))}", err=True)
    sys.exit(FOUND if checks.has_errors(left) or (dry_run and texts) else 0)


@click.group()
def new() -> None:
    """Create an article, entity, outlet or utterance."""


def write_new(news: "Sequence[New]") -> None:
    """Writes the files of new records and prints the findings in them; if one has errors, writes none and exits."""
    from blocquotes import checks
    from blocquotes.edit.new import broken, write

    found = [finding for new in news for finding in new.findings if finding.rule != "draft"]
    if errors := [finding for finding in found if checks.has_errors([finding])]:
        stop(f"wrote nothing: {broken('a new record', errors)}", FOUND)
    show_findings(found)
    write(news)
    for file in (file for new in news for file in new.files):
        click.echo(f"wrote {file}")


def options(*names: str) -> Decorator:
    """A decorator that adds the options of some fields; a name ending in ! is required, one ending in + repeatable."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            plain = name.rstrip("!+")
            flag, kind = f"--{plain.replace('_', '-')}", click.Choice(ONE_OF[plain]) if plain in ONE_OF else None
            option = click.option(flag, required="!" in name, multiple="+" in name, type=kind, help=HELP[plain])
            command = option(command)
        return command

    return add


# Field of a record → what it may be; a test compares both with the schemas.
ONE_OF = {"type": ENTITY_TYPES, "kind": ("agency", "newspaper", "broadcaster", "website", "repost-site")}

# Field of a record → the help of its option.
HELP = {
    "name": "Canonical English name.",
    "type": "What it is, as in OntoNotes 5.",
    "kind": "The kind of outlet.",
    "description": "Who or what it is, in a phrase.",
    "of": "Id of the country or bloc (for a demonym), or of the country that a government governs.",
    "alias": "Another name used in articles; repeatable.",
    "wikidata": "Wikidata id, such as Q7184, if you have verified it.",
    "wikidata_evidence": "Where you saw the id together with the name.",
    "entity": "Id of the entity of the outlet, if articles mention it.",
    "country": "Country code (ISO 3166-1 alpha-2), such as AU.",
    "domain": "Internet domain, such as news.example.",
    "paraphrase": "What was said, in your own words, on one line.",
    "speaker": "Id of the entity that said it; repeatable.",
    "occasion": "Where and when it was said, if the articles say so.",
}


@new.command("article")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--id", "id_", required=True, help="Permanent id of the article: lower-case words joined by hyphens.")
@click.pass_context
def new_article(context: click.Context, source: Path, id_: str) -> None:
    """Draft one article from a raw text.

    SOURCE is a .txt file or a saved .html page. Its text goes to seeds/ unchanged. The suggested annotation goes to
    corpus/, with a record for each new name. `blocquotes suggest` drafts many texts at once.
    """
    from blocquotes.edit import drafting, raw

    loaded = loaded_to_edit(context)
    write_drafts(drafting.drafts(loaded, [raw.read(source)], id_))


def write_drafts(drafts: "Drafts") -> None:
    """Writes the drafts; prints counts, check results, next steps, and which texts could not be drafted."""
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
    """Creates an entity, an outlet or an utterance."""
    from blocquotes.edit import new as making

    loaded = loaded_to_edit(context)
    write_new([making.record(loaded, kind, id_, fields)])


@new.command("entity")
@click.argument("id_", metavar="ID")
@options("name!", "type!", "description!", "of", "alias+", "wikidata", "wikidata_evidence")
@click.option("--unnamed", is_flag=True, help="It has no name, such as “some observers”; used in one article only.")
@click.pass_context
def new_entity(context: click.Context, /, id_: str, alias: tuple[str, ...], unnamed: bool, **fields: Any) -> None:
    """Create an entity: a person, place or thing that is named or that speaks."""
    new_record(context, "entity", id_, aliases=list(alias) or None, named=False if unnamed else None, **fields)


@new.command("outlet")
@click.argument("id_", metavar="ID")
@options("name!", "kind!", "description!", "entity", "country", "domain", "wikidata", "wikidata_evidence")
@click.pass_context
def new_outlet(context: click.Context, /, id_: str, **fields: Any) -> None:
    """Create an outlet, which publishes articles."""
    new_record(context, "outlet", id_, **fields)


@new.command("utterance")
@click.argument("id_", metavar="ID")
@options("paraphrase!", "speaker!+", "occasion")
@click.pass_context
def new_utterance(context: click.Context, /, id_: str, speaker: tuple[str, ...], **fields: Any) -> None:
    """Create an utterance that several quotes report. Its date is unknown until you add it to the file."""
    new_record(context, "utterance", id_, speakers=list(speaker), said_on={"value": None, "basis": "unknown"}, **fields)


@click.group()
def entity() -> None:
    """Accept draft entities; rename or merge entities with all references to them."""


@entity.command("accept")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--description", help="The description, instead of the draft's. For a single entity.")
@click.pass_context
def accept_entities(context: click.Context, ids: tuple[str, ...], description: str | None) -> None:
    """Make draft entities part of the registry.

    An entity whose description is still the draft's placeholder stays a draft, and the exit code is 1.
    """
    from blocquotes.edit import registry

    if description is not None and len(ids) > 1:
        stop("--description is for a single entity")
    loaded = loaded_to_edit(context)
    change, left = registry.accept(loaded, ids, description)
    code = write_change(loaded, change)
    for id_, reason in left.items():
        click.echo(f"{harmless(id_)}: not accepted: {harmless(reason)}", err=True)
    if left:
        stop(f"{len(left)} of {len(set(ids))} entities not accepted", FOUND)
    sys.exit(code)


@entity.command("rename")
@click.argument("old", metavar="ID")
@click.argument("new_id", metavar="NEW_ID")
@click.pass_context
def rename_entity(context: click.Context, old: str, new_id: str) -> None:
    """Give an entity another id, in its file and in all references.

    Independent passes stay as they were made.
    """
    from blocquotes.edit import registry

    loaded = loaded_to_edit(context)
    sys.exit(write_change(loaded, registry.rename(loaded, old, new_id)))


@entity.command("merge")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--into", required=True, metavar="ID", help="The entity that stays.")
@click.option("--any-type", is_flag=True, help="Merge entities of other types too, such as drafts with a wrong type.")
@click.pass_context
def merge_entities(context: click.Context, ids: tuple[str, ...], into: str, any_type: bool) -> None:
    """Replace entities by another one in all references, and remove their files.

    The names and aliases of the entities become aliases of the one that stays. Independent passes stay as they were
    made.
    """
    from blocquotes.edit import registry

    loaded = loaded_to_edit(context)
    sys.exit(write_change(loaded, registry.merge(loaded, ids, into, any_type)))


def write_change(loaded: "Corpus", change: "Change") -> int:
    """Writes a change of the registry; prints the files, how many references changed, and what the checks find.

    Returns the exit code.
    """
    from blocquotes import checks
    from blocquotes.edit import registry
    from blocquotes.shown import count

    registry.write(loaded, change)
    for file in change.texts:
        click.echo(f"wrote {harmless(file)}")
    for file in change.removed:
        click.echo(f"removed {harmless(file)}")
    if change.removed:
        click.echo(f"changed {count(change.references, 'reference')}")
    found = [finding for finding in change.findings() if finding.rule != "draft"]
    show_findings(found)
    return FOUND if checks.has_errors(found) else 0
