"""What a line of a page says of itself: photo credits, bylines, dates, links to elsewhere, boilerplate."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from blocquotes.suggest.data import lines
from blocquotes.suggest.page import foreign
from blocquotes.suggest.page.appeals import is_appeal, is_button
from blocquotes.suggest.page.furniture import is_menu, is_section
from blocquotes.suggest.page.publication import DATE, NAME, OUTLET_FIELD, elements
from blocquotes.suggest.text.line_breaks import ends_sentence

# Words in lower case beside the name of an author.
_BESIDE_AUTHOR = "in|for|and|of|at|with|the|from|near|de|van|von|correspondents?|editors?|reporters?|writers?|staff"
_FULL_NAME = r"[A-ZÀ-Ý][\w.'’-]+(?:[ ][A-ZÀ-Ý][\w.'’-]+){1,2}"
_FULL_PLACE = r"[A-ZÀ-Ý][\w.'’-]+(?:[ ][A-ZÀ-Ý][a-zà-ÿ][\w.'’-]*)?"
_BYLINE = rf"""(?x: (?!By[ ](?:Same|This|Other)\b)
    (?: (?:By|BY|(?:Posted|Submitted)[ ]by[ ]?:?|from[ ]our
          |(?i:(?:written|words|text|story|article|reported|researched|fact-checked|curated|compiled|contributed
            |additional[ ]reporting|interview(?:ed)?|analysis|report|opinion|comment(?:ary)?|review|explainer)[ ]by)
            [ ]?:?
          |(?i:by|authors?|reporters?|writers?|words|text|byline|correspondent)[ ]?:)\s+
        # also "By Anna Berg | anna@post.example" and "By Anna B. Berg", but not "By signing up you agree"
        (?![a-z]+ing\b|\d) \S(?:[^.!?]|\.(?=\w)|(?<=\b[A-Z])\.){{1,100}}
      | (?:(?-x:{NAME})[ ])?[/|•·–—-][ ]By[ ](?-x:{NAME})        # / By Anna Berg, Norran Radio | By Anna Berg
      | \(By[ ](?-x:{NAME})[^()]{{0,80}}\)                    # (By Anna Berg and Jo Lee)
      | \(?(?:Reporting|Writing)[ ]by[ ].{{2,200}}
      | \(?(?:Edited|Editing)[ ]by[ ].{{2,100}}
      # "By Anna Berg in St. Louis.", but not "By June there will be more, it said."
      | (?-x:{NAME})[ ][Rr]eporting[ ](?:from|in)[ ][A-ZÀ-Ý][\w .’'-]{{2,40}}
      | By[ ](?-x:{NAME})(?:,?[ ](?:[A-ZÀ-Ý@(|]|(?:{_BESIDE_AUTHOR})\b)\S*){{0,9}}
      | (?!The[ ])(?:[A-Z][\w.&]*[ ]){{1,3}}(?:Staff|Bureau|Newsroom)             # Norran Staff
      | by[ ][a-z][\w.-]{{3,}}                                                # by newsdesk
      # "by ANNA BERG", "by Anna Berg, Tom Lee", but not "by Monday the dam had broken"
      | by[ ](?-x:{NAME})(?:(?:,|[ ]and|[ ]&)[ ](?-x:{NAME})){{0,3}}
      | From:[ ](?-x:{NAME})(?:[ ]\(\w{{2,4}}\))?(?:,[ ].{{2,60}})?        # From: Anna Berg (ab), with notes from
      | (?:Words|Text|Story)[ ](?-x:{NAME})\s{{2,}}\S.{{2,80}}               # Words Anna Berg  Portrait Jo Lee
      | {_FULL_NAME}[ ]\((?:now|earlier)\).*                                 # Anna Berg (now) and Jo Lee (earlier)
      # "Anna Berg in Oslo and Jo Lee in Rome MAY 16 2024"
      | (?:(?:,[ ]|[ ]and[ ])?{_FULL_NAME}[ ]in[ ]{_FULL_PLACE}){{1,5}}[ ]{DATE}
      # "Von Anna Berg und Jo Lee"
      | {foreign.BY}{_FULL_NAME}(?:(?:,|[ ](?:und|et|y|e|en|och|og))[ ]{_FULL_NAME}){{0,3}}
    )$)"""

# All bylines have one of these, in lower case.
_BYLINE_HINTS = (
    "by", ":", "reporting", "our", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "oleh ",
    "words ", "text ", "story ", " in ", " staff", " bureau", " newsroom", " (now)", " (earlier)",
)  # fmt: skip
# Characters of the longest line that its first words may give a role; longer ones are paragraphs.
LIMITS = {
    "credit": 160, "byline": 150, "sources": 300, "related": 300, "boilerplate": 250,
    "caption": 400, "dateline": 40,
}  # fmt: skip
# Characters of the longest line that names the agencies of a story below it.
_LONGEST_SIGN = 80

_PLACE = r"[A-ZÀ-Ý][\wÀ-ÿ.'’-]*(?:[ /](?:[A-ZÀ-Ý][\wÀ-ÿ.'’-]*|de|del|la|al|upon|on|of)){0,4}"
# `Westhaven, Norsund`, `Westhaven (Coast) [Norsund]`, `WASHINGTON, D.C.`
_WHERE = rf"{_PLACE}(?:,?[ ]\({_PLACE}\))?(?:,[ ](?!{DATE}){_PLACE}|[ ]\[{_PLACE}\])?"
_TOWN = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[ ][A-ZÀ-Ý][a-zà-ÿ]+)?"
_WHEN = rf"(?:[.,]?[ ]{DATE}[.,]?)?"
_NAMES = r"(?:[A-Z][\w/ .,&-]|[a-z]{2,4}(?=[)/]))[\w/ .,&-]{0,40}"
# The agencies of a story, with the slash or bracket around them: `(Reuters/AFP)`, `/TASS/`.
AGENCY = re.compile(
    r"""
      (?: \( | (?<=\s)/ ) (?P<names> (?:[A-Z]|dpa\b) [\w .,&-]* (?:/[A-Za-z][\w .,&-]*)* ) [)/] (?![ ]\[|,)
    | (?<=[.,][ ]) (?P<last> [A-Z]{3,} ) (?=[ ]?[-–—.:]+\s*$)               # OSLO. May 3. INTERFAX -
    | (?<=[–—|-][ ]) (?P<barred> [A-Z]\w+(?:[ ][A-Z]\w+)? ) (?=[ ]?[.,/–—|-]{1,2}\s*$)    # Oslo – AFP –
    | (?<=\d[ ]) (?P<bracketed> [A-Z]\w+ ) (?=\]\s*$)                      # [Oslo, May 3, 2024 Xinhua]
    """,
    re.VERBOSE,
)
# The names of agencies, as an alternative of a pattern.
AGENCIES = (
    "Reuters|REUTERS|Associated[ ]Press|Agence[ ]France-Presse|Canadian[ ]Press|Press[ ]Association|PA[ ]Media"
    "|Press[ ]Trust[ ]of[ ]India"
    "|AP|AFP|UPI|TASS|Xinhua|dpa|DPA|ANI|PTI|IANS|UNI|CNN|Bloomberg|Bernama|BERNAMA|Antara|ANTARA|Kyodo|Yonhap|Interfax|Anadolu"
    "|RNZ|KCNA|AAP|PA|EFE|ANSA|WAM|SPA|KUNA|MENA|APP|BSS|NAN|GNA|KNA|RIA[ ]Novosti|Sputnik"
    "|Petra|SANA|Tanjug|BelTA|VNA|CNA|PNA|IRNA|CMC|Belga|APA"
)
_DASH = r"(?:--?|[–—_])"
# How a story begins with its place or agency.
_DATELINE = rf"""(?x:
      {_WHERE},[ ]{DATE}[ ](?:--?|[–—])[ ](?:{AGENCIES})[ ]?[.,/–—-]{{1,2}}[ ]   # MOSCOW, 16 May - RIA Novosti.
    # Geneva, 3 May 2024 – , KYIV (3 May) – , New York, May 3, 2024–
    | {_WHERE}(?:,[ ]{DATE}|[ ]\({DATE}\))(?:[ ](?:--?|[–—])[ ]|[–—][ ]?)(?=[A-ZÀ-Ý“"])
    | {_WHERE}[ ](?:--?|[–—])[ ]{DATE}(?:[ ](?:--?|[–—])|:)[ ](?=[A-ZÀ-Ý“"])  # CAIRO – 21 June 2024:
    | {DATE}(?:,|[ ](?:--?|[–—]))[ ]{_WHERE}[ ](?:--?|[–—])[ ](?=[A-ZÀ-Ý“"])  # 21 June 2024, Geneva –
    | {_WHERE}{_WHEN}[ ]?(?:\({_NAMES}\)|/{_NAMES}/)[ ]?(?:\.?{_DASH}|[:.])\s?    # KYIV, May 3 (Reuters) -
    | [A-ZÀ-Ý][A-ZÀ-Ý.'’/ -]{{2,40}}{_WHEN}[ ]\([A-Z]{{2,6}}\)[ ]                # NEW DELHI, May 3 (PTI)
    | [A-ZÀ-Ý][A-ZÀ-Ý.'’/ -]{{1,40}}(?:,[ ](?!{DATE})[A-ZÀ-Ý][\w.' ]{{1,20}}){{0,2}}{_WHEN}
      (?: :[ ] | [ ]?(?:--|[–—])[ ]? | [ ][-|][ ] )                          # MOSCOW: , OSLO, May 3 -- , CAIRO |
    | {_PLACE},[ ](?:{AGENCIES})[ ]?[–—-][ ]?(?=[A-ZÀ-Ý“"])                     # Damascus, SANA-
    | {_WHERE},[ ]{DATE}:[ ](?=[A-ZÀ-Ý“"])                                     # Geneva, 3 May 2024:
    | {_PLACE}(?:,[ ]{DATE})?[ ]\((?:{AGENCIES})\)[ ](?=[A-ZÀ-Ý“"])              # New Delhi, May 3 (PTI)
    | {_PLACE},[ ]{_PLACE}[ ](?:--|[–—])[ ](?=[A-Z“"])                         # Beirut, Lebanon –
    | {_PLACE}[.,][ ]{DATE}[.,][ ][A-Z]{{3,}}[ ]?(?:{_DASH}|[.:])[ ]             # OSLO. May 3. INTERFAX -
    | (?:{DATE}[ ])?\((?:{AGENCIES})\)[ ]?(?:--?|[–—:])\s?                    # (Reuters) - , May 3 (Reuters) -
    | {_WHERE}[ ][–—|-][ ](?:{AGENCIES})[ ][–—|-][ ]                          # Oslo – AFP –
    | \[{_PLACE},[ ]{DATE}[ ](?:{AGENCIES})\][ ]                             # [Oslo, May 3, 2024 Xinhua]
    | \({_PLACE}(?:,[ ]{DATE})?\)[ ](?:--?|[–—])[ ](?=[A-ZÀ-Ý“"])            # (Oslo) –
    | (?!FILE|PHOTO)(?:[A-Z][\w.&]*[ ]){{1,4}}-[ ](?=[A-Z“"])                # Islam Times -
    | {_TOWN}/{_TOWN}[ ]?[–—:-][ ]                                             # Islamabad/New Delhi -
    | [A-Z]{{3,}}(?:[ ][A-Z]{{3,}})?[ ](?=[A-Z][a-z])                          # PARIS The ministers
    | {_TOWN},[ ](?=(?:The|An?)[ ])                                          # Nairobi, The ministers
    | {_WHERE},?[ ]\([^()]{{2,60}}{DATE}[ ]?\)[ ]?:                           # OSLO, (Norran / Post - 3 May, 2024 ) :
    | {_TOWN}[ ][–—][ ](?=[A-ZÀ-Ý“"])                                       # Basel –
    | {_TOWN}:[ ](?=[A-Z“"])                                                # Nagpur:
    )"""
# What begins a form in the table that is the same in capitals, and a pattern that matches nothing.
_ANY_CASE, _NEVER = "(?i)", r"(?!)"
# Every dateline has one of these, in its first characters: a sign, or a town before a word that begins a sentence.
_DATELINE_MARK = re.compile(r"[-–—_:|/(\[]|[A-Z]{3,} (?=[A-Z][a-z])|[A-Z]\w+, (?:The|An?) ")
_LONGEST_DATELINE = 300

_AGENCY_NAME = re.compile(rf"(?:The )?(?:{AGENCIES})")
# What names the agency of a story below it: "– Bernama", "(AFP)", "Agencies: Reuters, AP", "With files from AP".
AGENCIES_BELOW = re.compile(
    rf"""
      (?i: agenc(?:y|ies)[ ]?: ) \s+ (?P<listed> [A-Z].* )
    | [(—–-]* \s? (?i: with[ ](?:files|material|reports|information)[ ]from ) \s+ (?P<files> [A-Z].* )
    | [(—–-]* \s? (?i: (?:with[ ])?(?:additional|further)[ ]reporting[ ](?:from|by) | with[ ]reporting[ ](?:from|by) )
      \s+ (?P<helpers> (?:The[ ])? (?:{AGENCIES})\b .* )
    | The[ ](?:article|story|piece)[ ](?:was[ ])?(?:first|originally)[ ](?:appeared|published)[ ](?:on|in|by|at)
      \s+ (?P<first> .+ )
    | (?: The[ ] )? (?P<contributed> (?:{AGENCIES}) (?: (?:,|[ ]and)[ ](?:the[ ])?(?:{AGENCIES}) )* )[ ]contributed\b
    | (?i: via ) \s+ (?P<via> (?:{AGENCIES}) ) $
    | SOURCE[ ] (?P<company> [A-Z].* )                                        # SOURCE Acme Robotics, Inc.
    | [(—–-]* \s? (?i: with ) \s+ (?P<with> (?:{AGENCIES})\b [^.!?]{{0,40}} )
    | (?: [–—/(\[-]{{1,2}} \s? )? (?:By[ ])? (?P<sign> (?:The[ ])? (?:{AGENCIES}) (?: [/,] [ ]? (?:{AGENCIES}) )* )
      [)/.,\]]? [ ]?[|·•/]? $
    """,
    re.VERBOSE,
)

# The agency of a story in brackets behind its last sentence: `… in May. (dpa)`
SIGN_BEHIND = re.compile(rf"(?<=[.!?”’\"][ ])\((?:{AGENCIES})(?:/(?:{AGENCIES}))*\)$", re.VERBOSE)
# The name of an agency that ends a caption.
AGENCY_BEHIND = re.compile(rf"(?<=[.!?”’)][ ])(?:(?:{AGENCIES})|\((?:{AGENCIES})\))$", re.VERBOSE)
_CONTRIBUTED = re.compile(rf"(?:The )?(?:{AGENCIES})\b[^.!?]{{0,60}} contributed\b")
_SOURCE_FIELD = re.compile(
    rf"""(?: \(?(?i:(?:news[ ]|story[ ]|original[ ])?sources?|via)[ ]?:
      | (?i:this[ ](?:article|story|piece)[ ](?:was[ ])?)?(?i:first|originally)[ ](?:appeared|published)
        [ ](?:by|in|at|on)[ ](?!{DATE})(?:the[ ])?[A-Z]                    # … published by the Westhaven Post on 16 May
    | (?i:categor(?:y|ies)|tags?)[ ]?:                              # Categories: May 3, 2024 Published
    | (?i:this[ ](?:article|story|report)[ ]by)[ ][A-Z]               # This report by Norran was first published May 3
    )""",
    re.VERBOSE,
)
# What some papers print before the first word of a story.
KICKER = re.compile(
    r"(?:EXCLUSIVE|BREAKING(?: NEWS)?|UPDATED?(?: ?\d)?|CORRECTED|ANALYSIS|EXPLAINER|WATCH|LIVE)[:–—-]\s+"
)

# A date field before the text on its line.
FIELD = re.compile(rf"(?i:date:?|published:?|posted:?|updated:?)\s+{DATE}")

# What a caption says, besides what the picture shows.
SHOWN = re.compile(
    r"(?i)\((?:l|r|c|left|right|cent(?:er|re)|file|above|pictured)\)|, (?:left|right|cent(?:er|re)),|\bpictured\b"
    r"|\bshown (?:in|here|above|below)\b|\bin (?:this|a|an undated) (?:\w+ )?(?:photo(?:graph)?|picture|image)\b"
    r"|\bseen (?:in|from|at|on|here|near)\b|\bpos(?:es?|ing) (?:for|with)\b"
)
# What says that the words behind it are a caption or a headline; it is no part of them.
LABEL = re.compile(r"(?i:(?:(?:image|photo|picture|media|video) )?caption) ?[:,] ?")
# What copied pages print over one, on its own line: `Image caption,`.
CAPTION_LABEL = re.compile(r"(?i:(?:image|media|video) caption,?)")
TITLE_LABEL = re.compile(r"(?:Subject|SUBJECT|Headline|HEADLINE|Title) ?: (?:(?:Fwd?|FWD?|Re|RE) ?: ?)*(?=\S)")
# The mark of a heading in Markdown, and words between marks of emphasis: `**By Anna Berg**`.
HEADING = re.compile(r"#{1,6} +(?=\S)")
EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,2})(?P<words>[^*_\s](?:[^*_]*[^*_\s])?)(?P=mark)")
# Where two words stick together, as in copied rows of buttons: `ShareSave`, `27Comments`, but not `McKenna`.
_GLUE = re.compile(r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=[A-ZÀ-Ý])|(?<=[A-Za-zà-ÿ])(?=\d)|(?<=\d)(?=[A-ZÀ-Ý])")
# Characters of the longest such row; items from which on some may be unknown, and then the share of known buttons.
_LONGEST_GLUED, _FEWEST_GLUED, _GLUED_SHARE = 80, 3, 0.4
# Bullets, arrows and pictures before the words of a line.
_PICTOGRAM = re.compile(r"[\ufeff\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d»›•*\s-]+(?=\w)")
# What is over a summary.
SUMMARY = re.compile(
    r"(?i)(?:(?:in |story |article |executive )?(?:summary|brief|short|highlights?)"
    r"|key (?:points|takeaways|facts|findings)|at a glance|abstract|synopsis|what['’]s next"
    r"|what (?:we|you need to) know(?: so far| today)?|the gist|takeaways|tl;dr)[:?]?"
)
# The number of a printed page, which may stand within a sentence.
PAGE_NUMBER = re.compile(r"(?i:page |p\. ?)?[-–—| ]*\d{1,4}(?: ?(?:/|of) ?\d{1,4})?[-–—| ]*")
# A day before the text of a page that is one line: `12 May 2024 Harbour to close. The …`
OPENING_DAY = re.compile(rf"{DATE}(?<=\d{{4}})(?: ?[-–—|:])? +(?=[A-ZÀ-Ý“\"])")

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
      | (?:keep|continue)[ ]reading | in[ ]the[ ]headlines | must[ -]reads? | recommended[ ]for[ ]you
      | don.t[ ]miss | in[ ]case[ ]you[ ]missed[ ]it | also[ ]in[ ](?:the[ ])?news
      | you[ ](?:may|might)[ ](?:also[ ])?like | top[ ]stories | latest[ ](?:news|stories) | editor.s[ ]picks?
      | up[ ]next | also[ ](?:interesting|of[ ]interest)
    )\s*:?$""",
    re.IGNORECASE | re.VERBOSE,
)

# All that `ASIDE` and `SOURCES` find holds one of these words. Looking for them first is much faster.
HINTS = (
    "(Re", "(RE", "(See", "(Also", "(Wat", "(WAT", "Head", "Find", "Watch", "This", "Click", "For more",
    "Follow", "WITH", "With", "with a", "with r", "Sign", "Subscribe", "Learn", "Read", "Visit", "eporting by", "ource",
)  # fmt: skip

SOURCES = re.compile(
    r"(?<=[.?!:] )Sources? include ?:[^\n]*|^Sources? include ?:[^\n]*"
    r"|(?<=[.!?”’] )[—–-]{1,2} ?(?i:with (?:a )?reports? (?:from|by)) [^\n]{2,80}$",
    re.M,
)
# Where the photographer or agency begins in a caption.
CREDIT = re.compile(
    r"""
    (?<![\w\u0300-\u036f])© | \(c\)[ ]
    | \([A-Z][\w .]{2,30}/(?:AFP|AP|EPA|Getty|Reuters|Pool)                # (Jo Lee/AFP
    | \b[A-Z]\w+/[A-Z][\w ./]{2,60}(?:REUTERS|Reuters|AFP|AP|Getty[ ]Images)\b
    | (?<=[.!?”’)][ ])(?:[A-Z][\w.'’-]+[ ]){0,3}[A-Z][\w.'’-]+(?:/[A-Z]\w+)*[ ]?/[ ]?
      (?:Reuters|AFP|AP|EPA|Getty|Alamy|Shutterstock|Bloomberg)\b
    | (?<=[.!?”’)][ ])Copyright[ ][A-Z][\w.'’-]+[ ][^.!?]{2,60}$               # Copyright Jo Lee/Norran via AP
    | (?<=[.!?”’)][ ])\S+[ ](?:FILE|CONTRIBUTED|HANDOUT)[ ](?:PHOTO|IMAGE)\b
    | (?<=[ ][–—-][ ])(?:[A-Z][\w.&/]*[ ]){1,4}(?:file[ ])?(?:pics?|pix|photos?|pictures?)\b[^.!?]{0,30}$
                                                                             # - BERNAMA pic
    | (?<=[.!?”’)][ ])[\[(](?:[A-Z][\w.'’-]+[ ]){0,3}[A-Z][\w.'’-]+(?:/[A-Z][\w. ]{1,30}){1,3}[\])]$
    | (?<=[.!?”’)][ ])\((?:Supplied|[A-Z][\w ]{1,25}):[ ][^()]{2,60}\)$                    # (Supplied: Norran council)
    | \([A-Z]\w+\)==[A-Z]\w+$                                                # (Kaiyo)==Kaiyo
    | (?<=[.!?”’)][ ])\([A-Z]\w+/[A-Z][\w.]+(?:[ ][A-Z][\w.]+){0,3}\)$          # (Huaxin/Deng Hua)
    | (?<=\w[ ])\((?:[A-Z][\w.'’-]+[ ]){1,3}[A-Z][\w.'’-]+(?:/[A-Z][\w ]{1,30}){1,3}\)$          # (Jo B. Lee/Flickr)
    | (?<=[.!?”’)][ ])\|[ ](?:[A-Z][\w.'’-]+[ ]){1,3}[A-Z][\w.'’-]+/[A-Z][\w ]{2,30}$    # | Jo Lee/NORRAN
    | \((?:AP|AFP|EPA)[^)]{0,20}Photo | \((?:[Pp]hoto[ ]by|Photo|Image|Picture|Credit)\b
    | (?:REUTERS|EPA|AFP|AP)/ | -[ ]Sputnik[ ]\w+,[ ]\d{4},
    | (?:\|[ ])?(?:(?:[A-Z]{2,4}[ ])?PHOTOS?|Photo(?:graph(?:er)?)?)(?:[ ][Cc]redits?)?[ ]?(?:by|:|[ ][|/–—-][ ])
    | Credits?[ ]?(?::[ ]|\.\.\.)
    | (?<=[.!?”’][ ])[A-Z]{2,5}[ ](?:file[ ])?photo\b
    | (?<=[.!?”’][ ])[—–]{1,2}[ ]?(?!WITH\b)[A-Z][A-Z.]+(?:[ ][A-Z.]+){1,3}$             # —MARLON DIZON
    | (?<=[.!?”’][ ])\((?:[A-Z][\w.'’&:-]*|via|for|of|the|and)(?:[ ](?:[A-Z][\w.'’&/:-]*|via|for|of|the|and)){1,7}\)$
    | Photograph[ ]?: | (?:Image|Picture)(?:[ ]credit)?[ ]?:[ ]
    | \[(?:Photo|Image|File)\b | \((?:File|Archive|Stock)[ ](?:photo|picture|image)
    | \[(?:[A-Z][\w.'’-]+[ ]){0,3}[A-Z][\w.'’-]+/(?:Reuters|AFP|AP|EPA|Getty|Anadolu|Al[ ]Jazeera)[^\]]{0,30}\]$
    """,
    re.VERBOSE,
)

# All that `CREDIT` finds holds one of these.
CREDIT_HINTS = (
    "Sputnik", "©", "/", "Copyright", "hoto", "PHOTO", "mage", "icture", "Credit", "[File", ")", "—", "–", " pi",
)  # fmt: skip


def holds_any(text: str, hints: tuple[str, ...]) -> bool:
    """Whether a text holds one of the hints."""
    # A loop, since this is asked of every line and a generator costs four times the time.
    for hint in hints:  # noqa: SIM110
        if hint in text:
            return True
    return False


def dateline(text: str, at: int) -> re.Match[str] | None:
    """How a story that begins at an offset names its place or agency; None where it does not."""
    if not _DATELINE_MARK.search(text, at, at + _LONGEST_DATELINE):
        return None
    return _dateline().match(text, at)


@cache
def _dateline() -> re.Pattern[str]:
    # Compiled when it is first needed: that takes 20 ms, a tenth of the time until the first text is read.
    return re.compile(_DATELINE)


class _Forms(NamedTuple):
    """How lines of a role begin, as printed and in lower case."""

    printed: re.Pattern[str]
    lower: re.Pattern[str]

    # One of these is in every such line, in lower case; none stands for any line.
    hints: tuple[str, ...] = ()

    def match(self, line: str, lowered: str) -> bool:
        if self.hints and not holds_any(lowered, self.hints):
            return False
        return bool(self.lower.match(lowered) or self.printed.match(line))


@cache
def _roles() -> dict[str, _Forms]:
    """Role → how its lines begin; credits first, dates and bylines before the rest."""
    # Compiled when they are first needed: that takes 30 ms, and a text that is no page has no such lines.
    listed = defaultdict[str, list[str]](list)
    for line in lines("lines.tsv"):
        role, form = line.split("\t")
        listed[role].append(form)
    credit, byline = listed.pop("credit"), _forms([_BYLINE])._replace(hints=_BYLINE_HINTS)
    return {"credit": _forms(credit), "byline": byline, **{role: _forms(forms) for role, forms in listed.items()}}


def _forms(forms: Iterable[str]) -> _Forms:
    # Where case counts, most alternatives are passed over by their first letter; it takes half the time.
    printed, lower = list[str](), list[str]()
    for form in forms:
        (lower if form.startswith(_ANY_CASE) else printed).append(form.removeprefix(_ANY_CASE))
    return _Forms(re.compile("|".join(printed) or _NEVER), re.compile("|".join(lower) or _NEVER))


def is_agency(name: str) -> bool:
    """Whether a name is a known agency's."""
    return bool(_AGENCY_NAME.fullmatch(name))


def line_role(line: str) -> str:
    """What a line says of itself; "" where it says nothing, as paragraphs do."""
    role = _said(line)
    if role or not (mark := _PICTOGRAM.match(line)):
        return role
    # "👉 Subscribe to our channel", "- READ MORE: Harbour to close", "☰ Norran   News   Sport"
    behind = _said(line[mark.end() :])
    return behind if behind in ("related", "boilerplate") else ""


def _said(line: str) -> str:
    head, (credit, *others) = line[:160], _roles().items()
    lowered = head.lower().replace("\t", " ")
    # "Source: Xinhua | 2024-05-16" and "Photo: Jo Lee, May 2024" have a date too.
    if _CONTRIBUTED.match(head):
        return "sources"
    is_credit = credit[1].match(head, lowered)
    if not (is_credit or _SOURCE_FIELD.match(head)) and elements(line):
        return "date"
    if OUTLET_FIELD.fullmatch(head):
        return "section"
    if is_credit:
        return "credit"
    fitting = (name for name, forms in others if len(line) <= LIMITS[name] and forms.match(head, lowered))
    return next(fitting, "") or _by_form(line)


def _by_form(line: str) -> str:
    """The role of a line that begins as no listed one does."""
    if len(line) <= _LONGEST_SIGN and AGENCIES_BELOW.match(line):
        return "sources"
    if any(is_one(line) for is_one in (is_menu, SUMMARY.fullmatch, is_appeal)):
        return "boilerplate"
    return _role_of_glued(line)


def _role_of_glued(line: str) -> str:
    """The role of a line of buttons or sections that lost what parts them: `ShareSaveTweetPrint`, `NewsLocal`; "" for
    another line, such as `GlaxoSmithKline to close` or `McKenna`.
    """
    items = _GLUE.split(line) if len(line) <= _LONGEST_GLUED else [line]
    if len(items) == 1 or ends_sentence(line):
        return ""
    if all(map(is_section, items)):
        return "section" if len(items) < _FEWEST_GLUED else "boilerplate"
    # No word of a language has so many capitals within it: `FacebookXWhatsApp`.
    if max(len(_GLUE.findall(word)) for word in line.split()) >= _FEWEST_GLUED:
        return "boilerplate"
    # "7News" and "NBCNews" are outlets.
    if is_section(items[-1]) and len(items) < _FEWEST_GLUED:
        return ""
    buttons = [item for item in items if item.isdigit() or _is_button(item)]
    share = 1 if len(items) < _FEWEST_GLUED else _GLUED_SHARE
    return "boilerplate" if len(buttons) >= share * len(items) else ""


def _is_button(item: str) -> bool:
    """Whether words are furniture of a page on their own: `Share`, `Copy link`, `Sport`."""
    return any((is_button(item), is_section(item), _said(item) == "boilerplate"))
