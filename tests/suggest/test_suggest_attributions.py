"""Attributions in the sentences of newspapers: whose words are whose, and where they end."""

import pytest

from blocquotes.suggest.joining.quotes import suggest_quotes
from test_suggest_quotes import parts

Case = tuple[str, list[tuple[str, str, str]]]

NAMES_IN_LY: list[Case] = [
    ("The pact is dead, Kelly said Monday.", [("The pact is dead", "said", "Kelly")]),
    ("His family said it was over.", [("it was over", "said", "His family")]),
    ("Lee told a rally crowd that it was over.", [("that it was over", "told", "Lee")]),
    ("Lee privately said it was over.", [("it was over", "said", "Lee")]),
]


SUBJECTS: list[Case] = [
    (
        "“It is over,” Ann Lee, the Greens’ envoy, said in a statement. “We lost.”",
        [("“It is over,” | “We lost.”", "said", "Ann Lee, the Greens’ envoy")],
    ),
    ("The town got rid of what Lee called “a curse.”", [("“a curse.”", "called", "Lee")]),
    ("That is why the envoy thinks it is over.", [("it is over", "thinks", "the envoy")]),
    ("Officials who spoke with The Herald said it was over.", [("it was over", "said", "Officials")]),
]


FAR_SUBJECTS: list[Case] = [
    ("He’s said it is over.", [("it is over", "’s said", "He")]),
    ("It’s said that it is over.", [("that it is over", "’s said", "")]),
    ("Those at the long talks say they failed.", [("they failed", "say", "Those at the long talks")]),
    ("About 4 in 10 say they know.", [("they know", "say", "About 4 in 10")]),
    ("All but two said it was over.", [("it was over", "said", "All but two")]),
    ("Lee said having two fleets is too much.", [("having two fleets is too much", "said", "Lee")]),
    ("They let the man say it was over.", []),
]


FRONTED: list[Case] = [
    (
        "While those asked said Lee has the “best plan,” Roe leads.",
        [("Lee has the “best plan,”", "said", "those asked")],
    ),
    (
        "Some left, and when Lee thanked them and said it was great, a man cheered.",
        [("it was great", "said", "Lee")],
    ),
]


BARE_NOUNS: list[Case] = [
    ("“It is over,” said campaign manager Ann Lee.", [("“It is over,”", "said", "campaign manager Ann Lee")]),
    ("It is over, according to campaign staff.", [("It is over", "according to", "campaign staff")]),
]


COMMENTS: list[Case] = [
    ("As Lee put it, the pact is dead.", [("the pact is dead", "put it", "Lee")]),
    ("As the envoy put it: “It is dead.”", [("“It is dead.”", "put it", "the envoy")]),
    ("But as Lee noted in May, it is dead.", [("it is dead", "noted", "Lee")]),
    ("The pact is dead, as Ann Lee said on Monday.", [("The pact is dead", "said", "Ann Lee")]),
    ("The pact, as Lee points out, is dead.", [("The pact | is dead", "points out", "Lee")]),
    ("As noted by the envoy, the pact is dead.", [("the pact is dead", "noted by", "the envoy")]),
    ("The pact is dead, as first reported by Reuters.", [("The pact is dead", "reported by", "Reuters")]),
    ("The pact is dead as he promised to leave.", [("to leave", "promised", "he")]),
    ("He left as Lee said goodbye.", []),
]


MODIFIED: list[Case] = [
    ("According to an aide, who left in May, it is dead.", [("it is dead", "According to", "an aide")]),
    ("According to an aide who left in May, it is dead.", [("it is dead", "According to", "an aide")]),
    ("According to a poll published by a bank, it is dead.", [("it is dead", "According to", "a poll")]),
    (
        "An aide, asked whether it was over, said it was.",
        [("whether it was over", "asked", ""), ("it was", "said", "An aide")],
    ),
]


