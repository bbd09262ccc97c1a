"""The library: quotes from texts, the published tables, and the spaCy component."""
