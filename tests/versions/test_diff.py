"""`blocquotes diff`: each small edit of the corpus gives the expected line and nothing else."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blocquotes import fields, schemas
from blocquotes.layout import Layout
from blocquotes.versions import change, diff, forms, state
from blocquotes.versions.answers import Answers
from blocquotes.versions.change import sentence
from blocquotes.versions.differing import Count
from blocquotes.versions.summary import Summary, summarise
from commands import Ran, blocquotes
from edits import (
    ARTICLE,
    OTHER,
    ROOT,
    bury,
    copy,
    drop,
    edit,
    mention,
    of,
    quote,
    read,
    real_state,
    rewrite,
    set_,
    tables,
    without,
)

A, B = ARTICLE.removeprefix("articles/"), OTHER.removeprefix("articles/")
PUTIN = "putin-2023-11-"
COLD_WAR = "“Cold War mentality” remained rampant in the international arena"
ARCHITECTURE = "a “sustainable and adequate security architecture” in the Asia-Pacific region"
ARENA = {"exact": "international arena", "type": "LOC", "entity": "asia"}
PRINCIPLES = (
    "China and Russia both “defend the principles of fairness and the democratic world order based on "
    "the multipolar realities and international law”"
)
CAPTION = "Russian President Vladimir Putin speaks to journalists following a meeting with Chinese President Xi Jinping"


EDITS: tuple[tuple[Callable[[Path], object], tuple[str, ...]], ...] = (
    (
        quote("headline-no-place", set_("medium", "writing")),
        ("headline-no-place: medium changed from speech to writing",),
    ),
    (
        quote("standfirst-harmful", set_("type", "indirect")),
        ("standfirst-harmful: type changed from mixed to indirect",),
    ),
    (
        quote("xi-cold-war", set_("content", [{"exact": f"the {COLD_WAR}"}])),
        (f"xi-cold-war: content narrowed from that the {COLD_WAR} to the {COLD_WAR}",),
    ),
    (
        quote("architecture-advocated", set_("content", [{"exact": f"advocating {ARCHITECTURE}"}])),
        (f"architecture-advocated: content widened from {ARCHITECTURE} to advocating {ARCHITECTURE}",),
    ),
    (
        quote("xi-hegemony", set_("cue", [{"exact": "noted", "prefix": "Xi "}])),
        (
            "xi-hegemony: cue changed from warning to noted",
            "xi-hegemony: cue lemma changed from warn to note",
            "xi-hegemony: cue class changed from warn to say",
        ),
    ),
    (
        quote("free-of-blocs", lambda found: [found.pop(part) for part in ("source", "source_form")]),
        (
            "free-of-blocs: source removed Russian President Vladimir Putin",
            "free-of-blocs: source form changed from name to nothing",
        ),
    ),
    (
        quote("us-selfish", set_("speakers", ["xi-jinping"])),
        ("us-selfish: speaker changed from Vladimir Putin to Xi Jinping",),
    ),
    (
        quote("nato-zone", lambda found: found["utterances"].append(f"{PUTIN}us-selfish-attempts")),
        (f"nato-zone: utterance linked {PUTIN}us-selfish-attempts",),
    ),
    (
        quote("joint-drills", drop("utterances")),
        (f"joint-drills: utterance unlinked {PUTIN}aware-and-drilling",),
    ),
    (quote("we-believe", drop("certain")), ("we-believe: certainty changed from no to yes",)),
    (
        quote("nato-adversary", drop("factuality")),
        ("nato-adversary: factuality changed from negated to asserted",),
    ),
    (quote("stoltenberg-asia", set_("note", "A note.")), ("stoltenberg-asia: note changed from nothing to A note.",)),
    (mention("United Nations", set_("type", "GPE")), (f"mention {A} United Nations: retyped from ORG to GPE",)),
    (mention("AUKUS", set_("entity", "nato")), (f"mention {A} AUKUS: relinked from AUKUS to Alliance",)),
    (
        mention("Moscow", drop("stands_for")),
        (f"mention {A} Moscow: stands-for changed from Government of Russia to nothing",) * 2,
    ),
    (
        mention("Russia", lambda found: found.update(exact="Russia and", suffix=" China"), suffix=" and"),
        (f"mention {A}: extent changed from Russia to Russia and",),
    ),
    (
        lambda checkout: edit(checkout, ARTICLE, without("mentions", exact="Thailand")),
        (f"mention {A}: removed Thailand (Thailand)",),
    ),
    (
        lambda checkout: edit(checkout, ARTICLE, lambda value: value["mentions"].append(ARENA)),
        (f"mention {A}: added international arena (Asia)",),
    ),
    (
        lambda checkout: edit(checkout, ARTICLE, lambda value: value["regions"][5].update(role="body")),
        (f"region {A} {CAPTION} in Beijing, China.: relabelled from caption to body",),
    ),
    (
        rewrite(ARTICLE, outlet={"value": "rt", "basis": "stated", "evidence": [{"exact": "Source"}]}),
        (
            f"article {A}: outlet changed from news.kitchen0.com to RT",
            f"article {A}: basis of the outlet changed from inferred to stated",
            f"article {A}: evidence of the outlet changed from Leave a Reply, Back to top button to Source",
            f"article {A}: reasoning of the outlet changed from The comment form and the page button show a blog-like "
            "page, and a page of this site has the same text from the section label on, with the same doubled "
            "headline; the text itself names no outlet. to nothing",
            f"article {A}: outside of the outlet changed from A stored page, news.kitchen0.com/"
            "no-place-for-military-blocs-in-asia-pacific-putin/, has this text. to nothing",
        ),
    ),
    (
        lambda checkout: edit(checkout, ARTICLE, lambda value: value["published"].update(value="2024-05")),
        (f"article {A}: date changed from 2024-05-16 to 2024-05",),
    ),
    (
        rewrite(ARTICLE, text_rights="CC-BY-4.0"),
        (f"article {A}: rights in the text changed from publisher to CC-BY-4.0",),
    ),
    (rewrite(OTHER, origins=[]), (f"article {B}: origin removed RT",)),
    (
        lambda checkout: edit(checkout, OTHER, without("quotes", id="principles")),
        (f"quote {B}#principles: removed {PRINCIPLES}",),
    ),
    (rewrite("entities/nato", name="Alliance"), ("entity nato: renamed from NATO to Alliance",)),
    (
        rewrite("entities/xi-jinping", wikidata="Q1"),
        ("entity xi-jinping Xi Jinping: Wikidata id changed from Q15031 to Q1",),
    ),
    (rewrite("entities/rt", type="PERSON"), ("entity rt RT: type changed from ORG to PERSON",)),
    (rewrite("outlets/reuters", country="GB"), ("outlet reuters Reuters: country changed from nothing to GB",)),
    (
        rewrite("utterances/putin-2024-06-20-nato-threat", occasion="A meeting"),
        (
            "utterance putin-2024-06-20-nato-threat: occasion changed from "
            "Press conference of Vladimir Putin in Hanoi to A meeting",
        ),
    ),
    (
        lambda checkout: bury(checkout, "entity", "north-atlantic", "1.0.0"),
        ("tombstone north-atlantic entity: added Merged into nato.",),
    ),
)
"""Edit, and the lines that it gives; all are made in one copy, so that each line is there beside all others."""


@pytest.fixture(scope="module")
def base() -> state.State:
    return real_state()


@pytest.fixture(scope="module")
def edited(base: state.State, tmp_path_factory: pytest.TempPathFactory) -> diff.Diff:
    """What all the edits together change."""
    checkout = copy(tmp_path_factory.mktemp("edited"))
    for change_, _ in EDITS:
        change_(checkout)
    return diff.diff(base, read(checkout))


def full(line: str) -> str:
    """A line of `EDITS`; one that begins with a quote's id is of a quote of the first article."""
    return line if re.match(r"\w+ [\w-]+", line) and not re.match(r"[\w-]+: ", line) else f"quote {A}#{line}"


