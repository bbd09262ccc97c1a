"""Saved web pages: quotation marks and numbers of notes, and the lines that their metadata become."""

import json
from typing import Any

import pytest

from blocquotes.edit import web_page
from blocquotes.refusal import Refusal
from blocquotes.suggest.page.metadata import read_metadata
from blocquotes.suggest.page.regions import cut_page

TITLE = "Harbour to close for three weeks in May"
TEXT = (
    "<p>The harbour of Westhaven will close for three weeks, the port authority said on Monday, because the sea wall "
    "has to be mended. Ships will be sent to other ports along the coast.</p><p>The town council met on Tuesday "
    "evening and agreed to pay for a new wall, which will be built of stone from the old quarry. Nobody lives "
    "near it.</p>"
)


def saved(body: str = "", head: str = "", title: str = TITLE) -> web_page.Page:
    """The text of a page with a title, the paragraphs of `TEXT`, and what is added to its head and before the text."""
    page = f"<!doctype html><html lang='en-GB'><head><title>{title}</title>{head}</head>"
    return web_page.read(f"{page}<body><article><h1>{title}</h1>{body}{TEXT}</article></body></html>".encode())


def first(page: web_page.Page) -> list[str]:
    """The paragraphs before those of `TEXT`."""
    paragraphs = page.text.rstrip("\n").split("\n\n")
    return paragraphs[: next(i for i, words in enumerate(paragraphs) if words.startswith("The harbour of"))]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<q>We have no choice at all</q>, Anna Berg said.", "“We have no choice at all”, Anna Berg said."),
        ("Anna Berg said: <q>We must</q>. <q>Now</q>, she added.", "Anna Berg said: “We must”. “Now”, she added."),
        ("He said: <q>They told me <q>go</q> twice</q>.", "He said: “They told me ‘go’ twice”."),
        ("<q>We <em>must</em></q>, she said today at noon.", "“We must”, she said today at noon."),
        ("“We must go,”<sup>[1]</sup> Anna Berg said today.", "“We must go,” Anna Berg said today."),
        ("The wall<sup>2</sup> is old, Anna Berg said today.", "The wall is old, Anna Berg said today."),
        ("It cost 10<sup>6</sup> crowns, Anna Berg said.", "It cost 106 crowns, Anna Berg said."),
        ("“We are<br>relieved,” Anna Berg said today.", "“We are relieved,” Anna Berg said today."),
        ("The wall was <del>new</del> old, Anna Berg said today.", "The wall was old, Anna Berg said today."),
        ("On the 7<sup>th</sup> day the wall was mended.", "On the 7th day the wall was mended."),
    ],
)
def test_marks_of_a_page(body: str, text: str) -> None:
    assert first(saved(f"<p>{body}</p>")) == [TITLE, text]


def json_ld(**fields: Any) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


POST = {"@type": "Organization", "name": "Westhaven Post"}
LENA = {"@type": "Person", "name": "Lena Roth"}
META = (
    '<meta property="og:site_name" content="Westhaven Post"><meta name="author" content="Lena Roth">'
    '<meta property="article:published_time" content="2024-05-03T09:00:00+00:00">'
    '<meta property="article:modified_time" content="2024-05-09T09:00:00+00:00">'
)
STATED = {
    "json-ld": ("", json_ld(datePublished="2024-05-03", dateModified="2024-05-06", author=LENA, publisher=POST)),
    "meta": ("", META),
    "visible and json-ld": (
        '<p class="byline">By Lena Roth</p><time datetime="2024-05-03">3 May 2024</time>',
        json_ld(datePublished="2024-05-03T10:00:00Z", author=LENA, publisher=POST),
    ),
}


