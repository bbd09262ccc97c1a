"""What `blocquotes diff` reports of two states: the changes, and the answers of docs/analysis.md that change."""

from dataclasses import dataclass

from blocquotes.versions import answers
from blocquotes.versions.answers import Answers
from blocquotes.versions.diff import Diff, diff
from blocquotes.versions.state import State, both_without_texts


@dataclass(frozen=True)
class Summary:
    """The difference of two states, and the answers of docs/analysis.md that change with it.

    `states` are those compared: both with the words of the texts, or both without.
    """

    states: tuple[State, State]
    diff: Diff
    answers: Answers


def summarise(old: State, new: State) -> Summary:
    """Compares two states; answers are computed only if the states differ, since they follow from the rows."""
    states = both_without_texts(old, new)
    found = diff(*states)
    return Summary(states, found, Answers() if found.is_empty else answers.compare(*states))
