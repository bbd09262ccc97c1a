"""Many texts to tables: read texts, suggest, write quotes and mentions."""
