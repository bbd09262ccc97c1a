"""Reporting words of English: which verbs, nouns and adverbs attribute words or thoughts, and how."""

from collections.abc import Iterator
from typing import NamedTuple

from blocquotes.suggest.text.classes import vocabulary
from blocquotes.suggest.text.inflection import third_person, verb_forms

CLAUSE, THAT, ADDRESSEE, NOUN, OBJECT_TO, TO, QUOTING, SMALL = (1 << bit for bit in range(8))

_CODES = dict(zip("ctanoiqs", (CLAUSE, THAT, ADDRESSEE, NOUN, OBJECT_TO, TO, QUOTING, SMALL), strict=True))


class Frame(NamedTuple):
    """What a reporting word governs.

    `flags`: CLAUSE a clause with or without "that"; THAT a clause with "that" or a question word; ADDRESSEE
    someone told first; NOUN a noun phrase that is the content; OBJECT_TO an object with a to-clause; TO a
    to-clause; QUOTING words in quotation marks; SMALL an object and its predicate ("call it a fraud").
    `prepositions` introduce the content, `object_prepositions` come after an object that is content too
    ("accuse … of"); without one of the `particles`, where there are any, the word reports nothing ("point
    out", "make clear").
    """

    lemma: str
    flags: int
    medium: str
    prepositions: frozenset[str]
    object_prepositions: frozenset[str]
    particles: frozenset[str]


_SPEECH = """
say/said cq | add cq | announce cqn | argue cq +for +against | claim cqni | insist cq +on | explain cqn
note cqn | state cqn | declare cqns | report cqn +on | suggest cqn | admit/admitted cqn +to
acknowledge cqn | allege cqn | assert cqn | contend cq | maintain cq | reply cq | respond cq
remark cq +on | observe cq | recall cqn | conclude cq | predict cqn | complain cq +about +of
joke cq +about | quip/quipped cq | testify cq +to +about | concede cqn | confirm cqn | deny cqn
reiterate cqn | repeat cqn | stress cqn | emphasize cqn | emphasise cqn | underline cqn | underscore cqn
warn cqano +of +about +against | swear/swore/sworn cqi | vow cqi | promise cqain | pledge cqin
hint cq +at | imply cqn | indicate cqn | signal cqn | boast cq +about +of | brag/bragged cq +about +of
confess cq +to | lament cqn | muse cq +about | opine cq | mention cqn | counter cq | retort cq
caution cqa +against +about | counsel cqao | advise cqaon +against | interject q | continue tq
shout cqn | yell cqn | whisper cq | mutter cq | murmur cq | scream cq | cry cq | exclaim cq | chant q
intone q | comment cq +on | elaborate q | clarify cqn | affirm cqn | reaffirm cqn | proclaim cq
pronounce qs | tell/told cqao | remind cqao +of | inform cqa +of | assure cqa +of | reassure cqa
notify cqa +of | ask cqaon +about +for | inquire q +about | enquire q +about | urge cqon | question tqn
request cqno | demand cqni | propose cqni | recommend cqn | advocate cqn +for | reveal cqn
disclose cqn | divulge cqn | avow cqn | aver/averred cq | profess tqi | protest cq | object cq
plead cq +for +with | beg/begged qo | implore qao | exhort qo | instruct tao | command tqo | order cto
direct tqo | threaten cqi | offer qi | gush q | rave q | fume q | thunder q | bellow q | growl q
snarl q | snap/snapped q | bark q | sneer q | scoff cq +at | jeer q | taunt q | tease cq | chide q /for
scold q | sigh q | laugh q | chuckle q | smile q | grin/grinned q | nod/nodded q | shrug/shrugged q
sob/sobbed q | speak/spoke/spoken q +of +about +against | talk q +about +of | lecture q | preach cq
rant cq +about | rail +against | inveigh q +against | begin/began/begun q | start q | finish q
go/went/gone q | sum/summed q !up | point cq !out | make/made t !clear | put/put q | spell t !out
lay/laid t !out | set/set t !out | read/read/read tq | theorize cq | speculate cq +about
hypothesize cq | posit cqn | postulate cq | surmise cq | reason cq | reckon cq | estimate cqn
calculate cq | project cqo | forecast/forecast cqn | guess cq | bet/bet cq | gripe cq +about
grumble cq +about | moan cq +about | groan cq | whine cq +about | bemoan tqn | decry tqn | deplore qn
denounce qn /as | condemn qn /as /for | criticize q /as /for | criticise q /as /for | blame qn /for
accuse q /of | charge cq | fault q /for | dismiss qn /as | reject qn /as | refute qn | rebut/rebutted qn
dispute cqn | describe q /as | characterize q /as | characterise q /as | portray q /as | depict q /as
paint q /as | cast/cast q /as | label qs /as | brand qs /as | dub/dubbed qs | term qs | deem so
name qs /as | call qs +for +on +upon | refer/referred q +to | hail q /as | tout q /as | bill q /as | frame q /as
identify q /as | cite qn /as | quote q /as | invoke q | paraphrase q | relay cqn | convey cqn
express qn | voice qn | articulate qn | outline qn | detail qn | discuss n | press qo +for | push +for
lobby +for | appeal q +for | petition q +for | apologize cq +for | apologise cq +for | forswear cq
guarantee cqn | certify cq | attest cq +to | vouch q +for | verify cqn | rule cq | decide t
determine c | find/found t | agree cqi +on +with | disagree cq +with | concur/concurred cq +with
accept cqn | grant cq | allow t | commit/committed i +to | recount cqn | relate tq | narrate cqn
chronicle qn | rehash n | echo qn | parrot n | chime q !in | weigh q !in | pipe q !up | blurt cq !out
fire cq !back | shoot/shot cq !back | hit/hit cq !back | hold/held t | submit/submitted cq | venture cq
volunteer cq | let/let t | answer cq | preface q | stipulate cq | specify cq | decree cq | mandate cq
dictate t | prescribe n | credit q /with /for | thank q /for | congratulate q /for /on
praise q /as /for | applaud q /for | commend q /for | compare n /to /with | liken q /to
equate q /with /to | contrast q /with | attribute n /to | ascribe n /to | mock q /as /for
ridicule q /as /for | deride qn /as | belittle q /as | lambaste q /as /for | lambast q /as /for
slam/slammed q /as /for | blast q /as /for | rip/ripped q /for /as | pan/panned q /as /for
assail q /as /for | attack q /as /for | chastise q /for /as | castigate q /for /as | rebuke q /for
berate q /for | censure q /for | hammer q /for /as | bash q /for /as | skewer q /for /as | trash q /as
savage q /for | knock q /for | denigrate q /as | disparage q /as | vilify q /as | malign q /as
defend q /as | excoriate q /for | grouse cq +about | demur/demurred q | enthuse cq +about | deadpan/deadpanned q
roar q | hiss q | utter q | mouth q | recite q | sing/sang/sung q | rejoin q | exult q | crow cq +about
vent cq +about | huff cq | harrumph cq | stammer q | holler q | intimate cq | rage cq +about +against
storm q | beam q | sniff q | rubbish qn | trumpet qn | parry/parried q | plead cq | hedge q | dish q
"""

