"""Checks of utterances against the quotes that report them."""

from collections.abc import Iterator

from blocquotes.checks.findings import finding
from blocquotes.checks.references import utterance_uses
from blocquotes.corpus import Corpus, Record
from blocquotes.model import Finding


def check_utterances(record: Record, corpus: Corpus) -> Iterator[Finding]:
    """A quote shares a speaker with every utterance that it reports; not asked where a speaker is unknown."""
    if record.kind != "article":
        return
    known = corpus.ids["entity"]
    speakers = {r.id: who for r in corpus.sound("utterance") if (who := set(r.value["speakers"])) <= known}
    for path, id_ in utterance_uses(record):
        quoted = set(record.value["quotes"][path[1]]["speakers"])
        if id_ in speakers and quoted <= known and not (quoted <= speakers[id_] or speakers[id_] <= quoted):
            found = f"the quote is by {', '.join(sorted(quoted))}, {id_} by {', '.join(sorted(speakers[id_]))}"
            yield finding(record, "utterance-speakers", path, found)
