"""Names that begin with a place and go on: `West Sussex`, `Utah Jazz`, `Boise State`, `Pacific Dunlop`."""

from typing import Final

from blocquotes.suggest.names.gazetteer import Name
from blocquotes.suggest.names.runs import Run, is_unheard_of, known_at

_PLACES: Final = frozenset(("GPE", "LOC"))
# Seas that firms are named after: `Swire Pacific`.
OCEANS: Final = frozenset(("Pacific", "Atlantic"))
# Where a name ends that nothing but a small word follows.
_ENDS: Final = frozenset(("small", "end"))


def placed_name(run: Run, i: int, end: int, known: Name | None) -> tuple[int, str]:
    """Where a name ends that begins at piece `i` with a place or a direction, and its type; (0, "") for none.

    `known` is the longest known name from piece `i` on, and `end` where it ends.
    """
    if run.pieces[i].owns:
        return 0, ""
    if end <= i + 1 and run.pieces[i].lower in run.classes["direction"]:
        return _region(run, i + 1)
    if known is None:
        return 0, ""
    if run.pieces[end].text == "upon" and run.pieces[end + 1].label == "name":
        return end + 2, "GPE"  # "Stratford upon Avon"
    if is_state(run, end):  # "Sam Houston State" too
        return end + 1, "ORG"
    if run.pieces[end].text in OCEANS and run.pieces[end + 1].label in _ENDS:
        return end + 1, "ORG"  # "Cebu Pacific"
    if run.heading or known.type not in _PLACES:  # "West Jordan Settle In May"
        return 0, ""
    stop = _unknown_end(run, end)
    return (stop, "ORG") if stop > end else (0, "")


def is_state(run: Run, i: int) -> bool:
    """Whether `State` ends a name at piece `i`: `Boise State`, but not `Ohio State Senator`."""
    if run.pieces[i].text != "State":
        return False
    return run.pieces[i + 1].label in _ENDS


def _region(run: Run, i: int) -> tuple[int, str]:
    """A part of a place, from the piece after a direction on: `Northern Iraq`, `West Sussex`, but not `West Wing`."""
    end, known = known_at(run, i)
    # "North West England"
    beyond = known_at(run, end)[1] if run.pieces[i].lower in run.classes["direction"] else None
    if beyond is not None and beyond.type in _PLACES:
        return end + 1, "LOC"
    if known is not None:
        return (end, "LOC") if known.type in _PLACES else (0, "")
    if run.pieces[i].label != "name" or run.pieces[i + 1].label not in _ENDS:
        return 0, ""
    # "North Woking", but neither "Central Park" nor "West Anna", nor "East-Asian"
    return (i + 1, "GPE") if is_unheard_of(run, i) else (0, "")


def _unknown_end(run: Run, i: int) -> int:
    """Where the unknown words of a name that begins with a place end: `Portland | Trail Blazers`."""
    end = i
    while _goes_on(run, end):
        end += 1
    return end


def _goes_on(run: Run, i: int) -> bool:
    """Whether an unknown word goes on a name: not in `the Ohio Anna knew`, `the London Chinese-made goods reach`."""
    piece = run.pieces[i]
    if piece.label != "name" or run.pieces[i - 1].owns:
        return False
    if piece.text in run.gazetteer.given or "-" in piece.text:
        return False
    return known_at(run, i)[1] is None
