"""The generated parts of the documents: counts, columns, missing values, configs, as Markdown."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from blocquotes import schemas
from blocquotes.corpus import Corpus
from blocquotes.dataset import manifest, parquet, token_rows
from blocquotes.dataset.pictures import alt_texts
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.schemas import Column
from blocquotes.shown import Markdown, code, markdown

if TYPE_CHECKING:
    from blocquotes.agree import Agreement

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

# A generated part: it is between these two comments and is never written by hand.
MARKED = re.compile(
    r"""(<!--[ ]generated:[ ] ([a-z-]+) [ ]-->\n)
        (?: (?! <!--[ ]generated:[ ] ) . )*?           # no further opening: each is looked at once
        (<!--[ ]/generated[ ]-->)""",
    re.DOTALL | re.VERBOSE,
)


# The part `texts`, by whether the release has them.
TEXTS = {
    True: "This release holds the texts of the articles.",
    False: "**This release holds no words of the articles**: their texts, the words of quotes, cues, sources and "
    "mentions, and evidence are null or empty, while all places and hashes are there. Whoever has the seeds gets "
    "the full release back, byte for byte, with `blocquotes hydrate RELEASE --seeds FOLDER`.",
}


def filled(document: str, name: str) -> str:
    """A generated part as it is in a document; empty if it is not there."""
    return next(
        (
            match[0].removeprefix(match[1]).removesuffix(match[3]).strip()
            for match in MARKED.finditer(document)
            if match[2] == name
        ),
        "",
    )


def fill(document: str, parts: Mapping[str, str]) -> str:
    """A document with each of its generated parts replaced.

    Raises:
        Refusal: a marker names no part.
    """

    def part(match: re.Match[str]) -> str:
        if match[2] not in parts:
            must = f"a marker of a generated part must name one of {', '.join(parts)}"
            raise Refusal(must, repr(match[2]), "correct the marker in the document")
        return f"{match[1]}\n{parts[match[2]].strip()}\n\n{match[3]}"

    return MARKED.sub(part, document)


def parts(loaded: Corpus, rows: Tables, pictures_folder: str) -> dict[str, str]:
    """Every generated part by its name; pictures are linked in the folder named, as the document sees it."""
    made = of_rows(loaded.layout, rows, with_text=True, pictures_folder=pictures_folder)
    return {**made, "agreement": agreement(loaded)}


def of_rows(layout: Layout, rows: Tables, with_text: bool, pictures_folder: str) -> dict[str, str]:
    """Every generated part that follows from the rows; `layout` has the schemas."""
    return {
        "texts": TEXTS[with_text],
        "counts": counts(layout, rows),
        "articles": articles(rows),
        "labels": labels(layout, rows),
        "columns": columns(layout),
        "missing": missing(layout, rows),
        "files": files(layout, rows),
        "reuse": reuse(rows),
        **pictures(rows, pictures_folder),
    }


def table(head: Sequence[str], body: Sequence[Sequence[object]]) -> str:
    """A Markdown table; cells are escaped, since they may hold foreign text, except for those that are `Markdown`."""
    lines = [head, [Markdown("---")] * len(head), *body]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, Markdown):
        return " ".join(value.split())
    return "–" if value is None else markdown(str(value))


def _described(text: str) -> Markdown:
    """A description from our schemas, which may hold code."""
    return Markdown(text.replace("|", r"\|").replace("<", "&lt;"))


def counts(layout: Layout, rows: Tables) -> str:
    """How many rows each table has, and what one row is."""
    body = [(code(name), len(rows[name]), _described(schemas.describe(layout.schema, name))) for name in rows]
    return table(("config", "rows", "what it holds"), body)


def articles(rows: Tables) -> str:
    """The articles with their outlet, day, and numbers of quotes and mentions."""
    body = [
        (
            code(row["article_id"]),
            row["outlet_name"],
            row["outlet_basis"],
            row["published"],
            row["published_basis"],
            row["n_quotes"],
            row["n_mentions"],
        )
        for row in rows["articles"]
    ]
    return table(("article", "outlet", "basis", "published", "basis", "quotes", "mentions"), body)


def labels(layout: Layout, rows: Tables) -> str:
    """How often each value of the closed fields occurs; of `tokens` every tag, in its order."""
    fields = [("quotes", "type"), ("quotes", "medium"), ("quotes", "factuality"), ("quotes", "region")]
    fields += [("mentions", "type"), ("entities", "type")]
    body = [(code(t), code(f), _values(rows[t], f)) for t, f in fields]
    body += [
        (code("tokens"), code(f"{part}_tags"), _tags(layout, rows["tokens"], f"{part}_tags"))
        for part in token_rows.PARTS
    ]
    untagged = [span for row in rows["tokens"] for span in row["untagged_spans"]]
    body.append((code("tokens"), code("untagged_spans[].part"), _values(untagged, "part")))
    return table(("config", "field", "values"), body)


def _tags(layout: Layout, table_rows: Sequence[Row], column: str) -> str:
    found = Counter(tag for row in table_rows for tag in row[column])
    return ", ".join(f"{tag} {found[tag]}" for tag in schemas.labels(layout.schema, "tokens", column))


def _values(table_rows: Sequence[Row], field: str) -> str:
    found = Counter(row[field] for row in table_rows)
    return ", ".join(f"{value} {n}" for value, n in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def columns(layout: Layout) -> str:
    """The data dictionary: every column of every table, with its type and meaning."""
    return "\n\n".join(f"#### `{name}`\n\n{_dictionary(layout, name)}" for name in schemas.TABLES)


def _dictionary(layout: Layout, name: str) -> str:
    described = schemas.describe(layout.schema, name)
    body = [(code(path), kind, text) for path, kind, text in _meanings(schemas.columns(layout.schema, name))]
    return f"{described}\n\n{table(('column', 'type', 'meaning'), body)}"


def _meanings(fields: Sequence[Column], prefix: str = "") -> Iterator[tuple[str, Markdown, Markdown]]:
    for column in fields:
        kind = column.type.rstrip("_")
        shown = Markdown(f"list&lt;{kind}>" if column.is_list else kind)
        yield f"{prefix}{column.name}", shown, _described(column.description)
        if column.fields and not prefix:
            yield from _meanings(column.fields, f"{column.name}[].")


def missing(layout: Layout, rows: Tables) -> str:
    """Where values are missing: columns with a null, and how many."""
    body = []
    for name in schemas.TABLES:
        for column in schemas.columns(layout.schema, name):
            nulls = sum(row[column.name] is None for row in rows[name])
            if nulls:
                body.append((code(name), code(column.name), nulls, len(rows[name])))
    return table(("config", "column", "null", "of"), body)


def files(layout: Layout, rows: Tables) -> str:
    """The data files of the release, with their rows and the hash of these, which no version of a writer changes."""
    body = []
    for name in schemas.TABLES:
        for split, part in parquet.by_split(rows[name]):
            digest = manifest.rows_sha256(layout, name, part)
            body.append((code(parquet.file_name(name, split)), len(part), code(f"{digest[:16]}…")))
    return table(("file", "rows", "SHA-256 of the rows"), body)


def reuse(rows: Tables) -> str:
    """The passages that two articles share: where, how long, how alike."""
    body = [
        (
            code(row["article_a_id"]),
            code(row["article_b_id"]),
            row["words_a"],
            row["words_b"],
            f"{row['similarity']:.3f}",
            _ends(row["text_a"]),
        )
        for row in rows["text_reuse"]
    ]
    return table(("article", "and article", "words", "words", "similarity", "from … to"), body)


def _ends(text: str | None) -> str | None:
    if text is None:
        return None
    words = text.split()
    return text if len(words) <= 10 else f"{' '.join(words[:5])} … {' '.join(words[-5:])}"


# Rows of the part `agreement`: label, and measure, quotes and figure as `blocquotes agree` names them.
AGREEMENT = (
    ("content, same words", ("content-words", "all", "f1")),
    ("of direct and mixed quotes", ("content-words", "direct+mixed", "f1")),
    ("of indirect quotes", ("content-words", "indirect", "f1")),
    ("content, half the words or more", ("content-overlap", "all", "f1")),
    ("cue, a word shared", ("cue-word", "all", "f1")),
    ("source, head word", ("source-head", "all", "f1")),
    ("speakers, same ids", ("speaker-id", "all", "f1")),
    ("type, kappa", ("type", "", "kappa")),
    ("medium, kappa", ("medium", "", "kappa")),
    ("mentions with type and entity", ("mention-entity", "", "f1")),
    ("utterance links", ("utterance-links", "", "f1")),
)


def agreement(loaded: Corpus) -> str:
    """How far the passes agree with each other and with the articles: figures in percent with 95 % intervals."""
    from blocquotes.agree import agree

    names = sorted({record.file.split("/")[-2] for record in loaded.of_kind("pass")})
    pairs = [*combinations(names, 2), *((name, "articles") for name in names)]
    compared = [agree(loaded.layout, one, other) for one, other in pairs]
    head = ("F1 or kappa, in percent", *(f"{one} and {other}" for one, other in pairs))
    return table(head, [(label, *(_figure(c, name) for c in compared)) for label, name in AGREEMENT])


def _figure(compared: "Agreement", name: tuple[str, str, str]) -> str:
    value, interval = compared.figures.get(name), compared.intervals.get(name)
    if value is None:
        return "–"
    return f"{100 * value:.1f}" + (f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else "")


PICTURES = ("speakers", "timeline", "utterance")


def pictures(rows: Tables, folder: str) -> dict[str, str]:
    """A link to each picture, with what it shows in words."""
    alts = {name.removesuffix(".svg"): alt for name, alt in alt_texts(rows).items()}
    left_out = "(This picture needs the words of the articles, which this release withholds.)"
    return {
        f"picture-{name}": f"![{alts[name]}]({folder}/{name}.svg)" if name in alts else left_out for name in PICTURES
    }
