"""Candidate names: runs of capitalised words, cut into the names that they hold, with what the words say."""

import re
from functools import lru_cache
from typing import NamedTuple

from blocquotes.suggest.gazetteer import LONGEST, Gazetteer, Name
from blocquotes.suggest.runs import Piece, is_common
from blocquotes.suggest.runs import pieces as read_pieces

_PRODUCT = re.compile(r"[A-Z][A-Za-z]{0,5}-\d{1,4}[A-Z]{0,3}s?$")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Z0-9&.]*s?$")
_CAMEL = re.compile(r"(?!Ma?c|O')[A-Z][a-z]+[A-Z]\w+$")
_INITIAL = re.compile(r"[A-Z]\.$")
_OF, _FOR, _AND, _NONE = (
    frozenset(("of",)),
    frozenset(("for", "on")),
    frozenset(("and", "&")),
    frozenset[str](),
)
_LONGEST_ACRONYM = 6


class Candidate(NamedTuple):
    """A possible name in a run.

    `start` and `end` count from the run's start, `ends` are its first and last word. `kind` is the type as
    far as the words tell it, or `unknown`; `known` is the gazetteer's entry; `title` is the title that stands
    right before, in lower case; `plain` says that all its words are common English ones, `first` that it
    begins the run.
    """

    start: int
    end: int
    text: str
    ends: tuple[str, str]
    kind: str
    known: Name | None
    title: str
    plain: bool
    first: bool


class _Run(NamedTuple):
    words: Gazetteer
    pieces: list[Piece]


@lru_cache(maxsize=100_000)
def cut(words: Gazetteer, run: str, begins: bool, heading: bool) -> tuple[Candidate, ...]:
    """The candidates of a run; `begins` where it begins a sentence, `heading` in a title-case line."""
    found: list[Candidate] = []
    line = _Run(words, read_pieces(words, run, begins, heading))
    i, title = 0, ""
    while i < len(line.pieces):
        piece = line.pieces[i]
        end, known = _known(line, i)
        if end <= i + 1 and piece.label == "title" and (stop := _title_end(line, i)):
            title, i = run[piece.start : line.pieces[stop - 1].end].lower(), stop
        elif (
            end <= i + 1
            and known is None
            and "-" in piece.text
            and (inner := _compound(words, piece)) is not None
        ):
            found += inner
            title, i = "", i + 1
        else:
            stop, kind, known = _name(line, i, end, known)
            if stop:
                found.append(_candidate(line, run, i, stop, kind, known, title))
            title = title if not stop and piece.label == "small" else ""
            i = max(stop, i + 1)
    return tuple(found)


def _candidate(
    line: _Run, run: str, i: int, end: int, kind: str, known: Name | None, title: str
) -> Candidate:
    pieces = line.pieces[i:end]
    owned = end == i + 1 and pieces[0].owns and pieces[0].text + "'s" in line.words.names
    start, stop = pieces[0].start, pieces[-1].end + 2 * owned
    plain = all(p.label == "small" or is_common(line.words, p.lower) for p in pieces)
    later = line.words.parts["after-PERSON"]
    own = [p for p in pieces if p.lower not in later] or pieces
    if (
        kind == "unknown"
        and not (plain or run.isupper())
        and 1 < len(pieces) < 5
        and not pieces[-1].text[-1].isdigit()
    ):
        kind = "PERSON"
    ends = own[0].text, own[-1].text
    return Candidate(start, stop, run[start:stop], ends, kind, known, title, plain, i == 0)


def _lookup(line: _Run, i: int, end: int) -> Name | None:
    """What the pieces `i` to `end` name as they stand, or in capitals."""
    names, pieces = line.words.names, line.pieces
    if end == i + 1:
        text = pieces[i].text
        if pieces[i].owns and (name := names.get(text + "'s")):
            return name
    else:
        text = " ".join([p.text + "'s" * p.owns for p in pieces[i : end - 1]] + [pieces[end - 1].text])
    return names.get(text) or (line.words.upper.get(text) if text.isupper() else None)


