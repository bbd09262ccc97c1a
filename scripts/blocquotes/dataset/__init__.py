"""`blocquotes build`: the corpus as a release in `dist/`, byte-identical on every run."""
