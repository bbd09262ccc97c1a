"""To and from annotation tools: what an article's annotations are in each format, and what comes back."""

# Format → the module of this room that writes it, and reads it where it can.
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

# The formats that people annotate in, so that they are read too.
READABLE = ("label-studio", "cas-json", "cas-xmi", "brat", "web-annotation")
