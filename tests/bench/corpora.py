"""Makes corpora of any size for benchmarks: copies of the real articles whose words differ.

A round is a copy of all real articles and utterances under ids of its own. Its long words are replaced by made-up words
of the same length, the same ones in every article of the round, so that articles of one round share passages as the
real ones do, and those of different rounds do not. Names, outlets and entities with a name
stay. Every tenth round has the passes.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from blocquotes.form import written

ROOT = Path(__file__).parents[2]

# Fields of a record that quote the seed.
QUOTING = ("exact", "prefix", "suffix", "from", "to")

# Fields that are written in words of their own.
PROSE = ("reasoning", "outside", "note", "paraphrase", "occasion")

# Short words are mostly those by which the language is recognised, so they stay.
REPLACEABLE = re.compile(r"(?<![\w’'-])[a-z]{6,}(?![\w’'-])")

# A word with an apostrophe or a hyphen beside it, which an anchor can end before.
JOINED = re.compile(r"[a-z]{6,}(?=[’'-])|(?<=[’'-])[a-z]{6,}")

# Letters inside made-up words. With few of them, rounds get the same words of six letters, and share passages: in a
# corpus of 4,000 articles 27 each, in one of 1,000 articles 7. With vowels, one could hold a word that an anchor names,
# such as “our”.
LETTERS = "bcdfghjklmnprstvwz"

# A round has the passes if its number is a multiple of this.
PASSES_EVERY = 10

# Documents and settings that a build needs beside the records.
FIXED = ("schema", "docs/card.md", "DATASHEET.md", "LICENSE-DATA", "VERSION", "corpus/entities", "corpus/outlets")


def write(target: Path, articles: int) -> None:
    """Writes a checkout with so many articles, rounded up to full rounds, into a new folder.

    The smaller corpus is a part of the larger one.
    """
    for name in FIXED:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, target / name)
    real = Real()
    for value in real.entities:
        (target / "corpus" / "entities" / f"{value['id']}.json").unlink()
    for number in range(-(-articles // len(real.articles))):
        _write_round(target, real, number)


class Real:
    """The real records and seeds, and the words of the seeds that copies replace."""

    def __init__(self) -> None:
        self.articles = _records("corpus/articles")
        self.utterances = _records("corpus/utterances")
        self.entities = [value for value in _records("corpus/entities") if value.get("named") is False]
        self.passes = {path.name: _records(f"corpus/passes/{path.name}") for path in _folders("corpus/passes")}
        quotes = [quote for one in self.passes.values() for value in one for quote in value["quotes"]]
        self.own_utterances = sorted({id_ for quote in quotes for id_ in quote.get("utterances", ())})
        names = [value["seed"]["file"] for value in self.articles]
        self.seeds = {name: (ROOT / "seeds" / name).read_bytes().decode("utf-8") for name in names}
        self.words = sorted(_replaceable(self))


def _folders(name: str) -> list[Path]:
    return sorted(path for path in (ROOT / name).glob("*") if path.is_dir())


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / name).glob("*.json"))]


def _quoted(value: Any) -> Iterator[str]:
    """Every string of a record that quotes a seed."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, (dict, list)):
            yield from _quoted(part)
        elif key in QUOTING:
            yield part


def _facts(value: Any) -> Iterator[str]:
    """Every string of a record that a check may compare with the words of the seed; no ids."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, (dict, list)):
            yield from _facts(part)
        elif isinstance(part, str) and key not in (*QUOTING, *PROSE) and "-" not in part:
            yield part


def _replaceable(real: Real) -> set[str]:
    """The words that can be replaced: no part of a name, and cut by no anchor."""
    seeds = "\n".join(real.seeds.values())
    whole = set(re.findall(r"\w+", seeds))
    records = [*real.articles, *real.utterances, *(value for one in real.passes.values() for value in one)]
    edges = {
        part
        for record in records
        for words in _quoted(record)
        for part in (re.findall(r"\w+", words) or [""])[:: max(1, len(re.findall(r"\w+", words)) - 1)]
    }
    named = " ".join(
        word
        for record in (*_records("corpus/entities"), *_records("corpus/outlets"))
        for word in (record["name"] or "", *record.get("aliases", ()))
    )
    named += " ".join(words for record in records for words in _facts(record))
    # The lexicon of cues and the list of pronouns must know these.
    kept_parts = [
        part["exact"]
        for record in records
        for part in (*record.get("mentions", ()), *(cue for q in record.get("quotes", ()) for cue in q.get("cue", ())))
    ]
    named += " " + " ".join(kept_parts)
    cut = "|".join(re.escape(edge) for edge in edges - whole if edge)
    kept = set(re.findall(r"\w+", named.lower()))
    found = set(REPLACEABLE.findall(seeds)) - kept - set(JOINED.findall(seeds))
    return {word for word in found if not (cut and re.search(cut, word))}


def replacements(words: list[str], number: int) -> Mapping[str, str]:
    """Made-up words for the words, no two alike; round 0 keeps them."""
    if number == 0:
        return {}
    found: dict[str, str] = {}
    taken = set(words)
    for word in words:
        for attempt in range(1_000):
            made = _made_up(f"{number} {attempt} {word}", len(word))
            if made not in taken:
                break
        taken.add(made)
        found[word] = made
    return found


def _made_up(key: str, length: int) -> str:
    """A word that follows from the key, and is no part of another word."""
    digest = hashlib.blake2b(key.encode("utf-8"), digest_size=64).digest()
    return f"q{''.join(LETTERS[byte % len(LETTERS)] for byte in digest[: length - 2])}x"


def _write_round(target: Path, real: Real, number: int) -> None:
    made = replacements(real.words, number)

    def reworded(text: str) -> str:
        return REPLACEABLE.sub(lambda match: made.get(match[0], match[0]), text)

    named = [value["id"] for value in (*real.articles, *real.utterances, *real.entities)]
    # Utterances of the passes' own too: else quotes of all rounds would report the same one, and each two be compared.
    ids = {id_: f"{id_}-{number:05}" for id_ in (*named, *real.own_utterances)}
    seeds: dict[str, dict[str, str]] = {}
    for name, text in real.seeds.items():
        data = reworded(text).encode("utf-8")
        seeds[name] = {"file": f"{name[:3]}{number:05}_{name[4:]}", "sha256": hashlib.sha256(data).hexdigest()}
        _put(target / "seeds" / seeds[name]["file"], data)

    def copied(value: Any, key: object = None) -> Any:
        if key == "seed":
            return seeds[value["file"]]
        if isinstance(value, dict):
            return {name: copied(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [copied(part) for part in value]
        return reworded(value) if key in QUOTING else ids.get(value, value)

    passes = real.passes if number % PASSES_EVERY == 0 else {}
    folders = {"articles": real.articles, "utterances": real.utterances, "entities": real.entities}
    for folder, values in {**folders, **{f"passes/{name}": one for name, one in passes.items()}}.items():
        for value in values:
            path = target / "corpus" / folder / f"{ids[value['id']]}.json"
            _put(path, written(copied(value)).encode("utf-8"))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
