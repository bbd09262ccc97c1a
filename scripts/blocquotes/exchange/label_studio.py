"""Label Studio: tasks with predictions out, the full JSON export in; its offsets are code points."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from blocquotes.corpus import Corpus, entity, utterance
from blocquotes.exchange import label_studio_result, reading, vocabulary
from blocquotes.exchange.document import Document, Skipped, TextOf, refuse
from blocquotes.exchange.label_studio_result import QUOTE, TYPES
from blocquotes.model import Article, Quote, Span

Result = dict[str, Any]

FULL = "export the project as JSON, not as JSON-MIN, CSV or TSV"


def write(articles: Sequence[Article], corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """`tasks.json`, one task per article with its annotations as a prediction, and `labels.xml`, the configuration."""
    lists: dict[str, Any] = {
        "entities": _choices({record.id: entity(record).name for record in corpus.sound("entity")}),
        "utterances": _choices({one.id: utterance(one, corpus).paraphrase for one in corpus.sound("utterance")}),
    }
    tasks: list[dict[str, Any]] = [
        {
            "data": {"article": article.id, "text": article.text, **lists},
            "predictions": [{"model_version": "corpus", "result": list(_results(article))}],
        }
        for article in articles
    ]
    yield "tasks.json", (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    yield "labels.xml", files("blocquotes.exchange").joinpath("label_studio.xml").read_bytes()


def _choices(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": id_, "html": escape(f"{id_}: {words[id_]}")} for id_ in sorted(words)]


def _results(article: Article) -> Iterator[Result]:
    shared = {item: f"{item[0]}_{i}" for i, item in enumerate(vocabulary.shared_parts(article), start=1)}
    for i, mention in enumerate(vocabulary.names_of(article), start=1):
        region = _Region(f"mention_{i}", mention.span, article.text)
        yield region.result("span", [mention.type])
        yield region.result("entity", [mention.entity])
        if mention.stands_for:
            yield region.result("stands_for", [mention.stands_for])
    for (part, span), name in shared.items():
        yield _Region(name, span, article.text).result("span", [part.capitalize()])
    for quote in article.quotes:
        yield from _quote_results(article, quote, shared)


def _quote_results(article: Article, quote: Quote, shared: Mapping[tuple[str, Span], str]) -> Iterator[Result]:
    name = QUOTE + quote.id
    first, *more = (
        _Region(name if i == 0 else f"part{i}_{quote.id}", s, article.text) for i, s in enumerate(quote.content)
    )
    fields = vocabulary.fields_of(quote)
    yield first.result("span", ["Quote"])
    for control in (*vocabulary.CHOICES, *vocabulary.LISTS, "via", *vocabulary.LINES):
        if control in fields:
            value = fields[control]
            yield first.result(control, value if isinstance(value, list) else [value])
    if flags := vocabulary.flags_of(fields):
        yield first.result("flags", flags)
    for region in more:
        yield region.result("span", ["Quote"])
        yield _relation(name, region.id, "continues")
    for part in ("cue", "source"):
        yield from (_relation(name, shared[part, span], f"has_{part}") for span in getattr(quote, part))
    yield from (_relation(name, QUOTE + fields[link], link) for link in vocabulary.LINKS if link in fields)


@dataclass(frozen=True)
class _Region:
    """A marked span, as Label Studio has it: an id that all of its answers share."""

    id: str
    span: Span
    text: str

    def result(self, control: str, answers: list[str]) -> Result:
        kind = TYPES[control]
        words = answers if kind == "textarea" else self.text[self.span.start : self.span.end]
        value = {"start": self.span.start, "end": self.span.end, "text": words}
        answer = {} if kind == "textarea" else {kind: answers}
        return {"id": self.id, "from_name": control, "to_name": "text", "type": kind, "value": {**value, **answer}}


def _relation(start: str, end: str, label: str) -> Result:
    return {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [label]}


def read(path: Path, text_of: TextOf) -> Iterator[Document | Skipped]:
    """The documents of a full JSON export, one for each task; what nobody submitted is skipped."""
    for i, task in enumerate(reading.take(reading.read_json(path), list, path.name), start=1):
        place = f"{path.name} task {i}"
        data = reading.field(_full(task, place), "data", dict, place)
        article = reading.field(data, "article", str, f"{place}.data")
        if reading.field(data, "text", str, f"{place}.data") != text_of(article, place):
            fix = "export the article again, and annotate that; its text has changed since"
            raise refuse(place, f"the task's text must be the published text of {article}", "a different text", fix)
        # The task as `export` wrote it, which nobody has annotated
        annotations: list[Any] | None = [] if "predictions" in task else None
        if "annotations" in task:
            annotations = reading.field(task, "annotations", list, place)
        if annotations is None:
            raise refuse(place, "a task must have its annotations", "none", FULL)
        annotation = _annotation(annotations, place)
        if annotation is None:
            cancelled = f"; {len(annotations)} cancelled" if annotations else ""
            notice = f"it has no annotation that was submitted{cancelled}, so the article stays as it is"
            yield Skipped(article, f"{place} ({article}): {notice}")
        else:
            result = reading.field(annotation, "result", list, f"{place} annotation")
            found = label_studio_result.document(place, article, data["text"], result)
            comments = (*_comments(task, place), *_comments(annotation, place))
            yield replace(found, notices=(*found.notices, *comments))


def _full(task: Any, place: str) -> Any:
    """The task; refuses one of an export as JSON-MIN, in which the fields of `data` are those of the task."""
    if isinstance(task, dict) and "article" in task and "data" not in task:
        raise refuse(place, "a task must have its data in a field of that name", "a task as JSON-MIN writes it", FULL)
    return task


def _comments(holder: dict[str, Any], place: str) -> Iterator[str]:
    """A notice for each comment on a task or an annotation, which no article file can hold."""
    for comment in reading.take(holder.get("comments") or [], list, f"{place}.comments"):
        text = comment.get("text") if isinstance(comment, dict) else comment
        yield f"{place}: the comment {str(text)[: label_studio_result.SHOWN]!r} is left out"


def _annotation(annotations: list[Any], place: str) -> dict[str, Any] | None:
    """The one annotation that counts: the ground truth, else the only one; None if none is."""
    done = [a for a in annotations if not reading.take(a, dict, place).get("was_cancelled")]
    counted = [a for a in done if a.get("ground_truth")] or done
    if len(counted) > 1:
        fix = "mark the one that counts as ground truth, or delete the others"
        raise refuse(place, "a task must have one annotation", f"{len(counted)}", fix)
    return counted[0] if counted else None
