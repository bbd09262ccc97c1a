"""Checks of files as bytes, and of records against their JSON Schema in plain words."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from blocquotes.corpus import Corpus, Record
from blocquotes.layout import FOLDERS
from blocquotes.model import Finding, Path

if TYPE_CHECKING:
    from jsonschema import ValidationError

TROUBLES = {"size": "file-size", "encoding": "file-encoding", "bom": "file-encoding", "syntax": "json-syntax"}

TYPE_NAMES = {
    "object": "an object {…}",
    "array": "a list […]",
    "string": 'a string "…"',
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def finding(record: Record, rule: str, path: Path, found: str, hint: str = "", key: bool = False) -> Finding:
    """A finding at the place of a value in a record's file, or of its key."""
    line, column = record.source.place(path, key)
    return Finding(rule, record.file, line, column, found, hint)


def nearest(word: str, choices: Any) -> str:
    """The choice that a misspelt word is nearest to, as a question; empty where none is near."""
    best = process.extractOne(word, sorted(choices), score_cutoff=70)
    return f"did you mean {best[0]!r}?" if best else ""


def check_strays(corpus: Corpus) -> Iterator[Finding]:
    """`corpus/` holds records in their folders and nothing else."""
    for file in corpus.strays:
        yield Finding("wrong-folder", file, 1, 1, "this file is in none of the four folders, or no .json file")


def check_bytes(record: Record) -> Iterator[Finding]:
    """A file is UTF-8, JSON, of sensible size, and gives each field once."""
    if trouble := record.source.trouble:
        yield finding(record, TROUBLES[trouble.kind], (), trouble.message)
    elif record.source.json:
        for path in record.source.json.duplicates:
            yield finding(record, "duplicate-key", path, f"{path[-1]!r} is given more than once", key=True)


def check_shape(record: Record) -> Iterator[Finding]:
    """A record is what its schema asks for, is named as its id, and lies in the folder of its kind."""
    kind = _kind(record.value)
    if kind and kind != record.kind:
        hint = f"it belongs into corpus/{FOLDERS[kind]}/"
        yield finding(record, "wrong-folder", ("$schema",), f"the schema of this file is the one of an {kind}", hint)
        return
    for error in record.shape:
        yield from _plain(record, error)
    if isinstance(record.value, dict) and isinstance(id_ := record.value.get("id"), str) and id_ != record.id:
        yield finding(record, "file-name", ("id",), f"the id is {id_!r}, the file is {record.id}.json")


def _kind(value: Any) -> str | None:
    """The kind of record that a value's `$schema` names."""
    schema = value.get("$schema") if isinstance(value, dict) else None
    match = re.fullmatch(r"\.\./\.\./schema/([a-z]+)\.schema\.json", schema) if isinstance(schema, str) else None
    return match[1] if match and match[1] in FOLDERS else None


def _plain(record: Record, error: "ValidationError") -> Iterator[Finding]:
    """A schema error in plain words."""
    path: Path = tuple(error.absolute_path)
    schema: Any = error.schema
    value: Any = error.instance
    if error.validator == "additionalProperties":
        known = schema["properties"]
        for name in sorted(set(value) - set(known)):
            hint = nearest(name, known) or f"known here: {', '.join(known)}"
            yield finding(record, "unknown-field", (*path, name), f"{name!r}", hint, key=True)
    elif error.validator == "required":
        missing = next(name for name in schema["required"] if f"{name!r} is" in error.message)
        yield finding(record, "missing-field", path, f"no {missing!r}", _required_hint(error))
    elif error.validator == "type":
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        wanted = " or ".join(TYPE_NAMES[kind] for kind in kinds)
        yield finding(record, "wrong-type", path, shown(value), f"{path[-1] if path else 'it'} is {wanted}")
    elif error.validator == "format":
        yield finding(record, "bad-date", path, shown(value))
    elif schema is False:
        yield finding(record, "unknown-field", path, f"{path[-1]!r} does not go with the fields beside it", key=True)
    else:
        yield finding(record, "bad-value", path, shown(value), _value_hint(error))


def _required_hint(error: "ValidationError") -> str:
    basis = error.instance.get("basis") if isinstance(error.instance, dict) else None
    return f"a value whose basis is {basis} needs it" if "then" in error.absolute_schema_path and basis else ""


def shown(value: Any) -> str:
    """A value as it is shown in a finding: short, and on one line."""
    words = repr(value)
    return words if len(words) <= 80 else words[:79] + "…"


def _value_hint(error: "ValidationError") -> str:
    schema: Any = error.schema
    kind = error.validator
    if kind == "enum":
        near = nearest(error.instance, schema["enum"]) if isinstance(error.instance, str) else ""
        return " ".join(filter(None, (near, f"allowed: {', '.join(schema['enum'])}")))
    if kind == "const":
        return f"allowed: {schema['const']!r}"
    if kind in ("minItems", "minLength"):
        return "it must not be empty; leave the field out where there is nothing to say"
    if kind == "maxLength":
        return f"at most {schema['maxLength']} characters"
    if kind == "uniqueItems":
        return "the same item is given twice"
    return str(schema.get("description", ""))
