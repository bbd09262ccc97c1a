"""Messages shown after drafting: counts, check results, texts without a draft, next steps."""

from collections.abc import Iterator, Sequence

from blocquotes.checks import report
from blocquotes.edit.new import New
from blocquotes.edit.raw import Failed
from blocquotes.shown import count, harmless
from blocquotes.suggest.names.gazetteer import slug

# How many outlets without a record the steps name; the drafts of a folder may have many.
MOST_OUTLETS = 5


def suggested(news: Sequence[New]) -> str:
    """How many quotes, mentions and new entities the drafts have; each place of an `every` line is a mention."""
    articles = [(new.corpus, record) for new in news for record in new.records if record.kind == "article"]
    resolved = [found for corpus, record in articles if (found := corpus.resolution(record))]
    quotes = sum(len(record.value["quotes"]) for _, record in articles)
    mentions = sum(len(found.mentions) for found in resolved)
    entities = sum(record.kind == "entity" for new in news for record in new.records)
    parts = (count(quotes, "quote"), count(mentions, "mention"), count(entities, "new entity", "new entities"))
    return ", ".join(parts)


def checked(news: Sequence[New]) -> str:
    """The result of the checks on the files of the drafts."""
    found = [finding for new in news for finding in new.findings]
    drafts = sum(finding.rule == "draft" for finding in found)
    because = "because it is a draft" if drafts == 1 else "because they are drafts"
    return f"{report.summary(found, sum(len(new.files) for new in news))} ({drafts} {because})"


def failures(failed: Sequence[Failed]) -> Iterator[str]:
    """The name of each text without a draft, and why, as lines that are safe to print."""
    for one in failed:
        first, *more = map(harmless, one.reason.split("\n"))
        yield f"{harmless(one.name)}: {first}"
        yield from more


def next_steps(news: Sequence[New]) -> Iterator[str]:
    """What to do with the drafts, one line per step, with the commands."""
    ids = [record.id for new in news for record in new.records if record.kind == "article"]
    shown, files = (ids[0], f"corpus/articles/{ids[0]}.json") if len(ids) == 1 else ("", "the articles")
    yield "next (drafts must be corrected before the corpus can be built):"
    outlets = list(dict.fromkeys(name for new in news for name in new.outlets))[:MOST_OUTLETS]
    named = "for “{}”, which the page names; then write its id as outlet or origin"
    steps = (
        ("review", f"blocquotes preview {shown}".strip(), "lists the least certain suggestions first"),
        ("correct", f"{files}; delete what is wrong", "see docs/guidelines.md"),
        ("names", "blocquotes entity accept, rename or merge", "for each new entity"),
        *(("outlet", f"blocquotes new outlet {slug(name)}", named.format(harmless(name))) for name in outlets),
        ("finish", 'replace "method": "rules" with "human", remove "status": "draft"', ""),
        ("fix", "blocquotes fix", "removes the confidence values, adds context, formats"),
        ("check", "blocquotes check", "shows what is left to do"),
    )
    yield from (f"  {name:8} {what}{f'  ({why})' if why else ''}" for name, what, why in steps)
