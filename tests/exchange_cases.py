"""What the tests of the exchange share: the command as a user types it, and an article whose offsets are awkward."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def blocquotes(root: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "blocquotes", "--root", str(root), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


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
    path = root / "corpus" / "articles" / "900-awkward.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    assert blocquotes(root, "fmt", path).returncode == 0