_WRITING = """
write/wrote/written cq +of +about | tweet cqn | retweet cqn | post cqn | blog/blogged cq +about
publish qn | email tq | text cq | type cq | scribble cq | note cqn | editorialize cq | detail qn
scrawl cq | reveal cn | show/showed/shown c | demonstrate c | illustrate c
"""

_THOUGHT = """
believe coi +in | think/thought cq +of +about | feel/felt c | know/knew/known c +about | hope ci +for
fear cqin | expect coin | worry cq +about | suspect con | assume cn | presume c
understand/understood c | realize c | realise c | recognize cn | recognise cn | consider so | imagine c
doubt cn | anticipate cn | envision n | envisage n | foresee/foresaw/foreseen cn | perceive /as
regard /as | view /as | see/saw/seen /as | interpret /as | treat /as | conceive +of | remember cn
forget/forgot/forgotten t | learn c +of | discover c | notice c | trust c | wonder cq +about | ponder n
contemplate n | dread n | regret/regretted cn | conclude c | infer/inferred c | deduce c | dream c +of
convince ca | persuade ca | satisfy t | reflect tq +on | hear/heard t +of | ascertain c | fancy c
"""

_WIDE = """
show/showed/shown n | know/knew/known n | want oin | wish coin +for | intend in | plan/planned in +for
seek/sought in | desire in | prefer/preferred in | aim i | long i +for | yearn i +for | decline i | refuse in
vow i | opt/opted i +for | decide in +on +against | resolve ci | prepare i | consider n | endorse n /for
support n | back n | oppose n | favor n | favour n | criticize n | criticise n | praise n | applaud n
attack n | blast n | slam/slammed n | mock n | ridicule n | hammer n | rip/ripped n | bash n
assail n | rebuke n | lambaste n | embrace n | tout n | defend n | welcome n | thank n | congratulate n
credit n | challenge n | highlight n | promote n | champion n | admire n | love n | hate n | dislike n
resent n | appreciate n | enjoy n | fight/fought n | protest n | disavow n | renounce n | repudiate n
disown n | celebrate n | mourn n | approve n +of | disapprove n +of | question n | ban/banned n
insult n | denigrate n | disparage n | belittle n | chide n | scold n | skewer n | trash n | castigate n
chastise n | encourage on | persuade on | convince on | forbid/forbade/forbidden on | invite on
authorize on | authorise on | empower o | lobby on | pressure on | press on | push on | ask n | tell n
seem i | appear i | pretend ci | hesitate i | care t +about | complain n | side +with | touch +on
dwell +on | object +to | react +to | listen +to | point +to
"""

