"""The generated parts of the documents, as Markdown: sums over the data, whose length does not grow with the corpus."""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from blocquotes import schemas
from blocquotes.corpus import Index
from blocquotes.dataset import pass_rows, reading
from blocquotes.dataset.pictures import Picture, alt_texts
from blocquotes.dataset.stored import Rows, Tables, only, split_counts, tally
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from blocquotes.shown import Markdown, code, markdown

if TYPE_CHECKING:
    from blocquotes.agree.bootstrap import Interval
    from blocquotes.agree.measures import Figures, Name

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


def parts(index: Index, rows: Tables, drawn: Sequence[Picture], pictures_folder: str) -> dict[str, str]:
    """Every generated part by its name; pictures are linked in the folder named, as the document sees it."""
    made = of_rows(index.layout, rows, True, drawn, pictures_folder)
    return {**made, "agreement": agreement(index)}


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


# Rows of the part `agreement`: label, and measure, quotes and figure as `blocquotes agree` names them.
AGREEMENT = (
    ("content, same words", ("content-words", "all", "f1")),
    ("of direct and mixed quotes", ("content-words", "direct+mixed", "f1")),
    ("of indirect quotes", ("content-words", "indirect", "f1")),
    ("cue, a word shared", ("cue-word", "all", "f1")),
    ("source, head word", ("source-head", "all", "f1")),
    ("speakers, same ids", ("speaker-id", "all", "f1")),
    ("type, kappa", ("type", "", "kappa")),
    ("medium, kappa", ("medium", "", "kappa")),
    ("mentions with type and entity", ("mention-entity", "", "f1")),
    ("utterance links", ("utterance-links", "", "f1")),
)

# The same for passes over the layers that are added to quotes and mentions which are given.
LAYERS = (
    ("date of saying, same or one within the other", ("said-on", "", "same")),
    ("date of saying, equal", ("said-on-exact", "", "same")),
    ("cue class, same", ("cue-class", "", "same")),
    ("cue lemma, same", ("cue-lemma", "", "same")),
    ("source form, same", ("source-form", "", "same")),
    ("roles", ("role", "", "f1")),
    ("pronouns and descriptions, span", ("chain-span", "", "f1")),
    ("pronouns and descriptions, span and entities", ("chain-entity", "", "f1")),
)

# How the name of a pass over layers begins.
OVER_LAYERS = "layers"


def agreement(index: Index) -> str:
    """How far the passes agree with each other and with the articles: figures in percent with 95 % intervals."""
    of_pass: dict[str, set[str]] = {}
    for file in reading.files(index, "pass"):
        of_pass.setdefault(pass_rows.pass_name(file.path), set()).add(file.id)
    over_quotes = sorted(name for name in of_pass if not name.startswith(OVER_LAYERS))
    over_layers = sorted(name for name in of_pass if name.startswith(OVER_LAYERS))
    annotated = set[str]().union(*of_pass.values())
    files = [file for file in reading.files(index, "article") if file.id in annotated]
    seeds = {file.id: reading.record(index.layout, file).value["seed"]["file"] for file in files}
    of_pass["articles"] = set(seeds)
    ids = sorted(seeds, key=seeds.__getitem__)
    grids = [
        _agreement(index.layout, over_quotes, ids, of_pass, AGREEMENT),
        _agreement(index.layout, over_layers, ids, of_pass, LAYERS),
    ]
    return "\n\n".join(grid for grid in grids if grid)


def _agreement(
    layout: Layout,
    names: Sequence[str],
    ids: Sequence[str],
    of_pass: Mapping[str, set[str]],
    rows: Sequence[tuple[str, tuple[str, str, str]]],
) -> str:
    """A table of these figures for every pair of passes, and of each pass with the articles."""
    from blocquotes.agree import sums

    pairs = [*combinations(names, 2), *((name, "articles") for name in names)]
    if not pairs:
        return ""
    read = {name: of_pass[name] for name in (*names, "articles")}
    found = [compared.figures() for compared in sums.compare(layout, pairs, ids, read)]
    head = ("in percent", *(f"{one} and {other}" for one, other in pairs))
    return table(head, [(label, *(_figure(name, *one) for one in found)) for label, name in rows])


def _figure(name: "Name", figures: "Figures", intervals: Mapping["Name", "Interval"]) -> str:
    value, interval = figures.get(name), intervals.get(name)
    if value is None:
        return "–"
    return f"{100 * value:.1f}" + (f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else "")


PICTURES = ("speakers", "timeline", "utterance", "drift")


def pictures(drawn: Sequence[Picture], folder: str) -> dict[str, str]:
    """A link to each picture, with what it shows in words."""
    alts = {name.removesuffix(".svg"): alt for name, alt in alt_texts(drawn).items()}
    left_out = "(This picture needs the words of the articles, which this release withholds.)"
    return {
        f"picture-{name}": f"![{alts[name]}]({folder}/{name}.svg)" if name in alts else left_out for name in PICTURES
    }
