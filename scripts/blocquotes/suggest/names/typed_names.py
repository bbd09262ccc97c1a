"""Names whose first or last word says their type: `University of X`, `X Ministry`, `Hurricane X`."""

import re
from typing import Final

from blocquotes.suggest.names.gazetteer import LONGEST, Name
from blocquotes.suggest.names.runs import NO_NAME, Piece, Run, is_unheard_of, known_at
from blocquotes.suggest.text.months import MONTH

_AND: Final = frozenset(("and", "&"))
# Class of heads → the small words beside `of` that may follow them.
_LEADS_ON: Final = {"for-head": frozenset(("for", "on")), "and-head": _AND}
# Phrases with `of`, `for` or `and` in one name: `Department of Health and Welfare of Norsund`.
_ORDINALS: Final = frozenset(("first", "second", "third", "fourth", "tropical", "super"))
# Heads of names that a place may end: "Imperial College London", "Labour Party Norsund".
_BEFORE_PLACE: Final = frozenset(("College", "University", "Party"))
# What the holder of an office has: "Marsh County Sheriff's Office".
_OF_OFFICER: Final = frozenset(("office", "department", "association"))
_MONTH: Final = re.compile(rf"{MONTH}$")
_OF_PHRASES: Final = 3
# Words before a body that are no part of its name: `Senior Congress leader Jo Lee`, `Inside Parliament he wept.`
_NEVER_FIRST: Final = frozenset(("senior", "inside", "outside"))
_SAINTS: Final = frozenset(("St.", "St"))
_DIGITS_OF_YEAR: Final = 4
# Types of names that an opening word and one more word make: `Lake Norsund`, but not `Republic Norsund`.
_OPENS_WITH_NEXT_WORD: Final = frozenset(("LOC", "FAC", "EVENT", "LAW", "PRODUCT"))

_NAME: Final = frozenset(("name",))
# Labels of the words that an opening word and a type make a name with: `HMS Queen Mary`, but not `Lake Captain Lind`.
_MAY_BE_OPENED: Final = {"PRODUCT": frozenset(("name", "title"))}
# Roads that have a number: "Route 66", "State Highway 27".
_NUMBERED: Final = frozenset(("highway", "route", "interstate"))


def typed_name(run: Run, i: int, end: int) -> tuple[int, str]:
    """A name from piece `i` on whose first or last word says its type, if it ends beyond `end`; else (0, "")."""
    if not run.typed:  # as most
        return 0, ""
    opened, kind_opened = _opened(run, i)
    headed, kind = _headed(run, i, max(opened, end))
    # "Lake Norsund", but "Lake Norsund State University"
    if opened > max(i + 1, end) and headed <= opened and _may_go_beyond(run, i, end, kind_opened):
        return opened, kind_opened
    if headed <= end:
        return 0, ""
    # "Norsund Bridge" is a bridge, "Jo Bridge" a person.
    return (0, "") if _is_person(run, i, headed, kind) else (headed, kind)


def _may_go_beyond(run: Run, i: int, end: int, kind: str) -> bool:
    """Whether a name may go on beyond a known one of its type: `Bank of Oslo Norsund`, no `State of the Union Act`."""
    known = known_at(run, i)[1] if end > i + 1 else None
    # "Isle of Wight Bank" is no isle
    return known is None or known.type == kind != "LOC"


def _is_person(run: Run, i: int, end: int, kind: str) -> bool:
    """Whether pieces from `i` to `end` are a given name and a surname, though the latter heads places too."""
    given, surname = run.pieces[i].text, run.pieces[end - 1].text
    if given not in run.gazetteer.given:
        return False
    if surname not in run.gazetteer.surnames:
        return False
    # "John Atta Mills", but "John Norsund Park" is a place
    if end == i + 2:
        return True
    return end == i + 3 and kind == "ORG" and is_unheard_of(run, i + 1)


