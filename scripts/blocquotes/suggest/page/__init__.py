"""The regions of a raw page, and the facts that it states: date, outlet, byline."""
