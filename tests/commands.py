"""Runs `blocquotes` in a process of its own, forked from one that has imported the program.

Starting Python and importing the program takes half a second of a core, a fork ten milliseconds. The process has its
own environment, folder and output, as one that a user starts. Tests of the start itself, or of variables that
Python reads then, start another Python.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# What the commands import, at once or where they need it.
IMPORTED = (
    "blocquotes.agree", "blocquotes.checks.streaming", "blocquotes.cli.annotating", "blocquotes.cli.checking",
    "blocquotes.cli.contributing", "blocquotes.cli.proving", "blocquotes.cli.releasing", "blocquotes.dataset.exclude",
    "blocquotes.dataset.release", "blocquotes.proof.attest", "blocquotes.proof.claims", "blocquotes.proof.reproduce",
    "blocquotes.publish.publish", "blocquotes.publish.verify", "blocquotes.verify.release_check",
    "blocquotes.versions.answers", "blocquotes.versions.release", "blocquotes.versions.summary",
    "cyclonedx.output.json", "duckdb", "jinja2", "jsonschema", "jsonschema_rs", "model_signing.signing",
    "model_signing.verifying", "pandas", "pyarrow.compute", "pyarrow.parquet", "rapidfuzz.fuzz", "rich.console",
    "sigstore.oidc", "yaml",
)  # fmt: skip

# It reads the environment when it is imported, so each process imports it, and only what it imports is there.
OF_THE_HUB = "huggingface_hub"

Ran = subprocess.CompletedProcess[str]


def blocquotes(*arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """What `blocquotes ARGUMENTS` prints, and its exit code, which is negative if a signal ended it."""
    words, environment = [str(argument) for argument in arguments], dict(os.environ if env is None else env)
    if of_python(environment) != of_python(os.environ):
        command = [sys.executable, "-m", "blocquotes", *words]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=cwd)
    with TemporaryDirectory() as folder:
        job = {"arguments": words, "environment": environment, "folder": str(cwd or Path.cwd()), "output": folder}
        code = asked(json.dumps(job))
        printed = (Path(folder, name).read_bytes() for name in ("stdout", "stderr"))
        out, err = (data.decode("utf-8", "surrogateescape") for data in printed)
    return subprocess.CompletedProcess(["blocquotes", *words], code, out, err)


def of_python(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that Python reads when it starts."""
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


def asked(job: str) -> int:
    """Gives a job to the server, and returns the exit code."""
    running = server(os.getpid())
    assert running.stdin and running.stdout
    running.stdin.write(f"{job}\n")
    running.stdin.flush()
    return int(running.stdout.readline())


@cache
def server(owner: int) -> "subprocess.Popen[str]":
    """The process that forks, one for each process of the tests; it ends with them."""
    command = [sys.executable, __file__]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    # The end of its input ends it.
    atexit.register(running.communicate)
    return running


def serve() -> Any:
    """Forks a process for each job on standard input; returns the job in such a process, and None at the end."""
    for name in (*IMPORTED, f"{OF_THE_HUB}.hf_api"):
        import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] == OF_THE_HUB]:
        del sys.modules[name]
    make_schemas()
    wait_for_no_disk()
    # Otherwise each process writes to the memory of all objects that it shares.
    gc.freeze()
    answers = os.dup(1)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.close(answers)
            return json.loads(line)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(answers, f"{code}\n".encode())
    return None


def make_schemas() -> None:
    """Checks the schemas that almost all checkouts and releases have, and makes their validators and columns."""
    from blocquotes import corpus, schemas
    from blocquotes.verify import contract

    folder = schemas.own_folder()
    assert list(contract.flaws(folder)) == []
    for kind in corpus.SCHEMAS.values():
        schemas.screen(folder, kind)
        schemas.in_order(folder, kind, {})
    for table in schemas.TABLES:
        schemas.screen(folder, f"tables/{table}")
        schemas.columns(folder, table)


def wait_for_no_disk() -> None:
    """Lets no process wait until a file is on the disk: that matters only if the power fails, which no test tries."""
    os.fsync = lambda fd: None


def settle(job: Any) -> None:
    """Gives a process the folder, the environment and the output of its job."""
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(Path(job["output"], name), os.O_WRONLY | os.O_CREAT), number)


def end(arguments: list[str]) -> None:
    """Runs the command and ends the process, without taking all that is imported apart."""
    from blocquotes.cli import main

    try:
        main(arguments, prog_name="blocquotes")
    except SystemExit as ended:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        os._exit(int(ended.code or 0))


if __name__ == "__main__" and (own := serve()):
    settle(own)
    end(own["arguments"])
