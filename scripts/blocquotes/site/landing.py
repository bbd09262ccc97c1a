"""The first page, which needs no JavaScript: what the dataset is, how large, how to get, load and cite it."""

from blocquotes.site.page import Page
from blocquotes.site.release import Release


def page(release: Release) -> Page:
    """The landing page of a release."""
    values = {"heading": release.title, "description": release.croissant["description"]}
    return Page("index.html", "About", "landing.html", values=values)
