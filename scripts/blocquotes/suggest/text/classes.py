"""Closed classes of English words and marks as bits, the part-of-speech knowledge of the suggester."""

from blocquotes.suggest.text.inflection import FINITE, verb_forms

DETERMINER = 1 << 0
SUBJECT = 1 << 1
OBJECT = 1 << 2
POSSESSIVE = 1 << 3
PREPOSITION = 1 << 4
COORDINATOR = 1 << 5
SUBORDINATOR = 1 << 6
RELATIVE = 1 << 7
QUESTION = 1 << 8
AUXILIARY = 1 << 9
BE = 1 << 10
NEGATION = 1 << 11
ADVERB = 1 << 12
TIME = 1 << 13
COMMA = 1 << 14
STOP = 1 << 15
DASH = 1 << 16
MARK = 1 << 17
VERB = 1 << 18
BRACKET = 1 << 20
VENUE = 1 << 21
CUE = 1 << 22
HAVE = 1 << 23

_CLASSES = {
    DETERMINER: """the a an this that these those some any no every each all both either neither
        another several many most few much more less such enough one two three four five six seven
        eight nine ten dozens hundreds thousands millions other certain various numerous half""",
    SUBJECT: "i you he she it they we who everyone everybody someone somebody nobody anyone anybody there",
    OBJECT: "me you him her it them us himself herself itself themselves ourselves myself yourself whom",
    POSSESSIVE: "my your his her its their our whose 's",
    PREPOSITION: """of in on at to for from with by about against over under between among through
        during before after into onto upon without within across around behind beyond near toward
        towards via despite amid per off out up down along alongside inside outside above below
        beneath beside besides except like unlike since until than as following regarding concerning
        including throughout amongst amidst aboard atop vs vs.""",
    COORDINATOR: "and or but nor yet &",
    SUBORDINATOR: """if when because while although though unless whereas after before since until
        once as than so that whether where lest whenever wherever even""",
    RELATIVE: "who which that whose whom",
    QUESTION: "what why how whether who which where when if whom whose",
    AUXILIARY: """has have had 've do does did will would can could may might must shall should 'll
        'd hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't mightn't
        mustn't shouldn't is are was were be been being am 's 're 'm isn't aren't wasn't weren't
        ain't having got gets get getting keeps kept ought needn't""",
    HAVE: "has have had 've hasn't haven't hadn't having",
    BE: "is are was were be been being am 's 're 'm isn't aren't wasn't weren't ain't got gets get getting",
    NEGATION: """not never n't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't
        cannot couldn't mightn't mustn't shouldn't isn't aren't wasn't weren't ain't hardly neither
        nor no needn't""",
    ADVERB: """also then now later again still already just only even ever never not once twice soon
        often always sometimes here there instead too too rather quite very almost perhaps maybe
        however therefore thus moreover furthermore meanwhile further first long since yet well so
        far either else indeed nevertheless nonetheless afterward afterwards earlier ago away back
        together alone apart aside otherwise similarly likewise elsewhere simply really previously
        recently initially repeatedly additionally finally eventually specifically publicly
        privately immediately reportedly allegedly ultimately subsequently famously frequently
        apparently actually basically essentially clearly certainly definitely obviously probably
        possibly seemingly openly explicitly consistently correctly wrongly falsely mistakenly
        bluntly flatly angrily quickly finally originally""",
    TIME: """monday tuesday wednesday thursday friday saturday sunday today tonight yesterday
        tomorrow mon. tue. wed. thu. thurs. fri. sat. sun. january february march april may june
        july august september october november december jan. feb. mar. apr. aug. sept. oct. nov.
        dec. morning afternoon evening night noon midnight week month year weekend day days weeks
        months years hours minutes p.m. a.m. recently last next earlier later spring summer autumn
        winter ago hour minute decade""",
    COMMA: ",",
    STOP: "; : . ! ? … ... .... ..",
    DASH: "— – -- --- ― -",
    BRACKET: "( ) [ ]",
    MARK: "“ ” „ « » \" '' `` ‘ ’ ' ‹ › ‟",
    VENUE: """interview interviews statement statements tweet tweets speech speeches rally rallies
        conference conferences briefing briefings debate debates event events email emails e-mail
        letter letters report reports article articles post posts op-ed editorial column message
        messages memo memos call calls release appearance appearances remarks address twitter
        facebook instagram television tv show radio meeting meetings hearing hearings forum town
        phone voicemail text op-eds podcast video videos testimony comments summary filing court
        papers response reply reference question questions answer caption blog press""",
}

_COMMON_VERBS = """
go/went/gone come/came/come take/took/taken make/made get/got give/gave/given run/ran/run leave/left
lose/lost win/won begin/began/begun become/became/become keep/kept bring/brought buy/bought sell/sold
send/sent spend/spent stand/stood sit/sat meet/met pay/paid lead/led fall/fell/fallen rise/rose/risen
grow/grew/grown draw/drew/drawn drive/drove/driven break/broke/broken speak/spoke/spoken
choose/chose/chosen fly/flew/flown throw/threw/thrown catch/caught teach/taught fight/fought
sing/sang/sung ring/rang/rung sink/sank/sunk eat/ate/eaten wear/wore/worn tear/tore/torn bear/bore/borne
hide/hid/hidden ride/rode/ridden shake/shook/shaken strike/struck stick/stuck hang/hung lie/lay/lain
build/built lend/lent bend/bent feed/fed hold/held seek/sought serve remain seem appear happen occur/occurred
exist belong include contain involve concern follow allow help try need use turn move live work play
like love create become provide continue change watch stop/stopped receive visit arrive attend travel campaign
vote elect appoint hire join launch face raise cause reach suffer enter support oppose endorse attack
criticize praise want hope plan/planned intend refuse decline fail manage succeed affect release publish issue
obtain gather collect conduct
"""


def vocabulary(words: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(words.split())


def _tags() -> dict[str, int]:
    tags: dict[str, int] = {}
    for bit, words in _CLASSES.items():
        for word in words.split():
            tags[word] = tags.get(word, 0) | bit
    for verb in _COMMON_VERBS.split():
        for form, bits in verb_forms(verb).items():
            if bits & FINITE:
                tags[form] = tags.get(form, 0) | VERB
    return tags


TAGS = _tags()
"""Lower-case word or mark → its classes as bits; words not listed are nouns, names, adjectives or verbs."""

_NOUNS_IN_LY = vocabulary("family rally ally reply supply assembly anomaly monopoly bully jelly belly lily folly")
_LONGEST_NAME_IN_LY = 8


def is_manner(word: str) -> bool:
    """Whether a word as printed is an adverb in -ly: no "rally", and no name such as "Kelly" or "Italy"."""
    return word.endswith("ly") and (word not in _NOUNS_IN_LY if word[0].islower() else len(word) > _LONGEST_NAME_IN_LY)
