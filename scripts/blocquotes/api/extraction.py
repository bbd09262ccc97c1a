"""Quotes from one text, or from many texts on several cores."""

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Literal, NamedTuple, overload

from blocquotes import jobs
from blocquotes.api import document
from blocquotes.api.document import Document
from blocquotes.bulk.texts import half
from blocquotes.refusal import Refusal
from blocquotes.registry import Registry, read_registry
from blocquotes.suggest import pipeline
from blocquotes.suggest.pipeline import Settings, SuggestError, guarded, uncollected

# Texts, and characters of texts, that a process gets at once: enough that handing them over takes hardly any time.
BATCH, BATCH_CHARACTERS = 64, 2**18

# A registry, or where one is read.
AnyRegistry = Registry | str | PathLike[str] | None

OnError = Literal["raise", "return"]


class ExtractError(ValueError):
    """A text from which no quotes can be extracted; `index` is its place among the texts of `extract_many`, from 0."""

    def __init__(self, message: str, index: int | None = None) -> None:
        super().__init__(message, index)
        self.index = index

    def __str__(self) -> str:
        """What must hold and what was found, with the number of the text if there are several."""
        message: str = self.args[0]
        return message if self.index is None else f"texts[{self.index}]: {message}"


def extract(text: str, *, registry: AnyRegistry = None, wide: bool = False) -> Document:
    """The quotes and mentions of a text; the same text, registry and options always give the same document.

    Args:
        text: The text of an article. Spans count its code points.
        registry: Entities of your own, or the folder or CSV file that `read_registry` reads them from. For many texts,
            read it once.
        wide: Also find wishes, plans, and statements of support or opposition.

    Raises:
        ExtractError: `text` is not a string, or has half of a surrogate pair, or the rules fail on it.
        Refusal: the registry has mistakes.
    """
    return _extract(text, _Given(as_registry(registry), Settings(wide=wide)))


@overload
def extract_many(
    texts: Iterable[str],
    *,
    registry: AnyRegistry = ...,
    wide: bool = ...,
    processes: int = ...,
    on_error: Literal["raise"] = ...,
) -> Iterator[Document]: ...


@overload
def extract_many(
    texts: Iterable[str],
    *,
    registry: AnyRegistry = ...,
    wide: bool = ...,
    processes: int = ...,
    on_error: Literal["return"],
) -> Iterator[Document | ExtractError]: ...


def extract_many(
    texts: Iterable[str],
    *,
    registry: AnyRegistry = None,
    wide: bool = False,
    processes: int = 1,
    on_error: OnError = "raise",
) -> Iterator[Document | ExtractError]:
    """The documents of many texts, lazily and in the order of the texts.

    Texts are read as documents are taken, some ahead of that with several processes, so `texts` may be endless.

    Args:
        texts: The texts, as for `extract`.
        registry: As for `extract`; it is read once.
        wide: As for `extract`.
        processes: How many processes to use. With more than one, a script must call this below
            `if __name__ == "__main__":`, as always with Python's processes.
        on_error: What happens at a text from which no quotes can be extracted. "raise" ends with an `ExtractError`,
            "return" gives the error instead of the document and continues.

    Raises:
        ExtractError: a text is not a string, or the rules fail on it; the message names its index.
        Refusal: the registry has mistakes.
        TypeError: `texts` is a single string.
        ValueError: `processes` or `on_error` has another value.
    """
    if isinstance(texts, str):
        raise TypeError("texts must be an iterable of strings; found a string\nfix: give a list, or call extract")
    if not isinstance(processes, int) or processes < 1:
        raise ValueError(f"processes must be a whole number of 1 or more; found {processes!r}")
    if on_error not in ("raise", "return"):
        raise ValueError(f'on_error must be "raise" or "return"; found {on_error!r}')
    given = _Given(as_registry(registry), Settings(wide=wide))
    here = (_attempt(index, text, given) for index, text in enumerate(texts))
    found = _in_processes(texts, given, processes) if processes > 1 else here
    return _raised(found) if on_error == "raise" else found


class _Given(NamedTuple):
    """What is the same for all texts."""

    registry: Registry
    settings: Settings


# What a process was given when it started, so that the names of a registry are made once and not for every batch.
_given_to_process: list[_Given] = []


def _raised(found: Iterator[Document | ExtractError]) -> Iterator[Document]:
    for one in found:
        if isinstance(one, ExtractError):
            raise one
        yield one


def _in_processes(texts: Iterable[str], given: _Given, processes: int) -> Iterator[Document | ExtractError]:
    try:
        for found in jobs.in_order(_of_batch, _batches(texts), processes, _begin, (given,)):
            yield from found
    except Refusal:
        must = "every process must run to its end; found one that ended early"
        causes = 'call extract_many below `if __name__ == "__main__":`, or use fewer processes if memory is short'
        raise ExtractError(f"{must}\nfix: {causes}") from None


def _begin(given: _Given) -> None:
    _given_to_process[:] = [given]


def _batches(texts: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The texts, some at a time, with the index of the first."""
    first, batch, characters = 0, list[str](), 0
    for text in texts:
        batch.append(text)
        characters += len(text) if isinstance(text, str) else 0
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield first, batch
            first, batch, characters = first + len(batch), [], 0
    if batch:
        yield first, batch


def _of_batch(batch: tuple[int, list[str]]) -> list[Document | ExtractError]:
    first, texts = batch
    return [_attempt(index, text, _given_to_process[0]) for index, text in enumerate(texts, first)]


def _attempt(index: int, text: str, given: _Given) -> Document | ExtractError:
    try:
        return _extract(text, given)
    except ExtractError as error:
        return ExtractError(error.args[0], index)


def _extract(text: str, given: _Given) -> Document:
    if not isinstance(text, str):
        raise ExtractError(f"a text must be a string; found {type(text).__name__} {str(text)[:80]}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ExtractError(f"a text must be Unicode; found {half(text, error.start)}") from None
    words = given.registry.words
    try:
        with guarded(), uncollected():
            return document.of_suggestion(pipeline.suggest(text, "", words, given.settings), words.wikidata)
    except SuggestError as error:
        raise ExtractError(str(error)) from error


_NONE = Registry()


def as_registry(given: AnyRegistry) -> Registry:
    """The registry that is given, or read from where it is; an empty one for None.

    Raises:
        Refusal: the registry has mistakes.
    """
    if given is None:
        return _NONE
    return given if isinstance(given, Registry) else read_registry(given)
