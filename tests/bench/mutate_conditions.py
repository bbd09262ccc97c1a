"""Changes conditions of the suggester one at a time and runs its tests: a change that no test notices survives.

    python tests/bench/mutate_conditions.py [--number 40] [--seed 1] [--below attributions]

Works on a copy of the checkout. A condition is negated, loses an operand of `and` or `or`, has its comparison swapped,
or has a constant changed. A survivor needs an example in the tests, or is a condition that nothing needs.
"""

import argparse
import ast
import copy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SUGGEST = "scripts/blocquotes/suggest"
TESTS = ("tests/suggest/test_*.py",)
AROUND = ("test_suggest_command.py",)
"""Tests of the command around the suggester, which are slow and say little about a condition."""

SLOW = ("test_data.py", "test_suggest_articles.py", "test_suggest_entities.py", "test_suggest_regions.py")
"""Modules of tests that take seconds."""

LEFT_OUT = "not timed and not slow and not release"
TIMEOUT = 600
"""Seconds after which a run of the tests counts as killed: the change made a loop that does not end."""

SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


class Mutant(NamedTuple):
    """A change of one condition: the file from the root, the expression and what replaces it."""

    file: str
    node: ast.expr
    what: str
    new: str


def conditions(tree: ast.Module) -> Iterator[ast.expr]:
    """The conditions of a module: tests, the conditions of comprehensions, and answers that are yes or no."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.BoolOp | ast.Compare):
            yield node.value


def changes(condition: ast.expr) -> Iterator[tuple[ast.expr, str, str]]:
    """Every change of a condition: the part that changes, what is done to it, and its new source text."""
    yield condition, "negate", f"(not ({ast.unparse(condition)}))"
    for node in ast.walk(condition):
        if isinstance(node, ast.BoolOp):
            for dropped in range(len(node.values)):
                rest = [value for at, value in enumerate(node.values) if at != dropped]
                less = ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
                yield node, f"drop operand {dropped + 1}", f"({ast.unparse(less)})"
        elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
            other = copy.deepcopy(node)
            other.ops[0] = SWAPPED[type(node.ops[0])]()
            yield node, "swap comparison", f"({ast.unparse(other)})"
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, "change constant", str(node.value + 1)


def mutants(root: Path, below: str, random: Random) -> Iterator[Mutant]:
    """Mutants in random order, at most one for each condition."""
    found = []
    for path in sorted((root / SUGGEST / below).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [(path.relative_to(root).as_posix(), condition) for condition in conditions(tree)]
    random.shuffle(found)
    for file, condition in found:
        yield Mutant(file, *random.choice(list(changes(condition))))


def mutated(source: str, mutant: Mutant) -> str:
    """The source text with the mutant's expression replaced."""
    node = mutant.node
    assert node.end_lineno is not None and node.end_col_offset is not None
    # Columns of a syntax tree count bytes.
    lines = [line.encode("utf-8") for line in source.splitlines(keepends=True)]
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
    begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
    whole = b"".join(lines)
    return (whole[:begin] + mutant.new.encode("utf-8") + whole[end:]).decode("utf-8")


def passes(root: Path) -> bool:
    """Whether the suggester's tests pass in a checkout."""
    found = (path.relative_to(root) for pattern in TESTS for path in root.glob(pattern))
    # The quick tests first: with -x most changes end there.
    tests = sorted((path.name in SLOW, str(path)) for path in found if path.name not in AROUND)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", LEFT_OUT]
    command += [name for _, name in tests]
    environment = {"PYTHONPATH": str(root / "scripts"), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"}
    try:
        ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


def main() -> None:
    """Runs the tests once unchanged, then once for each mutant, and prints those that survive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, default=40, help="how many conditions to change")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--below", default="", help="a folder below suggest/")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "checkout")
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in listed.splitlines():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
        if not passes(root):
            sys.exit("the tests must pass before anything is changed; found a failure")
        survivors = 0
        chosen = list(mutants(root, arguments.below, Random(arguments.seed)))[: arguments.number]
        for mutant in chosen:
            path = root / mutant.file
            source = path.read_text(encoding="utf-8")
            path.write_text(mutated(source, mutant), encoding="utf-8")
            survives = passes(root)
            path.write_text(source, encoding="utf-8")
            survivors += survives
            place = f"{mutant.file.removeprefix(SUGGEST + '/')}:{mutant.node.lineno}"
            print(f"{'SURVIVED' if survives else 'killed'}  {place}  {mutant.what}: {mutant.new}", flush=True)
    print(f"seed {arguments.seed}: {len(chosen) - survivors} of {len(chosen)} killed")


if __name__ == "__main__":
    main()
