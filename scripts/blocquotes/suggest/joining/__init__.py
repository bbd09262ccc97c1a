"""Attributions and quotations joined into quotes: siblings, nested quotes, continued quotations."""
