"""The rules of attribution: what each finds, an example, a text in which it must not fire, and its confidence.

To add a rule, add a record here and give it to the attributions that it finds. Its example and counterexample are run
as tests, `blocquotes explain` prints them, and `blocquotes docs` writes them to `docs/suggest-rules.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from blocquotes.model import QUOTE_TYPES
from blocquotes.suggest.data import rows


class Example(NamedTuple):
    """A text with the one quote that a rule finds in it; parts in several pieces are joined by " | "."""

    text: str
    content: str
    cue: str = ""
    source: str = ""


@dataclass(frozen=True, eq=False)
class Rule:
    """A rule of attribution.

    `id` is permanent, in kebab-case. `finds` says in one sentence which wording the rule reads as a quote.
    `counterexample` is a text in which it must not fire, though others may. `content_first` says that the cue follows
    the content, so that a quote before it in the same sentence may be part of the content.
    """

    id: str
    finds: str
    example: Example
    counterexample: str
    content_first: bool = False

    def confidence(self, type_: str) -> float:
        """The share of the quotes of this type found by the rule that was right when it was last measured."""
        return _CONFIDENCES.get((self.id, type_), UNMEASURED)


# Rule and type of a quote → confidence; `tests/bench/calibrate.py` writes the table.
_CONFIDENCES: Final = {(row["rule"], row["type"]): float(row["confidence"]) for row in rows("confidence.tsv")}

# The confidence of a rule without a row in that table; low enough for the preview to list its quotes as unsure.
UNMEASURED: Final = 0.5

VERB_BEFORE_THAT: Final = Rule(
    "verb-before-that-clause",
    "A reporting verb, then a clause that begins with “that” or a question word.",
    Example("The envoy said that the pact is dead.", "that the pact is dead", "said", "The envoy"),
    "He met the states that voted.",
)
VERB_BEFORE_CLAUSE: Final = Rule(
    "verb-before-clause",
    "A reporting verb, then a clause without a conjunction.",
    Example("The envoy said the pact is dead.", "the pact is dead", "said", "The envoy"),
    "A merger announced Monday would end the strike.",
)
VERB_BEFORE_QUOTATION: Final = Rule(
    "verb-before-quotation",
    "A verb, then words in quotation marks.",
    Example("Lee replied, “It is over.”", "“It is over.”", "replied", "Lee"),
    "She read a play called “Hamlet”.",
)
VERB_BEFORE_COLON: Final = Rule(
    "verb-before-colon",
    "A reporting verb, then a colon and the content.",
    Example("Lee wrote to the envoy: “He left.”", "“He left.”", "wrote", "Lee"),
    "The report: it is late.",
)
VERB_BEFORE_INFINITIVE: Final = Rule(
    "verb-before-infinitive",
    "A verb of promising, demanding or asking, then “to” and what is promised or asked.",
    Example("Tokyo pledged to build more ships.", "to build more ships", "pledged", "Tokyo"),
    "Lee went on to say that it was over.",
)
VERB_BEFORE_NOUN: Final = Rule(
    "verb-before-noun-phrase",
    "A reporting verb, then a noun phrase that sums up what was said.",
    Example("The envoy denied any role in the attack.", "any role in the attack", "denied", "The envoy"),
    "She posted three photos of the house.",
)
VERB_WITH_PREPOSITION: Final = Rule(
    "verb-with-preposition",
    "A reporting verb with the preposition that introduces its content.",
    Example("They called for a new treaty on Monday.", "a new treaty", "called for", "They"),
    "A friend referred to him.",
)
VERB_WITH_OBJECT: Final = Rule(
    "verb-with-object",
    "A reporting verb, its object, then “of”, “as” or “to” and what is said of the object or asked of it.",
    Example("Officials accused Beijing of spying.", "Beijing | spying", "accused | of", "Officials"),
    "They let the man say it was over.",
)
VERB_WITH_PREDICATE: Final = Rule(
    "verb-with-predicate",
    "A verb of calling or declaring, its object and what the object is called.",
    Example("He called the deal a “farce” on Monday.", "the deal a “farce”", "called", "He"),
    "He called on Monday.",
)
PASSIVE_VERB: Final = Rule(
    "passive-verb",
    "A reporting verb in the passive; its agent, if it has one, is the source.",
    Example("He was accused of lying by the union.", "He | lying", "was accused of", "the union"),
    "The envoy was told on Monday.",
)
QUOTATION_BEFORE_VERB: Final = Rule(
    "quotation-before-verb",
    "A quotation, then a subject and its verb.",
    Example("“It is dead,” she said on Monday.", "“It is dead,”", "said", "she"),
    "Waving “a map,” Lee left.",
    content_first=True,
)
INVERTED_AFTER_QUOTATION: Final = Rule(
    "inverted-after-quotation",
    "A quotation, then a verb and its subject.",
    Example("“It is over,” said Ann Lee.", "“It is over,”", "said", "Ann Lee"),
    "“It is over,” he told the crowd.",
    content_first=True,
)
INVERTED_AFTER_CLAUSE: Final = Rule(
    "inverted-after-clause",
    "A clause without quotation marks, then a comma, a verb and its subject.",
    Example("The pact is dead, says Ann Lee.", "The pact is dead", "says", "Ann Lee"),
    "The pact is dead, she says.",
    content_first=True,
)
VERB_AFTER_CLAUSE: Final = Rule(
    "verb-after-clause",
    "A clause without quotation marks; a subject and its verb follow it, or interrupt it between commas.",
    Example("The pact is dead, the envoy said.", "The pact is dead", "said", "the envoy"),
    "On Monday, the envoy left.",
    content_first=True,
)
VERB_BETWEEN_COMMAS: Final = Rule(
    "verb-between-commas",
    "A subject and its verb between commas near the start of a sentence; the content follows.",
    Example("But, he said, it is over.", "it is over", "said", "he"),
    "When he left, he said, “Stay.”",
    content_first=True,
)
ACCORDING_TO: Final = Rule(
    "according-to",
    "“According to” and a source; the rest of the sentence is the content.",
    Example("It is over, according to Ann Lee, an envoy.", "It is over", "according to", "Ann Lee, an envoy"),
    "They left according to plan.",
    content_first=True,
)
ATTRIBUTING_PHRASE: Final = Rule(
    "attributing-phrase",
    "“In the words of”, “to quote” or “per” and a source, “in” with a source’s “words”, or “is how” and a source.",
    Example("In the words of Ann Lee, “it is over.”", "“it is over.”", "In the words of", "Ann Lee"),
    "The ship costs a million per year.",
    content_first=True,
)
QUOTED_AS_SAYING: Final = Rule(
    "quoted-as-saying",
    "A verb of quoting with “as saying”; the source is the one quoted, not the one who quotes.",
    Example("The paper quoted Lee as saying it was over.", "it was over", "quoted | as saying", "Lee"),
    "The paper quoted from the book as a warning.",
)
AS_SOURCE_SAYS: Final = Rule(
    "as-source-says",
    "A comment with “as”, a source and its verb; the rest of the sentence is the content.",
    Example("As Lee put it, the pact is dead.", "the pact is dead", "put it", "Lee"),
    "He left as Lee said goodbye.",
    content_first=True,
)
AS_SAID_BY: Final = Rule(
    "as-said-by",
    "A comment with “as”, a participle and “by”; the rest of the sentence is the content.",
    Example("As noted by the envoy, the pact is dead.", "the pact is dead", "noted by", "the envoy"),
    "The plan noted by the envoy is dead.",
    content_first=True,
)
REPORTEDLY: Final = Rule(
    "reportedly",
    "An adverb such as “reportedly”; the rest of the clause is the content, and there is no source.",
    Example("The fleet reportedly left.", "The fleet | left", "reportedly"),
    "The fleet finally left.",
)
REPORTING_NOUN: Final = Rule(
    "reporting-noun",
    "A noun such as “claim” or “promise” with the clause, the infinitive or the “for” after it.",
    Example("His promise to leave the pact did not help.", "to leave the pact", "promise", "His"),
    "He made a claim that the rivals denied.",
)
WORD_OF_FEELING: Final = Rule(
    "word-of-feeling",
    "A form of “be” or “feel” with a word of feeling, and what the feeling is about; “be” is part of the content.",
    Example("They felt cheated by the bank.", "cheated by the bank", "felt", "They"),
    "They were robbed by the bank.",
)
SOMETHING: Final = Rule(
    "something",
    "“Something” and a clause that says who says it; “something”, which refers to a claim, is the content.",
    Example("It was something Lee denied.", "something", "denied", "Lee"),
    "Something happened.",
)
HEADLINE_LABEL: Final = Rule(
    "headline-label",
    "A headline with a speaker, a colon and the words.",
    Example("Putin: NATO must go", "NATO must go", ":", "Putin"),
    "Update: NATO must go",
)
TRANSCRIPT_LABEL: Final = Rule(
    "transcript-label",
    "A paragraph with a speaker, a colon and the words, if speakers take turns or a question is answered.",
    Example("Q: Is it true?\nA: It is.", "Is it true?", ":", "Q"),
    "Votes so far\nLee: 120\nRoe: 90\nLee: 130\nRoe: 95",
)
NAME_AFTER_DASH: Final = Rule(
    "name-after-dash",
    "A headline that ends with a dash and the speaker.",
    Example("No bases in Asia – Putin", "No bases in Asia", "–", "Putin"),
    "No bases in Asia – yet",
)
SOURCE_AFTER_COLON: Final = Rule(
    "source-after-colon",
    "A headline that ends with a colon and the speaker.",
    Example("Dam will hold: mayor", "Dam will hold", ":", "mayor"),
    "Dam will hold: a timeline",
)
SIGNATURE: Final = Rule(
    "signature",
    "A quotation with a name next to or under it: after a dash, or with a title in brackets or on a separate line.",
    Example("“The dam will hold.” – Ann Lee, mayor of Oslo", "“The dam will hold.”", "–", "Ann Lee, mayor of Oslo"),
    "“The dam will hold.”\n\nBoats at Sea",
)
COLON_BEFORE_QUOTATION: Final = Rule(
    "colon-before-quotation",
    "A quotation after a colon or dash with no reporting verb; the name or the subject before it is the source.",
    Example(
        "That pleased pollster Jane Roe: “They have never seen such numbers before.”",
        "“They have never seen such numbers before.”",
        ":",
        "Jane Roe",
    ),
    "She has read two plays, “Hamlet” and “Faust”.",
)
QUOTATION_ALONE: Final = Rule(
    "quotation-alone",
    "A sentence or ten words in quotation marks that no word attributes and that do not continue another quote.",
    Example("They met. “It is over.” They left.", "“It is over.”"),
    "The so-called “axis” met.",
)

# All rules by their ids.
RULES: Final = {
    rule.id: rule
    for rule in (
        *(VERB_BEFORE_THAT, VERB_BEFORE_CLAUSE, VERB_BEFORE_QUOTATION, VERB_BEFORE_COLON, VERB_BEFORE_INFINITIVE),
        *(VERB_BEFORE_NOUN, VERB_WITH_PREPOSITION, VERB_WITH_OBJECT, VERB_WITH_PREDICATE, PASSIVE_VERB),
        *(QUOTATION_BEFORE_VERB, INVERTED_AFTER_QUOTATION, INVERTED_AFTER_CLAUSE, VERB_AFTER_CLAUSE),
        VERB_BETWEEN_COMMAS,
        *(
            ACCORDING_TO,
            ATTRIBUTING_PHRASE,
            QUOTED_AS_SAYING,
            AS_SOURCE_SAYS,
            AS_SAID_BY,
            REPORTEDLY,
            REPORTING_NOUN,
            WORD_OF_FEELING,
            SOMETHING,
        ),
        *(HEADLINE_LABEL, TRANSCRIPT_LABEL, NAME_AFTER_DASH, SOURCE_AFTER_COLON, SIGNATURE),
        *(COLON_BEFORE_QUOTATION, QUOTATION_ALONE),
    )
}


def described(rule: Rule) -> Iterator[tuple[str, str]]:
    """What a rule is, as pairs of a label and its words; empty parts of the example are left out, ⏎ is a new line."""
    yield "finds", rule.finds
    yield "example", rule.example.text.replace("\n", " ⏎ ")
    for part in ("content", "cue", "source"):
        if words := getattr(rule.example, part):
            yield part, words
    yield "not in", rule.counterexample.replace("\n", " ⏎ ")
    yield (
        "confidence",
        ", ".join(f"{rule.confidence(type_):.2f} ({type_})" for type_ in QUOTE_TYPES),
    )
