"""Quotes from many texts on a Dask cluster: starts one, runs `blocquotes suggest` on it, and ends it.

    python examples/dask_quotes.py texts/ tables

On Slurm, the cluster is `dask_jobqueue.SLURMCluster(cores=1, memory="1GB")`, and its method `scale(100)` starts
workers; on Kubernetes, it is `dask_kubernetes.operator.KubeCluster`. All machines need the same version of blocquotes,
and a file system that they share for the output, or an output such as `s3://bucket/tables`. Only this process reads the
inputs.
"""

import subprocess
import sys
from typing import Any

from distributed import LocalCluster


def main() -> int:
    """Runs the command on two workers of one thread each."""
    start: Any = LocalCluster
    with start(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        command = [sys.executable, "-m", "blocquotes", "suggest", *sys.argv[1:-1], "--output", sys.argv[-1]]
        options = ["--scheduler", cluster.scheduler_address]
        return subprocess.run([*command, *options]).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
