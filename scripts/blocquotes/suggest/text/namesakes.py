"""Words that are names though words of grammar or months look the same: `said Will Orr`, `He Wei left`, `Mr. May`."""

import re
from typing import Final, NamedTuple

from blocquotes.sentences import Tokens, where
from blocquotes.suggest.data import lines, name_class, rows, word_class


class _Kind(NamedTuple):
    """How a word is a name at the beginning of a sentence, and whether it has a capital within one in any case."""

    beginning: str
    is_month: bool


class _Place(NamedTuple):
    """A word of the table in a text: its kind, its end, and the word before it in its sentence.

    `before` is "" where there is none or a comma follows it; `begins` where the sentence begins with the word.
    """

    kind: _Kind
    start: int
    end: int
    before: str
    begins: bool


_KINDS: Final = {row["word"]: _Kind(row["beginning"], bool(row["month"])) for row in rows("namesakes.tsv")}
# "MAY DORN: We go.", as transcripts print names
_KINDS.update(
    {word.upper(): _Kind("label", kind.is_month) for word, kind in _KINDS.items() if kind.beginning == "verb"}
)
# A token, since "Mar." is an abbreviation.
_KINDS["Mar."] = _KINDS["Mar"]
_WORDS: Final = frozenset(_KINDS)
_MONTHS: Final = frozenset(word for word, kind in _KINDS.items() if kind.is_month)
_GIVEN: Final = frozenset(line.split("\t")[0] for line in lines("given.tsv"))
_BEFORE_PERSON: Final = name_class("title") | name_class("before-person")
_BEFORE_MONTH: Final = word_class("before-month") | word_class("preposition") | word_class("time")
_HONORIFICS: Final = frozenset(("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr."))
_SAYING: Final = word_class("verb-beside-name")
_REPORTING: Final = "|".join(sorted(_SAYING))

# Characters before a word in which the word before it is looked for.
_LOOK_BACK: Final = 24
_LONGEST_LINE: Final = 200
_BEFORE: Final = re.compile(r"(?:(?P<word>[\w.’'-]++)|,[”\"’']{0,2}) $")
# A verb behind a closing mark: “It is late,” beamed.
_CRIED: Final = re.compile(r"[,!?.][”\"’'] [a-z]+ed $")
# A verb of saying behind a closing mark, before its subject: “It is late,” said.
_INVERTED: Final = re.compile(rf"[”\"’'] (?:{_REPORTING}) $")
# … and the first part of its subject: “It is late,” said Vu.
_INVERTED_NAME: Final = re.compile(rf"[”\"’'] (?:{_REPORTING}) [A-Z][\w’-]*+ $")
_NAME_ENDS: Final = re.compile(r"(?: [A-Z][\w’-]*+)?[,.]")
_CAPITAL: Final = re.compile(r" (?P<word>[A-Z][\w’-]*+)(?: [A-Z][\w’-]*+)*")
_AND_ANOTHER: Final = re.compile(r",? (?:and|or) [A-Z][\w’-]*+(?: [A-Z][\w’-]*+)*")
_LONG_WORD: Final = re.compile(r"(?<![\w’'-])[a-z]{4}")
_VERB: Final = re.compile(rf" (?:{_REPORTING}|has|had|is|was|does|did|wants|left|met|[a-z]+ed)\b")
_PAST: Final = re.compile(r" (?:said|told|wrote|[a-z]+ed)\b")
_CLOSING_MARKS: Final = ("”", '"', "’", "'")
_TOLD: Final = re.compile(rf" (?:{_REPORTING})\b")
_TELLS: Final = re.compile(rf"(?: and [A-Z][\w’-]*+(?: [A-Z][\w’-]*+)?)? (?:{_REPORTING})\b")
_ACCORDING: Final = re.compile(r"(?i:according to) $")
_OWNS: Final = re.compile(r"[’']s ")
_BESIDE_NAME: Final = frozenset(("and", "'s", "’s"))
_SHORT_FORM: Final = re.compile(rf"(?:[’']s)? (?:{_REPORTING}|has|had|is|was|did|will|would)\b")
_APPOSITION: Final = re.compile(
    r"""\ \( | ,?\ \(?\d\d\)?, | ,\ who\                                    # (R-Ohio), 41, who left
    | ,\ (?:an?|the|his|her|its|their|now|then|formerly)\ [^,.;:?!]{3,60},\ [a-z]{3}  # , a diver, said
    | ,\ [A-Z][\w-]+[’']s\ [a-z]+,\ [a-z]{3}                                        # , Otto’s sister, said
    | ,\ [a-z]+\ (?:of|for|at)\ [^,.;:?!]{3,60},\ [a-z]{3}                           # , head of the fleet, said
    """,
    re.VERBOSE,
)
_TWO_SYLLABLES: Final = re.compile(r" [A-Z][a-z]+-[a-z]+")
_CONSONANT: Final = re.compile(r" [BCDFGJKLMNPQRSTVWXYZ][a-z]")
_FIGURE: Final = re.compile(r" \d")
_NO_WORD: Final = re.compile(r"[.,;!?]")
_QUESTION: Final = re.compile(r"[^.?!\n]*\?")


