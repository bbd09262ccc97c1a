"""A step of a datatrove pipeline that writes the quotes of the documents which pass through it.

    python examples/datatrove_quotes.py texts/ tables

Takes JSON Lines with `id` and `text` (datatrove needs orjson to read them). The same pipeline runs on Slurm
(`SlurmPipelineExecutor`), Ray or Hugging Face Jobs. Each task writes its own parts; one that is run
again overwrites them with the same bytes.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader

from blocquotes.bulk.shard import Shard, ShardSettings, extract_shard
from blocquotes.bulk.storage import Storage
from blocquotes.bulk.texts import Columns, checked

COLUMNS = Columns("id", "text", ())


class ExtractQuotes(PipelineStep):  # type: ignore[misc]
    """Writes the tables quotes, mentions and rejected below `folder`; `rows` is the number of documents per part."""

    name = "Quotes"
    type = "BLOCQUOTES"

    def __init__(self, folder: str, settings: ShardSettings | None = None, rows: int = 1000) -> None:
        super().__init__()
        self.folder, self.settings, self.rows = folder, settings or ShardSettings(), rows

    def run(self, data: Iterable[Any] | None, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Passes the documents on after a part of each table was written."""
        documents, part = iter(data or ()), 0
        while held := list(islice(documents, self.rows)):
            rows = [
                checked(f"task-{rank}", part * self.rows + n, COLUMNS, {"id": one.id, "text": one.text})
                for n, one in enumerate(held, start=1)
            ]
            metrics = extract_shard(
                Shard(f"part-{rank:05d}-{part:05d}", tuple(rows)), Storage(self.folder), self.settings
            )
            self.stat_update("rejected", value=metrics.rejected, unit="text")
            part += 1
            yield from held


def main() -> None:
    """Runs two tasks in two processes."""
    texts, folder = sys.argv[1:]
    pipeline = [JsonlReader(texts), ExtractQuotes(folder)]
    LocalPipelineExecutor(pipeline, tasks=2, workers=2, logging_dir=f"{folder}-log").run()


if __name__ == "__main__":
    main()
