"""The loaded corpus: every record as read, its anchors resolved to places in the seed, and its model."""

import json
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from blocquotes import anchors, canonical_pattern, fields, files, regions, schemas, sources
from blocquotes.fields import QUOTE_PARTS
from blocquotes.layout import CHALLENGE, FOLDERS, KINDS, PASSES, TOMBSTONES, Layout
from blocquotes.model import (
    Anchor,
    Article,
    Belonging,
    Entity,
    Fact,
    Mention,
    Outlet,
    Path,
    Place,
    Quote,
    Role,
    Span,
    Tombstone,
    Utterance,
    make_anchor,
    make_mention,
    make_quote,
)
from blocquotes.refusal import Reason, Refusal
from blocquotes.sources import HOLDERS, Json, Seed, Source
from blocquotes.statements import NAMED, OF, RECORD, REPORTS, SEED, WIKIDATA, Said, Statement, Uses, statements

if TYPE_CHECKING:
    from jsonschema import ValidationError

# Kind of record → its schema. A `pass` is an article as one independent pass annotated it.
SCHEMAS = {
    **{kind: kind for kind in FOLDERS},
    "pass": "article",
    "tombstones": "tombstones",
    "challenge": "phenomenon",
}


# Places of the anchors of an article that are kept: a file has room for 80,000 anchors such as "e".
MOST_HITS = 200_000


@dataclass(frozen=True)
class Record:
    """One file of `corpus/`: its kind and id, which follow from its path, its source, and its schema errors."""

    kind: str
    id: str
    file: str
    source: Source
    shape: tuple["ValidationError", ...]

    @cached_property
    def value(self) -> Any:
        """The file's JSON value; only for records whose source could be parsed."""
        assert self.source.json
        return self.source.json.value

    @property
    def is_sound(self) -> bool:
        """Whether the file is valid JSON that fits its schema, so that its fields can be relied on."""
        return self.source.json is not None and not self.source.json.duplicates and not self.shape

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """What the record says that the checks of other records need."""
        if not self.is_sound:
            return tuple(statements(self.kind, self.id, None, {}))
        return tuple(statements(self.kind, self.id, self.value, self.uses))

    @cached_property
    def uses(self) -> Uses:
        """Kind → path and id of every record of it that this one names; only for sound records."""
        return {kind: tuple(uses(self.kind, self.value)) for kind, uses in NAMED.items()}

    @cached_property
    def named(self) -> Mapping[str, Collection[str]]:
        """Kind → the id of every record of it that this one names, once; only for sound records."""
        return {kind: dict.fromkeys([id_ for _, id_ in uses]) for kind, uses in self.uses.items()}


@dataclass(frozen=True)
class Resolution:
    """The places of an article's regions and anchors in its seed; all spans are of the seed.

    `evidence` and `annotations` have the anchors, as they are in the file, by their paths: those of facts, which may be
    anywhere in the seed, and those of single mentions and of quotes. `hits` has all places that match an anchor.
    `mentions` pairs the place of each mention with the path of its line among `lines`; an `every` line has several.
    `parts` has, for each part of a quote, its spans in each quote.
    """

    seed: str
    spans: tuple[Span, ...]
    breaks: tuple[regions.Break, ...]
    areas: tuple[Span, ...]
    evidence: Sequence[tuple[Path, Mapping[str, Any]]]
    annotations: Sequence[tuple[Path, Mapping[str, Any]]]
    hits: Mapping[Path, tuple[Span, ...]]
    lines: Sequence[Mapping[str, Any]]
    mentions: tuple[tuple[Span, Path], ...]
    parts: Mapping[str, Sequence[Sequence[Span]]]

    @property
    def is_whole(self) -> bool:
        """Whether the regions partition the seed and every anchor has exactly one place."""
        return not self.breaks and set(map(len, self.hits.values())) <= {1}

    @cached_property
    def in_order(self) -> Sequence[tuple[Span, Path]]:
        """The mentions in text order."""
        return sorted(self.mentions)

    @cached_property
    def names(self) -> Sequence[tuple[Span, Mapping[str, Any]]]:
        """The mentions that are names, each with its line, in text order."""
        are_names = [form_of(line) == "name" for line in self.lines]
        return [(span, self.lines[int(line)]) for span, (_, line) in self.in_order if are_names[int(line)]]


