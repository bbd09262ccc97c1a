"""`blocquotes diff --html`: one page with what changed, before and after, that needs no network and no script."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from blocquotes.preview import diff_article, diff_cards, rendering
from blocquotes.preview.diff_views import ArticleDiff, DiffEntry
from blocquotes.shown import count
from blocquotes.versions import answer_forms, forms
from blocquotes.versions.answers import AnswerChange, Question
from blocquotes.versions.change import Change, shortened
from blocquotes.versions.diff import Diff, by_article
from blocquotes.versions.differing import Count
from blocquotes.versions.state import State
from blocquotes.versions.summary import Summary

# Identifies pages that this command made, which it may overwrite.
MARK = b'<meta name="generator" content="blocquotes diff">'

# Characters of all articles on a page, of all other records, and of one article; the rest is counted and named.
MOST_OF_ARTICLES, MOST_OF_RECORDS, MOST_OF_ONE = 6_000_000, 1_000_000, 1_000_000

# Cards of an article that are shown if all of them would be too much.
FEW_CARDS = 20

# Articles that the list at the top names.
MOST_LISTED = 1000

States = tuple[State, State]


def render(summary: Summary) -> str:
    """The page of a difference; the same text for the same states."""
    found = summary.diff
    groups = by_article(found, summary.states)
    rest = groups.pop("", [])
    entries, articles = _articles(groups, summary)
    records, more = _records(rest, summary.states)
    number = found.counts["articles"]
    old, new = shortened(found.old), shortened(found.new)
    page = {
        "title": f"From {old} to {new}",
        "old": old,
        "new": new,
        "bump": found.bump,
        "notes": list(forms.notes(found)) if not found.is_empty else [],
        "counts": list(_counts(found)),
        "unchanged": number.new + number.removed - len(groups),
        "entries": entries[:MOST_LISTED],
        "more_entries": max(len(entries) - MOST_LISTED, 0),
        "left_out": sum(not entry.href for entry in entries),
        "articles": articles,
        "records": records,
        "more_records": more,
        "answers": list(map(_answer, summary.answers.changes)),
        "answers_note": forms.answers_note(summary.answers),
    }
    return rendering.render("diff.html", ("style.css", "diff.css"), page=page)


def _counts(found: Diff) -> Iterator[tuple[str, Count, str]]:
    """Each table that differs, how, and the columns that do."""
    for table, one in found.counts.items():
        if not one.is_same:
            yield table, one, shortened(", ".join(one.columns))


def _articles(groups: dict[str, list[Change]], summary: Summary) -> tuple[list[DiffEntry], list[Markup]]:
    """The list of articles, and the articles that fit on the page, as HTML."""
    entries, shown = [], list[Markup]()
    left = MOST_OF_ARTICLES
    for number, (id_, changes) in enumerate(groups.items(), start=1):
        html = _fitting(diff_article.article(f"a{number}", id_, changes, summary)) if left > 0 else None
        left = left - len(html) if html else left
        if html and left >= 0:
            shown.append(html)
        entries.append(_entry(f"a{number}" if html and left >= 0 else "", id_, changes, summary.states))
    return entries, shown


def _entry(key: str, id_: str, changes: Sequence[Change], states: States) -> DiffEntry:
    old, new = (state.by_id["articles"].get(id_) for state in states)
    title = shortened((new or old or {}).get("title"))
    status = "changed" if old and new else "added" if new else "removed"
    return DiffEntry(shortened(id_), title, status, len(changes), f"#{key}" if key else "")


def _fitting(view: ArticleDiff) -> Markup | None:
    """An article as HTML: all of it, or without its text, or with its first cards; None if that is too much as well."""
    notice = "The text is left out: it is too large for this page."
    cards = tuple(replace(card, places=()) for card in view.cards)
    few = cards[:FEW_CARDS]
    without_text = replace(view, stretches=(), notice=notice, cards=cards)
    for form in (view, without_text, replace(without_text, cards=few, more=view.more + len(cards) - len(few))):
        html = rendering.part("diff_article.html", a=form)
        if len(html) <= MOST_OF_ONE:
            return html
    return None


def _records(changes: Sequence[Change], states: States) -> tuple[list[Markup], int]:
    """The cards of records outside articles, as HTML, and how many are left out."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.kind, change.id), []).append(change)
    shown = list[Markup]()
    left = MOST_OF_RECORDS
    for number, group in enumerate(groups.values(), start=1):
        html = rendering.part("diff_card.html", c=diff_cards.of_record(f"r{number}", group, states), level=3)
        left -= len(html)
        if left < 0:
            break
        shown.append(html)
    return shown, len(groups) - len(shown)


def _answer(change: AnswerChange) -> tuple[Question, list[tuple[str, tuple[str, ...]]], str]:
    """The question, its rows that differ as (key, what happened), and a note on what is not listed."""
    rows = [(answer_forms.key(row, _quoted), tuple(answer_forms.what(row, _quoted))) for row in change.rows]
    listed = rows[: answer_forms.MOST_ROWS]
    more = len(rows) - len(listed)
    flaw = next(answer_forms.lines(change, _quoted)) if any(change.flaws) else ""
    note = flaw or (f"and {count(more, 'more row')}" if more else "")
    return change.question, listed, note


def _quoted(text: str) -> str:
    return f"“{text}”"
