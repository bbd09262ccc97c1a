"""UIMA CAS as XMI: one file per article, and the type system beside them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cassis import load_cas_from_xmi

from blocquotes.corpus import Corpus
from blocquotes.exchange import cas, reading
from blocquotes.exchange.document import Document, TextOf, need_xml, refuse
from blocquotes.model import Article

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`<article>.xmi` for each article, and `TypeSystem.xml`."""
    yield "TypeSystem.xml", cas.type_system().to_xml().encode()
    for article in articles:
        need_xml(article, "export it as cas-json")
        yield f"{article.id}.xmi", f"{cas.to_cas(article).to_xmi(pretty_print=True)}".encode()


def read(path: Path, text_of: TextOf) -> Iterator[Document]:
    """The document of an XMI file of our type system; annotations of other types in it are left out."""
    # Without its declaration the text is UTF-8 and nothing else, so no other encoding can hide a DOCTYPE.
    text = DECLARATION.sub("", reading.read_text(path), count=1)
    if "<!DOCTYPE" in text:
        raise refuse(path.name, "XMI must have no DOCTYPE", "one", reading.AGAIN)
    types = cas.type_system()
    yield cas.document(path, cas.load(path, lambda: load_cas_from_xmi(text, typesystem=types, lenient=True)), text_of)
