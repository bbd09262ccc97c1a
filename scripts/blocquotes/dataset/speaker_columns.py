"""What the tables say of the speakers of a quote beside their names: office, affiliation, country."""

from collections.abc import Iterable, Sequence
from typing import Any

from blocquotes.model import Article, Entity, Quote

Row = dict[str, Any]

# From the basis that is worth least to the one that is worth most.
BASES = ("unknown", "inferred", "stated")


def columns(article: Article, quote: Quote, countries: Iterable[str | None]) -> Row:
    """The columns of a quote about its speakers, each the sorted union over them, given their countries."""
    roles = [role for role in article.roles if role.entity in quote.speakers]
    return {
        "speaker_offices": _union([role.office for role in roles]),
        "speaker_affiliation_ids": _union([role.affiliation for role in roles]),
        "speaker_country_ids": _union(countries),
    }


def country(entity: Entity) -> str | None:
    """The country of an entity: the one that it belongs to, or the state that it governs."""
    if entity.country:
        return entity.country.value
    return entity.of if entity.type == "ORG" else None


def _union(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def weakest(bases: Sequence[str]) -> str:
    """The basis that is worth least; `unknown` where there is none."""
    return min(bases, key=BASES.index, default=BASES[0])
