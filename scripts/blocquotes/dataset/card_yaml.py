"""The check of a card's YAML: it has the shape that `load_dataset` and the Hub need, and names the files there are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from blocquotes import schemas
from blocquotes.dataset import manifest
from blocquotes.dataset.card import FENCE, data_files_of
from blocquotes.refusal import Refusal

NAME = "README.md"

# The name of its schema, in a checkout and in a release.
SCHEMA = "card"

# Keys and indexes that lead to a value.
Steps = tuple[str | int, ...]


class Flaw(NamedTuple):
    """What is wrong with a card, and the line and the column of README.md where."""

    line: int
    column: int
    found: str


# Characters of the YAML of a card; ours has 2,000, and PyYAML reads 100,000 in a second.
MOST_CHARACTERS = 20_000


class _Loader(yaml.SafeLoader):
    """The safe loader without aliases, by which a few lines would be read as gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias, which no card has", event.start_mark)
        return super().compose_node(parent, index)


def check(schema_folder: Path, folder: Path, counts: Mapping[str, int]) -> None:
    """Checks the card of a release that is being built in `folder`.

    Raises:
        Refusal: it has a flaw, which is a fault of the build or of the schema, never of a contributor.
    """
    text = (folder / NAME).read_text(encoding="utf-8")
    names = manifest.file_names(folder)
    found = [f"{NAME}:{at.line}:{at.column}: {at.found}" for at in flaws(schema_folder, text, names, counts)]
    if found:
        raise Refusal(
            f"the card's YAML must have the shape of schema/{SCHEMA}.schema.json and name every data file once",
            "otherwise:",
            "correct scripts/blocquotes/dataset/card.py, or the schema if it is too strict",
            listed=found,
        )


def flaws(schema_folder: Path, text: str, files: Collection[str], counts: Mapping[str, int]) -> Iterator[Flaw]:
    """Every flaw of a card, given the paths of the files and the rows of each table.

    A layer is looked at where the one before has none: the YAML, its shape, and how its parts fit together.
    """
    head, fence, _ = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not fence:
        yield Flaw(1, 1, "no YAML block between two lines of three hyphens at the beginning")
        return
    if len(head) > MOST_CHARACTERS:
        yield Flaw(1, 1, f"{len(head):,} characters of YAML; at most {MOST_CHARACTERS:,} are read")
        return
    try:
        root = yaml.compose(head, _Loader)
        value = yaml.load(head, _Loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        yield Flaw(line, column, f"no YAML: {' '.join(str(error).split())[:200]}")
        return
    found: list[tuple[Steps, str]] = [((), f"the key {key!r} twice in one place") for key in _repeated(root)]
    found = found or [(tuple(e.absolute_path), e.message[:200]) for e in schemas.errors(schema_folder, SCHEMA, value)]
    found = found or list(_misfits(value, files, counts))
    for steps, what in found:
        yield Flaw(*_place(root, steps), f"{_shown(steps)}{what}")


def _repeated(node: yaml.Node | None) -> Iterator[str]:
    """Keys that a mapping has twice, of which YAML's readers keep the last without a word."""
    if isinstance(node, yaml.MappingNode):
        yield from (key for key, n in Counter(key.value for key, _ in node.value).items() if n > 1)
        for _, part in node.value:
            yield from _repeated(part)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _repeated(part)


def _misfits(card: Mapping[str, Any], files: Collection[str], counts: Mapping[str, int]) -> Iterator[tuple[Steps, str]]:
    """Where the configs differ from the tables and files of the release."""
    names, tables = [config["config_name"] for config in card["configs"]], [name for name in counts if counts[name]]
    if sorted(names) != sorted(tables):
        yield ("configs",), f"the configs {', '.join(names)} instead of one for each table: {', '.join(tables)}"
        return
    for i, config in enumerate(card["configs"]):
        must = data_files_of(files, config["config_name"])
        if config["data_files"] != must:
            yield ("configs", i, "data_files"), f"files other than those of the release: {must}"


def _place(node: yaml.Node | None, steps: Steps) -> tuple[int, int]:
    """Line and column of a value in README.md; of the nearest value around it where it is not there itself."""
    line, column = 2, 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, part) for key, part in node.value if key.value == step]
            if not pairs:
                break
            (key, node), *_ = pairs
            line, column = key.start_mark.line + 2, key.start_mark.column + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line, column = node.start_mark.line + 2, node.start_mark.column + 1
    return line, column


def _shown(steps: Steps) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).strip(".")
    return f"{text}: " if text else ""
