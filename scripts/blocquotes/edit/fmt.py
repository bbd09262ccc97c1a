"""`blocquotes fmt`: brings files into canonical form, or shows what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from blocquotes.corpus import Corpus, Record
from blocquotes.form import canonical


@dataclass(frozen=True)
class Change:
    """A file that is not in canonical form: its text as it is and as it must be."""

    file: str
    old: str
    new: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = unified_diff(
            self.old.splitlines(), self.new.splitlines(), self.file, f"{self.file} (canonical)", lineterm=""
        )
        return "\n".join(lines)


def changes(corpus: Corpus, files: set[str]) -> Iterator[Change]:
    """The change that each sound record among the files needs."""
    for record in corpus.records:
        if record.file in files and record.is_sound:
            new = canonical(record, corpus)
            if new != record.source.text:
                yield Change(record.file, record.source.text, new)


def unsound(corpus: Corpus, files: set[str]) -> list[Record]:
    """The records among the files that cannot be formatted, since they do not fit their schema."""
    return [record for record in corpus.records if record.file in files and not record.is_sound]
