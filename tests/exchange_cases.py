"""What the tests of the exchange share: the command as a user types it, and an article whose offsets are awkward."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import commands
from blocquotes import corpus as corpora
from blocquotes.corpus import Corpus
from blocquotes.exchange import merge, run
from blocquotes.layout import Layout
from blocquotes.model import Article
from commands import Ran

ROOT = Path(__file__).parents[1]
SUFFIXES = {"label-studio": "json", "cas-json": "json", "cas-xmi": "xmi", "brat": "ann", "web-annotation": "jsonld"}
ONE = "001-no-place-for-military-blocs"


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the corpus and the awkward article."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("corpus", "schema", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    awkward(root)
    return root


@pytest.fixture(scope="module")
def loaded(exchanged: Path) -> Corpus:
    """The corpus of that checkout."""
    return corpora.load(Layout(exchanged))


def result(corpus: Corpus, imported: run.Imported) -> Article:
    """The article as it is after an import."""
    return run.model_of(corpus, run.record_of(corpus, Path(imported.file).stem, ""), imported.new)


def blocquotes(root: Path, *arguments: str | Path) -> Ran:
    return commands.blocquotes("--root", root, *arguments)


def articles(root: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((root / "corpus" / "articles").glob("*.json"))}


def awkward(root: Path) -> None:
    """An article with astral characters, CRLF and combining marks before its quote, so that offsets can go wrong."""
    seed = "𝒳𝒴 Café news\r\n\r\nAna 𝒳 Pe\u0301rez said “𝒲e are done\r\nwith it,” twice.\r\n"
    (root / "seeds" / "900_awkward.txt").write_bytes(seed.encode("utf-8"))
    source = next(iter(articles(root).values())).decode("utf-8")
    value = json.loads(source)
    unknown = {"value": None, "basis": "unknown"}
    value |= {
        "id": "900-awkward",
        "seed": {"file": "900_awkward.txt", "sha256": hashlib.sha256(seed.encode("utf-8")).hexdigest()},
        **dict.fromkeys(("translated_from", "outlet", "published", "byline"), unknown),
        "origins": [],
        "regions": [
            {"role": "title", "exact": "𝒳𝒴 Café news"},
            {"role": "body", "from": "Ana 𝒳", "to": "twice."},
        ],
        "mentions": [{"exact": "Ana 𝒳 Pe\u0301rez", "type": "PERSON", "entity": "vladimir-putin"}],
        "quotes": [
            {
                "id": "done",
                "type": "direct",
                "medium": "speech",
                "content": [{"exact": "“𝒲e are done\r\nwith it,”"}],
                "cue": [{"exact": "said"}],
                "source": [{"exact": "Ana 𝒳 Pe\u0301rez"}],
                "speakers": ["vladimir-putin"],
            }
        ],
    }
    value.pop("roles", None)  # they are those of the other article's speakers
    path = root / "corpus" / "articles" / "900-awkward.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    assert blocquotes(root, "fmt", path).returncode == 0


def model(corpus: Corpus, id_: str) -> Article:
    return merge.home(corpus, run.record_of(corpus, id_, id_)).article


def annotated(corpus: Corpus, changed: Sequence[Article], form: str, folder: Path) -> list[Path]:
    """Files of a tool after people annotated the articles as given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in run.module(form).write(changed, corpus):
        (folder / name).write_bytes(data)
    if form == "label-studio":
        tasks = json.loads((folder / "tasks.json").read_bytes())
        done = [{**task, "annotations": [{"result": task["predictions"][0]["result"]}]} for task in tasks]
        (folder / "tasks.json").write_text(json.dumps(done), encoding="utf-8")
    return sorted(folder.glob(f"*.{SUFFIXES[form]}"))


def label_studio(corpus: Corpus, id_: str, folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    (file,) = annotated(corpus, [model(corpus, id_)], "label-studio", folder)
    tasks: list[dict[str, Any]] = json.loads(file.read_bytes())
    return file, tasks


def write(file: Path, value: Any) -> Path:
    file.write_text(json.dumps(value), encoding="utf-8")
    return file
