"""What XML 1.0 can hold of a text."""

import re

from blocquotes.exchange.document import refuse
from blocquotes.model import Article

# Characters that XML 1.0 has no way to write (W3C, Extensible Markup Language 1.0, 2.2).
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_text(article: Article, fix: str) -> None:
    """Does nothing for a text that XML can hold.

    Raises:
        Refusal: the text has a character that XML cannot write.
    """
    if found := CONTROL.search(article.text):
        must = "a text written as XML must have no control character"
        raise refuse(article.id, must, f"U+{ord(found[0]):04X} at {found.start()}", fix)
