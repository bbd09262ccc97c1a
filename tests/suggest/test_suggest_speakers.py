"""Who speaks: one small article for each way in which a source can name its speaker."""

import pytest

from blocquotes.model import Span
from blocquotes.sentences import tokenize
from blocquotes.suggest import rules
from blocquotes.suggest.joining.quotes import SuggestedQuote
from blocquotes.suggest.names.gazetteer import load
from blocquotes.suggest.names.mentions import find_mentions
from blocquotes.suggest.speakers.discourse import Speaker, read_discourse
from blocquotes.suggest.speakers.resolve import draft_speakers, resolve_speakers, stands_for
from conftest import least_cpu


def quoted(
    content: tuple[Span, ...], source: tuple[Span, ...] = (), cue: tuple[Span, ...] = (), within: int | None = None
) -> SuggestedQuote:
    """A quote as far as its speaker goes."""
    rule = rules.QUOTATION_ALONE
    return SuggestedQuote(content, cue, source, "direct", "speech", "asserted", False, (), within, rule, 0.5)


def quote(text: str, content: str, source: str = "", cue: str = "", within: int | None = None) -> SuggestedQuote:
    """A quote by its words; the source is looked for from `@` on in `@source`, else from the text's end."""

    def spans(words: str) -> tuple[Span, ...]:
        return (Span(text.rindex(words), text.rindex(words) + len(words)),) if words else ()

    return quoted(spans(content), spans(source), spans(cue), within)


def speakers(text: str, *quotes: SuggestedQuote) -> list[tuple[Speaker, ...]]:
    return resolve_speakers(
        read_discourse(tokenize(text), "001", quotes, find_mentions(text, [Span(0, len(text))], load()), load()), quotes
    )


def speaker(text: str, content: str, source: str = "") -> str:
    """The ids of the speakers of the one quote, joined by a plus sign."""
    return "+".join(one.entity for one in speakers(text, quote(text, content, source))[0])


@pytest.mark.parametrize(
    ("text", "content", "source", "entity"),
    [
        ("It is late, Anna Berg said.", "It is late", "Anna Berg", "anna-berg"),
        ("Anna Berg came. It is late, Berg said.", "It is late", "Berg", "anna-berg"),
        ("It is late, said the mayor, Anna Berg.", "It is late", "the mayor, Anna Berg", "anna-berg"),
        ("Late, said Anna Berg, a baker in Oslo.", "Late", "Anna Berg, a baker in Oslo", "anna-berg"),
        ("Late, said Anna Berg's brother Jo Lee.", "Late", "Anna Berg's brother Jo Lee", "jo-lee"),
        ("Late, said a spokesman for the FBI, Jo Lee.", "Late", "a spokesman for the FBI, Jo Lee", "jo-lee"),
        ("Former Secretary of State Ann Lee said no.", "no", "Former Secretary of State Ann Lee", "ann-lee"),
        ("According to Mr. Berg's it is late.", "it is late", "Mr. Berg's", "berg"),
        ("Late, said its head, Major General Jo Lee.", "Late", "its head, Major General Jo Lee", "jo-lee"),
        ("Late, said an adviser, former mayor Jo Lee.", "Late", "an adviser, former mayor Jo Lee", "jo-lee"),
        ("Late, said Bank of Japan governor Jo Lee.", "Late", "Bank of Japan governor Jo Lee", "jo-lee"),
        ("The mayor, Anna Berg, said no.", "no", "The mayor, Anna", "anna-berg"),
        ("Tom Lee left. A bus crashed as teacher said no.", "no", "teacher", "teacher-001"),
        ("The ambassador to Japan Jo Lee said no.", "no", "The ambassador to Japan Jo Lee", "jo-lee"),
    ],
)  # fmt: skip
def test_names(text: str, content: str, source: str, entity: str) -> None:
    assert speaker(text, content, source) == entity


