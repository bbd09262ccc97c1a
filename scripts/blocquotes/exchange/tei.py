"""TEI P5: the text with quotes, cues, sources and names marked up inside it. Export only."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from blocquotes.corpus import Corpus
from blocquotes.exchange.cas_xml import check_text
from blocquotes.exchange.tokens import Label, labels
from blocquotes.model import Article, Quote, Region, Span

NAMES = {"PERSON": "persName", "ORG": "orgName", "GPE": "placeName", "LOC": "placeName", "FAC": "placeName"}
HEADS = ("title", "kicker", "standfirst", "subheading")
