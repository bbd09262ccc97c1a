"""What the words around a name say of it: that it is a place, a person, a word in capitals."""

import re
from collections.abc import Iterator
from typing import Final

from blocquotes.model import Span
from blocquotes.suggest.data import name_class
from blocquotes.suggest.names.candidates import Candidate
from blocquotes.suggest.names.gazetteer import Gazetteer
from blocquotes.suggest.names.runs import is_common
from blocquotes.suggest.names.titles import LONGEST_LIST_OF_WORKS, OF_YEAR, WORKS_BEFORE, titles

_BEFORE: Final = re.compile(r"(?P<word>\w++)(?P<comma>,?) $")
# Characters before a name among which the word before it is.
_LONGEST_BEFORE: Final = 20
_DESCRIBES: Final = re.compile(
    r" (?!(?:said|says|told|added|also|has|had|is|was|did|will|would|who|and|wrote)\b)\w|[-–]"
)
# "Berg said", "Berg [right] said", "Berg et al. found", "Berg was quoted as saying"
_SPEAKS: Final = re.compile(
    r"""(?:[ ]\[[a-z ]{2,20}\])?
        [ ](?:said|says|told|added|agreed|replied|asked|argued|warned|wrote|et[ ]al|(?:is|was)[ ]quoted[ ]as)\b
    """,
    re.VERBOSE,
)
# "Gerd’s elder brother"
_HAS_KIN: Final = re.compile(
    r"[’']s (?:late |elder |younger |older |own |three |two )?(?:mother|father|brother|sister|wife|husband|widow|son"
    r"|daughter|uncle|aunt|cousin|nephew|niece|parents|grandmother|grandfather|sons|daughters)\b"
)
# What follows the names of persons alone: their age, or a relative clause.
_AGE: Final = re.compile(r",? \(?\d{2}(?:,|\)|\.(?!\d))")
_AGED: Final = re.compile(rf"{_AGE.pattern}|, who(?:se)? ")
_BEFORE_PERSONS: Final = frozenset(("for", "with", "by", "about", "against", "like", "unlike", "of"))
# For whom a sentence tells something: "For Gerd, who is ill, the day was long."
_TOPIC: Final = "For "
# A role behind a name: "Gerd, a sailor from Oslo,".
_APPOSITION: Final = re.compile(
    r",[ ](?:an?|the|his|her|their|its|[A-Z]\w+[’']s)[ ](?:[\w’'-]+[ ]){0,5}?(?P<noun>[a-z][a-z-]+)"
    r"(?=[,.;]|[ ](?:of|for|from|in|at|with|who|and|on)[ ])"
)
_AGENT: Final = re.compile(r"(?:[^i]er|or|ist|man|woman|ian|smith|wright|keeper|herd)$")
# `“Too late,” Dupé said`, `“Too late,” said Dupé`
_CLOSINGS: Final = (",” ", "?” ", "!” ", ",’ ", "?’ ", '," ', '?" ', '!" ', ",'' ")
_ANSWERS: Final = re.compile(r"[”\"’'] [a-z]+ $")
_AS_FIRM: Final = re.compile(
    r" \w+(?: that)? it (?:would|will|has|had|expects|plans|[a-z]+s(?<!is)(?<!was)(?<!has)(?<!takes)(?<!seems))\b"
    r"| \w+ (?:on \w+ )?in an? (?:[\w-]+ )?(?:statement|filing|note|release|advisory)\b"
    r"|[^.\n]{0,80}\bits\b"
)
# "Helix, which", "Helix’s shares", "Helix plc", "shares in Helix", "analysts at Helix"
_LIKE_FIRM: Final = re.compile(
    r"""(?:,[ ](?:which\b|Inc\.|Ltd\b|LLC\b
              |whose[ ](?:shares|shareholders?|largest|biggest|customers|chief[ ]executive))
          | [ ](?:plc|PLC|Plc|Inc\.)(?!\w)
          | (?:[’']s)?[ ](?:shares|shareholders|stock|subsidiary|headquarters|revenues?|earnings|CEO|CFO|IPO
              |chief[ ](?:executive|financial|operating|scientific|technology))\b)""",
    re.VERBOSE,
)
_MAKES: Final = re.compile(r", which (?:makes|sells|employs|manufactures|supplies|produces|owns|runs|provides)\b")
_LIKE_STATE: Final = re.compile(
    r"[’']s (?:prime minister|parliament|ambassador|central bank|coastline|population|capital|head of state"
    r"|mayor|streets|suburbs|outskirts|residents|inhabitants|city hall|town hall|old town)\b"
)
_LEADS_FIRM: Final = re.compile(
    r"""\b(?:[Ss]hares[ ](?:in|of) | [Ss]hareholders?[ ](?:in|of)
          |(?:[Aa]nalysts?|[Ee]conomists?|[Ss]trategists?|[Tt]raders)[ ]at
          |(?:CEO|[Cc]hief[ ][Ee]xecutive(?:[ ][Oo]fficer)?)[ ]of)[ ]$""",
    re.VERBOSE,
)
_LONGEST_LEAD_OF_FIRM: Final = 28
_BEFORE_TITLE: Final = name_class("before-title") | {"the", "a", "then"}
_NAME_BEHIND: Final = re.compile(r" (?:[A-Z]|of\b)")
_TELLING: Final = frozenset(("told", "asked", "that", "with", "but", "and", "for", "by"))
_DATELINE_ENDS: Final = re.compile(
    r"(?:, [A-Z][\w.]+(?: \d\d?)?(?: [A-Z][\w.]+)?)?(?: [(/\[][A-Z][\w ]+[)/\]])?,? (?:—|–|--|-) [“\"A-Z]"
)
# How what is beside firms and states begins and ends.
MAY_FOLLOW_BODY: Final = frozenset(
    (
        *("’s ", "'s ", ", w", ", I", ", L"),
        *(" pl", " PL", " Pl", " In", " sh", " st", " su", " he", " re", " ea", " CE", " CF", " IP", " ch"),
    )
)
MAY_LEAD_FIRM: Final = frozenset((" of ", " at ", " in "))
_OF_BODY: Final = frozenset(("for", "at", "with", "from", "in"))
_SAYING: Final = name_class("answering")
_NEXT_WORD: Final = re.compile(r" ([a-z]+)")
_LIVES: Final = re.compile(r" (?:was|is) born\b| \((?:born|b\.|née|\d{4} ?[–-] ?(?:\d{4})?\))")
_IS_HE: Final = re.compile(
    r"""(?:[ ][a-z][^A-Z\n,.;]{0,30}(?:(?<=[ ][io]n)[ ][A-Z][a-z]+)?)?  # Gerd lost the shop in May
        (?:\.[ ](?:(?:He|She|His)\b|[“"‘][^”"’\n]{1,200}[”"’][ ](?:he|she)\b) | ;[ ](?:he|she)\b)
    """,
    re.VERBOSE,
)
# "Gerd and his brother", "Gerd lost her job", "Gerd insisted that she was ill", "Gerd has not seen her two sons"
_HAS_OWN: Final = re.compile(
    r"""[ ](?: (?:and|lost|quit|buried|shook|raised)[ ](?:his|her)[ ][a-z]
            | (?:insist(?:s|ed)|den(?:ies|ied)|believe[sd]|thinks|thought|feels|felt|hope[sd]|knew|knows|claim(?:s|ed)
                |admit(?:s|ted)|recall(?:s|ed)|swore|fear(?:s|ed)|remember(?:s|ed))[ ](?:that[ ])?(?:he|she|his|her)\b
            | (?!(?:paid|sent|told|gave|offered|fired|hired|sued|named|denied)\b|[^.\n]{0,60}\bits\b)  # as firms do
              [a-z][^A-Z,.;:\n“”"]{0,40}[ ](?:his|her)[ ](?:own[ ]|two[ ]|three[ ]|four[ ]|young[ ]|late[ ])?
              (?:sons?|daughters?|mother|father|parents|wife|husband|brothers?|sisters?|child|children|baby|family|home
                |house|job|life|hands?|head|eyes|legs?|arms?|goats|cows|cattle|village|neighbou?rs?)\b )
    """,
    re.VERBOSE,
)
# "Gerd was to host members of his club", "Gerd was able to buy the boat he wanted"
_HE_SOON: Final = re.compile(r" (?:was|is|had|has|[a-z]+ed) [^A-Z.;\n“”\"]{0,70}\b(?:he|she|his|her)\b")
# "the CEO of Westhaven Kelda", "shares in Westhaven Kelda", "who founded Westhaven Kelda"
_ROLE_OF: Final = re.compile(
    r"\b(?:(?P<role>[\w-]+) (?:of|at|with|in|(?P<for>for)) (?:the )?"
    r"|(?P<verb>(?:co-?)?founded|runs|owns|heads|chairs) )$"
)
# Who works for firms rather than for persons.
_FOR_FIRMS: Final = frozenset(
    ("analyst", "economist", "strategist", "engineer", "manager", "researcher", "scientist", "consultant", "developer")
)
_POSSESSIVES: Final = ("'s", "’s")
_NOUN_BEFORE: Final = re.compile(
    r"\b(?P<noun>[A-Z]?[a-z]++)(?:(?P<of> of)|(?P<comma>,))? [“\"‘']?(?P<article>(?:(?:The|An?) )?)$"
)
_MAY_END_NOUN: Final = re.compile(r"[a-z,] |.[^ ]", re.DOTALL)
_LONGEST_NOUN: Final = 30
_BETWEEN_NOUN_AND_NAME: Final = ("of", "the", "a", "an")
# Types of names that a noun with `of` says: `the village of X`.
_PLACES: Final = frozenset(("GPE", "LOC", "FAC"))
# Nouns of works that are verbs too, and what is before the noun: "her play Glass Hours".
_PLAYED: Final = frozenset(("play", "plays"))
_WHOSE: Final = (
    "the ",
    "The ",
    "a ",
    "his ",
    "her ",
    "His ",
    "Her ",
    "their ",
    "Their ",
    "s ",
    "new ",
    "first ",
    "radio ",
    "act ",
)
_IN_APPOSITION: Final = frozenset(("WORK_OF_ART", "PRODUCT"))
# "Karsk (also Kars) is a river in …", "Norsund, a firm from …"
_IS_A: Final = re.compile(
    r"(?: \([^()\n]{1,80}\))?(?: (?:is|was|are|were) | (?:is|was) one of |, )"
    r"(?:an?|the) (?P<phrase>[^,.;:()“”\"\n]{3,90})"
)
# "Norin is a small, | faint constellation"
_BEHIND_ADJECTIVE: Final = re.compile(r", (?P<phrase>[a-z][^,.;:()“”\"\n]{3,90})")
# "Kelda, directed by Anna Berg", "Kelda by Finnish director Anna Berg"
_MADE_BY: Final = re.compile(
    r"""(?:,?[ ](?:directed|written|composed|painted|choreographed|illustrated)[ ]by
          |[ ]by[ ](?:the[ ])?(?:[A-Z][\w-]+[ ])?(?:film)?
           (?:director|author|composer|novelist|playwright|maker|painter|sculptor|screenwriter|songwriter|poet))\b""",
    re.VERBOSE,
)
_MAY_LEAD_TO_MAKER: Final = frozenset(
    (", d", ", w", ", c", ", p", ", i", " di", " wr", " co", " pa", " ch", " il", " by")
)
# "His Glass Hours (1987)"
_MAKERS_FIRST: Final = ("His ", "Her ")
_MAKERS: Final = (*_MAKERS_FIRST, " his ", " her ", "’s ", "'s ")
# "the son of Norin", "a novel written by Norin", "The film stars Norin"
_KIN: Final = frozenset(
    (
        *("son", "daughter", "brother", "sister", "father", "mother", "wife", "husband", "widow", "nephew", "niece"),
        *("cousin", "grandson", "granddaughter", "pupil", "disciple"),
    )
)
_BY_PERSON: Final = re.compile(
    r"\b(?:(?:written|directed|composed|played|portrayed|edited|sung|voiced|painted|succeeded|discovered|described"
    r"|translated|illustrated|narrated|choreographed|sculpted|music|screenplay|lyrics|paintings?) by|(?:film|movie|play"
    r"|series|musical|drama) stars|starring|featuring) $"
)
_LONGEST_BY_PERSON: Final = 20
_MAY_LEAD_TO_PERSON: Final = (" by ", " stars ", "ing ")
# "on the M62"
_ROAD: Final = re.compile(r"[ABEMN]\d{1,4}")
# "her performance in Kelda", "starred in Kelda"
_ACTED: Final = r"\b(?:performances?|starred|stars?|starring|co-starred) in $"
_ACTED_IN: Final = re.compile(_ACTED)
# "The Long Meadow (Die lange Wiese) is a 1952 novel by …"
_DEFINED: Final = re.compile(
    r"(?P<title>[A-Z0-9][^\n.:;,()“”\"]{0,80}?)(?:,)?(?: \([^()\n]{1,80}\))? (?:is|was) (?:an?|the \w+) "
    r"(?P<phrase>[^,.;:()“”\"\n]{3,90})(?P<rest>[^\n]{0,40})"
)
_DEFINES: Final = (" is a", " was a", " is the ", " was the ")
# Characters of a title and a bracket behind it.
_LONGEST_DEFINED: Final = 160
# Characters of a text in which it says what it is about.
_DEFINITIONS_END: Final = 3_000
_DATED_OR_BY: Final = re.compile(r"\b[12]\d{3}\b|\b(?:by|from|released|directed|written|starring)\b")
# Small words inside titles.
_IN_TITLES: Final = frozenset(
    ("of", "the", "a", "an", "and", "in", "on", "at", "to", "for", "from", "by", "with", "de", "la")
)
_IS_THING: Final = re.compile(r" (?:is|are) (?:an?|the|any) ")
# "The Piave rises in the Alps", "Sankt Veit lies on the left bank"
_LIES: Final = re.compile(
    r" (?:(?P<flows>rises in|flows|drains|empties into)|(?:lies|is situated) (?:in|on|at|near|between|about|[0-9]))\b"
)
# "a song by Midnight Oil", "sold by Northern Rock": no person, as two common words with capitals
_WORK_BY: Final = re.compile(
    r"\b(?:songs?|albums?|singles?|tracks?|records?|covers?|hits?|released|published|owned|acquired|bought|operated|made|sold)"
    r" by (?:the )?$"
)
_LONGEST_WORK_BY: Final = 18
# What is before a whole name of common words, and what is behind a part of a name: "the Concerned Veterans for Oslo".
_DEFINITES: Final = ("the ", "’s ", "'s ", " at ")
_GOES_ON: Final = re.compile(r" (?:(?:of|for) |and [A-Z]|\d)")
_BEFORE_ARTICLE: Final = frozenset((", ", " i", " w", " a", " ("))
_PHRASE_END: Final = re.compile(
    r"""[ ](?:of|in|by|from|to|that|which|who|whose|where|on|at|for|with|and|or|between|near|about|set|written|built
        |made|known|held|led|sung|shot|born|[a-z]+ed)\b""",
    re.VERBOSE,
)
_PLACE_AFTER: Final = re.compile(
    r"""\ (?: (?P<natural>islands?|archipelago|peninsula|rivers?|lake|straits?|valley|desert|mountains?|volcano
                |basin|atoll|reefs?|coast|forest|hills|plateau|gorge|delta|floodplain|oil[ ]?field|gas[ ]field
                |nature[ ]reserve|national[ ]park|constellation|galaxy|nebula)
          | (?P<people>peoples?|tribes?|tribesmen|languages?|dialects?|clans?|speakers|minority|nomads
                |barons|knights|warriors|conquest)
          | (?P<feast>ceremony|festival)
          | (?P<built>plant|factory|mill)
          | provinces?|districts?|regency|city|village|town|prefecture|county|municipality|township|constituency
          | neighbou?rhood|suburb|borough|area|region|empire|kingdom|sultanate)\b(?![’'-])""",
    re.VERBOSE,
)
# "told reporters at Wasdir", where one word is a place
_MET_AT: Final = re.compile(r"\b(?:reporters|journalists|media|rally|gathering) at $")
# "a press conference at Vidhan Bhavan"
_HELD_AT: Final = re.compile(
    r"\b(?:conferences?|briefings?|meetings?|rally|rallies|events?|concerts?|match(?:es)?|games?|function|ceremony|reporters"
    r"|journalists|held|speaking|gathered|protest(?:ed|ers)?|exhibition|workshop|seminar|summit|debate) at $"
)
_LONGEST_HELD: Final = 20
# "Sh120 million", "P389 million", "Rs 6,000", "Rs11.2 billion"
_MONEY: Final = re.compile(r"(?:[KUT]?Shs?|Ksh|Rs|RM|Rp|Tk|Php|PHP|N|P|R|K)\.?\d*")
_AMOUNT_GOES_ON: Final = re.compile(
    r" ?\d|[.,]\d|(?<=\d)(?: (?:thousand|million|billion|trillion|crore|lakh|a )|(?:m|bn|k|pc)\b|-)"
    r"|(?<=(?:Sh|Rs|RM|Rp|Tk)\d\d)|(?<=(?:Sh|Rs|RM|Rp|Tk)\d\d\d)"
)
# "between N160 and N180", "at least R200"
_AMOUNT: Final = re.compile(r"[NPRK]\d{3,}")
_PAYS: Final = re.compile(
    r"\b(?:between|[NPRK]\d{3,} (?:and|to|or)|for|than|paid|pays?|(?:at )?least|about|costs?|worth|fined|only|up to) $"
)
_LONGEST_PAYS: Final = 12
# "the Tanjung Priok terminal", "its Saucito mine", "the Blackwell chip", "Kakao founder Kim", "Kakao's shares",
# "the Kelda brothers"
_THING_AFTER: Final = re.compile(
    r"""(?: (?P<firm>(?:[’']s)?[ ](?:co-?founder|founder|share|stock|shareholder|subsidiary|chief[ ]executive|ceo|CEO
              |CFO|headquarters|board|revenue|profit|customer|user|analyst|economist|strategist))
          | [ ](?P<building>terminal|airport|stadium|bridge|mine|refinery|dam|prison|shipyard|pipeline|tunnel|motorway
              |highway|temple|mosque|monastery|cathedral|shrine|palace|fort|hotel
              |nuclear[ ]plant|power[ ]plant|power[ ]station|air[ ]?base)
          | [ ](?:chip|processor|rifle|missile|rocket|fighter[ ]jet|warship|frigate|smartphone|drone|tank|hatchback
              |sedan|vaccine|chatbot|browser|malware)
          | [ ](?P<kin>brother|sister|twin|sibling|family)
        )s?(?!\w)""",
    re.VERBOSE,
)
# What a word behind a name says, by its group in the pattern; anything else is a product.
_THING_TYPES: Final = {"building": "FAC", "firm": "ORG", "kin": "PERSON"}
# "the mayor of Buzău", "residents of Wasdir", "moved to Wasdir", "was born at Wasdir"
_TO_PLACE: Final = re.compile(
    r"""\b(?: (?:[Mm]ayor|governor|(?:[Bb]|[Aa]rchb)ishop|[Dd]uke|[Dd]uchess|[Ee]arl|count|[Cc]ountess|sultan|emir
            |[Rr]esidents|[Ii]nhabitants
            |citizens|natives?|streets|outskirts|suburbs|north|south|east|west|siege|bombing|capture|fall|evacuation
            |coast|shores?|banks|port|king|queen|emperor|shah|kingdom|ruins|heart|edge|centre|center)[ ]of
      | (?:moved|flew|travell?ed|sailed|fled|returned|went|exiled|deported|emigrated|floated|marched|drove|road
          |trains?|flights?|railway|line|ferry|trip|ran|runs|leads|leaves?|sails?|people|refugees|migrants|troops
          |villagers|boats?|buses|journey|pilgrimage|expedition|voyage)[ ](?:back[ ]|on[ ])?(?:to|from)
      | (?:advance|advanced|retreat|retreated|withdrew|withdrawal|army|forces|workers|visitors|pilgrims|settlers
          |immigrants|families|hails|hailed|came|comes|evacuated|expelled)[ ]from
      | (?:km|miles)[ ]from
      | (?:way|road|route|march|visit|visits|pilgrims|tourists)[ ]to
      | (?:starts?|begins?|ends?|land|lands)[ ]at
      | (?:flows|flowed|runs|ran|passes|passed|swept|rolled|drove|marched|walked|paraded|spread)[ ](?:through|past)
      | (?:occupied|annexed|besieged|ceded|conquered|liberated|invaded|retook|shelled|took|reached|entered)
      | (?:capital|seat)[ ]is
      | (?:born|died|buried|fought|landed|docked|moored|arrived|arrives|stops|changed|stationed|raised|educated|killed
          |murdered|executed|crowned|imprisoned|married|baptised|baptized|defeated|victory|defeat)[ ]at
    )[ ]$""",
    re.VERBOSE,
)
_LONGEST_LEAD: Final = 24
# "Kollsnes, west of Bergen", "Grorud, 20 km from Oslo", "Wasdir, near Kelda": a place by another one
_BESIDE: Final = re.compile(
    r"""(?:,|[ ]\()[ ]?(?:just[ ])?
        (?: (?:about[ ]|some[ ])?\d+[ ](?:km|kilomet\w+|miles)\b
          | (?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?[ ]of\b
          | (?:near|outside)[ ]
          | (?:an?|another)[ ](?:\w+[ ])?(?:town|village|suburb|port|district|hamlet|city)\b )""",
    re.VERBOSE,
)
# "off Lesbos.", "is on Djurgården.": an island or a coast
_OFF: Final = re.compile(
    r"(?:\boff|\b(?:is|are|was|were|lies?|lay|stands?|stood|lived?|landed|built|based|located|situated|born) on) $"
)
_LONGEST_OFF: Final = 14
_LONGEST_IN_REGION: Final = 20
# What the word behind a name says: a river, a people, a feast, a building; anything else is a place with a government.
_PLACE_TYPES: Final = {"natural": "LOC", "people": "NORP", "feast": "EVENT", "built": "FAC"}
# Endings of surnames, Latin names too ("Diophantus"), and of places, in many languages ("Kelda-upon-Wasdir").
_ENDING: Final = re.compile(
    r"""\w{2}(?:
        (?P<PERSON>[a-z]{2}us|[^t]ov|ev|ova|eva|sky|skyi|skiy|ski|enko|chuk|czyk|ić|vic|vich|sson|poulos|idis|akis|oglu|oğlu
          |shvili|adze|idze|inen|escu|ández|ález|érez|ínez|íguez|elli|etti|ucci|auskas|aitis|mann)
      | (?P<GPE>grad|gorod|abad|pur|puram|nagar|garh|ganj|polis|heim|hausen|dorf|furt|stadt|stedt|shire|chester|borough
          |bury|thorpe|haven|havn|köping|koping|ville|ovka|ivka|insk|ansk|orsk|mouth|minster
          |-(?:upon|on|sur|am|by|under|le|les|la|super|next|aan|den)-[A-Z-]\w+(?:-\w+)*)
      | (?P<NORP>[a-z](?:ians|ans))  # "Nevadans"
      | (?P<LOC>fjord|fjorden|fjell|vatnet|jökull|øya|järvi|saari)
      | (?P<FAC>platz|straße|strasse|straat|gatan|brücke|bahnhof|kirche|torget|stadion)
    )$""",
    re.VERBOSE,
)
_ARABIC_ARTICLES: Final = ("al-", "Al-", "el-", "El-")
# "The Uros live on islands", "The Herero call it so": a people
_ARE_PEOPLE: Final = re.compile(r"s (?:are|were|live|lived|have|speak|spoke|settled|inhabit|inhabited|ruled)\b")
_DO_AS_PEOPLE: Final = re.compile(
    r"(?<!s) (?:are|were|live|have|speak|call|believe|inhabit|practi[sc]e|worship|use|grow|eat|hold)\b"
)
_SHORTEST_NAME: Final = 2
_PLURAL: Final = re.compile(r"[^su]s")
_CAPITALS_BEFORE: Final = re.compile(r"[A-Z]{2}[’']?S? $")
# Confidence of a type that nothing shows.
NO_EVIDENCE: Final = 0.3
_INSIDE: Final = re.compile(r"\b(?:in|at|inside|outside|near) (?:the )?$")
# Words for persons that firms are as often.
_MAY_BE_FIRMS: Final = frozenset(
    ("customer,", "client,", "owner,", "rival,", "partner,", "supplier,", "competitor,", "buyer,", "seller,")
)
_LEADS_TO_PLACE: Final = frozenset(
    (
        *("of", "to", "from", "at", "is", "through", "past"),
        *("occupied", "annexed", "besieged", "ceded", "conquered", "liberated", "invaded", "retook", "shelled"),
        *("took", "reached", "entered"),
    )
)
# "the MP for Wasdir Central"
_SITS_FOR: Final = ("MP for ", "MPs for ", "arliament for ")
# "in a post on X", "wrote on X"
_ON_X: Final = re.compile(
    r"\b(?:post(?:s|ed|ing)?|wrote|write|written|said|message|statement|video|account|shared) on $"
)
_TRUST_IN: Final = re.compile(
    r"\b(?:interest(?:ed|s)?|confidence|trust|faith|belief|believes?|[Ss]takes?|invest(?:ed|ing|ment|ments)?|confided"
    rf"|[Ss]hares|stock|role|disappointed) in $|{_ACTED}"
)
_LONGEST_TRUST: Final = 16
_SENTENCE_BREAKS: Final = frozenset((". ", "? ", "! ", "” ", '" ', "— ", "– ", "- "))
_ISLAND_LEADS: Final = frozenset(("off", "on"))
_OF_RIVER: Final = re.compile(r"\b(?:the|[Tt]he (?:\w+an|lower|upper|[A-Z]\w+ese)) $")
_FROM_SOMEWHERE: Final = name_class("role") | {"club", "band", "team", "family", "couple", "students", "players"}
# "in the Alentejo.", but not "in the Wasdir case"
_IN_REGION: Final = re.compile(
    r"""\b(?: in|across|throughout|through|over|into|along|(?P<built>at)|crossed|crosses|crossing
         | (?:lies|lie|situated|located|stands|town|city)[ ]on
         | (?:banks?|mouth|source|course|tributar(?:y|ies)|valley)[ ]of )[ ]the[ ]$""",
    re.VERBOSE,
)
_REGION_ENDS: Final = re.compile(
    r"[.,;:)]|$| (?:and|in|by|of|is|was|are|were|has|have|had|to|on|for|with|from|or|who|that|which|where|when|as|at)\b"
)
# "from Wasdir to Kelda"
_TO_NAME: Final = re.compile(r" to [A-Z]")
_FROM_NAME: Final = re.compile(r"\bfrom [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? to $")
_LONGEST_FROM: Final = 45
_PLACING: Final = name_class("placing-word")
_FROM: Final = name_class("before-place")