class Kept(NamedTuple):
    """Where something is kept: the path of a file, where in it that begins, and how many bytes it has."""

    file: str
    start: int
    size: int


class Index(ABC):
    """What the check of one file may ask of all others: the statements of their records, and the seeds.

    `Corpus` answers from memory; `checks.stored` answers from a file, for a corpus of any size.
    """

    layout: Layout
    unreadable: Mapping[str, str]

    # File of an article or a pass → where the places of its anchors are kept from its check.
    placed: Mapping[str, Kept] = MappingProxyType({})

    @abstractmethod
    def said(self, what: str, about: str) -> Sequence[Said]:
        """What all records say about an id, in order of their files."""

    @abstractmethod
    def is_said(self, what: str, about: str) -> bool:
        """Whether any record says something about an id; fast even if 10,000 do."""

    @abstractmethod
    def distinct(self, what: str, about: str) -> Sequence[Any]:
        """The different values of what all records say about an id; fast even if 10,000 do."""

    @abstractmethod
    def every(self, kind: str) -> Iterator[Said]:
        """The statement `record` of every record of a kind, in order of their files."""

    @abstractmethod
    def seed(self, name: str) -> Seed:
        """A seed, which may be missing or no text."""

    @abstractmethod
    def seed_names(self) -> Collection[str]:
        """The names of all seeds that have a file."""

    @abstractmethod
    def complete(self, kind: str, id_: str) -> Record | None:
        """A sound record with all its values."""

    @abstractmethod
    def files(self) -> Iterator[tuple[str, str | None]]:
        """Every file that is checked and its kind: of a record, `seed`, or None for those of no kind."""

    def count_files(self) -> int:
        """How many files are checked."""
        return sum(1 for _ in self.files())

    def digests(self, kind: str) -> Iterator[tuple[str, bytes | None, bool]]:
        """Every file of a kind of records, and what was noted when it was checked.

        That is the SHA-256 of its content, and whether it is known to have the canonical layout.
        """
        return ((file, None, False) for file, of_kind in self.files() if of_kind == kind)

    @abstractmethod
    def resolution(self, record: Record) -> Resolution | None:
        """The places of an article's anchors; None if its seed is missing, changed or no text."""

    def has(self, kind: str, id_: str) -> bool:
        """Whether an id has a file, even a broken one."""
        return self.is_said(RECORD, f"{kind}/{id_}")

    def known(self, kind: str, id_: str) -> Said | None:
        """The values of a sound record that other records' checks need (`statements.KNOWN`)."""
        said = self.said(RECORD, f"{kind}/{id_}")
        return said[0] if said and said[0].value is not None else None

    def first_with_seed(self, name: str) -> Said | None:
        """The sound article, first by id, that has a seed."""
        articles = (said for said in self.said(SEED, name) if said.kind == "article")
        return min(articles, key=lambda said: said.id, default=None)

    def first_with_wikidata(self, kind: str, id_: str) -> Said | None:
        """The sound entity or outlet, first by id, that has a Wikidata id."""
        return min(self.said(WIKIDATA, f"{kind}/{id_}"), key=lambda said: said.id, default=None)

    def subordinates(self, entity: str) -> frozenset[str]:
        """The entities that are `of` an entity: its demonyms and its government."""
        return frozenset(said.id for said in self.said(OF, entity))

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """Kind → the ids that have a file, even a broken one."""
        return {kind: frozenset(said.id for said in self.every(kind)) for kind in FOLDERS}

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, str]]:
        """Kind → name of a record (its id, its name, its aliases) → its id; names of sound records only."""
        return {kind: {id_: id_ for id_ in sorted(ids)} | self.names(kind) for kind, ids in self.ids.items()}

    def names(self, kind: str) -> dict[str, str]:
        """Name or alias of a sound record of a kind → its id."""
        return {name: said.id for said in self.every(kind) if said.value for name in names_of(said.value)}

    def hides(self, folder: FilePath) -> bool:
        """Whether a folder or one of its parents cannot be read, so that its content is unknown."""
        # Without this condition, thousands of new records made thousands of paths each time.
        if not self.unreadable:
            return False
        return any(self.layout.relative(place) in self.unreadable for place in (folder, *folder.parents))


