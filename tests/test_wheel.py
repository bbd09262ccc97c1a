"""The wheel, installed in an empty environment with only the libraries that it requires, in an empty folder."""

import json
import os
import re
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from pyarrow.parquet import read_table

from blocquotes.cli import COMMANDS
from conftest import ROOT

TEXT = "“We will sail on Monday,” said Anna Berg, a captain.\n\n“It is safe,” she added."
GOLD = {"doc_id": "a", "text": TEXT, "quotes": [{"content": [[0, 25]], "cue": [[26, 30]], "source": [[31, 50]]}]}

WITHOUT_CHECKOUT = {"evaluate", "explain", "hydrate", "sqlite", "suggest", "verify"}
"""Commands that work anywhere."""


def needed(name: str, extras: tuple[str, ...] = ()) -> set[str]:
    """The names of the distributions that one needs, itself included."""
    found = {name}
    for line in metadata.requires(name) or ():
        requirement = Requirement(line)
        markers = [{"extra": extra} for extra in extras or ("",)]
        if requirement.marker is None or any(map(requirement.marker.evaluate, markers)):
            found |= needed(requirement.name, tuple(requirement.extras))
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel and what it requires."""
    home = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(home)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = home.glob("*.whl")
    venv.create(home / "env", symlinks=True)
    programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(programs / "python")]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True)
    (packages,) = (home / "env").glob("[Ll]ib/**/site-packages")
    (requires,) = packages.glob("blocquotes-*.dist-info/METADATA")
    lines = re.findall(r"^Requires-Dist: (.*)$", requires.read_text(encoding="utf-8"), re.MULTILINE)
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            for name in needed(requirement.name, tuple(requirement.extras)):
                link(name, packages)
    return programs


def link(name: str, packages: Path) -> None:
    """Makes an installed distribution available in another environment."""
    for part in {Path(file).parts[0] for file in metadata.files(name) or () if ".." not in Path(file).parts}:
        source = Path(str(metadata.distribution(name).locate_file(part)))
        if part not in ("__pycache__", "bin") and not (packages / part).exists():
            (packages / part).symlink_to(source)


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    command = [str(installed / "blocquotes"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


def test_only_what_the_wheel_requires_is_there(installed: Path) -> None:
    (packages,) = installed.parent.glob("[Ll]ib/**/site-packages")
    found = {path.name for path in packages.iterdir()}
    assert {"click", "pyarrow", "jsonschema", "yaml"} <= found
    assert not {"numpy", "jinja2", "rapidfuzz", "jsonschema_rs", "rich", "huggingface_hub"} & found


def test_a_rule_is_explained(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "explain", "anchor-ambiguous")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "anchor-ambiguous" in ran.stdout
    ran = run(installed, tmp_path, "explain", "anchor-ambigous")
    assert (ran.returncode, 'did you mean "anchor-ambiguous"?' in ran.stderr) == (2, True)


def test_a_release_is_verified(installed: Path, tmp_path: Path, first_dist: Path) -> None:
    ran = run(installed, tmp_path, "verify", str(first_dist))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("verified release")


def test_annotations_are_evaluated(installed: Path, tmp_path: Path) -> None:
    for name in ("gold", "pred"):
        lines = (json.dumps({**GOLD, "doc_id": id_}) + "\n" for id_ in "abc")
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    ran = run(installed, tmp_path, "evaluate", "gold.jsonl", "pred.jsonl")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"^content: same words +direct +3 +3 +100\.0 +100\.0 +100\.0 ", ran.stdout, re.MULTILINE), (
        ran.stdout
    )
    ran = run(installed, tmp_path, "evaluate", "gold.jsonl", "a-pass")
    assert (ran.returncode, "must run in a checkout" in ran.stderr) == (2, True)


def test_texts_become_tables_and_are_evaluated(installed: Path, tmp_path: Path) -> None:
    lines = [json.dumps({**GOLD, "doc_id": id_}, ensure_ascii=False) for id_ in "abc"]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ran = run(installed, tmp_path, "suggest", "gold.jsonl", "--output", "tables", "--text-column", "text")
    assert (ran.returncode, ran.stdout) == (0, "3 texts, 6 quotes, 3 mentions\n"), ran.stderr
    assert read_table(tmp_path / "tables" / "quotes").column("speaker_names").to_pylist() == [["Anna Berg"]] * 6
    ran = run(installed, tmp_path, "evaluate", "gold.jsonl", "tables")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_progress_is_shown_on_a_terminal(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text(f'id,text\n1,"{TEXT}"\n', encoding="utf-8")
    screen, terminal = os.openpty()
    command = [str(installed / "blocquotes"), "suggest", "texts.csv", "--output", "tables"]
    ran = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)
    assert (ran.returncode, ran.stdout) == (0, b"1 text, 2 quotes, 1 mention\n")
    assert b"1 text, " in os.read(screen, 10_000)
    os.close(screen)


LIBRARY = f"""
import sys, blocquotes
print([quote.speaker for quote in blocquotes.extract({TEXT!r}).quotes])
print(len(blocquotes.load("quotes", source=sys.argv[1])))
try:
    blocquotes.load("quotes", source="org/blocquotes")