def is_surname(text: str, span: Span) -> bool:
    """Whether a people's name is used as one person's: nothing that it could describe follows."""
    return not _DESCRIBES.match(text, span.end)


def is_person_here(text: str, span: Span) -> bool:
    """Whether no place is meant where a city's name is the surname of a person in the article."""
    word, _ = _before(text, span)
    if word in _FROM:
        return False
    # "in the city, London, and", but "London, 61, said"
    if not text.startswith(", ", span.end):
        return True
    return bool(_AGED.match(text, span.end))


def is_placed(text: str, span: Span) -> bool:
    """Whether the words around a name make it a place: `in X`, `X province`, and `X, Ohio` in capitals."""
    return bool(place_type(text, span))


def is_inside(text: str, at: int) -> bool:
    """Whether a place is meant at `at`: `in the Kremlin`."""
    return bool(_INSIDE.search(text, max(0, at - 12), at))


def is_money(text: str, span: Span) -> bool:
    """Whether a name is an amount of money or begins one: `Sh120 million`, `P389 million`, `Rs 6,000`."""
    if _AMOUNT.fullmatch(text, *span) and _PAYS.search(text, max(0, span.start - _LONGEST_PAYS), span.start):
        return True
    return bool(_MONEY.fullmatch(text, *span)) and bool(_AMOUNT_GOES_ON.match(text, span.end))