def names_of(value: Mapping[str, Any]) -> Iterator[str]:
    """The name of a record and its aliases, as far as it has any."""
    if name := value.get("name"):
        yield name
    yield from value.get("aliases", ())


@dataclass(frozen=True)
class Corpus(Index):
    """All records and seeds of a checkout, in order of kind and id, including faulty ones.

    `unreadable` has each folder that cannot be read, by its path from the root, and the reason.
    """

    layout: Layout
    records: tuple[Record, ...]
    strays: tuple[str, ...]
    seeds: Mapping[str, Seed]
    resolutions: dict[str, Resolution] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Record]:
        """The records of a kind, sound or not."""
        return (record for record in self.records if record.kind == kind)

    @cached_property
    def articles(self) -> Mapping[str, Record]:
        """The sound articles by id."""
        return {record.id: record for record in self.sound("article")}

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], Sequence[Said]]:
        """What is said, about which id → all that says so."""
        found: dict[tuple[str, str], list[Said]] = {}
        for record in sorted(self.records, key=lambda record: record.file):
            for what, about, value in record.statements:
                found.setdefault((what, about), []).append(Said(record.kind, record.id, record.file, value))
        return found

    def said(self, what: str, about: str) -> Sequence[Said]:
        """What all records say about an id, in order of their files."""
        return self._said.get((what, about), ())

    def is_said(self, what: str, about: str) -> bool:
        """Whether any record says something about an id."""
        return (what, about) in self._said

    def distinct(self, what: str, about: str) -> Sequence[Any]:
        """The values of what all records say about an id."""
        return [said.value for said in self.said(what, about)]

    def every(self, kind: str) -> Iterator[Said]:
        """The statement `record` of every record of a kind, in order of their files."""
        for record in sorted(self.of_kind(kind), key=lambda record: record.file):
            yield self.said(RECORD, f"{kind}/{record.id}")[0]

    def seed(self, name: str) -> Seed:
        """A seed, which may be missing or no text."""
        return self.seeds.get(name) or Seed(name, None, None, None)

    def seed_names(self) -> Collection[str]:
        """The names of all seeds that have a file."""
        return [name for name, seed in self.seeds.items() if seed.sha256 is not None]

    def files(self) -> Iterator[tuple[str, str | None]]:
        """Every file that is checked and its kind: of a record, `seed`, or None for those of no kind."""
        yield from ((record.file, record.kind) for record in self.records)
        yield from ((file, None) for file in self.strays)
        yield from ((f"seeds/{name}", "seed") for name in self.seeds)

    def complete(self, kind: str, id_: str) -> Record | None:
        """A sound record with all its values."""
        return next((record for record in self.sound(kind) if record.id == id_), None)

    def sound(self, kind: str) -> Iterator[Record]:
        """The records of a kind whose fields can be relied on."""
        return (record for record in self.of_kind(kind) if record.is_sound)

    def resolution(self, record: Record) -> Resolution | None:
        """The places of an article's anchors; None if its seed is missing, changed or no text."""
        if record.file not in self.resolutions:
            seed = self.seeds.get(record.value["seed"]["file"])
            found = resolve_in(seed, record) if seed else None
            if found is None:
                return None
            self.resolutions[record.file] = found
        return self.resolutions[record.file]


