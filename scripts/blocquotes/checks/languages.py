"""Checks of language codes, and of the language of a text against its most frequent words."""

import re
from collections import Counter
from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.corpus import Index, Record
from blocquotes.model import Finding, Path
from blocquotes.shown import shown

# The codes of ISO 639-1 with those of ISO 639-2, both its terminology and its bibliographic ones (fra and fre), as
# pycountry 26.2.16 has them (from Debian's iso-codes).
_THREE_LETTERS = """
    aar:aa abk:ab ave:ae afr:af aka:ak amh:am arg:an ara:ar asm:as ava:av aym:ay aze:az bak:ba bel:be bul:bg bis:bi
    bam:bm ben:bn bod:bo tib:bo bre:br bos:bs cat:ca che:ce cha:ch cos:co cre:cr ces:cs cze:cs chu:cu chv:cv cym:cy
    wel:cy dan:da deu:de ger:de div:dv dzo:dz ewe:ee ell:el gre:el eng:en epo:eo spa:es est:et eus:eu baq:eu fas:fa
    per:fa ful:ff fin:fi fij:fj fao:fo fra:fr fre:fr fry:fy gle:ga gla:gd glg:gl grn:gn guj:gu glv:gv hau:ha heb:he
    hin:hi hmo:ho hrv:hr hat:ht hun:hu hye:hy arm:hy her:hz ina:ia ind:id ile:ie ibo:ig iii:ii ipk:ik ido:io isl:is
    ice:is ita:it iku:iu jpn:ja jav:jv kat:ka geo:ka kon:kg kik:ki kua:kj kaz:kk kal:kl khm:km kan:kn kor:ko kau:kr
    kas:ks kur:ku kom:kv cor:kw kir:ky lat:la ltz:lb lug:lg lim:li lin:ln lao:lo lit:lt lub:lu lav:lv mlg:mg mah:mh
    mri:mi mao:mi mkd:mk mac:mk mal:ml mon:mn mar:mr msa:ms may:ms mlt:mt mya:my bur:my nau:na nob:nb nde:nd nep:ne
    ndo:ng nld:nl dut:nl nno:nn nor:no nbl:nr nav:nv nya:ny oci:oc oji:oj orm:om ori:or oss:os pan:pa pli:pi pol:pl
    pus:ps por:pt que:qu roh:rm run:rn ron:ro rum:ro rus:ru kin:rw san:sa srd:sc snd:sd sme:se sag:sg hbs:sh sin:si
    slk:sk slo:sk slv:sl smo:sm sna:sn som:so sqi:sq alb:sq srp:sr ssw:ss sot:st sun:su swe:sv swa:sw tam:ta tel:te
    tgk:tg tha:th tir:ti tuk:tk tgl:tl tsn:tn ton:to tur:tr tso:ts tat:tt twi:tw tah:ty uig:ug ukr:uk urd:ur uzb:uz
    ven:ve vie:vi vol:vo wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh chi:zh zul:zu
"""

# Code of three letters → the code of two letters for the same language, where there is one.
TWO_LETTERS = dict(pair.split(":") for pair in _THREE_LETTERS.split())

# The codes of two letters.
KNOWN = frozenset(TWO_LETTERS.values())

# Language → its most frequent words, from the top of its word frequency lists, without those of several languages.
_STOP_WORDS = {
    "cs": "a je se na že v to s z do jsem ale by jako",
    "da": "og i at det er en til af den på for ikke der med som",
    "de": "der die und in den von zu das mit sich des auf für ist nicht ein eine dem",
    "en": "the of and to in a is that for it was on with as be by at this are from",
    "es": "de la que el en y los se del las un por con una su para es al lo como",
    "fi": "ja on ei että se oli hän mutta ovat kun niin myös",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur",
    "it": "di e il la che in un per è una con non del si da le della dei al",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook",
    "pl": "w i na z do się nie że jest o to jak przez po",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as",
    "ru": "и в не на что он с как это по но его к из у за от",
    "sv": "och i att det som en på är av för med till den inte om ett",
    "uk": "і в не на що з як це до та за у його від про",
}
STOP_WORDS = {code: tuple(words.split()) for code, words in _STOP_WORDS.items()}

IS_STOP_WORD = frozenset(word for words in STOP_WORDS.values() for word in words).__contains__
IS_STOP_WORD_OF = {code: frozenset(words).__contains__ for code, words in STOP_WORDS.items()}

# A word of a text in lower case. Most letters are those of ASCII, which need no look into Unicode's tables.
WORD = re.compile(r"(?:[a-z]++|[^\W\d_]++)++")

# The bytes of a text in UTF-8, with a blank in the place of those that are ASCII and no letter.
LETTERS = bytes(byte if byte > 127 or chr(byte).isalpha() else ord(" ") for byte in range(256))

# The usual marks that are not ASCII, in UTF-8: in most texts, no other such characters are left without them.
MARKS = tuple(mark.encode("utf-8") for mark in "“”‘’–—…")

# Fewest words of a text whose language is checked.
ENOUGH = 40

# Least share of a language's stop words in a text of that language; running text has 0.2 to 0.4.
SHARE = 0.15


def check_language_codes(record: Record, corpus: Index) -> Iterator[Finding]:
    """A language has its two-letter code if ISO 639 has one, and no unknown two-letter code."""
    codes: tuple[tuple[Path, str | None], ...] = (
        (("language",), record.value["language"]),
        (("translated_from", "value"), record.value["translated_from"]["value"]),
    )
    for path, code in codes:
        if code in TWO_LETTERS:
            yield finding(record, "language-code", path, shown(code), f"write {shown(TWO_LETTERS[code])}")
        elif code and len(code) == 2 and code not in KNOWN:
            yield finding(record, "language-code", path, f"{shown(code)}, which is not in ISO 639-1")


def check_language(record: Record, corpus: Index) -> Iterator[Finding]:
    """The stop words of a text are those of its language."""
    resolution = corpus.resolution(record)
    assert resolution
    words = _words(" ".join([resolution.seed[start:end] for start, end in resolution.areas]))
    if len(words) < ENOUGH:
        return
    stop_words = list(filter(IS_STOP_WORD, words))
    stated = record.value["language"]
    # No other language can have twice as many stop words as this one, in almost all texts.
    if stated in STOP_WORDS and 2 * len(list(filter(IS_STOP_WORD_OF[stated], stop_words))) > len(stop_words):
        return
    counts = Counter(stop_words)
    shares = {code: sum([counts[w] for w in stops]) / len(words) for code, stops in STOP_WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    if best != stated and shares[best] >= max(SHARE, 2 * shares.get(stated, 0)):
        found = f"{shown(stated)}, but {shares[best]:.0%} of the words are stop words of {shown(best)}"
        yield finding(record, "language-mismatch", ("language",), found, f"did you mean {shown(best)}?")


def _words(text: str) -> list[str]:
    """The words of a text in lower case, in any order; in a quarter of the time that the pattern alone takes."""
    data = text.encode("utf-8")
    for mark in MARKS:
        data = data.replace(mark, b" ")
    # Only ASCII letters get lower here, twenty times as fast as `lower` of a text with curly marks.
    parts = data.lower().translate(LETTERS).decode("utf-8").split()
    if data.isascii():
        return parts
    # Beside other characters, such as «, may be a word or several.
    others = " ".join([part for part in parts if not part.isascii()])
    return [part for part in parts if part.isascii()] + WORD.findall(others.lower())