def test_of_two_alternatives_neither_is_certain() -> None:
    text = "Jo Lind or Anna Berg said no."
    (found,) = speakers(text, quote(text, "no", "Jo Lind or Anna Berg"))
    assert [(one.entity, one.certain, one.confidence) for one in found] == [
        ("jo-lind", False, 0.5),
        ("anna-berg", False, 0.5),
    ]


@pytest.mark.parametrize(
    ("text", "content", "source", "entity"),
    [
        ("Anna Berg met Tom Lee. She said no.", "no", "She", "anna-berg"),
        ("Anna Berg met Tom Lee. He said no.", "no", "He", "tom-lee"),
        ("Tom Lee met Jack Ross in May. He said no.", "no", "He", "tom-lee"),
        ("Kim Ross lost her hat. Then she said no.", "no", "she", "kim-ross"),
        ("In May Anna Berg, who said no, left.", "no", "who", "anna-berg"),
        ("Anna Berg of the Wall Fund in old Oslo town, who said no, left.", "no", "who", "anna-berg"),
        ("Anna Berg met voters who said no.", "no", "who", "voters-001"),
        ("As he said no, Tom Lee left.", "no", "he", "tom-lee"),
        ("Anna Berg of Oslo, who said no, left.", "no", "who", "anna-berg"),
        ("Tom Lee, the harbour town showman who said no, left.", "no", "who", "tom-lee"),
        ("Anna Berg was among those who said no.", "no", "who", "those-001"),
        ("Anna Berg held up a sign, which said no.", "no", "which", "sign-001"),
        ("Tom Lee mocked Jack Ross, whom he said no to.", "no", "he", "tom-lee"),
        ("Tom Lee aide Jack Ross came. He said no.", "no", "He", "jack-ross"),
        ("Jack Ross left. After the vote, Tom Lee rubbished Jack Ross's plan. He said no.", "no", "He", "tom-lee"),
        ("Anna Berg met Jack Ross and others who said no.", "no", "who", "others-001"),
        ("Anna Berg met Tom Lee, a man who left and who said no.", "no", "who", "tom-lee"),
        ("On Monday Norwegian Prime Minister Tom Lee met Jack Ross. He said no.", "no", "He", "tom-lee"),
        ("Anna Berg wrote to Greenpeace. It said no.", "no", "It", "greenpeace"),
        ("In Oslo the Foreign Ministry met. It said no.", "no", "It", "foreign-ministry"),
        ("At dawn it fell to Jack Ross by way of Tom Lee's party. He said no.", "no", "He", "jack-ross"),
        ("At dawn it fell to Tom Lee in a Jack Ross-backed plan. He said no.", "no", "He", "tom-lee"),
        ("Kim Ross, an actor, met Pat Lee, an actress. She said no.", "no", "She", "pat-lee"),
        ("King Tom met Queen Ann. She said no.", "no", "She", "ann"),
        ("Speaking in Oslo, Tom Lee met Jack Ross. He said no.", "no", "He", "tom-lee"),
        ("\t\t\t\t\t\t\t\t\t\tAnna Berg, of old, met Tom Lee. She said no.", "no", "She", "anna-berg"),
        ("Tom Lee met Jack Ross. In Oslo, Jack Ross saw a big plan. He said no.", "no", "He", "jack-ross"),
        ("On Monday, Norwegian Minister Tom Lee thanked Jack Ross. He said no.", "no", "He", "tom-lee"),
        ("A tired Tom Lee saw Jack Ross. He said no.", "no", "He", "tom-lee"),
        ("I said no.", "no", "I", "author-001"),
        ("Jo Lee met Greenpeace, who said no.", "no", "who", "jo-lee"),
        ("Jo Lee met Greenpeace who said no.", "no", "who", "greenpeace"),
        ("Chicago grew in May. It said no.", "no", "It", "chicago"),
        ("The Tom Lee aide met Jack Ross. He said no.", "no", "He", "jack-ross"),
        ("Tom Lee met Anna Berg of Oslo, who said no.", "no", "who", "anna-berg"),
        ("In Chicago it rained. They said no.", "no", "They", ""),
        ("In Russia it rained. They said no.", "no", "They", "russia-government"),
        ("Greenpeace, which said no, left.", "no", "which", "greenpeace"),
        ("Anna Berg, which said no, left.", "no", "which", ""),
        ("It was Tom Lee — who said no.", "no", "who", "tom-lee"),
    ],
)
def test_pronouns(text: str, content: str, source: str, entity: str) -> None:
    assert speaker(text, content, source) == entity