def plain(found: diff.Diff) -> list[str]:
    return [sentence(one, str, str) for one in found.changes]


@pytest.mark.parametrize("lines", [lines for _, lines in EDITS], ids=lambda lines: lines[0][:60])
def test_each_edit_gives_its_lines(lines: tuple[str, ...], edited: diff.Diff) -> None:
    for line in lines:
        assert full(line) in plain(edited)


def test_the_edits_give_no_other_line(edited: diff.Diff) -> None:
    assert sorted(plain(edited)) == sorted(full(line) for _, lines in EDITS for line in lines)
    assert edited.bump == "major"
    assert [one.what for one in edited.changes if one.level == "major"] == ["removed"]


def test_counts_are_of_rows_and_columns(edited: diff.Diff) -> None:
    assert edited.counts["quotes"].removed == 1
    assert edited.counts["quotes"].old == edited.counts["quotes"].new + 1
    assert "country" in edited.counts["outlets"].columns
    assert edited.counts["passes"].is_same


def test_nothing_differs_between_a_state_and_itself(base: state.State) -> None:
    found = diff.diff(base, base)
    assert (found.is_empty, found.bump, list(forms.as_text(Summary((base, base), found, Answers())))) == (
        True,
        None,
        ["no difference"],
    )


def test_every_column_is_compared_once(base: state.State) -> None:
    for table in schemas.TABLES:
        described = [field.column for field in fields.TABLES[table].fields]
        assert described == [column.name for column in base.columns[table]], table


