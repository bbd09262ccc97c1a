"""What a line of a page says of itself: photo credits, bylines, dates, links to elsewhere, boilerplate."""

import re

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
DATE = (
    rf"(?:(?:{DAY},? )?(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\.?,?(?: \d{{4}})?"
    rf"|{MONTH}\.?,? \d{{4}}))"
)
"""A date as newspapers print it: ISO, with slashes, month first, day first, month and year."""

_TIME = r"(?:T?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:Z| ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|(?:[A-Z]{2,4}T|GMT|UTC)(?:[+-]\d+)?)"
_NAME = r"[A-ZÀ-Ý][\w.'’-]*(?: (?:[A-ZÀ-Ý][\w.'’-]*|de|van|von|al|bin|der|la)){0,4}"

ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "credit",
        re.compile(
            r"(?:©|\(c\) |Photo(?:graph)?s?(?: ?:| by\b| credit)|\(?(?:AP|AFP|EPA|Reuters|REUTERS|TASS) ?(?:Photo|/)|Image(?:s)?(?: ?:| credit| source| by)"
            r"|Picture(?:s)? ?:|Credits? ?:|REUTERS/|Getty Images|Courtesy|File photo$|Illustration ?:|Photo$)"
        ),
    ),
    (
        "date",
        re.compile(
            rf"(?i:(?:date|published|posted|updated|last updated|modified|first published)\b(?: on| at)?:?\s*)?"
            rf"[\s|•·,–—-]*(?:{_TIME})?[\s|,–—-]*{DATE}(?:[\s|•·,–—-]|at\b|(?i:updated|published|last)\b:?|{_TIME}|{DATE})*$"
        ),
    ),
    (
        "byline",
        re.compile(
            rf"(?:(?:By|BY|Written by|Words by|Story by|Reported by|Author ?:|Posted by|from our)\s+\S[^.!?]{{1,100}}"
            rf"|\(?Reporting by .{{2,200}}|\(?(?:Edited|Editing) by .{{2,100}}|By {_NAME}.{{0,60}})$"
        ),
    ),
    (
        "sources",
        re.compile(r"(?i:sources? include|sources ?:|source ?: |(?:this (?:article|story) )?(?:first|originally) (?:appeared|published) )"),
    ),
    (
        "related",
        re.compile(
            r"(?i:\(?(?:related|recommended|see also|also read|read also|also see|must read|don't miss|don’t miss)\b[^.]{0,3}(?::|$|stor|art|news|read|post|cont|topic|link|video)"
            r"|read more|read next|more (?:from|on|related|stories|news|about|to read|coverage)\b|further reading|you (?:may|might) (?:also )?(?:like|be interested)|watch ?:|watch (?:now|the video|below)"
            r"|(?:also )?read ?:|listen ?:|editor['’]s picks?|most (?:read|popular|viewed)|trending|top stories|latest (?:news|stories)|up next|head over to|learn more|in pictures ?:|explained ?:"
            r"|click here|find out more|this video is from|continue reading|full coverage|keep reading|for more (?:on|about|news|stories))"
        ),
    ),
    (
        "boilerplate",
        re.compile(
            r"(?i:leave a (?:reply|comment)|comments? are closed|(?:\d+ )?comments?\W*$|post a comment|view comments|join the (?:discussion|conversation)|back to top|top$|subscribe\b|sign up|sign in|log ?in\b|register\b"
            r"|(?:e-?mail )?newsletter|get (?:our|the) (?:daily|latest|best|app)|follow (?:us|@?\w+ on)|like us|find us|share(?: this| on| via| article)?\b.{0,40}$|tweet$|facebook$|twitter$|whatsapp$|telegram$|linkedin$|reddit$|pinterest$|email$|print(?: this)?$"
            r"|copy link|copyright|all rights reserved|©? ?\d{4} .{0,60}(?:inc|ltd|llc|all rights)|privacy policy|terms (?:of|and)|cookie|we use cookies|this (?:site|website) uses|by (?:continuing|clicking)|accept (?:all|cookies)|manage (?:cookies|preferences)"
            r"|advertis(?:e|ement|ing)\b.{0,40}$|sponsored|story continues|skip to|menu$|search$|home(?: ?[>/|»].*)?$|tags?(?: ?:.*)?$|filed under|categor(?:y|ies)(?: ?:.*)?$|topics? ?:|loading|\d+ ?min(?:ute)?s?(?: read)?$|reading time|\d+ (?:shares?|views?|likes?)\b"
            r"|your e-?mail address|required fields|save my name|source$|source site|via$|previous (?:article|post)|next (?:article|post)|support (?:our|independent)|donate\b|become a (?:member|subscriber)|have an account|already a subscriber|our standards|download (?:our|the) app"
            r"|this (?:article|story|content|material) (?:is|was|has been) (?:provided|produced|published|generated|translated|distributed|auto)|the views expressed|the opinions expressed|disclaimer|report(?: a)? (?:typo|error)|contact us|about us|about the author|edition ?:)"
        ),
    ),
    (
        "caption",
        re.compile(r"(?i:(?:file|handout|representational|representative|stock|archive) ?(?:photo|image|picture)\b.{2}|in this (?:photo|image|picture|handout|file)|\[?image ?:|photo shows|pictured (?:above|below|here))"),
    ),
)
"""Role → how a line of that role begins (credit, byline and date: what it is as a whole), in order of trust."""

