"""Names known beforehand: states, peoples, places, organisations, and the words that names are made of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Final
from zlib import crc32

from blocquotes.model import Entity
from blocquotes.suggest.data import classes, lines
from blocquotes.suggest.pickled import call_with_fields

# Words of the longest name that is looked up.
LONGEST: Final = 7


@dataclass(frozen=True, slots=True)
class Name:
    """What one known name names.

    `of` is the id of a people's land. `governs` is the name of the state whose government is meant where
    this name speaks (capitals, states, seats of government). `registered` marks the entities of a registry.
    """

    id: str
    name: str
    type: str
    of: str | None = None
    governs: str | None = None
    registered: bool = False

    @property
    def is_town(self) -> bool:
        """Whether it is a place that speaks for no state."""
        return self.type == "GPE" and self.governs is None

    def __reduce__(self) -> tuple[Any, ...]:
        return call_with_fields(self)


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Known names by what is printed, and word lists.

    `names` maps what is printed (straight apostrophes, single blanks) to what it names, `upper` the same in
    capitals, `states` the ids of states to them. `lengths` maps the first word of names of several words to the
    number of words of the longest; `tails` the capitalised part of names that go on in lower case (`Atlantic
    alliance`) to what may follow. `given` maps given names to their usual gender, `surnames` are frequent ones,
    `only_given` the given names that are none, `people` both;
    `common` are English words in lower case. `classes` maps a class of words to its words, as in
    `data/name-classes.tsv`; `labels` maps words to the part that they take in names, if that is no name: `title`,
    `function`, `date`. `roles` maps an office to what its holder is called besides (`gov` to `governor`).
    `places` are the registry's buildings by what is printed; `heads` and `openers` map words that end or begin names
    to the type that they say, `nouns` those beside them; `idle` are words that often have a capital and name
    nothing (`The`, `Monday`). `wikidata` maps ids of entities to their Wikidata ids, where known.

    Its tables are called dicts rather than mappings, since the compiled suggester looks into a dict faster.
    """

    names: dict[str, Name]
    upper: dict[str, Name]
    states: dict[str, Name]
    lengths: dict[str, int]
    tails: dict[str, tuple[str, ...]]
    given: dict[str, str]
    surnames: frozenset[str]
    only_given: frozenset[str]
    people: frozenset[str]
    common: frozenset[str]
    classes: dict[str, frozenset[str]]
    labels: dict[str, str]
    roles: dict[str, tuple[str, ...]]
    places: dict[str, Name]
    heads: dict[str, str]
    openers: dict[str, str]
    nouns: dict[str, str]
    idle: frozenset[str]
    wikidata: dict[str, str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Any, ...]:
        return call_with_fields(self)


