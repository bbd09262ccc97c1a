"""What a line of a page says of itself: photo credits, bylines, dates, links to elsewhere, boilerplate."""

import re
from itertools import groupby

from blocquotes.suggest.data import lines

MONTH = r"""(?x:
    Jan(?:uary)? | Feb(?:ruary)? | Mar(?:ch)? | Apr(?:il)? | May | June? | July? | Aug(?:ust)?
    | Sept?(?:ember)? | Oct(?:ober)? | Nov(?:ember)? | Dec(?:ember)?)"""
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
# A date as newspapers print it.
DATE = rf"""(?x:
    (?: {_WEEKDAY},?[ ] )?
    (?: \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}                                # 2024-05-16
      | \d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}                                # 16.05.2024
      | {MONTH}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ]\d{{4}})?            # May 16, 2024
      | \d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{MONTH}\.?,?(?:[ ]\d{{4}})?  # 16 May 2024
      | {MONTH}\.?,?[ ]\d{{4}}                                             # May 2024
    ))"""

_TIME = r"""(?x:
    T?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:Z|[ ]?(?i:[ap]\.?m\.?))?              # 10:11, 11:32 PM
    | \d{1,2}[ ]?(?i:[ap]\.?m\.?)                                          # 3 p.m.
    | (?:[A-Z]{2,4}T|GMT|UTC)(?:[+-]\d+)?)"""
_NAME = r"[A-ZÀ-Ý][\w.'’-]*(?: (?:[A-ZÀ-Ý][\w.'’-]*|de|van|von|al|bin|der|la)){0,4}"
_DATE_LINE = rf"""(?x:
    (?i: (?:updated|published|posted)?\s*\d+[ ](?:minute|hour|day)s?[ ]ago$ )
    | (?:[A-Z][\w.&'’]*,?[ ]){{0,4}}                                       # Reuters May 28, 2024
      (?: (?i:date|published|posted|updated|last[ ]updated|modified|first[ ]published)\b(?:[ ]on|[ ]at)?:?\s* )?
      [\s|•·,–—-]* (?:{_TIME})? [\s|,–—-]* {DATE}
      (?: [\s|•·,–—-] | at\b | (?i:updated|published|last)\b:? | {_TIME} | {DATE} )*
      (?: [,|•·][ ][A-Z][\w.&'’]*(?:[ ][A-Z][\w.&'’]*){{0,3}} )?$)"""
_BYLINE = rf"""(?x:
    (?: (?:By|BY|Written[ ]by|Words[ ]by|Story[ ]by|Reported[ ]by|Author[ ]?:|Posted[ ]by|from[ ]our)\s+
        \S[^.!?]{{1,100}}
      | \(?Reporting[ ]by[ ].{{2,200}}
      | \(?(?:Edited|Editing)[ ]by[ ].{{2,100}}
      | By[ ](?-x:{_NAME}).{{0,60}}
    )$)"""

# Characters of the longest line that its first words may give a role; longer ones are paragraphs.
LIMITS = {
    "credit": 160, "date": 90, "byline": 150, "sources": 300, "related": 300, "boilerplate": 250,
    "caption": 400,
}  # fmt: skip


def _roles() -> dict[str, re.Pattern[str]]:
    """Role → how its lines begin; credits first, dates and bylines before the rest."""
    rows = (line.split("\t") for line in lines("lines.tsv"))
    listed = {
        role: "|".join(f"(?i:{form[4:]})" if form.startswith("(?i)") else form for _, form in group)
        for role, group in groupby(rows, key=lambda row: row[0])
    }
    order = {"credit": listed.pop("credit"), "date": _DATE_LINE, "byline": _BYLINE, **listed}
    return {role: re.compile(pattern) for role, pattern in order.items()}


_ROLES = _roles()

_PLACE = r"(?:, [A-ZÀ-Ý][\w.' ]{1,20})?"
_DAY = rf"(?:,? (?:\d{{1,2}} )?{MONTH}\.?(?: \d{{1,2}})?(?:,? \d{{4}})?)?"
_AGENCIES = "Reuters|AP|AFP|UPI|TASS|Xinhua|dpa|DPA|ANI|PTI|IANS|CNN|Bloomberg"
# How a story begins with its place or agency: `MOSCOW: `, `KYIV, May 3 (Reuters) - `, `Islam Times - `.
DATELINE = re.compile(
    rf"""(?x:
      [A-ZÀ-Ý][\wÀ-ÿ.'’/ -]{{1,40}}(?-x:{_PLACE}{_DAY})[ ]?\([A-Z][\w/ .&-]{{1,40}}\)[ ]?(?:--?|[–—:])\s?
    | [A-ZÀ-Ý][A-ZÀ-Ý.'’/ -]{{2,40}}(?-x:{_PLACE}{_DAY})(?::[ ]|[ ]?(?:--|[–—])[ ]?|[ ]-[ ])
    | \((?:{_AGENCIES})\)[ ]?(?:--?|[–—:])\s?
    | (?:[A-Z][\w.&]*[ ]){{1,4}}-[ ](?=[A-Z“"])
    )"""
)