def _known(line: _Run, i: int) -> tuple[int, Name | None]:
    """The longest known name from piece `i` on: where it ends, and what it names."""
    piece = line.pieces[i]
    longest = line.words.lengths.get(piece.text + "'s" if piece.owns else piece.text, 1)
    if longest > 1:
        for end in range(min(len(line.pieces), i + longest), i + 1, -1):
            if name := _lookup(line, i, end):
                return end, name
    if piece.label == "small" or (piece.label == "stop" and piece.lower in line.words.parts["function"]):
        return 0, None
    name = _lookup(line, i, i + 1)
    return (i + 1 if name else 0), name


def _title_end(line: _Run, i: int) -> int:
    """Where the title that begins with piece `i` ends; 0 where there is none."""
    titles, pieces = line.words.parts["title"], line.pieces
    end = core = i
    while end < len(pieces) and pieces[end].label == "title" and (end == i or not pieces[end - 1].owns):
        end += 1
        core = end if pieces[end - 1].lower in titles or pieces[end - 1].lower == "general" else core
    if not any(p.lower in titles for p in pieces[i:core]) and [p.lower for p in pieces[i:end]] != ["general"]:
        return 0
    if (
        core + 1 < len(pieces)
        and pieces[core].lower == "of"
        and pieces[core + 1].lower in line.words.parts["office"]
    ):
        known_end, _ = _known(line, core + 1)
        return core if known_end > core + 2 else core + 2
    return core


def _compound(words: Gazetteer, piece: Piece) -> list[Candidate] | None:
    """Names inside a hyphenated word (`US-led`, `Russian-Chinese`); None where the word may be one name."""
    halves = re.split(r"[-–]", piece.text)
    found, at = [], piece.start
    for half in halves:
        if name := words.names.get(half):
            found.append(Candidate(at, at + len(half), half, (half, half), name.type, name, "", False, False))
        at += len(half) + 1
    rest = [half for half in halves if half not in words.names]
    if halves[0].lower() in words.parts["prefix"] or (len(halves[0]) == 1 and halves[1][:1].islower()):
        return found
    if len(found) == 1 and found[0].kind == "PERSON" and halves[1][:1].isupper():
        return None
    if found and all(not half[:1].isupper() or is_common(words, half.lower()) for half in rest):
        return found
    if halves[0] in ("R", "D", "I") and len(halves) == 2:
        return found
    if any(half in words.parts["participles"] for half in halves[1:]):
        kind = "ORG" if _ACRONYM.match(halves[0]) else "unknown"
        name, plain = words.names.get(halves[0]), is_common(words, halves[0].lower())
        end = piece.start + len(halves[0])
        return [Candidate(piece.start, end, halves[0], (halves[0],) * 2, kind, name, "", plain, True)]
    return [] if all(is_common(words, half.lower()) or half.isdigit() for half in halves) else None


def _name(line: _Run, i: int, end: int, known: Name | None) -> tuple[int, str, Name | None]:
    """Where the name that begins with piece `i` ends (0: none begins), its type, and what is known of it."""
    if end <= i + 1 and line.pieces[i].label == "small":
        return 0, "", None
    if i + 1 < len(line.pieces):
        longer, kind = _told(line, i, end)
        if longer:
            return longer, kind, _lookup(line, i, longer)
    if known is not None and known.type == "GPE" and _is_team(line, end):
        return end + 1, "ORG", None
    if known is not None and known.type == "NORP" and _is_firm(line, end):
        return end + 1, "ORG", None
    if known is not None and not (end == i + 1 and _is_given(line, i)):
        return end, known.type, known
    if line.pieces[i].label != "name" and known is None:
        return (i + 1, "unknown", None) if _is_word_alone(line, i) else (0, "", None)
    end = _stretch(line, i)
    return end, _kind(line, i, end), known if end == i + 1 else None


def _told(line: _Run, i: int, end: int) -> tuple[int, str]:
    """A name whose first or last word tells its type, if it ends beyond `end`; else (0, "")."""
    opened, kind = _opened(line, i)
    if opened > i + 1 and end <= i + 1:
        return opened, kind
    headed, kind = _headed(line, i, end)
    return (headed, kind) if headed > end and not (headed == i + 2 and _is_person(line, i)) else (0, "")


def _is_word_alone(line: _Run, i: int) -> bool:
    """Whether piece `i` is a whole run that may be somebody's surname after all: `Price said no.`"""
    piece, parts = line.pieces[i], line.words.parts
    if piece.label != "stop" or "'" in piece.text or i or (len(line.pieces) > 1 and not piece.owns):
        return False
    return piece.lower not in parts["function"] and piece.lower not in parts["dates"]


