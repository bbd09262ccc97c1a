"""Mentions: runs of capitalised words, compared with known names and typed."""
