"""Months as newspapers print them."""

_MONTHS = (
    "Jan(?:uary)?", "Feb(?:ruary)?", "Mar(?:ch)?", "Apr(?:il)?", "May", "June?", "July?", "Aug(?:ust)?",
    "Sept?(?:ember)?", "Oct(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?",
)  # fmt: skip
# `May` and `MAY`; `may` is a verb.
MONTH = rf"(?:{'|'.join((*_MONTHS, *map(str.upper, _MONTHS)))})"
