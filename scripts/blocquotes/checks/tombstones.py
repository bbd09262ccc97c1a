"""The check of the tombstones: a removed id is never used again."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding, Path


def check_tombstones(record: Record, corpus: Index) -> Iterator[Finding]:
    """No record has the id of a tombstone, and no id has two of them."""
    seen: set[tuple[str, str]] = set()
    for i, tombstone in enumerate(record.value["tombstones"]):
        path: Path = ("tombstones", i, "id")
        kind, id_ = tombstone["kind"], tombstone["id"]
        if (kind, id_) in seen:
            yield finding(record, "tombstone-id", path, f"a second tombstone of the {kind} {id_}")
        elif _is_used(kind, id_, corpus):
            yield finding(record, "tombstone-id", path, f"the corpus has the {kind} {id_}")
        seen.add((kind, id_))


def _is_used(kind: str, id_: str, corpus: Index) -> bool:
    if kind != "quote":
        return corpus.has(kind, id_)
    article, _, quote = id_.partition("#")
    found = corpus.complete("article", article) if corpus.known("article", article) else None
    return found is not None and any(q["id"] == quote for q in found.value["quotes"])
