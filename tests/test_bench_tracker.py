"""The Gender Gap Tracker in the benchmarks: its option, the texts it gets, and the spans of what it finds."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from bench import challenge_baselines, gender_gap_tracker, side_by_side

# What the benchmarks use of the real file: its two imports, its logger, and its class.
MADE_UP = """
from pathlib import Path

import utils
from bson import ObjectId

logger = utils.create_logger("quote_extractor", log_dir="logs")


class QuoteExtractor:
    def __init__(self, config):
        self.nlp = config["spacy_lang"]
        self.quote_verbs = Path(config["NLP"]["QUOTE_VERBS"]).read_text().split()

    def extract_quotes(self, doc):
        logger.info(ObjectId)
        return [{"quote": doc, "verb": self.quote_verbs[0], "speaker": self.nlp}]
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the files that the benchmarks read."""
    for file, text in ((gender_gap_tracker.EXTRACTOR, MADE_UP), (gender_gap_tracker.VERBS, "said\nsays\n")):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("script", "arguments"),
    [(challenge_baselines, ["gender-gap-tracker"]), (side_by_side, ["--tool", "gender-gap-tracker"])],
)
def test_the_tracker_without_its_option_is_an_error(
    script: ModuleType,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["script", *arguments])
    with pytest.raises(SystemExit) as ended:
        script.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "--gender-gap-tracker must name a clone of it; found no such option" in said
    assert "fix: git clone https://github.com/sfu-discourse-lab/GenderGapTracker, and add" in said


@pytest.mark.parametrize("missing", [gender_gap_tracker.EXTRACTOR, gender_gap_tracker.VERBS])
def test_a_folder_that_is_no_clone_is_an_error(
    missing: Path, clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clone / missing).unlink()
    monkeypatch.setattr(sys, "argv", ["script", "textacy", "--gender-gap-tracker", str(clone)])
    with pytest.raises(SystemExit) as ended:
        challenge_baselines.main()
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert f"must name a clone of the Gender Gap Tracker; found no {missing} in {clone}\nfix: git clone https" in said


def test_the_extractor_of_a_clone_is_loaded_without_its_database(clone: Path) -> None:
    extract = gender_gap_tracker.extractor(gender_gap_tracker.clone(str(clone)), "a model")
    assert extract("a text") == [{"quote": "a text", "verb": "said", "speaker": "a model"}]
    assert not {"bson", "utils"} & set(sys.modules)


def test_marks_become_straight_and_lines_end_with_a_full_stop() -> None:
    text = "Harbour opens\n\n“We sail.”\nLee left.\nHe\N{NO-BREAK SPACE}waved"
    ready, places = gender_gap_tracker.prepared(text)
    assert ready == 'Harbour opens.\n .\n "We sail.".\n Lee left.\n He waved'
    assert [ready[at] for at in range(len(ready)) if text[places[at]] == "W"] == ["W"]
    assert places[0] == 0 and places[-1] == len(text) - 1 and places == sorted(places)


def test_what_it_finds_has_its_place_in_the_text() -> None:
    text = "Harbour opens\n“We sail,” Lee said"
    ready, places = gender_gap_tracker.prepared(text)
    parts = {"quote_index": '"We sail,"', "verb_index": "said", "speaker_index": "Lee"}
    found = {part: f"({ready.index(words)},{ready.index(words) + len(words)})" for part, words in parts.items()}
    [spans] = gender_gap_tracker.quotes([found], places)
    words = {part: [text[start:end] for start, end in pairs] for part, pairs in spans.items()}
    assert words == {"content": ["“We sail,”"], "cue": ["said"], "source": ["Lee"]}


def test_a_part_that_it_did_not_find_has_no_span() -> None:
    found = {"quote_index": "(0,2)", "verb_index": "", "speaker_index": "(0,0)"}
    assert list(gender_gap_tracker.quotes([found], [0, 1])) == [{"content": [[0, 2]], "cue": [], "source": []}]
