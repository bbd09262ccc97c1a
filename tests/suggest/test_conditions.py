"""Sentences that the conditions of attributions and of joining need: without one of them a sentence reads otherwise."""

import pytest

from test_suggest_quotes import parts

QUOTES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("According to Lee, the envoy, it is over.", [("it is over", "According to", "Lee, the envoy")]),
    ("According to Lee, the envoy left.", [("the envoy left", "According to", "Lee")]),
    ("According to Lee, they left on Monday.", [("they left on Monday", "According to", "Lee")]),
    ("According to Lee they left the town.", [("they left the town", "According to", "Lee")]),
    ("According to figures seen by us, it is over.", [("it is over", "According to", "figures seen")]),
    ("According to figures from May, it is over.", [("it is over", "According to", "figures")]),
    ("The fort fell, according to Lee, and they left.", [("The fort fell", "according to", "Lee")]),
    (
        "The fort fell, according to Lee, they fled on foot.",
        [("The fort fell | they fled on foot", "according to", "Lee")],
    ),
    ("The pact is dead — as Lee noted.", [("The pact is dead", "noted", "Lee")]),
    ("The pact is dead, as Lee said, because it was weak.", [("The pact is dead", "said", "Lee")]),
    ("The fort fell, Lee said, after the debate.", [("The fort fell", "said", "Lee")]),
    (
        "The fort fell, Lee said, after the debate ended.",
        [("The fort fell | after the debate ended", "said", "Lee")],
    ),
    ("Lee: it is over.", [("it is over", ":", "Lee")]),
    (
        "NEW DELHI: The police said on Monday that nobody was held in the old town.",
        [("that nobody was held in the old town", "said", "The police")],
    ),
    ("Fort falls\\\nLee: the envoys have left", [("the envoys have left", ":", "Lee")]),
    ("Fort falls.\\\nLee: the envoys have left", [("the envoys have left", ":", "Lee")]),
    ("No bases in Asia – Ann Lee.", [("No bases in Asia", "–", "Ann Lee")]),
    ("On Monday: “It is late, and we have lost it all.”", [("“It is late, and we have lost it all.”", ":", "")]),
    ("Lee rejected the claim that it was over.", [("the claim that it was over", "rejected", "Lee")]),
    ("Lee made the claim that it was over.", [("that it was over", "claim", "Lee")]),
    ("Lee has repeated the claim that it was over.", [("the claim that it was over", "has repeated", "Lee")]),
    ("It led Lee to say it was over.", [("it was over", "say", "Lee")]),
    ("Aides continue to warn that it is over.", [("that it is over", "warn", "Aides")]),
    ("The town met the envoy, who came and said it was over.", [("it was over", "said", "who")]),
    ("The town met the envoy, which she opened and said it was over.", [("it was over", "said", "she")]),
    ("If he comes and says it is over, they will leave.", [("it is over", "says", "he")]),
    ("“It is over,” he told Lee.", [("“It is over,”", "told", "he")]),
    ("The pact is dead, says the envoy.", [("The pact is dead", "says", "the envoy")]),
    ("The pact, the envoy says, is dead.", [("The pact | is dead", "says", "the envoy")]),
    ("“It is over,” said Lee, adding: “We lost.”", [("“It is over,”", "said", "Lee"), ("“We lost.”", "adding", "Lee")]),
    ("“It is over,” said Lee, “and we lost.”", [("“It is over,” | “and we lost.”", "said", "Lee")]),
    ("“It is over.” Lee said that he was late.", [("“It is over.”", "", ""), ("that he was late", "said", "Lee")]),
    ("In “the end,” Lee said it was over.", [("it was over", "said", "Lee")]),
    ("Lee says, it is over.", [("it is over", "says", "Lee")]),
    ("In May it was over, the envoy said.", [("In May it was over", "said", "the envoy")]),
    ("The pact is dead, the envoy told them.", [("The pact is dead", "told", "the envoy")]),
    ("Calling it “late,” Lee left.", [("it “late,”", "Calling", "Lee")]),
    ("Calling it late, Lee left.", [("it late", "Calling", "Lee")]),
    ("As a state, Lee said, “it is over.”", [("As a state | “it is over.”", "said", "Lee")]),
    ("In Rome, Lee said, “it is over.”", [("In Rome | “it is over.”", "said", "Lee")]),
    ("It is expected to rain.", [("to rain", "is expected", "")]),
    ("Lee is expected to leave.", [("Lee | to leave", "is expected", "")]),
    ("Lee was accused of lying by Roe.", [("Lee | lying", "was accused of", "Roe")]),
    ("Lee was accused of being bribed by Roe.", [("Lee | being bribed by Roe", "was accused of", "")]),
    ("Lee was accused of lying, by Roe.", [("Lee | lying", "was accused of", "Roe")]),
    ("Lee wants to say it is late.", [("it is late", "say", "Lee")]),
    ("He outlined his “late” view.", [("his “late” view", "outlined", "He")]),
    ("They repeated the claim of the town.", [("the claim of the town", "repeated", "They")]),
    ("Lee referred to the town as lost.", [("the town as lost", "referred to", "Lee")]),
    ("It read, “The end.”", [("“The end.”", "read", "It")]),
    (
        "Lee said it was over, and Roe said it was late.",
        [("it was over", "said", "Lee"), ("it was late", "said", "Roe")],
    ),
    (
        "Lee said it was over, while Roe said it was late.",
        [("it was over", "said", "Lee"), ("it was late", "said", "Roe")],
    ),
    ("Lee said the town believed it was over.", [("the town believed it was over", "said", "Lee")]),
    (
        "As Lee said it was over, Roe denied that it was late.",
        [("it was over", "said", "Lee"), ("that it was late", "denied", "Roe")],
    ),
    ("Lee said it was over, Roe wrote.", [("Lee said it was over", "wrote", "Roe")]),
    ("Lee said: “It is over.” “We lost.”", [("“It is over.” | “We lost.”", "said", "Lee")]),
    ("“Did he know?” a man asked. “Do you?”", [("“Did he know?” | “Do you?”", "asked", "a man")]),
    ("He spoke: “No.”", [("“No.”", "spoke", "He")]),
    ("He spoke: “no way”", [("“no way”", "spoke", "He")]),
    (
        "He spoke to the crowd of the town: “no way in the world, my friends”",
        [("“no way in the world, my friends”", "spoke", "He")],
    ),
    ("Nobody believed the claim by Lee that it was over.", [("that it was over", "claim", "Lee")]),
    ("They heard his promise to leave.", [("to leave", "promise", "his")]),
    ("They heard the envoys’ call for a truce.", [("a truce", "call for", "the envoys")]),
    ("They saw videos showing that it was over.", [("that it was over", "showing", "videos")]),
    (
        "He warned of a bloc, which both states view as “harmful”.",
        [("a bloc", "warned of", "He"), ("“harmful”", "view as", "both states")],
    ),
    ("They made a promise to leave.", [("to leave", "promise", "They")]),
    ("Roe has the claim of the town that it is over.", [("that it is over", "claim", "the town")]),
    ("They heard the question whether it was over.", [("whether it was over", "question", "")]),
    ("Lee called for him to resign.", [("him to resign", "called for", "Lee")]),
    (
        "Lee called on all states – rich and poor – to act.",
        [("all states – rich and poor – to act", "called on", "Lee")],
    ),
    ("Lee called for a truce – late as it was.", [("a truce", "called for", "Lee")]),
    (
        "Lee accused them of lying, stealing and running away on Monday.",
        [("them | lying, stealing and running away on Monday", "accused | of", "Lee")],
    ),
    ("Lee accused them of leaving, with fines likely to follow.", [("them | leaving", "accused | of", "Lee")]),
    ("Lee pledged to leave the base: a relief.", [("to leave the base", "pledged", "Lee")]),
    ("Lee rejected the bill while it was read.", [("the bill while it was read", "rejected", "Lee")]),
    ("Lee announced the plan he had made.", [("the plan he had made", "announced", "Lee")]),
    ("Lee claimed a prize and was cheered.", [("a prize", "claimed", "Lee")]),
    (
        "Lee denied the charges and accused her of fraud.",
        [("the charges", "denied", "Lee"), ("her | fraud", "accused | of", "Lee")],
    ),
    ("Lee said a man, called the “fox”, had left.", [("a man, called the “fox”, had left", "said", "Lee")]),
    ("Lee rejected both pleas, opposed the plan and left.", [("both pleas", "rejected", "Lee")]),
    ("At one point, Lee said, she was late.", [("At one point | she was late", "said", "Lee")]),
    (
        "While it was late, Lee said, they left, and Roe denied it.",
        [("While it was late | they left", "said", "Lee"), ("it", "denied", "Roe")],
    ),
    ("Lee said it was late, he thought it was over.", [("it was late, he thought it was over", "said", "Lee")]),
    (
        "He named Rome as being in line to join a “bloc” and opposed the plan.",
        [("Rome | being in line to join a “bloc”", "named | as", "He")],
    ),
    ("They are “deeply worried” about the noise.", [("are “deeply worried” about the noise", "", "They")]),
    ("They are worried about the noise.", [("are worried about the noise", "", "They")]),
    ("Lee felt betrayed by his own dog.", [("betrayed by his own dog", "felt", "Lee")]),
    ("Lee is sure he will win.", [("is sure he will win", "", "Lee")]),
    ("Lee has been confident that it will hold.", [("has been confident that it will hold", "", "Lee")]),
    ("Lee was angry at the bank.", [("was angry at the bank", "", "Lee")]),
    ("He’s worried about the noise.", [("’s worried about the noise", "", "He")]),
    (
        "Lee says it is late but he is confident that it will end.",
        [("it is late but he is confident that it will end", "says", "Lee")],
    ),
    ("Lee is not afraid of the dark.", [("is not afraid of the dark", "", "Lee")]),
    ("Lee was accused of lying, and of theft by Roe.", [("Lee | lying, and of theft", "was accused of", "Roe")]),
    ("Lee pledged to leave, and the crowd left.", [("to leave", "pledged", "Lee")]),
    ("Lee accused the U.S.-based firm of fraud.", [("the U.S.-based firm | fraud", "accused | of", "Lee")]),
    ("Lee called on them to leave and say no more.", [("them to leave and say no more", "called on", "Lee")]),
    ("Lee rejected a song of her own.", [("a song of her own", "rejected", "Lee")]),
]
"""Text → content, cue and source of every quote that is in no other one."""