@pytest.mark.parametrize(
    "text",
    [
        "He met the minister, who outlined his view.",
        "They must not repeat that mistake.",
        "They must not repeat the errors of the past.",
        "She posted three photos of the house.",
        "The plan revealed itself.",
        "He has 25 pledged delegates.",
    ],
)
def test_what_tells_no_content_is_no_quote(text: str) -> None:
    assert parts(text) == []


FRONTED_WORDS: list[Case] = [
    ("But, he said, it is over.", [("it is over", "said", "he")]),
    ("Lee says, win or lose, he will stay.", [("win or lose, he will stay", "says", "Lee")]),
    ("Still, she says, there is hope.", [("there is hope", "says", "she")]),
    ("As the crowd left, Lee shouted, “Stay!”", [("“Stay!”", "shouted", "Lee")]),
    ("Waving “a map,” Lee said, “Look.”", [("“Look.”", "said", "Lee")]),
    (
        "Noting that it was late, the envoy left.",
        [("that it was late", "Noting", "the envoy")],
    ),
    (
        "Reflecting on his days as a judge, Lee said, “I was wrong.”",
        [("his days as a judge", "Reflecting on", "Lee"), ("“I was wrong.”", "said", "Lee")],
    ),
]


GOING_ON: list[Case] = [
    (
        "“It is over,” she said in Santa Monica, Calif. “We lost it all in the end.”",
        [("“It is over,” | “We lost it all in the end.”", "said", "she")],
    ),
    (
        "“It is over,” said Ann Lee. “We have lost it all for good” — and she left.",
        [("“It is over,” | “We have lost it all for good”", "said", "Ann Lee")],
    ),
    ("Asked why, Lee demurred: “No comment.”", [("“No comment.”", "demurred", "Lee")]),
]


TITLES: list[Case] = [
    ("Lee told “Fox & Friends” that it was over.", [("that it was over", "told", "Lee")]),
    ("Lee told ABC’s “This Week” on Sunday he was glad.", [("he was glad", "told", "Lee")]),
    ("Lee told CNN’s “New Day,” “It is over.”", [("“It is over.”", "told", "Lee")]),
    ("“It is over,” Lee told “Fox & Friends.”", [("“It is over,”", "told", "Lee")]),
    ("Lee told her “never again.”", [("“never again.”", "told", "Lee")]),
]


RELATIVES: list[Case] = [
    (
        "Lee met Ann Roe, who opened her door and said she would go.",
        [("she would go", "said", "who")],
    ),
    ("Lee wrote of the envoy: “He left.”", [("“He left.”", "wrote", "Lee")]),
]


SUMMARIES: list[Case] = [
    ("Lee said it was “over,” a claim that his rivals denied.", [("it was “over,”", "said", "Lee")]),
    ("Lee said it was over, a sharp reversal.", [("it was over", "said", "Lee")]),
    ("Lee said he met Ann Roe, a teacher.", [("he met Ann Roe, a teacher", "said", "Lee")]),
]


FORMS: list[Case] = [
    ("A friend referred to him as “a saint.”", [("him as “a saint.”", "referred to", "A friend")]),
    ("“It is over,” Lee said, referring to the war.", [("“It is over,”", "said", "Lee")]),
    ("The paper labelled her a traitor.", [("her a traitor", "labelled", "The paper")]),
    ("“Look out,” tweeted another.", [("“Look out,”", "tweeted", "another")]),
    ("Lee said in a statement that it was over.", [("that it was over", "said", "Lee")]),
    ("“It is over,” Mr. Hedge said.", [("“It is over,”", "said", "Mr. Hedge")]),
    ("Lee groused that it was over.", [("that it was over", "groused", "Lee")]),
    ("Lee said on ABC’s “This Week” that it was over.", [("that it was over", "said", "Lee")]),
    ("Asked if it was over, Lee left.", [("if it was over", "Asked", "")]),
    ("Asked on “This Week,” Lee said it was over.", [("it was over", "said", "Lee")]),
    (
        "Lee denied that it had failed, with Roe calling it “a success.”",
        [("that it had failed", "denied", "Lee"), ("it “a success.”", "calling", "Roe")],
    ),
]


