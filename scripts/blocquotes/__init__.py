"""BlocQuotes: an annotated corpus of attributed speech, and a library that finds quotes in English news.

What `__all__` names is public, and documented in docs/api.md; everything else may change at any time. Each name is
imported when it is first used, so that importing the package takes no time.
"""

# This file runs on every Python 3, so that an old one names the version it needs (`__main__`).
#
# Type checkers take a constant of this name as true. The one in `typing` would double the time of the import.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from blocquotes.api.datasets import Table as Table
    from blocquotes.api.datasets import load as load
    from blocquotes.api.document import Document as Document
    from blocquotes.api.document import Entity as Entity
    from blocquotes.api.document import Mention as Mention
    from blocquotes.api.document import Quote as Quote
    from blocquotes.api.document import Spans as Spans
    from blocquotes.api.extraction import ExtractError as ExtractError
    from blocquotes.api.extraction import extract as extract
    from blocquotes.api.extraction import extract_many as extract_many
    from blocquotes.model import Span as Span
    from blocquotes.refusal import Refusal as Refusal
    from blocquotes.registry import Registry as Registry
    from blocquotes.registry import read_registry as read_registry

__version__: str

# Public name → its module.
_HOMES = {
    "Document": "api.document",
    "Entity": "api.document",
    "ExtractError": "api.extraction",
    "Mention": "api.document",
    "Quote": "api.document",
    "Refusal": "refusal",
    "Registry": "registry",
    "Span": "model",
    "Spans": "api.document",
    "Table": "api.datasets",
    "extract": "api.extraction",
    "extract_many": "api.extraction",
    "load": "api.datasets",
    "read_registry": "registry",
}

__all__ = [
    "Document",
    "Entity",
    "ExtractError",
    "Mention",
    "Quote",
    "Refusal",
    "Registry",
    "Span",
    "Spans",
    "Table",
    "extract",
    "extract_many",
    "load",
    "read_registry",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A public name, or the version, when it is first used."""
        from importlib import import_module

        if name == "__version__":
            return import_module("blocquotes.layout").own_version()
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found

    def __dir__() -> "list[str]":
        return sorted([*globals(), *_HOMES, "__version__"])