def namesakes(tokens: Tokens) -> frozenset[int]:
    """Where words of `data/namesakes.tsv` begin that are names in the text, as code point offsets."""
    found = where(tokens.words, _WORDS)
    places = [_place(tokens, i) for i in found if _may_be_name(tokens.words, i)]
    full = [place for place in places if _is_full_name(tokens.text, place)]
    if not full:
        return frozenset()
    # "An Ji-ho left. “Too late,” An said."
    known = {tokens.text[place.start : place.end] for place in full}
    again = [_place(tokens, i) for i in found if tokens.words[i] in known]
    short = [place for place in again if _is_short_form(tokens.text, place)]
    return frozenset(place.start for place in (*full, *short))


def _may_be_name(words: list[str], i: int) -> bool:
    """Whether a capital follows word `i`, or a word is before it; most begin a sentence: `It is late. He left.`"""
    following = "".join(words[i + 1 : i + 2])
    # "Mr Sunday Okafor", "said Sunday Okafor, a pilot", but "on Sunday Lee said"
    if _KINDS[words[i]].beginning == "title":
        return words[i - 1] in _HONORIFICS or following[:1].isupper()
    if following[:1].isupper() or words[i - 1][0].isalpha():
        return True
    if following not in _SAYING and following not in _BESIDE_NAME:
        return False
    # "“No,” April told them", "Will told them", "Will and Anna told them"
    if words[i - 1] in _CLOSING_MARKS:
        return True
    return _KINDS[words[i]].beginning == "verb"


def _place(tokens: Tokens, i: int) -> _Place:
    word, at = tokens.words[i].rstrip("."), tokens.starts[i]
    found = _BEFORE.search(tokens.text, max(0, at - _LOOK_BACK), at)
    if found is None:
        return _Place(_KINDS[word], at, at + len(word), "", True)
    before = found["word"] or ""
    begins = before.endswith(".") and before.lower() not in _BEFORE_PERSON
    return _Place(_KINDS[word], at, at + len(word), "" if begins else before, begins)


def _is_full_name(text: str, place: _Place) -> bool:
    """Whether a word is a name by the words beside it; in a title-case line nothing shows it."""
    if not _has_form_of_name(text, place):
        return False
    return not is_heading(text, place.start)


def _has_form_of_name(text: str, place: _Place) -> bool:
    capital = _CAPITAL.match(text, place.end)
    if place.kind.beginning == "title":
        return place.before in _HONORIFICS or _is_day_of_name(text, place, capital)
    if _is_second(text, place) or _is_told_by_words(text, place):
        return True
    if capital is None or place.kind.beginning == "surname":
        return False
    # "In May Ann Lee, a farmer, left"
    if place.kind.beginning == "apposition" and capital["word"] in _MONTHS:
        return False
    if place.begins:
        return _begins_name(text, place, capital)
    if not place.kind.is_month:  # "said So Yeon-hee"
        return place.before.islower() or not place.before
    return _is_month_of_name(text, place, capital)


def _is_day_of_name(text: str, place: _Place, capital: re.Match[str] | None) -> bool:
    """Whether a day is a given name: `“No,” said Sunday Orr.`, `Sunday Orr, a pilot,`, but `Lee said Sunday Orr`."""
    if capital is None:
        return False
    if place.begins:
        return bool(_APPOSITION.match(text, capital.end()))
    if not _INVERTED.search(text, max(0, place.start - _LOOK_BACK), place.start):
        return False
    return text.startswith((",", "."), capital.end())


def _is_told_by_words(text: str, place: _Place) -> bool:
    """Whether a word beside a name shows that it is one: `Ann May left. May said no.`"""
    if _follows_person(text, place):
        return True
    if _answers(text, place):
        return True
    return _tells(text, place)


def _is_month_of_name(text: str, place: _Place, capital: re.Match[str]) -> bool:
    """Whether the name of a month before a capital is a given name: `said April Orr`, but not `in April Trump`."""
    # "said April Orr", "“…,” beamed April Orr"
    if place.before in _SAYING or _CRIED.search(text, max(0, place.start - _LOOK_BACK), place.start):
        return True
    # "according to April Orr"
    if _ACCORDING.search(text, max(0, place.start - _LOOK_BACK), place.start):
        return True
    # "On 3 May Lee said …"
    if place.before.isdigit():
        return False
    # "in April Trump"; "and May Day" is no person.
    if place.before.lower() in _BEFORE_MONTH:
        return False
    return _is_subject(text, capital.end())


