"""Quotes from a Parquet file or table with the columns `id` and `text`, in Spark: ten lines around `mapInArrow`.

    spark-submit examples/spark_quotes.py texts.parquet quotes

Rejected rows are left out of the result; the table `rejected` of `extract` has them.
"""

import os
import sys
from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from blocquotes.bulk import rows
from blocquotes.bulk.shard import ShardSettings, extract
from blocquotes.bulk.texts import Columns, checked

COLUMNS = Columns("id", "text", ())


def quotes(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The quotes of batches of texts."""
    for batch in batches:
        texts = [checked("spark", n, COLUMNS, row) for n, row in enumerate(batch.to_pylist(), start=1)]
        yield from extract(texts, ShardSettings()).quotes.to_batches()


def of_texts(texts: DataFrame) -> DataFrame:
    """The quotes of a table of texts."""
    return texts.select("id", "text").mapInArrow(quotes, from_arrow_schema(rows.schema("quotes", ())))


def main() -> None:
    """Reads the texts of the first argument, and writes their quotes to the second."""
    # Otherwise the workers take the first `python3` on the path. On a cluster, the variable names one on every machine.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("blocquotes").getOrCreate()
    of_texts(spark.read.parquet(sys.argv[1])).write.parquet(sys.argv[2])


if __name__ == "__main__":
    main()
