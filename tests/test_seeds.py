"""The seeds: byte for byte as received, and not changed by git."""

import hashlib
import subprocess

import pytest

from conftest import ROOT, real

SHA256 = {
    "000_4f2bc21af30c107d.txt": "a6e4e3528adc2536e66082320117e07d9d4426263f4ce3c808cd016d425cb950",
    "001_6bec2425f7704e0a.txt": "3c6c54429e2780f39344a804c785eb46c5c73c106507d98b9f724ee1f0235d96",
    "002_0a550e37e9be1ff4.txt": "8f36a9235c057a722f5cf0a51249a6143aba19faa93a4b76a14ce4e68f219617",
    "003_12ca688708b21bb8.txt": "51f7fb9cee676fb56822a9f386a685cbaad614991eb269dba26f900a1677eced",
    "004_535ad8850001afbc.txt": "b2faca348d0c1e807fe139096577b67ff8dc07d40a55c6d41ce3b4f39a295dd0",
}
"""Name → SHA-256 as received. A seed that is added later is pinned by its article."""


@pytest.mark.parametrize("name", SHA256)
def test_a_seed_is_as_received(name: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == SHA256[name]


def test_every_seed_is_pinned_by_one_article() -> None:
    pinned = [record.value["seed"] for record in real().of_kind("article")]
    assert {seed["file"] for seed in pinned} == {path.name for path in (ROOT / "seeds").glob("*.txt")}
    assert len(pinned) == len({seed["file"] for seed in pinned})
    assert SHA256.items() <= {seed["file"]: seed["sha256"] for seed in pinned}.items()


@pytest.mark.parametrize("name", [*SHA256, "added-later.txt"])
def test_git_leaves_a_seed_alone(name: str) -> None:
    command = ["git", "check-attr", "text", "eol", "merge", "--", f"seeds/{name}"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if ran.returncode:
        pytest.skip("this is no checkout of git")
    assert f"seeds/{name}: text: unset" in ran.stdout
    assert f"seeds/{name}: merge: unset" in ran.stdout


def test_git_leaves_the_cases_alone() -> None:
    command = ["git", "check-attr", "text", "--", "tests/cases/file-encoding--bom/corpus/articles/pact-brief.json"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if ran.returncode:
        pytest.skip("this is no checkout of git")
    assert ran.stdout.strip().endswith("text: unset")
