"""Candidate names: runs of capitalised words, cut into the names that they hold, with what the words say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.gazetteer import Gazetteer, Name, slug
from blocquotes.suggest.names.placed_names import OCEANS, is_state, placed_name
from blocquotes.suggest.names.runs import (
    END,
    LINKS,
    Piece,
    Run,
    is_common,
    is_unheard_of,
    known_alone,
    known_at,
    lookup,
    read_run,
    read_word,
)
from blocquotes.suggest.names.typed_names import typed_name

_PRODUCT: Final = re.compile(r"[A-Z][A-Za-z]{0,5}-\d{1,4}[A-Z]{0,3}s?$")
_ACRONYM: Final = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Z0-9&.]*s?$")
_ORGANISATION: Final = re.compile(
    r"""(?![^a-z]{7,}$)(?=(?:.*[A-Z]){2})[A-Z][A-Z0-9&.]*s?$      # NRA, but not SMITHSON in a heading
    | (?!Ma?c|O')[A-Z][a-z]+[A-Z]\w+$                             # FedEx, but not McCain or O'Brien
    """,
    re.VERBOSE,
)
# "GelreDome", "BayArena"
_ARENA: Final = re.compile(r"[A-Z][a-z]+(?:Dome|Arena|Stadium|Park)$")
_LONG_ACRONYM: Final = re.compile(r"(?=(?:.*[A-Z]){2})(?=.{3})[A-Z][A-Z0-9&]*s?$")
_INITIAL: Final = re.compile(r"[A-Z]\.$")
# Bodies whose remit may be a list: `Ministry of Health, Labour and Welfare`.
_FOR_REMIT: Final = re.compile(
    r"\b(?:Ministry|Department|Committee|Subcommittee|Bureau|Office|Faculty|School|Institute) (?:of|for|on) "
)
# Numbers of kings: `Charles V`.
_NUMERAL: Final = re.compile(r"[IVX]{1,6}$")
_HYPHEN: Final = re.compile(r"[-–]")
_MEMBERS: Final = frozenset(("mp", "mps", "msp", "mla", "td"))
_HONORIFICS: Final = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir"))
_LONGEST_PERSON: Final = 4
_LONGEST_INITIALS: Final = 5
# Letters of the longest syllable of a Korean name: "Kyung-hwan".
_LONGEST_SYLLABLE: Final = 5
# Letters of the longest Chinese family names that are common words: "Ho Ching".
_LONGEST_SYLLABLE_OF_NAME: Final = 2
# Participle → the type of the names before it, of the others anything: `Norsund-based`, `Oscar-winning`.
_OF_PRIZES: Final = ("winning", "nominated", "winner", "winners", "nominee", "nominees")
_BEFORE_PARTICIPLE: Final = {"based": "GPE", "class": "PRODUCT"} | dict.fromkeys(_OF_PRIZES, "WORK_OF_ART")
# Parts of constituencies and suburbs; no "West", which is a frequent surname.
_PARTS_OF_PLACES: Final = frozenset(("North", "South", "East", "Central"))
# Pieces of a common word and the given name and surname behind it.
_LEADING_PERSON: Final = 3
# Short forms of days and months that are names as well.
_DAYS: Final = frozenset(("Eve", "Jan", "Mar", "Mon", "Sun", "Thu"))
# Small words that may come between a title and its name.
_KEEP_TITLE: Final = LINKS - {"of", "for"}
_BEFORE_REMIT: Final = frozenset(("of", "for", "and"))
# How words for what somebody does end.
_AGENTS: Final = ("master", "mistress", "ologist", "ographer", "keeper", "man", "woman", "person")
_OF_OFFICE: Final = frozenset(("of", "for"))
# Parties of American politicians: `R-Ohio`.
_PARTIES: Final = frozenset("RDI")
# Types of known names that may be a surname where nothing follows.
_NAMESAKES: Final = frozenset(("ORG", "NORP"))
# Types of known names that are no surname of the given name before them.
_NO_SURNAMES: Final = frozenset(("NORP", "ORG", "LOC", "EVENT", "LAW"))
# Types of places that a title may be the first word of, and what is behind the last one.
_PLACE_HEADS: Final = frozenset(("LOC", "FAC"))
_ENDS: Final = frozenset(("small", "end"))
# Small words that link the parts of places' names.
_PLACE_LINKS: Final = frozenset(("upon", "og", "sur"))
_PARTICLES: Final = name_class("person-link") - {"&"}
MONARCHS: Final = frozenset(("king", "queen", "emperor", "empress", "pope", "prince", "sultan"))
_CHILD_OF: Final = frozenset(("bin", "binti", "bint", "ibn"))
_BEFORE_EPITHET: Final = frozenset(("of", "the"))
# Labels of words that may be an epithet: `the Great`, `the Second`, `the Elder`.
_EPITHET: Final = frozenset(("name", "stop", "function"))


# Id and canonical name of an entity.
Named = tuple[str, str]


@dataclass(slots=True, init=False)
class Candidate:
    """A possible name in a run.

    `start` and `end` count from the run's start, `ends` are its first and last word. `kind` is the type as
    far as the words say it, or `unknown`; `known` is the gazetteer's entry; `entity` is what it names, if nothing
    else is known of it; `title` is the title right before, in lower case; `plain` says that all its words are
    common English ones, `leads_on` that words which are no run may belong to it: `Rupert | I`, `Atlantic | alliance`.
    """

    start: int
    end: int
    text: str
    ends: tuple[str, str]
    kind: str
    known: Name | None
    entity: Named
    title: str
    plain: bool
    leads_on: bool = field(init=False)

    # Written out: the compiled suggester takes seven times as long for a generated one.
    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        ends: tuple[str, str],
        kind: str,
        known: Name | None,
        entity: Named,
        title: str,
        plain: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.ends = ends
        self.kind = kind
        self.known = known
        self.entity = entity
        self.title = title
        self.plain = plain
        self.leads_on = False

    @property
    def is_registered(self) -> bool:
        """Whether the corpus has the entity."""
        return self.known is not None and self.known.registered


def named(text: str, known: Name | None) -> Named:
    """The entity of a name, by the gazetteer's entry or, without one, by its words."""
    return (known.id, known.name) if known else (slug(text), text)


# Where a known name ends and what it names, where there is none.
_UNKNOWN: Final[tuple[int, None]] = 0, None
# Where a name whose first or last word says its type ends, and its type, where there is none.
_UNTYPED: Final = 0, ""
# A name in a run: the piece after its last one, its type, and the gazetteer's entry.
_Name = tuple[int, str, Name | None]


def _is_one_word(printed: str) -> bool:
    """Whether a run has no blank, be it one that breaks no line."""
    return " " not in printed and "\u00a0" not in printed


# Each takes a kilobyte. Of the runs in 400 articles, 63 % were among the last 8,000 ones, 64 % among the last 20,000.
@lru_cache(maxsize=8_000)
def cut_run(
    gazetteer: Gazetteer, printed: str, begins: bool, heading: bool, sure: frozenset[int] = frozenset()
) -> tuple[Candidate, ...]:
    """The candidates of a run; `begins` where it begins a sentence, `heading` in a title-case line.

    `sure` are the offsets of words that are names though words of grammar look the same.
    """
    found = _cut(gazetteer, printed, begins, heading, sure)
    for c in found:
        c.leads_on = _leads_on(gazetteer, c)
    return tuple(found)


def _leads_on(gazetteer: Gazetteer, c: Candidate) -> bool:
    """Whether words that are no run may belong to a name: of a king or prize, or the first words of a known one."""
    if c.text in gazetteer.given or c.text in gazetteer.tails:
        return True
    if c.kind == "ORG":
        return bool(_FOR_REMIT.search(c.text))
    return c.kind == "WORK_OF_ART" or c.title in MONARCHS


def _cut(gazetteer: Gazetteer, printed: str, begins: bool, heading: bool, sure: frozenset[int]) -> Sequence[Candidate]:
    if _is_one_word(printed):  # as half of all runs
        word = read_word(gazetteer, printed, begins, heading, 0 in sure)
        if word.label != "title" and not word.compound:
            return _cut_word(gazetteer, printed, word)
    run = read_run(gazetteer, printed, begins, heading, sure)
    pieces, starts = run.pieces, run.starts
    if not run.settled:
        _relabel(gazetteer, pieces)
    found: list[Candidate] = []
    i, title = 0, ""
    while (piece := pieces[i]).label != "end":
        # Most words begin no known name, which takes no call.
        known_end, known = known_at(run, i) if piece.known is not None or piece.longest > 1 else _UNKNOWN
        if stop := _title_end(run, i, known_end) if piece.label == "title" else 0:
            title, i = printed[starts[i] : _end(run, stop)].lower(), stop
        elif piece.compound and (inner := _inside(run, i, known)) is not None:
            # "the North Korea-backed group": "North" is part of the land.
            if inner and found and found[-1].end > inner[0].start:
                found.pop()
            found += inner
            title, i = "", i + 1
        elif name := _name(run, i, known_end, known):
            if not _is_part_of_title(run, i, name):
                found.append(_candidate(run, printed, i, name, title))
            title, i = "", name[0]
        else:
            title, i = title if piece.text in _KEEP_TITLE else "", i + 1
    return found


def _is_part_of_title(run: Run, i: int, name: _Name) -> bool:
    """Whether a word behind a title, before another, is nobody's name: `Deputy Disciplinary Commissioner Anna Berg`."""
    end, _, known = name
    if run.pieces[i - 1].label != "title" or run.pieces[end].label != "title":
        return False
    if known is not None:
        return False
    return run.pieces[i].text not in run.gazetteer.people


def _cut_word(gazetteer: Gazetteer, printed: str, piece: Piece) -> tuple[Candidate, ...]:
    """The candidate of a run of one word, for which there is no neighbour to look at."""
    known = known_alone(piece)
    if known is not None:
        kind = known.type
    elif piece.label == "name":
        kind = _kind_of_word(piece.text)
    elif _is_word_alone(gazetteer, piece):
        kind = "unknown"
    else:
        return ()
    ends, stop = (piece.text, piece.text), len(piece.text)
    if piece.owns and _is_possessive_name(gazetteer, piece):
        stop += 2
    text = printed[:stop]
    return (Candidate(0, stop, text, ends, kind, known, named(text, known), "", piece.common),)


def _inside(run: Run, i: int, known: Name | None) -> list[Candidate] | None:
    """The names inside the hyphenated word at piece `i`; None where it is or begins a name itself."""
    return None if known or _is_headed(run, i) else _compound(run, i)


def _end(run: Run, i: int) -> int:
    """Where the word before piece `i` ends in the run, without its possessive ending."""
    return run.starts[i - 1] + len(run.pieces[i - 1].text)


def _relabel(gazetteer: Gazetteer, found: list[Piece]) -> None:
    """Makes names of the pieces that their neighbours make names."""
    for i, piece in enumerate(found):
        if piece.label not in _NAME_AFTER_ALL:  # as most
            continue
        for is_name in _NAME_AFTER_ALL[piece.label]:
            if is_name(gazetteer, found, i):
                found[i] = replace(piece, label="name")
                break


def _is_after_given(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i` is a frequent surname after a given name, as in a title-case line: `By John Smith`."""
    before, piece = found[i - 1].text, found[i].text
    if piece.isupper():  # "AMY PRICE: It is late."
        before, piece = before.capitalize(), piece.capitalize()
    return before in gazetteer.given and piece in gazetteer.surnames


def _is_after_title(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i` is a frequent surname in capitals after a title: `MR. PRICE: No.`"""
    piece = found[i].text
    if found[i - 1].label != "title":
        return False
    if not piece.isupper():
        return False
    return piece.capitalize() in gazetteer.surnames


def _is_day_s_namesake(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i` is a name that is a word for a day or month too: `Jan Berg`, `Sun Yat-sen`, `Pham Thu Hang`."""
    before, piece, after = found[i - 1], found[i], found[i + 1]
    if piece.text not in _DAYS:
        return False
    if after.label != "name":  # "Jan van Norin", "Jan van ’t Hoff", but not "Sun and Norin"
        behind = next(piece for piece in found[i + 1 :] if piece.text not in _PARTICLES)
        return behind.label == "name"
    if after.lower not in gazetteer.common:  # "Sun Yat-sen", but not "On Sun Voters met"
        return True
    if not i and after.text in gazetteer.given:  # "Jan Peter Berg", "Jan Will": words that are names here
        return True
    return before.text in gazetteer.surnames  # "Pham Thu Hang"


def _is_family_name(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a common word that begins a run, is a family name before two others: `Tan Ah Kow`."""
    if i or found[0].text not in gazetteer.surnames:
        return False
    rest = found[1:3]
    if not all(piece.label == "name" for piece in rest):
        return False
    # "Settle For Hillary": Hillary is no part of a name that begins with a family name.
    if any(gazetteer.given.get(piece.text, "u") != "u" for piece in rest):
        return False
    # "Black Girls Rock" are three common words.
    return not all(piece.common for piece in rest)


def _is_before_common_name(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a common word that begins a sentence, begins a name of common words: `Maple Leaf Foods`."""
    following = found[i + 1]
    if i or following.label != "name":  # in a heading the word behind it is labelled as no name
        return False
    if following.text in gazetteer.names:
        return False
    # "Rapper Young Wasdir left."
    if found[0].lower in gazetteer.classes["role"]:
        return False
    return following.common


def _is_before_syllables(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a common word that begins a run, is a family name before a Korean's: `Woo | Won-shik`."""
    following = found[i + 1]
    if i or found[0].text not in gazetteer.surnames:
        return False
    if len(found[0].text) <= _LONGEST_SYLLABLE_OF_NAME and not following.common:  # "Ho Ching"
        return following.label == "name" and following.known is None
    if not following.compound:
        return False
    halves = _HYPHEN.split(following.text)
    return len(halves[1]) <= _LONGEST_SYLLABLE and halves[1].islower() and not is_common(gazetteer, halves[1])


def _is_after_surname(gazetteer: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, a title elsewhere, ends a name whose family name comes first: `Nakatani Gen`."""
    if found[i - 1].text not in gazetteer.surnames or found[i].lower not in gazetteer.classes["surname"]:
        return False
    # "Ford Chief Executive" is no person called Ford Chief.
    return found[i + 1].label in ("small", "end")


def _is_before_father(_: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether piece `i`, which begins a run, is a name before another and a father's: `Nor Azlina binti Osman`."""
    return not i and found[1].label == "name" and found[2].text in _CHILD_OF


def _is_in_father_s_name(_: Gazetteer, found: list[Piece], i: int) -> bool:
    """Whether the title at piece `i` is part of a father's name: `Siti binti Sultan Omar`."""
    return found[i - 1].text in _CHILD_OF


# Label that is no name → what makes a name of such a piece after all.
_NAME_AFTER_ALL: Final = {
    "stop": (
        _is_after_given,
        _is_after_title,
        _is_family_name,
        _is_before_common_name,
        _is_before_father,
        _is_before_syllables,
    ),
    "date": (_is_day_s_namesake, _is_family_name),
    "function": (_is_family_name, _is_before_father),
    "title": (_is_after_surname, _is_in_father_s_name),
}


def _candidate(run: Run, printed: str, i: int, name: _Name, title: str) -> Candidate:
    end, kind, known = name
    pieces, first = run.pieces[i:end], run.pieces[i]
    start, stop = run.starts[i], run.starts[end - 1] + len(pieces[-1].text)
    if first.owns and _is_possessive_name(run.gazetteer, first):
        stop += 2
    ends, text = (first.text, first.text), printed[start:stop]
    plain = first.common
    if end > i + 1:
        plain = _are_common(pieces)
        ends = _ends(run, pieces, kind)
    if kind == "unknown" and _is_long_as_person(run, printed, pieces, plain):
        kind = "PERSON"
    elif title and _is_surname_behind_title(run, text, kind, known):
        known, kind = None, "unknown"
    return Candidate(start, stop, text, ends, kind, known, named(text, known), title, plain)


def _ends(run: Run, pieces: list[Piece], kind: str) -> tuple[str, str]:
    """The first and last word of a name without what follows names: `Lee` of `Lee Jr.`"""
    after_person = run.classes["after-PERSON"]
    own = [piece.text for piece in pieces if piece.lower not in after_person] or [pieces[0].text]
    if kind == "PERSON" and not _BEFORE_EPITHET.isdisjoint(own):
        return _ends_of_person(own)
    return own[0], own[-1]


def _ends_of_person(words: list[str]) -> tuple[str, str]:
    """The first and last word of a person's name without place or epithet: `Philip` of `Philip of Norsund`."""
    behind = next((k for k, word in enumerate(words) if word in _BEFORE_EPITHET), len(words))
    return words[0], words[max(behind, 1) - 1]


def _is_surname_behind_title(run: Run, text: str, kind: str, known: Name | None) -> bool:
    """Whether a name that looks like a place or an organisation is a surname, as a title before it shows."""
    if known is None:  # "KING RUPERT I"
        return kind == "ORG" and text.capitalize() in run.gazetteer.surnames
    return known.type == "GPE" and text in run.gazetteer.surnames  # "Coach Lima", "Mr. London"


def _are_common(pieces: list[Piece]) -> bool:
    """Whether all words of a name are common ones, or small ones between them."""
    # A loop, since every name comes here and a generator takes twice the time.
    for piece in pieces:  # noqa: SIM110
        if not piece.common and piece.label != "small":
            return False
    return True


def _is_possessive_name(gazetteer: Gazetteer, first: Piece) -> bool:
    """Whether the possessive ending of the first word is part of a name: `McDonald's`."""
    return f"{first.text}'s" in gazetteer.names


def _is_long_as_person(run: Run, printed: str, pieces: list[Piece], plain: bool) -> bool:
    """Whether words of unknown type may be a person's name by their number: not in capitals, without a figure."""
    if len(pieces) == 1 or plain:  # "Founding Fathers" are common words, which make no name of a person
        return False
    if printed.isupper():
        return False
    if pieces[0].text in run.classes["article-first"]:  # "La Norsund" may be a newspaper or a place
        return False
    if pieces[-1].text[-1].isdigit():  # "EgyptAir Flight MS804" is no person
        return False
    if _ends_like_body(run, pieces):
        return False
    return 1 < sum([piece.label == "name" for piece in pieces]) <= _LONGEST_PERSON


def _ends_like_body(run: Run, pieces: list[Piece]) -> bool:
    """Whether a common word that is no surname ends a name without a given name: `Wasdir Legion`, no `Anna Legion`."""
    if not pieces[-1].common or pieces[-1].text in run.gazetteer.people:
        return False
    if not _BEFORE_EPITHET.isdisjoint([piece.text for piece in pieces]):  # "Casimir III the Great"
        return False
    return not _is_double_given(run, pieces[0])


def _is_double_given(run: Run, piece: Piece) -> bool:
    """Whether a word is two given names with a hyphen, of which the second may be uncommon: `Anne-Sophie`."""
    if not piece.compound:
        return False
    return _HYPHEN.split(piece.text)[0] in run.gazetteer.given


def _title_end(run: Run, i: int, known_end: int) -> int:
    """Where the title that begins with piece `i` ends; 0 where there is none, or a longer known name begins."""
    if known_end > i + 1 or _is_in_honour(run, i) or _is_joined(run, i):
        return 0
    pieces = run.pieces
    if pieces[i].lower in run.classes["first-of-title"] and pieces[i + 1].lower in run.classes["second-of-title"]:
        return i + 2  # both are labelled as titles
    end = core = i
    while pieces[end].label == "title":
        end += 1
        if pieces[end - 1].lower in run.classes["title-core"]:
            core = end
    if pieces[end - 1].owns:  # "the Sheriff's Office"
        return 0
    if end == i + 1 and _is_place_word(run, end):
        return 0
    words = [p.lower for p in pieces[i:end]]
    # "General Lee": the word is a title alone, but only part of one in "attorney general".
    if run.classes["title"].isdisjoint(words[: core - i]) and words != ["general"]:
        return 0
    return _office_end(run, core)


def _is_joined(run: Run, i: int) -> bool:
    """Whether `and` makes one name of the title at piece `i` and what follows: `Justice and Equality Movement`."""
    return run.pieces[i + 1].text == "and" and typed_name(run, i, i)[0] > i


def _is_in_honour(run: Run, i: int) -> bool:
    """Whether the title at piece `i` begins the name of what is named after a monarch: `Queen Elizabeth Hospital`."""
    if run.pieces[i].lower not in run.classes["monarch"]:
        return False
    return typed_name(run, i + 1, i + 2)[0] > i + 2


def _is_place_word(run: Run, i: int) -> bool:
    """Whether piece `i` ends the name of a place: `King Island`, `Queen Street`, but not `Judge Park`."""
    word = run.pieces[i]
    if run.gazetteer.heads.get(word.lower) not in _PLACE_HEADS:
        return False
    return word.lower.capitalize() not in run.gazetteer.surnames


def _office_end(run: Run, i: int) -> int:
    """Where a title goes on to with an office: `Secretary of State`, but not `Secretary of State Department`."""
    if run.pieces[i].lower != "of":
        return i
    office = i + 2 if run.pieces[i + 1].text == "the" else i + 1  # "Chancellor of the Exchequer"
    if run.pieces[office].lower not in run.classes["office"]:
        return i
    known_end, _ = known_at(run, office)
    return i if known_end > office + 1 else office + 1


def _is_headed(run: Run, i: int) -> bool:
    """Whether a compound of two names begins one that its head ends: `Trans-Siberian Railway`, `Sino-Indian War`."""
    if not _HYPHEN.split(run.pieces[i].text)[1][:1].isupper():  # "US-led Norsund Forum"
        return False
    return typed_name(run, i, i)[0] > i + 1


def _compound(run: Run, i: int) -> list[Candidate] | None:
    """Names inside a hyphenated word (`US-led`, `Russian-Chinese`); None where the word may be one name."""
    gazetteer = run.gazetteer
    halves = _HYPHEN.split(run.pieces[i].text)
    first, second = halves[:2]
    # "Camilla Vine-Hart", "Mr Hale-Brown"
    if second[:1].isupper() and _may_precede_surname(run, i - 1):
        return None
    found = list(_known_halves(gazetteer, run.starts[i], halves))
    # "South Korea-based"
    if whole := gazetteer.names.get(f"{run.pieces[i - 1].text} {first}"):
        behind = [c for c in found if c.start > run.starts[i]]
        found = [_of_two_words(run, i, first, whole), *behind]
        if second in gazetteer.classes["participles"]:
            return found
    if first.lower() in gazetteer.classes["prefix"]:
        return found  # anti-Russian
    if len(first) == 1 and second[:1].islower():
        return found  # T-shirt
    if _is_one_person(gazetteer, halves, found):
        return None
    rest = [half for half in halves if half not in gazetteer.names]
    if found and all(is_common(gazetteer, half.lower()) for half in rest):
        return found  # US-led, Russian-Chinese
    if first in _PARTIES:  # R-Ohio, R-Tex.
        return found or list(_known_halves(gazetteer, run.starts[i], halves, "."))
    if _is_syllables(run, i, halves):
        return None
    if any(half in gazetteer.classes["participles"] for half in halves[1:]):
        return [_before_participle(gazetteer, run.starts[i], first, second)]
    return [] if all(half.isdigit() or is_common(gazetteer, half.lower()) for half in halves) else None


def _is_syllables(run: Run, i: int, halves: list[str]) -> bool:
    """Whether a given name of two syllables that are words ends a name: `Kim Sang-woo`, but not `Oslo Run-off`."""
    before, second = run.pieces[i - 1], halves[1]
    if run.heading or before.label != "name" or run.pieces[i + 1].label not in _ENDS:
        return False
    # "Oslo Run-Off", "Berg Rear-end"
    if not second.islower() or max(map(len, halves)) > _LONGEST_SYLLABLE:
        return False
    if second in run.gazetteer.classes["participles"]:  # "Norsund City-based"
        return False
    if before.text in run.gazetteer.surnames:
        return True
    return before.known is None and is_unheard_of(run, i - 1)


def _may_precede_surname(run: Run, i: int) -> bool:
    """Whether a first name or an honorific is at piece `i`: `Camilla`, `Mr`."""
    text = run.pieces[i].text
    return text in run.gazetteer.given or text.removesuffix(".") in _HONORIFICS


def _of_two_words(run: Run, i: int, first: str, known: Name) -> Candidate:
    """The known name that ends in the first half of the hyphenated word at piece `i`."""
    start, text = run.starts[i - 1], f"{run.pieces[i - 1].text} {first}"
    return Candidate(start, start + len(text), text, (text, text), known.type, known, named(text, known), "", False)


def _known_halves(gazetteer: Gazetteer, start: int, halves: list[str], stop: str = "") -> Iterator[Candidate]:
    """The known names among the halves of a hyphenated word, which are known with `stop` behind them: `Tex.`"""
    at = start
    for half in halves:
        if name := gazetteer.names.get(half + stop):
            entity = named(half, name)
            yield Candidate(at, at + len(half), half, (half, half), name.type, name, entity, "", False)
        at += len(half) + 1


def _is_one_person(gazetteer: Gazetteer, halves: list[str], found: list[Candidate]) -> bool:
    """Whether a compound is a person's name: `Hans-Peter`, `Putin-Berg`."""
    if all(half in gazetteer.given for half in halves):
        return True
    if [c.kind for c in found] != ["PERSON"]:
        return False
    return halves[1][:1].isupper()


def _before_participle(gazetteer: Gazetteer, start: int, first: str, participle: str) -> Candidate:
    """The name before a participle: a place in `Norsund-based`, anything in `Norsund-backed`."""
    kind = "ORG" if _ACRONYM.match(first) else "unknown"
    known, plain = gazetteer.names.get(first), is_common(gazetteer, first.lower())
    end, entity = start + len(first), named(first, known)
    if kind == "unknown" and not plain:
        kind = _BEFORE_PARTICIPLE.get(participle, kind)
    return Candidate(start, end, first, (first, first), kind, known, entity, "", plain)


def _beyond_known(run: Run, i: int, known_end: int, known: Name) -> _Name | None:
    """The name that goes on behind a known one from piece `i` on: `PlayStation 4`, `BBC Scotland`."""
    if _makes_organisation(run, known_end, known):
        return known_end + 1, "ORG", None
    if known.type == "PRODUCT" and run.pieces[known_end].label == "figure":
        return known_end + 1, "PRODUCT", None
    if known.type == "ORG" and (stop := _branch_end(run, known_end)):
        return stop, "ORG", None
    if known.type == "NORP" and _is_behind_family_name(run, known_end):
        return known_end + 1, "PERSON", None
    if known.type != "PERSON":
        return None
    if _is_numbered(run, known_end) or _goes_on_as_person(run, i, known_end):
        return known_end + 1, "PERSON", None
    return (known_end + 2, "PERSON", None) if _has_father(run, known_end) else None


def _is_behind_family_name(run: Run, i: int) -> bool:
    """Whether piece `i` is a Korean given name behind a people's that is a family name: `Han | Duck-soo`."""
    piece = run.pieces[i]
    return piece.compound and _is_syllables(run, i, _HYPHEN.split(piece.text))


def _has_father(run: Run, i: int) -> bool:
    """Whether the father's name follows at piece `i`, as in `Anwar Norin | bin Wasdir`."""
    return run.pieces[i].text in _CHILD_OF


def _is_numbered(run: Run, end: int) -> bool:
    """Whether a number or `Jr.` belongs to the known name before piece `end`: `Benigno Aquino III`."""
    return run.pieces[end].lower in run.classes["after-PERSON"]


def _name(run: Run, i: int, known_end: int, known: Name | None) -> _Name | None:
    """The name that begins with piece `i`; `known` is the longest known one there."""
    piece = run.pieces[i]
    if piece.label == "small":  # seldom begins a name, and the look costs time
        return None
    # Most names are the last words of their run, which nothing goes on behind.
    if run.pieces[known_end or i + 1].label == "end":
        return _last_name(run, i, known)
    end, kind = typed_name(run, i, known_end) if run.typed else _UNTYPED
    if end:
        return None if _is_remit(run, i, end) else (end, kind, lookup(run, i, end))
    is_given = _is_given(run, i, known_end)
    if not is_given:
        end, kind = placed_name(run, i, known_end, known)
        if end:
            return end, kind, None
    if known is not None:
        if longer := _beyond_known(run, i, known_end, known):
            return longer
        if not is_given:  # "Minister for Foreign Affairs Ann Roe" names no magazine
            return None if known.type == "ORG" and _is_remit(run, i, known_end) else (known_end, known.type, known)
    elif piece.lower in run.classes["sport"] and (end := _federation_end(run, i)):
        return end, "ORG", None
    elif piece.label != "name" or _is_before_name(run, i):
        return None
    # "MP for Wycombe | Sarah Bool"
    if run.pieces[i - 1].text == "for" and _is_constituency(run, i):
        return i + 1, "GPE", None
    end = _stretch(run, i)
    return end, _kind(run, i, end), known if end == i + 1 else None


def _is_before_name(run: Run, i: int) -> bool:
    """Whether a word with a capital is not part of the name behind it, nor a name itself: `Coroner Ann Roe`."""
    piece = run.pieces[i]
    if _leads_person(run, i):
        return True
    if piece.lower not in run.classes["before-name"] and not piece.lower.endswith(_AGENTS):  # as most words
        return False
    return _is_role_before(run, i) or _is_office_of(run, i) or _is_new_year(run, i) or _is_before_firm(run, i)


def _last_name(run: Run, i: int, known: Name | None) -> _Name | None:
    """The name from piece `i` on to the end of the run, which is a known one or a single word."""
    end = len(run.pieces) - 1
    if known is not None:
        return end, known.type, known
    piece = run.pieces[i]
    if piece.label == "name":
        return end, _kind_of_word(piece.text), None
    return (end, "unknown", None) if not i and _is_word_alone(run.gazetteer, piece) else None


def _is_constituency(run: Run, i: int) -> bool:
    """Whether a place is at piece `i`, behind who sits in parliament for it: `MP for Wycombe Sarah Bool`."""
    if run.pieces[i - 2].lower not in _MEMBERS or run.pieces[i + 1].text not in run.gazetteer.given:
        return False
    return run.pieces[i].text not in run.gazetteer.given


def _leads_person(run: Run, i: int) -> bool:
    """Whether piece `i` is a common word before a person: `Equalities Nadia Morton`, `Foreign Relations Jo Lee`."""
    if i + _LEADING_PERSON >= len(run.pieces):
        return False
    end = _remit_end(run, i)
    if end == i:
        return False
    if run.pieces[i].lower in run.classes["function"]:  # "Do Van Minh" is a name, or it would not be labelled as one
        return False
    if not (_is_full_name(run, end) or _is_behind_office(run, i, end)):
        return False
    begin = _words_begin(run, i)
    if not begin:  # "a reader in | Medieval Literature Giles Norin", but "Time Warner Cable" is no person called Warner
        return end > 1 and [piece.label for piece in run.pieces[end:]] == ["name", "name", END.label]
    return run.pieces[begin - 1].label == "small"


def _remit_end(run: Run, i: int) -> int:
    """Where the words for what an office is for end: `Foreign Relations`, `Public Works and Housing`."""
    end = i
    while _may_be_remit(run, end) or (run.pieces[end].text == "and" and _may_be_remit(run, end + 1)):
        end += 1
    return end


def _may_be_remit(run: Run, i: int) -> bool:
    """Whether piece `i` may be a word for what an office is for: `Housing`, `Trade`."""
    return run.pieces[i].lower in run.classes["only-before-title"] or _is_of_remit(run, i)


def _is_remit(run: Run, i: int, end: int) -> bool:
    """Whether a name by its last word is only what the office before it is for: `Head of | Human Resources Ann Roe`."""
    # "Chair of the Board of Trustees Ann Roe" names the board
    if run.pieces[end].label == "end" or run.pieces[i - 1].text not in _BEFORE_REMIT:
        return False
    # "Chief Executive of Northern Foods Ann Roe"
    if run.pieces[end - 1].lower in run.classes["closed-head"] and _has_role_in_firm(run, i):
        return False
    person = max(end, _remit_end(run, end if run.pieces[end].text != "and" else end + 1))
    return _is_behind_office(run, i, person) and all(piece.common for piece in run.pieces[i:person])


def _has_role_in_firm(run: Run, i: int) -> bool:
    """Whether a word before piece `i` is what somebody is in a firm: `Chief Executive of`, but not `Minister of`."""
    return not run.classes["firm-role"].isdisjoint(piece.lower for piece in run.pieces[:i])


def _is_full_name(run: Run, i: int) -> bool:
    """Whether a given name and what may be a surname are at piece `i`."""
    if [piece.label for piece in run.pieces[i : i + 2]] != ["name", "name"]:
        return False
    return run.pieces[i].text in run.gazetteer.given


def _is_behind_office(run: Run, i: int, end: int) -> bool:
    """Whether the last two names of a run are behind an office and what it is for: `Minister for Sport Dagny Holt`."""
    if [piece.label for piece in run.pieces[end:]] != ["name", "name", END.label]:
        return False
    # "minister of Culture, | Youth and Sport Hana Norin", where the comma ends a run
    if _is_mere_word(run, 0) and run.pieces[1].text == "and":
        return i == 2 and not run.pieces[end].common
    links = [k for k in range(1, i) if run.pieces[k].text in _OF_OFFICE]
    return bool(links) and not run.classes["one-person"].isdisjoint(piece.lower for piece in run.pieces[: links[0]])


def _is_role_before(run: Run, i: int) -> bool:
    """Whether piece `i` is what the person behind it does: `Coroner Ann Roe`, `Farmer Jo Lee`, but not `Hunter Lee`."""
    piece = run.pieces[i]
    if piece.lower not in run.classes["role"] and not _is_agent(run, piece):
        return False
    return _is_full_name(run, i + 1)


def _is_agent(run: Run, piece: Piece) -> bool:
    """Whether a word ends like those for what somebody does: `Harbourmaster`, but not the name `Newman`."""
    return piece.lower.endswith(_AGENTS) and piece.text not in run.gazetteer.surnames


def _is_before_firm(run: Run, i: int) -> bool:
    """Whether piece `i` is what the firm behind it is: `Drugmaker Norrland Bio said no.`"""
    if i:
        return False
    if run.pieces[i].lower not in run.classes["before-firm"]:
        return False
    return not run.pieces[i + 1].common


def _is_office_of(run: Run, i: int) -> bool:
    """Whether piece `i` is an office that is a given name too, before what it is for: `Dean of Arts`."""
    # "Deputy Head of Information Otto Lind"
    is_office = run.pieces[i].lower in run.classes["one-person"] and run.pieces[i - 1].label == "title"
    if not is_office and run.pieces[i].lower not in run.classes["given-office"]:
        return False
    return run.pieces[i + 1].text in _OF_OFFICE


def _is_new_year(run: Run, i: int) -> bool:
    """Whether piece `i` begins the day `New Year`, which is no name."""
    if run.pieces[i].text != "New":
        return False
    return run.pieces[i + 1].text == "Year"


def _is_of_remit(run: Run, i: int) -> bool:
    """Whether piece `i` is a common word and no given name: `Biology`, and `Marine` of `Marine Biology Kenji Abe`."""
    if not _is_mere_word(run, i):
        return False
    given = run.gazetteer.given
    if run.pieces[i].text not in given:
        return True
    if not _is_mere_word(run, i + 1):
        return False
    return run.pieces[i + 1].text not in given


def _words_begin(run: Run, i: int) -> int:
    """Where the names before piece `i` begin, and words of offices: `International` of `of International |`."""
    # `END` before the first piece is none, nor is "and"; "Veterans Affairs" may be a known name.
    while run.pieces[i - 1].label == "name":
        i -= 1
    while run.pieces[i - 1].lower in run.classes["only-before-title"]:
        i -= 1
    return i


def _is_word_alone(gazetteer: Gazetteer, piece: Piece) -> bool:
    """Whether a word that is a complete run may be a name after all: `Price said no.`, `City won.`"""
    return piece.label == "stop" or piece.lower in gazetteer.classes["short-head"]


def _makes_organisation(run: Run, i: int, known: Name) -> bool:
    """Whether piece `i` makes an organisation of the people's name before it: `American Crossroads`."""
    piece, before = run.pieces[i], run.pieces[i - 1]
    if known.type != "NORP" or not _is_mere_word(run, i):
        return False
    if piece.lower in run.classes["after-PERSON"]:  # "Christian VI"
        return False
    # "China's Communists" are two names, and so are "Democrats Abroad".
    if before.owns or before.lower.endswith("s"):
        return False
    return piece.text not in run.gazetteer.given  # "Democrat Patty Judge"


def _branch_end(run: Run, i: int) -> int:
    """Where the name of a firm's part ends that begins with a known firm's before piece `i`; 0 for none.

    `Sony Norsund`, `BBC Scotland`, but neither `BBC's Scotland` nor `BBC Anna Lind`.
    """
    if run.heading or run.pieces[i - 1].owns:
        return 0
    if run.pieces[i - 1].common:  # "the House Norsund committee"
        return 0
    if run.pieces[i].label != "name" or run.pieces[i + 1].label not in _ENDS:
        return 0
    behind = known_at(run, i)[1]
    if behind is not None:
        return i + 1 if behind.type == "GPE" else 0
    # "Sony Norsund", but not "NRA SMITHSON said no"
    return i + 1 if is_unheard_of(run, i) and not run.pieces[i].text.isupper() else 0


def _goes_on_as_person(run: Run, i: int, end: int) -> bool:
    """Whether one who is known by one name has another here: `Socrates Norinus`, but not `Rembrandt Prize`."""
    if end > i + 1 or run.heading:
        return False
    if run.pieces[i].owns:
        return False
    if run.pieces[end + 1].label not in _ENDS:
        return False
    return is_unheard_of(run, end)


def _federation_end(run: Run, i: int) -> int:
    """Where the name of a sport's federation ends that begins with piece `i`: `Tennis Australia`; 0 for none."""
    end, known = known_at(run, i + 1)
    if known is None or known.type != "GPE":
        return 0
    return end if run.pieces[end].label in _ENDS else 0


def _is_mere_word(run: Run, i: int) -> bool:
    """Whether piece `i` has a capital like a name but is a common word, and begins no known name."""
    if run.pieces[i].label != "name" or known_at(run, i)[1]:
        return False
    return run.pieces[i].common


def _is_given(run: Run, i: int, known_end: int) -> bool:
    """Whether piece `i`, a known name, is the given name of what follows: `Jordan Berg`, but not `Jordan NATO`.

    `known_end` is where the longest known name from piece `i` on ends.
    """
    if known_end > i + 1:
        return False
    piece, following = run.pieces[i], run.pieces[i + 1]
    if piece.text not in run.gazetteer.given:
        return False
    if following.text in _PARTICLES:  # "Lourdes de los Norin"
        return run.pieces[_after_links(run, i + 1)].known is None
    if following.label != "name":
        return False
    if len(following.text) < _LONGEST_INITIALS and _is_acronym(following.text):  # "Houston ISD"
        return False
    # "Virginia Democratic", "Christian Evangelical"
    known = run.gazetteer.names.get(following.text)
    if known is None:
        return True
    # "Austin Texas", but "Jordan London" and "Taylor Wisconsin"
    if known.type == "GPE" and piece.known is not None:
        return following.text in run.gazetteer.people
    return known.type not in _NO_SURNAMES


def _stretch(run: Run, i: int) -> int:
    """Where a row of words that nothing is known of ends."""
    pieces = run.pieces
    if _is_acronym(pieces[i].text) and _is_full_name(run, i + 1):  # "SPO3 Anna Berg"
        return i + 1
    if club := _club_end(run, i):
        return club
    # "B. Hussein Obama" may go on with a known surname, "Presumptive Democrat" may not.
    person = bool(_INITIAL.match(pieces[i].text)) or pieces[i].text in run.gazetteer.given
    end = i + 1
    while not pieces[end - 1].owns:
        name = _after_links(run, end)
        if pieces[name].label != "name" and not is_state(run, name):
            break
        if not _fits_person(run, end, person):
            break
        end = name + 1
    if pieces[end].text in _BEFORE_EPITHET and (_is_of_place(run, i, end) or _is_epithet(run, i, end)):
        return end + 2
    return end


def _after_links(run: Run, i: int) -> int:
    """The piece after small words that names hold (`de la`, `bin`, `&`), from piece `i` on."""
    links = run.classes["person-link"]
    end = i
    while run.pieces[end].text in links:
        end += 1
    return end


def _club_end(run: Run, i: int) -> int:
    """Where an uncommon word at piece `i` and a city end, as in `Bayern Munich`; 0 where they are no one name."""
    piece = run.pieces[i]
    end, known = known_at(run, i + 1)
    if known is None:
        return 0
    if not _is_city(known) and known.name not in OCEANS and _kind_of_word(piece.text) != "ORG":  # "NorsNet Canada"
        return 0
    if run.pieces[i + 1].lower in run.classes["direction"]:  # "the Marist South Carolina poll"
        return 0
    # "P&G Amiens" is a firm at a place, "Jesse Ferguson" a person, "Upper Dover" a place.
    return end if is_unheard_of(run, i) and not piece.owns else 0


def _is_city(known: Name) -> bool:
    """Whether a name is that of a city, also of a capital."""
    return known.type == "GPE" and known.governs != known.name


def _is_of_place(run: Run, i: int, end: int) -> bool:
    """Whether a given name is that of a person of a place: `Edmund of Langley`, but not `Jordan of Ohio`."""
    given, link, place = _around_link(run, i, end)
    if link.text != "of" or place.label != "name":
        return False
    # "Philip II of Norsund", "Charles V of Norsund"
    if end > i + 1:
        return bool(_NUMERAL.match(run.pieces[end - 1].text))
    if given.text in run.gazetteer.only_given or given.text in run.classes["royal"]:
        return True
    return _is_latin(run, i)


def _is_epithet(run: Run, i: int, end: int) -> bool:
    """Whether a given name alone goes on with an epithet: `Ivan the Terrible`, but not `Ivan the Norsund baker`."""
    _, link, epithet = _around_link(run, i, end)
    if run.heading or link.text != "the":
        return False
    if epithet.label not in _EPITHET or run.pieces[end + 2].label not in _ENDS:
        return False
    if known_at(run, end + 1)[1]:  # "He told Anna the White House was shut."
        return False
    return _may_have_epithet(run, i, end)


def _may_have_epithet(run: Run, i: int, end: int) -> bool:
    """Whether a name is a given name alone or with a king's number: `Ivan`, `Casimir III`."""
    if end > i + 1:
        return bool(_NUMERAL.match(run.pieces[end - 1].text))
    if run.pieces[i].text in run.gazetteer.given:
        return True
    return _is_latin(run, i)


def _is_latin(run: Run, i: int) -> bool:
    """Whether piece `i` is an uncommon word that ends like a Latin name: `Athanasius`."""
    if not run.pieces[i].text.endswith("us"):
        return False
    return not run.pieces[i].common


def _around_link(run: Run, i: int, end: int) -> tuple[Piece, Piece, Piece]:
    """Piece `i`, the piece at `end`, and the one behind it."""
    behind = run.pieces[end + 1]
    return run.pieces[i], run.pieces[end], behind


def _fits_person(run: Run, j: int, person: bool) -> bool:
    """Whether piece `j` may go on a row of unknown words: it begins nothing known, or may be a surname."""
    end, known = known_at(run, j)
    if known is None:
        return not _is_office_behind(run, j) and (not run.pieces[j].compound or _compound(run, j) is None)
    if end > j + 1:  # "Charlotte North Carolina": a surname has one word
        return False
    if known.type == "NORP" and _is_called_like_people(run, j, end):
        return True
    if known.type == "LOC":
        # "Cornel West", but neither "Saharan Africa" nor "Solid South".
        is_after_common = run.pieces[j - 1].common
        if run.pieces[j].text not in run.gazetteer.surnames:
            return False
        return not is_after_common
    if _is_of_another(run, j, known):
        return run.pieces[j + 1].label in _ENDS
    return person and _can_end_person(run, j, known)


def _is_office_behind(run: Run, j: int) -> bool:
    """Whether piece `j` is an office behind a place or body, not a surname: `the Wasdir Member of Parliament`."""
    if run.pieces[j].lower not in run.classes["one-person"] or run.pieces[j].text in run.gazetteer.surnames:
        return False
    return run.pieces[j + 1].text in _OF_OFFICE


def _is_of_another(run: Run, j: int, known: Name) -> bool:
    """Whether the known name at piece `j` is part of another one: `NIT Trichy`, `Xolani Trump`."""
    if known.type == "PERSON":  # "Xolani Trump", "Norsin Muhammad Mubarak"
        return is_unheard_of(run, j - 1) or run.pieces[j - 1].text in run.gazetteer.given
    return known.is_town and _is_institute(run.pieces[j - 1].text)


def _is_institute(text: str) -> bool:
    """Whether a word is an acronym of letters alone, which a town may follow: `NIT Trichy`, but not `P&G Amiens`."""
    return text.isalpha() and _is_acronym(text)


def _is_acronym(text: str) -> bool:
    """Whether a word is an acronym of three characters or more, which most words show at a glance not to be."""
    return not text[1:].islower() and bool(_LONG_ACRONYM.match(text))


def _is_called_like_people(run: Run, j: int, end: int) -> bool:
    """Whether the name of a people at piece `j` is a person's: `Johann Christian Norin`, `Babar Baloch`."""
    is_after_given = run.pieces[j - 1].text in run.gazetteer.given
    if not is_after_given and not is_unheard_of(run, j - 1):
        return False
    if _is_given(run, j, end):
        return True
    if run.pieces[j].text not in run.gazetteer.surnames:
        return False
    return run.pieces[j + 1].label == "end"


def _can_end_person(run: Run, j: int, known: Name) -> bool:
    """Whether a known name may be the surname of a person: `Anna Cuban`, `Jo London`, but not `Jo Russia`."""
    # "Michael Bloomberg", "Mark Cuban", but not "Rick Republican Smith".
    if known.type in _NAMESAKES:
        return run.pieces[j + 1].label == "end"
    if known.type == "PERSON" or known.is_town:
        return True
    if known.type != "GPE":
        return False
    if run.pieces[j + 1].label == "name":
        return False
    # "Anna Berlin", "Rosa Cairo", "Michael Jordan": a capital, or a state whose name is a surname too.
    if run.pieces[j].text in run.gazetteer.surnames:
        return True
    return known.governs != known.name


def _kind(run: Run, i: int, end: int) -> str:
    """The type of a row of unknown words by their forms; `unknown` where they leave it open."""
    pieces = run.pieces[i:end]
    first = pieces[0].text
    if len(pieces) == 1:
        return _kind_of_word(first)
    if first in run.classes["place-first"] and not pieces[1].common:
        return "GPE"  # "St. Gallen" is no person of a given name and a surname
    if pieces[1].text in _PLACE_LINKS:  # "Møre og Romsdal"
        return "GPE"
    if pieces[-1].text == "State":  # "Kachin State"
        return "GPE"
    if pieces[-1].text in _PARTS_OF_PLACES and is_unheard_of(run, i):  # "Kawempe North", but not "Ann North"
        return "GPE"
    if _is_acronym(first) or ("&" in run.text and any("&" in piece.text for piece in pieces)):
        return "PERSON" if _is_person_in_capitals(run, i, pieces) else "ORG"
    if _club_end(run, i):
        return "ORG"
    return "PERSON" if _has_form_of_person(run, pieces) else "unknown"


def _is_person_in_capitals(run: Run, i: int, pieces: list[Piece]) -> bool:
    """Whether a name is a given name and a surname in capitals: `ANNA NORIN`, `DR. UMA NORIN`, but not `NHS NORIN`."""
    if run.pieces[i - 1].label == "title":
        return True
    given, surname = pieces[0].text.capitalize(), pieces[-1].text.capitalize()
    if given not in run.gazetteer.given:
        return False
    return surname in run.gazetteer.surnames


def _kind_of_word(text: str) -> str:
    if text[1:].islower() and text.isalpha():  # as most words; the others have a figure, or a capital inside
        return "unknown"
    if _PRODUCT.match(text):
        return "PRODUCT"
    if _ARENA.match(text):
        return "FAC"
    return "ORG" if _ORGANISATION.match(text) else "unknown"


def _is_of_common_words(run: Run, pieces: list[Piece]) -> bool:
    """Whether two common words or more that are no surnames end a name: `Warren | Transmission Operations`."""
    if len(pieces) < 2 or {piece.label for piece in pieces} != {"name"}:  # "Casimir | III the Great"
        return False
    return all(piece.common and piece.text not in run.gazetteer.surnames for piece in pieces)


def _has_form_of_person(run: Run, pieces: list[Piece]) -> bool:
    """Whether words look like a person's name: `Anna Norin`, `Bush II`, `W. E. B. Du Norin`."""
    if pieces[-1].lower in run.classes["after-PERSON"]:
        return True
    if pieces[0].text in run.gazetteer.given:
        return not _is_of_common_words(run, pieces[1:])
    return bool(_INITIAL.match(pieces[0].text))
