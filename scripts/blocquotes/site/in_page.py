"""What the workbench calls in the page: the drafts, checks and files of the command, as functions of JSON.

Runs in Pyodide and in CPython alike, with the same results. Nothing is written to a disk: a call gets a document and
answers with the document, its files and its findings.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from blocquotes import model, sources
from blocquotes.checks import check_record
from blocquotes.checks.rules import RULES
from blocquotes.checks.verdicts import gather, judge, judge_seed
from blocquotes.corpus import Corpus, Record, id_of, kind_of
from blocquotes.edit import draft_report, drafting, raw, registry
from blocquotes.edit.records import of_text, of_value, with_records, with_seed
from blocquotes.form import canonical
from blocquotes.layout import FOLDERS, REVIEWS, Layout
from blocquotes.model import Finding
from blocquotes.preview.located import paths_of, spans_of
from blocquotes.refusal import FOUND, Refusal
from blocquotes.site import review
from blocquotes.site.placed_article import with_places, without_places
from blocquotes.sources import Seed
from blocquotes.statements import NAMED
from blocquotes.suggest.names.gazetteer import slug

Value = dict[str, Any]

# Kinds of the records that can come with an article.
ALONGSIDE = ("entity", "outlet")

# Words of a headline that become the proposed id, and how many it has at least.
ID_WORDS = 6
FEWEST_WORDS = 3

# A text that makes the suggester load everything that it may need.
WARM_TEXT = "Minister warns\n\nPutin said on Monday that NATO “will not” stop. They agreed, according to Japan."


@dataclass(frozen=True)
class Desk:
    """The records of an edited article in the corpus: the article, what comes with it, and its seed."""

    corpus: Corpus
    article: Record
    others: tuple[Record, ...]
    seed: Seed

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that are edited."""
        return (*self.others, self.article)

    def values(self, kind: str) -> Value:
        """The values of the records of a kind that come with the article, by id."""
        return {record.id: record.value for record in self.others if record.kind == kind}


def load(root: Path) -> Corpus:
    """The corpus that ships with the page; its records were checked when the page was built, so they are not here."""
    layout = Layout(root)
    records = []
    for kind, folder in FOLDERS.items():
        for path in sorted((layout.corpus / folder).glob("*.json")):
            records.append(Record(kind, path.stem, layout.relative(path), sources.read(path), ()))
    seeds = {path.name: sources.read_seed(layout.seeds, path.name) for path in sorted(layout.seeds.glob("*.txt"))}
    return Corpus(layout, tuple(records), (), seeds)


def answer(base: Corpus, name: str, given: str) -> str:
    """The answer to a call, as JSON: its result, or `refused` with a message for the user."""
    try:
        result = CALLS[name](base, **json.loads(given))
    except Refusal as refusal:
        result = {"refused": str(refusal)}
    return json.dumps(result, ensure_ascii=False)


def about(base: Corpus) -> Value:
    """What the page must know of the corpus: its articles, entities, outlets and utterances."""
    titles = {record.id: record.value["published"]["value"] for record in base.sound("article")}
    return {
        "articles": [{"id": id_, "published": date} for id_, date in titles.items()],
        "entities": [_entity(record.value) for record in base.sound("entity")],
        "outlets": [{"id": one.id, "name": one.value["name"]} for one in base.sound("outlet")],
        "utterances": [{"id": one.id, "paraphrase": one.value["paraphrase"]} for one in base.sound("utterance")],
    }


def _entity(value: Value) -> Value:
    fields = ("id", "name", "type", "aliases", "description", "of", "status")
    return {key: value[key] for key in fields if key in value}


def warm(base: Corpus) -> Value:
    """Reads the word lists and schemas that the first draft of a session needs, while the user looks for a text."""
    draft(base, WARM_TEXT, "warm-up")
    return {}


def propose_id(base: Corpus, text: str) -> Value:
    """An id for an article, from the first words of its headline: the first line that is not a label like “World”."""
    lines = [[word for word in line.split() if any(map(str.isalnum, word))] for line in text.splitlines()]
    headline = next((words for words in lines if len(words) >= FEWEST_WORDS), text.split())
    id_ = slug(" ".join(headline[:ID_WORDS]))
    taken = base.ids["article"]
    return {
        "id": id_ if id_ not in taken else next(f"{id_}-{n}" for n in range(2, 10_000) if f"{id_}-{n}" not in taken)
    }


