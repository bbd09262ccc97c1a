"""Compares two states of the dataset, derives the version bump, and makes releases."""
