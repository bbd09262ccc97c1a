"""Checks a release before anything in it is used, within limits of time and memory, and restores its texts."""