def test_a_pronoun_favours_who_spoke_before() -> None:
    text = "“No,” said Tom Lee, who had met Jack Ross. “Never,” he added."
    first, second = quote(text, "“No,”", "Tom Lee"), quote(text, "“Never,”", "he")
    assert speakers(text, first, second)[1][0].entity == "tom-lee"


def test_a_pronoun_favours_who_acted_since() -> None:
    text = "“No,” said Tom Lee. Jack Ross agreed. “Never,” he added."
    first, second = quote(text, "“No,”", "Tom Lee"), quote(text, "“Never,”", "he")
    assert speakers(text, first, second)[1][0].entity == "jack-ross"


def test_who_is_named_in_a_report_did_not_act() -> None:
    text = "Jack Ross was late, said Tom Lee. “Never,” he added."
    first, second = quote(text, "Jack Ross was late", "Tom Lee"), quote(text, "“Never,”", "he")
    assert speakers(text, first, second)[1][0].entity == "tom-lee"


@pytest.mark.parametrize(("asked", "entity"), [("whether it was late", "jack-ross"), ("to leave", "tom-lee")])
def test_who_is_asked_a_question_answers(asked: str, entity: str) -> None:
    text = f"Tom Lee asked Jack Ross {asked}. “Never,” he said."
    first, second = quote(text, asked, "Tom Lee", cue="asked"), quote(text, "“Never,”", "he")
    assert speakers(text, first, second)[1][0].entity == entity


def test_a_name_that_follows_goes_before_a_speaker_without_one() -> None:
    text = "Officials said yes. As he said no, Tom Lee left."
    first, second = quote(text, "yes", "Officials"), quote(text, "no", "he")
    assert speakers(text, first, second)[1][0].entity == "tom-lee"


def test_an_organisation_without_a_name_goes_before_a_name_that_follows() -> None:
    text = "A firm said yes. As it said no, Greenpeace left."
    first, second = quote(text, "yes", "A firm"), quote(text, "no", "it")
    assert speakers(text, first, second)[1][0].entity == "firm-001"


def test_names_in_quoted_words_are_passed_over() -> None:
    text = "Tom Lee came late. “I never liked Jack Ross,” he said."
    assert speaker(text, "“I never liked Jack Ross,”", "he") == "tom-lee"


def test_they_are_who_spoke_before_where_that_is_no_person() -> None:
    text = "The Foreign Ministry criticised it. They warned of war."
    first, second = quote(text, "it", "The Foreign Ministry"), quote(text, "of war", "They")
    assert speakers(text, first, second)[1][0].entity == "foreign-ministry"


def test_we_inside_a_quote_is_its_speaker() -> None:
    text = "“We think it is late,” said Tom Lee."
    outer = quote(text, "“We think it is late,”", "Tom Lee")
    inner = quote(text, "it is late", "We", within=0)
    assert speakers(text, outer, inner)[1][0].entity == "tom-lee"


def test_reported_words_without_a_cue_go_on() -> None:
    text = "Tom Lee said no. All would go, and all would be late."
    first, second = quote(text, "no", "Tom Lee", cue="said"), quote(text, "All would go, and all would be late")
    assert speakers(text, first, second)[1][0].entity == "tom-lee"


def test_who_is_quoted_is_not_he_though_likeliest() -> None:
    text = "Tom Lee met Jack Ross. “It is sad. He said no,” said Tom Lee."
    outer = quote(text, "“It is sad. He said no,”", "Tom Lee")
    assert speakers(text, outer, quote(text, "no", "He", within=0))[1][0].entity == "jack-ross"