def draft(base: Corpus, text: str, id: str) -> Value:
    """The draft of a text, byte for byte as `blocquotes new article` writes it."""
    made = drafting.drafts(base, raw.texts([Path("-")], io.BytesIO(text.encode("utf-8", "surrogatepass"))), id)
    if made.failed:
        return {"refused": made.failed[0].reason}
    new = made.made[0]
    *entities, article = new.records
    records = [_canonical(record, new.corpus) for record in (*entities, article)]
    desk = _desk(with_records(new.corpus, *records), records[-1], records[:-1])
    suggested = {key: records[-1].value[key] for key in ("quotes", "mentions")}
    return {**_shown(desk, suggested), "summary": draft_report.suggested([new])}


def _canonical(record: Record, corpus: Corpus) -> Record:
    """A sound record in canonical form; it has the same values, so they are not compared with the schema again."""
    return replace(record, source=sources.parse_source(canonical(record, corpus).encode("utf-8")))


def open_files(base: Corpus, files: Mapping[str, str]) -> Value:
    """The document in some files: an article, the entities and the seed that go with it, the record of its review."""
    corpus = base
    for file, text in files.items():
        if file.startswith("seeds/"):
            corpus = with_seed(corpus, _seed(file.removeprefix("seeds/"), text))
    kinds = {file: kind_of(file) for file in files if file.startswith("corpus/")}
    kept = {file: kind for file, kind in kinds.items() if kind in ("article", *ALONGSIDE)}
    records = [of_text(kind, id_of(file), file, files[file], corpus) for file, kind in kept.items()]
    articles = [record for record in records if record.kind == "article"]
    if len(articles) != 1 or not articles[0].is_sound:
        raise Refusal(
            "the files must include one article that fits its schema",
            f"{len(articles)} articles" if len(articles) != 1 else "an article with errors in its form",
            "open a ZIP file that this page saved, or run `blocquotes check` on the file",
            code=FOUND,
        )
    desk = _desk(with_records(corpus, *records), articles[0], [r for r in records if r.kind in ALONGSIDE])
    return _shown(desk, _suggested(files.get(f"{REVIEWS}/{articles[0].id}.json")))


def _seed(name: str, text: str) -> Seed:
    data = text.encode("utf-8")
    read, trouble = sources.decode(data)
    return Seed(name, hashlib.sha256(data).hexdigest(), None if trouble else read, trouble)


def _suggested(text: str | None) -> Value | None:
    """The suggestions in the record of a review; None if there is none that can be read."""
    try:
        found: Any = json.loads(text or "null")
        return {key: list(found["suggested"][key]) for key in ("quotes", "mentions")}
    except (ValueError, TypeError, KeyError):
        return None


def open_article(base: Corpus, id: str) -> Value:
    """The document of an article of the corpus."""
    record = base.complete("article", id)
    if record is None:
        raise Refusal("the article must be in the corpus", id, "choose one of the list", code=FOUND)
    return _shown(_desk(base, record, []), None)


def _desk(corpus: Corpus, article: Record, others: Sequence[Record]) -> Desk:
    return Desk(corpus, article, tuple(others), corpus.seed(article.value["seed"]["file"]))


def check(base: Corpus, document: Value) -> Value:
    """An edited document with its files and findings."""
    desk = _read(base, document)
    return _shown(desk, document["suggested"], document)


def _read(base: Corpus, document: Value) -> Desk:
    """The records of a document, in canonical form as far as they fit their schemas."""
    seed = _seed(document["seed"]["name"], document["seed"]["text"])
    corpus = with_seed(base, seed)
    # Work that a browser has kept since before outlets could be added has none.
    values = [("entity", value) for value in document["entities"].values()]
    values += [("outlet", value) for value in document.get("outlets", {}).values()]
    values.append(("article", without_places(document["article"], document["seed"]["text"])))
    records = [of_value(kind, value, corpus) for kind, value in values]
    within = with_records(corpus, *records)
    written = [_canonical(record, within) if record.is_sound else record for record in records]
    return _desk(with_records(corpus, *written), written[-1], written[:-1])


def _shown(desk: Desk, suggested: Value | None, before: Value | None = None) -> Value:
    """The answer for a document: `before` is what the page sent, kept where its article no longer fits the schema."""
    article = desk.article
    resolution = desk.corpus.resolution(article) if article.is_sound else None
    value = with_places(article, resolution) if resolution else (before or {"article": article.value})["article"]
    files = {record.file: record.source.text for record in desk.records}
    if suggested:
        reviewed = json.dumps(review.record(article.value, suggested), ensure_ascii=False, indent=2)
        files[f"{REVIEWS}/{article.id}.json"] = f"{reviewed}\n"
    return {
        "document": {
            "article": value,
            "entities": desk.values("entity"),
            "outlets": desk.values("outlet"),
            "seed": {"name": desk.seed.name, "text": desk.seed.text},
            "suggested": suggested,
        },
        "files": {f"seeds/{desk.seed.name}": desk.seed.text, **files},
        "findings": list(_findings(desk)),
    }


