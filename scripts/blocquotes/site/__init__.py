"""The static website of a release: a landing page, an explorer of its Parquet files, and a workbench to annotate in."""
