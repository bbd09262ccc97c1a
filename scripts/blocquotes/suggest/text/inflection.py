"""The forms of English verbs and nouns: regular ones by rule, irregular ones as the word lists give them."""

from sys import intern
from typing import Final

BASE: Final = 1 << 0
PRESENT: Final = 1 << 1
PAST: Final = 1 << 2
PARTICIPLE: Final = 1 << 3
GERUND: Final = 1 << 4
FINITE: Final = PRESENT | PAST

# The forms, as bits, that are finite whatever their subject: "says" and "said", but not "say".
NOT_BARE: Final = frozenset(form for form in range(2 * GERUND) if form & PAST or form & (FINITE | BASE) == PRESENT)
# Those of them that no base form is spelled like: not "put" and "read".
ONLY_FINITE: Final = frozenset(form for form in NOT_BARE if not form & BASE)

_VOWELS: Final = frozenset("aeiou")


def verb_forms(verb: str, past: str = "", participle: str = "") -> dict[str, int]:
    """The forms of one verb with what each may be, as bits of BASE, PRESENT, PAST, PARTICIPLE and GERUND.

    `verb` is the base form; `past` and `participle` are only needed where they are irregular ("wrote",
    "written"; "slammed"), the participle only where it differs from the past. A doubled consonant of the past is
    doubled in the gerund too. Verbs such as "label" and "signal" have the British doubled l beside the single one.
    """
    base, irregular = verb, bool(past)
    past = past or _past(base)
    participle = participle or past
    forms: dict[str, int] = {}
    for form, bits in (
        (base, BASE | PRESENT),
        (third_person(base), PRESENT),
        (past, PAST),
        (participle, PARTICIPLE),
        (_gerund(base, past), GERUND),
    ):
        forms[intern(form)] = forms.get(form, 0) | bits
    if base.endswith(("el", "al")) and not irregular:  # "signaled", "signalled"
        forms |= {base + "led": PAST | PARTICIPLE, base + "ling": GERUND}
    return forms


def third_person(base: str) -> str:
    """The base with the ending -s, which is the plural of a noun as well."""
    if base.endswith(("s", "x", "z", "ch", "sh")):  # "stresses"
        return base + "es"
    if _ends_in_consonant_y(base):
        return base[:-1] + "ies"
    # "goes", "echoes", but "radios"
    return base + "es" if base.endswith("o") and base[-2] not in _VOWELS else base + "s"


def singular(noun: str) -> str:
    """A plural without its ending, by rule: "cities", "witnesses", "envoys"."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("sses", "xes", "shes", "ches")) else noun.removesuffix("s")


def _ends_in_consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in _VOWELS


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if _ends_in_consonant_y(base):
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str, past: str) -> str:
    if past == base + base[-1] + "ed":  # "slammed", "slamming"
        return base + base[-1] + "ing"
    if past == base and len(base) == 3:  # "let", "letting"
        return base + base[-1] + "ing"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):  # "writing", but "agreeing"
        return base[:-1] + "ing"
    return base + "ing"
