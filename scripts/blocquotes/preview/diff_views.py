"""The data that the templates of `blocquotes diff --html` show, as frozen dataclasses; texts are not escaped yet."""

from dataclasses import dataclass

from blocquotes.preview.marked_text import Token
from blocquotes.preview.views import Ref
from blocquotes.versions.agreement import Move
from blocquotes.versions.change import Change

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"


@dataclass(frozen=True)
class Grounds:
    """The evidence or reasoning of a value, before and after; None where a state has none."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Card:
    """A record or annotation that changed: its status, its changes, and the evidence of its values.

    `places` are links to it in the text, before and after.
    """

    key: str
    status: str
    kind: str
    id: str
    about: str
    lines: tuple[Change, ...]
    grounds: tuple[Grounds, ...] = ()
    places: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Annotated:
    """A quote or mention as it is marked in a text; `key` and `card` are empty if it did not change."""

    kind: str
    status: str
    type: str
    number: int
    who: str
    key: str = ""
    card: str = ""

    @property
    def changed(self) -> bool:
        """Whether the two states differ in it."""
        return self.status != SAME


@dataclass(frozen=True)
class Cell:
    """A paragraph in one of the two states; `when` says in which, and is empty if it is the same in both."""

    when: str
    role: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Stretch:
    """A paragraph that differs, with a cell for each state that has it; or paragraphs that are the same in both.

    `only` is true if only one state has the article.
    """

    cells: tuple[Cell, ...]
    same: bool
    only: bool = False


@dataclass(frozen=True)
class ArticleDiff:
    """An article that differs; `notice` says what of it is not shown, and why; `more` counts the cards left out.

    `moves` are the figures of its agreement with passes that differ.
    """

    key: str
    id: str
    title: str
    status: str
    language: str
    notice: str
    stretches: tuple[Stretch, ...]
    cards: tuple[Card, ...]
    more: int
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class DiffEntry:
    """An article's line in the list of articles; `href` is empty if the page leaves the article out."""

    id: str
    title: str
    status: str
    changes: int
    href: str