# Rarer changes, made in the rows.


def changed(base: state.State, change_: Callable[[Any], object]) -> list[change.Change]:
    rows = tables(base)
    change_(rows)
    return list(diff.diff(base, replace(base, rows=rows)).changes)


def test_an_article_with_all_that_is_in_it_is_one_line(base: state.State) -> None:
    rows = {t: [r for r in rs if r.get("article_id") != A] for t, rs in tables(base).items()}
    less = replace(base, rows=rows)
    gone, come = diff.diff(base, less), diff.diff(less, base)
    summary = "(news.kitchen0.com, 2024-05-16, 17 quotes, 72 mentions)"
    title = "No place for military blocs in Asia-Pacific – Putin"
    assert plain(gone) == [f"article {A} {title}: removed {summary}"]
    assert plain(come) == [f"article {A} {title}: added {summary}"]
    assert (gone.bump, come.bump) == ("major", "minor")


def test_large_counts_have_their_thousands_separated() -> None:
    assert forms._rows(Count(1_668, 2_700, 1_032, 0, 0, ())) == "1,668 → 2,700 rows: 1,032 added"


def test_added_rows_ask_for_a_minor_version(base: state.State) -> None:
    def add(rows: Any) -> None:
        first = of(rows["quotes"], quote_id=f"{A}#no-place")
        rows["quotes"].append({**first, "quote_id": f"{A}#new"})

    (one,) = changed(base, add)
    assert sentence(one, str, str).startswith(f"quote {A}#new Vladimir Putin: added the area “has no place")
    assert one.level == "minor"


def test_the_same_words_elsewhere_have_moved(base: state.State) -> None:
    def move(rows: Any) -> None:
        row = of(rows["quotes"], quote_id=f"{A}#nato-adversary")
        other = of(rows["quotes"], quote_id=f"{A}#no-place")
        row["content_spans"] = other["content_spans"]

    (one,) = changed(base, move)
    assert (one.what, one.level) == ("content moved", "patch")
    assert re.fullmatch(r"characters \d+ to \d+ of the seed", str(one.new))


def test_an_id_given_to_other_words_needs_a_major_version(base: state.State) -> None:
    def give(rows: Any) -> None:
        row, other = (of(rows["quotes"], quote_id=f"{A}#{id_}") for id_ in ("nato-adversary", "no-place"))
        row.update(content=other["content"], content_spans=other["content_spans"])

    (one,) = changed(base, give)
    assert (one.what, one.level) == ("id given to other words, which changed", "major")


def test_regions_origins_and_records_that_go_or_come(base: state.State) -> None:
    def change_(rows: Any) -> None:
        article = of(rows["articles"], article_id=A)
        unpublished = [region for region in article["regions"] if region["start"] is None]
        article["regions"].remove(unpublished[0])
        unpublished[1]["repeat"] = not unpublished[1]["repeat"]
        article["origin_outlet_ids"].append("elsewhere")
        rows["outlets"].pop(0)

    found = [(one.kind, one.what, one.level) for one in changed(base, change_)]
    assert found == [
        ("article", "origin added", "patch"),
        ("region", "removed", "patch"),
        ("region", "repeat changed", "patch"),
        ("outlet", "removed", "major"),
    ]


def test_speakers_of_one_name_are_shown_with_their_ids(base: state.State) -> None:
    rows = tables(base)
    of(rows["entities"], entity_id="xi-jinping")["name"] = "Vladimir Putin"
    row = {"quote_id": f"{A}#us-selfish"}
    (one,) = changed(replace(base, rows=rows), lambda new: of(new["quotes"], **row).update(speaker_ids=["xi-jinping"]))
    assert (one.old, one.new) == ("Vladimir Putin (vladimir-putin)", "Vladimir Putin (xi-jinping)")


