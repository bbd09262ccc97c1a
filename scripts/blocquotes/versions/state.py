"""A state of the dataset: its tables as they are, or would be, published, from a revision, a folder or a release."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol

from blocquotes import corpus, fields, git, schemas
from blocquotes.checks import report, streaming
from blocquotes.checks.rules import RULES
from blocquotes.dataset import release, release_info, withhold
from blocquotes.dataset.spool import Spool
from blocquotes.git import GitError
from blocquotes.layout import DATA, MANIFEST, Layout
from blocquotes.model import Finding, Tombstone
from blocquotes.refusal import Refusal
from blocquotes.schemas import Column
from blocquotes.sources import MAX_BYTES
from blocquotes.verify import contract, release_check

Row = Mapping[str, Any]


class Rows(Protocol):
    """The rows of a table, in memory or on disk; iterated over, they are read again."""

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""

    def __len__(self) -> int:
        """How many there are."""


@dataclass(frozen=True)
class Derived:
    """Rows that are made of those of a release while they are iterated over."""

    each: Callable[[], Iterator[Row]]
    number: int

    def __iter__(self) -> Iterator[Row]:
        return self.each()

    def __len__(self) -> int:
        return self.number


Tables = Mapping[str, Rows]

# Tables with one article in each row, whose changes are those of the article.
OF_ARTICLES = ("articles", "quotes", "mentions", "passes", "pass_mentions", "pass_articles")

# The mode of a symbolic link in a tree.
LINK = "120000"

# Schemas that the earliest revisions do not have.
LATER = ("tombstones", "phenomenon")

# Schemas with flaws that a message names.
MOST_SHOWN = 20


@dataclass(frozen=True)
class State:
    """The rows and columns of every table that is there, and the tombstones.

    `has_texts` is False if the words of the texts are left out.
    """

    name: str
    rows: Tables
    columns: Mapping[str, Sequence[Column]]
    tombstones: tuple[Tombstone, ...]
    has_texts: bool = True

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Table → id → name, of entities and outlets."""
        return {
            table: {row[fields.TABLES[table].key]: str(row["name"]) for row in self.rows.get(table, ())}
            for table in ("entities", "outlets")
        }

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, Row]]:
        """Table → id → row, of tables whose rows have changes of their own."""
        tables = ("articles", "quotes", "passes", "entities", "outlets", "utterances")
        return {table: {row[fields.TABLES[table].key]: row for row in self.rows.get(table, ())} for table in tables}

    @cached_property
    def of_article(self) -> Mapping[tuple[str, str], Sequence[Row]]:
        """Table and article → its rows, of tables with one article in each row."""
        found = defaultdict[tuple[str, str], list[Row]](list)
        for table in OF_ARTICLES[1:]:
            for row in self.rows.get(table, ()):
                found[table, row["article_id"]].append(row)
        return found


def read(layout: Layout, name: str) -> State:
    """The state that `name` names: a folder (a built release, a checkout, or one with corpus/ and seeds/), else a
    revision of the checkout's repository.

    Rows are those that this version of the program makes, whatever made them when the revision was new.
    """
    folder = Path(name)
    if folder.is_dir():
        if (folder / MANIFEST).is_file():
            return _of_release(name, folder)
        if (folder / "corpus").is_dir() and (folder / "seeds").is_dir():
            return _of_corpus(name, folder, layout)
        raise Refusal(
            "a folder must be a release or hold corpus/ and seeds/",
            f"no manifest.json and not both of them in {name}",
            "name the folder of a checkout, or the one that `blocquotes build` wrote",
        )
    return _of_revision(name, layout)


def _of_revision(name: str, layout: Layout) -> State:
    commit = git.resolve(layout.root, name)
    if commit is None:
        must = "OLD and NEW must each be a folder or a git revision"
        if trouble := git.trouble(layout.root):
            raise Refusal(must, trouble, "name the path of a folder, or work in a clone (git clone)")
        fix = "name a tag, branch or commit (git log --oneline), or the path of a folder"
        raise Refusal(must, f"neither of the name {name!r}", fix)
    try:
        found = git.entries(layout.root, commit, DATA)
        if not {"corpus", "seeds"} <= {entry.path.partition("/")[0] for entry in found}:
            raise Refusal("a revision must hold corpus/ and seeds/", f"not both in {name}", "name a later one")
        _check_plain(name, found)
        with tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
            for entry, content in zip(found, git.contents(layout.root, found), strict=True):
                _put(Path(temporary) / entry.path, content)
            return _of_corpus(name, Path(temporary), layout)
    except (OSError, GitError) as error:
        raise Refusal(
            "every file of a revision must be readable",
            f"in {name}: {error}",
            "repair the repository (git fsck), or name another revision",
        ) from None


def _check_plain(name: str, found: Sequence[git.Entry]) -> None:
    """Refuses links, submodules, files too large for a record or a seed, and paths that lead out of a folder."""
    for entry in found:
        is_inside = not {"", ".", ".."} & set(entry.path.split("/"))
        if not is_inside or entry.mode not in git.PLAIN or entry.bytes > MAX_BYTES:
            what = "a file" if entry.mode in git.PLAIN else "a link" if entry.mode == LINK else "a submodule"
            raise Refusal(
                f"a revision must hold plain files of at most {MAX_BYTES:,} bytes below {', '.join(DATA)}",
                f"in {name}: {entry.path} is {what} of {entry.bytes:,} bytes",
                "name another revision, or remove that file",
            )


