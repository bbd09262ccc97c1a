"""The documents: their examples run, and their generated parts are fresh."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from bench import challenge_baselines
from blocquotes import schemas
from blocquotes.checks.rules import RULES
from blocquotes.cli import main
from blocquotes.dataset import dictionary, docs, generated_parts
from blocquotes.layout import Layout
from blocquotes.refusal import Refusal
from commands import blocquotes

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


BETWEEN = "--- the next example ---"

# Each by itself, in one process, since importing the libraries takes longer than the examples.
RUN_EACH = f"""
import json, sys
for example in json.load(sys.stdin):
    exec(compile(example, "README.md", "exec"), {{"__name__": "__main__"}})
    print({BETWEEN!r})
"""


def test_readme_examples_run_on_the_built_files(dist: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").symlink_to(dist)
    environment = {**os.environ, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1"}
    command, given = [sys.executable, "-c", RUN_EACH], json.dumps(EXAMPLES)
    ran = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
    printed = ran.stdout.split(BETWEEN)[:-1]
    assert len(printed) == len(EXAMPLES) > 1
    assert all(len(one) > 20 for one in printed)


def test_readme_says_what_its_examples_import() -> None:
    (installed,) = re.findall(r"^\.venv/bin/pip install (.*)$", README, re.MULTILINE)
    imported = re.findall(r"^(?:import|from) (\w+)", "\n".join(EXAMPLES), re.MULTILINE)
    assert sorted(set(imported) - {"blocquotes"}) == installed.split()


def test_readme_commands_are_those_of_the_makefile_and_the_command() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    output = subprocess.run([sys.executable, "-m", "blocquotes", "--help"], capture_output=True, text=True).stdout
    for command in re.findall(r"(?:bin/|`)blocquotes ([a-z]+)", README):
        assert f"  {command} " in output


def test_what_follows_from_rules_and_schemas_is_fresh() -> None:
    layout = Layout(ROOT)
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == docs.rules(), "fix: run `blocquotes docs`"
    made = (ROOT / "docs" / "suggest-rules.md").read_text(encoding="utf-8")
    assert made == docs.suggest_rules(), "fix: run `blocquotes docs`"
    made = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    assert made == dictionary.document(layout), "fix: run `blocquotes docs`"
    names = [column.name for table in schemas.TABLES for column in schemas.columns(layout.schema, table)]
    assert [name for name in names if f"| `{name}` |" not in made] == []


@pytest.mark.release
def test_generated_documents_are_fresh() -> None:
    ran = blocquotes("--root", ROOT, "docs", "--check")
    assert ran.returncode == 0, f"{ran.stdout}\nfix: run `blocquotes docs`"


def test_every_rule_is_in_the_catalogue() -> None:
    catalogue = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(re.search(rf"^### {rule}\b", catalogue, re.MULTILINE) for rule in RULES)


def test_cells_of_generated_tables_are_escaped() -> None:
    assert generated_parts.table(("a",), [("x | <script>\nnext",)]).splitlines()[-1] == r"| x \| &lt;script> next |"


def test_a_marker_without_a_part_is_refused() -> None:
    with pytest.raises(Refusal, match="nothing-of-that-name"):
        generated_parts.fill("<!-- generated: nothing-of-that-name -->\n<!-- /generated -->", {"counts": ""})


def test_commands_of_the_page_on_suggestions_run(small_checkout: Path) -> None:
    page = (ROOT / "docs" / "suggest.md").read_text(encoding="utf-8")
    blocks = re.findall(r"Save a text as `(.*?)`.*?```text\n(.*?)```", page, re.DOTALL)
    blocks += re.findall(r"`([a-z]+\.jsonl)` has one.*?```json\n(.*?)```", page, re.DOTALL)
    assert [name for name, _ in blocks] == ["harbour.txt", "texts.jsonl", "gold.jsonl"]
    for name, text in blocks:
        (small_checkout / name).write_text(text, encoding="utf-8")
    commands = "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    shell = f'set -e\nblocquotes() {{ "{sys.executable}" -m blocquotes "$@"; }}\n{commands}'
    ran = subprocess.run(["bash", "-c", shell], cwd=small_checkout, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "wrote corpus/articles/harbour-reopens.json" in ran.stdout
    assert "boundary: 0 –" in ran.stdout


def commands_of(page: str) -> list[str]:
    """The commands in the shell blocks of a page in docs/."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", "").splitlines()]


GOOD = {"id": "a", "text": "“We have no choice,” Anna Berg said."}


def test_commands_of_the_page_on_scale_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bench, cloud = map(str.split, commands_of("scale.md"))
    assert (bench[:3], bench[3]) == (["python", "tests/bench/bulk.py", "texts.jsonl"], "--sizes")
    at = cloud.index("--scheduler")
    local = [word.replace("s3://", "memory://") for word in (*cloud[1:at], *cloud[at + 2 :])]
    fsspec.filesystem("memory").pipe("/bucket/news/1.jsonl.gz", gzip.compress(json.dumps(GOOD).encode()))
    Path("texts").mkdir()
    Path("texts/a.txt").write_text(GOOD["text"], encoding="utf-8")
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"one machine \| `blocquotes (.*?)`", page)
    for arguments in (local, table.split()):
        ran = CliRunner().invoke(main, [*arguments, "--processes", "1"])
        assert (ran.exit_code, ran.stdout) == (0, "1 text, 1 quote, 1 mention\n"), ran.stderr
    fsspec.filesystem("memory").rm("/bucket", recursive=True)


@pytest.mark.slow
def test_the_bench_of_the_page_on_scale_runs(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({**GOOD, "id": n}) + "\n" for n in range(4)), encoding="utf-8")
    command = [sys.executable, str(ROOT / "tests" / "bench" / "bulk.py"), str(texts), "--sizes", "2", "4"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.returncode, "4 texts: " in ran.stdout) == (0, True), ran.stderr


def test_commands_of_the_page_that_compares_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    *_, make, baseline, evaluate = commands_of("compare.md")
    target, variable = make.split()[1:]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"\n{target}: " in makefile and f"$({variable.partition('=')[0]})" in makefile
    monkeypatch.setattr(sys, "argv", baseline.partition(" > ")[0].split()[1:])
    with pytest.raises(SystemExit):
        challenge_baselines.main()
    # The arguments are right, and only the clone is missing.
    assert "must name a clone of the Gender Gap Tracker; found no" in capsys.readouterr().err
    quote = {"content": [[0, 20]], "cue": [[31, 35]], "source": [[21, 30]], "speaker": "Anna Berg"}
    line = json.dumps({"doc_id": "a", "text": GOOD["text"], "quotes": [quote]})
    for name in evaluate.split()[2:]:
        Path(name).write_text(f"{line}\n", encoding="utf-8")
    ran = CliRunner().invoke(main, evaluate.split()[1:])
    assert (ran.exit_code, "boundary: 0 –" in ran.stdout) == (0, True), ran.output


# The shares of content, cue, source and speakers in a row of a table.
SHARES = r" \| (\d+ \| \d+ \| \d+ \| \d+) \|"


@pytest.mark.release
@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("BlocQuotes", "blind | 259"),
        ("textacy", "textacy, blind | 259"),
        ("baseline on spaCy's parse", "spaCy baseline, blind | 259"),
    ],
)
def test_the_comparison_has_the_figures_of_the_challenge_set(here: str, there: str) -> None:
    found = []
    for name, row in (("compare.md", here), ("challenge.md", there)):
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        found += re.findall(rf"^\| {re.escape(row)}{SHARES}", page, re.MULTILINE)
    assert len(found) == 2 and found[0] == found[1], found