def load(layout: Layout) -> Corpus:
    """Reads every record below `corpus/` and every seed; mistakes become results and are never raised."""
    records, strays = [], []
    paths, unreadable = sources.list_files(layout.corpus)
    for path in paths:
        file = layout.relative(path)
        kind = kind_of(file)
        if path.name == "README.md":
            continue
        if kind is None or path.suffix != ".json" or not sources.is_plain(path):
            strays.append(file)
        else:
            records.append(read_record(layout, kind, file))
    seeds, unreadable_seeds = _list_seeds(layout)
    refused = {layout.relative(path): reason for path, reason in (unreadable | unreadable_seeds).items()}
    return Corpus(layout, tuple(records), tuple(strays), _read_seeds(layout, seeds, records), unreadable=refused)


def load_complete(layout: Layout) -> Corpus:
    """Reads the corpus as `load` does, for commands that must not silently skip unreadable folders.

    Raises:
        Refusal: a folder cannot be read.
    """
    corpus = load(layout)
    refuse_unreadable(corpus.unreadable)
    return corpus


def around(index: Index, files: Collection[tuple[str, str]]) -> Corpus:
    """The part of a corpus that pages of some of its articles show, given the kind and file of each.

    It has these articles, every entity, outlet and utterance that follows from them, and the other articles that report
    the same utterances, with their outlets.
    """
    articles = [read_record(index.layout, kind, file) for kind, file in files]
    reported = sorted({id_ for article in articles for kind, id_ in _registered(article) if kind == "utterance"})
    reporting = {said.file for id_ in reported for said in index.said(REPORTS, id_)} - {file for _, file in files}
    beside = [read_record(index.layout, "article", file) for file in reporting]
    found = {record.file: record for record in (*articles, *beside)}
    waiting = [named for article in articles for named in _registered(article)]
    waiting += [named for article in beside for named in _registered(article) if named[0] == "outlet"]
    while waiting:
        kind, id_ = waiting.pop()
        file = f"corpus/{FOLDERS[kind]}/{id_}.json"
        if file not in found and index.has(kind, id_):
            found[file] = read_record(index.layout, kind, file)
            waiting += _registered(found[file])
    # The pages of a file that is not sound look for the name of a seed in it.
    texts = [article.source.text for article in articles if not article.is_sound]
    seeds = {name for name in index.seed_names() if any(name in text for text in texts)} if texts else set[str]()
    records = tuple(found[file] for file in sorted(found))
    return Corpus(index.layout, records, (), _read_seeds(index.layout, seeds, records))


def _registered(record: Record) -> list[tuple[str, str]]:
    """Kind and id of every entity, outlet and utterance that a record names."""
    if not record.is_sound:
        return []
    # What a pass names is of no interest to checks, and so not among its `uses`.
    of = SCHEMAS[record.kind]
    return [(kind, id_) for kind in NAMED if kind != "article" for _, id_ in NAMED[kind](of, record.value)]


def refuse_unreadable(unreadable: Mapping[str, str]) -> None:
    """Stops a command that must not skip folders which cannot be read, given by their paths, with the reasons.

    Raises:
        Refusal: there is one.
    """
    reasons = [
        Reason(
            "every folder of corpus/ and seeds/ must be readable",
            reason,
            "give yourself permission to read it (chmod -R u+rX corpus seeds)",
            folder,
        )
        for folder, reason in unreadable.items()
    ]
    if reasons:
        raise Refusal.of(reasons)


def rewrite(corpus: Corpus, texts: Mapping[str, str | None]) -> None:
    """Writes new texts of records, by file, and removes those whose text is None; all of them or none.

    Raises:
        Refusal: one of the files was changed since the corpus was loaded.
    """
    root = corpus.layout.root
    old = {record.file: record.source.text.encode("utf-8") for record in corpus.records if record.file in texts}
    files.write_all(
        root,
        {root / file: None if text is None else text.encode("utf-8") for file, text in texts.items()},
        {root / file: data for file, data in old.items()},
    )


def sound(layout: Layout, kind: str) -> Iterator[Record]:
    """The sound records of one kind, without reading other kinds and the seeds.

    Raises:
        OSError: the folder or a file in it cannot be read.
    """
    folder = layout.folder(kind)
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        if path.suffix == ".json" and sources.is_plain(path):
            source = sources.parse_source(sources.read_bytes(path))
            record = _record(layout, kind, layout.relative(path), source)
            if record.is_sound:
                yield record


