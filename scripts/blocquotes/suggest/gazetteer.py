"""Names that are known beforehand: states, peoples, places, organisations, and the words that names are made of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from blocquotes.model import Entity

DATA = Path(__file__).parent / "data"

LONGEST = 7
"""Words of the longest name that is looked up."""


@dataclass(frozen=True, slots=True)
class Name:
    """What one known name names.

    `of` is the id of a people's land. `governs` is the name of the state whose government is meant where
    this name speaks (capitals, states, seats of government). `registered` tells the corpus' own entities.
    """

    id: str
    name: str
    type: str
    of: str | None = None
    governs: str | None = None
    registered: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Known names by what is printed, and word lists.

    `names` maps the printed form (straight apostrophes, single blanks) to what it names, `upper` the same in
    capitals; `lengths` maps the first word of names of several words to the words of the longest one; `given` maps given names to their usual gender; `surnames` are frequent ones; `common` are English words in lower case;
    `parts` maps a class of words (`data/parts.tsv`) to its words.
    """

    names: Mapping[str, Name]
    upper: Mapping[str, Name]
    lengths: Mapping[str, int]
    given: Mapping[str, str]
    surnames: frozenset[str]
    common: frozenset[str]
    parts: Mapping[str, frozenset[str]]


def slug(name: str) -> str:
    """A kebab-case id for a name: `Élysée Palace` → `elysee-palace`; `unnamed` where no letter is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "unnamed"


@cache
def load() -> Gazetteer:
    """The gazetteer that ships with the package."""
    names: dict[str, Name] = {}
    for entry in (*_cities(), *_states(), *_others()):
        for form, name in entry:
            names[form] = name
    given = dict(line.split("\t") for line in _lines("given.tsv"))
    surnames = frozenset(_lines("surnames.txt"))
    parts = {kind: frozenset(words.split()) for kind, words in (line.split("\t") for line in _lines("parts.tsv"))}
    return Gazetteer(names, _upper(names), _lengths(names), given, surnames, frozenset(_lines("words.txt")), parts)


def with_registry(base: Gazetteer, entities: Iterable[Entity]) -> Gazetteer:
    """The gazetteer with the corpus' entities in it, which win over names known beforehand.

    Where two entities share a form, the one whose canonical name it is has it, else the first.
    """
    names = dict(base.names)
    for entity in (e for e in entities if e.named):
        known = base.names.get(entity.name)
        governs = known.governs if known else None
        name = Name(entity.id, entity.name, entity.type, entity.of, governs, registered=True)
        for form in (entity.name, *entity.aliases):
            taken = names.get(_plain(form))
            if taken is None or not taken.registered or form == entity.name:
                names[_plain(form)] = replace(name, governs=governs or (taken.governs if taken else None))
    return replace(base, names=names, upper=_upper(names), lengths=_lengths(names))


def _upper(names: Mapping[str, Name]) -> dict[str, Name]:
    return {form.upper(): name for form, name in names.items() if len(form) > 3}


def _lengths(names: Mapping[str, Name]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for form in names:
        first, *rest = form.split(" ")
        if rest:
            for word in (first, first.upper()):
                lengths[word] = max(lengths.get(word, 1), len(rest) + 1)
    return lengths


def _plain(form: str) -> str:
    return " ".join(form.replace("’", "'").split())


def _lines(file: str) -> Iterator[str]:
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _cities() -> Iterator[list[tuple[str, Name]]]:
    for city in _lines("cities.txt"):
        yield [(city, Name(slug(city), city, "GPE"))]


def _states() -> Iterator[list[tuple[str, Name]]]:
    for line in _lines("countries.tsv"):
        forms, peoples, capitals = (column.split("|") for column in line.split("\t"))
        state = forms[0]
        yield [(form, Name(slug(state), state, "GPE", governs=state)) for form in forms]
        yield _people(peoples, state) if peoples[0] else []
        yield [(form, Name(_capital_id(capitals[0]), capitals[0], "GPE", governs=state)) for form in capitals if form]


def _capital_id(capital: str) -> str:
    return "washington-dc" if capital == "Washington" else slug(capital)


def _people(forms: list[str], land: str) -> list[tuple[str, Name]]:
    name = Name(slug(forms[0]), forms[0], "NORP", of=slug(land))
    plurals = [form + "s" for form in forms if not form.endswith(("s", "ese", "sh", "ch", "men"))]
    return [(form, name) for form in (*forms, *plurals)]


def _others() -> Iterator[list[tuple[str, Name]]]:
    for line in _lines("names.tsv"):
        kind, printed, *of = line.split("\t")
        forms = printed.split("|")
        if kind == "NORP":
            yield _people(forms, of[0])
        else:
            yield [(_plain(form), Name(slug(forms[0]), forms[0], kind, governs=of[0] if of else None)) for form in forms]