def _opened(run: Run, i: int) -> tuple[int, str]:
    """A name whose first word says its type: `University of X`, `Hurricane X`, `Mount X`, `Article 5`."""
    opener = run.pieces[i]
    # "Second Battle of Norsund", "Tropical Storm Anna"
    if opener.lower in _ORDINALS:
        return _opened(run, i + 1)
    kind = "" if opener.owns else run.gazetteer.openers.get(opener.lower, "")
    if not kind:
        return 0, ""
    # "University of New Hampshire" comes before the shorter "Lake Norsund" and "Bank Norsund".
    end = _of_phrase(run, i + 1)
    if end > i + 1:
        return end, kind
    if opener.lower in run.classes["direct"]:
        return _named_after(run, _after_links(run, i + 1)), kind
    if not _opens_with_next_word(run, i, kind):
        return 0, ""
    return (_ship_end(run, i + 1) if kind == "PRODUCT" else i + 2), kind


def _ship_end(run: Run, i: int) -> int:
    """Where the name of a ship ends: `HMS Ark Royal`, `SS Great Britain`, `HMS Prince of Wales`."""
    end = max(i + 1, known_at(run, i)[0])
    if run.pieces[end].text == "of" and run.pieces[end + 1].label == "name":
        return end + 2
    # "HMS Ark Royal", but not "HMS Norsund Captain Otto Lind"
    while run.pieces[end].label == "name" and not run.pieces[end - 1].owns:
        end += 1
    return end


def _opens_with_next_word(run: Run, i: int, kind: str) -> bool:
    """Whether an opening word at piece `i` makes a name with the next one: `Lake Norsund`, but not `Castle Norsund`."""
    if run.pieces[i].lower in _NUMBERED:
        return run.pieces[i + 1].label == "figure"
    if kind not in _OPENS_WITH_NEXT_WORD or run.pieces[i + 1].label not in _MAY_BE_OPENED.get(kind, _NAME):
        return False
    return run.pieces[i].lower not in run.classes["of-opener"]


def _named_after(run: Run, i: int) -> int:
    """Where the name that an opening word leads to right away ends: `Bank Indonesia`, `Radio Norsund`."""
    end = at = i
    while run.pieces[at].label == "name":
        # A common word ends the name, unless it begins a known one.
        if known_at(run, at)[1] is None and run.pieces[at].common:
            break
        end = at + 1
        if run.pieces[at].owns:  # "FC Norsund’s Otto Lind"
            break
        at = _after_links(run, end)  # "Estadio Ruta de la Plata"
    return end


def _after_links(run: Run, i: int) -> int:
    """The piece after small words that names hold, from piece `i` on: `de` of `Plaza de Norsund`."""
    while run.pieces[i].text in run.classes["person-link"]:
        i += 1
    return i


def _headed(run: Run, i: int, known_end: int) -> tuple[int, str]:
    """A name whose last word says its type: `X Ministry`, `X Airport`, `X Treaty`; (0, "") for none.

    `known_end` is where a known name that begins with piece `i` ends.
    """
    first = run.pieces[i]
    if known_end <= i and not _may_open(run, i):
        return 0, ""
    best = 0, ""
    for j in range(i + 1, min(len(run.pieces) - 1, i + LONGEST)):
        kind = _head(run, j)
        if not _can_begin(first, kind):
            break
        if j >= known_end and not _goes_on(run, j, kind):
            break
        best = (j + 1, kind) if kind else best
    end, kind = best
    is_numbered = kind == "LAW" or run.pieces[end - 1].lower in _NUMBERED
    if is_numbered and run.pieces[end].label == "figure":  # "Clean Harbours Act 2022"
        return end + 1, kind
    return _headed_end(run, end, kind), kind


def _headed_end(run: Run, end: int, kind: str) -> int:
    """Where a name goes on to behind a head that ends at `end`: `Grand Duchy | of Norsund`, `Treaty | of 1874`."""
    head = run.pieces[end - 1].lower
    if kind != "ORG":
        return _of_phrase(run, end) if head in run.classes["of-head"] else end
    if head in run.classes["closed-head"] or _is_of_person(run, end):
        return end
    return _town_end(run, end) or _of_phrase(run, end)