def test_another_seed_is_reported_and_the_words_are_compared(base: state.State) -> None:
    def reseed(rows: Any) -> None:
        of(rows["articles"], article_id=A)["seed_sha256"] = "0" * 64
        row = of(rows["quotes"], quote_id=f"{A}#no-place")
        row["content"] = row["content"][4:]

    assert [one.what for one in changed(base, reseed)] == ["seed changed", "content narrowed"]


@pytest.mark.parametrize(
    ("columns", "line", "bump"),
    [
        (lambda c: [x for x in c if x.name != "aliases"], "column entities.aliases: removed list of string", "major"),
        (lambda c: [replace(x, type="int32") if x.name == "name" else x for x in c], "from string to int32", "major"),
        (lambda c: [*c, replace(c[0], name="colour")], "column entities.colour: added string", "minor"),
        (lambda c: [replace(x, nullable=True) for x in c], "column entities.name: may be null now", "minor"),
        (lambda c: [replace(c[0], description="X"), *c[1:]], "description changed from Permanent id. to X", "patch"),
        (lambda c: c[::-1], "table entities: columns put in another order", "patch"),
    ],
)
def test_columns(base: state.State, columns: Callable[[Any], Any], line: str, bump: str) -> None:
    found = diff.diff(base, replace(base, columns={**base.columns, "entities": columns(base.columns["entities"])}))
    assert any(other.endswith(line) for other in plain(found))
    assert found.bump == bump


def test_a_table_that_goes_or_comes(base: state.State) -> None:
    less = replace(base, columns={t: c for t, c in base.columns.items() if t != "passes"})
    less = replace(less, rows={t: r for t, r in base.rows.items() if t != "passes"})
    gone, come = diff.diff(base, less), diff.diff(less, base)
    assert plain(gone)[0] == "table passes: removed"
    assert (gone.bump, come.bump) == ("major", "minor")


def test_what_is_computed_shows_in_the_counts_alone(base: state.State) -> None:
    rows = tables(base)
    rows["text_reuse"][0]["similarity"] = 0.5
    found = diff.diff(base, replace(base, rows=rows))
    assert (found.changes, found.bump) == ((), "patch")
    n = len(rows["text_reuse"])
    lines = forms.as_text(Summary((base, base), found, Answers()))
    assert f"text_reuse {n} → {n} rows: 1 changed in similarity" in [" ".join(line.split()) for line in lines]


def test_of_a_state_only_what_differs_is_kept(base: state.State) -> None:
    rows = tables(base)
    of(rows["quotes"], quote_id=f"{A}#us-selfish").update(note="A note.")
    _, same = diff.compare((base, base))
    _, changed = diff.compare((base, replace(base, rows=rows)))
    for table in state.OF_ARTICLES:
        assert [len(one.rows[table]) for one in same] == [0, 0]
        assert {row["article_id"] for one in changed for row in one.rows[table]} == {A}
    assert [len(one.rows["utterances"]) for one in changed] == [0, 0]


def test_a_number_with_another_type_is_the_same_number(base: state.State) -> None:
    rows, columns = tables(base), dict(base.columns)
    columns["quotes"] = [replace(c, type="float64") if c.name == "n_words" else c for c in columns["quotes"]]
    for row in rows["quotes"]:
        row["n_words"] = float(row["n_words"])
    found = diff.diff(base, replace(base, rows=rows, columns=columns))
    assert [one.what for one in found.changes] == ["type changed"]
    assert found.counts["quotes"].changed == 0


# The three kinds of state.


def run(*arguments: object, root: Path = ROOT) -> Ran:
    return blocquotes("--root", root, "diff", *arguments)


def test_revisions_folders_and_releases_compare_alike(root: Path, first_dist: Path, tmp_path: Path) -> None:
    checkout = root
    rewrite("entities/nato", name="Alliance")(checkout)
    bare = tmp_path / "bare"
    for name in ("corpus", "seeds"):
        shutil.copytree(checkout / name, bare / name)
    olds = [state.read(Layout(checkout), name) for name in ("HEAD", str(first_dist))]
    news = [state.read(Layout(checkout), str(folder)) for folder in (checkout, bare)]
    output = {"\n".join(forms.as_text(summarise(old, new))) for old in olds for new in news}
    assert len(output) == 1
    assert output.pop().startswith("entity nato: renamed from “NATO” to “Alliance”\n")
    assert diff.diff(*olds).is_empty
    assert diff.diff(*news).is_empty