@pytest.mark.parametrize("case", STATED)
def test_date_byline_and_outlet_are_lines_of_the_text(case: str) -> None:
    body, head = STATED[case]
    page = saved(body, head)
    assert first(page) == [TITLE, "By Lena Roth", "Westhaven Post, 2024-05-03"]
    regions, published = cut_page(page.text)
    found = read_metadata(page.text, regions, {})
    assert (found.published.value, found.published.basis) == ("2024-05-03", "stated")
    assert (found.byline.value, found.outlet.name) == ("Lena Roth", "Westhaven Post")
    assert "2024" not in published and "Lena" not in published


def test_a_page_states_its_language() -> None:
    assert saved().language == "en"


@pytest.mark.parametrize(
    "meta", ['<meta property="og:locale" content="fr_FR">', '<meta http-equiv="content-language" content="fr">']
)
def test_a_page_states_its_language_in_its_metadata(meta: str) -> None:
    assert web_page.read(of(meta, TEXT).encode()).language == "fr"


@pytest.mark.parametrize(("sign", "outlet"), [("|", "Westhaven Post"), ("-", "Westhaven Post"), ("»", "Sea Wire")])
def test_the_outlet_is_no_part_of_the_title(sign: str, outlet: str) -> None:
    page = saved(title=f"{TITLE} {sign} {outlet}")
    assert first(page)[0] == TITLE
    found = read_metadata(page.text, cut_page(page.text)[0], {})
    assert found.outlet.name in (outlet, None)


def test_a_dash_in_a_title_is_kept() -> None:
    title = "Harbour to close in May - Port Chief"
    assert first(saved(title=title)) == [title]


@pytest.mark.parametrize("author", ["", "x" * 500, "The team. Which one? This one!", "<b>::error::"])
def test_an_author_that_is_no_byline_is_left_out(author: str) -> None:
    page = saved(head=json_ld(datePublished="2024-05-03", author={"@type": "Person", "name": author}))
    _, published = cut_page(page.text)
    assert author == "" or author not in published


@pytest.mark.parametrize(("named", "byline"), [("admin", None), ("LENA ROTH roth@post.example", "Lena Roth")])
def test_what_is_no_authors_name_is_left_out(named: str, byline: str | None) -> None:
    people = [LENA] if byline else [{"@type": "Person", "name": named}]
    page = saved(head=json_ld(author=people) + f'<meta name="author" content="{named}">')
    assert read_metadata(page.text, cut_page(page.text)[0], {}).byline.value == byline


def test_a_heading_over_links_is_left_out_and_one_over_a_list_stays() -> None:
    links = "<ul><li><a href='/a'>Old wall</a></li><li><a href='/b'>New wall</a></li></ul>"
    listed = "<ul><li>A new wall, of stone from the old quarry, which is open again</li></ul>"
    told = f"<p>{'Ships wait off the coast for days. ' * 3}</p>"
    page = saved(f"{told}<h3>People also read</h3>{links}<h3>Plans</h3>{listed}")
    assert "People also read" not in page.text and "Plans" in page.text


def test_all_entries_of_a_live_blog_are_read() -> None:
    entry = "<article><p>{} said on Monday that the old wall of the harbour would not hold until spring.</p></article>"
    teaser = "<article><h2>Ships wait off Norsund</h2><p>They wait for days</p></article>"
    body = f"<h1>{TITLE}</h1><main>{entry.format('Anna Berg')}{entry.format('Otto Lind')}{teaser}</main>"
    text = web_page.read(of("", body).encode()).text
    assert "Anna Berg" in text and "Otto Lind" in text


CHANGED = '<time datetime="2024-05-18T09:00">18 May 2024</time>'
PUBLISHED = '<time datetime="2024-05-16T09:00">16 May 2024</time>'


