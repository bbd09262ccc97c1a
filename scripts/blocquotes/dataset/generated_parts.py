"""The generated parts of the documents, as Markdown: sums over the data, whose length does not grow with the corpus."""

import re
from collections.abc import Mapping, Sequence

from blocquotes import schemas
from blocquotes.dataset.pictures import Picture, alt_texts
from blocquotes.dataset.stored import Rows, Tables, only, split_counts, tally
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.shown import Markdown, code, markdown

# A generated part: it is between these two comments and is never written by hand.
MARKED = re.compile(
    r"""(<!--[ ]generated:[ ] ([a-z-]+) [ ]-->\n)
        (?: (?! <!--[ ]generated:[ ] ) . )*?           # no further opening: each is looked at once
        (<!--[ ]/generated[ ]-->)""",
    re.DOTALL | re.VERBOSE,
)


# Fields of the parts `articles` and `labels`; each has a closed list of values, except for the language and the rights.
ARTICLE_FIELDS = ("outlet_basis", "published_basis", "language", "translated_from", "method", "text_rights")
LABELS = (
    ("quotes", "type"),
    ("quotes", "medium"),
    ("quotes", "factuality"),
    ("quotes", "region"),
    ("mentions", "type"),
    ("entities", "type"),
)

# Values of a field that are listed one by one: more than any closed list has.
MOST_VALUES = 20

# The part `texts`, by whether the release has them.
TEXTS = {
    True: "This release contains the texts of the articles.",
    False: "**This release contains no words of the articles**: texts, evidence, and the words of quotes, cues, "
    "sources and mentions are null or empty; places and hashes are complete. With the seeds, "
    "`blocquotes hydrate RELEASE --seeds FOLDER` restores the full release, byte for byte.",
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


def of_rows(
    layout: Layout, rows: Tables, with_text: bool, drawn: Sequence[Picture], pictures_folder: str
) -> dict[str, str]:
    """Every generated part that follows from the rows and the pictures; `layout` has the schemas."""
    return {
        "texts": TEXTS[with_text],
        "counts": counts(layout, rows),
        "sizes": sizes(rows),
        "articles": articles(rows),
        "labels": labels(rows),
        "reuse": reuse(rows),
        **pictures(drawn, pictures_folder),
    }


def table(head: Sequence[str], body: Sequence[Sequence[object]]) -> str:
    """A Markdown table; cells are escaped, since they may hold foreign text, except for those that are `Markdown`."""
    lines = [head, [Markdown("---")] * len(head), *body]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, Markdown):
        return " ".join(value.split())
    return "–" if value is None else markdown(str(value))


def described(text: str) -> Markdown:
    """A description from our schemas, which may hold code."""
    return Markdown(text.replace("|", r"\|").replace("<", "&lt;"))


def counts(layout: Layout, rows: Tables) -> str:
    """How many rows each table has, and what one row is."""
    body = [(code(name), len(rows[name]), described(schemas.describe(layout.schema, name))) for name in rows]
    return table(("config", "rows", "what it holds"), body)


def sizes(rows: Tables) -> str:
    """How many rows each table has in each split."""
    body = [(code(name), len(rows[name]), _split_sizes(rows[name])) for name in rows]
    return table(("config", "rows", "by split"), body)


def _split_sizes(table_rows: Rows) -> str:
    return ", ".join(f"{split} {n}" for split, n in split_counts(table_rows).items()) or "none"


def articles(rows: Tables) -> str:
    """What the articles add up to: their bases, days, languages, methods and rights."""
    found = rows["articles"]
    body = [(code(field), _values(found, field)) for field in ARTICLE_FIELDS]
    return table(("field of `articles`", "values"), [*body, ("years of publication", _years(found))])


def _years(found: Rows) -> str:
    years = sorted(filter(None, tally(found, "published_year")))
    return f"{years[0]} to {years[-1]}" if years else "none"


def labels(rows: Tables) -> str:
    """How often each value of the closed fields occurs."""
    body = [(code(f"{name}.{field}"), _values(rows[name], field)) for name, field in LABELS]
    return table(("field", "values"), body)


def _values(table_rows: Rows, field: str) -> str:
    """The values with their numbers; of many different ones, the most frequent."""
    found = {"null" if value is None else str(value): n for value, n in tally(table_rows, field).items()}
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{value} {n}" for value, n in ordered[:MOST_VALUES]]
    rest = sum(n for _, n in ordered[MOST_VALUES:])
    return ", ".join([*shown, *([f"others {rest}"] if rest else [])])


def reuse(rows: Tables) -> str:
    """What the shared passages add up to."""
    found = list(only(rows["text_reuse"], "article_a_id", "article_b_id", "words_a"))
    if not found:
        return "No passage is shared."
    pairs = {(row["article_a_id"], row["article_b_id"]) for row in found}
    longest = max(row["words_a"] for row in found)
    return f"Passages: {len(found):,}. Pairs of articles: {len(pairs):,}. The longest passage has {longest:,} words."


PICTURES = ("speakers", "timeline", "utterance", "drift")


def pictures(drawn: Sequence[Picture], folder: str) -> dict[str, str]:
    """A link to each picture, with what it shows in words."""
    alts = {name.removesuffix(".svg"): alt for name, alt in alt_texts(drawn).items()}
    left_out = "(This picture needs the words of the articles, which this release withholds.)"
    return {
        f"picture-{name}": f"![{alts[name]}]({folder}/{name}.svg)" if name in alts else left_out for name in PICTURES
    }
