"""Lines in which a page talks to its readers or about itself: appeals, buttons, notices. News does neither."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from blocquotes.suggest.page.topic import shared

# What reports somebody's words, as news does.
_REPORT = re.compile(r"[\"“”]|\b(?:said|says|told|added)\b")
_YOU = re.compile(r"(?i)\b(?:you|yours?|yourself)\b")
_WE = re.compile(r"(?i)\b(?:us|our|we|my)\b")
# Words with which papers ask their readers for something, wherever it is; hints at them and at the address.
_ASKED_FOR = re.compile(
    r"""\b(?: our[ ](?:journalis\w+|newsrooms?|membership|reporters|app|paywall)
      | (?:connect[ ]with|advertise[ ]with)[ ]us | sign(?:ed|ing)?[ -]ups? | (?:un)?subscri(?:be|bed|bers?|ption|ptions)
      | newsletters? | inbox | privacy[ ](?:policy|notice|statement|collection) | free[ ](?:articles|stories)
      | cancel[ ]any[ ]?time | your[ ](?:free[ ])?(?:trial|account|membership) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What papers say of themselves where they ask for money.
_PLEA = re.compile(
    r"(?i)\b(?:reader-(?:supported|funded)|consider (?:becoming|subscribing|donating|making a|supporting))\b"
)
_HINTS: Final = (
    "our ",
    "with us",
    "consider ",
    "reader-",
    "sign",
    "subscri",
    "newsletter",
    "inbox",
    "privacy",
    "cancel",
    "free ",
)
# What readers tick: `I would like to be emailed about offers.`
_TO_BE_SENT = re.compile(r"\bI (?:would like|agree|want) to (?:be e?-?mailed|receive|get)\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]*’")
_LONGEST = 600
# Share of the longer words of a line that the story has, if it is about the news.
_ON_TOPIC = 0.5
# Things that a page has or offers.
_THINGS = re.compile(
    r"""\b(?: e-?mails? | apps? | accounts? | cookies | browser | links? | alerts? | notifications? | web[ -]?sites?
      | trial | tickets? | preferences | settings | terms | stor(?:y|ies) | articles? | comments? | feedback
      | press[ ]release | podcasts? | episodes? | password | page | (?:the|this|our|mailing)[ ]list | reply | feeds?
      | device | consent | content | delivered | shop | membership | partners | transcripts?
      | whatsapp | telegram | facebook | instagram | youtube | [\w.-]+@[\w-]+(?:\.\w+)+ )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A page that names itself.
_ITSELF = re.compile(
    r"""\bthis[ ](?:\w+[ ])?(?:page|web[ ]?site|site|article|story|post|text|transcript|interview|conversation
        |e-?mail|message|newsletter)
      (?:[ ](?:is|was|has|have|may|will|appears?|uses?|contains?)|['’]s)\b
      | \bthank(?:s|[ ]you)[ ]for[ ](?:signing|subscribing|reading|watching|listening|following)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What readers are asked to do, at the beginning of a sentence.
_ASKS = re.compile(
    r"""(?:^|[.!?:,]\s+)(?: please[ ][a-z]+ | cancel | sign | log | register | join | follow | share | save | print
      | download | embed | click | tap | scroll | swipe | refresh | reload | choose | select | manage | get | try | buy
      | book | shop | donate | support | visit | view | enter | submit | hit | check | discover | explore | browse
      | upgrade | renew | enable | allow | stay | never[ ]miss | don['’]t[ ]miss | send | use | update | email
      | tell[ ]us | write | read | contact | add | help | republish )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Buttons of a few words, which are no section: `Save this story`, `Follow  48K Followers`, `Contents`, `54°F`.
_BUTTON = re.compile(
    r"""(?: (?:save|share|print|download|embed|listen|follow|click|tap|scroll|refresh|hide|show|copy|skip|expand|enlarge
        |zoom|mute|unmute|cancel|submit|bookmark|gift|add[ ]to|sign|log|manage|load|join|get|buy|resize|personali[sz]e
        |give|remove|continue|play|open|view|toggle|explore|discover)\b(?:\s+\S+){0,3}
      | (?:table[ ]of[ ])?contents | read[ ]later | see[ ]all | (?:today['’]s[ ])?e-?edition
      | (?:hello|hi|hey|welcome)\b,?(?:[ ]\S+){0,2}
      | -?\d{1,3}[ ]?°(?:[ ]?[CF]\b)?(?:\s+\S+){0,4} | [+-]?\d[\d.,]*[ ]?%?(?:\s+[+-]\d[\d.,]*[ ]?%?)*
      | [\d.,]+[KMk]?[ ](?:followers|subscribers|views|members|reads) )[ ]?[!.:|›»>]?""",
    re.IGNORECASE | re.VERBOSE,
)


def is_appeal(line: str) -> bool:
    """Whether a line or paragraph asks readers for something: `Every day our journalists … Join our membership.`"""
    if len(line) > _LONGEST:
        return False
    lowered = line.lower()
    # Looking for them first is much faster.
    if not any(hint in lowered for hint in _HINTS):
        return False
    if _REPORT.search(line):
        return False
    if _PLEA.search(line):
        return True
    return bool(_ASKED_FOR.search(line)) and any(form.search(line) for form in (_YOU, _TO_BE_SENT))


def is_notice(line: str, story: AbstractSet[str]) -> bool:
    """Whether a line outside of the running text talks to the readers or about the page: `Buy your tickets here.`

    In running text, a writer may do so, too. `story` has the first letters of its words: what repeats most of them is
    about the news, as `What you need to know about the ferry tickets` is.
    """
    # "This article appears in the May issue with the headline “Fog”" reports nothing.
    if _ITSELF.match(line):
        return True
    if len(line) > _LONGEST or _REPORT.search(line):
        return False
    if _ITSELF.search(line):
        return True
    names_thing = bool(_THINGS.search(line))
    if names_thing and _ASKS.search(line):
        return True
    if shared(line, story) >= _ON_TOPIC:
        return False
    if names_thing and _YOU.search(line):
        return True
    # "We further urge the members of the pact" is no notice.
    return bool(_ASKED_FOR.search(line)) and any(form.search(line) for form in (_ASKS, _YOU, _WE))


def speaks(line: str) -> bool:
    """Whether a paragraph says `we` or `you`, outside of quotation marks, and reports nobody's words."""
    own = _QUOTED.sub("", line)
    if _REPORT.search(own):
        return False
    return any(form.search(own) for form in (_YOU, _WE))


def is_button(line: str) -> bool:
    """Whether a line of a few words is a button or a gauge of the page, and no section."""
    return bool(_BUTTON.fullmatch(line))
