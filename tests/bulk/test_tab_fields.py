"""Tables with tabs: texts that begin with a quotation mark stay as they are, fields that a program quoted do not."""

import csv
import io
from random import Random
from typing import Literal

import pytest

from blocquotes.bulk.tab_fields import tab_rows

LONGEST = 1000


def rows(table: str) -> list[list[str] | str]:
    return list(tab_rows(iter(table.splitlines(keepends=True)), LONGEST))


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ('id\ttext\na\t"It is late," Lind said.\n', ["a", '"It is late," Lind said.']),
        ('id\ttext\na\t"It is late," he said. "Go."\n', ["a", '"It is late," he said. "Go."']),
        ('id\ttext\tday\na\t"It is late," he said.\t"Monday"\n', ["a", '"It is late," he said.', '"Monday"']),
        ('id\ttext\na\t"It is late\nb\t"Go," she said.\n', ["a", '"It is late']),
        ('id\ttext\na\t"It is late, he said.\nb\tLind said "no"\n', ["a", '"It is late, he said.']),
        ('id\ttext\na\t"It is late."\n', ["a", '"It is late."']),
        ('id\ttext\na\t"\n', ["a", '"']),
        ('text\n"It is late\nand dark\n', ['"It is late']),
        ('id\ttext\r\na\t"It is late," he said.\r\n', ["a", '"It is late," he said.']),
    ],
)
def test_a_mark_at_the_beginning_is_one_of_the_text(table: str, fields: list[str]) -> None:
    assert rows(table)[1] == fields


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ('id\ttext\na\t"He said ""no"".\tShe left."\n', ["a", 'He said "no".\tShe left.']),
        ('id\ttext\na\t"One day.\nTwo days."\n', ["a", "One day.\nTwo days."]),
        ('id\ttext\tday\na\t"One day.\n\tTwo ""days""."\tMonday\n', ["a", 'One day.\n\tTwo "days".', "Monday"]),
        ('text\n"One day.\nTwo days."\n', ["One day.\nTwo days."]),
        ('id\ttext\na\t"It is late, Lind said."\n', ["a", "It is late, Lind said."]),
        ('"id"\t"text"\n"a"\t"It is late."\n', ["a", "It is late."]),
        ('"id"\t"text"\na\t"One day.\nb\tTwo days."\n', ["a", "One day.\nb\tTwo days."]),
        ('id\ttext\n7\t"It is late."\n', ["7", "It is late."]),
        ('id\ttext\n"a"\t""\n', ["a", ""]),
    ],
)
def test_a_field_that_a_program_quoted_is_unquoted(table: str, fields: list[str]) -> None:
    assert rows(table)[1] == fields


def test_rows_after_a_mark_that_is_never_closed_are_read() -> None:
    table = 'id\ttext\na\t"It is late\nb\tone\n\nc\t"two," Lind said\n'
    assert rows(table)[1:] == [["a", '"It is late'], ["b", "one"], [], ["c", '"two," Lind said']]


def test_a_row_that_is_too_long_is_named() -> None:
    long = "x" * LONGEST
    found = rows(f'id\ttext\na\t{long}\nb\t"x\n{long}\n')
    assert found[1:] == [
        f"a row must have at most {LONGEST:,} characters; found more",
        ["b", '"x'],
        [long],
    ]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
def test_what_the_csv_module_writes_is_read_back(quoting: Literal[0, 1, 2]) -> None:
    random = Random(1)
    for _ in range(500):
        # Without tabs in texts of several lines, none of these lines is a row by itself.
        texts = ("".join(random.choice('ab"\n, ') for _ in range(random.randint(0, 9))) for _ in range(3))
        table = [
            ["id", "text", "day"],
            *([str(n), text, random.choice(("x", "", "5"))] for n, text in enumerate(texts)),
        ]
        file = io.StringIO()
        csv.writer(file, delimiter="\t", quoting=quoting, lineterminator="\n").writerows(table)
        assert rows(file.getvalue()) == table, file.getvalue()