def read_record(layout: Layout, kind: str, file: str) -> Record:
    """Reads one file of a kind; mistakes in it are results. `file` is its path from the root.

    With `sound`, `resolve_in` and `article`, a command can go through the articles one at a time and forget each.
    """
    try:
        return parse_record(layout, kind, file, sources.read_bytes(layout.start + file))
    except OSError:
        return _record(layout, kind, file, sources.read(layout.root / file))


def parse_record(layout: Layout, kind: str, file: str, data: bytes) -> Record:
    """The record in the bytes of a file."""
    text, trouble = sources.decode(data)
    if not trouble and canonical_pattern.matches(layout.schema, SCHEMAS[kind], text):
        # What matches has nothing that the standard library or orjson would read differently.
        value = sources.plain_reader()(data)
        return _record(layout, kind, file, Source(text, Json(value, text, is_laid_out=True), None))
    return _record(layout, kind, file, sources.parse_source(data))


def sound_record(kind: str, file: str, data: bytes, is_laid_out: bool = False) -> Record:
    """The record in the bytes of a file that was found to be sound before, and perhaps to have the canonical layout."""
    text = data.decode("utf-8")
    value = sources.plain_reader()(data) if is_laid_out else json.loads(text)
    return Record(kind, id_of(file), file, Source(text, Json(value, text, (), is_laid_out), None), ())


def _record(layout: Layout, kind: str, file: str, source: Source) -> Record:
    shape = tuple(schemas.errors(layout.schema, SCHEMAS[kind], source.json.value)) if source.json else ()
    return Record(kind, id_of(file), file, source, shape)


def id_of(file: str) -> str:
    """The id of a record from the path of its file."""
    # As pathlib's `stem`, in a tenth of the time.
    name = file[file.rfind("/") + 1 :]
    return name.removesuffix(".json") or name


def kind_of(file: str) -> str | None:
    """The kind of record that a file must be, from its path below the root; None if no record belongs there."""
    folders = file.split("/")[1:-1]
    if len(folders) == 2 and folders[0] == PASSES:
        return "pass"
    if file == TOMBSTONES:
        return "tombstones"
    if folders == [CHALLENGE]:
        return "challenge"
    return KINDS.get(folders[0]) if len(folders) == 1 else None


def _list_seeds(layout: Layout) -> tuple[set[str], dict[FilePath, str]]:
    """The names in `seeds/`, and the reason if the folder cannot be read. The folder may be missing."""
    try:
        return {path.name for path in layout.seeds.iterdir() if path.name != "README.md"}, {}
    except FileNotFoundError:
        return set(), {}
    except OSError as error:
        return set(), {layout.seeds: sources.refusal(error)}


def _read_seeds(layout: Layout, found: set[str], records: Sequence[Record]) -> Mapping[str, Seed]:
    """Every seed on disk, and every seed that a sound article names, even if it is missing."""
    named = {r.value["seed"]["file"] for r in records if SCHEMAS[r.kind] == "article" and r.is_sound}
    return {name: sources.read_seed(layout.seeds, name) for name in sorted(found | named)}


# The facts of a quote.
QUOTE_DATES = ("said_on", "public_on")

# Fields that hold no facts.
WITHOUT_EVIDENCE = frozenset(("regions", "mentions", "speakers", "utterances", *QUOTE_PARTS))


def to_anchor(value: Mapping[str, Any]) -> Anchor:
    """The anchor in a mention, a quote's part or a piece of evidence."""
    return make_anchor((value["exact"], value.get("prefix", ""), value.get("suffix", "")))


def evidence_paths(value: Any) -> list[tuple[Path, Anchor]]:
    """Path and anchor of every piece of evidence in a record's facts."""
    return [(path, to_anchor(one)) for path, one in evidence_values(value)]


