"""Checkouts for the tests of the preview: one whose every text is hostile, one with a finding of each kind of place."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
VALID = ROOT / "tests" / "cases" / "valid"

EVIL = (
    "<script>window.fired=1</script><img src=x onerror=window.fired=1><svg onload=window.fired=1>"
    "' onmouseover='window.fired=1' autofocus onfocus=window.fired=1 \" style=\"color:red\" </style></title></script>"
    "</textarea><!-- &lt;b&gt; {{7*7}}{% raw %}{# javascript:window.fired=1 \u202e\u2066\u200b\u2028\ufeff"
)
"""Whatever may run, break out of where it stands, or turn the words around it."""

CONTROLS = "\x1b[31m\x07\x7f\x85"
"""Control characters, which a seed may hold, and a line of a record not."""

LINES = (
    *("name", "description", "paraphrase", "occasion", "note", "reasoning", "outside", "wikidata_evidence"),
    "no_speaker",
)
"""Fields that hold whatever a contributor writes."""


def hostile(root: Path) -> Path:
    """The valid corpus of the cases with hostile words in all its texts, names, notes, and in a file's name."""
    shutil.copytree(VALID, root)
    shutil.copytree(ROOT / "schema", root / "schema")
    for path in sorted((root / "seeds").glob("*.txt")):
        path.write_bytes(_spoiled(path.read_text(encoding="utf-8")).encode())
    for path in sorted((root / "corpus").rglob("*.json")):
        value = _walk(json.loads(path.read_text(encoding="utf-8")))
        if "seed" in value:
            seed = (root / "seeds" / value["seed"]["file"]).read_bytes()
            value["seed"]["sha256"] = hashlib.sha256(seed).hexdigest()
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    articles = root / "corpus" / "articles"
    brief = (articles / "pact-brief.json").read_text(encoding="utf-8")
    (articles / "'\"><img src=x onerror=window.fired=1>.json").write_text(brief, encoding="utf-8")
    (articles / "broken.json").write_text(f'{{"id": "{EVIL}\x1b[31m', encoding="utf-8")
    (articles / "nul.json").write_text(brief.replace('"pact-brief.txt"', '"nul.txt"'), encoding="utf-8")
    (root / "seeds" / "nul.txt").write_bytes(b"a\0b")
    return root


def drafted(root: Path) -> Path:
    """The hostile corpus, all of it drafts; confidences go round 0.5, 0.7 and 0.95."""
    hostile(root)
    for kind in ("articles", "entities"):
        for path in (path for path in sorted((root / "corpus" / kind).glob("*.json")) if path.stem != "broken"):
            value = {**json.loads(path.read_text(encoding="utf-8")), "status": "draft"}
            if kind == "articles":
                value["method"] = "rules"
                for i, line in enumerate((*value["quotes"], *value["mentions"])):
                    line["confidence"] = (0.5, 0.7, 0.95)[i % 3]
                for line in value["quotes"]:
                    line["rule"] = "according-to"
            path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return root


def _spoiled(words: str) -> str:
    return words.replace("plans", f"plans{EVIL}{CONTROLS}")


def _walk(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _walk(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_walk(item, key) for item in value]
    if key in LINES and isinstance(value, str):
        return f"{value} {EVIL}"
    return _spoiled(value) if key in ("exact", "from", "to", "prefix", "suffix") else value


def broken(root: Path) -> Path:
    """The real corpus with mistakes: in words, links, regions, JSON, and in a file that articles name."""
    for name in ("corpus", "schema", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    articles = root / "corpus" / "articles"
    path = articles / "000-no-place-for-military-blocs.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["quotes"][1]["cue"] = [{"exact": "said"}]
    value["quotes"][3]["content"][0]["exact"] = "that recent talk between Moscow and Beijing"
    value["quotes"][4]["speakers"] = ["vladimir-putn"]
    value["quotes"][5]["utterances"] = ["no-such-utterance"]
    del next(line for line in value["mentions"] if line["exact"] == "Vladimir Putin")["every"]
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
    _edit(articles / "004-halt-to-nato-expansion.json", '"quotes": [', '"quotes": [,')
    dateline = '{"role": "dateline", "exact": "MOSCOW'
    _edit(articles / "002-no-military-alliance-with-china.json", f'{dateline}:"', f'{dateline}"')
    _edit(root / "corpus" / "entities" / "nato.json", '"ORG"', '"ORGG"')
    return root


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
