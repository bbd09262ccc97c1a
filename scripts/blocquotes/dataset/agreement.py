"""The generated part `agreement`: how far the passes agree, with each other and with the articles."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from blocquotes.corpus import Index
from blocquotes.dataset import pass_rows, reading
from blocquotes.dataset.generated_parts import table
from blocquotes.dataset.reading import File

if TYPE_CHECKING:
    from blocquotes.agree.bootstrap import Interval
    from blocquotes.agree.measures import Figures, Name
    from blocquotes.agree.sums import Sums

# Rows of the table: label, and measure, quotes and figure as `blocquotes agree` names them.
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

# What the articles are called beside the passes.
ARTICLES = "articles"

Pair = tuple[str, str]
Grid = tuple[Sequence[Pair], Sequence[tuple[str, "Name"]]]


def part(index: Index) -> str:
    """Figures in percent with 95 % intervals: a table for the passes over quotes, and one for those over layers."""
    from blocquotes.agree import bootstrap

    of_pass: dict[str, dict[str, File]] = {}
    for file in reading.files(index, "pass"):
        of_pass.setdefault(pass_rows.pass_name(file.path), {})[file.id] = file
    over_quotes = sorted(name for name in of_pass if not name.startswith(OVER_LAYERS))
    over_layers = sorted(name for name in of_pass if name.startswith(OVER_LAYERS))
    annotated = set[str]().union(*of_pass.values())
    of_pass[ARTICLES] = {file.id: file for file in reading.files(index, "article") if file.id in annotated}
    grids: tuple[Grid, ...] = ((_pairs(over_quotes), AGREEMENT), (_pairs(over_layers), LAYERS))
    found = _compared(index, of_pass, grids)
    tables = [_table(pairs, rows, found) for pairs, rows in grids if pairs]
    # They would stay in memory while all rows are made.
    bootstrap.forget_draws()
    return "\n\n".join(tables)


def _pairs(names: Sequence[str]) -> list[Pair]:
    """Every pair of passes, and each pass with the articles."""
    return [*combinations(names, 2), *((name, ARTICLES) for name in names)]


def _compared(index: Index, of_pass: Mapping[str, Mapping[str, File]], grids: Sequence[Grid]) -> "dict[Pair, Sums]":
    """What each pair of passes has in common, counted article by article in order of the names of their seeds."""
    from blocquotes.agree import sums

    numbers: dict[str, int] = {}
    found = {pair: sums.Sums({name[:2] for _, name in rows}, numbers) for pairs, rows in grids for pair in pairs}
    seeds = {id_: _seed(index, id_) for id_ in of_pass[ARTICLES]}
    for id_ in sorted(seeds, key=seeds.__getitem__):
        here = {name: files[id_] for name, files in of_pass.items() if id_ in files}
        read = sums.read({name: reading.resolved(index.layout, file) for name, file in here.items()})
        sums.add(found, read, lambda speaker: _name(index, speaker))
    return found


def _seed(index: Index, article: str) -> str:
    """The name of the seed of an article."""
    known = index.known("article", article)
    assert known
    return str(known.value["seed"]["file"])


def _name(index: Index, speaker: str) -> str:
    """The name of a speaker; the id if it has none, or is no entity of the corpus."""
    known = index.known("entity", speaker)
    return (known and known.value["name"]) or speaker


def _table(pairs: Sequence[Pair], rows: Sequence[tuple[str, "Name"]], found: "Mapping[Pair, Sums]") -> str:
    figures = [found[pair].figures() for pair in pairs]
    head = ("in percent", *(f"{one} and {other}" for one, other in pairs))
    return table(head, [(label, *(_figure(name, *one) for one in figures)) for label, name in rows])


def _figure(name: "Name", figures: "Figures", intervals: "Mapping[Name, Interval]") -> str:
    value, interval = figures.get(name), intervals.get(name)
    if value is None:
        return "–"
    return f"{100 * value:.1f}" + (f" ({100 * interval[0]:.1f} to {100 * interval[1]:.1f})" if interval else "")