@pytest.mark.parametrize(
    ("body", "date"),
    [
        (f"<p>Last updated on {CHANGED}</p><p>Published {PUBLISHED}</p>", "2024-05-16"),
        (f"<p>{CHANGED.replace('<time', '<time class=updated')}</p><p>{PUBLISHED}</p>", "2024-05-16"),
        (f"<p>{CHANGED.replace('<time', '<time itemprop=dateModified')}</p><p>{PUBLISHED}</p>", "2024-05-16"),
        (f"<p>Updated {CHANGED}</p>", "2024-05-18"),
    ],
)
def test_the_time_of_a_change_is_not_the_date_of_publication(body: str, date: str) -> None:
    page = saved(body)
    regions, _ = cut_page(page.text)
    assert read_metadata(page.text, regions, {}).published.value == date


@pytest.mark.parametrize(
    ("head", "title", "line"),
    [
        ('<meta property="og:site_name" content="Norran">', TITLE, "Outlet: Norran"),
        ("", f"{TITLE} - Westhaven Echo", "Westhaven Echo"),
        ("", f"{TITLE} | Norran", "Outlet: Norran"),
    ],
)
def test_an_outlet_is_kept_whatever_its_name(head: str, title: str, line: str) -> None:
    page = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{TITLE}</h1>{TEXT}</article></body></html>"
    )
    found = web_page.read(page.encode())
    assert first(found) == [TITLE, line]
    assert read_metadata(found.text, cut_page(found.text)[0], {}).outlet.name == line.removeprefix("Outlet: ")


def test_a_section_in_the_title_is_no_outlet() -> None:
    assert first(saved(title=f"{TITLE} | Football")) == [f"{TITLE} | Football"]


OLD = (
    "<html><head><title>The Norran: {title}</title></head><body><table><tr><td>The Norran ONLINE</td></tr><tr><td>"
    "<a href='a'>Front page</a><br><a href='b'>Sports</a></td><td><font size='5'><b>{title}</b></font><br>"
    "<b>By Lena Roth</b><br><font>Staff Writer</font><br><font>Thursday, August 6, 2009</font>{text}</td><td>"
    "<b>Related stories</b><br><a href='d'>Flood maps redrawn</a></td></tr></table></body></html>"
)


def test_a_page_that_is_laid_out_as_a_table() -> None:
    page = web_page.read(OLD.format(title=TITLE, text=TEXT).encode())
    assert first(page) == [TITLE, "By Lena Roth", "Outlet: The Norran, 2009-08-06"]
    assert "Related" not in page.text and "Front" not in page.text


def found_in(page: str) -> tuple[str, str | None, str | None, str | None]:
    """Title, byline, date and outlet of a page that has the paragraphs of `TEXT` for $."""
    text = web_page.read(page.replace("$", TEXT).encode()).text
    regions, _ = cut_page(text)
    said = read_metadata(text, regions, {})
    title = next(text[r.seed.start : r.seed.end] for r in regions if r.role == "title" and not r.repeat)
    return title, said.byline.value, said.published.value, said.outlet.name


def of(head: str, body: str, title: str = "x") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


