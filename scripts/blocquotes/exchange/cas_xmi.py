"""UIMA CAS as XMI: one file an article, and the type system beside them."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cassis import load_cas_from_xmi

from blocquotes.corpus import Corpus
from blocquotes.exchange import cas, reading
from blocquotes.exchange.document import Document, refuse
from blocquotes.model import Article

DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 has no way to write (W3C, Extensible Markup Language 1.0, 2.2)."""


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`<article>.xmi` for each article, and `TypeSystem.xml`.

    Raises:
        RefusedError: a text holds a character that XML cannot.
    """
    yield "TypeSystem.xml", cas.type_system().to_xml().encode()
    for article in articles:
        if found := CONTROL.search(article.text):
            must = "a text written as XML must have no control character"
            found_at = f"U+{ord(found[0]):04X} at {found.start()}"
            raise refuse(article.id, must, found_at, "export it as cas-json")
        yield f"{article.id}.xmi", f"{cas.to_cas(article).to_xmi(pretty_print=True)}".encode()


def read(path: Path, text_of: Callable[[str], str]) -> Iterator[Document]:
    """The document of an XMI file of our type system; annotations of other types in it are left out.

    Raises:
        RefusedError: the file is none, or anything in it does not hold.
    """
    # Without its declaration the text is UTF-8 and nothing else, so no other encoding can hide a DOCTYPE.
    text = DECLARATION.sub("", reading.read_text(path), count=1)
    if "<!DOCTYPE" in text:
        raise refuse(path.name, "XMI must have no DOCTYPE", "one", reading.AGAIN)
    types = cas.type_system()
    yield cas.document(path, cas.load(path, lambda: load_cas_from_xmi(text, typesystem=types, lenient=True)), text_of)
