"""BlocQuotes: an annotated corpus of attributed speech, kept in git and published as Parquet."""