DATELINE = re.compile(
    rf"(?:date:? {DATE}\s+)?(?:"
    rf"[A-ZÀ-Ý][\wÀ-ÿ.'’/ -]{{1,40}}(?:, [A-ZÀ-Ý][\w.' ]{{1,20}})?(?:,? (?:\d{{1,2}} )?{MONTH}\.?(?: \d{{1,2}})?(?:,? \d{{4}})?)? ?\([A-Z][\w/ .&-]{{1,40}}\) ?(?:--?|[–—:])\s?"
    rf"|[A-ZÀ-Ý][A-ZÀ-Ý.'’/ -]{{2,40}}(?:, [A-ZÀ-Ý][\w.' ]{{1,20}})?(?:,? (?:\d{{1,2}} )?{MONTH}\.?(?: \d{{1,2}})?(?:,? \d{{4}})?)?(?:: | ?(?:--|[–—]) ?| - )"
    rf"|\((?:Reuters|AP|AFP|UPI|TASS|Xinhua|dpa|DPA|ANI|PTI|IANS|CNN|Bloomberg)\) ?(?:--?|[–—:])\s?"
    rf"|(?:[A-Z][\w.&]* ){{1,4}}- (?=[A-Z“\"]))"
)
"""How a story begins with its place or agency: `MOSCOW: `, `KYIV, May 3 (Reuters) - `, `Islam Times - `."""

FIELD = re.compile(rf"(?i:date:?|published:?|posted:?|updated:?)\s+{DATE}")
"""A date field that stands before the text on its line."""

ASIDE = re.compile(
    r"\((?:Related|RELATED|Read more|READ MORE|See also|Also read|READ|Read|Watch|WATCH) ?: ?[^()]{1,400}\)"
    r"|(?:Head\sover\sto|Find\sout\smore\sabout|Watch the video below|This\svideo\sis\sfrom|Click\shere\s(?:to|for)|For more (?:updates|news|stories)"
    r"|Follow (?:us|the author|him|her|them) (?:on|at)|Sign up (?:for|to)|Subscribe to|Learn more (?:about|at)|Read more (?:about|at)|Visit \w+\.(?:com|news|org) )"
    r"(?:[^.!?\n]|\.(?=\w)){1,300}[.!?]?(?= |$)"
    r"|\(?Reporting by [^\n]{2,300}$",
    re.M,
)
"""Words in running text that point elsewhere."""

HEADING = re.compile(
    r"(?i:(?:more |recommended |read )?(?:related|recommended|more)(?: \w+){0,3}|see also|also read|read (?:also|more|next)|trending(?: now)?"
    r"|most (?:read|popular)|you (?:may|might) (?:also )?like|top stories|latest (?:news|stories)|editor.s picks?|up next)\s*:?$"
)
"""A line over a list of links."""

HINTS = (
    "(Re", "(RE", "(See", "(Also", "(Wat", "(WAT", "Head", "Find", "Watch", "This", "Click", "For more", "Follow", "Sign",
    "Subscribe", "Learn", "Read", "Visit", "eporting by", "ource",
)  # fmt: skip
"""Words one of which stands in whatever `ASIDE` and `SOURCES` find: looking for them is much faster."""

CREDIT_HINTS = ("©", "(c)", "/", "(AP", "(AFP", "(EPA", "hoto", "mage", "icture", "(Credit", "[File")
"""The same for `CREDIT`."""

SOURCES = re.compile(r"(?<=[.?!:] )Sources? include ?:[^\n]*|^Sources? include ?:[^\n]*", re.M)
CREDIT = re.compile(
    r"(?:(?<![\w\u0300-\u036f])©|\(c\) |\([A-Z][\w .]{2,30}/(?:AFP|AP|EPA|Getty|Reuters|Pool)|\((?:AP|AFP|EPA)[^)]{0,20}Photo|\((?:Photo|Image|Picture|Credit)\b|(?:REUTERS|EPA|AFP|AP)/|Photo(?:graph)? ?(?:by|:)|Photograph ?:|(?:Image|Picture)(?: credit)? ?: |\[(?:Photo|Image|File)\b)"
)
"""Where the photographer or agency begins in a caption."""


def role(line: str) -> str:
    """What a line says of itself; "" where it says nothing, as paragraphs do."""
    head = line[:160]
    for name, pattern in ROLES:
        if len(line) <= LIMITS[name] and pattern.match(head):
            return name
    return ""


LIMITS = {"credit": 160, "date": 90, "byline": 150, "sources": 300, "related": 300, "boilerplate": 250, "caption": 400}
"""Characters of the longest line that its first words may give a role; longer ones are paragraphs."""
