"""Candidate names: runs of capitalised words, cut into the names that they hold, with what the words say."""

import re
from functools import lru_cache
from typing import NamedTuple

from blocquotes.suggest.names.gazetteer import Gazetteer, Name
from blocquotes.suggest.names.heads import told
from blocquotes.suggest.names.runs import Line, Piece, is_common, known_at, lookup
from blocquotes.suggest.names.runs import pieces as read_pieces

_PRODUCT = re.compile(r"[A-Z][A-Za-z]{0,5}-\d{1,4}[A-Z]{0,3}s?$")
_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Z0-9&.]*s?$")
_CAMEL = re.compile(r"(?!Ma?c|O')[A-Z][a-z]+[A-Z]\w+$")
_INITIAL = re.compile(r"[A-Z]\.$")
_LONGEST_ACRONYM = 6
_DAYS = frozenset(("Jan", "Mar", "Mon", "Sun", "Thu"))
"""Short forms of days and months that are names as well."""


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


@lru_cache(maxsize=100_000)
def cut(words: Gazetteer, run: str, begins: bool, heading: bool) -> tuple[Candidate, ...]:
    """The candidates of a run; `begins` where it begins a sentence, `heading` in a title-case line."""
    found: list[Candidate] = []
    line = Line(words, _mended(words, read_pieces(words, run, begins, heading)))
    i, title = 0, ""
    while i < len(line.pieces):
        piece = line.pieces[i]
        end, known = known_at(line, i)
        if end <= i + 1 and piece.label == "title" and (stop := _title_end(line, i)):
            title, i = run[piece.start : line.pieces[stop - 1].end].lower(), stop
        elif end <= i + 1 and known is None and "-" in piece.text and (inner := _compound(words, piece)) is not None:
            found += inner
            title, i = "", i + 1
        else:
            stop, kind, known = _name(line, i, end, known)
            if stop:
                found.append(_candidate(line, run, i, stop, kind, known, title))
            title = title if not stop and piece.label == "small" and piece.text not in ("of", "for") else ""
            i = max(stop, i + 1)
    return tuple(found)


def _mended(words: Gazetteer, found: list[Piece]) -> list[Piece]:
    """The pieces, with words that are names for what stands beside them taken for names."""
    for i, piece in enumerate(found):
        if any(test(words, found, i) for test in _NAME_AFTER_ALL.get(piece.label, ())):
            found[i] = piece._replace(label="name")
    return found