SEA_NEWS = json_ld(
    datePublished="2024-05-14",
    author=[LENA, {"@type": "Organization", "name": "Sea News"}],
    publisher={"@type": "Organization", "name": "Sea News"},
)
SITES = {
    "title, outlet and day above it": (
        of(
            "",
            "<table><tr><td><a href='1'>Home</a><br></td><td><font>14 May 2004</font><p><font>Wall closed</font></p>"
            "<p><i>by Lena Roth</i></p>$</td></tr></table>",
            "NORSUND TIMES | Wall closed",
        ),
        ("Wall closed", "Lena Roth", "2004-05-14", "NORSUND TIMES"),
    ),
    "short title with a standfirst": (
        of(
            "<meta property='og:site_name' content='Salt &amp; Tide'><meta name='author' content='Lena Roth'>",
            "<article><h1>Stones of the port</h1><h3>How a wall was lost</h3><div>$</div></article>",
        ),
        ("Stones of the port", "Lena Roth", None, "Salt & Tide"),
    ),
    "author and day in another language": (
        of(
            "",
            f"<article><h1>{TITLE}</h1><p class='meta'>Par Lena Roth - Publié le 14 mai 2024 à 08h12</p>$</article>",
            f"{TITLE} | Ports | La Côte en anglais",
        ),
        (TITLE, "Lena Roth", "2024-05-14", "La Côte en anglais"),
    ),
    "author and place without a blank": (
        of(
            SEA_NEWS,
            f"<article><h1>{TITLE}</h1><div><span>Lena Roth</span><span>Sea News, Norsund</span></div>$</article>",
        ),
        (TITLE, "Lena Roth", "2024-05-14", "Sea News"),
    ),
    "the name of the site as the first heading": (
        of(
            "",
            f"<h1>Salt Hill</h1><div class='post'><h2>{TITLE}</h2><small>May 14th, 2011 by lroth</small>$</div>",
            f"Salt Hill » Blog Archive » {TITLE}",
        ),
        (TITLE, "lroth", "2011-05-14", "Salt Hill"),
    ),
    "no heading": (
        of(
            "",
            f"<div class='headline'>{TITLE}</div><div class='byline'>LENA ROTH, Staff Writer</div>"
            "<div class='pubdate'>Published: 05/14/2011 at 8:12 AM</div><div class='story'>$</div>",
            f"{TITLE} - Local News - Salt Hill",
        ),
        (TITLE, "LENA ROTH", "2011-05-14", "Salt Hill"),
    ),
    "the name of the site beside its logo": (
        of("", f"<div class='site-title'>Salt Hill</div><article><h1>{TITLE}</h1>$</article>", TITLE),
        (TITLE, None, None, "Salt Hill"),
    ),
    "the name of the site as its logo": (
        of("", f"<a id='logo'><img alt='Salt Hill'></a><article><h1>{TITLE}</h1>$</article>", TITLE),
        (TITLE, None, None, "Salt Hill"),
    ),
    "reader of web pages": (
        of(
            "",
            f"<div class='header'><a class='domain'>salthill.example</a><h1>{TITLE}</h1>"
            "<div class='credits reader-credits'>Lena Roth</div></div><div class='content'>$</div>",
            TITLE,
        ),
        (TITLE, "Lena Roth", None, "salthill.example"),
    ),
}


@pytest.mark.parametrize("site", SITES)
def test_heads_of_sites(site: str) -> None:
    page, facts = SITES[site]
    assert found_in(page) == facts


@pytest.mark.parametrize(
    "comment",
    [
        "saved from url=(0029)https://post.example/the/wall",
        "\n Page saved with SingleFile \n url: https://post.example/the/wall",
    ],
)
def test_a_browser_writes_the_address_into_a_page(comment: str) -> None:
    page = web_page.read(f"<!doctype html>\n<!-- {comment} -->\n{of('', f'<h1>{TITLE}</h1>{TEXT}')}".encode())
    assert page.provenance["url"] == "https://post.example/the/wall"


def test_a_table_of_values_is_kept() -> None:
    assert "Norsund" in saved("<table><tr><td>Norsund</td><td>12 ships</td></tr></table>").text


def test_notes_below_the_text_are_left_out() -> None:
    mark = "<p>The wall is old, Anna Berg said.<sup><a href='#n1'>[1]</a></sup></p>"
    notes = "<ol><li id='n1'>Judgment of 27 February 2024.</li></ol>"
    page = saved(f"{mark}{TEXT}{notes}")
    assert "Judgment" not in page.text and "The wall is old, Anna Berg said." in page.text


FIGURE = "<figure><img src='wall.jpg'><figcaption>{}</figcaption></figure>"


