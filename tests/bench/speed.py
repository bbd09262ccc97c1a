"""Words per CPU second of the suggester in memory, on the texts of a file.

    python tests/bench/speed.py TEXTS.jsonl [--rounds 7]

TEXTS has one JSON object with `text` per line. Texts become rows of tables, which are not written. It prints two rates:

- of the fastest round, in which each text is read once;
- of the least time of each text, whichever round it was in. Other programs and other guests of a shared machine make a
  text slower, never faster, so this rate is nearly the same on an idle and on a busy machine.

With another interpreter, `speed.py` measures the package that is installed for it, such as `.venv-compiled/bin/python`.
"""

import argparse
import json
import platform
import time
from collections.abc import Sequence
from pathlib import Path

from blocquotes.bulk import rows
from blocquotes.registry import Registry
from blocquotes.suggest import pipeline

# Rounds after which the least times hardly fall any more.
ROUNDS = 7


def round_times(texts: Sequence[str]) -> list[float]:
    """CPU seconds of each text, in one round."""
    words = Registry().words
    times = []
    for number, text in enumerate(texts):
        start = time.process_time()
        rows.of_text(str(number), text, words)
        times.append(time.process_time() - start)
    return times


def main() -> None:
    """Prints the interpreter and the two rates."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("texts", type=Path, help="JSON Lines with a field `text`")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    given = arguments.parse_args()
    texts = [json.loads(line)["text"] for line in given.texts.open(encoding="utf-8")]
    words = sum(len(text.split()) for text in texts)
    with pipeline.uncollected():
        rounds = [round_times(texts) for _ in range(given.rounds)]
    is_compiled = not (pipeline.__file__ or "").endswith(".py")
    print(f"Python {platform.python_version()}, suggester {'compiled' if is_compiled else 'interpreted'}")
    print(f"{words:,} words in {len(texts):,} texts, {given.rounds} rounds")
    print(f"fastest round        {words / min(map(sum, rounds)):>10,.0f} words per CPU second")
    print(f"least of each text   {words / sum(map(min, zip(*rounds, strict=True))):>10,.0f} words per CPU second")


if __name__ == "__main__":
    main()
