"""Months as newspapers print them."""

from typing import Final

_MONTHS: Final = (
    "Jan(?:uary)?", "Feb(?:ruary)?", "Mar(?:ch)?", "Apr(?:il)?", "May", "June?", "July?", "Aug(?:ust)?",
    "Sept?(?:ember)?", "Oct(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?",
)  # fmt: skip
# `May` and `MAY`; `may` is a verb.
MONTH: Final = rf"(?:{'|'.join((*_MONTHS, *map(str.upper, _MONTHS)))})"
