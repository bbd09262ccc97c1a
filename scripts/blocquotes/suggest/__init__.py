"""Pre-annotation of a new article by rules: text in, quotes, mentions, regions and metadata out."""