# A date field before the text on its line.
FIELD = re.compile(rf"(?i:date:?|published:?|posted:?|updated:?)\s+{DATE}")

# Words in running text that point elsewhere.
ASIDE = re.compile(
    r"""
    \((?:Related|RELATED|Read[ ]more|READ[ ]MORE|See[ ]also|Also[ ]read|READ|Read|Watch|WATCH)[ ]?:[ ]?[^()]{1,400}\)
    | (?: Head\sover\sto | Find\sout\smore\sabout | Watch[ ]the[ ]video[ ]below | This\svideo\sis\sfrom
        | Click\shere\s(?:to|for) | For[ ]more[ ](?:updates|news|stories)
        | Follow[ ](?:us|the[ ]author|him|her|them)[ ](?:on|at) | Sign[ ]up[ ](?:for|to) | Subscribe[ ]to
        | Learn[ ]more[ ](?:about|at) | Read[ ]more[ ](?:about|at) | Visit[ ]\w+\.(?:com|news|org)[ ]
      )
      (?:[^.!?\n]|\.(?=\w)){1,300} [.!?]? (?=[ ]|$)                        # up to the end of the sentence
    | \(?Reporting[ ]by[ ][^\n]{2,300}$
    """,
    re.M | re.VERBOSE,
)

# A line over a list of links.
LINKS_HEADING = re.compile(
    r"""(?: (?:more[ ]|recommended[ ]|read[ ])?(?:related|recommended|more)(?:[ ]\w+){0,3}
      | see[ ]also | also[ ]read | read[ ](?:also|more|next) | trending(?:[ ]now)? | most[ ](?:read|popular)
      | you[ ](?:may|might)[ ](?:also[ ])?like | top[ ]stories | latest[ ](?:news|stories) | editor.s[ ]picks?
      | up[ ]next
    )\s*:?$""",
    re.IGNORECASE | re.VERBOSE,
)

# All that `ASIDE` and `SOURCES` find holds one of these words. Looking for them first is much faster.
HINTS = (
    "(Re", "(RE", "(See", "(Also", "(Wat", "(WAT", "Head", "Find", "Watch", "This", "Click", "For more",
    "Follow", "Sign", "Subscribe", "Learn", "Read", "Visit", "eporting by", "ource",
)  # fmt: skip

SOURCES = re.compile(r"(?<=[.?!:] )Sources? include ?:[^\n]*|^Sources? include ?:[^\n]*", re.M)
# Where the photographer or agency begins in a caption.
CREDIT = re.compile(
    r"""
    (?<![\w\u0300-\u036f])© | \(c\)[ ]
    | \([A-Z][\w .]{2,30}/(?:AFP|AP|EPA|Getty|Reuters|Pool)                # (Jo Lee/AFP
    | \b[A-Z]\w+/[A-Z][\w ./]{2,60}(?:REUTERS|Reuters|AFP|AP|Getty[ ]Images)\b
    | \((?:AP|AFP|EPA)[^)]{0,20}Photo | \((?:Photo|Image|Picture|Credit)\b
    | (?:REUTERS|EPA|AFP|AP)/
    | Photo(?:graph)?[ ]?(?:by|:) | Photograph[ ]?: | (?:Image|Picture)(?:[ ]credit)?[ ]?:[ ]
    | \[(?:Photo|Image|File)\b
    """,
    re.VERBOSE,
)

# The same for `CREDIT`.
CREDIT_HINTS = ("©", "(c)", "/", "(AP", "(AFP", "(EPA", "hoto", "mage", "icture", "(Credit", "[File")


def holds_any(text: str, hints: tuple[str, ...]) -> bool:
    """Whether a text holds one of the hints."""
    # A loop, since this is asked of every line and a generator costs four times the time.
    for hint in hints:  # noqa: SIM110
        if hint in text:
            return True
    return False


def line_role(line: str) -> str:
    """What a line says of itself; "" where it says nothing, as paragraphs do."""
    head = line[:160]
    for name, pattern in _ROLES.items():
        if len(line) <= LIMITS[name] and pattern.match(head):
            return name
    return ""