def _is_person(line: _Run, i: int) -> bool:
    """Whether pieces `i` and `i + 1` are a given name and a surname, though the latter heads places too."""
    given, surname = line.pieces[i].text, line.pieces[i + 1].text
    return given in line.words.given and given not in line.words.names and surname in line.words.surnames


def _is_team(line: _Run, i: int) -> bool:
    """Whether piece `i` makes a sports team of the place before it: `Dallas Cowboys`."""
    if i >= len(line.pieces) or line.pieces[i - 1].owns or line.pieces[i].label != "name":
        return False
    lower = line.pieces[i].lower
    return lower.endswith("s") and is_common(line.words, lower) and _known(line, i)[1] is None


def _is_firm(line: _Run, i: int) -> bool:
    """Whether piece `i` makes an organisation of the people before it: `American Crossroads`."""
    if i >= len(line.pieces) or line.pieces[i - 1].owns or line.pieces[i].label != "name":
        return False
    piece = line.pieces[i]
    plain = is_common(line.words, piece.lower) and piece.text not in line.words.given
    return plain and not line.pieces[i - 1].lower.endswith("s") and _known(line, i)[1] is None


def _opened(line: _Run, i: int) -> tuple[int, str]:
    """A name whose first word tells its type: `University of X`, `Hurricane X`, `Mount X`, `Article 5`."""
    pieces = line.pieces
    if pieces[i].owns:
        return 0, ""
    if kind := line.words.openers.get(pieces[i].lower):
        end = _of_phrase(line, i + 1)
        if end == i + 1 and kind not in ("ORG", "GPE") and pieces[i + 1].label == "name":
            end = i + 2
        return (end, kind) if end > i + 1 else (0, "")
    return 0, ""


def _headed(line: _Run, i: int, known_end: int) -> tuple[int, str]:
    """A name whose last word tells its type: `X Ministry`, `X Airport`, `X Treaty`; (0, "") for none."""
    best = 0, ""
    pieces = line.pieces
    if (
        pieces[i].label in ("stop", "small")
        and known_end <= i
        and pieces[i].lower not in line.words.parts["opening"]
    ):
        return best
    for j in range(i + 1, min(len(pieces), i + LONGEST)):
        kind = _head_kind(line, j)
        if pieces[i].label == "figure" and kind and kind != "LAW":
            break
        if j >= known_end and (
            (pieces[j - 1].owns and not _is_patron(line, j - 1)) or not (kind or _goes_on(line, j))
        ):
            break
        best = (j + 1, kind) if kind else best
    if best[1] == "LAW" and best[0] < len(pieces) and pieces[best[0]].label == "figure":
        return best[0] + 1, "LAW"
    return (_of_phrase(line, best[0]), best[1]) if best[1] == "ORG" else best


def _is_patron(line: _Run, j: int) -> bool:
    """Whether a possessive is part of a name: `St. Peter's Square`, `People's Party`."""
    return line.pieces[j].lower in line.words.parts["patron"] or (j > 0 and line.pieces[j - 1].text == "St.")


def _head_kind(line: _Run, j: int) -> str:
    return line.words.heads.get(line.pieces[j].lower, "") if line.pieces[j].label != "small" else ""


def _goes_on(line: _Run, j: int) -> bool:
    """Whether a name that a later word may head can go on with piece `j`."""
    piece = line.pieces[j]
    if piece.label == "title":
        return (
            piece.lower in line.words.parts["before-title"] and piece.lower not in line.words.parts["title"]
        )
    return piece.label == "name" or (piece.text == "&" and j + 1 < len(line.pieces))


def _of_phrase(line: _Run, end: int) -> int:
    """Where a name goes on to with `of …`, `for …`, `on …` after a head that ends at `end`."""
    pieces = line.pieces
    allowed = _links(line, pieces[end - 1].lower)
    for _ in range(3):
        if pieces[end - 1].owns or end >= len(pieces) or pieces[end].text not in allowed:
            return end
        j = end + (2 if end + 1 < len(pieces) and pieces[end + 1].text == "the" else 1)
        stop = j
        while (
            stop < min(len(pieces), j + 4)
            and _fits_office(line, stop)
            and (stop == j or not pieces[stop - 1].owns)
        ):
            stop += 1
        joins = pieces[end].text in _AND
        if stop == j or (joins and not all(is_common(line.words, p.lower) for p in pieces[j:stop])):
            return end
        end = stop
    return end