def _findings(desk: Desk) -> Iterator[Value]:
    """The findings of `blocquotes check` in the edited files, with the places in the text that they are about.

    Then the errors in other files that the article names: an utterance may be younger than an article that reports it.
    """
    others = dict(_named(desk))
    checked = (*desk.records, *(record for record, _ in others.values()))
    verdicts = [judge(record, desk.corpus, tuple(check_record(record, desk.corpus))) for record in checked]
    found = gather([*verdicts, judge_seed(desk.seed, desk.corpus)], desk.corpus, ())
    for record in desk.records:
        own = [finding for finding in found if finding.file == record.file]
        resolution = desk.corpus.resolution(record) if record is desk.article and record.is_sound else None
        for finding, path in zip(own, paths_of(record, own), strict=True):
            spans = spans_of(path, resolution) if resolution and path else []
            yield {**_finding(finding), "path": list(path), "spans": [list(span) for span in spans]}
    # The page was built from files without errors, so the article is to blame for those that there are now.
    for finding in found:
        is_foreign = finding.file in others and RULES[finding.rule].severity == "error"
        if is_foreign or finding.file == f"seeds/{desk.seed.name}":
            path = others[finding.file][1] if is_foreign else ()
            yield {**_finding(finding), "path": [*path], "spans": []}


def _named(desk: Desk) -> Iterator[tuple[str, tuple[Record, model.Path]]]:
    """File → record of the corpus that the edited article names, and where it does so first."""
    if not desk.article.is_sound:
        return
    own = {record.file for record in desk.records}
    for kind, uses in NAMED.items():
        places: dict[str, model.Path] = {}
        for path, id_ in uses("article", desk.article.value):
            places.setdefault(id_, path)
        named = (record for record in desk.corpus.sound(kind) if record.id in places)
        yield from ((record.file, (record, places[record.id])) for record in named if record.file not in own)


def _finding(finding: Finding) -> Value:
    rule = RULES[finding.rule]
    return {
        **{key: getattr(finding, key) for key in ("rule", "file", "line", "column", "found", "hint")},
        **{key: getattr(rule, key) for key in ("severity", "must", "fix", "why")},
    }


def merge(base: Corpus, document: Value, ids: Sequence[str], into: str) -> Value:
    """The document after `blocquotes entity merge`: references lead to the other entity, which gets the names."""
    desk = _read(base, document)
    return _moved(base, document, desk, registry.merge(desk.corpus, ids, into, any_type=True))


def rename(base: Corpus, document: Value, old: str, new: str) -> Value:
    """The document after `blocquotes entity rename`."""
    desk = _read(base, document)
    return _moved(base, document, desk, registry.rename(desk.corpus, old, new))


def _moved(base: Corpus, document: Value, desk: Desk, change: registry.Change) -> Value:
    """The document with the files that a change of entities wrote and without those that it removed."""
    gone = set(change.removed)
    foreign = [file for file in change.texts if file.startswith("corpus/") and not _is_own(file, desk)]
    foreign += sorted(gone & {record.file for record in base.records})
    if foreign:
        raise Refusal(
            "only entities that other articles do not use can be renamed or merged here",
            ", ".join(foreign),
            "run `blocquotes entity` in a checkout",
            code=FOUND,
        )
    texts = {record.file: record.source.text for record in desk.records if record.file not in gone}
    texts.update(change.texts)
    opened = open_files(base, {**texts, f"seeds/{desk.seed.name}": desk.seed.text or ""})
    return check(base, {**opened["document"], "suggested": document["suggested"]})


def _is_own(file: str, desk: Desk) -> bool:
    """Whether a file is one of those that are edited or an entity, rather than another article or an utterance."""
    return kind_of(file) == "entity" or file in {record.file for record in desk.records}


CALLS: Mapping[str, Callable[..., Value]] = {
    "about": about,
    "warm": warm,
    "propose_id": propose_id,
    "draft": draft,
    "open_files": open_files,
    "open_article": open_article,
    "check": check,
    "merge": merge,
    "rename": rename,
}


def start(root: str) -> Callable[[str, str], str]:
    """What the page calls: a function of the name of a call and its arguments as JSON."""
    return partial(answer, load(Path(root)))
