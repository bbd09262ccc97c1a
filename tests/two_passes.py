"""Two small passes over one seed, and helpers that write them, for the tests of agreement."""

import hashlib
import json
from pathlib import Path
from typing import Any

import contribute
from blocquotes.layout import Layout

SCHEMA = Path(__file__).parents[1] / "schema"

SEED = """Talks near

“We will talk on Monday,” said Ann Lee.
Ben Roe said the talks are “open to all”.
Ann Lee fears that prices will rise soon.
Roe expects calm.
"""

OTHER = "Roe expects calm, “and soon”, he says.\n"

UNKNOWN = {"value": None, "basis": "unknown"}


def quote(id_: str, type_: str, content: Any, **fields: Any) -> dict[str, Any]:
    """A quote of an article's file; parts are words, or (prefix, words) where the words alone are not unique."""
    value = {"id": id_, "type": type_, "medium": "speech", "content": content, "speakers": [], **fields}
    for part in ("content", "cue", "source"):
        if part in value:
            value[part] = [anchor(words) for words in value[part]]
    return value


def anchor(at: str | tuple[str, str]) -> dict[str, str]:
    return {"exact": at} if isinstance(at, str) else {"prefix": at[0], "exact": at[1]}


def name(at: str | tuple[str, str], type_: str, entity: str, **fields: Any) -> dict[str, Any]:
    return {**anchor(at), "type": type_, "entity": entity, **fields}


def write(root: Path, pass_: str, id_: str, seed: str, **parts: Any) -> Path:
    """Writes a seed and the article file of a pass that annotates it; the first line is a title, or none is."""
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / f"{id_}.txt").write_bytes(seed.encode())
    value = {
        "$schema": "../../schema/article.schema.json",
        "id": id_,
        "seed": {"file": f"{id_}.txt", "sha256": hashlib.sha256(seed.encode()).hexdigest()},
        "method": "human",
        "text_rights": "CC0-1.0",
        "language": "en",
        **dict.fromkeys(("translated_from", "outlet", "published", "byline"), UNKNOWN),
        "origins": [],
        "regions": [{"role": "body", "exact": seed.strip()}],
        "mentions": [],
        "quotes": [],
        **parts,
    }
    folder = root / "corpus" / "passes" / pass_
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{id_}.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


TITLE, BODY = SEED.strip().split("\n\n")

A: dict[str, Any] = {
    "regions": [{"role": "title", "exact": TITLE}, {"role": "body", "exact": BODY}],
    "mentions": [
        name("Ann Lee", "PERSON", "ann-lee", every=True),
        name("Ben Roe", "PERSON", "ben-roe"),
        name(("soon.\n", "Roe"), "PERSON", "ben-roe"),
    ],
    "quotes": [
        quote(
            "talk",
            "direct",
            ["“We will talk on Monday,”"],
            cue=[("Monday,” ", "said")],
            source=[("said ", "Ann Lee")],
            speakers=["ann-lee"],
            utterances=["u1"],
        ),
        quote(
            "open",
            "mixed",
            ["the talks are “open to all”"],
            cue=[("Roe ", "said")],
            source=["Ben Roe"],
            speakers=["ben-roe"],
            utterances=["u1", "u2"],
        ),
        quote(
            "prices",
            "indirect",
            ["that prices will rise soon"],
            cue=["fears"],
            source=[("all”.\n", "Ann Lee")],
            speakers=["ann-lee"],
            medium="thought",
            utterances=["u2"],
        ),
        quote("calm", "indirect", ["calm"], speakers=["ben-roe"]),
    ],
}
B: dict[str, Any] = {
    "regions": [{"role": "section", "exact": TITLE}, {"role": "body", "exact": BODY}],
    "mentions": [name("Ann Lee", "PERSON", "bea-lee", every=True), name("Ben Roe", "ORG", "ben-roe")],
    "quotes": [
        quote(
            "r1",
            "direct",
            ["“We will talk on Monday,”"],
            cue=[("Monday,” ", "said")],
            source=[("said Ann ", "Lee")],
            speakers=["ann-lee"],
            utterances=["v", "w"],
        ),
        quote("r2", "direct", ["“open to all”"], source=["Ben Roe"], speakers=["ben-roe"], utterances=["v"]),
        quote(
            "r3",
            "indirect",
            ["prices will rise soon"],
            cue=["fears"],
            source=[("all”.\n", "Ann Lee")],
            speakers=["bea-lee"],
            utterances=["w"],
        ),
        quote("r4", "direct", ["on Monday"], speakers=["ann-lee"], within="r1"),
    ],
}
"""What two annotators made of the seed: regions differ, so that offsets in the text differ too."""


def checkout(tmp_path: Path) -> Layout:
    """A checkout with the passes `a` and `b` over one seed."""
    (tmp_path / "schema").symlink_to(SCHEMA)
    write(tmp_path, "a", "x", SEED, **A)
    write(tmp_path, "b", "x", SEED, **B)
    entities = tmp_path / "corpus" / "entities"
    entities.mkdir()
    for id_, full in (("ann-lee", "Ann Lee"), ("bea-lee", "Bea Lee")):
        (entities / f"{id_}.json").write_text(json.dumps({"name": full}))
    return Layout(tmp_path)


def ran(layout: Layout, *arguments: str) -> tuple[int, str, str]:
    """The exit code of `blocquotes ARGUMENTS` in a checkout, and what it printed as output and as messages."""
    result = contribute.run(layout.root, *arguments)
    return result.exit_code, result.stdout, result.stderr