except blocquotes.Refusal as refusal:
    print(refusal)
"""


def test_the_library_extracts_quotes_and_loads_tables(installed: Path, tmp_path: Path, dist: Path) -> None:
    command = [str(installed / "python"), "-I", "-c", LIBRARY, str(dist)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("['Anna Berg', 'Anna Berg']\n104\n")
    assert "pip install 'blocquotes[publish]'" in ran.stdout


def test_type_checkers_find_the_types(installed: Path) -> None:
    assert next(installed.parent.glob("[Ll]ib/**/site-packages/blocquotes/py.typed"))


def test_a_release_of_a_repository_needs_an_extra_that_is_named(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "verify", "org/blocquotes@v1.0.0")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "pip install 'blocquotes[publish]'" in ran.stderr
    assert "Traceback" not in ran.stderr


ARGUMENTS = {
    "agree": ["a", "b"],
    "anchor": ["001", "words"],
    "diff": ["HEAD", "."],
    "entity": ["accept", "somebody"],
    "evaluate": ["challenge"],
    "export": ["001", "--to", "brat"],
    "import": ["x.json", "--from", "label-studio"],
    "new": ["outlet", "x", "--name", "X", "--kind", "agency", "--description", "X."],
    "publish": ["--repo", "org/blocquotes"],
    "release": ["auto"],
    "reproduce": ["v1.0.0", "."],
    "suggest": ["x.txt"],
}
"""Arguments of commands that need some."""


RUN_EACH = """
import json, sys
from click.testing import CliRunner
from blocquotes.cli import main
for arguments in json.loads(sys.argv[1]):
    ran = CliRunner().invoke(main, arguments, prog_name="blocquotes")
    print(json.dumps([ran.exit_code, ran.stdout, ran.stderr]))
"""


def test_commands_that_need_a_checkout_say_so(installed: Path, tmp_path: Path) -> None:
    for name in ("x.json", "x.txt"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    commands = sorted((COMMANDS.keys() - WITHOUT_CHECKOUT) | {"evaluate", "suggest"})
    arguments = json.dumps([[command, *ARGUMENTS.get(command, ())] for command in commands])
    # One process runs them all, since starting one for each takes longer than the commands.
    each = [str(installed / "python"), "-I", "-c", RUN_EACH, arguments]
    ran = subprocess.run(each, cwd=tmp_path, capture_output=True, text=True, check=True)
    for command, line in zip(commands, ran.stdout.splitlines(), strict=True):
        code, out, err = json.loads(line)
        assert (code, out) == (2, ""), (command, err)
        assert err.startswith("blocquotes: the command must run in a checkout"), (command, err)
        assert "git clone" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.json", "x.txt"]


def test_a_command_in_a_checkout_names_the_extra_that_it_needs(installed: Path, checkout: Path) -> None:
    ran = run(installed, checkout, "preview")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.search(r"^blocquotes: this command needs jinja2, .* -m pip install 'blocquotes\[corpus\]'`$", ran.stderr)
