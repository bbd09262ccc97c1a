"""Checks of records against their JSON Schema, with the errors in plain words."""

import calendar
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from blocquotes.checks.findings import MOST_SHOWN, cut_short, finding
from blocquotes.checks.references import nearest_id
from blocquotes.corpus import SCHEMAS, Index, Record
from blocquotes.fields import QUOTE_PARTS
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding, Path
from blocquotes.schemas import MOST_ERRORS
from blocquotes.shown import nearest, shown

if TYPE_CHECKING:
    from jsonschema import ValidationError

TYPE_NAMES = {
    "object": "an object {…}",
    "array": "a list […]",
    "string": 'a string "…"',
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}

# Field that the schemas require on a condition → why.
NEEDED = {
    "evidence": "a value that is stated or inferred needs the words that support it",
    "reasoning": "an inferred value needs the reasoning that leads to it",
    "wikidata_evidence": "a Wikidata id needs the place where it was seen with the name",
    "of": "a NORP needs the id of the country or bloc that it belongs to",
    "from": "a region has `exact`, or `from` and `to`",
    "to": "a region has `exact`, or `from` and `to`",
    "type": "a name needs its type; a pronoun or a description needs its `form`",
    "entity": "a mention needs the entity that it refers to, or several as `entities`",
    "office": "a role has an office, an affiliation or both",
}

# Field that the schemas refuse on a condition → why.
UNFIT = {
    "evidence": "an unknown value has no evidence",
    "outside": "a stated value relies only on the seed",
    "wikidata_evidence": "there is no Wikidata id that it could be evidence for",
    "from": "a region has `exact`, or `from` and `to`",
    "to": "a region has `exact`, or `from` and `to`",
    "prefix": "`every` already means every place of the words",
    "suffix": "`every` already means every place of the words",
    "type": "only a name has a type",
    "stands_for": "only a name stands for a government; name that government as the entity",
    "entity": "a mention has `entity` for one or `entities` for several",
    "source_form": "there is no source",
    "cue_class": "there is no cue",
    "cue_lemma": "there is no cue",
}


# Lists of anchors.
ANCHORS = (*QUOTE_PARTS, "evidence")

# Field that holds an id → the kind of the record that it names.
NAMED_KINDS = {
    **dict.fromkeys(("speakers", "entity", "entities", "stands_for", "via", "of", "affiliation"), "entity"),
    **dict.fromkeys(("outlet", "origins"), "outlet"),
    "utterances": "utterance",
    "article": "article",
}


def check_shape(record: Record, corpus: Index | None = None) -> Iterator[Finding]:
    """A record fits its schema, has its id as file name, and is in the folder of its kind."""
    kind = _kind(record.value)
    if kind and kind != SCHEMAS[record.kind]:
        hint = f"it belongs in corpus/{FOLDERS[kind]}/"
        yield finding(record, "wrong-folder", ("$schema",), f"the schema of this file is the one of an {kind}", hint)
        return
    # A schema can reject a value in two places for the same reason, so equal findings are dropped.
    yield from _once(plain for error in record.shape for plain in _plain(record, error, corpus))
    if len(record.shape) == MOST_ERRORS:
        yield cut_short(record)
    if isinstance(record.value, dict) and isinstance(id_ := record.value.get("id"), str) and id_ != record.id:
        yield finding(record, "file-name", ("id",), f"the id is {shown(id_)}, the file is {record.id}.json")


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[Finding] = set()
    for one in findings:
        if one not in seen:
            seen.add(one)
            yield one


def _kind(value: Any) -> str | None:
    """The kind of record that a value's `$schema` names."""
    schema = value.get("$schema") if isinstance(value, dict) else None
    match = re.fullmatch(r"(?:\.\./)+schema/([a-z]+)\.schema\.json", schema) if isinstance(schema, str) else None
    return match[1] if match and match[1] in FOLDERS else None


