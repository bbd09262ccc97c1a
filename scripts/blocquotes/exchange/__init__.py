"""Exports articles to annotation tools and imports annotations from them."""

# Format → the module that writes it and, if it is in `READABLE`, reads it.
FORMATS = {
    "label-studio": "label_studio",
    "cas-json": "cas_json",
    "cas-xmi": "cas_xmi",
    "brat": "brat",
    "web-annotation": "web_annotation",
    "spacy": "docbin",
    "conll": "conll",
    "tei": "tei",
}

# Format → the extra of this package whose libraries its module needs, where it needs any.
EXTRAS = {"cas-json": "exchange", "cas-xmi": "exchange", "spacy": "spacy"}

# The formats of annotation tools, which can be imported too.
READABLE = ("label-studio", "cas-json", "cas-xmi", "brat", "web-annotation")
