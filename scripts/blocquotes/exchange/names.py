"""Makes ids of new quotes: a slug of the first words of the content, unique in the article."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count

WORDS = 3
LENGTH = 60

# Words that say nothing about the subject of a quote.
SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by for from had has have he her his i in is it its of on or our she so that the "
        "their them they this to was we were which who will with would you your",
    )
)


def new_id(content: str, taken: Collection[str]) -> str:
    """An id for a quote of this content: its first `WORDS` content words, with a number if the id is taken."""
    plain = unicodedata.normalize("NFKD", content).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)'(?=\w)", "", plain))
    content_words = [word for word in words if word not in SMALL] or words or ["quote"]
    slug = "-".join(content_words[:WORDS])[:LENGTH].strip("-")
    return next(name for name in _numbered(slug) if name not in taken)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))