def _is_second(text: str, place: _Place) -> bool:
    """Whether a word that begins no sentence is behind a capital: `Ha Long`, `He Long`, but `On April 3`."""
    if not place.before[:1].isupper():
        return False
    # "“No,” said Vu An.", "“No,” said Ngo To Uyen."
    if _INVERTED_NAME.search(text, max(0, place.start - _LOOK_BACK), place.start):
        return bool(_NAME_ENDS.match(text, place.end))
    # "Xu To told them", but "a film, Back To Rome"
    if place.kind.beginning == "apposition":
        return bool(_TOLD.match(text, place.end))
    return place.kind.beginning == "capital"


def _follows_person(text: str, place: _Place) -> bool:
    """Whether a title or given name before a word makes it a surname: `Mr. May`, `Grace Will`, `little May`."""
    if _FIGURE.match(text, place.end):  # "Jordan May 5"
        return False
    if place.before.lower() in _BEFORE_PERSON:
        return place.before[0].isupper() or place.kind.is_month
    if place.before in _GIVEN:
        return True
    return _ends_name(text, place)


def _ends_name(text: str, place: _Place) -> bool:
    """Whether a capital is before a word and a past behind it: `Oskar May argued`, but not `In May argued`."""
    if place.kind.beginning != "verb":
        return False
    # "Ilker Can, a farmer, left"
    if not _PAST.match(text, place.end) and not _APPOSITION.match(text, place.end):
        return False
    if not place.before[:1].isupper() or place.before in _KINDS:
        return False
    return place.before.lower() not in _BEFORE_MONTH


def _answers(text: str, place: _Place) -> bool:
    """Whether a given name alone follows a verb of speech, or comes before one behind a quotation.

    `asked Will.`, but not `said April 5`; `“No,” April told them`.
    """
    if text[place.start : place.end] not in _GIVEN:
        return False
    if place.before in _SAYING:
        return bool(_NO_WORD.match(text, place.end))
    if text[place.start - 2 : place.start - 1] not in _CLOSING_MARKS:
        return False
    return bool(_TOLD.match(text, place.end))


def _tells(text: str, place: _Place) -> bool:
    """Whether a word begins a sentence right before a past tense of speech: `Will told them`, but not `So said Lee`."""
    if not place.begins or place.kind.beginning != "verb":
        return False
    if _OWNS.match(text, place.end):  # "Will's mother", but "May's figures"
        return not place.kind.is_month
    if not _TELLS.match(text, place.end):
        return False
    return not _QUESTION.match(text, place.end)


def _begins_name(text: str, place: _Place, capital: re.Match[str]) -> bool:
    """Whether a word that begins a sentence, before capitals, is the first one of a name."""
    if place.kind.beginning == "capital":  # "He Wei left.", but "Long NHS waits"
        return not capital["word"].isupper()
    if _QUESTION.match(text, place.end):  # "Will Trump win?"
        return False
    if place.kind.beginning in ("verb", "label"):
        # "May Dorn: We go."
        return _is_subject(text, capital.end()) or text.startswith(":", capital.end())
    if text.startswith("An", place.start) and _CONSONANT.match(text, place.end):  # no article before a consonant
        return True
    if _TWO_SYLLABLES.fullmatch(text, place.end, capital.end()):
        return True
    # "To Huy told them", but "So Lee told them"
    if text.startswith("To", place.start) and _TOLD.match(text, capital.end()):
        return True
    return bool(_APPOSITION.match(text, capital.end()))


def _is_subject(text: str, end: int) -> bool:
    """Whether a verb or an apposition follows a name that ends at `end`, or another one that `and` joins to it."""
    if another := _AND_ANOTHER.match(text, end):
        end = another.end()
    return bool(_VERB.match(text, end) or _APPOSITION.match(text, end))


def _is_short_form(text: str, place: _Place) -> bool:
    """Whether a word is short for a name of the text: `An said`, `said An`."""
    if place.begins and place.kind.beginning == "capital":  # "He said" is the pronoun
        return False
    if place.before in _SAYING:
        return not _FIGURE.match(text, place.end)
    return bool(_SHORT_FORM.match(text, place.end))


def is_heading(text: str, at: int) -> bool:
    """Whether the line around an offset is in title case or capitals: it has no long word in lower case."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _LONGEST_LINE)
    end = text.find("\n", at)
    end = min(len(text) if end < 0 else end, at + _LONGEST_LINE)
    return not any(match for match in _LONG_WORD.finditer(text, begin, end))