def _put(path: Path, content: bytes) -> None:
    """Writes a new file; fails if two names are the same on this file system, so that neither file is lost."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)


def _of_corpus(name: str, folder: Path, ours: Layout) -> State:
    """The state of a folder with corpus/ and seeds/; if it has no schemas, those of the checkout are used."""
    if (folder / "schema").is_dir():
        _check_schemas(name, folder / "schema")
        return _loaded(name, Layout(folder.resolve()))
    with tempfile.TemporaryDirectory(prefix="blocquotes-") as temporary:
        for part, home in (("corpus", folder), ("seeds", folder), ("schema", ours.root)):
            (Path(temporary) / part).symlink_to((home / part).resolve(), target_is_directory=True)
        return _loaded(name, Layout(Path(temporary)))


def _check_schemas(name: str, folder: Path) -> None:
    found = [f"schema/{file}: {flaw}" for file, flaw in contract.flaws(folder)]
    lacking = [kind for kind in corpus.SCHEMAS.values() if not (folder / f"{kind}.schema.json").is_file()]
    found += [f"schema/{kind}.schema.json: no such file" for kind in dict.fromkeys(lacking) if kind not in LATER]
    if found:
        raise Refusal("the schemas of a state must be safe to use", f"in {name}:", listed=found[:MOST_SHOWN])


def _loaded(name: str, layout: Layout) -> State:
    columns = _columns(name, layout)
    try:
        rows = _made(name, layout, columns)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        # The state's own schemas may allow records that this program cannot read.
        raise Refusal(
            "the files of a state must have the fields that this version of the program reads",
            f"{type(error).__name__} {str(error)[:200]} in {name}",
            "build it with its own version, and compare the folder of that release",
        ) from None
    return State(name, rows, columns, release_info.tombstones(layout))


def _made(name: str, layout: Layout, columns: Mapping[str, Sequence[Column]]) -> Tables:
    """The rows of a checkout, on disk."""
    rows = {table: Spool() for table in columns}
    with streaming.checked(layout, 1, is_cached=False) as checked:
        findings = [finding for finding in checked.findings if _hides_rows(finding)]
        if findings or not any(kind not in (None, "seed") for _, kind in checked.index.files()):
            listed = list(report.as_text(findings)) or ["no records"]
            raise Refusal("the files of a state must be sound to be compared", f"in {name}:", listed=listed)
        for table, row in release.each_row(checked.index):
            if table in rows:
                # An older revision may have fewer columns.
                rows[table].append({column.name: row.get(column.name) for column in columns[table]})
    return rows


def _columns(name: str, layout: Layout) -> dict[str, Sequence[Column]]:
    """The columns of every table of a state, which must include those that are compared by name."""
    made: dict[str, Sequence[Column]] = {}
    for table in _tables(layout):
        flaw = contract.table_flaw(layout.schema, schemas.table_schema(layout.schema, table).rpartition("/")[2])
        if flaw is None:
            made[table] = schemas.columns(layout.schema, table)
            must = schemas.columns(schemas.own_folder(), table)
            flaw = contract.lacking(made[table], must, _compared(table))
        if flaw:
            raise Refusal(
                f"the table {table} must have the columns that this version of the program compares",
                f"{flaw} in {name}",
                "compare it with the version of the program that made it",
            )
    return made


# Table → columns that are read by name to show or find a row.
READ: Mapping[str, tuple[str, ...]] = {
    "articles": ("title", "outlet_name", "published", "text", "n_quotes", "n_mentions"),
    "quotes": ("article_id",),
    "mentions": ("article_id", "entity_id"),
    "passes": ("article_id",),
    "entities": ("name",),
    "outlets": ("name",),
    "utterances": ("paraphrase",),
}


def _compared(table: str) -> tuple[str, ...]:
    """The columns that a table needs to be compared; columns compared by value may be missing."""
    apart = (one.column for one in fields.TABLES[table].fields if one.compared == "apart")
    return (fields.TABLES[table].key, *apart, *READ.get(table, ()))


def _hides_rows(finding: Finding) -> bool:
    """Whether a finding prevents rows from being built; old revisions may have other findings."""
    rule = RULES[finding.rule]
    in_file = rule.severity == "error" and rule.layer in ("file", "shape", "seed", "anchors")
    return in_file or rule.id.startswith("unknown-")


def _tables(layout: Layout) -> list[str]:
    return [
        t for t in schemas.TABLES if (layout.schema / f"{schemas.table_schema(layout.schema, t)}.schema.json").exists()
    ]


def _of_release(name: str, folder: Path) -> State:
    opened, findings = release_check.read(folder)
    if findings or opened is None:
        listed = list(report.as_text(findings))
        raise Refusal("a release must be complete to be compared", f"in {name}:", listed=listed)
    layout = Layout(folder.resolve())
    columns = {table: made for table, made in _columns(name, layout).items() if table in opened.rows}
    rows = {table: Derived(opened.rows[table].values, opened.manifest.tables[table]["rows"]) for table in columns}
    for table in columns:
        key = fields.TABLES[table].key
        if len({row.values[key] for row in opened.rows[table].only(key)}) < len(rows[table]):
            raise Refusal("an id must be unique in its table", f"a repeated one in {table} of {name}")
    return State(name, rows, columns, opened.manifest.tombstones, opened.manifest.has_texts)


def both_without_texts(old: State, new: State) -> tuple[State, State]:
    """The two states; without the words of the texts if either lacks them, so that they can be compared."""
    if old.has_texts and new.has_texts:
        return old, new
    return _without_texts(old), _without_texts(new)


def _without_texts(state: State) -> State:
    rows = {
        table: Derived(partial(withhold.rows_of, state.columns[table], state.rows[table]), len(state.rows[table]))
        for table in state.rows
    }
    return State(state.name, rows, state.columns, state.tombstones, has_texts=False)
