"""UIMA CAS as JSON: one file per article, with the type system inside."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from cassis import load_cas_from_json

from blocquotes.corpus import Corpus
from blocquotes.exchange import cas, reading
from blocquotes.exchange.document import Document, TextOf
from blocquotes.model import Article


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`<article>.json` for each article."""
    for article in articles:
        yield f"{article.id}.json", f"{cas.to_cas(article).to_json(pretty_print=True)}\n".encode()


def read(path: Path, text_of: TextOf) -> Iterator[Document]:
    """The document of a JSON CAS."""
    value = reading.read_json(path)
    structures = reading.field(value, "%FEATURE_STRUCTURES", list, path.name)
    for structure in structures:
        # An empty array is written without its elements, and cassis 0.12 reads none that it wrote so.
        if str(reading.take(structure, dict, path.name).get("%TYPE")).endswith(("Array", "[]")):
            structure.setdefault("%ELEMENTS", [])
    text = json.dumps(value)
    yield cas.document(path, cas.load(path, lambda: load_cas_from_json(text)), text_of)
