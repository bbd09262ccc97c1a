"""Checks across files: every id has a record, and every record is used."""

from collections.abc import Iterator

from blocquotes.checks.findings import MOST_SHOWN, finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding
from blocquotes.shown import nearest, nearest_choice, shown
from blocquotes.statements import REPORTS, USES


def nearest_id(word: str, kind: str, corpus: Index) -> str:
    """The id of the record whose id, name or alias is nearest to a word, as a question; empty if none is near."""
    names = corpus.named[kind]
    near = word if word in names else nearest_choice(word, names)
    return f"did you mean {shown(names[near])}?" if near else ""


def check_references(record: Record, corpus: Index) -> Iterator[Finding]:
    """Every id that a record names has a file."""
    for kind, uses in record.uses.items():
        if uses and not (corpus.unreadable and corpus.hides(corpus.layout.folder(kind))):
            lacking = {id_ for id_ in record.named[kind] if not corpus.has(kind, id_)}
            unknown = [(path, id_) for path, id_ in uses if id_ in lacking] if lacking else []
            for n, (path, id_) in enumerate(unknown):
                hint = nearest_id(id_, kind, corpus) if n < MOST_SHOWN else ""
                yield finding(record, f"unknown-{kind}", path, f"no {kind} {shown(id_)}", hint)


def check_pass(record: Record, corpus: Index) -> Iterator[Finding]:
    """A pass annotates an article of the corpus; its entities and utterances are its own and need no file."""
    if not corpus.has("article", record.id):
        hint = nearest(record.id, corpus.ids["article"])
        yield finding(record, "unknown-article", ("id",), f"no article {record.id!r} in corpus/articles/", hint)


def check_unused(record: Record, corpus: Index) -> Iterator[Finding]:
    """An entity or outlet is named by a record."""
    if not corpus.is_said(USES, f"{record.kind}/{record.id}"):
        yield finding(record, f"unused-{record.kind}", ("id",), f"nothing names {shown(record.id)}")


def check_lone_utterance(record: Record, corpus: Index) -> Iterator[Finding]:
    """An utterance is reported by two quotes at least."""
    uses = [f"{said.id}#{quote}" for said in corpus.said(REPORTS, record.id) for quote in said.value]
    if len(uses) < 2:
        found = f"reported only by {uses[0]}" if uses else "reported by no quote"
        yield finding(record, "lone-utterance", ("id",), found)


def check_unnamed(record: Record, corpus: Index) -> Iterator[Finding]:
    """An entity without a name belongs to one article."""
    entities = {id_: corpus.known("entity", id_) for id_ in record.named["entity"]}
    unnamed = {id_ for id_, entity in entities.items() if entity and entity.value.get("named") is False}
    for path, id_ in [use for use in record.uses["entity"] if use[1] in unnamed] if unnamed else ():
        first = min(said.id for said in corpus.said(USES, f"entity/{id_}") if said.kind == "article")
        if first != record.id:
            yield finding(record, "unnamed-shared", path, f"{shown(id_)} is used by {first} too")