def test_the_exit_code_says_whether_something_differs(first_dist: Path, root: Path) -> None:
    ran = run(first_dist, first_dist)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "no difference\n", "")
    rewrite("entities/nato", name="Alliance")(root)
    ran = run(first_dist, root)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "entity nato: renamed from “NATO” to “Alliance”\n" in ran.stdout
    assert ran.stdout.endswith("version bump needed: patch\n")


def test_releases_are_compared_without_a_checkout(first_dist: Path, tmp_path: Path) -> None:
    ran = blocquotes("diff", first_dist, first_dist, cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "no difference\n", "")
    ran = blocquotes("diff", first_dist, "HEAD", cwd=tmp_path)
    assert (ran.returncode, "name two built releases, which need no checkout" in ran.stderr) == (2, True)


def test_a_release_that_lost_a_file_is_not_compared(first_dist: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(first_dist, other)
    (other / "data" / "outlets" / "train-00000-of-00001.parquet").unlink()
    ran = run(first_dist, other)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "error[release-file-missing]" in ran.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [("no-such-revision", "neither of the name"), ("--output=x", "no such option"), ("tests", "no manifest.json")],
)
def test_anything_but_a_state_is_refused(name: str, words: str) -> None:
    ran = run(name, "HEAD") if name.startswith("-") else run(ROOT / name if name == "tests" else name, "HEAD")
    assert ran.returncode == 2
    assert words in ran.stderr


def test_a_revision_where_git_has_no_repository_is_refused_with_the_words_of_git(small_checkout: Path) -> None:
    ran = blocquotes("--root", small_checkout, "diff", "HEAD~1", "HEAD")
    assert (ran.returncode, "a git revision; found fatal: not a git repository" in ran.stderr) == (2, True)
    assert "\nfix: name the path of a folder, or work in a clone (git clone)\n" in ran.stderr


def test_a_broken_corpus_is_refused_with_its_findings(small_checkout: Path) -> None:
    rewrite("entities/nato", name=5)(small_checkout)
    ran = run(small_checkout, small_checkout)
    assert ran.returncode == 2
    assert "corpus/entities/nato.json:1:" in ran.stderr
    assert "fix:" in ran.stderr


# Contributed text.

HOSTILE = "a ##[error] \x1b[31m \u202e `x` <b> @someone #1 \n::error::x | https://example.org"


@pytest.fixture(scope="module")
def hostile(base: state.State) -> Summary:
    rows = tables(base)
    of(rows["entities"], entity_id="nato")["name"] = HOSTILE
    rows["entities"].append({**rows["entities"][0], "entity_id": HOSTILE})
    for row in (row for row in rows["quotes"] if row["article_id"] == A):
        row["speaker_ids"] = [HOSTILE]
    return summarise(base, replace(base, rows=rows, name=HOSTILE))


@pytest.mark.parametrize("form", forms.FORMATS)
def test_contributed_text_is_harmless(form: str, hostile: Summary) -> None:
    text = "\n".join(forms.FORMATS[form](hostile))
    assert "##[" not in text
    assert all(c.isprintable() or c == "\n" for c in text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)


def test_markdown_shows_contributed_text_as_code_only(hostile: Summary) -> None:
    text = "\n".join(forms.as_markdown(hostile))
    bare = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text)
    assert "someone" in text
    assert not re.search(r"[<@#]\w|https", bare)


def test_json_keeps_the_very_text(hostile: Summary, base: state.State) -> None:
    content = json.loads("".join(forms.as_json(hostile)))
    new = {one["kind"]: one["new"] for one in content["changes"]}
    assert (new["quote"], new["entity"]) == (tables(base)["entities"][0]["name"], HOSTILE)
    assert HOSTILE in [one["id"] for one in content["changes"]]
    assert [HOSTILE] in [row["key"] for row in of(content["answers"], question=2)["rows"]]
    assert content["bump"] == "minor"


def test_long_texts_show_where_they_differ() -> None:
    text = " ".join(f"word{i}" for i in range(200))
    one = change.Change("quote", "a#b", "content changed", old=text, new=text.replace("word100 ", "other "))
    words = sentence(one, forms.quoted, str)
    assert "word99 word100 word101" in words
    assert "word99 other word101" in words
    assert len(words) < 300
