"""What `blocquotes diff` reports of two states: changes, answers of docs/analysis.md, and agreement with the passes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from blocquotes.versions import agreement, answers
from blocquotes.versions.agreement import Move
from blocquotes.versions.answers import Answers
from blocquotes.versions.diff import Diff, by_article, compare
from blocquotes.versions.state import State, both_without_texts


@dataclass(frozen=True)
class Summary:
    """The difference of two states, and the answers of docs/analysis.md and the agreement that change with it.

    `states` are those compared, without the rows of articles that do not differ: both with the words of the texts, or
    both without.
    """

    states: tuple[State, State]
    diff: Diff
    answers: Answers
    moves: tuple[Move, ...] = ()

    @cached_property
    def moves_of(self) -> Mapping[str, tuple[Move, ...]]:
        """The figures of agreement that differ, by the id of their article."""
        return {id_: tuple(moves) for id_, moves in groupby(self.moves, key=lambda move: move.article)}


def summarise(old: State, new: State) -> Summary:
    """Compares two states; answers are computed only if the states differ, since they follow from the rows."""
    complete = both_without_texts(old, new)
    found, states = compare(complete)
    if found.is_empty:
        return Summary(states, found, Answers())
    moves = agreement.moves([id_ for id_ in by_article(found, states) if id_], states)
    return Summary(states, found, answers.compare(*complete), tuple(moves))