_CLAUSE_NOUNS = """
claim statement suggestion allegation assertion contention argument belief view opinion fear hope
concern worry warning announcement report rumor rumour confirmation denial admission acknowledgment
acknowledgement promise pledge vow threat prediction forecast estimate conclusion finding assessment
impression notion theory thesis suspicion assumption expectation hypothesis conviction accusation
charge complaint comment remark observation declaration proclamation assurance guarantee insistence
revelation disclosure explanation reminder hint indication signal sign message testimony evidence
proposal recommendation demand request call plea appeal question understanding recognition perception
feeling sense speculation doubt certainty confidence optimism judgment judgement ruling decision
determination consensus agreement verdict oath saying tweet letter claims
"""

_TO_NOUNS = """
promise pledge vow threat call demand request plea appeal proposal offer refusal
"""

_WIDE_NOUNS = """
support opposition criticism praise endorsement desire complaint question
"""


def _entries(table: str) -> Iterator[tuple[str, list[str]]]:
    """The verbs of a table with their codes: letters for flags, + / ! before prepositions and particles."""
    for entry in table.replace("\n", "|").split("|"):
        if entry.strip():
            verb, *codes = entry.split()
            yield verb, codes


def _frame(lemma: str, codes: list[str], medium: str) -> Frame:
    governed: dict[str, set[str]] = {"+": set(), "/": set(), "!": set()}
    flags = 0
    for code in codes:
        if code[0] in governed:
            governed[code[0]].add(code[1:])
        else:
            flags |= sum(_CODES[letter] for letter in code)
    return Frame(lemma, flags, medium, *(frozenset(governed[sign]) for sign in "+/!"))


def _merged(one: Frame, other: Frame) -> Frame:
    """Both entries of a verb as one, in the medium of the first."""
    return Frame(
        one.lemma,
        one.flags | other.flags,
        one.medium,
        one.prepositions | other.prepositions,
        one.object_prepositions | other.object_prepositions,
        one.particles | other.particles,
    )


def _verbs(*tables: tuple[str, str]) -> dict[str, tuple[Frame, int]]:
    """The forms of all verbs, each table with its medium; of two verbs with one form the first wins."""
    frames: dict[str, Frame] = {}
    spelled: dict[str, str] = {}
    for table, medium in tables:
        for verb, codes in _entries(table):
            lemma = verb.split("/")[0]
            frame = _frame(lemma, codes, medium)
            frames[lemma] = _merged(frames[lemma], frame) if lemma in frames else frame
            spelled.setdefault(lemma, verb)
    forms: dict[str, tuple[Frame, int]] = {}
    for lemma, frame in frames.items():
        for form, bits in verb_forms(spelled[lemma]).items():
            forms.setdefault(form, (frame, bits))
    return forms


_NARROW = ((_SPEECH, "speech"), (_WRITING, "writing"), (_THOUGHT, "thought"))

VERBS = _verbs(*_NARROW)
"""Form → its frame and what form it may be, for the guidelines' reporting verbs."""

WIDE_VERBS = _verbs(*_NARROW, (_WIDE, "thought"))
"""As VERBS, with verbs of wishing, siding and planning added."""


def _nouns(words: str) -> frozenset[str]:
    return frozenset(form for noun in words.split() for form in (noun, third_person(noun)))


ADVERBS = vocabulary("reportedly allegedly supposedly purportedly")
"""Adverbs that are the only cue of their clause."""

CLAUSE_NOUNS = _nouns(_CLAUSE_NOUNS)
TO_NOUNS = _nouns(_TO_NOUNS)
WIDE_NOUNS = _nouns(_WIDE_NOUNS)

AMBIGUOUS = vocabulary(
    """advocate advocates claim claims report reports call calls note notes comment comments state states
    fear fears hope hopes worry worries demand demands request requests question questions answer
    answers remark remarks tweet tweets post posts project projects estimate estimates charge charges
    offer offers promise promises threat threats forecast forecasts order orders command commands bet
    bets guess guesses doubt doubts suspect suspects joke jokes pledge pledges vow vows blog blogs
    text texts email emails title titles name names term terms brand brands label labels voice voices
    protest protests object objects complaint rule rules views view sense senses figure figures trust
    trusts dream dreams judge judges rate rates regret regrets support supports plan plans attack
    attacks praise fight fights need needs love loves like likes wish wishes desire challenge
    challenges target targets highlight highlights focus vote votes side sides press pressure care
    cares look looks measure counter reason reasons signal signals hint hints cry cries scream shout
    shouts laugh smile nod sigh whisper start starts finish point points set sets fault blame credit
    credits thanks detail details document documents record records sign signs headline caption pen
    speak address addresses outline warrant certificate appeal appeals campaign campaigns lobby
    petition petitions hit hits shot fire fires snap bark talk talks lecture rant rants damage counsel
    quote quotes reply replies response echo echoes second cast show shows puts bill bills mock slam
    slams blast blasts fancy mandate mandates decree decrees contrast grant grants permit permits ban
    bans
    dish dishes crow storm beam vent parry hedge trumpet trumpets
    back backs raise raises favor favors favour favours ponder lament laments"""
)
"""Present forms that are nouns more often than verbs."""
