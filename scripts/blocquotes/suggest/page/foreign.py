"""Dates, labels and bylines in other languages: sites print them around an English text, as templates have them."""

import re
from typing import Final

_MONTHS: Final = (
    "januar januari janvier enero janeiro gennaio stycznia ocak января",
    "februar februari février fevrier febrero fevereiro febbraio lutego şubat февраля",
    "märz maerz mars marzo março marts maart maret marca mart марта",
    "avril abril aprile kwietnia nisan апреля",
    "mai mayo maio maggio mei maj maja mayıs мая",
    "juni juin junio junho giugno czerwca haziran июня",
    "juli juillet julio julho luglio lipca temmuz июля",
    "août agosto augustus augusti agustus sierpnia ağustos августа",
    "septembre septiembre setembro settembre września eylül сентября",
    "oktober octobre octubre outubro ottobre października ekim октября",
    "novembre noviembre novembro listopada kasım ноября",
    "dezember décembre decembre diciembre dezembro dicembre desember grudnia aralık декабря",
)
# Months that English has too.
_SHARED: Final = "april|august|september|november|december"
# `märz` → 3
MONTHS: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    "|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta|lunedì|martedì"
    "|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mandag|måndag"
    "|tirsdag|tisdag|onsdag|torsdag|fredag|lørdag|lördag|søndag|söndag|senin|selasa|rabu|kamis|jumat|sabtu|minggu"
)
# `3. Mai 2024`, `jeudi 16 mai 2024`, `16 de mayo de 2024`
DATE: Final = rf"""(?x: (?i: (?:(?:{_WEEKDAYS}),?[ ])?
    \d{{1,2}}(?:\.|er|º|°)?[ ](?:de[ ]|di[ ])?(?:{_MONTH}|{_SHARED})\b\.?,?[ ](?:del?[ ])?\d{{4}}
    ))"""
UPDATED: Final = (
    "aktualisiert|mis(?:e)? à jour|modifié|actualizado|actualizada|atualizado|atualizada|aggiornato|bijgewerkt"
    "|uppdaterad|oppdatert|opdateret|diperbarui|güncelleme|обновлено"
)
# Labels of the day of publication; `LABEL` has more.
PUBLISHED: Final = "veröffentlicht|publié|publicado|pubblicato|gepubliceerd|publicerad|publisert|diterbitkan"
LABEL: Final = rf"""(?i:(?:zuletzt[ ])?(?:{UPDATED.replace(" ", "[ ]")}
    |{PUBLISHED}|erschienen|stand|erstellt|publiée|publicada|publicação|publiceret|opublikowano|опубликовано)
    (?:[ ](?:am|le|el|em|il|op|den|dne|pada))?
    \b(?:[ ]?:)?)"""
# What is between a day and its time: `3. Mai 2024 um 14.02 Uhr`, `le 16 mai 2024 à 14h02`.
LINK: Final = r"(?:um|à|às|a[ ]las|alle|om|kl\.?|le|el|il|den|as)(?=\s)"

# `Von Claire Novak`, but not `Von Miller`, and no name of two words either: a first name may be `Di`.
BY: Final = r"(?:(?:Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Oleh|Autore?:|Auteur[ ]?:)\s+(?=[^\W\d]\S+[ ][A-ZÀ-Ý]))"


def month(words: str) -> int | None:
    """The month that words of another language name; None where they name none."""
    found = (MONTHS.get(word.casefold()) for word in re.findall(r"[^\W\d_]+", words))
    return next((number for number in found if number), None)
