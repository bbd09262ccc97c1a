"""What `blocquotes diff` reports of two states: the changes, and the answers of docs/analysis.md that change."""

from dataclasses import dataclass

from blocquotes.versions import answers
from blocquotes.versions.answers import Answers
from blocquotes.versions.diff import Diff, diff
from blocquotes.versions.state import State, both_without_texts


@dataclass(frozen=True)
class Summary:
    """The difference of two states, and the answers of docs/analysis.md that change with it."""

    diff: Diff
    answers: Answers


def summarise(old: State, new: State) -> Summary:
    """Compares two states; answers are computed only if the states differ, since they follow from the rows."""
    found = diff(old, new)
    if found.is_empty:
        return Summary(found, Answers())
    states = both_without_texts(old, new)
    return Summary(found, answers.compare(*states))
