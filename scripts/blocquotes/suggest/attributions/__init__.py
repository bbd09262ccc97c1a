"""Who is reported to have said what: attributions, found by verbs, nouns, comment clauses and labels."""
