"""What is told of new drafts: how much was suggested, and what their author does next."""

from collections.abc import Iterator, Sequence

from blocquotes.checks import report
from blocquotes.edit.new import New


def suggested(news: Sequence[New]) -> str:
    """How many quotes, mentions and new entities the drafts have; a mention is one place, as in the published table."""
    articles = [(new.corpus, record) for new in news for record in new.records if record.kind == "article"]
    resolved = [found for corpus, record in articles if (found := corpus.resolution(record))]
    quotes = sum(len(record.value["quotes"]) for _, record in articles)
    mentions = sum(len(found.mentions) for found in resolved)
    entities = sum(record.kind == "entity" for new in news for record in new.records)
    parts = (_count(quotes, "quote"), _count(mentions, "mention"), _count(entities, "new entity", "new entities"))
    return ", ".join(parts)


def checked(news: Sequence[New]) -> str:
    """What the checks find in the files of the drafts."""
    found = [finding for new in news for finding in new.findings]
    drafts = sum(finding.rule == "draft" for finding in found)
    return f"{report.summary(found, sum(len(new.files) for new in news))}, {drafts} for being a draft"


def next_steps(news: Sequence[New]) -> Iterator[str]:
    """What a person does with the drafts, a line each, with the commands."""
    ids = [record.id for new in news for record in new.records if record.kind == "article"]
    shown, files = (ids[0], f"corpus/articles/{ids[0]}.json") if len(ids) == 1 else ("", "the articles")
    yield "next, since a draft is not published:"
    steps = (
        ("see it", f"blocquotes preview {shown}".strip(), "what is least certain comes first"),
        ("correct", f"{files}, and each new entity, or take it out", "docs/guidelines.md says how"),
        ("finish", '"method": "human" in place of "rules", and every "status": "draft" taken out', ""),
        ("mend", "blocquotes mend", "takes the confidences out, adds context and form"),
        ("check", "blocquotes check", "says what is left to do"),
    )
    yield from (f"  {name:8} {what}{f'  ({why})' if why else ''}" for name, what, why in steps)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"
