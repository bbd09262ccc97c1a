"""Words, sentences, word classes and quotation marks of a text."""