def _is_of_person(run: Run, end: int) -> bool:
    """Whether a full name follows `of` behind a head: `the Harbour Party | of Otto Lind`."""
    if run.pieces[end].text != "of" or run.pieces[end + 2 : end + 3] == []:
        return False
    # "the Trade Council of Georgia", "the Trade Council of Norsund Valley"
    if run.pieces[end + 1].text in run.gazetteer.given:
        return run.pieces[end + 2].label == "name"
    return is_unheard_of(run, end + 1) and is_unheard_of(run, end + 2)


def _town_end(run: Run, i: int) -> int:
    """Where the place ends that is part of the name of a college or party: `Imperial College London`; 0 for none."""
    if run.pieces[i - 1].text not in _BEFORE_PLACE:
        return 0
    end, known = known_at(run, i)
    return end if known and known.type == "GPE" else 0


def _head(run: Run, j: int) -> str:
    """The type that piece `j` says as a head; "" for none, as `District` of `Oslo District Attorney Jo Lee`."""
    piece = run.pieces[j]
    # "Oslo District Attorney", but "Harris County Sheriff" is of Harris County.
    if piece.label == run.pieces[j + 1].label == "title" and piece.lower != "county":
        return ""
    if piece.lower == "district" and run.pieces[j - 1].lower == "school":
        return "ORG"
    # "Suez Crisis", but not "Berg Warns of Debt Crisis"
    if run.heading and piece.lower in run.classes["running-head"]:
        return ""
    # "Meridian House", "the Ohio House", but not "the Republican House"
    if piece.lower == "house" and not _may_be_house_of(run.pieces[j - 1].known):
        return ""
    return run.gazetteer.heads.get(piece.lower, "")


def _may_be_house_of(known: Name | None) -> bool:
    """Whether what is before `House` is a place or nothing known."""
    return known is None or known.type == "GPE"


def _may_open(run: Run, i: int) -> bool:
    """Whether piece `i` may begin a name: `Federal Norsund Agency`, but not `However Norsund Agency`."""
    first = run.pieces[i]
    if first.lower in _NEVER_FIRST:
        return False
    if first.label not in NO_NAME or first.lower in run.classes["before-head"]:
        return True
    if first.label == "date":  # "January Uprising", but not "On Monday Conference rooms were full"
        is_event = run.gazetteer.heads.get(run.pieces[i + 1].lower) == "EVENT"
        if not is_event:
            return False
        if run.heading:
            return False
        return bool(_MONTH.match(first.text))
    if first.label != "stop" or run.heading:
        return False
    # "Sunrise Radio plays it.": a common word at the beginning of a sentence, right before a head.
    return run.gazetteer.heads.get(run.pieces[i + 1].lower) == "ORG"


def _can_begin(first: Piece, kind: str) -> bool:
    """Whether a name of a type can begin with a word: of the names with a figure in front laws and events."""
    if first.label != "figure":
        return True
    # "2022 Strategic Concept", "1984 Winter Olympics", but no "2022 Party"
    return kind in ("", "LAW", "EVENT")


def _goes_on(run: Run, j: int, kind: str) -> bool:
    """Whether a name goes on with piece `j`: with its head, or with a word that a later one may head."""
    # "Russia's Ministry" are two names, "People's Party" is one.
    if run.pieces[j - 1].owns and not _is_patron(run, j - 1):
        return False
    return bool(kind) or _precedes_head(run, j)


def _is_patron(run: Run, j: int) -> bool:
    """Whether a possessive is part of a name: `St. Peter's Square`, `People's Party`, `County Sheriff's Office`."""
    if run.pieces[j].lower in run.classes["patron"] or _is_officer(run, j):
        return True
    return run.pieces[j - 1].text in _SAINTS


def _is_officer(run: Run, j: int) -> bool:
    """Whether the holder of an office is at piece `j`, and what he has behind it: `Sheriff's | Office`."""
    while run.pieces[j].label == "title" and not run.pieces[j].owns:  # "District Attorney's Office"
        j += 1
    return run.pieces[j].label == "title" and run.pieces[j + 1].lower in _OF_OFFICER


