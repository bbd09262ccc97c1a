"""The marks of a W3C Web Annotation page as annotators save them: their tags, remarks, and places in the text.

The standard leaves much open, so the same mark differs between tools: bodies without a purpose, targets without a
source, one selector or two. What can be read is read. What cannot be kept is left out with a notice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from blocquotes.anchors import occurrences
from blocquotes.exchange import reading, vocabulary
from blocquotes.exchange.document import refuse
from blocquotes.exchange.offsets import Claim
from blocquotes.model import ENTITY_TYPES, Span

# What an annotation's source begins with; the article's id follows.
SOURCE = "urn:blocquotes:"

PARTS = ("cue", "source")
LABELS = ("quote", *PARTS, *ENTITY_TYPES)
SINGLE = (*vocabulary.CHOICES, "via", *vocabulary.LINKS, "no_speaker")
# Label → the keys of its `key=value` tags.
KEYS = {
    "quote": ("id", *SINGLE, *vocabulary.LISTS),
    **dict.fromkeys(PARTS, ("quote",)),
    **dict.fromkeys(ENTITY_TYPES, ("entity", "stands_for")),
}

WORDS, POSITION = "TextQuoteSelector", "TextPositionSelector"

# The motivation of an annotation that links others.
LINKING = "linking"

# Characters of a tag, a remark or a place that a message shows.
SHOWN = 80


@dataclass(frozen=True)
class Target:
    """Where a mark is: its article if it names one; its offsets, its words, or both; the text around the words."""

    place: str
    article: str | None
    offsets: tuple[int, int] | None
    words: str | None
    prefix: str
    suffix: str

    def claim(self, text: str) -> Claim:
        """The target as offsets and words."""
        start, end = self.offsets or self._found(text)
        return Claim(self.place, start, end, self.words)

    def _found(self, text: str) -> tuple[int, int]:
        words = self.words or ""
        places = list(occurrences(text, words, Span(0, len(text))))
        if len(places) > 1:
            places = [at for at in places if self._has_context(text, at, at + len(words))]
        if len(places) != 1:
            fix = f"save a {POSITION} too, or more text around the words"
            must = f"a mark without a {POSITION} must have words that are in one place of the text"
            raise refuse(self.place, must, f"{words[:SHOWN]!r} in {len(places)} places", fix)
        return places[0], places[0] + len(words)

    def _has_context(self, text: str, start: int, end: int) -> bool:
        return text.startswith(self.suffix, end) and text.endswith(self.prefix, 0, start)


@dataclass(frozen=True)
class Mark:
    """One annotation: its label, its tags by key, its flags, the remark that is kept, and its targets."""

    place: str
    label: str
    values: dict[str, list[str]]
    flags: list[str]
    remark: str | None
    targets: tuple[Target, ...]

    def one(self, key: str) -> str | None:
        """The value of a key that has at most one."""
        return next(iter(self.values.get(key, ())), None)


@dataclass(frozen=True)
class _Bodies:
    """What an annotation says: its tags, its comments, and notices for the bodies that were left out."""

    tags: list[str]
    comments: list[str]
    notices: list[str]


def read(items: Sequence[Any], name: str) -> tuple[list[Mark], list[str]]:
    """The marks of the annotations of a file, and a notice for everything that was left out."""
    marks: list[Mark] = []
    notices: list[str] = []
    for i, item in enumerate(items, start=1):
        place = f"{name} annotation {i}"
        annotation = reading.take(item, dict, place)
        bodies = _bodies(annotation, place)
        comments = bodies.comments
        if _is_link(annotation) or not bodies.tags:
            # A comment on another annotation looks like a link: what it says matters, not that it points at one.
            notices += [] if comments or bodies.notices else [_nothing_said(annotation, bodies, place)]
        else:
            mark, comments = _mark(annotation, bodies, place)
            marks.append(mark)
        notices += [*bodies.notices, *(_left_out(place, comment) for comment in comments)]
    return marks, notices


def _nothing_said(annotation: dict[str, Any], bodies: _Bodies, place: str) -> str:
    """The notice for an annotation that marks no words or has no tag: a link to others, or highlighted words."""
    if any(tag in LABELS for tag in bodies.tags):
        return f"{place}: the mark is left out; its target is a complete text, without a selector of words"
    if _is_link(annotation):
        tags = " and ".join(f"`{link}=`" for link in vocabulary.LINKS)
        return f"{place}: the link is left out; quotes are linked by the tags {tags}"
    return f"{place}: the mark is left out; it has no tag"


def _left_out(place: str, comment: str) -> str:
    return f"{place}: the comment {comment[:SHOWN]!r} is left out; only a quote can have a note, and only one"


def _listed(value: Any) -> list[Any]:
    """The value as a list: the standard writes a list of one without its brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_link(annotation: dict[str, Any]) -> bool:
    """Whether an annotation links other annotations instead of marking words."""
    targets = _listed(annotation.get("target"))
    return LINKING in _listed(annotation.get("motivation")) or (
        bool(targets) and all(isinstance(target, str) for target in targets)
    )


