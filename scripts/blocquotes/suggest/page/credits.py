"""Photographers and agencies at a caption that no word such as `Photo:` announces: `A boat in port. Norran Navy`."""

import re

from blocquotes.suggest.page.publication import is_person, is_press

_WORD = r"[A-ZÀ-Ý][\w.&'’-]*"
_NAMES = rf"{_WORD}(?: (?:{_WORD}|of|for|the|and)){{0,5}}"
# `Atlas/Jo Lee`, `Anna Berg / Norran`
_SLASH = re.compile(rf"{_NAMES}(?: ?/ ?{_NAMES}){{1,2}}")
# `Anna Berg, Gazette staff`
_STAFF = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{1,2}}), .{{0,30}}\b(?i:staff|photographer|handout|pool|archives?)")
# Behind a sentence, the names at the end of a caption.
_BEHIND = re.compile(rf"(?<=[a-z\d]{{2}}[.!)] )(?:[–—-] )?(?P<names>{_NAMES}(?: ?/ ?{_NAMES})*(?:, [\w ]{{2,40}})?)$")


def behind_caption(text: str) -> int:
    """Where the names behind the last sentence of a caption begin; -1 where there are none."""
    names = _BEHIND.search(text)
    return names.start() if names and is_sign(names["names"]) else -1


def is_sign(text: str) -> bool:
    """Whether words are the name of a photographer, an agency or a body, as below a picture."""
    if _SLASH.fullmatch(text):
        return True
    if staff := _STAFF.fullmatch(text):
        return is_person(staff["name"].split())
    if not re.fullmatch(_NAMES, text):
        return False
    return is_person(text.split()) or is_press(text)