def evidence_values(value: Any) -> list[tuple[Path, Mapping[str, Any]]]:
    """Path and value of every piece of evidence in a record's facts."""
    found: list[tuple[Path, Mapping[str, Any]]] = []
    for key, part in value.items():
        # A quote has no fact but its dates, and most have none.
        if key == "quotes":
            dates = [(i, name) for i, quote in enumerate(part) for name in QUOTE_DATES if name in quote]
            for i, name in dates:
                for j, anchor in enumerate(part[i][name].get("evidence", ())):
                    found.append(((key, i, name, "evidence", j), anchor))
        elif type(part) in HOLDERS and key not in WITHOUT_EVIDENCE:
            _add_evidence(part, (key,), found)
    return found


def _add_evidence(value: Any, path: Path, found: list[tuple[Path, Mapping[str, Any]]]) -> None:
    # No generator: it would be resumed once for each level of the record.
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        # Most parts are strings; of a quote, most of the others are anchors.
        if type(part) not in HOLDERS or key in WITHOUT_EVIDENCE:
            continue
        if key == "evidence":
            found += [((*path, key, i), anchor) for i, anchor in enumerate(part)]
        else:
            _add_evidence(part, (*path, key), found)


def annotation_paths(value: Mapping[str, Any]) -> list[tuple[Path, Anchor]]:
    """Path and anchor of every single mention and of every part of a quote, in the file's order."""
    return [(path, to_anchor(one)) for path, one in annotation_values(value)]


def annotation_values(value: Mapping[str, Any]) -> list[tuple[Path, Mapping[str, Any]]]:
    """Path and value of every single mention and of every part of a quote, in the file's order."""
    found: list[tuple[Path, Mapping[str, Any]]] = [
        (("mentions", i), mention) for i, mention in enumerate(value["mentions"]) if not mention.get("every")
    ]
    for i, quote in enumerate(value["quotes"]):
        for part in QUOTE_PARTS:
            # No list comprehension, which is a call of a function for the one anchor that most parts have.
            for j, anchor in enumerate(quote.get(part, ())):
                found.append((("quotes", i, part, j), anchor))
    return found


def resolve_in(seed: Seed, record: Record) -> Resolution | None:
    """The places of a sound article's anchors in its seed; None if the seed is missing, changed or no text."""
    if seed.text is None or seed.sha256 != record.value["seed"]["sha256"]:
        return None
    return resolve(record.value, seed.text)


def resolve(value: Mapping[str, Any], seed: str) -> Resolution:
    """Finds the places of a sound article's regions and anchors in its seed."""
    spans, breaks = regions.cut(seed, value["regions"])
    areas = tuple(span for span, region in zip(spans, value["regions"], strict=False) if regions.is_content(region))
    whole = (Span(0, len(seed)),)
    evidence, annotations = evidence_values(value), annotation_values(value)
    hits = anchors.find_each(seed, evidence, whole, MOST_HITS)
    hits |= anchors.find_each(seed, annotations, areas, MOST_HITS)
    mentions = [(hits[path][0], path) for path, _ in annotations if path[0] == "mentions" and hits[path]]
    for path, places in _spread(value["mentions"], seed, areas, mentions.copy()):
        hits[path] = places[:1]
        mentions += [(span, path) for span in places]
    lines = value["mentions"]
    parts = _parts(annotations, hits)
    return Resolution(
        seed, tuple(spans), tuple(breaks), areas, evidence, annotations, hits, lines, tuple(mentions), parts
    )


def _parts(
    annotations: Sequence[tuple[Path, Mapping[str, Any]]], hits: Mapping[Path, tuple[Span, ...]]
) -> Mapping[str, Sequence[Sequence[Span]]]:
    """For each part of a quote, its spans in each quote."""
    found: dict[Any, list[list[Span]]] = {part: [] for part in QUOTE_PARTS}
    for path, _ in annotations:
        if path[0] == "quotes":
            _, _, part, number = path
            # Each quote begins with a content, and most have one span of each part.
            if part == "content" and number == 0:
                for spans in found.values():
                    spans.append([])
            found[part][-1] += hits[path][:1]
    return found