@pytest.mark.parametrize(
    ("picture", "caption", "credit"),
    [
        (FIGURE.format("“It is late,” Anna Berg said."), "“It is late,” Anna Berg said.", None),
        (FIGURE.format("The old wall. <small>Photo: Jo Lee</small>"), "The old wall.", "Photo: Jo Lee"),
        (FIGURE.format("The old wall.<b>Jo Lee/Reuters</b>"), "The old wall.", "Jo Lee/Reuters"),
        (FIGURE.format("Image caption, The old wall"), "The old wall", None),
        ("<div class='wp-caption'><img src='w.jpg'><p class='wp-caption-text'>The wall.</p></div>", "The wall.", None),
        ("<div class='image-caption'>The wall.</div>", "The wall.", None),
    ],
)
def test_a_caption_is_a_region(picture: str, caption: str, credit: str | None) -> None:
    page = saved(f"<p>The wall is old, Anna Berg said on Monday.</p>{picture}")
    regions, published = cut_page(page.text)
    found = {r.role: page.text[r.seed.start : r.seed.end] for r in regions if r.role in ("caption", "credit")}
    assert (found["caption"], found.get("credit")) == (caption, credit)
    assert caption in published and "aption" not in published


@pytest.mark.parametrize(
    "picture",
    [
        FIGURE.format("<a href='/t'>Norsund opens its port</a>"),
        FIGURE.format("Photo: Jo Lee"),
        FIGURE.format(" "),
        "<figure><img src='wall.jpg'></figure>",
        "<figure><blockquote>It is late</blockquote><figcaption>Anna Berg</figcaption></figure>",
    ],
)
def test_links_credits_and_words_printed_again_are_no_captions(picture: str) -> None:
    assert "Caption" not in saved(f"<p>The wall is old, Anna Berg said on Monday.</p>{picture}").text


@pytest.mark.parametrize("marked", ["<q>{}</q>", "<q><b>No</b>{}</q>", "One<br>{}", FIGURE])
def test_control_characters_in_what_is_changed_are_left_out(marked: str) -> None:
    page = saved(f"<p>The mayor said that it is late: {marked.format('late&#11; it is, and')} he left.</p>{TEXT}")
    assert "late it is, and" in page.text


def test_two_captions_of_one_picture_are_both_kept() -> None:
    both = "<p class='caption'>The old wall.</p><p class='caption'>The new wall.</p>"
    page = saved(f"{TEXT}<div class='wp-caption'><img src='w.jpg'>{both}</div>")
    assert "Caption: The old wall.\n\nCaption: The new wall.\n" in page.text


@pytest.mark.parametrize("around", ["<div class='with-caption'>{}</div>", "<section class='caption'>{}</section>"])
def test_a_text_in_an_element_with_the_class_of_captions_stays(around: str) -> None:
    said = [
        f"The mayor said on day {number} that the old quarry has stone for many years to come." for number in range(5)
    ]
    text = "".join(f"<p>{words}</p>" for words in said)
    page = saved(around.format(f"{text}<p class='caption'>The old wall.</p>"))
    assert "\nCaption: The old wall.\n" in page.text
    assert all(f"\n{words}\n" in page.text for words in said)


def test_a_page_on_which_the_library_fails_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tree: object) -> None:
        raise AttributeError

    monkeypatch.setattr("blocquotes.edit.page_marks.write_out", fail)
    with pytest.raises(Refusal, match="a page must be readable"):
        saved(TEXT)


def test_a_day_without_a_year_does_not_hide_the_one_with_it() -> None:
    page = saved("<p>Thursday 16 May</p><p>Published 16 May 2024</p>")
    regions, _ = cut_page(page.text)
    assert read_metadata(page.text, regions, {}).published.value == "2024-05-16"