NO_QUOTES = [
    "They left it, according no weight to the claim.",
    "As Lee put Roe in charge, the town was glad.",
    "As Lee said goodbye, it was over.",
    "It is as late as Lee said.",
    "Lee, the envoy, put it so: it is over",
    "Fort falls\\\nIn Rome: the envoys have left",
    "No bases in Asia – Monday",
    "No bases in Asia – Updated",
    "The cost – “late and dear” – is known.",
    "Jane Roe – “It is late, and we have lost it all.”",
    "Her promise to Rome was late.",
    "His threat to the town was late.",
    "The promise by Lee to leave was late.",
    "The claim that he made was false.",
    "They made a claim for damages.",
    "“It is over,” said between sobs.",
    "“It is over,” said his friend was late.",
    "“It is over,” told Lee.",
    "The pact is dead, says nothing.",
    "The pact is dead, told Lee.",
    "Lee said, and left.",
    "Lee claims, it is over.",
    "Officials who spoke said, it is over.",
    "On Monday, the envoy said.",
    "Gone, the envoy said.",
    "The pact is dead, the envoy pointed at them.",
    "By accusing the town he won.",
    "She seen as a threat left.",
    "Lee wants to call it late.",
    "He outlined his view.",
    "He revealed itself.",
    "They repeated the mistake of the town.",
    "Lee referred to the town.",
    "Lee read the letter aloud.",
    "A ship called “Hope” left.",
    "A merger announced Monday would fail.",
    "She heard “War and Peace.” Then she left.",
    "The claim among envoys was late.",
    "It is certain that they left.",
    "Lee was angry at first.",
    "Lee’s worried dog barked.",
    "They are afraid that was late.",
    "They were robbed by the bank.",
    "Lee was proud.",
]


@pytest.mark.parametrize(("text", "expected"), QUOTES, ids=[text for text, _ in QUOTES])
def test_content_cue_and_source(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("text", NO_QUOTES)
def test_no_quote(text: str) -> None:
    assert parts(text) == []


def test_a_list_that_begins_where_a_very_long_sentence_is_cut_is_read() -> None:
    for names in range(394, 400):
        text = f"The list is old, {'Ann ' * names}and Bob said that it was over."
        assert [quote[0] for quote in parts(text)] == ["that it was over"]
