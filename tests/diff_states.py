"""Pairs of states for the tests of the page of a difference."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from blocquotes.versions.state import State
from edits import (
    ARTICLE,
    OTHER,
    copy,
    edit,
    mention,
    of,
    quote,
    read,
    real_state,
    rewrite,
    set_,
    without,
)
from preview_corpora import EVIL, VALID, hostile

A, B = ARTICLE.removeprefix("articles/"), OTHER.removeprefix("articles/")


def named(pair: tuple[State, State]) -> tuple[State, State]:
    """The states with names that are the same on every machine."""
    return replace(pair[0], name="main"), replace(pair[1], name="HEAD")


def edited(folder: Path) -> tuple[State, State]:
    """The real corpus, and a copy with a change of each kind in two articles and beside them."""
    checkout = copy(folder / "edited")
    for change in (
        quote("us-selfish", set_("speakers", ["xi-jinping"])),
        quote("xi-hegemony", set_("cue", [{"exact": "noted", "prefix": "Xi "}])),
        mention("United Nations", set_("type", "GPE")),
        lambda root: edit(root, ARTICLE, without("mentions", exact="Thailand")),
        lambda root: edit(root, ARTICLE, lambda value: value["regions"][5].update(role="body")),
        rewrite(ARTICLE, outlet={"value": "rt", "basis": "stated", "evidence": [{"exact": "Source"}]}),
        lambda root: edit(root, OTHER, without("quotes", id="principles")),
        rewrite("entities/nato", name="Alliance"),
    ):
        change(checkout)
    return named((real_state(), read(checkout)))


def small(folder: Path) -> tuple[State, State]:
    """The valid corpus of the cases, and a copy with a few changes."""
    pair = []
    for name in ("old", "new"):
        shutil.copytree(VALID, folder / name)
        pair.append(folder / name)
    _rewrite(pair[1] / "corpus" / "articles" / "pact-brief.json", _small_changes)
    _rewrite(pair[1] / "corpus" / "entities" / "north-pact.json", lambda value: value.update(name="Northern Pact"))
    return named((read(pair[0]), read(pair[1])))


def _small_changes(value: Any) -> None:
    safe = of(value["quotes"], id="safe")
    safe.update(speakers=["north-pact"], certain=False, content=[{"exact": "Pact is safe"}])
    value["quotes"].remove(of(value["quotes"], id="not-grow"))
    value["published"].update(value="2021-05", evidence=[{"exact": "May 2021"}])


def evil(folder: Path) -> tuple[State, State]:
    """Two states whose every text, name and note is hostile, and which differ in all articles."""
    root = hostile(folder / "old")
    for path in (*root.glob("corpus/articles/*img*"), *root.glob("corpus/articles/[bn]*.json"), root / "seeds/nul.txt"):
        path.unlink()
    _rewrite(root / "corpus" / "articles" / "pact-stays-north.json", _find_colons)
    shutil.copytree(root, folder / "new")
    for path in sorted((folder / "new" / "corpus").rglob("*.json")):
        _rewrite(path, _turned)
    pair = read(root), read(folder / "new")
    return replace(pair[0], name=EVIL), replace(pair[1], name=EVIL)


def _find_colons(value: Any) -> None:
    """Gives cues that are a colon a context, since the hostile words have colons too."""
    for one in value["quotes"]:
        for anchor in one.get("cue", ()):
            if anchor == {"exact": ":"}:
                anchor["suffix"] = " Pact"


def _turned(value: Any) -> None:
    for key in ("name", "paraphrase", "description"):
        if key in value:
            value[key] = f"{EVIL} {value[key]}"
    for one in value.get("quotes", ()):
        one["note"] = f"{EVIL} and more"
        one["medium"] = "writing"
    if "mentions" in value:
        del value["mentions"][0]


def _rewrite(path: Path, change: Callable[[Any], object]) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