def speaks(text: str, span: Span) -> bool:
    """Whether a word of speech follows a name."""
    return bool(_SPEAKS.match(text, span.end))


def is_bare_name(text: str, span: Span) -> bool:
    """Whether a title is used as a name: `Bishop said`, `told Bishop`, but not `the Bishop said`."""
    if _NAME_BEHIND.match(text, span.end):  # "Bishop Lind", "Bishop of Oslo"
        return False
    word, comma = _before(text, span)
    if word in _TELLING:
        return True
    if not speaks(text, span) and not text.startswith(_POSSESSIVES, span.end):
        return False
    if comma or not word:
        return True
    # "On Monday Bishop said", but not "The old Bishop said", "Former Bishop said"
    return text[span.start - len(word) - 1].isupper() and word not in _BEFORE_TITLE


def is_dateline(text: str, span: Span) -> bool:
    """Whether a name in capitals is where a report is from: `WASDIR — The mayor left.`, `WASDIR (AP) — …`."""
    if span.start and text[span.start - 1] != "\n":
        return False
    return bool(_DATELINE_ENDS.match(text, span.end))


def is_cry(text: str, span: Span, c: Candidate) -> bool:
    """Whether a common word has its capitals from words in capitals before it: `WE WILL WIN`."""
    if not c.plain or not c.text.isupper():
        return False
    return bool(_CAPITALS_BEFORE.search(text, max(0, span.start - 5), span.start))


