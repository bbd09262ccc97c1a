"""Text in, suggestion out: the one place where the stages of the suggester are called."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

from blocquotes.model import Region, Span
from blocquotes.sentences import tokenize
from blocquotes.suggest.joining.quotes import SuggestedQuote, quotes_of
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.mentions import SuggestedMention, find_mentions
from blocquotes.suggest.pickled import call_with_fields
from blocquotes.suggest.speakers.discourse import Speaker, read_discourse
from blocquotes.suggest.speakers.resolve import resolve_speakers, stands_for
from blocquotes.suggest.text.line_breaks import unwrap
from blocquotes.suggest.text.namesakes import namesakes


class SuggestError(Exception):
    """An error inside the suggester on one text; the message says which, and where in the code."""


@contextmanager
def guarded(*expected: type[Exception]) -> Iterator[None]:
    """Turns any exception of the block, but those `expected`, into a `SuggestError`: one text never stops the others.

    Raises:
        SuggestError: the block raised an exception.
    """
    try:
        yield
    except expected:
        raise
    except Exception as error:
        frame = extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        raise SuggestError(
            f"the rules must handle every text; found {type(error).__name__} at {place}\nfix: report it with the text"
        ) from error


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the collector of cycles: suggestions make none, and looking for them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True)
class Settings:
    """What a suggestion covers.

    `wide` adds quotes of wishing, planning and taking sides. `is_page` says that the text is a raw page, whose
    headline, byline and links are separated from its running text; all of another text is running text.
    """

    wide: bool = False
    is_page: bool = False

    def __reduce__(self) -> tuple[Any, ...]:
        return call_with_fields(self)


class Page(NamedTuple):
    """A raw text, its regions, and the text of the regions that carry annotations, joined by blank lines."""

    seed: str
    text: str
    regions: Sequence[Region]

    @property
    def areas(self) -> list[Span]:
        """The regions that carry annotations, as spans of `text`."""
        return [region.text for region in self.regions if region.text is not None]


class Suggestion(NamedTuple):
    """What the rules find in one text; every span counts code points of `page.text`.

    `speakers` holds the speakers of each quote, in the order of `quotes`, and () where none was found. `stands_for`
    gives the government that a mention means, by the mention's span.
    """

    page: Page
    mentions: Sequence[SuggestedMention]
    quotes: Sequence[SuggestedQuote]
    speakers: Sequence[tuple[Speaker, ...]]
    stands_for: Mapping[Span, str]


DEFAULT = Settings()


def suggest(text: str, article: str, registry: Gazetteer, settings: Settings = DEFAULT) -> Suggestion:
    """The suggestion for a text; the same text, registry and settings always give the same one.

    `article` is the id of the text. It becomes part of the ids of speakers without a name.
    """
    page = Page(text, *_regions(text, settings.is_page))
    # Offsets are the same in both.
    unwrapped = unwrap(page.text)
    tokens = tokenize(unwrapped)
    sure = namesakes(tokens)
    quotes = quotes_of(tokens, settings.wide, sure)
    mentions = find_mentions(unwrapped, page.areas, registry, sure)
    discourse = read_discourse(tokens, article, quotes, mentions, registry)
    speakers = resolve_speakers(discourse, quotes)
    return Suggestion(page, mentions, quotes, speakers, stands_for(discourse, quotes))


def _regions(text: str, is_page: bool) -> tuple[str, Sequence[Region]]:
    """The published text of a raw text, and its regions."""
    if is_page:
        # The texts of a table are no pages, and the patterns of pages take a fifth of the time to start.
        from blocquotes.suggest.page.regions import cut_page

        laid, published = cut_page(text)
        return published, laid
    whole = Span(0, len(text))
    return text, (Region("body", whole, whole, False),)