def _is_after_given(words: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i` is a frequent surname after a given name, as in a title-case line: `By John Smith`."""
    before = found[i - 1] if i else None
    if before is None or before.owns or before.text not in words.given or before.text in words.names:
        return False
    if (
        not found[i].text.isalpha()
        or found[i].lower in words.classes["function"]
        or found[i].lower in words.classes["dates"]
    ):
        return False
    return found[i].text in words.surnames or found[i].lower not in words.common


def _is_day_s_namesake(words: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i` is a name that is short for a day or month too: `Jan Berg`, `Sun Yat-sen`, `Pham Thu Hang`."""
    if found[i].text not in _DAYS or i + 1 >= len(found) or found[i].owns:
        return False
    before, after = found[i - 1] if i else None, found[i + 1]
    if after.label != "name" or after.text in words.names:
        return False
    surname = (
        before is not None and before.label == "name" and (before.text in words.given or before.text in words.surnames)
    )
    return surname or after.lower not in words.common


def _is_family_name(words: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a common word that begins a run, is a family name before two others: `Tan Ah Kow`."""
    if i or len(found) < 3 or found[0].owns or found[0].text not in words.surnames:
        return False
    rest = found[1:3]
    known = any(piece.text in words.names or words.given.get(piece.text, "u") != "u" for piece in rest)
    uncommon = any(not is_common(words, piece.lower) for piece in rest)
    return uncommon and not known and all(piece.label == "name" for piece in rest)


def _is_after_surname(words: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a title elsewhere, ends a name whose family name comes first: `Nakatani Gen`."""
    before = found[i - 1] if i else None
    if before is None or before.label != "name" or before.text not in words.surnames:
        return False
    last = i + 1 == len(found) or found[i].owns or found[i + 1].label == "small"
    return last and found[i].lower in words.classes["surname"]


_NAME_AFTER_ALL = {
    "stop": (_is_after_given, _is_day_s_namesake, _is_family_name),
    "title": (_is_after_surname,),
}
"""What makes a name of a piece that its label makes none of."""


def _candidate(line: Line, run: str, i: int, end: int, kind: str, known: Name | None, title: str) -> Candidate:
    pieces = line.pieces[i:end]
    owned = end == i + 1 and pieces[0].owns and pieces[0].text + "'s" in line.words.names
    start, stop = pieces[0].start, pieces[-1].end + 2 * owned
    plain = all(p.label == "small" or is_common(line.words, p.lower) for p in pieces)
    later = line.words.classes["after-PERSON"]
    own = [p for p in pieces if p.lower not in later] or pieces
    if kind == "unknown" and not (plain or run.isupper()) and 1 < len(pieces) < 5 and not pieces[-1].text[-1].isdigit():
        kind = "PERSON"
    ends = own[0].text, own[-1].text
    return Candidate(start, stop, run[start:stop], ends, kind, known, title, plain, i == 0)


def _title_end(line: Line, i: int) -> int:
    """Where the title that begins with piece `i` ends; 0 where there is none."""
    titles, pieces = line.words.classes["title"], line.pieces
    end = core = i
    while end < len(pieces) and pieces[end].label == "title" and (end == i or not pieces[end - 1].owns):
        end += 1
        core = end if pieces[end - 1].lower in titles or pieces[end - 1].lower == "general" else core
    if not any(p.lower in titles for p in pieces[i:core]) and [p.lower for p in pieces[i:end]] != ["general"]:
        return 0
    if core + 1 < len(pieces) and pieces[core].lower == "of" and pieces[core + 1].lower in line.words.classes["office"]:
        known_end, _ = known_at(line, core + 1)
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
    if halves[0].lower() in words.classes["prefix"] or (len(halves[0]) == 1 and halves[1][:1].islower()):
        return found
    if len(found) == 1 and found[0].kind == "PERSON" and halves[1][:1].isupper():
        return None
    if halves[0] in words.given and len(halves) == 2 and halves[1] in words.given:
        return None
    if found and all(not half[:1].isupper() or is_common(words, half.lower()) for half in rest):
        return found
    if halves[0] in ("R", "D", "I") and len(halves) == 2:
        return found
    if any(half in words.classes["participles"] for half in halves[1:]):
        kind = "ORG" if _ACRONYM.match(halves[0]) else "unknown"
        name, plain = words.names.get(halves[0]), is_common(words, halves[0].lower())
        end = piece.start + len(halves[0])
        return [Candidate(piece.start, end, halves[0], (halves[0],) * 2, kind, name, "", plain, True)]
    return [] if all(is_common(words, half.lower()) or half.isdigit() for half in halves) else None


def _name(line: Line, i: int, end: int, known: Name | None) -> tuple[int, str, Name | None]:
    """Where the name that begins with piece `i` ends (0: none begins), its type, and what is known of it."""
    if end <= i + 1 and line.pieces[i].label == "small":
        return 0, "", None
    if i + 1 < len(line.pieces):
        longer, kind = told(line, i, end)
        if longer:
            return longer, kind, lookup(line, i, longer)
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


def _is_word_alone(line: Line, i: int) -> bool:
    """Whether piece `i` is a whole run that may be somebody's surname after all: `Price said no.`"""
    piece, parts = line.pieces[i], line.words.classes
    if piece.label != "stop" or "'" in piece.text or i or (len(line.pieces) > 1 and not piece.owns):
        return False
    return piece.lower not in parts["function"] and piece.lower not in parts["dates"]


def _is_team(line: Line, i: int) -> bool:
    """Whether piece `i` makes a sports team of the place before it: `Dallas Cowboys`."""
    if i >= len(line.pieces) or line.pieces[i - 1].owns or line.pieces[i].label != "name":
        return False
    lower = line.pieces[i].lower
    if lower in line.words.classes["club"]:
        return True
    return lower.endswith("s") and is_common(line.words, lower) and known_at(line, i)[1] is None


def _is_firm(line: Line, i: int) -> bool:
    """Whether piece `i` makes an organisation of the people before it: `American Crossroads`."""
    if i >= len(line.pieces) or line.pieces[i - 1].owns or line.pieces[i].label != "name":
        return False
    piece = line.pieces[i]
    plain = is_common(line.words, piece.lower) and piece.text not in line.words.given
    return plain and not line.pieces[i - 1].lower.endswith("s") and known_at(line, i)[1] is None


def _is_given(line: Line, i: int) -> bool:
    """Whether piece `i` is a given name that a further name follows."""
    pieces, words = line.pieces, line.words
    if pieces[i].text not in words.given or pieces[i].label != "name" or pieces[i].owns or i + 1 >= len(pieces):
        return False
    following = pieces[i + 1]
    known = words.names.get(following.text)
    if following.label != "name":
        return False
    if pieces[i].text in words.names and is_common(words, following.lower) and following.text not in words.surnames:
        return False
    if known and known.type == "NORP" and pieces[i].text not in words.names:
        return i + 2 == len(pieces) and not following.lower.endswith("s")
    if known and known.type == "ORG" and i + 2 == len(pieces):
        return following.text.istitle() and words.given[pieces[i].text] != "u"
    return not (known and known.type in ("NORP", "ORG", "LOC", "EVENT", "LAW"))


def _stretch(line: Line, i: int) -> int:
    """Where a row of words that nothing is known of ends."""
    pieces = line.pieces
    person = pieces[i].text in line.words.given or bool(_INITIAL.match(pieces[i].text))
    end = i + 1
    while end < min(len(pieces), i + 6) and not pieces[end - 1].owns:
        name = _after_links(line, end)
        if name >= len(pieces) or pieces[name].label != "name":
            break
        if name == end and not (_fits_person(line, end, person) or (end == i + 1 and _is_club(line, i))):
            break
        end = name + 1
    return end


def _is_club(line: Line, i: int) -> bool:
    """Whether pieces `i` and `i + 1` are an uncommon word and a city, as in `Bayern Munich`."""
    end, known = known_at(line, i + 1)
    if known is None or known.type != "GPE" or known.governs or end != i + 2 or not line.pieces[i].text.isalpha():
        return False
    return line.pieces[i].text not in line.words.given and not is_common(line.words, line.pieces[i].lower)


def _after_links(line: Line, i: int) -> int:
    """The piece after small words that names hold (`de la`, `bin`, `&`), from piece `i` on."""
    links = line.words.classes["person-link"]
    end = i
    while end < min(len(line.pieces), i + 3) and (line.pieces[end].text in links or line.pieces[end].text == "&"):
        end += 1
    return end


def _fits_person(line: Line, j: int, person: bool) -> bool:
    """Whether piece `j` may go on a row of unknown words: it begins nothing known, or may be a surname."""
    end, known = known_at(line, j)
    if known is None:
        return "-" not in line.pieces[j].text or _compound(line.words, line.pieces[j]) is None
    if end == j + 1 and known.type == "LOC":
        first = line.pieces[j - 1]
        return line.pieces[j].text in line.words.surnames and first.label == "name" and not _is_plain(line, j - 1)
    if not person or end != j + 1:
        return False
    last = end == len(line.pieces) or line.pieces[j].owns
    singular = not line.pieces[j].lower.endswith("s")
    if known.type == "ORG":
        return last and line.pieces[j].text.istitle()
    return (known.type == "NORP" and last and singular) or (known.type in ("GPE", "PERSON") and not known.governs)


def _is_plain(line: Line, i: int) -> bool:
    """Whether piece `i` is a common word or a known name."""
    return is_common(line.words, line.pieces[i].lower) or line.pieces[i].text in line.words.names


def _kind(line: Line, i: int, end: int) -> str:
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
    if pieces[-1].lower in words.classes["after-PERSON"] or any(_INITIAL.match(p.text) for p in pieces[:-1]):
        return "PERSON"
    if text in words.given and not pieces[-1].text.isdigit():
        return "PERSON"
    return "PERSON" if any(p.text in words.classes["person-link"] for p in pieces) else "unknown"