def test_i_in_reported_words_is_their_speaker() -> None:
    text = "Tom Lee said that I think it is late."
    outer, inner = quote(text, "that I think it is late", "Tom Lee"), quote(text, "it is late", "I", within=0)
    assert speakers(text, outer, inner)[1][0].entity == "tom-lee"


def test_we_is_the_speaker_of_the_nearest_quote_that_has_one() -> None:
    text = "“It was thought that we know it is late,” said Tom Lee."
    outer = quote(text, "“It was thought that we know it is late,”", "Tom Lee")
    middle = quote(text, "that we know it is late", cue="was thought", within=0)
    inner = quote(text, "it is late", "we", within=1)
    assert [found[0].entity for found in speakers(text, outer, middle, inner) if found] == ["tom-lee", "tom-lee"]


def test_a_quote_without_a_speaker_does_not_end_the_turn() -> None:
    text = "“No,” said Tom Lee, who met Jack Ross. It was expected that all would go. “Never,” he added."
    first, second = quote(text, "“No,”", "Tom Lee"), quote(text, "that all would go", cue="was expected")
    assert speakers(text, first, second, quote(text, "“Never,”", "he"))[2][0].entity == "tom-lee"


def test_who_is_quoted_is_not_he() -> None:
    text = "Jack Ross left. “It is sad. He said no,” said Tom Lee."
    outer = quote(text, "“It is sad. He said no,”", "Tom Lee")
    inner = quote(text, "no", "He", within=0)
    assert speakers(text, outer, inner)[1][0].entity == "jack-ross"


