"""Quality of suggestions on the five articles of the corpus, without their annotations; run by `make bench-suggest`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Suggests drafts from the seeds in a checkout without articles and utterances, and evaluates them."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("schema", "seeds", "corpus/entities", "corpus/outlets"):
            shutil.copytree(ROOT / name, Path(folder, name))
        command = [sys.executable, "-m", "blocquotes", "--root", folder]
        subprocess.run([*command, "suggest", str(Path(folder, "seeds"))], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*command, "evaluate", str(ROOT / "corpus" / "articles"), "articles"], check=True)


if __name__ == "__main__":
    main()