def _plain(record: Record, error: "ValidationError", corpus: Index | None) -> Iterator[Finding]:
    """A schema error in plain words."""
    path: Path = tuple(error.absolute_path)
    schema: Any = error.schema
    value: Any = error.instance
    if error.validator == "additionalProperties":
        known = schema["properties"]
        for n, name in enumerate(sorted(set(value) - set(known))):
            near = nearest(name, known) if n < MOST_SHOWN else ""
            hint = near or f"known here: {', '.join(known)}"
            yield finding(record, "unknown-field", (*path, name), shown(name), hint, key=True)
    elif error.validator == "required":
        # jsonschema yields an error for each missing field, but gives the field's name only in its message. Each error
        # therefore yields all missing fields, and `check_shape` drops the repeats.
        for name in (name for name in schema["required"] if name not in value):
            description = schema.get("properties", {}).get(name, {}).get("description", "")
            is_conditional = bool({"then", "else"} & set(error.absolute_schema_path))
            hint = NEEDED[name] if is_conditional and name in NEEDED else description
            yield finding(record, "missing-field", path, f"no {shown(name)}", hint)
    elif error.validator == "type":
        yield finding(record, "wrong-type", path, shown(value), _type_hint(record, error))
    elif error.validator == "format":
        yield finding(record, "bad-date", path, shown(value), _date_hint(value))
    elif schema is False:
        yield from _unfit(record, path, value)
    else:
        yield finding(record, "bad-value", path, shown(value), _id_hint(error, corpus) or _value_hint(error))


def _at(record: Record, path: Path) -> Any:
    """The value at a path of a record."""
    value = record.value
    for step in path:
        value = value[step]
    return value


def _unfit(record: Record, path: Path, value: Any) -> Iterator[Finding]:
    """Fields refused because of others; the error has only the path of their parent, so the value shows which."""
    for name, part in _at(record, path).items():
        if part is value and name in UNFIT:
            found = f"{shown(name)} does not go with the other fields here"
            yield finding(record, "unknown-field", (*path, name), found, UNFIT[name], key=True)


def _id_hint(error: "ValidationError", corpus: Index | None) -> str:
    """The record that a name in the place of an id names; empty if there is none, or the value is no id."""
    fields = [step for step in error.absolute_path if isinstance(step, str) and step in NAMED_KINDS]
    if corpus is None or error.validator != "pattern" or not fields:
        return ""
    if (last := error.absolute_path[-1]) and isinstance(last, int) and last >= MOST_SHOWN:
        return ""  # The comparison takes long, and a report does not show so many.
    return nearest_id(str(error.instance), NAMED_KINDS[fields[-1]], corpus)


def _example(error: "ValidationError", kinds: list[str]) -> str:
    """The value in the right shape, where a list or an anchor is needed and something else is there."""
    field = next((step for step in reversed(error.absolute_path) if isinstance(step, str)), "")
    value = error.instance if isinstance(error.instance, (str, dict)) else "…"
    item = {"exact": value} if field in ANCHORS and isinstance(value, str) else value
    if "array" in kinds:
        return f", such as {shown([item])}"
    return f", such as {shown(item)}" if "object" in kinds and field in ANCHORS else ""


def _type_hint(record: Record, error: "ValidationError") -> str:
    schema: Any = error.schema
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    wanted = f"it must be {' or '.join(TYPE_NAMES[kind] for kind in kinds)}{_example(error, kinds)}"
    beside = _at(record, tuple(error.absolute_path)[:-1])
    has_basis = "then" in error.absolute_schema_path and isinstance(beside, dict) and "basis" in beside
    return f"{wanted}, since `basis` is {shown(beside['basis'])}" if has_basis else wanted


def _date_hint(value: str) -> str:
    """How many days the month of an unreal day has; empty if it is no month either."""
    date = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-[0-9]{2}", value)
    if not date or date[1] == "0000":
        return ""
    year, month = int(date[1]), int(date[2])
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def _value_hint(error: "ValidationError") -> str:
    schema: Any = error.schema
    kind = error.validator
    if kind == "enum":
        near = nearest(error.instance, schema["enum"]) if isinstance(error.instance, str) else ""
        return " ".join(filter(None, (near, f"allowed: {', '.join(schema['enum'])}")))
    if kind == "const":
        return f"allowed: {shown(schema['const'])}"
    if kind in ("minItems", "minLength"):
        return "it must not be empty; if there is nothing to say, leave the field out"
    if kind == "maxLength":
        return f"at most {schema['maxLength']} characters"
    if kind == "uniqueItems":
        return "the same item is given twice"
    return str(schema.get("description", ""))