def _spread(
    lines: Sequence[Mapping[str, Any]], seed: str, areas: Sequence[Span], single: Sequence[tuple[Span, Path]]
) -> Iterator[tuple[Path, tuple[Span, ...]]]:
    """The places of each `every` line: those that no longer mention of its form and no line of their own covers.

    Longer words are laid first, so that a shorter line finds their places taken.
    """
    every = [i for i, line in enumerate(lines) if line.get("every")]
    if not every:
        return
    taken: dict[str, bytearray] = defaultdict(lambda: bytearray(len(seed)))
    for (start, end), (_, index) in single:
        taken[form_of(lines[int(index)])][start:end] = b"\1" * (end - start)
    find = anchors.whole_finder(seed, areas)
    for i in sorted(every, key=lambda i: -len(lines[i]["exact"])):
        covered, exact = taken[form_of(lines[i])], lines[i]["exact"]
        free = tuple([span for span in find(exact) if covered.find(1, span[0], span[1]) < 0]) if exact else ()
        mark = b"\1" * len(exact)
        for start, end in free:
            covered[start:end] = mark
        yield ("mentions", i), free


def form_of(mention: Mapping[str, Any]) -> str:
    """The form of a mention's line in a file: name, pronoun or description."""
    form: str = mention.get("form", "name")
    return form


def depths(within: Mapping[str, str | None]) -> dict[str, int]:
    """Quote → how many quotes it is nested in, given the next outer quote of each; a cycle is cut somewhere."""
    found: dict[str, int] = {}
    for id_ in sorted(within):
        chain: dict[str, None] = {}
        at: str | None = id_
        while at is not None and at in within and at not in found and at not in chain:
            chain[at] = None
            at = within[at]
        around = found[at] + 1 if at in found else 0
        found |= {one: depth for depth, one in enumerate(reversed(chain), start=around)}
    return found


def text_order(first: Span, depth: int, id_: str) -> tuple[int, int, int, str]:
    """The key by which quotes are sorted: by the start of the content, outer quotes before nested ones."""
    return first.start, -first.end, depth, id_


def article(record: Record, resolution: Resolution) -> Article:
    """The model of an article whose regions and anchors are all resolved, spans in the published text."""
    value = record.value
    laid, text = regions.lay_out(resolution.seed, resolution.spans, value["regions"])
    mentions, roles, quotes = annotations(record, resolution, regions.to_text(laid))

    def fact(*path: str | int) -> Fact:
        part = value[path[0]] if len(path) == 1 else value[path[0]][path[1]]
        return to_fact(part, _places(record, resolution, part, path))

    return Article(
        id=record.id,
        seed_file=value["seed"]["file"],
        seed_sha256=value["seed"]["sha256"],
        method=value["method"],
        text_rights=value["text_rights"],
        language=value["language"],
        translated_from=fact("translated_from"),
        outlet=fact("outlet"),
        origins=tuple(fact("origins", i) for i in range(len(value["origins"]))),
        published=fact("published"),
        byline=fact("byline"),
        seed_text=resolution.seed,
        text=text,
        regions=tuple(laid),
        mentions=mentions,
        roles=roles,
        quotes=quotes,
    )


def annotations(
    record: Record, resolution: Resolution, move: Callable[[Span], Span]
) -> tuple[tuple[Mention, ...], tuple[Role, ...], tuple[Quote, ...]]:
    """The mentions, roles and quotes of an article in text order; `move` gives the place that a span is to have."""
    depth = depths({quote["id"]: quote.get("within") for quote in record.value["quotes"]})
    quotes = _to_quotes(record, resolution, move)
    return (
        tuple(sorted(_to_mentions(record.value, resolution, move), key=itemgetter(0))),
        tuple(_to_roles(record, resolution)),
        tuple(sorted(quotes, key=lambda q: text_order(q.content[0], depth[q.id], q.id))),
    )


