"""The lexicon of cues: the examples of the guidelines, and what its tables must be."""

import pytest

from blocquotes import cues, schemas
from blocquotes.model import Span
from conftest import ROOT

# Every word that the guidelines list for a class (docs/guidelines.md, 27 and 47).
LISTED = {
    "say": "say, tell, add, note, state, write, announce, stress, emphasise, according to, continue, make clear, "
    "speak of, talk about",
    "argue": "argue, maintain, insist, assert, contend, advocate",
    "claim": "claim, allege, suggest, suggestion",
    "describe": "call, describe as, name as, brand, refer to as",
    "accuse": "accuse of, blame for",
    "criticise": "criticise, condemn, denounce, speak out against",
    "deny": "deny, reject, dismiss, refuse",
    "demand": "call for, demand, urge",
    "warn": "warn, caution",
    "promise": "pledge, vow, promise, commit to, agree to",
    "believe": "believe, think, see as, view as, feel",
    "expect": "expect, predict, fear, hope",
    "report": "report, quote, reportedly, learn",
    "ask": "ask",
}


@pytest.mark.parametrize(
    ("lemma", "kind"), [(lemma, kind) for kind, lemmas in LISTED.items() for lemma in lemmas.split(", ")]
)
def test_every_word_of_the_guidelines_has_its_class(lemma: str, kind: str) -> None:
    assert cues.read([lemma]) == (lemma, kind)


# Words of a cue, one span per line of the tuple; its lemma and class.
EXAMPLES = [
    (("has refused to blame", "for"), "blame for", "accuse"),
    (("had recently made", "clear"), "make clear", "say"),
    (("has instead argued",), "argue", "argue"),
    (("did not say",), "say", "say"),
    (("does not see", "as"), "see as", "believe"),
    (("have jointly spoken out against",), "speak out against", "criticise"),
    (("has also spoken of",), "speak of", "say"),
    (("criticized", "as"), "criticise as", "criticise"),
    (("emphasizing",), "emphasise", "say"),
    (("accusing", "of"), "accuse of", "accuse"),
    (("denies",), "deny", "deny"),
    (("stressed",), "stress", "say"),
    (("admitted",), "admit", "say"),
    (("quoted", "as saying"), "say", "say"),
    (("was quoted as saying",), "say", "say"),
    (("quoted from",), "quote from", "report"),
    (("to quote",), "quote", "report"),
    (("put it",), "put it", "say"),
    (("per",), "per", "say"),
    (("in the words of",), "in the words of", "say"),
    (("reportedly",), "reportedly", "report"),
    (("has reportedly warned",), "warn", "warn"),
    (("suggestions",), "suggestion", "claim"),
    (("warning",), "warn", "warn"),
    (("warnings",), "warning", "warn"),
    (("feels threatened by",), "feel", "believe"),
    (("made known",), "make known", "say"),
    (("According to",), "according to", "say"),
    (("went on to deny",), "deny", "deny"),
    (("is not called",), "call", "describe"),
    (("–",), None, "say"),
    ((":",), None, "say"),
    ((" - ",), None, "say"),
    (("brokered",), None, None),
    ((), None, None),
]


@pytest.mark.parametrize(("words", "lemma", "kind"), EXAMPLES, ids=[" … ".join(words) for words, _, _ in EXAMPLES])
def test_the_lemma_and_the_class_of_a_cue(words: tuple[str, ...], lemma: str | None, kind: str | None) -> None:
    assert cues.read(words) == (lemma, kind)


# A text with the source in braces and the cue in brackets, and whether the cue is in a free relative clause.
RELATIVE = [
    ("what {it} [calls] a “special operation”", True),
    ("What {Moscow} later [described as] a drill", True),
    ("in what has been [called] a drill", False),
    ("what [were called] drills", True),
    ("{He} [said] what he knew", False),
    ("somewhat {they} [said] so", False),
    ("what to do, {he} [said]", False),
]


@pytest.mark.parametrize(("marked", "is_one"), RELATIVE)
def test_free_relative_clauses(marked: str, is_one: bool) -> None:
    text, spans = "", {"{": 0, "}": 0, "[": 0, "]": 0}
    for letter in marked:
        if letter in spans:
            spans[letter] = len(text)
        else:
            text += letter
    source = [Span(spans["{"], spans["}"])] if spans["}"] else []
    assert cues.is_free_relative(text, [Span(spans["["], spans["]"])], source) == is_one


def test_in_a_free_relative_clause_the_writer_keeps_a_distance() -> None:
    assert cues.read(["calls"], is_free_relative=True) == ("call", "claim")


def test_the_lexicon_is_sorted_and_has_each_lemma_once() -> None:
    lemmas = [entry.lemma for entry in cues.entries()]
    assert lemmas == sorted(set(lemmas))


def test_the_classes_are_those_of_the_schema() -> None:
    article = schemas.load(ROOT / "schema", "article")
    kinds = article["properties"]["quotes"]["items"]["properties"]["cue_class"]["enum"]
    assert list(cues.classes()) == kinds
    assert {entry.kind for entry in cues.entries()} == set(kinds)


@pytest.mark.parametrize("entry", cues.entries(), ids=lambda entry: entry.lemma)
def test_a_lemma_is_read_as_itself(entry: cues.Entry) -> None:
    # "warning" is more often the verb: "warning that it would".
    lemma = "warn" if entry.lemma == "warning" else entry.lemma
    assert cues.read([entry.lemma]) == (lemma, entry.kind)
