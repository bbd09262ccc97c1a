"""Checks of how sources name their speakers: `source_form` against the words, the mentions and the entities."""

from collections.abc import Iterator, Mapping
from typing import Any

from blocquotes import pronouns
from blocquotes.checks.findings import finding
from blocquotes.checks.speakers import names_inside
from blocquotes.corpus import Index, Record, entities_of
from blocquotes.model import Finding
from blocquotes.shown import shown

Value = Mapping[str, Any]


def check_source_forms(record: Record, corpus: Index) -> Iterator[Finding]:
    """Once a quote of an article has a source form, every quote with a source has one; none contradicts the words."""
    resolution = corpus.resolution(record)
    assert resolution
    quotes = record.value["quotes"]
    if not any("source_form" in quote for quote in quotes):
        return
    inside = names_inside(resolution)
    for i, (quote, source) in enumerate(zip(quotes, resolution.parts["source"], strict=True)):
        words = " ".join([resolution.seed[start:end] for start, end in source])
        if source and "source_form" not in quote:
            found = f"the source {shown(words)} has no form, but other sources of the article have one"
            yield finding(record, "source-form", ("quotes", i, "source"), found)
        elif source:
            form = quote["source_form"]
            has_name = form != "name" or any(map(inside, source))
            # A pronoun names nobody.
            entities = [corpus.known("entity", id_) for id_ in quote["speakers"] if form != "pronoun"]
            unnamed = [entity.id for entity in entities if entity and entity.value.get("named") is False]
            # A speaker whose record is missing or cannot be read may be one without a name.
            all_named = all(entities) and not unnamed
            if reason := _why_not(form, words, has_name, unnamed, all_named):
                found = f"{shown(form)}, but {reason}"
                yield finding(record, "source-form", ("quotes", i, "source_form"), found)


def _why_not(form: str, words: str, has_name: bool, unnamed: list[str], all_named: bool) -> str:
    """Why a source cannot have a form (guidelines, 49); empty if it can."""
    if (form == "pronoun") != pronouns.is_pronoun(words):
        return f"{shown(words)} is {'no pronoun' if form == 'pronoun' else 'a pronoun'}"
    if form == "name" and not has_name:
        return f"no mention in {shown(words)} is a name"
    if form == "unnamed" and all_named:
        return "every speaker is an entity with a name"
    if form in ("name", "description") and unnamed:
        return f"{' and '.join(map(shown, unnamed))} has no name"
    return ""


def check_pronoun_sources(record: Record, corpus: Index) -> Iterator[Finding]:
    """A pronoun that is the source of a quote refers to exactly the quote's speakers, as surely (guidelines, 51)."""
    resolution = corpus.resolution(record)
    assert resolution
    forms = [line.get("form") for line in resolution.lines]
    found = {span: int(line) for span, (_, line) in resolution.mentions if forms[int(line)]}
    for i, source in enumerate(resolution.parts["source"] if found else ()):
        for line in [found[span] for span in source if span in found]:
            if forms[line] == "pronoun":
                yield from _check_pronoun(record, i, record.value["quotes"][i], resolution.lines[line])


def _check_pronoun(record: Record, index: int, quote: Value, mention: Value) -> Iterator[Finding]:
    ids = entities_of(mention)
    if set(ids) != set(quote["speakers"]):
        refers = f"the mention {shown(mention['exact'])} refers to {', '.join(map(shown, ids))}"
        found = f"{', '.join(map(shown, quote['speakers']))}, but {refers}"
        yield finding(record, "pronoun-speaker", ("quotes", index, "speakers"), found)
    elif mention.get("certain", True) != quote.get("certain", True):
        is_open = "the quote" if "certain" in quote else f"the mention {shown(mention['exact'])}"
        yield finding(record, "pronoun-speaker", ("quotes", index, "speakers"), f"only {is_open} has `certain: false`")