@pytest.mark.parametrize(
    ("text", "source", "entity"),
    [
        ("President Tom Lee met Anna Berg. Later the president said no.", "the president", "tom-lee"),
        ("Anna Berg, the mayor of Oslo, met Tom Lee. The mayor said no.", "The mayor", "anna-berg"),
        ("Spokeswoman Anna Berg met Jo Lee. The spokeswoman said no.", "The spokeswoman", "anna-berg"),
        ("Russian President Tom Lee met French President Al Ross. The Russian president said no.",
         "The Russian president", "tom-lee"),
        ("Tom Lee, a Vermont senator, met Al Ross, a Texas senator. The Vermont senator said no.",
         "The Vermont senator", "tom-lee"),
        ("Governor Al Lee of New York met Tom Ross. Ross left. The New Jersey governor said no.",
         "The New Jersey governor", "tom-ross"),
        ("Tom Lee left. The premier's spokesman said no.",
         "The premier's spokesman", "premiers-spokesman-001"),
        ("Tom Lee left. At least one commentator said no.",
         "At least one commentator", "at-least-one-commentator-001"),
        ("NATO met in Oslo. The US-led bloc said no.", "The US-led bloc", "nato"),
        ("NATO's 2022 Strategic Concept said no.", "NATO's 2022 Strategic Concept", "nato"),
        ("The Interior Ministry met. The ministry said no.", "The ministry", "interior-ministry"),
        ("Greenpeace met the press. The group said no.", "The group", "greenpeace"),
        ("Gov. Tom Lee met Anna Berg. The governor said no.", "The governor", "tom-lee"),
        ("Tom Lee, the shadow health secretary, met Ann Ross, the health secretary. The health secretary said no.",
         "The health secretary", "ann-ross"),
        ("Prime Minister Tom Lee met Anna Berg. The PM said no.", "The PM", "tom-lee"),
        ("Tom Lee left. The head of Norsund's spy agency said no.",
         "The head of Norsund's spy agency", "head-of-norsunds-spy-agency-001"),
        ("Anna Berg of the Norsund Fund met the press. The bank said no.", "The bank", "bank-001"),
        ("Coach Tom Lee of Chicago praised his goalkeeper. The German said no.", "The German", "tom-lee"),
        ("Senator Tom Lee left. The senators said no.", "The senators", "senators-001"),
        ("Mayor Tom Lee left. The town's mayor said no.", "The town's mayor", "towns-mayor-001"),
        ("A friend of Greenpeace near Jo Lee said no.", "A friend of Greenpeace near Jo Lee",
         "friend-of-greenpeace-near-jo-lee-001"),
        ("The mayor said no. Then Anna Berg, the mayor of Oslo, left.", "The mayor", "anna-berg"),
        ("The papers (officials) said no.", "(officials)", "unnamed-001"),
        ("Foreign Minister Tom Lee met Anna Berg. The PM said no.", "The PM", "pm-001"),
        ("The Strategic Concept said no.", "The Strategic Concept", "strategic-concept"),
        ("NATO's Jo Lee said no.", "NATO's Jo Lee", "jo-lee"),
        ("Tom Lee, a teacher, left. A teacher said no.", "A teacher", "teacher-001"),
        ("Tom Lee, a teacher, left. Old teacher said no.", "Old teacher", "old-teacher-001"),
        ("Tom Lee, a teacher, left. Later teacher said no.", "teacher", "tom-lee"),
        ("Mayor Tom Lee left. The analyst said no.", "The analyst", "analyst-001"),
        ("Senator Tom Lee left. The secretary said no.", "The secretary", "secretary-001"),
        ("Senator Tom Lee left. The candidate said no.", "The candidate", "tom-lee"),
        ("Tom Lee's brother Jack Ross left. The mayor said no.", "The mayor", "jack-ross"),
        ("This mayor, Tom Lee, left. This mayor said no.", "This mayor", "tom-lee"),
        ("Greenpeace met the press. The Trump campaign said no.", "The Trump campaign", "trump-campaign-001"),
        ("Greenpeace met the press. A group said no.", "A group", "group-001"),
        ("Greenpeace met the press. The report said no.", "The report", "report-001"),
        ("Greenpeace met the press. The local group said no.", "The local group", "local-group-001"),
        ("The Turkish ministry said no.", "The Turkish ministry", "turkish-ministry-001"),
        ("The report by Tom Lee said no.", "The report by Tom Lee", "tom-lee"),
    ],
)  # fmt: skip
def test_descriptions(text: str, source: str, entity: str) -> None:
    assert speaker(text, "no", source) == entity


@pytest.mark.parametrize(
    ("text", "source", "entity"),
    [
        ("Russia said no.", "Russia", "russia-government"),
        ("Beijing said no.", "Beijing", "china-government"),
        ("The Kremlin said no.", "The Kremlin", "russia-government"),
        ("The Turkish government said no.", "The Turkish government", "turkey-government"),
        ("Both Russia and China said no.", "Both Russia and China", "russia-government+china-government"),
        ("Chicago said no.", "Chicago", "chicago"),
        ("Putin and Xi said no.", "Putin and Xi", "vladimir-putin+xi-jinping"),
        ("Paris and Berlin said no.", "Paris and Berlin", "france-government+germany-government"),
        ("The Germans said no.", "The Germans", "german"),
        ("The German said no.", "The German", "german-001"),
        ("The Norwegian Jo Lee said no.", "The Norwegian Jo Lee", "jo-lee"),
        ("The Kurdish government said no.", "The Kurdish government", "kurdish-government-001"),
        ("The Wasdir government said no.", "The Wasdir government", "wasdir-government-001"),
        ("The Philippine government said no.", "The Philippine government", "philippines-government"),
    ],
)
def test_governments_and_joint_statements(text: str, source: str, entity: str) -> None:
    assert speaker(text, "no", source) == entity


