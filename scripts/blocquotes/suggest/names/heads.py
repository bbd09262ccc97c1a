"""Names whose first or last word tells their type: `University of X`, `X Ministry`, `Hurricane X`."""

from blocquotes.suggest.names.gazetteer import LONGEST
from blocquotes.suggest.names.runs import Line, is_common, known_at

_OF, _FOR, _AND, _NONE = (
    frozenset(("of",)),
    frozenset(("for", "on")),
    frozenset(("and", "&")),
    frozenset[str](),
)


def told(line: Line, i: int, end: int) -> tuple[int, str]:
    """A name whose first or last word tells its type, if it ends beyond `end`; else (0, "")."""
    opened, kind = _opened(line, i)
    if opened > i + 1 and end <= i + 1:
        return opened, kind
    headed, kind = _headed(line, i, end)
    return (headed, kind) if headed > end and not (headed == i + 2 and _is_person(line, i)) else (0, "")


def _is_person(line: Line, i: int) -> bool:
    """Whether pieces `i` and `i + 1` are a given name and a surname, though the latter heads places too."""
    given, surname = line.pieces[i].text, line.pieces[i + 1].text
    return given in line.words.given and given not in line.words.names and surname in line.words.surnames


def _opened(line: Line, i: int) -> tuple[int, str]:
    """A name whose first word tells its type: `University of X`, `Hurricane X`, `Mount X`, `Article 5`."""
    pieces = line.pieces
    if pieces[i].owns:
        return 0, ""
    if kind := line.words.openers.get(pieces[i].lower):
        end = _of_phrase(line, i + 1)
        if end == i + 1 and kind not in ("ORG", "GPE") and pieces[i + 1].label == "name":
            end = i + 2
        elif end == i + 1 and pieces[i].lower in line.words.classes["direct"]:
            end = _named_after(line, i + 1)
        return (end, kind) if end > i + 1 else (0, "")
    return 0, ""


def _named_after(line: Line, i: int) -> int:
    """Where the name that an opening word leads to right away ends: `Bank Indonesia`, `Radio Norsund`."""
    end = i
    while end < len(line.pieces) and line.pieces[end].label == "name" and (end == i or not line.pieces[end - 1].owns):
        if known_at(line, end)[1] is None and is_common(line.words, line.pieces[end].lower):
            break
        end += 1
    return end


def _headed(line: Line, i: int, known_end: int) -> tuple[int, str]:
    """A name whose last word tells its type: `X Ministry`, `X Airport`, `X Treaty`; (0, "") for none."""
    best = 0, ""
    pieces = line.pieces
    if pieces[i].label in ("stop", "small") and known_end <= i and pieces[i].lower not in line.words.classes["opening"]:
        return best
    for j in range(i + 1, min(len(pieces), i + LONGEST)):
        kind = _head_kind(line, j)
        if pieces[i].label == "figure" and kind and kind != "LAW":
            break
        if j >= known_end and ((pieces[j - 1].owns and not _is_patron(line, j - 1)) or not (kind or _goes_on(line, j))):
            break
        best = (j + 1, kind) if kind else best
    if best[1] == "LAW" and best[0] < len(pieces) and pieces[best[0]].label == "figure":
        return best[0] + 1, "LAW"
    return (_of_phrase(line, best[0]), best[1]) if best[1] == "ORG" else best


def _is_patron(line: Line, j: int) -> bool:
    """Whether a possessive is part of a name: `St. Peter's Square`, `People's Party`."""
    return line.pieces[j].lower in line.words.classes["patron"] or (j > 0 and line.pieces[j - 1].text == "St.")


def _head_kind(line: Line, j: int) -> str:
    return line.words.heads.get(line.pieces[j].lower, "") if line.pieces[j].label != "small" else ""


def _goes_on(line: Line, j: int) -> bool:
    """Whether a name that a later word may head can go on with piece `j`."""
    piece = line.pieces[j]
    if piece.label == "title":
        return piece.lower in line.words.classes["before-title"] and piece.lower not in line.words.classes["title"]
    return piece.label == "name" or (piece.text == "&" and j + 1 < len(line.pieces))


def _of_phrase(line: Line, end: int) -> int:
    """Where a name goes on to with `of …`, `for …`, `on …` after a head that ends at `end`."""
    pieces = line.pieces
    allowed = _links(line, pieces[end - 1].lower)
    for _ in range(3):
        if pieces[end - 1].owns or end >= len(pieces) or pieces[end].text not in allowed:
            return end
        j = end + (2 if end + 1 < len(pieces) and pieces[end + 1].text == "the" else 1)
        known, name = known_at(line, j) if j < len(pieces) else (j, None)
        joins = pieces[end].text in _AND
        if joins and name:
            return end
        stop = max(j, known)
        while stop < min(len(pieces), j + 4) and _fits_office(line, stop) and (stop == j or not pieces[stop - 1].owns):
            stop += 1
        if stop == j or (joins and not all(is_common(line.words, p.lower) for p in pieces[j:stop])):
            return end
        end = stop
    return end


def _links(line: Line, head: str) -> frozenset[str]:
    """The small words that may lead on from a head."""
    parts = line.words.classes
    return _OF | (_FOR if head in parts["for-head"] else _NONE) | (_AND if head in parts["and-head"] else _NONE)


def _fits_office(line: Line, j: int) -> bool:
    piece, parts = line.pieces[j], line.words.classes
    if piece.label == "title":
        return piece.lower not in parts["title"] or piece.lower in parts["before-title"]
    return piece.label == "name"