RECORDS: list[Case] = [
    ("The dam failed, court records show.", [("The dam failed", "show", "court records")]),
    ("Figures published on Monday showed that it failed.", [("that it failed", "showed", "Figures published")]),
    ("The aide Ian Read said it was over.", [("it was over", "said", "The aide Ian Read")]),
    (
        "One man raged: “It is a disgrace!” Another joked that it was late.",
        [("“It is a disgrace!”", "raged", "One man"), ("that it was late", "joked", "Another")],
    ),
    ("“It is over,” fumed Ann Lee.", [("“It is over,”", "fumed", "Ann Lee")]),
]


def test_figures_and_datelines_are_labelled_by_nobody() -> None:
    assert parts("Votes so far\nLee: 120\nRoe: 90\nLee: 130\nRoe: 95") == []
    text = "NEW DELHI: The police on Monday denied that anybody had been held in the whole old town since late May."
    assert [source for _, _, source in parts(text)] == ["The police"]


CHAINS: list[Case] = [
    ("Lee went on to say that it was over.", [("that it was over", "say", "Lee")]),
    ("It came as aides continued to warn that it was over.", [("that it was over", "warn", "aides")]),
    (
        "According to an aide, who asked not to be named as it is early, they won.",
        [("they won", "According to", "an aide")],
    ),
]

CASES = {
    "names and nouns in -ly are no adverbs": NAMES_IN_LY,
    "the subject is the noun phrase of the verb's own clause": SUBJECTS,
    "a word is a verb wherever its subject is": FAR_SUBJECTS,
    "a fronted clause ends at its comma": FRONTED,
    "a source may begin with a word that is a verb too": BARE_NOUNS,
    "a comment clause attributes its sentence": COMMENTS,
    "what describes a source is no content": MODIFIED,
    "fronted words are told from contents": FRONTED_WORDS,
    "quotations without a word of their own": GOING_ON,
    "a programme that is told something is no content": TITLES,
    "a relative clause and a topic are passed": RELATIVES,
    "a noun that sums up is the writer's": SUMMARIES,
    "forms and places of reporting words": FORMS,
    "verbs at the ends of sentences and behind participles": RECORDS,
    "of two verbs the nearer one attributes": CHAINS,
}
"""What holds of attributions, with sentences that show it."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{rule}: {case[0]}") for rule, cases in CASES.items() for case in cases],
)
def test_content_cue_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected


def test_an_answer_is_no_part_of_the_question() -> None:
    text = "“Did he know?” a man asked.\n\n“Nobody did.”\n\n“Is it so?” Lee asked. “I doubt it.”"
    assert [(content, source) for content, _, source in parts(text)] == [
        ("“Did he know?”", "a man"),
        ("“Nobody did.”", ""),
        ("“Is it so?” | “I doubt it.”", "Lee"),
    ]


def test_a_verb_behind_a_quotation_goes_on_with_the_sentence() -> None:
    assert parts("Lee called the plan “evasive” and staged a walkout.") == [("the plan “evasive”", "called", "Lee")]
    assert parts("Two envoys left, with one saying it was “over.”") == [("it was “over.”", "saying", "one")]


@pytest.mark.parametrize(
    "text",
    [
        "Last month, Lee fired his aide.",
        "Most important, it points to a new start.",
        "Traveling together, they feel a greater sense of safety.",
        "He quoted the Talmud and left.",
        "The plan continues gaining friends, and it is late.",
    ],
)
def test_fronted_adjuncts_of_other_verbs_are_no_contents(text: str) -> None:
    assert parts(text) == []


def test_a_content_cut_down_to_its_conjunction_is_none() -> None:
    text = "He accused the town of hiding a report that, he said, had warned of the faults."
    contents = [text[span.start : span.end] for quote in suggest_quotes(text) for span in quote.content]
    assert "hiding a report that" in contents
    assert "that" not in contents
