"""`blocquotes check`, `explain` and `fmt` as a user types them: exit codes, formats, paths, hostile text, speed."""

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from blocquotes.checks import report
from blocquotes.checks.rules import RULES
from blocquotes.suggest import rules as suggest_rules
from commands import blocquotes
from conftest import ROOT, slowness
from test_cases import CASES, lay

COMMAND = Path(sys.executable).with_name("blocquotes")
BRIEF = "corpus/articles/pact-brief.json"


@pytest.fixture
def checkout(small_checkout: Path) -> Path:
    """A checkout with one article."""
    return small_checkout


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small valid checkout."""
    lay("valid", tmp_path)
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8", "surrogatepass"))


def test_a_sound_corpus_ends_with_0(small: Path) -> None:
    ran = blocquotes("check", cwd=small)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "no findings in 16 files checked\n", "")


@pytest.mark.parametrize("case", ["anchor-ambiguous--three-places", "json-syntax--curly-quotes", "unused-entity"])
def test_findings_are_printed_and_only_errors_end_with_1(case: str, tmp_path: Path) -> None:
    lay(case, tmp_path)
    ran = blocquotes("check", cwd=tmp_path)
    assert ran.stdout == (CASES / case / "expected.txt").read_text(encoding="utf-8")
    assert ran.returncode == (1 if "error[" in ran.stdout else 0)


def test_nothing_to_check_ends_with_2(small: Path) -> None:
    ran = blocquotes("check", "corpus/articles/pact-breif.json", cwd=small)
    assert ran.returncode == 2
    assert "did you mean" in ran.stdout
    for path in (small / "corpus").rglob("*.json"):
        path.unlink()
    for path in (small / "seeds").iterdir():
        path.unlink()
    ran = blocquotes("check", cwd=small)
    assert ran.returncode == 2
    assert "corpus:1:1: error[nothing-to-check]" in ran.stdout


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "--format", "xml"), ("chek",), ("explain", "no-such-rule"), ("fmt", "--chekc"), ("fmt",)],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_how_to_go_on(arguments: tuple[str, ...], tmp_path: Path) -> None:
    ran = blocquotes(*arguments, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.search("fix: |Try |did you mean|rules: ", ran.stderr, re.IGNORECASE)


def test_paths_choose_whose_findings_are_shown(small: Path) -> None:
    replace(small / BRIEF, '"exact": "told"', '"exact": "tould"')
    replace(small / "corpus/entities/sela.json", '"GPE"', '"GPX"')
    inside = small / "corpus" / "entities"
    for paths, cwd, rules, files in (
        ((), small, ["anchor-not-found", "bad-value"], 16),
        ((".",), small, ["anchor-not-found", "bad-value"], 16),
        ((BRIEF,), small, ["anchor-not-found"], 1),
        (("corpus/articles/",), small, ["anchor-not-found"], 2),
        ((small / BRIEF,), inside, ["anchor-not-found"], 1),
        (("sela.json", "../articles/pact-stays-north.json"), inside, ["bad-value"], 2),
        (("seeds", "corpus/outlets"), small, [], 4),
    ):
        ran = blocquotes("check", *paths, "--format", "json", cwd=cwd)
        assert [json.loads(line)["rule"] for line in ran.stdout.splitlines()] == rules, (paths, ran.stdout)
        assert f" in {files} file" in ran.stderr
        assert ran.returncode == (1 if rules else 0)


def test_a_path_without_a_file_is_a_finding_beside_the_others(small: Path) -> None:
    replace(small / BRIEF, '"exact": "told"', '"exact": "tould"')
    ran = blocquotes("check", BRIEF, "nowhere", "--format", "json", cwd=small)
    assert [json.loads(line)["rule"] for line in ran.stdout.splitlines()] == ["nothing-to-check", "anchor-not-found"]
    assert ran.returncode == 2


def test_a_broken_file_hides_no_finding_of_another(small: Path) -> None:
    replace(small / BRIEF, '"exact": "told"', '"exact": "tould"')
    (small / "corpus/entities/sela.json").write_bytes(b"\xff")
    (small / "corpus/outlets/sea-wire.json").write_text("{")
    (small / "corpus/utterances/nord-no-plans.json").write_text("[]")
    ran = blocquotes("check", "--format", "json", cwd=small)
    found = [(f["file"], f["rule"]) for f in map(json.loads, ran.stdout.splitlines())]
    assert found == [
        (BRIEF, "anchor-not-found"),
        ("corpus/entities/sela.json", "file-encoding"),
        ("corpus/outlets/sea-wire.json", "json-syntax"),
        ("corpus/utterances/nord-no-plans.json", "wrong-type"),
    ]


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    lay("anchor-ambiguous--three-places", tmp_path)
    ran = blocquotes("check", "--format", "json", cwd=tmp_path)
    (finding,) = map(json.loads, ran.stdout.splitlines())
    rule = RULES["anchor-ambiguous"]
    assert finding["file"] == "corpus/articles/pact-stays-north.json"
    assert (finding["line"], finding["column"]) == (95, 28)
    assert finding["found"] == '3 places of "Nord" before " s"'
    assert finding["hint"].count("\n") == 2
    assert (finding["rule"], finding["severity"], finding["layer"]) == (rule.id, rule.severity, rule.layer)
    assert (finding["must"], finding["fix"]) == (rule.must, rule.fix)
    assert ran.stderr == "1 error, 0 warnings in 16 files checked\n"


def test_github_commands_are_one_line_and_escaped(tmp_path: Path) -> None:
    lay("anchor-ambiguous--three-places", tmp_path)
    replace(tmp_path / BRIEF, '"exact": "told"', '"exact": "100%: a,b\\r\\n::error::x"')
    ran = blocquotes("check", "--format", "github", cwd=tmp_path)
    first, second = ran.stdout.splitlines()
    place = f"file={BRIEF},line=61,col=25,title=anchor-not-found"
    assert first.startswith(f"::error {place}::an anchor's words, between its prefix and its suffix, must occur")
    assert '%0Afound: no "100%25: a,b\\r\\n:\\u{003A}error:\\u{003A}x" in seeds/pact-brief.txt%0Afix: copy' in first
    assert second.count("%0A") == 5
    assert ran.returncode == 1


ESCAPES = "\x1b[31m \x9b31m \x07 \x85"
UNSEEN = "\u202e \u2066 \u200f \u061c \u200b \ufeff \u2028"
HOSTILE = f"::error::pwned ::stop-commands::x ##[error]pwned {ESCAPES} {UNSEEN}"
NAMES = (
    "::error::x",
    "##[error]x",
    "a\x1b[31m.json",
    "b\u202e.json",
    "c\n::error::x",
    "::error file=d,line=1::e,%.json",
)


def assert_harmless(text: str, commands: int = 0) -> None:
    """No terminal escape, invisible or bidi character, and no log command but the checker's own."""
    assert [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"] == []
    assert "##[" not in text
    lines = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(lines) == commands
    assert all(re.match(r"::(error|warning) file=[^:]*,line=\d+,col=\d+,title=[a-z-]+::[^:]", line) for line in lines)


@pytest.fixture
def hostile(small: Path) -> Path:
    """A checkout with hostile text in every place that a message shows, and in names of files."""
    text = json.dumps(HOSTILE)[1:-1]
    raw = HOSTILE.translate(dict.fromkeys(range(32)))
    seed = small / "seeds/pact-brief.txt"
    before = hashlib.sha256(seed.read_bytes()).hexdigest()
    replace(seed, "told the islands", f"told the islands {HOSTILE}")
    replace(small / BRIEF, before, hashlib.sha256(seed.read_bytes()).hexdigest())
    replace(small / BRIEF, '"exact": "told"', f'"exact": "told the islanders {raw} {text}.”"')
    north = small / "corpus/articles/pact-stays-north.json"
    replace(north, '"medium": "thought"', f'"medium": "{text}", "{raw}": 1, "{text}": 2')
    replace(small / "corpus/entities/sela.json", '"Sela"', f'"\x1b[31m{raw}"')
    replace(small / "corpus/entities/seland.json", '"description"', f'{raw} "description"')
    replace(small / "corpus/outlets/sea-wire.json", '"id": "sea-wire"', f'"id": "{raw}"')
    replace(small / "corpus/utterances/nord-no-plans.json", '"2021-05-03"', f'"{text}"')
    for name in NAMES:
        (small / "corpus" / "articles" / name).write_text("{")
        (small / "seeds" / name).write_text("{")
    (small / "corpus" / os.fsdecode(b"\xff\x9b.json")).write_text("{")
    return small


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_hostile_text_never_reaches_the_output_raw(hostile: Path, form: str) -> None:
    ran = blocquotes("check", "--format", form, cwd=hostile)
    assert ran.returncode == 1
    assert "pwned" in ran.stdout
    count = sum(map(int, re.findall(r"(\d+) (?:error|warning)", ran.stdout + ran.stderr)[-2:]))
    assert count >= 15
    assert "first difference" in ran.stdout, "words of the seed are shown too"
    assert_harmless(ran.stdout, commands=count if form == "github" else 0)
    assert_harmless(ran.stderr)


def test_hostile_arguments_and_diffs_are_harmless_too(hostile: Path) -> None:
    replace(hostile / "corpus/entities/islanders.json", '"People', f'  "{UNSEEN} ##[error] People')
    for arguments in (("fmt", "--check"), ("fmt",), ("check", f"##[error]{ESCAPES}"), ("explain", HOSTILE)):
        ran = blocquotes(*arguments, cwd=hostile)
        assert ran.returncode in (1, 2)
        assert "People" in ran.stdout or arguments != ("fmt", "--check")
        assert_harmless(ran.stdout + ran.stderr)


def test_a_path_that_looks_like_a_command_is_harmless(small: Path) -> None:
    ran = blocquotes("check", "--", "::error::x", cwd=small)
    assert ran.returncode == 2
    assert_harmless(ran.stdout + ran.stderr)


@pytest.mark.parametrize("rule", ["anchor-ambiguous", "seed-unused"])
def test_explain_says_what_why_and_how(rule: str) -> None:
    ran = blocquotes("explain", rule, cwd=Path("/"))
    expected = RULES[rule]
    assert ran.returncode == 0
    assert all(words in ran.stdout for words in (rule, expected.severity, expected.must, expected.why, expected.fix))


def test_explain_shows_what_a_rule_of_the_suggester_finds() -> None:
    ran = blocquotes("explain", "according-to", cwd=Path("/"))
    rule = suggest_rules.RULES["according-to"]
    assert ran.returncode == 0
    assert all(words in ran.stdout for words in (rule.finds, *rule.example, rule.counterexample))


@pytest.mark.parametrize(
    ("misspelt", "nearest"), [("anchor-ambigous", "anchor-ambiguous"), ("acording-to", "according-to")]
)
def test_an_unknown_rule_is_answered_with_the_nearest(misspelt: str, nearest: str, tmp_path: Path) -> None:
    ran = blocquotes("explain", misspelt, cwd=tmp_path)
    assert ran.returncode == 2
    assert f'did you mean "{nearest}"?' in ran.stderr


def test_an_unknown_rule_is_answered_with_a_few_similar_ones_and_how_to_list_all() -> None:
    ran = blocquotes("explain", "WRONG", cwd=Path("/"))
    assert ran.returncode == 2
    assert ran.stderr == (
        "blocquotes: no rule has the id 'WRONG'; similar: wrong-type, wrong-folder, region-gap\n"
        "fix: to list all rules, run `blocquotes explain`\n"
    )
    assert blocquotes("explain", "zzzzz", cwd=Path("/")).stderr.count("\n") == 2


def test_explain_without_a_rule_lists_all() -> None:
    ran = blocquotes("explain", cwd=Path("/"))
    assert ran.returncode == 0
    listed = [line.strip() for line in ran.stdout.splitlines() if line.startswith("  ")]
    assert listed == [*sorted(report.RULES), *sorted(suggest_rules.RULES)]


@pytest.mark.parametrize("command", ["fmt", "fix"])
def test_paths_without_a_file_of_the_corpus_are_refused(command: str, small: Path) -> None:
    ran = blocquotes(command, "README.md", cwd=small)
    assert ran.returncode == 2
    assert "fix: name files or folders below corpus/, or give no path" in ran.stderr


def test_fmt_formats_what_it_can_and_reports_what_it_skips(small: Path) -> None:
    wanted = (small / BRIEF).read_bytes()
    replace(small / BRIEF, '"cue": [{"exact": "told"}]', '"cue":[{"exact":"told"}]')
    ran = blocquotes("fmt", "--check", cwd=small)
    assert ran.returncode == 1
    assert '-      "cue":[{"exact":"told"}],\n+      "cue": [{"exact": "told"}],' in ran.stdout
    assert ran.stderr == "1 of 16 files would change\n"
    assert blocquotes("fmt", "corpus/entities", cwd=small).stderr == "0 of 9 files changed\n"
    assert (small / BRIEF).read_bytes() != wanted
    ran = blocquotes("fmt", BRIEF, cwd=small)
    assert (ran.returncode, ran.stdout) == (0, f"formatted {BRIEF}\n")
    assert (small / BRIEF).read_bytes() == wanted
    (small / "corpus/entities/sela.json").write_text("{")
    ran = blocquotes("fmt", "--check", cwd=small)
    assert ran.returncode == 1
    assert "skipped corpus/entities/sela.json" in ran.stderr
    assert (small / "corpus/entities/sela.json").read_text() == "{"


def test_fmt_check_of_a_sound_corpus_ends_with_0(small: Path) -> None:
    ran = blocquotes("fmt", "--check", cwd=small)
    assert (ran.returncode, ran.stdout) == (0, "")


HEAVY = {"pyarrow", "numpy", "datasets", "pandas"}


def imported(*arguments: str) -> set[str]:
    """Top names of the modules that a command imports."""
    command = [sys.executable, "-X", "importtime", str(COMMAND), *arguments]
    errors = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stderr
    return {match[1] for match in re.finditer(r"\| +([A-Za-z0-9_]+)", errors)}


def test_commands_import_only_what_they_need() -> None:
    start = imported("--help")
    assert "click" in start
    assert start.isdisjoint({*HEAVY, "jsonschema", "jsonschema_rs", "rapidfuzz", "rich", "yaml"})
    assert imported("check").isdisjoint(HEAVY)


def cpu(cache: Path, *command: str | Path) -> float:
    """Seconds of CPU that a command takes, with its bytecode kept as an installation keeps it."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.timed
def test_help_costs_at_most_twice_the_import_of_click(tmp_path: Path) -> None:
    """It takes 1.2 times that; numpy or jsonschema would add as much again. More runs come nearer to the true cost."""
    helps, clicks = [], []
    for _ in range(30):
        helps.append(cpu(tmp_path, COMMAND, "--help"))
        clicks.append(cpu(tmp_path, sys.executable, "-c", "import click"))
        if len(clicks) >= 3 and min(helps) <= 2 * min(clicks):
            break
    assert min(helps) <= 2 * min(clicks)


@pytest.mark.timed
def test_the_real_corpus_is_checked_in_a_second(tmp_path: Path) -> None:
    cpu(tmp_path, COMMAND, "check")
    assert any(cpu(tmp_path, COMMAND, "check") / slowness() <= 1 for _ in range(3))


@pytest.mark.timed
def test_a_file_of_wrong_items_takes_little_time(checkout: Path) -> None:
    """Without a limit, 300,000 of them took half a minute and a gigabyte."""
    path = checkout / "corpus/entities/nato.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**value, "aliases": [1] * 100_000}), encoding="utf-8")
    report = checkout / "report"
    command = [str(part) for part in (COMMAND, "--root", checkout, "check", path)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with report.open("wb") as file:
        assert subprocess.run(command, stdout=file).returncode == 1
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert report.stat().st_size < 30_000
    assert "too-many-findings" in report.read_text(encoding="utf-8")
    assert (after.ru_utime - before.ru_utime) / slowness() <= 3
