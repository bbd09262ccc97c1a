"""Bare times before a subject: "Last night | the minister", "Two days later | they", no part of the noun phrase."""

from typing import Final

from blocquotes.suggest.data import word_class
from blocquotes.suggest.text.classes import DETERMINER, POSSESSIVE, SUBJECT
from blocquotes.suggest.text.sheet import Sheet, is_name_at

_NOW: Final = word_class("time-adverb")
_DAYS: Final = word_class("weekday")
_POINTING: Final = word_class("pointing-time-word")
_COUNTING: Final = word_class("counting-time-word")
_PARTS: Final = word_class("part-of-time")
_TAILS: Final = word_class("time-tail")
_CORES: Final = _DAYS | word_class("time-unit") | word_class("month")
_BEFORE_CORE: Final = _POINTING | _COUNTING | _PARTS
# Words that a bare time may begin with.
OPENS_TIME: Final = _NOW | _CORES | _BEFORE_CORE
_JOINTS: Final = frozenset(("on", "in"))
_AFTER_DAY: Final = DETERMINER | SUBJECT | POSSESSIVE
LOCAL_TIME: Final = ["local", "time"]
_LONGEST: Final = 7


def after_time(sheet: Sheet, k: int, end: int) -> int:
    """The token behind the bare time that begins at `k`; `k` where none does or nothing is left before `end`."""
    # "Dawn Lee said"
    if sheet.lower[k] not in OPENS_TIME or sheet.words[k] == "Dawn":
        return k
    high = min(end, k + _LONGEST)
    core = _core(sheet, k, high)
    stop = _behind_cores(sheet, min(core, high), high)
    # "On May 3 the king"
    if sheet.lower[stop] in _TAILS:
        # "Shortly after dawn on Monday the king"
        stop = _behind_cores(sheet, stop + 1, high) if sheet.lower[stop] == "on" else stop + 1
    # "Late on Monday local time the king"
    if sheet.lower[stop : stop + 2] == LOCAL_TIME:
        stop += 2
    # "This week has passed", "Monday's report"
    if stop in (k, end) or sheet.lower[stop] == "'s":
        return k
    return stop if _is_time(sheet, k, core, stop) else k


def _behind_cores(sheet: Sheet, k: int, high: int) -> int:
    """The token behind the nouns of a time that begin at `k`, as far as `high`: "Monday night | the minister"."""
    while k < high and sheet.lower[k] in _CORES:
        k += 1
    return k


def _core(sheet: Sheet, k: int, high: int) -> int:
    """The token at `k` or behind it where the time's noun is: "late last | night", "10 | days", "late on | Monday"."""
    if sheet.lower[k] in _NOW:
        return k + 1
    while k < high and _is_before_core(sheet, k):
        k += 1
    return k


def _is_before_core(sheet: Sheet, j: int) -> bool:
    word = sheet.lower[j]
    if word in _BEFORE_CORE:
        return True
    # "20 minutes later", "late on Monday"
    return word.isdigit() or word in _JOINTS


def _is_time(sheet: Sheet, k: int, core: int, stop: int) -> bool:
    """Whether the words from `k` to `stop` say when: "two days later", "that night", but not "the night"."""
    words = sheet.lower[k:stop]
    if words[0] in _NOW:
        return True
    # "An earlier | version"
    if stop == core:
        return False
    # "Two days later the minister"
    if words[-1] in _TAILS:
        return True
    # "Late in the evening the king"
    if not _JOINTS.isdisjoint(words):
        return True
    # "That night the king"
    if not _POINTING.isdisjoint(words[: core - k]):
        return True
    # "The year the king died"
    if sheet.lower[core] not in _DAYS:
        return False
    # "The Sunday | Times", "The late Monday | session"
    if words[0] in _COUNTING:
        return False
    # "Late Tuesday the ministry", "Tuesday night officials", "Sunday the king", but "Sunday worshippers"
    return stop > k + 1 or is_name_at(sheet, stop, _AFTER_DAY)


def before_time(sheet: Sheet, k: int, low: int) -> int:
    """Where the bare time begins that ends before `k`: "“It is late,” | last night Lee said"; `k` if none does."""
    starts = range(max(low, k - _LONGEST), k)
    return next((start for start in starts if after_time(sheet, start, k + 1) == k), k)