def _bodies(annotation: dict[str, Any], place: str) -> _Bodies:
    found = _Bodies([], [], [])
    # A tool that tags or links sets the motivation once, for all bodies; a body without any is a comment.
    motivations = _listed(annotation.get("motivation"))
    default = next((one for one in ("tagging", LINKING) if one in motivations), "commenting")
    for body in [*_listed(annotation.get("body")), *_listed(annotation.get("bodyValue"))]:
        _sort(found, body, default, f"{place}.body")
    return found


def _sort(found: _Bodies, body: Any, default: str, place: str) -> None:
    """Puts one body where it belongs."""
    if isinstance(body, str):
        # The body of a link is the address that it leads to.
        found.comments.extend([] if default == LINKING else [body])
        return
    members = reading.take(body, dict, place)
    purposes = _listed(members.get("purpose")) or [default]
    value = members.get("value")
    if "tagging" in purposes and value is not None:
        found.tags.append(reading.take(value, str, f"{place}.value"))
    elif purposes == ["commenting"] and value is not None:
        found.comments.append(reading.take(value, str, f"{place}.value"))
    else:
        shown = value if value is not None else members.get("source", members.get("id"))
        kind = f"{members.get('type', 'body')} with the purpose {', '.join(map(str, purposes))}"
        found.notices.append(f"{place}: the {kind[:SHOWN]} is left out: {str(shown)[:SHOWN]!r}")


def _mark(annotation: dict[str, Any], bodies: _Bodies, place: str) -> tuple[Mark, list[str]]:
    """The mark of an annotation, and the comments on it that cannot be kept."""
    labels = [tag for tag in bodies.tags if tag in LABELS]
    if len(labels) != 1:
        found = ", ".join(repr(tag[:SHOWN]) for tag in labels or bodies.tags)
        fix = "keep or add one of these tags in the tool"
        raise refuse(place, f"an annotation must have one tag of {', '.join(LABELS)}", found, fix)
    values, flags = _tags(labels[0], bodies.tags, place)
    kept = bodies.comments[:1] if labels[0] == "quote" else []
    targets = tuple(_target(target, f"{place}.target") for target in _listed(annotation.get("target")))
    if not targets:
        raise refuse(place, "an annotation must have a target", "none", reading.CORRECT)
    mark = Mark(place, labels[0], values, flags, next(iter(kept), None), targets)
    return mark, bodies.comments[len(kept) :]


def _tags(label: str, tags: Sequence[str], place: str) -> tuple[dict[str, list[str]], list[str]]:
    """The values of the tags by key, and the flags."""
    values: dict[str, list[str]] = {}
    flags = []
    for tag in (tag for tag in tags if tag != label):
        key, mark, value = tag.partition("=")
        if mark and key in KEYS[label]:
            values.setdefault(key, []).append(value)
        elif tag in vocabulary.FLAGS and label == "quote":
            flags.append(tag)
        else:
            keys = ", ".join(f"{name}=…" for name in KEYS[label])
            ticks = f", {', '.join(vocabulary.FLAGS)}" if label == "quote" else ""
            must = f"a tag of a {label} must be one of {keys}{ticks}"
            raise refuse(place, must, repr(tag[:SHOWN]), "correct or delete the tag")
    for key, given in values.items():
        if key not in vocabulary.LISTS and len(given) > 1:
            raise refuse(place, f"{key} must be given once", repr(given), "delete the others")
    return values, flags


def _target(value: Any, place: str) -> Target:
    target = reading.take(value, dict, place)
    selectors = {
        reading.field(selector, "type", str, f"{place}.selector"): selector
        for selector in _listed(target.get("selector"))
    }
    position, quote = selectors.get(POSITION), selectors.get(WORDS)
    if not position and not quote:
        must = f"a target must have a {WORDS} or a {POSITION}"
        raise refuse(place, must, ", ".join(selectors)[:SHOWN] or "no selector", reading.CORRECT)
    offsets = None
    if position:
        start, end = (reading.field(position, edge, int, f"{place}.{POSITION}") for edge in ("start", "end"))
        offsets = start, end
    words = reading.field(quote, "exact", str, f"{place}.{WORDS}") if quote else None
    if words == "":
        raise refuse(place, "a mark must have words", "an empty `exact`", reading.CORRECT)
    prefix, suffix = (
        reading.take((quote or {}).get(edge) or "", str, f"{place}.{WORDS}.{edge}") for edge in ("prefix", "suffix")
    )
    return Target(place, _article(target, place), offsets, words, prefix, suffix)


def _article(target: dict[str, Any], place: str) -> str | None:
    """The article that a target names; None if it names nothing, as in a library that shows one text."""
    source = target.get("source")
    if source is None:
        return None
    if isinstance(source, dict):
        # Some libraries describe the text beside its address: `{"id": "urn:…", "format": "text/plain"}`.
        source = reading.field(source, "id", str, f"{place}.source")
    named = reading.take(source, str, f"{place}.source")
    if not named.startswith(SOURCE):
        fix = "load the text in the annotator under the source that the export gives"
        raise refuse(place, f"a source must be {SOURCE}<article>", repr(named[:SHOWN]), fix)
    return named.removeprefix(SOURCE)