@pytest.mark.parametrize(
    ("source", "entity", "name"),
    [
        ("Officials", "officials-001", "Officials"),
        ("a spokesman for the FBI", "spokesman-for-the-fbi-001", "spokesman for the FBI"),
        ("Some observers", "observers-001", "observers"),
        ("Two senators, who left,", "two-senators-001", "Two senators"),
        ("One of them", "one-of-them-001", "One of them"),
        ("One in four voters", "one-in-four-voters-001", "One in four voters"),
    ],
)
def test_sources_without_a_name_belong_to_the_article(source: str, entity: str, name: str) -> None:
    (one,) = speakers(text := f"{source} said no.", quote(text, "no", source))[0]
    assert (one.entity, one.name, one.named) == (entity, name, False)


def test_a_description_comes_back_to_who_has_no_name() -> None:
    text = "A spokesman for the firm said yes. The spokesman said no."
    first, second = quote(text, "yes", "A spokesman for the firm"), quote(text, "no", "The spokesman")
    found = speakers(text, first, second)
    assert found[0][0].entity == found[1][0].entity


def test_an_organisation_near_by_is_meant_rather_than_one_without_a_name() -> None:
    text = "One firm said yes. Then Greenpeace grew. The firm said no."
    first, second = quote(text, "yes", "One firm"), quote(text, "no", "The firm")
    assert speakers(text, first, second)[1][0].entity == "greenpeace"


def test_a_document_speaks_for_who_spoke_before() -> None:
    text = "Russia and China said yes. It is late, the paper says."
    first, second = quote(text, "yes", "Russia and China"), quote(text, "It is late", "the paper")
    assert [v.entity for v in speakers(text, first, second)[1]] == ["russia-government", "china-government"]


def test_a_quotation_without_a_source_goes_on() -> None:
    text = "“No,” said Tom Lee.\n“Never again.”"
    first, second = quote(text, "“No,”", "Tom Lee"), quote(text, "“Never again.”")
    assert speakers(text, first, second)[1][0].entity == "tom-lee"


def test_a_passive_without_a_source_has_no_speaker() -> None:
    text = "“No,” said Tom Lee. It was expected that all would go."
    first, second = quote(text, "“No,”", "Tom Lee"), quote(text, "that all would go", cue="was expected")
    assert speakers(text, first, second)[1] == ()


def test_draft_records_of_governments_and_unnamed_sources() -> None:
    text = "Russia said yes. Officials said no."
    found = speakers(text, quote(text, "yes", "Russia"), quote(text, "no", "Officials"))
    assert [(e.id, e.name, e.named, e.of) for e in draft_speakers(found, load())] == [
        ("russia-government", "Government of Russia", True, "russia"),
        ("officials-001", "Officials", False, None),
    ]


def test_a_source_stands_for_its_government() -> None:
    text = "Beijing and Moscow said yes. He lives in Paris."
    said = [quote(text, "yes", "Beijing and Moscow")]
    found = find_mentions(text, [Span(0, len(text))], load())
    assert stands_for(read_discourse(tokenize(text), "", said, found, load()), said) == {
        Span(0, 7): "china-government",
        Span(12, 18): "russia-government",
    }


@pytest.mark.timed
@pytest.mark.parametrize("names", ["John Smith met Ann Lee.", "President Ab{0}x Cd{0}y met Ef{0}z Gh{0}w."])
def test_time_is_linear(names: str) -> None:
    step = "“No,” he said. {} The president said no. Ross said no. "
    parts = [step.format(names.format(i)) for i in range(1_000)]
    text, quotes, at = "".join(parts), [], 0
    for part in parts:
        end = at + len(part)
        quotes.append(quoted((Span(at, at + 5),), (Span(at + 6, at + 8),)))
        quotes.append(quoted((Span(end - 18, end - 16),), (Span(end - 37, end - 24),)))
        quotes.append(quoted((Span(end - 4, end - 2),), (Span(end - 14, end - 10),)))
        at = end
    found = find_mentions(text, [Span(0, len(text))], load())
    assert (
        least_cpu(lambda: resolve_speakers(read_discourse(tokenize(text), "", quotes, found, load()), quotes), 0.3)
        < 0.3
    )