def guess(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> tuple[str, float]:
    """Type and confidence of a name that nothing else is known of; the type is "" where it seems to be none."""
    if c.text == "X":
        return ("ORG", 0.5) if _ON_X.search(text, max(0, span.start - _LONGEST_LEAD), span.start) else ("", 0)
    if not c.plain and (kind := place_type(text, span)):
        return kind, 0.5
    if " " in c.text:
        return _type_of_several(text, span, c, gazetteer)
    if _is_given(c.text, gazetteer):
        return "PERSON", 0.5
    if is_somebody(text, span, c, gazetteer):
        return "PERSON", 0.5
    if c.plain and _is_team(text, span):
        return "ORG", NO_EVIDENCE
    if c.plain and _is_bare_surname(text, span, c, gazetteer):
        return "PERSON", 0.5
    if c.plain or len(c.text.rstrip(".")) < _SHORTEST_NAME:
        return "", 0
    if _is_people(text, span):
        return "NORP", NO_EVIDENCE
    if c.text in gazetteer.surnames:
        return "PERSON", 0.5
    return _type_by_ending(c.text) or _person_or_body(text, span), NO_EVIDENCE


def _person_or_body(text: str, span: Span) -> str:
    """PERSON where `he` or `she` soon follows: `Gerd was to host members of his club`, else ORG."""
    return "PERSON" if _HE_SOON.match(text, span.end) else "ORG"


def _is_given(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a given name, or two with a hyphen: `Anna-Lena`, but not `Franco-German`."""
    if "-" not in word:
        return word in gazetteer.given
    return all(half in gazetteer.given and half not in gazetteer.names for half in word.split("-"))


def _type_by_ending(word: str) -> str:
    """The type that the last letters of an unknown word make likely: `Mykhailenko`, `Novgrad`; "" for none."""
    if word.startswith(_ARABIC_ARTICLES):  # "al-Burhan"
        return "PERSON"
    ending = _ENDING.search(word)
    return (ending.lastgroup or "") if ending else ""


def _is_bare_surname(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether a word within a sentence, like a common one, is who speaks: `In the memo, Harker said no.`"""
    if not speaks(text, span) or _AS_FIRM.match(text, span.end):
        return False
    if c.text not in gazetteer.surnames and c.text.lower() in gazetteer.common:
        return False
    # "the Speaker said"
    return _before(text, span)[0] != "the"


def _is_people(text: str, span: Span) -> bool:
    """Whether a name in the plural is that of a people: `The Uros live on islands`."""
    if not text.endswith(("the ", "The "), 0, span.start):
        return False
    return bool(_ARE_PEOPLE.match(text, span.end - 1) or _DO_AS_PEOPLE.match(text, span.end))


def _is_team(text: str, span: Span) -> bool:
    """Whether a common word is in the plural behind an article, as teams and bands are named: `beat the Royals`."""
    if not _PLURAL.match(text, span.end - 2):
        return False
    if text.endswith("the ", 0, span.start):
        return True
    # "The Tigers scored", but "The Facts." is a heading.
    if not text.endswith("The ", 0, span.start):
        return False
    return bool(_NEXT_WORD.match(text, span.end))


def _type_of_several(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> tuple[str, float]:
    """Type and confidence of several words that nothing shows the type of; none for common words printed once."""
    # "The tool, Safety Check, … Safety Check" is a name, "the Inside Account of it" may be none.
    if c.text.isupper():
        return "", 0
    if c.plain and text.count(c.text) == 1:
        return ("ORG", NO_EVIDENCE) if _is_maker(text, span) or _is_definite(text, span) else ("", 0)
    # "“Too late,” Wen You said.", but "“Too late,” Norsund Ferries said."
    if c.ends[1].lower() in gazetteer.classes["function"] and _answers(text, span, ""):
        return "PERSON", 0.5
    return _person_or_body(text, span), NO_EVIDENCE


def _is_maker(text: str, span: Span) -> bool:
    """Whether a name is that of a band or firm, by whom something is: `a song by X`, `published by X`."""
    # Most names have no "by" before them.
    if not text.endswith(("by ", "by the "), 0, span.start):
        return False
    return bool(_WORK_BY.search(text, max(0, span.start - _LONGEST_WORK_BY), span.start))


def _is_definite(text: str, span: Span) -> bool:
    """Whether common words are a whole name behind an article or possessive: `the Golden Bear`, `Oslo’s Good Jobs`."""
    return text.endswith(_DEFINITES, 0, span.start) and not _GOES_ON.match(text, span.end)


def place_type(text: str, span: Span) -> str:
    """The type of a place by the words around it: `in eastern X`, `X province`; "" for none."""
    if place := _PLACE_AFTER.match(text, span.end):
        return _PLACE_TYPES.get(place.lastgroup or "", "GPE")
    word, _ = _before(text, span)
    if word in _PLACING or _BESIDE.match(text, span.end):
        return "" if _is_trusted(text, span, word) else "GPE"
    if word in _ISLAND_LEADS:
        return "LOC" if _is_coast(text, span) else ""
    if word == "the":
        return _region(text, span)
    if word == "for":
        return "GPE" if text.endswith(_SITS_FOR, 0, span.start) else ""
    if word not in _LEADS_TO_PLACE:
        return ""
    if _is_end_of_way(text, span, word) or _is_origin(text, span, word):
        return "GPE"
    if _is_where_met(text, span):
        return "GPE"
    if _is_home(text, span):
        return "GPE"
    start = max(0, span.start - _LONGEST_LEAD)
    return "GPE" if _TO_PLACE.search(text, start, span.start) else ""


def is_river(text: str, span: Span) -> bool:
    """Whether the name of a firm is that of the river: `in the Brazilian Amazon`, but not `the Amazon driver`."""
    if not _OF_RIVER.search(text, max(0, span.start - _LONGEST_LEAD), span.start):
        return False
    return bool(_REGION_ENDS.match(text, span.end))


def _region(text: str, span: Span) -> str:
    """LOC for a name with an article where something is (`in the Alentejo`), FAC for `at the Prater`; "" for others."""
    if not _REGION_ENDS.match(text, span.end):  # "in the Wasdir case"
        return ""
    before = _IN_REGION.search(text, max(0, span.start - _LONGEST_IN_REGION), span.start)
    if before is None:
        return ""
    return "FAC" if before["built"] else "LOC"


def _is_where_met(text: str, span: Span) -> bool:
    """Whether reporters or a crowd were at a name of one word: `told reporters at Wasdir`."""
    if " " in text[span.start : span.end]:
        return False
    return bool(_MET_AT.search(text, max(0, span.start - _LONGEST_HELD), span.start))


def _is_home(text: str, span: Span) -> bool:
    """Whether a name between commas is where somebody or something is from: `The club, from Nijmegen, won`."""
    if not text.endswith(", from ", 0, span.start):
        return False
    return text.startswith(",", span.end)


def _is_trusted(text: str, span: Span, word: str) -> bool:
    """Whether `in` leads to what somebody believes in, owns or acts in: `no interest in Wasdir Norin`."""
    if word != "in":
        return False
    return bool(_TRUST_IN.search(text, max(0, span.start - _LONGEST_TRUST), span.start))


def _is_coast(text: str, span: Span) -> bool:
    """Whether something is at a coast or on an island: `off Lesbos.`, `is on Lesbos.`, but not `is on Lesbos time`."""
    if not _REGION_ENDS.match(text, span.end):
        return False
    return bool(_OFF.search(text, max(0, span.start - _LONGEST_OFF), span.start))


def _is_end_of_way(text: str, span: Span, word: str) -> bool:
    """Whether a name is where a way begins or ends: `from Wasdir to Kelda`."""
    if word == "from":
        return bool(_TO_NAME.match(text, span.end))
    return bool(_FROM_NAME.search(text, max(0, span.start - _LONGEST_FROM), span.start))


def _is_aged(text: str, span: Span, before: str, gazetteer: Gazetteer) -> bool:
    """Whether an age or `who` is behind a person's name: `Gerd, who left`, but not `in Westphalia, who left`."""
    if before not in gazetteer.classes["preposition"] or text.endswith(_TOPIC, 0, span.start):
        return bool(_AGED.match(text, span.end))
    # "the mother of Gerd, 17,", but "the head of Norsund, who left"
    return before in _BEFORE_PERSONS and bool(_AGE.match(text, span.end))


def _is_introduced(text: str, span: Span, before: str, gazetteer: Gazetteer) -> bool:
    """Whether an age, a role or `named` is beside a person's name: `the 22-year-old Gerd`, `Gerd, a sailor,`."""
    if text.endswith("-year-old ", 0, span.start):  # "a 19-year-old Cessna 750"
        return not text[span.end + 1 : span.end + 2].isdigit()
    if before == "named":  # "a student named Gerd", but not "a firm named Norsund"
        noun, _ = _before(text, Span(span.start - len("named "), span.start))
        return noun in gazetteer.classes["person-noun"]
    if _HAS_KIN.match(text, span.end):
        return True
    return _is_described(text, span, gazetteer)


def _is_origin(text: str, span: Span, word: str) -> bool:
    """Whether a name is where somebody or a club is from: `a fisherman from Wasdir`, but not `a letter from Wasdir`."""
    if word != "from":
        return False
    noun = text[max(0, span.start - _LONGEST_LEAD) : span.start].removesuffix(" from ").rpartition(" ")[2]
    return noun in _FROM_SOMEWHERE


def is_somebody(text: str, span: Span, c: Candidate, gazetteer: Gazetteer) -> bool:
    """Whether the words around an unknown single name show that it is a person's."""
    word, comma = _before(text, span)
    # "the poet Anwel", "Her husband, Wasdir, a fisherman", but not "The customer, Wasdir, a brewery"
    if word + comma not in _MAY_BE_FIRMS and word in gazetteer.classes["office-word"]:
        return not comma or text.startswith(",", span.end)
    if c.plain:
        return False
    if c.text.isupper():  # "NRA SMITHSON said no" says nothing of SMITHSON
        return False
    if _is_aged(text, span, word, gazetteer):
        return True
    if _is_introduced(text, span, word, gazetteer):
        return True
    return _acts_as_person(text, span, "" if comma else word, gazetteer)


def _is_described(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a person's role follows behind a comma: `Suharyono, the governor's spokesman,`, `Gerd, a sailor,`."""
    phrase = _APPOSITION.match(text, span.end)
    if phrase is None:
        return False
    noun = phrase["noun"]
    if noun in gazetteer.classes["person-noun"]:
        return True
    # "Anwel, a weaver, said", but not "Norsund, a carmaker, said"
    return _is_agent(noun, gazetteer)


def _is_agent(noun: str, gazetteer: Gazetteer) -> bool:
    """Whether a noun ends like those of persons who do something, and is none of firms: `weaver`, no `carmaker`."""
    if noun in gazetteer.classes["firm-noun"]:
        return False
    return bool(_AGENT.search(noun))


def _acts_as_person(text: str, span: Span, before: str, gazetteer: Gazetteer) -> bool:
    """Whether a name does what persons alone do: speaks in quotation marks, smiles, is born, is `he` or `she`.

    `before` is the word before the name.
    """
    if _answers(text, span, before):
        return True
    if (verb := _NEXT_WORD.match(text, span.end)) and verb[1] in gazetteer.classes["human-verb"]:
        return True
    if _LIVES.match(text, span.end):
        return True
    # "Wirjono said the ferry sank", but neither "Norsund said it would sell its ships" nor "A lawyer for Norsund said"
    if not _is_of_body(text, span, before) and speaks(text, span) and not _AS_FIRM.match(text, span.end):
        return True
    if not before and _HAS_OWN.match(text, span.end):
        return True
    # "They joined Centerview. He left."
    if before and before not in gazetteer.classes["person-object"]:
        return False
    # "We met Hartono. He left.", "Gerd did not reply. He left."
    return bool(_IS_HE.match(text, span.end))


def _is_of_body(text: str, span: Span, before: str) -> bool:
    """Whether a name says for or of what somebody is: `a lawyer for Norsund`, `Anna Berg of Norsund`."""
    if before != "of":
        return before in _OF_BODY
    # "a friend of Gerd"
    return text[: span.start].removesuffix(" of ").rpartition(" ")[2][:1].isupper()


def _answers(text: str, span: Span, before: str) -> bool:
    """Whether a name speaks the quoted words before it: `“Too late,” said Dupé.`, but not `said UC-AFT President`."""
    # "“Let us in,” Gerd begged."
    if (verb := _NEXT_WORD.match(text, span.end)) and verb[1] in _SAYING:
        return text.endswith(_CLOSINGS, 0, span.start)
    if text.startswith((": “", ': "'), span.end):  # "Gerd: “We are tired.”", "Said Gerd: “…”"
        return not before or before in _SAYING
    if before not in _SAYING or text[span.end + 1 : span.end + 2].isupper():
        return False
    return bool(_ANSWERS.search(text, max(0, span.start - 16), span.start))


def described_type(text: str, span: Span, gazetteer: Gazetteer) -> str:
    """The type that a noun beside a name says: `the village of X`, `X is a river`, `X, a firm,`; "" for none."""
    if kind := _kind_by_noun_before(text, span, gazetteer):
        return kind
    if text.endswith(" such as ", 0, span.start):
        return _kind_of_examples(text, span, gazetteer)
    if place := _LIES.match(text, span.end):
        return "LOC" if place["flows"] else "GPE"
    if text.endswith(("the ", "The "), 0, span.start) and _ROAD.fullmatch(text, *span):
        return "FAC"
    if thing := _THING_AFTER.match(text, span.end):
        return _THING_TYPES.get(thing.lastgroup or "", "PRODUCT")
    after = _IS_A.match(text, span.end) if text[span.end : span.end + 2] in _BEFORE_ARTICLE else None
    if after is None:
        return _kind_of_making(text, span)
    if kind := _head_type(after["phrase"], gazetteer):
        return kind
    behind = _BEHIND_ADJECTIVE.match(text, after.end())
    return _head_type(behind["phrase"], gazetteer) if behind else ""


def _kind_of_making(text: str, span: Span) -> str:
    """PERSON for who made a work or acts in it, WORK_OF_ART for the work; "" for neither."""
    if text.endswith(_MAY_LEAD_TO_PERSON, 0, span.start) and " " not in text[span.start : span.end]:
        is_person = _BY_PERSON.search(text, max(0, span.start - _LONGEST_BY_PERSON), span.start)
        return "PERSON" if is_person else ""
    return "WORK_OF_ART" if _is_work(text, span) else ""


def _is_work(text: str, span: Span) -> bool:
    """Whether a name is a work by who made it, by its year, or by those who act in it."""
    if not text.endswith(" in ", 0, span.start):  # as most
        return _is_made_by(text, span) or _is_of_year(text, span)
    return bool(_ACTED_IN.search(text, max(0, span.start - _LONGEST_TRUST), span.start))


def _is_made_by(text: str, span: Span) -> bool:
    """Whether who made it follows a name: `Kelda, directed by Anna Berg`, `Kelda by Finnish director Anna Berg`."""
    if text[span.end : span.end + 3] not in _MAY_LEAD_TO_MAKER:
        return False
    return bool(_MADE_BY.match(text, span.end))


def _is_of_year(text: str, span: Span) -> bool:
    """Whether a year follows in brackets in a sentence about works: `her operas Kelda (1834) and Norin (1836)`."""
    if not OF_YEAR.match(text, span.end):
        return False
    if text.endswith(_MAKERS, 0, span.start):
        return True
    return bool(WORKS_BEFORE.search(text, max(0, span.start - LONGEST_LIST_OF_WORKS), span.start))


def defined_names(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The names that a line begins with and says what they are, and their types: `The Long Meadow is a novel by …`.

    Titles of works, and common words that are names: `Reading is a town in …`; other titles with small words, too.
    """
    lines = (_DEFINED.match(text, start) for start in _defining_lines(text))
    defined = {line["title"]: kind for line in lines if line and (kind := _defined_type(line, gazetteer))}
    return titles(text, gazetteer) | defined


def _defining_lines(text: str) -> Iterator[int]:
    """Where lines begin that soon say what something is; found by plain search, which costs a tenth of a pattern."""
    for verb in _DEFINES:
        at = text.find(verb, 0, _DEFINITIONS_END)
        while at >= 0:
            first = max(0, at - _LONGEST_DEFINED)
            line = text.rfind("\n", first, at) + 1
            if line or not first:
                yield line
            at = text.find(verb, at + 1, _DEFINITIONS_END)


def _defined_type(line: re.Match[str], gazetteer: Gazetteer) -> str:
    """The type of what a line defines; "" for no name: neither `Chess is a game` nor `The film is a drama`."""
    title = line["title"]
    if title in gazetteer.names or title in gazetteer.idle or not _is_in_title_case(title):
        return ""
    if title.startswith(_MAKERS_FIRST):  # "Her Glass Hours (1987) is a painting"
        return ""
    kind = _head_type(line["phrase"], gazetteer)
    if kind == "WORK_OF_ART":
        # One word that begins a sentence may be no name: "Chess is a game", but "Drift is a 1952 film".
        return kind if " " in title or _DATED_OR_BY.search(line["phrase"] + line["rest"]) else ""
    if not is_common(gazetteer, title.lower()):
        return ""
    return kind if _head(line["phrase"]) in gazetteer.classes["definition"] else ""


def _is_in_title_case(title: str) -> bool:
    """Whether all words but small ones have a capital, the last one too."""
    words = title.split()
    if not words[-1][0].isupper():
        return False
    return all(word in _IN_TITLES or not word[0].islower() for word in words)


def is_thing(text: str, span: Span) -> bool:
    """Whether a word that begins a sentence is said to be something that no name is: `Basalt is a hard rock`."""
    return bool(_IS_THING.match(text, span.end))


def _kind_by_noun_before(text: str, span: Span, gazetteer: Gazetteer) -> str:
    """The type that a noun before a name says: `the village of X`, `their album, X,`; "" for none."""
    before = _noun_before(text, span) if _may_follow_noun(text, span, gazetteer) else None
    if before is None:
        return ""
    noun = before["noun"]
    if noun[0].isupper():  # "Drugmaker Norrland Bio said no."
        is_firm = noun.lower() in gazetteer.classes["before-firm"]
        return "ORG" if is_firm and _begins_sentence(text, before.start()) else ""
    # "the islands of Hessa and Vigra"
    if noun in _PLAYED and not text.endswith(_WHOSE, 0, before.start()):
        return ""  # "They play Theo"
    if before["of"] and noun in _KIN:
        return "PERSON"
    kind = _kind_of_noun(noun, gazetteer) or (gazetteer.nouns.get(_singular(noun), "") if before["of"] else "")
    return kind if _fits(kind, before, text, span) else ""


def _begins_sentence(text: str, at: int) -> bool:
    """Whether a line or a sentence begins at an offset."""
    if not at or text[at - 1] == "\n":
        return True
    return text[at - 2 : at] in _SENTENCE_BREAKS


def _kind_of_examples(text: str, span: Span, gazetteer: Gazetteer) -> str:
    """The type that a noun says of which a name is an example: `towns such as Wajima`."""
    noun = text[max(0, span.start - _LONGEST_NOUN) : span.start].rpartition(" such as ")[0].rpartition(" ")[2]
    return gazetteer.nouns.get(_singular(noun), "")


def _singular(noun: str) -> str:
    """A noun in the plural as one of one: `cities` → `city`, `islands` → `island`."""
    return f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")


def _noun_before(text: str, span: Span) -> re.Match[str] | None:
    """The word in lower case before a name, with `of`, a comma and an article between them."""
    # Most names follow a capital, a full stop or a mark, which needs no closer look.
    if not _MAY_END_NOUN.match(text, span.start - 2, span.start):
        return None
    return _NOUN_BEFORE.search(text, max(0, span.start - _LONGEST_NOUN), span.start)


def _kind_of_noun(noun: str, gazetteer: Gazetteer) -> str:
    """The type of what goes by a noun: ORG for `band`, PERSON for `rapper`; "" where it says none."""
    return gazetteer.nouns.get(noun, "PERSON" if noun in gazetteer.classes["person-noun"] else "")


def _may_follow_noun(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the word before a name says its type, or may be between such a word and the name."""
    word, _ = _before(text, span)
    if not word.isalpha():  # a mark is before the name, as in "the album “Glass Hours"
        return True
    if word in _BETWEEN_NOUN_AND_NAME:
        return True
    return _kind_of_noun(word, gazetteer) != ""


def _fits(kind: str, before: re.Match[str], text: str, span: Span) -> bool:
    """Whether a noun before a name goes with it: `the album of X` is not called X, `their album, X,` is."""
    if before["of"]:
        return kind in _PLACES
    if before["comma"]:  # "their album, X,", "her sister ship, X,", and "The firm, X," where a sentence begins
        if kind not in _IN_APPOSITION and (kind != "ORG" or not text.endswith("The ", 0, before.start())):
            return False
        return text.startswith(",", span.end)
    return kind == "WORK_OF_ART" or not before["article"]


def article_of_title(text: str, span: Span) -> int:
    """The characters of an article before a work that its title begins with: `the novel The Long Meadow`."""
    before = _noun_before(text, span)
    return len(before["article"]) if before else 0


def _head_type(phrase: str, gazetteer: Gazetteer) -> str:
    """The type that the last word of a phrase says, of persons too: `Norwegian former ski jumper`."""
    head = _head(phrase)
    if kind := _kind_of_noun(head, gazetteer):
        return kind
    return "PERSON" if _is_agent(head, gazetteer) else ""


def _head(phrase: str) -> str:
    """The last word of a phrase before what describes it further: `jumper` of `former ski jumper from Oslo`."""
    return "".join(_PHRASE_END.split(phrase, maxsplit=1)[0].split()[-1:])


def is_like_state(text: str, span: Span) -> bool:
    """Whether what states have follows a name: `Norland’s prime minister`."""
    if text[span.end : span.end + 2] not in _POSSESSIVES:
        return False
    return bool(_LIKE_STATE.match(text, span.end))


def is_like_firm(text: str, span: Span, kind: str = "") -> bool:
    """Whether the words around a name are those around firms: `Helix, which`, `Helix’s shares`, `analysts at Helix`.

    `kind` is the type by its own words: `Osprey Ridge, which` may be a ridge, `Osprey Ridge, which sells` is none.
    """
    is_firm = _MAKES if kind in _PLACES and text.startswith(", which", span.end) else _LIKE_FIRM
    if is_firm.match(text, span.end):
        return True
    if text[max(0, span.start - 4) : span.start] not in MAY_LEAD_FIRM:
        return False
    return bool(_LEADS_FIRM.search(text, max(0, span.start - _LONGEST_LEAD_OF_FIRM), span.start))


def is_called_like_firm(text: str, span: Span, c: Candidate) -> bool:
    """Whether a given name and a word that ends names of firms are a person: `Gordon Bank, 54,`.

    `Gordon Bank left. Mr. Bank said no.`, `“No,” Bank said.`, but not `Gordon Bank said`, as firms do, too.
    """
    if _AGED.match(text, span.end) or _IS_HE.match(text, span.end):
        return True
    surname = re.escape(c.ends[1])
    return bool(re.search(rf"\bM(?:r|rs|s)\.? {surname}\b|(?<!\w )\b{surname} (?:said|says|told)\b", text))


def is_venue(text: str, span: Span) -> bool:
    """Whether something is held at a name of several words: `a press conference at Vidhan Bhavan`."""
    if not text.endswith(" at ", 0, span.start):
        return False
    return bool(_HELD_AT.search(text, max(0, span.start - _LONGEST_HELD), span.start))


def is_employer(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a firm's people or shares come before a name: `the CEO of Wasdir Kelda`, `a stake in Wasdir Kelda`."""
    before = _ROLE_OF.search(text, max(0, span.start - 40), span.start)
    if before is None:
        return False
    if before["verb"]:  # "owns Westhaven Kelda", but "runs Wirjono Kelda's shop"
        return not text.startswith(_POSSESSIVES, span.end)
    # "a manager for Wasdir Kelda", but "a spokesman for Xolani Zungu"
    if before["for"] and not is_common(gazetteer, text[span.start : span.end].rpartition(" ")[2].lower()):
        return before["role"].lower() in _FOR_FIRMS
    return before["role"].lower() in gazetteer.classes["firm-role"]


def _before(text: str, span: Span) -> tuple[str, str]:
    """The word before a name in lower case, and the comma between them, if any."""
    # Most names follow a word, maybe with a comma, and one blank, which needs no pattern.
    blank = span.start - 1
    if text[blank : span.start] == " ":
        last = text[max(0, span.start - _LONGEST_BEFORE) : blank].rpartition(" ")[2]
        word = last.removesuffix(",")
        if word.isalnum():
            return word.lower(), last[len(word) :]
    elif text[blank : span.start] != "\n":  # a mark or a bracket: no word can be found
        return "", ""
    before = _BEFORE.search(text, max(0, span.start - _LONGEST_BEFORE), span.start)
    return (before["word"].lower(), before["comma"]) if before else ("", "")