def _joins(run: Run, j: int) -> bool:
    """Whether `and` at piece `j` joins two common words before a head: `Trade | and Industry Department`."""
    before, behind, head = run.pieces[j - 1], run.pieces[j + 1], run.pieces[j + 2]
    if before.typed:  # "Police and Labour Party"
        return False
    if not (before.common and behind.common):  # "Oslo and Trade Council"
        return False
    if known_at(run, j - 1)[1] or known_at(run, j + 1)[1]:  # "Democrats and Justice Department aides"
        return False
    return head.lower in run.classes["joined-head"]


def _precedes_head(run: Run, j: int) -> bool:
    """Whether piece `j` may come before the head of a name: `Foreign` of `Foreign Ministry`."""
    piece = run.pieces[j]
    if piece.text == "and":
        return _joins(run, j)
    if piece.label == "title":
        # "Foreign Ministry", "Norsund Justice Party", "Sheriff's Office", but no "President Ministry"
        return piece.lower in run.classes["before-title"] or _is_officer(run, j)
    if piece.label == "figure":  # "East 45th Street", but not "Oslo 45 Street"
        return piece.text[-1].isalpha()
    return piece.label == "name" or piece.text == "&"  # "Marsh & Berg Institute"


def _of_phrase(run: Run, end: int) -> int:
    """Where a name goes on to with `of …`, `for …`, `and …` after a head that ends at `end`."""
    pieces = run.pieces
    allowed = _links(run, pieces[end - 1].lower)
    for _ in range(_OF_PHRASES):
        if pieces[end].text not in allowed:
            return end
        stop = _phrase_end(run, end)
        if stop == end:
            return end
        end = stop
    return end


def _links(run: Run, head: str) -> set[str]:
    """The small words that may lead on from a head."""
    return {"of"}.union(*(words for kind, words in _LEADS_ON.items() if head in run.classes[kind]))


def _phrase_end(run: Run, link: int) -> int:
    """Where the phrase that the small word at `link` begins ends; at `link` where it belongs to no name."""
    pieces = run.pieces
    start = link + 2 if pieces[link + 1].text == "the" else link + 1
    known_end, known = known_at(run, start)
    if pieces[link].text in _AND and (known or not pieces[start].common or _is_other_name(run, start)):
        return link  # "the Department of Health and Norsund" are two names
    if _is_year(run, link):
        return link + 2
    stop = max(start, known_end)
    is_of_holder = start > link + 1 and pieces[link - 1].lower == "office"  # "Office of the Director of Intelligence"
    while _phrase_goes_on(run, start, stop, is_of_holder):
        stop += 1
    return stop if stop > start else link


def _phrase_goes_on(run: Run, start: int, stop: int, is_of_holder: bool) -> bool:
    """Whether the phrase from `start` goes on with the piece at `stop`; that of a holder's office has titles too."""
    if not _fits_office(run, run.pieces[stop]) and not (is_of_holder and run.pieces[stop].label == "title"):
        return False
    if run.pieces[stop - 1].owns:
        return False
    return stop == start or not _is_person_behind(run, stop)


def _is_year(run: Run, link: int) -> bool:
    """Whether `of` and a year are part of the name before them: `Treaty of 1874`, but not `Bank of 1874`."""
    if run.pieces[link - 1].lower not in run.classes["year-head"]:
        return False
    year = run.pieces[link + 1]
    if year.label != "figure":
        return False
    return len(year.text) == _DIGITS_OF_YEAR


def _is_other_name(run: Run, i: int) -> bool:
    """Whether an article and a name with a type of its own follow `and`: `Lind Center and the | Society of Norsund`."""
    if run.pieces[i - 1].text != "the":
        return False
    return typed_name(run, i, i)[0] > i


def _is_person_behind(run: Run, i: int) -> bool:
    """Whether a full name is behind a common word: `Board of Trustees | Otto Lind`, no `University of Mary Lind`."""
    if run.pieces[i].text not in run.gazetteer.given or not run.pieces[i - 1].common:
        return False
    return [piece.label for piece in run.pieces[i + 1 : i + 3]] == ["name", "end"]


def _fits_office(run: Run, piece: Piece) -> bool:
    """Whether a word may be part of what an office is for: `Department of Homeland Security`."""
    if piece.label == "title":
        return piece.lower not in run.classes["only-title"]
    return piece.label == "name"
