"""One difference between two states of the dataset, as a reviewer sees it."""

from collections.abc import Callable
from dataclasses import dataclass

MAJOR, MINOR, PATCH = "major", "minor", "patch"
# Version bumps that a change can need, from the smallest on.
LEVELS = (PATCH, MINOR, MAJOR)

# Last words of changes to something that only one of the two states has.
ONE_SIDED = ("added", "removed", "linked", "unlinked")

# Characters of a value that are shown; JSON has the complete value.
LONGEST = 240

# How many characters of the common parts of two long values are shown on either side of the difference.
AROUND = 40


@dataclass(frozen=True)
class Change:
    """What happened (`what`) to the record or annotation with a kind and id; `about` describes it to readers.

    `old` and `new` are the values in the two states, None if there is none; `level` is the bump that it needs
    (`LEVELS`).
    """

    kind: str
    id: str
    what: str
    level: str = PATCH
    old: str | None = None
    new: str | None = None
    about: str | None = None

    @property
    def is_one_sided(self) -> bool:
        """Whether it is of something that only one of the two states has."""
        return self.what.split()[-1] in ONE_SIDED


def sentence(change: Change, mark: Callable[[str], str], name: Callable[[str], str]) -> str:
    """A change in words; `mark` escapes and quotes foreign text, `name` escapes an id."""
    about = f" {mark(shortened(change.about))}" if change.about and change.what != "renamed" else ""
    return f"{change.kind} {name(change.id)}{about}: {_happened(change, mark, name)}"


def _happened(change: Change, mark: Callable[[str], str], name: Callable[[str], str]) -> str:
    if change.old is None and change.new is None:
        return change.what
    if change.is_one_sided:
        value = shortened(change.new if change.old is None else change.old)
        # The value of a complete article is our summary of it, not words from it.
        is_summary = change.kind == "article" and change.what in ONE_SIDED
        return f"{change.what} ({name(value)})" if is_summary else f"{change.what} {mark(value)}"
    old, new = contrast(change.old, change.new)
    return f"{change.what} from {_value(old, mark)} to {_value(new, mark)}"


def _value(value: str | None, mark: Callable[[str], str]) -> str:
    return "nothing" if value is None else mark(shortened(value))


def shortened(text: str | None, longest: int = LONGEST) -> str:
    """A text of at most `longest` characters, with dots in its middle if it is longer."""
    text = text or ""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]} … {text[-half:]}"


def contrast(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """The two values; long ones without most of their common beginning and end."""
    if old is None or new is None or max(len(old), len(new)) <= LONGEST // 2:
        return old, new
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    return _cut(old, head, tail), _cut(new, head, tail)


def _cut(text: str, head: int, tail: int) -> str:
    start, end = max(head - AROUND, 0), len(text) - max(tail - AROUND, 0)
    start = text.rfind(" ", 0, start) + 1
    end = next((at for at in range(end, len(text)) if text[at] == " "), len(text))
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