def _links(line: _Run, head: str) -> frozenset[str]:
    """The small words that may lead on from a head."""
    parts = line.words.parts
    return (
        _OF | (_FOR if head in parts["for-head"] else _NONE) | (_AND if head in parts["and-head"] else _NONE)
    )


def _fits_office(line: _Run, j: int) -> bool:
    piece, parts = line.pieces[j], line.words.parts
    if piece.label == "title":
        return piece.lower not in parts["title"] or piece.lower in parts["before-title"]
    return piece.label == "name"


def _is_given(line: _Run, i: int) -> bool:
    """Whether piece `i` is a given name that a further name follows."""
    pieces, words = line.pieces, line.words
    if (
        pieces[i].text not in words.given
        or pieces[i].label != "name"
        or pieces[i].owns
        or i + 1 >= len(pieces)
    ):
        return False
    following = pieces[i + 1]
    known = words.names.get(following.text)
    if following.label != "name":
        return False
    if (
        pieces[i].text in words.names
        and is_common(words, following.lower)
        and following.text not in words.surnames
    ):
        return False
    if known and known.type == "NORP" and pieces[i].text not in words.names:
        return i + 2 == len(pieces) and not following.lower.endswith("s")
    return not (known and known.type in ("NORP", "ORG", "LOC", "EVENT", "LAW"))


def _stretch(line: _Run, i: int) -> int:
    """Where a row of words that nothing is known of ends."""
    pieces = line.pieces
    person = pieces[i].text in line.words.given
    end = i + 1
    while end < min(len(pieces), i + 6) and not pieces[end - 1].owns:
        name = _after_links(line, end)
        if name >= len(pieces) or pieces[name].label != "name":
            break
        if name == end and not (_fits_person(line, end, person) or (end == i + 1 and _is_club(line, i))):
            break
        end = name + 1
    return end


def _is_club(line: _Run, i: int) -> bool:
    """Whether pieces `i` and `i + 1` are an uncommon word and a city, as in `Bayern Munich`."""
    end, known = _known(line, i + 1)
    if (
        known is None
        or known.type != "GPE"
        or known.governs
        or end != i + 2
        or not line.pieces[i].text.isalpha()
    ):
        return False
    return line.pieces[i].text not in line.words.given and not is_common(line.words, line.pieces[i].lower)


def _after_links(line: _Run, i: int) -> int:
    """The piece after small words that names hold (`de la`, `bin`, `&`), from piece `i` on."""
    links = line.words.parts["person-link"]
    end = i
    while end < min(len(line.pieces), i + 3) and (
        line.pieces[end].text in links or line.pieces[end].text == "&"
    ):
        end += 1
    return end


def _fits_person(line: _Run, j: int, person: bool) -> bool:
    """Whether piece `j` may go on a row of unknown words: it begins nothing known, or may be a surname."""
    end, known = _known(line, j)
    if known is None:
        return "-" not in line.pieces[j].text or _compound(line.words, line.pieces[j]) is None
    return person and end == j + 1 and known.type in ("GPE", "PERSON") and not known.governs


def _kind(line: _Run, i: int, end: int) -> str:
    """The type of a row of unknown words by their forms; `unknown` where they leave it open."""
    pieces, words = line.pieces[i:end], line.words
    text = pieces[0].text
    if len(pieces) == 1:
        if _PRODUCT.match(text):
            return "PRODUCT"
        if text in words.given or (len(text) > _LONGEST_ACRONYM and text.isupper()):
            return "unknown"
        return "ORG" if _ACRONYM.match(text) or _CAMEL.match(text) else "unknown"
    if text == "St.":
        return "GPE"
    if any(p.text == "&" for p in pieces) or (_ACRONYM.match(text) and len(text) > 2 and "." not in text):
        return "ORG"
    if _is_club(line, i):
        return "ORG"
    if pieces[-1].lower in words.parts["after-PERSON"] or any(_INITIAL.match(p.text) for p in pieces[:-1]):
        return "PERSON"
    if text in words.given and not pieces[-1].text.isdigit():
        return "PERSON"
    return "PERSON" if any(p.text in words.parts["person-link"] for p in pieces) else "unknown"
