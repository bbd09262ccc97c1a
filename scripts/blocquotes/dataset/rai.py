"""The properties of responsible AI of the Croissant description: answers of the datasheet, in its own words."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from blocquotes.dataset.generated_parts import MARKED
from blocquotes.refusal import Refusal


class Place(NamedTuple):
    """A part of the datasheet: a section, how a question of it begins, and how a paragraph of the answer does."""

    section: str
    question: str
    paragraph: str = ""


LABELLING = ("Preprocessing/cleaning/labeling", "Was any preprocessing")

# Property of the Croissant RAI vocabulary 1.0 → where the datasheet says it.
#
# Left out are the time frame, which must be days and is unknown, and the platform of human annotators, of whom there
# were none.
PROPERTIES: Mapping[str, tuple[Place, ...]] = {
    "dataCollection": (
        Place("Collection process", "How was the data associated"),
        Place("Collection process", "What mechanisms or procedures"),
        Place("Collection process", "If the dataset is a sample"),
    ),
    "dataCollectionMissingData": (Place("Composition", "Is any information missing"),),
    "dataCollectionRawData": (Place("Preprocessing/cleaning/labeling", "Was the “raw” data saved"),),
    "dataPreprocessingProtocol": (Place(*LABELLING, "The texts were not cleaned"),),
    "dataManipulationProtocol": (Place(*LABELLING, "Each seed was divided"),),
    "dataImputationProtocol": (Place(*LABELLING, "Missing values are not filled"),),
    "dataAnnotationProtocol": (
        Place("Composition", "Is there a label or target"),
        Place(*LABELLING, "All labels come from"),
    ),
    "annotationsPerItem": (Place(*LABELLING, "Two passes over all articles"),),
    "dataAnnotationAnalysis": (Place(*LABELLING, "How far the two passes agree"),),
    "annotatorDemographics": (Place("Data statement", "Annotator demographic"),),
    "machineAnnotationTools": (
        Place(*LABELLING, "All labels come from"),
        Place("Preprocessing/cleaning/labeling", "Is the software used"),
    ),
    "dataBiases": (
        Place("Composition", "Any other comments"),
        Place("Composition", "Does the dataset contain all possible instances"),
    ),
    "dataLimitations": (
        Place("Composition", "Are there any errors"),
        Place("Uses", "Is there anything about the composition"),
        Place("Uses", "Are there tasks for which the dataset should not be used"),
    ),
    "dataUseCases": (Place("Uses", "What (other) tasks"),),
    "dataSocialImpact": (Place("Collection process", "Has an analysis of the potential impact"),),
    "personalSensitiveInformation": (
        Place("Composition", "Does the dataset relate to people"),
        Place("Composition", "Does the dataset identify any subpopulations"),
        Place("Composition", "Is it possible to identify individuals"),
        Place("Composition", "Does the dataset contain data that might be considered sensitive"),
    ),
    "dataReleaseMaintenancePlan": (
        Place("Maintenance", "Who is supporting"),
        Place("Maintenance", "Will the dataset be updated"),
        Place("Maintenance", "Will older versions"),
    ),
}

# Properties from several places that must be one text: by the vocabulary, the last one by mlcroissant.
ONE = ("dataCollection", "dataAnnotationProtocol", "dataReleaseMaintenancePlan")

# The vocabulary's name for the type of collection in the datasheet.
COLLECTION_TYPE = "Document analysis"


def properties(datasheet: str) -> dict[str, str | list[str]]:
    """Every property with its text, or its texts where the vocabulary allows several.

    Raises:
        Refusal: the datasheet lacks one of them.
    """
    answers = {(section, question): text for section, question, text in _answers(datasheet)}
    made: dict[str, str | list[str]] = {"rai:dataCollectionType": COLLECTION_TYPE}
    for name, places in PROPERTIES.items():
        texts = [_text(answers, place) for place in places]
        made[f"rai:{name}"] = "\n\n".join(texts) if len(texts) == 1 or name in ONE else texts
    return made


def _text(answers: Mapping[tuple[str, str], str], place: Place) -> str:
    """A paragraph of an answer, or a whole one after its question."""
    for (section, question), answer in answers.items():
        if section == place.section and question.startswith(place.question):
            if not place.paragraph:
                return f"{question}\n\n{answer}"
            for paragraph in answer.split("\n\n"):
                if paragraph.startswith(place.paragraph):
                    return paragraph
    must = f"DATASHEET.md must answer, in its part {place.section!r}, the question that begins {place.question!r}"
    paragraph = f", with a paragraph that begins {place.paragraph!r}" if place.paragraph else ""
    raise Refusal(must + paragraph, "none", "write it, or name the new words in scripts/blocquotes/dataset/rai.py")


def _answers(datasheet: str) -> Iterator[tuple[str, str, str]]:
    """Section, question and answer, the latter without generated parts and each paragraph or bullet in one line."""
    for part in re.split(r"^## ", MARKED.sub("", datasheet), flags=re.MULTILINE)[1:]:
        section, _, body = part.partition("\n")
        for asked in re.split(r"^### ", body, flags=re.MULTILINE)[1:]:
            question, _, text = asked.partition("\n")
            paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
            yield section, question, "\n\n".join(re.sub(r"\n(?!- )\s*", " ", part) for part in paragraphs if part)
