"""A refusal: its message, what the command prints, and the exit code."""

import errno
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from blocquotes import files, outputs
from blocquotes.cli import Commands, main
from blocquotes.cli.ending import HIDDEN, MARK, of_the_system
from blocquotes.refusal import FOUND, NOTHING_DONE, Reason, Refusal

REASON = Reason("a file must be text", "a NUL", "save it as text", "a.txt:3:1", ("byte 7", "byte 9"))
MESSAGE = "a.txt:3:1: a file must be text; found a NUL\n  byte 7\n  byte 9\nfix: save it as text"


def test_a_message_has_place_rule_finding_listed_lines_and_fix() -> None:
    refusal = Refusal(REASON.must, REASON.found, REASON.fix, place=REASON.place, listed=REASON.listed)
    assert (str(refusal), refusal.reasons, refusal.code) == (MESSAGE, (REASON,), NOTHING_DONE)


def test_a_message_without_place_and_fix_is_one_line() -> None:
    assert str(Refusal("an id must be new", "an old one")) == "an id must be new; found an old one"


def test_several_problems_are_one_refusal_in_their_order() -> None:
    other = Reason("a file must be there", "none")
    refusal = Refusal.of([REASON, other], FOUND)
    assert (str(refusal), refusal.reasons, refusal.code) == (f"{MESSAGE}\n{other}", (REASON, other), FOUND)


@pytest.mark.parametrize("code", [FOUND, NOTHING_DONE])
def test_a_command_prints_each_reason_escaped_and_exits_with_the_code(code: int) -> None:
    hostile = Reason("a\nb must hold", "\x1b[31m\u202e", "c\rd", "::error::e", ("f\ng",))

    @click.command()
    def refuse() -> None:
        raise Refusal.of([REASON, hostile], code)

    ran = CliRunner().invoke(Commands(commands={}, callback=refuse.callback, invoke_without_command=True), [])
    first, second = ran.stderr.split("blocquotes: ")[1:]
    assert (ran.exit_code, ran.stdout, first) == (code, "", f"{MESSAGE}\n")
    assert not any(character in second for character in "\x1b\u202e\r"), second
    assert len(second.splitlines()) == 3, "line feeds of the parts begin no line of their own"


def test_a_command_outside_of_a_checkout_says_where_it_looked(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["--root", str(tmp_path), "check"])
    assert (ran.exit_code, ran.stdout) == (NOTHING_DONE, "")
    assert f"found none at or above {tmp_path.resolve()}\nfix: get one with `git clone" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nothing",), "no such command 'nothing'\nfix: `blocquotes --help`"),
        (("check", "--nothing"), "no such option '--nothing'\nfix: `blocquotes check --help`"),
        (("entity", "rename", "nato"), "missing argument 'NEW_ID'\nfix: `blocquotes entity rename --help`"),
        (("new", "outlet", "x"), "missing option '--name'\nfix: `blocquotes new outlet --help`"),
        (("new", "outlet", "x", "--name", "X"), "missing option '--kind'. Choose from: agency, newspaper, "),
        (("new", "outlet", "x", "--kind", "\x1b"), "invalid value for '--kind': '\\x1b' is not one of 'agency', "),
        (("suggest", "--output"), "option '--output' requires an argument\nfix: `blocquotes suggest --help`"),
        (("attest", "--trust-config", "x"), "--trust-config needs --keyless\n"),
    ],
)
def test_wrong_usage_has_the_form_of_all_messages(arguments: tuple[str, ...], message: str) -> None:
    ran = CliRunner().invoke(main, arguments, prog_name="blocquotes")
    assert (ran.exit_code, ran.stdout, ran.stderr.startswith(f"blocquotes: {message}")) == (2, "", True), ran.stderr


def test_a_group_without_a_command_shows_its_help() -> None:
    ran = CliRunner().invoke(main, ["entity"], prog_name="blocquotes")
    assert (ran.exit_code, "Usage: blocquotes entity " in ran.output, "fix:" in ran.output) == (2, True, False)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("/a/.blocquotes-0123456789abcdef",), "/a: "),
        (("/a/.blocquotes-0123456789abcdef/new/0", "/b/nato.json"), "/b/nato.json: "),
        (("/.blocquotes-0123456789abcdef",), "/: "),
        (("/a/.blocquotes-output.json",), "/a/.blocquotes-output.json: "),
        ((), ""),
    ],
)
def test_a_system_error_names_no_hidden_folder_of_ours(names: tuple[str, ...], shown: str) -> None:
    error = OSError(errno.EACCES, "Permission denied")
    error.filename, error.filename2 = (*names, None, None)[:2]
    assert of_the_system(error).startswith(f"{shown}Permission denied; ")


def test_the_hidden_names_are_those_of_files_and_outputs() -> None:
    assert (HIDDEN, MARK) == (files.PREFIX, outputs.MARK)