def _to_mentions(value: Any, resolution: Resolution, move: Callable[[Span], Span]) -> Iterator[Mention]:
    known: dict[str | int, tuple[Any, ...]] = {}
    for span, (_, index) in resolution.mentions:
        # An `every` line has many places.
        if index not in known:
            line = value["mentions"][index]
            certain = line.get("certain", True)
            known[index] = (line.get("type"), entities_of(line), line.get("stands_for"), form_of(line), certain)
        yield make_mention((move(span), *known[index]))


def entities_of(mention: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the entities that a mention's line in a file names: one, or several."""
    return tuple(mention["entities"]) if "entities" in mention else (mention["entity"],)


def _places(record: Record, resolution: Resolution, part: Mapping[str, Any], path: Path) -> list[Place]:
    """The places of the evidence of a part of an article at `path`."""
    hits = (resolution.hits[*path, "evidence", i][0] for i in range(len(part.get("evidence", ()))))
    return [Place(record.id, span) for span in hits]


def _to_roles(record: Record, resolution: Resolution) -> Iterator[Role]:
    for i, role in enumerate(record.value.get("roles", ())):
        words = tuple(anchor["exact"] for anchor in role["evidence"])
        places = tuple(_places(record, resolution, role, ("roles", i)))
        yield Role(role["entity"], role.get("office"), role.get("affiliation"), words, places)


def _to_quotes(record: Record, resolution: Resolution, move: Callable[[Span], Span]) -> Iterator[Quote]:
    parts = [(part, resolution.parts[part]) for part in QUOTE_PARTS]
    for i, quote in enumerate(record.value["quotes"]):
        values = fields.read(fields.QUOTE, quote)
        values["id"] = quote["id"]
        for part, spans in parts:
            values[part] = tuple(map(move, spans[i]))
        for name in QUOTE_DATES:
            if name in quote:
                values[name] = to_fact(quote[name], _places(record, resolution, quote[name], ("quotes", i, name)))
        yield make_quote(values)


def to_fact(value: Mapping[str, Any], places: Sequence[Place] = ()) -> Fact:
    """A value with its provenance, as the model has it; `places` are those of its evidence."""
    return Fact(
        value=value["value"],
        basis=value["basis"],
        evidence=tuple(anchor["exact"] for anchor in value.get("evidence", ())),
        reasoning=value.get("reasoning"),
        outside=value.get("outside"),
        places=tuple(places),
    )


def entity(record: Record) -> Entity:
    """The model of an entity's file."""
    country = record.value.get("country")
    return Entity(
        id=record.id,
        country=Belonging(**country) if country else None,
        member_of=tuple(Belonging(**one) for one in record.value.get("member_of", ())),
        **fields.read(fields.ENTITIES, record.value),
    )


def outlet(record: Record) -> Outlet:
    """The model of an outlet's file."""
    return Outlet(id=record.id, **fields.read(fields.OUTLETS, record.value))


def utterance(record: Record, corpus: Corpus | None = None) -> Utterance:
    """The model of an utterance's file; with the corpus, its evidence is all resolved and has its places."""
    facts = {name: record.value[name] for name in ("said_on", "public_on") if name in record.value}
    known: dict[str, Any] = {}
    for name, fact in facts.items():
        places = [_place(anchor, corpus) for anchor in fact.get("evidence", ()) if corpus]
        known[name] = to_fact(fact, places)
    return Utterance(id=record.id, **known, **fields.read(fields.UTTERANCES, record.value))


def _place(value: Mapping[str, Any], corpus: Corpus) -> Place:
    """The place of a piece of an utterance's evidence, which is unique in the seed of the article that it names."""
    resolution = corpus.resolution(corpus.articles[value["article"]])
    assert resolution
    return Place(value["article"], anchors.find(resolution.seed, to_anchor(value), [Span(0, len(resolution.seed))])[0])


def tombstones(corpus: Corpus) -> tuple[Tombstone, ...]:
    """The ids that were taken out of the dataset, by kind and id."""
    found = (Tombstone(**value) for record in corpus.sound("tombstones") for value in record.value["tombstones"])
    return tuple(sorted(found, key=lambda t: (t.kind, t.id)))
