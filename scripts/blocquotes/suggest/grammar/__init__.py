"""Shallow grammar: phrases, verb groups, subjects and clauses, as questions that attribution rules ask of a sheet."""
