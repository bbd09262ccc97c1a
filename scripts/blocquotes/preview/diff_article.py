"""One article in two states: its text side by side, and a card for everything that changed in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from blocquotes.preview import diff_cards, diff_text
from blocquotes.preview.diff_text import Outcome, Outcomes, Side
from blocquotes.preview.diff_views import ADDED, CHANGED, REMOVED, ArticleDiff, Card, Stretch
from blocquotes.preview.views import Ref
from blocquotes.versions import articles, quotes
from blocquotes.versions.change import Change, shortened
from blocquotes.versions.state import State
from blocquotes.versions.summary import Summary

Row = Mapping[str, Any]
States = tuple[State, State]

# Cards of one article, and annotations or paragraphs of a text, that a page shows.
MOST_CARDS = 200
MOST_IN_TEXT = 2000

# Begins the ids of marks before and after, so that both sides can mark the same quote.
SIDES = (("Before", "o"), ("After", "n"))

# What changed of a quote → the part of it that is marked, and how; anything else is marked at its content.
PARTS = {f"{part} {how}": (part, how) for part in ("cue", "source") for how in (ADDED, REMOVED, CHANGED)}


@dataclass(frozen=True)
class Found:
    """A card, and the ids of the annotation in both states, for its marks in the text; None where there is none.

    `parts` has the status of its parts other than the content.
    """

    card: Card
    ids: tuple[str | None, str | None] = (None, None)
    parts: Mapping[str, str] = field(default_factory=dict)


def article(key: str, id_: str, changes: Sequence[Change], summary: Summary) -> ArticleDiff:
    """The view of an article with changes."""
    states = summary.states
    old, new = (state.by_id["articles"].get(id_) for state in states)
    in_both = bool(old and new)
    found = list(_found(key, id_, changes, states)) if in_both else []
    shown = found[:MOST_CARDS]
    notice = _notice(id_, states)
    sides = () if notice else _sides(key, id_, shown, states)
    newest = new or old or {}
    return ArticleDiff(
        key=key,
        id=id_,
        title=shortened(newest.get("title")),
        status=CHANGED if in_both else changes[0].what,
        language=newest.get("language") or "und",
        notice=notice,
        stretches=_stretches(*sides) if sides else (),
        cards=tuple(_placed(one, sides) for one in shown) if in_both else (diff_cards.card(f"{key}-c1", changes),),
        more=len(found) - len(shown),
        moves=summary.moves_of.get(id_, ()),
    )


def _found(key: str, id_: str, changes: Sequence[Change], states: States) -> Iterator[Found]:
    """The cards of an article that both states have, in the order of the changes."""
    old, new = (state.by_id["articles"][id_] for state in states)
    seed_map = articles.seed_map_of(old, new, states)
    mentions = [state.of_article.get(("mentions", id_), ()) for state in states]
    pairs = quotes.mention_pairs(seed_map, *mentions)
    number = 0
    for (kind, one, _), group in groupby(changes, key=_of_one):
        same = tuple(group)
        number += 1
        if kind == "article":
            yield Found(diff_cards.of_article(f"{key}-c{number}", same, old, new))
        elif kind == "quote":
            yield _quote(f"{key}-c{number}", same, states)
        elif kind == "pass quote":
            was, now = (state.by_id["passes"].get(one) for state in states)
            yield Found(diff_cards.of_quote(f"{key}-c{number}", same, was, now, states))
        elif kind == "mention":
            for pair in pairs:
                if card := diff_cards.of_mention(f"{key}-c{number}", id_, seed_map, pair):
                    yield Found(card, (_mention_id(pair[0]), _mention_id(pair[1])))
                    number += 1
        else:
            yield Found(diff_cards.card(f"{key}-c{number}", same))


def _mention_id(row: Row | None) -> str | None:
    return row["mention_id"] if row else None


def _of_one(change: Change) -> tuple[str, str, str | None]:
    """Changes of the same record or annotation have this in common; all changes of mentions follow each other."""
    return change.kind, change.id, change.about if change.kind == "region" else None


def _quote(key: str, changes: Sequence[Change], states: States) -> Found:
    id_ = changes[0].id
    old, new = (state.by_id["quotes"].get(id_) for state in states)
    parts = dict(PARTS[change.what] for change in changes if change.what in PARTS)
    return Found(diff_cards.of_quote(key, changes, old, new, states), (id_, id_), parts)


def _notice(id_: str, states: States) -> str:
    """Why the text is not shown; empty if it is."""
    rows = [row for state in states if (row := state.by_id["articles"].get(id_))]
    if not any(row["text"] for row in rows):
        return "The release has no texts, so the changes are only listed."
    sizes = [len(state.of_article.get((table, id_), ())) for state in states for table in ("quotes", "mentions")]
    if max(*sizes, *(row["text"].count("\n") for row in rows)) > MOST_IN_TEXT:
        return f"The text is left out: it has more than {MOST_IN_TEXT:,} lines, quotes or mentions."
    return ""


def _sides(key: str, id_: str, found: Sequence[Found], states: States) -> tuple[Side, Side]:
    old, new = (
        diff_text.side(
            when,
            f"{key}-{letter}",
            states[at].by_id["articles"].get(id_),
            tuple(states[at].of_article.get((table, id_), ()) for table in ("quotes", "mentions")),
            _outcomes(found, at),
        )
        for at, (when, letter) in enumerate(SIDES)
    )
    return old, new


def _outcomes(found: Sequence[Found], at: int) -> Outcomes:
    return {
        id_: Outcome(one.card.key, {**one.parts, "content": one.card.status}) for one in found if (id_ := one.ids[at])
    }


def _stretches(old: Side, new: Side) -> tuple[Stretch, ...]:
    if old.paragraphs and new.paragraphs:
        return tuple(diff_text.stretches(old, new))
    # An article that only one state has is shown once, without being marked as changed all over.
    return tuple(replace(one, only=True) for one in diff_text.stretches(old, new))


def _placed(found: Found, sides: Sequence[Side]) -> Card:
    """The card with links to its places in the text."""
    at = [(side.when.lower(), side.places.get(id_ or "")) for side, id_ in zip(sides, found.ids, strict=False)]
    return replace(found.card, places=tuple(Ref(when, f"#{place}") for when, place in at if place))