REPORT = [{"@type": "Report", "datePublished": "2024-05-03"}]
GRAPH = {
    "@graph": [
        {"@type": "WebPage", "datePublished": "2019-01-01"},
        {"@type": "NewsArticle", "headline": "Ships wait off Norsund", "datePublished": "2023-07-07"},
        {"@type": ["NewsArticle"], "headline": TITLE, "datePublished": "2024-05-03T09:00:00+02:00"},
    ]
}


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{json.dumps(GRAPH)}</script>',
        f'<script type="application/ld+json">{json.dumps(REPORT)}</script>',
        '<meta name="date" content="2024-05-09"><meta property="article:published_time" content="2024-05-03T09:00">',
        '<script type="application/ld+json">{"@type": </script><meta itemprop="datePublished" content="2024-05-03">',
    ],
)
def test_the_day_of_the_article_is_taken_and_not_that_of_the_site_or_of_another_article(head: str) -> None:
    assert first(saved(head=head)) == [TITLE, "2024-05-03"]


def test_the_day_of_the_site_is_none_of_the_article() -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": "WebSite", "datePublished": "old"})}</script>'
    assert first(saved(head=head)) == [TITLE]


LINKED = "<div>By <a rel='author'>Lena Roth</a> and <a rel='author'>Jo Lee</a></div>"


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        (LINKED, "Lena Roth and Jo Lee"),
        (f"{LINKED.split(' and ')[0]}</div><aside><a rel='author'>Jo Lee</a></aside>", "Lena Roth"),
    ],
)
def test_all_authors_that_a_page_links_to_beside_each_other_are_named(body: str, byline: str) -> None:
    page = saved(body)
    assert read_metadata(page.text, cut_page(page.text)[0], {}).byline.value == byline


def test_the_outlet_as_the_author_in_the_metadata_does_not_hide_the_one_who_is_shown() -> None:
    head = '<meta name="author" content="Westhaven Post"><meta property="og:site_name" content="Westhaven Post">'
    page = saved('<p class="byline"><a href="/lena">Lena Roth</a></p>', head)
    assert read_metadata(page.text, cut_page(page.text)[0], {}).byline.value == "Lena Roth"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<meta property='og:url' content='https://a.example/wall?utm=1'>{}", "https://a.example/wall"),
        ("<base href='https://a.example/'><link rel='canonical' href='/wall'>", "https://a.example/wall"),
        ("<link rel='canonical' href='/wall'>", None),
    ],
)
def test_the_canonical_address_of_a_page(head: str, url: str | None) -> None:
    page = saved(head=head.format("<link rel='canonical' href='https://a.example/wall'>"))
    assert page.provenance.get("url") == url


def test_the_headline_author_and_outlet_of_a_live_blog_are_not_those_of_an_entry() -> None:
    data = {
        "@type": "LiveBlogPosting", "headline": TITLE, "datePublished": "2024-05-03",
        "author": [{"name": "Lena Roth"}, "Jo Lee"], "publisher": {"name": "Norran"},
        "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Council meets", "datePublished": "2024-05-04"}],
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><link rel="canonical" href="https://a.example/a">'
    found = found_in(of(head, f"<h1>{TITLE}</h1><p>Lena Roth</p><div><h3>Council meets</h3>$</div>", TITLE))
    assert found == (TITLE, "Lena Roth and Jo Lee", "2024-05-03", "Norran")


def test_the_author_is_not_that_of_another_article_in_the_metadata() -> None:
    other = {"@type": "NewsArticle", "headline": "Lighthouse to be sold", "author": {"name": "Rob Salt"}}
    own = {"@type": "AnalysisNewsArticle", "headline": TITLE, "author": LENA, "datePublished": "2024-05-03"}
    data = {"@context": "https://schema.org", "@graph": [POST, {"mentions": [other]}, other, own]}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert first(saved(head=head)) == [TITLE, "By Lena Roth", "Westhaven Post, 2024-05-03"]


def test_a_title_that_is_cut_off_goes_on_in_the_headline() -> None:
    shown = "Harbour to close for three weeks in May and June"
    page = f"<html><head><title>Westhaven Post: {TITLE}</title></head><body><p>Westhaven Post</p><h2>{shown}</h2>{TEXT}"
    text = web_page.read(page.encode()).text
    assert text.startswith(f"{shown}\n\nWesthaven Post\n\n")