_NO_ID: Final = re.compile("[^a-z0-9]+")
_LONGEST_ID: Final = 80
# Letters that are no letter with a mark for Unicode, so that they would be left out.
_UNDIVIDED: Final = str.maketrans(
    {
        **dict.fromkeys("øØ", "o"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("đĐðÐ", "d"),
        **dict.fromkeys("æÆ", "ae"),
        **dict.fromkeys("œŒ", "oe"),
        **dict.fromkeys("þÞ", "th"),
        **dict.fromkeys("ßẞ", "ss"),
        "ı": "i",
        "ħ": "h",
    }
)


@lru_cache(maxsize=6_000)
def slug(name: str) -> str:
    """A kebab-case id: `Élysée Palace` → `elysee-palace`; a checksum where no Latin letter is in the name."""
    if name.isascii() and name.replace(" ", "").isalnum():  # as most names, which need no pattern
        return "-".join(name.lower().split())[:_LONGEST_ID].rstrip("-")
    plain = name if name.isascii() else _in_ascii(name)
    words = _NO_ID.sub("-", plain.lower().replace("'", "")).strip("-")[:_LONGEST_ID].strip("-")
    return words or f"name-{crc32(name.encode()):08x}"


def _in_ascii(name: str) -> str:
    """A name in letters without marks: `Élysée` → `Elysee`, `Sørbø` → `Sorbo`."""
    return unicodedata.normalize("NFKD", name.translate(_UNDIVIDED)).encode("ascii", "ignore").decode()


@cache
def load() -> Gazetteer:
    """The gazetteer that ships with the package."""
    names = {form: name for entry in (*_cities(), *_states(), *_others()) for form, name in entry}
    parts = classes("name-classes.tsv")
    given = dict(line.split("\t") for line in lines("given.tsv"))
    surnames = frozenset(lines("surnames.txt"))
    return Gazetteer(
        **_by_name(names),
        given=given,
        surnames=surnames,
        only_given=frozenset(given) - surnames,
        people=surnames.union(given),
        common=frozenset(lines("words.txt")) | parts["newer-word"],
        classes=parts | _combined(parts),
        labels=_labels(parts),
        roles={role: tuple(others.split()) for role, others in (line.split("\t") for line in lines("roles.tsv"))},
        places={},
        heads=_typed(parts, ""),
        openers=_typed(parts, "before-"),
        nouns=_typed(parts, "noun-"),
        idle=frozenset(word.capitalize() for word in parts["function"] | parts["dates"]).difference(names),
    )


def _combined(parts: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Classes made of others, so that one look answers what would take two."""
    titles, before_titles = parts["title"], parts["before-title"]
    firm_nouns = parts["noun-ORG"] - parts["ORG"] - parts["before-ORG"]
    persons = parts["role"] | parts["given-office"] | (titles - parts["address"])
    return {
        "heading-word": parts["heading-word"] | parts["function"],
        "joined-head": parts["for-head"] | parts["pair-head"],
        "before-head": parts["opening"] | parts["direction"],
        "before-name": persons | parts["role"] | firm_nouns | {"new"},
        "before-firm": firm_nouns,
        "title-word": titles | before_titles,
        "title-core": titles | {"general"},
        "only-before-title": before_titles - titles,
        "only-title": titles - before_titles,
        "person-noun": persons,
        "one-person": persons - {f"{noun}s" for noun in persons},
        "title-part": persons | parts["former"],
        "office-word": persons | titles,
        "called": persons | parts["organ"],
        "spoken-of": parts["organ"] | parts["writing"],
        "authored": parts["organ"] | parts["paper"],
        "no-antecedent": (parts["function"] | parts["dates"] | parts["before-question"]) - parts["antecedent"],
    }


def _labels(parts: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Word → its part in names where that is no name; a date before a function word, and that before a title."""
    titles = parts["title"] | parts["before-title"]
    return (
        dict.fromkeys(titles, "title")
        | dict.fromkeys(parts["function"], "function")
        | dict.fromkeys(parts["dates"], "date")
    )


def _typed(parts: Mapping[str, frozenset[str]], prefix: str) -> dict[str, str]:
    """Word → type of the names that it ends or, with the prefix, begins; the earlier type has it."""
    return {word: kind for kind in reversed(_TYPES) for word in parts.get(prefix + kind, ())}


_TYPES: Final = ("ORG", "FAC", "LOC", "GPE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT")


def with_registry(base: Gazetteer, entities: Iterable[Entity]) -> Gazetteer:
    """The gazetteer with the entities of a registry in it, which win over names known beforehand.

    Where two entities share a form, the one whose canonical name it is has it, else the first.
    """
    names = dict(base.names)
    places: dict[str, Name] = {}
    wikidata: dict[str, str] = {}
    for entity in (e for e in entities if e.named):
        known = base.names.get(entity.name)
        governs = known.governs if known else None
        name = Name(entity.id, entity.name, entity.type, entity.of, governs, registered=True)
        if entity.wikidata:
            wikidata[entity.id] = entity.wikidata
        for form in (entity.name, *entity.aliases):
            if entity.type == "FAC":
                places[_plain(form)] = name
            taken = names.get(_plain(form))
            if taken is None or not taken.registered or form == entity.name:
                names[_plain(form)] = replace(name, governs=governs or (taken.governs if taken else None))
    return replace(base, places=places, wikidata=wikidata, **_by_name(names))


def _by_name(names: dict[str, Name]) -> dict[str, Any]:
    """The fields of a gazetteer that follow from its names."""
    return {
        "names": names,
        "upper": {form.upper(): name for form, name in names.items() if len(form) > 3},
        "states": {name.id: name for name in names.values() if name.governs == name.name},
        "lengths": _lengths(names),
        "tails": _tails(names),
    }


def _lengths(names: Mapping[str, Name]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for form in names:
        first, *rest = form.split(" ")
        if rest:
            for word in (first, first.upper()):
                lengths[word] = max(lengths.get(word, 1), len(rest) + 1)
    return lengths


def _tails(names: Mapping[str, Name]) -> dict[str, tuple[str, ...]]:
    tails: dict[str, tuple[str, ...]] = {}
    for form in names:
        # "Atlantic alliance", and "Tex." for the "Tex" of "R-Tex."
        if match := re.search(r"(?: [a-z]+)+$|(?<=[a-z])\.$", form):
            tails[form[: match.start()]] = (*tails.get(form[: match.start()], ()), match.group())
    return tails


def _plain(form: str) -> str:
    return " ".join(form.replace("’", "'").split())


def _cities() -> Iterator[list[tuple[str, Name]]]:
    for city in lines("cities.txt"):
        yield [(city, Name(slug(city), city, "GPE"))]


def _states() -> Iterator[list[tuple[str, Name]]]:
    for line in lines("countries.tsv"):
        forms, peoples, capitals = (column.split("|") for column in line.split("\t"))
        state = forms[0]
        yield [(form, Name(slug(state), state, "GPE", governs=state)) for form in forms]
        yield _people(peoples, state) if peoples[0] else []
        capital = Name(_capital_id(capitals[0]), capitals[0], "GPE", governs=state)
        yield [(form, capital) for form in capitals if form]


def _capital_id(capital: str) -> str:
    return "washington-dc" if capital == "Washington" else slug(capital)


def _people(forms: list[str], land: str) -> list[tuple[str, Name]]:
    name = Name(slug(forms[0]), forms[0], "NORP", of=slug(land))
    plurals = [form + "s" for form in forms if not form.endswith(("s", "ese", "sh", "ch", "men", "ppine"))]
    # "Laos" is the land, though "Lao" is of the people.
    return [(form, name) for form in (*forms, *plurals) if form in forms or form != land]


def _others() -> Iterator[list[tuple[str, Name]]]:
    for line in lines("names.tsv"):
        kind, printed, *of = line.split("\t")
        forms = printed.split("|")
        if kind == "NORP":
            yield _people(forms, of[0])
        else:
            name = Name(slug(forms[0]), forms[0], kind, governs=of[0] if of else None)
            yield [(_plain(form), name) for form in forms]
